package target

import (
	"fmt"
	"slices"
	"strings"

	"tiaowen/api/answer/locate"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/index"
)

// What numbers in a question say besides the clauses that they name: which of them do not exist,
// which name several clauses, and which part of a clause is meant.

// Absent gives the clause numbers that the question names and that none of the documents
// meant has.
func (t *Target) Absent(refs []question.Reference) []string {
	var out []string
	for _, r := range refs {
		out = append(out, locate.Missing(r, t.Docs)...)
	}
	return out
}

// Last gives the last article of the first document meant that has one; none if no document
// has articles. It shows people how far the numbers go.
func (t *Target) Last() []*corpus.Clause {
	for _, d := range t.Docs {
		for i := len(d.Clauses) - 1; i >= 0; i-- {
			if d.Clauses[i].Kind == corpus.Article {
				return []*corpus.Clause{d.Clauses[i]}
			}
		}
	}
	return nil
}

// OtherVersions gives the dates of the other versions of the one document meant. The same
// number may name another clause there.
func (t *Target) OtherVersions() []string {
	if len(t.Docs) != 1 || len(t.Laws) != 1 || t.Docs[0].Date == "" {
		return nil
	}
	var dates []string
	for _, d := range t.Laws[0].Documents {
		if d.Date != "" && d.Date != t.Docs[0].Date && !slices.Contains(dates, d.Date) {
			dates = append(dates, d.Date)
		}
	}
	return dates
}

// Repeated gives the largest number of clauses of one document that share their number.
func Repeated(cs []*corpus.Clause) (most int) {
	count := make(map[string]int)
	for _, c := range cs {
		key := fmt.Sprint(c.Document.ID, "/", c.Number, "-", c.Sub)
		count[key]++
		most = max(most, count[key])
	}
	return most
}

// Part gives the paragraph or item of a clause that a reference names, or the whole clause if
// none names one.
func Part(c *corpus.Clause, refs []question.Reference) corpus.Span {
	for _, r := range refs {
		if len(r.Parts) == 0 || locate.LabelledAs(c, r) {
			continue
		}
		if s, ok := locate.Part(c, r.Parts); ok {
			return s
		}
	}
	return c.Body
}

// Lacking gives the clause that lacks the paragraph or item that the question names; nil if
// there is no such clause. found are the clauses that the references name.
func Lacking(refs []question.Reference, found []*corpus.Clause) *corpus.Clause {
	if len(refs) != 1 || len(refs[0].Parts) == 0 || refs[0].Kind == index.ItemRef && !strings.Contains(refs[0].Written, "(") {
		return nil // people call a clause 第四项 too
	}
	if len(found) != 1 || len(found[0].Parts) == 0 {
		return nil
	}
	if _, ok := locate.Part(found[0], refs[0].Parts); ok || locate.LabelledAs(found[0], refs[0]) {
		return nil
	}
	if !refs[0].Has(found[0].Number) {
		return nil // it amends the clause that is named
	}
	return found[0]
}
