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

// filter returns what decides whether a clause may be found: in the document,
// section and norm asked for, and in the version of the day.
func (ix *Index) filter(q *Query) (func(ord uint32) bool, error) {
	if q.Norm != "" && !slices.Contains(Norms, q.Norm) {
		return nil, fmt.Errorf("%w: norm %q is none of %s", ErrFilter, q.Norm, strings.Join(Norms, ", "))
	}
	var keep []func(uint32) bool
	switch {
	case q.Document != "":
		d, ok := ix.byID[q.Document]
		if !ok {
			return nil, fmt.Errorf("%w: there is no document %q", ErrFilter, q.Document)
		}
		first, end := ix.first[d], ix.first[d+1]
		keep = append(keep, func(ord uint32) bool { return first <= ord && ord < end })
	case len(q.Documents) > 0:
		in := make(map[uint16]bool, len(q.Documents))
		for _, id := range q.Documents {
			if d, ok := ix.byID[id]; ok {
				in[uint16(d)] = true
			}
		}
		keep = append(keep, func(ord uint32) bool { return in[ix.docOf[ord]] })
	case q.Date != "":
		other := ix.notOf(q.Date)
		keep = append(keep, func(ord uint32) bool { return !other[ix.docOf[ord]] })
	default:
		keep = append(keep, func(ord uint32) bool { return !ix.outdated[ord] })
	}
	if q.Section != "" {
		want := q.Section
		seen := make(map[*corpus.Section]bool)
		keep = append(keep, func(ord uint32) bool {
			for s := ix.clauses[ord].Section; s != nil; s = s.Parent {
				is, known := seen[s]
				if !known {
					is = IsSection(s, want)
					seen[s] = is
				}
				if is {
					return true
				}
			}
			return false
		})
	}
	if q.Norm != "" {
		holds := make(map[uint32]bool)
		err := eachPosting(ix.reader, fieldNorm, q.Norm, false, func(doc, _ uint64) { holds[ix.ordinal[doc]] = true })
		if err != nil {
			return nil, err
		}
		keep = append(keep, func(ord uint32) bool { return holds[ord] })
	}
	return func(ord uint32) bool {
		for _, k := range keep {
			if !k(ord) {
				return false
			}
		}
		return true
	}, nil
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
