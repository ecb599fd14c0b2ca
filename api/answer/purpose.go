package answer

import (
	"strings"

	"tiaowen/api/answer/reading"
	"tiaowen/api/question"
	"tiaowen/corpus"
)

// Questions about a document as a whole: why it was made, and to whom it applies.

// firstClauseCount is the number of clauses at the beginning of a document that may say to
// whom it applies. Later ones speak of single rules.
const firstClauseCount = 8

// scopeOf answers to whom or what a document applies, with the first clause that says so.
func (q *asking) scopeOf() (*Result, error) {
	if !q.Has(question.Scope) || len(q.Docs) != 1 || q.About != "" || len(q.Refs) > 0 {
		return nil, nil
	}
	res := &Result{Intent: IntentFact, Note: q.lang.say("查适用范围", "asks for the scope of the document")}
	cs := q.Docs[0].Clauses
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

// purpose answers why a document was made, with its preamble or its first article, which
// states the purpose by custom.
func (q *asking) purpose() (*Result, error) {
	if !q.Has(question.Why) || len(q.Docs) != 1 {
		return nil, nil
	}
	for _, w := range q.Words {
		if !made.Within(w.Said) {
			return nil, nil
		}
	}
	res := &Result{Intent: IntentPurpose, Note: q.lang.say("查制定目的", "asks for the purpose of the document")}
	for _, c := range q.Docs[0].Clauses {
		if c.Kind == corpus.Preamble || c.Kind == corpus.Article && c.Number == 1 && strings.HasPrefix(c.Text(), "为") {
			res.Answers = []Span{{Clause: c, Span: c.Body}}
			return res, nil
		}
	}
	return nil, nil
}
