// Package duty is the register of duties: who must, must not, may and should do
// what, by when and how often, across all documents.
//
// A [Register] reads every clause once and keeps 40 bytes per norm. [Register.Select]
// picks norms and counts what every further filter would leave. [Register.Year]
// arranges the norms with a calendar date over a year, and [Register.Norm] reads
// a norm again with all its details.
package duty

import (
	"runtime"
	"slices"
	"strings"

	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/term"
	"tiaowen/index/store/cores"
)

// Register holds the norms of documents in the order of the texts. It is safe
// for concurrent use.
type Register struct {
	docs    []*corpus.Document
	from    []int // of each document, the index of its first entry; one more for the end
	entries []entry
	names   []Name
}

// entry is a norm as the register keeps it.
type entry struct {
	clause     *corpus.Clause
	start, end int32 // of its words and what leads to them, in bytes of the source
	name       int32 // into names; 0 is nobody
	nth        uint16
	kind       norm.Kind
	times      Time
	day        Day
}

// Name is who is bound, as a text writes it.
type Name struct {
	Text string
	Full string // what the document says it stands for: 本办法所称…, 以下简称…; "" without
}

// holds reports whether the name, short or in full, holds some words.
func (n Name) holds(words string) bool {
	return strings.Contains(n.Text, words) || strings.Contains(n.Full, words)
}

// Read reads the norms of documents, some 30 µs a clause, on all processors. Where last is not nil, the norms of
// documents that it holds are taken from it, and the others are read on the caller's thread, which may have a low
// priority: they are few after an import.
func Read(docs []*corpus.Document, last *Register) *Register {
	r := &Register{docs: docs, names: []Name{{}}}
	read := make([]readDocument, len(docs))
	workers, places := runtime.GOMAXPROCS(0), make([]int, 0, len(docs))
	known := last.places()
	if last != nil {
		workers = 1
	}
	for i, d := range docs {
		if at, ok := known[d]; ok {
			read[i] = last.document(at)
		} else {
			places = append(places, i)
		}
	}
	cores.Each(workers, places, func(i int) { read[i] = readOne(docs[i]) })
	r.join(read)
	return r
}

// places are those of the documents of a register, which may be nil.
func (r *Register) places() map[*corpus.Document]int {
	if r == nil {
		return nil
	}
	places := make(map[*corpus.Document]int, len(r.docs))
	for i, d := range r.docs {
		places[d] = i
	}
	return places
}

// document gives the norms of the document at a place, as they were read.
func (r *Register) document(at int) (out readDocument) {
	out.entries = r.entries[r.from[at]:r.from[at+1]]
	for _, e := range out.entries {
		out.names = append(out.names, r.names[e.name])
	}
	return out
}

// join puts what was read of each document into one register.
func (r *Register) join(read []readDocument) {
	known := map[Name]int32{{}: 0}
	for _, one := range read {
		r.from = append(r.from, len(r.entries))
		for i, e := range one.entries {
			name := one.names[i]
			id, ok := known[name]
			if !ok {
				id = int32(len(r.names))
				name = Name{strings.Clone(name.Text), strings.Clone(name.Full)}
				known[name] = id
				r.names = append(r.names, name)
			}
			e.name = id
			r.entries = append(r.entries, e)
		}
	}
	r.from = append(r.from, len(r.entries))
	r.entries = slices.Clip(r.entries)
}

// readDocument are the norms of one document and who each of them binds.
type readDocument struct {
	entries []entry
	names   []Name
}

func readOne(d *corpus.Document) (out readDocument) {
	full := abbreviations(d)
	once := oneYear(d)
	for _, c := range d.Clauses {
		for i, n := range norm.Of(c) {
			e := entry{clause: c, start: int32(n.Reach.Start), end: int32(n.Reach.End), nth: uint16(i), kind: n.Kind}
			often, until := d.Text(n.Frequency), d.Text(n.Deadline)
			if n.Frequency.Len() > 0 {
				e.times |= Often
			}
			if n.Deadline.Len() > 0 {
				e.times |= Until
			}
			if day, ok := ParseDay(until, often, once); ok {
				e.day = day
				e.times |= Dated
			}
			out.entries = append(out.entries, e)
			out.names = append(out.names, Name{n.Actor, full[n.Actor]})
		}
	}
	return out
}

// maxFull is how long the full form of a name may be, in bytes. A definition
// that is longer describes and does not name.
const maxFull = 120

// abbreviations are the names that a document gives for longer ones, each with
// the longer one: 国务院证券监督管理机构（以下简称证监会）.
func abbreviations(d *corpus.Document) map[string]string {
	out := map[string]string{}
	for _, t := range term.Of(d) {
		if t.Source == nil || t.Definition.Len() == 0 || t.Definition.Len() > maxFull {
			continue
		}
		if full := d.Text(t.Definition); full != t.Name {
			out[t.Name] = full
		}
	}
	return out
}

// Documents are the documents read.
func (r *Register) Documents() []*corpus.Document { return r.docs }

// Size is the number of norms.
func (r *Register) Size() int { return len(r.entries) }

// Clause is the clause of the i-th norm.
func (r *Register) Clause(i int) *corpus.Clause { return r.entries[i].clause }

// Name is who the i-th norm binds; its Text is "" where the text does not say it.
func (r *Register) Name(i int) Name { return r.names[r.entries[i].name] }

// Day is the day of the calendar that the i-th norm names; false where it names none.
func (r *Register) Day(i int) (Day, bool) {
	e := r.entries[i]
	return e.day, e.times&Dated != 0
}

// Norm reads the i-th norm again, some 30 µs. Norms of one clause that are read
// one after the other are read once: last is what the call before returned.
func (r *Register) Norm(i int, last *Reading) norm.Norm {
	e := r.entries[i]
	if last.clause != e.clause {
		last.clause, last.norms = e.clause, norm.Of(e.clause)
	}
	return last.norms[e.nth]
}

// Reading is the clause that [Register.Norm] has read last. The zero value is none.
type Reading struct {
	clause *corpus.Clause
	norms  []norm.Norm
}
