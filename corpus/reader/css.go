package reader

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// A browser knows from style sheets what is hidden and where white space
// counts. Of the sheets in the page itself the reader takes the rules with a
// plain selector (p, .note, #text, p.note): those are what programs write that
// save a text as a page. Rules for print and other media are not taken.

// look is what styles say about an element; "" is not said.
type look struct{ display, visibility, space, list string }

// merge takes over what the later rule says.
func (l *look) merge(o look) {
	for _, f := range []struct {
		to   *string
		from string
	}{{&l.display, o.display}, {&l.visibility, o.visibility}, {&l.space, o.space}, {&l.list, o.list}} {
		if f.from != "" {
			*f.to = f.from
		}
	}
}

// declarations reads the inside of a rule, or of a style attribute.
func declarations(s string) look {
	var l look
	for s != "" {
		var d string
		d, s, _ = strings.Cut(s, ";")
		name, value, ok := strings.Cut(d, ":")
		if !ok {
			continue
		}
		value = strings.ToLower(strings.TrimSpace(value))
		value = strings.TrimSpace(strings.TrimSuffix(value, "!important"))
		l.set(strings.ToLower(strings.TrimSpace(name)), value)
	}
	return l
}

// set takes over one declaration.
func (l *look) set(name, value string) {
	switch name {
	case "display":
		l.display = value
	case "visibility":
		l.visibility = value
	case "white-space", "white-space-collapse":
		l.space = value
	case "list-style-type":
		l.list = value
	case "list-style":
		l.setList(value)
	case "mso-hide":
		if value == "all" {
			l.display = "none"
		}
	}
}

// setList takes the kind of numbers out of a shorthand: upper-roman inside.
func (l *look) setList(value string) {
	for w := range strings.FieldsSeq(value) {
		if w == "none" || listFormats[w].format != "" {
			l.list = w
		}
	}
}

// sheet is the rules of the style sheets in a page, by selector.
type sheet map[string]look

const maxRules = 20_000 // rules that are kept; a page has some hundred

// read adds the rules of a style element.
func (s sheet) read(css string) {
	css = withoutComments(strings.ReplaceAll(strings.ReplaceAll(css, "<!--", ""), "-->", ""))
	for css != "" {
		open := strings.IndexByte(css, '{')
		if open < 0 {
			return
		}
		selectors := css[:open]
		css = css[open+1:]
		if i := strings.LastIndexByte(selectors, ';'); i >= 0 {
			selectors = selectors[i+1:] // @import …;
		}
		selectors = strings.TrimSpace(selectors)
		if holdsRules(selectors) {
			continue
		}
		end := blockEnd(css)
		if !strings.HasPrefix(selectors, "@") {
			s.add(selectors, declarations(css[:end]))
		}
		css = strings.TrimLeft(css[min(end+1, len(css)):], "} \t\r\n")
	}
}

// withoutComments is a style sheet without its comments, in which whole rules may stand. One
// that does not end is left.
func withoutComments(css string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(css, "/*")
		_, after, ends := strings.Cut(rest, "*/")
		if !found || !ends {
			b.WriteString(css)
			return b.String()
		}
		b.WriteString(before)
		css = after
	}
}

// holdsRules reports whether the rules in a block are rules of the page: @media screen, @supports.
func holdsRules(head string) bool {
	return strings.HasPrefix(head, "@media") && !strings.Contains(head, "print") || strings.HasPrefix(head, "@supports") || strings.HasPrefix(head, "@layer")
}

// add adds what a rule says to each of its plain selectors.
func (s sheet) add(selectors string, l look) {
	if l == (look{}) || len(s) >= maxRules {
		return
	}
	for sel := range strings.SplitSeq(strings.ToLower(selectors), ",") {
		if sel = strings.TrimSpace(sel); plainSelector().MatchString(sel) {
			old := s[sel]
			old.merge(l)
			s[sel] = old
		}
	}
}

// blockEnd is where the block ends whose opening brace is just before css.
func blockEnd(css string) int {
	depth := 0
	for i := range len(css) {
		switch css[i] {
		case '{':
			depth++
		case '}':
			if depth == 0 {
				return i
			}
			depth--
		}
	}
	return len(css)
}

var plainSelector = pattern(`^(?:[a-z][a-z0-9]*)?(?:[.#][a-z0-9_-]+)?$`)

// of is what the rules and its own attribute say about an element.
func (s sheet) of(n *node) look {
	var l look
	if len(s) > 0 {
		l.merge(s[n.name])
		classes := strings.Fields(strings.ToLower(n.attr("class")))
		for _, c := range classes[:min(len(classes), 20)] {
			l.merge(s["."+c])
			l.merge(s[n.name+"."+c])
		}
		if id := strings.ToLower(n.attr("id")); id != "" {
			l.merge(s["#"+id])
			l.merge(s[n.name+"#"+id])
		}
	}
	if style := n.attr("style"); style != "" {
		l.merge(declarations(style))
	}
	return l
}

// keepsLines reports whether the line breaks of the source are line breaks of
// the page inside an element of this look.
func (l look) keepsLines(n *node) (keeps, said bool) {
	switch {
	case strings.HasPrefix(l.space, "pre"), l.space == "break-spaces":
		return true, true
	case l.space != "":
		return false, true
	}
	switch n.tag {
	case atom.Pre, atom.Listing, atom.Xmp, atom.Plaintext:
		return true, true
	}
	return false, false
}

// listFormats are the kinds of numbers of lists, by the names of CSS.
var listFormats = map[string]struct{ format, end string }{
	"decimal": {"decimal", ". "}, "decimal-leading-zero": {"decimalZero", ". "},
	"lower-alpha": {"lowerLetter", ". "}, "lower-latin": {"lowerLetter", ". "}, "a": {"lowerLetter", ". "},
	"upper-alpha": {"upperLetter", ". "}, "upper-latin": {"upperLetter", ". "},
	"lower-roman": {"lowerRoman", ". "}, "upper-roman": {"upperRoman", ". "},
	"cjk-ideographic": {"chineseCountingThousand", "、"}, "simp-chinese-informal": {"chineseCountingThousand", "、"},
	"trad-chinese-informal": {"chineseCountingThousand", "、"}, "simp-chinese-formal": {"chineseLegalSimplified", "、"},
	"trad-chinese-formal": {"ideographLegalTraditional", "、"}, "cjk-decimal": {"ideographDigital", "、"},
	"cjk-heavenly-stem": {"ideographTraditional", "、"}, "cjk-earthly-branch": {"ideographZodiac", "、"},
}
