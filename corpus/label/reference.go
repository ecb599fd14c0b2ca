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
	if n > 0 && strings.ContainsRune("的、，。；）)", r) {
		return true
	}
	for _, words := range [...]string{"规定的", "规定，", "所列", "第一款规定", "修改为", "改为", "增加第", "删去", "删除", "后增加", "中的“"} {
		if strings.HasPrefix(rest, words) {
			return true
		}
	}
	return false
}

// NamesPart reports whether rest, behind 第三条, names a part of it: 第二款, 第（一）项.
func NamesPart(rest string) bool {
	after, ok := strings.CutPrefix(rest, "第")
	if !ok {
		return false
	}
	if l := Read(after); l.Unit == HanParen || l.Unit == DigitParen {
		after = after[l.Size:]
	} else {
		_, _, n := numeral.Read(after)
		after = after[n:]
	}
	return strings.HasPrefix(after, "款") || strings.HasPrefix(after, "项") || strings.HasPrefix(after, "目")
}
