package label

import (
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
)

// Printed is a label as it is printed at the beginning of s, without the marks that set it off.
// A line end within it, 第二条 and 之一 below, is left out.
func Printed(s string, l Label) string {
	s = s[l.head : l.Size-int(l.Tail)]
	if strings.IndexByte(s, '\n') >= 0 {
		return strings.Join(strings.FieldsFunc(s, script.IsBlank), "")
	}
	return s
}

// GoesOn reports whether rest, behind 第三条, makes a reference of it: 第三条规定的, 第三条第二款.
func GoesOn(rest string) bool {
	rest = strings.TrimLeftFunc(rest, script.IsBlank)
	r, _ := utf8.DecodeRuneInString(rest)
	return strings.ContainsRune("第的、和及与或至到之款项中所，。；：", r) || strings.HasPrefix(rest, "规定") || strings.HasPrefix(rest, "以") || RefersOn(rest)
}

// RefersOn reports whether rest, behind 第三条 and perhaps a blank, can only be
// the rest of a reference: 第三条的规定, 第三条、第五条.
func RefersOn(rest string) bool {
	rest = strings.TrimLeftFunc(rest, script.IsBlank)
	r, n := utf8.DecodeRuneInString(rest)
	return n > 0 && strings.ContainsRune("的、，。；）)", r) || refersOn.Begins(rest) > 0
}

// TakePart takes the part of an article into the label that words begin with: 第九十九条第一款第二项　违反….
// A blank, a mark or the end of the line must follow; else the words go on as those of a reference do.
func (l *Label) TakePart(words string) {
	if l.Unit != Article || l.Free {
		return
	}
	end := l.Size
	for n := partSize(words[end:]); n > 0; n = partSize(words[end:]) {
		end += n
	}
	whole := *l
	whole.Size, whole.Free = end, script.EndsWord(words[end:])
	whole.closeWithMark(words)
	if part := end - l.Size; part > 0 && part < 100 && whole.Free && !RefersOn(words[end:]) {
		whole.Part = uint8(part)
		*l = whole
	}
}

// partSize is the size of the 第二款, 第（一）项 or 第2目 that s begins with, or 0.
func partSize(s string) int {
	at := script.SkipBlank(s, 0, len(s))
	rest, ok := strings.CutPrefix(s[at:], "第")
	if !ok {
		return 0
	}
	n := 0
	if l := Read(rest); l.Unit == HanParen || l.Unit == DigitParen {
		n = l.Size
	} else {
		_, _, n = numeral.Read(rest)
	}
	if n == 0 || !script.StartsWith(rest[n:], "款项目") {
		return 0
	}
	return at + len("第") + n + markSize(rest[n:])
}

// NamesPart reports whether rest, behind 第三条, names a part of it: 第二款, 第（一）项.
func NamesPart(rest string) bool { return strings.HasPrefix(rest, "第") && partSize(rest) > 0 }
