package answer

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/answer/excerpt"
	"tiaowen/api/answer/match"
	"tiaowen/api/answer/odds"
	"tiaowen/api/answer/prepared"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/corpus/citation"
	"tiaowen/index"
)

// Questions about words, as opposed to what they are about: where a phrase occurs, which
// documents are cited.

// literal answers a query that the text has word for word: a title with its clause, a
// phrase with every sentence that has it. People paste a phrase to find where it is from.
func (q *asking) literal() (*Result, error) {
	words := q.typed()
	if utf8.RuneCountInString(words) < 2 {
		return nil, nil
	}
	holders, err := q.likelyHolders(words)
	if err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(holders, func(t *prepared.Clause) bool { return t.Clause.Title != "" && t.Name == words }); i >= 0 {
		c := holders[i].Clause
		return &Result{Intent: IntentClause, verbatim: true, Note: q.lang.say("这是%s的标题", "these words are the title of %s", name(c, q.lang)),
			Answers: []Span{{Clause: c, Span: c.Body}}}, nil
	}
	res := &Result{Intent: IntentFact, Note: q.lang.say("文中有原词", "the text contains these exact words"), verbatim: true}
	sought := match.NewNeedle(words)
	for _, t := range holders {
		if sought.In(t.Body.Bare, t.Body.Sieve) && match.Says(t.Body.Bare, words) {
			res.Answers = append(res.Answers, excerpt.Holding(t, words)...)
		}
	}
	if len(res.Answers) == 0 {
		if words = match.Loose(words); utf8.RuneCountInString(words) < 4 || q.Has(question.Asking) {
			return nil, nil // 怎么办 is how people ask, not what a text says
		}
		for _, t := range holders {
			res.Answers = append(res.Answers, excerpt.Loosely(t, words)...)
		}
		res.Note = q.lang.say("文中有这些词，仅虚词不同", "the text contains these words except for a function word")
	}
	if len(res.Answers) == 0 {
		return nil, nil
	}
	q.order(res, words)
	res.Answers = excerpt.InTables(res.Answers[:min(len(res.Answers), maxOfMany)], &q.texts)
	return res, nil
}

// typed gives the text to look for word for word: the whole question without the name of
// a document. It is "" if the question names clauses, or names a document and asks
// something: then it is not a phrase from a text.
func (q *asking) typed() string {
	switch {
	case len(q.Refs) > 0:
		return ""
	case !q.named || len(q.Laws) == 0:
		return match.Bare(q.Text)
	case q.Has(^(question.Filler | question.Whole)):
		return ""
	}
	return q.About
}

// likelyHolders gives the clauses that may have the words of the whole question: for a few
// words all that the index finds; for a question only those that it proposes anyway, since
// few texts contain a question.
func (q *asking) likelyHolders(words string) ([]*prepared.Clause, error) {
	if !q.Has(question.Asking) {
		return q.holders(words)
	}
	if err := q.search(); err != nil {
		return nil, err
	}
	return q.scope(), nil
}

// holders gives the clauses that the index finds for the words, in the order of the texts.
// They need not have them as a phrase.
func (q *asking) holders(words string) ([]*prepared.Clause, error) {
	query, err := q.ix.ParseTyped(words)
	if errors.Is(err, index.ErrEmptyQuery) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, d := range q.Docs {
		query.Documents = append(query.Documents, d.ID)
	}
	hits, _, err := q.ix.Search(q.ctx, query, maxHolders)
	if err != nil {
		return nil, err
	}
	var out []*corpus.Clause
	for _, h := range hits {
		out = append(out, h.Clause)
	}
	slices.SortStableFunc(out, func(a, b *corpus.Clause) int {
		if a.Document == b.Document {
			return cmp.Compare(a.Index, b.Index)
		}
		return 0
	})
	return q.texts.All(out), nil
}

// maxHolders is the largest number of clauses that are searched for a phrase. The rest of
// those that the index finds are in the list of hits anyway.
const maxHolders = 60

// maxOfMany is the largest number of places that an answer lists for a phrase. A phrase may
// stand in hundreds of laws, and the search lists them all.
const maxOfMany = 10

// order moves the answer that says most about the words to the front and leaves the others
// in the order of the texts. A sentence of a clause whose title has the words comes before
// all others: that clause is about them.
func (q *asking) order(res *Result, words string) {
	best, at := -1.0, 0
	var clauses []*prepared.Clause
	for _, a := range res.Answers {
		if t := q.texts.Of(a.Clause); !slices.Contains(clauses, t) {
			clauses = append(clauses, t)
		}
	}
	ranks := make(map[corpus.Span]float64)
	for _, c := range q.judge(clauses) {
		ranks[c.Span] = odds.Probability(c.score)
	}
	for i, a := range res.Answers {
		s := ranks[a.Span]
		if strings.Contains(q.texts.Of(a.Clause).Name, words) {
			s++
		}
		if s > best {
			best, at = s, i
		}
	}
	first := res.Answers[at]
	copy(res.Answers[1:at+1], res.Answers[:at])
	res.Answers[0] = first
}

// where answers in which clauses some words occur, with each place.
func (q *asking) where() (*Result, error) {
	if !q.Has(question.Where) || onlyRelative(q.Text) {
		return nil, nil
	}
	words := q.quoted()
	note := q.lang.say("查“%s”出现在哪里", "asks where “%s” occurs", words)
	if words == "" && len(q.Modals) > 0 && q.About == "" {
		return q.whereModal(q.Modals[0]), nil
	}
	if words == "" {
		return nil, nil
	}
	holders, err := q.holders(words)
	if err != nil {
		return nil, err
	}
	res := &Result{Intent: IntentWhere, Note: note}
	for _, t := range holders {
		if strings.Contains(t.Body.Bare, words) {
			res.Answers = append(res.Answers, excerpt.Holding(t, words)...)
		}
	}
	if len(res.Answers) == 0 {
		return nil, nil
	}
	q.order(res, words)
	return res, nil
}

// onlyRelative reports whether words such as 规定的 only describe something, as in
// 规定的证据种类, and do not ask for a place, as in 是哪一条规定的.
func onlyRelative(text string) bool {
	return match.ContainsAny(text, "规定的", "讲的", "说的") && !whichPlace.MatchString(text)
}

// asksTitles reports whether a question asks which documents are cited.
func asksTitles(text string) bool {
	return titlesAsked.Within(text)
}

// cited lists the sentences in which the clauses meant cite a document, each once. If the
// question is about some words, only clauses with these words count.
func (q *asking) cited() (*Result, error) {
	if !asksTitles(q.Text) || len(q.Docs) == 0 {
		return nil, nil
	}
	words := q.quoted()
	if len(q.Refs) > 0 {
		words = ""
	}
	named := q.Clauses()
	scope := named
	if len(named) == 0 {
		for _, d := range q.Docs {
			scope = append(scope, d.Clauses...)
		}
	}
	res := &Result{Intent: IntentWhere, Note: q.lang.say("列出所引用的文件", "lists the documents cited")}
	for _, t := range q.texts.All(scope) {
		if strings.Contains(t.Body.Bare, words) {
			res.Answers = append(res.Answers, citing(t)...)
		}
	}
	switch {
	case len(res.Answers) > 0:
		return res, nil
	case len(named) > 0:
		res.Reason = q.lang.say("%s没有引用其他文件", "%s cites no other document", name(named[0], q.lang))
		res.Related, res.final = related(named), true
		return res, nil
	}
	return nil, nil
}

// citing gives the sentences of a clause that cite a document, each once.
func citing(t *prepared.Clause) (out []Span) {
	for _, c := range citation.Of(t.Clause) {
		if c.Self || c.Title == "" {
			continue
		}
		for _, u := range t.Units {
			if n := len(out); u.Contains(c.Span) && (n == 0 || out[n-1].Span != u.Span) {
				out = append(out, Span{Clause: t.Clause, Span: u.Span})
			}
		}
	}
	return out
}

// quoted gives the words that a question is about: those in quotation or title marks, else
// the Chinese pieces of the content (an English question quotes a Chinese text), else all of it.
func (q *asking) quoted() string {
	text := q.Text
	for _, marks := range []string{"“”", "《》", "「」", `""`, "‘’"} {
		m := []rune(marks)
		if i := strings.IndexRune(text, m[0]); i >= 0 {
			rest := text[i+len(string(m[0])):]
			if j := strings.IndexRune(rest, m[1]); j > 0 {
				if words := match.Bare(rest[:j]); words != "" {
					return words
				}
			}
		}
	}
	var han []string
	for _, p := range q.Content {
		if s := q.Text[p.Start:p.End]; s[0] >= 0x80 {
			han = append(han, s)
		}
	}
	if len(han) > 0 {
		return match.Bare(strings.Join(han, ""))
	}
	return q.About
}

// whereModal lists every norm with a modal. A longer modal is another one: 不允许 is not found
// in 决不允许.
func (q *asking) whereModal(modal string) *Result {
	res := &Result{Intent: IntentWhere, Note: q.lang.say("查“%s”出现在哪里", "asks where “%s” occurs", modal)}
	for _, t := range q.texts.All(q.normScope()) {
		for _, n := range t.Norms() {
			if u := prepared.NewUnit(t.Clause, n.Norm.Modal); strings.HasPrefix(u.Text, modal) {
				res.Answers = append(res.Answers, Span{Clause: t.Clause, Span: n.Span, Norm: n.Norm.Kind})
			}
		}
	}
	if len(res.Answers) == 0 {
		return nil
	}
	return res
}
