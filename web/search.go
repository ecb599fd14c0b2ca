package web

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/api/rest"
	"tiaowen/web/address"
	"tiaowen/web/messages"
	"tiaowen/web/page"
)

// pageSize is how many hits a page has.
const pageSize = 10

// shownSuggested is how many completions are shown above the hits.
const shownSuggested = 3

// finding is the result of one question: the answer and the hits below it.
type finding struct {
	Answer *api.Answer       `json:"answer,omitempty"`
	Result *api.SearchResult `json:"result"`
}

// ask calls Search and Ask. It omits the answer on later pages and with filters, where the visitor browses clauses.
func (s *site) ask(ctx context.Context, q address.Question) (*finding, error) {
	limit := q.Limit
	if limit == 0 {
		limit = pageSize
	}
	result, err := s.Service.Search(ctx, api.SearchParams{
		Query: q.Query, Document: q.Document, Section: q.Section, Norm: q.Norm, Date: q.Date, Versions: q.Versions != "", Limit: limit, Offset: q.Offset,
		Kind: q.Kind, Year: q.Year, Exact: q.Exact, Exclude: q.Exclude, All: q.All != "", Titles: q.Titles != "", Newest: q.Sort != "", Count: q.Limit == 0,
	})
	if err != nil {
		return nil, err
	}
	f := &finding{Result: result}
	if q.Offset > 0 || q.Norm+q.Section+q.Date+q.Versions+q.Kind+q.Year+q.Sort != "" || q.Narrowed() {
		return f, nil
	}
	f.Answer, err = s.Service.Ask(ctx, api.AskParams{Question: q.Query, Document: q.Document, Lang: q.Lang})
	if err == nil && f.Answer.Reading.Words {
		f.Answer = nil // bare words are not a question: the visitor wants the hits
	}
	return f, err
}

// answerGroup is a clause and the answers in it.
type answerGroup struct {
	Clause *api.Clause
	Quotes []api.AnswerSpan
	Whole  bool // the answer is the clause as it stands
	More   int  // further answers in this clause that are not shown
}

// groups joins the answers of each clause, so that its context is shown once. The clause of the best answer comes first.
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
	address.Question
	Trouble    string // why there are no results, in one line
	Answers    []answerGroup
	Folded     []answerGroup // further answers, shown on request
	Reading    string        // how the question was understood
	Likely     bool          // the text does not say so directly
	Refusal    string
	Related    []relatedRow // beside a refusal
	Result     *api.SearchResult
	Hits       []api.Hit // those of Result that no answer shows
	Others     int       // how many clauses were found besides those that answer
	Groups     []page.Group
	Orders     []page.Choice
	Files      []page.File
	From, To   int // of the hits shown, counted from 1
	Previous   string
	Next       string
	Meant      string // the address of the question that was probably meant
	Norms      []page.Choice
	Sections   []page.Choice
	Everywhere string // the same question without its document
	Newest     string // the same question for the newest versions only
	All        string // the same question for all versions; "" if no document has several
	Suggested  []api.Suggestion
	Start      *startBody
}

// Follow is the address of a clause with the question.
func (b *searchBody) Follow(to string) string { return b.Question.Follow(to) }

// Expanded lists the words that were also searched for, without the words of the question that they came from.
func (b *searchBody) Expanded() string {
	var out []string
	for _, e := range b.Result.Expanded {
		word, _, _ := strings.Cut(e, " ← ")
		if !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return strings.Join(out, "、")
}

// relatedRow is a clause beside a refusal, with its sentence nearest to the question.
type relatedRow struct {
	Clause *api.Clause
	Best   string
	URL    string
}

// home is the search page, before and after a question.
func (s *site) home(c echo.Context, v messages.Voice) (*page.Page, error) {
	q := address.Of(c.QueryParams())
	q.Lang = v.Lang
	p := &page.Page{Name: "search", Query: q.Query, NoIndex: q.Asked()}
	if c.QueryParam("part") == "results" {
		p.Part = "results"
	}
	body := searchBody{Question: q}
	p.Body = &body
	if q.Document != "" {
		outline, err := s.Service.Outline(q.Document)
		if err != nil {
			return nil, page.NoDocument(v, err)
		}
		p.Scope = &api.DocumentRef{ID: outline.ID, Title: outline.Title}
		everywhere := q
		everywhere.Document, everywhere.Section, everywhere.Offset = "", "", 0
		body.Everywhere = everywhere.URL()
		body.Sections = sectionChoices(outline, q.Section)
	}
	body.Norms = page.NormChoices(q.Norm, v)
	for i := range body.Norms {
		to := q
		to.Norm, to.Offset = body.Norms[i].Value, 0
		body.Norms[i].URL = to.URL()
	}
	s.versions(&body)
	if !q.Asked() {
		var err error
		body.Start, err = s.start(v)
		return p, err
	}
	p.Title = cmp.Or(q.Query, q.Exact)
	found, err := s.ask(c.Request().Context(), q)
	if err != nil {
		p.Status = rest.ProblemOf(err).Status
		body.Trouble = page.ErrorLine(v, p.Status)
		if utf8.RuneCountInString(q.Query) > api.MaxQuery {
			body.Trouble = v.Say("too-long", api.MaxQuery)
		}
		return nil, &page.Worded{Page: p, Err: err}
	}
	if q == (address.Question{Query: q.Query, Lang: q.Lang}) {
		rest.Note(c, q.Query, p.Part != "", found.Result, found.Answer)
	}
	body.fill(found, v)
	body.narrow(v)
	if suggested, err := s.Service.Suggest(c.Request().Context(), q.Query, 5); err == nil {
		body.suggest(suggested.Suggestions)
	}
	return p, nil
}

// versions fills in the links to the same search in the newest versions only, or in all versions.
func (s *site) versions(b *searchBody) {
	to := b.Question
	to.Offset = 0
	if to.Date != "" || to.Versions != "" {
		to.Date, to.Versions = "", ""
		b.Newest = to.URL()
		return
	}
	if to.Document != "" {
		return
	}
	if several, err := s.Service.Versioned(); err == nil && len(several) > 0 {
		to.Versions = "all"
		b.All = to.URL()
	}
}

// suggest adds a few completions that lead to something the page does not show.
func (b *searchBody) suggest(all []api.Suggestion) {
	for _, one := range all {
		if one.Text != b.Query && !b.shows(one.URL) && len(b.Suggested) < shownSuggested {
			b.Suggested = append(b.Suggested, one)
		}
	}
}

// fill turns the results into what the page shows.
func (b *searchBody) fill(f *finding, v messages.Voice) {
	b.Result = f.Result
	if f.Answer != nil {
		b.answer(f.Answer)
	}
	for _, h := range f.Result.Hits {
		if !slices.ContainsFunc(b.Answers, func(a answerGroup) bool { return a.Clause.ID == h.Clause.ID }) {
			b.Hits = append(b.Hits, h)
		}
	}
	b.Others = f.Result.Total - len(f.Result.Hits) + len(b.Hits)
	b.From, b.To = b.Offset+1, b.Offset+len(f.Result.Hits)
	if b.Offset > 0 {
		to := b.Question
		to.Offset = max(0, b.Offset-pageSize)
		b.Previous = v.Link(to.URL())
	}
	if b.To < f.Result.Total && b.Offset+pageSize <= address.MaxOffset && len(f.Result.Hits) > 0 {
		to := b.Question
		to.Offset = b.Offset + pageSize
		b.Next = v.Link(to.URL())
	}
	if f.Result.DidYouMean != "" {
		to := b.Question
		to.Query, to.Offset = f.Result.DidYouMean, 0
		b.Meant = v.Link(to.URL())
	}
}

// answer fills in the answers, or the reason for the refusal and the closest clauses.
func (b *searchBody) answer(a *api.Answer) {
	b.Answers, b.Folded = fold(groups(a), a.Reading.Intent)
	b.Reading = a.Reading.Note
	b.Likely = a.Grade == "likely"
	if a.Answerable {
		return
	}
	b.Refusal = a.Reason
	for _, near := range a.Related {
		runes := []rune(near.Text)
		b.Related = append(b.Related, relatedRow{near.Clause, string(runes[near.Best.Start:near.Best.End]),
			b.Question.Follow(fmt.Sprintf("%s?quote=%d-%d", near.URL, near.Best.Start, near.Best.End))})
	}
}

// fold keeps an answer with many clauses from pushing the hits off the screen: it shows
// three clauses with four places each, and the others on request. If the question asks
// for a list, it shows up to 12 clauses.
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

// shows reports whether an answer or one of the first hits already links to an address.
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
func sectionChoices(o *api.Outline, current string) []page.Choice {
	var out []page.Choice
	for _, sec := range o.Sections {
		if sec.Title == "" {
			continue
		}
		out = append(out, page.Choice{Value: sec.Title, Label: sec.Name, Current: current == sec.Title})
	}
	return out
}
