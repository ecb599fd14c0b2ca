package reply

import (
	"strings"
	"testing"

	"tiaowen/corpus"
)

// Every clause of a document is in its outline once, below the section that it stands in, and the sections
// below those that have them.
func TestOutlineOf(t *testing.T) {
	d, err := corpus.Parse("办法.txt", []byte("值班办法\n\n第一编 总则\n\n第一章 目的\n\n第一条 为了安全，制定本办法。\n\n第二章 范围\n\n第二条 本办法适用于全体人员。\n\n第二编 附则\n\n第三条 本办法自公布之日起施行。\n"))
	if err != nil {
		t.Fatal(err)
	}
	sections, passages := OutlineOf(d)
	var lines []string
	var walk func(depth int, all []OutlineSection)
	walk = func(depth int, all []OutlineSection) {
		for _, s := range all {
			lines = append(lines, strings.Repeat(">", depth)+s.Label)
			for _, c := range s.Clauses {
				lines = append(lines, strings.Repeat(">", depth)+c.Label)
			}
			walk(depth+1, s.Sections)
		}
	}
	walk(0, sections)
	if got, want := strings.Join(lines, " "), "第一编 >第一章 >第一条 >第二章 >第二条 第二编 第三条"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if len(passages) != len(d.Clauses)-3 {
		t.Errorf("%d passages of %d clauses", len(passages), len(d.Clauses))
	}
	if none, _ := OutlineOf(&corpus.Document{}); none == nil {
		t.Error("a document without sections has none, not null")
	}
}
