package sheet

import (
	"bytes"
	"strings"
	"testing"

	"tiaowen/api"
	"tiaowen/api/study/bundle/bundletest"
	"tiaowen/corpus"
)

// The report has the words of both sides and the verdict; a text without quotations has no table.
func TestWriteQuotesDOCX(t *testing.T) {
	s, err := api.Of(corpus.Measures())
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		text  string
		holds []string
		table bool
	}{
		{"《推进全面从严治党工作措施》第20条，又见第999条。", []string{"引文核对", "第20条"}, true},
		{"没有引文。", []string{"引文核对", "没有找到引文或引用。"}, false},
	} {
		report, err := s.Quotes(t.Context(), test.text, "zh")
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := WriteQuotesDOCX(&b, report, "zh"); err != nil {
			t.Fatal(err)
		}
		body := bundletest.Parts(t, b.Bytes())["word/document.xml"]
		if got := strings.Contains(body, "<w:tbl>"); got != test.table {
			t.Errorf("%s: a table is there: %v", test.text, got)
		}
		for _, words := range test.holds {
			if !strings.Contains(body, words) {
				t.Errorf("%s: %q is missing", test.text, words)
			}
		}
	}
}
