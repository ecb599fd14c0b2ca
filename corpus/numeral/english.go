package numeral

import "strings"

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

// ReadEnglish reads the number in English that a folded text begins with:
// 20, 20th, twenty, twenty-first, one hundred and eight. Its results are those of [ReadTyped].
func ReadEnglish(s string) (n, size int, over bool) {
	if s == "" {
		return 0, 0, false
	}
	if s[0] >= '0' && s[0] <= '9' {
		return readOrdinalDigits(s)
	}
	n, size, hundreds := readHundreds(s)
	if size > 0 && !hundreds {
		return n, size, false
	}
	at := size
	if hundreds {
		if at = behindAnd(s, size); at == 0 {
			return n, size, false
		}
	}
	if below, w := belowHundred(s[at:], hundreds); w > 0 {
		n, size = n+below, at+w
	}
	return n, size, false
}

// readOrdinalDigits reads 20 and 20th.
func readOrdinalDigits(s string) (n, size int, over bool) {
	for ; size < len(s) && s[size] >= '0' && s[size] <= '9'; size++ {
		if n = n*10 + int(s[size]-'0'); n > MaxTyped {
			n, over = MaxTyped, true
		}
	}
	if end := size + 2; end <= len(s) && (end == len(s) || !isWordByte(s[end])) {
		switch s[size:end] {
		case "st", "nd", "rd", "th":
			size = end
		}
	}
	return n, size, over
}

// readHundreds reads a digit, two or second, and the hundreds that it counts: two hundred.
func readHundreds(s string) (n, size int, hundreds bool) {
	w := word(s)
	n, ok := englishDigits[w]
	if !ok {
		return 0, 0, false
	}
	if h, k := join(s[len(w):], " -"); h == "hundred" || h == "hundredth" {
		return n * 100, len(w) + k, true
	}
	return n, len(w), false
}

// behindAnd is where the tens begin behind the hundreds and perhaps an "and", 0 when no word stands there.
func behindAnd(s string, at int) int {
	if w, k := join(s[at:], " "); w == "and" {
		at += k
	}
	next, k := join(s[at:], " ")
	if k == 0 {
		return 0
	}
	return at + k - len(next)
}

// belowHundred reads twenty, twenty-first, eleven and, behind hundreds, a digit.
func belowHundred(s string, hundreds bool) (n, size int) {
	w := word(s)
	if d, ok := englishTens[w]; ok {
		n, size = d, len(w)
		if u, k := join(s[size:], " -"); k > 0 && englishDigits[u] > 0 {
			n, size = n+englishDigits[u], size+k
		}
		return n, size
	}
	if d, ok := englishTeens[w]; ok {
		return d, len(w)
	}
	if d, ok := englishDigits[w]; ok && hundreds {
		return d, len(w)
	}
	return 0, 0
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

// Roman reads a whole folded word as a Roman number from i to xcix.
func Roman(w string) (n int, ok bool) {
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

func isWordByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }
