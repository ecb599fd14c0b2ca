package numeral

import "unicode/utf8"

// MaxTyped is the largest number that [ReadTyped] and [ReadEnglish] read; larger ones are out of range.
const MaxTyped = 999_999_999

// meaning is what a character stands for in a number as people type it: a digit, a unit (10, 100,
// 1,000), a myriad (10^4, 10^8), or a ten that needs no digit (廿 is 20).
type meaning struct {
	kind  byte // 'd', 'u', 'm', 't'; 0 for other characters
	value int
}

func meaningOf(r rune) meaning {
	if r < utf8.RuneSelf {
		if d := Digit(r); d >= 0 {
			return meaning{'d', d}
		}
		return meaning{}
	}
	switch r {
	case '幺':
		return meaning{'d', 1}
	case '万':
		return meaning{'m', 10_000}
	case '亿':
		return meaning{'m', 100_000_000}
	}
	switch d, power := HanDigit(r); {
	case d < 0:
		return meaning{}
	case power == 1:
		return meaning{'d', d}
	case power == 10 && d > 1:
		return meaning{'t', d * power}
	default:
		return meaning{'u', power}
	}
}

// IsTyped reports whether a folded character can stand in a number that [ReadTyped] reads.
func IsTyped(r rune) bool { return meaningOf(r).kind != 0 }

// ReadTyped reads the number that a folded text begins with, in any form that people type: 20, 二十,
// 卅四, 贰拾贰, 二〇, 一百零八, 两百五, 1万2千. It returns the value and the size in bytes, 0 when there
// is not a number; over reports that the number is above [MaxTyped], which is then n. It differs from [Read],
// which reads labels that are printed with slips: 一百二 is 120 here and 102 there.
func ReadTyped(s string) (n, size int, over bool) {
	for end := typedRun(s); end > 0; {
		if n, ok, over := value(s[:end]); ok {
			return n, end, over
		}
		_, last := utf8.DecodeLastRuneInString(s[:end])
		end -= last
	}
	return 0, 0, false
}

// longestTyped bounds how many bytes of a number in characters are looked at: it has at most some thirty
// characters, and a row of thousands must not be tried at every length.
const longestTyped = 120

// typedRun is the length of the numerals that s begins with and that can be one number.
func typedRun(s string) (run int) {
	plain := true // ASCII digits only
	for i, r := range s {
		if i > longestTyped && !plain || !continuesTyped(s, i, r, plain) {
			break
		}
		if r >= utf8.RuneSelf {
			plain = false
		}
		run = i + utf8.RuneLen(r)
	}
	return run
}

// continuesTyped reports whether the character r at place i goes on with the number that s begins with; plain says
// that ASCII digits alone stand before it.
func continuesTyped(s string, i int, r rune, plain bool) bool {
	kind := meaningOf(r).kind
	switch {
	case kind == 0:
		// The letter o is typed for 〇 between characters: 二o二三.
		return r == 'o' && i > 0 && s[i-1] >= utf8.RuneSelf
	case r < utf8.RuneSelf:
		return s[0] < utf8.RuneSelf
	case plain && i > 0:
		// Where the two kinds of digits meet, two numbers stand side by side,
		// unless the characters are units: 2十, 1万2千.
		return kind == 'u' || kind == 'm'
	}
	return true
}

// value is the worth of a string of numerals: digit by digit (二〇二三), or by
// units (一千零三十五), where a last digit after a unit above ten counts the
// next lower unit (二百五 is 250).
func value(s string) (n int, ok, over bool) {
	if n, ok, over = digitByDigit(s); ok {
		return n, ok, over
	}
	u := byUnits{digit: none}
	for _, r := range s {
		if !u.read(r) {
			return 0, false, false
		}
		if u.digit > MaxTyped || u.total > MaxTyped {
			return MaxTyped, true, true
		}
	}
	if n, ok = u.sum(); n > MaxTyped {
		return MaxTyped, true, true
	}
	return n, ok, false
}

// digitByDigit reads a string of digits alone; an o stands for 〇.
func digitByDigit(s string) (n int, ok, over bool) {
	for _, r := range s {
		m := meaningOf(r)
		if m.kind != 'd' && r != 'o' {
			return 0, false, false
		}
		n = n*10 + m.value
		if over = over || n > MaxTyped; over {
			n = MaxTyped
		}
	}
	return n, true, over
}

// none is the digit where no digit waits for its unit.
const none = -1

// byUnits adds up a number with units, character by character.
type byUnits struct {
	total, part          int  // part is what lies below the next myriad
	digit                int  // the digit that waits for its unit
	zero                 bool // a zero was just before
	lastUnit, lastMyriad int  // the units seen last; they go down
}

// read takes the next character; false when it cannot follow.
func (u *byUnits) read(r rune) bool {
	m := meaningOf(r)
	switch m.kind {
	case 'd':
		return u.readDigit(m.value, r < utf8.RuneSelf)
	case 't':
		if u.digit != none || u.lastUnit != 0 && u.lastUnit <= 10 {
			return false
		}
		u.part, u.lastUnit, u.zero = u.part+m.value, 10, false
		return true
	case 'u':
		return u.readUnit(m.value)
	case 'm':
		return u.readMyriad(m.value)
	}
	return false
}

// readUnit takes 十, 百 or 千, which multiplies the digit before it.
func (u *byUnits) readUnit(value int) bool {
	if u.lastUnit != 0 && u.lastUnit <= value || u.digit > 9 {
		return false
	}
	u.part, u.digit, u.lastUnit, u.zero = u.part+max(u.digit, -u.digit)*value, none, value, false
	return true
}

// readDigit takes a digit; ASCII digits make up a number together: 12万.
func (u *byUnits) readDigit(d int, ascii bool) bool {
	switch {
	case u.digit == none && d == 0:
		if u.zero || u.total+u.part == 0 {
			return false
		}
		u.zero = true
	case u.digit == none:
		u.digit = d
	case ascii:
		u.digit = u.digit*10 + d
	default:
		return false
	}
	return true
}

// readMyriad takes 万 or 亿, which multiplies what stands before it.
func (u *byUnits) readMyriad(value int) bool {
	u.part += max(u.digit, 0)
	if u.part == 0 || u.lastMyriad != 0 && u.lastMyriad <= value {
		return false
	}
	*u = byUnits{total: u.total + u.part*value, digit: none, lastMyriad: value}
	return true
}

// sum is the number that was read; false when it breaks off behind a zero.
func (u *byUnits) sum() (n int, ok bool) {
	n = u.total + u.part
	switch {
	case u.digit > 9, u.digit == none && u.zero:
		return 0, false
	case u.digit == none:
		return n, true
	case u.zero:
		return n + u.digit, true
	case u.lastUnit > 10:
		return n + u.digit*u.lastUnit/10, true
	case u.lastUnit == 0 && u.lastMyriad != 0:
		return n + u.digit*u.lastMyriad/10, true
	}
	return n + u.digit, true
}
