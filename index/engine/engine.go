// Package engine defines what an index needs from the engine that holds its postings: [Engine]. Package local is the engine on this machine.
package engine

import (
	"context"
	"errors"

	"tiaowen/index/facet"
	"tiaowen/index/posting"
)

// An Engine knows which clauses hold which terms: Bleve's segments on this
// machine, or a cluster. Reading a query, the final order of the hits, passages
// and answers are the index's and the same for all engines.
//
// A clause is named by its ordinal: its place among the clauses of all
// documents, in the order in which the index was given them.
type Engine interface {
	// Count says in how many clauses each word stands. A word of several terms
	// stands where all of its [gram.Of] do.
	Count(ctx context.Context, words []string) ([]int, error)
	// Top gives the l.N clauses of the highest scores, best first, and how many
	// match in all. It may add up rounded numbers, and so be a little off: the index
	// ranks what it is handed again.
	Top(ctx context.Context, l *Lookup) (best []posting.Scored, total int, err error)
}

// ErrEngine says that an engine does not answer now.
var ErrEngine = errors.New("the engine does not answer")

// Lookup is a query as an [Engine] takes it.
type Lookup struct {
	Rare   []Wanted // a clause matches when it holds one of these
	Common []Wanted // those only add to the score of a clause that matches
	Filter facet.Filter
	N      int
	Tally  *facet.Tally // counts all clauses that match; nil does not
}

// Wanted is a term of a lookup; a word as gse cuts it stands behind
// [gram.WordMark]. It adds Weight times the weight of the term in the clause, 0 to 255; of
// a word of several terms that is the least of their weights.
type Wanted struct {
	Text      string   // a term or a word; "" stands for the documents themselves
	Documents []string // ids; the term counts in these alone; nil means everywhere
	Worth     []uint8  // where Text is "": the weight in each of Documents
	Weight    float32
	Count     int    // of the clauses that hold the term anywhere
	Origin    string // what it is looked for; nothing to an engine
}
