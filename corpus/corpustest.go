package corpus

// textClause makes a clause whose body is the whole text.
func textClause(text string) *Clause {
	d := &Document{ID: "t", Title: "t", Source: text}
	c := &Clause{Document: d, Body: Span{0, len(text)}}
	d.Clauses = []*Clause{c}
	return c
}
