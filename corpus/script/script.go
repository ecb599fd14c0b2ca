// Package script tells the characters of a text apart: blanks, stops, quotation marks, brackets and
// Chinese characters, and how words begin and end. It looks at characters and short strings and
// knows nothing of labels, lines or documents.
package script

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// IsBlank reports whether r shows nothing: white space, the ideographic space,
// zero-width characters, the byte order mark.
func IsBlank(r rune) bool {
	switch {
	case r == ' ', r >= '\t' && r <= '\r', r == 0x85, r == 0xA0, r == 0xAD, r == 0x3000, r == 0xFEFF,
		r >= 0x2000 && r <= 0x200F, r >= 0x2028 && r <= 0x202F, r >= 0x205F && r <= 0x2064, r == 0x1680, r == 0x180E:
		return true
	}
	return false
}

// Trim moves start and end inwards over blanks.
func Trim(s string, start, end int) (int, int) {
	start = SkipBlank(s, start, end)
	for end > start {
		r, n := utf8.DecodeLastRuneInString(s[start:end])
		if !IsBlank(r) {
			break
		}
		end -= n
	}
	return start, end
}

// SkipBlank is the place of the first visible character of s[start:end], or end.
func SkipBlank(s string, start, end int) int {
	for start < end {
		r, n := utf8.DecodeRuneInString(s[start:end])
		if !IsBlank(r) {
			break
		}
		start += n
	}
	return start
}

// EndsWord reports whether s begins with a blank or is empty.
func EndsWord(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n == 0 || IsBlank(r)
}

// EndsSentence reports whether words end as text does and headings do not.
func EndsSentence(words string) bool {
	for words != "" {
		r, n := utf8.DecodeLastRuneInString(words)
		switch r {
		case '。', '；', '，', '：', '！', '？', '、', ';', ',', ':', '!', '?':
			return true
		case '.': // of an English sentence
			before, _ := utf8.DecodeLastRuneInString(words[:len(words)-n])
			return before >= 'a' && before <= 'z' || before == ')'
		case '”', '’', '"', '）', ')', '〉', '》', ' ', '*':
			words = words[:len(words)-n]
		default:
			return false
		}
	}
	return false
}

// CutLast cuts words at their last blank: 某某局办公室 and 2024年4月12日. last is "" where there is none.
func CutLast(words string) (rest, last string) {
	i := strings.LastIndexFunc(words, IsBlank)
	if i < 0 {
		return words, ""
	}
	_, n := utf8.DecodeRuneInString(words[i:])
	return strings.TrimRightFunc(words[:i], IsBlank), words[i+n:]
}

// Short reports whether words are at most n code points long.
func Short(words string, n int) bool {
	return len(words) <= n || len(words) <= n*utf8.UTFMax && utf8.RuneCountInString(words) <= n
}

// Abridge is s, or its first n code points and an ellipsis.
func Abridge(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i] + "…"
		}
	}
	return s
}

// Plain is a title on one line: typographic blanks between its characters
// (总　则) are left out, others become one.
func Plain(title string) string {
	words := strings.FieldsFunc(title, IsBlank)
	spaced := len(words) > 1
	for _, w := range words {
		if utf8.RuneCountInString(w) > 1 {
			spaced = false
		}
	}
	if spaced {
		return strings.Join(words, "")
	}
	if len(words) == 1 {
		return words[0]
	}
	return strings.Join(words, " ")
}

// IsStop reports whether r divides sentences or their parts, in Chinese or ASCII.
func IsStop(r rune) bool {
	switch r {
	case '，', '。', '；', '：', '、', '？', '！', ',', '.', ';', ':', '?', '!':
		return true
	}
	return false
}

// IsHan reports whether r is a Chinese character, 〇 excepted.
func IsHan(r rune) bool { return r >= 0x3400 && unicode.Is(unicode.Han, r) && r != '〇' }

// FirstRune is the first character of s, utf8.RuneError where there is none.
func FirstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

// LastRune is the last character of s, utf8.RuneError where there is none.
func LastRune(s string) rune { r, _ := utf8.DecodeLastRuneInString(s); return r }

// CloserOf returns the partner of an opening mark, 0 for every other character.
func CloserOf(r rune) rune {
	switch r {
	case '“':
		return '”'
	case '‘':
		return '’'
	case '《':
		return '》'
	case '〈':
		return '〉'
	case '（':
		return '）'
	case '(':
		return ')'
	case '〔':
		return '〕'
	case '【':
		return '】'
	case '「':
		return '」'
	case '『':
		return '』'
	case '"':
		return '"'
	}
	return 0
}

// IsCloser reports whether r closes a quotation or a bracket; 〃 is what scanners make of ”.
func IsCloser(r rune) bool {
	switch r {
	case '”', '’', '》', '〉', '）', ')', '〕', '】', '」', '』', '"', '〃':
		return true
	}
	return false
}

// IsLoose reports marks and blanks that belong to no word.
func IsLoose(r rune) bool {
	switch r {
	case '，', '。', '；', '：', '、', '！', '？', '…', '—', ',', '.', ';', ':', '!', '?', '•', '｡', '､', '﹐', '\'', '*', '|':
		return true
	}
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff'
}

// StartsWith reports whether s begins with one of the characters of set.
func StartsWith(s, set string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n > 0 && strings.ContainsRune(set, r)
}

// EndsBracket reports whether words end with a round bracket.
func EndsBracket(words string) bool {
	return strings.HasSuffix(words, "）") || strings.HasSuffix(words, ")")
}
