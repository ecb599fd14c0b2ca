package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
)

// A look-up names clauses or sections by number, place or title and wants them
// as they stand.

// clauses answers questions for whole clauses, and refuses numbers that do not exist.
func (q *question) clauses() *Result {
	refs := q.clauseRefs()
	if len(refs) == 0 {
		return nil
	}
	if len(q.docs) == 0 {
		if q.content != "" {
			return nil // the number belongs to the words beside it
		}
		return q.refuse(IntentClause, q.clauseNote(refs), q.lang.say(
			"%d documents are loaded; name the one whose clause you want", "共载入%d份文件，请写明要查哪一份文件的条款", len(q.ix.Documents())))
	}
	found := q.referred()
	for _, r := range refs {
		if missing, ok := r.missing(q.docs); ok {
			res := q.refuse(IntentClause, q.clauseNote(refs), q.missingReason(missing))
			res.final = true
			res.Related = q.lastClauses()
			return res
		}
	}
	if c, short := q.missingPart(refs); c != nil {
		res := q.refuse(IntentClause, q.clauseNote(refs), q.lang.say("%s has no such paragraph or item", "%s没有所查的款或项", name(c, q.lang)))
		res.final, res.Related = short, []*corpus.Clause{c}
		return res
	}
	if q.content != "" && !q.foreign() || q.w.has(sigForbid|sigRequire|sigPermit|sigEncour|sigYesNo) && !q.w.has(sigCompare) {
		return nil
	}
	res := &Result{Intent: IntentClause, Note: q.clauseNote(refs)}
	seen := make(map[Span]bool)
	for _, c := range found {
		if s := q.wholeOrPart(c, refs); !seen[s] {
			seen[s] = true
			res.Answers = append(res.Answers, s)
		}
	}
	if others := q.otherVersions(); len(others) > 0 {
		res.Note += q.lang.say(" in the version of %s (other versions loaded: %s; put the year behind the name)", "，按%s文本（另载入%s文本，可在法名后写年份）",
			q.docs[0].Date, strings.Join(others, q.lang.say(", ", "、")))
	}
	return res
}

// otherVersions gives the dates of the versions of the one document meant that
// are not the one quoted: a number may stand for other words there.
func (q *question) otherVersions() []string {
	if len(q.docs) != 1 || len(q.query.Laws) != 1 || q.docs[0].Date == "" {
		return nil
	}
	var dates []string
	for _, d := range q.query.Laws[0].Documents {
		if d.Date != "" && d.Date != q.docs[0].Date && !slices.Contains(dates, d.Date) {
			dates = append(dates, d.Date)
		}
	}
	return dates
}

// wholeOrPart gives the clause, or the paragraph or item that the reference goes down to.
func (q *question) wholeOrPart(c *corpus.Clause, refs []reference) Span {
	for _, r := range refs {
		if len(r.parts) == 0 {
			continue
		}
		if s, ok := partOf(c, r.parts); ok {
			return Span{Clause: c, Span: s}
		}
	}
	return Span{Clause: c, Span: c.Body}
}

// missingPart gives the clause that lacks the paragraph or item asked for, nil
// when each has it. It is sure for clauses that are divided.
func (q *question) missingPart(refs []reference) (c *corpus.Clause, sure bool) {
	if len(refs) != 1 || len(refs[0].parts) == 0 {
		return nil, false
	}
	found := q.referred()
	for _, c := range found {
		if _, ok := partOf(c, refs[0].parts); ok {
			return nil, false
		}
	}
	if len(found) == 1 && len(found[0].Parts) > 0 {
		return found[0], true
	}
	return nil, false
}

// foreign reports whether the content is Latin words that no clause has: what
// they ask about a clause, the whole clause answers.
func (q *question) foreign() bool {
	found := q.referred()
	for i := range q.concepts {
		c := &q.concepts[i]
		if c.word[0] >= utf8.RuneSelf || slices.ContainsFunc(found, func(cl *corpus.Clause) bool { return c.in(q.text(cl).body.text, nil) > 0 }) {
			return false
		}
	}
	return true
}

// lawName is what stands before a clause number or between 《》 and is the name
// of a law by its last word.
var lawName = regexp.MustCompile(`(?:法|法典|条例|办法|细则|规则|通则|准则|规定|解释|决定)$`)

// unknownLaw refuses a question about a clause of a law that is not loaded, and
// one about a law between 《》 that neither is loaded nor spoken of.
func (q *question) unknownLaw() *Result {
	if len(q.docs) > 0 || q.named || q.w.has(sigWhere) {
		return nil
	}
	text, typed := q.query.Folded, ""
	for _, r := range q.refs {
		if r.section() {
			continue
		}
		before := strings.TrimRight(text[:r.Start], " 的》〉")
		if i := strings.LastIndexAny(before, " 《〈,。:;?!、"); i >= 0 {
			_, n := utf8.DecodeRuneInString(before[i:])
			before = before[i+n:]
		}
		if lawName.MatchString(before) {
			typed = before
		}
		break
	}
	if _, rest, ok := strings.Cut(text, "《"); ok && typed == "" {
		if inside, _, ok := strings.Cut(rest, "》"); ok && lawName.MatchString(inside) && !q.ix.Has(bare(inside)) {
			typed = inside
		}
	}
	if utf8.RuneCountInString(typed) < 3 {
		return nil
	}
	res := q.refuse(IntentClause, q.lang.say("asks for a clause of “%s”", "查“%s”的条款", typed),
		q.lang.say("“%s” is not among the %d documents loaded", "载入的文件中没有“%[1]s”（共%[2]d份）", typed, len(q.ix.Documents())))
	res.final = true
	return res
}

func (q *question) clauseRefs() []reference {
	var out []reference
	for _, r := range q.refs {
		if !r.section() {
			out = append(out, r)
		}
	}
	return out
}

func (q *question) clauseNote(refs []reference) string {
	var names []string
	for _, r := range refs {
		names = append(names, r.name(q.lang))
	}
	return q.lang.say("asks for %s", "查%s", strings.Join(names, q.lang.say(", ", "、")))
}

func (q *question) missingReason(number string) string {
	if len(q.docs) == 1 {
		return q.lang.say("the document has %d clauses; there is no clause %s", "该文件共%d条，没有第%s条", q.docs[0].Report.Articles, number)
	}
	return q.lang.say("the documents meant have no clause %s", "所指文件中没有第%s条", number)
}

func (q *question) lastClauses() []*corpus.Clause {
	for _, d := range q.docs {
		for i := len(d.Clauses) - 1; i >= 0; i-- {
			if d.Clauses[i].Kind == corpus.Article {
				return []*corpus.Clause{d.Clauses[i]}
			}
		}
	}
	return nil
}

// sections gives the sections the question names, by number or by title.
func (q *question) sections() []*corpus.Section {
	var out []*corpus.Section
	for _, d := range q.docs {
		for _, r := range q.refs {
			if r.section() {
				out = append(out, r.sections(d)...)
			}
		}
	}
	if len(out) > 0 || len(q.docs) == 0 || q.content == "" {
		return out
	}
	// The words of a heading: all of them, or enough of them where the question
	// says that a section is meant.
	part := q.w.has(sigHeading|sigUnits) && !q.w.has(sigSection) && utf8.RuneCountInString(q.content) >= 4
	var partly []*corpus.Section
	for _, d := range q.docs {
		for _, s := range d.Sections {
			title := loose(bareTitle(s.Title))
			if title != "" && title == loose(q.content) {
				return []*corpus.Section{s}
			}
			if part && strings.Contains(title, loose(q.content)) {
				partly = append(partly, s)
			}
		}
	}
	if len(partly) == 1 {
		return partly
	}
	return nil
}

// section answers with every clause of a section.
func (q *question) section() *Result {
	if len(q.clauseRefs()) > 0 {
		return nil
	}
	found := q.sections()
	if len(found) == 0 {
		return q.missingSection()
	}
	byTitle := len(q.refs) == 0
	if byTitle && q.named && len(q.query.Laws) > 0 && q.w.has(sigCount|sigWhen|sigOften|sigWho|sigYesNo|sigOutcome|sigDefine) {
		return nil // 债权申报期限最长多久, where a chapter is called 债权申报
	}
	if byTitle && q.bindsSomebody() {
		return nil // 对慈善组织有什么要求, where a chapter is called 慈善组织
	}
	if !byTitle && (q.content != "" && !q.titleOf(found) || q.w.has(sigForbid|sigRequire|sigPermit|sigEncour) && !q.w.has(sigUnits)) {
		return nil
	}
	res := &Result{Intent: IntentSection}
	var names []string
	for _, s := range found {
		names = append(names, s.Label+s.Title)
	}
	res.Note = q.lang.say("asks for the clauses of %s", "查%s的各条", strings.Join(names, q.lang.say(", ", "、")))
	for _, c := range sectionClauses(q.docs, found) {
		res.Answers = append(res.Answers, Span{Clause: c, Span: c.Body})
	}
	return res
}

// titleOf reports whether the content is words of the sections' own titles.
func (q *question) titleOf(sections []*corpus.Section) bool {
	for _, s := range sections {
		if strings.Contains(loose(bareTitle(s.Title)), loose(q.content)) {
			return true
		}
	}
	return false
}

// missingSection refuses a section number that does not exist.
func (q *question) missingSection() *Result {
	for _, r := range q.refs {
		if r.section() && len(q.docs) == 1 && (q.content == "" || q.w.has(sigUnits)) {
			top := 0
			for _, s := range q.docs[0].Sections {
				if s.Depth == 0 {
					top++
				}
			}
			res := q.refuse(IntentSection, q.lang.say("asks for %s", "查%s", r.name(q.lang)),
				q.lang.say("the document has %d sections; there is no such section", "该文件共%d个部分，没有所查的部分", top))
			res.final = true
			return res
		}
	}
	return nil
}

// sectionClauses gives the clauses of sections in the order of the text.
func sectionClauses(docs []*corpus.Document, sections []*corpus.Section) []*corpus.Clause {
	var out []*corpus.Clause
	for _, d := range docs {
		for _, s := range d.Sections {
			for _, want := range sections {
				if s == want {
					out = append(out, d.Clauses[s.First:s.End]...)
				}
			}
		}
	}
	return out
}

// sectionOf answers in which section a clause stands: with the clause's title
// and the headings above it.
func (q *question) sectionOf() *Result {
	if !q.w.has(sigSection) {
		return nil
	}
	found := q.referred()
	if len(found) == 0 || q.content != "" {
		if len(q.clauseRefs()) > 0 {
			return nil
		}
		best := q.rank()
		if len(best) == 0 {
			return nil
		}
		found = []*corpus.Clause{best[0].clause}
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
			notes = append(notes, q.lang.say("%s stands in %s", "%s在%s", name(c, q.lang), s.Label+s.Title))
		} else {
			notes = append(notes, q.lang.say("%s stands in no section", "%s不属于任何部分", name(c, q.lang)))
		}
	}
	res.Note = strings.Join(notes, "; ")
	return res
}

// titleSpan is the clause's title where it has one in its body, else its first sentence.
func titleSpan(c *corpus.Clause) corpus.Span {
	if c.Title != "" && strings.HasPrefix(c.Text(), c.Title) {
		return corpus.Span{Start: c.Body.Start, End: c.Body.Start + len(c.Title)}
	}
	if all := corpus.Sentences(c); len(all) > 0 {
		return all[0].Span
	}
	return c.Body
}

// count answers how many clauses a section or the document has, with the titles counted.
func (q *question) count() *Result {
	if !q.w.has(sigUnits) || len(q.docs) != 1 || len(q.clauseRefs()) > 0 || !countsUnits(q.w.text) {
		return nil
	}
	d := q.docs[0]
	if sections := q.sections(); len(sections) > 0 {
		cs := sectionClauses(q.docs, sections)
		res := &Result{Intent: IntentCount, Note: q.lang.say("%s has %d clauses", "%s共%d条", sections[0].Label+sections[0].Title, len(cs))}
		for _, c := range cs {
			res.Answers = append(res.Answers, Span{Clause: c, Span: titleSpan(c)})
		}
		return res
	}
	if q.content != "" {
		return nil
	}
	top := 0
	for _, s := range d.Sections {
		if s.Depth == 0 {
			top++
		}
	}
	res := &Result{Intent: IntentCount, Note: q.lang.say("the document has %d clauses in %d sections", "该文件共%d条，分%d个部分", d.Report.Articles, top)}
	if asksSections(q.w.text) {
		for _, s := range d.Sections {
			if s.Depth == 0 && s.First < len(d.Clauses) {
				res.Answers = append(res.Answers, Span{Clause: d.Clauses[s.First], Span: s.Heading, Heading: s})
			}
		}
		return res
	}
	for _, c := range q.lastClauses() {
		res.Answers = append(res.Answers, Span{Clause: c, Span: titleSpan(c)})
	}
	return res
}

// countsUnits tells "how many clauses" from "which clauses".
func countsUnits(text string) bool {
	return containsAny(text, "几条", "多少条", "几个部分", "几部分", "多少部分", "多少章", "几章", "几节", "多少个条款", "how many") && !containsAny(text, "哪几条", "包括哪")
}

func asksSections(text string) bool {
	return containsAny(text, "部分", "章", "节", "section", "chapter", "part")
}

func containsAny(s string, subs ...string) bool {
	for _, sub := range subs {
		if strings.Contains(s, sub) {
			return true
		}
	}
	return false
}

// name is a clause as people say it.
func name(c *corpus.Clause, lang Lang) string {
	if c.Kind != corpus.Article {
		return lang.say("a passage", "正文外文字")
	}
	if c.Sub > 0 {
		return lang.say("clause %d-%d", "第%d条之%d", c.Number, c.Sub)
	}
	return lang.say("clause %d", "第%d条", c.Number)
}
