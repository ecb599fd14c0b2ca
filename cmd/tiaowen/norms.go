package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"tiaowen/api"
	"tiaowen/api/sheet"
	"tiaowen/cmd/tiaowen/options"
	"tiaowen/cmd/tiaowen/source"
	"tiaowen/cmd/tiaowen/terminal"
)

// norms prints the register of duties and prohibitions.
func norms(ctx context.Context, e *env, args []string) error {
	fs := options.New(e.Terminal, "norms")
	from := source.Flags(fs.FlagSet)
	asJSON := fs.Bool("json", false, "")
	asCSV := fs.Bool("csv", false, "")
	p := api.NormParams{}
	fs.StringVar(&p.Document, "document", "", "")
	fs.StringVar(&p.Norm, "norm", "", "")
	fs.StringVar(&p.Actor, "actor", "", "")
	fs.StringVar(&p.Time, "time", "", "")
	words, err := fs.Parse(args)
	switch {
	case err != nil:
		return err
	case len(words) > 0:
		return terminal.Misuse(e.Say("norms 不需要词语：%q", "norms takes no arguments: %q", words), "tiaowen norms --norm forbid --actor 领导干部")
	case *asJSON && *asCSV:
		return terminal.Misuse(e.Say("--json 和 --csv 只能选一个", "--json and --csv cannot be combined"), "")
	}
	svc := new(api.Service)
	if _, err := from.Load(ctx, svc, e.Log()); err != nil {
		return err
	}
	list, err := svc.Norms(p)
	if err := e.result(*asJSON, list, err); err != nil {
		return err
	}
	switch {
	case *asCSV:
		err = sheet.Norms(list, e.Lang(), "").CSV(e.Stdout)
	case !*asJSON:
		e.printNorms(list)
	}
	if list.Total == 0 {
		return cmp.Or(err, terminal.ErrNothing)
	}
	return err
}

// printNorms prints the norms below the clauses that state them.
func (e *env) printNorms(list *api.NormList) {
	s := e.Style()
	last := ""
	for _, n := range list.Norms {
		if n.Clause.ID != last {
			if last != "" {
				fmt.Fprintln(e.Stdout)
			}
			head(e.Stdout, s, n.Clause)
			last = n.Clause.ID
		}
		line := "    [" + sheet.NormName(n.Norm, e.Lang()) + "] "
		if n.Actor != "" {
			line += s.Dim(n.Actor + e.Say("：", ": "))
		}
		fmt.Fprintln(e.Stdout, line+terminal.Visible(n.Whole))
		for _, item := range n.Items {
			fmt.Fprintln(e.Stdout, "        · "+terminal.Visible(strings.Join(strings.Fields(item), " ")))
		}
	}
	if list.Total == 0 {
		fmt.Fprintln(e.Stderr, e.Say("没有找到", "nothing found"))
	}
}
