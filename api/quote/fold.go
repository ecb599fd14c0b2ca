package quote

import (
	"unicode"
	"unicode/utf8"

	"tiaowen/corpus"
)

// folded is a text as texts are compared, with the place of each character in bytes.
type folded struct {
	runes    []rune
	from, to []int
}

// fold drops blanks, characters without a shape and quotation marks, and writes
// the rest in half width and small letters. base is added to the offsets.
func fold(text string, base int) folded {
	n := len(text)/3 + 1
	f := folded{make([]rune, 0, n), make([]int, 0, n), make([]int, 0, n)}
	for i, r := range text {
		size := utf8.RuneLen(r)
		if r = foldRune(r); r >= 0 {
			f.runes, f.from, f.to = append(f.runes, r), append(f.from, base+i), append(f.to, base+i+size)
		}
	}
	return f
}

// foldRune is the rune as it is compared, or -1 where it is left out.
func foldRune(r rune) rune {
	switch {
	case r > ' ' && r < 0x7F:
		return foldASCII(r)
	case r >= 0x4E00 && r <= 0x9FFF:
		return r
	case r >= '！' && r <= '～':
		return foldRune(r - '！' + '!')
	}
	return foldMark(r)
}

// foldASCII folds a visible character of ASCII.
func foldASCII(r rune) rune {
	switch {
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	case r == '"' || r == '\'':
		return -1
	}
	return r
}

// foldMark folds what is not a letter of ASCII and no Chinese character: dashes and dots
// to one form, marks of quotations and blanks away.
func foldMark(r rune) rune {
	switch r {
	case '“', '”', '‘', '’', '「', '」', '『', '』', '〝', '〞', '„', '‟', '《', '》', '〈', '〉', utf8.RuneError:
		return -1
	case '—', '–', '―', '－':
		return '-'
	case '⋯':
		return '…'
	}
	if unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Cc) {
		return -1
	}
	return r
}

// cut is the part of f from rune i to rune j.
func (f folded) cut(i, j int) folded { return folded{f.runes[i:j], f.from[i:j], f.to[i:j]} }

// trim cuts stops off both ends: a quotation may end with a stop that the clause
// has not, and leave one out that it has.
func (f folded) trim() folded {
	i, j := 0, len(f.runes)
	for i < j && stop(f.runes[i]) {
		i++
	}
	for j > i && stop(f.runes[j-1]) {
		j--
	}
	return f.cut(i, j)
}

func stop(r rune) bool {
	switch r {
	case '。', ',', ';', ':', '、', '.', '!', '?', '…', '-', '．':
		return true
	}
	return false
}

// pieces cuts f where words are left out (……).
func (f folded) pieces() (out []folded) {
	from := 0
	for i := 0; i <= len(f.runes); i++ {
		if i < len(f.runes) && f.runes[i] != '…' {
			continue
		}
		if piece := f.cut(from, i).trim(); len(piece.runes) > 0 {
			out = append(out, piece)
		}
		from = i + 1
	}
	return out
}

// span is where runes [i, j) stand in the text.
func (f folded) span(i, j int) corpus.Span {
	return corpus.Span{Start: f.from[i], End: f.to[j-1]}
}

// index is where the runes of part begin in f, from rune from on, or -1.
func (f folded) index(part []rune, from int) int {
	if len(part) == 0 {
		return -1
	}
next:
	for i := from; i+len(part) <= len(f.runes); i++ {
		if f.runes[i] != part[0] {
			continue
		}
		for k, r := range part {
			if f.runes[i+k] != r {
				continue next
			}
		}
		return i
	}
	return -1
}

// nearest finds the words of f that are nearest to part: the fewest characters
// to replace, insert and delete (Sellers, J. Algorithms 1, 1980). It gives up
// and returns a distance above limit where there is nothing so near.
func (f folded) nearest(part []rune, limit int) (start, end, distance int) {
	m := len(part)
	dist, from := make([]int, m+1), make([]int, m+1)
	for i := range dist {
		dist[i] = i
	}
	distance = limit + 1
	for j, r := range f.runes {
		diagonal, begin := dist[0], from[0]
		dist[0], from[0] = 0, j+1
		for i := 1; i <= m; i++ {
			up, left := dist[i], dist[i-1]
			best, at := diagonal, begin
			if i == 1 && diagonal == 0 {
				at = j
			}
			if part[i-1] != r {
				best++
			}
			if left+1 < best {
				best, at = left+1, from[i-1]
			}
			if up+1 < best {
				best, at = up+1, from[i]
			}
			diagonal, begin = up, from[i]
			dist[i], from[i] = best, at
		}
		if dist[m] < distance {
			start, end, distance = from[m], j+1, dist[m]
		}
	}
	return start, end, distance
}
