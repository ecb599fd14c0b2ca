package reading

import (
	"sort"
	"strings"
	"unicode/utf8"

	"tiaowen/api"
	"tiaowen/corpus"
	"tiaowen/web/address"
)

// run is a stretch of text that is drawn alike.
type run struct {
	Text   string
	Norm   string // forbid, require, permit, encourage or ""
	Soft   bool
	Actor  string
	Repair bool
	Likely string // what was probably meant, if Repair is set
	Quoted bool   // the words a link points at
	Found  bool   // words that were searched for
	Spot   int    // the number of the mark that begins here, from 1; 0 for none
	Title  bool   // the clause's title at the beginning of its text
	Link   string // the clause or document that these words cite
}

// line is one paragraph or item of a clause.
type line struct {
	Kind string // "", "item", "subitem" or "row" of a table
	Runs []run
}

// readClause is a clause made ready to read.
type readClause struct {
	*api.Clause
	Key     string
	Lines   []line
	Counts  []normCount
	Repairs int
	Linked  bool // the printed label is shown and leads to the clause's own page
}

// normCount is how often a clause forbids, requires, permits or encourages.
type normCount struct {
	Norm string
	N    int
}

// notes are what the service knows about a clause's words.
type notes struct {
	norms     []api.NormRow
	citations []api.CitationRow
}

// notesOf collects the notes of a document by the ids of its clauses, and the number of its norms.
func (s *site) notesOf(d *corpus.Document) (map[string]notes, int, error) {
	norms, err := s.Service.Norms(api.NormParams{Document: d.ID})
	if err != nil {
		return nil, 0, err
	}
	citations, err := s.Service.Citations(api.CitationParams{Document: d.ID})
	if err != nil {
		return nil, 0, err
	}
	out := make(map[string]notes)
	for _, r := range norms.Norms {
		n := out[r.Clause.ID]
		n.norms = append(n.norms, r)
		out[r.Clause.ID] = n
	}
	for _, r := range citations.Citations {
		if r.Target == nil || r.Target.URL == r.Clause.URL {
			continue // not loaded, or the clause itself: 前款
		}
		n := out[r.Clause.ID]
		n.citations = append(n.citations, r)
		out[r.Clause.ID] = n
	}
	return out, norms.Total, nil
}

// read cuts a clause into lines and runs. marks are the words that were searched for; from and to quote a part of it, in code points; to 0 quotes nothing.
func read(c *corpus.Clause, pub *api.Clause, known notes, marks []api.Range, from, to int) readClause {
	out := readClause{Clause: pub, Key: c.Key, Repairs: len(pub.Repairs)}
	counts := map[string]int{}
	for _, n := range known.norms {
		counts[n.Norm]++
	}
	for _, kind := range address.Norms {
		if counts[kind] > 0 {
			out.Counts = append(out.Counts, normCount{kind, counts[kind]})
		}
	}
	kinds := map[int]string{}
	var walk func(parts []corpus.Part)
	walk = func(parts []corpus.Part) {
		for _, p := range parts {
			switch p.Kind {
			case corpus.Item:
				kinds[p.Start-c.Body.Start] = "item"
			case corpus.SubItem:
				kinds[p.Start-c.Body.Start] = "subitem"
			}
			walk(p.Parts)
		}
	}
	walk(c.Parts)

	at, points := 0, 0 // bytes and code points before the line
	for _, text := range strings.SplitAfter(pub.Text, "\n") {
		n := utf8.RuneCountInString(text)
		trimmed := strings.TrimSpace(text)
		if trimmed != "" {
			lead := strings.Index(text, trimmed)
			kind := kinds[at+lead]
			if strings.HasPrefix(trimmed, "|") {
				kind = "row"
			}
			begin := points + utf8.RuneCountInString(text[:lead])
			out.Lines = append(out.Lines, line{kind, runs(trimmed, begin, known, pub, marks, from, to)})
		}
		at += len(text)
		points += n
	}
	return out
}

// edges are the offsets, in code points, where a norm, a citation, a repair or a mark of a clause begins or ends.
func edges(known notes, c *api.Clause, marks []api.Range) (out []int) {
	for _, n := range known.norms {
		out = append(out, n.Start, n.End)
	}
	for _, x := range known.citations {
		out = append(out, x.Start, x.End)
	}
	for _, r := range c.Repairs {
		out = append(out, r.Start, r.End)
	}
	for _, m := range marks {
		out = append(out, m.Start, m.End)
	}
	return out
}

// cutsOf sorts the offsets inside a line, and adds its two ends.
func cutsOf(begin, end int, places []int) []int {
	cuts := []int{begin, end}
	for _, at := range places {
		if begin < at && at < end {
			cuts = append(cuts, at)
		}
	}
	sort.Ints(cuts)
	return cuts
}

// runs cuts text, which starts at code point begin of clause c, wherever a norm,
// a repair, the title, the quotation or a word that was searched for starts or ends.
func runs(text string, begin int, known notes, c *api.Clause, marks []api.Range, from, to int) []run {
	title := 0
	if strings.HasPrefix(c.Text, c.Title) {
		title = utf8.RuneCountInString(c.Title)
	}
	chars := []rune(text)
	cuts := cutsOf(begin, begin+len(chars), append(edges(known, c, marks), title, from, to))

	var out []run
	for i := 0; i+1 < len(cuts); i++ {
		a, b := cuts[i], cuts[i+1]
		if a == b {
			continue
		}
		r := run{Text: string(chars[a-begin : b-begin]), Quoted: from <= a && b <= to, Title: b <= title}
		r.describe(known, c, a, b)
		r.find(marks, a, b)
		out = append(out, r)
	}
	return out
}

// describe fills in the notes about the words of a run, which go from a to b.
func (r *run) describe(known notes, c *api.Clause, a, b int) {
	for _, x := range known.citations {
		if x.Start <= a && b <= x.End {
			r.Link = x.Target.URL
		}
	}
	for _, n := range known.norms {
		if n.Start <= a && b <= n.End {
			r.Norm, r.Soft, r.Actor = n.Norm, n.Soft, n.Actor
		}
	}
	for _, p := range c.Repairs {
		if p.Start <= a && b <= p.End {
			r.Repair, r.Likely = true, p.Likely
		}
	}
}

// find marks a run that was searched for, and numbers the mark that begins with it.
func (r *run) find(marks []api.Range, a, b int) {
	for i, m := range marks {
		if m.Start > a || b > m.End {
			continue
		}
		r.Found = true
		if m.Start == a {
			r.Spot = i + 1
		}
	}
}
