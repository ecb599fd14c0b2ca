package reader

import (
	"strings"
	"testing"

	"golang.org/x/net/html/atom"
)

func TestCSSDeclarations(t *testing.T) {
	for s, want := range map[string]look{
		"display:none":                           {display: "none"},
		" DISPLAY : None !important ; color:red": {display: "none"},
		"display:none;display:block":             {display: "block"},
		"visibility:hidden;white-space:pre":      {visibility: "hidden", space: "pre"},
		"white-space-collapse:preserve":          {space: "preserve"},
		"list-style:inside upper-roman":          {list: "upper-roman"},
		"list-style: none":                       {list: "none"},
		"list-style:url(a.png) inside":           {},
		"mso-hide:all":                           {display: "none"},
		"mso-hide:screen":                        {},
		"display":                                {},
		";;:;":                                   {},
	} {
		if got := declarations(s); got != want {
			t.Errorf("%q: got %+v, want %+v", s, got, want)
		}
	}
}

// TestCSSSheet asks what the rules of a style element say about <p class="a note" id=x>.
func TestCSSSheet(t *testing.T) {
	p := &node{name: "p", tag: atom.P, attrs: []attribute{{"class", "a Note"}, {"id", "X"}}}
	for _, c := range []struct{ name, css, display string }{
		{"an element", "p{display:none}", "none"},
		{"a class", ".note { display : none }", "none"},
		{"a class of an element", "p.note{display:none}", "none"},
		{"an id", "#x{display:none}", "none"},
		{"one of several selectors", "div, .b ,P.NOTE{display:none}", "none"},
		{"another element", "div{display:none} div.note{display:none}", ""},
		{"a selector that is not plain", "div p{display:none} p>.note{display:none} p:hover{display:none} *{display:none}", ""},
		{"the later rule", ".a{display:none} .a{display:block}", "block"},
		{"the id counts more", "#x{display:block} .note{display:none} p{display:none}", "block"},
		{"comments", "/* p{display:block} */ p /* x */ {display:none}", "none"},
		{"a rule that is commented out", "p{color:red} /* .note{display:none} */ .a{color:red}", ""},
		{"a comment within a rule", "p{color:red;/* display:block; } */display:none}", "none"},
		{"a comment that never ends", "p{display:none} /* .a{display:block}", "none"},
		{"a comment of HTML", "<!-- p{display:none} -->", "none"},
		{"behind an import", "@import 'a.css'; p{display:none}", "none"},
		{"for the screen", "@media screen{div{color:red} p{display:none}} .b{display:block}", "none"},
		{"for print", "@media print{div{color:red} p{display:none}} .b{display:block}", ""},
		{"behind what is for print", "@media print{p{display:block}} p{display:none}", "none"},
		{"what the page supports", "@supports (display:grid){p{display:none}}", "none"},
		{"a font", "@font-face{font-family:p;display:none}", ""},
		{"a rule that never ends", "p{display:none", "none"},
		{"no rule", "p", ""},
		{"ends alone", "}}} p{display:none}", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := sheet{}
			s.read(c.css)
			if got := s.of(p); got.display != c.display {
				t.Errorf("%q: %+v", c.css, got)
			}
		})
	}
	// What the element says itself counts most.
	s := sheet{}
	s.read("#x{display:none}")
	p.attrs = append(p.attrs, attribute{"style", "display:inline"})
	if got := s.of(p); got.display != "inline" {
		t.Errorf("got %+v", got)
	}
	// A sheet has no more than its share of memory.
	var many strings.Builder
	for i := range maxRules + 100 {
		many.WriteString(".c" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + "-" + strings.Repeat("y", i/26%50) + "{display:none}")
	}
	s = sheet{}
	s.read(many.String())
	if len(s) == 0 || len(s) > maxRules {
		t.Errorf("%d rules", len(s))
	}
}
