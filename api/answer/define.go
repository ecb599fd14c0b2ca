package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/answer/match"
	"tiaowen/api/answer/wording"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/corpus/numeral"
	"tiaowen/index"
)

// Most texts name 四个意识 and never list them. A question for the members of such
// a term is answered only where the text spells them out.

// shorthand is a term that counts what it stands for: 四个意识, 三会一课, 两个功能.
var shorthand = regexp.MustCompile(`^(?:[一二三四五六七八九十两0-9]+\p{Han}{1,2}){0,1}[一二三四五六七八九十两0-9]+\p{Han}{1,6}$|^[一二三四五六七八九十两]\p{Han}[一二三四五六七八九十两]\p{Han}{1,4}$`)

// shorthand answers what a term that counts its members means or who they are, or
// refuses when the text names it only.
func (q *asking) shorthand() (*Result, error) {
	if !q.Has(question.Define | question.Members) {
		return nil, nil
	}
	if err := q.search(); err != nil {
		return nil, err
	}
	scope := q.scope()
	term := q.countedTerm(scope)
	if term == "" || q.beside(term) > 0.5 {
		return nil, nil
	}
	note := q.lang.say("查“%s”的含义", "asks what “%s” means", term)
	if s, ok := explaining(scope, term); ok {
		return &Result{Intent: IntentDefine, Note: note, Answers: []Span{s}}, nil
	}
	var named []*corpus.Clause
	for _, t := range scope {
		if strings.Contains(t.body.bare, term) && !slices.Contains(named, t.clause) {
			named = append(named, t.clause)
		}
	}
	if len(named) == 0 {
		return nil, nil
	}
	res := refuse(IntentDefine, note, q.lang.say("%s提到“%s”，但没有展开说明", "%s mentions “%s” but does not explain it", name(named[0], q.lang), term))
	res.Related, res.final = related(named[:min(3, len(named))]), true
	return res, nil
}

// explaining finds the sentence that says what a term means: one that defines it before
// one that spells it out, and else a clause whose title has it (践行监督执纪“四种形态”).
func explaining(scope []*clauseText, term string) (Span, bool) {
	for _, says := range []func(text, term string) bool{defines, spelledOut} {
		for _, t := range scope {
			if !strings.Contains(t.body.bare, term) {
				continue
			}
			i := slices.IndexFunc(t.units, func(u unit) bool { return strings.Contains(u.bare, term) && says(u.text, term) })
			if i >= 0 {
				return Span{Clause: t.clause, Span: t.units[i].Span}, true
			}
		}
	}
	for _, t := range scope {
		if strings.Contains(match.Bare(t.title), term) {
			return Span{Clause: t.clause, Span: t.clause.Body}, true
		}
	}
	return Span{}, false
}

// beside is the part of the content, 0 to 1, that is not the term: the question
// is about something else that it names as well.
func (q *asking) beside(term string) float64 {
	rest := 0.0
	for i := range q.words {
		if w := &q.words[i]; !strings.Contains(term, w.Said) {
			rest += w.Weight
		}
	}
	return rest / max(wording.Weight(q.words), 1e-9)
}

// countedTerm gives the term that counts its members and that the question is about, or "".
func (q *asking) countedTerm(scope []*clauseText) string {
	text := match.Bare(q.Text)
	for _, t := range scope {
		for _, name := range quotedTerms(t.clause) {
			if b := match.Bare(name); shorthand.MatchString(b) && strings.Contains(text, b) {
				return b
			}
		}
	}
	if shorthand.MatchString(q.content) {
		return q.content
	}
	return ""
}

// quotedTerms gives the short words that stand between quotes in a clause, folded.
func quotedTerms(c *corpus.Clause) []string {
	var out []string
	rest := repaired(c, c.Body)
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

// unquoted takes the quotes and blanks from around terms.
var unquoted = strings.NewReplacer("“", "", "”", "", `"`, "", " ", "")

// isKindOf is what stands before a term at the end of a definition.
var isKindOf = regexp.MustCompile(`[^不][，,](?:是|属于|视为|为)$`)

// defines reports whether a sentence is a definition as laws write it: 本法所称密码，
// 是指…; 拍卖是指…; …的，是自首.
func defines(text, term string) bool {
	before, after, ok := strings.Cut(unquoted.Replace(text), term)
	if !ok {
		return false
	}
	return isKindOf.MatchString(before) && endsPart.MatchString(after) || meansBehind.MatchString(after) ||
		calledBefore.MatchString(before) && isBehind.MatchString(after)
}

// What stands around a term that a sentence defines.
var (
	endsPart     = regexp.MustCompile(`^(?:$|，|,)`)
	meansBehind  = regexp.MustCompile(`^\(?，?,?是指`)
	calledBefore = regexp.MustCompile(`所称的?$`)
	isBehind     = regexp.MustCompile(`^\(?，?,?(?:包括|是|指|为)`)
)

// spelledOut reports whether a sentence says what the bare term means: in
// brackets behind it, by 是 or 即 or 指, or by as many members of a list beside
// it as its numeral counts.
func spelledOut(text, term string) bool {
	before, after, ok := strings.Cut(unquoted.Replace(text), term)
	if !ok {
		return false
	}
	if explainedBehind.MatchString(after) {
		return true
	}
	// 统筹考核、述职评议、…“五项机制”
	list := before[strings.LastIndexAny(before, "，。；,;:")+1:]
	if n := counted(term); n > 1 && strings.Count(list, "、")+1 == n {
		return true
	}
	return comesAgain(after, term)
}

// explainedBehind is how a text goes on behind a term that it explains.
var explainedBehind = regexp.MustCompile(`^(?:[(（:：]|是|即|指|包括|包含|为)`)

// comesAgain reports whether all words between the numerals of a term come again in a
// text: “一为主两报告”制度，…以上级纪委领导为主，…报告…. A single character (会, 课)
// comes again by chance.
func comesAgain(text, term string) bool {
	words := slices.DeleteFunc(numerals.Split(term, -1), func(w string) bool { return w == "" })
	if len(words) < 2 {
		return false
	}
	return !slices.ContainsFunc(words, func(w string) bool { return utf8.RuneCountInString(w) < 2 || !strings.Contains(text, w) })
}

var numerals = regexp.MustCompile(`[一二三四五六七八九十两0-9]+`)

// counted is the number that a shorthand begins with, 0 when it begins with no number.
func counted(term string) int {
	r, _ := utf8.DecodeRuneInString(term)
	d, power := numeral.HanDigit(r)
	return max(d, 0) * power
}
