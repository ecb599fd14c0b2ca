package norm

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/corpus/label"
	"tiaowen/corpus/script"
	"tiaowen/corpus/sentences"
)

// normReader reads the sentences of one clause in their order.
type normReader struct {
	src    string
	policy bool // the text is not a statute: 要 is a modal, 防止 forbids
	bare   bool // bare imperatives are norms
	timed  bool // look for frequencies and deadlines
	norms  []Norm

	end     int         // where the previous sentence ends
	carried corpus.Span // the actor of the last sentence that names one
	inItem  bool        // the line begins with the label of an item
	heads   []int       // the norms that announce the current list
	inner   []int       // the norms of an item that announce a list of its own
	outer   label.Unit  // the label of that item
	label   label.Unit  // the label of the current item

	announced bool   // the previous line announces a list
	plain     bool   // an item without a label may follow
	cases     bool   // the list states cases (有下列情形之一的), not norms
	things    string // what the list contains: 条约 of 下列条约, or ""
}

func (r *normReader) text(s corpus.Span) string { return r.src[s.Start:s.End] }

// sentence reads one sentence.
func (r *normReader) sentence(s sentences.Sentence) {
	if r.end == 0 || strings.IndexByte(r.src[r.end:s.Start], '\n') >= 0 {
		r.line(s)
	} else if r.inItem {
		r.lengthenItem(s)
	}
	r.end = s.End
	if r.inItem && r.cases {
		return
	}
	before := len(r.norms)
	st := sentenceState{Sentence: s, lead: -1, open: -1}
	r.readParts(&st)
	if st.own.Len() > 0 {
		r.carried = st.own
	}
	for i := before; r.timed && i < len(r.norms); i++ {
		r.times(&r.norms[i])
	}
	r.sameLine(s, before)
	if announces(r.text(s.Span)) {
		r.openList(s, before)
	}
}

// lengthenItem extends the current item, in every list that contains it, by another sentence.
func (r *normReader) lengthenItem(s sentences.Sentence) {
	for _, h := range slices.Concat(r.heads, r.inner) {
		if items := r.norms[h].Items; len(items) > 0 {
			items[len(items)-1].End = s.Words.End
		}
	}
}

// parts reads the parts of a sentence up to a definition. What follows 本法所称…，是指… is an explanation.
func (r *normReader) parts(st *sentenceState) {
	for k := range st.Parts {
		if defines(r.text(st.Parts[k])) || k+1 < len(st.Parts) && defines(r.text(st.Parts[k+1])) {
			return
		}
		r.part(st, k)
	}
}

// readParts reads the parts of a sentence. Parts at its end that lead to no further norm belong to its last norm.
func (r *normReader) readParts(st *sentenceState) {
	r.parts(st)
	if st.open >= 0 && st.lead >= 0 {
		r.norms[st.open].Reach.End = st.Parts[len(st.Parts)-1].End
	}
}

// openList opens the list that sentence s announces. It belongs to those norms of the sentence, norms[first:], that
// announce it.
func (r *normReader) openList(s sentences.Sentence, first int) {
	var heads []int
	for i := first; i < len(r.norms); i++ {
		reach := r.text(r.norms[i].Reach)
		if i == len(r.norms)-1 || announced(reach) != "" || statesCases(reach) {
			heads = append(heads, i)
		}
	}
	if r.inItem {
		r.inner, r.outer = heads, r.label
		return
	}
	r.heads, r.cases, r.things = heads, statesCases(r.text(s.Words)), announced(r.text(s.Words))
	r.plain, r.announced = true, true
}

// sameLine reads a list that follows a norm in the same sentence, for norms[first:]: 由下列人员担任：甲、乙. Where
// more sentences follow on the line, only the first is the list.
func (r *normReader) sameLine(s sentences.Sentence, first int) {
	for i := first; i < len(r.norms); i++ {
		n := &r.norms[i]
		rest := strings.TrimLeftFunc(r.src[n.End:s.Words.End], script.IsBlank)
		mark := script.FirstRune(rest)
		if mark != '：' && mark != ':' || !strings.Contains(r.text(n.Span), "下列") && !strings.Contains(r.text(n.Reach), "下列") {
			continue
		}
		if list := sentences.Words(r.src, corpus.Span{Start: s.Words.End - len(rest) + utf8.RuneLen(mark), End: s.Words.End}); list.Len() > 0 {
			n.Items = append(n.Items, list)
		}
	}
}

// line reads the beginning of a line, which is an item or a paragraph.
// Items may have lost their labels; then each item except the last ends with ；.
func (r *normReader) line(s sentences.Sentence) {
	goesOn := strings.HasSuffix(strings.TrimRightFunc(r.text(s.Span), script.IsBlank), "；")
	r.label = label.Read(strings.TrimLeft(strings.TrimLeftFunc(r.text(s.Span), script.IsBlank), "“‘")).Unit
	labelled := sentences.ItemLabel(strings.TrimLeft(r.text(s.Span), "“‘")) > 0
	r.inItem = labelled || r.plain && (goesOn || !r.announced)
	r.plain, r.announced = r.inItem && !labelled && goesOn, false
	if !r.inItem || r.label <= r.outer {
		r.inner = nil
	}
	if !r.inItem {
		r.paragraph()
		return
	}
	for _, h := range slices.Concat(r.heads, r.inner) {
		r.norms[h].Items = append(r.norms[h].Items, s.Words)
	}
}

// paragraph begins a paragraph. It ends all lists. In a statute, the new paragraph names its actor again.
func (r *normReader) paragraph() {
	r.heads, r.cases, r.things = r.heads[:0], false, ""
	if !r.policy {
		r.carried = corpus.Span{}
	}
}

// sentenceState is what the reader keeps from one part of a sentence to the next.
type sentenceState struct {
	sentences.Sentence
	own       corpus.Span // the actor of the sentence so far
	thing     bool        // the subject is a thing, so the actor of an earlier sentence does not apply
	lead      int         // the first part that leads to a later norm, or -1
	cond      corpus.Span // the conditions among the leading parts
	open      int         // the norm that following parts without a modal belong to, or -1
	imperious bool        // the sentence begins with a bare imperative, so the actor of an earlier sentence does not apply
	required  bool        // an explicit Require governs the following parts
}

// part reads one part of a sentence.
func (r *normReader) part(st *sentenceState, k int) {
	p := st.Parts[k]
	t := r.text(p)
	if k > 0 {
		st.goOn(r.src[st.Parts[k-1].End:p.Start])
	}
	if r.inItem && r.things != "" && strings.HasSuffix(t, r.things) && strings.Contains(t, "的") {
		return // （九）双方议定须经核准的条约, of 下列条约
	}
	if found := r.modalsOf(st, k); len(found) > 0 {
		for i, f := range found {
			end := p.End
			if i+1 < len(found) {
				end = p.Start + found[i+1].from
			}
			r.stated(st, k, i > 0, f, end)
		}
		return
	}
	if r.isLeft(st, k) {
		r.left(st, k)
		return
	}
	r.withoutModal(st, k)
}

// goOn moves to the next part of the sentence; mark is the punctuation before it. A semicolon ends what the parts
// before it lead to.
func (st *sentenceState) goOn(mark string) {
	if strings.Contains(mark, "；") {
		st.lead, st.open = -1, -1
	}
	if st.open < 0 && st.lead < 0 {
		st.cond = corpus.Span{}
	}
}

// modalsOf finds the modals that state norms in part k.
func (r *normReader) modalsOf(st *sentenceState, k int) []found {
	t := r.text(st.Parts[k])
	isCase := endsCase(t)
	if isCase && !endsTime(t) {
		return nil
	}
	found := r.modals(t, r.behindFirst(st, k))
	switch {
	case len(found) == 0:
		return nil
	case isCase && !strings.ContainsAny(t[found[0].end:], "在自于从当"):
		return nil // the circumstance follows the modal only in 应当在不危及自身安全的情况下，…
	case found[0].kind == Encourage && st.required && subjectEnd(t[:found[0].at]) == 0:
		return nil // 必须…，支持班子成员独立负责: required, not encouraged
	}
	return found
}

// behindFirst is the second part of a sentence if k is the first. Only the first part can be a subject on its own:
// 应当登记的事项，由….
func (r *normReader) behindFirst(st *sentenceState, k int) string {
	if k > 0 || len(st.Parts) < 2 {
		return ""
	}
	return r.text(st.Parts[1])
}

// withoutModal reads part k, which has no modal: it is a bare imperative, leads to a norm, or belongs to the previous
// norm.
func (r *normReader) withoutModal(st *sentenceState, k int) {
	t := r.text(st.Parts[k])
	isCase := endsCase(t)
	who := r.subjectOf(t)
	switch {
	case r.bare && !isCase && !st.required && r.imperative(t, who, st.open):
		r.imperativeNorm(st, k, who)
	case st.open < 0 || isCase || who > 0 || leads(t):
		st.leadOn(k, isCase || conditional.Begins(t) > 0)
	default:
		r.norms[st.open].Reach.End = st.Parts[k].End
		st.lead = -1
	}
}

// subjectOf is the length of the subject at the beginning of part t; 0 where t begins with a verb, as 尊重党员主体地位 does.
func (r *normReader) subjectOf(t string) int {
	if r.bare && policyVerbs.Begins(t) > actors.Begins(t) {
		return 0
	}
	return subjectEnd(t)
}

// leadOn records that part k leads to a norm; condition says that it is a condition.
func (st *sentenceState) leadOn(k int, condition bool) {
	if st.lead < 0 {
		st.lead = k
	}
	if !condition {
		return
	}
	if st.cond.Len() == 0 || st.cond.Start < st.Parts[st.lead].Start {
		st.cond.Start = st.Parts[k].Start
	}
	st.cond.End = st.Parts[k].End
}

// stated adds the norm that modal f states in part k, up to end. inner says that the same part has another
// norm before it.
func (r *normReader) stated(st *sentenceState, k int, inner bool, f found, end int) {
	p := st.Parts[k]
	n := Norm{Kind: f.kind, Soft: f.soft, Condition: st.cond}
	n.Span = sentences.Words(r.src, corpus.Span{Start: p.Start, End: end})
	n.Modal = corpus.Span{Start: p.Start + f.at, End: p.Start + f.end}
	if inner {
		n.Start = n.Modal.Start
	}
	n.Act = sentences.Words(r.src, corpus.Span{Start: n.Modal.End, End: n.End})
	switch f.form {
	case oneOf, flat, atLeast, tellsYou:
		n.Act = n.Span
	}
	n.Reach = n.Span
	left := r.src[p.Start:n.Modal.Start]
	if !inner {
		if st.lead >= 0 {
			n.Reach.Start = st.Parts[st.lead].Start
		}
		if n.Condition.Len() == 0 && isCondition(left) {
			n.Condition = sentences.Words(r.src, corpus.Span{Start: p.Start, End: p.Start + len(linking.Before(left))})
		}
	}
	agent := r.agent(n, f)
	before, named := r.subjectBefore(st, k, left)
	n.ActorSpan = r.whom(st, f, agent, before, named && !inner)
	n.Actor = r.text(n.ActorSpan)

	st.open, st.lead = len(r.norms), -1
	st.required = f.kind == Require || f.kind == Forbid && !r.policy
	r.norms = append(r.norms, n)
}

// isCondition reports whether the words before a modal are a condition and not a subject: 对违反规定的应当….
func isCondition(left string) bool { return conditional.Begins(left) > 0 && subjectEnd(left) == 0 }

// whom decides who is bound by a norm: the agent after its modal, the subject before it, or the actor of an earlier
// sentence. thing says that the subject before it is a thing.
func (r *normReader) whom(st *sentenceState, f found, agent, before corpus.Span, thing bool) corpus.Span {
	switch {
	case agent.Len() > 0:
		return agent
	case before.Len() > 0:
		st.own, st.thing = before, false
		return before
	case thing:
		st.own, st.thing = corpus.Span{}, true
		return corpus.Span{}
	case f.bindsAll(r.policy):
		return corpus.Span{}
	case st.own.Len() > 0:
		return st.own
	case f.word == "禁止" || f.word == "严禁" || r.nobodyCarried(st, f):
		return corpus.Span{}
	}
	st.own = r.carried
	return r.carried
}

// bindsAll reports whether a modal binds everybody, as 禁止 and 严禁 do in a statute.
func (f *found) bindsAll(policy bool) bool {
	return !policy && (f.form == atHead && f.kind == Forbid || f.word == "严禁")
}

// nobodyCarried reports whether the actor of an earlier sentence does not apply in this one.
func (r *normReader) nobodyCarried(st *sentenceState, f found) bool {
	return st.thing || st.imperious || f.kind == Encourage && r.policy || topics.Begins(r.text(st.Words)) > 0
}

// isLeft reports whether part k forbids by 不 alone. It must follow a modal, and the part before or after it must be of
// the same form.
func (r *normReader) isLeft(st *sentenceState, k int) bool {
	if !r.policy || !st.required || st.open < 0 || !leaves(r.text(st.Parts[k])) {
		return false
	}
	return leaves(r.text(st.Parts[k-1])) || k+1 < len(st.Parts) && leaves(r.text(st.Parts[k+1]))
}

// leaves reports whether a part forbids by 不 alone: 不主观武断.
func leaves(t string) bool {
	rest, ok := strings.CutPrefix(t, "不")
	return ok && notLeft.Begins(rest) == 0
}

// left adds part k as a prohibition after the modal before it: 批评必须出于公心，
// 不主观武断，不发泄私愤. A single 不 can have other meanings (不少于三人); two in a row forbid.
func (r *normReader) left(st *sentenceState, k int) {
	p := st.Parts[k]
	n := Norm{Kind: Forbid, Span: sentences.Words(r.src, p), ActorSpan: r.norms[st.open].ActorSpan, Actor: r.norms[st.open].Actor}
	n.Modal = corpus.Span{Start: p.Start, End: p.Start + len("不")}
	n.Act = sentences.Words(r.src, corpus.Span{Start: n.Modal.End, End: n.End})
	n.Reach = corpus.Span{Start: r.norms[st.open].Start, End: n.End} // the reader needs the part that says what it is about
	r.norms = append(r.norms, n)
}

// imperativeNorm adds part k as a soft Require, or extends the soft Require before it.
func (r *normReader) imperativeNorm(st *sentenceState, k, who int) {
	p := st.Parts[k]
	if st.open >= 0 && r.norms[st.open].Kind == Require && r.norms[st.open].Soft {
		r.norms[st.open].Reach.End = p.End
		st.lead = -1
		return
	}
	n := Norm{Kind: Require, Soft: true, Span: p, Act: p, Condition: st.cond, Reach: p}
	if st.lead >= 0 {
		n.Reach.Start = st.Parts[st.lead].Start
	}
	switch {
	case who > 0 && isThing(r.text(p)[who:]):
		st.thing, st.own = true, corpus.Span{}
	case who > 0:
		st.own = corpus.Span{Start: p.Start, End: p.Start + who}
		n.ActorSpan = st.own
		n.Act = sentences.Words(r.src, corpus.Span{Start: st.own.End, End: p.End})
	case st.open < 0 && st.own.Len() == 0:
		st.imperious = true
	default:
		n.ActorSpan = st.own
	}
	n.Actor = r.text(n.ActorSpan)
	st.open, st.lead, st.cond = len(r.norms), -1, corpus.Span{}
	r.norms = append(r.norms, n)
}

// imperative reports whether a part without a modal is an imperative. open is
// the previous norm of the sentence, or -1.
func (r *normReader) imperative(t string, who, open int) bool {
	if strings.Contains(t, "改为") || strings.Contains(t, "增加一") {
		return false // an amendment instructs editors
	}
	body := linking.After(t)
	verb := manner.Begins(body) > 0 || policyVerbs.Begins(body) > 0
	switch {
	case who > 0 && !verb:
		return open < 0 && dutyNear(t[who:])
	case open >= 0 && r.norms[open].Kind != Require:
		// after a prohibition, only a part that clearly starts a new statement
		return results.Begins(body) == 0 && (verb || body != t)
	}
	return verb || hasRune("把将", script.FirstRune(body)) || leads(body) && actsWithin(body)
}

// actsWithin reports whether words that begin with a preposition contain an imperative: 在选人用人中严格按政策办事 does,
// 以…为抓手 does not.
func actsWithin(body string) bool {
	return manner.Within(body) && !strings.HasPrefix(body, "以") || policyVerbs.Within(body) && strings.HasPrefix(body, "按")
}

// dutyNear reports whether a duty begins within four characters after an actor: 领导班子成员分工按规定…报备.
func dutyNear(rest string) bool {
	for n := 0; n < 4 && rest != "" && !strings.HasPrefix(rest, "的"); n++ {
		if duties.Begins(rest) > 0 {
			return true
		}
		_, size := utf8.DecodeRuneInString(rest)
		rest = rest[size:]
	}
	return false
}

// leads reports whether a part begins with a preposition and not with a verb.
func leads(t string) bool {
	n := Prepositions.Begins(t)
	return n > 0 && policyVerbs.Begins(t) < n && manner.Begins(t) < n
}

// endsCase reports whether a part says when something applies.
func endsCase(t string) bool {
	return strings.HasSuffix(t, "的") || strings.HasSuffix(t, "的除外") || endsTime(t)
}

// endsTime reports whether a part ends as a phrase of time or circumstance does.
func endsTime(t string) bool {
	switch {
	case strings.HasSuffix(t, "时"):
		return !strings.HasSuffix(t, "及时") && !strings.HasSuffix(t, "同时")
	case strings.HasSuffix(t, "外"):
		return strings.HasPrefix(t, "除")
	}
	return strings.HasSuffix(t, "情况下") || strings.HasSuffix(t, "情形下") || strings.HasSuffix(t, "的时候") || strings.HasSuffix(t, "之日起")
}

// defines reports whether a part begins a definition.
func defines(t string) bool {
	return strings.HasPrefix(t, "是指") || strings.HasPrefix(t, "系指") || strings.Contains(t, "所称") && strings.Contains(t, "是指")
}

// announces reports whether a list follows the sentence.
func announces(sentence string) bool {
	q := script.LastRune(sentence)
	return q == '：' || q == ':'
}

// announced returns the noun that announces a list: 条约 of 下列条约，应当….
func announced(words string) string {
	i := max(strings.LastIndex(words, "下列"), strings.LastIndex(words, "以下"))
	if i < 0 {
		return ""
	}
	noun := words[i+len("下列"):]
	if end := strings.IndexAny(noun, "，、：；"); end >= 0 {
		noun = noun[:end]
	}
	if n := runes(noun); n < 2 || n > 6 {
		return ""
	}
	return noun
}

// statesCases reports whether the list that these words announce contains cases
// (有下列情形之一的，; 不得有下列行为), and not norms or contents (遵守下列规定;
// 按照下列情形分别处理; 载明下列事项).
func statesCases(words string) bool {
	i := max(strings.LastIndex(words, "下列"), strings.LastIndex(words, "以下"))
	if i < 0 || strings.Contains(words, "分别") {
		return false
	}
	tail := words[i:]
	return strings.Contains(tail, "之一") || caseWords.Within(tail) && !ruleNouns.Within(tail)
}
