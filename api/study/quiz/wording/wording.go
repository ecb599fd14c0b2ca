// Package wording judges words by themselves: whether they are whole words, whether they mean
// anything out of context, whether they are worth asking for, and which of them a question must
// not take out or change.
package wording

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"tiaowen/api/study/quiz/likeness"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/wordlist"
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

// Untouchable reports whether words contain a name that is never taken out of a sentence nor
// put into another, where it could stand beside something that the text fights.
func Untouchable(text string) bool { return untouchable.Within(text) || untouchableAlone[text] }

// Sacred reports whether a sentence is never altered.
func Sacred(text string) bool { return sacred.Within(text) }

// Pointing reports whether words say nothing without what is in front of them.
func Pointing(text string) bool { return pointing.MatchString(text) }

var pointing = regexp.MustCompile(`^` + lists.Alternation("pointing") + `|` + lists.Alternation("pointingWithin") + `|前[一二两三四]款|本[法编章]第`)

// Referring reports whether nobody can judge words without the clause that they refer to.
func Referring(text string) bool { return referring.MatchString(text) }

var referring = regexp.MustCompile(`第[一二三四五六七八九十百千零0-9]+[条款项编章]|本[法章节编]|参照`)

// Worth returns a function that finds the words of a part of a clause that are worth asking for: names and terms of three
// and more characters, and shorter words that are rare among the clauses of the index. Function words are never among
// them. Their places are in bytes of the part. The words are those that the index keeps for the clause.
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
	return last == "" || strings.ContainsAny(likeness.Head(after, 1), joinsBehind) || strings.ContainsAny(last, "不未无非") ||
		startsWithNumeral(word) || startsWithNumeral(last)
}

// vague reports whether a short word says how or when, or is a negation.
func vague(word string) bool {
	return manner.Within(word) || strings.ContainsAny(likeness.Head(word, 1), "无不未")
}

// adverbial marks words that say how something is done: any of a dozen would do.
var adverbial = regexp.MustCompile(`^` + lists.Alternation("adverbial") + `|` + lists.Alternation("adverbialEnds") + `$`)

// Free reports whether a word is not part of a longer one, by what stands to its left and to its
// right.
func Free(left, right string) bool {
	return clearLeft.MatchString(left) && clearRight.MatchString(right)
}

// clearLeft and clearRight are what is beside a word that is whole: 公司 in
// 股份有限公司 is none.
var (
	clearLeft  = regexp.MustCompile(`(?:^|[的和与或及、，；：“《对向由在将把被为从按以于是])$`)
	clearRight = regexp.MustCompile(`^(?:$|[的和与或及、，；：”》应可须不由是为等将并])`)
)

// CountsFour reports whether a term counts things in four characters: 四个意识.
func CountsFour(term string) bool {
	return startsWithNumeral(term) && utf8.RuneCountInString(term) == 4
}

func startsWithNumeral(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("一二三四五六七八九十两百千0123456789", r)
}

// General reports whether an actor includes others: what binds 当事人 binds 债权人. Such an actor is never
// an option and never takes the place of another.
func General(actor string) bool { return general.Within(actor) || strings.HasSuffix(actor, "者") }

// Fragment reports whether words begin in the middle of something: 致使他人, 述股东.
func Fragment(text string) bool { return fragment.Begins(text) > 0 }

// WholeActor reports whether the subject of a norm begins where its part begins
// and is not a piece of a longer phrase.
func WholeActor(source string, n norm.Norm) bool {
	before, _ := utf8.DecodeLastRuneInString(source[:n.ActorSpan.Start])
	length := utf8.RuneCountInString(n.Actor)
	return length >= 3 && length <= 16 && !unicode.Is(unicode.Han, before) && !Fragment(n.Actor) && Balanced(n.Actor)
}

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

// words.txt describes each list.
var (
	lists            = wordlist.Read(wordsFile)
	untouchable      = lists.List("untouchable")
	sacred           = lists.List("sacred")
	manner           = lists.List("manner")
	general          = lists.List("general")
	fragment         = lists.List("fragment")
	untouchableAlone = lists.Set("untouchableAlone")
	hollow           = lists.Set("hollow")
	functionRunes    = lists.Characters("functionRunes")
	joinsBehind      = lists.Characters("joinsBehind")
)
