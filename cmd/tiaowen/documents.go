package main

import (
	"context"
	"fmt"
	"math"
	"text/tabwriter"

	"tiaowen/api"
	"tiaowen/api/rest"
	"tiaowen/cmd/tiaowen/importing"
	"tiaowen/cmd/tiaowen/options"
	"tiaowen/cmd/tiaowen/source"
	"tiaowen/cmd/tiaowen/terminal"
	"tiaowen/index/store"
	"tiaowen/index/store/vectors"
)

// listDocuments prints what a data directory holds.
func listDocuments(ctx context.Context, e *env, args []string) error {
	fs := options.New(e.Terminal, "list")
	data := fs.String("data", "", "")
	asJSON := fs.Bool("json", false, "")
	words, err := fs.Parse(args)
	if err != nil {
		return err
	}
	if len(words) > 0 {
		return terminal.Misuse(e.Say("list 不需要词语：%q", "list takes no arguments: %q", words), "")
	}
	dir, err := options.Data(e.Terminal, "list", *data)
	if err != nil {
		return err
	}
	if *asJSON {
		return e.listJSON(ctx, dir)
	}
	entries, err := store.List(dir)
	if err != nil {
		return err
	}
	t := tabwriter.NewWriter(e.Stdout, 0, 1, 2, ' ', 0)
	clauses := 0
	for _, one := range entries {
		fmt.Fprintf(t, "%s\t%s\t%d\t%s\n", one.ID, one.Date, one.Articles, terminal.Plain(one.Title))
		clauses += one.Articles
	}
	if err := t.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(e.Stderr, e.Say("%d 份文件，%d 条", "%d {document|documents}, %d {clause|clauses}", len(entries), clauses))
	if v := vectors.Encoded(dir); v.Clauses > 0 {
		fmt.Fprintln(e.Stderr, e.Say("语义向量：%d／%d", "searched by meaning: %d of %d", v.Encoded, v.Clauses))
	}
	return nil
}

// listJSON prints what GET /api/v1/documents gives, all documents at once.
func (e *env) listJSON(ctx context.Context, dir string) error {
	s, err := store.Open(ctx, dir, store.Options{Log: e.Log()})
	if err != nil {
		return err
	}
	svc := new(api.Service)
	svc.SwapWith(s.Index, s)
	list, err := svc.Documents(math.MaxInt32, 0)
	if err != nil {
		return err
	}
	body, err := rest.JSON(list)
	if err != nil {
		return err
	}
	_, err = e.Stdout.Write(body)
	return err
}

// removeDocuments removes documents from a data directory.
func removeDocuments(ctx context.Context, e *env, args []string) error {
	fs := options.New(e.Terminal, "remove")
	data := fs.String("data", "", "")
	var to source.Cluster
	to.Flags(fs.FlagSet)
	ids, err := fs.Parse(args)
	if err != nil {
		return err
	}
	dir, err := options.Data(e.Terminal, "remove", *data)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return terminal.Misuse(e.Say("没有给出要移除的文件编号", "no document id given"), "tiaowen list --data "+dir)
	}
	w, err := store.OpenWriter(dir, false, store.Options{Log: e.Log()})
	if err != nil {
		return err
	}
	defer w.Close()
	removed, err := w.Remove(ctx, ids...)
	if err != nil {
		return err
	}
	for _, one := range removed {
		fmt.Fprintf(e.Stdout, "%s  %s  %s\n", e.Say("已移除", "removed"), one.ID, terminal.Dated(one.Title, one.Date))
	}
	if to.Given() {
		if err := w.Close(); err != nil {
			return err
		}
		return importing.Publish(ctx, e.Terminal, &to, dir)
	}
	return nil
}
