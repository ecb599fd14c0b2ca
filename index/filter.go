package index

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/index/facet"
	"tiaowen/index/gram"
	"tiaowen/index/posting"
	"tiaowen/index/stopword"
)

// ErrFilter is what every error about a filter wraps.
var ErrFilter = errors.New("no such filter")

// check refuses what no filter can mean.
func (ix *Index) check(q *Query) error {
	if q.Norm != "" && !slices.Contains(facet.Norms, q.Norm) {
		return fmt.Errorf("%w: norm %q is none of %s", ErrFilter, q.Norm, strings.Join(facet.Norms, ", "))
	}
	if q.Document != "" && ix.Document(q.Document) == nil {
		return fmt.Errorf("%w: there is no document %q", ErrFilter, q.Document)
	}
	return nil
}

// narrowing fills in what a query narrows a search by.
func (ix *Index) narrowing(q *Query, f *facet.Filter) {
	f.Kind, f.Year = q.Kind, q.Year
	if phrase := strings.TrimSpace(gram.Fold(q.Exact)); phrase != "" {
		f.All = append(f.All, phrase)
	}
	f.None = strings.FieldsFunc(gram.Fold(q.Exclude), func(r rune) bool { return !gram.IsWord(r) })
	if !q.All && !q.Titles {
		return
	}
	text := []byte(q.Folded)
	for _, r := range q.References { // the number of a clause is no word of it
		for i := r.Start; i < r.End; i++ {
			text[i] = ' '
		}
	}
	words := ix.wordsOf(string(text))
	if q.Titles {
		f.Titles = words
	} else {
		f.All = append(f.All, words...)
	}
}

// wordsOf cuts a folded query into the words that say what is looked for, each once. Those in which
// people ask are left out, unless there are no others.
func (ix *Index) wordsOf(folded string) []string {
	var words, asking []string
	seen := make(map[string]bool)
	for _, t := range ix.Tokens(folded) {
		if seen[t.Text] || !gram.IsWord(gram.First(t.Text)) {
			continue
		}
		seen[t.Text] = true
		if stopword.Is(t.Text) {
			asking = append(asking, t.Text)
		} else {
			words = append(words, t.Text)
		}
	}
	if len(words) == 0 {
		return asking
	}
	return words
}

// passing is facet.Passing for near.go.
type passing struct{ *facet.Passing }

func (p *passing) clause(ord uint32) bool { return p.Clause(ord) }

// filter tells which clauses must not be found: those outside the document,
// section and norm asked for, and those of other versions than the day's.
func (ix *Index) filter(f *facet.Filter) (skip posting.Set, err error) {
	if f.Plain() {
		return ix.Outdated(), nil
	}
	skip = posting.NewSet(len(ix.clauses))
	drop := func(out func(ord int) bool) {
		for ord := range ix.clauses {
			if out(ord) {
				skip.Add(ord)
			}
		}
	}
	passes := facet.NewPassing(ix.Collection, f)
	drop(func(ord int) bool { return !passes.Document(ord) })
	if f.Section != "" {
		drop(func(ord int) bool { return !passes.Section(ix.clauses[ord].Section) })
	}
	if f.Norm != "" {
		holds := make([]bool, len(ix.clauses))
		err := ix.inverted.EachNorm(f.Norm, func(ord uint32) { holds[ord] = true })
		if err != nil {
			return nil, err
		}
		drop(func(ord int) bool { return !holds[ord] })
	}
	for _, phrase := range f.Phrases {
		holds, err := ix.holding(phrase)
		if err != nil {
			return nil, err
		}
		drop(func(ord int) bool { return !holds[ord] })
	}
	return skip, ix.narrow(f, drop)
}

// narrow drops the clauses that words leave out.
func (ix *Index) narrow(f *facet.Filter, drop func(out func(ord int) bool)) error {
	for _, word := range f.All {
		holds, err := ix.holding(word)
		if err != nil {
			return err
		}
		drop(func(ord int) bool { return !holds[ord] })
	}
	for _, word := range f.None {
		holds, err := ix.holding(word)
		if err != nil {
			return err
		}
		drop(func(ord int) bool { return holds[ord] })
	}
	for _, word := range f.Titles {
		titled := facet.Titled(word)
		drop(func(ord int) bool { return !titled(ix.clauses[ord]) })
	}
	return nil
}

// holding marks the clauses in whose words, headings or titles a folded phrase
// stands. Terms give the candidates, the text decides.
func (ix *Index) holding(phrase string) ([]bool, error) {
	found := make([]bool, len(ix.clauses))
	p, err := ix.postings(phrase)
	if err != nil {
		return nil, err
	}
	whole := utf8.RuneCountInString(phrase) <= 2 && gram.IsHan(gram.First(phrase)) && gram.IsHan(gram.Last(phrase)) // is a term itself
	for ord := range p.All() {
		found[ord] = whole || facet.Holds(ix.clauses[ord], phrase)
	}
	return found, nil
}

// readNorms reads which norms each clause holds.
func (ix *Index) readNorms() []uint8 {
	out := make([]uint8, len(ix.clauses))
	for _, kind := range facet.Norms {
		err := ix.inverted.EachNorm(kind, func(ord uint32) { out[ord] |= facet.NormBit(kind) })
		if err != nil {
			return out // the filter of norms, which reads the same, tells
		}
	}
	return out
}
