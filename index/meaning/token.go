package meaning

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tiaowen/segmenter"
)

// vocabulary holds the pieces that texts are cut into, in the order of their
// bytes, each with the logarithm of its likelihood. A piece's row in the table of
// vectors is its place here.
type vocabulary struct {
	bytes    []byte
	ends     []uint32 // piece i is bytes[ends[i]:ends[i+1]]
	scores   []float32
	first    [257]int32 // pieces that begin with byte b: [first[b], first[b+1])
	longest  int        // bytes of the longest piece
	unlikely float32    // the score of a character that is no piece
}

// Rows behind those of the pieces.
const (
	rowBegin = iota
	rowEnd
	rowUnknown
	specialRows
)

// space is what a space is in a piece: U+2581.
const space = "▁"

// index notes where the pieces of each first byte begin.
func (v *vocabulary) index() {
	b := 0
	for i := range v.scores {
		if v.ends[i] == v.ends[i+1] || int(v.ends[i]) >= len(v.bytes) {
			continue
		}
		for c := int(v.bytes[v.ends[i]]); b <= c; b++ {
			v.first[b] = int32(i)
		}
	}
	for ; b < len(v.first); b++ {
		v.first[b] = int32(len(v.scores))
	}
}

// narrow gives, of the pieces [from, to) that share their first depth bytes,
// those whose next byte is c.
func (v *vocabulary) narrow(from, to int32, depth int, c byte) (int32, int32) {
	// A piece that ends here comes before those that go on.
	next := func(i int32) int {
		if at := v.ends[i] + uint32(depth); at < v.ends[i+1] {
			return int(v.bytes[at])
		}
		return -1
	}
	least := func(lo, hi int32, c int) int32 {
		for lo < hi {
			if mid := int32(uint32(lo+hi) >> 1); next(mid) < c {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		return lo
	}
	from = least(from, to, int(c))
	return from, least(from, to, int(c)+1)
}

// tokens cuts a text into pieces and gives their rows: of all ways to cut it,
// the likeliest (unigram model, Kudo 2018), found by Viterbi's algorithm.
// Characters that are no piece are unknown, a run of them one token. Of more than
// limit tokens the first are given; 0 is no limit.
func (v *vocabulary) tokens(text string, limit int) []int32 {
	text = normalise(text)
	type step struct {
		score float32
		from  int32
		row   int32
	}
	unknown := int32(len(v.scores) + rowUnknown)
	best := make([]step, len(text)+1) // by the byte at which a piece ends; from is -1 where none does
	for i := range best[1:] {
		best[i+1].from = -1
	}
	for i := 0; i < len(text); {
		_, size := utf8.DecodeRuneInString(text[i:])
		here := best[i].score
		reach := func(end int, score float32, row int32) {
			if b := &best[end]; b.from < 0 || here+score > b.score {
				*b = step{here + score, int32(i), row}
			}
		}
		lo, hi := int32(0), int32(len(v.scores))
		for d := 0; i+d < len(text) && d < v.longest; d++ {
			if c := text[i+d]; d == 0 {
				lo, hi = v.first[c], v.first[int(c)+1]
			} else {
				lo, hi = v.narrow(lo, hi, d, c)
			}
			if lo == hi {
				break
			}
			if int(v.ends[lo+1]-v.ends[lo]) == d+1 {
				reach(i+d+1, v.scores[lo], lo)
			}
		}
		reach(i+size, v.unlikely, unknown)
		i += size
	}
	var rows []int32
	for i := int32(len(text)); i > 0; i = best[i].from {
		if row := best[i].row; row != unknown || len(rows) == 0 || rows[len(rows)-1] != unknown {
			rows = append(rows, row)
		}
	}
	for i, j := 0, len(rows)-1; i < j; i, j = i+1, j-1 {
		rows[i], rows[j] = rows[j], rows[i]
	}
	if limit > 0 && len(rows) > limit {
		rows = rows[:limit]
	}
	return rows
}

// normalise brings a text to the form that pieces have: NFKC, simplified
// characters, no control characters, one space mark for each run of white space
// and one at the beginning.
func normalise(text string) string {
	if strings.ContainsFunc(text, isControl) { // one between a letter and its accent would keep them apart
		text = strings.Map(func(r rune) rune {
			if isControl(r) {
				return -1
			}
			return r
		}, text)
	}
	text = segmenter.Simplify(norm.NFKC.String(text))
	var b strings.Builder
	b.Grow(len(text) + len(space))
	gap := true
	for _, r := range text {
		switch {
		case r == ' ', r == '\t', r == '\n', r == '\f', r == '\r', r == 0x1680, r >= 0x200B && r <= 0x200F,
			r == 0x2028, r == 0x2029, r == 0x2581, r == 0xFEFF, r == utf8.RuneError:
			gap = true
		default:
			if gap {
				b.WriteString(space)
				gap = false
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isControl reports whether r is a control character other than white space.
func isControl(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\f' && r != '\r' || r >= 0x7F && r <= 0x9F
}
