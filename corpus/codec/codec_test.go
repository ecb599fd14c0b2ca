package codec

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiaowen/corpus"
	"tiaowen/corpus/measures"
)

// TestCodec writes and reads documents of every shape there is a case for.
func TestCodec(t *testing.T) {
	for name, src := range codecCases(t) {
		d, err := corpus.Parse(name, src)
		if err != nil {
			continue // a case for a refusal
		}
		b, err := Append([]byte("before"), d)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, rest, err := Decode(string(b[len("before"):]) + "behind")
		if err != nil || rest != "behind" {
			t.Fatalf("%s: %v, rest %q", name, err, rest)
		}
		if diff := cmp.Diff(uncycled(d), uncycled(got)); diff != "" {
			t.Errorf("%s: written and read (-want +got):\n%s", name, diff)
		}
		if len(b) > len(d.Source)*3/2+1000 {
			t.Errorf("%s: %d bytes for a source of %d", name, len(b), len(d.Source))
		}
	}
}

// uncycled is a document without its cycles: parents and sections by number.
func uncycled(d *corpus.Document) any {
	type section struct {
		corpus.Section
		Up int
	}
	type clause struct {
		corpus.Clause
		In int
	}
	number := map[*corpus.Section]int{}
	var sections []section
	for i, s := range d.Sections {
		number[s] = i + 1
		c := *s
		c.Parent = nil
		sections = append(sections, section{c, number[s.Parent]})
	}
	var clauses []clause
	for _, c := range d.Clauses {
		cc := *c
		cc.Document, cc.Section = nil, nil
		if len(cc.Parts) == 0 {
			cc.Parts = nil
		}
		clauses = append(clauses, clause{cc, number[c.Section]})
	}
	return []any{d.ID, d.Title, d.Date, d.Source, d.Leaves, sections, clauses, d.Report}
}

func FuzzDecodeDocument(f *testing.F) {
	for name, src := range codecCases(f) {
		if d, err := corpus.Parse(name, src); err == nil {
			b, _ := Append(nil, d)
			f.Add(string(b))
		}
	}
	f.Fuzz(func(t *testing.T, data string) {
		d, _, err := Decode(data)
		if err != nil {
			return
		}
		for _, c := range d.Clauses {
			_ = c.Text()
			_ = c.Path()
		}
	})
}

// codecCases are the texts in the testdata of corpus and the measures text.
func codecCases(tb testing.TB) map[string][]byte {
	cases := map[string][]byte{measures.Name: measures.Source}
	for _, pattern := range []string{"../testdata/*.txt", "../testdata/*.md"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			tb.Fatal("no texts in testdata", err)
		}
		for _, f := range files {
			src, err := os.ReadFile(f)
			if err != nil {
				tb.Fatal(err)
			}
			cases[f] = src
		}
	}
	return cases
}
