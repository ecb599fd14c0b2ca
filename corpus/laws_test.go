package corpus

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
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

// TestLaws parses the whole collection: no file may be refused, and the sums
// must be what they are known to be.
func TestLaws(t *testing.T) {
	ids := map[string]string{}
	articles, sub, numbered, numberedDocs, whole, byHeading, passages, preambles, attachments := 0, 0, 0, 0, 0, 0, 0, 0, 0
	for path, src := range lawFiles(t) {
		d, err := Parse(path, src)
		if err != nil {
			t.Error(err)
			continue
		}
		checkInvariants(t, d)
		if other, ok := ids[d.ID]; ok {
			t.Logf("same id %s: %s, %s", d.ID, other, path)
		}
		ids[d.ID] = path
		own := 0
		isLaw := false
		for _, c := range d.Clauses {
			switch c.Kind {
			case Article:
				own++
				if readLabel(c.Label).unit == article {
					isLaw = true
					if c.Sub > 0 {
						sub++
					}
				}
			case Preamble:
				preambles++
			case Attachment:
				attachments++
			case Passage:
				passages++
				if os.Getenv("SHOW") == "passages" && isLaw {
					t.Logf("passage %s %s %.60q", d.Title, c.Key, c.Text())
				}
			}
		}
		switch {
		case isLaw:
			articles += own
		case own > 0:
			numberedDocs++
			numbered += own
			if os.Getenv("SHOW") == "numbered" {
				t.Logf("numbered %d %s %s", own, d.Clauses[len(d.Clauses)-1].Label, d.Title)
			}
		case len(d.Clauses) == 1:
			whole++
		default:
			byHeading++
			t.Logf("headings %s %d", d.Title, len(d.Clauses))
		}
		if os.Getenv("SHOW") == "gaps" && len(d.Report.Gaps) > 0 {
			t.Logf("gaps %s %q", d.Title, d.Report.Gaps)
		}
		if os.Getenv("SHOW") == "outline" {
			out, _ := os.Create("/tmp/corpus-x/out/" + filepath.Base(path) + ".outline")
			Outline(out, d)
			out.Close()
		}
	}
	t.Logf("articles %d (%d 之一) numbered %d in %d docs, whole %d, by headings %d, preambles %d, attachments %d, passages %d", articles, sub, numbered, numberedDocs, whole, byHeading, preambles, attachments, passages)
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
