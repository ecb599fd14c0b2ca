package office

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"tiaowen/api/study/bundle/bundletest"
	"tiaowen/corpus/reader"
)

// png is a picture of one point.
var png = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82")

// strange is text that XML has to escape or cannot hold.
const strange = "<b>&amp;\"'\x00\x0b\uFFFE𠮷　_x0041_"

func document() Document {
	return Document{Title: "印章 <讲义>", Subject: "公章 & 合同", Date: "2024-05-01", Paragraphs: []Paragraph{
		Text(Title, "公章办法"),
		{Style: Level1, Runs: []Run{{Text: "一、总则"}}, Next: true},
		{Style: Body, Runs: []Run{{Text: "公章"}, {Text: "不得", Bold: true}, {Text: "外借", Struck: true}, {Text: "出借", Underlined: true}}},
		{Style: Note, Runs: []Run{{Text: strange}}, Break: true, PNG: png, Alt: "网址 <1>", Side: 20},
		{Table: &Table{Widths: []int{2000, 4000}, Head: []string{"条", "内容"}, Rows: [][]Runs{{{{Text: "第一条"}}, {{Text: "两行\n文字"}}}}}},
		{Style: Flush, PNG: png, Alt: "second", Side: 20},
	}}
}

func deck() Deck {
	return Deck{Title: "培训 & 学习", Slides: []Slide{
		{Title: "第一条 <总则>", Lines: []Run{{Text: "公章由专人保管"}, {Text: "不得外借", Bold: true}}, Note: "《公章办法》第一条", PNG: png, Alt: "网址"},
		{Title: strange, Lines: []Run{{Text: strings.Repeat("很长的一段文字。", 80)}}},
		{},
	}}
}

func written(t *testing.T, write func(io.Writer) error) map[string]string {
	t.Helper()
	var b, again bytes.Buffer
	if err := errors.Join(write(&b), write(&again)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("the same content gives other bytes")
	}
	return bundletest.Parts(t, b.Bytes())
}

// Every part is XML, every relationship leads to a part, and every part has a type.
func TestPackages(t *testing.T) {
	d, show := document(), deck()
	sheet := Sheet{Name: "题库", Header: []string{"题号", "题目"}, Widths: []float64{10, 40}, Rows: [][]string{{"1", strange}, {"", "=1+1"}}, Filter: true}
	for name, write := range map[string]func(io.Writer) error{
		"docx": func(w io.Writer) error { return WriteDOCX(w, d) },
		"landscape": func(w io.Writer) error {
			turned := d
			turned.Landscape, turned.Date = true, ""
			return WriteDOCX(w, turned)
		},
		"empty docx": func(w io.Writer) error { return WriteDOCX(w, Document{}) },
		"pptx":       func(w io.Writer) error { return WritePPTX(w, show) },
		"xlsx":       func(w io.Writer) error { return WriteXLSX(w, sheet) },
	} {
		t.Run(name, func(t *testing.T) {
			parts := written(t, write)
			types := parts["[Content_Types].xml"]
			for part, data := range parts {
				if strings.HasSuffix(part, ".png") {
					if data != string(png) {
						t.Errorf("%s is another picture", part)
					}
					continue
				}
				wellFormed(t, part, data)
				if strings.HasSuffix(part, ".rels") {
					leads(t, part, data, parts)
				} else if part != "[Content_Types].xml" && !strings.Contains(types, `PartName="/`+part+`"`) {
					t.Errorf("%s has no type", part)
				}
			}
			for _, one := range strings.Split(types, `PartName="/`)[1:] {
				part, _, _ := strings.Cut(one, `"`)
				if _, ok := parts[part]; !ok {
					t.Errorf("%s has a type and is not there", part)
				}
			}
		})
	}
}

func wellFormed(t *testing.T, part, data string) {
	t.Helper()
	dec := xml.NewDecoder(strings.NewReader(data))
	for {
		if _, err := dec.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Errorf("%s: %v", part, err)
			return
		}
	}
}

// leads holds the targets of a part of relationships to the parts that exist.
func leads(t *testing.T, part, data string, parts map[string]string) {
	t.Helper()
	var list struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	if err := xml.Unmarshal([]byte(data), &list); err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	for _, r := range list.Relationship {
		target := path.Join(path.Dir(path.Dir(part)), r.Target)
		if _, ok := parts[target]; !ok {
			t.Errorf("%s leads to %s, which is not there", part, target)
		}
		if seen[r.ID] {
			t.Errorf("%s has %s twice", part, r.ID)
		}
		seen[r.ID] = true
	}
	if len(seen) == 0 {
		t.Errorf("%s leads nowhere", part)
	}
}

// The words of a document are read back as they were, without what XML cannot hold.
func TestDOCXIsRead(t *testing.T) {
	var b bytes.Buffer
	if err := WriteDOCX(&b, document()); err != nil {
		t.Fatal(err)
	}
	text, err := reader.Read("a.docx", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"公章办法", "一、总则", "公章不得", "出借", "<b>&amp;\"'𠮷", "第一条", "两行", "文字"} {
		if !strings.Contains(text.Source, want) {
			t.Errorf("%q is not in %q", want, text.Source)
		}
	}
}

func TestRuns(t *testing.T) {
	body := written(t, func(w io.Writer) error { return WriteDOCX(w, document()) })["word/document.xml"]
	for _, run := range []struct{ look, words string }{{"<w:b/>", "不得"}, {"<w:strike/>", "外借"}, {`<w:u w:val="single"/>`, "出借"}} {
		before, _, ok := strings.Cut(body, ">"+run.words+"<")
		if !ok {
			t.Fatalf("%s is not in the document", run.words)
		}
		if own := before[strings.LastIndex(before, "<w:r>"):]; !strings.Contains(own, run.look) {
			t.Errorf("%s looks like %s, want %s", run.words, own, run.look)
		}
	}
	if n := strings.Count(body, "<w:pageBreakBefore/>"); n != 1 {
		t.Errorf("%d pages are begun, want 1", n)
	}
	if n := strings.Count(body, "<w:keepNext/>"); n != 1 {
		t.Errorf("%d paragraphs are kept with the next, want 1", n)
	}
}

// Cells are what they were for another program: text stays text, whatever it looks like.
func TestXLSXCells(t *testing.T) {
	var b bytes.Buffer
	s := Sheet{
		Name: "题库", Header: []string{"题号", "分值", "题目"}, Widths: []float64{8, 8, 40}, Numbers: map[int]bool{1: true},
		Before: [][]string{{"说明", "第一行"}, {"=2+2"}},
		Rows:   [][]string{{"007", "5", "=SUM(A1)"}, {"", "05", "_x0041_"}, {"1", "1234567890123456", "两行\n文字"}, {"-", "2.5", "@x"}},
	}
	if err := WriteXLSX(&b, s); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := f.GetRows("题库")
	if err != nil {
		t.Fatal(err)
	}
	want := append(append(append([][]string{}, s.Before...), s.Header), s.Rows...)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
	for cell, number := range map[string]bool{"B4": true, "B5": false, "B6": false, "B7": false, "A4": false, "A6": false} {
		kind, err := f.GetCellType("题库", cell)
		if err != nil {
			t.Fatal(err)
		}
		if is := kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString; is != number {
			t.Errorf("%s is a number: %v, want %v", cell, is, number)
		}
		if formula, err := f.GetCellFormula("题库", cell); err != nil || formula != "" {
			t.Errorf("%s is computed: %q (%v)", cell, formula, err)
		}
	}
	// A row of text that looks like a formula has a look of its own; the head has another, formula or not.
	looks := make(map[string]int)
	for _, cell := range []string{"A1", "A2", "A3", "A4", "C4", "B4", "A6", "C7"} {
		if looks[cell], err = f.GetCellStyle("题库", cell); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(map[string]int{"A1": lookHead, "A2": lookHead, "A3": lookHead, "A4": lookText, "A6": lookText, "C4": lookFormula, "C7": lookFormula, "B4": lookNumber}, looks); diff != "" {
		t.Errorf("looks (-want +got):\n%s", diff)
	}
}

// What a spreadsheet cannot hold is refused, with the place.
func TestXLSXRefuses(t *testing.T) {
	most := strings.Repeat("𠮷", MaxCell/2) // two UTF-16 units each
	if err := WriteXLSX(io.Discard, Sheet{Name: "a", Header: []string{"a"}, Rows: [][]string{{most + "a"}}}); err != nil {
		t.Errorf("a cell of %d units: %v", MaxCell, err)
	}
	err := WriteXLSX(io.Discard, Sheet{Name: "a", Header: []string{"a", "b"}, Before: [][]string{{"x"}}, Rows: [][]string{{""}, {"", most + "ab"}}})
	if err == nil || !strings.Contains(err.Error(), "row 4, column B") {
		t.Errorf("a cell of %d units: %v", MaxCell+1, err)
	}
	err = WriteXLSX(io.Discard, Sheet{Name: "a", Header: []string{"a"}, Rows: make([][]string, MaxRows)})
	if err == nil || !strings.Contains(err.Error(), fmt.Sprint(MaxRows-1)) {
		t.Errorf("%d rows below the header: %v", MaxRows, err)
	}
}

// A text that is too long is cut at a character, and says so.
func TestCut(t *testing.T) {
	for _, test := range []struct {
		text string
		cut  bool
	}{
		{"", false}, {"短", false}, {strings.Repeat("字", MaxCell), false}, {strings.Repeat("字", MaxCell+1), true},
		{strings.Repeat("𠮷", MaxCell/2), false}, {strings.Repeat("𠮷", MaxCell/2+1), true}, {"a" + strings.Repeat("𠮷", MaxCell), true},
	} {
		got := Cut(test.text)
		n := len(utf16.Encode([]rune(got)))
		if n > MaxCell {
			t.Errorf("%d units are left", n)
		}
		kept, cut := strings.CutSuffix(got, "……（下略）")
		if cut != test.cut || !strings.HasPrefix(test.text, kept) {
			t.Errorf("%d bytes: cut is %v, want %v", len(test.text), cut, test.cut)
		}
		if cut && n < MaxCell-1 {
			t.Errorf("%d units are kept where %d fit", n, MaxCell)
		}
	}
}

func TestColumn(t *testing.T) {
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"} {
		if got := column(i); got != want {
			t.Errorf("column %d is %s, want %s", i, got, want)
		}
	}
}

// A slide says its words, bold ones as such, and shows its picture.
func TestSlides(t *testing.T) {
	parts := written(t, func(w io.Writer) error { return WritePPTX(w, deck()) })
	first := parts["ppt/slides/slide1.xml"]
	for _, want := range []string{"第一条 &lt;总则&gt;", "公章由专人保管", "不得外借", "《公章办法》第一条", `r:embed="rId2"`, `b="1"`} {
		if !strings.Contains(first, want) {
			t.Errorf("the first slide has no %s", want)
		}
	}
	if n := strings.Count(parts["ppt/presentation.xml"], "<p:sldId "); n != 3 {
		t.Errorf("the show has %d slides, want 3", n)
	}
	if strings.Contains(parts["ppt/slides/slide2.xml"], "r:embed") {
		t.Error("a slide without a picture shows one")
	}
	if long, short := (Slide{Lines: []Run{{Text: strings.Repeat("字", 900)}}}).size(), (Slide{Lines: []Run{{Text: "字"}}}).size(); long >= short {
		t.Errorf("900 characters have size %d, one has %d", long, short)
	}
}
