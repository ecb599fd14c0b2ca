package reading

import (
	"regexp"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/corpus/sentences"
	"tiaowen/index"
)

// A form finds what one regular expression of its words and its pattern finds.
func TestForms(t *testing.T) {
	forms := map[string]*Form{"actor": ActorWords, "forbid": ForbidWords, "norm": NormWords, "verdict": VerdictWords, "outcome": OutcomeWords,
		"condition": ConditionWords, "way": WayWords, "scope": ScopeWords, "reason": ReasonWords}
	for name, f := range forms {
		var all []string
		for _, words := range f.words.First {
			for _, w := range words {
				all = append(all, regexp.QuoteMeta(w))
			}
		}
		if f.pattern != nil {
			all = append(all, f.pattern.String())
		}
		oracle := regexp.MustCompile(strings.Join(all, "|"))
		found := 0
		for _, c := range corpus.Measures().Clauses {
			for _, s := range sentences.Of(c) {
				text := index.Fold(c.Document.Text(s.Span))
				want := oracle.MatchString(text)
				if want {
					found++
				}
				if got := f.In(text); got != want {
					t.Errorf("%s: %v for %s", name, got, text)
				}
			}
		}
		if found == 0 && name != "scope" {
			t.Errorf("%s: no sentence reads so", name)
		}
	}
}
