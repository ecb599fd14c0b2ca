package answer

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/answer/match"
	"tiaowen/api/answer/odds"
	"tiaowen/api/answer/prepared"
	"tiaowen/api/answer/reading"
	"tiaowen/api/answer/wording"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/sentences"
)

// An answer quotes the best sentence, the words that it depends on, and other
// sentences that answer too.

// compose builds the answer from the sentences that may answer, the likeliest first.
func (q *asking) compose(best []candidate) []Span {
	best = withoutTitle(best)
	if q.Has(question.Forbid) && !q.Has(question.YesNo) {
		if spans := q.prohibitions(best); len(spans) > 0 {
			return spans
		}
	}
	if rows := q.fromTable(best[0]); rows != nil {
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

// withoutTitle puts the best sentence of a clause in place of its title, where that
// comes first: the title names what is asked for, the words below it say it.
func withoutTitle(best []candidate) []candidate {
	if best[0].evidence[odds.TitleOnly] != 1 {
		return best
	}
	i := slices.IndexFunc(best, func(c candidate) bool { return c.Clause == best[0].Clause && c.evidence[odds.TitleOnly] == 0 })
	if i < 0 {
		return best
	}
	best = slices.Clone(best)
	best[0], best[i] = best[i], best[0]
	return slices.Delete(best, i, i+1)
}

// nearlyGood is the largest difference from the best sentence, in logarithms of odds, at
// which another sentence belongs to the answer of a question that asks for all of a kind.
const nearlyGood = 1.5

// together gives the sentences that answer: the best one, with it those of its
// clause that may answer instead, and for a rare phrase every sentence that has it.
//
// Which sentence of a clause answers is often less sure than which clause does:
// 老是不去会怎样 is answered by 爽约三次的，停止预约, and 自习座位通过小程序预约 has its
// words. So sentences are quoted until they have most of the clause's odds.
func (q *asking) together(best []candidate) []candidate {
	if same := q.samePhrase(best); len(same) > 0 {
		return same
	}
	out := best[:1:1]
	first := best[0]
	words := q.keywords()
	all := 0.0 // of the odds of the clause's sentences
	for _, c := range best {
		if c.Clause == first.Clause {
			all += math.Exp(c.score)
		}
	}
	share := math.Exp(first.score) / all
	for _, c := range best[1:] {
		switch {
		case words != nil:
			if holdsAll(c.Bare, words) && holdsAll(first.Bare, words) {
				out = append(out, c)
			}
		case c.Clause == first.Clause && c.evidence[odds.TitleOnly] == 0:
			if share >= odds.Fitted().Quoted {
				return out
			}
			share += math.Exp(c.score) / all
			out = append(out, c)
		}
	}
	return out
}

// samePhrase gives the sentences that have the content as one phrase, the best
// first, where the phrase is rare enough to mean one thing (第一责任人).
func (q *asking) samePhrase(best []candidate) []candidate {
	if len(q.Content) != 1 || utf8.RuneCountInString(q.About) < 4 || q.About[0] < utf8.RuneSelf || !strings.Contains(best[0].Bare, q.About) || q.Figured {
		return nil
	}
	var out []candidate
	clauses := make(map[*corpus.Clause]bool)
	for _, c := range best {
		if strings.Contains(c.Bare, q.About) && c.score >= best[0].score-2*nearlyGood {
			out = append(out, c)
			clauses[c.Clause] = true
		}
	}
	if len(clauses) > 3 {
		return nil
	}
	return out
}

// keywords gives the words of a question that consists of words alone; nil for one
// that asks something in a phrase.
func (q *asking) keywords() []string {
	if q.Has(question.Asking) || len(q.Words) == 0 || len(q.Words) > 4 {
		return nil
	}
	return q.Pieces()
}

func holdsAll(bare string, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(bare, w) })
}

// prohibitions gives what the best clause forbids about the subject: every norm
// of the sentences that are nearly as good as the best one.
func (q *asking) prohibitions(best []candidate) []Span {
	var norms []prepared.Unit
	for _, u := range best[0].of.Norms() {
		if u.Norm.Kind != norm.Forbid {
			continue
		}
		if slices.ContainsFunc(best, func(c candidate) bool {
			return c.Clause == u.Clause && c.score >= best[0].score-nearlyGood && c.Contains(u.Span)
		}) {
			norms = append(norms, u)
		}
	}
	if q.titled(best[0].of) >= wording.Most { // what the clause is about, all of it is
		norms = nil
		for _, u := range best[0].of.Norms() {
			if u.Norm.Kind == norm.Forbid {
				norms = append(norms, u)
			}
		}
	}
	picked, _ := q.pickModal(norms)
	if own := q.covering(picked); len(own) > 0 {
		picked = own
	}
	return halves(spansOf(picked))
}

// titled is the share of the question's words that stand in the title or the
// headings of a clause.
func (q *asking) titled(t *prepared.Clause) float64 {
	in := 0.0
	for i := range q.Words {
		in += q.Words[i].Weight * max(q.Words[i].In(t.Title, nil), q.Words[i].In(t.Path, nil))
	}
	return in / max(wording.Weight(q.Words), 1e-9)
}

// covering keeps the norms that name a word of the question themselves, where
// some do and the heading of their clause does not name it for all.
func (q *asking) covering(norms []prepared.Unit) []prepared.Unit {
	var out []prepared.Unit
	best := 0.0
	cover := make([]float64, len(norms))
	for i, u := range norms {
		for j := range q.Words {
			if w := &q.Words[j]; w.In(q.texts.Of(u.Clause).Title, nil) == 0 && w.In(q.texts.Of(u.Clause).Path, nil) == 0 {
				cover[i] += w.Weight * w.In(u.Text, u.Sieve)
			}
		}
		best = max(best, cover[i])
	}
	for i, u := range norms {
		if cover[i] >= 0.85*best {
			out = append(out, u)
		}
	}
	return out
}

// longSentence is the length, in code points, from which a sentence is cut to the norm
// that is asked for.
const longSentence = 70

// narrow cuts a long sentence to the part that was asked for, where its parts
// stand on their own: a yes-or-no question is answered by the norm.
func (q *asking) narrow(c candidate) Span {
	out := Span{Clause: c.Clause, Span: c.Span}
	if !q.Has(question.YesNo|question.Forbid) || utf8.RuneCountInString(c.Unit.Text) <= longSentence {
		return out
	}
	best, at := 0.0, -1
	norms := c.of.Norms()
	for i, u := range norms {
		if !c.Contains(u.Span) {
			continue
		}
		cover := 0.0
		for j := range q.Words {
			cover += q.Words[j].Weight * q.Words[j].In(u.Text, u.Sieve)
		}
		if cover > best {
			best, at = cover, i
		}
	}
	whole := 0.0
	for j := range q.Words {
		whole += q.Words[j].Weight * q.Words[j].In(c.Unit.Text, c.Sieve)
	}
	if at >= 0 && best >= 0.6*whole {
		out.Span, out.Norm = paired(c.Clause, norms[at].Span), norms[at].Norm.Kind
	}
	return out
}

// paired widens a part of a sentence that is one half of 既要…，又要… to both.
func paired(c *corpus.Clause, part corpus.Span) corpus.Span {
	begins := func(s corpus.Span, words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(c.Document.Text(s), w) })
	}
	for _, s := range sentences.Of(c) {
		for i := range len(s.Parts) - 1 {
			one, other := s.Parts[i], s.Parts[i+1]
			if begins(one, "既") && begins(other, "又", "也") && (one.Contains(part) || other.Contains(part)) {
				return corpus.Span{Start: min(one.Start, part.Start), End: max(other.End, part.End)}
			}
		}
	}
	return part
}

// firstClauseCount is the number of clauses at the beginning of a document in which it
// may say whom it binds.
const firstClauseCount = 8

// scopeOf answers whom or what a document applies to: with the first of its
// clauses that says so.
func (q *asking) scopeOf() (*Result, error) {
	if !q.Has(question.Scope) || len(q.docs) != 1 || q.About != "" || len(q.Refs) > 0 {
		return nil, nil
	}
	res := &Result{Intent: IntentFact, Note: q.lang.say("查适用范围", "asks for the scope of the document")}
	cs := q.docs[0].Clauses
	for _, t := range q.texts.All(cs[:min(len(cs), firstClauseCount)]) {
		for i := range t.Units {
			if u := &t.Units[i]; reading.ScopeWords.In(u.Text) && !reading.Opens(u.Text) {
				res.Answers = append(res.Answers, Span{Clause: t.Clause, Span: u.Span})
			}
		}
		if len(res.Answers) > 0 {
			return res, nil
		}
	}
	return nil, nil
}

// purpose answers why the document was made, with its preamble or with the clause that
// states the purpose.
func (q *asking) purpose() (*Result, error) {
	if !q.Has(question.Why) || len(q.docs) != 1 {
		return nil, nil
	}
	for _, w := range q.Words {
		if !match.ContainsAny(w.Said, "出台", "制定", "文件", "措施", "办法", "法律", "立法", "发布", "印发", "document", "issued", "adopted") {
			return nil, nil
		}
	}
	res := &Result{Intent: IntentPurpose, Note: q.lang.say("查制定目的", "asks for the purpose of the document")}
	for _, c := range q.docs[0].Clauses {
		if c.Kind == corpus.Preamble || c.Kind == corpus.Article && c.Number == 1 && strings.HasPrefix(c.Text(), "为") {
			res.Answers = []Span{{Clause: c, Span: c.Body}}
			return res, nil
		}
	}
	return nil, nil
}
