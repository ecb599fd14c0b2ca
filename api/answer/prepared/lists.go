package prepared

import (
	"slices"

	"tiaowen/corpus"
	"tiaowen/corpus/sentences"
)

// List is a list in a clause: the words before it and its items.
type List struct {
	lead  corpus.Span // the sentence before the items, without the mark at its end
	Whole corpus.Span // from that sentence to the last item
	Items []corpus.Span
}

// Lists gives the lists of a clause in the order of the text, outer ones before inner ones. A list
// without words before it is left out: it says nothing that its items do not say.
func Lists(c *corpus.Clause) []List {
	var out []List
	var divided []sentences.Sentence
	var walk func(parts []corpus.Part)
	walk = func(parts []corpus.Part) {
		for _, p := range parts {
			if len(p.Parts) == 0 {
				continue
			}
			if divided == nil {
				divided = sentences.Of(c)
			}
			l := List{Whole: corpus.Span{Start: p.Start, End: p.Parts[len(p.Parts)-1].End}}
			for _, s := range divided { // the last one before the items is kept
				if s.Words.Start >= p.Start && s.Words.End <= p.Parts[0].Start {
					l.lead, l.Whole.Start = s.Words, s.Start
				}
			}
			if l.lead.Len() > 0 {
				for _, item := range p.Parts {
					l.Items = append(l.Items, item.Span)
				}
				out = append(out, l)
			}
			walk(p.Parts)
		}
	}
	walk(c.Parts)
	return out
}

// BeginsAtEndOf reports whether a span ends with the words before the list.
func (l List) BeginsAtEndOf(s corpus.Span) bool {
	return s.Start < l.lead.End && s.End >= l.lead.End && s.End < l.Items[0].End
}

// linkLists links the units of a clause with the list that they lead to or are an item of.
func (t *Clause) linkLists() {
	for _, l := range Lists(t.Clause) {
		lead := slices.IndexFunc(t.Units, func(u Unit) bool { return u.Span == l.lead })
		if lead < 0 {
			continue
		}
		t.Units[lead].Opens = &l
		for i := range t.Units {
			if u := &t.Units[i]; u.Start >= l.lead.End && u.End <= l.Whole.End {
				u.Lead = &t.Units[lead] // the innermost list comes last
			}
		}
	}
}
