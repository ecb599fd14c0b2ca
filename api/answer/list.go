package answer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"tiaowen/corpus"
	"tiaowen/index"
)

// Statutes say much in lists: 公务员不得有下列行为：（一）…（二）…. The words before
// the items say what they are, and an item means nothing without them.

// list is a sentence that leads to items, with the items.
type list struct {
	lead  corpus.Span // without the mark at its end
	whole corpus.Span // from the lead to the last item
	items []corpus.Span
}

// listsOf gives the lists of a clause in the order of the text.
func listsOf(c *corpus.Clause) []list {
	var out []list
	var sentences []corpus.Sentence
	var walk func(parts []corpus.Part)
	walk = func(parts []corpus.Part) {
		for _, p := range parts {
			if len(p.Parts) == 0 {
				continue
			}
			if sentences == nil {
				sentences = corpus.Sentences(c)
			}
			l := list{whole: corpus.Span{Start: p.Start, End: p.Parts[len(p.Parts)-1].End}}
			for _, s := range sentences { // the last one before the items
				if s.Words.Start >= p.Start && s.Words.End <= p.Parts[0].Start {
					l.lead, l.whole.Start = s.Words, s.Start
				}
			}
			if l.lead.Len() > 0 {
				for _, item := range p.Parts {
					l.items = append(l.items, item.Span)
				}
				out = append(out, l)
			}
			walk(p.Parts)
		}
	}
	walk(c.Parts)
	return out
}

// beginsAtEndOf reports whether a span ends with the words that lead to the list.
func (l list) beginsAtEndOf(s corpus.Span) bool {
	return s.Start < l.lead.End && s.End >= l.lead.End && s.End < l.items[0].End
}

// linkLists tells the units of a clause which list they lead to or stand in.
func (t *clauseText) linkLists() {
	for _, l := range listsOf(t.clause) {
		lead := slices.IndexFunc(t.units, func(u unit) bool { return u.Span == l.lead })
		if lead < 0 {
			continue
		}
		t.units[lead].opens = &l
		for i := range t.units {
			if u := &t.units[i]; u.Start >= l.lead.End && u.End <= l.whole.End {
				u.lead = &t.units[lead] // the innermost list comes last
			}
		}
	}
}

// completed widens the answers that end where a list begins by the list, unless
// its items were chosen, and drops what then stands in another answer.
func completed(answers []Span) []Span {
	var out []Span
	for _, a := range answers {
		if !a.chosen {
			for _, l := range listsOf(a.Clause) {
				if l.beginsAtEndOf(a.Span) {
					a.End = l.whole.End
				}
			}
		}
		if !slices.ContainsFunc(out, func(b Span) bool { return b.Clause == a.Clause && b.Contains(a.Span) && b.Heading == nil }) {
			out = append(out, a)
		}
	}
	return out
}

// inList gives a sentence as an answer: an item behind the words that lead to
// it; the lead of a list with the items that speak of the question where some
// do more than the rest, else with all of them.
func (q *question) inList(s scored) []Span {
	if s.lead != nil {
		return []Span{{Clause: s.clause, Span: s.lead.Span, chosen: true}, {Clause: s.clause, Span: s.Span, chosen: true}}
	}
	if s.opens == nil || q.wantsList() {
		return []Span{{Clause: s.clause, Span: s.Span}}
	}
	best, covers := 0.0, make([]float64, len(s.opens.items))
	for i, item := range s.opens.items {
		u := newUnit(s.clause, item)
		for j := range q.concepts {
			c := &q.concepts[j]
			if c.in(s.text, s.sieve) == 0 { // what the lead does not say
				covers[i] += c.weight * c.in(u.text, u.sieve)
			}
		}
		best = max(best, covers[i])
	}
	if best == 0 {
		return []Span{{Clause: s.clause, Span: s.Span}}
	}
	out := []Span{{Clause: s.clause, Span: s.Span, chosen: true}}
	for i, item := range s.opens.items {
		if covers[i] >= 0.8*best {
			out = append(out, Span{Clause: s.clause, Span: item, chosen: true})
		}
	}
	return out
}

// wantsList reports whether all members of a list are wanted.
func (q *question) wantsList() bool {
	return q.w.has(sigList|sigMembers) || q.w.has(sigForbid|sigRequire|sigPermit) && !q.w.has(sigYesNo|sigCount|sigWhen|sigOften)
}

// listNouns are what statutes call the members of their lists. A question that
// asks for 义务 means the list of 下列义务.
var listNouns = []string{"种类", "义务", "权利", "职责", "职权", "条件", "方式", "情形", "行为", "措施", "范围", "事项", "内容", "材料", "原则", "程序", "任务"}

// nounsAsked are the nouns of the question.
func (q *question) nounsAsked() []string {
	var out []string
	for _, n := range listNouns {
		if strings.Contains(q.w.text, n) {
			out = append(out, n)
		}
	}
	return out
}

// kindAs is how a lead says what the items of its list are.
var kindAs = regexp.MustCompile(`(?:之一的?|情形的?|行为的?|下列.{0,10})(?:是|为|属于|视为|认定为|应当认定为|构成)$`)

// kin are the words that stand for a noun in the leads of lists. A noun without
// kin may go unsaid.
var kin = map[string][]string{
	"权利": {"有权", "享有", "可以"},
	"义务": {"应当", "必须"},
	"职责": {"职权", "负责", "任务", "主要工作"},
	"职权": {"职责", "行使"},
	"条件": {"具备", "符合", "情形"},
}

// fitting reports whether a lead may lead to what the nouns ask for.
func fitting(nouns []string, lead string) bool {
	for _, n := range nouns {
		if words, strict := kin[n]; strict && !containsAny(lead, words...) {
			return false
		}
	}
	return true
}

// nounOnly reports whether the question is a name with such a noun at its end
// and asks nothing else: 民事诉讼法规定的证据种类.
func (q *question) nounOnly() bool {
	if q.w.has(asking) || q.w.has(sigDefine|sigSection|sigUnits) {
		return false
	}
	return q.named && slices.ContainsFunc(listNouns, func(n string) bool { return q.content != n && strings.HasSuffix(q.content, n) })
}

// enumerated answers a question for the members of something with the list
// whose lead speaks of it.
func (q *question) enumerated() *Result {
	if !q.w.has(sigList|sigMembers) && !q.nounOnly() || q.w.has(sigYesNo) || q.w.has(sigWhere) && !onlyRelative(q.w.text) || q.content == "" && len(q.nounsAsked()) == 0 {
		return nil
	}
	total := 0.0
	nouns := q.nounsAsked()
	for i := range q.concepts {
		if !slices.Contains(nouns, q.concepts[i].word) {
			total += q.concepts[i].weight
		}
	}
	var leads []scored
	best := 0.0
	for _, s := range q.rank() {
		if s.opens == nil {
			continue
		}
		if s.score = q.leadScore(s, total, nouns); s.score > 0 {
			leads = append(leads, s)
			best = max(best, s.score)
		}
	}
	if len(leads) == 0 {
		return nil
	}
	res := &Result{Intent: IntentDefine, Note: q.lang.say("asks for the members of “%s”", "查“%s”的各项", q.w.contentText())}
	first := slices.IndexFunc(leads, func(s scored) bool { return s.score == best })
	for _, s := range leads {
		// 中国公民… and 外国人有下列情形之一的，不准出境: two lists of one thing.
		if s.score == best && s.clause == leads[first].clause || s.score >= best-leadTie && s.clause.Document == leads[first].clause.Document && len(q.refs) == 0 {
			res.Answers = append(res.Answers, Span{Clause: s.clause, Span: s.Span})
		}
	}
	slices.SortStableFunc(res.Answers, func(a, b Span) int { return cmp.Compare(a.Start, b.Start) })
	return res
}

// leadScore tells how well the lead of a list leads to what the question asks
// for; 0 when it does not. total is what the notions weigh without the nouns.
func (q *question) leadScore(s scored, total float64, nouns []string) float64 {
	said := 0.0
	for i := range q.concepts {
		if c := &q.concepts[i]; !slices.Contains(nouns, c.word) {
			said += c.weight * max(c.in(s.text, s.sieve), nearPath*c.in(index.Fold(s.clause.Document.Title), nil))
		}
	}
	said /= max(total, 1e-9)
	noun, bar := containsAny(s.text, nouns...), leadCovers
	if noun {
		bar = leadCoversNoun
	}
	if said < bar || !noun && !fitting(nouns, s.text) {
		return 0
	}
	score := s.coverage + said
	if noun {
		score += 0.6
	}
	// 证据包括 says more of 证据 than a long sentence that also names it.
	score += 0.4 * min(1, float64(len(q.content))/float64(max(1, len(s.bare))))
	if i := strings.LastIndex(s.bare, q.content); i > 0 && kindAs.MatchString(s.bare[:i]) {
		score += 0.5 // 下列行为之一的，是走私行为
	}
	if containsAny(s.text, "不得", "禁止", "不准", "严禁") {
		switch {
		case q.w.has(sigForbid):
			score += 0.3
		case q.w.has(sigPermit):
			score -= 0.5 // 可以抵押的财产 are not 不得抵押的财产
		}
	}
	for _, m := range q.w.modals {
		if strings.Contains(s.text, m) {
			score += 0.12
		}
	}
	return max(score, 0.01)
}

// How much of the content the lead of a list must say to answer a question for
// members: less when it has the noun asked for.
const (
	leadCovers     = 0.8
	leadCoversNoun = 0.6
	leadTie        = 0.06 // a list whose score is so near to the best one answers too
)
