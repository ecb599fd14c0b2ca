package rest

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
)

// routes are the handlers over one service.
type routes struct {
	svc     *api.Service
	baseURL string // scheme and host of links in files; "" takes them from the request
}

// register adds the API and the probes to e.
func register(e *echo.Echo, svc *api.Service, baseURL string) {
	r := routes{svc, baseURL}
	e.GET("/api/v1/search", r.search)
	e.GET("/api/v1/ask", r.ask)
	e.GET("/api/v1/suggest", r.suggest)
	e.GET("/api/v1/documents", r.documents)
	e.GET("/api/v1/documents/:id", r.document)
	e.GET("/api/v1/documents/:id/clauses/:number", r.clause)
	e.GET("/api/v1/documents/:id/file", r.documentFile)
	e.GET("/api/v1/norms", r.norms)
	e.GET("/api/v1/terms", r.terms)
	e.GET("/api/v1/citations", r.citations)
	for _, f := range fileKinds {
		e.GET("/api/v1/norms"+f.ending, r.normsFile(f))
		e.GET("/api/v1/terms"+f.ending, r.termsFile(f))
		e.GET("/api/v1/citations"+f.ending, r.citationsFile(f))
	}
	for _, ending := range []string{".csv", ".xlsx", ".docx"} {
		e.GET("/api/v1/search"+ending, r.searchFile(ending))
		e.GET("/api/v1/clauses"+ending, r.clausesFile(ending))
	}
	e.GET("/api/v1/norms.docx", r.normsDocument)
	e.GET("/api/v1/norms.ics", r.normsCalendar)
	e.POST("/api/v1/quotes", r.quotes)
	e.GET("/api/v1/compare", r.compare)
	e.GET("/api/v1/compare.docx", r.compareFile)
	e.GET("/api/v1/study", r.study)
	e.POST("/api/v1/study", r.postStudy)
	e.GET("/openapi.json", r.openAPI)
	e.GET("/healthz", r.healthz)
	e.GET("/readyz", r.readyz)
}

// normNames are the values of the norm parameter.
var normNames = []string{"forbid", "require", "permit", "encourage"}

// timeNames are the values of the time parameter.
var timeNames = []string{"deadline", "frequency", "date"}

func (r routes) search(c echo.Context) error {
	q := read(c)
	p := searchParams(q)
	p.Limit, p.Offset = q.number("limit", 10, 1, 100), q.number("offset", 0, 0, 10_000)
	p.Count, p.Why = q.flag("facets"), q.flag("why")
	if err := q.done(); err != nil {
		return err
	}
	found, err := r.svc.Search(c.Request().Context(), p)
	if err == nil && p == (api.SearchParams{Query: p.Query, Limit: p.Limit, Count: p.Count, Why: p.Why, Words: p.Words}) {
		Note(c, p.Query, false, found, nil)
	}
	return reply(c)(found, err)
}

// searchParams reads what a search and its files take. The phrase that must stand there may be all that is asked.
func searchParams(q *query) api.SearchParams {
	p := api.SearchParams{
		Query:    q.typed("q"),
		Document: q.word("document"),
		Section:  q.word("section"),
		Norm:     q.oneOf("norm", normNames),
		Date:     q.date("date"),
		Versions: q.oneOf("versions", []string{"all"}) == "all",
		Kind:     q.word("kind"),
		Year:     q.word("year"),
		Exact:    q.word("exact"),
		Exclude:  q.word("exclude"),
		All:      q.flag("all"),
		Titles:   q.flag("titles"),
		Newest:   q.oneOf("sort", []string{"score", "date"}) == "date",
		Words:    q.oneOf("meaning", []string{"on", "off"}) == "off",
	}
	if p.Exact == "" {
		q.filled("q", p.Query)
	}
	return p
}

func (r routes) ask(c echo.Context) error {
	q := read(c)
	p := api.AskParams{Question: q.text("q"), Document: q.word("document"), Lang: q.language(c), Why: q.flag("why"),
		Words: q.oneOf("meaning", []string{"on", "off"}) == "off"}
	if err := q.done(); err != nil {
		return err
	}
	a, err := r.svc.Ask(c.Request().Context(), p)
	if err == nil {
		Note(c, p.Question, false, nil, a)
	}
	return reply(c)(a, err)
}

func (r routes) suggest(c echo.Context) error {
	q := read(c)
	prefix, n := q.typed("q"), q.number("limit", 8, 1, 20)
	if err := q.done(); err != nil {
		return err
	}
	return reply(c)(r.svc.Suggest(c.Request().Context(), prefix, n))
}

func (r routes) documents(c echo.Context) error {
	q := read(c)
	limit, offset := q.number("limit", 100, 1, 1000), q.number("offset", 0, 0, 1_000_000)
	if err := q.done(); err != nil {
		return err
	}
	return reply(c)(r.svc.Documents(limit, offset))
}

func (r routes) document(c echo.Context) error {
	id, err := step(c, "id")
	if err != nil {
		return err
	}
	if err := read(c).done(); err != nil {
		return err
	}
	return reply(c)(r.svc.Outline(id))
}

func (r routes) clause(c echo.Context) error {
	id, err := step(c, "id")
	if err != nil {
		return err
	}
	number, err := step(c, "number")
	if err != nil {
		return err
	}
	if err := read(c).done(); err != nil {
		return err
	}
	return reply(c)(r.svc.Clause(id, number))
}

func (r routes) norms(c echo.Context) error {
	q := read(c)
	p := q.norms()
	p.Facets = q.flag("facets")
	p.Limit, p.Offset = q.number("limit", 1000, 1, 10_000), q.number("offset", 0, 0, 1_000_000)
	if err := q.done(); err != nil {
		return err
	}
	return reply(c)(r.svc.Norms(p))
}

func (r routes) terms(c echo.Context) error {
	q := read(c)
	p := api.TermParams{
		Document: q.word("document"),
		Query:    q.word("q"),
		Limit:    q.number("limit", 100, 1, 10_000),
		Offset:   q.number("offset", 0, 0, 1_000_000),
	}
	if err := q.done(); err != nil {
		return err
	}
	return reply(c)(r.svc.Terms(p))
}

func (r routes) citations(c echo.Context) error {
	q := read(c)
	p := api.CitationParams{
		Document: q.word("document"),
		Title:    q.word("title"),
		Limit:    q.number("limit", 100, 1, 10_000),
		Offset:   q.number("offset", 0, 0, 1_000_000),
	}
	if err := q.done(); err != nil {
		return err
	}
	return reply(c)(r.svc.Citations(p))
}

func (r routes) openAPI(c echo.Context) error {
	return send(c, openAPI)
}

// healthz says that the process answers.
func (r routes) healthz(c echo.Context) error {
	return c.JSON(http.StatusOK, struct {
		Status string `json:"status"`
	}{"ok"})
}

// readyz says that requests can be answered: the documents are loaded, and a
// cluster that holds them answers. It is 503 otherwise.
func (r routes) readyz(c echo.Context) error {
	if err := r.svc.Ready(c.Request().Context()); err != nil {
		return err
	}
	documents, clauses, ready := r.svc.Size()
	if !ready {
		return api.ErrNotReady
	}
	encoded, texts := r.svc.Encoded()
	return c.JSON(http.StatusOK, struct {
		Status    string `json:"status"`
		Documents int    `json:"documents"`
		Clauses   int    `json:"clauses"`
		Encoded   int    `json:"encoded"`
		Texts     int    `json:"texts"`
	}{"ready", documents, clauses, encoded, texts})
}
