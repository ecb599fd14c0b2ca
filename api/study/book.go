package study

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/sentences"
	"tiaowen/corpus/term"
)

// book is a document read for questions: what can be asked for in each clause,
// and the words that can stand as wrong options.
type book struct {
	cite    func(*corpus.Clause) string
	doc     *corpus.Document
	terms   []term.Term
	pages   map[*corpus.Clause]*page
	pools   map[targetKind][]string    // what can be asked for, in the order of the text, each once
	units   map[string][]string        // numbers by their unit
	heads   map[string][]string        // words and members by their last one and last two characters; see headKey
	nouns   map[string][]string        // the words alone: a member may be a clause of its own
	forbids []act                      // what is forbidden, where
	duties  []act                      // what is required
	items   []act                      // items of lists
	spots   map[string][]int           // where a word stands in the source; see fits
	ids     map[string]bool            // given out
	words   func(string) []corpus.Span // see Options.Words
}

// page is one clause, read.
type page struct {
	clause    *corpus.Clause
	norms     []norm.Norm
	sentences []sentence
}

// sentence is a sentence that can be quoted: no suspected damage, no
// placeholder, not the clause's title.
type sentence struct {
	sentences.Sentence
	targets []target
	lists   []series
}

// target is words of a sentence that can be asked for.
type target struct {
	kind targetKind
	corpus.Span
	part int  // index of the sentence part
	evil bool // it stands in what is forbidden or fought
}

// series is a list joined by 、 whose inner members have clean ends.
type series struct {
	part  int
	inner []corpus.Span
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

// readBook reads all of a document, so that what is made for a clause does not
// depend on the clauses chosen with it.
func readBook(d *corpus.Document, words func(string) []corpus.Span) *book {
	b := &book{
		cite: (*corpus.Clause).Cite,
		doc:  d, terms: term.Of(d), words: words,
		pages: make(map[*corpus.Clause]*page),
		pools: make(map[targetKind][]string),
		units: make(map[string][]string),
		heads: make(map[string][]string),
		nouns: make(map[string][]string),
		spots: make(map[string][]int),
		ids:   make(map[string]bool),
	}
	used := make(map[*corpus.Clause][]corpus.Span)
	for _, t := range b.terms {
		for _, u := range t.Uses {
			if u.Clause != nil && utf8.RuneCountInString(t.Name) > 1 {
				used[u.Clause] = append(used[u.Clause], u.Span)
			}
		}
	}
	seen := make(map[string]bool)
	for _, c := range d.Clauses {
		if c.Kind != corpus.Article && c.Kind != corpus.Passage {
			continue
		}
		p := &page{clause: c, norms: norm.Of(c)}
		b.pages[c] = p
		for _, s := range sentences.Of(c) {
			if b.quotable(c, s) {
				p.sentences = append(p.sentences, b.readSentence(c, p.norms, s, used[c]))
			}
		}
		for _, s := range p.sentences {
			for _, t := range s.targets {
				text := d.Text(t.Span)
				if key := string(rune(t.kind)) + text; !seen[key] {
					seen[key] = true
					b.pools[t.kind] = append(b.pools[t.kind], text)
					switch t.kind {
					case aNumber:
						b.units[unitOf(text)] = append(b.units[unitOf(text)], text)
					case aWord, aMember:
						for n := 1; n <= 2; n++ {
							key := headKey(tail(text, n), t.evil)
							if t.kind == aWord {
								b.nouns[key] = append(b.nouns[key], text)
							}
							b.heads[key] = append(b.heads[key], text)
						}
					}
				}
			}
		}
		b.collectActs(p)
	}
	return b
}

// quotable keeps what nobody should learn out: damage, placeholders (XX区),
// titles, broken quotes.
func (b *book) quotable(c *corpus.Clause, s sentences.Sentence) bool {
	text := b.doc.Text(s.Words)
	if text == "" || text == c.Title || strings.Contains(text, "XX") || strings.ContainsAny(text, "\n×") {
		return false
	}
	for _, r := range c.Repairs {
		if r.Start < s.End && s.Start < r.End {
			return false
		}
	}
	return balanced(text)
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

// number is a quantity with its unit: 三年, 15日, 百分之十, 三分之二. 一个 and the
// like count nothing. The groups are digits and unit.
var number = regexp.MustCompile(`(?:[0-9]+|[一二三四五六七八九十百千两]+)(?:个月|个工作日|周岁|小时|年|月|日|天|次|倍|万元|元|人|名)|百分之[一二三四五六七八九十百]+|[二三四五六七八九十]分之[一二三四五六七八九十]|[0-9]+(?:%|％)`)

// numeral cuts a quantity into its value and its unit.
var numeral = regexp.MustCompile(`^(?:[0-9]+|[一二三四五六七八九十百千两]+)`)

// unitOf is what a number counts: 年 of 三年.
func unitOf(text string) string {
	if strings.Contains(text, "分之") {
		return text[:strings.Index(text, "分之")+len("分之")]
	}
	return text[len(numeral.FindString(text)):]
}

// idle are words that look like numbers and count nothing.
var idle = map[string]bool{"一日": true, "一天": true, "一名": true, "一人": true, "一年": false, "一月": true, "十月": true, "一元": true, "十年": false}

// readSentence finds what can be asked for.
func (b *book) readSentence(c *corpus.Clause, norms []norm.Norm, s sentences.Sentence, terms []corpus.Span) sentence {
	out := sentence{Sentence: s}
	text := b.doc.Text
	var taken []corpus.Span
	free := func(at corpus.Span) bool {
		for _, t := range taken {
			if t.Start < at.End && at.Start < t.End {
				return false
			}
		}
		return true
	}
	add := func(kind targetKind, at corpus.Span, part int) {
		if at.Len() > 0 && s.Parts[part].Contains(at) && free(at) && balanced(text(at)) && !untouchable.MatchString(text(at)) {
			taken = append(taken, at)
			evil := forbids(norms, at)
			out.targets = append(out.targets, target{kind, at, part, evil})
		}
	}
	for i, p := range s.Parts {
		for _, t := range terms {
			if p.Contains(t) {
				add(aTerm, t, i)
			}
		}
		for _, m := range cited.FindAllStringIndex(text(p), -1) {
			add(aTitle, corpus.Span{Start: p.Start + m[0] + len("《"), End: p.Start + m[1] - len("》")}, i)
		}
		for _, m := range number.FindAllStringIndex(text(p), -1) {
			words := text(p)[m[0]:m[1]]
			if idle[words] || strings.HasSuffix(text(p)[:m[0]], "第") || strings.HasPrefix(text(p)[m[1]:], "代") || strings.HasPrefix(text(p)[m[1]:], "之") {
				continue
			}
			add(aNumber, corpus.Span{Start: p.Start + m[0], End: p.Start + m[1]}, i)
		}
		for _, n := range norms {
			length := utf8.RuneCountInString(n.Actor)
			if p.Contains(n.ActorSpan) && text(n.ActorSpan) == n.Actor && length >= 2 && length <= 18 {
				add(anActor, n.ActorSpan, i)
			}
		}
		if list, ok := b.readSeries(p, i); ok {
			out.lists = append(out.lists, list)
			for _, m := range list.inner {
				add(aMember, m, i)
			}
		}
		if b.words != nil {
			for _, w := range b.words(text(p)) {
				// The verb or adverb that a part begins with (认真总结), half a word
				// (肖像权人), half a negation (不承担责任).
				if w.Start == 0 || strings.ContainsAny(head(text(p)[w.End:], 1), "人者物权性化率员法") || strings.ContainsAny(tail(text(p)[:w.Start], 1), "不未无非") {
					continue
				}
				add(aWord, corpus.Span{Start: p.Start + w.Start, End: p.Start + w.End}, i)
			}
		}
	}
	return out
}

// forbids reports whether words stand in what norms forbid or fight.
func forbids(norms []norm.Norm, at corpus.Span) bool {
	return slices.ContainsFunc(norms, func(n norm.Norm) bool { return n.Kind == norm.Forbid && n.Span.Contains(at) })
}

// everybody are actors that the others are among: what binds 个人 binds 党员.
var everybody = regexp.MustCompile(`任何|一切|所有|每个|^个人$|^组织$|^单位$|^他人$|^公民$`)

// untouchable names are never taken out of a sentence nor put into another,
// where they would stand beside what the text fights.
var untouchable = regexp.MustCompile(`习近平|总书记|党中央|社会主义|共产|马克思|毛泽东|邓小平|自信|基本原则|民族|宗教|党派|港澳|台湾|^中央$|^党$|^人民$|^祖国$`)

var cited = regexp.MustCompile(`《[^《》]{2,40}》`)

// readSeries finds the inner members of a list: the first may have its verb in
// front (坚决禁止跑官要官), the last what the list is of behind (拉票贿选等行为).
func (b *book) readSeries(p corpus.Span, part int) (series, bool) {
	out := series{part: part}
	depth, start, members, before := 0, -1, 0, 0
	source := b.doc.Source
	for i := p.Start; i < p.End; {
		r, size := utf8.DecodeRuneInString(source[i:])
		switch r {
		case '“', '《', '（', '(', '‘':
			depth++
		case '”', '》', '）', ')', '’':
			depth--
		case '、':
			if depth == 0 {
				if start >= 0 {
					m := corpus.Span{Start: start, End: i}
					n := utf8.RuneCountInString(source[m.Start:m.End])
					// One that is far longer than the one before it belongs to two
					// lists: 工作、生活、作风方面的苗头性、倾向性问题.
					merged := before > 0 && n > 2*before+2
					if n >= 2 && n <= 14 && !merged && !awkward.MatchString(source[m.Start:m.End]) {
						out.inner = append(out.inner, m)
					}
					before = n
				}
				members++
				start = i + size
			}
		}
		i += size
	}
	return out, members > 1 && len(out.inner) > 0
}

// awkward marks list members that are no things of their own: two members in
// one, a clause, a pronoun.
var awkward = regexp.MustCompile(`[“”《》（）：和与及或]|的$|^(?:其|该|并|不|有关)`)

// collectActs gathers what the clause forbids, requires and lists.
func (b *book) collectActs(p *page) {
	for _, n := range p.norms {
		a := act{clause: p.clause, actor: n.Actor, text: b.doc.Text(n.Act), Span: n.Act}
		length := utf8.RuneCountInString(a.text)
		if length < 4 || length > 45 || !b.sound(p.clause, n.Act) || strings.HasSuffix(a.text, "下列") || strings.ContainsAny(a.text, "：\n") {
			continue
		}
		switch {
		case n.Kind == norm.Forbid && !n.Soft && n.Modal.Len() > 0 && !measure.MatchString(a.text):
			b.forbids = append(b.forbids, a)
		case n.Kind == norm.Require && !n.Soft && n.Actor != "":
			b.duties = append(b.duties, a)
		}
	}
	intro, _ := b.introduction(p)
	for _, it := range itemsOf(p.clause) {
		text := b.doc.Text(it)
		if n := utf8.RuneCountInString(text); n >= 3 && n <= 45 && b.sound(p.clause, it) && !strings.ContainsAny(text, "。；\n") {
			b.items = append(b.items, act{clause: p.clause, text: text, Span: it, of: listOf.FindString(intro)})
		}
	}
}

// measure marks what is bounded or denied effect (不得早于…, 不得对抗…), which is no
// forbidden act by itself.
var measure = regexp.MustCompile(`^(?:对抗|早于|晚于|迟于|超过|少于|低于|高于|多于|短于|长于|加以|予以|给予|作为|因此)`)

// listOf is what the items of a list are.
var listOf = regexp.MustCompile(`情形|事项|行为|条件|措施|内容|财产|权利|义务|职责|费用|材料|方式|机构`)

// sound reports whether words can be quoted by themselves.
func (b *book) sound(c *corpus.Clause, at corpus.Span) bool {
	for _, r := range c.Repairs {
		if r.Start < at.End && at.Start < r.End {
			return false
		}
	}
	text := b.doc.Text(at)
	return balanced(text) && !strings.Contains(text, "XX")
}

// itemsOf are the items of a clause without labels and end marks; catch-alls
// (法律规定的其他情形) are left out, which would be right anywhere.
func itemsOf(c *corpus.Clause) []corpus.Span {
	var out []corpus.Span
	for _, p := range c.Parts {
		for _, it := range p.Parts {
			at := corpus.Span{Start: it.Start + len(it.Label), End: it.End}
			at = sentences.Clean(c.Document, at)
			if text := c.Document.Text(at); len(it.Parts) == 0 && !strings.Contains(text, "其他") {
				at.End = at.Start + len(strings.TrimRight(text, "；;。，、 \n\u3000"))
				out = append(out, at)
			}
		}
	}
	return out
}

// fits reports whether a word stands elsewhere in the document in the place
// where frame has words taken out: then it would be right, too.
func (b *book) fits(word string, f *frame) bool {
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
		left := commonTail(b.doc.Source[:at], f.left)
		right := commonHead(b.doc.Source[at+len(word):], f.right)
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

// commonTail counts the characters that a and b end with alike, to 8.
func commonTail(a, b string) int {
	n := 0
	for n < 8 && a != "" && b != "" {
		x, size := utf8.DecodeLastRuneInString(a)
		y, size2 := utf8.DecodeLastRuneInString(b)
		if x != y {
			break
		}
		a, b = a[:len(a)-size], b[:len(b)-size2]
		n++
	}
	return n
}

// commonHead counts the characters that a and b begin with alike, to 8.
func commonHead(a, b string) int {
	n := 0
	for n < 8 && a != "" && b != "" {
		x, size := utf8.DecodeRuneInString(a)
		y, size2 := utf8.DecodeRuneInString(b)
		if x != y {
			break
		}
		a, b = a[size:], b[size2:]
		n++
	}
	return n
}

// headKey parts what is fought from what is wanted: nobody is to read that
// something good is forbidden.
func headKey(end string, evil bool) string {
	if evil {
		return end + "!"
	}
	return end
}

// siblings are words of the same sort as one, the likest first. A word or a
// list's member must end as it does, for the end says what a Chinese noun is:
// 党内法规 stands beside 法律法规, not beside 领导干部; and it must be as welcome or
// unwelcome. Of actors, those of one head
// are left out: what binds 领导干部 may bind 党员干部.
func (b *book) siblings(t target, word string) []string {
	pool := b.pools[t.kind]
	switch t.kind {
	case aNumber:
		pool = append(slices.Clip(b.units[unitOf(word)]), nearNumbers(word)...)
	case aWord, aMember:
		n := 2
		if utf8.RuneCountInString(word) <= 3 {
			n = 1
		}
		pool = b.heads[headKey(tail(word, n), t.evil)]
		if t.kind == aWord {
			pool = b.nouns[headKey(tail(word, n), t.evil)]
		}
	}
	list := likest(pool, word)
	return slices.DeleteFunc(list, func(o string) bool {
		switch t.kind {
		case anActor:
			return sameHead(o, word) || everybody.MatchString(o) || everybody.MatchString(word)
		case aTerm: // 一把手 is no method, 5+1 no person
			return strings.ContainsRune(o, '+') != strings.ContainsRune(word, '+')
		case aWord, aMember:
			n := utf8.RuneCountInString(word)
			far := utf8.RuneCountInString(o) - n
			if n <= 3 { // one character in common says less: 透明度 is no 报告制度
				return far != 0
			}
			return far < -n/3 || far > n/3
		}
		return false
	})
}
