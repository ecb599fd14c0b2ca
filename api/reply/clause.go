package reply

import (
	"net/url"
	"unicode/utf8"

	"tiaowen/corpus"
)

// ClauseOf gives the public form of a clause. Byte offsets become code points here and in
// [CodePoints].
func ClauseOf(c *corpus.Clause) *Clause {
	text := c.Text()
	out := &Clause{
		ID:       c.ID(),
		Document: DocumentRef{ID: c.Document.ID, Title: c.Document.Title},
		Sub:      c.Sub,
		Label:    c.Label,
		Title:    c.Title,
		Path:     pathOf(c),
		Name:     c.Name(),
		Cite:     c.Cite(),
		Text:     text,
		URL:      ClauseURL(c),
	}
	if c.Kind == corpus.Article {
		n := c.Number
		out.Number = &n
	}
	for _, r := range c.Repairs {
		out.Repairs = append(out.Repairs, Repair{
			Start:  utf8.RuneCountInString(text[:r.Start-c.Body.Start]),
			End:    utf8.RuneCountInString(text[:r.End-c.Body.Start]),
			Text:   c.Document.Text(r.Span),
			Likely: r.Likely,
		})
	}
	return out
}

// pathOf gives the sections that a clause stands in, the outermost first.
func pathOf(c *corpus.Clause) []SectionRef {
	path := []SectionRef{}
	for _, s := range c.Path() {
		path = append(path, SectionOf(s))
	}
	return path
}

// SectionOf gives the public form of a section.
func SectionOf(s *corpus.Section) SectionRef {
	return SectionRef{Number: s.Number, Label: s.Label, Title: s.Title, Name: s.Name()}
}

// ClauseURL gives the address of a clause's page, without scheme and host.
func ClauseURL(c *corpus.Clause) string {
	return "/d/" + url.PathEscape(c.Document.ID) + "/c/" + url.PathEscape(c.Key)
}

// CodePoints gives a span of a clause, which counts bytes of the source, in code points of the
// clause's text.
func CodePoints(c *corpus.Clause, s corpus.Span) (start, end int) {
	source := c.Document.Source
	start = utf8.RuneCountInString(source[c.Body.Start:s.Start])
	return start, start + utf8.RuneCountInString(source[s.Start:s.End])
}
