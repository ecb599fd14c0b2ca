// Package role knows who is bound by the norms of a document, and which of them could be taken for
// another one in a clause.
package role

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	"tiaowen/api/study/quiz/likeness"
	"tiaowen/api/study/quiz/wording"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/wordlist"
)

// Roles are the roles of a document: who is bound by its norms, called by one simple noun.
type Roles struct {
	doc   *corpus.Document
	count map[string]int   // how many norms bind a role
	bound map[boundIn]bool // in which sections
}

// boundIn is a role that is bound in a section.
type boundIn struct {
	section *corpus.Section
	role    string
}

// Of returns the roles of a document, none before [Roles.Add].
func Of(d *corpus.Document) *Roles {
	return &Roles{doc: d, count: make(map[string]int), bound: make(map[boundIn]bool)}
}

// Add adds the roles that the norms of a clause bind.
func (r *Roles) Add(c *corpus.Clause, norms []norm.Norm) {
	for _, n := range norms {
		length := utf8.RuneCountInString(n.Actor)
		if length < 3 || length > 7 || n.Actor != r.doc.Text(n.ActorSpan) || !wording.WholeActor(r.doc.Source, n) ||
			wording.General(n.Actor) || strings.ContainsAny(n.Actor, "的和与或及、，（） ") || wording.Untouchable(n.Actor) {
			continue
		}
		r.count[n.Actor]++
		for s := c.Section; s != nil; s = s.Parent {
			r.bound[boundIn{s, n.Actor}] = true
		}
	}
}

// Bound gives the number of norms that bind a role.
func (r *Roles) Bound(role string) int { return r.count[role] }

// Others returns the roles that could stand in the place of one in a clause, the most similar first: those
// of its chapter that at least two norms bind. There are none for a party to any contract, such
// as 债务人, who may be any of them.
func (r *Roles) Others(role string, c *corpus.Clause) []string {
	if parties.Within(role) {
		return nil
	}
	var here []string
	for other, n := range r.count {
		if n >= 2 && other != role && !likeness.SameRole(other, role) && !parties.Within(other) && r.inChapter(other, c) {
			here = append(here, other)
		}
	}
	return likeness.Likest(here, role)
}

// wordsFile holds the word list of this package, with a comment.
//
//go:embed words.txt
var wordsFile string

// parties are in the names of the parties of any contract: a 买受人 is one of them as well.
var parties = wordlist.Read(wordsFile).List("parties")

// inChapter reports whether a role is bound in the section of a clause or the one around it.
func (r *Roles) inChapter(role string, c *corpus.Clause) bool {
	s := c.Section
	if s != nil && s.Parent != nil && s.Parent.Parent != nil {
		s = s.Parent
	}
	return s == nil || r.bound[boundIn{s, role}]
}
