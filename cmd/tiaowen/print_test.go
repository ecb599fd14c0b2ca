package main

import (
	"bytes"
	"strings"
	"testing"

	"tiaowen/api"
	"tiaowen/cmd/tiaowen/terminal"
)

// A document cannot speak to the terminal.
func TestPrintDropsControls(t *testing.T) {
	const evil = "\x1b]0;title\x07党\x9b31m\x1b[2J员\r"
	clause := &api.Clause{
		ID: "x/1", Document: api.DocumentRef{ID: "x", Title: evil}, Label: evil, Title: evil, Text: evil,
		Path: []api.SectionRef{{Label: evil, Title: evil}},
	}
	var out bytes.Buffer
	e := &env{&terminal.Terminal{Stdout: &out, Stderr: &out}}
	e.printAnswer(&api.Answer{Answerable: true, Answers: []api.AnswerSpan{{Text: evil, Clause: clause}}})
	e.printAnswer(&api.Answer{Reason: evil, Related: []api.RelatedClause{{Clause: clause}}})
	e.printHits(&api.SearchResult{Total: 1, DidYouMean: evil, Hits: []api.Hit{{Clause: clause, Parts: []api.Part{{Text: evil}, {Text: evil, Match: true}}, Why: []string{evil}}}})
	for _, s := range []terminal.Style{{On: true}, {On: false}} {
		out.WriteString(strings.NewReplacer("\x1b[1m", "", "\x1b[0m", "").Replace(s.Bold(evil)))
	}
	if strings.ContainsAny(out.String(), "\x1b\x07\u009b\r") {
		t.Errorf("control characters reach the terminal: %q", out.String())
	}
	if !strings.Contains(out.String(), "党") {
		t.Error("the words are gone too")
	}
}

// A passage is marked at the ends at which its clause goes on, and nowhere else.
func TestCut(t *testing.T) {
	clause := &api.Clause{Text: "甲应当报告。\n乙不得拖延。\n"}
	for _, c := range []struct{ passage, want string }{
		{"甲应当报告。\n乙不得拖延。", "|"}, {"甲应当报告。", "|……"}, {"乙不得拖延。\n", "……|"}, {"应当报告。", "……|……"},
	} {
		if from, on := cut(api.Hit{Clause: clause, Parts: []api.Part{{Text: c.passage}}}); from+"|"+on != c.want {
			t.Errorf("%q is marked %q, want %q", c.passage, from+"|"+on, c.want)
		}
	}
}
