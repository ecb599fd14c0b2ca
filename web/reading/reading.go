// Package reading renders what people read: a whole document, one clause in its section, and the terms that a document
// uses.
//
// [Register] adds these pages to a server. A clause is cut into runs with the same markup: norms, citations, suspected
// slips, searched words. [OutlineOf] nests the sections of a document, for other pages too.
package reading

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	template "github.com/DataDog/datadog-agent/pkg/template/html"
	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/corpus"
	"tiaowen/corpus/term"
	"tiaowen/web/address"
	"tiaowen/web/messages"
	"tiaowen/web/page"
)

// site has the handlers of this package.
type site struct {
	*page.Site
	contact string // email address for reports of errors in the texts; "" for none
}

// Register adds the pages to e. contact is the email address to which readers report errors in the texts; with "", they
// save a report as a file.
func Register(e *echo.Echo, shared *page.Site, contact string) {
	s := &site{shared, contact}
	e.GET("/d/:doc", s.Handler(s.document))
	e.GET("/d/:doc/terms", s.Handler(s.terms))
	e.GET("/d/:doc/c/:key", s.Handler(s.clause))
	e.GET("/d/:doc/c/:key/qr.png", s.clauseCode)
}

// Functions are what templates say of the types of this package.
func Functions() template.FuncMap {
	return template.FuncMap{"extent": Section.Extent}
}

// Section is a line of the outline: a section, with its sections or clauses below it.
type Section struct {
	Name    string // its heading
	Anchor  string // where it is in the reading view
	First   string // the printed number of its first clause
	Last    string
	Current bool // the clause shown is in it
	Below   []Section
}

// Extent names the first and the last clause of the section: 第一条–第九条.
func (n Section) Extent() string {
	if n.First == n.Last {
		return n.First
	}
	return n.First + "–" + n.Last
}

// block is a piece of the reading view in the order of the text.
type block struct {
	Heading *heading
	Clause  *readClause
	History []string
}

type heading struct {
	Anchor string
	First  int // Clauses[First:End] of the document are below it
	End    int
	Name   string
	Level  int // of the HTML heading, 2 to 5
}

// documentBody is the reading view.
type documentBody struct {
	Doc      *corpus.Document
	About    []fact
	Files    []page.File
	History  []string
	Blocks   []block
	Outline  []Section
	Articles int
	Repairs  int
	Norms    int
	Terms    int
	Band     *band
	Versions []versionRow
}

// document is the reading view of a whole document.
func (s *site) document(c echo.Context, v messages.Voice) (*page.Page, error) {
	d, err := s.Service.Document(c.Param("doc"))
	if err != nil {
		return nil, page.NoDocument(v, err)
	}
	known, norms, err := s.notesOf(d)
	if err != nil {
		return nil, err
	}
	public, err := s.Service.ClausesOf(d)
	if err != nil {
		return nil, err
	}
	outline, err := s.Service.Outline(d.ID)
	if err != nil {
		return nil, err
	}
	body := documentBody{Band: bandOf(v, d.ID, outline.Standing, nil), Versions: versionRows(d.ID, d.Date, outline.Versions), Doc: d, Articles: d.Report.Articles, Norms: norms, Terms: len(term.Of(d))}
	body.History = historyOf(d)
	next := 0
	for i, sec := range d.Sections {
		for ; next < len(d.Clauses) && d.Clauses[next].Body.Start < sec.Heading.Start; next++ {
			body.add(d.Clauses[next], public[next], known)
		}
		h := &heading{Anchor: anchor(i), Name: sec.Name(), Level: min(2+sec.Depth, 5), First: sec.First, End: sec.End}
		body.Blocks = append(body.Blocks, block{Heading: h})
	}
	for ; next < len(d.Clauses); next++ {
		body.add(d.Clauses[next], public[next], known)
	}
	body.Outline = OutlineOf(d, nil)
	if body.About, body.Files, err = s.about(d.ID, outline, v); err != nil {
		return nil, err
	}
	return &page.Page{Name: "document", Title: d.Title, Scope: &api.DocumentRef{ID: d.ID, Title: d.Title}, Body: &body}, nil
}

// historyOf gives the lines of a document that say who passed and amended it, and when.
func historyOf(d *corpus.Document) (out []string) {
	for _, leaf := range d.Leaves {
		if leaf.Kind != corpus.LeafHistory {
			continue
		}
		if t := strings.TrimSpace(d.Text(leaf.Span)); t != "" {
			out = append(out, t)
		}
	}
	return out
}

func (b *documentBody) add(c *corpus.Clause, public *api.Clause, known map[string]notes) {
	r := read(c, public, known[c.ID()], nil, 0, 0)
	r.Linked = true
	b.Repairs += r.Repairs
	b.Blocks = append(b.Blocks, block{Clause: &r})
}

// anchor names the i-th section of a document in the reading view.
func anchor(i int) string { return "s" + strconv.Itoa(i+1) }

// OutlineOf nests the sections of a document; current marks the way to one clause.
func OutlineOf(d *corpus.Document, current *corpus.Clause) []Section {
	below := make(map[*corpus.Section][]int)
	for i, sec := range d.Sections {
		below[sec.Parent] = append(below[sec.Parent], i)
	}
	var build func(parent *corpus.Section) []Section
	build = func(parent *corpus.Section) []Section {
		var out []Section
		for _, i := range below[parent] {
			sec := d.Sections[i]
			n := Section{Name: sec.Name(), Anchor: anchor(i), Below: build(sec)}
			n.Current = current != nil && sec.First <= current.Index && current.Index < sec.End
			for _, c := range d.Clauses[sec.First:sec.End] {
				if c.Kind != corpus.Article {
					continue
				}
				if n.First == "" {
					n.First = c.Name()
				}
				n.Last = c.Name()
			}
			out = append(out, n)
		}
		return out
	}
	return build(nil)
}

// neighbour is a clause before, after or beside the one shown.
type neighbour struct {
	Name    string // 第20条
	Title   string // its title, or its first words
	URL     string
	Current bool
}

// How many clauses of the same section are listed beside a clause, before and after
// it. The clause itself is on the first screen even if its section has hundreds.
const (
	siblingsBefore = 6
	siblingsAfter  = 24
)

// clauseBody is the page of one clause.
type clauseBody struct {
	Clause   readClause
	Doc      *corpus.Document
	Siblings []neighbour
	Section  string // the heading of the siblings
	Previous *neighbour
	Next     *neighbour
	Band     *band
	Cites    []linkRow
	CitedBy  []linkRow
	Search   *searched
	Norms    []normHere
	Contact  string       // email address for reports; "" for none
	Mail     template.URL // the same as a link, for pages without script
}

// searched is the search that led to a clause.
type searched struct {
	Words   string
	Quoted  bool // its answer is marked, not its words
	Matches int
	Back    string
}

// clause is the page of one clause in its section.
func (s *site) clause(c echo.Context, v messages.Voice) (*page.Page, error) {
	d, err := s.Service.Document(c.Param("doc"))
	if err != nil {
		return nil, page.NoDocument(v, err)
	}
	view, err := s.Service.Clause(d.ID, c.Param("key"))
	if err != nil {
		return nil, &page.Worded{Line: v.Say("no-clause", d.Title, d.Report.Articles), Err: err}
	}
	i := slices.IndexFunc(d.Clauses, func(one *corpus.Clause) bool { return one.ID() == view.Clause.ID })
	if i < 0 {
		return nil, echo.ErrNotFound // Unreachable unless the documents were swapped in between.
	}
	at := d.Clauses[i]
	if path, _, _ := strings.Cut(c.Request().URL.EscapedPath(), "?"); path != view.Clause.URL {
		// The number was written in another form: 第二十条. There is one address for each clause.
		to := *c.Request().URL
		to.Path, to.RawPath = "", ""
		return nil, c.Redirect(http.StatusFound, view.Clause.URL+to.String())
	}
	known, _, err := s.notesOf(d)
	if err != nil {
		return nil, err
	}
	from, to := quoted(c.QueryParam("quote"))
	search, marks, err := s.searched(view.Clause.ID, c.QueryParams())
	if err != nil {
		return nil, err
	}
	if to > 0 {
		marks = nil // only the quoted words are marked
	}
	body := clauseBody{
		Band: bandOf(v, d.ID, view.Standing, view.Newest), Cites: citedRows(view.Clause.URL, known[at.ID()].citations), CitedBy: citingRows(view.CitedBy),
		Clause: read(at, view.Clause, known[at.ID()], marks, from, to), Doc: d, Section: d.Title, Search: search,
	}
	body.Norms = normsHere(known[at.ID()].norms)
	if body.Contact = s.contact; body.Contact != "" {
		body.Mail = s.reportMail(c, v, view.Clause)
	}
	body.neighbours(d, at)
	title := cmp.Or(strings.TrimSpace(at.Name()+" "+view.Clause.Title), v.Say("passage"))
	return &page.Page{Name: "clause", Title: title + " · " + d.Title, Scope: &view.Clause.Document, NoIndex: to > 0 || search != nil, Body: &body}, nil
}

// neighbours fills in the section of a clause and the clauses around it: those of its section, the one before and the
// one after it.
func (b *clauseBody) neighbours(d *corpus.Document, at *corpus.Clause) {
	if at.Section != nil {
		b.Section = at.Section.Name()
	}
	for _, one := range d.Clauses[max(0, at.Index-siblingsBefore):min(len(d.Clauses), at.Index+siblingsAfter+1)] {
		if one.Section == at.Section {
			b.Siblings = append(b.Siblings, beside(one, one == at))
		}
	}
	if at.Index > 0 {
		n := beside(d.Clauses[at.Index-1], false)
		b.Previous = &n
	}
	if at.Index+1 < len(d.Clauses) {
		n := beside(d.Clauses[at.Index+1], false)
		b.Next = &n
	}
}

// searched reads the search that led to a clause, nil for none, and the places of its words.
func (s *site) searched(id string, params url.Values) (*searched, []api.Range, error) {
	q := address.Of(params)
	if !q.Asked() {
		return nil, nil, nil
	}
	words := strings.TrimSpace(q.Query + " " + q.Exact)
	marks, err := s.Service.Marked(id, words)
	if err != nil {
		return nil, nil, err
	}
	return &searched{Words: firstWords(words, 30), Quoted: params.Get("quote") != "", Matches: len(marks), Back: q.URL()}, marks, nil
}

// beside makes a neighbour of a clause.
func beside(c *corpus.Clause, current bool) neighbour {
	n := neighbour{Name: c.Name(), Title: c.Title, URL: api.ClauseURL(c), Current: current}
	if n.Title == "" || n.Title == n.Name {
		n.Title = firstWords(c.Text(), 24)
	}
	return n
}

// firstWords cuts text after n code points, or at its first line.
func firstWords(text string, n int) string {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "\n")
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:n]) + "…"
}

// quoted reads the quotation of a deep link: ?quote=135-156, in code points.
func quoted(s string) (from, to int) {
	a, b, ok := strings.Cut(s, "-")
	from, err1 := strconv.Atoi(a)
	to, err2 := strconv.Atoi(b)
	if !ok || err1 != nil || err2 != nil || from < 0 || to <= from {
		return 0, 0
	}
	return from, to
}
