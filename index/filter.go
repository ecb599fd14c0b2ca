package index

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tiaowen/corpus"
)

// ErrFilter is what every error about a filter wraps.
var ErrFilter = errors.New("no such filter")

// Norms are the values of the norm filter.
var Norms = []string{"forbid", "require", "permit", "encourage"}

// filter tells which clauses must not be found: those outside the document,
// section and norm asked for, and those of other versions than the day's.
func (ix *Index) filter(q *Query) (skip []bool, err error) {
	if q.Norm != "" && !slices.Contains(Norms, q.Norm) {
		return nil, fmt.Errorf("%w: norm %q is none of %s", ErrFilter, q.Norm, strings.Join(Norms, ", "))
	}
	if q.Document == "" && len(q.Documents) == 0 && q.Date == "" && q.Section == "" && q.Norm == "" && len(q.Phrases) == 0 {
		return ix.outdated, nil
	}
	skip = make([]bool, len(ix.clauses))
	drop := func(out func(ord int) bool) {
		for ord := range skip {
			skip[ord] = skip[ord] || out(ord)
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
	default:
		drop(func(ord int) bool { return ix.outdated[ord] })
	}
	if q.Section != "" {
		within := make(map[*corpus.Section]bool)
		var is func(s *corpus.Section) bool
		is = func(s *corpus.Section) bool {
			if s == nil {
				return false
			}
			in, known := within[s]
			if !known {
				in = IsSection(s, q.Section) || is(s.Parent)
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
	return skip, nil
}

// IsSection reports whether a section is what someone calls want: its number
// (6), its label (第六章, 六、) or its title.
func IsSection(s *corpus.Section, want string) bool {
	want = fold(strings.TrimSpace(want))
	if n, err := strconv.Atoi(want); err == nil {
		return s.Number == n
	}
	return want == fold(s.Title) || want == fold(s.Label) || want == fold(s.Label+s.Title) ||
		want == fold(s.Label+" "+s.Title)
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
