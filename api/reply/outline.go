package reply

import "tiaowen/corpus"

// OutlineClause is a clause's line in an outline.
type OutlineClause struct {
	ID     string `json:"id"`
	Number *int   `json:"number"`
	Sub    int    `json:"sub,omitempty"`
	Label  string `json:"label"`
	Title  string `json:"title"`
	URL    string `json:"url"`
}

// OutlineSection is a section, the sections in it and its own clauses.
type OutlineSection struct {
	SectionRef
	Sections []OutlineSection `json:"sections,omitempty"`
	Clauses  []OutlineClause  `json:"clauses,omitempty"`
}

// OutlineClauseOf gives the line of a clause in an outline.
func OutlineClauseOf(c *corpus.Clause) OutlineClause {
	o := OutlineClause{ID: c.ID(), Sub: c.Sub, Label: c.Label, Title: c.Title, URL: ClauseURL(c)}
	if c.Kind == corpus.Article {
		n := c.Number
		o.Number = &n
	}
	return o
}

// OutlineOf nests the sections of a document by their parents. passages are the clauses outside of all
// sections. sections is never nil.
func OutlineOf(d *corpus.Document) (sections []OutlineSection, passages []OutlineClause) {
	sections = []OutlineSection{}
	own := make(map[*corpus.Section][]OutlineClause)
	for _, c := range d.Clauses {
		if c.Section == nil {
			passages = append(passages, OutlineClauseOf(c))
			continue
		}
		own[c.Section] = append(own[c.Section], OutlineClauseOf(c))
	}
	children := make(map[*corpus.Section][]*corpus.Section)
	for _, s := range d.Sections {
		children[s.Parent] = append(children[s.Parent], s)
	}
	var build func(s *corpus.Section) OutlineSection
	build = func(s *corpus.Section) OutlineSection {
		o := OutlineSection{SectionRef: SectionOf(s), Clauses: own[s]}
		for _, child := range children[s] {
			o.Sections = append(o.Sections, build(child))
		}
		return o
	}
	for _, s := range children[nil] {
		sections = append(sections, build(s))
	}
	return sections, passages
}
