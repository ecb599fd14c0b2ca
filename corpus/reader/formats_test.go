package reader

import (
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
	}
}

// lines drops white space and empty lines.
func lines(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		if v := visible(line); v != "" {
			b.WriteString(v + "\n")
		}
	}
	return b.String()
}
