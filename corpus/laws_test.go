package corpus

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiaowen/corpus/label"
)

// lawFiles are the texts below the folder that TIAOWEN_LAWS names, by path.
func lawFiles(tb testing.TB) map[string][]byte {
	tb.Helper()
	dir := os.Getenv("TIAOWEN_LAWS")
	if dir == "" {
		tb.Skip("set TIAOWEN_LAWS to a folder of laws in Markdown to run this")
	}
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".md" {
			return err
		}
		src, err := os.ReadFile(path)
		files[path] = src
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	if len(files) == 0 {
		tb.Fatalf("no .md file below %s", dir)
	}
	return files
}

// TestLaws parses the public LawRefBook/Laws collection of 1,512 texts: none
// may be refused, and the sums must be those of an independent count:
//
//   - 64,778 articles: the same.
//   - 652 numbered paragraphs in 45 texts without articles: here 929 in 57. In
//     ten more texts the labels 一、 and （一） stand in Markdown headings or below
//     them; that count cuts those by headings, we take the labels, as we must
//     where the same text comes without headings. One is a standard with 78 clauses
//     numbered 5.1.1. One is the list of units, with 6, that an order
//     hands on: a separate document, the 1,513th.
//   - 38 texts cut by headings or kept whole: here 27, for the same reason.
func TestLaws(t *testing.T) {
	var texts, articles, inserted, numberedTexts, numbered, whole, byHeading, preambles, attachments int
	ids := map[string][]string{}
	var all []*Document
	for path, src := range lawFiles(t) {
		docs, err := ParseAll(path, src)
		if err != nil {
			t.Error(err)
			continue
		}
		all = append(all, docs...)
	}
	for _, d := range all {
		texts++
		checkInvariants(t, d)
		ids[d.ID] = append(ids[d.ID], d.Title)
		statute, own := false, 0
		for _, c := range d.Clauses {
			switch c.Kind {
			case Article:
				own++
				statute = statute || label.Read(c.Label).Unit == label.Article
				if c.Sub > 0 {
					inserted++
				}
			case Attachment:
				attachments++
			case Preamble:
				if c.Key == "preamble" {
					preambles++
				}
			}
		}
		switch {
		case statute:
			articles += own
		case own > 0:
			numberedTexts++
			numbered += own
		case len(d.Clauses) == 1:
			whole++
		default:
			byHeading++
		}
	}
	t.Logf("%d texts: %d articles, %d of them inserted; %d numbered paragraphs in %d texts; %d texts whole, %d by headings; %d preambles, %d attachments",
		texts, articles, inserted, numbered, numberedTexts, whole, byHeading, preambles, attachments)
	got := []int{texts, articles, inserted, numbered, numberedTexts, whole + byHeading}
	if diff := cmp.Diff([]int{1513, 64778, 53, 929, 57, 27}, got); diff != "" {
		t.Error(diff)
	}
	for id, titles := range ids {
		if len(id) > 40 {
			t.Errorf("the id %s has %d characters", id, len(id))
		}
		for _, title := range titles[1:] {
			if plain := strings.NewReplacer("、", "", " ", ""); plain.Replace(title) != plain.Replace(titles[0]) {
				t.Errorf("%s and %s have the same id %s", title, titles[0], id)
			}
		}
	}
}

// TestLawsWithoutMarkup parses the laws once as Markdown and once as the bare
// lines: what the format marks may help, the labels have to do. The texts that
// differ have headings without labels, or labels in headings of attachments.
func TestLawsWithoutMarkup(t *testing.T) {
	same, texts := 0, 0
	for path, src := range lawFiles(t) {
		marked, err := Parse(path, src)
		if err != nil {
			t.Fatal(err)
		}
		bare, err := Parse(strings.TrimSuffix(filepath.Base(path), ".md")+".txt", []byte(marked.Source))
		if err != nil {
			t.Error(err)
			continue
		}
		checkInvariants(t, bare)
		texts++
		if marked.ID == bare.ID && tree(marked) == tree(bare) {
			same++
		} else {
			t.Logf("differs: %s", marked.Title)
		}
	}
	t.Logf("%d of %d texts have the same tree without markup", same, texts)
	if same*100 < texts*98 {
		t.Errorf("only %d of %d texts have the same tree without markup", same, texts)
	}
}

func BenchmarkLaws(b *testing.B) {
	files := lawFiles(b)
	size := 0
	for _, src := range files {
		size += len(src)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for path, src := range files {
			if _, err := Parse(path, src); err != nil {
				b.Fatal(err)
			}
		}
	}
}
