package main

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/index/store"
)

// check reads files without importing them and prints the outline of each document as it was read, doubtful
// places marked, so that a file can be mended first.
func check(ctx context.Context, e *env, args []string) error {
	fs := e.flags("check")
	paths, err := e.parse(fs, args)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return &usageError{e.say("没有给出要检查的文件", "no file given to check"), "tiaowen check " + e.say("文件…", "FILE…")}
	}
	failed := false
	n := 0
	err = store.Read(ctx, paths, func(file string, docs []*corpus.Document, refusal error) {
		if n++; n > 1 {
			fmt.Fprintln(e.stdout)
		}
		if refusal != nil {
			failed = true
			fmt.Fprintf(e.stdout, "%s%s%s\n", plain(file), e.say("：", ": "), plain(e.wording(refusal)))
			return
		}
		for i, d := range docs {
			if i > 0 {
				fmt.Fprintln(e.stdout)
			}
			e.printOutline(file, d)
		}
	})
	if err != nil {
		return err
	}
	if failed {
		return errReported
	}
	return nil
}

// printOutline prints a document: its title and what is known of it, a line for each section and clause, and
// below each what is doubtful of it.
func (e *env) printOutline(file string, d *corpus.Document) {
	s := e.style()
	r := store.ReportOf(file, d)
	fmt.Fprintf(e.stdout, "%s  %s  %s\n", s.bold(dated(d.Title, d.Date)), e.size(r), plain(file))
	e.printFacts(r)
	e.printTree(d, r.Doubts)
	for k, one := range d.Report.Doubts {
		if one.Len() == 0 || placeOf(d, one) == nil {
			fmt.Fprintf(e.stdout, "  %s %s\n", s.mark("?"), plain(e.doubt(r.Doubts[k])))
		}
	}
	line := func(what, words string) {
		fmt.Fprintf(e.stdout, "  %s %s%s%s\n", s.mark("?"), what, e.say("：", ": "), plain(words))
	}
	e.printGaps(r, line)
	e.printDamage(r.Damage, line)
	e.printLeft(r, line)
}

// printTree prints a line for each section and each clause of a document; told are its doubts in words.
func (e *env) printTree(d *corpus.Document, told []store.Doubt) {
	s := e.style()
	next := 0 // Sections[next:] are not printed yet
	for i := 0; i <= len(d.Clauses); i++ {
		for ; next < len(d.Sections) && d.Sections[next].First <= i; next++ {
			section := d.Sections[next]
			fmt.Fprintf(e.stdout, "  %s%s\n", strings.Repeat("  ", section.Depth), s.dim(plain(section.Name())))
		}
		if i < len(d.Clauses) {
			e.printClause(d.Clauses[i], told, d.Report.Doubts)
		}
	}
}

// printClause prints a clause by its label, its title or how it begins, and its length; and what is doubtful of it.
func (e *env) printClause(c *corpus.Clause, told []store.Doubt, doubts []corpus.Doubt) {
	s := e.style()
	depth := 1
	if c.Section != nil {
		depth = c.Section.Depth + 2
	}
	name := c.Label
	if name == "" {
		name = "(" + c.Key + ")"
	}
	words := c.Title
	if words == "" || c.Kind == corpus.Cover {
		words = begin(plain(c.Text()), 24)
	}
	indent := strings.Repeat("  ", depth)
	fmt.Fprintf(e.stdout, "%s%s %s  %s\n", indent, s.bold(plain(name)), plain(words), s.dim(e.say("%d 字", "%d characters", utf8.RuneCountInString(c.Text()))))
	for k, one := range doubts {
		if one.Len() > 0 && placeOf(c.Document, one) == c {
			fmt.Fprintf(e.stdout, "%s  %s %s\n", indent, s.mark("?"), plain(e.doubt(told[k])))
		}
	}
}

// placeOf is the clause in which a doubt begins, or nil.
func placeOf(d *corpus.Document, one corpus.Doubt) *corpus.Clause {
	for _, c := range d.Clauses {
		if c.Body.Start <= one.Start && one.Start < c.Body.End {
			return c
		}
	}
	return nil
}

// begin is s, or its first n code points and an ellipsis.
func begin(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i] + "…"
		}
	}
	return s
}
