package segmenter

import (
	"strings"
	"unicode/utf8"
)

// maxNumber is the largest number that is read as one; what is larger is a
// number all the same, but out of range.
const maxNumber = 999_999_999

// ParseNumber reads a whole string as a number from 0 to 999,999,999, in any
// form people type: 20, ２０, 二十, 廿, 卅四, 贰拾贰, 二〇, 一百零八, 两百五, 1万2千,
// twenty, twenty-first, 108th. Blanks around it are ignored. ok is false when
// the string is no number, or one out of range.
func ParseNumber(s string) (n int, ok bool) {
	folded, _ := Fold(strings.TrimSpace(s))
	if folded == "" {
		return 0, false
	}
	n, size, over := number(folded)
	if size < len(folded) {
		n, size, over = englishNumber(folded)
	}
	return n, size == len(folded) && !over
}

// numeral is what a character means in a number: a digit, a unit (10, 100,
// 1,000), a myriad (10^4, 10^8), or a ten of its own (廿 is 20).
type numeral struct {
	kind  byte // 'd', 'u', 'm', 't'
	value int
}

var numerals = map[rune]numeral{
	'0': {'d', 0}, '1': {'d', 1}, '2': {'d', 2}, '3': {'d', 3}, '4': {'d', 4}, '5': {'d', 5}, '6': {'d', 6}, '7': {'d', 7}, '8': {'d', 8}, '9': {'d', 9},
	'零': {'d', 0}, '〇': {'d', 0}, '○': {'d', 0}, '一': {'d', 1}, '二': {'d', 2}, '三': {'d', 3}, '四': {'d', 4}, '五': {'d', 5}, '六': {'d', 6}, '七': {'d', 7}, '八': {'d', 8}, '九': {'d', 9},
	'壹': {'d', 1}, '贰': {'d', 2}, '叁': {'d', 3}, '肆': {'d', 4}, '伍': {'d', 5}, '陆': {'d', 6}, '柒': {'d', 7}, '捌': {'d', 8}, '玖': {'d', 9},
	'弌': {'d', 1}, '弍': {'d', 2}, '弎': {'d', 3}, '两': {'d', 2}, '幺': {'d', 1},
	'十': {'u', 10}, '拾': {'u', 10}, '百': {'u', 100}, '佰': {'u', 100}, '千': {'u', 1000}, '仟': {'u', 1000},
	'万': {'m', 10_000}, '亿': {'m', 100_000_000},
	'廿': {'t', 20}, '卄': {'t', 20}, '卅': {'t', 30}, '卌': {'t', 40},
}

// number reads the number in digits or characters that a folded text begins
// with: its value and length in bytes. size is 0 when there is none; over says
// that it is out of range, n is then maxNumber.
func number(s string) (n, size int, over bool) {
	// A number in characters has at most some thirty; the bound keeps a row of
	// thousands from being tried at every length.
	const longest = 120
	run, plain := 0, true // plain: ASCII digits only
	for i, r := range s {
		if i > longest && !plain {
			break
		}
		_, ok := numerals[r]
		// The letter o is typed for 〇 between characters: 二o二三.
		if !ok && !(r == 'o' && i > 0 && s[i-1] >= utf8.RuneSelf) {
			break
		}
		// Where the two kinds of digits meet, two numbers stand side by side,
		// unless the characters are units: 2十, 1万2千.
		if r >= utf8.RuneSelf && plain && i > 0 {
			if k := numerals[r].kind; k != 'u' && k != 'm' {
				break
			}
		}
		if r < utf8.RuneSelf && r != 'o' && s[0] >= utf8.RuneSelf {
			break
		}
		if r >= utf8.RuneSelf {
			plain = false
		}
		run = i + utf8.RuneLen(r)
	}
	for end := run; end > 0; {
		if n, ok, over := value(s[:end]); ok {
			return n, end, over
		}
		_, last := utf8.DecodeLastRuneInString(s[:end])
		end -= last
	}
	return 0, 0, false
}

// value is the worth of a string of numerals: digit by digit (二〇二三), or by
// units (一千零三十五), where a last digit after a unit above ten counts the
// next lower unit (二百五 is 250).
func value(s string) (n int, ok, over bool) {
	digits := true
	for _, r := range s {
		if k := numerals[r].kind; k != 'd' && r != 'o' {
			digits = false
		}
	}
	if digits {
		for _, r := range s {
			if n = n*10 + numerals[r].value; n > maxNumber {
				over = true
				n = maxNumber
			}
		}
		return n, true, over
	}
	const none = -1
	total, part := 0, 0          // part is what lies below the next myriad
	digit, zero := none, false   // the digit that waits for its unit; a zero just before
	lastUnit, lastMyriad := 0, 0 // the units seen last; they go down
	for _, r := range s {
		m, known := numerals[r]
		if !known {
			return 0, false, false
		}
		switch m.kind {
		case 'd':
			switch {
			case digit == none && m.value == 0:
				if zero || total+part == 0 {
					return 0, false, false
				}
				zero = true
			case digit == none:
				digit = m.value
			case r < utf8.RuneSelf: // 12万
				digit = digit*10 + m.value
				if digit > maxNumber {
					return maxNumber, true, true
				}
			default:
				return 0, false, false
			}
		case 't':
			if digit != none || lastUnit != 0 && lastUnit <= 10 {
				return 0, false, false
			}
			part, lastUnit, zero = part+m.value, 10, false
		case 'u':
			if lastUnit != 0 && lastUnit <= m.value || digit > 9 {
				return 0, false, false
			}
			part, digit, lastUnit, zero = part+max(digit, -digit)*m.value, none, m.value, false
		case 'm':
			part += max(digit, 0)
			if part == 0 || lastMyriad != 0 && lastMyriad <= m.value {
				return 0, false, false
			}
			total, part, digit, lastUnit, lastMyriad, zero = total+part*m.value, 0, none, 0, m.value, false
			if total > maxNumber {
				return maxNumber, true, true
			}
		}
	}
	if digit > 9 {
		return 0, false, false
	}
	if digit != none {
		switch {
		case zero:
			part += digit
		case lastUnit > 10:
			part += digit * lastUnit / 10
		case lastUnit == 0 && lastMyriad != 0:
			part += digit * lastMyriad / 10
		default:
			part += digit
		}
	} else if zero {
		return 0, false, false
	}
	if total += part; total > maxNumber {
		return maxNumber, true, true
	}
	return total, true, false
}

var englishDigits = map[string]int{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
}

var englishTeens = map[string]int{
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
}

var englishTens = map[string]int{
	"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
	"twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
}

// englishNumber reads the number in English that a folded text begins with:
// 20, 20th, twenty, twenty-first, one hundred and eight.
func englishNumber(s string) (n, size int, over bool) {
	if s == "" {
		return 0, 0, false
	}
	if s[0] >= '0' && s[0] <= '9' {
		i := 0
		for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
			if n = n*10 + int(s[i]-'0'); n > maxNumber {
				n, over = maxNumber, true
			}
		}
		if i+2 <= len(s) && (i+2 == len(s) || !small(s[i+2])) {
			switch s[i : i+2] {
			case "st", "nd", "rd", "th":
				i += 2
			}
		}
		return n, i, over
	}
	w := word(s)
	n, hundreds := 0, false
	if d, ok := englishDigits[w]; ok {
		n, size = d, len(w)
		rest := s[size:]
		if h, k := join(rest, " -"); h == "hundred" || h == "hundredth" {
			n, size, hundreds = n*100, size+k, true
		} else {
			return n, size, false
		}
	}
	// The tens, after "and" when there are hundreds.
	at := size
	if hundreds {
		w, k := join(s[at:], " ")
		if w == "and" {
			at += k
		}
		next, k := join(s[at:], " ")
		if k == 0 {
			return n, size, false
		}
		at += k - len(next)
	}
	w = word(s[at:])
	switch d, ok := englishTens[w]; {
	case ok:
		n, size = n+d, at+len(w)
		if u, k := join(s[size:], " -"); k > 0 {
			if d, ok := englishDigits[u]; ok && d > 0 {
				n, size = n+d, size+k
			}
		}
	default:
		if d, ok := englishTeens[w]; ok {
			n, size = n+d, at+len(w)
		} else if d, ok := englishDigits[w]; ok && hundreds {
			n, size = n+d, at+len(w)
		}
	}
	return n, size, false
}

// word is the row of letters that s begins with.
func word(s string) string {
	i := 0
	for i < len(s) && s[i] >= 'a' && s[i] <= 'z' {
		i++
	}
	return s[:i]
}

// join reads one or more of the bytes in joints and a word: the word, and the length of both.
func join(s, joints string) (w string, size int) {
	rest := strings.TrimLeft(s, joints)
	if len(rest) == len(s) {
		return "", 0
	}
	if w = word(rest); w == "" {
		return "", 0
	}
	return w, len(s) - len(rest) + len(w)
}

// roman reads a Roman number from i to xcix.
func roman(w string) (n int, ok bool) {
	worth := map[byte]int{'i': 1, 'v': 5, 'x': 10, 'l': 50, 'c': 100}
	for i := range len(w) {
		v := worth[w[i]]
		if v == 0 || i > 7 {
			return 0, false
		}
		if i+1 < len(w) && worth[w[i+1]] > v {
			v = -v
		}
		n += v
	}
	return n, n > 0 && n < 100 && romanOf(n) == w
}

func romanOf(n int) string {
	tens := [...]string{"", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"}
	ones := [...]string{"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"}
	return tens[n/10] + ones[n%10]
}
