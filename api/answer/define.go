package answer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/answer/match"
	"tiaowen/api/answer/prepared"
	"tiaowen/api/answer/reading"
	"tiaowen/api/answer/wording"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/index"
)

// Most texts use a term such as 四个意识 and never list what it counts. A question for the
// members of such a term is answered only if the text lists them.

// shorthand answers what a term that counts its members means or what the members are. It
// refuses if the texts only use the term.
func (q *asking) shorthand() (*Result, error) {
	if !q.Has(question.Define | question.Members) {
		return nil, nil
	}
	if err := q.search(); err != nil {
		return nil, err
	}
	scope := q.scope()
	term := q.countedTerm(scope)
	if term == "" || !slices.ContainsFunc(scope, func(t *prepared.Clause) bool { return strings.Contains(t.Body.Bare, term) }) {
		var err error
		if term, scope, err = q.countedElsewhere(); err != nil {
			return nil, err
		}
	}
	if term == "" || q.beside(term) > 0.5 {
		return nil, nil
	}
	note := q.lang.say("查“%s”的含义", "asks what “%s” means", term)
	if s, ok := explaining(scope, term); ok {
		return &Result{Intent: IntentDefine, Note: note, Answers: []Span{s}}, nil
	}
	var named []*corpus.Clause
	for _, t := range scope {
		if strings.Contains(t.Body.Bare, term) && !slices.Contains(named, t.Clause) {
			named = append(named, t.Clause)
		}
	}
	if len(named) == 0 {
		return nil, nil
	}
	res := refuse(IntentDefine, note, q.lang.say("%s提到“%s”，但没有展开说明", "%s mentions “%s” but does not explain it", name(named[0], q.lang), term))
	res.Related, res.final = related(named[:min(3, len(named))]), true
	return res, nil
}

// explaining finds what says what a term means: a sentence that defines it, else one that
// lists its members, else a clause that has it in its title (践行监督执纪“四种形态”).
func explaining(scope []*prepared.Clause, term string) (Span, bool) {
	for _, says := range []func(text, term string) bool{reading.Defines, reading.SpelledOut} {
		for _, t := range scope {
			if !strings.Contains(t.Body.Bare, term) {
				continue
			}
			i := slices.IndexFunc(t.Units, func(u prepared.Unit) bool { return strings.Contains(u.Bare, term) && says(u.Text, term) })
			if i >= 0 {
				return Span{Clause: t.Clause, Span: t.Units[i].Span}, true
			}
		}
	}
	for _, t := range scope {
		if strings.Contains(match.Bare(t.Title), term) {
			return Span{Clause: t.Clause, Span: t.Clause.Body}, true
		}
	}
	return Span{}, false
}

// beside is the share of the content by weight, 0 to 1, that is not the term. If it is
// large, the question is about something else and only mentions the term.
func (q *asking) beside(term string) float64 {
	rest := 0.0
	for i := range q.Words {
		if w := &q.Words[i]; !strings.Contains(term, w.Said) {
			rest += w.Weight
		}
	}
	return rest / max(wording.Weight(q.Words), 1e-9)
}

// countedTerm gives the term that the question is about, if it counts its members; else "".
// It prefers a term that a clause has in quotation marks.
func (q *asking) countedTerm(scope []*prepared.Clause) string {
	text := match.Bare(q.Text)
	for _, t := range scope {
		for _, name := range quotedTerms(t.Clause) {
			if b := match.Bare(name); reading.IsShorthand(b) && strings.Contains(text, b) {
				return b
			}
		}
	}
	if reading.IsShorthand(q.About) {
		return q.About
	}
	return ""
}

// countedElsewhere gives the longest term of the question that counts its members and that
// clauses of the documents meant have in quotation marks, with these clauses. A search for
// 两个保障 in many documents finds those with 保障 first, as its numeral tells little.
func (q *asking) countedElsewhere() (term string, scope []*prepared.Clause, err error) {
	for term := range reading.Shorthands(match.Bare(q.Text)) {
		query, err := q.ix.ParseTyped("“" + term + "”")
		if err != nil {
			return "", nil, err
		}
		for _, d := range q.Docs {
			query.Documents = append(query.Documents, d.ID)
		}
		hits, _, err := q.ix.Search(q.ctx, query, candidates)
		if err != nil {
			return "", nil, err
		}
		for _, h := range hits {
			if slices.ContainsFunc(quotedTerms(h.Clause), func(name string) bool { return match.Bare(name) == term }) {
				scope = append(scope, q.texts.Of(h.Clause))
			}
		}
		if len(scope) > 0 {
			return term, scope, nil
		}
	}
	return "", nil, nil
}

// quotedTerms gives the words of up to ten characters that stand in quotation marks in a
// clause, folded. Longer ones are quotations and no terms.
func quotedTerms(c *corpus.Clause) []string {
	var out []string
	rest := prepared.Repaired(c, c.Body)
	for {
		_, after, ok := strings.Cut(rest, "“")
		if !ok {
			return out
		}
		inside, behind, ok := strings.Cut(after, "”")
		if !ok {
			return out
		}
		if utf8.RuneCountInString(inside) <= 10 {
			out = append(out, index.Fold(inside))
		}
		rest = behind
	}
}
