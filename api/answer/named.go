package answer

import (
	"tiaowen/api/answer/prepared"
	"tiaowen/api/question"
)

// factOfNamed answers a question for a figure of a clause that it names with the one sentence of the clause that has a
// figure of that kind: 第三条规定的期限是多久. The words of the question must all stand in the clause: if one does not, the
// question may be about something that the clause does not say, and the evidence decides.
func (q *asking) factOfNamed() (*Result, error) {
	if !q.Figured || q.Figure.Family == "" || q.Has(question.YesNo|question.Who|question.Where|question.Compare|question.Section) || len(q.Amounts) > 0 {
		return nil, nil
	}
	named := q.Clauses()
	if len(named) != 1 {
		return nil, nil
	}
	t := q.texts.Of(named[0])
	for i := range q.Words {
		if q.Words[i].In(t.Body.Text, nil) < 1 {
			return nil, nil
		}
	}
	var stated *prepared.Unit
	for i := range t.Units {
		u := &t.Units[i]
		if q.Figure.StatedIn(u.Text) < 1 {
			continue
		}
		if stated != nil || u.Table != nil || u.Lead != nil || u.Opens != nil {
			return nil, nil
		}
		stated = u
	}
	if stated == nil {
		return nil, nil
	}
	return &Result{Intent: q.intent(), Note: q.lang.say("查“%s”", "looks for “%s”", q.ContentText()), Answers: []Span{{Clause: t.Clause, Span: stated.Span}}}, nil
}
