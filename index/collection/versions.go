package collection

import (
	"slices"

	"tiaowen/corpus"
	"tiaowen/corpus/status"
	"tiaowen/index/posting"
)

// Laws are amended and stand in several versions side by side. A search gives
// the newest unless a document or a date is asked for.

// markOutdated marks the clauses of every version but the newest.
func (c *Collection) markOutdated() {
	c.outdated = posting.NewSet(len(c.clauses))
	for _, group := range c.versions {
		for _, d := range group[:len(group)-1] {
			for o := c.first[d]; o < c.first[d+1]; o++ {
				c.outdated.Add(int(o))
			}
		}
	}
}

// Outdated are the clauses of which a newer version of their document is there.
func (c *Collection) Outdated() posting.Set { return c.outdated }

// Current reports whether no newer version of a document is there.
func (c *Collection) Current(d *corpus.Document) bool {
	i, ok := c.byID[d.ID]
	return ok && (c.first[i] == c.first[i+1] || !c.outdated.Has(int(c.first[i])))
}

// NotOf marks the documents that are not the version of a day, an ISO date: those that
// are younger, and those that an other version had replaced by then.
func (c *Collection) NotOf(date string) []bool {
	other := make([]bool, len(c.docs))
	for i, d := range c.docs {
		other[i] = d.Date > date
	}
	for _, group := range c.versions {
		newest := -1
		for _, i := range group { // oldest first
			if c.docs[i].Date <= date {
				if newest >= 0 {
					other[newest] = true
				}
				newest = i
			}
		}
	}
	return other
}

// Versions are the versions of a document that are loaded, itself among them,
// newest first; nil where it is the only one.
func (c *Collection) Versions(d *corpus.Document) []*corpus.Document {
	at, ok := c.byID[d.ID]
	if !ok {
		return nil
	}
	for _, group := range c.versions {
		if !slices.Contains(group, at) {
			continue
		}
		out := make([]*corpus.Document, 0, len(group))
		for _, i := range slices.Backward(group) {
			out = append(out, c.docs[i])
		}
		return out
	}
	return nil
}

// Versioned are the documents of which several versions are loaded: of each
// text its versions, newest first.
func (c *Collection) Versioned() [][]*corpus.Document {
	out := make([][]*corpus.Document, 0, len(c.versions))
	for _, group := range c.versions {
		out = append(out, c.Versions(c.docs[group[0]]))
	}
	return out
}

// Status is whether a document is in force, on the day on which the index was
// opened.
func (c *Collection) Status(d *corpus.Document) status.Status {
	if at, ok := c.byID[d.ID]; ok {
		return c.statuses[at]
	}
	return status.Status{}
}
