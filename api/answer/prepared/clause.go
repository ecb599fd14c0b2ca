// Package prepared makes clauses ready for matching: it folds and repairs their words, divides
// them into the sentences, items and rows that may be an answer, and finds out how these belong
// together: the words before a list and its items, the head of a table and its rows. It knows
// nothing of questions, so that a prepared clause serves them all.
package prepared

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"

	"tiaowen/api/answer/match"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/sentences"
	"tiaowen/corpus/wordlist"
	"tiaowen/index"
)

// Unit is a span that may be an answer, with its words made ready for matching.
type Unit struct {
	Clause *corpus.Clause
	corpus.Span
	Text        string     // folded, with the repairs made
	Bare        string     // Text without anything but letters and digits
	match.Sieve            // of Text and Bare
	Norm        *norm.Norm // nil if the unit is not a norm
	Bound       [3]string  // who is bound by a norm: its actor, the same without brackets, and the subject of its sentence
	Opens       *List      // the list that it leads to; nil if there is none
	Lead        *Unit      // the words before the list of which it is an item; nil if it is none
	Table       *Table     // the table of which it is a row, or that it leads to; nil if there is none
	Merged      *Unit      // the cell above with which the empty first cell of a row is merged; nil if there is none
}

// NewUnit prepares a span of a clause.
func NewUnit(c *corpus.Clause, s corpus.Span) Unit {
	text := index.Fold(Repaired(c, s))
	plain := match.Bare(text)
	return Unit{Clause: c, Span: s, Text: text, Bare: plain, Sieve: match.NewSieve(text, plain)}
}

// Repaired gives the words of a span with the repairs of the clause made: a question has no
// scanning errors.
func Repaired(c *corpus.Clause, s corpus.Span) string {
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

// divided prepares a clause and its sentences. The units share the words of the body, which
// are folded once.
func divided(c *corpus.Clause) (body Unit, units []Unit) {
	all := sentences.Of(c)
	var text, plain strings.Builder
	text.Grow(c.Body.Len())
	plain.Grow(c.Body.Len())
	take := func(from, to int) {
		piece := index.Fold(Repaired(c, corpus.Span{Start: from, End: to}))
		text.WriteString(piece)
		plain.WriteString(match.Bare(piece))
	}
	units = make([]Unit, len(all))
	at := c.Body.Start
	for i, s := range all {
		take(at, s.Words.Start)
		inText, inPlain := text.Len(), plain.Len()
		take(s.Words.Start, s.Words.End)
		// The Builder has its capacity already: the bytes that these strings share do not move.
		u := Unit{Clause: c, Span: s.Words, Text: text.String()[inText:], Bare: plain.String()[inPlain:]}
		u.Sieve = match.NewSieve(u.Text, u.Bare)
		units[i] = u
		at = s.Words.End
	}
	take(at, c.Body.End)
	body = Unit{Clause: c, Span: c.Body, Text: text.String(), Bare: plain.String()}
	body.Sieve = match.NewSieve(body.Text, body.Bare)
	return body, units
}

// Clause is what a clause says and what stands above it, made ready for matching.
type Clause struct {
	Clause *corpus.Clause
	Body   Unit   // the whole clause
	Title  string // folded
	Name   string // Title without anything but letters and digits
	Path   string // folded titles of its sections
	Under  string // folded title of its document
	Units  []Unit

	// Only some questions need these, so they are made when the first one does.
	Loose func() (string, []string) // the words of the clause and of each unit without particles
	Norms func() []Unit             // its norms
}

// SentenceOf gives the folded sentence that contains a span, or "" if none does.
func (t *Clause) SentenceOf(s corpus.Span) string {
	for i := range t.Units {
		if t.Units[i].Contains(s) {
			return t.Units[i].Text
		}
	}
	return ""
}

// Of prepares a clause.
func Of(c *corpus.Clause) *Clause {
	t := &Clause{Clause: c, Title: index.Fold(c.Title)}
	t.Body, t.Units = divided(c)
	if len(c.Parts) > 0 {
		t.linkLists()
		t.linkRows()
	}
	var path []string
	for _, s := range c.Path() {
		path = append(path, s.Title)
	}
	t.Name = match.Bare(t.Title)
	t.Path = index.Fold(strings.Join(path, " "))
	t.Under = index.Fold(c.Document.Title)
	t.Loose = sync.OnceValues(func() (string, []string) {
		out := make([]string, len(t.Units))
		for i := range t.Units {
			out[i] = match.Loose(t.Units[i].Bare)
		}
		return match.Loose(t.Body.Bare), out
	})
	t.Norms = sync.OnceValue(func() []Unit { return normUnits(c) })
	return t
}

// normUnits gives the norms of a clause as units.
func normUnits(c *corpus.Clause) []Unit {
	norms := norm.Of(c)
	units := make([]Unit, 0, len(norms))
	for i := range norms {
		u := NewUnit(c, norms[i].Span)
		u.Norm = &norms[i]
		u.Bound = [3]string{u.Norm.Actor, inBrackets.ReplaceAllString(index.Fold(u.Norm.Actor), ""), subject(&u)}
		units = append(units, u)
	}
	return units
}

// Said gives the text of a unit after the words that lead to it and those that name its
// cells. Without them an item or a row says little.
func (u *Unit) Said() string {
	text := u.Text
	for _, name := range u.Names() {
		text = name.Text + " " + text
	}
	if u.Lead != nil {
		text = u.Lead.Text + " " + text
	}
	return text
}

// inBrackets matches a second name in brackets: 党委(党组)书记 is 党委书记 too.
var inBrackets = regexp.MustCompile(`\([^()]*\)`)

// subject gives the actor that the first words of a norm's sentence name, up to the first verb:
// 导游和领队 of 导游和领队从事业务活动，应当佩戴导游证.
func subject(u *Unit) string {
	text := u.Clause.Document.Text(u.Norm.Reach)
	if i := strings.IndexAny(text, "，；。：,;:"); i >= 0 {
		text = text[:i]
	}
	if i := conditional.FindStringIndex(text); i != nil {
		text = text[:i[0]]
	}
	return text
}

// conditional matches the words after those about whom a norm binds.
var conditional = regexp.MustCompile(wordlist.Read(wordsFile).Alternation("conditional"))

// wordsFile holds the word list of this package, with a comment.
//
//go:embed words.txt
var wordsFile string
