package reader_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"tiaowen/corpus"
	"tiaowen/corpus/reader"
	"tiaowen/corpus/reader/readertest"
)

// TestOneLawInAllFormats reads one law as LibreOffice writes it in seven formats
// (testdata/formats/make.sh), and as an OFD of our own, and wants the same tree of
// clauses: the same title, sections, labels, paragraphs and words.
func TestOneLawInAllFormats(t *testing.T) {
	sources := map[string][]byte{}
	for _, format := range []string{"odt", "docx", "doc", "rtf", "pdf", "html", "txt", "fodt"} {
		src, err := os.ReadFile(filepath.Join("testdata/formats", "law."+format))
		if err != nil {
			t.Fatal(err)
		}
		sources[format] = src
	}
	text, err := reader.Read("law.docx", sources["docx"])
	if err != nil {
		t.Fatal(err)
	}
	law := readertest.New(text.Source)
	for i, p := range law {
		if strings.HasPrefix(p.Text, "外借期间") {
			law[i].Kind = readertest.Body
		}
	}
	sources["ofd"] = law.OFD(readertest.PageLayout{Header: "内部资料　注意保存", Mark: "征求意见稿", Rows: 20})
	want := outline(t, "docx", sources["docx"])
	if n := strings.Count(want, "\n["); n < 13 {
		t.Fatalf("%d clauses in\n%s", n, want)
	}
	for format, src := range sources {
		t.Run(format, func(t *testing.T) {
			if got := outline(t, format, src); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestOneLawSays wants the report to name what is not in the text.
func TestOneLawSays(t *testing.T) {
	for format, words := range map[string][]string{
		"odt":  {"本句已经删去", "登记簿的格式由", "内部资料"},
		"docx": {"本句已经删去", "登记簿的格式由", "内部资料"},
		"doc":  {"本句已经删去", "登记簿的格式由", "内部资料"},
		"rtf":  {"本句已经删去", "登记簿的格式由", "内部资料"},
		"pdf":  {"登记簿的格式由", "内部资料"},
		"html": {"内部资料"},
	} {
		src, err := os.ReadFile(filepath.Join("testdata/formats", "law."+format))
		if err != nil {
			t.Fatal(err)
		}
		got, err := reader.Read("law."+format, src)
		if err != nil {
			t.Fatal(err)
		}
		var english, chinese string
		for _, o := range got.Omissions {
			english += o.English + "\n"
			chinese += o.Chinese + "\n"
		}
		for _, w := range words {
			if !strings.Contains(english, w) || !strings.Contains(chinese, w) {
				t.Errorf("%s: %q is not named in\n%s%s", format, w, english, chinese)
			}
		}
		if strings.ContainsFunc(strings.ReplaceAll(chinese, "U+FFFD", ""), func(r rune) bool { return r < 0x80 && unicode.IsLetter(r) }) {
			t.Errorf("%s: English within Chinese: %s", format, chinese)
		}
	}
}

func outline(t *testing.T, format string, src []byte) string {
	t.Helper()
	d, err := corpus.Parse("law."+format, src)
	if err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	squeeze := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, s)
	}
	var b strings.Builder
	fmt.Fprintln(&b, squeeze(d.Title))
	var section *corpus.Section
	for _, c := range d.Clauses {
		if c.Section != section {
			section = c.Section
			fmt.Fprintf(&b, "%d %s %s\n", section.Depth, squeeze(section.Label), squeeze(section.Title))
		}
		words := squeeze(d.Text(c.Body))
		// Plain text has no table.
		if i := strings.Index(words, "如下：印章"); i >= 0 {
			words = words[:i] + "如下：" + strings.NewReplacer("\t", "", "\n", "").Replace(words[i+len("如下："):])
			fmt.Fprintf(&b, "[%s] %s\n", squeeze(c.Label), words)
			continue
		}
		fmt.Fprintf(&b, "[%s] %d %s\n", squeeze(c.Label), len(c.Parts), words)
	}
	return b.String()
}
