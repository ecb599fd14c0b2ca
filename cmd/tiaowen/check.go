package main

import (
	"context"
	"fmt"

	"tiaowen/cmd/tiaowen/options"
	"tiaowen/cmd/tiaowen/report"
	"tiaowen/cmd/tiaowen/terminal"
	"tiaowen/corpus"
	"tiaowen/index/store"
)

// check reads files without importing them. It prints the outline of each document as it was read and marks the
// doubtful places, so that a file can be corrected before the import.
func check(ctx context.Context, e *env, args []string) error {
	fs := options.New(e.Terminal, "check")
	paths, err := fs.Parse(args)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return terminal.Misuse(e.Say("没有给出要检查的文件", "no file given to check"), "tiaowen check "+e.Say("文件…", "FILE…"))
	}
	failed := false
	n := 0
	err = store.Read(ctx, paths, func(file string, docs []*corpus.Document, refusal error) {
		if n++; n > 1 {
			fmt.Fprintln(e.Stdout)
		}
		if refusal != nil {
			failed = true
			fmt.Fprintf(e.Stdout, "%s%s%s\n", terminal.Plain(file), e.Say("：", ": "), terminal.Plain(e.Wording(refusal)))
			return
		}
		for i, d := range docs {
			if i > 0 {
				fmt.Fprintln(e.Stdout)
			}
			report.Outline(e.Terminal, file, d)
		}
	})
	if err != nil {
		return err
	}
	if failed {
		return terminal.ErrReported
	}
	return nil
}
