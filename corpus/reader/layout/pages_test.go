package layout

import (
	"errors"
	"testing"
)

// typed sets characters one by one, as a reader does that asks a file for each.
func typed(p *Page, x, y float64, words string) {
	for _, r := range words {
		b := Box{x, x + 10, y + 8, y - 2}
		if !p.Follows(b, 10) {
			p.Begin(Way{}, 10, 10, y-p.room.Bottom, b)
		}
		p.Put(r, b)
		x += 10
	}
	p.Break()
}

// Characters one by one make the same paragraphs as runs. The edges of the page need not be at 0.
func TestCharacters(t *testing.T) {
	runs, single := newTypeset(), NewPage(1, Box{Left: 30, Right: 510, Top: 900, Bottom: 58})
	for i, line := range []string{"第一条　为了安全，制定本办法，各单位应当执行。", "第二条　本办法自公布之日起施行。"} {
		runs.put(100, 700-20*float64(i), 10, 0, line)
		typed(single, 130, 758-20*float64(i), line)
	}
	single.Objects(2)
	_, a := composed(t, runs)
	_, b := composed(t, &typeset{single})
	want(t, b, a)
}

// A page is asked for its lines only where words stand side by side.
func TestRulesAreAskedFor(t *testing.T) {
	for _, c := range []struct {
		name  string
		cells bool
	}{{"lines", false}, {"cells", true}} {
		p := NewPage(1, Box{Right: 480, Top: 842})
		typed(p, 100, 700, "甲乙丙丁")
		typed(p, 100, 680, "戊己庚辛")
		if c.cells {
			typed(p, 300, 700, "壬癸")
		}
		asked := false
		p.Finish(func(Way) []Box { asked = true; return nil })
		if asked != c.cells {
			t.Errorf("%s: asked %v", c.name, asked)
		}
	}
}

func TestTooManyCharacters(t *testing.T) {
	p := NewPage(1, Box{Right: 480, Top: 842})
	p.page.chars = MaxCharacters/2 + 1
	if _, err := Compose([]*Page{p, p}); !errors.Is(err, ErrTooMuchText) {
		t.Error(err)
	}
}
