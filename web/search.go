package web

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/api/rest"
)

// pageSize is how many hits stand on a page; maxOffset is the service's own limit.
const (
	pageSize  = 10
	maxOffset = 10_000
)

// normKinds are the norms in the order in which pages list them.
var normKinds = []string{"forbid", "require", "permit", "encourage"}

// question is what a visitor asks of the search page, the frame or the widget.
type question struct {
	Query    string
	Document string
	Section  string
	Norm     string
	Date     string // ISO: the versions of that day; "" the newest
	Versions string // all: those that newer ones replaced, too
	Offset   int    // a multiple of nothing in particular; 0 to 10,000
	Limit    int    // hits; 0 means pageSize
	Lang     string // of the notes and reasons: zh or en
}

// questionOf reads the parameters leniently: a person may have cut a link short.
func questionOf(q url.Values) question {
	offset, _ := strconv.Atoi(q.Get("offset"))
	if offset < 0 || offset > maxOffset {
		offset = 0
	}
	norm := q.Get("norm")
	if !known(norm) {
		norm = ""
	}
	date := q.Get("date")
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		date = ""
	}
	versions := q.Get("versions")
	if versions != "all" {
		versions = ""
	}
	return question{
		Date: date, Versions: versions,
		Query:    strings.TrimSpace(q.Get("q")),
		Document: q.Get("document"),
		Section:  q.Get("section"),
		Norm:     norm,
		Offset:   offset,
	}
}

func known(norm string) bool {
	for _, k := range normKinds {
		if k == norm {
			return true
		}
	}
	return false
}

// url gives the address of the question on the search page.
func (q question) url() string {
	v := url.Values{}
	for key, value := range map[string]string{"q": q.Query, "document": q.Document, "section": q.Section, "norm": q.Norm, "date": q.Date, "versions": q.Versions} {
		if value != "" {
			v.Set(key, value)
		}
	}
	if q.Offset > 0 {
		v.Set("offset", strconv.Itoa(q.Offset))
	}
	if len(v) == 0 {
		return "/"
	}
	return "/?" + v.Encode()
}

// finding is everything one question brings: the answer on top and the hits below it.
type finding struct {
	Answer *api.Answer       `json:"answer,omitempty"`
	Result *api.SearchResult `json:"result"`
}

// ask puts a question to both verbs. The answer is left out on later pages and under a norm filter,
// where the visitor leafs through clauses.
func (s *site) ask(ctx context.Context, q question) (*finding, error) {
	limit := q.Limit
	if limit == 0 {
		limit = pageSize
	}
	result, err := s.svc.Search(ctx, api.SearchParams{
		Query: q.Query, Document: q.Document, Section: q.Section, Norm: q.Norm, Date: q.Date, Versions: q.Versions != "", Limit: limit, Offset: q.Offset,
	})
	if err != nil {
		return nil, err
	}
	f := &finding{Result: result}
	if q.Offset > 0 || q.Norm != "" || q.Section != "" || q.Date != "" || q.Versions != "" {
		return f, nil
	}
	f.Answer, err = s.svc.Ask(ctx, api.AskParams{Question: q.Query, Document: q.Document, Lang: q.Lang})
	if err == nil && f.Answer.Reading.Words {
		f.Answer = nil // bare words ask nothing: the hits are what was wanted
	}
	return f, err
}

// answerGroup is a clause and the answers in it.
type answerGroup struct {
	Clause *api.Clause
	Quotes []api.AnswerSpan
	Whole  bool // the answer is the clause as it stands
	More   int  // further answers that are read in the clause itself
}

// groups joins the answers of each clause, so that its context is said once. The clause of the best answer comes first.
func groups(a *api.Answer) []answerGroup {
	var out []answerGroup
	at := map[string]int{}
	for _, span := range a.Answers {
		if i, ok := at[span.Clause.ID]; ok {
			out[i].Quotes = append(out[i].Quotes, span)
			out[i].Whole = false
			continue
		}
		at[span.Clause.ID] = len(out)
		whole := span.Start == 0 && span.End == utf8.RuneCountInString(span.Clause.Text)
		out = append(out, answerGroup{Clause: span.Clause, Quotes: []api.AnswerSpan{span}, Whole: whole})
	}
	return out
}

// searchBody is the search page.
type searchBody struct {
	question
	Trouble    string // one line: why there are no results
	Answers    []answerGroup
	Folded     []answerGroup // further answers, shown on request
	Reading    string        // how the question was understood
	Likely     bool          // the text does not say it in so many words
	Refusal    string
	Related    []relatedRow // beside a refusal
	Result     *api.SearchResult
	From, To   int // of the hits shown, counted from 1
	Previous   string
	Next       string
	Meant      string // the address of what was probably meant
	Norms      []choice
	Sections   []choice
	Everywhere string // the same question without its document
	Newest     string // the same question without its date, or with the newest versions alone
	All        string // the same question to all versions; "" where there are none
	Suggested  []api.Suggestion
	Start      *startBody
}

// relatedRow is a clause beside a refusal, with its sentence nearest to the question.
type relatedRow struct {
	Clause *api.Clause
	Best   string
	URL    string
}

// choice is one entry of a filter.
type choice struct {
	Value, Label string
	Current      bool
	URL          string
}

// home is the search page, before and after a question.
func (s *site) home(c echo.Context, v voice) (*page, error) {
	q := questionOf(c.QueryParams())
	q.Lang = v.Lang
	p := &page{Name: "search", Query: q.Query, NoIndex: q.Query != ""}
	if c.QueryParam("part") == "results" {
		p.Part = "results"
	}
	body := searchBody{question: q}
	p.Body = &body
	if q.Document != "" {
		outline, err := s.svc.Outline(q.Document)
		if err != nil {
			return nil, noDocument(v, err)
		}
		p.Scope = &api.DocumentRef{ID: outline.ID, Title: outline.Title}
		body.Everywhere = question{Query: q.Query, Norm: q.Norm}.url()
		body.Sections = sectionChoices(outline, q.Section)
	}
	for _, kind := range append([]string{""}, normKinds...) {
		to := q
		to.Norm, to.Offset = kind, 0
		label := "norm-all"
		if kind != "" {
			label = "norm-" + kind
		}
		body.Norms = append(body.Norms, choice{kind, v.say(label), kind == q.Norm, to.url()})
	}
	if newest := q; q.Date != "" || q.Versions != "" {
		newest.Date, newest.Versions, newest.Offset = "", "", 0
		body.Newest = newest.url()
	} else if q.Document == "" {
		if several, err := s.svc.Versioned(); err == nil && len(several) > 0 {
			all := q
			all.Versions, all.Offset = "all", 0
			body.All = all.url()
		}
	}
	if q.Query == "" {
		var err error
		body.Start, err = s.start(v)
		return p, err
	}
	p.Title = q.Query
	found, err := s.ask(c.Request().Context(), q)
	if err != nil {
		p.Status = rest.ProblemOf(err).Status
		body.Trouble = errorLine(v, p.Status)
		if utf8.RuneCountInString(q.Query) > api.MaxQuery {
			body.Trouble = v.say("too-long", api.MaxQuery)
		}
		return nil, &worded{page: p, err: err}
	}
	body.fill(found, v)
	if suggested, err := s.svc.Suggest(c.Request().Context(), q.Query, 5); err == nil {
		for _, one := range suggested.Suggestions {
			if one.Text != q.Query && !body.shows(one.URL) {
				body.Suggested = append(body.Suggested, one)
			}
		}
	}
	return p, nil
}

// fill turns what was found into what the page shows.
func (b *searchBody) fill(f *finding, v voice) {
	b.Result = f.Result
	if a := f.Answer; a != nil {
		b.Answers, b.Folded = fold(groups(a), a.Reading.Intent)
		b.Reading = a.Reading.Note
		b.Likely = a.Grade == "likely"
		if !a.Answerable {
			b.Refusal = a.Reason
			for _, near := range a.Related {
				runes := []rune(near.Text)
				b.Related = append(b.Related, relatedRow{near.Clause, string(runes[near.Best.Start:near.Best.End]),
					fmt.Sprintf("%s?quote=%d-%d", near.URL, near.Best.Start, near.Best.End)})
			}
		}
	}
	b.From, b.To = b.Offset+1, b.Offset+len(f.Result.Hits)
	if b.Offset > 0 {
		to := b.question
		to.Offset = max(0, b.Offset-pageSize)
		b.Previous = v.link(to.url())
	}
	if b.To < f.Result.Total && b.Offset+pageSize <= maxOffset && len(f.Result.Hits) > 0 {
		to := b.question
		to.Offset = b.Offset + pageSize
		b.Next = v.link(to.url())
	}
	if f.Result.DidYouMean != "" {
		to := b.question
		to.Query, to.Offset = f.Result.DidYouMean, 0
		b.Meant = v.link(to.url())
	}
}

// fold keeps words that merely occur in many clauses from pushing the hits off
// the screen: three clauses with four places each are shown, the others on
// request. A list that was asked for is shown, up to 12 clauses.
func fold(all []answerGroup, intent string) (shown, folded []answerGroup) {
	clauses := 12
	if intent == "fact" {
		const places = 4
		clauses = 3
		for i := range all {
			if n := len(all[i].Quotes); n > places {
				all[i].Quotes, all[i].More = all[i].Quotes[:places], n-places
			}
		}
	}
	n := min(clauses, len(all))
	return all[:n], all[n:]
}

// shows tells whether the page already leads to an address: by an answer or one of the first hits.
func (b *searchBody) shows(url string) bool {
	for _, a := range b.Answers {
		if a.Clause.URL == url {
			return true
		}
	}
	for _, h := range b.Result.Hits[:min(3, len(b.Result.Hits))] {
		if h.Clause.URL == url {
			return true
		}
	}
	return false
}

// sectionChoices lists the outermost sections of a document for its filter.
func sectionChoices(o *api.Outline, current string) []choice {
	var out []choice
	for _, sec := range o.Sections {
		if sec.Title == "" {
			continue
		}
		out = append(out, choice{Value: sec.Title, Label: sec.Name, Current: current == sec.Title})
	}
	return out
}
