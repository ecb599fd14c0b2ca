// Package wording judges words by themselves: whether they are whole words, whether they mean
// anything out of context, whether they are worth asking for, and which of them a question must
// not take out or change.
package wording

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"tiaowen/api/study/quiz/likeness"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/index"
)

// Balanced reports whether every quote, bracket and title mark has its partner.
func Balanced(text string) bool {
	var open []rune
	for _, r := range text {
		if i := strings.IndexRune("“‘（《〈(【", r); i >= 0 {
			open = append(open, partner[r])
			continue
		}
		switch r {
		case '”', '’', '）', '》', '〉', ')', '】':
			if len(open) == 0 || open[len(open)-1] != r {
				return false
			}
			open = open[:len(open)-1]
		case '"', '〃':
			return false
		}
	}
	return len(open) == 0
}

var partner = map[rune]rune{'“': '”', '‘': '’', '（': '）', '《': '》', '〈': '〉', '(': ')', '【': '】'}

// Nest turns double quotes into single ones, for a quotation within quotes.
func Nest(s string) string { return strings.NewReplacer("“", "‘", "”", "’").Replace(s) }

// Untouchable reports whether words have a name that is never taken out of a sentence nor
// put into another, where it would be beside what the text fights.
func Untouchable(text string) bool { return untouchable.MatchString(text) }

var untouchable = regexp.MustCompile(`习近平|总书记|党中央|社会主义|共产|马克思|毛泽东|邓小平|自信|基本原则|民族|宗教|党派|港澳|台湾|^中央$|^党$|^人民$|^祖国$`)

// Sacred reports whether a sentence is never altered.
func Sacred(text string) bool { return sacred.MatchString(text) }

var sacred = regexp.MustCompile(`习近平|党中央|核心地位|四个意识|四项基本原则|马克思|邓小平|基本路线|核心价值观|宪法`)

// Pointing reports whether words say nothing without what is in front of them.
func Pointing(text string) bool { return pointing.MatchString(text) }

var pointing = regexp.MustCompile(`^(?:其|该|此|前款|前项|上述|本条|依照前|因此)|前[一二两三四]款|前款|前条|前项|本款|上述|下列|该项|本[法编章]第`)

// Referring reports whether nobody can judge words without the clause that they refer to.
func Referring(text string) bool { return referring.MatchString(text) }

var referring = regexp.MustCompile(`第[一二三四五六七八九十百千零0-9]+[条款项编章]|本[法章节编]|参照`)

// Worth gives the words of a part of a clause that are worth asking for, over an index: names
// and terms of three and more characters, and what is rare among the clauses. Their places
// are in bytes of the part. Function words are never among them. The words are those that the index keeps for the clause.
func Worth(ix *index.Index) func(c *corpus.Clause, part corpus.Span) []corpus.Span {
	return func(c *corpus.Clause, part corpus.Span) []corpus.Span {
		var out []corpus.Span
		for w := range ix.Words(c) {
			if !part.Contains(w) {
				continue
			}
			word := c.Document.Text(w)
			if hollow[word] || strings.ContainsFunc(word, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
				continue
			}
			if n := utf8.RuneCountInString(word); n >= 3 && !strings.ContainsAny(word, functionRunes) || n == 2 && ix.Weight(index.Fold(word)) > rare {
				out = append(out, corpus.Span{Start: w.Start - part.Start, End: w.End - part.Start})
			}
		}
		return out
	}
}

// rare is the weight from which a word of two characters is worth asking for.
const rare = 1.8

// functionRunes are characters that make a word of three a phrase of grammar.
const functionRunes = "的之其所以于而且或及和与者"

// hollow are words that say nothing when they are missing.
var hollow = map[string]bool{
	"情形之一": true, "有下列": true, "进一步": true, "一系列": true, "不得不": true, "另一方": true,
	"我国": true, "有的": true, "为了": true, "但是": true, "予以": true, "并且": true, "以及": true,
}

// Whole reports whether a word of a part says something that can be known,
// and is not a fragment of a longer expression. w is in bytes of the part;
// source is the text of the document, policy says that it is not a statute.
func Whole(part string, w corpus.Span, source string, policy bool) bool {
	before, word, after := part[:w.Start], part[w.Start:w.End], part[w.End:]
	if adverbial.MatchString(word) || fragmented(before, word, after) {
		return false
	}
	free := clearLeft.MatchString(before)
	switch utf8.RuneCountInString(word) {
	case 2: // one that does not stand free is half a word: 利害关系人, 登记造册
		if policy || !free && !clearRight.MatchString(after) || vague(word) {
			return false
		}
	case 3:
		return free
	}
	return free || seldom(source, likeness.Tail(before, 2)+likeness.Head(word, 2))
}

// seldom reports whether characters side by side are not an expression of the document:
// it has them 12 times at most.
func seldom(source, words string) bool { return strings.Count(source, words) <= 12 }

// fragmented reports whether a word begins a part (认真总结: it says how, not what), or
// the character beside it makes one expression with it: 肖像权人, the negation
// 不承担责任, a number.
func fragmented(before, word, after string) bool {
	last := likeness.Tail(before, 1)
	return last == "" || strings.ContainsAny(likeness.Head(after, 1), "人者物权性化率员法") || strings.ContainsAny(last, "不未无非") ||
		startsWithNumeral(word) || startsWithNumeral(last)
}

// vague reports whether a short word says how or when, or is a negation.
func vague(word string) bool {
	return manner.MatchString(word) || strings.ContainsAny(likeness.Head(word, 1), "无不未")
}

// adverbial marks words that say how something is done: any of a dozen would do.
var adverbial = regexp.MustCompile(`^(?:深入|坚定|进一步|切实|认真|严格|积极|充分|合理|自觉|坚决|广大|各项|各种|及时|持续|不断|大力|全面|着力|深刻|扎实|牢牢|主动|有效|健全|完善|一系列|有关|相关|相应|另有|本法|前款|其他|以外|之外|情形|提供|给予|处理)|(?:之一|以后|以前|期间|其他|上述|的)$`)

// Free reports whether nothing of a longer word is beside a word, by what stands to its left
// and to its right.
func Free(left, right string) bool {
	return clearLeft.MatchString(left) && clearRight.MatchString(right)
}

// clearLeft and clearRight are what is beside a word that is whole: 公司 in
// 股份有限公司 is none.
var (
	clearLeft  = regexp.MustCompile(`(?:^|[的和与或及、，；：“《对向由在将把被为从按以于是])$`)
	clearRight = regexp.MustCompile(`^(?:$|[的和与或及、，；：”》应可须不由是为等将并])`)
)

// manner are short words that say how or when, and nothing that can be known.
var manner = regexp.MustCompile(`确定|情况|部分|关系|方式|自己|要求|发生|内容|事项|以下|以上|以内|条款|途径|解决|一并|重新|共同|分别|另行|自行|单独|依法|及时|可能|足以|明显|必要|适当|首先|直接|继续|正在|曾经|已经|未经|仍然|开始|上述|任何|其中|此外|按照|依照|根据|通过|经过|由于|如果|不能|没有|属于|具有|成为|作为|以外|之间|之日|以后|之前|造成|提交|进行|作出|采取|实施|有关|相关|存在|受到|得到|需要|确实|一定|一般|某一|除外|无处|负责|使用|各自|认为|同一|所得|收到|发展|处于|担任|取得|要求|得到`)

// CountsFour reports whether a term counts things in four characters: 四个意识.
func CountsFour(term string) bool {
	return startsWithNumeral(term) && utf8.RuneCountInString(term) == 4
}

func startsWithNumeral(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("一二三四五六七八九十两百千0123456789", r)
}

// General reports whether an actor is one that others are among: what binds 当事人 binds 债权人. Such
// are not options and stand for nobody else.
func General(actor string) bool { return general.MatchString(actor) }

var general = regexp.MustCompile(`任何|一切|所有|每个|他人|当事人|个人|组织|单位|公民|自然人|法人|民事主体|权利人|义务人|行为人|受害人|侵权人|第三人|双方|一方|对方|各方|成员|人员|有关|负责人|主管|本人|国家|同志|党员|干部|委员|对象|部门|机构|过半数|其|该|者$`)

// Fragment reports whether words begin in the middle of something: 致使他人, 述股东.
func Fragment(text string) bool { return fragment.MatchString(text) }

var fragment = regexp.MustCompile(`^(?:致使|使|令|对|由|向|经|让|造|导致|述|被|将|与|为|以|在|从|按|至|及|和|或|并|的|任用|选拔|未|不|因|给|要求|组成|内|外|后|前)`)

// WholeActor reports whether the subject of a norm begins where its part begins
// and is not a piece of a longer phrase.
func WholeActor(source string, n norm.Norm) bool {
	before, _ := utf8.DecodeLastRuneInString(source[:n.ActorSpan.Start])
	length := utf8.RuneCountInString(n.Actor)
	return length >= 3 && length <= 16 && !unicode.Is(unicode.Han, before) && !Fragment(n.Actor) && Balanced(n.Actor)
}
