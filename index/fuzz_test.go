package index

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzSearch: whatever is typed is read and searched; what comes back are
// pieces of clauses.
func FuzzSearch(f *testing.F) {
	for _, s := range []string{"四种形态", "第20条", `"亲" "清"`, "san hui yi ke", "从严执党", "vanity project", "\xff党", "第99999999999999999999条", "老婆…做生意", "请问按照关于我们的违反本的第三条", "+text:* /.*/"} {
		f.Add(s, "6", "forbid", 5)
	}
	ix := measures(f)
	f.Fuzz(func(t *testing.T, text, section, norm string, n int) {
		if len(text) > 2000 {
			return
		}
		ix.Suggest(text, n%20)
		q, err := ix.Parse(text)
		if err != nil {
			if !errors.Is(err, ErrEmptyQuery) {
				t.Fatal(err)
			}
			return
		}
		q.Section, q.Norm = section, norm
		hits, total, err := ix.Search(context.Background(), q, n%100)
		if err != nil {
			if !errors.Is(err, ErrFilter) {
				t.Fatal(err)
			}
			return
		}
		if len(hits) > total {
			t.Fatalf("%d hits of %d", len(hits), total)
		}
		for _, h := range hits {
			var joined strings.Builder
			for _, p := range ix.Passage(h.Clause, q, 1+n&255) {
				joined.WriteString(h.Clause.Document.Text(p.Span))
			}
			if s := joined.String(); !utf8.ValidString(s) || !strings.Contains(h.Clause.Text(), s) {
				t.Fatalf("%q is no piece of %s", s, h.Clause.ID())
			}
		}
	})
}
