package index

import (
	"slices"
	"testing"
)

func TestPairs(t *testing.T) {
	for term, want := range map[string][]string{
		"党":      {"党"},
		"干部":     {"干部"},
		"四个意识":   {"四个", "个意", "意识"},
		"gdp":    {"gdp"},
		"3号文":    {"3", "号文"},
		"两学 一做":  {"两学", "一做"},
		"“亲”“清”": {"亲", "清"},
	} {
		if got := pairs(term); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", term, got, want)
		}
	}
}
