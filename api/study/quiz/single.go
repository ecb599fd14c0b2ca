package quiz

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/study/quiz/dice"
	"tiaowen/api/study/quiz/likeness"
	"tiaowen/api/study/quiz/listing"
	"tiaowen/api/study/quiz/wording"
	"tiaowen/corpus"
	"tiaowen/corpus/sentences"
)

// Questions makes all questions of clauses of the book that pass the checker,
// in the order of the text.
func (b *Book) Questions(clauses []*corpus.Clause) []*Question {
	var out []*Question
	for _, c := range clauses {
		p := b.pages[c]
		if p == nil {
			continue
		}
		for _, made := range [][]*Question{
			b.singles(p), b.multiples(p), b.judges(p), b.blanks(p), b.orders(p), b.defines(p), b.shorts(p), b.cases(p),
		} {
			out = b.keep(out, made)
		}
	}
	return b.keep(out, b.matches(clauses))
}

// keep appends the questions that the checker finds nothing about, with their
// ids. An id is made of what is asked, not of the answer nor of all the words of
// the question: a figure that changes, or a word elsewhere in the sentence, leaves
// it as it is, so that cards and banks are brought up to date and not doubled.
func (b *Book) keep(out, made []*Question) []*Question {
	for _, q := range made {
		whole := string(q.Kind) + "\x00" + q.Stem + "\x00" + strings.Join(q.RightWords(), "\x00") + "\x00" + strings.Join(q.Left, "\x00")
		if b.ids[whole] || len(b.Faults(q)) > 0 {
			continue
		}
		b.ids[whole] = true
		key := q.key
		if key == "" {
			key = q.Stem
			if q.frame != nil {
				key = likeness.Tail(q.frame.Left, 8) + Gap + likeness.Head(q.frame.Right, 6)
			}
		}
		for n := 1; ; n++ {
			q.ID = q.from.ID() + "/" + string(q.Kind) + "/" + fmt.Sprintf("%016x", dice.Hash(uint64(n), key))[:8]
			if !b.ids[q.ID] {
				break
			}
		}
		b.ids[q.ID] = true
		q.Clause, q.Cite = q.from.ID(), b.cite(q.from)
		out = append(out, q)
	}
	return out
}

// place is how a stem names a clause: 《推进全面从严治党工作措施》第20条.
func place(c *corpus.Clause) string { return "《" + c.Document.Title + "》" + c.Name() }

// evidence is the words a question was made from, as its explanation. Words
// left out between two spans are shown by dots.
func (b *Book) evidence(c *corpus.Clause, spans ...corpus.Span) string {
	var out strings.Builder
	out.WriteString("原文：")
	end := -1
	for _, s := range spans {
		switch {
		case end < 0:
		case s.Start < end: // in what was quoted
			continue
		default:
			if between := b.doc.Source[end:s.Start]; strings.Trim(between, "，。；、 \n\u3000") == "" {
				out.WriteString(between)
			} else {
				out.WriteString("……")
			}
		}
		out.WriteString(b.doc.Text(s))
		end = s.End
	}
	return out.String() + "（" + b.cite(c) + "）"
}

// singles asks for one of four.
func (b *Book) singles(p *page) []*Question {
	var out []*Question
	for t, q := range b.gaps(p, Single, Bracket, 5) {
		right := b.doc.Text(t.Span)
		if b.choose(q, []string{right}, b.siblings(t, right, q.frame, p.clause), 3, 3) {
			out = append(out, q)
		}
	}
	out = append(out, b.modals(p)...)
	out = append(out, b.forbidden(p)...)
	out = append(out, b.notListed(p)...)
	return append(out, b.entitled(p)...)
}

// modals asks once whether a statute orders, allows or forbids.
func (b *Book) modals(p *page) []*Question {
	if b.policy || dice.Of(p.clause.ID(), "modal").IntN(2) == 0 {
		return nil // one for every other clause: there are better questions
	}
	all := []string{"应当", "可以", "不得"}
	for _, n := range p.norms {
		right := b.doc.Text(n.Modal)
		if !slices.Contains(all, right) {
			continue
		}
		for _, s := range p.sentences {
			if q := b.modalGap(p, s, n.Modal); q != nil && b.choose(q, []string{right}, all, 2, 2) {
				return []*Question{q}
			}
		}
	}
	return nil
}

// modalGap takes a modal out of a sentence; nil where the sentence does not have
// it, or its other words give it away.
func (b *Book) modalGap(p *page, s sentence, modal corpus.Span) *Question {
	part := slices.IndexFunc(s.Parts, func(at corpus.Span) bool { return at.Contains(modal) })
	if part < 0 || s.lead != "" {
		return nil
	}
	at, ok := b.excerpt(s, part, 70)
	words := b.doc.Text(at)
	if !ok || wording.Sacred(words) || givenAway.Within(words) {
		return nil
	}
	return &Question{
		Kind: Single, Stem: place(p.clause) + "：" + b.quote(s, at, modal, Bracket),
		Explanation: b.evidence(p.clause, s.Words), Difficulty: 1, Skill: Recall, Points: 2,
		from: p.clause, sentence: s.Span, frame: b.frameOf(at, modal),
	}
}

// forbidden asks what a clause forbids; the wrong options are forbidden elsewhere.
func (b *Book) forbidden(p *page) []*Question {
	var out []*Question
	for _, a := range b.forbids {
		if a.clause != p.clause {
			continue
		}
		if !b.policy && utf8.RuneCountInString(a.text) < 6 {
			continue // 转让, 撤销: nobody can tell whose
		}
		sentence := p.sentenceOf(a.Span)
		q := &Question{
			Kind: Single, Stem: "下列哪一项是" + place(p.clause) + "明确禁止的？", Difficulty: 2, Skill: Tell, Points: 2,
			Explanation: b.evidence(p.clause, sentence), from: p.clause, sentence: sentence, key: "forbids " + likeness.Head(a.text, 6),
		}
		if b.choose(q, []string{a.text}, b.foreign(b.forbids, p.clause, a.text), 3, 3) {
			out = append(out, q)
		}
	}
	return out
}

// notListed asks which of four items a clause does not list. Its key is the one
// that is in another list of the same sort.
func (b *Book) notListed(p *page) []*Question {
	var out []*Question
	for _, l := range p.lists {
		own := b.optionItems(p.clause, l)
		if l.Of == "" || len(own) < 3 || l.Handles() {
			continue
		}
		alike := b.alike(l)
		for i := 0; i+2 < len(own) && i < 6; i += 3 {
			q := &Question{
				Kind: Single, Stem: place(p.clause) + "：“" + l.Quoted() + "”。下列哪一项不在该条所列之中？",
				Difficulty: 2, Skill: Tell, Points: 2, about: notAmong, key: l.Intro + fmt.Sprint(i),
				Explanation: b.evidence(p.clause, l.Whole), from: p.clause, sentence: l.Whole,
			}
			three := own[i : i+3]
			others := b.foreign(alike, p.clause, three[0])
			at := slices.IndexFunc(others, func(o string) bool { return b.unlisted(p.clause, q, o, three) })
			if at >= 0 {
				q.setOptions([]string{others[at]}, three)
				out = append(out, q)
			}
		}
	}
	return out
}

// unlisted reports whether words can be the item that a clause does not list,
// beside three that it lists.
func (b *Book) unlisted(c *corpus.Clause, q *Question, words string, three []string) bool {
	if strings.Contains(q.Stem, words) || b.listedSomewhere(c, words) {
		return false
	}
	return !slices.ContainsFunc(three, func(o string) bool { return likeness.Conflict(o, words) != "" || likeness.Conflict(words, o) != "" })
}

// listedSomewhere reports whether a clause has the words, whole or nearly.
func (b *Book) listedSomewhere(c *corpus.Clause, words string) bool {
	for _, l := range b.pages[c].lists {
		for _, it := range l.Items {
			if strings.Contains(words, b.doc.Text(it)) {
				return true // it says that, and more
			}
		}
	}
	return strings.Contains(c.Text(), strings.TrimSuffix(words, "的")) || likeness.Akin(words, c.Text())
}

// alike are the items of lists of the same sort.
func (b *Book) alike(l listing.List) []act {
	return slices.DeleteFunc(slices.Clone(b.items), func(a act) bool { return a.of != l.Of })
}

// optionItems are the items of a list that can be options.
func (b *Book) optionItems(c *corpus.Clause, l listing.List) []string {
	var out []string
	for _, it := range l.Items {
		if b.itemOption(c, it) {
			out = append(out, b.doc.Text(it))
		}
	}
	return out
}

// setOptions mixes right and wrong options.
func (q *Question) setOptions(right, wrong []string) {
	q.mix(dice.Of(q.Stem, strings.Join(slices.Concat(right, wrong), "|")), right, wrong)
}

// sentenceOf is the sentence of the clause that holds a span, without marks at
// its ends, or the span where none does.
func (p *page) sentenceOf(at corpus.Span) corpus.Span {
	for _, s := range sentences.Of(p.clause) {
		if s.Contains(at) {
			return s.Words
		}
	}
	return at
}

// entitled asks to which clause a quotation belongs.
func (b *Book) entitled(p *page) []*Question {
	if p.clause.Title == "" {
		return nil
	}
	titles := b.otherTitles(p.clause)
	var out []*Question
	for _, s := range p.sentences {
		words := b.doc.Text(s.Words)
		if len(out) == 2 {
			break
		}
		if n := utf8.RuneCountInString(words); n < 18 || n > 70 || likeness.SharedRun(words, p.clause.Title) >= 3 || strings.Count(b.doc.Source, words) > 1 {
			continue
		}
		q := &Question{
			Kind: Single, Stem: "《" + b.doc.Title + "》中“" + wording.Nest(words) + "”一句，出自哪一条？",
			Explanation: b.evidence(p.clause, s.Words), Difficulty: 2, Skill: Tell, Points: 2, from: p.clause, sentence: s.Span, key: "from " + likeness.Head(words, 10),
		}
		others := slices.DeleteFunc(likeness.Likest(titles, p.clause.Title), func(t string) bool { return likeness.SharedRun(words, t) >= 2 })
		if b.choose(q, []string{p.clause.Title}, others, 3, 3) {
			out = append(out, q)
		}
	}
	return out
}

// otherTitles are the titles of all clauses but one.
func (b *Book) otherTitles(c *corpus.Clause) []string {
	var out []string
	for _, o := range b.doc.Clauses {
		if o != c && o.Title != "" {
			out = append(out, o.Title)
		}
	}
	return out
}
