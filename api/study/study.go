// Package study makes study material from clauses: questions with their
// answers, papers, handouts, and the files that Anki, Moodle, H5P, spreadsheets
// and word processors read.
//
// Everything is made by rule from the text itself. A question quotes the
// clause, its wrong options are words of other clauses, and its explanation is the
// sentence it was made from. A checker removes questions that have more than one right answer or
// whose wording gives the answer away. The questions of a clause depend only on its document,
// never on the chosen clauses or on the seed: the seed picks and orders them, so that an id
// names the same question in every kit.
package study

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tiaowen/api/study/quiz"
	"tiaowen/api/study/selection"
	"tiaowen/corpus"
)

// Options say what to make. The zero value makes all that the text gives.
type Options struct {
	Seed  uint64         // picks and orders
	Kinds []quiz.Kind    // none means all
	Count int            // most questions, none of which answers another; 0 or MaxQuestions: all that exist
	Plan  selection.Plan // a paper by plan, in place of Count and Kinds

	Copies int // of the papers in one ZIP; 0 means 2

	Edits    *Edits    // what the trainer decided
	Previous *Previous // the kit that was handed out before
	Changed  time.Time // when the texts were taken in; the zero time: not known

	Reading bool // make no questions: the kit is a handout

	// Words gives the byte ranges, in a part of a clause, of the words worth
	// asking for. nil: only names, numbers, actors and lists are asked for.
	Words func(c *corpus.Clause, part corpus.Span) []corpus.Span
	// URL is the address of a clause without scheme and host. nil: none.
	URL func(*corpus.Clause) string
	// Cite is how a clause is cited. nil: as the clause itself says.
	Cite func(*corpus.Clause) string
}

// Limits of one kit.
const (
	MaxClauses   = 2000                   // a kit of more is no longer read by anybody
	MaxQuestions = selection.MaxQuestions // of all kinds together
)

// ErrNothing says that no clause was chosen.
var ErrNothing = errors.New("no clause is chosen: choose clauses, a section, words, a norm or a term")

// TooManyError says that more was chosen than a kit holds.
type TooManyError struct{ Clauses int }

// Error says how many clauses are too many.
func (e *TooManyError) Error() string {
	return fmt.Sprintf("%d clauses are chosen, a kit takes at most %d: choose sections or single clauses", e.Clauses, MaxClauses)
}

// Kit is what was chosen and the questions made from it.
type Kit struct {
	Title     string
	Seed      uint64
	Clauses   []*corpus.Clause // in the order of the texts
	Questions []*quiz.Question // kinds in the order of Kinds, within a kind as the seed has them
	Made      int              // how many questions the text gave before Count cut them

	Copies   int
	Previous *Previous
	Changed  time.Time

	given   map[string]bool             // ids of all that the text gives
	address func(*corpus.Clause) string // Options.URL
	cite    func(*corpus.Clause) string // Options.Cite
}

// Make makes a kit from clauses, which may be of several documents.
// ErrNothing, *TooManyError and that of ctx are its errors. A text that gives no question
// is not an error: the kit has none then.
func Make(ctx context.Context, clauses []*corpus.Clause, o Options) (*Kit, error) {
	switch {
	case len(clauses) == 0:
		return nil, ErrNothing
	case len(clauses) > MaxClauses:
		return nil, &TooManyError{len(clauses)}
	}
	if o.Cite == nil {
		o.Cite = (*corpus.Clause).Cite
	}
	kit := &Kit{Title: title(clauses), Seed: o.Seed, Clauses: clauses, address: o.URL, cite: o.Cite, Copies: o.Copies, Previous: o.Previous, Changed: o.Changed}
	if o.Reading {
		return kit, nil
	}
	all, err := kit.ask(ctx, o)
	if err != nil {
		return nil, err
	}
	kit.Made = len(all)
	kit.Questions, err = o.choose(all)
	return kit, err
}

// ask makes all questions about the clauses of the kit that are of the kinds wanted.
func (k *Kit) ask(ctx context.Context, o Options) ([]*quiz.Question, error) {
	var all []*quiz.Question
	k.given = make(map[string]bool)
	for _, own := range byDocument(k.Clauses) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for _, q := range quiz.Read(own[0].Document, o.Words, o.Cite).Questions(own) {
			k.given[q.ID] = true
			if len(o.Kinds) > 0 && !slices.Contains(o.Kinds, q.Kind) {
				continue
			}
			if o.URL != nil {
				q.URL = o.URL(q.From())
			}
			all = append(all, q)
		}
	}
	return all, nil
}

// choose takes the questions of a kit: those that the trainer keeps, the parts
// of the plan, or as many as are wanted.
func (o Options) choose(all []*quiz.Question) ([]*quiz.Question, error) {
	n := o.Count
	if n < 0 || n >= MaxQuestions {
		n = 0
	}
	e := o.Edits
	if e == nil {
		e = new(Edits)
	}
	kept, rest, err := e.apply(all)
	if err != nil {
		return nil, err
	}
	switch {
	case len(e.Only) > 0:
		selection.Arrange(kept, o.Seed, "A")
		return kept, nil
	case len(o.Plan) > 0:
		return selection.ByPlan(kept, rest, o.Plan, o.Seed)
	case e.whole():
		return selection.Replace(kept, rest, e.Replaced, o.Seed), nil
	}
	return selection.Pick(kept, rest, n, o.Seed), nil
}

// Check looks at every question of the kit again, and says what is wrong with
// it. Make drops what has a fault, so a kit that Make returned has none.
func (k *Kit) Check() []quiz.Fault {
	var out []quiz.Fault
	books := make(map[*corpus.Document]*quiz.Book)
	for _, q := range k.Questions {
		if q.From() == nil {
			continue // the trainer's own
		}
		d := q.From().Document
		if books[d] == nil {
			books[d] = quiz.Read(d, nil, nil)
		}
		for _, reason := range books[d].Faults(q) {
			out = append(out, quiz.Fault{Question: q, Reason: reason})
		}
	}
	return out
}

// title names a kit after its document, the code that its documents are books
// of, or the first of them.
func title(clauses []*corpus.Clause) string {
	first := clauses[0].Document
	code, _, isBook := strings.Cut(first.Title, " ")
	several := false
	for _, c := range clauses {
		if c.Document != first {
			several = true
			isBook = isBook && strings.HasPrefix(c.Document.Title, code+" ")
		}
	}
	switch {
	case !several:
		return first.Title
	case isBook:
		return code
	}
	return first.Title + "等文件"
}

// byDocument parts clauses by their documents, in the order of their first.
func byDocument(clauses []*corpus.Clause) [][]*corpus.Clause {
	var out [][]*corpus.Clause
	at := make(map[*corpus.Document]int)
	for _, c := range clauses {
		i, ok := at[c.Document]
		if !ok {
			i = len(out)
			at[c.Document] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], c)
	}
	return out
}
