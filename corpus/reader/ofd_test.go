package reader

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"tiaowen/corpus/reader/readertest"
)

// ofdOf is an OFD of a document root and its parts, by their names.
func ofdOf(root string, parts map[string]string) []byte {
	files := map[string]string{"OFD.xml": `<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>`, "Doc_0/Document.xml": root}
	maps.Copy(files, parts)
	return readertest.Zip(files)
}

// ofdRoot is a document root of pages of A4.
func ofdRoot(pages ...string) string {
	list := ""
	for _, p := range pages {
		list += `<Page BaseLoc="` + p + `"/>`
	}
	return `<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea><TemplatePage ID="7" BaseLoc="t.xml"/></CommonData><Pages>` + list + `</Pages></Document>`
}

// ofdLine is a line of text at a height of a page, in millimetres from its upper edge.
func ofdLine(y float64, words string) string {
	return fmt.Sprintf(`<TextObject Boundary="30 %g 150 5" Size="5"><TextCode X="0" Y="4.4" DeltaX="g %d 5">%s</TextCode></TextObject>`, y, len([]rune(words))-1, words)
}

// ofdPageOf is a page of what stands on it.
func ofdPageOf(inside string) string {
	return `<Page><Content><Layer>` + inside + `</Layer></Content></Page>`
}

// ofdText has lines enough to be a text and not a scan's stamp.
func ofdText(from float64) string {
	var b strings.Builder
	for i, words := range []string{"第一条　会议室由后勤科统一管理，使用前应当登记。", "第二条　使用会议室应当爱护设备，不得搬动桌椅。", "第三条　会议结束后应当关闭电源和门窗。"} {
		b.WriteString(ofdLine(from+10*float64(i), words))
	}
	return b.String()
}

const ofdLines = "第一条　会议室由后勤科统一管理，使用前应当登记。\n第二条　使用会议室应当爱护设备，不得搬动桌椅。\n第三条　会议结束后应当关闭电源和门窗。\n"

func TestOFDText(t *testing.T) {
	turned := func(a, b, c, d, e, f float64) string {
		return fmt.Sprintf(`CTM="%g %g %g %g %g %g"`, a, b, c, d, e, f)
	}
	for _, c := range []struct {
		name  string
		root  string
		parts map[string]string
		want  string
	}{
		{"a page", ofdRoot("p.xml"), map[string]string{"Doc_0/p.xml": ofdPageOf(ofdText(40))}, ofdLines},
		{"two pages, one named from the root of the file", ofdRoot("Pages/1.xml", "/Doc_0/Pages/2.xml"), map[string]string{"Doc_0/Pages/1.xml": ofdPageOf(ofdText(40)), "Doc_0/Pages/2.xml": ofdPageOf(ofdLine(40, "第四条　本办法自公布之日起施行。"))}, ofdLines + "第四条　本办法自公布之日起施行。\n"},
		{"blocks within layers", ofdRoot("p.xml"), map[string]string{"Doc_0/p.xml": ofdPageOf(`<PageBlock><PageBlock>` + ofdText(40) + `</PageBlock></PageBlock>`)}, ofdLines},
		{"what is not visible", ofdRoot("p.xml"), map[string]string{"Doc_0/p.xml": ofdPageOf(ofdText(40) + strings.Replace(ofdLine(80, "作废的一行。"), "<TextObject", `<TextObject Visible="false"`, 1))}, ofdLines},
		{"a template", ofdRoot("p.xml"), map[string]string{"Doc_0/p.xml": strings.Replace(ofdPageOf(ofdText(40)), "<Page>", `<Page><Template TemplateID="7"/>`, 1), "Doc_0/t.xml": ofdPageOf(ofdLine(80, "第四条　模板上的一条。"))}, ofdLines + "第四条　模板上的一条。\n"},
		{"an area of the page's own", ofdRoot("p.xml"), map[string]string{"Doc_0/p.xml": strings.Replace(ofdPageOf(ofdText(140)), "<Page>", `<Page><Area><PhysicalBox>0 100 210 297</PhysicalBox></Area>`, 1)}, ofdLines},
		{"an object that is doubled in size", ofdRoot("p.xml"), map[string]string{"Doc_0/p.xml": ofdPageOf(strings.ReplaceAll(strings.ReplaceAll(ofdText(40), "Size=\"5\"", `Size="2.5" `+turned(2, 0, 0, 2, 0, 0)), "Y=\"4.4\" DeltaX=\"g 23 5\"", "Y=\"2.2\" DeltaX=\"g 23 2.5\""))}, "第一条"},
		{"two codes of an object", ofdRoot("p.xml"), map[string]string{"Doc_0/p.xml": ofdPageOf(ofdText(40) + `<TextObject Boundary="30 80 150 5" Size="5"><TextCode X="0" Y="4.4" DeltaX="g 3 5">第四条　</TextCode><TextCode X="20" DeltaX="5 5 5">不得出借。</TextCode></TextObject>`)}, ofdLines + "第四条 不得出借。\n"},
		{"a page without a size", `<Document><Pages><Page BaseLoc="p.xml"/></Pages></Document>`, map[string]string{"Doc_0/p.xml": ofdPageOf(ofdText(40))}, ofdLines},
		{"two documents", ofdRoot("p.xml"), map[string]string{
			"OFD.xml": `<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody><DocBody><DocRoot> /Doc_1/Document.xml </DocRoot></DocBody></OFD>`, "Doc_0/p.xml": ofdPageOf(ofdText(40)),
			"Doc_1/Document.xml": ofdRoot("q.xml"), "Doc_1/q.xml": ofdPageOf(ofdLine(40, "第四条　另一份文件的一条。")),
		}, ofdLines + "第四条　另一份文件的一条。\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read("a.ofd", ofdOf(c.root, c.parts))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(got.Source, c.want) || c.want != "第一条" && got.Source != c.want || got.Format != "ofd" {
				t.Errorf("%s: got\n%s\nwant\n%s", got.Format, got.Source, c.want)
			}
		})
	}
}

// TestOFDTurned: a page whose text runs another way is read as one who turns it.
func TestOFDTurned(t *testing.T) {
	for name, ctm := range map[string]string{"a quarter to the left": "0 -1 1 0 0 %d", "a quarter to the right": "0 1 -1 0 %d 0", "upside down": "-1 0 0 -1 150 %d"} {
		var b strings.Builder
		for i, words := range strings.Split(strings.TrimSpace(ofdLines), "\n") {
			at := 60 + 10*i
			place := fmt.Sprintf(`Boundary="%d 60 5 150"`, at)
			shift := 150
			switch {
			case strings.Contains(name, "right"):
				place, shift = fmt.Sprintf(`Boundary="%d 60 5 150"`, 150-10*i), 5
			case strings.Contains(name, "upside"):
				place, shift = fmt.Sprintf(`Boundary="30 %d 150 5"`, 250-10*i), 5
			}
			fmt.Fprintf(&b, `<TextObject %s Size="5" CTM="%s"><TextCode X="0" Y="4.4" DeltaX="g %d 5">%s</TextCode></TextObject>`, place, fmt.Sprintf(ctm, shift), len([]rune(words))-1, words)
		}
		t.Run(name, func(t *testing.T) {
			got, err := Read("a.ofd", ofdOf(ofdRoot("p.xml"), map[string]string{"Doc_0/p.xml": ofdPageOf(b.String())}))
			if err != nil {
				t.Fatal(err)
			}
			if got.Source != ofdLines {
				t.Errorf("got\n%s", got.Source)
			}
		})
	}
}

func TestOFDRefused(t *testing.T) {
	for _, c := range []struct {
		name   string
		src    []byte
		reason Reason
		says   string
	}{
		{"a page is missing", ofdOf(ofdRoot("p.xml"), nil), Broken, "doc_0/p.xml"},
		{"encrypted", ofdOf(ofdRoot("p.xml"), map[string]string{"Doc_0/Encryptions.xml": "x", "Doc_0/p.xml": "\x01"}), Encrypted, "encrypted"},
		{"pictures alone", ofdOf(ofdRoot("p.xml"), map[string]string{"Doc_0/p.xml": ofdPageOf(`<ImageObject/>`)}), Scan, "scan"},
		{"nothing on the page", ofdOf(ofdRoot("p.xml"), map[string]string{"Doc_0/p.xml": `<Page/>`}), Empty, "no text"},
		{"cut off", ofdOf(ofdRoot("p.xml"), map[string]string{"Doc_0/p.xml": ofdPageOf(ofdText(40))[:300]}), Broken, "damaged"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read("a.ofd", c.src)
			var e *Error
			if !errors.As(err, &e) || e.Reason != c.reason || !strings.Contains(strings.ToLower(err.Error()), c.says) {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
	_, err := Options{MaxPages: 2}.Read("a.ofd", ofdOf(ofdRoot("p.xml", "p.xml", "p.xml"), map[string]string{"Doc_0/p.xml": `<Page/>`}))
	if err == nil || !strings.Contains(err.Error(), "limit 2") {
		t.Errorf("three pages, limit 2: %v", err)
	}
}

func TestOFDDeltas(t *testing.T) {
	for _, c := range []struct {
		s    string
		most int
		want []float64
	}{
		{"5 5 4.2", 9, []float64{5, 5, 4.2}},
		{"g 3 5 4", 9, []float64{5, 5, 5, 4}},
		{"1 g 2 -0.5", 9, []float64{1, -0.5, -0.5}},
		{"g 1000000000 5", 3, []float64{5, 5, 5}},
		{"g 2 5 g 2 6", 3, []float64{5, 5, 6}},
		{"5 g 3", 9, []float64{5}},
		{"g -1 5 6", 9, nil},
		{"g x 5", 9, nil},
		{"5 NaN 5", 9, []float64{5}},
		{"5 1e9", 9, []float64{5}},
		{"", 9, nil},
	} {
		if got := deltas(c.s, c.most); !slices.Equal(got, c.want) {
			t.Errorf("%q: got %v, want %v", c.s, got, c.want)
		}
	}
}

// TestOFDAdvance: characters take about their room, and never more than to the next one.
func TestOFDAdvance(t *testing.T) {
	for _, c := range []struct {
		name          string
		r             rune
		narrow, given float64
		width, step   float64
	}{
		{"a Chinese character", '条', 1, 0, 10, 10},
		{"a narrow one", '条', 0.8, 0, 8, 8},
		{"one set wide", '条', 1, 14, 10, 14},
		{"one set close", '条', 1, 9, 9, 9},
		{"a letter", 'a', 1, 0, 5, 5},
		{"a wide letter", 'W', 1, 7, 7, 7},
		{"a letter before a gap", 'a', 1, 20, 5, 20},
		{"a quotation mark", '“', 1, 0, 10, 10},
		{"a narrow blank", ' ', 1, 3, 3, 3},
		{"a blank that goes back", ' ', 1, -3, -3, -3},
	} {
		width, step := advance(c.r, 10, c.narrow, c.given, c.given != 0)
		if math.Abs(width-c.width) > 1e-9 || math.Abs(step-c.step) > 1e-9 {
			t.Errorf("%s: got %v, %v; want %v, %v", c.name, width, step, c.width, c.step)
		}
	}
}
