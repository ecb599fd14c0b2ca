// Package question reads what a question wants: the documents and the numbers it
// names, the kinds of thing it asks for (who, how much, until when, what follows,
// what is forbidden …), and the words that say what it is about.
//
// It does not answer questions and does not read clauses; package answer does.
package question

import (
	_ "embed"
	"regexp"
	"strings"

	"tiaowen/corpus"
	"tiaowen/corpus/wordlist"
	"tiaowen/index"
	"tiaowen/index/naming"
)

// Question is a question that has been read.
type Question struct {
	*Wording
	Query   *index.Query
	Refs    []Reference        // the clauses and sections named
	Laws    []naming.Name      // the documents named; each in all its versions
	Docs    []*corpus.Document // of those, the versions meant
	Figure  Figure
	Figured bool     // a figure is asked for
	Amounts []Amount // that the question names: 五千块 of 买五千块的东西谁批
}

// Read reads a question as [index.Index.ParseTyped] has parsed it. names is false
// where the document is known already and a name in the question only repeats it.
func Read(ix *index.Index, query *index.Query, names bool) *Question {
	q := &Question{Query: query, Laws: query.Laws}
	text := query.Folded
	cut := make([]bool, len(text))
	mark := func(start, end int) {
		for i := start; i < end; i++ {
			cut[i] = true
		}
	}
	for _, law := range query.Laws {
		end := law.End
		if names {
			docs, year := versions(ix, law, text)
			q.Docs = append(q.Docs, docs...)
			end += year
		}
		mark(law.Start, end)
	}
	q.Refs = references(text, query.References)
	for _, r := range query.References {
		mark(r.Start, r.End)
	}
	edges := make([]bool, len(text)+1)
	edges[0], edges[len(text)] = true, true
	for _, t := range ix.Tokens(text) {
		edges[t.Start], edges[t.End] = true, true
	}
	for _, law := range query.Laws {
		if n := insideName.Begins(text[law.End:]); n > 0 {
			edges[law.End], edges[law.End+n] = true, true
		}
	}
	holdTogether(text, edges)
	q.Wording = read(text, cut, edges)
	q.Figure, q.Figured = readFigure(q.Wording)
	for _, a := range Amounts(text) {
		if !cut[a.Start] {
			q.Amounts = append(q.Amounts, a)
		}
	}
	return q
}

// Inside returns the question behind a name that was cut off: 加班费怎么算 of 里加班费怎么算.
func Inside(rest string) string {
	rest = strings.TrimLeft(rest, "《》“”\"' ,，、:：")
	return rest[insideName.Begins(rest):]
}

// counted is a term that counts modals, and asks for no duty: 五个必须.
var counted = regexp.MustCompile(`[一二三四五六七八九十两0-9]+个(?:必须|不准|不得|严禁|不能|不许|要|应当|允许)`)

// holdTogether takes away the edges inside such terms.
func holdTogether(text string, edges []bool) {
	for _, m := range counted.FindAllStringIndex(text, -1) {
		for j := m[0] + 1; j < m[1]; j++ {
			edges[j] = false
		}
	}
}

// yearBehind is a year that says which version of a law is meant: 公司法2018年, 公司法(2018修正).
var yearBehind = regexp.MustCompile(`^[( ]*((?:19|20)\d\d)(?:年?(?:修正|修订|版)?)?\)?`)

// versions gives the versions of a law that are meant, the newest or those of
// the year behind the name, and the length of that year in bytes.
func versions(ix *index.Index, law naming.Name, folded string) (docs []*corpus.Document, year int) {
	if m := yearBehind.FindStringSubmatch(folded[law.End:]); m != nil {
		for _, d := range law.Documents {
			if strings.HasPrefix(d.Date, m[1]) {
				docs = append(docs, d)
			}
		}
		if len(docs) > 0 {
			return docs, len(m[0])
		}
	}
	for _, d := range law.Documents {
		if ix.Current(d) {
			docs = append(docs, d)
		}
	}
	if len(docs) == 0 {
		docs = law.Documents
	}
	return docs, 0
}

// ClauseRefs are the references that name clauses.
func (q *Question) ClauseRefs() []Reference {
	var out []Reference
	for _, r := range q.Refs {
		if !r.IsSection() {
			out = append(out, r)
		}
	}
	return out
}

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

// words.txt describes each list.
var (
	lists      = wordlist.Read(wordsFile)
	modals     = lists.Set("modals")
	verdict    = lists.Set("verdict")
	insideName = lists.List("insideName")
	counters   = lists.Words("counters")
	late       = lists.Words("late")
	orMore     = lists.Words("orMore")
	orLess     = lists.Words("orLess")
	within     = lists.Words("within")
	atMost     = lists.Words("atMost")
	atLeast    = lists.Words("atLeast")
	below      = lists.Words("below")
	above      = lists.Words("above")
	from       = lists.Words("from")
	until      = lists.Words("until")
)
