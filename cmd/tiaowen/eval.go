package main

import (
	"context"
	"fmt"
	"os"

	"tiaowen/api"
	"tiaowen/api/eval"
)

// evaluate asks the questions of files and prints how many were answered right.
func evaluate(ctx context.Context, e *env, args []string) error {
	fs := e.flags("eval")
	data := fs.String("data", "", "")
	document := fs.String("document", "", "")
	failures := fs.Bool("failures", false, "")
	names, err := e.parse(fs, args)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return &usageError{e.say("没有给出题目文件", "there is no file of questions"), `tiaowen eval questions.jsonl    {"q":"第20条禁止什么","clauses":[20],"answerable":true}`}
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
	if _, err := load(ctx, svc, *data, e.log()); err != nil {
		return err
	}
	report, err := eval.Run(ctx, svc, *document, questions)
	if err != nil {
		return err
	}
	report.Write(e.stdout, *failures)
	return nil
}
