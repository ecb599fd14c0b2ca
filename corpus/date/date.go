// Package date reads dates as Chinese texts write them, 2020年5月28日, 2020-05-28, 二〇二〇年五月二十八日, and
// tells which date of a history names the version of a text. Start with [Read] and [Version].
package date

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
)

// Read reads the date that s begins with: 2020年5月28日, 2020-05-28,
// 二〇二〇年五月二十八日, 28 May 2020. It returns the date in ISO form, or "" and s when there is none.
func Read(s string) (iso, rest string) {
	if rest, ok := cutRepublic(s); ok {
		return readRepublic(s, rest)
	}
	year, at := readField(s, 0, "年-./", true)
	month, at := readField(s, at, "月-./", true)
	day, at := readField(s, at, "日号", false)
	if at < 0 || !valid(year, month, day) {
		return readEnglish(s)
	}
	return iso8601(year, month, day), s[at:]
}

// cutRepublic cuts 民国 from a date that is counted from 1912.
func cutRepublic(s string) (rest string, ok bool) {
	rest = s
	for _, state := range [...]string{"中华", "中華"} {
		rest = strings.TrimPrefix(rest, state)
	}
	for _, era := range [...]string{"民国", "民國"} {
		if after, ok := strings.CutPrefix(rest, era); ok {
			return after, true
		}
	}
	return s, false
}

// readRepublic reads 民国一百一十三年一月一日; rest is what stands behind 民国 in s.
func readRepublic(s, rest string) (iso, behind string) {
	year, at := readField(rest, 0, "年", true)
	month, at := readField(rest, at, "月", true)
	day, at := readField(rest, at, "日", false)
	if year += 1911; at < 0 || !valid(year, month, day) {
		return "", s
	}
	return iso8601(year, month, day), rest[at:]
}

func valid(year, month, day int) bool {
	return year >= 1900 && year <= 2999 && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

func iso8601(year, month, day int) string { return fmt.Sprintf("%04d-%02d-%02d", year, month, day) }

// english matches 4 March 2024, 4th of March 2024 and March 4, 2024.
var english = regexp.MustCompile(`(?i)^(?:(\d{1,2})(?:st|nd|rd|th)? +(?:of +)?(` + months + `)\.?,? +(\d{4})|(` + months + `)\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4}))\b`)

// months are those of English dates, long and short.
const months = `jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?`

// readEnglish reads the English date that s begins with.
func readEnglish(s string) (iso, rest string) {
	if s == "" || s[0] >= utf8.RuneSelf || s[0] == ' ' {
		return "", s
	}
	m := english.FindStringSubmatch(s)
	if m == nil {
		return "", s
	}
	day, month, year := m[1]+m[5], m[2]+m[4], m[3]+m[6]
	y, _ := strconv.Atoi(year)
	d, _ := strconv.Atoi(day)
	n := 1 + strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(month[:3]))/3
	if !valid(y, n, d) {
		return "", s
	}
	return iso8601(y, n, d), s[len(m[0]):]
}

// WithinEnglish is the English date that stands in words, in ISO form, or "".
func WithinEnglish(words string) string {
	for i := range words {
		if i > 0 && words[i-1] != ' ' {
			continue
		}
		if iso, _ := readEnglish(words[i:]); iso != "" {
			return iso
		}
	}
	return ""
}

// readField reads a number at a place of s and one of the marks behind it, which it must have or may have, and gives the place behind both,
// -1 when there is none. A number in characters has 年 or 月 behind it.
func readField(s string, at int, marks string, must bool) (value, end int) {
	if at < 0 {
		return 0, -1
	}
	at = script.SkipBlank(s, at, len(s))
	value, arabic, n := numeral.Read(s[at:])
	if scanned, size := readScanned(s[at:]); size > n {
		return scanned, at + size
	}
	if n == 0 {
		return 0, -1
	}
	at = script.SkipBlank(s, at+n, len(s))
	mark, n := utf8.DecodeRuneInString(s[at:])
	if n > 0 && strings.ContainsRune(marks, mark) {
		return value, markEnd(at+n, !must || arabic || mark == '年' || mark == '月')
	}
	return value, markEnd(at, !must)
}

// maxDigits is the largest number of digits of a year, a month or a day.
const maxDigits = 4

// readScanned reads a number in which a scanner has taken digits for letters, with the 年, 月 or 日 behind it: 2O26年, l月. size is 0 when
// there is none, or no letter in it.
func readScanned(s string) (value, size int) {
	letters := false
	for size < len(s) && size <= maxDigits {
		switch c := s[size]; {
		case c >= '0' && c <= '9':
			value = value*10 + int(c-'0')
		case c == 'O' || c == 'o':
			value, letters = value*10, true
		case c == 'l' || c == 'I' || c == '|':
			value, letters = value*10+1, true
		default:
			for _, mark := range [...]string{"年", "月", "日"} {
				if letters && strings.HasPrefix(s[size:], mark) {
					return value, size + len(mark)
				}
			}
			return 0, 0
		}
		size++
	}
	return 0, 0
}

// markEnd is the place at, or -1 when the mark before it does not do.
func markEnd(at int, does bool) int {
	if !does {
		return -1
	}
	return at
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
			iso, rest := Read(line[yearBefore(line, at):])
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

// yearBefore is where the year that ends before at begins, letters that a scanner has taken digits for included.
func yearBefore(s string, at int) int {
	from := NumberBefore(s, at)
	for from > 0 && at-from < maxDigits && strings.IndexByte("0123456789OolI|", s[from-1]) >= 0 {
		from--
	}
	return from
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
