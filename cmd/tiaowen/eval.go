package main

import (
	"context"
	"fmt"
	"os"

	"tiaowen/api"
	"tiaowen/api/eval"
	"tiaowen/cmd/tiaowen/options"
	"tiaowen/cmd/tiaowen/source"
	"tiaowen/cmd/tiaowen/terminal"
)

// evaluate asks the questions of files and prints how many were answered correctly;
// or it makes questions from a document and prints what is not found.
func evaluate(ctx context.Context, e *env, args []string) error {
	fs := options.New(e.Terminal, "eval")
	from := source.Flags(fs.FlagSet)
	document := fs.String("document", "", "")
	failures := fs.Bool("failures", false, "")
	self := fs.String("self", "", "")
	names, err := fs.Parse(args)
	if err != nil {
		return err
	}
	if *self != "" {
		if len(names) > 0 {
			return terminal.Misuse(e.Say("--self 不需要题目文件：%q", "--self takes no question file: %q", names), "tiaowen eval --self cyzd")
		}
		return e.evaluateSelf(ctx, from, *self)
	}
	if len(names) == 0 {
		return terminal.Misuse(e.Say("没有给出题目文件", "no question file given"), `tiaowen eval questions.jsonl    {"q":"第20条禁止什么","clauses":[20],"answerable":true}`)
	}
	var questions []eval.Question
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		some, err := eval.ReadQuestions(f)
		f.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		questions = append(questions, some...)
	}
	svc := new(api.Service)
	if _, err := from.Load(ctx, svc, e.Log()); err != nil {
		return err
	}
	report, err := eval.Run(ctx, svc, *document, questions)
	if err != nil {
		return err
	}
	report.Write(e.Stdout, *failures)
	return nil
}

// evaluateSelf asks questions that are made from a document.
func (e *env) evaluateSelf(ctx context.Context, from *source.Source, document string) error {
	svc := new(api.Service)
	if _, err := from.Load(ctx, svc, e.Log()); err != nil {
		return err
	}
	report, err := eval.Self(ctx, svc, document, 0, e.Lang())
	if err != nil {
		return e.result(false, nil, err)
	}
	report.Write(e.Stdout, e.Lang(), true)
	return nil
}
