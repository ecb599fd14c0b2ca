package quiz

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/study/quiz/dice"
	"tiaowen/api/study/quiz/figure"
	"tiaowen/api/study/quiz/likeness"
	"tiaowen/api/study/quiz/wording"
	"tiaowen/corpus"
)

// pair is a name and what belongs to it.
type pair struct {
	from       *corpus.Clause
	at         corpus.Span
	name, text string
	line       string // of the explanation: where the words stand
}

// matches pairs names with contents, four at a time: titles of clauses with
// words of theirs, terms with their definitions, duties with their time limits.
func (b *Book) matches(clauses []*corpus.Clause) []*Question {
	var titles, terms, limits []pair
	for _, c := range clauses {
		p := b.pages[c]
		if p == nil {
			continue
		}
		if one, ok := b.titlePair(p); ok {
			titles = append(titles, one)
		}
		terms = append(terms, b.termPairs(p)...)
		limits = append(limits, b.limitPairs(p)...)
	}
	out := b.fours(titles, "把《"+b.doc.Title+"》条文的标题与该条的原文连起来。", 2)
	out = append(out, b.fours(terms, "把《"+b.doc.Title+"》的名词与原文的解释连起来。", 2)...)
	return append(out, b.fours(limits, "把《"+b.doc.Title+"》的规定与其中的期限连起来。", 3)...)
}

// fours makes a question of every four pairs whose names and contents differ.
func (b *Book) fours(pairs []pair, stem string, hard int) []*Question {
	var out []*Question
	for len(pairs) >= 4 {
		var four, rest []pair
		for _, p := range pairs {
			if len(four) < 4 && !slices.ContainsFunc(four, func(o pair) bool { return b.confused(o, p) }) {
				four = append(four, p)
			} else {
				rest = append(rest, p)
			}
		}
		if len(four) < 4 {
			return out
		}
		pairs = rest
		out = append(out, matchOf(four, stem, hard))
	}
	return out
}

// confused reports whether the names or the contents of two pairs are alike, or a
// name tells of the other's content.
func (b *Book) confused(o, p pair) bool {
	return o.text == p.text || o.name == p.name || likeness.SharedRun(o.name, p.text) >= 2 || likeness.SharedRun(p.name, o.text) >= 2 ||
		likeness.Conflict(o.text, p.text) != "" || likeness.Conflict(o.name, p.name) != ""
}

// matchOf is the question whose left column is the names of pairs, and whose right
// column is their contents, mixed.
func matchOf(pairs []pair, stem string, hard int) *Question {
	q := &Question{
		Kind: Match, Stem: stem, Difficulty: hard, Skill: Tell, Points: 4,
		from: pairs[0].from, sentence: pairs[0].at,
	}
	order := dice.Of(pairs[0].from.ID(), pairs[0].text, "match").Perm(len(pairs))
	q.Options, q.Right = make([]string, len(pairs)), make([]int, len(pairs))
	lines := make([]string, len(pairs))
	for j, p := range pairs {
		q.Left = append(q.Left, p.name)
		q.Options[order[j]] = p.text
		q.Right[j] = order[j]
		lines[j] = p.line
	}
	q.Explanation = strings.Join(lines, "；") + "。"
	return q
}

// titlePair is the title of a clause and a phrase of it.
func (b *Book) titlePair(p *page) (pair, bool) {
	c := p.clause
	if c.Title == "" {
		return pair{}, false
	}
	best := pair{from: c, name: c.Title}
	for _, s := range p.sentences {
		if n := utf8.RuneCountInString(b.doc.Text(s.Words)); n < 12 || n > 40 || s.lead != "" {
			continue
		}
		text := b.doc.Text(s.Words)
		if likeness.SharedRun(text, c.Title) < 2 && strings.Count(b.doc.Source, text) == 1 &&
			(best.text == "" || dice.Hash(0, c.ID(), text) < dice.Hash(0, c.ID(), best.text)) {
			best.text, best.at = text, s.Words
		}
	}
	best.line = c.Name() + "（" + c.Title + "）：" + best.text
	return best, best.text != ""
}

// termPairs are the terms that a clause defines in a few words.
func (b *Book) termPairs(p *page) []pair {
	var out []pair
	for _, t := range b.terms {
		text := b.doc.Text(t.Definition)
		n := utf8.RuneCountInString(text)
		if t.Source != p.clause || n < 8 || n > 70 || likeness.SharedRun(t.Name, text) > 1 || !p.clause.Body.Contains(t.Definition) || b.damaged(p.clause, t.Definition) || strings.ContainsAny(text, "\n：") {
			continue
		}
		out = append(out, pair{p.clause, t.Definition, t.Name, text, p.clause.Name() + "：" + t.Name + "，" + text})
	}
	return out
}

// limitPairs are provisions with a time limit taken out, and the limit: the first
// of a clause.
func (b *Book) limitPairs(p *page) []pair {
	for _, s := range p.sentences {
		words := b.doc.Text(s.Words)
		if n := utf8.RuneCountInString(words); n < 15 || n > 80 || s.lead != "" || wording.Referring(words) || wording.Pointing(words) {
			continue
		}
		t, ok := s.onlyNumber()
		if !ok {
			continue
		}
		text := b.doc.Text(t.Span)
		if !figure.IsPeriod(text) {
			continue
		}
		name := b.doc.Source[s.Words.Start:t.Start] + Gap + b.doc.Source[t.End:s.Words.End]
		return []pair{{p.clause, s.Words, name, text, p.clause.Name() + "：" + words}}
	}
	return nil
}

// onlyNumber is the figure of a sentence that has one; two help each other.
func (s sentence) onlyNumber() (number target, ok bool) {
	for _, t := range s.targets {
		if t.kind != aNumber {
			continue
		}
		if ok {
			return number, false
		}
		number, ok = t, true
	}
	return number, ok
}
