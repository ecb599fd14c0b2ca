package answer

import (
	"context"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index"
)

// statuteAsker asks the laws of testdata/statutes.md, each behind a heading of
// its own, and the measures text beside them.
var statuteAsker = sync.OnceValue(func() *Asker {
	file, err := os.ReadFile("testdata/statutes.md")
	if err != nil {
		panic(err)
	}
	docs := []*corpus.Document{corpus.Measures()}
	for _, law := range strings.Split(string(file), "\n# ")[1:] {
		d, err := corpus.Parse("law"+strconv.Itoa(len(docs))+".md", []byte("# "+law))
		if err != nil {
			panic(err)
		}
		d.ID = "law" + strconv.Itoa(len(docs))
		docs = append(docs, d)
	}
	ix, err := index.New(docs, index.Options{})
	if err != nil {
		panic(err)
	}
	return New(ix)
})

// TestStatuteQuestions asks the questions of testdata/statutes.txt, whose
// format is that of measures.txt with the document before the clauses.
func TestStatuteQuestions(t *testing.T) {
	askFile(t, "testdata/statutes", statuteAsker(), func(r *Result, where, holds, lacks string) []string {
		law, clauses, _ := strings.Cut(where, " ")
		if law == "-" {
			clauses = "-"
		} else if r.Answerable() && r.Answers[0].Clause.Document.Title != law {
			return []string{"answered from " + r.Answers[0].Clause.Document.Title}
		}
		return judgeAnswer(r, clauses, holds, lacks)
	}, 36, 3)
}

// A clause number may stand for other words in another version of the law: the
// note says which version is quoted and which others are there.
func TestVersionQuoted(t *testing.T) {
	var docs []*corpus.Document
	for _, date := range []string{"2016-03-16", "2023-12-29"} {
		d, err := corpus.Parse("捐助法("+date+").md", []byte("# 捐助法\n\n第一条 "+date[:4]+"年起，捐助应当自愿。\n\n第二条 本法自公布之日起施行，捐助人依照本法捐助。\n"))
		if err != nil {
			t.Fatal(err)
		}
		d.ID = "juanzhufa-" + date
		docs = append(docs, d)
	}
	ix, err := index.New(docs, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	for question, want := range map[string]string{
		"捐助法第一条":      "按2023-12-29文本（另载入2016-03-16文本",
		"捐助法2016年第一条": "按2016-03-16文本（另载入2023-12-29文本",
	} {
		r, err := New(ix).Ask(context.Background(), question, Options{Lang: Chinese})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Answers) != 1 || !strings.Contains(r.Note, want) {
			t.Errorf("%s: %d answers, note %q, want %q in it", question, len(r.Answers), r.Note, want)
		}
	}
}
