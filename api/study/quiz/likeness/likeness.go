// Package likeness tells how much two wordings are alike: whether one can be taken for the
// other, whether they are built alike, and what they share.
package likeness

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/overlap"
	"tiaowen/api/study/quiz/dice"
	"tiaowen/api/study/quiz/figure"
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
	return acting.MatchString(a) == acting.MatchString(b) && (Head(a, 1) == Head(b, 1) || Tail(a, 1) == Tail(b, 1))
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
	return acting.MatchString(a) == acting.MatchString(b) && acts.MatchString(a) == acts.MatchString(b)
}

// acts marks words with a verb inside: 公平评价干部.
var acts = regexp.MustCompile(`评价|使用|对待|任用|选拔|培养|查处|推进|落实|履行|承担|插手`)

// nominal are characters that make a noun of what is in front of them.
const nominal = "力性权度率化关费税罪金地法"

// acting marks words that begin with a verb: 压实责任 does something, 主体责任 is something.
var acting = regexp.MustCompile(`^(?:坚持|加强|推进|落实|抓|压实|做|建立|健全|完善|开展|提高|增强|履行|维护|强化|杜绝|反对|防止|克服|执行|遵守|实行|实施|制定|发挥|创新|保障|支持|任用|选拔|承担|享有|行使|采取|变更|解除|撤销|设立|转让|取得|成立|申请|请求|支付|交付|返还|赔偿|发生|丧失|放弃|接受|参加|服务|讲|守|重|正|想|敢|不|未|无)`)

// Akin reports whether most of what words say is in a text, too: then they
// may be right there.
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

// Likest orders words by how much they look like one: length first, then a
// common end. At most 40 of them, each once.
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

// SameParties reports whether all parties that words name are named in the text of a clause,
// too: who speaks of 法人 where a clause is about 自然人 gives himself away.
func SameParties(words, text string) bool {
	for _, m := range parties.FindAllString(words, -1) {
		if !strings.Contains(text, m) {
			return false
		}
	}
	return true
}

// parties are words for those whom a provision is about.
var parties = regexp.MustCompile(`[出承买卖定托收赠寄保委受发施贷借质抵继债经]\p{Han}人|自然人|法人|公司|股东|董事|监事|业主|夫妻|父母|子女|收养|监护人|医疗机构|合伙|遗嘱|婚姻|监察机关|债权人|中介|物业|居住权|地役权|抵押|质权|租赁|保险|股份`)
