package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isBlank reports whether r shows nothing: white space, the ideographic space,
// zero-width characters, the byte order mark.
func isBlank(r rune) bool {
	switch {
	case r == ' ', r >= '\t' && r <= '\r', r == 0x85, r == 0xA0, r == 0xAD, r == 0x3000, r == 0xFEFF,
		r >= 0x2000 && r <= 0x200F, r >= 0x2028 && r <= 0x202F, r >= 0x205F && r <= 0x2064, r == 0x1680, r == 0x180E:
		return true
	}
	return false
}

// trim moves start and end inwards over blanks.
func trim(s string, start, end int) (int, int) {
	start = skipBlank(s, start, end)
	for end > start {
		r, n := utf8.DecodeLastRuneInString(s[start:end])
		if !isBlank(r) {
			break
		}
		end -= n
	}
	return start, end
}

// skipBlank is the place of the first visible character of s[start:end], or end.
func skipBlank(s string, start, end int) int {
	for start < end {
		r, n := utf8.DecodeRuneInString(s[start:end])
		if !isBlank(r) {
			break
		}
		start += n
	}
	return start
}

// endsWord reports whether s begins with a blank or is empty.
func endsWord(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n == 0 || isBlank(r)
}

// endsSentence reports whether words end as text does and headings do not.
func endsSentence(words string) bool {
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

// short reports whether words are at most n code points long.
func short(words string, n int) bool {
	return len(words) <= n || len(words) <= n*utf8.UTFMax && utf8.RuneCountInString(words) <= n
}

// abridge is s, or its first n code points and an ellipsis.
func abridge(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i] + "…"
		}
	}
	return s
}

// plain is a title on one line: typographic blanks between its characters
// (总　则) are left out, others become one.
func plain(title string) string {
	words := strings.FieldsFunc(title, isBlank)
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

// isStop reports whether r divides sentences or their parts, in Chinese or ASCII.
func isStop(r rune) bool {
	switch r {
	case '，', '。', '；', '：', '、', '？', '！', ',', '.', ';', ':', '?', '!':
		return true
	}
	return false
}

func isHan(r rune) bool { return r >= 0x3400 && unicode.Is(unicode.Han, r) && r != '〇' }

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

func lastRune(s string) rune { r, _ := utf8.DecodeLastRuneInString(s); return r }

// closerOf returns the partner of an opening mark, 0 for every other character.
func closerOf(r rune) rune {
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

func isCloser(r rune) bool {
	switch r {
	case '”', '’', '》', '〉', '）', ')', '〕', '】', '」', '』', '"', '〃':
		return true
	}
	return false
}

// isLoose reports marks and blanks that belong to no word.
func isLoose(r rune) bool {
	switch r {
	case '，', '。', '；', '：', '、', '！', '？', '…', '—', ',', '.', ';', ':', '!', '?', '•', '｡', '､', '﹐', '\'', '*', '|':
		return true
	}
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff'
}

// startsWith reports whether s begins with one of the characters of set.
func startsWith(s, set string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n > 0 && strings.ContainsRune(set, r)
}

func endsBracket(words string) bool {
	return strings.HasSuffix(words, "）") || strings.HasSuffix(words, ")")
}
