// Package prepared holds clauses made ready for matching: their words folded and repaired,
// the sentences, items and rows that may be an answer, and how these belong together: the
// lead of a list and its items, the head of a table and its rows. It knows no question.
package prepared

import (
	"regexp"
	"strings"
	"sync"

	"tiaowen/api/answer/match"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/sentences"
	"tiaowen/index"
)

// Unit is a span that may be an answer, with its words made ready for matching.
type Unit struct {
	Clause *corpus.Clause
	corpus.Span
	Text        string // folded, repairs made
	Bare        string // text without anything but letters and digits
	match.Sieve        // of text and bare
	Norm        *norm.Norm
	Bound       [3]string // of a norm: its actor, without what stands in brackets, and the subject of its sentence
	Opens       *List     // the list that it leads to, nil when to none
	Lead        *Unit     // of an item of a list, the words before the items
	Table       *Table    // that it is a row of or leads to, nil when to none
	Merged      *Unit     // of a row of a table whose first cell is empty, the cell above that stands for it
}

// NewUnit prepares a span of a clause.
func NewUnit(c *corpus.Clause, s corpus.Span) Unit {
	text := index.Fold(Repaired(c, s))
	plain := match.Bare(text)
	return Unit{Clause: c, Span: s, Text: text, Bare: plain, Sieve: match.NewSieve(text, plain)}
}

// Repaired gives the words of a span with the clause's repairs made.
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

// divided prepares a clause and its sentences, its units at the grain of facts.
// They share their words, which are folded once.
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
		// What a Builder holds never moves below its capacity.
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

// Clause is what a clause says and where it stands, made ready for matching.
type Clause struct {
	Clause *corpus.Clause
	Body   Unit   // the whole clause
	Title  string // folded
	Name   string // title without anything but letters and digits
	Path   string // folded titles of its sections
	Under  string // folded title of its document
	Units  []Unit

	// What only some questions ask for is made when the first one does.
	Loose func() (string, []string) // the words of the clause and of each unit without particles
	Norms func() []Unit             // its norms
}

// SentenceOf gives the sentence that holds a span, "" when none does.
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

// normUnits are the norms of a clause as units.
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

// Said is the text of a unit, behind that of the words that lead to it and of the
// row that names its columns.
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

// inBrackets is what stands for either of two: 党委(党组)书记 is 党委书记 too.
var inBrackets = regexp.MustCompile(`\([^()]*\)`)

// subject is the actor that the first words of a norm's sentence name, unless they
// are a condition: 导游和领队从事业务活动，应当佩戴导游证.
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

// conditional is where the words about whom a norm binds end.
var conditional = regexp.MustCompile(`应当|必须|不得|可以|禁止|有权|对(?:于)?|在|从事|为|以|按照|依照|根据|因|与|向|将|自`)
