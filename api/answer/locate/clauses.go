// Package locate finds what a reference names in a document: clauses by number, range or
// place, paragraphs and items, sections by number, what the labels of an address lead to,
// and, in a text that amends another one, the clauses that say what becomes of a clause.
package locate

import (
	"slices"
	"strconv"
	"strings"

	"tiaowen/api/answer/match"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/corpus/citation"
	labels "tiaowen/corpus/label"
	"tiaowen/index"
)

// Named gives the clause of a document that a number names in one of the forms
// people write (20, 第二十条, clause 20); nil when the words say anything else, or
// name no clause or several.
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

// Clauses gives the clauses of a document that the reference names, in the
// order of the text.
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
		from, to := len(articles)-r.FromEnd, len(articles)-r.ToEnd
		if to < 0 {
			return nil
		}
		return articles[max(from, 0) : to+1]
	}
	if out := numberedAs(r, articles); out != nil {
		return out
	}
	return Amending(r, articles)
}

// numberedAs gives the clauses that have a number of the reference; a sub-number
// (之一) counts where one clause is named.
func numberedAs(r question.Reference, articles []*corpus.Clause) (out []*corpus.Clause) {
	several := r.From != r.To || r.Numbers != nil
	for _, c := range articles {
		if c.NamesPart() && len(r.Parts) > 0 {
			if _, ok := Part(c, r.Parts); !ok {
				continue
			}
		}
		if len(c.Ordinal) == 0 && r.Has(c.Number) && (several || r.Sub == c.Sub) {
			out = append(out, c)
		}
	}
	return out
}

// partly gives the clauses that have the item referred to, where no clause is named with it; and in a text
// that amends another, and numbers its own clauses otherwise, those that say what becomes of a paragraph: 删去第五条第二款.
func partly(r question.Reference, d *corpus.Document, articles []*corpus.Clause) (out []*corpus.Clause) {
	if r.Kind != index.ItemRef {
		if _, amends := citation.Amended(d.Title); !amends || len(articles) > 0 && strings.HasPrefix(articles[0].Label, "第") {
			return nil
		}
		return Amending(r, articles)
	}
	for _, c := range articles {
		if _, ok := Part(c, r.Parts); ok {
			out = append(out, c)
		}
	}
	return out
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

// Amending gives the clauses that say what becomes of the clause referred to, in
// a text that amends another one: a row of a table of amendments, 第五条 in one
// cell and 第六条 in another, or 一、将第五条修改为：“第六条……”.
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
			told = match.ContainsAny(text, amendingVerbs...) && namesArticle(r, text)
		}
		if told {
			out = append(out, c)
		}
	}
	return out
}

// cellNames reports whether a cell of a row begins with the number of the clause referred to.
func cellNames(r question.Reference, row string) bool {
	for cell := range strings.SplitSeq(row, "\t") {
		if beginsWithArticle(r, strings.TrimSpace(cell)) {
			return true
		}
	}
	return false
}

// beginsWithArticle reports whether a text begins with the number of the clause
// referred to as an article.
func beginsWithArticle(r question.Reference, text string) bool {
	l := labels.Read(text)
	return l.Unit == labels.Article && r.Has(l.Number) && r.Sub == l.Sub
}

// amendingVerbs are what a decision does to the clauses of another text.
var amendingVerbs = []string{"修改为", "改为", "修改：", "删去", "删除", "增加", "替换为", "调整为"}

// ownWords is a text without its quotations: what a decision says itself.
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

// namesArticle reports whether a text names the clause referred to as an article.
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

// Missing gives the clause numbers that the reference names and that none of the
// documents has, at most ten of a range.
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

// pastEnd gives the clauses of a range that runs past the last one, as a range; "" where
// it does not, or by one.
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

func hasClause(docs []*corpus.Document, n, sub int) bool {
	for _, d := range docs {
		for _, c := range d.Clauses {
			if c.Kind == corpus.Article && c.Number == n && c.Sub == sub {
				return true
			}
		}
		if len(Amending(question.Reference{Reference: index.Reference{Kind: index.ClauseRef, From: n, To: n, Sub: sub}}, Articles(d))) > 0 {
			return true // it is told what became of it
		}
	}
	return false
}

// Sections gives the sections of a document that the reference names: those of
// its unit (章, 节), outermost ones for 部分 and where no unit is said.
func Sections(r question.Reference, d *corpus.Document) []*corpus.Section {
	if r.OutOfRange {
		return nil
	}
	var out []*corpus.Section
	fit := sectionsWhere(d, func(s *corpus.Section) bool { return s.Unit == r.Unit && r.Unit != "" })
	if len(fit) == 0 { // 第六章 of a text whose sections are 六、
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

// Part finds the paragraph and item of a clause that a reference goes down to.
func Part(c *corpus.Clause, refs []index.Reference) (at corpus.Span, ok bool) {
	var path strings.Builder
	for _, r := range refs {
		path.WriteString("第" + strconv.Itoa(r.From) + r.Unit)
	}
	part, ok := c.Find(path.String())
	return part.Span, ok
}
