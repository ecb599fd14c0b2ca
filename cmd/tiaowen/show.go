package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"tiaowen/api"
	"tiaowen/api/answer"
	"tiaowen/cmd/tiaowen/options"
	"tiaowen/cmd/tiaowen/source"
	"tiaowen/cmd/tiaowen/terminal"
)

// show prints whole clauses by their numbers.
func show(ctx context.Context, e *env, args []string) error {
	fs := options.New(e.Terminal, "show")
	from := source.Flags(fs.FlagSet)
	asJSON := fs.Bool("json", false, "")
	document := fs.String("document", "", "")
	words, err := fs.Parse(args)
	if err != nil {
		return err
	}
	if len(words) == 0 {
		return terminal.Misuse(e.Say("没有给出条号", "no clause number given"), "tiaowen show 20 18-21")
	}
	svc := new(api.Service)
	if _, err := from.Load(ctx, svc, e.Log()); err != nil {
		return err
	}
	var failed error
	printed := 0
	for _, word := range words {
		views, err := e.named(ctx, svc, *document, word, *asJSON)
		if err != nil {
			failed = e.result(*asJSON, nil, err) // the other clauses are shown anyway
			continue
		}
		for _, view := range views {
			if *asJSON {
				if err := e.result(true, view, nil); err != nil {
					return err
				}
				continue
			}
			if printed > 0 {
				fmt.Fprintln(e.Stdout)
			}
			head(e.Stdout, e.Style(), view.Clause)
			fmt.Fprintln(e.Stdout, terminal.Indent(terminal.Visible(view.Clause.Text)))
			printed++
		}
	}
	return failed
}

// named gives the clauses that a word names: a key (20, preamble), an id
// (cyzd/20), or any reference that a question may contain (18-21, 民法典第五十四条, 第六部分).
// The error for a missing clause is in the user's language, or, if asHTTP is set, the one of the HTTP API.
func (e *env) named(ctx context.Context, svc *api.Service, document, word string, asHTTP bool) ([]*api.ClauseView, error) {
	if id, key, ok := strings.Cut(word, "/"); ok {
		document, word = id, key
	}
	only, err := svc.Documents(1, 0)
	if err != nil {
		return nil, err
	}
	if document == "" && only.Total == 1 {
		document = only.Documents[0].ID
	}
	var notFound error
	if document != "" {
		view, err := svc.Clause(document, word)
		if err == nil {
			return []*api.ClauseView{view}, nil
		}
		notFound = err
	}
	views, err := e.referred(ctx, svc, document, word)
	var missing *api.NotFoundError
	if asHTTP && notFound != nil && errors.As(err, &missing) {
		return nil, notFound
	}
	return views, err
}

// referred reads a word as a question and gives the clauses that it names: 18-21, 第六部分.
func (e *env) referred(ctx context.Context, svc *api.Service, document, word string) ([]*api.ClauseView, error) {
	a, err := svc.Ask(ctx, api.AskParams{Question: word, Document: document, Lang: e.Lang()})
	if err != nil {
		return nil, err
	}
	refuse := func(detail string) error {
		return &api.NotFoundError{Detail: detail, Fixes: []string{"tiaowen show 20 18-21"}}
	}
	switch intent := answer.Intent(a.Reading.Intent); {
	case intent != answer.IntentClause && intent != answer.IntentSection:
		return nil, refuse(e.Say("%q 不是条号；查找词语请用 tiaowen search", "%q is not a clause number; to find words, use tiaowen search", word))
	case !a.Answerable:
		return nil, refuse(a.Reason)
	}
	var views []*api.ClauseView
	for _, one := range a.Answers {
		view, err := svc.Clause(one.Clause.Document.ID, strings.TrimPrefix(one.Clause.ID, one.Clause.Document.ID+"/"))
		if err != nil {
			return nil, err
		}
		views = append(views, view)
	}
	return views, nil
}
