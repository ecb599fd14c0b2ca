package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"tiaowen/api"
	"tiaowen/api/rest"
	"tiaowen/cmd/tiaowen/options"
	"tiaowen/cmd/tiaowen/source"
	"tiaowen/cmd/tiaowen/terminal"
	"tiaowen/corpus/norm"
)

// ask answers one question.
func ask(ctx context.Context, e *env, args []string) error {
	fs := options.New(e.Terminal, "ask")
	from := source.Flags(fs.FlagSet)
	asJSON := fs.Bool("json", false, "")
	document := fs.String("document", "", "")
	why := fs.Bool("why", false, "")
	words, err := fs.Parse(args)
	if err != nil {
		return err
	}
	if blank(words) {
		return terminal.Misuse(e.Say("没有给出问题", "no question given"), "tiaowen ask 第20条禁止什么")
	}
	svc := new(api.Service)
	if _, err := from.Load(ctx, svc, e.Log()); err != nil {
		return err
	}
	a, err := svc.Ask(ctx, api.AskParams{Question: strings.Join(words, " "), Document: *document, Lang: e.Lang(), Why: *why})
	if err := e.result(*asJSON, a, err); err != nil {
		return err
	}
	if !*asJSON {
		e.printAnswer(a)
		e.printEvidence(a)
	}
	if !a.Answerable {
		return terminal.ErrNothing
	}
	return nil
}

// search lists the clauses that match.
func search(ctx context.Context, e *env, args []string) error {
	fs := options.New(e.Terminal, "search")
	from := source.Flags(fs.FlagSet)
	asJSON := fs.Bool("json", false, "")
	p := api.SearchParams{}
	fs.IntVar(&p.Limit, "limit", 10, "")
	fs.StringVar(&p.Document, "document", "", "")
	fs.StringVar(&p.Section, "section", "", "")
	fs.StringVar(&p.Norm, "norm", "", "")
	fs.BoolVar(&p.Why, "why", false, "")
	words, err := fs.Parse(args)
	if err != nil {
		return err
	}
	p.Query = strings.Join(words, " ")
	if err := e.checkSearch(p); err != nil {
		return err
	}
	svc := new(api.Service)
	if _, err := from.Load(ctx, svc, e.Log()); err != nil {
		return err
	}
	r, err := svc.Search(ctx, p)
	if err := e.result(*asJSON, r, err); err != nil {
		return err
	}
	if !*asJSON {
		e.printHits(r)
	}
	if len(r.Hits) == 0 {
		return terminal.ErrNothing
	}
	return nil
}

// checkSearch refuses invalid parameters before anything is opened.
func (e *env) checkSearch(p api.SearchParams) error {
	_, known := norm.ParseKind(p.Norm)
	switch {
	case strings.TrimSpace(p.Query) == "":
		return terminal.Misuse(e.Say("没有给出要查的词语", "no search words given"), "tiaowen search 党员档案")
	case p.Limit < 1 || p.Limit > 100:
		return terminal.Misuse(e.Say("--limit 应为 1 到 100", "--limit must be from 1 to 100"), "")
	case p.Norm != "" && !known:
		return terminal.Misuse(e.Say("--norm 不能是 %q", "--norm cannot be %q", p.Norm), "--norm forbid, require, permit, encourage")
	}
	return nil
}

// blank reports whether the arguments are empty.
func blank(words []string) bool { return strings.TrimSpace(strings.Join(words, " ")) == "" }

// result prints a service's result as JSON if that is wanted, and reports its error.
func (e *env) result(asJSON bool, v any, err error) error {
	var (
		bad     *api.ParamError
		missing *api.NotFoundError
	)
	if err != nil {
		if asJSON {
			v = rest.ProblemOf(err)
		}
		switch {
		case errors.As(err, &bad):
			err = terminal.Misuse(bad.Error(), strings.Join(bad.Fixes, "\n"))
		case errors.As(err, &missing):
			fmt.Fprintf(e.Stderr, "tiaowen: %s\n", e.Say("没有找到：%s", "%s", e.Wording(err)))
			err = terminal.ErrNothing
		}
	}
	if asJSON {
		body, failed := rest.JSON(v)
		if failed != nil {
			return failed
		}
		if _, failed := e.Stdout.Write(body); failed != nil {
			return failed
		}
	}
	return err
}
