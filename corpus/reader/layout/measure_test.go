package layout

import "testing"

// TestParagraphSpacing: the distances of lines tell whether paragraphs are set off by room.
func TestParagraphSpacing(t *testing.T) {
	for _, c := range []struct {
		name      string
		distances map[int]int // points to how many
		want      float64
	}{
		{"none", nil, 0},
		{"one distance", map[int]int{18: 100}, 0},
		{"more room between paragraphs", map[int]int{18: 100, 27: 30}, 18},
		{"distances that vary by a point", map[int]int{17: 20, 18: 100, 19: 20, 27: 20, 28: 12}, 18},
		{"hardly any paragraph", map[int]int{18: 100, 27: 3}, 0},
		{"two lines", map[int]int{18: 1, 27: 1}, 0},
		{"a footnote's lines are closer", map[int]int{12: 4, 18: 100, 27: 30}, 18},
		{"lines too far apart to be one paragraph", map[int]int{30: 100, 45: 30}, 0},
		{"gaps of a page count for nothing", map[int]int{18: 100, 300: 50}, 0},
		{"raised words count for nothing", map[int]int{2: 80, 18: 100, 27: 30}, 18},
	} {
		if got := paragraphSpacing(c.distances, 10.5); got != c.want {
			t.Errorf("%s: got %g, want %g", c.name, got, c.want)
		}
	}
}

func TestOutermost(t *testing.T) {
	counts := map[int]int{10: 1, 33: 40, 34: 30, 40: 25, 90: 2, 120: 1}
	if got := outermost(counts, 99, false); got != 33 {
		t.Errorf("the smallest: %d", got)
	}
	if got := outermost(counts, 99, true); got != 40 {
		t.Errorf("the largest: %d", got)
	}
	if got := outermost(counts, 20, true); got != 120 {
		t.Errorf("of few lines, the largest: %d", got)
	}
	if got := outermost(nil, 0, true); got != 0 {
		t.Errorf("of none: %d", got)
	}
}

func TestCommonest(t *testing.T) {
	if got := commonest(map[int]int{18: 5, 21: 7, 24: 7}); got != 24 {
		t.Errorf("got %d", got)
	}
	if got := commonest(nil); got != 0 {
		t.Errorf("of none: %d", got)
	}
}

// TestMeasure: what the lines of a document say of its setting.
func TestMeasure(t *testing.T) {
	indented, plain, spaced := page{width: 480, height: 842}, page{width: 480, height: 842}, page{width: 480, height: 842}
	line := func(p *page, left, right, base float64) {
		p.lines = append(p.lines, textLine{text: "一二三四五六七八九十，", left: left, right: right, base: base, size: 10})
	}
	for i := range 30 {
		base := 800 - 20*float64(i)
		left, right := 100.0, 380.0
		if i%3 == 0 {
			left = 120
		}
		if i%3 == 2 {
			right = 200 + 9*float64(i)
		}
		line(&indented, left, right, base)
		line(&plain, 100, right, base)
		line(&spaced, 100, right, 800-15*float64(i)-12*float64(i/3))
	}
	for _, c := range []struct {
		name    string
		p       page
		indents bool
		spaced  float64
		right   float64
		full    float64
	}{
		{"indented", indented, true, 0, 380, 1.1},
		{"not indented", plain, false, 0, 380, 1.1},
		{"room between paragraphs", spaced, false, 15, 380, 1.1},
	} {
		m := measure([]page{c.p})
		at := m.of(0, &c.p, &c.p.lines[0])
		if m.size != 10 || m.indents != c.indents || m.spaced != c.spaced || m.full != c.full || at.left != 99 || at.right < c.right-3 || at.right > c.right+3 {
			t.Errorf("%s: %+v", c.name, m)
		}
	}
}

// TestMarginOfFewLines: a text of a few short lines does not show where its lines end, nor
// do lines of one length that are all sentences.
func TestMarginOfFewLines(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines int
		words string
		wide  bool // the right margin is as far from the edge as the left one
	}{
		{"short lines of different lengths", 0, "甲，", true},
		{"full lines", 12, "甲，", false},
		{"sentences of one length", 12, "甲。", true},
	} {
		p := page{width: 480, height: 842}
		for i := range 12 {
			right := 120 + 15*float64(i)
			if c.lines > 0 {
				right = 285
			}
			p.lines = append(p.lines, textLine{text: c.words, left: 99, right: right, base: 800 - 20*float64(i), size: 10})
		}
		m := measure([]page{p})
		if at := m.of(0, &p, &p.lines[0]); (at.right == 480-99) != c.wide {
			t.Errorf("%s: the margin is %g", c.name, at.right)
		}
	}
}

// TestMirroredMargins: in a long document, odd and even pages may have other margins.
func TestMirroredMargins(t *testing.T) {
	var pages []page
	for n := range 8 {
		p := page{number: n + 1, width: 480, height: 842}
		for i := range 20 {
			left := 90 + 30*float64(n%2)
			p.lines = append(p.lines, textLine{text: "一二三四五，", left: left, right: left + 270, base: 800 - 20*float64(i), size: 10})
		}
		pages = append(pages, p)
	}
	m := measure(pages)
	for n := range 2 {
		if at := m.of(n, &pages[n], &pages[n].lines[0]); at.left != 90+30*float64(n) || at.right != 360+30*float64(n) {
			t.Errorf("page %d: %+v", n+1, at)
		}
	}
}
