package answer

import (
	"strings"

	"tiaowen/api/answer/locate"
	"tiaowen/api/answer/target"
	"tiaowen/corpus"
)

// Questions with an address, which names a place by the labels that lead to it: 4.1.2 in
// standards and contracts, 二、（一）2. in official documents.

// address answers an address with what stands there. It returns nil if the question has no
// address, and if it asks something about the clauses there; these are kept in q.Only then.
func (q *asking) address() (*Result, error) {
	docs := q.Docs
	if len(docs) == 0 {
		docs = q.ix.Documents()
	}
	for _, a := range q.Addresses() {
		found := a.Places(docs, len(a.Labels))
		if len(found) == 0 {
			if r := q.missingBelow(docs, &a); r != nil {
				return r, nil
			}
			continue
		}
		if len(q.Docs) == 0 && target.Several(found) {
			return q.whichAddress(a.Number, found), nil
		}
		if q.AsksOf(&a, found[0]) {
			if q.ContentBeside(&a) == "" { // 3.2.2禁止什么 is about nothing but the clause
				q.About, q.Words = "", nil
			}
			for _, p := range found {
				q.Only = append(q.Only, p.Clause)
			}
			return nil, nil
		}
		res := &Result{Intent: IntentClause, Note: q.lang.say("查%s", "asks for %s", a.Number)}
		for _, p := range found {
			res.Answers = append(res.Answers, Span{Clause: p.Clause, Span: p.Span, Chosen: p.Item})
		}
		return res, nil
	}
	return nil, nil
}

// whichAddress asks which one is meant of the documents that have an address.
func (q *asking) whichAddress(number string, found []locate.Place) *Result {
	res := refuse(IntentClause, q.lang.say("查%s", "asks for %s", number), q.lang.say("有多份文件含有%s，请写明是哪一份", "several documents contain %s; name the one you want", number))
	res.final = true
	for _, p := range found[:min(len(found), 5)] {
		res.Related = append(res.Related, Related{p.Clause, p.Span})
	}
	return res
}

// missingBelow refuses an address of which only the outer labels exist. It returns nil if
// none of them exist, or if several documents have them.
func (q *asking) missingBelow(docs []*corpus.Document, a *target.Address) *Result {
	labels := a.Labels
	for n := len(labels) - 1; n > 0; n-- {
		found := a.Places(docs, n)
		if len(found) == 0 {
			continue
		}
		if target.Several(found) {
			return nil
		}
		res := refuse(IntentClause, q.lang.say("查%s", "asks for %s", strings.Join(labels, "")),
			q.lang.say("有%s，其中没有%s", "%s exists, but it has no %s", strings.Join(labels[:n], ""), strings.Join(labels[n:], "")))
		res.final = true
		for _, s := range found[:min(len(found), 5)] {
			res.Related = append(res.Related, Related{s.Clause, firstSentence(s.Clause)})
		}
		return res
	}
	return nil
}
