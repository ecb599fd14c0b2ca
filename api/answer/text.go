package answer

import (
	"strings"
	"sync"

	"tiaowen/api/answer/match"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/sentences"
	"tiaowen/index"
)

// unit is a span that may be an answer, with its words made ready for matching.
type unit struct {
	clause *corpus.Clause
	corpus.Span
	text        string // folded, repairs made
	bare        string // text without anything but letters and digits
	match.Sieve        // of text and bare
	norm        *norm.Norm
	bound       [3]string // of a norm: its actor, without what stands in brackets, and the subject of its sentence
	opens       *list     // the list that it leads to, nil when to none
	lead        *unit     // of an item of a list, the words before the items
	table       *table    // that it is a row of or leads to, nil when to none
	merged      *unit     // of a row of a table whose first cell is empty, the cell above that stands for it
}

// newUnit prepares a span of a clause.
func newUnit(c *corpus.Clause, s corpus.Span) unit {
	text := index.Fold(repaired(c, s))
	plain := match.Bare(text)
	return unit{clause: c, Span: s, text: text, bare: plain, Sieve: match.NewSieve(text, plain)}
}

// repaired gives the words of a span with the clause's repairs made.
func repaired(c *corpus.Clause, s corpus.Span) string {
	source := c.Document.Source
	if len(c.Repairs) == 0 {
		return source[s.Start:s.End]
	}
	var b strings.Builder
	from := s.Start
	for _, r := range c.Repairs {
		if r.Start < from || r.End > s.End {
			continue
		}
		b.WriteString(source[from:r.Start])
		b.WriteString(r.Likely)
		from = r.End
	}
	b.WriteString(source[from:s.End])
	return b.String()
}

// divided prepares a clause and its sentences, its units at the grain of facts.
// They share their words, which are folded once.
func divided(c *corpus.Clause) (body unit, units []unit) {
	all := sentences.Of(c)
	var text, plain strings.Builder
	text.Grow(c.Body.Len())
	plain.Grow(c.Body.Len())
	take := func(from, to int) {
		piece := index.Fold(repaired(c, corpus.Span{Start: from, End: to}))
		text.WriteString(piece)
		plain.WriteString(match.Bare(piece))
	}
	units = make([]unit, len(all))
	at := c.Body.Start
	for i, s := range all {
		take(at, s.Words.Start)
		inText, inPlain := text.Len(), plain.Len()
		take(s.Words.Start, s.Words.End)
		// What a Builder holds never moves below its capacity.
		u := unit{clause: c, Span: s.Words, text: text.String()[inText:], bare: plain.String()[inPlain:]}
		u.Sieve = match.NewSieve(u.text, u.bare)
		units[i] = u
		at = s.Words.End
	}
	take(at, c.Body.End)
	body = unit{clause: c, Span: c.Body, text: text.String(), bare: plain.String()}
	body.Sieve = match.NewSieve(body.text, body.bare)
	return body, units
}

// clauseText is what a clause says and where it stands, made ready for matching.
type clauseText struct {
	clause *corpus.Clause
	body   unit   // the whole clause
	title  string // folded
	name   string // title without anything but letters and digits
	path   string // folded titles of its sections
	under  string // folded title of its document
	units  []unit

	// What only some questions ask for is made when the first one does.
	loose func() (string, []string) // the words of the clause and of each unit without particles
	norms func() []unit             // its norms
}

// sentenceOf gives the sentence that holds a span, "" when none does.
func (t *clauseText) sentenceOf(s corpus.Span) string {
	for i := range t.units {
		if t.units[i].Contains(s) {
			return t.units[i].text
		}
	}
	return ""
}

func newClauseText(c *corpus.Clause) *clauseText {
	t := &clauseText{clause: c, title: index.Fold(c.Title)}
	t.body, t.units = divided(c)
	if len(c.Parts) > 0 {
		t.linkLists()
		t.linkRows()
	}
	var path []string
	for _, s := range c.Path() {
		path = append(path, s.Title)
	}
	t.name = match.Bare(t.title)
	t.path = index.Fold(strings.Join(path, " "))
	t.under = index.Fold(c.Document.Title)
	t.loose = sync.OnceValues(func() (string, []string) {
		out := make([]string, len(t.units))
		for i := range t.units {
			out[i] = match.Loose(t.units[i].bare)
		}
		return match.Loose(t.body.bare), out
	})
	t.norms = sync.OnceValue(func() []unit { return normUnits(c) })
	return t
}

// normUnits are the norms of a clause as units.
func normUnits(c *corpus.Clause) []unit {
	norms := norm.Of(c)
	units := make([]unit, 0, len(norms))
	for i := range norms {
		u := newUnit(c, norms[i].Span)
		u.norm = &norms[i]
		u.bound = [3]string{u.norm.Actor, inBrackets.ReplaceAllString(index.Fold(u.norm.Actor), ""), subject(&u)}
		units = append(units, u)
	}
	return units
}
