package local

import (
	"unicode/utf8"

	"tiaowen/index/facet"
	"tiaowen/index/gram"
	"tiaowen/index/posting"
)

// filter tells which clauses must not be found: those outside the document,
// section and norm asked for, and those of other versions than the day's.
func (e *Engine) filter(f *facet.Filter) (skip posting.Set, err error) {
	if f.Plain() {
		return e.of.Outdated(), nil
	}
	skip = posting.NewSet(len(e.of.Clauses()))
	drop := func(out func(ord int) bool) {
		for ord := range e.of.Clauses() {
			if out(ord) {
				skip.Add(ord)
			}
		}
	}
	passes := facet.NewPassing(e.of, f)
	drop(func(ord int) bool { return !passes.Document(ord) })
	if f.Section != "" {
		drop(func(ord int) bool { return !passes.Section(e.of.Clauses()[ord].Section) })
	}
	if f.Norm != "" {
		holds := make([]bool, len(e.of.Clauses()))
		err := e.inverted.EachNorm(f.Norm, func(ord uint32) { holds[ord] = true })
		if err != nil {
			return nil, err
		}
		drop(func(ord int) bool { return !holds[ord] })
	}
	for _, phrase := range f.Phrases {
		holds, err := e.holding(phrase)
		if err != nil {
			return nil, err
		}
		drop(func(ord int) bool { return !holds[ord] })
	}
	return skip, e.narrow(f, drop)
}

// narrow drops the clauses that words leave out.
func (e *Engine) narrow(f *facet.Filter, drop func(out func(ord int) bool)) error {
	for _, word := range f.All {
		holds, err := e.holding(word)
		if err != nil {
			return err
		}
		drop(func(ord int) bool { return !holds[ord] })
	}
	for _, word := range f.None {
		holds, err := e.holding(word)
		if err != nil {
			return err
		}
		drop(func(ord int) bool { return holds[ord] })
	}
	for _, word := range f.Titles {
		titled := facet.Titled(word)
		drop(func(ord int) bool { return !titled(e.of.Clauses()[ord]) })
	}
	return nil
}

// holding marks the clauses in whose words, headings or titles a folded phrase
// stands. Terms give the candidates, the text decides.
func (e *Engine) holding(phrase string) ([]bool, error) {
	found := make([]bool, len(e.of.Clauses()))
	p, err := e.Postings(phrase)
	if err != nil {
		return nil, err
	}
	whole := utf8.RuneCountInString(phrase) <= 2 && gram.IsHan(gram.First(phrase)) && gram.IsHan(gram.Last(phrase)) // is a term itself
	for ord := range p.All() {
		found[ord] = whole || facet.Holds(e.of.Clauses()[ord], phrase)
	}
	return found, nil
}

// readNorms reads which norms each clause holds.
func (e *Engine) readNorms() []uint8 {
	out := make([]uint8, len(e.of.Clauses()))
	for _, kind := range facet.Norms {
		err := e.inverted.EachNorm(kind, func(ord uint32) { out[ord] |= facet.NormBit(kind) })
		if err != nil {
			return out // the filter of norms, which reads the same, tells
		}
	}
	return out
}
