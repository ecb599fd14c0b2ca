package quiz

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/corpus/sentences"
)

// mostPoints is how many points an answer may have: more cannot be learned.
const mostPoints = 14

// longPoint is from how many code points on a point is divided.
const longPoint = 80

// shorts asks for the points that a clause makes, all of them.
func (b *Book) shorts(p *page) []*Question {
	var out []*Question
	add := func(stem string, a about, actor string, spans []corpus.Span, from []corpus.Span) {
		var points []string
		for _, s := range spans {
			if text := b.doc.Text(s); !slices.Contains(points, text) {
				points = append(points, text)
			}
		}
		all := slices.Clone(points)
		points = slices.DeleteFunc(points, func(p string) bool { // what another point says as well
			return slices.ContainsFunc(all, func(o string) bool { return o != p && strings.Contains(o, p) })
		})
		if len(points) < 2 || len(points) > mostPoints || strings.Contains(strings.Join(points, ""), "XX") {
			return
		}
		out = append(out, &Question{
			Kind: Short, Stem: stem, Answers: points, Difficulty: 3, Skill: Whole, Points: min(10, 2*len(points)),
			Explanation: b.evidence(p.clause, from...), from: p.clause, sentence: cover(from), about: a, actor: actor,
		})
	}
	var spans, around []corpus.Span
	listed := false
	for _, n := range p.norms {
		if !hardForbid(n) {
			continue
		}
		listed = listed || len(n.Items) > 0
		sentence := p.sentenceOf(n.Span)
		if b.policy || b.outright(p, n) {
			spans = append(spans, n.Span)
		} else { // what it forbids depends on what stands around it
			spans = append(spans, sentence)
		}
		around = append(around, sentence)
	}
	if !listed { // else the list is asked for
		add(place(p.clause)+"明确禁止了哪些行为？", allForbids, "", spans, around)
	}
	if b.policy {
		actors, of := b.dutiesOf(p)
		for _, actor := range actors {
			spans, around = nil, nil
			for _, d := range of[actor] {
				spans, around = append(spans, d.norm.Reach), append(around, p.sentenceOf(d.norm.Act))
			}
			add(place(p.clause)+"对"+actor+"提出了哪些要求？", allDuties, actor, spans, around)
		}
	}
	if p.clause.Title != "" {
		spans = b.pointsOf(p.clause)
		add("简述《"+b.doc.Title+"》就“"+nest(p.clause.Title)+"”提出的要求。", allText, "", spans, []corpus.Span{p.clause.Body})
	}
	out = append(out, b.compared(p)...)
	for _, l := range p.lists {
		if meaning.MatchString(l.intro) && !strings.Contains(l.intro, "之一") {
			continue
		}
		add(place(p.clause)+"：“"+nest(strings.TrimSuffix(l.intro, "："))+"”，该条列明了哪几项？", allItems, "", l.items, []corpus.Span{l.whole})
	}
	return out
}

// compared asks what two clauses list alike: their lists share items word for
// word, and each has some of its own.
func (b *Book) compared(p *page) []*Question {
	var out []*Question
	for _, l := range p.lists {
		for _, o := range b.order {
			if o.clause.Index >= p.clause.Index {
				break
			}
			for _, m := range o.lists {
				both := b.shared(l, m)
				if l.of == "" || m.of != l.of || len(both) < 2 || len(both) == len(l.items) || len(both) == len(m.items) || len(both) > mostPoints {
					continue
				}
				points := make([]string, len(both))
				for i, it := range both {
					points[i] = b.doc.Text(it)
				}
				out = append(out, &Question{
					Kind: Short, Stem: "比较" + place(p.clause) + "（" + nest(strings.TrimSuffix(l.intro, "：")) + "）与" + o.clause.Name() + "（" + nest(strings.TrimSuffix(m.intro, "：")) + "）：两条都列明的有哪几项？",
					Answers: points, Difficulty: 3, Skill: Tell, Points: min(10, 2*len(points)),
					Explanation: b.evidence(p.clause, l.whole), from: p.clause, sentence: l.whole,
				})
			}
		}
	}
	return out
}

// shared are the items of a list that another has word for word.
func (b *Book) shared(l, m list) []corpus.Span {
	var out []corpus.Span
	for _, it := range l.items {
		if slices.ContainsFunc(m.items, func(o corpus.Span) bool { return b.doc.Text(o) == b.doc.Text(it) }) {
			out = append(out, it)
		}
	}
	return out
}

// pointsOf divides all of a clause but its title into points: its sentences,
// long ones at their marks.
func (b *Book) pointsOf(c *corpus.Clause) []corpus.Span {
	var out []corpus.Span
	for _, s := range sentences.Of(c) {
		if b.doc.Text(s.Words) == c.Title {
			continue
		}
		out = append(out, b.divide(s.Words, s.Parts)...)
	}
	return out
}

// divide cuts a long sentence into even pieces at its marks.
func (b *Book) divide(words corpus.Span, parts []corpus.Span) []corpus.Span {
	count := func(at corpus.Span) int { return utf8.RuneCountInString(b.doc.Text(at)) }
	total := count(words)
	if total <= longPoint || len(parts) < 2 {
		return []corpus.Span{words}
	}
	pieces := (total + longPoint - 1) / longPoint
	goal := total / pieces
	var out []corpus.Span
	from := words.Start
	for i, p := range parts {
		at := corpus.Span{Start: from, End: p.End}
		if i == len(parts)-1 {
			at.End = words.End
		} else if count(at) < goal && count(corpus.Span{Start: from, End: parts[i+1].End}) <= longPoint {
			continue
		}
		out = append(out, at)
		if i+1 < len(parts) {
			from = parts[i+1].Start
		}
	}
	return out
}

// defines asks what the text says a term is: what it stands for, its members.
func (b *Book) defines(p *page) []*Question {
	var out []*Question
	for _, t := range b.terms {
		if t.Source != p.clause {
			continue
		}
		spans := t.Members
		if len(spans) == 0 && t.Definition.Len() > 0 {
			spans = []corpus.Span{t.Definition}
		}
		var points []string
		ok := len(spans) > 0 && len(spans) <= mostPoints
		for _, s := range spans {
			ok = ok && p.clause.Body.Contains(s) && utf8.RuneCountInString(b.doc.Text(s)) <= 300 && !b.damaged(p.clause, s)
			points = append(points, b.doc.Text(s))
		}
		if !ok || len(points) == 1 && utf8.RuneCountInString(points[0]) < 8 || untouchable.MatchString(t.Name) || slices.Contains(points, t.Name) {
			continue
		}
		around := p.sentenceOf(spans[0])
		if !around.Contains(cover(spans)) {
			around = cover(spans)
		}
		out = append(out, &Question{
			Kind: Define, Stem: "《" + b.doc.Title + "》所说的“" + nest(t.Name) + "”指什么？", Answers: points, Difficulty: 2, Skill: Recall, Points: 4,
			Explanation: b.evidence(p.clause, around), from: p.clause, sentence: around,
		})
	}
	return out
}

// orders asks for the order of steps or ranks that a list says it has.
func (b *Book) orders(p *page) []*Question {
	var out []*Question
	for _, l := range p.lists {
		if !ordered.MatchString(l.intro) || len(l.items) < 3 || len(l.items) > 6 {
			continue
		}
		q := &Question{
			Kind: Order, Stem: place(p.clause) + "：“" + nest(strings.TrimSuffix(l.intro, "：")) + "”。把下列各项按该条的顺序排列。",
			Difficulty: 3, Skill: Whole, Points: 4, about: allItems,
			Explanation: b.evidence(p.clause, l.whole), from: p.clause, sentence: l.whole,
		}
		perm := Dice(q.Stem, "order").Perm(len(l.items))
		if slices.IsSorted(perm) {
			slices.Reverse(perm)
		}
		q.Options = make([]string, len(l.items))
		q.Right = make([]int, len(l.items))
		for i, it := range l.items {
			q.Options[perm[i]] = b.doc.Text(it)
			q.Right[i] = perm[i]
		}
		out = append(out, q)
	}
	return out
}

// ordered marks introductions whose items stand in an order that counts.
var ordered = oneOf("顺序", "先后", "依次", "步骤", "程序如下", "下列程序")
