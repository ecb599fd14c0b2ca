package index

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/index/gram"
	"tiaowen/index/posting"
	"tiaowen/segmenter"
)

// ErrFilter is what every error about a filter wraps.
var ErrFilter = errors.New("no such filter")

// Norms are the values of the norm filter.
var Norms = []string{"forbid", "require", "permit", "encourage"}

// check refuses what no filter can mean.
func (ix *Index) check(q *Query) error {
	if q.Norm != "" && !slices.Contains(Norms, q.Norm) {
		return fmt.Errorf("%w: norm %q is none of %s", ErrFilter, q.Norm, strings.Join(Norms, ", "))
	}
	if q.Document != "" && ix.Document(q.Document) == nil {
		return fmt.Errorf("%w: there is no document %q", ErrFilter, q.Document)
	}
	return nil
}

// filter tells which clauses must not be found: those outside the document,
// section and norm asked for, and those of other versions than the day's.
func (ix *Index) filter(f *Filter) (skip posting.Set, err error) {
	if f.plain() {
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
	passes := ix.passing(f)
	drop(func(ord int) bool { return !passes.document(ord) })
	if f.Section != "" {
		drop(func(ord int) bool { return !passes.section(ix.clauses[ord].Section) })
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

// passing looks at clauses one by one whether a filter lets them through.
type passing struct {
	ix     *Index
	filter *Filter
	other  []bool // by document: not to be found; nil where old versions are not
	named  func(*corpus.Section) bool
	within map[*corpus.Section]bool

	narrowed []bool // by document: of another kind or year; nil where these do not count
}

func (ix *Index) passing(f *Filter) *passing {
	p := &passing{ix: ix, filter: f}
	switch {
	case f.Documents != nil:
		p.other = slices.Repeat([]bool{true}, len(ix.Documents()))
		for _, id := range f.Documents {
			if d, ok := ix.Position(id); ok {
				p.other[d] = false
			}
		}
	case f.Date != "":
		p.other = ix.NotOf(f.Date)
	case f.Versions:
		p.other = make([]bool, len(ix.Documents()))
	}
	if f.Section != "" {
		p.named, p.within = SectionNamed(f.Section), make(map[*corpus.Section]bool)
	}
	if f.Kind != "" || f.Year != "" {
		p.narrowed = ix.narrowed(f)
	}
	return p
}

// document reports whether a clause is of a document that may be found.
func (p *passing) document(ord int) bool {
	if p.other == nil {
		return !p.ix.Outdated().Has(ord)
	}
	return !p.other[p.ix.PositionOf(uint32(ord))]
}

// section reports whether a section is the one asked for, or in it.
func (p *passing) section(s *corpus.Section) bool {
	if s == nil {
		return false
	}
	in, known := p.within[s]
	if !known {
		in = p.named(s) || p.section(s.Parent)
		p.within[s] = in
	}
	return in
}

// clause reports whether a clause may be found, by its text alone.
func (p *passing) clause(ord uint32) bool {
	c := p.ix.clauses[ord]
	switch {
	case !p.document(int(ord)):
		return false
	case p.named != nil && !p.section(c.Section):
		return false
	case p.filter.Norm != "" && !slices.ContainsFunc(norm.Of(c), func(n norm.Norm) bool { return n.Kind.String() == p.filter.Norm }):
		return false
	}
	f := p.filter
	return (p.narrowed == nil || !p.narrowed[p.ix.PositionOf(ord)]) &&
		!slices.ContainsFunc(f.Phrases, func(phrase string) bool { return !holds(c, phrase) }) &&
		!slices.ContainsFunc(f.All, func(word string) bool { return !holds(c, word) }) &&
		!slices.ContainsFunc(f.None, func(word string) bool { return holds(c, word) }) &&
		!slices.ContainsFunc(f.Titles, func(word string) bool { return !p.ix.titled(word)(int(ord)) })
}

// SectionNamed tells which sections are what someone calls want: by number (6,
// 六, 第六部分), by label (第六章, 六、) or by title.
func SectionNamed(want string) func(*corpus.Section) bool {
	want = gram.Fold(strings.TrimSpace(want))
	if n, ok := segmenter.ParseNumber(want); ok {
		return func(s *corpus.Section) bool { return n > 0 && s.Number == n }
	}
	named := func(s *corpus.Section) bool {
		return want == gram.Fold(s.Title) || want == gram.Fold(s.Label) || want == gram.Fold(s.Name())
	}
	refs := segmenter.References(want)
	if len(refs) != 1 || refs[0].Kind != segmenter.Section || refs[0].Start > 0 || refs[0].End < len(want) {
		return named
	}
	ref := refs[0]
	return func(s *corpus.Section) bool {
		ofUnit := ref.Unit == "" || ref.Unit == "部分" || ref.Unit == s.Unit
		return ofUnit && s.Number > 0 && ref.Has(s.Number) || named(s)
	}
}
