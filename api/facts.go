package api

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/reply"
	"tiaowen/corpus"
	"tiaowen/corpus/citation"
	"tiaowen/corpus/term"
)

// What clauses say, listed: terms and citations, each in the order of the text.
// The lists are read from the clauses when they are asked for.

// maxRegister is the most clauses whose terms are listed at once; reading them takes
// about 50 µs a clause.
const maxRegister = 10_000

// maxTargets is how many clauses of a cited range are listed.
const maxTargets = 20

// register gives the documents whose facts are listed: the one with an id, or
// all ("") where they are few.
func (st *state) register(id string) ([]*corpus.Document, error) {
	if id != "" {
		d, err := st.document(id)
		if err != nil {
			return nil, err
		}
		return []*corpus.Document{d}, nil
	}
	docs := st.ix.Documents()
	return docs, fewEnough(docs)
}

// fewEnough refuses documents of more clauses than are read for one list.
func fewEnough(docs []*corpus.Document) error {
	clauses := 0
	for _, d := range docs {
		clauses += len(d.Clauses)
	}
	if clauses <= maxRegister {
		return nil
	}
	return &ParamError{"document", fmt.Sprintf("a register of %d documents would be too long", len(docs)), []string{"name one of them; GET /api/v1/documents lists the ids"}}
}

// window counts what a list has and says what of it is on the page asked for.
type window struct{ limit, offset, total int }

// next counts one more and reports whether it is on the page.
func (w *window) next() bool {
	w.total++
	return w.total > w.offset && (w.limit <= 0 || w.total <= w.offset+w.limit)
}

// TermParams asks for terms.
type TermParams struct {
	Document string // document id; "" takes all documents
	Query    string // part of the term's name; "" takes all
	Limit    int    // 0 means all
	Offset   int
}

// Terms lists the terms of a document in the order of their first use, or those
// of all documents, one document after the other. The documents may have 10,000
// clauses together; of more, one must be named.
func (s *Service) Terms(p TermParams) (*TermList, error) {
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	docs, err := st.register(p.Document)
	if err != nil {
		return nil, err
	}
	list, page := &TermList{Terms: []TermRow{}}, window{limit: p.Limit, offset: p.Offset}
	for _, d := range docs {
		for _, t := range term.Of(d) {
			if strings.Contains(t.Name, p.Query) && page.next() {
				list.Terms = append(list.Terms, st.termRow(d, t))
			}
		}
	}
	list.Total = page.total
	return list, nil
}

// termRow gives the public form of a term of d.
func (st *state) termRow(d *corpus.Document, t term.Term) TermRow {
	row := TermRow{Name: t.Name, Document: st.ref(d), Uses: []TermUse{}}
	if c := t.Source; c != nil {
		ref := st.clauseRef(c)
		row.Source = &ref
		for _, m := range t.Members {
			if c.Body.Contains(m) {
				row.Members = append(row.Members, passageOf(c, m))
			}
		}
		// A term spelled out twice in different clauses has one source.
		if t.Definition.Len() > 0 && c.Body.Contains(t.Definition) {
			meaning := passageOf(c, t.Definition)
			row.Definition = &meaning
		}
	}
	for _, u := range t.Uses {
		if u.Clause != nil {
			use := TermUse{Clause: new(ClauseRef)}
			*use.Clause = st.clauseRef(u.Clause)
			use.Start, use.End = reply.CodePoints(u.Clause, u.Span)
			row.Uses = append(row.Uses, use)
			continue
		}
		at := slices.IndexFunc(d.Sections, func(s *corpus.Section) bool { return s.Heading.Contains(u.Span) })
		if at < 0 {
			continue // Unreachable: a use outside of clauses is one in a heading.
		}
		heading := d.Sections[at].Heading
		start := utf8.RuneCountInString(d.Source[heading.Start:u.Start])
		row.Uses = append(row.Uses, TermUse{
			Heading: d.Text(heading), Start: start, End: start + utf8.RuneCountInString(d.Text(u.Span)),
		})
	}
	return row
}

// CitationParams asks for citations.
type CitationParams struct {
	Document string // id of the document that cites; "" takes all documents
	Title    string // part of the title of the document that is cited; "" takes all
	Limit    int    // 0 means all
	Offset   int
}

// Citations lists what clauses refer to, in the order of the text. Whatever is
// loaded among all documents is linked. Those of all documents are read once, at
// about 20 µs a clause, when they are first asked for. The bound of [Service.Norms] holds.
func (s *Service) Citations(p CitationParams) (*CitationList, error) {
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	var found []resolvedCitation
	if p.Document == "" {
		if err := fewEnough(st.ix.Documents()); err != nil {
			return nil, err
		}
		found = st.citations()
	} else {
		d, err := st.document(p.Document)
		if err != nil {
			return nil, err
		}
		found = citationsOf(d, st.byTitle())
	}
	list, page := &CitationList{Citations: []CitationRow{}}, window{limit: p.Limit, offset: p.Offset}
	for _, c := range found {
		if c.of(p.Title) && page.next() {
			list.Citations = append(list.Citations, st.citationRow(c))
		}
	}
	list.Total = page.total
	return list, nil
}

// resolvedCitation is a citation and what it leads to.
type resolvedCitation struct {
	citation.Citation
	target  *corpus.Document // nil where it is not loaded
	clauses []*corpus.Clause // at most maxTargets
}

// citationsOf reads the citations of a document.
func citationsOf(d *corpus.Document, l *citation.Library) (out []resolvedCitation) {
	for _, c := range d.Clauses {
		for _, cited := range citation.Of(c) {
			target, clauses := cited.Resolve(l)
			if len(clauses) > maxTargets {
				clauses = slices.Clone(clauses[:maxTargets]) // the rest can be freed
			}
			out = append(out, resolvedCitation{cited, target, clauses})
		}
	}
	return out
}

// of reports whether the document cited has these words in its title, the title
// as it is cited or in full. What a document says of itself (本法第三条) is no
// citation of its title.
func (c resolvedCitation) of(words string) bool {
	return strings.Contains(c.Title, words) || c.target != nil && !c.Self && strings.Contains(c.target.Title, words)
}

// citationRow gives the public form of a citation.
func (st *state) citationRow(c resolvedCitation) CitationRow {
	at := passageOf(c.From, c.Span)
	row := CitationRow{
		Text: at.Text, Start: at.Start, End: at.End, Clause: st.clauseRef(c.From),
		Title: c.Title, Self: c.Self,
		Unit: c.Unit, UnitNumber: c.UnitN,
		Number: c.Number, Sub: c.Sub, To: c.To, ToSub: c.ToSub,
		Paragraph: c.Para, ParagraphTo: c.ParaTo, Item: c.Item, ItemTo: c.ItemTo,
	}
	if c.target == nil {
		return row
	}
	row.Target = &CitationTarget{Document: st.ref(c.target), Clauses: []ClauseRef{}, URL: documentInfo(c.target).URL}
	for _, x := range c.clauses {
		row.Target.Clauses = append(row.Target.Clauses, st.clauseRef(x))
	}
	if len(c.clauses) > 0 {
		row.Target.URL = ClauseURL(c.clauses[0])
	}
	return row
}

// passageOf gives words of a clause with their place.
func passageOf(c *corpus.Clause, s corpus.Span) Passage {
	start, end := reply.CodePoints(c, s)
	return Passage{Text: c.Document.Text(s), Start: start, End: end}
}
