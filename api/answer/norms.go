package answer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"tiaowen/corpus"
	"tiaowen/index"
)

// asked gives the kind of norm a question asks for by its wording.
func (q *question) asked() (corpus.NormKind, Intent, bool) {
	switch {
	case q.w.has(sigForbid):
		return corpus.Forbid, IntentForbid, true
	case q.w.has(sigEncour):
		return corpus.Encourage, IntentEncourage, true
	case q.w.has(sigRequire):
		return corpus.Require, IntentRequire, true
	case q.w.has(sigPermit) && !q.w.has(sigYesNo):
		return corpus.Permit, IntentPermit, true
	}
	return 0, "", false
}

// norms answers what a clause, a section or a text forbids, requires, permits
// or encourages: with every norm of that kind, or with those that speak of the
// content or bind the one it names.
func (q *question) norms() *Result {
	kind, intent, ok := q.asked()
	if kind != corpus.Forbid && q.content != "" && (q.w.has(sigCount|sigWhen|sigOften|sigWho) || asksWhether(q.w.text)) {
		return nil // 应当提前多少日通知: a figure is asked for, not a duty
	}
	if !ok || q.w.has(sigYesNo) && q.content != "" && len(q.refs) == 0 {
		return nil
	}
	scope := q.normScope()
	if scope == nil {
		return nil
	}
	var all []unit
	for _, c := range scope {
		for _, u := range q.normUnits(c) {
			if u.norm.Kind == kind && (!q.counts || q.content == "" || q.quantity.answeredBy(u.text)) {
				all = append(all, u)
			}
		}
	}
	picked, literal := q.pickModal(all)
	res := &Result{Intent: intent, Note: q.normNote(intent, literal)}
	if q.content == "" {
		if len(picked) == 0 {
			if len(q.referred()) == 0 && len(q.sections()) == 0 {
				return nil
			}
			res.Reason = q.normReason(intent)
			res.Related, res.final = q.referred(), true
			return res
		}
		res.Answers = spansOf(picked)
		return res
	}
	if kind == corpus.Require && len(q.clauseRefs()) > 0 {
		if found := q.required(); len(found) > 0 {
			res.Answers = found
			return res
		}
	}
	// The content names who is bound, and nothing else: all that binds them.
	if bound := q.binding(picked); len(bound) > 0 {
		res.Answers = joined(spansOf(bound))
		return res
	}
	if kind != corpus.Forbid {
		return nil // the best sentence says more than a list of norms
	}
	about := q.about(picked)
	if len(about) == 0 && len(q.clauseRefs()) > 0 && !q.w.has(sigYesNo) {
		about = picked // the clause is named: what it forbids, in whatever words it says whom
	}
	if len(about) == 0 {
		return nil
	}
	res.Answers = halves(spansOf(about))
	return res
}

// required gives the sentences of the clause referred to that require something
// about the content, in the order of the text: 第七条对会议有什么要求.
func (q *question) required() []Span {
	var found []scored
	best := 0.0
	for _, s := range q.rank() {
		best = max(best, s.coverage)
		if s.lead == nil && slices.ContainsFunc(q.normUnits(s.clause), func(u unit) bool {
			return s.Contains(u.Span) && (u.norm.Kind == corpus.Require || u.norm.Kind == corpus.Forbid)
		}) {
			found = append(found, s)
		}
	}
	if best < enough {
		return nil
	}
	var out []Span
	for _, s := range found {
		if s.coverage >= requiredShare*best {
			out = append(out, Span{Clause: s.clause, Span: s.Span, Norm: corpus.Require})
		}
	}
	slices.SortFunc(out, func(a, b Span) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// requiredShare is how much of what the best sentence of a clause covers
// another one must cover to belong to the answer: more than by standing beside it.
const requiredShare = nearClause + 0.02

// normScope is where norms are looked for: what the question refers to, else
// the documents meant; nil when that would be a whole library.
func (q *question) normScope() []*corpus.Clause {
	if cs := q.referred(); len(cs) > 0 {
		return cs
	}
	if s := q.sections(); len(s) > 0 {
		return sectionClauses(q.docs, s)
	}
	if len(q.docs) == 1 && (q.content == "" || len(q.docs[0].Clauses) <= smallCorpus) {
		return q.docs[0].Clauses
	}
	var out []*corpus.Clause
	if q.content != "" {
		for _, t := range q.scope() {
			out = append(out, t.clause)
		}
	}
	return out
}

// pickModal narrows norms to those with just the modal asked for (不准, 决不允许)
// where there are any; otherwise to the outright ones, or to the soft ones when
// the question says 反对 or the like, or when there are no others.
func (q *question) pickModal(all []unit) (picked []unit, modal string) {
	for _, m := range q.w.modals {
		for _, u := range all {
			if strings.HasPrefix(index.Fold(u.clause.Document.Text(u.norm.Modal)), m) {
				picked = append(picked, u)
			}
		}
		if len(picked) > 0 {
			return picked, m
		}
	}
	soft := q.w.has(sigSoft)
	for _, u := range all {
		if u.norm.Soft == soft {
			picked = append(picked, u)
		}
	}
	if len(picked) == 0 {
		picked = all
	}
	return picked, ""
}

// inBrackets is what stands for either of two: 党委(党组)书记 is 党委书记 too.
var inBrackets = regexp.MustCompile(`\([^()]*\)`)

// binding gives the norms that bind the one whom the content names, those that
// name him alone first; 法律责任 comes after the duties it punishes. Where the
// content says more (选人用人上对领导干部), they stand in a place that speaks of it.
func (q *question) binding(norms []unit) []unit {
	type bound struct {
		unit
		worth int
	}
	var found []bound
	rest, nouns := q.concepts, q.nounsAsked()
	for _, u := range norms {
		worth, amid := 0, ""
		for i, who := range u.bound {
			actor := bare(index.Fold(who))
			if w := q.bindsWhom(actor, who); w > worth && (i < 2 || w > bindsWith) {
				worth, amid = w, actor
			}
		}
		if worth == 0 {
			continue
		}
		if worth != bindsHere && worth != bindsKind {
			rest = nil
		} else {
			rest = slices.DeleteFunc(slices.Clone(rest), func(c concept) bool { return strings.Contains(amid, c.word) })
		}
		if containsAny(u.text, nouns...) && u.opensList() {
			worth += bindsOnly // 应当履行下列义务, where 义务 are asked for
		}
		if penal(u.clause) || liability.MatchString(u.text) {
			worth = bindsWith
		}
		found = append(found, bound{u, worth})
	}
	var out []unit
	worth := make(map[*corpus.Norm]int, len(found))
	for _, b := range found {
		out = append(out, b.unit)
		worth[b.norm] = b.worth
	}
	if len(rest) > 0 {
		out = q.covering(out, rest, actorAround)
	}
	out = between(out, norms)
	slices.SortStableFunc(out, func(a, b unit) int { return cmp.Compare(worth[b.norm], worth[a.norm]) })
	return out
}

// between adds the norms that stand between two chosen ones of a sentence: one
// of a row (不准…，不准个人…，不准…) may name another actor than the row.
func between(chosen, norms []unit) []unit {
	if len(chosen) < 2 {
		return chosen
	}
	together := func(a, b unit) bool {
		return a.clause == b.clause && a.Start <= b.Start && !strings.Contains(a.clause.Document.Source[a.Start:b.Start], "。")
	}
	var out []unit
	for _, u := range norms {
		if slices.ContainsFunc(chosen, func(c unit) bool { return together(c, u) }) &&
			slices.ContainsFunc(chosen, func(c unit) bool { return together(u, c) }) {
			out = append(out, u)
		}
	}
	return out
}

// bindsSomebody reports whether the question asks for norms and its content is
// whom norms of the documents meant bind.
func (q *question) bindsSomebody() bool {
	kind, _, ok := q.asked()
	if !ok || len(q.docs) != 1 || q.w.has(sigYesNo) {
		return false
	}
	for _, c := range q.docs[0].Clauses {
		for _, u := range q.normUnits(c) {
			if u.norm.Kind == kind && q.bindsWhom(bare(index.Fold(u.norm.Actor)), u.norm.Actor) == bindsOnly {
				return true
			}
		}
	}
	return false
}

// asksWhether reports whether a question asks under which circumstances
// something may or must be done.
func asksWhether(text string) bool {
	return containsAny(text, "什么情况", "哪些情况", "哪种情况", "什么情形", "哪些情形", "什么条件", "哪些条件", "何种情形", "何种情况", "under what", "in which case")
}

// How closely an actor is the one whom a question names.
const (
	bindsWith = 1 // his name is part of the actor's
	bindsKind = 2 // he is one of the actor's kind, or is called by a shorter name
	bindsHere = 3 // the content names him and something else, of which the norm must speak
	bindsAmid = 4 // he stands in a list of actors
	bindsOnly = 5
)

// bindsWhom tells how closely an actor is whom the content names, 0 when it is not.
func (q *question) bindsWhom(actor, written string) int {
	if actor == "" || q.content == "" {
		return 0
	}
	whom, who := loose(q.content), loose(actor)
	switch {
	case whom == who:
		return bindsOnly
	case slices.Contains(actors(written), whom):
		return bindsAmid
	case strings.HasPrefix(who, whom) && len(whom) >= 9:
		return bindsKind
	case len(actor) >= 6 && len(q.docs) > 0 && strings.HasPrefix(q.content, actor) && standsAlone.MatchString(q.content[len(actor):]):
		return bindsHere
	case len(actor) >= 6 && strings.HasSuffix(q.content, actor):
		return bindsKind
	case len(q.content) >= 9 && abbreviates(whom, who):
		return bindsKind
	case len(q.content) >= 6 && strings.Contains(actor, q.content):
		return bindsWith
	}
	return 0
}

// standsAlone is how the words go on behind an actor: 校车驾驶人 is not 校车.
var standsAlone = regexp.MustCompile(`^[在对从向与为因时应和等将把被]|^于`)

// subject is whom a norm speaks of by the first words of its sentence, where
// these are no condition: 导游和领队从事业务活动，应当佩戴导游证.
func subject(u *unit) string {
	text := u.clause.Document.Text(u.norm.Reach)
	if i := strings.IndexAny(text, "，；。：,;:"); i >= 0 {
		text = text[:i]
	}
	if i := conditional.FindStringIndex(text); i != nil {
		text = text[:i[0]]
	}
	return text
}

// conditional is where the words about whom a norm binds end.
var conditional = regexp.MustCompile(`应当|必须|不得|可以|禁止|有权|对(?:于)?|在|从事|为|以|按照|依照|根据|因|与|向|将|自`)

// liability is what a law says of damage, not a duty of its own.
var liability = regexp.MustCompile(`承担[^，。；]{0,14}责任|追究[^，。；]{0,10}责任`)

// actors are the members of a list of actors: 董事、监事和高级管理人员.
func actors(written string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(index.Fold(written), func(r rune) bool { return strings.ContainsRune("、和及或与，", r) }) {
		out = append(out, loose(bare(p)))
	}
	return out
}

// abbreviates reports whether a short name has the first and the last character
// of a long one and keeps the order of those between: 电商平台经营者 for 电子商务平台经营者.
func abbreviates(short, long string) bool {
	s, l := []rune(short), []rune(long)
	if len(s) >= len(l) || s[0] != l[0] || s[len(s)-1] != l[len(l)-1] {
		return false
	}
	for _, r := range s {
		i := slices.Index(l, r)
		if i < 0 {
			return false
		}
		l = l[i+1:]
	}
	return true
}

// penal reports whether a clause stands in the part of a law that punishes.
func penal(c *corpus.Clause) bool {
	for s := c.Section; s != nil; s = s.Parent {
		if containsAny(s.Title, "法律责任", "罚则", "责任追究") {
			return true
		}
	}
	return false
}

// opensList reports whether a list begins where the unit ends.
func (u *unit) opensList() bool {
	return slices.ContainsFunc(listsOf(u.clause), func(l list) bool { return l.beginsAtEndOf(u.Span) })
}

// about gives the norms that cover the content about as well as the best one.
func (q *question) about(norms []unit) []unit { return q.covering(norms, q.concepts, normAround) }

// How much a notion counts that a norm itself does not name, but the sentence
// or the headings that it stands in: of norms that are asked for by their
// subject, and of those asked for by whom they bind. Then what a norm gains that
// lists what is counted.
const (
	normAround  = 0.5
	actorAround = 0.9
	normListed  = 0.3
	aboutTitle  = 0.9
)

// covering gives the norms that speak of the notions, about as well as the best
// one. One around which the notions stand counts that much; below actorAround it
// must name one itself.
func (q *question) covering(norms []unit, notions []concept, outside float64) []unit {
	total := weigh(notions)
	if total == 0 {
		return nil
	}
	covers := make([]float64, len(norms))
	best := 0.0
	for i, u := range norms {
		actor, about := index.Fold(u.bound[0]), index.Fold(u.bound[2])
		t := q.text(u.clause)
		around := t.sentenceOf(u.Span)
		own, titled := 0.0, 0.0
		for j := range notions {
			c := &notions[j]
			here := max(c.in(u.text, u.sieve), 0.9*c.in(actor, nil), 0.9*c.in(about, nil))
			own += here
			titled += c.weight * c.in(t.title, nil) / total
			covers[i] += c.weight * max(here, outside*max(c.in(around, nil), c.in(t.title, nil), c.in(t.path, nil))) / total
		}
		if q.quantity.lists(u.text) {
			covers[i] += normListed
		} else if titled >= aboutTitle {
			covers[i] = max(covers[i], titled) // what the clause is about, all of it is
		} else if own == 0 && outside < actorAround {
			covers[i] = 0
		}
		best = max(best, covers[i])
	}
	if best < enough {
		return nil
	}
	var out []unit
	for i, u := range norms {
		if covers[i] >= 0.85*best {
			out = append(out, u)
		}
	}
	return out
}

// spansOf turns units into answers, in the order of the text.
func spansOf(units []unit) []Span {
	out := make([]Span, 0, len(units))
	for _, u := range units {
		s := Span{Clause: u.clause, Span: u.Span}
		if u.norm != nil {
			s.Norm = u.norm.Kind
			if s.Norm == corpus.Require || reasonOnly.MatchString(u.text) {
				s.Span = u.norm.Reach // a duty goes on under its modal: 要各司其职，做好工作
			}
		}
		out = append(out, s)
	}
	return out
}

// reasonOnly is a prohibition whose act comes behind its reason: 不得因结婚、怀孕等
// 情形，辞退女职工.
var reasonOnly = regexp.MustCompile(`(?:不得|不准|禁止|严禁)(?:因|以|利用|借|通过|凭借)[^，]*(?:情形|为由|理由|便利|名义|手段|方式|形式|影响|机会)$`)

// joined unites answers that only a mark divides: 要各司其职，做好工作 is one duty.
func joined(spans []Span) []Span {
	var out []Span
	for _, s := range spans {
		if n := len(out); n > 0 && out[n-1].Clause == s.Clause && s.Start >= out[n-1].End && s.Start-out[n-1].End <= len("，") {
			out[n-1].End = s.End
			continue
		}
		out = append(out, s)
	}
	return out
}

// half is one of a pair that says nothing, or too little, without the other.
var half = regexp.MustCompile(`^(?:既|不[^准得允能可许应要])`)

// halves unites 既要… with the 又要… behind it, and 不主观武断 with 不发泄私愤.
func halves(spans []Span) []Span {
	var out []Span
	for _, s := range spans {
		if n := len(out); n > 0 && half.MatchString(out[n-1].Clause.Document.Text(out[n-1].Span)) {
			if two := joined([]Span{out[n-1], s}); len(two) == 1 {
				out[n-1] = two[0]
				continue
			}
		}
		out = append(out, s)
	}
	return out
}

func (q *question) normNote(intent Intent, modal string) string {
	what := q.lang.pick(map[Intent][2]string{
		IntentForbid:    {"its prohibitions", "禁止性规定"},
		IntentRequire:   {"its requirements", "要求"},
		IntentPermit:    {"what it permits", "允许的事项"},
		IntentEncourage: {"what it encourages", "鼓励和提倡的事项"},
	}[intent])
	note := q.lang.say("asks for %s", "查%s", what)
	if refs := q.clauseRefs(); len(refs) > 0 {
		name := refs[0].name(q.lang)
		if refs[0].written == name {
			note = q.lang.say("%s; asks for %s", "%s；查%s", name, what)
		} else {
			note = q.lang.say("%s is read as %s; it asks for %s", "“%s”理解为%s；查%s", refs[0].written, name, what)
		}
	}
	if modal != "" {
		note += q.lang.say(" worded %s", "（用语“%s”）", modal)
	}
	if q.content != "" {
		note += q.lang.say(" about “%s”", "，关于“%s”", q.w.contentText())
	}
	return note
}

func (q *question) normReason(intent Intent) string {
	verb := q.lang.pick(map[Intent][2]string{
		IntentForbid:    {"forbids nothing", "没有禁止性规定"},
		IntentRequire:   {"requires nothing", "没有要求"},
		IntentPermit:    {"permits nothing expressly", "没有明确允许的事项"},
		IntentEncourage: {"encourages nothing", "没有鼓励或提倡的事项"},
	}[intent])
	who := q.lang.say("that section", "该部分")
	if cs := q.referred(); len(cs) == 1 {
		who = name(cs[0], q.lang)
	} else if len(cs) > 1 {
		who = q.lang.say("none of these clauses", "这些条款")
	}
	return q.lang.say("%s %s", "%s%s", who, verb)
}
