package compare

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiaowen/api/study/bundle/bundletest"
	"tiaowen/corpus"
)

// golden is a case: the text before, the text after, and the rows that are
// right, parted by lines of dashes.
func golden(t *testing.T, name string) (from, to *corpus.Document, want string) {
	t.Helper()
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(src), "\n----\n")
	if len(parts) != 3 {
		t.Fatalf("%s has %d parts, want before, after and the rows", name, len(parts))
	}
	parse := func(words string) *corpus.Document {
		d, err := corpus.Parse("case.txt", []byte(words))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	return parse(parts[0]), parse(parts[1]), parts[2]
}

// drawn writes a result as golden files do: changed words are in brackets.
func drawn(r *Result) string {
	var b strings.Builder
	side := func(sign string, sides []Side) {
		for _, s := range sides {
			fmt.Fprintf(&b, "%s %s ", sign, s.Clause.Name())
			for _, p := range s.Parts {
				words := strings.ReplaceAll(s.Clause.Document.Text(p.Span), "\n", "⏎")
				if p.Changed {
					words = "[" + words + "]"
				}
				b.WriteString(words)
			}
			b.WriteString("\n")
		}
	}
	for _, m := range r.Matches {
		fmt.Fprintf(&b, "%s: %s\n", m.Kind, m.Note("zh"))
		if m.Kind == Unchanged || m.Kind == Renumbered || m.Kind == Moved {
			continue
		}
		side("-", m.From)
		side("+", m.To)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("testdata holds no cases: %v", err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			from, to, want := golden(t, name)
			r := Documents(from, to)
			if diff := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(drawn(r))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			check(t, r)
		})
	}
}

// check holds a result to what is true of every one: each clause of both
// documents is in one row, and its parts, joined, are its text.
func check(t *testing.T, r *Result) {
	t.Helper()
	type end struct {
		after  bool
		clause *corpus.Clause
	}
	seen := make(map[end]int)
	total := 0
	for _, m := range r.Matches {
		for k, sides := range [][]Side{m.From, m.To} {
			for _, s := range sides {
				seen[end{k == 1, s.Clause}]++
				var words strings.Builder
				for _, p := range s.Parts {
					words.WriteString(s.Clause.Document.Text(p.Span))
				}
				if words.String() != s.Clause.Text() {
					t.Errorf("%s: the parts are %q", s.Clause.ID(), words.String())
				}
			}
		}
	}
	for _, n := range r.Counts {
		total += n
	}
	if total != len(r.Matches) {
		t.Errorf("the counts add up to %d, there are %d rows", total, len(r.Matches))
	}
	for k, d := range []*corpus.Document{r.From, r.To} {
		for _, c := range d.Clauses {
			if n := seen[end{k == 1, c}]; n != 1 {
				t.Errorf("%s stands in %d rows", c.ID(), n)
			}
		}
	}
}

// A document compared with itself has no change, and with its own clauses in
// another order none but their places and numbers.
func TestSame(t *testing.T) {
	d := corpus.Measures()
	r := Documents(d, d)
	check(t, r)
	if r.Counts[Unchanged] != len(d.Clauses) {
		t.Errorf("of %d clauses %d are unchanged: %v", len(d.Clauses), r.Counts[Unchanged], r.Counts)
	}
}

func FuzzDocuments(f *testing.F) {
	f.Add("第一条 甲。\n第二条 乙。\n", "第一条 乙。\n第二条 丙丁。\n")
	f.Add("1. one\n2. two\n", "一、甲\n（一）乙\n")
	f.Fuzz(func(t *testing.T, before, after string) {
		a, err := corpus.Parse("a.txt", []byte(before))
		if err != nil {
			return
		}
		b, err := corpus.Parse("b.txt", []byte(after))
		if err != nil {
			return
		}
		check(t, Documents(a, b))
	})
}

func TestDOCX(t *testing.T) {
	from, to, _ := golden(t, "testdata/amended.txt")
	var b bytes.Buffer
	if err := Documents(from, to).WriteDOCX(&b, "zh", true); err != nil {
		t.Fatal(err)
	}
	src := bundletest.Parts(t, b.Bytes())["word/document.xml"]
	for _, want := range []string{
		`w:orient="landscape"`, `<w:tblHeader/>`, `修订前`, `修订后`, `说明`,
		`<w:rPr><w:strike/></w:rPr><w:t xml:space="preserve">必须</w:t>`,
		`<w:rPr><w:b/><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">应当</w:t>`,
	} {
		if !strings.Contains(src, want) {
			t.Errorf("the table lacks %s", want)
		}
	}
	if n := strings.Count(src, "<w:gridCol "); n != 3 {
		t.Errorf("the table has %d columns, want 3", n)
	}
	if strings.Contains(src, "本办法适用于") {
		t.Error("a clause that did not change stands in the table of changes")
	}
}

// BenchmarkLaws compares two versions of a law: TIAOWEN_LAWS names a folder of
// laws in Markdown.
func BenchmarkLaws(b *testing.B) {
	root := os.Getenv("TIAOWEN_LAWS")
	if root == "" {
		b.Skip("TIAOWEN_LAWS is not set: a folder of laws in Markdown")
	}
	for _, name := range []string{"民事诉讼法", "公司法"} {
		files, err := filepath.Glob(filepath.Join(root, "*", name+"(*.md"))
		if err != nil || len(files) != 2 {
			b.Fatalf("%d versions of %s: %v", len(files), name, err)
		}
		var docs []*corpus.Document
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				b.Fatal(err)
			}
			d, err := corpus.Parse(file, src)
			if err != nil {
				b.Fatal(err)
			}
			docs = append(docs, d)
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Documents(docs[0], docs[1])
			}
		})
	}
}

// A clause that lists articles by new numbers is otherwise unchanged; other words beside them are a change.
func TestCitesOnly(t *testing.T) {
	parse := func(text string) *corpus.Document {
		d, err := corpus.Parse("甲法.txt", []byte("甲法\n\n第一条 本法适用于渡船。\n\n第二条 "+text+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	const before = "采取本法第十四条、第十五条、第十六条规定的措施后，仍不能偿还债务的，继续履行义务。"
	for after, want := range map[string]bool{
		"采取本法第十八条、第十九条、第二十条规定的措施后，仍不能偿还债务的，继续履行义务。":      true,
		"采取本法第十八条、第十九条或者第二十条规定的措施后，仍不能偿还债务的，继续履行义务。":     false,
		"采取本法第十八条、第十九条、第二十条规定的措施后，仍不能偿还债务的，不再履行义务。":      false,
		"采取本法第十八条、第十九条、第二十条、第三十条规定的措施后，仍不能偿还债务的，继续履行义务。": false,
	} {
		for _, m := range Documents(parse(before), parse(after)).Matches {
			if m.Kind == Changed && m.CitesOnly != want {
				t.Errorf("%s: %v", after, m.CitesOnly)
			}
		}
	}
}

// A comparison does not depend on chance: what fits two clauses equally well goes
// to the first of them, however often the documents are compared.
func TestSameEveryTime(t *testing.T) {
	const moved = "紧急避险采取措施不当或者超过必要的限度，造成不应有的损害的，避险人应当承担适当的民事责任。"
	text := func(third, fourth, fifth string) string {
		return "责任规定\n第一条　为了明确民事责任，制定本规定。\n第二条　民事主体依照约定履行民事义务，承担民事责任。\n" +
			"第三条　因紧急避险造成损害的，由引起险情发生的人承担民事责任，受益人可以给予适当补偿。\n" + third +
			"第四条　侵害英雄烈士的姓名、肖像、名誉、荣誉，损害公共利益的，应当停止侵害、消除影响。\n" + fourth +
			"第五条　因一方的违约行为损害对方人身权益的，受损害方有权选择请求承担违约责任或者侵权责任。\n" + fifth
	}
	parse := func(text string) *corpus.Document {
		d, err := corpus.Parse("责任规定.txt", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	from := parse(text("", "", "") + "第六条　" + moved + "\n")
	to := parse(text("", moved+"\n", moved+"\n"))
	first := ""
	for i := range 60 {
		var notes []string
		for _, m := range Documents(from, to).Matches {
			notes = append(notes, m.Note("zh"))
		}
		got := strings.Join(notes, "\n")
		if i == 0 {
			first = got
		}
		if got != first {
			t.Fatalf("comparison %d:\n%s\nthe first:\n%s", i+1, got, first)
		}
	}
	if !strings.Contains(first, "第四条、第六条合并为第四条") {
		t.Errorf("the paragraph went to\n%s", first)
	}
}
