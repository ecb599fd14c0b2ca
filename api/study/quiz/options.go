package quiz

import (
	"cmp"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
)

// siblings are words that compete with one for its place, the likest first: of
// the same form and the same part of speech, as welcome or unwelcome as it is.
// A figure competes with figures that laws use, a role with roles, a word or a
// member with those that end as it does, for the end says what a Chinese noun is.
func (b *Book) siblings(t target, word string, f *frame, c *corpus.Clause) []string {
	switch t.kind {
	case aNumber:
		q := readQuantity(word)
		return slices.DeleteFunc(nearQuantities(q, b.doc.Source), func(o string) bool { return !inRange(f, q, o) })
	case anActor:
		if b.policy || b.roles[word] < 2 {
			return nil
		}
		return b.otherRoles(word, c)
	case aTerm:
		// 一把手 is not a method, 四风 nothing good: only 四个意识 and what is built like it compete.
		if t.evil || !countsFour(word) {
			return nil
		}
		return slices.DeleteFunc(likest(b.pools[aTerm], word), func(o string) bool { return !countsFour(o) })
	case aTitle:
		return likest(b.pools[aTitle], word)
	}
	return b.siblingNouns(t, word)
}

// countsFour reports whether a term counts things in four characters: 四个意识.
func countsFour(term string) bool {
	return startsWithNumeral(term) && utf8.RuneCountInString(term) == 4
}

// siblingNouns are the words and members that have the head of one.
func (b *Book) siblingNouns(t target, word string) []string {
	n := utf8.RuneCountInString(word)
	if n < 3 || t.kind == aWord && (!t.whole || n == 3 && !t.row) {
		return nil
	}
	same := b.heads[headKey(tail(word, headLength(word)), t.evil)]
	return slices.DeleteFunc(likest(same, word), func(o string) bool { return !sameForm(o, word) })
}

// headLength is how many characters of a noun say what it is: 力 of 凝聚力, 机制 of
// 激励机制.
func headLength(word string) int {
	if utf8.RuneCountInString(word) <= 3 {
		return 1
	}
	return 2
}

// sameForm reports whether two words are built alike: as long, a modifier with
// the same head, both with a verb in front or neither.
func sameForm(a, b string) bool {
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
var acts = oneOf("评价", "使用", "对待", "任用", "选拔", "培养", "查处", "推进", "落实", "履行", "承担", "插手")

// nominal are characters that make a noun of what is in front of them.
const nominal = "力性权度率化关费税罪金地法"

// acting marks words that begin with a verb: 压实责任 does something, 主体责任 is something.
var acting = regexp.MustCompile(`^(?:坚持|加强|推进|落实|抓|压实|做|建立|健全|完善|开展|提高|增强|履行|维护|强化|杜绝|反对|防止|克服|执行|遵守|实行|实施|制定|发挥|创新|保障|支持|任用|选拔|承担|享有|行使|采取|变更|解除|撤销|设立|转让|取得|成立|申请|请求|支付|交付|返还|赔偿|发生|丧失|放弃|接受|参加|服务|讲|守|重|正|想|敢|不|未|无)`)

// choose fills in the options: the right ones and, of the candidates, between
// least and most wrong ones that the checker takes. False when there are too few.
func (b *Book) choose(q *Question, right, candidates []string, least, most int) bool {
	var wrong []string
	for _, c := range candidates {
		if len(wrong) == most {
			break
		}
		if q.admits(b, c) && b.standsBeside(c, slices.Concat(right, wrong)) {
			wrong = append(wrong, c)
		}
	}
	if len(wrong) < max(1, least) {
		return false
	}
	q.mix(Dice(q.Stem, right[0]), right, wrong)
	return true
}

// admits reports whether words can be a wrong option of a question: the stem does
// not have them, and they are neither right in its gap nor told by what is beside it.
func (q *Question) admits(b *Book, words string) bool {
	if strings.Contains(q.Stem, words) {
		return false
	}
	return q.frame == nil || !b.fits(words, q.frame) && !echoes(words, q.frame)
}

// standsBeside reports whether an option can stand beside all others.
func (b *Book) standsBeside(option string, others []string) bool {
	return !slices.ContainsFunc(others, func(o string) bool { return b.wrongFault(o, option) != "" })
}

// mix fills in the options in the order that the dice give.
func (q *Question) mix(dice *rand.Rand, right, wrong []string) {
	all := slices.Concat(right, wrong)
	q.Options, q.Right = make([]string, len(all)), nil
	for i, at := range dice.Perm(len(all)) {
		q.Options[at] = all[i]
		if i < len(right) {
			q.Right = append(q.Right, at)
		}
	}
	slices.Sort(q.Right)
}

// echoes reports whether words have two characters in a row from beside their
// gap: 追究（领导责任）和党组织责任.
func echoes(words string, f *frame) bool {
	return sharedRun(words, f.beside()) >= 2
}

// likest orders words by how much they look like one: length first, then a
// common end. At most 40 of them, each once.
func likest(pool []string, word string) []string {
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
		far = 2*max(far, -far) - min(commonTail(w, word), 1)
		list = append(list, ranked{w, far, Hash(0, word, w)})
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

func startsWithNumeral(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("一二三四五六七八九十两百千0123456789", r)
}

// foreign are the words of other clauses that can stand as wrong options, those
// of the chapter and the likest in length first. Nothing that the clause may say as well is among them.
func (b *Book) foreign(acts []act, c *corpus.Clause, like string) []string {
	var near, far []string
	for _, a := range acts {
		if a.clause != c && !akin(a.text, c.Text()) && b.sameParties(a.text, c) && strings.HasSuffix(a.text, "的") == strings.HasSuffix(like, "的") &&
			strings.ContainsRune(a.text, '，') == strings.ContainsRune(like, '，') {
			if !b.policy && sameChapter(a.clause, c) {
				near = append(near, a.text)
			} else {
				far = append(far, a.text)
			}
		}
	}
	return append(likest(near, like), likest(far, like)...)
}

// sameChapter reports whether two clauses are in one chapter: what is said
// there competes best.
func sameChapter(a, b *corpus.Clause) bool {
	x, y := a.Section, b.Section
	if x != y && x != nil && y != nil && x.Parent != nil && x.Depth == y.Depth {
		x, y = x.Parent, y.Parent
	}
	return x == y
}

// sameParties reports whether all parties that words name are named in a clause,
// too: who speaks of 法人 where a clause is about 自然人 gives himself away.
func (b *Book) sameParties(words string, c *corpus.Clause) bool {
	for _, m := range parties.FindAllString(words, -1) {
		if !strings.Contains(c.Text(), m) {
			return false
		}
	}
	return true
}

// parties are words for those whom a provision is about.
var parties = regexp.MustCompile(`[出承买卖定托收赠寄保委受发施贷借质抵继债经]\p{Han}人|自然人|法人|公司|股东|董事|监事|业主|夫妻|父母|子女|收养|监护人|医疗机构|合伙|遗嘱|婚姻|监察机关|债权人|中介|物业|居住权|地役权|抵押|质权|租赁|保险|股份`)

// akin reports whether most of what words say is in a text, too: then they
// may be right there.
func akin(words, text string) bool {
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
