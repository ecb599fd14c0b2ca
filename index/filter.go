package index

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tiaowen/corpus"
	"tiaowen/segmenter"
)

// ErrFilter is what every error about a filter wraps.
var ErrFilter = errors.New("no such filter")

// Norms are the values of the norm filter.
var Norms = []string{"forbid", "require", "permit", "encourage"}

// filter tells which clauses must not be found: those outside the document,
// section and norm asked for, and those of other versions than the day's.
func (ix *Index) filter(q *Query) (skip set, err error) {
	if q.Norm != "" && !slices.Contains(Norms, q.Norm) {
		return nil, fmt.Errorf("%w: norm %q is none of %s", ErrFilter, q.Norm, strings.Join(Norms, ", "))
	}
	if q.Document == "" && len(q.Documents) == 0 && q.Date == "" && !q.Versions && q.Section == "" && q.Norm == "" && len(q.Phrases) == 0 && !q.narrow() {
		return ix.outdated, nil
	}
	skip = newSet(len(ix.clauses))
	drop := func(out func(ord int) bool) {
		for ord := range ix.clauses {
			if out(ord) {
				skip.add(ord)
			}
		}
	}
	switch {
	case q.Document != "":
		d, ok := ix.byID[q.Document]
		if !ok {
			return nil, fmt.Errorf("%w: there is no document %q", ErrFilter, q.Document)
		}
		drop(func(ord int) bool { return int(ix.docOf[ord]) != d })
	case len(q.Documents) > 0:
		in := make([]bool, len(ix.docs))
		for _, id := range q.Documents {
			if d, ok := ix.byID[id]; ok {
				in[d] = true
			}
		}
		drop(func(ord int) bool { return !in[ix.docOf[ord]] })
	case q.Date != "":
		other := ix.notOf(q.Date)
		drop(func(ord int) bool { return other[ix.docOf[ord]] })
	case q.Versions:
	default:
		drop(func(ord int) bool { return ix.outdated.has(ord) })
	}
	if q.Section != "" {
		named := SectionNamed(q.Section)
		within := make(map[*corpus.Section]bool)
		var is func(s *corpus.Section) bool
		is = func(s *corpus.Section) bool {
			if s == nil {
				return false
			}
			in, known := within[s]
			if !known {
				in = named(s) || is(s.Parent)
				within[s] = in
			}
			return in
		}
		drop(func(ord int) bool { return !is(ix.clauses[ord].Section) })
	}
	if q.Norm != "" {
		holds := make([]bool, len(ix.clauses))
		err := eachPosting(ix.reader, fieldNorm, q.Norm, func(doc uint64) { holds[ix.ordinal[doc]] = true })
		if err != nil {
			return nil, err
		}
		drop(func(ord int) bool { return !holds[ord] })
	}
	for _, phrase := range q.Phrases {
		holds, err := ix.holding(phrase)
		if err != nil {
			return nil, err
		}
		drop(func(ord int) bool { return !holds[ord] })
	}
	return skip, ix.narrow(q, drop)
}

// SectionNamed tells which sections are what someone calls want: by number (6,
// 六, 第六部分), by label (第六章, 六、) or by title.
func SectionNamed(want string) func(*corpus.Section) bool {
	want = fold(strings.TrimSpace(want))
	if n, ok := segmenter.ParseNumber(want); ok {
		return func(s *corpus.Section) bool { return n > 0 && s.Number == n }
	}
	named := func(s *corpus.Section) bool {
		return want == fold(s.Title) || want == fold(s.Label) || want == fold(s.Name())
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

// notOf marks the documents that are not the version of a day: those that are
// younger, and those that an other version had replaced by then.
func (ix *Index) notOf(date string) []bool {
	other := make([]bool, len(ix.docs))
	for i, d := range ix.docs {
		other[i] = d.Date > date
	}
	for _, group := range ix.versions {
		newest := -1
		for _, i := range group { // oldest first
			if ix.docs[i].Date <= date {
				if newest >= 0 {
					other[newest] = true
				}
				newest = i
			}
		}
	}
	return other
}

// set is a set of ordinals, a bit each.
type set []uint64

func newSet(n int) set { return make(set, (n+63)/64) }

func (s set) has(ord int) bool { return s[ord/64]&(1<<(ord%64)) != 0 }
func (s set) add(ord int)      { s[ord/64] |= 1 << (ord % 64) }
