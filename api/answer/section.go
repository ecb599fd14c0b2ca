package answer

import (
	"strings"

	"tiaowen/api/answer/locate"
	"tiaowen/api/answer/match"
	"tiaowen/api/question"
	"tiaowen/corpus"
)

// Questions about the structure of a document: the clauses of a section, the section of a
// clause, the number of clauses and sections.

// below answers a question that asks for a heading in its own words with what stands below
// it: 主要职责是什么 for 一、主要职责. It is for questions that no sentence answers: the text
// below a heading often does not repeat the heading's words.
func (q *asking) below() *Result {
	res := &Result{Intent: IntentSection}
	for _, c := range q.Below() {
		res.Answers = append(res.Answers, Span{Clause: c, Span: c.Body})
	}
	if len(res.Answers) == 0 {
		return nil
	}
	res.Note = q.lang.say("查“%s”", "asks for “%s”", q.ContentText())
	return res
}

// section answers with every clause of a section.
func (q *asking) section() (*Result, error) {
	if len(q.ClauseRefs()) > 0 {
		return nil, nil
	}
	found := q.Sections()
	if len(found) == 0 {
		return q.missingSection(), nil
	}
	if q.asksOfSections(found) {
		return nil, nil
	}
	res := &Result{Intent: IntentSection}
	var names []string
	for _, s := range found {
		names = append(names, s.Label+s.Title)
	}
	res.Note = q.lang.say("查%s的各条", "asks for the clauses of %s", strings.Join(names, q.lang.say("、", ", ")))
	for _, c := range locate.InSections(q.Docs, found) {
		res.Answers = append(res.Answers, Span{Clause: c, Span: c.Body})
	}
	return res, nil
}

// asksOfSections reports whether a question asks something about the sections that it names,
// as opposed to the sections as a whole.
func (q *asking) asksOfSections(found []*corpus.Section) bool {
	if len(q.Refs) > 0 { // they are named by number
		if q.About != "" && !q.Titled(found) {
			return true
		}
		return q.Has(question.Forbid|question.Require|question.Permit|question.Encourage) && !q.Has(question.Units)
	}
	if q.named && len(q.Laws) > 0 && q.Has(question.Number|question.When|question.Often|question.Who|question.YesNo|question.Outcome|question.Define) {
		return true // 债权申报期限最长多久 is no question for a chapter 债权申报
	}
	return q.bindsSomebody() // 对慈善组织有什么要求 is no question for a chapter 慈善组织
}

// heading answers a question that is word for word the heading of a section with what stands
// below it: handbooks ask 需要多长时间？ and give the answer below.
func (q *asking) heading() (*Result, error) {
	res := &Result{Intent: IntentSection, verbatim: true, Note: q.lang.say("这是原文的小标题", "these words are a heading of the text")}
	for _, c := range locate.InSections(q.Docs, q.Headings()) {
		res.Answers = append(res.Answers, Span{Clause: c, Span: c.Body})
	}
	if len(res.Answers) == 0 {
		return nil, nil
	}
	return res, nil
}

// missingSection refuses a section number that the document does not have, and one without a
// document if several are loaded. It returns nil for other questions.
func (q *asking) missingSection() *Result {
	for _, r := range q.Refs {
		if r.IsSection() && len(q.Docs) == 0 && q.About == "" {
			res := refuse(IntentSection, q.lang.say("查%s", "asks for %s", q.refName(r)),
				q.lang.say("共载入%d份文件，请写明要查哪一份文件的章节", "%d documents are loaded; name the document whose section you want", len(q.ix.Documents())))
			res.final = true
			return res
		}
		if r.IsSection() && len(q.Docs) == 1 && (q.About == "" || q.Has(question.Units)) {
			res := refuse(IntentSection, q.lang.say("查%s", "asks for %s", q.refName(r)),
				q.lang.say("该文件共%d个部分，没有所查的部分", "the document has %d {section|sections}; there is no such section", len(locate.Outermost(q.Docs[0]))))
			res.final = true
			return res
		}
	}
	return nil
}

// sectionOf answers in which section a clause stands, with the title of the clause and the
// headings above it, the innermost first. A clause that is described and not named is looked
// for by the evidence.
func (q *asking) sectionOf() (*Result, error) {
	if !q.Has(question.Section) {
		return nil, nil
	}
	found := q.Clauses()
	if len(found) == 0 || q.About != "" {
		if len(q.ClauseRefs()) > 0 {
			return nil, nil
		}
		best, err := q.best()
		if err != nil || len(best) == 0 {
			return nil, err
		}
		found = []*corpus.Clause{best[0].Clause}
	}
	res := &Result{Intent: IntentSectionOf}
	var notes []string
	for _, c := range found {
		path := c.Path()
		res.Answers = append(res.Answers, Span{Clause: c, Span: titleSpan(c)})
		for i := len(path) - 1; i >= 0; i-- {
			res.Answers = append(res.Answers, Span{Clause: c, Span: path[i].Heading, Heading: path[i]})
		}
		if len(path) > 0 {
			s := path[len(path)-1]
			notes = append(notes, q.lang.say("%s在%s", "%s is in %s", name(c, q.lang), s.Label+s.Title))
		} else {
			notes = append(notes, q.lang.say("%s不属于任何部分", "%s is not in any section", name(c, q.lang)))
		}
	}
	res.Note = strings.Join(notes, "; ")
	return res, nil
}

// titleSpan gives the title of a clause if its body begins with it, else its first sentence.
func titleSpan(c *corpus.Clause) corpus.Span {
	if c.Title != "" && strings.HasPrefix(c.Text(), c.Title) {
		return corpus.Span{Start: c.Body.Start, End: c.Body.Start + len(c.Title)}
	}
	return firstSentence(c)
}

// count answers how many clauses a section or the document has, or how many sections. It
// lists the clauses of a section with their titles, the sections with their headings, and of
// a document the last clause, whose number people can check.
func (q *asking) count() (*Result, error) {
	if !q.Has(question.Units) || len(q.Docs) != 1 || len(q.ClauseRefs()) > 0 {
		return nil, nil
	}
	if sections := q.Sections(); len(sections) > 0 {
		return q.countIn(sections), nil
	}
	asksSections := sectionWords.Within(q.Text)
	if q.About != "" || !asksSections && !countsUnits(q.Text) {
		return nil, nil
	}
	d := q.Docs[0]
	top := locate.Outermost(d)
	res := &Result{Intent: IntentCount, Note: q.lang.say("该文件共%d条，分%d个部分", "the document has %d {clause|clauses} in %d {section|sections}", d.Report.Articles, len(top))}
	if asksSections {
		res.Answers = headings(d, top)
		return res, nil
	}
	for _, c := range q.Last() {
		res.Answers = append(res.Answers, Span{Clause: c, Span: titleSpan(c)})
	}
	return res, nil
}

// headings lists the headings of sections, each with the first clause below it.
func headings(d *corpus.Document, sections []*corpus.Section) (out []Span) {
	for _, s := range sections {
		if s.First < len(d.Clauses) {
			out = append(out, Span{Clause: d.Clauses[s.First], Span: s.Heading, Heading: s})
		}
	}
	return out
}

// countIn answers how many clauses some sections have; nil if the question does not ask that.
func (q *asking) countIn(sections []*corpus.Section) *Result {
	if !countsUnits(q.Text) {
		return nil
	}
	cs := locate.InSections(q.Docs, sections)
	res := &Result{Intent: IntentCount, Note: q.lang.say("%s共%d条", "%s has %d {clause|clauses}", sections[0].Label+sections[0].Title, len(cs))}
	for _, c := range cs {
		res.Answers = append(res.Answers, Span{Clause: c, Span: titleSpan(c)})
	}
	return res
}

// countsUnits reports whether a question asks how many clauses or sections there are, as
// opposed to which.
func countsUnits(text string) bool {
	return counted.Within(text) && !match.ContainsAny(text, "哪几条", "包括哪")
}
