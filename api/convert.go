package api

import (
	"net/url"
	"unicode/utf8"

	"tiaowen/api/answer"
	"tiaowen/api/reply"
	"tiaowen/corpus"
	"tiaowen/index/passage"
	"tiaowen/index/suggest"
)

// ClauseOf gives the public form of a clause.
func ClauseOf(c *corpus.Clause) *Clause { return reply.ClauseOf(c) }

// ClauseURL gives the address of a clause's page, without scheme and host.
func ClauseURL(c *corpus.Clause) string { return reply.ClauseURL(c) }

func documentInfo(d *corpus.Document) DocumentInfo {
	return DocumentInfo{ID: d.ID, Title: d.Title, Date: d.Date, Clauses: d.Report.Articles, URL: "/d/" + url.PathEscape(d.ID)}
}

// outline gives the structure of a document, its standing and its versions.
func (st *state) outline(d *corpus.Document) *Outline {
	out := &Outline{
		DocumentInfo: st.info(d),
		Standing:     st.standing(d),
		Versions:     st.infos(st.ix.Versions(d)),
		Report: OutlineReport{
			Format:  d.Report.Format,
			Gaps:    append([]string{}, d.Report.Gaps...),
			Damage:  len(d.Report.Damage),
			Skipped: append([]string{}, d.Report.Skipped...),
		},
		Facts: factsOf(d),
	}
	for _, one := range d.Report.Doubts {
		out.Report.Doubts = append(out.Report.Doubts, one.English)
	}
	out.Sections, out.Passages = reply.OutlineOf(d)
	return out
}

// factsOf gives what a document says of itself, nil where it says nothing.
func factsOf(d *corpus.Document) *Facts {
	if d.Facts == (corpus.Facts{}) && d.Cover == "" && d.Host == "" && len(d.Names) == 0 {
		return nil
	}
	return &Facts{d.Facts, d.Names, d.Cover, d.Host}
}

// partsOf turns the pieces of a passage into what a page shows.
func partsOf(c *corpus.Clause, pieces []passage.Part) []Part {
	out := make([]Part, len(pieces))
	for i, p := range pieces {
		out[i] = Part{Text: c.Document.Text(p.Span), Match: p.Match}
	}
	return out
}

// answerOf gives the public form of an answer.
func (st *state) answerOf(question string, r *answer.Result) *Answer {
	out := &Answer{
		Question:   question,
		Reading:    Reading{Intent: string(r.Intent), Words: r.Words, Clauses: r.Clauses, Note: r.Note},
		Answerable: r.Answerable(),
		Answers:    make([]AnswerSpan, 0, len(r.Answers)),
		Related:    make([]RelatedClause, 0, len(r.Related)),
		Reason:     r.Reason,
		DidYouMean: r.DidYouMean,
	}
	// A clause that answers with several spans is made once.
	made := make(map[*corpus.Clause]*Clause)
	for _, a := range r.Answers {
		if a.Heading != nil {
			out.Answers = append(out.Answers, st.headingSpan(a))
			continue
		}
		if a.Outside {
			out.Answers = append(out.Answers, st.outsideSpan(a))
			continue
		}
		c := made[a.Clause]
		if c == nil {
			c = st.clauseOf(a.Clause)
			made[a.Clause] = c
		}
		start, end := reply.CodePoints(a.Clause, a.Span)
		out.Answers = append(out.Answers, AnswerSpan{
			Text: a.Clause.Document.Text(a.Span), Clause: c, Start: start, End: end, Norm: a.Norm.String(),
		})
	}
	for _, near := range r.Related {
		start, end := reply.CodePoints(near.Clause, near.Best)
		out.Related = append(out.Related, RelatedClause{Clause: st.clauseOf(near.Clause), Best: Range{Start: start, End: end}})
	}
	if out.Answerable {
		out.Grade = string(r.Grade)
	}
	out.Probability = r.Probability
	for _, e := range r.Evidence {
		out.Evidence = append(out.Evidence, Evidence(e))
	}
	return out
}

// headingSpan makes an answer of a section's heading: a passage without a
// number whose whole text is the answer.
func (st *state) headingSpan(a answer.Span) AnswerSpan {
	d, text := a.Clause.Document, a.Clause.Document.Text(a.Span)
	heading := &Clause{
		ID:       a.Clause.ID(),
		Document: st.ref(d),
		Path:     []SectionRef{},
		Text:     text,
		URL:      ClauseURL(a.Clause),
	}
	for s := a.Heading.Parent; s != nil; s = s.Parent {
		heading.Path = append([]SectionRef{reply.SectionOf(s)}, heading.Path...)
	}
	return AnswerSpan{Text: text, Clause: heading, Start: 0, End: utf8.RuneCountInString(text)}
}

// outsideSpan makes an answer of words outside the clauses: a passage without a number whose whole text is the answer. It is
// cited by the place where it stands, 封面 or, behind the first clause, 落款.
func (st *state) outsideSpan(a answer.Span) AnswerSpan {
	d, text := a.Clause.Document, a.Clause.Document.Text(a.Span)
	place := "封面"
	if len(d.Clauses) > 0 && a.Start > d.Clauses[0].Body.Start {
		place = "落款"
	}
	ref := st.ref(d)
	passage := &Clause{
		ID:       d.ID,
		Document: ref,
		Title:    place,
		Name:     place,
		Cite:     "《" + d.Title + "》" + place,
		Path:     []SectionRef{},
		Text:     text,
		URL:      documentInfo(d).URL,
	}
	return AnswerSpan{Text: text, Clause: passage, Start: 0, End: utf8.RuneCountInString(text)}
}

// suggestionOf leads to the clause or the document; a heading or a term is
// searched for.
func suggestionOf(s suggest.Suggestion) Suggestion {
	out := Suggestion{Text: s.Text, Kind: s.Kind}
	switch {
	case s.Clause != nil:
		out.URL = ClauseURL(s.Clause)
	case s.Kind == "document" && s.Document != nil:
		out.URL = documentInfo(s.Document).URL
	}
	return out
}
