// Package compare sets two versions of a text side by side, clause by clause.
// It matches clauses by their content, not by their numbers, because an amendment
// that inserts one article renumbers all that follow.
package compare

import (
	"cmp"
	"slices"

	"tiaowen/corpus"
)

// Kind says what became of a clause.
type Kind string

// The kinds of matches. A clause that is changed may be renumbered and moved as
// well, see [Match].
const (
	Unchanged  Kind = "unchanged"  // same words, same number
	Renumbered Kind = "renumbered" // same words, another number
	Moved      Kind = "moved"      // same words, in another place of the order
	Changed    Kind = "changed"    // other words
	Split      Kind = "split"      // one clause became several
	Merged     Kind = "merged"     // several clauses became one
	Inserted   Kind = "inserted"   // only in the new version
	Deleted    Kind = "deleted"    // only in the old version
)

// Kinds are all kinds in the order in which counts are shown.
var Kinds = []Kind{Unchanged, Changed, Renumbered, Moved, Inserted, Deleted, Split, Merged}

// Part is a piece of a clause's words. The parts of a side, joined, are the
// clause's text.
type Part struct {
	corpus.Span
	Changed bool // the other side does not have these words here
}

// Side is a clause before or after the change.
type Side struct {
	Clause *corpus.Clause
	Parts  []Part // never nil
}

// Match is a row of the comparison.
type Match struct {
	Kind       Kind
	From, To   []Side // one each, but for clauses inserted, deleted, split and merged
	Renumbered bool   // another number than before
	Moved      bool   // the order of the clauses around it changed
	CitesOnly  bool   // nothing changed but numbers of articles that it cites
	Likeness   float64
}

// Result is two documents compared. Matches follow the order of To; a deleted
// clause is behind the one that it followed.
type Result struct {
	From, To *corpus.Document
	Matches  []Match
	Counts   map[Kind]int
}

// Documents compares two documents, the older one first.
func Documents(from, to *corpus.Document) *Result {
	m := newMatcher(from.Clauses, to.Clauses)
	m.matchSame()
	m.matchSimilar()
	r := &Result{From: from, To: to, Counts: make(map[Kind]int)}
	r.Matches = m.rows()
	for _, row := range r.Matches {
		r.Counts[row.Kind]++
	}
	return r
}

// group is what became of some clauses: positions in the two documents.
type group struct{ from, to []int }

// rows orders the groups and says what each is.
func (m *matcher) rows() []Match {
	var groups []group
	byTo := make(map[int]int) // clause of to → its group
	for b := range m.b {
		if a := m.ofB[b]; a >= 0 {
			byTo[b] = len(groups)
			groups = append(groups, group{[]int{a}, []int{b}})
		}
	}
	for _, j := range m.splits {
		g := &groups[byTo[m.ofA[j.at]]]
		g.to = append(g.to, j.joins)
	}
	for _, j := range m.merges {
		g := &groups[byTo[j.at]]
		g.from = append(g.from, j.joins)
	}
	for i := range groups {
		slices.Sort(groups[i].from)
		slices.Sort(groups[i].to)
	}
	for b := range m.b {
		if m.ofB[b] == alone {
			groups = append(groups, group{nil, []int{b}})
		}
	}
	slices.SortStableFunc(groups, func(x, y group) int { return cmp.Compare(x.to[0], y.to[0]) })

	steady := m.steady(groups)
	var out []Match
	for i, g := range groups {
		out = append(out, m.row(g, !steady[i]))
	}
	return m.placeDeleted(out, groups, steady, m.gone())
}

// gone are the clauses of from that became nothing.
func (m *matcher) gone() []int {
	var out []int
	for a := range m.a {
		if m.ofA[a] == alone {
			out = append(out, a)
		}
	}
	return out
}

// placeDeleted puts each deleted clause behind the last clause in order that it followed.
func (m *matcher) placeDeleted(rows []Match, groups []group, steady []bool, gone []int) []Match {
	behind := make(map[int][]int) // position of a row → deleted clauses; -1 for the front
	for _, a := range gone {
		at, best := -1, -1
		for i, g := range groups {
			if !steady[i] || len(g.from) == 0 {
				continue
			}
			if last := g.from[len(g.from)-1]; last < a && last > best {
				at, best = i, last
			}
		}
		behind[at] = append(behind[at], a)
	}
	out := make([]Match, 0, len(rows)+len(gone))
	add := func(at int) {
		for _, a := range behind[at] {
			out = append(out, m.row(group{[]int{a}, nil}, false))
		}
	}
	add(-1)
	for i, row := range rows {
		out = append(out, row)
		add(i)
	}
	return out
}

// steady marks the groups that keep their order: a longest increasing
// subsequence of the old positions. The others were moved.
func (m *matcher) steady(groups []group) []bool {
	keep := make([]bool, len(groups))
	var tails []int // tails[k]: the group that ends the best sequence of length k+1
	before := make([]int, len(groups))
	for i, g := range groups {
		before[i] = -1
		if len(g.from) == 0 {
			keep[i] = true // an inserted clause has no place to be moved from
			continue
		}
		at, _ := slices.BinarySearchFunc(tails, g.from[0], func(t, a int) int { return cmp.Compare(groups[t].from[0], a) })
		if at > 0 {
			before[i] = tails[at-1]
		}
		if at == len(tails) {
			tails = append(tails, i)
		} else {
			tails[at] = i
		}
	}
	if len(tails) > 0 {
		for i := tails[len(tails)-1]; i >= 0; i = before[i] {
			keep[i] = true
		}
	}
	return keep
}

// row says what a group is and marks the words.
func (m *matcher) row(g group, moved bool) Match {
	out := Match{Moved: moved}
	for _, a := range g.from {
		out.From = append(out.From, Side{Clause: m.a[a].clause})
	}
	for _, b := range g.to {
		out.To = append(out.To, Side{Clause: m.b[b].clause})
	}
	switch {
	case len(g.from) == 0:
		out.Kind = Inserted
		whole(out.To, true)
		return out
	case len(g.to) == 0:
		out.Kind = Deleted
		whole(out.From, true)
		return out
	}
	first, second := m.a[g.from[0]], m.b[g.to[0]]
	out.Renumbered = first.clause.Number != second.clause.Number || first.clause.Sub != second.clause.Sub
	out.Likeness = m.likeness(g)
	out.Kind = g.kind()
	if out.Kind == Changed && first.words == second.words {
		whole(out.From, false)
		whole(out.To, false)
		out.Kind = sameWords(out)
		return out
	}
	out.CitesOnly = mark(pointers(out.From), pointers(out.To))
	return out
}

// kind is what a group with clauses on both sides is by their number.
func (g group) kind() Kind {
	switch {
	case len(g.from) == 1 && len(g.to) == 1:
		return Changed
	case len(g.to) >= len(g.from):
		return Split
	}
	return Merged
}

// sameWords is the kind of a row whose words did not change.
func sameWords(m Match) Kind {
	switch {
	case m.Moved:
		return Moved
	case m.Renumbered:
		return Renumbered
	}
	return Unchanged
}

// whole gives each side its text as one part.
func whole(sides []Side, changed bool) {
	for i := range sides {
		sides[i].Parts = []Part{}
		if body := sides[i].Clause.Body; body.Len() > 0 {
			sides[i].Parts = append(sides[i].Parts, Part{body, changed})
		}
	}
}

func pointers(sides []Side) []*Side {
	out := make([]*Side, len(sides))
	for i := range sides {
		out[i] = &sides[i]
	}
	return out
}

// Counterparts says where the words of each clause stand in another version,
// changed or not. Clauses that were deleted are left out.
func Counterparts(from, to *corpus.Document) map[*corpus.Clause]*corpus.Clause {
	out := make(map[*corpus.Clause]*corpus.Clause)
	for _, m := range Documents(from, to).Matches {
		for _, s := range m.From {
			if len(m.To) > 0 {
				out[s.Clause] = m.To[0].Clause
			}
		}
	}
	return out
}
