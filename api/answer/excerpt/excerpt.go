// Package excerpt chooses the words that an answer quotes: of the sentences that may answer,
// the best one and those that answer too, with the words that they depend on. An item needs
// the words that lead to its list, a row needs the head of its table, and one half of 既要…，又要…
// needs the other half.
package excerpt

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/answer/odds"
	"tiaowen/api/answer/prepared"
	"tiaowen/api/answer/wording"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
)

// Span is a verbatim piece of a clause or, with Heading or Outside, of what stands around it.
type Span struct {
	Clause *corpus.Clause
	corpus.Span
	Norm    norm.Kind       // 0 when the span states none
	Heading *corpus.Section // set when the span is a section's heading
	Outside bool            // the span stands outside the clauses, on the cover or below the text; Clause is any of its document
	Chosen  bool            // of a list, just the items that were asked for
}

// Sentence is a sentence that may answer a question.
type Sentence struct {
	*prepared.Unit
	Of    *prepared.Clause
	Score float64 // logarithm of its odds against a refusal
	Title bool    // it is only the title of its clause
}

// Question is a question and the clauses from which it is answered.
type Question struct {
	*wording.Question
	Texts *prepared.Cache
}

// besides are the kinds of things that stand beside a prohibition and not in it. The words 不得担任顾问 alone do not
// answer 退休多长时间内不能当顾问.
const besides = question.Who | question.Number | question.Often | question.When | question.Place | question.Outcome | question.Why

// Of gives what the answer to a question quotes. best are the sentences that may answer, the
// likeliest first; there is at least one.
func (q *Question) Of(best []Sentence) []Span {
	best = withoutTitle(best)
	if q.Has(question.Forbid) && !q.Has(question.YesNo|besides) {
		if spans := q.prohibitions(best); len(spans) > 0 {
			return spans
		}
	}
	if rows := q.fromTable(best[0].Table); rows != nil {
		return rows
	}
	var out []Span
	for _, c := range q.together(best) {
		switch {
		case c.Lead != nil || c.Opens != nil:
			out = append(out, q.inList(c)...)
		default:
			out = append(out, q.narrow(c))
		}
	}
	return out
}

// withoutTitle replaces the title of a clause, if it comes first, by the best sentence of the
// clause: the title names what is asked for, the words below it say it.
func withoutTitle(best []Sentence) []Sentence {
	if !best[0].Title {
		return best
	}
	i := slices.IndexFunc(best, func(c Sentence) bool { return c.Clause == best[0].Clause && !c.Title })
	if i < 0 {
		return best
	}
	best = slices.Clone(best)
	best[0], best[i] = best[i], best[0]
	return slices.Delete(best, i, i+1)
}

// nearlyGood is the largest difference from the best sentence, in logarithms of odds, at
// which another sentence still belongs to the answer of a question that asks for all of a kind.
const nearlyGood = 1.5

// together gives the sentences that answer: the best one with others of its clause, or for
// a rare phrase every sentence that has it.
//
// It is often less certain which sentence of a clause answers than which clause does:
// 老是不去会怎样 is answered by 爽约三次的，停止预约, although 自习座位通过小程序预约 shares more
// words with it. So sentences are quoted until they have most of the clause's odds.
func (q *Question) together(best []Sentence) []Sentence {
	if same := q.samePhrase(best); len(same) > 0 {
		return same
	}
	out := best[:1:1]
	first := best[0]
	words := q.keywords()
	all := 0.0 // of the odds of the clause's sentences
	for _, c := range best {
		if c.Clause == first.Clause {
			all += math.Exp(c.Score)
		}
	}
	share := math.Exp(first.Score) / all
	for _, c := range best[1:] {
		switch {
		case words != nil:
			if holdsAll(c.Bare, words) && holdsAll(first.Bare, words) {
				out = append(out, c)
			}
		case c.Clause == first.Clause && !c.Title:
			if share >= odds.Fitted().Quoted {
				return out
			}
			share += math.Exp(c.Score) / all
			out = append(out, c)
		}
	}
	return out
}

// samePhrase gives the sentences that have the content of the question as one phrase, the
// best first. It gives none if more than three clauses have the phrase: then it does not mean
// one thing, as 第一责任人 does.
func (q *Question) samePhrase(best []Sentence) []Sentence {
	if len(q.Content) != 1 || utf8.RuneCountInString(q.About) < 4 || q.About[0] < utf8.RuneSelf || !strings.Contains(best[0].Bare, q.About) || q.Figured {
		return nil
	}
	var out []Sentence
	clauses := make(map[*corpus.Clause]bool)
	for _, c := range best {
		if strings.Contains(c.Bare, q.About) && c.Score >= best[0].Score-2*nearlyGood {
			out = append(out, c)
			clauses[c.Clause] = true
		}
	}
	if len(clauses) > 3 {
		return nil
	}
	return out
}

// keywords gives the pieces of a question that is a few words and no sentence; nil for
// others. All places that have these words answer it.
func (q *Question) keywords() []string {
	if q.Has(question.Asking) || len(q.Words) == 0 || len(q.Words) > 4 {
		return nil
	}
	return q.Pieces()
}

// holdsAll reports whether a bare text has all of some words.
func holdsAll(bare string, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(bare, w) })
}
