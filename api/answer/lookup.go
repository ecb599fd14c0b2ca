package answer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/answer/locate"
	"tiaowen/api/answer/match"
	"tiaowen/api/answer/odds"
	"tiaowen/api/answer/target"
	"tiaowen/api/answer/wording"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/index"
	"tiaowen/index/naming"
)

// Questions that name clauses by number and want them as they stand. The answer comes from
// the clause that is named, or a refusal says why it cannot.

// clauses answers a question for whole clauses with them. It refuses numbers that do not exist.
func (q *asking) clauses() (*Result, error) {
	refs := q.ClauseRefs()
	if len(refs) == 0 {
		return nil, nil
	}
	if len(q.Docs) == 0 {
		return q.whichDocument(refs)
	}
	found := q.Clauses()
	absent := q.Absent(refs)
	if len(found) == 0 {
		reason := q.missingReason(absent)
		if len(absent) == 0 {
			reason = q.lang.say("所指的章节中没有这一条", "that section has no such clause")
		}
		res := refuse(IntentClause, q.refNote(refs), reason)
		res.final, res.Related = true, related(q.Last())
		return res, nil
	}
	if c := target.Lacking(refs, found); c != nil {
		res := refuse(IntentClause, q.refNote(refs), q.lang.say("%s没有所查的款或项", "%s has no such paragraph or item", name(c, q.lang)))
		res.final, res.Related = true, related([]*corpus.Clause{c})
		return res, nil
	}
	if q.asksWithin(found) {
		return nil, nil
	}
	res := &Result{Intent: IntentClause, Note: q.refNote(refs)}
	seen := make(map[Span]bool)
	for _, c := range found {
		if s := (Span{Clause: c, Span: target.Part(c, refs)}); !seen[s] {
			seen[s] = true
			res.Answers = append(res.Answers, s)
		}
	}
	res.Note += q.reservations(found, absent)
	return res, nil
}

// asksWithin reports whether a question asks something about the clauses that it names, such
// as what they forbid, as opposed to the clauses as a whole.
func (q *asking) asksWithin(found []*corpus.Clause) bool {
	if q.About != "" && !q.foreign(found) && !q.qualifies() {
		return true
	}
	return q.Has(question.Forbid|question.Require|question.Permit|question.Encourage|question.YesNo) && !q.Has(question.Compare)
}

// qualifies reports whether the content of a question only says how the clauses that it names came to be.
func (q *asking) qualifies() bool {
	return !q.Has(question.Forbid|question.Require|question.Permit|question.Encourage|question.YesNo|question.Who|question.Number|question.When|question.Outcome) &&
		qualifiers[q.About]
}

// reservations says what people must know about clauses that are found by number: which
// numbers do not exist, that several clauses have the same number, and that other versions
// are loaded. It begins with a separator; it is "" if there is nothing to say.
func (q *asking) reservations(found []*corpus.Clause, absent []string) (note string) {
	if len(absent) > 0 {
		note += q.lang.say("；%s", "; %s", q.missingReason(absent))
	}
	if n := target.Repeated(found); n > 1 {
		note += q.lang.say("；编号在各章重新起算，共有%d条，请写明哪一章", "; numbering restarts in each section and %d clauses have this number, so name the section", n)
	}
	if others := q.OtherVersions(); len(others) > 0 {
		note += q.lang.say("，按%s文本（另载入%s文本，可在法名后写年份）", " in the version of %s (other versions loaded: %s; to choose one, add the year after the name)",
			q.Docs[0].Date, strings.Join(others, q.lang.say("、", ", ")))
	}
	return note
}

// proposedAmong keeps those of many clauses that the search proposes too: judging all of them
// costs too much time. A few clauses are all kept.
func (q *asking) proposedAmong(found []*corpus.Clause) []*corpus.Clause {
	if len(found) <= candidates {
		return found
	}
	return slices.DeleteFunc(slices.Clone(found), func(c *corpus.Clause) bool {
		return !slices.ContainsFunc(q.hits, func(h index.Hit) bool { return h.Clause == c })
	})
}

// whichDocument asks of which document the clause is meant, if the question names none. If
// the question asks something and one of the clauses with that number clearly answers it, that is
// the answer.
func (q *asking) whichDocument(refs []question.Reference) (*Result, error) {
	var found []*corpus.Clause
	for _, d := range q.ix.Documents() {
		if !q.ix.Current(d) {
			continue
		}
		for _, r := range refs {
			found = append(found, locate.Clauses(r, d)...)
		}
	}
	if len(found) == 0 {
		res := refuse(IntentClause, q.refNote(refs), q.lang.say("载入的%d份文件都没有这一条", "none of the %d documents has such a clause", len(q.ix.Documents())))
		res.final = true
		return res, nil
	}
	if q.About != "" {
		if err := q.search(); err != nil {
			return nil, err
		}
		near := q.proposedAmong(found)
		if best := bestFirst(q.judge(q.texts.All(near))); len(best) > 0 && odds.Probability(best[0].score) >= odds.Fitted().Stated && best[0].covered > wording.Most {
			q.judged, q.isJudged = best, true
			return q.decide()
		}
		found = near
	}
	res := refuse(IntentClause, q.refNote(refs), q.lang.say(
		"共载入%d份文件，请写明要查哪一份文件的条款", "%d documents are loaded; name the document whose clause you want", len(q.ix.Documents())))
	res.final, res.Related = true, related(found[:min(len(found), 5)])
	return res, nil
}

// foreign reports whether the content is words in Latin letters that none of the clauses
// has. No sentence can be chosen by them, so the whole clause is the answer.
func (q *asking) foreign(found []*corpus.Clause) bool {
	for i := range q.Words {
		w := &q.Words[i]
		if w.Said[0] >= utf8.RuneSelf || slices.ContainsFunc(found, func(c *corpus.Clause) bool { return w.In(q.texts.Of(c).Body.Text, nil) > 0 }) {
			return false
		}
	}
	return true
}

// unknownDocument refuses a question about a document that is not loaded and shows similar
// titles. If a name in front of a clause number may be that of several documents, it asks
// which one is meant.
func (q *asking) unknownDocument() (*Result, error) {
	if q.named || q.Has(question.Where) {
		return nil, nil
	}
	if len(q.Query.Unloaded) > 0 {
		return q.unloaded(q.Query.Unloaded[0].Name), nil
	}
	if len(q.Query.Ambiguous) > 0 && len(q.ClauseRefs()) > 0 {
		return q.ambiguous(q.Query.Ambiguous[0]), nil
	}
	return nil, nil
}

// unloaded refuses a name that no document has. It returns nil if the texts mention the name
// and no clause is named: then the question may be about what they say of it.
func (q *asking) unloaded(typed string) *Result {
	if len(q.ClauseRefs()) == 0 && q.ix.Has(match.Bare(typed)) {
		return nil
	}
	reason := q.lang.say("载入的文件中没有“%s”", "no document named “%s” is loaded", typed)
	var first []*corpus.Clause
	if near := q.ix.Titles().Nearest(typed, 3, q.ix.Current); len(near) > 0 {
		reason += q.lang.say("；名称相近的有%s", "; similar titles: %s", titles(near))
		first = firstClauses(near)
	}
	res := refuse(IntentClause, q.lang.say("查“%s”", "asks about “%s”", typed), reason)
	res.final, res.Related = true, related(first)
	return res
}

// ambiguous asks which one is meant of the documents that a name may be of.
func (q *asking) ambiguous(name naming.Name) *Result {
	var found []*corpus.Clause
	for _, d := range name.Documents {
		for _, r := range q.ClauseRefs() {
			found = append(found, locate.Clauses(r, d)...)
		}
	}
	typed := q.Text[name.Start:name.End]
	res := refuse(IntentClause, q.refNote(q.ClauseRefs()), q.lang.say("“%s”可能是%s，请写明是哪一份", "“%s” could mean %s; name the one you want", typed, titles(name.Documents)))
	res.final, res.Related = true, related(found[:min(len(found), 5)])
	return res
}

// titles joins the titles of documents, at most five.
func titles(docs []*corpus.Document) string {
	var out []string
	for _, d := range docs[:min(len(docs), 5)] {
		if t := "《" + d.Title + "》"; !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return strings.Join(out, "、")
}

// firstClauses gives the first clause of each document.
func firstClauses(docs []*corpus.Document) (out []*corpus.Clause) {
	for _, d := range docs {
		if len(d.Clauses) > 0 {
			out = append(out, d.Clauses[0])
		}
	}
	return out
}

// refName names a reference in the language of the answer.
func (q *asking) refName(r question.Reference) string {
	if q.lang == Chinese {
		return r.Chinese()
	}
	return r.English()
}

// refNote says which clauses were understood.
func (q *asking) refNote(refs []question.Reference) string {
	var names []string
	for _, r := range refs {
		names = append(names, q.refName(r))
	}
	return q.lang.say("查%s", "asks for %s", strings.Join(names, q.lang.say("、", ", ")))
}

// missingReason says which clause numbers do not exist.
func (q *asking) missingReason(numbers []string) string {
	if len(q.Docs) == 1 {
		return q.lang.say("该文件共%d条，没有第%s条", "the document has %d {clause|clauses}; there is no clause %s", q.Docs[0].Report.Articles, strings.Join(numbers, q.lang.say("、", ", ")))
	}
	return q.lang.say("所指文件中没有第%s条", "those documents have no clause %s", strings.Join(numbers, q.lang.say("、", ", ")))
}

// name gives a clause as people call it.
func name(c *corpus.Clause, lang Lang) string {
	if c.Kind != corpus.Article {
		return lang.say("正文外文字", "a passage")
	}
	if lang == Chinese {
		return c.Name()
	}
	if c.Sub > 0 {
		return lang.say("第%d条之%d", "clause %d-%d", c.Number, c.Sub)
	}
	return lang.say("第%d条", "clause %d", c.Number)
}
