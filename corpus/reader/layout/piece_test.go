package layout

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// glyphs hands characters to a setter as a page gives them: each takes an em, a letter
// or digit half of one; room stands between them.
type glyphs struct {
	s       *setter
	x       float64
	base    float64
	size    float64
	room    float64
	wayOf   Way
	started bool
}

func newGlyphs() *glyphs {
	return &glyphs{s: &setter{page: &page{width: 595, height: 842}}, x: 100, base: 700, size: 10}
}

func (g *glyphs) put(text string) *glyphs {
	for _, r := range text {
		width := g.size
		if r < 0x2E80 {
			width /= 2
		}
		b := Box{g.x, g.x + width, g.base + 0.8*g.size, g.base - 0.2*g.size}
		if !g.started {
			g.s.begin(g.wayOf, g.size, g.size, g.base, b, Box{0, 595, 842, 0})
			g.started = true
		}
		g.s.add(r, b)
		g.x += width + g.room
	}
	return g
}

// skip leaves room that no character fills.
func (g *glyphs) skip(room float64) *glyphs { g.x += room; return g }

// found is a gap that PDFium found.
func (g *glyphs) found() *glyphs { g.s.blank(); return g }

// pieces ends the run: its pieces, separated by |.
func (g *glyphs) pieces() string {
	g.s.flush()
	var out []string
	for _, p := range g.s.pages()[0].pieces {
		out = append(out, p.text)
	}
	return strings.Join(out, "|")
}

func spacedGlyphs(room float64) *glyphs { g := newGlyphs(); g.room = room; return g }

// TestPieces: a run is divided where it has a gap, and not where a program sets a
// little room by itself.
func TestPieces(t *testing.T) {
	for _, c := range []struct {
		name string
		g    *glyphs
		want string
	}{
		{"no gap", newGlyphs().put("第一条甲乙"), "第一条甲乙"},
		{"a gap", newGlyphs().put("甲乙丙").skip(4).put("丁戊"), "甲乙丙|丁戊"},
		{"room between letters and characters", newGlyphs().put("每年").skip(2.5).put("12").skip(2.5).put("月底"), "每年12月底"},
		{"a gap between letters that PDFium found", newGlyphs().put("Article").found().skip(2).put("one"), "Article|one"},
		{"little room between letters", newGlyphs().put("Article").skip(2).put("one"), "Articleone"},
		{"room between all characters", spacedGlyphs(6).put("某某市人民政府文件"), "某某市人民政府文件"},
		{"a gap among characters set wide", spacedGlyphs(3).put("第一章总则").skip(4).put("第二章附则"), "第一章总则|第二章附则"},
		{"a label that is set off by little", newGlyphs().put("第一条").skip(1.5).put("为了"), "第一条|为了"},
		{"words before little room", newGlyphs().put("为了安全").skip(1.5).put("制定"), "为了安全制定"},
		{"blanks at both ends", newGlyphs().put("　 甲乙  "), "甲乙"},
		{"a blank in the file is kept", newGlyphs().put("第一条　甲"), "第一条　甲"},
		{"nothing but blanks", newGlyphs().put(" 　 "), ""},
		{"a hyphen at the line's end", newGlyphs().put("co\x02"), "co-"},
		{"controls and no-break spaces", newGlyphs().put("甲\x01乙\u00a0丙"), "甲 乙 丙"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.g.pieces(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestPieceBlanks: a blank at the end of a run is known to the piece beside it.
func TestPieceBlanks(t *testing.T) {
	g := newGlyphs().put(" 甲 ")
	g.s.flush()
	g.started = false
	g.put("  ")
	g.s.flush()
	g.started = false
	g.put("乙")
	g.s.flush()
	pieces := g.s.pages()[0].pieces
	if len(pieces) != 2 || !pieces[0].typed || !pieces[0].open || !pieces[1].typed || pieces[1].open {
		t.Errorf("got %+v", pieces)
	}
}

func TestPiecesCountUnknownCharacters(t *testing.T) {
	g := newGlyphs().put("甲\x00\uE001\uFFFD\U000F0001乙")
	if got := g.pieces(); got != "甲\uFFFD\uE001\uFFFD\U000F0001乙" {
		t.Errorf("got %q", got)
	}
	if p := g.s.page; p.chars != 6 || p.unknown != 4 {
		t.Errorf("%d of %d characters are unknown", p.unknown, p.chars)
	}
}

// TestEmSize: the size of Chinese characters is their width, where the font says another.
func TestEmSize(t *testing.T) {
	for _, c := range []struct {
		name  string
		text  string
		width float64 // of each character
		lean  float64
		want  float64
	}{
		{"as the font says", "一二三四", 10, 0, 10},
		{"nearly so", "一二三四", 11, 0, 10},
		{"half of it", "一二三四", 5, 0, 5},
		{"twice of it", "一二三四", 20, 0, 20},
		{"one character that is narrow", "一", 4, 0, 10},
		{"letters", "abcd", 5, 0, 10},
		{"leaning characters", "一二三四", 20, 0.3, 10},
	} {
		o := &run{size: 10, way: Way{Lean: c.lean}}
		for i, r := range []rune(c.text) {
			o.runes = append(o.runes, r)
			o.places = append(o.places, Box{Left: float64(i) * c.width, Right: float64(i+1) * c.width})
		}
		if got := o.emSize(0, len(o.runes)); got != c.want {
			t.Errorf("%s: got %g, want %g", c.name, got, c.want)
		}
	}
}

// TestFollows: a character goes on the run that it stands on the line of.
func TestFollows(t *testing.T) {
	for _, c := range []struct {
		name        string
		x, y, font  float64 // beside the place behind the last character
		slanted, ok bool
	}{
		{"the next one", 0, 0, 10, false, true},
		{"behind a blank", 8, 0, 10, false, true},
		{"over the last one", -5, 0, 10, false, true},
		{"far behind", 11, 0, 10, false, false},
		{"back at the line's beginning", -40, 0, 10, false, false},
		{"a little raised", 0, 2, 10, false, true},
		{"on the line below", 0, -14, 10, false, false},
		{"of another font size", 0, 0, 8, false, false},
		{"behind slanted text", 0, 0, 10, true, false},
	} {
		g := newGlyphs()
		g.wayOf = Way{Slanted: c.slanted}
		g.put("甲乙丙丁")
		x, y := 140+c.x, 700+c.y
		if got := g.s.follows(Box{x, x + 10, y + 8, y - 2}, c.font); got != c.ok {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	if (&setter{}).follows(Box{}, 10) {
		t.Error("follows no character")
	}
}

// TestTurnedPieces: much text that runs another way is a page of its own; a few words are
// left out with the slanted ones.
func TestTurnedPieces(t *testing.T) {
	for _, c := range []struct {
		turned, slanted int // characters
		pages           int
		left            string
	}{{0, 0, 1, "[]"}, {3, 0, 1, "[装装装]"}, {30, 0, 2, "[]"}, {0, 4, 1, "[斜斜斜斜]"}, {3, 2, 1, "[斜斜 装装装]"}} {
		g := newGlyphs().put(strings.Repeat("甲", 40))
		g.s.flush()
		g.started, g.wayOf, g.x = false, Way{Slanted: true}, 100
		g.put(strings.Repeat("斜", c.slanted))
		g.s.flush()
		g.started, g.wayOf, g.x = false, Way{Quarters: 1}, 100
		g.put(strings.Repeat("装", c.turned))
		g.s.flush()
		pages := g.s.pages()
		if got := fmt.Sprint(pages[0].slanted); len(pages) != c.pages || got != c.left {
			t.Errorf("%d turned, %d slanted: %d pages, left %s; want %d, %s", c.turned, c.slanted, len(pages), got, c.pages, c.left)
		}
		if len(pages) == 2 && (pages[1].width != 842 || pages[1].height != 595 || pages[1].turned != 1) {
			t.Errorf("the turned page is %g by %g", pages[1].width, pages[1].height)
		}
	}
}

// TestTurn: the place of a character on the page turned so that it is upright. The page
// is 100 wide and 200 high.
func TestTurn(t *testing.T) {
	room := Box{Right: 100, Top: 200}
	b := Box{Left: 10, Right: 30, Top: 50, Bottom: 40} // its lower left corner is at 10, 40
	for quarters, want := range []Box{
		{10, 30, 50, 40},
		{40, 50, 90, 70},
		{70, 90, 160, 150},
		{150, 160, 30, 10},
	} {
		got := Way{Quarters: quarters}.Turn(b, room)
		if got != want {
			t.Errorf("%d quarters: got %+v, want %+v", quarters, got, want)
		}
		if w, h := got.Right-got.Left, got.Top-got.Bottom; math.Abs(w*h-200) > 1e-9 || w < 0 || h < 0 {
			t.Errorf("%d quarters: %g by %g", quarters, w, h)
		}
	}
}
