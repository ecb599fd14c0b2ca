// Package studykit renders the pages on which study material is chosen, practised, printed and downloaded.
//
// [Register] adds these pages to a server. The choice is in the address of a page, so that it can be shared.
package studykit

import (
	"cmp"
	"encoding/base64"
	"errors"
	"math"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	template "github.com/DataDog/datadog-agent/pkg/template/html"
	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/api/rest"
	"tiaowen/api/study"
	"tiaowen/api/study/quiz"
	"tiaowen/corpus"
	"tiaowen/web/address"
	"tiaowen/web/messages"
	"tiaowen/web/page"
)

// site has the handlers of this package.
type site struct{ *page.Site }

// Register adds the pages to e.
func Register(e *echo.Echo, shared *page.Site) {
	s := &site{shared}
	e.GET("/study", s.Handler(s.study))
	e.POST("/study", s.Handler(s.studyBank))
	e.GET("/study/practice", s.Handler(s.studyPractice))
	e.GET("/study/print", s.Handler(s.studyPrint))
}

// Functions are what templates say of the types of this package.
func Functions() template.FuncMap {
	return template.FuncMap{"explained": study.Explained.Line, "kind": quiz.Kind.Chinese, "picture": picture}
}

// basket is the choice that a study address describes. The page has a box for each clause
// of its document; the address names clauses in ranges, so that it stays short enough to
// be shared.
type basket struct {
	api.StudyParams
	changed bool // ticked just now: the page redirects to the short address
}

// empty reports whether nothing is chosen.
func (b *basket) empty() bool {
	return len(b.Clauses)+len(b.Sections) == 0 && b.Query+b.Term+b.Norm == ""
}

// basketOf reads an address. A form sends pick for every box that is ticked,
// more for what was typed, add for a whole section, and doc for the document
// whose boxes they are.
func basketOf(q url.Values) basket {
	list := func(name string) (out []string) {
		for _, v := range q[name] {
			out = append(out, strings.FieldsFunc(v, func(r rune) bool { return strings.ContainsRune(",，;；、 \n\t", r) })...)
		}
		return out
	}
	text := func(name string) string { return strings.TrimSpace(q.Get(name)) }
	b := basket{StudyParams: api.StudyParams{
		Document: text("document"), Clauses: list("clauses"), Sections: list("sections"),
		Query: text("q"), Norm: text("norm"), Term: text("term"), Kinds: list("kinds"),
		Plan: text("plan"), Only: list("only"), Without: list("without"),
	}}
	if !address.IsNorm(b.Norm) {
		b.Norm = ""
	}
	b.Count, _ = strconv.Atoi(text("count"))
	b.Count = min(max(b.Count, 0), study.MaxQuestions)
	b.Seed, _ = strconv.ParseUint(text("seed"), 10, 32)
	if q.Has("form") {
		b.changed = true
		b.Clauses = slices.Concat(list("pick"), list("add"), list("more"))
		if b.Kinds = list("kinds"); len(b.Kinds) == len(quiz.Kinds) {
			b.Kinds = nil
		}
	}
	return b
}

// address is the basket as the shortest possible query.
func (b basket) address() string {
	list := func(names []string) string { return strings.Join(names, ",") }
	q := address.Values(map[string]string{
		"document": b.Document, "clauses": list(b.Clauses), "sections": list(b.Sections), "q": b.Query, "norm": b.Norm, "term": b.Term,
		"kinds": list(b.Kinds), "plan": b.Plan, "only": list(b.Only), "without": list(b.Without),
	})
	if b.Count > 0 && b.Count != api.DefaultCount {
		q.Set("count", strconv.Itoa(b.Count))
	}
	if b.Seed > 0 {
		q.Set("seed", strconv.FormatUint(b.Seed, 10))
	}
	return q.Encode()
}

// pick gives the clauses of a document that are named by their keys, by their ids or in
// ranges, and the names of others.
func pick(d *corpus.Document, names []string) (picked map[*corpus.Clause]bool, others []string) {
	picked = make(map[*corpus.Clause]bool)
	for _, name := range names {
		own := strings.TrimPrefix(name, d.ID+"/")
		if c := d.Clause(own); c != nil {
			picked[c] = true
			continue
		}
		from, to, ok := numbers(own)
		if !ok {
			others = append(others, name)
			continue
		}
		for _, c := range d.Clauses {
			if c.Kind == corpus.Article && c.Number >= from && c.Number <= to {
				picked[c] = true
			}
		}
	}
	return picked, others
}

// compact names clauses of a document in ranges if three or more follow each
// other. It keeps names that are not clauses of the document.
func compact(d *corpus.Document, names []string) (out []string) {
	picked, rest := pick(d, names)
	plain := func(c *corpus.Clause) bool { return c.Key == strconv.Itoa(c.Number) }
	follow := func(c, next *corpus.Clause) bool {
		return picked[next] && plain(c) && plain(next) && next.Number == c.Number+1
	}
	for i := 0; i < len(d.Clauses); i++ {
		c := d.Clauses[i]
		if !picked[c] {
			continue
		}
		j := i
		for j+1 < len(d.Clauses) && follow(d.Clauses[j], d.Clauses[j+1]) {
			j++
		}
		if j >= i+2 && c.Kind == corpus.Article {
			out = append(out, c.Key+"-"+d.Clauses[j].Key)
			i = j
			continue
		}
		out = append(out, c.Key)
	}
	return append(out, rest...)
}

// numbers reads 18-21.
func numbers(s string) (from, to int, ok bool) {
	a, b, found := strings.Cut(s, "-")
	from, err1 := strconv.Atoi(a)
	to, err2 := strconv.Atoi(b)
	return from, to, found && err1 == nil && err2 == nil && from <= to
}

// studyBody is the page on which material is chosen, previewed and downloaded.
type studyBody struct {
	Doc     *api.DocumentRef
	Groups  []studyGroup
	More    string // clauses of other documents, and names without a clause
	Basket  basket
	Count   int
	Norms   []page.Choice
	Kinds   []page.Choice
	Trouble string

	Address   string // of this page, to be shared
	Practice  string
	Print     string
	Chosen    int
	Clauses   []*api.Clause // the first of those chosen
	Left      int           // how many more
	Seed      uint64
	Questions int
	Made      int
	Ways      []studyWay    // the files that most people want
	Others    []page.Choice // the other files
	Files     []page.Choice // files of questions by their names
	Preview   []studyQuestion
}

// studyWay is a file that is shown large, with its purpose.
type studyWay struct{ Name, What, Kind, URL string }

// studyWays are the formats that are shown large, in their order.
var studyWays = []struct{ format, kind string }{{"paper", "Word"}, {"xlsx", "Excel"}, {"handout", "Word"}}

// studyGroup is a section's own clauses with their boxes.
type studyGroup struct {
	Name    string
	Range   string // what the button of the section adds
	Open    bool
	Clauses []studyBox
}

type studyBox struct {
	Key, Label string
	Ticked     bool
}

// studyQuestion is a question as the pages draw it.
type studyQuestion struct {
	N       int
	Kind    string
	Q       *quiz.Question
	Letters []string
	Answer  string
	Drop    string // the address of the kit without it; another question replaces it
}

// How much of a kit a page shows.
const (
	shownClauses   = 40
	shownQuestions = 12
	unscripted     = 300 // questions of the practice page without JavaScript
)

// studyKit makes the kit that an address asks for; trouble says in the reader's
// words why there is none.
func (s *site) studyKit(c echo.Context, b basket, v messages.Voice) (kit *study.Kit, trouble string, err error) {
	kit, err = s.Service.Study(c.Request().Context(), b.StudyParams)
	var bad *api.ParamError
	var missing *api.NotFoundError
	switch {
	case errors.As(err, &bad) && bad.Param == "clauses":
		return nil, v.Say("study-bad-choice", study.MaxClauses), nil
	case errors.As(err, &bad) && bad.Param == "plan":
		return nil, v.Say("study-bad-plan"), nil
	case errors.As(err, &bad):
		return nil, v.Say("error-400"), nil
	case errors.As(err, &missing):
		return nil, v.Say("study-missing"), nil
	}
	return kit, "", err
}

// settle gives the document whose clauses are chosen; the only document if there is just one, nil if several may be
// meant. It also shortens the names of the chosen clauses.
func (s *site) settle(b *basket) (doc *corpus.Document, err error) {
	all, err := s.Service.Documents(2, 0)
	if err != nil {
		return nil, err
	}
	if b.Document == "" && all.Total == 1 {
		b.Document = all.Documents[0].ID
	}
	if b.Document != "" {
		if doc, err = s.Service.Document(b.Document); err != nil {
			return nil, err
		}
		b.Clauses = compact(doc, b.Clauses)
	}
	for i, name := range b.Clauses {
		b.Clauses[i] = s.idOf(name)
	}
	return doc, nil
}

// study is the page on which material is chosen.
func (s *site) study(c echo.Context, v messages.Voice) (*page.Page, error) {
	b := basketOf(c.QueryParams())
	doc, err := s.settle(&b)
	if err != nil {
		return nil, page.NoDocument(v, err)
	}
	if b.changed {
		return nil, c.Redirect(http.StatusSeeOther, v.Link("/study?"+b.address()))
	}
	body := &studyBody{Basket: b, Count: cmp.Or(b.Count, api.DefaultCount), Norms: page.NormChoices(b.Norm, v)}
	for _, k := range quiz.Kinds {
		body.Kinds = append(body.Kinds, page.Choice{Value: string(k), Label: v.Say("kind-" + string(k)), Current: len(b.Kinds) == 0 || slices.Contains(b.Kinds, string(k))})
	}
	out := &page.Page{Name: "study", Title: v.Say("study"), NoIndex: true, Body: body}
	defer func() { body.More = s.namesOf(body.More) }()
	if doc != nil {
		body.Doc = &api.DocumentRef{ID: doc.ID, Title: doc.Title}
		out.Scope = body.Doc
		body.tick(doc, v)
	} else {
		body.More = strings.Join(b.Clauses, ", ")
	}
	if doc == nil && b.empty() {
		return out, nil // nothing chosen yet
	}
	kit, trouble, err := s.studyKit(c, b, v)
	if err != nil {
		return nil, err
	}
	if body.Trouble = trouble; trouble != "" {
		out.Status = http.StatusBadRequest
		return out, nil
	}
	body.show(kit, v)
	return out, nil
}

// idOf turns 《民法典》第54条 into the id of the clause if exactly one document has such
// a title. It keeps other names.
func (s *site) idOf(name string) string {
	title, rest, ok := strings.Cut(strings.TrimPrefix(name, "《"), "》")
	if !ok || !strings.HasPrefix(name, "《") || title == "" || rest == "" {
		return name
	}
	all, err := s.Service.Documents(math.MaxInt32, 0)
	if err != nil {
		return name
	}
	id, n := "", 0
	for _, d := range all.Documents {
		switch {
		case d.Title == title:
			return d.ID + "/" + rest
		case strings.HasSuffix(d.Title, title):
			id, n = d.ID, n+1
		}
	}
	if n != 1 {
		return name
	}
	return id + "/" + rest
}

// namesOf turns the ids of clauses into names that people read.
func (s *site) namesOf(list string) string {
	names := strings.Split(list, ", ")
	for i, name := range names {
		id, key, ok := strings.Cut(name, "/")
		if !ok {
			continue
		}
		if d, err := s.Service.Document(id); err == nil {
			if c := d.Clause(key); c != nil && c.Name() != "" {
				key = c.Name()
			}
			names[i] = "《" + d.Title + "》" + key
		}
	}
	return strings.Join(names, ", ")
}

// studyBank reads a question bank that a trainer has edited, and sends a file of the
// wanted format with its questions. The address has the choice of clauses.
func (s *site) studyBank(c echo.Context, v messages.Voice) (*page.Page, error) {
	b := basketOf(c.QueryParams())
	f, ok := study.FormatOf(c.FormValue("format"))
	if !ok || f.Reading {
		f, _ = study.FormatOf("paper")
	}
	trouble := b.readBank(c, v)
	if trouble == "" {
		kit, bad, err := s.studyKit(c, b, v)
		switch {
		case err != nil:
			return nil, err
		case bad == "" && len(kit.Questions) > 0:
			return nil, rest.SendKit(c, kit, f, cmp.Or(s.BaseURL, c.Scheme()+"://"+c.Request().Host))
		case bad == "":
			bad = v.Say("study-no-questions")
		}
		trouble = bad
	}
	return &page.Page{Name: "study", Title: v.Say("study"), NoIndex: true, Status: http.StatusBadRequest, Body: &studyBody{Basket: b, Count: api.DefaultCount, Trouble: trouble}}, nil
}

// readBank reads the question bank that was sent, and says what is wrong with it.
func (b *basket) readBank(c echo.Context, v messages.Voice) (trouble string) {
	head, err := c.FormFile("bank")
	if err == nil {
		var file multipart.File
		if file, err = head.Open(); err == nil {
			defer file.Close()
			b.Bank, err = study.ReadBank(file)
		}
	}
	var wrong *study.BankError
	switch {
	case errors.As(err, &wrong):
		return v.Say("study-bad-bank", wrong.Row, wrong.Detail)
	case err != nil:
		return v.Say("study-no-bank")
	}
	return ""
}

// tick draws a box for every clause of the document.
func (b *studyBody) tick(d *corpus.Document, v messages.Voice) {
	picked, others := pick(d, b.Basket.Clauses)
	b.More = strings.Join(others, ", ")
	for i := 0; i < len(d.Clauses); {
		section := d.Clauses[i].Section
		g := studyGroup{Name: d.Title}
		if section != nil {
			var names []string
			for _, s := range d.Clauses[i].Path() {
				names = append(names, s.Name())
			}
			g.Name = strings.Join(names, "　")
		}
		var keys []string
		for ; i < len(d.Clauses) && d.Clauses[i].Section == section; i++ {
			c := d.Clauses[i]
			label := cmp.Or(c.Name(), v.Say("passage"))
			if c.Title != "" && c.Title != label {
				label += "　" + c.Title
			}
			g.Clauses = append(g.Clauses, studyBox{Key: c.Key, Label: label, Ticked: picked[c]})
			g.Open = g.Open || picked[c]
			keys = append(keys, c.Key)
		}
		g.Range = strings.Join(compact(d, keys), ",")
		b.Groups = append(b.Groups, g)
	}
	if len(b.Groups) == 1 {
		b.Groups[0].Open = len(d.Clauses) <= 60
	}
}

// show fills in the content of a kit.
func (b *studyBody) show(kit *study.Kit, v messages.Voice) {
	address := b.Basket.address()
	b.Address = "/study?" + address
	b.Practice = "/study/practice?" + address
	b.Print = "/study/print?" + address
	b.Questions, b.Made = len(kit.Questions), kit.Made
	for _, c := range kit.Clauses {
		if c.Kind == corpus.Article {
			b.Chosen++ // as everywhere, only clauses with a number are counted
		}
	}
	if b.Chosen == 0 {
		b.Chosen = len(kit.Clauses)
	}
	for _, c := range kit.Clauses[:min(len(kit.Clauses), shownClauses)] {
		b.Clauses = append(b.Clauses, api.ClauseOf(c))
	}
	b.Left = len(kit.Clauses) - len(b.Clauses)
	b.Seed = b.Basket.Seed
	b.files(len(kit.Questions) > 0, address, v)
	b.Preview = drawn(kit.Questions[:min(len(kit.Questions), shownQuestions)], v)
	for i := range b.Preview {
		without := b.Basket
		without.Without = append(slices.Clone(without.Without), b.Preview[i].Q.ID)
		b.Preview[i].Drop = "/study?" + without.address()
	}
}

// files fills in the formats of the kit: those that are shown large, the others, and those for an edited bank.
// Handouts need no questions.
func (b *studyBody) files(questions bool, address string, v messages.Voice) {
	for _, way := range studyWays {
		if f, ok := study.FormatOf(way.format); ok && (f.Reading || questions) {
			b.Ways = append(b.Ways, studyWay{v.Say("way-" + f.Name), v.Say("way-" + f.Name + "-what"), way.kind, "/api/v1/study?" + address + "&format=" + f.Name})
		}
	}
	for _, f := range study.Formats {
		if !f.Reading && !questions {
			continue
		}
		label := v.Choose(f.Chinese, f.English)
		if !slices.ContainsFunc(studyWays, func(w struct{ format, kind string }) bool { return w.format == f.Name }) {
			b.Others = append(b.Others, page.Choice{Value: "/api/v1/study?" + address + "&format=" + f.Name, Label: label})
		}
		if !f.Reading {
			b.Files = append(b.Files, page.Choice{Value: f.Name, Label: label})
		}
	}
}

func drawn(qs []*quiz.Question, v messages.Voice) []studyQuestion {
	out := make([]studyQuestion, len(qs))
	for i, q := range qs {
		out[i] = studyQuestion{N: i + 1, Kind: v.Say("kind-" + string(q.Kind)), Q: q, Letters: []string{"A", "B", "C", "D", "E", "F"}, Answer: q.AnswerLine()}
	}
	return out
}

// practiceBody is the page of cards and of the quiz. Without JavaScript it is a
// list of questions with folded answers.
type practiceBody struct {
	Data    string // where the script fetches the kit
	Back    string
	Title   string
	Trouble string
	All     []studyQuestion
}

func (s *site) studyPractice(c echo.Context, v messages.Voice) (*page.Page, error) {
	b := basketOf(c.QueryParams())
	kit, trouble, err := s.studyKit(c, b, v)
	if err != nil {
		return nil, err
	}
	body := &practiceBody{Back: "/study?" + b.address(), Trouble: trouble}
	out := &page.Page{Name: "study-practice", Title: v.Say("practice"), NoIndex: true, Body: body}
	if trouble != "" {
		out.Status = http.StatusBadRequest
		return out, nil
	}
	body.Data, body.Title = "/api/v1/study?"+b.address(), kit.Title
	body.All = drawn(kit.Questions[:min(len(kit.Questions), unscripted)], v)
	return out, nil
}

// printBody is the handout as a page.
type printBody struct {
	*study.Handout
	Back    string
	Notes   bool
	Trouble string
}

func (s *site) studyPrint(c echo.Context, v messages.Voice) (*page.Page, error) {
	b := basketOf(c.QueryParams())
	b.Reading = true
	kit, trouble, err := s.studyKit(c, b, v)
	if err != nil {
		return nil, err
	}
	body := &printBody{Back: "/study?" + b.address(), Notes: c.QueryParam("notes") == "1", Trouble: trouble}
	out := &page.Page{Name: "study-print", Title: v.Say("handout"), NoIndex: true, Body: body}
	if trouble != "" {
		out.Status = http.StatusBadRequest
		return out, nil
	}
	body.Handout = kit.Handout(s.Base(c), api.ClauseURL)
	return out, nil
}

// picture is a PNG as a data URL.
func picture(png []byte) template.URL {
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(png))
}
