package facet

import (
	"slices"
	"strings"

	"tiaowen/corpus"
	"tiaowen/index/gram"
	"tiaowen/index/reference"
)

// SectionNamed tells which sections are what someone calls want: by number (6,
// 六, 第六部分), by label (第六章, 六、) or by title.
func SectionNamed(want string) func(*corpus.Section) bool {
	want = gram.Fold(strings.TrimSpace(want))
	if n, ok := reference.Number(want); ok {
		return func(s *corpus.Section) bool { return n > 0 && s.Number == n }
	}
	named := func(s *corpus.Section) bool {
		return want == gram.Fold(s.Title) || want == gram.Fold(s.Label) || want == gram.Fold(s.Name())
	}
	ref, ok := wholly(want)
	if !ok {
		return named
	}
	return func(s *corpus.Section) bool {
		return slices.Contains([]string{"", "部分", s.Unit}, ref.Unit) && s.Number > 0 && ref.Has(s.Number) || named(s)
	}
}

// wholly reads a text that is a reference to sections and nothing else.
func wholly(want string) (ref reference.Reference, ok bool) {
	refs := reference.All(want)
	if len(refs) != 1 {
		return ref, false
	}
	ref = refs[0]
	return ref, ref.Kind == reference.Section && ref.Start == 0 && ref.End == len(want)
}
