package quiz

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/study/quiz/contrary"
	"tiaowen/api/study/quiz/dice"
	"tiaowen/api/study/quiz/gap"
	"tiaowen/api/study/quiz/likeness"
	"tiaowen/api/study/quiz/wording"
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
	return at, n >= 12 && n <= claimLength && wording.Balanced(text) && !strings.HasSuffix(text, "的")
}

// incomplete reports whether a sentence says nothing without what stands around
// it: the list behind it, or what it refers to.
func (b *Book) incomplete(s sentence) bool {
	text := b.doc.Text(s.Words)
	switch {
	case strings.HasSuffix(text, "："), strings.HasPrefix(b.doc.Source[s.Words.End:], "："):
		return true
	case wording.Pointing(text), wording.Referring(text), wording.Referring(s.lead):
		return true
	}
	return s.lead == "" && announcing.Within(text)
}

// beginningOf gives the end of the parts of a long sentence that make a statement
// of at most claimLength by themselves; of the whole sentence where none do.
func (b *Book) beginningOf(s sentence) int {
	end := s.Words.End
	for i, part := range s.Parts {
		if utf8.RuneCountInString(b.doc.Source[s.Words.Start:part.End]) > claimLength {
			break
		}
		if i > 0 && part.End < s.Words.End && halves.Begins(b.doc.Text(part)) == 0 && !strings.HasPrefix(b.doc.Source[part.End:], "：") {
			end = part.End
		}
	}
	return end
}

// mostAlterations is how many false statements a sentence makes.
const mostAlterations = 4

// alteration is a change that makes a statement false.
type alteration struct {
	claim string // the words with the change
	note  string // what was changed
	skill Skill
	hard  int
}

// alterations are the changes that make a statement false, the best first:
// figures, parties, effects and scope, order, items, members; a modal last, and seldom.
func (b *Book) alterations(p *page, s sentence, at corpus.Span) []alteration {
	text := b.doc.Text(at)
	if wording.Sacred(text) || wording.Sacred(s.lead) {
		return nil
	}
	said := b.doc.Source
	if s.lead != "" {
		said = p.clause.Text()
	}
	var out []alteration
	add := func(a alteration) {
		if !strings.Contains(said, a.claim) && wording.Balanced(a.claim) {
			out = append(out, a)
		}
	}
	b.otherItems(p, s, text, add)
	b.alteredTargets(p.clause, s, at, add)
	for _, c := range slices.Concat(contrary.Exchanges(text), contrary.Opposites(text, !b.policy)) {
		add(alteration{c.Claim, c.Note, Tell, 3})
	}
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
		if l.Of == "" || !slices.Contains(l.Items, s.Words) {
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
			add(alteration{text[:t.Start-at.Start] + other + text[t.End-at.Start:], contrary.Note(old, other), skill, hard + 1})
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
func (b *Book) replaces(c *corpus.Clause, s sentence, t target, f *gap.Frame, other string) bool {
	switch {
	case likeness.Conflict(f.Word, other) != "", b.source.Fits(other, f), f.Echoes(other):
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

// flipped turns a modal round, where a statute orders, allows or forbids.
func (b *Book) flipped(p *page, at corpus.Span, add func(alteration)) {
	text := b.doc.Text(at)
	for _, n := range p.norms {
		old := b.doc.Text(n.Modal)
		if !at.Contains(n.Modal) || strings.Count(text, old) > 1 || givenAway.Within(text) {
			continue
		}
		other := contrary.Modal(old, text[n.Modal.End-at.Start:])
		if other == "" {
			continue
		}
		add(alteration{text[:n.Modal.Start-at.Start] + other + text[n.Modal.End-at.Start:], contrary.Note(old, other), Recall, 2})
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
	if strings.Count(b.doc.Source, words) > 1 || wording.Sacred(words) {
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
