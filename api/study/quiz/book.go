package quiz

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/study/quiz/figure"
	"tiaowen/api/study/quiz/likeness"
	"tiaowen/corpus"
	"tiaowen/corpus/damage"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/sentences"
	"tiaowen/corpus/term"
)

// Book is a document read for questions: what can be asked for in each clause,
// and the words that can stand as wrong options. It is not safe for concurrent use.
type Book struct {
	cite         func(*corpus.Clause) string
	doc          *corpus.Document
	terms        []term.Term
	pages        map[*corpus.Clause]*page
	order        []*page                 // pages, in the order of the text
	pools        map[targetKind][]string // what can be asked for, in the order of the text, each once
	heads        map[string][]string     // words and members by their last one and last two characters; see headKey
	rows         map[string][]string     // members of parallel lists by what they share; see series
	roles        map[string]int          // who is bound, by name: how often
	roleSections map[roleIn]bool         // where they are bound
	forbids      []act                   // what is forbidden, where
	duties       []act                   // what is required
	items        []act                   // items of lists
	spots        map[string][]int        // where a word is in the source; see fits
	ids          map[string]bool         // given out
	words        func(*corpus.Clause, corpus.Span) []corpus.Span
	policy       bool // a party or government text that numbers 1. 2., no statute
}

// page is one clause, read.
type page struct {
	clause    *corpus.Clause
	norms     []norm.Norm
	sentences []sentence
	lists     []list
}

// sentence is a sentence that can be quoted: no suspected damage, no
// placeholder, not the clause's title.
type sentence struct {
	sentences.Sentence
	lead    string // of an item: the words in front of the list, with dots for the items left out
	last    bool   // it ends what it belongs to: a full stop is behind it
	targets []target
	rows    []series
}

// target is words of a sentence that can be asked for.
type target struct {
	kind targetKind
	corpus.Span
	part  int  // index of the sentence part
	evil  bool // it is in what is forbidden or fought
	whole bool // nothing of a longer word is beside it
	row   bool // it is a member of a list
}

// act is something forbidden or required, or an item, of a clause.
type act struct {
	clause *corpus.Clause
	actor  string
	text   string
	corpus.Span
	of string // of an item: what the list is of, 情形
}

// targetKind says what a target is.
type targetKind uint8

const (
	aTerm targetKind = iota
	aNumber
	anActor
	aTitle  // of a document cited
	aMember // of a list
	aWord
)

// Read reads all of a document, so that what is made for a clause does not
// depend on the clauses chosen with it. words cuts a text into words and gives
// those worth asking for; nil: only names, numbers, actors and lists are asked
// for. cite is how a clause is cited; nil: as the clause itself says.
func Read(d *corpus.Document, words func(*corpus.Clause, corpus.Span) []corpus.Span, cite func(*corpus.Clause) string) *Book {
	if cite == nil {
		cite = (*corpus.Clause).Cite
	}
	b := &Book{
		cite: cite, doc: d, terms: term.Of(d), words: words, policy: isPolicy(d),
		pages:        make(map[*corpus.Clause]*page),
		pools:        make(map[targetKind][]string),
		heads:        make(map[string][]string),
		rows:         make(map[string][]string),
		roles:        make(map[string]int),
		roleSections: make(map[roleIn]bool),
		spots:        make(map[string][]int),
		ids:          make(map[string]bool),
	}
	for _, c := range d.Clauses {
		if c.Kind != corpus.Article && c.Kind != corpus.Passage {
			continue
		}
		p := &page{clause: c, norms: norm.Of(c), lists: b.readLists(c)}
		b.pages[c] = p
		b.order = append(b.order, p)
		b.collectRoles(p)
	}
	used := usesByClause(b.terms)
	seen := make(map[string]bool)
	for _, p := range b.order {
		b.readSentences(p, used[p.clause])
		b.pool(p, seen)
		b.collectActs(p)
	}
	return b
}

// isPolicy reports whether a document numbers its first article otherwise than 第一条.
func isPolicy(d *corpus.Document) bool {
	i := slices.IndexFunc(d.Clauses, func(c *corpus.Clause) bool { return c.Kind == corpus.Article })
	return i >= 0 && !strings.HasPrefix(d.Clauses[i].Label, "第")
}

// usesByClause gives the places of terms by the clauses that use them. A term of
// one character is left out.
func usesByClause(terms []term.Term) map[*corpus.Clause][]corpus.Span {
	used := make(map[*corpus.Clause][]corpus.Span)
	for _, t := range terms {
		if utf8.RuneCountInString(t.Name) < 2 {
			continue
		}
		for _, u := range t.Uses {
			if u.Clause != nil {
				used[u.Clause] = append(used[u.Clause], u.Span)
			}
		}
	}
	return used
}

// readSentences finds the sentences of a page that can be quoted.
func (b *Book) readSentences(p *page, terms []corpus.Span) {
	for _, s := range sentences.Of(p.clause) {
		if !b.quotable(p.clause, s) {
			continue
		}
		lead, last, ok := b.leadOf(p, s)
		if ok {
			out := b.readSentence(p.clause, p.norms, s, terms)
			out.lead, out.last = lead, last
			p.sentences = append(p.sentences, out)
		}
	}
}

// pool gathers the words of a page that can stand as wrong options elsewhere.
func (b *Book) pool(p *page, seen map[string]bool) {
	for _, s := range p.sentences {
		for _, row := range s.rows {
			for _, m := range row.members {
				text := b.doc.Text(m)
				b.rows[row.key(text)] = appendNew(b.rows[row.key(text)], text)
			}
		}
		for _, t := range s.targets {
			text := b.doc.Text(t.Span)
			if key := string(rune(t.kind)) + text; !seen[key] {
				seen[key] = true
				b.poolTarget(t, text)
			}
		}
	}
}

// poolTarget offers a target as a wrong option of its kind, and beside words that
// end as it does.
func (b *Book) poolTarget(t target, text string) {
	if t.kind != aTerm || !t.evil {
		b.pools[t.kind] = append(b.pools[t.kind], text)
	}
	if t.kind == aMember || t.kind == aWord && t.whole {
		for n := 1; n <= 2; n++ {
			key := headKey(likeness.Tail(text, n), t.evil)
			b.heads[key] = append(b.heads[key], text)
		}
	}
}

func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// quotable keeps what nobody should learn out: damage, placeholders (XX区),
// titles, broken quotes, sentences that point elsewhere and say nothing alone.
func (b *Book) quotable(c *corpus.Clause, s sentences.Sentence) bool {
	text := b.doc.Text(s.Words)
	if text == "" || text == c.Title || strings.Contains(text, "XX") || strings.ContainsAny(text, "\n×") {
		return false
	}
	return !b.damaged(c, s.Span) && balanced(text)
}

// damaged reports whether damage is suspected within words.
func (b *Book) damaged(c *corpus.Clause, at corpus.Span) bool {
	return slices.ContainsFunc(c.Repairs, func(r damage.Repair) bool { return r.Start < at.End && at.Start < r.End })
}

// balanced reports whether every quote, bracket and title mark has its partner.
func balanced(text string) bool {
	var open []rune
	for _, r := range text {
		if i := strings.IndexRune("“‘（《〈(【", r); i >= 0 {
			open = append(open, partner[r])
			continue
		}
		switch r {
		case '”', '’', '）', '》', '〉', ')', '】':
			if len(open) == 0 || open[len(open)-1] != r {
				return false
			}
			open = open[:len(open)-1]
		case '"', '〃':
			return false
		}
	}
	return len(open) == 0
}

var partner = map[rune]rune{'“': '”', '‘': '’', '（': '）', '《': '》', '〈': '〉', '(': ')', '【': '】'}

// readSentence finds what can be asked for.
func (b *Book) readSentence(c *corpus.Clause, norms []norm.Norm, s sentences.Sentence, terms []corpus.Span) sentence {
	r := &targetReader{Book: b, norms: norms, out: sentence{Sentence: s}}
	for i := range s.Parts {
		r.names(i, terms)
		for _, at := range figure.In(b.doc.Text(s.Parts[i])) {
			r.add(aNumber, corpus.Span{Start: s.Parts[i].Start + at.Start, End: s.Parts[i].Start + at.End}, i)
		}
		r.actors(i)
		r.members(i)
		r.words(c, i)
	}
	return r.out
}

// targetReader collects the targets of one sentence, part by part.
type targetReader struct {
	*Book
	norms []norm.Norm // of the clause
	out   sentence
}

// add takes words of a part as a target, unless they overlap one taken before or
// cannot be taken out of their sentence.
func (r *targetReader) add(kind targetKind, at corpus.Span, part int) {
	p := r.out.Parts[part]
	if at.Len() <= 0 || !p.Contains(at) || r.taken(at) || !removable(r.doc.Text(at)) {
		return
	}
	left, right := r.doc.Source[p.Start:at.Start], r.doc.Source[at.End:p.End]
	r.out.targets = append(r.out.targets, target{
		kind: kind, Span: at, part: part,
		evil:  forbids(r.norms, at) || kind == aTerm && fought.MatchString(likeness.Tail(left, 8)+"|"+likeness.Head(right, 8)),
		whole: clearLeft.MatchString(left) && clearRight.MatchString(right),
		row:   inRow(kind, left, right),
	})
}

// inRow reports whether words are one of several by what stands around them.
func inRow(kind targetKind, left, right string) bool {
	return strings.HasSuffix(left, "、") || strings.HasPrefix(right, "、") || kind == aWord && strings.HasSuffix(left, "和")
}

// taken reports whether words overlap a target.
func (r *targetReader) taken(at corpus.Span) bool {
	return slices.ContainsFunc(r.out.targets, func(t target) bool { return t.Start < at.End && at.Start < t.End })
}

// removable reports whether words may be replaced by a gap or by other words: no
// half of a quotation, no clause number, no untouchable name.
func removable(text string) bool {
	return balanced(text) && !strings.HasPrefix(text, "第") && !untouchable.MatchString(text)
}

// names adds the terms and the titles of documents in a part.
func (r *targetReader) names(part int, terms []corpus.Span) {
	p := r.out.Parts[part]
	for _, t := range terms {
		if p.Contains(t) {
			r.add(aTerm, t, part)
		}
	}
	for _, m := range cited.FindAllStringIndex(r.doc.Text(p), -1) {
		r.add(aTitle, corpus.Span{Start: p.Start + m[0] + len("《"), End: p.Start + m[1] - len("》")}, part)
	}
}

// actors adds who is bound, where the text names them in full.
func (r *targetReader) actors(part int) {
	for _, n := range r.norms {
		if !r.out.Parts[part].Contains(n.ActorSpan) || r.doc.Text(n.ActorSpan) != n.Actor {
			continue
		}
		if r.roles[n.Actor] > 0 || r.policy && wholeActor(r.doc.Source, n) {
			r.add(anActor, n.ActorSpan, part)
		}
	}
}

// members adds the members of the lists within a part.
func (r *targetReader) members(part int) {
	p := r.out.Parts[part]
	for _, row := range r.readSeries(p, part) {
		r.out.rows = append(r.out.rows, row)
		for _, m := range row.members {
			r.add(aMember, m, part)
		}
	}
	for _, m := range r.innerMembers(p) {
		r.add(aMember, m, part)
	}
}

// words adds the other words of a part that are worth asking for.
func (r *targetReader) words(c *corpus.Clause, part int) {
	if r.Book.words == nil {
		return
	}
	p := r.out.Parts[part]
	for _, w := range r.Book.words(c, p) {
		if r.wholeWord(r.doc.Text(p), w) {
			r.add(aWord, corpus.Span{Start: p.Start + w.Start, End: p.Start + w.End}, part)
		}
	}
}

// wholeWord reports whether a word of a part says something that can be known,
// and is no fragment of a longer expression. w is in bytes of the part.
func (b *Book) wholeWord(part string, w corpus.Span) bool {
	before, word, after := part[:w.Start], part[w.Start:w.End], part[w.End:]
	if adverbial.MatchString(word) || fragmented(before, word, after) {
		return false
	}
	free := clearLeft.MatchString(before)
	switch utf8.RuneCountInString(word) {
	case 2: // one that does not stand free is half a word: 利害关系人, 登记造册
		if b.policy || !free && !clearRight.MatchString(after) || vague(word) {
			return false
		}
	case 3:
		return free
	}
	return free || b.seldom(likeness.Tail(before, 2)+likeness.Head(word, 2))
}

// seldom reports whether characters side by side are no expression of the document:
// it has them 12 times at most.
func (b *Book) seldom(words string) bool { return strings.Count(b.doc.Source, words) <= 12 }

// fragmented reports whether a word begins a part (认真总结: it says how, not what), or
// the character beside it makes one expression with it: 肖像权人, the negation
// 不承担责任, a number.
func fragmented(before, word, after string) bool {
	last := likeness.Tail(before, 1)
	return last == "" || strings.ContainsAny(likeness.Head(after, 1), "人者物权性化率员法") || strings.ContainsAny(last, "不未无非") ||
		startsWithNumeral(word) || startsWithNumeral(last)
}

// vague reports whether a short word says how or when, or is a negation.
func vague(word string) bool {
	return manner.MatchString(word) || strings.ContainsAny(likeness.Head(word, 1), "无不未")
}

// adverbial marks words that say how something is done: any of a dozen would do.
var adverbial = regexp.MustCompile(`^(?:深入|坚定|进一步|切实|认真|严格|积极|充分|合理|自觉|坚决|广大|各项|各种|及时|持续|不断|大力|全面|着力|深刻|扎实|牢牢|主动|有效|健全|完善|一系列|有关|相关|相应|另有|本法|前款|其他|以外|之外|情形|提供|给予|处理)|(?:之一|以后|以前|期间|其他|上述|的)$`)

// clearLeft and clearRight are what is beside a word that is whole: 公司 in
// 股份有限公司 is none.
var (
	clearLeft  = regexp.MustCompile(`(?:^|[的和与或及、，；：“《对向由在将把被为从按以于是])$`)
	clearRight = regexp.MustCompile(`^(?:$|[的和与或及、，；：”》应可须不由是为等将并])`)
)

// fought marks what stands around the name of something bad: “四风”问题.
var fought = regexp.MustCompile(`问题|整治|纠正|破除|治理|反对|防止|克服|查处|惩治|搞|行为|持续破|主义`)

// manner are short words that say how or when, and nothing that can be known.
var manner = oneOf("确定", "情况", "部分", "关系", "方式", "自己", "要求", "发生", "内容", "事项", "以下", "以上", "以内", "条款", "途径", "解决", "一并", "重新", "共同", "分别", "另行", "自行", "单独", "依法", "及时", "可能", "足以", "明显", "必要", "适当", "首先", "直接", "继续", "正在", "曾经", "已经", "未经", "仍然", "开始", "上述", "任何", "其中", "此外", "按照", "依照", "根据", "通过", "经过", "由于", "如果", "不能", "没有", "属于", "具有", "成为", "作为", "以外", "之间", "之日", "以后", "之前", "造成", "提交", "进行", "作出", "采取", "实施", "有关", "相关", "存在", "受到", "得到", "需要", "确实", "一定", "一般", "某一", "除外", "无处", "负责", "使用", "各自", "认为", "同一", "所得", "收到", "发展", "处于", "担任", "取得", "要求", "得到")

// forbids reports whether words are in what norms forbid or fight.
func forbids(norms []norm.Norm, at corpus.Span) bool {
	return slices.ContainsFunc(norms, func(n norm.Norm) bool { return n.Kind == norm.Forbid && n.Span.Contains(at) })
}

// untouchable names are never taken out of a sentence nor put into another,
// where they would be beside what the text fights.
var untouchable = regexp.MustCompile(`习近平|总书记|党中央|社会主义|共产|马克思|毛泽东|邓小平|自信|基本原则|民族|宗教|党派|港澳|台湾|^中央$|^党$|^人民$|^祖国$`)

// sacred sentences are never altered.
var sacred = regexp.MustCompile(`习近平|党中央|核心地位|四个意识|四项基本原则|马克思|邓小平|基本路线|核心价值观|宪法`)

var cited = regexp.MustCompile(`《[^《》]{2,40}》`)

// collectActs gathers what the clause forbids, requires and lists.
func (b *Book) collectActs(p *page) {
	for _, n := range p.norms {
		b.collectNorm(p, n)
	}
	for _, l := range p.lists {
		for _, it := range l.items {
			if b.itemOption(p.clause, it) {
				b.items = append(b.items, act{clause: p.clause, text: b.doc.Text(it), Span: it, of: l.of})
			}
		}
	}
}

// longestOption is how long an option can be, in code points.
const longestOption = 45

// option reports whether words of a clause can be an option; it has at least so
// many code points.
func (b *Book) option(c *corpus.Clause, at corpus.Span, least int) bool {
	n := utf8.RuneCountInString(b.doc.Text(at))
	return n >= least && n <= longestOption && b.optional(c, at)
}

// itemOption reports whether an item of a list can be an option: a catch-all
// cannot, it would be right anywhere.
func (b *Book) itemOption(c *corpus.Clause, item corpus.Span) bool {
	return b.option(c, item, 3) && !strings.Contains(b.doc.Text(item), "其他")
}

// actOption reports whether the act of a norm can be an option: where it leads to
// a list, it says nothing without the list.
func (b *Book) actOption(c *corpus.Clause, n norm.Norm, least int) bool {
	return len(n.Items) == 0 && b.option(c, n.Act, least)
}

// collectNorm gathers what one norm forbids or requires, if it can be an option.
func (b *Book) collectNorm(p *page, n norm.Norm) {
	text := b.doc.Text(n.Act)
	if !b.actOption(p.clause, n, 4) || strings.HasSuffix(text, "下列") {
		return
	}
	a := act{clause: p.clause, actor: n.Actor, text: text, Span: n.Act}
	switch {
	case hardForbid(n) && !measure.MatchString(text) && b.outright(p, n):
		b.forbids = append(b.forbids, a)
	case hardRequire(n) && n.Actor != "":
		b.duties = append(b.duties, a)
	}
}

// hardForbid reports whether a norm outlaws something, as an answer to 禁止什么 has it.
func hardForbid(n norm.Norm) bool { return n.Kind == norm.Forbid && !n.Soft }

// hardRequire reports whether a norm is a duty without reservation.
func hardRequire(n norm.Norm) bool { return n.Kind == norm.Require && !n.Soft }

// outright reports whether a norm forbids whatever the case: nothing but its
// actor is in front of it, or another prohibition does. 离职后半年内，不得转让 does
// not prohibit 转让 as such.
func (b *Book) outright(p *page, n norm.Norm) bool {
	switch {
	case n.Condition.Len() > 0:
		return false
	case b.policy:
		return true
	case strings.Contains(n.Actor, "的"): // 有关联关系的董事 alone
		return false
	}
	for _, s := range sentences.Of(p.clause) {
		if s.Contains(n.Modal) {
			return strings.Trim(b.inFront(p, s, n), "，；、也均都并且或者 ") == ""
		}
	}
	return false
}

// inFront is what a sentence has in front of a norm's modal, behind the
// prohibitions before it and without the actor.
func (b *Book) inFront(p *page, s sentences.Sentence, n norm.Norm) string {
	from := s.Words.Start
	for _, o := range p.norms {
		if hardForbid(o) && o.End <= n.Start && s.Contains(o.Span) {
			from = max(from, o.End)
		}
	}
	if s.Contains(n.ActorSpan) && n.ActorSpan.Start >= from && n.ActorSpan.End <= n.Modal.Start {
		return b.doc.Source[from:n.ActorSpan.Start] + b.doc.Source[n.ActorSpan.End:n.Modal.Start]
	}
	return b.doc.Source[from:n.Modal.Start]
}

// measure marks what is bounded or denied effect (不得早于…, 不得对抗…), which is no
// forbidden act by itself.
var measure = regexp.MustCompile(`^(?:对抗|早于|晚于|迟于|超过|少于|低于|高于|多于|短于|长于|加以|予以|给予|作为|因此|以此|仅|主张|请求|小于|大于|再)`)

// optional reports whether words can stand by themselves as an option.
func (b *Book) optional(c *corpus.Clause, at corpus.Span) bool {
	text := b.doc.Text(at)
	return !b.damaged(c, at) && balanced(text) && !strings.Contains(text, "XX") && !strings.ContainsAny(text, "：；。\n") && !pointing.MatchString(text)
}

// pointing marks words that say nothing without what is in front of them.
var pointing = regexp.MustCompile(`^(?:其|该|此|前款|前项|上述|本条|依照前|因此)|前[一二两三四]款|前款|前条|前项|本款|上述|下列|该项|本[法编章]第`)

// fits reports whether a word stands elsewhere in the document in the place
// where frame has words taken out: then it would be right, too.
func (b *Book) fits(word string, f *frame) bool {
	spots, ok := b.spots[word]
	if !ok {
		for at := 0; ; {
			i := strings.Index(b.doc.Source[at:], word)
			if i < 0 {
				break
			}
			spots = append(spots, at+i)
			at += i + len(word)
		}
		b.spots[word] = spots
	}
	for _, at := range spots {
		left := likeness.CommonTail(b.doc.Source[:at], f.left)
		right := likeness.CommonHead(b.doc.Source[at+len(word):], f.right)
		if left >= 4 || right >= 4 || left+right >= 5 {
			return true
		}
	}
	return false
}

// frame is what stands around words that were taken out, within their sentence.
type frame struct {
	left, right string
	word        string
}

// beside is the ten characters on either side.
func (f *frame) beside() string { return likeness.Tail(f.left, 10) + "\n" + likeness.Head(f.right, 10) }

// headKey parts what is fought from what is wanted: nobody is to read that
// something good is forbidden.
func headKey(end string, evil bool) string {
	if evil {
		return end + "!"
	}
	return end
}
