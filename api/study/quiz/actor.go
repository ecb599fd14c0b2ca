package quiz

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"tiaowen/api/study/quiz/likeness"
	"tiaowen/api/study/quiz/wording"
	"tiaowen/corpus"
)

// collectRoles gathers who is bound by name. A role is one simple noun.
func (b *Book) collectRoles(p *page) {
	for _, n := range p.norms {
		length := utf8.RuneCountInString(n.Actor)
		if length < 3 || length > 7 || n.Actor != b.doc.Text(n.ActorSpan) || !wording.WholeActor(b.doc.Source, n) ||
			wording.General(n.Actor) || strings.ContainsAny(n.Actor, "的和与或及、，（） ") || wording.Untouchable(n.Actor) {
			continue
		}
		b.roles[n.Actor]++
		for s := p.clause.Section; s != nil; s = s.Parent {
			b.roleSections[roleIn{s, n.Actor}] = true
		}
	}
}

// otherRoles are the roles that could be in one's place in a clause: those of
// its chapter. A 债务人 may be any of them.
func (b *Book) otherRoles(role string, c *corpus.Clause) []string {
	var here []string
	for other, n := range b.roles {
		if n >= 2 && other != role && !likeness.SameRole(other, role) && !debtor.MatchString(other) && b.inChapter(other, c) {
			here = append(here, other)
		}
	}
	if debtor.MatchString(role) {
		return nil
	}
	return likeness.Likest(here, role)
}

// debtor are parties of any contract: a 买受人 is one as well.
var debtor = regexp.MustCompile(`债务人|债权人|担保人|受让人|转让人`)

// inChapter reports whether a role is bound in the section of a clause or the one around it.
func (b *Book) inChapter(role string, c *corpus.Clause) bool {
	s := c.Section
	if s != nil && s.Parent != nil && s.Parent.Parent != nil {
		s = s.Parent
	}
	return s == nil || b.roleSections[roleIn{s, role}]
}

// roleIn is a role that is bound in a section.
type roleIn struct {
	section *corpus.Section
	role    string
}
