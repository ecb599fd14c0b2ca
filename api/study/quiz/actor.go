package quiz

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"tiaowen/api/study/quiz/likeness"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
)

// general are actors that others are among: what binds 当事人 binds 债权人. They
// are not options and stand for nobody else.
var general = regexp.MustCompile(`任何|一切|所有|每个|他人|当事人|个人|组织|单位|公民|自然人|法人|民事主体|权利人|义务人|行为人|受害人|侵权人|第三人|双方|一方|对方|各方|成员|人员|有关|负责人|主管|本人|国家|同志|党员|干部|委员|对象|部门|机构|过半数|其|该|者$`)

// fragment marks words that begin in the middle of something: 致使他人, 述股东.
var fragment = regexp.MustCompile(`^(?:致使|使|令|对|由|向|经|让|造|导致|述|被|将|与|为|以|在|从|按|至|及|和|或|并|的|任用|选拔|未|不|因|给|要求|组成|内|外|后|前)`)

// wholeActor reports whether the subject of a norm begins where its part begins
// and is not a piece of a longer phrase.
func wholeActor(source string, n norm.Norm) bool {
	before, _ := utf8.DecodeLastRuneInString(source[:n.ActorSpan.Start])
	length := utf8.RuneCountInString(n.Actor)
	return length >= 3 && length <= 16 && !unicode.Is(unicode.Han, before) && !fragment.MatchString(n.Actor) && balanced(n.Actor)
}

// collectRoles gathers who is bound by name. A role is one simple noun.
func (b *Book) collectRoles(p *page) {
	for _, n := range p.norms {
		length := utf8.RuneCountInString(n.Actor)
		if length < 3 || length > 7 || n.Actor != b.doc.Text(n.ActorSpan) || !wholeActor(b.doc.Source, n) ||
			general.MatchString(n.Actor) || strings.ContainsAny(n.Actor, "的和与或及、，（） ") || untouchable.MatchString(n.Actor) {
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
