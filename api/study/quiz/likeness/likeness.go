// Package likeness tells how much two wordings are alike: whether one can be taken for the
// other, whether they are built alike, and what they share.
package likeness

import (
	"cmp"
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/overlap"
	"tiaowen/api/study/quiz/dice"
	"tiaowen/api/study/quiz/figure"
	"tiaowen/corpus/wordlist"
)

// Conflict says in English why two options cannot stand side by side; "" where they can.
func Conflict(one, other string) string {
	x, y := plain(one), plain(other)
	switch {
	case SameName(x, y):
		return "two options are a long and a short name of one thing"
	case x == y:
		return "two options mean the same"
	case strings.Contains(x, y) || strings.Contains(y, x):
		return "one option holds another"
	case nearlySame(x, y):
		return "two options differ by next to nothing"
	}
	return ""
}

// plain brings numbers to digits and drops marks.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("、，。；：“”‘’（）《》 \u3000的和与及等", r) {
			return -1
		}
		return r
	}, figure.Digits(s))
}

// nearlySame reports whether long options share nearly all their words.
func nearlySame(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) < 6 || len(y) < 6 {
		return false
	}
	return SharedRun(a, b)*10 >= 8*min(len(x), len(y))
}

// SharedRun is the length in code points of the longest run that two texts share.
func SharedRun(a, b string) int {
	_, _, length := overlap.Longest([]rune(a), []rune(b))
	return length
}

// SameName reports whether one name may be short for the other: 股份公司 for
// 股份有限公司.
func SameName(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	x, y := []rune(a), []rune(b)
	if len(x) < 3 || len(x) == len(y) || x[0] != y[0] || x[len(x)-1] != y[len(y)-1] {
		return false
	}
	i := 0
	for _, r := range y {
		if i < len(x) && x[i] == r {
			i++
		}
	}
	return i == len(x)
}

// SameRole reports whether two roles may be one: what binds 董事 may bind
// 董事会成员. Those that differ in their first character alone, 董事会 and 监事会, are two.
func SameRole(a, b string) bool {
	if SharedRun(a, b) < 2 {
		return SameName(a, b)
	}
	x, y := []rune(a), []rune(b)
	if len(x) != len(y) || len(x) != 3 || x[0] == y[0] || x[1] != y[1] {
		return true
	}
	return x[2] != y[2]
}

// SameShape reports whether two members of lists begin alike or end alike.
func SameShape(a, b string) bool {
	return acts(a) == acts(b) && (Head(a, 1) == Head(b, 1) || Tail(a, 1) == Tail(b, 1))
}

// NounHead is the end of a word that says what it is: 力 of 凝聚力, 机制 of 激励机制.
func NounHead(word string) string { return Tail(word, headLength(word)) }

// headLength is how many characters of a noun say what it is: 力 of 凝聚力, 机制 of
// 激励机制.
func headLength(word string) int {
	if utf8.RuneCountInString(word) <= 3 {
		return 1
	}
	return 2
}

// SameForm reports whether two words are built alike: as long, a modifier with
// the same head, both with a verb in front or neither.
func SameForm(a, b string) bool {
	x, y := []rune(a), []rune(b)
	n := headLength(b)
	if len(x) != len(y) || len(x) <= n || string(x[len(x)-n:]) != string(y[len(y)-n:]) {
		return false
	}
	if n == 1 && !strings.ContainsRune(nominal, x[len(x)-1]) {
		return false
	}
	return acts(a) == acts(b) && verbs.Within(a) == verbs.Within(b)
}

// acts reports whether words begin with a verb: 压实责任 does something, 主体责任 is something.
func acts(words string) bool { return acting.Begins(words) > 0 }

// Akin reports whether a text also has most of what words say. Then the words may be right there.
func Akin(words, text string) bool {
	runes := []rune(words)
	shared, all := 0, 0
	for i := 0; i+1 < len(runes); i++ {
		all++
		if strings.Contains(text, string(runes[i:i+2])) {
			shared++
		}
	}
	return all == 0 || shared*10 >= all*5
}

// Likest returns at most 40 words of a pool, each once, in the order of how much they look like a word: by
// length first, then by a common end.
func Likest(pool []string, word string) []string {
	type ranked struct {
		word string
		far  int
		tie  uint64
	}
	length := utf8.RuneCountInString(word)
	list := make([]ranked, 0, len(pool))
	seen := map[string]bool{word: true}
	for _, w := range pool {
		if seen[w] {
			continue
		}
		seen[w] = true
		far := utf8.RuneCountInString(w) - length
		far = 2*max(far, -far) - min(CommonTail(w, word), 1)
		list = append(list, ranked{w, far, dice.Hash(0, word, w)})
	}
	slices.SortFunc(list, func(x, y ranked) int {
		return cmp.Or(cmp.Compare(x.far, y.far), cmp.Compare(x.tie, y.tie))
	})
	out := make([]string, 0, min(40, len(list)))
	for _, r := range list[:min(40, len(list))] {
		out = append(out, r.word)
	}
	return out
}

// CommonHead counts the characters that a and b begin with alike, to 8.
func CommonHead(a, b string) int { return alike(a, b, utf8.DecodeRuneInString, strings.CutPrefix) }

// CommonTail counts the characters that a and b end with alike, to 8.
func CommonTail(a, b string) int { return alike(a, b, utf8.DecodeLastRuneInString, strings.CutSuffix) }

func alike(a, b string, next func(string) (rune, int), cut func(s, end string) (string, bool)) (n int) {
	for n < 8 && a != "" {
		r, _ := next(a)
		rest, same := cut(b, string(r))
		if !same {
			break
		}
		a, _ = cut(a, string(r))
		b, n = rest, n+1
	}
	return n
}

// Tail is the last n code points of s.
func Tail(s string, n int) string {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:]
}

// Head is the first n code points of s.
func Head(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// SameParties reports whether the text of a clause also names every party that words name. An option that speaks
// of 法人 in a question about 自然人 gives itself away.
func SameParties(words, text string) bool {
	for _, m := range parties.FindAllString(words, -1) {
		if !strings.Contains(text, m) {
			return false
		}
	}
	return true
}

// parties are words for those whom a provision is about.
var parties = regexp.MustCompile(`[出承买卖定托收赠寄保委受发施贷借质抵继债经]\p{Han}人|` + lists.Alternation("parties"))

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

// words.txt describes each list.
var (
	lists   = wordlist.Read(wordsFile)
	verbs   = lists.List("verbs")
	acting  = lists.List("acting")
	nominal = lists.Characters("nominal")
)
