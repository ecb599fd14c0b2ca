package reader

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"tiaowen/corpus/reader/readertest"
)

// TestOneLaw writes one law in every format and wants the same lines back.
func TestOneLaw(t *testing.T) {
	law := readertest.New(lawText)
	want := lines(lawText)
	for _, f := range formats(t, law) {
		t.Run(f.name, func(t *testing.T) {
			got, err := Read(f.name, f.src)
			if err != nil {
				t.Fatal(err)
			}
			if g := lines(got.Source); g != want {
				t.Errorf("got\n%s\nwant\n%s", g, want)
			}
			if got.Format != f.format {
				t.Errorf("read as %s", got.Format)
			}
			if title := law[0].Text; f.hasTitle && got.Title != title {
				t.Errorf("title %q, want %q", got.Title, title)
			}
		})
	}
}

type written struct {
	name, format string
	src          []byte
	hasTitle     bool
}

func formats(t testing.TB, law readertest.Law) []written {
	return []written{
		{"办法.txt", "txt", []byte(law.Text()), false},
		{"办法.gb.txt", "txt", encoded(t, simplifiedchinese.GB18030, law.Text()), false},
		{"办法.u16.txt", "txt", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), law.Text()), false},
		{"办法.md", "markdown", []byte(law.Markdown()), true},
		{"办法.html", "html", []byte(law.HTML()), true},
		{"办法.docx", "docx", law.DOCX(), true},
		{"办法.pdf", "pdf", law.PDF(readertest.PageLayout{}), true},
		{"办法.head.pdf", "pdf", law.PDF(readertest.PageLayout{Rows: 7, Columns: 20, Header: "XX市人民政府规章"}), true},
		{"办法.ofd", "ofd", law.OFD(readertest.PageLayout{}), true},
		{"办法.head.ofd", "ofd", law.OFD(readertest.PageLayout{Rows: 7, Columns: 20, Header: "XX市人民政府规章", Mark: "内部资料"}), true},
		{"办法.noindent.pdf", "pdf", law.PDF(readertest.PageLayout{Rows: 9, NoIndent: true}), true},
	}
}

// lines drops white space and empty lines.
func lines(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		if v := visible(line); strings.IndexFunc(v, isVisible) >= 0 {
			b.WriteString(v + "\n")
		}
	}
	return b.String()
}

// lawFiles are the laws of the folder that TIAOWEN_LAWS names.
func lawFiles(t *testing.T) []string {
	t.Helper()
	dir := os.Getenv("TIAOWEN_LAWS")
	if dir == "" {
		t.Skip("set TIAOWEN_LAWS to a folder of laws in Markdown")
	}
	var files []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".md" {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("no .md file in " + dir)
	}
	return files
}

// TestLawsAsPages writes the laws of a folder as web pages and as Word documents
// and wants every paragraph back.
func TestLawsAsPages(t *testing.T) {
	files := lawFiles(t)
	for _, file := range files {
		text, err := ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		law := readertest.New(strings.ReplaceAll(text.Source, "\t", " "))
		want := lines(law.Text())
		for name, src := range map[string][]byte{"a.html": []byte(law.HTML()), "a.docx": law.DOCX()} {
			got, err := Read(name, src)
			if err != nil {
				t.Errorf("%s as %s: %v", file, name, err)
				continue
			}
			if g := lines(got.Source); g != want {
				t.Errorf("%s as %s: %s", filepath.Base(file), name, firstDifference(want, g))
			}
			if visible(got.Title) != visible(law[0].Text) {
				t.Errorf("%s as %s: title %q", filepath.Base(file), name, got.Title)
			}
		}
	}
	t.Logf("%d laws", len(files))
}

// TestLawsAsPDF sets the laws of a folder as PDFs, each in another layout, and
// counts the paragraphs that come back otherwise than they went in.
func TestLawsAsPDF(t *testing.T) {
	files := lawFiles(t)
	paragraphs, wrong := 0, 0
	for k, i := 0, 0; i < len(files); k, i = k+1, i+max(1, len(files)/60) {
		text, err := ReadFile(files[i])
		if err != nil {
			t.Fatal(err)
		}
		// A PDF has no cells that this writer could set.
		source := strings.ReplaceAll(text.Source, "\t", "　")
		law := readertest.New(source)
		layout := readertest.PageLayout{Columns: 24 + k%11, Rows: 20 + k%7, NoIndent: k%5 == 0}
		if k%3 == 0 {
			layout.Header = law[0].Text
		}
		got, err := Read("a.pdf", law.PDF(layout))
		if err != nil {
			t.Errorf("%s: %v", files[i], err)
			continue
		}
		want := map[string]int{}
		for line := range strings.Lines(lines(law.Text())) {
			want[line]++
			paragraphs++
		}
		bad := 0
		for line := range strings.Lines(lines(got.Source)) {
			if want[line]--; want[line] < 0 {
				bad++
				if bad <= 3 {
					t.Logf("%s %+v: %s", filepath.Base(files[i]), layout, line)
				}
			}
		}
		wrong += bad
		if a, b := strings.Join(strings.Fields(lines(law.Text())), ""), strings.Join(strings.Fields(lines(got.Source)), ""); a != b {
			t.Errorf("%s: %s", files[i], firstDifference(a, b))
		}
	}
	t.Logf("%d of %d paragraphs differ", wrong, paragraphs)
	if wrong*100 > paragraphs {
		t.Error("more than 1 in 100 paragraphs differ")
	}
}
