package passage

import (
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
)

// What is encoded of a clause is its own words below the names of its document and
// sections. A long clause is encoded in pieces that overlap, since a vector of
// many sentences is near to none of them.
const (
	pieceRunes   = 160 // code points of a clause that are one piece, at most
	pieceOverlap = 40  // code points that a piece has in common with the one before, at least
)

// Pieces gives the texts that are encoded for a clause, at least one.
func Pieces(c *corpus.Clause) []string {
	head := c.Document.Title
	for _, s := range c.Path() {
		head += " " + s.Title
	}
	body, _ := c.Clean()
	var out []string
	for {
		end := cutAt(body, pieceRunes)
		out = append(out, head+"\n"+body[:end])
		if end == len(body) {
			return out
		}
		body = body[startAt(body[:end], pieceOverlap):]
	}
}

// cutAt gives the byte behind the first n code points of a text, or behind the
// last sentence that ends in the second half of them.
func cutAt(text string, n int) int {
	end, half, count := len(text), 0, 0
	for i := range text {
		if count == n/2 {
			half = i
		}
		if count == n {
			end = i
			break
		}
		count++
	}
	if end == len(text) {
		return end
	}
	if i := strings.LastIndexAny(text[half:end], "。；;！？!?\n"); i >= 0 {
		_, size := utf8.DecodeRuneInString(text[half+i:])
		return half + i + size
	}
	return end
}

// startAt gives the byte at which the last n code points of a text begin, or the
// sentence they begin in when that is not much longer.
func startAt(text string, n int) int {
	at := len(text)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
	}
	if i := strings.LastIndexAny(text[:at], "。；;！？!?\n"); i > len(text)/2 {
		_, size := utf8.DecodeRuneInString(text[i:])
		return i + size
	}
	return at
}
