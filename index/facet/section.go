package facet

import (
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
	refs := reference.All(want)
	if len(refs) != 1 || refs[0].Kind != reference.Section || refs[0].Start > 0 || refs[0].End < len(want) {
		return named
	}
	ref := refs[0]
	return func(s *corpus.Section) bool {
		ofUnit := ref.Unit == "" || ref.Unit == "部分" || ref.Unit == s.Unit
		return ofUnit && s.Number > 0 && ref.Has(s.Number) || named(s)
	}
}
