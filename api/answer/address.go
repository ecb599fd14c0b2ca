package answer

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"tiaowen/api/answer/locate"
	"tiaowen/api/answer/match"
	"tiaowen/api/question"
	"tiaowen/corpus"
)

// Questions with an address, which names a place by the labels that lead to it: 4.1.2 in
// standards and contracts, 二、（一）2. in official documents.

// addressWritten matches an address in a folded text: a decimal number, or two and more
// labels from the outer to the inner one.
var addressWritten = regexp.MustCompile(`[0-9]+(?:\.[0-9]+){1,5}|[一二三四五六七八九十]+、? ?(?:\([一二三四五六七八九十]+\)|\([0-9]+\)|[0-9]+[.、]?)+|\([一二三四五六七八九十]+\) ?(?:\([0-9]+\)|[0-9]+[.、]?)+`)

// addressLabel matches one label of an address.
var addressLabel = regexp.MustCompile(`\([^()]*\)|[一二三四五六七八九十]+|[0-9.]+`)

// address answers an address with what stands there. It returns nil if the question has no
// address, and if it asks something about the clauses there; these are kept in q.only then.
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
		found := addresses(docs, labels)
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

// withoutAmount gives the end of an address without an amount that follows it, such as 3个月
// in (一)3个月.
func (q *asking) withoutAmount(start, end int) int {
	if behind := q.Text[end:]; question.UnitAt(behind) != "" || strings.HasPrefix(behind, "个") {
		return start + len(strings.TrimRight(q.Text[start:end], "0123456789"))
	}
	return end
}

// asksOfAddress reports whether a question asks something about the clauses at an address.
// rest is its content besides the address. An item is short enough to be quoted as it stands,
// whatever rest is.
func (q *asking) asksOfAddress(first Span, rest string) bool {
	if q.Has(question.Forbid | question.Require | question.Permit | question.YesNo) {
		return true
	}
	return !first.Chosen && rest != "" && rest != "条" && !inOrder(bareTitle(first.Clause.Document.Title), rest)
}

// whichAddress asks which one is meant of the documents that have an address.
func (q *asking) whichAddress(number string, found []Span) *Result {
	res := refuse(IntentClause, q.lang.say("查%s", "asks for %s", number), q.lang.say("有多份文件含有%s，请写明是哪一份", "several documents contain %s; name the one you want", number))
	res.final = true
	for _, s := range found[:min(len(found), 5)] {
		res.Related = append(res.Related, Related{s.Clause, s.Span})
	}
	return res
}

// inOrder reports whether a text has the characters of another one in the same order: that is
// how people shorten a title (清雪通知 for 关于做好冬季清雪除冰工作的通知).
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

// contentOutside gives the content of the question outside of the bytes from start to end.
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

// missingBelow refuses an address of which only the outer labels exist. It returns nil if
// none of them exist, or if several documents have them.
func (q *asking) missingBelow(docs []*corpus.Document, labels []string) *Result {
	for n := len(labels) - 1; n > 0; n-- {
		found := addresses(docs, labels[:n])
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

// addresses gives the places that labels name in some documents.
func addresses(docs []*corpus.Document, labels []string) (out []Span) {
	for _, d := range docs {
		for _, f := range locate.Addressed(d, labels) {
			out = append(out, Span{Clause: f.Clause, Span: f.Span, Chosen: f.Item})
		}
	}
	return out
}

// manyDocuments reports whether spans are of more than one document.
func manyDocuments(spans []Span) bool {
	for _, s := range spans {
		if s.Clause.Document != spans[0].Clause.Document {
			return true
		}
	}
	return false
}
