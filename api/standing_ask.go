package api

import (
	"strings"
	"unicode/utf8"

	"tiaowen/api/force"
	"tiaowen/api/reply"
	"tiaowen/corpus"
	"tiaowen/corpus/status"
)

// askStanding answers whether the one document that a question names is in force;
// nil where the question is another one.
func (st *state) askStanding(question, lang string) *Answer {
	if utf8.RuneCountInString(question) > 60 {
		return nil
	}
	q, err := st.ix.Parse(question)
	if err != nil || len(q.Laws) != 1 || len(q.References) > 0 {
		return nil
	}
	law := q.Laws[0]
	rest := strings.TrimSpace(q.Folded[:law.Start] + q.Folded[law.End:])
	if !force.Asked(rest) {
		return nil
	}
	return st.standingAnswer(question, law.Documents[0], lang)
}

// standingAnswer words the standing of the newest version of a document.
func (st *state) standingAnswer(question string, d *corpus.Document, lang string) *Answer {
	s := st.standings()[d]
	w := force.Words{Status: s.Status, Document: d, Lang: lang}
	out := &Answer{Question: question, Reading: Reading{Intent: "status", Note: w.Note()}, Answers: []AnswerSpan{}, Related: []RelatedClause{}}
	if s.Kind != status.Unknown && s.By != nil {
		span := force.Sentence(s.By, s.Kind)
		start, end := reply.CodePoints(s.By, span)
		out.Answerable = true
		out.Answers = append(out.Answers, AnswerSpan{Text: s.By.Document.Text(span), Clause: st.clauseOf(s.By), Start: start, End: end})
		return out
	}
	if out.Reading.Note == "" {
		out.Reading.Note = w.Question()
	}
	out.Reason = w.Reason()
	near := s.By
	if near == nil && s.Next != nil && len(s.Next.Clauses) > 0 {
		near = s.Next.Clauses[0]
	}
	if near != nil {
		span := force.Sentence(near, s.Kind)
		start, end := reply.CodePoints(near, span)
		out.Related = append(out.Related, RelatedClause{Clause: st.clauseOf(near), Best: Range{Start: start, End: end}})
	}
	return out
}
