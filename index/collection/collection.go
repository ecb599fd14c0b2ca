// Package collection numbers the clauses of documents and says of each document what
// matters in a search: its versions, whether it is in force, how often others cite it.
package collection

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"tiaowen/corpus"
	"tiaowen/corpus/status"
	"tiaowen/index/naming"
	"tiaowen/index/posting"
)

// Collection is some documents. A clause is named by its ordinal: its place among the
// clauses of all documents. A Collection never changes and is safe for concurrent use.
type Collection struct {
	docs      []*corpus.Document
	byID      map[string]int
	clauses   []*corpus.Clause
	first     []uint32    // docs[i] has the ordinals [first[i], first[i+1])
	docOf     []uint32    // ordinal → position in docs
	versions  [][]int     // positions of documents that are versions of one text, oldest first
	outdated  posting.Set // ordinal → a newer version of its document is there
	authority []float32   // of docs
	statuses  []status.Status
	kinds     func() []string // of docs; made when it is first asked for
}

// New makes a collection of documents, whose ids must differ.
func New(docs []*corpus.Document) (*Collection, error) {
	c := &Collection{docs: docs, byID: make(map[string]int, len(docs))}
	total := 0
	for i, d := range docs {
		if _, twice := c.byID[d.ID]; twice {
			return nil, fmt.Errorf("two documents have the id %q", d.ID)
		}
		c.byID[d.ID] = i
		c.first = append(c.first, uint32(total))
		total += len(d.Clauses)
	}
	c.first = append(c.first, uint32(total))
	c.clauses = make([]*corpus.Clause, 0, total)
	c.docOf = make([]uint32, 0, total)
	for i, d := range docs {
		c.clauses = append(c.clauses, d.Clauses...)
		c.docOf = append(c.docOf, slices.Repeat([]uint32{uint32(i)}, len(d.Clauses))...)
	}
	c.versions = status.Versions(docs)
	c.markOutdated()
	c.authority = authority(docs)
	c.statuses = status.Of(docs, time.Now().Format(time.DateOnly))
	for i, s := range c.statuses {
		switch {
		case s.Low():
			c.authority[i] = Low
		case status.Amends(docs[i].Title):
			c.authority[i] = Amending
		}
	}
	c.kinds = sync.OnceValue(c.readKinds)
	return c, nil
}

// Documents returns all documents, in the order they were given.
func (c *Collection) Documents() []*corpus.Document { return c.docs }

// Document returns the document with the id, or nil.
func (c *Collection) Document(id string) *corpus.Document {
	if i, ok := c.byID[id]; ok {
		return c.docs[i]
	}
	return nil
}

// Clause returns the clause with the id ("cyzd/20"), or nil.
func (c *Collection) Clause(id string) *corpus.Clause {
	docID, key, ok := strings.Cut(id, "/")
	if d := c.Document(docID); ok && d != nil {
		for _, clause := range d.Clauses {
			if clause.Key == key {
				return clause
			}
		}
	}
	return nil
}

// Clauses returns the clauses of all documents; a position is an ordinal.
func (c *Collection) Clauses() []*corpus.Clause { return c.clauses }

// Position is the place in [Collection.Documents] of the document with the id.
func (c *Collection) Position(id string) (at int, ok bool) {
	at, ok = c.byID[id]
	return at, ok
}

// PositionOf is the place in [Collection.Documents] of a clause's document.
func (c *Collection) PositionOf(ord uint32) int { return int(c.docOf[ord]) }

// Range gives the ordinals [from, to) of the document at a position.
func (c *Collection) Range(at int) (from, to uint32) { return c.first[at], c.first[at+1] }

// Ordinal is the ordinal of a clause of one of the documents.
func (c *Collection) Ordinal(clause *corpus.Clause) uint32 {
	return c.first[c.byID[clause.Document.ID]] + uint32(clause.Index)
}

// Authority is what the document at a position counts for by the others; see [Collection.Cited].
func (c *Collection) Authority(at int) float32 { return c.authority[at] }

// Kinds are the kinds of the documents, see [naming.KindOf]; they must not be changed.
func (c *Collection) Kinds() []string { return c.kinds() }

func (c *Collection) readKinds() []string {
	out := make([]string, len(c.docs))
	for i, d := range c.docs {
		out[i] = naming.KindOf(d)
	}
	return out
}
