package meaning

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tiaowen/segmenter"
)

// behind marks, in the vocabulary of WordPiece, a piece that does not begin a word.
const behind = "##"

// find gives the row of a piece.
func (v *vocabulary) find(piece string) (row int32, ok bool) {
	n := len(v.ends) - 1
	i := sort.Search(n, func(i int) bool { return string(v.bytes[v.ends[i]:v.ends[i+1]]) >= piece })
	return int32(i), i < n && string(v.bytes[v.ends[i]:v.ends[i+1]]) == piece
}

// wordPieces cuts a text as BERT does (Devlin et al. 2019): into words, each Chinese character
// and each punctuation mark one, and each word, from its front, into the longest pieces
// (WordPiece, Schuster and Nakajima 2012). A word that cannot be cut is one unknown token. Of more than
// limit tokens the first are given.
func (v *vocabulary) wordPieces(text string, limit int) []int32 {
	var rows []int32
	word := 0 // where the present one begins
	text = v.small(text)
	for i, r := range text {
		if len(rows) >= limit {
			break
		}
		space, alone := unicode.IsSpace(r), unicode.Is(unicode.Han, r) || unicode.IsPunct(r) || r < utf8.RuneSelf && unicode.IsSymbol(r)
		if !space && !alone {
			continue
		}
		rows = v.cutWord(rows, text[word:i])
		word = i
		if alone {
			rows = v.cutWord(rows, text[i:i+utf8.RuneLen(r)])
		}
		word = i + utf8.RuneLen(r)
	}
	rows = v.cutWord(rows, text[word:])
	return rows[:min(len(rows), limit)]
}

// small brings a text to the form that the pieces have: simplified characters, small letters, digits of one width, no
// control characters. A character that is not a piece becomes what Unicode calls compatible with it (NFKC).
func (v *vocabulary) small(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range strings.ToLower(segmenter.Simplify(text)) {
		switch {
		case isControl(r), r == utf8.RuneError, r >= 0x200B && r <= 0x200F, r == 0xFEFF:
		case r < utf8.RuneSelf:
			b.WriteRune(r)
		case unicode.IsDigit(r):
			b.WriteString(norm.NFKC.String(string(r)))
		default:
			if _, ok := v.find(string(r)); ok {
				b.WriteRune(r)
			} else {
				b.WriteString(strings.ToLower(norm.NFKC.String(string(r))))
			}
		}
	}
	return b.String()
}

// cutWord adds the rows of a word's pieces.
func (v *vocabulary) cutWord(rows []int32, word string) []int32 {
	first := len(rows)
	prefix := ""
	for rest := word; rest != ""; prefix = behind {
		end := min(len(rest), v.longest)
		row, ok := int32(0), false
		for ; end > 0; end-- {
			if end < len(rest) && !utf8.RuneStart(rest[end]) {
				continue
			}
			if row, ok = v.find(prefix + rest[:end]); ok {
				break
			}
		}
		if !ok {
			return append(rows[:first], int32(len(v.scores)+rowUnknown))
		}
		rows = append(rows, row)
		rest = rest[end:]
	}
	return rows
}
