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
	file, err := os.ReadFile("testdata/statutes.txt")
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for n, line := range strings.Split(string(file), "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		asked++
		fields := strings.Split(line, " | ")
		t.Run(strconv.Itoa(n+1)+" "+fields[0], func(t *testing.T) {
			r, err := statuteAsker().Ask(context.Background(), fields[0], nil, English)
			if err != nil {
				t.Fatal(err)
			}
			for len(fields) < 4 {
				fields = append(fields, "")
			}
			law, clauses, _ := strings.Cut(strings.TrimSpace(fields[1]), " ")
			if law == "-" {
				clauses = "-"
			} else if r.Answerable() && r.Answers[0].Clause.Document.Title != law {
				t.Fatalf("answered from %s: %s", r.Answers[0].Clause.Document.Title, text(r))
			}
			check(t, r, clauses, fields[2], fields[3])
		})
	}
	if asked < 12 {
		t.Fatalf("only %d questions in the file", asked)
	}
}
