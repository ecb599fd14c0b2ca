// Package facet narrows a search and counts what it finds: by document, kind, year,
// section, norm, and by words that must or must not be there. A [Filter] says what may be
// found, [Passing] looks at single clauses, and a [Tally] counts.
package facet

import (
	"slices"
	"strings"

	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/index/collection"
	"tiaowen/index/field"
	"tiaowen/index/gram"
)

// Norms are the values of the norm filter.
var Norms = []string{"forbid", "require", "permit", "encourage"}

// Filter says which clauses may be found. The zero value leaves out versions
// that newer ones replaced, and nothing else.
type Filter struct {
	Documents []string // ids: clauses of these alone, whatever their version; nil means all
	Date      string   // ISO date: the versions of that day
	Versions  bool     // all versions
	Section   string   // only below a section that [SectionNamed] knows by it
	Norm      string   // only clauses that hold a norm of this kind
	Phrases   []string // folded; each must stand in the clause or above it

	Kind   string   // only documents of this kind, see [naming.KindOf]
	Year   string   // only documents of this year, see [YearOf]
	All    []string // as Phrases
	None   []string // folded; none of them may stand there
	Titles []string // folded; each must stand in the clause's title, the headings above it or its document's title
}

// Plain reports whether nothing is filtered but old versions.
func (f *Filter) Plain() bool {
	words := f.Date + f.Section + f.Norm + f.Kind + f.Year
	lists := len(f.Phrases) + len(f.All) + len(f.None) + len(f.Titles)
	return f.Documents == nil && !f.Versions && words == "" && lists == 0
}

// Passing looks at clauses one by one whether a filter lets them through. It is not safe
// for concurrent use.
type Passing struct {
	of     *collection.Collection
	filter *Filter
	other  []bool // by document: not to be found; nil where old versions are not
	named  func(*corpus.Section) bool
	within map[*corpus.Section]bool

	narrowed []bool // by document: of another kind or year; nil where these do not count
}

// NewPassing prepares a filter for the clauses of a collection.
func NewPassing(c *collection.Collection, f *Filter) *Passing {
	p := &Passing{of: c, filter: f}
	switch {
	case f.Documents != nil:
		p.other = slices.Repeat([]bool{true}, len(c.Documents()))
		for _, id := range f.Documents {
			if d, ok := c.Position(id); ok {
				p.other[d] = false
			}
		}
	case f.Date != "":
		p.other = c.NotOf(f.Date)
	case f.Versions:
		p.other = make([]bool, len(c.Documents()))
	}
	if f.Section != "" {
		p.named, p.within = SectionNamed(f.Section), make(map[*corpus.Section]bool)
	}
	if f.Kind != "" || f.Year != "" {
		p.narrowed = narrowed(c, f)
	}
	return p
}

// Filter gives the filter.
func (p *Passing) Filter() *Filter { return p.filter }

// Document reports whether a clause is of a document that may be found.
func (p *Passing) Document(ord int) bool {
	at := p.of.PositionOf(uint32(ord))
	if p.narrowed != nil && p.narrowed[at] {
		return false
	}
	if p.other == nil {
		return !p.of.Outdated().Has(ord)
	}
	return !p.other[at]
}

// Section reports whether a section is the one asked for, or in it.
func (p *Passing) Section(s *corpus.Section) bool {
	if s == nil {
		return false
	}
	in, known := p.within[s]
	if !known {
		in = p.named(s) || p.Section(s.Parent)
		p.within[s] = in
	}
	return in
}

// Clause reports whether a clause may be found, by its text alone.
func (p *Passing) Clause(ord uint32) bool {
	c := p.of.Clauses()[ord]
	switch {
	case !p.Document(int(ord)):
		return false
	case p.named != nil && !p.Section(c.Section):
		return false
	case p.filter.Norm != "" && !slices.ContainsFunc(norm.Of(c), func(n norm.Norm) bool { return n.Kind.String() == p.filter.Norm }):
		return false
	}
	f := p.filter
	return !slices.ContainsFunc(f.Phrases, func(phrase string) bool { return !Holds(c, phrase) }) &&
		!slices.ContainsFunc(f.All, func(word string) bool { return !Holds(c, word) }) &&
		!slices.ContainsFunc(f.None, func(word string) bool { return Holds(c, word) }) &&
		!slices.ContainsFunc(f.Titles, func(word string) bool { return !Titled(word)(c) })
}

// narrowed marks the documents of another kind or year.
func narrowed(c *collection.Collection, f *Filter) []bool {
	out := make([]bool, len(c.Documents()))
	for i, d := range c.Documents() {
		out[i] = f.Kind != "" && c.Kinds()[i] != f.Kind || f.Year != "" && YearOf(d) != f.Year
	}
	return out
}

// Holds reports whether a folded phrase stands in a clause or above it.
func Holds(c *corpus.Clause, phrase string) bool {
	for _, text := range field.Texts(c) {
		if strings.Contains(gram.Fold(text), phrase) {
			return true
		}
	}
	return false
}

// Titled gives a function that reports whether a folded word stands in a clause's title, its headings or its document's title.
func Titled(word string) func(*corpus.Clause) bool {
	known := make(map[string]bool) // titles come again and again
	has := func(title string) bool {
		if title == "" {
			return false
		}
		is, ok := known[title]
		if !ok {
			is = strings.Contains(gram.Fold(title), word)
			known[title] = is
		}
		return is
	}
	return func(c *corpus.Clause) bool {
		if has(c.Title) || has(c.Document.Title) {
			return true
		}
		for s := c.Section; s != nil; s = s.Parent {
			if has(s.Title) {
				return true
			}
		}
		return false
	}
}
