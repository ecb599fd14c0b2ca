// Package examples finds questions to start with: everyday ones that the documents answer,
// made of their norms, actors, terms and headings.
package examples

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/answer"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/term"
	"tiaowen/index"
)

// How much is looked at for examples: the documents that others cite most, of no more clauses than these.
const (
	mostDocuments = 12
	mostClauses   = 800
	// Most is how many examples there are at most.
	Most = 4
)

// example is a question of one kind, and what its answer must be.
type example struct {
	question string
	intents  []string
}

// maker makes examples from what is indexed.
type maker struct {
	ix    *index.Index
	asker *answer.Asker
}

// Of takes one question of each kind, at most [Most], each from another document where there are several. It keeps
// those that are answered in so many words by their document, as asker answers them. This takes some tenths of a second.
func Of(ix *index.Index, asker *answer.Asker) []string {
	m := maker{ix, asker}
	docs := m.documents()
	kinds := []func(d *corpus.Document, name string) []example{forbidExamples, termExamples, requireExamples, sectionExamples, clauseExamples}
	var out []string
	used := make(map[*corpus.Document]bool)
	for _, kind := range kinds {
		for _, again := range []bool{false, true} {
			found := ""
			for _, d := range docs {
				if used[d] != again {
					continue
				}
				if found = m.firstAnswered(d, kind(d, m.everydayName(d))); found != "" {
					used[d] = true
					break
				}
			}
			if found != "" {
				out = append(out, found)
				break
			}
		}
		if len(out) == Most {
			break
		}
	}
	return out
}

// documents are documents that people ask about: those cited most, of a moderate length.
func (m maker) documents() []*corpus.Document {
	var docs []*corpus.Document
	for _, d := range m.ix.Documents() {
		if !m.ix.Status(d).Low() && len(d.Clauses) <= mostClauses && d.Report.Articles >= 5 {
			docs = append(docs, d)
		}
	}
	slices.SortStableFunc(docs, func(a, b *corpus.Document) int {
		return cmp.Or(cmp.Compare(m.ix.Cited(b), m.ix.Cited(a)), strings.Compare(b.Date, a.Date))
	})
	return docs[:min(len(docs), mostDocuments)]
}

// everydayName is how people call a document; "" where it is the only one and needs no name.
func (m maker) everydayName(d *corpus.Document) string {
	if len(m.ix.Documents()) == 1 {
		return ""
	}
	for _, name := range d.Names {
		return name
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(d.Title, "中华人民共和国"), " ") // 民法典 of 民法典 总则
	return name
}

// firstAnswered is the first of some questions that its document answers in so many words; "" for none.
func (m maker) firstAnswered(d *corpus.Document, list []example) string {
	const longest = 24 // code points; a longer one is not an everyday question
	for _, e := range list {
		if utf8.RuneCountInString(e.question) > longest {
			continue
		}
		r, err := m.asker.Ask(context.Background(), e.question, answer.Options{Words: true})
		if err != nil || !r.Answerable() || r.Grade == "likely" || len(r.Answers) == 0 || r.Answers[0].Clause.Document != d {
			continue
		}
		if slices.Contains(e.intents, string(r.Intent)) {
			return e.question
		}
	}
	return ""
}

// forbidExamples ask what someone must not do.
func forbidExamples(d *corpus.Document, name string) []example {
	var out []example
	for _, actor := range busiest(d, norm.Forbid) {
		out = append(out, example{name + actor + "不得做什么", []string{"forbid"}})
	}
	return out
}

// requireExamples ask what someone must do.
func requireExamples(d *corpus.Document, name string) []example {
	var out []example
	for _, actor := range busiest(d, norm.Require) {
		out = append(out, example{name + actor + "应当做什么", []string{"require"}})
	}
	return out
}

// busiest are the actors that most norms of a kind bind, at most five, the busiest firm.
func busiest(d *corpus.Document, kind norm.Kind) []string {
	counts := make(map[string]int)
	for _, c := range d.Clauses {
		for _, n := range norm.Of(c) {
			if size := utf8.RuneCountInString(n.Actor); n.Kind == kind && size >= 2 && size <= 6 {
				counts[n.Actor]++
			}
		}
	}
	var actors []string
	for a, n := range counts {
		if n > 1 {
			actors = append(actors, a)
		}
	}
	slices.SortFunc(actors, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), strings.Compare(a, b)) })
	return actors[:min(len(actors), 5)]
}

// termExamples ask what a term means, or what belongs to it.
func termExamples(d *corpus.Document, _ string) []example {
	var terms []term.Term
	for _, t := range term.Of(d) {
		if n := utf8.RuneCountInString(t.Name); n >= 2 && n <= 8 && (defines(d, t) || len(t.Members) > 0) {
			terms = append(terms, t)
		}
	}
	slices.SortStableFunc(terms, func(a, b term.Term) int { return cmp.Compare(len(b.Uses), len(a.Uses)) })
	var out []example
	for _, t := range terms[:min(len(terms), 5)] {
		out = append(out, example{"什么是" + t.Name, []string{"define", "list"}})
	}
	return out
}

// defines reports whether the text says what a term means, not what belongs to it or what is called so for short.
func defines(d *corpus.Document, t term.Term) bool {
	at := t.Definition.Start
	return t.Definition.Len() > 0 && strings.HasSuffix(strings.TrimRight(d.Source[:at], "：，\n 　"), "指")
}

// sectionExamples ask for a section.
func sectionExamples(d *corpus.Document, name string) []example {
	var out []example
	for _, s := range d.Sections {
		if s.Label != "" && s.Unit != "" && s.End-s.First > 1 {
			out = append(out, example{name + s.Label + "讲了什么", []string{"section"}})
		}
		if len(out) == 3 {
			break
		}
	}
	return out
}

// clauseExamples ask for the clause that forbids most by its number.
func clauseExamples(d *corpus.Document, name string) []example {
	if c := strictest(d); c != nil {
		return []example{{name + c.Name() + "禁止什么", []string{"forbid"}}}
	}
	return nil
}

// strictest is the numbered clause that forbids most, nil where none forbids anything.
func strictest(d *corpus.Document) (best *corpus.Clause) {
	most := 0
	for _, c := range d.Clauses {
		n := 0
		for _, one := range norm.Of(c) {
			if one.Kind == norm.Forbid {
				n++
			}
		}
		if c.Kind == corpus.Article && n > most {
			best, most = c, n
		}
	}
	return best
}
