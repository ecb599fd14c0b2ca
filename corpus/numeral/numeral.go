// Package numeral reads and writes the numbers of Chinese texts: 二十, 一百零三, 二〇, 廿一,
// 20, ２０. It imports nothing, so that
// corpus, index and api can share it.
//
//   - [Read] reads the numeral of a printed label, [ReadTyped] and [ReadEnglish] a number as people
//     type it, [Figures] all numbers of a text, 300万 and 百分之十 among them.
//   - [Digit] and [HanDigit] tell what one character is worth. All readers share their table.
//   - [Han] writes a number.
package numeral

import (
	"strconv"
	"unicode/utf8"
)

// Max is the highest value a printed label can have.
const Max = 99999

// Read reads the Chinese or Arabic numeral that s begins with: 二十, 一百零三,
// 二〇, 廿一, 20, ２０. It returns the value, whether it was written in Arabic
// digits, and its size in bytes, 0 when there is none or it is above Max.
func Read(s string) (value int, arabic bool, size int) {
	if r, _ := utf8.DecodeRuneInString(s); Digit(r) >= 0 {
		return ReadDigits(s)
	}
	var sum, current int // 一百二: sum 100, current 2
	ten := false         // a power of ten was read: 二十, not 二〇
	for size < len(s) {
		r, n := utf8.DecodeRuneInString(s[size:])
		d, power := HanDigit(r)
		switch {
		case d < 0:
			n = 0
		case power == 1 && ten:
			current = d
		case power == 1:
			current = current*10 + d
		case power == 10 && d > 1: // 廿, 卅, 卌
			sum, current, ten = sum+d*10, 0, true
		default:
			sum, current, ten = sum+max(current, 1)*power, 0, true
		}
		if n == 0 {
			break
		}
		size += n
		if sum+current > Max {
			return 0, false, 0
		}
	}
	return sum + current, false, size
}

// ReadDigits reads the digits, plain or full-width, that s begins with. Its results are those of [Read].
func ReadDigits(s string) (value int, arabic bool, size int) {
	for size < len(s) {
		r, n := utf8.DecodeRuneInString(s[size:])
		d := Digit(r)
		if d < 0 {
			break
		}
		value = value*10 + d
		size += n
		if value > Max {
			return 0, true, 0
		}
	}
	return value, true, size
}

// Digit is the value of an ASCII or full-width digit, or -1.
func Digit(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '０' && r <= '９':
		return int(r - '０')
	}
	return -1
}

// HanDigit is the value of a Chinese numeral character and the power of ten it
// stands for: 二 is 2, 1; 百 is 1, 100; 廿 is 2, 10. The value is -1 for other characters.
func HanDigit(r rune) (d, power int) {
	switch r {
	case '〇', '零', '○':
		return 0, 1
	case '一', '壹', '弌', '⼀':
		return 1, 1
	case '二', '两', '贰', '貳', '弍', '⼆':
		return 2, 1
	case '三', '叁', '參', '弎':
		return 3, 1
	case '四', '肆':
		return 4, 1
	case '五', '伍':
		return 5, 1
	case '六', '陆', '陸':
		return 6, 1
	case '七', '柒':
		return 7, 1
	case '八', '捌', '⼋':
		return 8, 1
	case '九', '玖':
		return 9, 1
	case '十', '拾', '⼗':
		return 1, 10
	case '廿', '卄':
		return 2, 10
	case '卅':
		return 3, 10
	case '卌':
		return 4, 10
	case '百', '佰':
		return 1, 100
	case '千', '仟':
		return 1, 1000
	}
	return -1, 0
}

// Han writes n, 0 to 999,999,999, in Chinese as statutes do: 三, 十二, 一百零三, 二十万.
// Other numbers are written in digits.
func Han(n int) string {
	switch {
	case n < 0 || n > MaxTyped:
		return strconv.Itoa(n)
	case n >= 100_000_000:
		return Han(n/100_000_000) + "亿" + behind(n%100_000_000, 10_000_000)
	case n >= 10_000:
		return Han(n/10_000) + "万" + behind(n%10_000, 1_000)
	case n >= 1_000:
		return hanDigits[n/1_000] + "千" + behind(n%1_000, 100)
	case n >= 100:
		return hanDigits[n/100] + "百" + behindHundred(n%100)
	case n >= 10:
		return tens(n)
	}
	return hanDigits[n]
}

// behindHundred writes what follows 百, where 十 has its digit: 一百一十.
func behindHundred(n int) string {
	if n >= 10 && n < 20 {
		return "一" + Han(n)
	}
	return behind(n, 10)
}

var hanDigits = [...]string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}

// tens writes n, 10 to 99: 十, 十二, 二十.
func tens(n int) string {
	text := "十"
	if n >= 20 {
		text = hanDigits[n/10] + text
	}
	if n%10 > 0 {
		text += hanDigits[n%10]
	}
	return text
}

// behind writes what follows a unit: nothing for 0, with 零 where a place is skipped.
func behind(n, next int) string {
	switch {
	case n == 0:
		return ""
	case n < next:
		return "零" + Han(n)
	}
	return Han(n)
}
