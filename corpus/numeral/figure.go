package numeral

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Figure is a number in a text, and how it is written otherwise.
type Figure struct {
	Start, End int      // bytes of the text, 百分之 and % included
	Value      float64  // of a share its number: 10 of 10%
	Canonical  string   // the same for all writings: 3000000 for 300万 and 三百万, 10% for 百分之十
	Writings   []string // all usual ones, that of the text among them or not: 3000000, 300万, 三百万
	Other      string   // 十 for 10, 300万 for 三百万, 10% for 百分之十; "" for a number that has no other writing
}

// Figures finds the numbers of a folded text: 10, 三十, 300万, 1.5%, 百分之十. Statutes write
// them in characters, house rules in digits, and people type either.
func Figures(folded string) []Figure {
	var out []Figure
	for i := 0; i < len(folded); {
		f, size := figure(folded[i:])
		if size == 0 {
			_, width := utf8.DecodeRuneInString(folded[i:])
			i += width
			continue
		}
		f.Start, f.End = i, i+size
		out = append(out, f)
		i = f.End
	}
	return out
}

// parts of a whole: how they begin in characters, and the sign behind digits.
var shares = [...]struct{ words, sign string }{{"百分之", "%"}, {"千分之", "‰"}, {"万分之", "‱"}}

// figure reads the number that a folded text begins with.
func figure(s string) (f Figure, size int) {
	r, _ := utf8.DecodeRuneInString(s)
	if meaningOf(r).kind == 0 {
		return f, 0
	}
	if f, size := shareInWords(s); size > 0 {
		return f, size
	}
	n, size, over := ReadTyped(s)
	switch {
	case size == 0:
		return f, 0
	case over:
		return Figure{Value: float64(n), Canonical: s[:size]}, size
	case r >= utf8.RuneSelf:
		if whole, fraction, long := decimal(s); fraction != "" && !tellsTime(whole, s[long:]) {
			return decimalFigure(s, whole, fraction, long)
		}
		f = Figure{Value: float64(n), Canonical: strconv.Itoa(n), Writings: writings(n)}
		if f.Other = f.Canonical; n >= 10_000 && n%10_000 == 0 {
			f.Other = strconv.Itoa(n/10_000) + "万"
		}
		return f, size
	}
	if whole, fraction, long := decimal(s); long >= size {
		if f, sign := shareInDigits(s[long:], whole, fraction); sign > 0 {
			return f, long + sign
		}
		if fraction != "" {
			return decimalFigure(s, whole, fraction, long)
		}
	}
	if all, long := grouped(s); long > size {
		n, size = all, long
	}
	return Figure{Value: float64(n), Canonical: strconv.Itoa(n), Writings: writings(n), Other: Han(n)}, size
}

// shareInWords reads 百分之五 and its like.
func shareInWords(s string) (f Figure, size int) {
	for _, share := range shares {
		rest, ok := strings.CutPrefix(s, share.words)
		if !ok {
			continue
		}
		if n, fraction, size := decimal(rest); size > 0 {
			digits := digitsOf(n, fraction) + share.sign
			return Figure{Value: valueOf(n, fraction), Canonical: digits, Writings: []string{digits, share.words + charactersOf(n, fraction)}, Other: digits}, len(share.words) + size
		}
	}
	return f, 0
}

// shareInDigits is the figure of 5% and its like, whose sign rest begins with, and the size of the sign, 0 without one.
func shareInDigits(rest string, whole int, fraction string) (f Figure, size int) {
	for _, share := range shares {
		if strings.HasPrefix(rest, share.sign) {
			f = Figure{Value: valueOf(whole, fraction), Canonical: digitsOf(whole, fraction) + share.sign, Other: share.words + charactersOf(whole, fraction)}
			f.Writings = []string{f.Canonical, f.Other}
			return f, len(share.sign)
		}
	}
	return f, 0
}

// tellsTime reports whether words behind 八点五 make no fraction of it: 八点五十分, 八点五分, 三点一刻. No clause
// names a minute past midnight: 零点五分 are points.
func tellsTime(whole int, behind string) bool {
	r, n := utf8.DecodeRuneInString(behind)
	return n > 0 && (strings.ContainsRune("十百千刻半线滴", r) || r == '分' && whole > 0)
}

// decimalFigure is that of a number with a fraction: 1.5, 一点五, 1.5万.
func decimalFigure(s string, whole int, fraction string, size int) (Figure, int) {
	for _, unit := range []struct {
		sign  string
		zeros int
	}{{"万", 4}, {"亿", 8}} {
		if !strings.HasPrefix(s[size:], unit.sign) || len(fraction) > unit.zeros {
			continue
		}
		n, err := strconv.Atoi(strconv.Itoa(whole) + fraction + strings.Repeat("0", unit.zeros-len(fraction)))
		if err == nil && n <= MaxTyped {
			return Figure{Value: float64(n), Canonical: strconv.Itoa(n), Writings: writings(n), Other: Han(n)}, size + len(unit.sign)
		}
	}
	f := Figure{Value: valueOf(whole, fraction), Canonical: digitsOf(whole, fraction), Other: charactersOf(whole, fraction)}
	f.Writings = []string{f.Canonical, f.Other}
	if s[0] >= utf8.RuneSelf {
		f.Other = f.Canonical
	}
	return f, size
}

// decimal reads a number with or without a fraction, 1.5 or 一点五; size is 0 when
// there is none.
func decimal(s string) (whole int, fraction string, size int) {
	whole, size, over := ReadTyped(s)
	if size == 0 || over {
		return 0, "", 0
	}
	point := "点"
	if s[0] < utf8.RuneSelf {
		point = "."
	}
	rest, ok := strings.CutPrefix(s[size:], point)
	if !ok {
		return whole, "", size
	}
	end := 0
	for _, r := range rest {
		n := meaningOf(r)
		if n.kind != 'd' || (r < utf8.RuneSelf) != (point == ".") {
			break
		}
		fraction += strconv.Itoa(n.value)
		end += utf8.RuneLen(r)
	}
	if end == 0 {
		return whole, "", size
	}
	return whole, fraction, size + len(point) + end
}

func valueOf(whole int, fraction string) float64 {
	v, err := strconv.ParseFloat(digitsOf(whole, fraction), 64)
	if err != nil {
		return float64(whole) // Unreachable: digits and a point.
	}
	return v
}

func digitsOf(whole int, fraction string) string {
	if fraction = strings.TrimRight(fraction, "0"); fraction == "" {
		return strconv.Itoa(whole)
	}
	return strconv.Itoa(whole) + "." + fraction
}

func charactersOf(whole int, fraction string) string {
	out := Han(whole)
	if fraction = strings.TrimRight(fraction, "0"); fraction == "" {
		return out
	}
	out += "点"
	for _, d := range fraction {
		out += Han(int(d - '0'))
	}
	return out
}

// grouped reads digits in groups of three: 3,000,000.
func grouped(s string) (n, size int) {
	digit := func(i int) bool { return i < len(s) && s[i] >= '0' && s[i] <= '9' }
	for digit(size) {
		size++
	}
	if size > 3 {
		return 0, 0
	}
	digits := s[:size]
	for size+3 < len(s) && s[size] == ',' && digit(size+1) && digit(size+2) && digit(size+3) && !digit(size+4) {
		digits += s[size+1 : size+4]
		size += 4
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n > MaxTyped {
		return 0, 0
	}
	return n, size
}

// writings are the usual ones of a number, in digits and in characters.
func writings(n int) []string {
	out := []string{strconv.Itoa(n), Han(n)}
	switch {
	case n == 2:
		out = append(out, "两")
	case n >= 10_000 && n%1_000 == 0:
		out = append(out, strings.TrimSuffix(strconv.FormatFloat(float64(n)/10_000, 'f', -1, 64), ".0")+"万")
	case n > 1900 && n < 2100: // a year, digit by digit
		year := ""
		for _, d := range out[0] {
			year += strings.ReplaceAll(Han(int(d-'0')), "零", "〇")
		}
		out = append(out, year)
	}
	return out
}
