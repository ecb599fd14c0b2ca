package locate

import (
	"slices"
	"strings"

	"tiaowen/corpus"
	printed "tiaowen/corpus/label"
	"tiaowen/corpus/sentences"
	"tiaowen/index"
)

// Place is what an address names.
type Place struct {
	Clause *corpus.Clause
	corpus.Span
	Item bool // it is an item of the clause, not all of it
}

// Addressed gives what labels name in a document: clauses, else items of clauses, else the
// clauses of sections. The labels are the last ones on the way to the place.
func Addressed(d *corpus.Document, labels []string) (out []Place) {
	for _, c := range d.Clauses {
		if endsWith(labelsOf(c), labels) {
			out = append(out, Place{Clause: c, Span: c.Body})
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, c := range d.Clauses {
		if len(c.Parts) == 0 {
			continue
		}
		if p, ok := partAddressed(c.Parts, labelsOf(c), labels); ok {
			out = append(out, Place{Clause: c, Span: sentences.Clean(d, p), Item: true})
		}
	}
	if len(out) > 0 {
		return out
	}
	return sectionAddressed(d, labels)
}

// sectionAddressed gives the clauses of the sections that labels name.
func sectionAddressed(d *corpus.Document, labels []string) (out []Place) {
	for _, s := range d.Sections {
		if endsWith(labelsAbove(s), labels) {
			for _, c := range d.Clauses[s.First:s.End] {
				out = append(out, Place{Clause: c, Span: c.Body})
			}
		}
	}
	return out
}

// labelsOf gives the labels of the sections above a clause, the outermost first, and its own.
func labelsOf(c *corpus.Clause) []string { return append(labelsAbove(c.Section), label(c.Label)) }

// labelsAbove gives the labels of a section and the ones above it, the outermost first.
func labelsAbove(s *corpus.Section) (out []string) {
	for ; s != nil; s = s.Parent {
		if l := label(s.Label); l != "" {
			out = append([]string{l}, out...)
		}
	}
	return out
}

// label gives a label in the form in which labels are compared: (一) for （一）, 2 for 2., a1 for A-01.
func label(written string) string {
	return printed.Code(strings.TrimRight(index.Fold(written), ".、 "))
}

// endsWith reports whether labels are the last ones of a place.
func endsWith(place, labels []string) bool {
	return len(labels) <= len(place) && slices.Equal(place[len(place)-len(labels):], labels)
}

// partAddressed finds the first part of a clause that labels name. above are the labels that
// lead to the parts.
func partAddressed(parts []corpus.Part, above, labels []string) (corpus.Span, bool) {
	for _, p := range parts {
		place := above
		if p.Label != "" {
			place = append(above[:len(above):len(above)], label(p.Label))
			if endsWith(place, labels) {
				return p.Span, true
			}
		}
		if s, ok := partAddressed(p.Parts, place, labels); ok {
			return s, true
		}
	}
	return corpus.Span{}, false
}
