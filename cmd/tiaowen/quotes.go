package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"tiaowen/api"
	"tiaowen/api/sheet"
	"tiaowen/cmd/tiaowen/options"
	"tiaowen/cmd/tiaowen/source"
	"tiaowen/cmd/tiaowen/terminal"
	"tiaowen/corpus/reader"
)

// quotes checks the quotations of a file.
func quotes(ctx context.Context, e *env, args []string) error {
	fs := options.New(e.Terminal, "quotes")
	from := source.Flags(fs.FlagSet)
	asJSON := fs.Bool("json", false, "")
	out := fs.String("out", "", "")
	words, err := fs.Parse(args)
	if err != nil {
		return err
	}
	if len(words) != 1 {
		return terminal.Misuse(e.Say("quotes 需要一份文件", "quotes takes one file"), "tiaowen quotes "+e.Say("讲稿.docx", "speech.docx"))
	}
	if err := e.wantsDOCX(*out, "checked.docx"); err != nil {
		return err
	}
	src, text, err := e.readText(words[0])
	if err != nil {
		return err
	}
	svc := new(api.Service)
	if _, err := from.Load(ctx, svc, e.Log()); err != nil {
		return err
	}
	report, err := svc.Quotes(ctx, text.Source, e.Lang())
	if err := e.result(*asJSON, report, err); err != nil {
		return err
	}
	if !*asJSON {
		e.printQuotes(report)
	}
	if err := e.writeQuotes(ctx, svc, report, src, text.Format, *out); err != nil {
		return err
	}
	if len(report.Findings) == 0 {
		return terminal.ErrNothing
	}
	return nil
}

// readText reads a file, or standard input for "-".
func (e *env) readText(name string) (src []byte, text *reader.Text, err error) {
	if name == "-" {
		if src, err = io.ReadAll(e.Stdin); err != nil {
			return nil, nil, err
		}
		text, err = reader.Read("stdin.txt", src)
		return src, text, err
	}
	if text, err = reader.ReadFile(name); err != nil { // checks the size first
		return nil, nil, err
	}
	src, err = os.ReadFile(name)
	return src, text, err
}

// writeQuotes writes a copy of a Word document with comments, or a report on any
// other file; nothing if out is "".
func (e *env) writeQuotes(ctx context.Context, svc *api.Service, report *api.QuoteReport, src []byte, format, out string) error {
	if out == "" {
		return nil
	}
	var b bytes.Buffer
	if format == "docx" {
		file, err := svc.AnnotateDOCX(ctx, src, e.Lang())
		if err != nil {
			return err
		}
		b.Write(file)
	} else if err := sheet.WriteQuotesDOCX(&b, report, e.Lang()); err != nil {
		return err
	}
	if err := os.WriteFile(out, b.Bytes(), 0o644); err != nil {
		return err
	}
	fmt.Fprintln(e.Stderr, e.Say("写入 %s", "wrote %s", out))
	return nil
}

// printQuotes prints each finding with its verdict and the correct words.
func (e *env) printQuotes(r *api.QuoteReport) {
	s := e.Style()
	for _, f := range r.Findings {
		verdict := "[" + f.VerdictWord(e.Lang()) + "]"
		if f.Wrong() {
			verdict = s.Mark(verdict)
		}
		fmt.Fprintf(e.Stdout, "%s %s\n", verdict, strings.Join(strings.Fields(terminal.Visible(f.Text)), " "))
		fmt.Fprintln(e.Stdout, s.Dim("    "+terminal.Visible(f.Note)))
		if f.True != nil {
			fmt.Fprintln(e.Stdout, "    - "+e.changed(f.Said))
			fmt.Fprintln(e.Stdout, "    + "+e.changed(f.True))
		}
	}
	fmt.Fprintln(e.Stderr, r.Summary(e.Lang()))
}

// changed marks the changed parts of a quotation.
func (e *env) changed(parts []api.ChangedPart) string {
	s := e.Style()
	var b strings.Builder
	for _, p := range parts {
		switch words := terminal.Visible(p.Text); {
		case p.Changed && s.On:
			b.WriteString(s.Mark(words))
		case p.Changed:
			b.WriteString("[" + words + "]")
		default:
			b.WriteString(words)
		}
	}
	return b.String()
}
