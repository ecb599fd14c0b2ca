package answer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"tiaowen/api/answer/locate"
	"tiaowen/api/answer/match"
	"tiaowen/api/answer/prepared"
	"tiaowen/api/answer/reading"
	"tiaowen/api/answer/wording"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/script"
	"tiaowen/index"
)

// asked gives the kind of norm a question asks for by its wording.
func (q *asking) asked() (norm.Kind, Intent, bool) {
	switch {
	case q.Has(question.Forbid):
		return norm.Forbid, IntentForbid, true
	case q.Has(question.Encourage):
		return norm.Encourage, IntentEncourage, true
	case q.Has(question.Require):
		return norm.Require, IntentRequire, true
	case q.Has(question.Permit) && !q.Has(question.YesNo):
		return norm.Permit, IntentPermit, true
	}
	return 0, "", false
}

// norms lists what a clause, a section or a document forbids, requires, permits
// or encourages: every norm of that kind, or those that bind the one whom the
// question names.
func (q *asking) norms() (*Result, error) {
	kind, intent, ok := q.asked()
	if !ok || q.About != "" && q.asksOtherThanNorms() {
		return nil, nil
	}
	var all []prepared.Unit
	for _, t := range q.texts.All(q.normScope()) {
		for _, u := range t.Norms() {
			if u.Norm.Kind == kind {
				all = append(all, u)
			}
		}
	}
	picked, literal := q.pickModal(all)
	res := &Result{Intent: intent, Note: q.normNote(intent, literal)}
	if q.About != "" {
		// The content names who is bound, and nothing else: all that binds them.
		picked = q.binding(picked)
		if len(picked) == 0 {
			return nil, nil
		}
		res.Answers = joined(spansOf(picked))
		return res, nil
	}
	if len(picked) == 0 {
		if len(q.referred()) == 0 && len(q.sections()) == 0 {
			return nil, nil
		}
		if cs := q.referred(); len(cs) > 0 && !slices.ContainsFunc(cs, inChinese) {
			return q.wholeInstead(intent, cs, nil), nil
		}
		res.Reason = q.normReason(intent)
		res.Related, res.final = related(q.referred()), true
		return res, nil
	}
	res.Answers = spansOf(picked)
	return res, nil
}

// asksOtherThanNorms reports whether a question with a content wants something else
// than the norms: a figure (应当提前多少日通知), a yes or a no, or the list of things that
// it names (有哪些义务 wants the list of 下列义务).
func (q *asking) asksOtherThanNorms() bool {
	return q.Has(question.Number|question.When|question.Often|question.Who|question.Condition|question.YesNo) ||
		asksWhether(q.Text) || len(reading.NounsAsked(q.Text)) > 0
}

// inChinese reports whether a clause has Chinese words: in others no norms are read.
func inChinese(c *corpus.Clause) bool { return strings.ContainsFunc(c.Text(), script.IsHan) }

// normScope is where norms are listed: what the question refers to, else the one
// document meant; nil when that would be a whole library.
func (q *asking) normScope() []*corpus.Clause {
	if cs := q.referred(); len(cs) > 0 {
		return cs
	}
	if s := q.sections(); len(s) > 0 {
		return locate.InSections(q.docs, s)
	}
	if len(q.docs) == 1 {
		return q.docs[0].Clauses
	}
	return nil
}

// pickModal narrows norms to those with just the modal asked for (不准, 决不允许)
// where there are any; otherwise to the outright ones, or to the soft ones when
// the question says 反对 or the like, or when there are no others.
func (q *asking) pickModal(all []prepared.Unit) (picked []prepared.Unit, modal string) {
	for _, m := range q.Modals {
		for _, u := range all {
			if strings.HasPrefix(index.Fold(u.Clause.Document.Text(u.Norm.Modal)), m) {
				picked = append(picked, u)
			}
		}
		if len(picked) > 0 {
			return picked, m
		}
	}
	soft := q.Has(question.Soft)
	for _, u := range all {
		if u.Norm.Soft == soft {
			picked = append(picked, u)
		}
	}
	if len(picked) == 0 {
		picked = all
	}
	return picked, ""
}

// binding gives the norms that bind the one whom the content names, those that
// name him alone first; 法律责任 comes after the duties it punishes. Where the
// content says more (选人用人上对领导干部), they stand in a place that speaks of it.
func (q *asking) binding(norms []prepared.Unit) []prepared.Unit {
	type bound struct {
		prepared.Unit
		worth int
	}
	var found []bound
	rest := q.Words
	for _, u := range norms {
		worth, amid := 0, ""
		for i, who := range u.Bound {
			actor := match.Bare(index.Fold(who))
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
			rest = slices.DeleteFunc(slices.Clone(rest), func(w wording.Word) bool { return strings.Contains(amid, w.Said) })
		}
		if penal(u.Clause) || liability.MatchString(u.Text) {
			worth = bindsWith
		}
		found = append(found, bound{u, worth})
	}
	var out []prepared.Unit
	worth := make(map[*norm.Norm]int, len(found))
	for _, b := range found {
		out = append(out, b.Unit)
		worth[b.Norm] = b.worth
	}
	if len(rest) > 0 {
		out = q.speaking(out, rest)
	}
	out = between(out, norms)
	slices.SortStableFunc(out, func(a, b prepared.Unit) int { return cmp.Compare(worth[b.Norm], worth[a.Norm]) })
	return out
}

// speaking keeps the norms in whose sentence, title or headings all of some words stand.
func (q *asking) speaking(norms []prepared.Unit, of []wording.Word) []prepared.Unit {
	return slices.DeleteFunc(norms, func(u prepared.Unit) bool {
		t := q.texts.Of(u.Clause)
		around := t.SentenceOf(u.Span)
		held := 0.0
		for i := range of {
			held += of[i].Weight * max(of[i].In(around, nil), of[i].In(t.Title, nil), of[i].In(t.Path, nil))
		}
		return held < wording.Most*wording.Weight(of)
	})
}

// between adds the norms that stand between two chosen ones of a sentence: one
// of a row (不准…，不准个人…，不准…) may name another actor than the row.
func between(chosen, norms []prepared.Unit) []prepared.Unit {
	if len(chosen) < 2 {
		return chosen
	}
	together := func(a, b prepared.Unit) bool {
		return a.Clause == b.Clause && a.Start <= b.Start && !strings.Contains(a.Clause.Document.Source[a.Start:b.Start], "。")
	}
	var out []prepared.Unit
	for _, u := range norms {
		if slices.ContainsFunc(chosen, func(c prepared.Unit) bool { return together(c, u) }) &&
			slices.ContainsFunc(chosen, func(c prepared.Unit) bool { return together(u, c) }) {
			out = append(out, u)
		}
	}
	return out
}

// bindsSomebody reports whether the question asks for norms and its content names an
// actor whom norms of the documents meant bind.
func (q *asking) bindsSomebody() bool {
	kind, _, ok := q.asked()
	if !ok || len(q.docs) != 1 || q.Has(question.YesNo) {
		return false
	}
	for _, c := range q.docs[0].Clauses {
		for _, u := range q.texts.Of(c).Norms() {
			if u.Norm.Kind == kind && q.bindsWhom(match.Bare(index.Fold(u.Norm.Actor)), u.Norm.Actor) == bindsOnly {
				return true
			}
		}
	}
	return false
}

// asksWhether reports whether a question asks under which circumstances
// something may or must be done.
func asksWhether(text string) bool {
	return match.ContainsAny(text, "什么情况", "哪些情况", "哪种情况", "什么情形", "哪些情形", "什么条件", "哪些条件", "何种情形", "何种情况", "under what", "in which case")
}

// How closely an actor matches the one whom a question names.
const (
	bindsWith = 1 // his name is part of the actor's
	bindsKind = 2 // he is one of the actor's kind, or is called by a shorter name
	bindsHere = 3 // the content names him and something else, of which the norm must speak
	bindsAmid = 4 // he stands in a list of actors
	bindsOnly = 5
)

// bindsWhom tells how closely an actor matches the one whom the content names; 0 when it
// does not match.
func (q *asking) bindsWhom(actor, written string) int {
	if actor == "" || q.About == "" {
		return 0
	}
	whom, who := match.Loose(q.About), match.Loose(actor)
	switch {
	case whom == who:
		return bindsOnly
	case slices.Contains(reading.Actors(written), whom):
		return bindsAmid
	case strings.HasPrefix(who, whom) && len(whom) >= 9:
		return bindsKind
	case len(actor) >= 6 && len(q.docs) > 0 && strings.HasPrefix(q.About, actor) && standsAlone.MatchString(q.About[len(actor):]):
		return bindsHere
	case len(actor) >= 6 && strings.HasSuffix(q.About, actor):
		return bindsKind
	case len(q.About) >= 9 && reading.Abbreviates(whom, who):
		return bindsKind
	case len(q.About) >= 6 && strings.Contains(actor, q.About):
		return bindsWith
	}
	return 0
}

// standsAlone matches what may follow an actor that is a word of its own: 校车 in 校车驾驶人
// is not.
var standsAlone = regexp.MustCompile(`^[在对从向与为因时应和等将把被]|^于`)

// liability is what a law says of damage, not a duty of its own.
var liability = regexp.MustCompile(`承担[^，。；]{0,14}责任|追究[^，。；]{0,10}责任`)

// penal reports whether a clause stands in the part of a law that punishes.
func penal(c *corpus.Clause) bool {
	for s := c.Section; s != nil; s = s.Parent {
		if match.ContainsAny(s.Title, "法律责任", "罚则", "责任追究") {
			return true
		}
	}
	return false
}

// spansOf turns units into answers, in the order of the text.
func spansOf(units []prepared.Unit) []Span {
	out := make([]Span, 0, len(units))
	for _, u := range units {
		s := Span{Clause: u.Clause, Span: u.Span}
		if u.Norm != nil {
			s.Norm = u.Norm.Kind
			if s.Norm == norm.Require || reasonOnly.MatchString(u.Text) {
				s.Span = u.Norm.Reach // a duty goes on under its modal: 要各司其职，做好工作
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

func (q *asking) normNote(intent Intent, modal string) string {
	what := q.lang.pick(map[Intent][2]string{
		IntentForbid:    {"its prohibitions", "禁止性规定"},
		IntentRequire:   {"its requirements", "要求"},
		IntentPermit:    {"what it permits", "允许的事项"},
		IntentEncourage: {"what it encourages", "鼓励和提倡的事项"},
	}[intent])
	note := q.lang.say("查%s", "asks for %s", what)
	if refs := q.ClauseRefs(); len(refs) > 0 {
		name := q.refName(refs[0])
		if refs[0].Written == name {
			note = q.lang.say("%s；查%s", "%s; asks for %s", name, what)
		} else {
			note = q.lang.say("“%s”理解为%s；查%s", "%s is read as %s; it asks for %s", refs[0].Written, name, what)
		}
	}
	if modal != "" {
		note += q.lang.say("（用语“%s”）", " worded as %s", modal)
	}
	if q.About != "" {
		note += q.lang.say("，关于“%s”", " about “%s”", q.ContentText())
	}
	return note
}

func (q *asking) normReason(intent Intent) string {
	verb := q.lang.pick(map[Intent][2]string{
		IntentForbid:    {"no prohibitions", "没有禁止性规定"},
		IntentRequire:   {"no requirements", "没有要求"},
		IntentPermit:    {"no express permissions", "没有明确允许的事项"},
		IntentEncourage: {"no encouragements", "没有鼓励或提倡的事项"},
	}[intent])
	who := q.lang.say("该部分", "that section")
	if cs := q.referred(); len(cs) == 1 {
		who = name(cs[0], q.lang)
	} else if len(cs) > 1 {
		who = q.lang.say("这些条款", "these clauses")
	}
	return q.lang.say("%s%s", "there are %[2]s in %[1]s", who, verb)
}
