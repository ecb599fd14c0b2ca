package main

import (
	"context"
	"fmt"

	"tiaowen/api"
)

// show prints clauses by their numbers.
func show(ctx context.Context, e *env, args []string) error {
	fs := e.flags("show")
	data := fs.String("data", "", "")
	asJSON := fs.Bool("json", false, "")
	document := fs.String("document", "", "")
	words, err := e.parse(fs, args)
	if err != nil {
		return err
	}
	if len(words) == 0 {
		return &usageError{e.say("没有给出条号", "there is no clause number"), "tiaowen show 20 18-21"}
	}
	svc := new(api.Service)
	if err := load(svc, *data); err != nil {
		return err
	}
	if *document == "" {
		list, err := svc.Documents(1, 0)
		if err != nil {
			return err
		}
		*document = list.Documents[0].ID
	}
	for i, word := range words {
		view, err := svc.Clause(*document, word)
		if err := e.result(*asJSON, view, err); err != nil {
			return err
		}
		if *asJSON {
			continue
		}
		if i > 0 {
			fmt.Fprintln(e.stdout)
		}
		e.printClause(view.Clause)
	}
	return nil
}

// printClause prints a whole clause.
func (e *env) printClause(c *api.Clause) {
	e.style().head(e.stdout, c)
	fmt.Fprintln(e.stdout, indent(c.Text))
}
