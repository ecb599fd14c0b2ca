package answer

import (
	"regexp"
	"slices"
	"strconv"

	"tiaowen/corpus"
	"tiaowen/index"
)

// reference is a clause or section number of a question, with the paragraph
// and item that follow it.
type reference struct {
	index.Reference
	written string // as typed, folded
	parts   []index.Reference
}

// readReferences joins chained references to the clause they continue.
func readReferences(folded string, refs []index.Reference) []reference {
	var out []reference
	var within []index.Reference // paragraph 2 of article 30: named before the clause
	for i, r := range refs {
		if part := r.Kind == index.ParagraphRef || r.Kind == index.ItemRef; part && i+1 < len(refs) && ofNext.MatchString(folded[r.End:refs[i+1].Start]) {
			within = append([]index.Reference{r}, within...)
			continue
		}
		if within != nil && r.Kind == index.ClauseRef {
			out = append(out, reference{Reference: r, parts: within, written: folded[within[len(within)-1].Start:r.End]})
			within = nil
			continue
		}
		if r.Chained && len(out) > 0 && (r.Kind == index.ParagraphRef || r.Kind == index.ItemRef) {
			last := &out[len(out)-1]
			last.parts = append(last.parts, r)
			last.written = folded[last.Start:r.End]
			continue
		}
		out = append(out, reference{Reference: r, written: folded[r.Start:r.End]})
	}
	return out
}

// ofNext is what stands between a paragraph and the clause it belongs to.
var ofNext = regexp.MustCompile(`^,? (?:of|in|under) (?:the )?$`)

// section reports whether the reference names sections.
func (r reference) section() bool { return r.Kind == index.SectionRef }

// name is the reference as messages say it.
func (r reference) name(lang Lang) string {
	if lang == Chinese {
		label := r.Label()
		for _, p := range r.parts {
			label += p.Label()
		}
		return label
	}
	unit := "clause"
	if r.section() {
		unit = "section"
	}
	switch {
	case r.FromEnd > 0 && r.FromEnd == r.ToEnd && r.FromEnd == 1:
		return "the last " + unit
	case r.FromEnd > 0 && r.FromEnd == r.ToEnd:
		return unit + " " + strconv.Itoa(r.FromEnd) + " from the end"
	case r.FromEnd > 0:
		return "the last " + strconv.Itoa(r.FromEnd) + " " + unit + "s"
	case r.Numbers != nil:
		out := unit + "s "
		for i, n := range r.Numbers {
			if i > 0 {
				out += ", "
			}
			out += strconv.Itoa(n)
		}
		return out
	case r.From != r.To:
		return unit + "s " + strconv.Itoa(r.From) + " to " + strconv.Itoa(r.To)
	}
	out := unit + " " + strconv.Itoa(r.From)
	if r.Sub > 0 {
		out += "-" + strconv.Itoa(r.Sub)
	}
	for _, p := range r.parts {
		out += ", " + p.Kind.String() + " " + strconv.Itoa(p.From)
	}
	return out
}

// numbers are the clause numbers the reference names, at most 100 of a range.
func (r reference) numbers() []int {
	switch {
	case r.section() || r.OutOfRange || r.FromEnd > 0:
		return nil
	case r.Numbers != nil:
		return r.Numbers
	}
	var out []int
	for n := r.From; n <= r.To && len(out) < 100; n++ {
		out = append(out, n)
	}
	return out
}

// clauses gives the clauses of a document that the reference names, in the
// order of the text.
func (r reference) clauses(d *corpus.Document) []*corpus.Clause {
	if r.section() || r.OutOfRange {
		return nil
	}
	var articles, out []*corpus.Clause
	for _, c := range d.Clauses {
		if c.Kind == corpus.Article {
			articles = append(articles, c)
		}
	}
	if r.FromEnd > 0 {
		from, to := len(articles)-r.FromEnd, len(articles)-r.ToEnd
		if to < 0 {
			return nil
		}
		return articles[max(from, 0) : to+1]
	}
	for _, c := range articles {
		if r.Has(c.Number) && (r.Sub == c.Sub || r.From != r.To || r.Numbers != nil) {
			out = append(out, c)
		}
	}
	return out
}

// missing gives a clause number that the reference names and that none of the
// documents has. Of a range only its ends must exist.
func (r reference) missing(docs []*corpus.Document) (number string, ok bool) {
	if r.section() {
		return "", false
	}
	if r.OutOfRange {
		return r.written, true
	}
	if r.FromEnd > 0 {
		for _, d := range docs {
			if len(r.clauses(d)) > 0 {
				return "", false
			}
		}
		return strconv.Itoa(-r.FromEnd), true
	}
	wanted := r.Numbers
	if wanted == nil {
		wanted = []int{r.From, r.To}
	}
	for _, n := range wanted {
		if !hasClause(docs, n, r.Sub) {
			label := strconv.Itoa(n)
			if r.Sub > 0 {
				label += "-" + strconv.Itoa(r.Sub)
			}
			return label, true
		}
	}
	return "", false
}

func hasClause(docs []*corpus.Document, n, sub int) bool {
	for _, d := range docs {
		for _, c := range d.Clauses {
			if c.Kind == corpus.Article && c.Number == n && c.Sub == sub {
				return true
			}
		}
	}
	return false
}

// sections gives the sections of a document that the reference names: those of
// its unit (章, 节), outermost ones for 部分 and where no unit is said.
func (r reference) sections(d *corpus.Document) []*corpus.Section {
	if r.OutOfRange {
		return nil
	}
	var fit, out []*corpus.Section
	for _, s := range d.Sections {
		if s.Number > 0 && s.Unit == r.Unit && r.Unit != "" {
			fit = append(fit, s)
		}
	}
	if len(fit) == 0 { // 第六章 of a text whose sections are 六、
		for _, s := range d.Sections {
			if s.Number > 0 && s.Depth == 0 {
				fit = append(fit, s)
			}
		}
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

// partOf finds the paragraph and item of a clause that a reference goes down to.
func partOf(c *corpus.Clause, refs []index.Reference) (corpus.Span, bool) {
	parts, at := c.Parts, corpus.Span{}
	found := false
	for _, r := range refs {
		if r.Kind == index.ItemRef && len(parts) > 0 && parts[0].Kind == corpus.Paragraph {
			// 第二十条第（三）项: the only paragraph that has items goes unsaid.
			if i := slices.IndexFunc(parts, func(p corpus.Part) bool { return len(p.Parts) > 0 }); i >= 0 {
				parts = parts[i].Parts
			}
		}
		hit := false
		for i := range parts {
			if parts[i].Number == r.From {
				at, parts, hit = parts[i].Span, parts[i].Parts, true
				break
			}
		}
		if !hit {
			return corpus.Span{}, false
		}
		found = true
	}
	return at, found
}
