package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
)

// A question about words wants the places where they stand.

// verbatim answers a question that is itself words of the text: a title with
// its clause, a phrase with every sentence that holds it.
func (q *question) verbatim() *Result {
	if len(q.refs) > 0 {
		return nil
	}
	words := bare(q.query.Folded)
	if q.named && len(q.query.Laws) > 0 {
		if q.w.has(^(sigFiller | sigWhole)) {
			return nil // the name is typed beside a question, not beside a phrase
		}
		words = q.content
	}
	return q.literal(words)
}

// translated answers a few words in another language that the vocabulary takes,
// all of them, for one phrase of the texts: democratic centralism.
func (q *question) translated() *Result {
	if q.w.has(asking) || len(q.refs) > 0 || q.content == "" || q.content[0] >= utf8.RuneSelf || len(q.query.Expansions) == 0 {
		return nil
	}
	phrase := q.query.Expansions[0]
	for i := range q.concepts {
		if c := &q.concepts[i]; c.at < phrase.Start || c.at >= phrase.End {
			return nil
		}
	}
	r := q.literal(bare(phrase.To))
	if r != nil {
		r.Note = q.lang.say("“%s” is read as “%s”; %s", "“%s”理解为“%s”；%s", phrase.From, phrase.To, r.Note)
	}
	return r
}

// literal gives the places where bare words stand in the texts.
func (q *question) literal(words string) *Result {
	if len([]rune(words)) < 2 {
		return nil
	}
	sought := newNeedle(words)
	res := &Result{Intent: IntentFact, Note: q.lang.say("the text has these very words", "文中有原词"), verbatim: true}
	for _, t := range q.scope() {
		if t.clause.Title != "" && t.name == words {
			return &Result{Intent: IntentClause, verbatim: true, Note: q.lang.say("these words are the title of %s", "这是%s的标题", name(t.clause, q.lang)),
				Answers: []Span{{Clause: t.clause, Span: t.clause.Body}}}
		}
		if !sought.in(t.body.bare, t.body.sieve) {
			continue
		}
		res.Answers = append(res.Answers, holding(t, words)...)
	}
	if len(res.Answers) == 0 {
		if words = loose(words); len([]rune(words)) < 4 || q.w.has(asking) {
			return nil // no text says 怎么办
		}
		for _, t := range q.scope() {
			whole, units := t.loose()
			if !strings.Contains(whole, words) {
				continue
			}
			for i, text := range units {
				if strings.Contains(text, words) {
					res.Answers = append(res.Answers, Span{Clause: t.clause, Span: t.units[i].Span})
				}
			}
		}
		res.Note = q.lang.say("the text has these words, but for a conjunction", "文中有这些词，仅虚词不同")
	}
	if len(res.Answers) == 0 {
		return nil
	}
	q.order(res, words)
	if !q.small && len(res.Answers) > maxOfMany {
		res.Answers = res.Answers[:maxOfMany]
	}
	return res
}

// maxOfMany bounds the places listed for words in a large corpus, where a
// phrase may stand in hundreds of laws: the search lists them all.
const maxOfMany = 10

// loose drops what people leave out or change when they recall a phrase: 批评与自我批评.
func loose(bare string) string {
	return without(bare, func(r rune) bool {
		switch r {
		case '和', '与', '及', '的', '或', '并', '了':
			return true
		}
		return false
	})
}

// holding gives the sentences of a clause that hold the bare words, or the run
// of sentences across which they stand.
func holding(t *clauseText, words string) []Span {
	var out []Span
	for _, u := range t.units {
		if strings.Contains(u.bare, words) {
			out = append(out, Span{Clause: t.clause, Span: u.Span})
		}
	}
	if len(out) > 0 {
		return out
	}
	for i := range t.units {
		text := ""
		for j := i; j < len(t.units); j++ {
			if text += t.units[j].bare; strings.Contains(text, words) {
				// The shortest run that begins here; one that begins later may be shorter.
				if strings.Contains(text[len(t.units[i].bare):], words) {
					break
				}
				return []Span{{Clause: t.clause, Span: corpus.Span{Start: t.units[i].Start, End: t.units[j].End}}}
			}
		}
	}
	return []Span{{Clause: t.clause, Span: t.clause.Body}}
}

// order puts the answer that says most about the words first and leaves the
// rest in the order of the text: a sentence of a clause whose title holds the
// words comes before others.
func (q *question) order(res *Result, words string) {
	best, at := -1.0, 0
	var clauses []*clauseText
	for _, a := range res.Answers {
		if t := q.text(a.Clause); !slices.Contains(clauses, t) {
			clauses = append(clauses, t)
		}
	}
	ranks := make(map[corpus.Span]float64)
	for _, s := range q.rankAmong(clauses) {
		ranks[s.Span] = s.score
	}
	for i, a := range res.Answers {
		s := ranks[a.Span]
		if strings.Contains(q.text(a.Clause).name, words) {
			s++ // the clause is about them
		}
		if s > best {
			best, at = s, i
		}
	}
	first := res.Answers[at]
	copy(res.Answers[1:at+1], res.Answers[:at])
	res.Answers[0] = first
}

// where answers which clauses say the words, with each place.
func (q *question) where() *Result {
	if !q.w.has(sigWhere) || onlyRelative(q.w.text) {
		return nil
	}
	words := q.quoted()
	note := q.lang.say("asks where “%s” stands", "查“%s”出现在哪里", words)
	if words == "" && len(q.w.modals) > 0 && q.content == "" {
		return q.whereModal(q.w.modals[0])
	}
	if words == "" || asksTitles(q.query.Folded) {
		return q.cited(words)
	}
	res := &Result{Intent: IntentWhere, Note: note}
	for _, t := range q.scope() {
		if strings.Contains(t.body.bare, words) {
			res.Answers = append(res.Answers, holding(t, words)...)
		}
	}
	if len(res.Answers) == 0 {
		return nil
	}
	q.order(res, words)
	return res
}

// onlyRelative reports whether the words about a place are those of 规定的证据种类
// and not of 是哪一条规定的.
func onlyRelative(text string) bool {
	return containsAny(text, "规定的", "讲的", "说的") && !whichPlace.MatchString(text)
}

// whichPlace is wording that asks for a place in the text.
var whichPlace = regexp.MustCompile(`哪(?:一|几|些|个)?(?:条|款|章|节|部分|里|儿|地方|项)|几条|提到|提及|引用|出现|用了|涉及|载于|见于|写在|是哪`)

// asksTitles reports whether a question asks which documents are cited.
func asksTitles(text string) bool {
	return containsAny(text, "哪些文件", "什么文件", "哪些法规", "哪些条例", "哪些法律", "哪些制度文件", "哪几份文件", "which document", "what document", "which regulation", "which law")
}

// cited lists the documents that the text cites, each sentence once; with words
// only those in whose clause the words stand.
func (q *question) cited(words string) *Result {
	if !asksTitles(q.query.Folded) {
		return nil
	}
	res := &Result{Intent: IntentWhere, Note: q.lang.say("lists the documents cited", "列出所引用的文件")}
	for _, t := range q.scope() {
		if words != "" && !strings.Contains(t.body.bare, words) {
			continue
		}
		for _, c := range corpus.Citations(t.clause) {
			if c.Self || c.Title == "" {
				continue
			}
			for _, u := range t.units {
				if n := len(res.Answers); u.Contains(c.Span) && (n == 0 || res.Answers[n-1].Span != u.Span) {
					res.Answers = append(res.Answers, Span{Clause: t.clause, Span: u.Span})
				}
			}
		}
	}
	if len(res.Answers) == 0 {
		return nil
	}
	return res
}

// quoted gives the words that a question is about: those in quotes or title
// marks, else the Chinese ones among the content, else all of it.
func (q *question) quoted() string {
	text := q.query.Folded
	for _, marks := range []string{"“”", "《》", "「」", `""`, "‘’"} {
		m := []rune(marks)
		if i := strings.IndexRune(text, m[0]); i >= 0 {
			rest := text[i+len(string(m[0])):]
			if j := strings.IndexRune(rest, m[1]); j > 0 {
				if words := bare(rest[:j]); words != "" {
					return words
				}
			}
		}
	}
	var han []string
	for _, p := range q.w.content {
		if s := q.w.text[p.start:p.end]; s[0] >= 0x80 {
			han = append(han, s)
		}
	}
	if len(han) > 0 {
		return bare(strings.Join(han, ""))
	}
	return q.content
}

// whereModal gives every place where a modal stands with its own force: 不允许
// is not found in 决不允许.
func (q *question) whereModal(modal string) *Result {
	res := &Result{Intent: IntentWhere, Note: q.lang.say("asks where “%s” stands", "查“%s”出现在哪里", modal)}
	for _, c := range q.normScope() {
		for _, n := range q.normUnits(c) {
			if u := newUnit(c, n.norm.Modal); strings.HasPrefix(u.text, modal) {
				res.Answers = append(res.Answers, Span{Clause: c, Span: n.Span, Norm: n.norm.Kind})
			}
		}
	}
	if len(res.Answers) == 0 {
		return nil
	}
	return res
}
