package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"tiaowen/api"
	"tiaowen/api/compare"
	"tiaowen/cmd/tiaowen/options"
	"tiaowen/cmd/tiaowen/source"
	"tiaowen/cmd/tiaowen/terminal"
	"tiaowen/corpus"
	"tiaowen/corpus/reader"
)

// compareTexts sets two versions side by side: files, or documents of the data
// directory by their ids.
func compareTexts(ctx context.Context, e *env, args []string) error {
	fs := options.New(e.Terminal, "compare")
	from := source.Flags(fs.FlagSet)
	asJSON := fs.Bool("json", false, "")
	changes := fs.Bool("changes", false, "")
	out := fs.String("out", "", "")
	words, err := fs.Parse(args)
	if err != nil {
		return err
	}
	if len(words) != 2 {
		return terminal.Misuse(e.Say("compare 需要两份文件", "compare needs two files or document ids"), "tiaowen compare 2018.docx 2023.docx")
	}
	if err := e.wantsDOCX(*out, "compare.docx"); err != nil {
		return err
	}
	svc := new(api.Service)
	var docs [2]*corpus.Document
	for i, word := range words {
		if docs[i], err = e.fileOrDocument(ctx, svc, from, word); err != nil {
			return e.result(*asJSON, nil, err)
		}
	}
	r := compare.Documents(docs[0], docs[1])
	switch {
	case *out != "":
		return e.writeComparison(r, *out, *changes)
	case *asJSON:
		return e.result(true, api.ComparisonOf(r, *changes, e.Lang()), nil)
	default:
		e.printComparison(r, *changes)
	}
	return nil
}

// wantsDOCX refuses to write anything but a Word document; like is the name of one.
func (e *env) wantsDOCX(out, like string) error {
	if out == "" || strings.HasSuffix(out, ".docx") {
		return nil
	}
	return terminal.Misuse(e.Say("--out 只写 DOCX：%q", "--out writes only DOCX: %q", out), "--out "+like)
}

// writeComparison writes a comparison as a Word document.
func (e *env) writeComparison(r *compare.Result, out string, onlyChanges bool) error {
	var b bytes.Buffer
	if err := r.WriteDOCX(&b, e.Lang(), onlyChanges); err != nil {
		return err
	}
	if err := os.WriteFile(out, b.Bytes(), 0o644); err != nil {
		return err
	}
	fmt.Fprintf(e.Stderr, "%s\n", e.Say("写入 %s：%s", "wrote %s: %s", out, r.Summary(e.Lang())))
	return nil
}

// fileOrDocument reads a file, or gets a document by its id.
func (e *env) fileOrDocument(ctx context.Context, svc *api.Service, from *source.Source, word string) (*corpus.Document, error) {
	text, err := reader.ReadFile(word)
	switch {
	case err == nil:
		docs, err := corpus.Divide(word, text)
		if err != nil {
			return nil, err
		}
		// If a file has a notice and the rule that it publishes, the rule is meant.
		return slices.MaxFunc(docs, func(a, b *corpus.Document) int { return cmp.Compare(len(a.Clauses), len(b.Clauses)) }), nil
	case !errors.Is(err, os.ErrNotExist):
		return nil, err
	}
	if _, _, ready := svc.Size(); !ready {
		if _, err := from.Load(ctx, svc, e.Log()); err != nil {
			return nil, err
		}
	}
	d, err := svc.Document(word)
	var missing *api.NotFoundError
	if errors.As(err, &missing) {
		return nil, &api.NotFoundError{Detail: e.Say("%q 既不是文件，也不是文件编号", "%q is neither a file nor the id of a document", word), Fixes: missing.Fixes}
	}
	return d, err
}

// printComparison prints the rows that changed, or all.
func (e *env) printComparison(r *compare.Result, onlyChanges bool) {
	fmt.Fprintln(e.Stdout, terminal.Visible(r.Summary(e.Lang())))
	for _, m := range r.Matches {
		if m.Same() && onlyChanges {
			continue
		}
		fmt.Fprintf(e.Stdout, "\n%s\n", e.Style().Bold(m.Note(e.Lang())))
		switch m.Kind {
		case compare.Renumbered, compare.Moved, compare.Unchanged:
			e.printSides("=", m.To, false)
		case compare.Inserted, compare.Deleted: // the whole clause is new or gone
			e.printSides("-", m.From, false)
			e.printSides("+", m.To, false)
		default:
			e.printSides("-", m.From, true)
			e.printSides("+", m.To, true)
		}
	}
}

// printSides prints the clauses on one side of a row and marks the changes: by colour, or else, if brackets is set,
// by brackets.
func (e *env) printSides(sign string, sides []compare.Side, brackets bool) {
	s := e.Style()
	for _, one := range sides {
		var b strings.Builder
		for _, p := range one.Parts {
			words := terminal.Visible(one.Clause.Document.Text(p.Span))
			switch {
			case p.Changed && s.On:
				words = s.Mark(words)
			case p.Changed && brackets:
				words = "[" + words + "]"
			}
			b.WriteString(words)
		}
		label := strings.TrimSpace(one.Clause.Label + " " + one.Clause.Title)
		fmt.Fprintf(e.Stdout, "%s %s\n%s\n", sign, terminal.Visible(label), terminal.Indent(b.String()))
	}
}
