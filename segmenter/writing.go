package segmenter

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Figure is a number in a text, and how it is written otherwise.
type Figure struct {
	Start, End int    // bytes of the text, 百分之 and % included
	Value      int    // 0 to 999,999,999
	Other      string // 十 for 10, 300万 for 三百万, 10% for 百分之十; "" for a number that has no other writing
}

// Figures finds the numbers of a folded text: 10, 三十, 300万, 百分之十. Statutes write
// them in characters, house rules in digits, and people type either.
func Figures(folded string) []Figure {
	var out []Figure
	for i := 0; i < len(folded); {
		if rest, ok := strings.CutPrefix(folded[i:], perCent); ok {
			if n, size, over := number(rest); size > 0 && !over {
				end := i + len(perCent) + size
				out = append(out, Figure{i, end, n, strconv.Itoa(n) + "%"})
				i = end
				continue
			}
		}
		r, width := utf8.DecodeRuneInString(folded[i:])
		if _, ok := numerals[r]; !ok {
			i += width
			continue
		}
		n, size, over := number(folded[i:])
		if size == 0 {
			i += width
			continue
		}
		f := Figure{Start: i, End: i + size, Value: n}
		if !over {
			f.Other = otherWriting(folded[i:f.End], n)
			if r < utf8.RuneSelf && strings.HasPrefix(folded[f.End:], "%") {
				f.End++
				f.Other = perCent + chineseNumber(n)
			}
		}
		out = append(out, f)
		i = f.End
	}
	return out
}

const perCent = "百分之"

// otherWriting is a number in characters where it was typed in digits, and in
// digits where it was typed in characters.
func otherWriting(typed string, n int) string {
	if typed[0] < utf8.RuneSelf {
		return chineseNumber(n)
	}
	if n >= 10_000 && n%10_000 == 0 {
		return strconv.Itoa(n/10_000) + "万"
	}
	return strconv.Itoa(n)
}

// chineseNumber writes a number from 0 to 999,999,999 in characters, as statutes
// do: 十五, 一百零三, 二十万.
func chineseNumber(n int) string {
	const digits = "零一二三四五六七八九"
	digit := func(d int) string { return digits[d*len("零") : (d+1)*len("零")] }
	switch {
	case n >= 100_000_000:
		return chineseNumber(n/100_000_000) + "亿" + tail(n%100_000_000, 10_000_000)
	case n >= 10_000:
		return chineseNumber(n/10_000) + "万" + tail(n%10_000, 1_000)
	case n >= 1_000:
		return digit(n/1_000) + "千" + tail(n%1_000, 100)
	case n >= 100:
		out := digit(n/100) + "百"
		if rest := n % 100; rest >= 10 && rest < 20 {
			return out + "一" + chineseNumber(rest)
		}
		return out + tail(n%100, 10)
	case n >= 10:
		out := "十"
		if n >= 20 {
			out = digit(n/10) + out
		}
		if n%10 > 0 {
			out += digit(n % 10)
		}
		return out
	}
	return digit(n)
}

// tail writes what follows a unit: nothing for 0, with 零 where a place is skipped.
func tail(n, next int) string {
	switch {
	case n == 0:
		return ""
	case n < next:
		return "零" + chineseNumber(n)
	}
	return chineseNumber(n)
}
