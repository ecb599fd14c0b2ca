package excerpt

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/answer/binding"
	"tiaowen/api/answer/prepared"
	"tiaowen/api/answer/wording"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/sentences"
)

// prohibitions gives what the best clause forbids about the subject: every prohibition in the
// sentences that are nearly as good as the best one, or in the whole clause if its title or
// headings name the subject.
func (q *Question) prohibitions(best []Sentence) []Span {
	var norms []prepared.Unit
	for _, u := range best[0].Of.Norms() {
		if u.Norm.Kind != norm.Forbid {
			continue
		}
		if slices.ContainsFunc(best, func(c Sentence) bool {
			return c.Clause == u.Clause && c.Score >= best[0].Score-nearlyGood && c.Contains(u.Span)
		}) {
			norms = append(norms, u)
		}
	}
	if q.titled(best[0].Of) >= wording.Most {
		norms = nil
		for _, u := range best[0].Of.Norms() {
			if u.Norm.Kind == norm.Forbid {
				norms = append(norms, u)
			}
		}
	}
	picked, _ := binding.Worded(q.Question.Question, norms)
	if own := q.covering(picked); len(own) > 0 {
		picked = own
	}
	return q.whole(halves(Norms(picked)), best)
}

// whole widens prohibitions to their sentences if these are short: the words before 不得 name the person and the
// time, as in 退休后三年内，不得担任顾问.
func (q *Question) whole(spans []Span, best []Sentence) []Span {
	var out []Span
	for _, s := range spans {
		for _, c := range best {
			if c.Clause == s.Clause && c.Contains(s.Span) && utf8.RuneCountInString(c.Unit.Text) <= longSentence {
				s.Span = c.Span
				break
			}
		}
		if n := len(out); n > 0 && out[n-1].Clause == s.Clause && out[n-1].Contains(s.Span) {
			continue // it stands in the same sentence
		}
		out = append(out, s)
	}
	return out
}

// titled is the share of the question's words that stand in the title or the headings of a
// clause, 0 to 1.
func (q *Question) titled(t *prepared.Clause) float64 {
	in := 0.0
	for i := range q.Words {
		in += q.Words[i].Weight * max(q.Words[i].In(t.Title, nil), q.Words[i].In(t.Path, nil))
	}
	return in / max(wording.Weight(q.Words), 1e-9)
}

// covering keeps the norms that have about as much of the question as the best of them.
// Words in the title or headings of a clause do not count: they hold for all of its norms.
func (q *Question) covering(norms []prepared.Unit) []prepared.Unit {
	var out []prepared.Unit
	best := 0.0
	cover := make([]float64, len(norms))
	for i, u := range norms {
		for j := range q.Words {
			if w := &q.Words[j]; w.In(q.Texts.Of(u.Clause).Title, nil) == 0 && w.In(q.Texts.Of(u.Clause).Path, nil) == 0 {
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
// that is asked for. A shorter one is read at a glance.
const longSentence = 70

// narrow cuts a long sentence to the norm that a yes-or-no question or a question for
// prohibitions asks for. A norm says something on its own. It leaves a sentence whole if no norm has most of the
// question's words that the sentence has.
func (q *Question) narrow(c Sentence) Span {
	out := Span{Clause: c.Clause, Span: c.Span}
	if !q.Has(question.YesNo|question.Forbid) || q.Has(question.Forbid) && q.Has(besides) || utf8.RuneCountInString(c.Unit.Text) <= longSentence {
		return out
	}
	best, at := 0.0, -1
	norms := c.Of.Norms()
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

// paired widens a part of a sentence that is one half of 既要…，又要… to both halves.
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

// Norms gives what is quoted of norms, in the same order.
func Norms(units []prepared.Unit) []Span {
	out := make([]Span, 0, len(units))
	for _, u := range units {
		s := Span{Clause: u.Clause, Span: u.Span}
		if u.Norm != nil {
			s.Norm = u.Norm.Kind
			if s.Norm == norm.Require || reasonOnly.MatchString(u.Text) {
				s.Span = u.Norm.Reach // a duty goes on under its modal: 要各司其职，做好工作
			}
		}
		out = append(out, s)
	}
	return out
}

// reasonOnly matches a prohibition whose reason comes before the act: 不得因结婚、怀孕等
// 情形，辞退女职工. The reason alone forbids nothing.
var reasonOnly = regexp.MustCompile(`(?:不得|不准|禁止|严禁)(?:因|以|利用|借|通过|凭借)[^，]*(?:情形|为由|理由|便利|名义|手段|方式|形式|影响|机会)$`)

// Joined unites answers with only a punctuation mark between them: 要各司其职，做好工作 is one duty.
func Joined(spans []Span) []Span {
	var out []Span
	for _, s := range spans {
		if n := len(out); n > 0 && out[n-1].Clause == s.Clause && s.Start >= out[n-1].End && s.Start-out[n-1].End <= len("，") {
			out[n-1].End = s.End
			continue
		}
		out = append(out, s)
	}
	return out
}

// half matches one part of a pair that says nothing, or too little, without the other.
var half = regexp.MustCompile(`^(?:既|不[^准得允能可许应要])`)

// halves unites 既要… with the 又要… behind it, and 不主观武断 with 不发泄私愤.
func halves(spans []Span) []Span {
	var out []Span
	for _, s := range spans {
		if n := len(out); n > 0 && half.MatchString(out[n-1].Clause.Document.Text(out[n-1].Span)) {
			if two := Joined([]Span{out[n-1], s}); len(two) == 1 {
				out[n-1] = two[0]
				continue
			}
		}
		out = append(out, s)
	}
	return out
}
