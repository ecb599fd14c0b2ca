package answer

import (
	"slices"
	"strings"

	"tiaowen/api/answer/binding"
	"tiaowen/api/answer/excerpt"
	"tiaowen/api/answer/locate"
	"tiaowen/api/answer/prepared"
	"tiaowen/api/answer/reading"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/script"
	"tiaowen/index"
)

// asked gives the kind of norm that a question asks for; ok is false if it asks for none. A
// yes-or-no question with 可以 does not ask what is permitted.
func (q *asking) asked() (norm.Kind, Intent, bool) {
	switch {
	case q.Has(question.Forbid):
		return norm.Forbid, IntentForbid, true
	case q.Has(question.Encourage):
		return norm.Encourage, IntentEncourage, true
	case q.Has(question.Require):
		return norm.Require, IntentRequire, true
	case q.Has(question.Permit) && !q.Has(question.YesNo):
		return norm.Permit, IntentPermit, true
	}
	return 0, "", false
}

// norms lists what a clause, a section or a document forbids, requires, permits or
// encourages: every norm of that kind, or those that bind the one whom the question names.
func (q *asking) norms() (*Result, error) {
	kind, intent, ok := q.asked()
	if !ok || q.About != "" && q.asksOtherThanNorms() {
		return nil, nil
	}
	var all []prepared.Unit
	for _, t := range q.texts.All(q.normScope()) {
		for _, u := range t.Norms() {
			if u.Norm.Kind == kind {
				all = append(all, u)
			}
		}
	}
	picked, literal := binding.Worded(q.Question.Question, all)
	res := &Result{Intent: intent, Note: q.normNote(intent, literal)}
	if q.About != "" {
		// The content names somebody: all norms that bind him answer the question.
		picked = q.binding().Binding(picked)
		if len(picked) == 0 {
			return nil, nil
		}
		res.Answers = excerpt.Joined(excerpt.Norms(picked))
		return res, nil
	}
	if len(picked) == 0 {
		if len(q.Clauses()) == 0 && len(q.Sections()) == 0 {
			return nil, nil
		}
		if cs := q.Clauses(); len(cs) > 0 && !slices.ContainsFunc(cs, inChinese) {
			if res.Answers = q.englishNorms(cs, kind); res.Answerable() {
				return res, nil
			}
			return q.wholeInstead(intent, cs, nil), nil
		}
		res.Reason = q.normReason(intent)
		res.Related, res.final = related(q.Clauses()), true
		return res, nil
	}
	res.Answers = excerpt.Norms(picked)
	return res, nil
}

// englishNorms gives the sentences of clauses in English that state a kind of norm.
func (q *asking) englishNorms(cs []*corpus.Clause, kind norm.Kind) (out []Span) {
	for _, t := range q.texts.All(cs) {
		for i := range t.Units {
			for _, s := range reading.EnglishSentences(t.Clause.Document, t.Units[i].Span) {
				if reading.EnglishNorm(index.Fold(t.Clause.Document.Text(s))) == kind {
					out = append(out, Span{Clause: t.Clause, Span: s, Norm: kind})
				}
			}
		}
	}
	return out
}

// asksOtherThanNorms reports whether a question with a content wants something else than a
// list of norms: a figure (应当提前多少日通知), a yes or a no, or a list of the text (有哪些义务 wants
// the list after 下列义务).
func (q *asking) asksOtherThanNorms() bool {
	return q.Has(question.Number|question.When|question.Often|question.Who|question.Condition|question.YesNo) ||
		asksWhether(q.Text) || len(reading.NounsAsked(q.Text)) > 0
}

// inChinese reports whether a clause has Chinese characters. Package norm reads Chinese only; [reading.EnglishNorm] reads the others.
func inChinese(c *corpus.Clause) bool { return strings.ContainsFunc(c.Text(), script.IsHan) }

// normScope gives the clauses whose norms are listed: those that the question names, else
// those of the one document meant. It is nil if several documents are meant: the norms of a
// whole library answer nobody.
func (q *asking) normScope() []*corpus.Clause {
	if cs := q.Clauses(); len(cs) > 0 {
		return cs
	}
	if s := q.Sections(); len(s) > 0 {
		return locate.InSections(q.Docs, s)
	}
	if len(q.Docs) == 1 {
		return q.Docs[0].Clauses
	}
	return nil
}

// binding returns what chooses the norms that bind the one whom the question names.
func (q *asking) binding() *binding.Question {
	return &binding.Question{Question: q.Question, Placed: len(q.Docs) > 0, Texts: &q.texts}
}

// bindsSomebody reports whether the question asks for norms and its content names an actor
// who is bound by a norm of the one document meant.
func (q *asking) bindsSomebody() bool {
	kind, _, ok := q.asked()
	if !ok || len(q.Docs) != 1 || q.Has(question.YesNo) {
		return false
	}
	b := q.binding()
	for _, c := range q.Docs[0].Clauses {
		for _, u := range q.texts.Of(c).Norms() {
			if u.Norm.Kind == kind && b.BindsOnly(u.Norm) {
				return true
			}
		}
	}
	return false
}

// asksWhether reports whether a question asks in which circumstances something may or must
// be done.
func asksWhether(text string) bool {
	return circumstances.Within(text)
}

func (q *asking) normNote(intent Intent, modal string) string {
	what := q.lang.pick(map[Intent][2]string{
		IntentForbid:    {"its prohibitions", "禁止性规定"},
		IntentRequire:   {"its requirements", "要求"},
		IntentPermit:    {"what it permits", "允许的事项"},
		IntentEncourage: {"what it encourages", "鼓励和提倡的事项"},
	}[intent])
	note := q.lang.say("查%s", "asks for %s", what)
	if refs := q.ClauseRefs(); len(refs) > 0 {
		name := q.refName(refs[0])
		if refs[0].Written == name {
			note = q.lang.say("%s；查%s", "%s; asks for %s", name, what)
		} else {
			note = q.lang.say("“%s”理解为%s；查%s", "%s is read as %s; it asks for %s", refs[0].Written, name, what)
		}
	}
	if modal != "" {
		note += q.lang.say("（用语“%s”）", " worded as %s", modal)
	}
	if q.About != "" {
		note += q.lang.say("，关于“%s”", " about “%s”", q.ContentText())
	}
	return note
}

func (q *asking) normReason(intent Intent) string {
	verb := q.lang.pick(map[Intent][2]string{
		IntentForbid:    {"no prohibitions", "没有禁止性规定"},
		IntentRequire:   {"no requirements", "没有要求"},
		IntentPermit:    {"no express permissions", "没有明确允许的事项"},
		IntentEncourage: {"no encouragements", "没有鼓励或提倡的事项"},
	}[intent])
	who := q.lang.say("该部分", "that section")
	if cs := q.Clauses(); len(cs) == 1 {
		who = name(cs[0], q.lang)
	} else if len(cs) > 1 {
		who = q.lang.say("这些条款", "these clauses")
	}
	return q.lang.say("%s%s", "there are %[2]s in %[1]s", who, verb)
}
