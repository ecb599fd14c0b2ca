package quiz

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/study/quiz/dice"
	"tiaowen/api/study/quiz/figure"
	"tiaowen/api/study/quiz/likeness"
	"tiaowen/corpus"
)

// claimLength is how long a statement to be judged may be, in code points.
const claimLength = 90

// judges makes statements that are true, as the clause has them, and false
// ones: a figure, a party, the order of steps, the scope or the effect changed,
// an item of another list, or the words of another clause. A kit takes as many
// of either.
func (b *Book) judges(p *page) []*Question {
	var out []*Question
	for i, s := range p.sentences {
		at, ok := b.statement(s)
		if !ok {
			continue
		}
		n := 0
		made := func() *Question {
			q := b.judgement(p, s)
			q.key = likeness.Head(b.doc.Text(at), 10) + fmt.Sprint(n)
			n++
			q.led = s.lead != ""
			out = append(out, q)
			return q
		}
		q := made()
		q.claim = b.doc.Text(at)
		q.Stem = b.stating(p.clause) + b.quoteClaim(s, at, q.claim)
		for _, a := range b.alterations(p, s, at) {
			q := made()
			q.falsify(a)
			q.Stem = b.stating(p.clause) + b.quoteClaim(s, at, a.claim)
		}
		if other := b.elsewhere(p, i); other != nil {
			q := made()
			q.falsify(alteration{claim: b.doc.Text(at), note: "这句话是" + p.clause.Name() + "的，不在" + other.Name() + "中", skill: Tell, hard: 2})
			q.other = other
			q.Stem = b.stating(other) + b.quoteClaim(s, at, q.claim)
		}
	}
	return out
}

func (b *Book) judgement(p *page, s sentence) *Question {
	return &Question{
		Kind: Judge, Options: []string{"正确", "错误"}, Right: []int{0}, Difficulty: 2, Skill: Recall, Points: 1,
		Explanation: b.evidence(p.clause, s.Words), from: p.clause, sentence: s.Span,
	}
}

// falsify turns a judgement into a false one.
func (q *Question) falsify(a alteration) {
	q.Right, q.Altered, q.claim = []int{1}, a.note, a.claim
	q.Skill, q.Difficulty = a.skill, a.hard
	q.Explanation = a.note + "。" + q.Explanation
}

// stating begins the stem of a judgement. A title is told whether the statement
// is true or not, so that it gives nothing away.
func (b *Book) stating(c *corpus.Clause) string {
	if c.Title == "" {
		return place(c) + "规定："
	}
	return place(c) + "（" + c.Title + "）提出："
}

func (b *Book) quoteClaim(s sentence, at corpus.Span, claim string) string {
	return b.quote(s, at, at, claim)
}

// statement is what of a sentence can be judged by itself: all of it, or its
// beginning where no subject is lost. It says something: it announces no list and
// points at nothing in front of it.
func (b *Book) statement(s sentence) (corpus.Span, bool) {
	at := s.Words
	if b.incomplete(s) {
		return at, false
	}
	text := b.doc.Text(at)
	if s.lead != "" {
		return at, utf8.RuneCountInString(text) >= 4 && utf8.RuneCountInString(s.lead+text) <= claimLength+30
	}
	if utf8.RuneCountInString(text) > claimLength {
		if !b.policy {
			return at, false // half a provision may say what the whole does not
		}
		at.End = b.beginningOf(s)
		text = b.doc.Text(at)
	}
	n := utf8.RuneCountInString(text)
	return at, n >= 12 && n <= claimLength && balanced(text) && !strings.HasSuffix(text, "的")
}

// incomplete reports whether a sentence says nothing without what stands around
// it: the list behind it, or what it refers to.
func (b *Book) incomplete(s sentence) bool {
	text := b.doc.Text(s.Words)
	switch {
	case strings.HasSuffix(text, "："), strings.HasPrefix(b.doc.Source[s.Words.End:], "："):
		return true
	case pointing.MatchString(text), referring.MatchString(text), referring.MatchString(s.lead):
		return true
	}
	return s.lead == "" && announcing.MatchString(text)
}

// beginningOf gives the end of the parts of a long sentence that make a statement
// of at most claimLength by themselves; of the whole sentence where none do.
func (b *Book) beginningOf(s sentence) int {
	end := s.Words.End
	for i, part := range s.Parts {
		if utf8.RuneCountInString(b.doc.Source[s.Words.Start:part.End]) > claimLength {
			break
		}
		if i > 0 && part.End < s.Words.End && !halves.MatchString(b.doc.Text(part)) && !strings.HasPrefix(b.doc.Source[part.End:], "：") {
			end = part.End
		}
	}
	return end
}

// halves mark parts that want another one behind them.
var halves = regexp.MustCompile(`^(?:既|不仅|不但|先|一方面|从|在|对|把|通过|以)`)

// referring marks what nobody can judge without the clause it refers to.
var referring = regexp.MustCompile(`第[一二三四五六七八九十百千零0-9]+[条款项编章]|本[法章节编]|参照`)

// announcing marks sentences whose sense is in the list behind them.
var announcing = oneOf("下列", "如下", "本条", "前款", "前条", "以下情形", "上述")

// mostAlterations is how many false statements a sentence makes.
const mostAlterations = 4

// alteration is a change that makes a statement false.
type alteration struct {
	claim string // the words with the change
	note  string // what was changed
	skill Skill
	hard  int
}

func changed(old, new string) string { return "“" + old + "”被改成了“" + new + "”" }

// alterations are the changes that make a statement false, the best first:
// figures, parties, effects and scope, order, items, members; a modal last, and seldom.
func (b *Book) alterations(p *page, s sentence, at corpus.Span) []alteration {
	text := b.doc.Text(at)
	if sacred.MatchString(text) || sacred.MatchString(s.lead) {
		return nil
	}
	said := b.doc.Source
	if s.lead != "" {
		said = p.clause.Text()
	}
	var out []alteration
	add := func(a alteration) {
		if !strings.Contains(said, a.claim) && balanced(a.claim) {
			out = append(out, a)
		}
	}
	b.otherItems(p, s, text, add)
	b.alteredTargets(p.clause, s, at, add)
	b.exchanged(text, add)
	b.opposed(text, add)
	if len(out) == 0 && !b.policy && s.lead == "" && dice.Of(text, "modal").IntN(3) == 0 {
		b.flipped(p, at, add)
	}
	return out[:min(len(out), mostAlterations)]
}

// otherItems puts items of other lists of the same sort in place of the item that
// a sentence is, two at most.
func (b *Book) otherItems(p *page, s sentence, text string, add func(alteration)) {
	if s.lead == "" {
		return
	}
	made := 0
	for _, l := range p.lists {
		if l.of == "" || !slices.Contains(l.items, s.Words) {
			continue
		}
		for _, other := range b.foreign(b.alike(l), p.clause, text) {
			if b.listedSomewhere(p.clause, other) || likeness.SharedRun(other, s.lead) >= 3 {
				continue
			}
			add(alteration{other, "该条没有列出“" + other + "”", Whole, 2})
			if made++; made == 2 {
				return
			}
		}
	}
}

// alteredTargets puts other figures, parties, titles and members in.
func (b *Book) alteredTargets(c *corpus.Clause, s sentence, at corpus.Span, add func(alteration)) {
	text, words := b.doc.Text(at), b.doc.Text(s.Words)
	for _, t := range s.targets {
		old := b.doc.Text(t.Span)
		if !at.Contains(t.Span) || !b.exchangeable(t, old) || strings.Count(words, old) > 1 { // the other place gives it away
			continue
		}
		f := b.frameOf(at, t.Span)
		most := 1
		if t.kind == aNumber {
			most = 2
		}
		made := 0
		for _, other := range b.siblings(t, old, f, c) {
			if !b.replaces(c, s, t, f, other) {
				continue
			}
			skill, hard := skillOf(t.kind, Judge)
			add(alteration{text[:t.Start-at.Start] + other + text[t.End-at.Start:], changed(old, other), skill, hard + 1})
			if made++; made == most {
				break
			}
		}
	}
}

// exchangeable reports whether another figure, party, title or member in place of
// a target makes a statement false. Mere words and terms are left alone, and
// members but those of a policy that are long and wanted.
func (b *Book) exchangeable(t target, words string) bool {
	switch t.kind {
	case aWord, aTerm:
		return false
	case aMember:
		return b.policy && !t.evil && utf8.RuneCountInString(words) >= 4
	}
	return true
}

// replaces reports whether words can stand in place of a target so that the
// sentence reads well and says what the text says nowhere.
func (b *Book) replaces(c *corpus.Clause, s sentence, t target, f *frame, other string) bool {
	switch {
	case likeness.Conflict(f.word, other) != "", b.fits(other, f), echoes(other, f):
		return false
	case strings.Contains(b.doc.Text(s.Words), other):
		return false
	case t.kind == aMember:
		return !strings.Contains(c.Text(), other) && !b.breaksPattern(s, t, other)
	}
	return true
}

// breaksPattern reports whether a word would stand out among the members of its
// list: 服务改革、服务发展、服务民生.
func (b *Book) breaksPattern(s sentence, t target, other string) bool {
	for _, m := range s.targets {
		if m.part == t.part && m.kind == aMember && m.Span != t.Span && !likeness.SameShape(b.doc.Text(m.Span), other) && likeness.SameShape(b.doc.Text(m.Span), b.doc.Text(t.Span)) {
			return true
		}
	}
	return false
}

// exchanged exchanges two parties of a sentence, or two steps of it.
func (b *Book) exchanged(text string, add func(alteration)) {
	if m := steps.FindStringSubmatch(text); m != nil && m[1] != m[3] && utf8.RuneCountInString(m[3]) <= 20 {
		claim := strings.Replace(text, m[0], "先"+m[3]+m[2]+m[1], 1)
		add(alteration{claim, "先后次序被颠倒了", Tell, 3})
	}
	for _, pair := range counterparts {
		x, y := pair[0], pair[1]
		if strings.Count(text, x) != 1 || strings.Count(text, y) != 1 || together(text, x, y) {
			continue
		}
		claim := strings.NewReplacer(x, y, y, x).Replace(text)
		add(alteration{claim, "“" + x + "”和“" + y + "”被对调了", Tell, 3})
		return
	}
}

// together reports whether a text names two parties as one: both do it, and
// exchanged they say the same.
func together(text, x, y string) bool {
	i, j := strings.Index(text, x), strings.Index(text, y)
	between := text[min(i, j):max(i, j)]
	between = strings.TrimPrefix(strings.TrimPrefix(between, x), y)
	n := utf8.RuneCountInString(between)
	return n < 2 || n < 5 && strings.ContainsAny(between, "与和或及、")
}

// steps are two that a sentence puts in an order: 先…，再….
var steps = regexp.MustCompile(`先([^，。；先再]{3,20})(，再)([^，。；]{3,30})`)

// counterparts are parties of which one may have what the other owes, and
// things that are told apart by being the other.
var counterparts = [][2]string{
	{"出租人", "承租人"}, {"出卖人", "买受人"}, {"债权人", "债务人"}, {"委托人", "受托人"}, {"赠与人", "受赠人"}, {"发包人", "承包人"},
	{"定作人", "承揽人"}, {"寄存人", "保管人"}, {"存货人", "保管人"}, {"要约人", "受要约人"}, {"让与人", "受让人"}, {"转让人", "受让人"},
	{"贷款人", "借款人"}, {"托运人", "承运人"}, {"用人单位", "劳动者"}, {"保险人", "投保人"}, {"供电人", "用电人"}, {"本人", "代理人"},
	{"监护人", "被监护人"}, {"地役权人", "供役地权利人"}, {"保证人", "债务人"}, {"抵押权人", "抵押人"}, {"质权人", "出质人"},
	{"股东会", "董事会"}, {"董事会", "监事会"}, {"经理", "董事会"}, {"增量", "存量"}, {"主物", "从物"}, {"上级", "下级"},
	{"遗赠人", "受遗赠人"}, {"收养人", "送养人"}, {"合伙人", "债权人"}, {"检察机关", "监察机关"}, {"人民检察院", "监察机关"}, {"行纪人", "委托人"}, {"中介人", "委托人"},
}

// opposed puts the opposite of a word that decides the effect or the scope.
func (b *Book) opposed(text string, add func(alteration)) {
	for _, o := range opposites {
		if o.statute && b.policy {
			continue
		}
		old, other, ok := o.in(text)
		if !ok {
			continue
		}
		before, after, _ := strings.Cut(text, old)
		add(alteration{before + other + after, changed(old, other), Tell, 3})
	}
}

// in finds which of the two words a text has, once and without the other, in a
// place where the other makes sense too.
func (o opposite) in(text string) (old, other string, ok bool) {
	ways := [][2]string{{o.one, o.other}, {o.other, o.one}}
	if o.oneWay {
		ways = ways[:1]
	}
	for _, way := range ways {
		old, other := way[0], way[1]
		before, after, found := strings.Cut(text, old)
		rest := before + after
		if !found || strings.Contains(rest, o.one) || strings.Contains(rest, o.other) {
			continue
		}
		if o.after != nil && !o.after.MatchString(before) || o.before != nil && !o.before.MatchString(after) {
			continue
		}
		return old, other, true
	}
	return "", "", false
}

// opposite are two words that exclude each other.
type opposite struct {
	one, other string
	oneWay     bool           // only one is replaced: the other way round is not a sentence
	statute    bool           // of statutes alone
	after      *regexp.Regexp // what must be in front of it
	before     *regexp.Regexp // and behind it
}

var (
	counted   = regexp.MustCompile(`(?:` + figure.Pattern + `|半数)$`)
	clauseEnd = regexp.MustCompile(`^(?:$|，|；)`)
	effective = regexp.MustCompile(`(?:行为|合同|条款|决议|约定|婚姻|收养|协议|遗嘱|部分|的)$`) // what may be void
	verbal    = regexp.MustCompile(`(?:应当|可以|不|并|的，|，|由|人|方|者)$`)
	noNot     = regexp.MustCompile(`(?:^|[^可以应当得])$`)
)

var opposites = []opposite{
	{one: "以上", other: "以下", after: counted, before: regexp.MustCompile(`^(?:[^0-9一二三四五六七八九十]|$)`)},
	{one: "无效", other: "有效", statute: true, after: effective, before: clauseEnd},
	{one: "连带责任", other: "按份责任", statute: true},
	{one: "不承担", other: "承担", oneWay: true, statute: true, after: noNot},
	{one: "不影响", other: "影响", oneWay: true, statute: true, after: noNot},
	{one: "不适用", other: "适用", oneWay: true, statute: true, after: noNot},
	{one: "不发生", other: "发生", oneWay: true, statute: true, after: noNot},
	{one: "不属于", other: "属于", oneWay: true, statute: true, after: noNot},
	{one: "不受影响", other: "受到影响", oneWay: true, statute: true},
	{one: "书面形式", other: "口头形式", oneWay: true, statute: true},
	{one: "明示", other: "默示", oneWay: true, statute: true},
	{one: "事先", other: "事后"}, {one: "事前", other: "事后"},
	{one: "全部", other: "部分", oneWay: true, statute: true, before: regexp.MustCompile(`^(?:[^的分]|$)`)},
	{one: "单独", other: "共同", oneWay: true, statute: true, after: verbal},
	{one: "共同共有", other: "按份共有", statute: true},
	{one: "有偿", other: "无偿", statute: true},
	{one: "从重", other: "从轻", statute: true},
	{one: "溯及", other: "不溯及", oneWay: true, statute: true},
	{one: "之前", other: "之后", statute: true}, {one: "届满前", other: "届满后", statute: true},
	{one: "成立时", other: "终止时", oneWay: true, statute: true},
	{one: "自愿", other: "强制", oneWay: true, statute: true, after: regexp.MustCompile(`遵循$`)},
	{one: "随时", other: "定期", oneWay: true}, {one: "定期", other: "不定期", oneWay: true, before: regexp.MustCompile(`^(?:[^存租的]|$)`)},
	{one: "上级", other: "下级", before: regexp.MustCompile(`^[^级]`)},
	{one: "过半数", other: "三分之二以上", oneWay: true, statute: true},
	{one: "本级", other: "上一级", oneWay: true, statute: true},
	{one: "同级", other: "下级", oneWay: true},
	{one: "半年", other: "一年", oneWay: true}, {one: "每季度", other: "每年", oneWay: true}, {one: "每月", other: "每年", oneWay: true}, {one: "每年", other: "每三年", oneWay: true},
	{one: "连续", other: "累计", oneWay: true, statute: true, before: counting},
	{one: "任期内", other: "离任后", oneWay: true, before: regexp.MustCompile(`^(?:至少|应当|不得)`)},
	{one: "公开", other: "不公开", oneWay: true, statute: true, after: regexp.MustCompile(`(?:应当|一律|必须)$`)},
	{one: "独任制", other: "合议制", oneWay: true, statute: true},
	{one: "消灭", other: "存续", oneWay: true, statute: true, before: clauseEnd},
	{one: "生效", other: "失效", oneWay: true, statute: true, before: clauseEnd},
	{one: "推定", other: "认定", oneWay: true, statute: true, before: regexp.MustCompile(`^(?:为|其|行为)`)},
}

var counting = regexp.MustCompile(`^(?:` + figure.Pattern + `)`)

// liable marks what nobody may do or leave: 可以承担责任 is not a sentence of a law.
var liable = regexp.MustCompile(`^(?:依法|相应)?(?:承担|赔偿|负|给予|受|视为|认定|遵守|遵循|尊重|忠实|符合|具备|具有|保护|保障|维护|支持|安全)`)

// flipped turns a modal round, where a statute orders, allows or forbids.
func (b *Book) flipped(p *page, at corpus.Span, add func(alteration)) {
	text := b.doc.Text(at)
	for _, n := range p.norms {
		old := b.doc.Text(n.Modal)
		other := map[string]string{"应当": "可以", "可以": "应当"}[old]
		if other == "" || !at.Contains(n.Modal) || strings.Count(text, old) > 1 || givenAway.MatchString(text) || liable.MatchString(text[n.Modal.End-at.Start:]) {
			continue
		}
		add(alteration{text[:n.Modal.Start-at.Start] + other + text[n.Modal.End-at.Start:], changed(old, other), Recall, 2})
		return
	}
}

// elsewhere is a clause of the same section that might say what the sentence of
// another says, and does not. Nil where the clauses have no titles.
func (b *Book) elsewhere(p *page, i int) *corpus.Clause {
	s := p.sentences[i]
	if p.clause.Title == "" || s.lead != "" {
		return nil
	}
	words := b.doc.Text(s.Words)
	if strings.Count(b.doc.Source, words) > 1 || sacred.MatchString(words) {
		return nil
	}
	var out []*corpus.Clause
	for _, o := range b.order {
		if c := o.clause; titledBeside(c, p.clause) && !likeness.Akin(words, c.Text()) {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out[dice.Of(words, "elsewhere").IntN(len(out))]
}

// titledBeside reports whether a clause has a title and is in the section of another.
func titledBeside(c, other *corpus.Clause) bool {
	return c != other && c.Section == other.Section && c.Title != ""
}

// oneOf matches any of some words.
func oneOf(words ...string) *regexp.Regexp {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = regexp.QuoteMeta(w)
	}
	return regexp.MustCompile(strings.Join(quoted, "|"))
}
