package answer

import (
	"regexp"
	"strings"

	"tiaowen/api/question"
	"tiaowen/corpus"
)

// decimalNumber is a number in the decimal way of standards and contracts: 4.1.2.
var decimalNumber = regexp.MustCompile(`[0-9]+(?:\.[0-9]+){1,5}`)

// decimal answers for a clause, an item or a section that is numbered 4.1.2.
// A number that no document meant has as a label is a quantity.
func (q *asking) decimal() (*Result, error) {
	if len(q.Query.References) > 0 && !strings.Contains(q.Text, ".") {
		return nil, nil
	}
	docs := q.docs
	if len(docs) == 0 {
		docs = q.ix.Documents()
	}
	for _, at := range decimalNumber.FindAllStringIndex(q.Text, 2) {
		number := q.Text[at[0]:at[1]]
		var found []Span
		for _, d := range docs {
			found = append(found, labelled(d, number)...)
		}
		if len(found) == 0 {
			continue
		}
		note := q.lang.say("asks for %s", "查%s", number)
		if len(q.docs) == 0 && manyDocuments(found) {
			res := refuse(IntentClause, note, q.lang.say("several documents have %s; name the one you want", "有多份文件含有%s，请写明是哪一份", number))
			res.final = true
			for _, s := range found[:min(len(found), 5)] {
				res.Related = append(res.Related, Related{s.Clause, s.Span})
			}
			return res, nil
		}
		rest := strings.ReplaceAll(q.content, bare(number), "")
		if !found[0].chosen && rest != "" && rest != "条" && !strings.Contains(bareTitle(found[0].Clause.Document.Title), rest) || q.Has(question.Forbid|question.Require|question.Permit|question.YesNo) {
			for _, s := range found {
				q.only = append(q.only, s.Clause)
			}
			return nil, nil
		}
		return &Result{Intent: IntentClause, Note: note, Answers: found}, nil
	}
	return nil, nil
}

func manyDocuments(spans []Span) bool {
	for _, s := range spans {
		if s.Clause.Document != spans[0].Clause.Document {
			return true
		}
	}
	return false
}

// labelled gives what a document numbers so: the clause, else the item of a
// clause, else the clauses of the section.
func labelled(d *corpus.Document, number string) (out []Span) {
	for _, c := range d.Clauses {
		if strings.TrimRight(c.Label, ".、 ") == number {
			return []Span{{Clause: c, Span: c.Body}}
		}
	}
	for _, c := range d.Clauses {
		if p, ok := partLabelled(c.Parts, number); ok {
			out = append(out, Span{Clause: c, Span: d.Clean(p), chosen: true})
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, s := range d.Sections {
		if strings.TrimRight(s.Label, ".、 ") == number {
			for _, c := range d.Clauses[s.First:s.End] {
				out = append(out, Span{Clause: c, Span: c.Body})
			}
		}
	}
	return out
}

func partLabelled(parts []corpus.Part, number string) (corpus.Span, bool) {
	for _, p := range parts {
		if strings.TrimRight(p.Label, ".、 ") == number {
			return p.Span, true
		}
		if s, ok := partLabelled(p.Parts, number); ok {
			return s, true
		}
	}
	return corpus.Span{}, false
}
