package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"

	"tiaowen/api"
	"tiaowen/api/study"
	"tiaowen/cmd/tiaowen/options"
	"tiaowen/cmd/tiaowen/source"
	"tiaowen/cmd/tiaowen/terminal"
)

// bringBack reads the files that a trainer gives: an edited bank to merge, and the
// previous kit.
func bringBack(p *api.StudyParams, merge, previous string) (err error) {
	if p.Bank, err = brought(merge, study.ReadBank); err != nil {
		return err
	}
	p.Previous, err = brought(previous, study.ReadPrevious)
	return err
}

// brought reads a file; it gives the zero value if name is "".
func brought[T any](name string, read func(io.Reader) (T, error)) (v T, err error) {
	if name == "" {
		return v, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return v, err
	}
	defer f.Close()
	if v, err = read(f); err != nil {
		return v, fmt.Errorf("%s: %w", name, err)
	}
	return v, nil
}

// noFormat says that a format does not exist, and lists all formats.
func (e *env) noFormat(name string) error {
	var names []string
	for _, f := range study.Formats {
		names = append(names, fmt.Sprintf("  %-14s %s", f.Name, e.Say(f.Chinese, f.English)))
	}
	return terminal.Misuse(e.Say("没有格式 %q", "unknown format %q", name), strings.Join(names, "\n"))
}

// studyOptions are the options of study.
type studyOptions struct {
	from            *source.Source
	format, profile string
	asJSON          bool
	out, base       string
	merge, previous string
	params          api.StudyParams
}

// studyFlags gives study its options.
func (e *env) studyFlags() (*options.Set, *studyOptions) {
	fs, o := options.New(e.Terminal, "study"), new(studyOptions)
	o.from = source.Flags(fs.FlagSet)
	fs.StringVar(&o.format, "format", "text", "")
	fs.StringVar(&o.out, "out", "", "")
	fs.StringVar(&o.base, "base-url", "", "")
	fs.BoolVar(&o.asJSON, "json", false, "")
	fs.StringVar(&o.merge, "merge", "", "")
	fs.StringVar(&o.previous, "previous", "", "")
	fs.StringVar(&o.profile, "profile", "", "")
	p := &o.params
	fs.StringVar(&p.Plan, "plan", "", "")
	fs.IntVar(&p.Copies, "copies", 0, "")
	fs.Var((*options.List)(&p.Only), "only", "")
	fs.Var((*options.List)(&p.Without), "without", "")
	fs.StringVar(&p.Document, "document", "", "")
	fs.Var((*options.List)(&p.Sections), "section", "")
	fs.StringVar(&p.Query, "query", "", "")
	fs.StringVar(&p.Norm, "norm", "", "")
	fs.StringVar(&p.Term, "term", "", "")
	fs.Var((*options.List)(&p.Kinds), "kinds", "")
	fs.IntVar(&p.Count, "count", api.DefaultCount, "")
	fs.Uint64Var(&p.Seed, "seed", 0, "")
	return fs, o
}

// asText are the formats that a terminal can show.
var asText = []string{"json", "text", "anki", "gift", "aiken", "markdown", "opml"}

// formatOf gives the format of the options, or an error if the output cannot show it.
func (e *env) formatOf(o *studyOptions) (study.Format, error) {
	name := o.format
	if o.profile != "" {
		name = "xlsx-" + o.profile
	}
	if o.asJSON {
		name = "json"
	}
	f, ok := study.FormatOf(name)
	if !ok {
		return f, e.noFormat(name)
	}
	file, toFile := e.Stdout.(*os.File)
	if o.out == "" && toFile && term.IsTerminal(int(file.Fd())) && !slices.Contains(asText, f.Name) {
		return f, terminal.Misuse(e.Say("%s 不是文本，不能显示在终端", "%s is not text and cannot be shown in a terminal", f.Name), "tiaowen study --format "+f.Name+" --out study"+f.File)
	}
	return f, nil
}

// studyKit writes questions or a handout about the chosen clauses.
func studyKit(ctx context.Context, e *env, args []string) error {
	fs, o := e.studyFlags()
	words, err := fs.Parse(args)
	if err != nil {
		return err
	}
	f, err := e.formatOf(o)
	if err != nil {
		return err
	}
	p := o.params
	p.Clauses, p.Reading = words, f.Reading
	if err := bringBack(&p, o.merge, o.previous); err != nil {
		return err
	}
	svc := new(api.Service)
	if _, err := o.from.Load(ctx, svc, e.Log()); err != nil {
		return err
	}
	kit, err := svc.Study(ctx, p)
	if err != nil {
		return e.result(o.asJSON, nil, err)
	}
	var b bytes.Buffer
	var unfit *study.UnfitError
	if err := f.Write(&b, kit, o.base); errors.As(err, &unfit) {
		fmt.Fprintf(e.Stderr, "tiaowen: %s\n", unfit)
		return terminal.ErrNothing
	} else if err != nil {
		return err
	}
	if o.out == "" || o.out == "-" {
		_, err := e.Stdout.Write(b.Bytes())
		return err
	}
	return e.writeKit(o.out, f, kit, b.Bytes())
}

// writeKit writes a kit to a file and says what it holds.
func (e *env) writeKit(out string, f study.Format, kit *study.Kit, body []byte) error {
	if err := os.WriteFile(out, body, 0o644); err != nil {
		return err
	}
	if f.Reading {
		fmt.Fprintln(e.Stderr, e.Say("写入 %s：选中 %d 条", "wrote %s: %d {clause|clauses}", out, len(kit.Clauses)))
		return nil
	}
	fmt.Fprintln(e.Stderr, e.Say("写入 %s：选中 %d 条，出题 %d 道（共可出 %d 道）", "wrote %s: %d {clause|clauses}, %d of %d possible questions",
		out, len(kit.Clauses), len(kit.Questions), kit.Made))
	return nil
}
