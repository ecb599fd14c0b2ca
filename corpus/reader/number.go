package reader

import (
	"strconv"
	"strings"
)

// formatNumber writes n as Word and web pages number paragraphs. The names are
// those of ST_NumberFormat (ISO/IEC 29500-1, 17.18.59); the forms of the Chinese
// ones beyond ten are those that [MS-DOCX] 2.4 prints: chineseCounting writes
// 100 as 一○○, chineseCountingThousand as 一百. A format that is not known is
// written in digits.
func formatNumber(format string, n int) string {
	if n < 0 || n > 1<<20 {
		return strconv.Itoa(n)
	}
	switch format {
	case "none", "bullet":
		return ""
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperLetter":
		return letters(n)
	case "lowerLetter":
		return strings.ToLower(letters(n))
	case "decimalFullWidth", "decimalFullWidth2":
		return digits(n, "０１２３４５６７８９")
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		if n >= 1 && n <= 20 {
			return string(rune('①' + n - 1))
		}
	case "decimalEnclosedParen":
		if n >= 1 && n <= 20 {
			return string(rune('⑴' + n - 1))
		}
	case "decimalEnclosedFullstop":
		if n >= 1 && n <= 20 {
			return string(rune('⒈' + n - 1))
		}
	case "ideographEnclosedCircle":
		if n >= 1 && n <= 10 {
			return string(rune('㈠' + n - 1))
		}
	case "numberInDash":
		return "- " + strconv.Itoa(n) + " -"
	case "ideographTraditional":
		return cycle(n, "甲乙丙丁戊己庚辛壬癸")
	case "ideographZodiac":
		return cycle(n, "子丑寅卯辰巳午未申酉戌亥")
	case "ideographDigital", "taiwaneseDigital", "koreanDigital", "japaneseDigitalTenThousand":
		return digits(n, "〇一二三四五六七八九")
	case "chineseCounting", "taiwaneseCounting":
		if n >= 100 {
			return digits(n, "○一二三四五六七八九")
		}
		return counting(n, "零一二三四五六七八九", "十百千万", true)
	case "chineseCountingThousand", "taiwaneseCountingThousand", "japaneseCounting", "koreanCounting":
		return counting(n, "零一二三四五六七八九", "十百千万", true)
	case "chineseLegalSimplified":
		return counting(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟万", false)
	case "ideographLegalTraditional":
		return counting(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟萬", false)
	}
	return strconv.Itoa(n)
}

// counting writes n with the units ten, hundred, thousand and ten thousand:
// 一百二十, 一千零五. Where short, 10..19 are written without the leading one.
func counting(n int, digit, unit string, short bool) string {
	d, u := []rune(digit), []rune(unit)
	if n == 0 {
		return string(d[0])
	}
	if n >= 10000 {
		s := counting(n/10000, digit, unit, short) + string(u[3])
		switch rest := n % 10000; {
		case rest == 0:
			return s
		case rest < 1000:
			return s + string(d[0]) + counting(rest, digit, unit, false)
		default:
			return s + counting(rest, digit, unit, false)
		}
	}
	var b strings.Builder
	zero := false
	for i, p := 0, 1000; p > 0; i, p = i+1, p/10 {
		q := n / p % 10
		if q == 0 {
			zero = b.Len() > 0
			continue
		}
		if zero {
			b.WriteRune(d[0])
			zero = false
		}
		if !(short && p == 10 && q == 1 && b.Len() == 0) {
			b.WriteRune(d[q])
		}
		if p > 1 {
			b.WriteRune(u[2-i])
		}
	}
	return b.String()
}

func digits(n int, set string) string {
	d := []rune(set)
	var b strings.Builder
	for _, c := range strconv.Itoa(n) {
		b.WriteRune(d[c-'0'])
	}
	return b.String()
}

// cycle names n by a set that has a name for 1 to its length only, and by
// digits beyond.
func cycle(n int, set string) string {
	if r := []rune(set); n >= 1 && n <= len(r) {
		return string(r[n-1])
	}
	return strconv.Itoa(n)
}

// letters is A..Z, AA, BB, … as Word counts.
func letters(n int) string {
	if n < 1 || n > 26*100 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('A'+(n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	if n < 1 || n > 9999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= r.value {
			b.WriteString(r.sign)
			n -= r.value
		}
	}
	return b.String()
}
