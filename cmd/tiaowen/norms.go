package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"tiaowen/api"
	"tiaowen/api/sheet"
)

// norms prints the register of duties and prohibitions.
func norms(ctx context.Context, e *env, args []string) error {
	fs := e.flags("norms")
	from := e.source(fs)
	asJSON := fs.Bool("json", false, "")
	asCSV := fs.Bool("csv", false, "")
	p := api.NormParams{}
	fs.StringVar(&p.Document, "document", "", "")
	fs.StringVar(&p.Norm, "norm", "", "")
	fs.StringVar(&p.Actor, "actor", "", "")
	fs.StringVar(&p.Time, "time", "", "")
	words, err := e.parse(fs, args)
	switch {
	case err != nil:
		return err
	case len(words) > 0:
		return &usageError{e.say("norms 不需要词语：%q", "norms takes no arguments: %q", words), "tiaowen norms --norm forbid --actor 领导干部"}
	case *asJSON && *asCSV:
		return &usageError{e.say("--json 和 --csv 只能选一个", "--json and --csv cannot be combined"), ""}
	}
	svc := new(api.Service)
	if _, err := load(ctx, svc, from, e.log()); err != nil {
		return err
	}
	list, err := svc.Norms(p)
	if err := e.result(*asJSON, list, err); err != nil {
		return err
	}
	switch {
	case *asCSV:
		err = sheet.Norms(list, e.lang(), "").CSV(e.stdout)
	case !*asJSON:
		e.printNorms(list)
	}
	if list.Total == 0 {
		return cmp.Or(err, errNothing)
	}
	return err
}

// printNorms prints the norms below the clauses that state them.
func (e *env) printNorms(list *api.NormList) {
	s := e.style()
	last := ""
	for _, n := range list.Norms {
		if n.Clause.ID != last {
			if last != "" {
				fmt.Fprintln(e.stdout)
			}
			s.head(e.stdout, n.Clause)
			last = n.Clause.ID
		}
		line := "    [" + sheet.NormName(n.Norm, e.lang()) + "] "
		if n.Actor != "" {
			line += s.dim(n.Actor + e.say("：", ": "))
		}
		fmt.Fprintln(e.stdout, line+visible(n.Whole))
		for _, item := range n.Items {
			fmt.Fprintln(e.stdout, "        · "+visible(strings.Join(strings.Fields(item), " ")))
		}
	}
	if list.Total == 0 {
		fmt.Fprintln(e.stderr, e.say("没有找到", "nothing found"))
	}
}
