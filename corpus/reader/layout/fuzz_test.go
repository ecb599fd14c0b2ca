package layout

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzCompose varies lines and their places: apart from what is said to be
// left out, every character comes back in order.
func FuzzCompose(f *testing.F) {
	f.Add("  第一条　为了安全\n  （一）甲；\n 乙\n— 1 —", uint8(3), uint8(20), uint8(2))
	f.Add("某某市办法\n（2019年公布\n修订）\nabc\ndef\n条文\t罪名", uint8(10), uint8(1), uint8(1))
	f.Add("第一章....... 1\n第二章", uint8(0), uint8(255), uint8(9))
	f.Fuzz(func(t *testing.T, text string, indent, gap, perPage uint8) {
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\r\x0e\x0f\u0085\u2028\u2029") {
			return
		}
		var pages []page
		p := page{width: 595, height: 842, objects: 1}
		for i, s := range strings.Split(text, "\n") {
			words := strings.TrimSpace(s)
			if words == "" {
				continue
			}
			left := 70 + float64(int(indent)*i%97)
			p.lines = append(p.lines, textLine{text: words, left: left, right: left + 10*float64(utf8.RuneCountInString(words)), base: 760 - float64(gap)*float64(len(p.lines)), size: 8 + float64(i*int(gap)%5)})
			p.chars += utf8.RuneCountInString(words)
			if len(p.lines) > int(perPage) {
				pages, p = append(pages, p), page{width: 595, height: 842, objects: 1}
			}
		}
		pages = append(pages, p)
		d := &Document{}
		if err := d.compose(pages); err != nil || d.Furniture.Lines+d.Contents.Lines+d.Notes.Lines > 0 {
			return
		}
		got := ""
		for _, p := range d.Paragraphs {
			if p.Text == "" || strings.Contains(p.Text, "\n") {
				t.Fatalf("paragraph %q", p.Text)
			}
			got += p.Text
		}
		if squeeze(got) != squeeze(text) {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

// FuzzPlace varies runs and their places: every character comes back, apart
// from what is said to be left out.
func FuzzPlace(f *testing.F) {
	f.Add("第一条\t甲乙丙丁\n（一） 戊\n12\n己庚", []byte{10, 200, 12, 0, 60, 200, 12, 0, 10, 180, 12, 1, 5, 160, 9, 0, 100, 220, 12, 4})
	f.Fuzz(func(t *testing.T, text string, places []byte) {
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\r\x0e\x0f\u0085\u2028\u2029") || strings.ContainsFunc(text, func(r rune) bool {
			return r < ' ' && r != '\n' || r >= 0xE000 && r <= 0xF8FF || r >= 0xF0000 || r == 0xFFFD || r == 0xFFFE || r == 0xA0
		}) {
			return
		}
		p := NewPage(1, Box{Right: 595, Top: 842})
		for i, words := range strings.Split(text, "\n") {
			at := func(k int) float64 {
				if k := 4*i + k; k < len(places) {
					return float64(places[k])
				}
				return 20
			}
			r := Run{Base: 3 * at(1), Size: 4 + at(2)/8, Quarters: int(at(3)) & 3}
			x := 2 * at(0)
			for _, c := range words {
				r.Runes, r.Left, r.Right = append(r.Runes, c), append(r.Left, x), append(r.Right, x+r.Size)
				x += r.Size * (1 + float64(int(at(3))>>2)/64)
			}
			p.Add(r)
		}
		d, err := Compose([]*Page{p})
		if err != nil || d.Furniture.Lines+d.Contents.Lines+d.Notes.Lines+d.Slanted.Lines+d.LineNumbers.Lines > 0 {
			return
		}
		got := ""
		for _, p := range d.Paragraphs {
			if p.Text == "" || strings.Contains(p.Text, "\n") {
				t.Fatalf("paragraph %q", p.Text)
			}
			got += p.Text
		}
		if a, b := sorted(squeeze(got)), sorted(squeeze(text)); a != b {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

func sorted(s string) string {
	r := []rune(s)
	slices.Sort(r)
	return string(r)
}
