package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"

	"tiaowen/api"
	"tiaowen/api/study"
)

// bringBack reads the files that a trainer worked on: a bank to merge, and the
// kit handed out before.
func bringBack(p *api.StudyParams, merge, previous string) error {
	if merge != "" {
		f, err := os.Open(merge)
		if err != nil {
			return err
		}
		defer f.Close()
		if p.Bank, err = study.ReadBank(f); err != nil {
			return fmt.Errorf("%s: %w", merge, err)
		}
	}
	if previous != "" {
		f, err := os.Open(previous)
		if err != nil {
			return err
		}
		defer f.Close()
		if p.Previous, err = study.ReadPrevious(f); err != nil {
			return fmt.Errorf("%s: %w", previous, err)
		}
	}
	return nil
}

// noFormat says that there is no such format, and which there are.
func (e *env) noFormat(name string) error {
	var names []string
	for _, f := range study.Formats {
		names = append(names, fmt.Sprintf("  %-14s %s", f.Name, e.say(f.Chinese, f.English)))
	}
	return &usageError{e.say("没有格式 %q", "unknown format %q", name), strings.Join(names, "\n")}
}

// studyKit writes questions or a handout about the clauses chosen.
func studyKit(ctx context.Context, e *env, args []string) error {
	fs := e.flags("study")
	from := e.source(fs)
	format := fs.String("format", "text", "")
	out := fs.String("out", "", "")
	base := fs.String("base-url", "", "")
	asJSON := fs.Bool("json", false, "")
	merge := fs.String("merge", "", "")
	previous := fs.String("previous", "", "")
	profile := fs.String("profile", "", "")
	var p api.StudyParams
	var kinds, sections, only, without list
	fs.StringVar(&p.Plan, "plan", "", "")
	fs.IntVar(&p.Copies, "copies", 0, "")
	fs.Var(&only, "only", "")
	fs.Var(&without, "without", "")
	fs.StringVar(&p.Document, "document", "", "")
	fs.Var(&sections, "section", "")
	fs.StringVar(&p.Query, "query", "", "")
	fs.StringVar(&p.Norm, "norm", "", "")
	fs.StringVar(&p.Term, "term", "", "")
	fs.Var(&kinds, "kinds", "")
	fs.IntVar(&p.Count, "count", api.DefaultCount, "")
	fs.Uint64Var(&p.Seed, "seed", 0, "")
	words, err := e.parse(fs, args)
	if err != nil {
		return err
	}
	p.Clauses, p.Sections, p.Kinds, p.Only, p.Without = words, sections, kinds, only, without
	if *profile != "" {
		*format = "xlsx-" + *profile
	}
	if *asJSON {
		*format = "json"
	}
	f, ok := study.FormatOf(*format)
	if !ok {
		return e.noFormat(*format)
	}
	file, toFile := e.stdout.(*os.File)
	if *out == "" && toFile && term.IsTerminal(int(file.Fd())) && !slices.Contains([]string{"json", "text", "anki", "gift", "aiken", "markdown", "opml"}, f.Name) {
		return &usageError{e.say("%s 不是文本，不能显示在终端", "%s is not text and cannot be shown in a terminal", f.Name), "tiaowen study --format " + f.Name + " --out study" + f.File}
	}

	if err := bringBack(&p, *merge, *previous); err != nil {
		return err
	}
	svc := new(api.Service)
	if _, err := load(ctx, svc, from, e.log()); err != nil {
		return err
	}
	p.Reading = f.Reading
	kit, err := svc.Study(ctx, p)
	if err != nil {
		return e.result(*asJSON, nil, err)
	}
	var b bytes.Buffer
	if err := f.Write(&b, kit, *base); err != nil {
		var unfit *study.UnfitError
		if errors.As(err, &unfit) {
			fmt.Fprintf(e.stderr, "tiaowen: %s\n", unfit)
			return errNothing
		}
		return err
	}
	if *out == "" || *out == "-" {
		_, err := e.stdout.Write(b.Bytes())
		return err
	}
	if err := os.WriteFile(*out, b.Bytes(), 0o644); err != nil {
		return err
	}
	if f.Reading {
		fmt.Fprintln(e.stderr, e.say("写入 %s：选中 %d 条", "wrote %s: %d {clause|clauses}", *out, len(kit.Clauses)))
		return nil
	}
	fmt.Fprintln(e.stderr, e.say("写入 %s：选中 %d 条，出题 %d 道（共可出 %d 道）", "wrote %s: %d {clause|clauses}, %d of %d possible questions",
		*out, len(kit.Clauses), len(kit.Questions), kit.Made))
	return nil
}
