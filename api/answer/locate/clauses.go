// Package locate finds what a reference names in a document: clauses by number, range or
// place, paragraphs and items, sections by number, what the labels of an address lead to,
// and, in a text that amends another one, the clauses that say what becomes of a clause.
package locate

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"

	"tiaowen/api/answer/match"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/corpus/citation"
	labels "tiaowen/corpus/label"
	"tiaowen/corpus/wordlist"
	"tiaowen/index"
	"tiaowen/index/naming"
)

// Named gives the clause of a document that words name by number, in one of the ways in which
// people write it (20, 第二十条, clause 20). It is nil if the words say anything else, or name
// no clause or several.
func Named(d *corpus.Document, words string) *corpus.Clause {
	refs := question.References(index.Fold(words))
	if len(refs) != 1 || match.Bare(refs[0].Written) != match.Bare(index.Fold(words)) {
		return nil
	}
	if found := Clauses(refs[0], d); len(found) == 1 {
		return found[0]
	}
	return nil
}

// Clauses gives the clauses of a document that a reference names, in the order of the text. If
// no clause has the number, it gives those that amend the clause of that number in another text.
func Clauses(r question.Reference, d *corpus.Document) []*corpus.Clause {
	if r.IsSection() || r.OutOfRange {
		return nil
	}
	articles := Articles(d)
	if r.Kind == index.ItemRef || len(r.Parts) > 0 && r.Unit == "条" {
		if out := partly(r, d, articles); len(out) > 0 {
			return out
		}
	}
	if r.FromEnd > 0 {
		return naming.Clauses(d, byNumber(r))
	}
	if out := numberedAs(r, d); out != nil {
		return out
	}
	return Amending(r, articles)
}

// byNumber is the reference as one to a clause, whatever unit it is written with: people call a clause 第四项 too.
func byNumber(r question.Reference) index.Reference {
	ref := r.Reference
	ref.Kind = index.ClauseRef
	return ref
}

// numberedAs gives the clauses that have a number of the reference, as a search does, and its parts. Clauses
// with several numbers (4.1.2) have an address and no number.
func numberedAs(r question.Reference, d *corpus.Document) (out []*corpus.Clause) {
	for _, c := range naming.Clauses(d, byNumber(r)) {
		if c.NamesPart() && len(r.Parts) > 0 {
			if _, ok := Part(c, r.Parts); !ok {
				continue
			}
		}
		if len(c.Ordinal) == 0 {
			out = append(out, c)
		}
	}
	return out
}

// partly gives the clauses that have the item of a reference that names no clause. For a
// paragraph (第五条第二款) it gives the clauses that amend it, if the document is a decision that amends
// another text and numbers its own clauses in another way.
func partly(r question.Reference, d *corpus.Document, articles []*corpus.Clause) (out []*corpus.Clause) {
	if r.Kind != index.ItemRef {
		if _, amends := citation.Amended(d.Title); !amends || len(articles) > 0 && strings.HasPrefix(articles[0].Label, "第") {
			return nil
		}
		return Amending(r, articles)
	}
	for _, c := range articles {
		if LabelledAs(c, r) {
			out = append(out, c)
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, c := range articles {
		if _, ok := Part(c, r.Parts); ok {
			out = append(out, c)
		}
	}
	return out
}

// LabelledAs reports whether a reference is the printed label of a clause: （二） is that of a clause （二）, and not of an
// item 2. of another clause. 第（二）项 names an item.
func LabelledAs(c *corpus.Clause, r question.Reference) bool {
	return r.Kind == index.ItemRef && strings.HasPrefix(r.Written, "(") && label(c.Label) == r.Written
}

// Articles gives the clauses of a document that have a label.
func Articles(d *corpus.Document) (out []*corpus.Clause) {
	for _, c := range d.Clauses {
		if c.Kind == corpus.Article {
			out = append(out, c)
		}
	}
	return out
}

// Amending gives the clauses that amend the clause referred to, in a text that amends another
// one: a row of a table with 第五条 in one cell and 第六条 in another, or 一、将第五条修改为：“第六条……”.
func Amending(r question.Reference, articles []*corpus.Clause) (out []*corpus.Clause) {
	decides := false // the articles are those of a decision
	if len(articles) > 0 {
		_, decides = citation.Amended(articles[0].Document.Title)
	}
	for _, c := range articles {
		text := c.Text()
		told := false
		if strings.Contains(text, "\t") || c.Label != "" && strings.HasPrefix(text, c.Label) {
			told = cellNames(r, text)
		} else if decides {
			text = ownWords(text)
			told = amendingVerbs.Within(text) && namesArticle(r, text)
		}
		if told {
			out = append(out, c)
		}
	}
	return out
}

// cellNames reports whether a cell of a row begins with the clause referred to.
func cellNames(r question.Reference, row string) bool {
	for cell := range strings.SplitSeq(row, "\t") {
		if beginsWithArticle(r, strings.TrimSpace(cell)) {
			return true
		}
	}
	return false
}

// beginsWithArticle reports whether a text begins with the clause referred to, written as an
// article (第五条).
func beginsWithArticle(r question.Reference, text string) bool {
	l := labels.Read(text)
	return l.Unit == labels.Article && r.Has(l.Number) && r.Sub == l.Sub
}

// wordsFile holds the word list of this package, with a comment.
//
//go:embed words.txt
var wordsFile string

// amendingVerbs are the words with which a decision amends a clause.
var amendingVerbs = wordlist.Read(wordsFile).List("amendingVerbs")

// ownWords gives a text without its quotations. A decision quotes the new clauses, whose
// numbers do not say what it amends.
func ownWords(text string) string {
	var b strings.Builder
	for depth := 0; text != ""; {
		i := strings.IndexAny(text, "“”")
		if i < 0 {
			i = len(text)
		}
		if depth == 0 {
			b.WriteString(text[:i])
		}
		text = text[i:]
		switch {
		case strings.HasPrefix(text, "“"):
			depth++
			text = text[len("“"):]
		case text != "":
			depth = max(0, depth-1)
			text = text[len("”"):]
		}
	}
	return b.String()
}

// namesArticle reports whether a text has the clause referred to anywhere, written as an article.
func namesArticle(r question.Reference, text string) bool {
	for {
		i := strings.Index(text, "第")
		if i < 0 {
			return false
		}
		text = text[i:]
		if beginsWithArticle(r, text) {
			return true
		}
		text = text[len("第"):]
	}
}

// Missing gives the clause numbers that a reference names and that none of the documents has. Of
// a range it gives the ends that are missing, or the part beyond the last clause as a range.
func Missing(r question.Reference, docs []*corpus.Document) []string {
	switch {
	case r.IsSection():
		return nil
	case r.OutOfRange:
		return []string{r.Written}
	}
	found := func(d *corpus.Document) bool { return len(Clauses(r, d)) > 0 }
	if (r.FromEnd > 0 || r.Kind == index.ItemRef) && slices.ContainsFunc(docs, found) {
		return nil
	}
	if r.FromEnd > 0 {
		return []string{strconv.Itoa(-r.FromEnd)}
	}
	wanted := r.Numbers
	if wanted == nil {
		if beyond := pastEnd(r, docs); beyond != "" {
			return []string{beyond}
		}
		wanted = slices.Compact([]int{r.From, r.To})
	}
	var out []string
	for _, n := range wanted {
		if !hasClause(docs, n, r.Sub) {
			out = append(out, numberOf(n, r.Sub))
		}
	}
	return out
}

// numberOf writes the number of a clause: 20, 120-1.
func numberOf(n, sub int) string {
	if sub > 0 {
		return strconv.Itoa(n) + "-" + strconv.Itoa(sub)
	}
	return strconv.Itoa(n)
}

// pastEnd gives the part of a range beyond the last clause as a range, or "" if that is not
// more than one clause.
func pastEnd(r question.Reference, docs []*corpus.Document) string {
	if r.To-r.From <= 1 || hasClause(docs, r.To, 0) {
		return ""
	}
	first := r.From
	for first <= r.To && hasClause(docs, first, 0) {
		first++
	}
	if first >= r.To {
		return ""
	}
	return strconv.Itoa(first) + "–" + strconv.Itoa(r.To)
}

// hasClause reports whether a document has a clause of a number, or amends one.
func hasClause(docs []*corpus.Document, n, sub int) bool {
	for _, d := range docs {
		for _, c := range d.Clauses {
			if c.Kind == corpus.Article && c.Number == n && c.Sub == sub {
				return true
			}
		}
		if len(Amending(question.Reference{Reference: index.Reference{Kind: index.ClauseRef, From: n, To: n, Sub: sub}}, Articles(d))) > 0 {
			return true
		}
	}
	return false
}

// Sections gives the sections of a document that a reference names: those of its unit (章, 节),
// or the outermost ones if it has none or the document has none of that unit (第六章 of a text
// whose sections are 六、).
func Sections(r question.Reference, d *corpus.Document) []*corpus.Section {
	if r.OutOfRange {
		return nil
	}
	var out []*corpus.Section
	fit := sectionsWhere(d, func(s *corpus.Section) bool { return s.Unit == r.Unit && r.Unit != "" })
	if len(fit) == 0 {
		fit = sectionsWhere(d, func(s *corpus.Section) bool { return s.Depth == 0 })
	}
	if r.FromEnd > 0 {
		from, to := len(fit)-r.FromEnd, len(fit)-r.ToEnd
		if to < 0 || to >= len(fit) {
			return nil
		}
		return fit[max(from, 0) : to+1]
	}
	for _, s := range fit {
		if r.Has(s.Number) {
			out = append(out, s)
		}
	}
	return out
}

// sectionsWhere gives the numbered sections of a document that pass a test.
func sectionsWhere(d *corpus.Document, is func(*corpus.Section) bool) (out []*corpus.Section) {
	for _, s := range d.Sections {
		if s.Number > 0 && is(s) {
			out = append(out, s)
		}
	}
	return out
}

// Part gives the paragraph or item of a clause that references lead to, the outer one first.
func Part(c *corpus.Clause, refs []index.Reference) (at corpus.Span, ok bool) {
	var path strings.Builder
	for _, r := range refs {
		path.WriteString("第" + strconv.Itoa(r.From) + r.Unit)
	}
	part, ok := c.Find(path.String())
	return part.Span, ok
}
