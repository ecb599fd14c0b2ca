package locate

import (
	"slices"

	"tiaowen/api/question"
	"tiaowen/corpus"
)

// SectionsAtAnyDepth gives the sections of a document that have the unit and the number of a
// reference, at any depth. It is for a section that is named after an outer one: 第二编第五章.
func SectionsAtAnyDepth(r question.Reference, d *corpus.Document) []*corpus.Section {
	var out []*corpus.Section
	for _, s := range d.Sections {
		if s.Number > 0 && s.Unit == r.Unit && r.Has(s.Number) {
			out = append(out, s)
		}
	}
	return out
}

// Below reports whether a section is below one of some others.
func Below(s *corpus.Section, in []*corpus.Section) bool {
	for p := s.Parent; p != nil; p = p.Parent {
		for _, o := range in {
			if o == p {
				return true
			}
		}
	}
	return false
}

// Within reports whether a clause stands in one of some sections, or below it.
func Within(c *corpus.Clause, sections []*corpus.Section) bool {
	return c.Section != nil && (Below(c.Section, sections) || has(sections, c.Section))
}

func has(all []*corpus.Section, s *corpus.Section) bool { return slices.Contains(all, s) }

// Outermost gives the sections of a document that are not below another.
func Outermost(d *corpus.Document) []*corpus.Section {
	var out []*corpus.Section
	for _, s := range d.Sections {
		if s.Depth == 0 {
			out = append(out, s)
		}
	}
	return out
}

// InSections gives the clauses of sections in the order of the text.
func InSections(docs []*corpus.Document, sections []*corpus.Section) []*corpus.Clause {
	var out []*corpus.Clause
	for _, d := range docs {
		for _, s := range d.Sections {
			if has(sections, s) {
				out = append(out, d.Clauses[s.First:s.End]...)
			}
		}
	}
	return out
}
