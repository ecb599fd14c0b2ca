package letterhead

import (
	"strings"

	"tiaowen/corpus/script"
)

// IsContents reports whether a line heads a table of contents: 目录, 目　次.
func IsContents(words string) bool {
	return script.Short(words, 8) && (script.Plain(words) == "目录" || script.Plain(words) == "目次")
}

// HasLeader reports whether words end with dots that lead to the number of a page: 范围………1, 前言 ..... II.
func HasLeader(words string) bool {
	entry := strings.TrimRight(words, pageNumber)
	return len(entry) < len(words) && endsInDots(entry)
}

// endsInDots reports whether words end with a row of dots.
func endsInDots(words string) bool {
	for _, dots := range [...]string{"…", "...", "···", "．．．", "‥"} {
		if strings.HasSuffix(words, dots) {
			return true
		}
	}
	return false
}

// pageNumber are the characters of the number of a page, the blanks around it and its brackets.
const pageNumber = "0123456789IVXivxⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ \t\u3000-—()（）"

// Entry is an entry of a table of contents without blanks, dots and page number.
func Entry(entry string) string {
	if HasLeader(entry) {
		entry = strings.TrimRight(entry, pageNumber)
	}
	entry = strings.TrimRight(entry, "0123456789 .·…．‥\t\u3000-—()（）")
	return strings.Join(strings.FieldsFunc(entry, script.IsBlank), "")
}
