// Package date reads dates as Chinese texts write them, 2020年5月28日, 2020-05-28, 二〇二〇年五月二十八日, and
// tells which date of a history names the version of a text. Start with [Read] and [Version].
package date

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
)

// Read reads the date that s begins with: 2020年5月28日, 2020-05-28,
// 二〇二〇年五月二十八日. It returns the date in ISO form, or "" and s when there is none.
func Read(s string) (iso, rest string) {
	var ymd [3]int
	at := 0
	for i, marks := range [3]string{"年-./", "月-./", "日号"} {
		at = script.SkipBlank(s, at, len(s))
		v, arabic, n := numeral.Read(s[at:])
		if n == 0 {
			return "", s
		}
		ymd[i] = v
		at = script.SkipBlank(s, at+n, len(s))
		mark, n := utf8.DecodeRuneInString(s[at:])
		if i < 2 && (!strings.ContainsRune(marks, mark) || n == 0 || !arabic && mark != '年' && mark != '月') {
			return "", s
		}
		if i < 2 || strings.ContainsRune(marks, mark) && n > 0 {
			at += n
		}
	}
	if ymd[0] < 1900 || ymd[0] > 2999 || ymd[1] < 1 || ymd[1] > 12 || ymd[2] < 1 || ymd[2] > 31 {
		return "", s
	}
	return fmt.Sprintf("%04d-%02d-%02d", ymd[0], ymd[1], ymd[2]), s[at:]
}

// Version is the latest date in the history at which the text was passed or
// published; where no line says so, the last date. A day from which
// a text is in force does not name its version.
func Version(history []string) string {
	var last, version string
	for _, line := range history {
		for at := 0; ; at += len("年") {
			i := strings.Index(line[at:], "年")
			if i < 0 {
				break
			}
			at += i
			iso, rest := Read(line[NumberBefore(line, at):])
			if iso == "" {
				continue
			}
			last = iso
			if !inForce(rest) {
				version = max(version, iso)
			}
		}
	}
	if version == "" {
		return last
	}
	return version
}

// inForce reports whether words after a date say that the text applies from then on.
func inForce(words string) bool {
	for _, w := range []string{"施行", "实施", "生效", "执行"} {
		if i := strings.Index(words, w); i >= 0 && utf8.RuneCountInString(words[:i]) <= 3 {
			return true
		}
	}
	return false
}

// ISO is the ISO form of a date as people write it: 2024年5月1日, 2024-5-1, 2024/05/01; "" when it is none.
func ISO(words string) string {
	iso, rest := Read(strings.TrimFunc(words, script.IsBlank))
	if strings.TrimFunc(rest, script.IsBlank) != "" {
		return ""
	}
	return iso
}

// IsAlone reports whether a line is a date and nothing else.
func IsAlone(words string) bool {
	if !script.Short(words, 24) {
		return false
	}
	iso, rest := Read(strings.Trim(words, "（）()"))
	return iso != "" && strings.TrimFunc(rest, script.IsBlank) == ""
}

// NumberBefore is where the number that ends before at begins.
func NumberBefore(s string, at int) int {
	at = len(strings.TrimRightFunc(s[:at], script.IsBlank))
	for at > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:at])
		if d, power := numeral.HanDigit(r); numeral.Digit(r) < 0 && (d < 0 || power != 1) {
			break
		}
		at -= n
	}
	return at
}
