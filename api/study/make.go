package study

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/sentences"
)

// questions makes all questions of clauses of the book that pass the checker,
// in the order of the text.
func (b *book) questions(clauses []*corpus.Clause) []*Question {
	var out []*Question
	for _, c := range clauses {
		p := b.pages[c]
		if p == nil {
			continue
		}
		for _, made := range [][]*Question{b.singles(p), b.multiples(p), b.judges(p), b.blanks(p), b.shorts(p)} {
			out = b.keep(out, made)
		}
	}
	return b.keep(out, b.matches(clauses))
}

// keep appends the questions that the checker finds nothing about, with their ids.
func (b *book) keep(out, made []*Question) []*Question {
	for _, q := range made {
		if len(b.faults(q)) > 0 {
			continue
		}
		// 24 bits tell the questions of one clause and kind apart; more where they do not.
		h := fmt.Sprintf("%016x", hash(0, q.Stem, strings.Join(q.rightWords(), "\x00"), strings.Join(q.Left, "\x00")))
		for n := 6; n <= len(h); n += 2 {
			q.ID = q.from.ID() + "/" + string(q.Kind) + "/" + h[:n]
			if !b.ids[q.ID] {
				break
			}
		}
		if b.ids[q.ID] { // the same question, made twice
			continue
		}
		b.ids[q.ID] = true
		out = append(out, q)
	}
	return out
}

// rightWords are the words of the answer.
func (q *Question) rightWords() []string {
	out := slices.Clone(q.Answers)
	for _, i := range q.Right {
		out = append(out, q.Options[i])
	}
	return out
}

// place is how a stem names a clause: 《推进全面从严治党工作措施》第20条.
func place(c *corpus.Clause) string { return "《" + c.Document.Title + "》" + c.Name() }

// excerpt is a piece of a sentence around one of its parts: the whole sentence
// when it has at most max code points, else the part and as much around it.
func (b *book) excerpt(s sentences.Sentence, part, max int) (at corpus.Span, ok bool) {
	count := func(at corpus.Span) int { return utf8.RuneCountInString(b.doc.Text(at)) }
	if count(s.Words) <= max && balanced(b.doc.Text(s.Words)) {
		return s.Words, true
	}
	i, j := part, part
	span := func(i, j int) corpus.Span { return corpus.Span{Start: s.Parts[i].Start, End: s.Parts[j].End} }
	for grown := true; grown; {
		grown = false
		if i > 0 && count(span(i-1, j)) <= max {
			i, grown = i-1, true
		}
		if j+1 < len(s.Parts) && count(span(i, j+1)) <= max {
			j, grown = j+1, true
		}
	}
	at = span(i, j)
	return at, balanced(b.doc.Text(at)) && count(at) <= 2*max
}

// quoteAround is an excerpt with the words of a span replaced, dots where it
// was cut, and a full stop.
func (b *book) quoteAround(s sentences.Sentence, at, span corpus.Span, with string) string {
	source := b.doc.Source
	out := source[at.Start:span.Start] + with + source[span.End:at.End]
	if at.Start > s.Words.Start {
		out = "……" + out
	}
	if at.End < s.Words.End {
		return out + "……"
	}
	return out + "。"
}

// evidence is the sentence a question was made from, as its explanation.
func (b *book) evidence(c *corpus.Clause, s corpus.Span) string {
	return "原文：" + b.doc.Text(s) + "（" + b.cite(c) + "）"
}

// gaps yields the targets that can be taken out of their sentences, each with a
// question that has a mark in its place. At most words of a sentence are taken
// for being mere words.
func (b *book) gaps(p *page, kind Kind, mark string, words int) iter.Seq2[target, *Question] {
	return func(yield func(target, *Question) bool) {
		for _, s := range p.sentences {
			taken := 0
			for _, t := range s.targets {
				if t.kind == aWord {
					if taken++; taken > words {
						continue
					}
				}
				at, ok := b.excerpt(s.Sentence, t.part, 70)
				if !ok || t.Len()*2 > at.Len() {
					continue
				}
				q := &Question{
					Kind: kind, Stem: place(p.clause) + "：" + b.quoteAround(s.Sentence, at, t.Span, mark),
					Explanation: b.evidence(p.clause, s.Span), Difficulty: difficulty(t.kind), Points: 2,
					from: p.clause, sentence: s.Span, frame: b.frameOf(at, t.Span),
				}
				if !yield(t, q) {
					return
				}
			}
		}
	}
}

// blanks takes words out of sentences.
func (b *book) blanks(p *page) []*Question {
	var out []*Question
	for t, q := range b.gaps(p, Blank, Gap, 9) {
		q.Answers = []string{b.doc.Text(t.Span)}
		out = append(out, q)
	}
	return out
}

func (b *book) frameOf(at, gap corpus.Span) *frame {
	return &frame{left: b.doc.Source[at.Start:gap.Start], right: b.doc.Source[gap.End:at.End], word: b.doc.Text(gap)}
}

// difficulty of asking for a target: names are easier than numbers.
func difficulty(k targetKind) int {
	switch k {
	case aTerm, aTitle, aWord:
		return 1
	}
	return 2
}

// judges asks whether a sentence stands as quoted. About half are altered.
func (b *book) judges(p *page) []*Question {
	var out []*Question
	for _, s := range p.sentences {
		done := make(map[corpus.Span]bool) // excerpts judged already
		for part := range s.Parts {
			at, ok := b.excerpt(s.Sentence, part, 60)
			if !ok || done[at] || utf8.RuneCountInString(b.doc.Text(at)) < 10 {
				continue
			}
			done[at] = true
			q := &Question{
				Kind: Judge, Options: []string{"正确", "错误"}, Right: []int{0}, Difficulty: 1, Points: 1,
				Explanation: b.evidence(p.clause, s.Span), from: p.clause, sentence: s.Span,
				claim: b.doc.Text(at),
			}
			nothing := corpus.Span{Start: at.Start, End: at.Start}
			quotation := b.quoteAround(s.Sentence, at, nothing, "")
			a, ok := b.alter(p, s, at)
			chance := dice(p.clause.ID(), quotation).IntN(12)
			if !ok && chance >= 5 || ok && chance >= 11 {
				continue // so that about half of all are altered
			}
			if ok && chance < 9 {
				q.Right = []int{1}
				q.Altered = "“" + a.old + "”被改成了“" + a.new + "”"
				q.Difficulty = a.difficulty
				q.claim = b.doc.Source[at.Start:a.Start] + a.new + b.doc.Source[a.End:at.End]
				quotation = b.quoteAround(s.Sentence, at, a.Span, a.new)
				q.Explanation = q.Altered + "。" + q.Explanation
			}
			q.Stem = place(p.clause) + "规定：" + quotation
			out = append(out, q)
		}
	}
	return out
}

// alteration is a change that makes a quotation wrong.
type alteration struct {
	corpus.Span
	old, new   string
	difficulty int
}

// alter finds a change within an excerpt: a number, an actor, a modal, a term
// or a list's member in place of another.
func (b *book) alter(p *page, s sentence, at corpus.Span) (alteration, bool) {
	var found []alteration
	for _, t := range s.targets {
		if !at.Contains(t.Span) || t.kind == aWord || t.kind == aTitle {
			continue
		}
		old := b.doc.Text(t.Span)
		if t.kind == aMember && len(found) > 0 {
			continue // the rest tell more
		}
		for _, other := range b.siblings(t, old) {
			claim := b.doc.Source[at.Start:t.Start] + other + b.doc.Source[t.End:at.End]
			if b.wrongFault(old, other) != "" || b.fits(other, b.frameOf(at, t.Span)) ||
				strings.Contains(b.doc.Text(s.Words), other) || strings.Contains(b.doc.Source, claim) {
				continue
			}
			if t.kind == aMember && (b.standsIn(p.clause, other) || commonTail(old, other) < 2 || len(old) != len(other) || breaksPattern(b, s, t, other)) {
				continue
			}
			found = append(found, alteration{t.Span, old, other, 2})
			break
		}
	}
	for _, n := range p.norms {
		other := opposite[b.doc.Text(n.Modal)]
		if other == "" || !at.Contains(n.Modal) {
			continue
		}
		found = append(found, alteration{n.Modal, b.doc.Text(n.Modal), other, 3})
	}
	if len(found) == 0 {
		return alteration{}, false
	}
	return found[dice(p.clause.ID(), b.doc.Text(at), "alter").IntN(len(found))], true
}

// breaksPattern reports whether a word would stand out in the list of a target,
// whose members begin alike: 服务改革、服务发展、服务民生.
func breaksPattern(b *book, s sentence, t target, other string) bool {
	first := head(b.doc.Text(t.Span), 1)
	if head(strings.TrimPrefix(b.doc.Source[t.End:s.Parts[t.part].End], "、"), 1) == first && head(other, 1) != first {
		return true
	}
	for _, list := range s.lists {
		if list.part != t.part || head(other, 1) == first {
			continue
		}
		for _, m := range list.inner {
			if m != t.Span && head(b.doc.Text(m), 1) == first {
				return true
			}
		}
	}
	return false
}

// opposite gives the modal that turns a norm round without sounding absurd.
var opposite = map[string]string{"应当": "可以", "必须": "可以", "不得": "可以", "可以": "应当", "有权": "无权", "应": "可以"}

// sameHead reports whether two actors are of one sort, 领导干部 and 党员干部: what
// binds the one may bind the other.
func sameHead(a, b string) bool { return commonTail(a, b) >= 2 }

// standsIn reports whether a clause has the words anywhere.
func (b *book) standsIn(c *corpus.Clause, words string) bool {
	return strings.Contains(c.Text(), words)
}

// singles asks for one of four.
func (b *book) singles(p *page) []*Question {
	var out []*Question
	for t, q := range b.gaps(p, Single, Bracket, 7) {
		right := b.doc.Text(t.Span)
		if b.choose(q, []string{right}, b.siblings(t, right), 3, 3) {
			out = append(out, q)
		}
	}
	out = append(out, b.modals(p)...)
	out = append(out, b.forbidden(p, 1)...)
	return append(out, b.entitled(p)...)
}

// modals asks whether a statute orders, allows or forbids, once in a sentence.
func (b *book) modals(p *page) []*Question {
	all := []string{"应当", "可以", "不得"}
	var out []*Question
	last := corpus.Span{}
	for _, n := range p.norms {
		right := b.doc.Text(n.Modal)
		if !slices.Contains(all, right) {
			continue
		}
		for _, s := range p.sentences {
			part := slices.IndexFunc(s.Parts, func(at corpus.Span) bool { return at.Contains(n.Modal) })
			if part < 0 || s.Span == last {
				continue
			}
			at, ok := b.excerpt(s.Sentence, part, 70)
			if !ok {
				continue
			}
			last = s.Span
			q := &Question{
				Kind: Single, Stem: place(p.clause) + "：" + b.quoteAround(s.Sentence, at, n.Modal, Bracket),
				Explanation: b.evidence(p.clause, s.Span), Difficulty: 2, Points: 2,
				from: p.clause, sentence: s.Span, frame: b.frameOf(at, n.Modal),
			}
			if b.choose(q, []string{right}, all, 2, 2) {
				out = append(out, q)
			}
		}
	}
	return out
}

// multiples asks for several of up to six.
func (b *book) multiples(p *page) []*Question {
	out := append(b.forbidden(p, 2), b.required(p)...)
	out = append(out, b.listed(p)...)
	for _, s := range p.sentences {
		for _, list := range s.lists {
			if len(list.inner) < 2 {
				continue
			}
			inner := list.inner[:min(len(list.inner), 4)]
			gap := corpus.Span{Start: inner[0].Start, End: inner[len(inner)-1].End}
			right := make([]string, len(inner))
			for i, m := range inner {
				right[i] = b.doc.Text(m)
			}
			at, ok := b.excerpt(s.Sentence, list.part, 70)
			if !ok || strings.Join(right, "、") != b.doc.Text(gap) {
				continue // a member between them is no option
			}
			q := &Question{
				Kind: Multiple, Stem: place(p.clause) + "：" + b.quoteAround(s.Sentence, at, gap, Bracket) + "括号处原文列举的有哪些？",
				Explanation: b.evidence(p.clause, s.Span), Difficulty: 3, Points: 3,
				from: p.clause, sentence: s.Span, frame: b.frameOf(at, gap),
			}
			var others []string
			for _, r := range right {
				for _, o := range b.siblings(target{kind: aMember, evil: forbids(p.norms, inner[0])}, r) {
					if !b.standsIn(p.clause, o) {
						others = append(others, o)
					}
				}
			}
			if b.choose(q, right, others, 1, 2) {
				out = append(out, q)
			}
		}
	}
	return out
}

// forbidden asks what a clause forbids; the wrong options are forbidden
// elsewhere. want is how many right options there are at least.
func (b *book) forbidden(p *page, want int) []*Question {
	var acts []act
	for _, a := range b.forbids {
		if a.clause == p.clause {
			acts = append(acts, a)
		}
	}
	if len(acts) < want {
		return nil
	}
	stem := place(p.clause) + "明确禁止的是下列哪一项？"
	kind, points := Single, 2
	groups := [][]act{}
	if want > 1 {
		stem, kind, points = place(p.clause)+"明确禁止的有下列哪些？", Multiple, 3
		for i := 0; i+1 < len(acts); i += 3 {
			groups = append(groups, acts[i:min(i+3, len(acts))])
		}
	} else {
		for i := range acts {
			groups = append(groups, acts[i:i+1])
		}
	}
	var out []*Question
	for _, g := range groups {
		if len(g) < want {
			continue
		}
		q := &Question{Kind: kind, Stem: stem, Difficulty: 2, Points: points, from: p.clause, sentence: p.sentenceOf(g[0].Span)}
		var right, whole []string
		for _, a := range g {
			right = append(right, a.text)
			whole = append(whole, b.sentenceAround(p, a.Span))
		}
		q.Explanation = "原文：" + strings.Join(slices.Compact(whole), "……") + "（" + b.cite(p.clause) + "）"
		if b.choose(q, right, b.foreign(b.forbids, p.clause, right[0]), 3-len(right)/2, 3) {
			out = append(out, q)
		}
	}
	return out
}

// required asks what a clause requires of someone; the wrong options are
// required of others elsewhere.
func (b *book) required(p *page) []*Question {
	var out []*Question
	for i := 0; i < len(b.duties); i++ {
		if b.duties[i].clause != p.clause {
			continue
		}
		actor := b.duties[i].actor
		if slices.ContainsFunc(b.duties[:i], func(a act) bool { return a.clause == p.clause && a.actor == actor }) {
			continue
		}
		var right []string
		var at corpus.Span
		for _, a := range b.duties[i:] {
			if a.clause == p.clause && a.actor == actor && len(right) < 3 && !strings.Contains(a.text, actor) {
				right = append(right, a.text)
				at = a.Span
			}
		}
		if len(right) < 2 {
			continue
		}
		var others []act
		for _, a := range b.duties {
			if a.actor != actor && !strings.Contains(a.text, actor) && !sameHead(a.actor, actor) && !strings.Contains(a.text, a.actor) {
				others = append(others, a)
			}
		}
		q := &Question{
			Kind: Multiple, Stem: place(p.clause) + "对" + actor + "提出的要求有下列哪些？", Difficulty: 3, Points: 3,
			Explanation: "原文：" + b.sentenceAround(p, at) + "（" + b.cite(p.clause) + "）", from: p.clause, sentence: p.sentenceOf(at),
		}
		if b.choose(q, right, b.foreign(others, p.clause, right[0]), 1, 3) {
			out = append(out, q)
		}
	}
	return out
}

// listed asks which items a clause lists (有下列情形之一).
func (b *book) listed(p *page) []*Question {
	var own []act
	for _, a := range b.items {
		if a.clause == p.clause {
			own = append(own, a)
		}
	}
	intro, ok := b.introduction(p)
	if !ok || len(own) < 2 {
		return nil
	}
	var out []*Question
	for i := 0; i+1 < len(own); i += 3 {
		group := own[i:min(i+3, len(own))]
		var right []string
		for _, a := range group {
			right = append(right, a.text)
		}
		q := &Question{
			Kind: Multiple, Stem: place(p.clause) + "：" + intro + "下列哪些是该条列明的？", Difficulty: 2, Points: 3,
			Explanation: "原文：" + intro + strings.Join(right, "；") + "（" + b.cite(p.clause) + "）",
			from:        p.clause, sentence: group[0].Span,
		}
		alike := slices.DeleteFunc(slices.Clone(b.items), func(a act) bool { return a.of != group[0].of })
		if b.choose(q, right, b.foreign(alike, p.clause, right[0]), 1, 2) {
			out = append(out, q)
		}
	}
	return out
}

// introduction is what stands in front of the items of a clause: …有下列情形之一的：
func (b *book) introduction(p *page) (string, bool) {
	for _, para := range p.clause.Parts {
		if len(para.Parts) == 0 {
			continue
		}
		intro := strings.TrimSpace(b.doc.Source[para.Start:para.Parts[0].Start])
		if i := strings.LastIndex(intro, "。"); i >= 0 {
			intro = intro[i+len("。"):]
		}
		n := utf8.RuneCountInString(intro)
		return intro, n >= 6 && n <= 90 && strings.HasSuffix(intro, "：") && !strings.Contains(intro, "\n")
	}
	return "", false
}

// foreign are the words of other clauses that can stand as wrong options, the
// likest in length first.
func (b *book) foreign(acts []act, c *corpus.Clause, like string) []string {
	var out []string
	for _, a := range acts {
		if a.clause != c && !b.akin(a.text, c.Text()) {
			out = append(out, a.text)
		}
	}
	return likest(out, like)
}

// akin reports whether most of what words say stands in a text, too: then they
// may be right there.
func (b *book) akin(words, text string) bool {
	runes := []rune(words)
	shared, all := 0, 0
	for i := 0; i+1 < len(runes); i++ {
		all++
		if strings.Contains(text, string(runes[i:i+2])) {
			shared++
		}
	}
	return all == 0 || shared*10 > all*6
}

// sentenceAround is the text of the sentence of a page that holds a span.
func (b *book) sentenceAround(p *page, at corpus.Span) string {
	return b.doc.Text(p.sentenceOf(at))
}

// sentenceOf is the sentence that holds a span, or the span where none does.
func (p *page) sentenceOf(at corpus.Span) corpus.Span {
	for _, s := range p.sentences {
		if s.Contains(at) {
			return s.Span
		}
	}
	return at
}

// entitled asks to which clause a quotation belongs.
func (b *book) entitled(p *page) []*Question {
	if p.clause.Title == "" {
		return nil
	}
	var titles []string
	for _, c := range b.doc.Clauses {
		if c != p.clause && c.Title != "" {
			titles = append(titles, c.Title)
		}
	}
	var out []*Question
	for _, s := range p.sentences {
		words := b.doc.Text(s.Words)
		if n := utf8.RuneCountInString(words); n < 18 || n > 70 || len(out) == 2 || sharedRun(words, p.clause.Title) >= 3 || strings.Count(b.doc.Source, words) > 1 {
			continue
		}
		q := &Question{
			Kind: Single, Stem: "《" + b.doc.Title + "》中“" + nest(words) + "”一句，出自哪一条？",
			Explanation: b.evidence(p.clause, s.Span), Difficulty: 2, Points: 2, from: p.clause, sentence: s.Span,
		}
		var others []string
		for _, t := range likest(titles, p.clause.Title) {
			if sharedRun(words, t) < 2 {
				others = append(others, t)
			}
		}
		if b.choose(q, []string{p.clause.Title}, others, 3, 3) {
			out = append(out, q)
		}
	}
	return out
}

// nest turns double quotes into single ones, for a quotation within quotes.
func nest(s string) string { return strings.NewReplacer("“", "‘", "”", "’").Replace(s) }

// shorts asks for the points that a clause makes.
func (b *book) shorts(p *page) []*Question {
	var out []*Question
	add := func(stem string, points []string, hard int) {
		points = slices.Compact(points)
		if len(points) < 2 || len(points) > 12 {
			return
		}
		first := p.clause.Body
		out = append(out, &Question{
			Kind: Short, Stem: stem, Answers: points, Difficulty: hard, Points: min(10, 2*len(points)),
			Explanation: "原文：" + strings.Join(points, "；") + "。（" + b.cite(p.clause) + "）", from: p.clause, sentence: first,
		})
	}
	var forbids, duties []string
	actors := make(map[string][]string)
	var order []string
	for _, n := range p.norms {
		if !b.sound(p.clause, n.Span) {
			continue
		}
		words := b.doc.Text(n.Span)
		switch {
		case n.Kind == norm.Forbid && !n.Soft:
			forbids = append(forbids, words)
		case n.Kind == norm.Require && b.sound(p.clause, n.Reach):
			duties = append(duties, b.doc.Text(n.Reach))
			if !n.Soft && n.Actor != "" {
				if actors[n.Actor] == nil {
					order = append(order, n.Actor)
				}
				actors[n.Actor] = append(actors[n.Actor], b.doc.Text(n.Reach))
			}
		}
	}
	add(place(p.clause)+"明确禁止了哪些行为？", forbids, 3)
	for _, actor := range order {
		add(place(p.clause)+"对"+actor+"提出了哪些要求？", actors[actor], 3)
	}
	if p.clause.Title != "" {
		add("简述《"+b.doc.Title+"》就“"+nest(p.clause.Title)+"”提出的要求。", duties, 3)
	}
	if intro, ok := b.introduction(p); ok {
		var points []string
		for _, it := range itemsOf(p.clause) {
			points = append(points, b.doc.Text(it))
		}
		add(place(p.clause)+"：“"+nest(strings.TrimSuffix(intro, "："))+"”，该条列明了哪几项？", points, 2)
	}
	for _, t := range b.terms {
		if t.Source != p.clause {
			continue
		}
		var points []string
		for _, m := range t.Members {
			points = append(points, b.doc.Text(m))
		}
		add("《"+b.doc.Title+"》所说的“"+nest(t.Name)+"”指什么？", points, 1)
	}
	return out
}

// matches pairs the titles of clauses with words of theirs, four at a time.
func (b *book) matches(clauses []*corpus.Clause) []*Question {
	type pair struct {
		clause      *corpus.Clause
		title, text string
	}
	var pairs []pair
	for _, c := range clauses {
		p := b.pages[c]
		if p == nil || c.Title == "" {
			continue
		}
		best := ""
		for _, s := range p.sentences {
			for i := range s.Parts {
				at, ok := b.excerpt(s.Sentence, i, 36)
				text := b.doc.Text(at)
				n := utf8.RuneCountInString(text)
				if ok && n >= 12 && n <= 40 && sharedRun(text, c.Title) < 2 && strings.Count(b.doc.Source, text) == 1 &&
					(best == "" || hash(0, c.ID(), text) < hash(0, c.ID(), best)) {
					best = text
				}
			}
		}
		if best != "" {
			pairs = append(pairs, pair{c, c.Title, best})
		}
	}
	var out []*Question
	for i := 0; i+3 < len(pairs); i += 4 {
		four := pairs[i : i+4]
		q := &Question{
			Kind: Match, Stem: "把《" + b.doc.Title + "》条文的标题与该条的原文连起来。", Difficulty: 2, Points: 4,
			from: four[0].clause, sentence: four[0].clause.Body,
		}
		order := dice(four[0].clause.ID(), four[0].text, "match").Perm(4)
		q.Options, q.Right = make([]string, 4), make([]int, 4)
		lines := make([]string, 4)
		for j, pr := range four {
			q.Left = append(q.Left, pr.title)
			q.Options[order[j]] = pr.text
			q.Right[j] = order[j]
			lines[j] = pr.clause.Name() + "（" + pr.title + "）：" + pr.text
		}
		q.Explanation = "原文：" + strings.Join(lines, "；") + "。"
		out = append(out, q)
	}
	return out
}

// choose fills in the options: the right ones and, of the candidates, between
// least and most wrong ones that the checker takes. False when there are too few.
func (b *book) choose(q *Question, right, candidates []string, least, most int) bool {
	var wrong []string
	for _, c := range candidates {
		if len(wrong) == most {
			break
		}
		ok := q.frame == nil || !b.fits(c, q.frame)
		for _, other := range slices.Concat(right, wrong) {
			ok = ok && b.wrongFault(other, c) == ""
		}
		if ok && !strings.Contains(q.Stem, c) {
			wrong = append(wrong, c)
		}
	}
	if len(wrong) < max(1, least) {
		return false
	}
	all := slices.Concat(right, wrong)
	order := dice(q.Stem, right[0]).Perm(len(all))
	q.Options = make([]string, len(all))
	for i, at := range order {
		q.Options[at] = all[i]
		if i < len(right) {
			q.Right = append(q.Right, at)
		}
	}
	slices.Sort(q.Right)
	return true
}

// likest orders words by how much they look like one: length first, then a
// common end. At most 40 of them, each once.
func likest(pool []string, word string) []string {
	type ranked struct {
		word string
		far  int
		tie  uint64
	}
	length := utf8.RuneCountInString(word)
	numbered := startsWithNumeral(word)
	list := make([]ranked, 0, len(pool))
	seen := map[string]bool{word: true}
	for _, w := range pool {
		if seen[w] {
			continue
		}
		seen[w] = true
		far := utf8.RuneCountInString(w) - length
		if far < 0 {
			far = -far
		}
		far *= 2
		if startsWithNumeral(w) != numbered {
			far += 5
		}
		far -= min(commonTail(w, word), 1)
		list = append(list, ranked{w, far, hash(0, word, w)})
	}
	slices.SortFunc(list, func(x, y ranked) int {
		return cmp.Or(cmp.Compare(x.far, y.far), cmp.Compare(x.tie, y.tie))
	})
	out := make([]string, 0, min(40, len(list)))
	for _, r := range list[:min(40, len(list))] {
		out = append(out, r.word)
	}
	return out
}

func startsWithNumeral(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("一二三四五六七八九十两百千0123456789", r)
}

// nearNumbers are quantities like one, for texts that have few: 两年, 四年, 五年 for 三年.
func nearNumbers(word string) []string {
	value := numeral.FindString(word)
	unit := word[len(value):]
	prefix := ""
	if strings.Contains(word, "分之") {
		i := strings.Index(word, "分之") + len("分之")
		prefix, value, unit = word[:i], word[i:], ""
	}
	n, digits := numeralValue(value)
	if n == 0 {
		return nil
	}
	var out []string
	for _, m := range []int{n + 1, n - 1, n * 2, n + 2, n / 2, n + 5} {
		if m < 1 || m == n || m > 99 {
			continue
		}
		if digits {
			out = append(out, prefix+strconv.Itoa(m)+unit)
		} else {
			out = append(out, prefix+chineseNumeral(m, unit)+unit)
		}
	}
	return out
}

// numeralValue reads 1 to 99 in digits or Chinese; 0 when it is something else.
func numeralValue(s string) (n int, digits bool) {
	if n, err := strconv.Atoi(s); err == nil && n > 0 {
		return n, true
	}
	ones, tens := 0, 0
	for _, r := range s {
		i := strings.IndexRune("一二三四五六七八九", r)
		switch {
		case r == '两':
			ones = 2
		case r == '十':
			tens, ones = max(ones, 1), 0
		case i >= 0:
			ones = i/len("一") + 1
		default:
			return 0, false
		}
	}
	return tens*10 + ones, false
}

// chineseNumeral writes 1 to 99 in Chinese, 两 before what is measured, and
// what is more in digits.
func chineseNumeral(n int, unit string) string {
	ones := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n == 2 && unit != "" && unit != "日" && unit != "月":
		return "两"
	case n < 10:
		return ones[n]
	case n < 20:
		return "十" + ones[n-10]
	case n > 99:
		return strconv.Itoa(n)
	}
	return ones[n/10] + "十" + ones[n%10]
}
