// Package contrary makes a true statement of a provision a false one: parties and steps
// exchanged, the effect or the scope turned into the opposite. It knows words and their
// opposites, and the places where the opposite makes sense too.
package contrary

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode/utf8"

	"tiaowen/api/study/quiz/figure"
	"tiaowen/corpus/wordlist"
)

// Change is a text with a change that makes it false.
type Change struct {
	Claim string // the words with the change
	Note  string // what was changed, in Chinese
}

// Note says that words were changed into others.
func Note(old, new string) string { return "“" + old + "”被改成了“" + new + "”" }

// Exchanges exchanges two steps of a sentence, and two parties of it.
func Exchanges(text string) []Change {
	var out []Change
	if m := steps.FindStringSubmatch(text); m != nil && m[1] != m[3] && utf8.RuneCountInString(m[3]) <= 20 {
		claim := strings.Replace(text, m[0], "先"+m[3]+m[2]+m[1], 1)
		out = append(out, Change{claim, "先后次序被颠倒了"})
	}
	for _, pair := range counterparts {
		x, y := pair[0], pair[1]
		if strings.Count(text, x) != 1 || strings.Count(text, y) != 1 || together(text, x, y) {
			continue
		}
		claim := strings.NewReplacer(x, y, y, x).Replace(text)
		return append(out, Change{claim, "“" + x + "”和“" + y + "”被对调了"})
	}
	return out
}

// together reports whether a text names two parties as one: both do it, and
// exchanged they say the same.
func together(text, x, y string) bool {
	i, j := strings.Index(text, x), strings.Index(text, y)
	between := text[min(i, j):max(i, j)]
	between = strings.TrimPrefix(strings.TrimPrefix(between, x), y)
	n := utf8.RuneCountInString(between)
	return n < 2 || n < 5 && strings.ContainsAny(between, "与和或及、")
}

// steps are two that a sentence puts in an order: 先…，再….
var steps = regexp.MustCompile(`先([^，。；先再]{3,20})(，再)([^，。；]{3,30})`)

// Opposites replaces a word that decides the effect or the scope by its opposite.
func Opposites(text string, statute bool) []Change {
	var out []Change
	for _, o := range opposites {
		if o.statute && !statute {
			continue
		}
		old, other, ok := o.in(text)
		if !ok {
			continue
		}
		before, after, _ := strings.Cut(text, old)
		out = append(out, Change{before + other + after, Note(old, other)})
	}
	return out
}

// in finds which of the two words a text has, once and without the other, in a
// place where the other makes sense too.
func (o opposite) in(text string) (old, other string, ok bool) {
	ways := [][2]string{{o.one, o.other}, {o.other, o.one}}
	if o.oneWay {
		ways = ways[:1]
	}
	for _, way := range ways {
		old, other := way[0], way[1]
		before, after, found := strings.Cut(text, old)
		rest := before + after
		if !found || strings.Contains(rest, o.one) || strings.Contains(rest, o.other) {
			continue
		}
		if o.after != nil && !o.after.MatchString(before) || o.before != nil && !o.before.MatchString(after) {
			continue
		}
		return old, other, true
	}
	return "", "", false
}

// opposite are two words that exclude each other.
type opposite struct {
	one, other string
	oneWay     bool           // only one is replaced: the other way round is not a sentence
	statute    bool           // of statutes alone
	after      *regexp.Regexp // what must be in front of it
	before     *regexp.Regexp // and behind it
}

var (
	counted   = regexp.MustCompile(`(?:` + figure.Pattern + `|半数)$`)
	clauseEnd = regexp.MustCompile(`^(?:$|，|；)`)
	effective = regexp.MustCompile(lists.Alternation("effective") + `$`) // what may be void
	verbal    = regexp.MustCompile(lists.Alternation("verbal") + `$`)
	noNot     = regexp.MustCompile(`(?:^|[^可以应当得])$`)
)

var opposites = []opposite{
	{one: "以上", other: "以下", after: counted, before: regexp.MustCompile(`^(?:[^0-9一二三四五六七八九十]|$)`)},
	{one: "无效", other: "有效", statute: true, after: effective, before: clauseEnd},
	{one: "连带责任", other: "按份责任", statute: true},
	{one: "不承担", other: "承担", oneWay: true, statute: true, after: noNot},
	{one: "不影响", other: "影响", oneWay: true, statute: true, after: noNot},
	{one: "不适用", other: "适用", oneWay: true, statute: true, after: noNot},
	{one: "不发生", other: "发生", oneWay: true, statute: true, after: noNot},
	{one: "不属于", other: "属于", oneWay: true, statute: true, after: noNot},
	{one: "不受影响", other: "受到影响", oneWay: true, statute: true},
	{one: "书面形式", other: "口头形式", oneWay: true, statute: true},
	{one: "明示", other: "默示", oneWay: true, statute: true},
	{one: "事先", other: "事后"}, {one: "事前", other: "事后"},
	{one: "全部", other: "部分", oneWay: true, statute: true, before: regexp.MustCompile(`^(?:[^的分]|$)`)},
	{one: "单独", other: "共同", oneWay: true, statute: true, after: verbal},
	{one: "共同共有", other: "按份共有", statute: true},
	{one: "有偿", other: "无偿", statute: true},
	{one: "从重", other: "从轻", statute: true},
	{one: "溯及", other: "不溯及", oneWay: true, statute: true},
	{one: "之前", other: "之后", statute: true}, {one: "届满前", other: "届满后", statute: true},
	{one: "成立时", other: "终止时", oneWay: true, statute: true},
	{one: "自愿", other: "强制", oneWay: true, statute: true, after: regexp.MustCompile(`遵循$`)},
	{one: "随时", other: "定期", oneWay: true}, {one: "定期", other: "不定期", oneWay: true, before: regexp.MustCompile(`^(?:[^存租的]|$)`)},
	{one: "上级", other: "下级", before: regexp.MustCompile(`^[^级]`)},
	{one: "过半数", other: "三分之二以上", oneWay: true, statute: true},
	{one: "本级", other: "上一级", oneWay: true, statute: true},
	{one: "同级", other: "下级", oneWay: true},
	{one: "半年", other: "一年", oneWay: true}, {one: "每季度", other: "每年", oneWay: true}, {one: "每月", other: "每年", oneWay: true}, {one: "每年", other: "每三年", oneWay: true},
	{one: "连续", other: "累计", oneWay: true, statute: true, before: counting},
	{one: "任期内", other: "离任后", oneWay: true, before: regexp.MustCompile(`^(?:至少|应当|不得)`)},
	{one: "公开", other: "不公开", oneWay: true, statute: true, after: regexp.MustCompile(`(?:应当|一律|必须)$`)},
	{one: "独任制", other: "合议制", oneWay: true, statute: true},
	{one: "消灭", other: "存续", oneWay: true, statute: true, before: clauseEnd},
	{one: "生效", other: "失效", oneWay: true, statute: true, before: clauseEnd},
	{one: "推定", other: "认定", oneWay: true, statute: true, before: regexp.MustCompile(`^(?:为|其|行为)`)},
}

var counting = regexp.MustCompile(`^(?:` + figure.Pattern + `)`)

// Modal returns the other of the modals 应当 and 可以. It returns "" for other modals, and if
// the words behind it are something that nobody may do or leave.
func Modal(modal, behind string) string {
	if liable.MatchString(behind) {
		return ""
	}
	return map[string]string{"应当": "可以", "可以": "应当"}[modal]
}

// liable marks what nobody may do or leave: 可以承担责任 is not a sentence of a law.
var liable = regexp.MustCompile(`^(?:依法|相应)?` + lists.Alternation("liable"))

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

// words.txt describes each list.
var (
	lists        = wordlist.Read(wordsFile)
	counterparts = lists.Pairs("counterparts")
)
