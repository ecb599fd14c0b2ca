package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"tiaowen/api"
	"tiaowen/api/rest"
	"tiaowen/corpus/norm"
)

// ask answers one question.
func ask(ctx context.Context, e *env, args []string) error {
	fs := e.flags("ask")
	from := e.source(fs)
	asJSON := fs.Bool("json", false, "")
	document := fs.String("document", "", "")
	why := fs.Bool("why", false, "")
	words, err := e.parse(fs, args)
	if err != nil {
		return err
	}
	if blank(words) {
		return &usageError{e.say("没有给出问题", "no question given"), "tiaowen ask 第20条禁止什么"}
	}
	svc := new(api.Service)
	if _, err := load(ctx, svc, from, e.log()); err != nil {
		return err
	}
	a, err := svc.Ask(ctx, api.AskParams{Question: strings.Join(words, " "), Document: *document, Lang: e.lang(), Why: *why})
	if err := e.result(*asJSON, a, err); err != nil {
		return err
	}
	if !*asJSON {
		e.printAnswer(a)
		e.printEvidence(a)
	}
	if !a.Answerable {
		return errNothing
	}
	return nil
}

// search lists the clauses that match.
func search(ctx context.Context, e *env, args []string) error {
	fs := e.flags("search")
	from := e.source(fs)
	asJSON := fs.Bool("json", false, "")
	p := api.SearchParams{}
	fs.IntVar(&p.Limit, "limit", 10, "")
	fs.StringVar(&p.Document, "document", "", "")
	fs.StringVar(&p.Section, "section", "", "")
	fs.StringVar(&p.Norm, "norm", "", "")
	fs.BoolVar(&p.Why, "why", false, "")
	words, err := e.parse(fs, args)
	if err != nil {
		return err
	}
	p.Query = strings.Join(words, " ")
	if err := e.checkSearch(p); err != nil {
		return err
	}
	svc := new(api.Service)
	if _, err := load(ctx, svc, from, e.log()); err != nil {
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
		return errNothing
	}
	return nil
}

// checkSearch refuses what cannot be searched for, before anything is opened.
func (e *env) checkSearch(p api.SearchParams) error {
	_, known := norm.ParseKind(p.Norm)
	switch {
	case strings.TrimSpace(p.Query) == "":
		return &usageError{e.say("没有给出要查的词语", "no search words given"), "tiaowen search 党员档案"}
	case p.Limit < 1 || p.Limit > 100:
		return &usageError{e.say("--limit 应为 1 到 100", "--limit must be from 1 to 100"), ""}
	case p.Norm != "" && !known:
		return &usageError{e.say("--norm 不能是 %q", "--norm cannot be %q", p.Norm), "--norm forbid, require, permit, encourage"}
	}
	return nil
}

// blank reports whether nothing was said.
func blank(words []string) bool { return strings.TrimSpace(strings.Join(words, " ")) == "" }

// result prints a service's result as JSON when that is wanted, and tells its error.
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
			err = &usageError{bad.Error(), strings.Join(bad.Fixes, "\n")}
		case errors.As(err, &missing):
			fmt.Fprintf(e.stderr, "tiaowen: %s\n", e.say("没有找到：%s", "%s", e.wording(err)))
			err = errNothing
		}
	}
	if asJSON {
		body, failed := rest.JSON(v)
		if failed != nil {
			return failed
		}
		if _, failed := e.stdout.Write(body); failed != nil {
			return failed
		}
	}
	return err
}
