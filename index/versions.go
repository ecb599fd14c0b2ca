package index

import (
	"slices"

	"tiaowen/corpus"
	"tiaowen/corpus/status"
)

// Laws are amended and stand in several versions side by side. A search gives
// the newest unless a document or a date is asked for.

// outdated marks the clauses of every version but the newest.
func outdated(ix *Index) set {
	old := newSet(len(ix.clauses))
	for _, group := range ix.versions {
		for _, d := range group[:len(group)-1] {
			for o := ix.first[d]; o < ix.first[d+1]; o++ {
				old.add(int(o))
			}
		}
	}
	return old
}

// Versions are the versions of a document that are loaded, itself among them,
// newest first; nil where it is the only one.
func (ix *Index) Versions(d *corpus.Document) []*corpus.Document {
	at, ok := ix.byID[d.ID]
	if !ok {
		return nil
	}
	for _, group := range ix.versions {
		if !slices.Contains(group, at) {
			continue
		}
		out := make([]*corpus.Document, 0, len(group))
		for _, i := range slices.Backward(group) {
			out = append(out, ix.docs[i])
		}
		return out
	}
	return nil
}

// Versioned are the documents of which several versions are loaded: of each
// text its versions, newest first.
func (ix *Index) Versioned() [][]*corpus.Document {
	out := make([][]*corpus.Document, 0, len(ix.versions))
	for _, group := range ix.versions {
		out = append(out, ix.Versions(ix.docs[group[0]]))
	}
	return out
}

// Status is whether a document is in force, on the day on which the index was
// opened.
func (ix *Index) Status(d *corpus.Document) status.Status {
	if at, ok := ix.byID[d.ID]; ok {
		return ix.statuses[at]
	}
	return status.Status{}
}
