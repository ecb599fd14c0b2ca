// Package binding chooses, among the norms of a text, those that a question asks for: norms
// in the words that it uses (不准, 反对), and norms that bind the one whom it names. A question
// writes 电商平台经营者 or 领导干部 where a text writes 电子商务平台经营者 or a list of actors.
package binding

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"tiaowen/api/answer/match"
	"tiaowen/api/answer/prepared"
	"tiaowen/api/answer/reading"
	"tiaowen/api/answer/wording"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/index"
)

// Question is a question for norms.
type Question struct {
	*wording.Question
	Placed bool            // it is known which documents are meant
	Texts  *prepared.Cache // gives the clauses of the norms
}

// Worded narrows norms to those with just the modal that the question names (不准, 决不允许)
// and gives the modal. If there are none, modal is "" and the norms are those as strict as the
// question's words: the soft ones for 反对 and the like, else the strict ones. If there are
// none of these either, it gives all norms.
func Worded(q *question.Question, all []prepared.Unit) (picked []prepared.Unit, modal string) {
	for _, m := range q.Modals {
		for _, u := range all {
			if strings.HasPrefix(index.Fold(u.Clause.Document.Text(u.Norm.Modal)), m) {
				picked = append(picked, u)
			}
		}
		if len(picked) > 0 {
			return picked, m
		}
	}
	soft := q.Has(question.Soft)
	for _, u := range all {
		if u.Norm.Soft == soft {
			picked = append(picked, u)
		}
	}
	if len(picked) == 0 {
		picked = all
	}
	return picked, ""
}

// Binding gives the norms that bind the one whom the content of the question names, the
// closest match first. Norms on liability come last: they punish what the others require. If
// the content names something else too (选人用人上对领导干部), the norms stand in a sentence
// or below a heading with these words.
func (q *Question) Binding(norms []prepared.Unit) []prepared.Unit {
	type bound struct {
		prepared.Unit
		worth int
	}
	var found []bound
	rest := q.Words
	for _, u := range norms {
		worth, amid := 0, ""
		for i, who := range u.Bound {
			actor := match.Bare(index.Fold(who))
			if w := q.closeness(actor, who); w > worth && (i < 2 || w > bindsWith) {
				worth, amid = w, actor
			}
		}
		if worth == 0 {
			continue
		}
		if worth != bindsHere && worth != bindsKind {
			rest = nil
		} else {
			rest = slices.DeleteFunc(slices.Clone(rest), func(w wording.Word) bool { return strings.Contains(amid, w.Said) })
		}
		if penal(u.Clause) || liability.MatchString(u.Text) {
			worth = bindsWith
		}
		found = append(found, bound{u, worth})
	}
	var out []prepared.Unit
	worth := make(map[*norm.Norm]int, len(found))
	for _, b := range found {
		out = append(out, b.Unit)
		worth[b.Norm] = b.worth
	}
	if len(rest) > 0 {
		out = q.speaking(out, rest)
	}
	out = between(out, norms)
	slices.SortStableFunc(out, func(a, b prepared.Unit) int { return cmp.Compare(worth[b.Norm], worth[a.Norm]) })
	return out
}

// speaking keeps the norms in whose sentence, title or headings most of some words stand.
func (q *Question) speaking(norms []prepared.Unit, of []wording.Word) []prepared.Unit {
	return slices.DeleteFunc(norms, func(u prepared.Unit) bool {
		t := q.Texts.Of(u.Clause)
		around := t.SentenceOf(u.Span)
		held := 0.0
		for i := range of {
			held += of[i].Weight * max(of[i].In(around, nil), of[i].In(t.Title, nil), of[i].In(t.Path, nil))
		}
		return held < wording.Most*wording.Weight(of)
	})
}

// between adds the norms that stand between two chosen ones of the same sentence: a member
// of a series (不准…，不准个人…，不准…) may name another actor than the series and still be part of it.
func between(chosen, norms []prepared.Unit) []prepared.Unit {
	if len(chosen) < 2 {
		return chosen
	}
	together := func(a, b prepared.Unit) bool {
		return a.Clause == b.Clause && a.Start <= b.Start && !strings.Contains(a.Clause.Document.Source[a.Start:b.Start], "。")
	}
	var out []prepared.Unit
	for _, u := range norms {
		if slices.ContainsFunc(chosen, func(c prepared.Unit) bool { return together(c, u) }) &&
			slices.ContainsFunc(chosen, func(c prepared.Unit) bool { return together(u, c) }) {
			out = append(out, u)
		}
	}
	return out
}

// How closely the actor of a norm matches the one whom a question names. Closer matches are
// listed first.
const (
	bindsWith = 1 // the name is part of the actor's name
	bindsKind = 2 // the actor is a kind of what is named, or the name is an abbreviation
	bindsHere = 3 // the content names the actor and something else, of which the norm must speak
	bindsAmid = 4 // the name stands in a list of actors
	bindsOnly = 5 // the actor is just the one named
)

// BindsOnly reports whether a norm binds just the one whom the content of the question names.
func (q *Question) BindsOnly(n *norm.Norm) bool {
	return q.closeness(match.Bare(index.Fold(n.Actor)), n.Actor) == bindsOnly
}

// closeness tells how closely an actor matches the one whom the content names, 0 for not at
// all. actor is its bare form, written the form in the text. Short names (6 and 9 bytes are two
// and three characters) match many actors by chance, so they must match in more ways.
func (q *Question) closeness(actor, written string) int {
	if actor == "" || q.About == "" {
		return 0
	}
	whom, who := match.Loose(q.About), match.Loose(actor)
	switch {
	case whom == who:
		return bindsOnly
	case slices.Contains(reading.Actors(written), whom):
		return bindsAmid
	case strings.HasPrefix(who, whom) && len(whom) >= 9:
		return bindsKind
	case len(actor) >= 6 && q.Placed && strings.HasPrefix(q.About, actor) && standsAlone.MatchString(q.About[len(actor):]):
		return bindsHere
	case len(actor) >= 6 && strings.HasSuffix(q.About, actor):
		return bindsKind
	case len(q.About) >= 9 && reading.Abbreviates(whom, who):
		return bindsKind
	case len(q.About) >= 6 && strings.Contains(actor, q.About):
		return bindsWith
	}
	return 0
}

// standsAlone matches what may follow an actor that is a word of its own. In 校车驾驶人 the
// actor is not 校车.
var standsAlone = regexp.MustCompile(`^[在对从向与为因时应和等将把被]|^于`)

// liability matches norms that say who is liable. They add no duty of their own.
var liability = regexp.MustCompile(`承担[^，。；]{0,14}责任|追究[^，。；]{0,10}责任`)

// penal reports whether a clause stands in the chapter of a law on liability and penalties.
func penal(c *corpus.Clause) bool {
	for s := c.Section; s != nil; s = s.Parent {
		if match.ContainsAny(s.Title, "法律责任", "罚则", "责任追究") {
			return true
		}
	}
	return false
}
