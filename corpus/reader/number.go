package reader

import (
	"fmt"
	"strconv"
	"strings"
)

// formatNumber writes n as Word and web pages number paragraphs. The names are
// those of ST_NumberFormat (ISO/IEC 29500-1, 17.18.59); the forms of the Chinese
// ones beyond ten are those that [MS-DOCX] 2.4 prints: chineseCounting writes
// 100 as 一○○, chineseCountingThousand as 一百. A format that is not known is
// written in digits.
func formatNumber(format string, n int) string {
	if write := numberFormats[format]; write != nil && n >= 0 && n <= 1<<20 {
		return write(n)
	}
	return strconv.Itoa(n)
}

var numberFormats = map[string]func(n int) string{
	"none":                         func(int) string { return "" },
	"bullet":                       func(int) string { return "" },
	"decimalZero":                  func(n int) string { return fmt.Sprintf("%02d", n) },
	"upperRoman":                   roman,
	"lowerRoman":                   func(n int) string { return strings.ToLower(roman(n)) },
	"upperLetter":                  letters,
	"lowerLetter":                  func(n int) string { return strings.ToLower(letters(n)) },
	"decimalFullWidth":             digits("０１２３４５６７８９"),
	"decimalFullWidth2":            digits("０１２３４５６７８９"),
	"decimalEnclosedCircle":        enclosed('①', 20),
	"decimalEnclosedCircleChinese": enclosed('①', 20),
	"decimalEnclosedParen":         enclosed('⑴', 20),
	"decimalEnclosedFullstop":      enclosed('⒈', 20),
	"ideographEnclosedCircle":      enclosed('㈠', 10),
	"numberInDash":                 func(n int) string { return "- " + strconv.Itoa(n) + " -" },
	"ideographTraditional":         cycle("甲乙丙丁戊己庚辛壬癸"),
	"ideographZodiac":              cycle("子丑寅卯辰巳午未申酉戌亥"),
	"ideographDigital":             digits("〇一二三四五六七八九"),
	"taiwaneseDigital":             digits("〇一二三四五六七八九"),
	"koreanDigital":                digits("〇一二三四五六七八九"),
	"japaneseDigitalTenThousand":   digits("〇一二三四五六七八九"),
	"chineseCounting":              countingToHundred,
	"taiwaneseCounting":            countingToHundred,
	"chineseCountingThousand":      countingShort,
	"taiwaneseCountingThousand":    countingShort,
	"japaneseCounting":             countingShort,
	"koreanCounting":               countingShort,
	"chineseLegalSimplified":       func(n int) string { return counting(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟万", false) },
	"ideographLegalTraditional":    func(n int) string { return counting(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟萬", false) },
}

// countingShort writes ten as 十 and 15 as 十五.
func countingShort(n int) string {
	return counting(n, "零一二三四五六七八九", "十百千万", true)
}

// countingToHundred is like countingShort below a hundred, and writes digits beyond.
func countingToHundred(n int) string {
	if n >= 100 {
		return digits("○一二三四五六七八九")(n)
	}
	return countingShort(n)
}

// counting writes n with the units ten, hundred, thousand and ten thousand:
// 一百二十, 一千零五. Where short, 10..19 are written without the leading one.
func counting(n int, digit, unit string, short bool) string {
	d, u := []rune(digit), []rune(unit)
	if n == 0 {
		return string(d[0])
	}
	if n < 10000 {
		return countingBelow(n, d, u, short)
	}
	s := counting(n/10000, digit, unit, short) + string(u[3])
	switch rest := n % 10000; {
	case rest == 0:
		return s
	case rest < 1000:
		return s + string(d[0]) + countingBelow(rest, d, u, false)
	default:
		return s + countingBelow(rest, d, u, false)
	}
}

// countingBelow is counting for numbers from 1 to 9,999.
func countingBelow(n int, digit, unit []rune, short bool) string {
	var b strings.Builder
	zero := false
	for i, p := 0, 1000; p > 0; i, p = i+1, p/10 {
		q := n / p % 10
		if q == 0 {
			zero = b.Len() > 0
			continue
		}
		if zero {
			b.WriteRune(digit[0])
			zero = false
		}
		if !(short && p == 10 && q == 1 && b.Len() == 0) {
			b.WriteRune(digit[q])
		}
		if p > 1 {
			b.WriteRune(unit[2-i])
		}
	}
	return b.String()
}

// digits writes n with the ten digits of a set.
func digits(set string) func(n int) string {
	d := []rune(set)
	return func(n int) string {
		var b strings.Builder
		for _, c := range strconv.Itoa(n) {
			b.WriteRune(d[c-'0'])
		}
		return b.String()
	}
}

// enclosed names n by a character in a row of them, up to most, and by digits beyond.
func enclosed(first rune, most int) func(n int) string {
	return func(n int) string {
		if n >= 1 && n <= most {
			return string(first + rune(n-1))
		}
		return strconv.Itoa(n)
	}
}

// cycle names n by a set that has a name for 1 to its length only, and by
// digits beyond.
func cycle(set string) func(n int) string {
	r := []rune(set)
	return func(n int) string {
		if n >= 1 && n <= len(r) {
			return string(r[n-1])
		}
		return strconv.Itoa(n)
	}
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
