package corpus

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"tiaowen/corpus/measures"
)

// tally counts right and wrong findings of one kind.
type tally struct{ right, found, labelled int }

func (t tally) precision() float64 { return ratio(t.right, t.found) }
func (t tally) recall() float64    { return ratio(t.right, t.labelled) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

func (t tally) String() string {
	return fmt.Sprintf("precision %.3f recall %.3f (%d right, %d found, %d labelled)", t.precision(), t.recall(), t.right, t.found, t.labelled)
}

// kindName is the kind as the golden files write it.
func kindName(n Norm) string {
	if n.Soft {
		return n.Kind.String() + "~"
	}
	return n.Kind.String()
}

// The measures text is read against its labels; see the head of the golden file.
func TestNormsOfMeasures(t *testing.T) {
	d, err := Parse(measures.Name, measures.Source)
	if err != nil {
		t.Fatal(err)
	}
	type label struct {
		clause             int
		kind, words, actor string
		at                 Span
		met                bool
	}
	var labels []*label
	clauses := make(map[int]*Clause)
	for _, c := range d.Clauses {
		clauses[c.Number] = c
	}
	place := make(map[int]int)
	for _, line := range goldenLines(t, "measures.txt") {
		if strings.HasPrefix(line, "#") || line == "" {
			continue
		}
		f := strings.Split(line, " | ")
		n, err := strconv.Atoi(f[0])
		c := clauses[n]
		if err != nil || c == nil || len(f) < 3 {
			t.Fatalf("bad label %q", line)
		}
		l := &label{clause: n, kind: f[1], words: f[2]}
		if len(f) > 3 {
			l.actor = strings.TrimPrefix(f[3], "-")
		}
		from := max(place[n], c.Body.Start+len(c.Title))
		i := strings.Index(d.Source[from:c.Body.End], l.words)
		if i < 0 {
			t.Fatalf("clause %d has no %q behind the label before", n, l.words)
		}
		l.at = Span{from + i, from + i + len(l.words)}
		place[n] = l.at.End
		labels = append(labels, l)
	}
	if len(labels) == 0 {
		t.Fatal("no labels")
	}
	tallies := make(map[string]*tally)
	count := func(kind string) *tally {
		if tallies[kind] == nil {
			tallies[kind] = new(tally)
		}
		return tallies[kind]
	}
	both := func(kind string, f func(*tally)) {
		f(count(kind))
		f(count(strings.TrimSuffix(kind, "~") + " in all"))
	}
	actors, actorsRight := 0, 0
	for _, l := range labels {
		both(l.kind, func(t *tally) { t.labelled++ })
	}
	for _, c := range d.Clauses {
		if c.Kind != Article {
			continue
		}
		for _, n := range Norms(c) {
			kind := kindName(n)
			both(kind, func(t *tally) { t.found++ })
			ok := false
			for _, l := range labels {
				if l.clause != c.Number || l.kind != kind || l.met {
					continue
				}
				if kind == "require~" && n.Reach.Start <= l.at.Start && l.at.Start < n.Reach.End ||
					n.Modal.Len() > 0 && l.at.Contains(n.Modal) {
					l.met, ok = true, true
					both(kind, func(t *tally) { t.right++ })
					if kind != "require~" {
						actors++
						if n.Actor == l.actor {
							actorsRight++
						} else {
							t.Logf("clause %d %s: binds %q, want %q", c.Number, l.words, n.Actor, l.actor)
						}
						if !strings.HasPrefix(d.Text(n.Span), l.words) && !strings.HasPrefix(l.words, d.Text(n.Span)) {
							t.Errorf("clause %d: the span is %q, want %q", c.Number, d.Text(n.Span), l.words)
						}
					}
					break
				}
			}
			if !ok {
				t.Logf("clause %d: not labelled: %s %s", c.Number, kind, d.Text(n.Span))
			}
		}
	}
	for _, l := range labels {
		if !l.met {
			t.Logf("clause %d: not found: %s %s", l.clause, l.kind, l.words)
		}
	}
	for _, kind := range []string{"forbid in all", "forbid", "forbid~", "require in all", "require", "require~", "permit", "encourage"} {
		got := *count(kind)
		t.Logf("%-15s %v", kind, got)
		if got.precision() < 0.95 || got.recall() < 0.95 {
			t.Errorf("%s: %v, want at least 0.95 each", kind, got)
		}
	}
	t.Logf("who is bound: %d of %d right", actorsRight, actors)
	if ratio(actorsRight, actors) < 0.9 {
		t.Errorf("who is bound: %d of %d right, want at least 0.9", actorsRight, actors)
	}
}

// Statute articles are read against their labels; see the head of the golden file.
func TestNormsOfStatutes(t *testing.T) {
	tallies := make(map[string]*tally)
	count := func(kind string) *tally {
		if tallies[kind] == nil {
			tallies[kind] = new(tally)
		}
		return tallies[kind]
	}
	articles := 0
	var name string
	var body, labels []string
	judge := func() {
		if name == "" {
			return
		}
		articles++
		c := textClause(strings.Join(body, "\n"))
		c.Label = name[strings.LastIndexByte(name, ' ')+1:]
		text := c.Document.Source
		type label struct {
			kind string
			at   int
			line string
			met  bool
		}
		var want []label
		at := 0
		for _, l := range labels {
			kind, words, _ := strings.Cut(l, " ")
			i := strings.Index(text[at:], words)
			if i < 0 {
				t.Fatalf("%s has no %q behind the label before", name, words)
			}
			at += i
			want = append(want, label{kind: kind, at: at, line: l})
			at++
			count(kind).labelled++
			count("all").labelled++
		}
		for _, n := range Norms(c) {
			kind := n.Kind.String()
			count(kind).found++
			count("all").found++
			ok := false
			for i := range want {
				w := &want[i]
				if !w.met && w.kind == kind && n.Modal.Start <= w.at && w.at < n.Modal.End {
					w.met, ok = true, true
					count(kind).right++
					count("all").right++
					break
				}
			}
			if !ok {
				t.Logf("%s: not labelled: %s %s", name, kind, c.Document.Text(n.Span))
			}
		}
		for _, w := range want {
			if !w.met {
				t.Logf("%s: not found: %s", name, w.line)
			}
		}
	}
	for _, line := range goldenLines(t, "statutes.txt") {
		switch {
		case strings.HasPrefix(line, "# ") || line == "#":
		case strings.HasPrefix(line, "## "):
			judge()
			name, body, labels = line[3:], nil, nil
		case strings.HasPrefix(line, "> "):
			labels = append(labels, line[2:])
		case line != "":
			body = append(body, line)
		}
	}
	judge()
	if articles != 200 {
		t.Fatalf("%d articles, want 200", articles)
	}
	for _, kind := range []string{"all", "forbid", "require", "permit", "encourage"} {
		got := *count(kind)
		t.Logf("%-9s %v", kind, got)
		if got.precision() < 0.90 || got.recall() < 0.90 {
			t.Errorf("%s: %v, want at least 0.90 each", kind, got)
		}
	}
}

func goldenLines(t *testing.T, name string) []string {
	f, err := os.Open(filepath.Join("testdata", "norms", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []string
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		lines = append(lines, in.Text())
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

// checkNorms holds what is true of the norms of any clause.
func checkNorms(t *testing.T, c *Clause) {
	t.Helper()
	valid := utf8.ValidString(c.Text())
	src := c.Document.Source
	in := func(name string, s, within Span) {
		if s == (Span{}) {
			return
		}
		if s.Start > s.End || !within.Contains(s) {
			t.Fatalf("%q: %s %v outside %v", c.Text(), name, s, within)
		}
		if valid && !utf8.ValidString(src[s.Start:s.End]) {
			t.Fatalf("%q: %s %v cuts a character", c.Text(), name, s)
		}
	}
	last := 0
	for _, n := range Norms(c) {
		if n.Kind.String() == "" || n.Span.Len() == 0 {
			t.Fatalf("%q: norm %+v has no kind or no words", c.Text(), n)
		}
		if n.Start < last {
			t.Fatalf("%q: norm %v begins before %d", c.Text(), n.Span, last)
		}
		last = n.Start
		in("span", n.Span, n.Reach)
		in("reach", n.Reach, c.Body)
		in("modal", n.Modal, n.Span)
		in("act", n.Act, n.Span)
		in("actor", n.ActorSpan, c.Body)
		in("condition", n.Condition, c.Body)
		in("frequency", n.Frequency, n.Reach)
		in("deadline", n.Deadline, n.Reach)
		for _, it := range n.Items {
			in("item", it, c.Body)
		}
		if n.Actor != c.Document.Text(n.ActorSpan) {
			t.Fatalf("%q: actor %q is not the words of its span", c.Text(), n.Actor)
		}
		if clean(src, n.Span) != n.Span {
			t.Fatalf("%q: span %q has marks at its ends", c.Text(), c.Document.Text(n.Span))
		}
	}
}
