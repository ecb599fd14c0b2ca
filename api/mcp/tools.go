package mcp

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tiaowen/api"
)

// tools are the handlers over one service.
type tools struct {
	svc *api.Service
	o   Options
}

// Clause is a clause as assistants get it.
type Clause struct {
	ID       string `json:"id" jsonschema:"id of the clause: document/number"`
	Cite     string `json:"cite" jsonschema:"how the clause is cited"`
	Text     string `json:"text" jsonschema:"the words, verbatim"`
	URL      string `json:"url" jsonschema:"where the clause stands"`
	Document string `json:"document" jsonschema:"title of the document"`
}

func (t *tools) clauseOf(c *api.Clause) Clause {
	return Clause{ID: c.ID, Cite: c.Cite, Text: c.Text, URL: t.url(c.URL), Document: c.Document.Title}
}

// url makes an address whole where the operator said how.
func (t *tools) url(path string) string { return strings.TrimSuffix(t.o.BaseURL, "/") + path }

type searchIn struct {
	Query    string `json:"query" jsonschema:"words, a clause number, the name of a law, or a question"`
	Document string `json:"document,omitempty" jsonschema:"id of a document to search alone"`
	Date     string `json:"date,omitempty" jsonschema:"ISO date: the versions of that day; without it the newest"`
	Limit    int    `json:"limit,omitempty" jsonschema:"1 to 50 clauses; 10 without it"`
}

type searchOut struct {
	Total   int      `json:"total"`
	Clauses []Clause `json:"clauses"`
}

func (t *tools) search(ctx context.Context, in searchIn) (out searchOut, err error) {
	out.Clauses = []Clause{}
	if in.Limit < 0 || in.Limit > 50 {
		return out, &api.ParamError{Param: "limit", Detail: "it is not a number from 1 to 50", Fixes: []string{"leave it out"}}
	}
	if strings.TrimSpace(in.Query) == "" {
		return out, &api.ParamError{Param: "query", Detail: "it contains no words", Fixes: []string{"give words, a clause number or a question"}}
	}
	if _, err := time.Parse(time.DateOnly, in.Date); in.Date != "" && err != nil {
		return out, &api.ParamError{Param: "date", Detail: fmt.Sprintf("%q is not a date", in.Date), Fixes: []string{"write 2023-03-01", "leave it out for the newest versions"}}
	}
	r, err := t.svc.Search(ctx, api.SearchParams{Query: in.Query, Document: in.Document, Date: in.Date, Limit: in.Limit})
	if err != nil {
		return out, err
	}
	out.Total = r.Total
	for _, h := range r.Hits {
		out.Clauses = append(out.Clauses, t.clauseOf(h.Clause))
	}
	return out, nil
}

type askIn struct {
	Question string `json:"question" jsonschema:"a question in Chinese or English"`
	Document string `json:"document,omitempty" jsonschema:"id of a document to ask alone"`
}

type answer struct {
	Text string `json:"text" jsonschema:"the words that answer, verbatim"`
	Cite string `json:"cite"`
	URL  string `json:"url"`
	Norm string `json:"norm,omitempty" jsonschema:"forbid, require, permit or encourage"`
}

type askOut struct {
	Answerable bool     `json:"answerable"`
	Grade      string   `json:"grade,omitempty" jsonschema:"stated, or likely: the text speaks of it and does not say it in so many words"`
	Reason     string   `json:"reason,omitempty" jsonschema:"why there is no answer"`
	Note       string   `json:"note,omitempty" jsonschema:"how the question was understood"`
	Answers    []answer `json:"answers"`
}

func (t *tools) ask(ctx context.Context, in askIn) (out askOut, err error) {
	out.Answers = []answer{}
	a, err := t.svc.Ask(ctx, api.AskParams{Question: in.Question, Document: in.Document, Lang: t.o.Lang})
	if err != nil {
		return out, err
	}
	out.Answerable, out.Grade, out.Reason, out.Note = a.Answerable, a.Grade, a.Reason, a.Reading.Note
	for _, one := range a.Answers {
		out.Answers = append(out.Answers, answer{Text: one.Text, Cite: one.Clause.Cite, URL: t.url(one.Clause.URL), Norm: one.Norm})
	}
	return out, nil
}

type clauseIn struct {
	Document string `json:"document,omitempty" jsonschema:"id of the document"`
	Number   string `json:"number" jsonschema:"number of the clause (20, 120-1, 第五十四条), or its whole name (民法典第五十四条) without a document"`
}

type clauseOut struct {
	Clauses []Clause `json:"clauses"`
}

func (t *tools) clause(ctx context.Context, in clauseIn) (out clauseOut, err error) {
	out.Clauses = []Clause{}
	if id, key, ok := strings.Cut(in.Number, "/"); ok && in.Document == "" {
		in.Document, in.Number = id, key
	}
	if in.Document != "" {
		view, err := t.svc.Clause(in.Document, in.Number)
		if err != nil {
			return out, err
		}
		out.Clauses = append(out.Clauses, t.clauseOf(view.Clause))
		return out, nil
	}
	a, err := t.svc.Ask(ctx, api.AskParams{Question: in.Number, Lang: t.o.Lang})
	if err != nil {
		return out, err
	}
	if !a.Answerable || len(a.Reading.Clauses) == 0 {
		detail := a.Reason
		if detail == "" {
			detail = "that names no clause"
		}
		return out, &api.NotFoundError{Detail: detail}
	}
	for _, one := range a.Answers {
		out.Clauses = append(out.Clauses, t.clauseOf(one.Clause))
	}
	return out, nil
}

type documentsIn struct {
	Title string `json:"title,omitempty" jsonschema:"part of the title; without it all documents"`
	Limit int    `json:"limit,omitempty" jsonschema:"1 to 1000 documents; 100 without it"`
}

type document struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Date    string `json:"date" jsonschema:"of the version; empty where the text has none"`
	Clauses int    `json:"clauses"`
	URL     string `json:"url"`
}

type documentsOut struct {
	Total     int        `json:"total"`
	Documents []document `json:"documents"`
}

func (t *tools) documents(_ context.Context, in documentsIn) (out documentsOut, err error) {
	out.Documents = []document{}
	if in.Limit <= 0 {
		in.Limit = 100
	}
	for offset := 0; ; offset += 1000 {
		list, err := t.svc.Documents(1000, offset)
		if err != nil {
			return out, err
		}
		for _, d := range list.Documents {
			if !strings.Contains(d.Title, in.Title) {
				continue
			}
			if out.Total++; len(out.Documents) < min(in.Limit, 1000) {
				out.Documents = append(out.Documents, document{d.ID, d.Title, d.Date, d.Clauses, t.url(d.URL)})
			}
		}
		if offset+1000 >= list.Total {
			return out, nil
		}
	}
}

type compareIn struct {
	From string `json:"from" jsonschema:"id of the older document"`
	To   string `json:"to" jsonschema:"id of the newer document"`
}

type change struct {
	Kind   string   `json:"kind" jsonschema:"changed, renumbered, moved, inserted, deleted, split or merged"`
	Note   string   `json:"note"`
	Before []Clause `json:"before"`
	After  []Clause `json:"after"`
}

type compareOut struct {
	Counts  api.ComparisonCounts `json:"counts"`
	Changes []change             `json:"changes" jsonschema:"what changed; clauses that did not are left out"`
}

func (t *tools) compare(_ context.Context, in compareIn) (out compareOut, err error) {
	out.Changes = []change{}
	r, err := t.svc.Compare(api.CompareParams{From: in.From, To: in.To, Changes: true}, t.o.Lang)
	if err != nil {
		return out, err
	}
	out.Counts = r.Counts
	clauses := func(sides []api.ClauseSide) []Clause {
		list := []Clause{}
		for _, s := range sides {
			list = append(list, t.clauseOf(s.Clause))
		}
		return list
	}
	for _, m := range r.Matches {
		out.Changes = append(out.Changes, change{m.Kind, m.Note, clauses(m.From), clauses(m.To)})
	}
	return out, nil
}

type quotesIn struct {
	Text string `json:"text" jsonschema:"a speech, a report, an article"`
}

type finding struct {
	Verdict string  `json:"verdict" jsonschema:"exact, altered, wrong_number, wrong_document, other_version, no_such_clause, not_found or cited"`
	Note    string  `json:"note"`
	Text    string  `json:"text" jsonschema:"as the text has it"`
	Start   int     `json:"start" jsonschema:"in the text, in code points"`
	End     int     `json:"end"`
	True    string  `json:"true,omitempty" jsonschema:"the clause's own words, verbatim"`
	Clause  *Clause `json:"clause,omitempty" jsonschema:"where the words stand, or nearly"`
}

type quotesOut struct {
	Findings []finding `json:"findings"`
}

func (t *tools) checkQuotes(ctx context.Context, in quotesIn) (out quotesOut, err error) {
	out.Findings = []finding{}
	if strings.TrimSpace(in.Text) == "" {
		return out, &api.ParamError{Param: "text", Detail: "it contains no text", Fixes: []string{"give the text whose quotations are to be checked"}}
	}
	r, err := t.svc.Quotes(ctx, in.Text, t.o.Lang)
	if err != nil {
		return out, err
	}
	for _, f := range r.Findings {
		one := finding{Verdict: f.Verdict, Note: f.Note, Text: f.Text, Start: f.Start, End: f.End}
		if f.Clause != nil {
			c := t.clauseOf(f.Clause)
			one.Clause = &c
			if f.Kind != "citation" {
				one.True = f.Found.Text
			}
		}
		out.Findings = append(out.Findings, one)
	}
	return out, nil
}
