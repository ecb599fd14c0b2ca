package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/answer/match"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/corpus/sentences"
	"tiaowen/index"
)

// Addresses name a place by the labels that lead to it: 4.1.2 in standards and
// contracts, 二、（一）2. in official documents.

// addressWritten is an address in a folded text: a number in the decimal way, or
// two labels and more, from the outer to the inner one.
var addressWritten = regexp.MustCompile(`[0-9]+(?:\.[0-9]+){1,5}|[一二三四五六七八九十]+、? ?(?:\([一二三四五六七八九十]+\)|\([0-9]+\)|[0-9]+[.、]?)+|\([一二三四五六七八九十]+\) ?(?:\([0-9]+\)|[0-9]+[.、]?)+`)

// addressLabel is one label of an address.
var addressLabel = regexp.MustCompile(`\([^()]*\)|[一二三四五六七八九十]+|[0-9.]+`)

// address answers an address with what stands there; nil where the question names none,
// or asks something of the clauses there.
func (q *asking) address() (*Result, error) {
	docs := q.docs
	if len(docs) == 0 {
		docs = q.ix.Documents()
	}
	for _, at := range addressWritten.FindAllStringIndex(q.Text, 2) {
		at[1] = q.withoutAmount(at[0], at[1])
		number := strings.TrimRight(q.Text[at[0]:at[1]], ".、 ")
		labels := addressLabel.FindAllString(number, -1)
		for i := range labels {
			labels[i] = strings.TrimRight(labels[i], ".")
		}
		var found []Span
		for _, d := range docs {
			found = append(found, addressed(d, labels)...)
		}
		if len(found) == 0 {
			if r := q.missingBelow(docs, labels); r != nil {
				return r, nil
			}
			continue
		}
		if len(q.docs) == 0 && manyDocuments(found) {
			return q.whichAddress(number, found), nil
		}
		if q.asksOfAddress(found[0], q.contentOutside(at[0], at[1])) {
			for _, s := range found {
				q.only = append(q.only, s.Clause)
			}
			return nil, nil
		}
		return &Result{Intent: IntentClause, Note: q.lang.say("查%s", "asks for %s", number), Answers: found}, nil
	}
	return nil, nil
}

// withoutAmount is the end of an address without the number of an amount that
// stands behind it: (一)3个月.
func (q *asking) withoutAmount(start, end int) int {
	if behind := q.Text[end:]; question.UnitAt(behind) != "" || strings.HasPrefix(behind, "个") {
		return start + len(strings.TrimRight(q.Text[start:end], "0123456789"))
	}
	return end
}

// asksOfAddress reports whether a question asks something of the clauses at an address;
// rest is its content beside the address. An item is given as it stands whatever the content.
func (q *asking) asksOfAddress(first Span, rest string) bool {
	if q.Has(question.Forbid | question.Require | question.Permit | question.YesNo) {
		return true
	}
	return !first.chosen && rest != "" && rest != "条" && !inOrder(bareTitle(first.Clause.Document.Title), rest)
}

// whichAddress asks which of the documents with an address is meant.
func (q *asking) whichAddress(number string, found []Span) *Result {
	res := refuse(IntentClause, q.lang.say("查%s", "asks for %s", number), q.lang.say("有多份文件含有%s，请写明是哪一份", "several documents contain %s; name the one you want", number))
	res.final = true
	for _, s := range found[:min(len(found), 5)] {
		res.Related = append(res.Related, Related{s.Clause, s.Span})
	}
	return res
}

// inOrder reports whether a text has the characters of another one in their
// order: 清雪通知 names 关于做好冬季清雪除冰工作的通知.
func inOrder(text, other string) bool {
	for _, r := range other {
		i := strings.IndexRune(text, r)
		if i < 0 {
			return false
		}
		text = text[i+utf8.RuneLen(r):]
	}
	return true
}

// contentOutside is the content of the question that stands outside a stretch of it.
func (q *asking) contentOutside(start, end int) string {
	var b strings.Builder
	for _, p := range q.Content {
		for i, r := range q.Text[p.Start:p.End] {
			if i += p.Start; i < start || i >= end {
				b.WriteRune(r)
			}
		}
	}
	return match.Bare(b.String())
}

// missingBelow refuses an address of which only the outer labels exist, in one of
// the documents.
func (q *asking) missingBelow(docs []*corpus.Document, labels []string) *Result {
	for n := len(labels) - 1; n > 0; n-- {
		var found []Span
		for _, d := range docs {
			found = append(found, addressed(d, labels[:n])...)
		}
		if len(found) == 0 {
			continue
		}
		if manyDocuments(found) {
			return nil
		}
		res := refuse(IntentClause, q.lang.say("查%s", "asks for %s", strings.Join(labels, "")),
			q.lang.say("有%s，其中没有%s", "%s exists, but it has no %s", strings.Join(labels[:n], ""), strings.Join(labels[n:], "")))
		res.final = true
		for _, s := range found[:min(len(found), 5)] {
			res.Related = append(res.Related, Related{s.Clause, firstSentence(s.Clause)})
		}
		return res
	}
	return nil
}

func manyDocuments(spans []Span) bool {
	for _, s := range spans {
		if s.Clause.Document != spans[0].Clause.Document {
			return true
		}
	}
	return false
}

// addressed gives what the labels name in a document: a clause, else items of
// clauses, else the clauses of a section.
func addressed(d *corpus.Document, labels []string) (out []Span) {
	for _, c := range d.Clauses {
		if endsWith(labelsOf(c), labels) {
			out = append(out, Span{Clause: c, Span: c.Body})
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, c := range d.Clauses {
		if len(c.Parts) == 0 {
			continue
		}
		if p, ok := partAddressed(c.Parts, labelsOf(c), labels); ok {
			out = append(out, Span{Clause: c, Span: sentences.Clean(d, p), chosen: true})
		}
	}
	if len(out) > 0 {
		return out
	}
	return sectionAddressed(d, labels)
}

// sectionAddressed gives the clauses of the sections that the labels name.
func sectionAddressed(d *corpus.Document, labels []string) (out []Span) {
	for _, s := range d.Sections {
		if endsWith(labelsAbove(s), labels) {
			for _, c := range d.Clauses[s.First:s.End] {
				out = append(out, Span{Clause: c, Span: c.Body})
			}
		}
	}
	return out
}

// labelsOf are the labels of the sections that a clause stands in, and its own.
func labelsOf(c *corpus.Clause) []string { return append(labelsAbove(c.Section), label(c.Label)) }

// labelsAbove are the labels of a section and those that it stands in, the outermost first.
func labelsAbove(s *corpus.Section) (out []string) {
	for ; s != nil; s = s.Parent {
		if l := label(s.Label); l != "" {
			out = append([]string{l}, out...)
		}
	}
	return out
}

// label is a label as addresses are compared: （一） is (一), 2. is 2.
func label(written string) string { return strings.TrimRight(index.Fold(written), ".、 ") }

// endsWith reports whether some labels are the last ones of a place.
func endsWith(place, labels []string) bool {
	return len(labels) <= len(place) && slices.Equal(place[len(place)-len(labels):], labels)
}

// partAddressed finds the part of a clause that the labels name; above are the
// labels that lead to the parts.
func partAddressed(parts []corpus.Part, above, labels []string) (corpus.Span, bool) {
	for _, p := range parts {
		place := above
		if p.Label != "" {
			place = append(above[:len(above):len(above)], label(p.Label))
			if endsWith(place, labels) {
				return p.Span, true
			}
		}
		if s, ok := partAddressed(p.Parts, place, labels); ok {
			return s, true
		}
	}
	return corpus.Span{}, false
}
