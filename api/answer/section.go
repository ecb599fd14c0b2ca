package answer

import (
	"strings"
	"unicode/utf8"

	"tiaowen/api/answer/locate"
	"tiaowen/api/answer/match"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/index"
)

// Questions about the structure of a document: the clauses of a section, the section of a
// clause, the number of clauses and sections.

// sections gives the sections that the question names, by number or else by title.
func (q *asking) sections() []*corpus.Section {
	if out := q.numbered(); len(out) > 0 || len(q.docs) == 0 || q.About == "" {
		return out
	}
	return q.headed()
}

// headed gives the section whose heading is the content of the question. If the question
// says that it means a section, part of the heading is enough, but only one section may have it.
func (q *asking) headed() []*corpus.Section {
	part := q.Has(question.Heading|question.Units) && !q.Has(question.Section) && utf8.RuneCountInString(q.About) >= 4
	var partly []*corpus.Section
	for _, d := range q.docs {
		for _, s := range d.Sections {
			title := match.Loose(bareTitle(s.Title))
			if title != "" && title == match.Loose(q.About) {
				return []*corpus.Section{s}
			}
			if part && strings.Contains(title, match.Loose(q.About)) {
				partly = append(partly, s)
			}
		}
	}
	if len(partly) == 1 {
		return partly
	}
	return nil
}

// below answers a question that asks for a heading in its own words with what stands below
// it: 主要职责是什么 for 一、主要职责. It is for questions that no sentence answers: the text
// below a heading often does not repeat the heading's words.
func (q *asking) below() *Result {
	res := &Result{Intent: IntentSection}
	for _, d := range q.docs {
		for _, c := range d.Clauses {
			if q.asksFor(c.Title) || c.Section != nil && q.asksFor(c.Section.Title) {
				res.Answers = append(res.Answers, Span{Clause: c, Span: c.Body})
			}
		}
	}
	if len(res.Answers) == 0 {
		return nil
	}
	res.Note = q.lang.say("查“%s”", "asks for “%s”", q.ContentText())
	return res
}

// asksFor reports whether a question consists of the words of a heading, phrases that ask, and
// perhaps the name of a document before them.
func (q *asking) asksFor(heading string) bool {
	heading = strings.TrimSpace(index.Fold(heading))
	at := strings.Index(q.Text, heading)
	if at < 0 || utf8.RuneCountInString(heading) < 2 {
		return false
	}
	from := 0
	for _, law := range q.Laws {
		if law.End <= at {
			from = max(from, law.End)
		}
	}
	before := strings.Trim(q.Text[from:at], "的》\" ")
	return before == "" && q.contentOutside(at, at+len(heading)) == ""
}

// numbered gives the sections that are named by number. A section named after another one is
// looked for inside it first: 第二编第五章 is one chapter.
func (q *asking) numbered() []*corpus.Section {
	var out []*corpus.Section
	for _, d := range q.docs {
		var found []*corpus.Section
		for _, r := range q.Refs {
			if !r.IsSection() {
				continue
			}
			var inner, all []*corpus.Section
			for _, s := range locate.SectionsAtAnyDepth(r, d) {
				if locate.Below(s, found) {
					inner = append(inner, s)
				}
			}
			if len(inner) > 0 {
				found = inner
				continue
			}
			all = locate.Sections(r, d)
			found = append(found, all...)
		}
		out = append(out, found...)
	}
	return out
}

// referred gives the clauses that the question names. If it names sections too, it gives the
// clauses in them: numbers may start again in each chapter.
func (q *asking) referred() []*corpus.Clause {
	if q.only != nil {
		return q.only
	}
	var out, inside []*corpus.Clause
	sections := q.numbered()
	for _, d := range q.docs {
		for _, r := range q.Refs {
			out = append(out, q.namedBy(r, d)...)
		}
	}
	for _, c := range out {
		if locate.Within(c, sections) {
			inside = append(inside, c)
		}
	}
	if len(inside) > 0 || len(sections) > 0 && len(out) > 0 {
		return inside // none if that section has no such clause
	}
	return out
}

// namedBy gives the clauses of a document that a reference names. If the question asks what
// has changed, it gives the clauses that amend the one named, if there are any.
func (q *asking) namedBy(r question.Reference, d *corpus.Document) []*corpus.Clause {
	if q.Has(question.Compare) && !r.IsSection() {
		if told := locate.Amending(r, locate.Articles(d)); len(told) > 0 {
			return told
		}
	}
	return locate.Clauses(r, d)
}

// section answers with every clause of a section.
func (q *asking) section() (*Result, error) {
	if len(q.ClauseRefs()) > 0 {
		return nil, nil
	}
	found := q.sections()
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
	for _, c := range locate.InSections(q.docs, found) {
		res.Answers = append(res.Answers, Span{Clause: c, Span: c.Body})
	}
	return res, nil
}

// asksOfSections reports whether a question asks something about the sections that it names,
// as opposed to the sections as a whole.
func (q *asking) asksOfSections(found []*corpus.Section) bool {
	if len(q.Refs) > 0 { // they are named by number
		if q.About != "" && !q.titleOf(found) {
			return true
		}
		return q.Has(question.Forbid|question.Require|question.Permit|question.Encourage) && !q.Has(question.Units)
	}
	if q.named && len(q.Laws) > 0 && q.Has(question.Number|question.When|question.Often|question.Who|question.YesNo|question.Outcome|question.Define) {
		return true // 债权申报期限最长多久 is no question for a chapter 债权申报
	}
	return q.bindsSomebody() // 对慈善组织有什么要求 is no question for a chapter 慈善组织
}

// maxHeaded is the largest number of documents whose headings are compared with a question.
// In a library a heading such as 如何申请？ may be from any of them.
const maxHeaded = 8

// heading answers a question that is word for word the heading of a section with what stands
// below it: handbooks ask 需要多长时间？ and give the answer below.
func (q *asking) heading() (*Result, error) {
	if len(q.docs) > maxHeaded || len(q.Refs) > 0 {
		return nil, nil
	}
	words := match.Bare(q.Text)
	var found []*corpus.Section
	for _, d := range q.docs {
		for _, s := range d.Sections {
			if asks(s.Title) && bareTitle(s.Title) == words {
				found = append(found, s)
			}
		}
	}
	res := &Result{Intent: IntentSection, verbatim: true, Note: q.lang.say("这是原文的小标题", "these words are a heading of the text")}
	for _, c := range locate.InSections(q.docs, found) {
		res.Answers = append(res.Answers, Span{Clause: c, Span: c.Body})
	}
	if len(res.Answers) == 0 {
		return nil, nil
	}
	return res, nil
}

// asks reports whether a heading ends like a question.
func asks(title string) bool { return strings.HasSuffix(title, "？") || strings.HasSuffix(title, "?") }

// titleOf reports whether the content of the question is part of the title of a section. The
// question then asks for nothing else.
func (q *asking) titleOf(sections []*corpus.Section) bool {
	for _, s := range sections {
		if strings.Contains(match.Loose(bareTitle(s.Title)), match.Loose(q.About)) {
			return true
		}
	}
	return false
}

// missingSection refuses a section number that the document does not have, and one without a
// document if several are loaded. It returns nil for other questions.
func (q *asking) missingSection() *Result {
	for _, r := range q.Refs {
		if r.IsSection() && len(q.docs) == 0 && q.About == "" {
			res := refuse(IntentSection, q.lang.say("查%s", "asks for %s", q.refName(r)),
				q.lang.say("共载入%d份文件，请写明要查哪一份文件的章节", "%d documents are loaded; name the document whose section you want", len(q.ix.Documents())))
			res.final = true
			return res
		}
		if r.IsSection() && len(q.docs) == 1 && (q.About == "" || q.Has(question.Units)) {
			res := refuse(IntentSection, q.lang.say("查%s", "asks for %s", q.refName(r)),
				q.lang.say("该文件共%d个部分，没有所查的部分", "the document has %d {section|sections}; there is no such section", len(locate.Outermost(q.docs[0]))))
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
	found := q.referred()
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
	if !q.Has(question.Units) || len(q.docs) != 1 || len(q.ClauseRefs()) > 0 {
		return nil, nil
	}
	if sections := q.sections(); len(sections) > 0 {
		return q.countIn(sections), nil
	}
	asksSections := match.ContainsAny(q.Text, "部分", "章", "节", "section", "chapter", "part")
	if q.About != "" || !asksSections && !countsUnits(q.Text) {
		return nil, nil
	}
	d := q.docs[0]
	top := locate.Outermost(d)
	res := &Result{Intent: IntentCount, Note: q.lang.say("该文件共%d条，分%d个部分", "the document has %d {clause|clauses} in %d {section|sections}", d.Report.Articles, len(top))}
	if asksSections {
		res.Answers = headings(d, top)
		return res, nil
	}
	for _, c := range q.lastClauses() {
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
	cs := locate.InSections(q.docs, sections)
	res := &Result{Intent: IntentCount, Note: q.lang.say("%s共%d条", "%s has %d {clause|clauses}", sections[0].Label+sections[0].Title, len(cs))}
	for _, c := range cs {
		res.Answers = append(res.Answers, Span{Clause: c, Span: titleSpan(c)})
	}
	return res
}

// countsUnits reports whether a question asks how many clauses or sections there are, as
// opposed to which.
func countsUnits(text string) bool {
	return match.ContainsAny(text, "几条", "多少条", "几个部分", "几部分", "多少部分", "多少章", "几章", "几节", "多少个条款", "how many") && !match.ContainsAny(text, "哪几条", "包括哪")
}
