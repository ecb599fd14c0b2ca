package reader

import (
	"errors"
	"strings"
	"testing"
)

// rtfOf is a document with a head as WPS writes it: the default code page is that of
// simplified Chinese, font 1 is Western.
func rtfOf(body string) []byte {
	return []byte(`{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\fcharset0 Arial;}{\f2\fcharset2 Wingdings;}}` +
		`{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2 \'b1\'ea\'cc\'e2 2;}{\s9 Title;}{\s20 toc 1;}{\*\cs10 Strong;}}` + body + `}`)
}

func TestRTFText(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"bytes of the code page", `\pard \'b5\'da\'d2\'bb\'cc\'f5 \'bc\'d7\par`, "第一条 甲"},
		{"bytes that are not written as numbers", "\\pard \xB5\xDA\xD2\xBB\xCC\xF5\\par", "第一条"},
		{"a second byte that looks like a brace", "\\pard \x81\x7D\x81\x7B\\par", "亇亄"},
		{"a second byte that looks like a backslash", "\\pard \x81\x5C\xBC\xD7\\par", "乗甲"},
		{"Unicode with what stands for it", `\pard\uc1\u31532?\u19968?\u26465?\par`, "第一条"},
		{"two bytes stand for it", `\pard\uc2\u31532\'b5\'da\u26465\'cc\'f5\par`, "第条"},
		{"nothing stands for it", `\pard\uc0\u31532\u26465 \par`, "第条"},
		{"a control word stands for it", `\pard\uc1\u8226\bullet a\par`, "•a"},
		{"negative numbers", `\pard\uc1\u-255?\par`, "！"},
		{"two halves of a character", `\pard\uc1\u-10174?\u-9145?\par`, "𠡇"},
		{"half a character", `\pard\uc1 a\u-9145?b\par`, "a\uFFFDb"},
		{"the count of a group ends with it", `\pard\uc1{\uc0\u31532}\u26465?a\par`, "第条a"},
		{"a font of another code page", `\pard{\f1 abc}\'bc\'d7\par`, "abc甲"},
		{"marks", `\pard\ldblquote\'bc\'d7\rdblquote\emdash a\~b\_c\{d\}\\\tab e\par`, "“甲”—a b-c{d}\\ e"},
		{"lines", `\pard a\line b\par c\par`, "a\nb\nc"},
		{"a line end behind a backslash", "\\pard a\\\nb\\par", "a\nb"},
		{"line ends of the file", "\\pard a\r\nb\\par", "ab"},
		{"hidden", `\pard a{\v b}\v c\v0 d\par`, "ad"},
		{"hidden until plain", `\pard a\v b\plain c\par`, "ac"},
		{"deleted", `\pard a{\deleted b}c\par`, "ac"},
		{"a destination that is not known", `\pard a{\*\unknown b{c}}d\par`, "ad"},
		{"a bookmark", `\pard a{\*\bkmkstart m}b{\*\bkmkend m}\par`, "ab"},
		{"a character style", `\pard a{\*\cs10 b}c\par`, "abc"},
		{"binary data with braces", "\\pard a{\\pict\\bin4 }}{{}b\\par", "ab"},
		{"binary data in the text", "\\pard a\\bin3 }}}b\\par", "ab"},
		{"once in Unicode, once without", `\pard a{\upr{x}{\*\ud{\uc1\u30002?}}}c\par`, "a甲c"},
		{"a field", `\pard a{\field{\*\fldinst HYPERLINK "x"}{\fldrslt b}}c\par`, "abc"},
		{"a field within a field", `\pard a{\field{\*\fldinst REF _x}{\fldrslt{\b b}}}c\par`, "abc"},
		{"a heading", `\pard\s1 a\par\pard b\par`, "# a\nb"},
		{"a heading by its style's name", `\pard\s2 a\par`, "## a"},
		{"a heading over two lines", `\pard\s1 \'b5\'da\'d2\'bb\'d5\'c2\line \'d7\'dc\'d4\'f2\par`, "# 第一章总则"},
		{"a heading by its level", `\pard\outlinelevel2 a\par\pard b\par`, "### a\nb"},
		{"a style that is a heading, and a paragraph that is none", `\pard\s1\outlinelevel9 a\par`, "a"},
		{"a title of two paragraphs", `\pard\s9 a\par\pard\s9 b\par\pard\s1 c\par`, "# ab\n## c"},
		{"numbers", `\pard{\listtext\'b5\'da\'d2\'bb\'cc\'f5\tab}a\par{\pntext (1)\tab}b\par`, "第一条 a\n(1) b"},
		{"bullets", `\pard{\listtext\'a1\'f1\tab}a\par{\listtext\u8226?\tab}b\par`, "a\nb"},
		{"a table", `\trowd\pard\intbl a\cell b\cell\row\trowd\pard\intbl c\par d\cell\cell\row\pard e\par`, "| a\tb\n| c d\t\ne"},
		{"two tables", `\trowd\pard\intbl a\cell b\cell\row\pard x\par\trowd\pard\intbl c\cell d\cell\row\pard`, "| a\tb\nx\n| c\td"},
		{"a table of one column", `\trowd\pard\intbl a\cell\row\pard b\par`, "a\nb"},
		{"a table in a cell", `\trowd\pard\intbl{\itap2 x\nestcell y\nestcell}a\cell b\cell\row\pard`, "| x y a\tb"},
		{"a text box", `\pard a{\shp{\*\shpinst{\sp{\sn n}{\sv v}}{\shptxt \pard b\par c\par}}}d\par e\par`, "ad\nb\nc\ne"},
		{"a table in a text box", `\pard a{\shptxt\trowd\pard\intbl x\cell y\cell\row\pard}b\par`, "ab\n| x\ty"},
		{"no end of the last paragraph", `\pard a\par b`, "a\nb"},
		{"a number too long to be one", `\pard a\fs24 b\par`, "ab"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read("a.rtf", rtfOf(c.body))
			if err != nil {
				t.Fatal(err)
			}
			if g := strings.TrimSuffix(shown(got), "\n"); g != c.want {
				t.Errorf("got\n%q\nwant\n%q", g, c.want)
			}
		})
	}
}

// TestRTFSays: what is not in the text is named.
func TestRTFSays(t *testing.T) {
	for _, c := range []struct{ name, body, says string }{
		{"a footnote", `\pard a{\footnote \pard the note\par}b\par`, "1 footnote was left out: “the note”."},
		{"an endnote", `\pard a{\*\footnote\ftnalt{\super 1} the end}b\par`, "1 footnote was left out: “1 the end”."},
		{"a comment", `\pard a{\*\annotation{\*\atnref 1} too short}b\par`, "1 comment was left out: “too short”."},
		{"a header and a footer", `{\headerl the office\par}{\footer 7\par}\pard ab\par`, "2 headers and footers were left out: “the office”, “7”."},
		{"a picture", `\pard a{\*\shppict{\pict 0102}}{\nonshppict{\pict 0102}}b\par`, "1 picture was left out."},
		{"an object", `\pard a{\object{\*\objdata 0102}{\result b}}\par`, "1 embedded object was left out."},
		{"hidden words", `\pard a{\v the secret}b\par`, "1 paragraph contains hidden text, which was left out: “the secret”."},
		{"deleted words", `\pard a{\deleted the old}b\par`, "1 deleted revision was left out: “the old”."},
		{"contents by their style", `\pard\s20 Chapter 1\tab 3\par\pard ab\par`, "1 line of the automatic table of contents was left out: “Chapter 1 3”."},
		{"contents by their field", `\pard{\field{\*\fldinst TOC \\o}{\fldrslt Chapter 1 3\par Chapter 2 5\par}}\pard ab\par`, "2 lines of the automatic table of contents were left out: “Chapter 1 3”, “Chapter 2 5”."},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read("a.rtf", rtfOf(c.body))
			if err != nil {
				t.Fatal(err)
			}
			if strings.TrimSpace(got.Source) != "ab" || len(got.Skipped) != 1 || got.Skipped[0] != c.says {
				t.Errorf("got %q, which says %q; want %q", got.Source, got.Skipped, c.says)
			}
		})
	}
}

func TestRTFRefused(t *testing.T) {
	for _, c := range []struct {
		name, src string
		reason    Reason
	}{
		{"cut off in its head", `{\rtf1\ansi{\fonttbl{\f0`, Broken},
		{"no words", `{\rtf1\ansi\pard\par}`, Empty},
		{"groups in groups", `{\rtf1 ` + strings.Repeat("{", maxGroups+1), TooDeep},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read("a.rtf", []byte(c.src))
			var e *Error
			if !errors.As(err, &e) || e.Reason != c.reason {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
	if _, err := (Options{MaxText: 100}).Read("a.rtf", rtfOf(`\pard a\par`)); err == nil || !strings.Contains(err.Error(), "too large") {
		t.Errorf("longer than the limit: %v", err)
	}
}
