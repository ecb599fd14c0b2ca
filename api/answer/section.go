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

// Questions about the parts of a document: the clauses of a section, in which
// section a clause stands, how many there are and which.

// sections gives the sections the question names, by number or by title.
func (q *asking) sections() []*corpus.Section {
	if out := q.numbered(); len(out) > 0 || len(q.docs) == 0 || q.About == "" {
		return out
	}
	return q.headed()
}

// headed gives the section whose heading is the content, or the only one whose heading
// has it where the question says that a section is meant.
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

// below answers a question in which no sentence speaks of what is asked, but which asks for a heading by its
// very words, with what stands under it: 主要职责是什么, of 一、主要职责.
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

// asksFor reports whether a question is a heading's words and phrases that ask, and at most the name of
// the document before them.
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

// numbered gives the sections named by number. One that follows another stands
// in it where it can: 第二编第五章 is one chapter.
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

// referred gives the clauses that the question's references name; of those that
// share a number, the ones in the section that it names too.
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
		return inside // none where that section has no such clause
	}
	return out
}

// namedBy gives the clauses of a document that a reference names; asked what becomes
// of a clause of another text, those that amend it.
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

// asksOfSections reports whether a question wants something of the sections that it
// names and not the sections themselves.
func (q *asking) asksOfSections(found []*corpus.Section) bool {
	if len(q.Refs) > 0 { // by number
		if q.About != "" && !q.titleOf(found) {
			return true
		}
		return q.Has(question.Forbid|question.Require|question.Permit|question.Encourage) && !q.Has(question.Units)
	}
	if q.named && len(q.Laws) > 0 && q.Has(question.Number|question.When|question.Often|question.Who|question.YesNo|question.Outcome|question.Define) {
		return true // 债权申报期限最长多久, where a chapter is called 债权申报
	}
	return q.bindsSomebody() // 对慈善组织有什么要求, where a chapter is called 慈善组织
}

// maxHeaded is in how many documents a heading is looked for that is the question.
const maxHeaded = 8

// heading answers a question that is the heading of a section, word for word, with what stands below it: handbooks ask
// 需要多长时间？ and answer below.
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

// asks reports whether a heading is a question.
func asks(title string) bool { return strings.HasSuffix(title, "？") || strings.HasSuffix(title, "?") }

// titleOf reports whether the content is words of the sections' own titles.
func (q *asking) titleOf(sections []*corpus.Section) bool {
	for _, s := range sections {
		if strings.Contains(match.Loose(bareTitle(s.Title)), match.Loose(q.About)) {
			return true
		}
	}
	return false
}

// missingSection refuses a section number that does not exist, and one that any
// of several documents may have.
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

// sectionOf answers in which section a clause stands: with the clause's title
// and the headings above it.
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

// titleSpan is the clause's title where it has one in its body, else its first sentence.
func titleSpan(c *corpus.Clause) corpus.Span {
	if c.Title != "" && strings.HasPrefix(c.Text(), c.Title) {
		return corpus.Span{Start: c.Body.Start, End: c.Body.Start + len(c.Title)}
	}
	return firstSentence(c)
}

// count answers how many clauses a section or the document has, with the titles
// counted, and how many sections, with each of them.
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

// headings are the headings of sections, each with its first clause.
func headings(d *corpus.Document, sections []*corpus.Section) (out []Span) {
	for _, s := range sections {
		if s.First < len(d.Clauses) {
			out = append(out, Span{Clause: d.Clauses[s.First], Span: s.Heading, Heading: s})
		}
	}
	return out
}

// countIn answers how many clauses some sections have, nil where that is not asked.
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

// countsUnits tells "how many clauses" from "which clauses".
func countsUnits(text string) bool {
	return match.ContainsAny(text, "几条", "多少条", "几个部分", "几部分", "多少部分", "多少章", "几章", "几节", "多少个条款", "how many") && !match.ContainsAny(text, "哪几条", "包括哪")
}
