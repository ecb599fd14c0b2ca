package index

import (
	"strings"

	"tiaowen/index/gram"
	"tiaowen/index/stopword"
)

// What a form narrows a search by, beside its words: kind and year of the
// document, a phrase, words that must or must not be there.

// narrow drops the clauses that these leave out.
func (ix *Index) narrow(f *Filter, drop func(out func(ord int) bool)) error {
	if f.Kind != "" || f.Year != "" {
		out := ix.narrowed(f)
		drop(func(ord int) bool { return out[ix.PositionOf(uint32(ord))] })
	}
	for _, word := range f.All {
		holds, err := ix.holding(word)
		if err != nil {
			return err
		}
		drop(func(ord int) bool { return !holds[ord] })
	}
	for _, word := range f.None {
		holds, err := ix.holding(word)
		if err != nil {
			return err
		}
		drop(func(ord int) bool { return holds[ord] })
	}
	for _, word := range f.Titles {
		titled := ix.titled(word)
		drop(func(ord int) bool { return !titled(ord) })
	}
	return nil
}

// narrowed marks the documents of another kind or year.
func (ix *Index) narrowed(f *Filter) []bool {
	out := make([]bool, len(ix.Documents()))
	for i, d := range ix.Documents() {
		out[i] = f.Kind != "" && ix.Kinds()[i] != f.Kind || f.Year != "" && YearOf(d) != f.Year
	}
	return out
}

// narrowing fills in what a query narrows a search by.
func (ix *Index) narrowing(q *Query, f *Filter) {
	f.Kind, f.Year = q.Kind, q.Year
	if phrase := strings.TrimSpace(gram.Fold(q.Exact)); phrase != "" {
		f.All = append(f.All, phrase)
	}
	f.None = strings.FieldsFunc(gram.Fold(q.Exclude), func(r rune) bool { return !gram.IsWord(r) })
	if !q.All && !q.Titles {
		return
	}
	text := []byte(q.Folded)
	for _, r := range q.References { // the number of a clause is no word of it
		for i := r.Start; i < r.End; i++ {
			text[i] = ' '
		}
	}
	words := ix.wordsOf(string(text))
	if q.Titles {
		f.Titles = words
	} else {
		f.All = append(f.All, words...)
	}
}

// wordsOf cuts a folded query into the words that say what is looked for, each once. Those in which
// people ask are left out, unless there are no others.
func (ix *Index) wordsOf(folded string) []string {
	var words, asking []string
	seen := make(map[string]bool)
	for _, t := range ix.Tokens(folded) {
		if seen[t.Text] || !gram.IsWord(gram.First(t.Text)) {
			continue
		}
		seen[t.Text] = true
		if stopword.Is(t.Text) {
			asking = append(asking, t.Text)
		} else {
			words = append(words, t.Text)
		}
	}
	if len(words) == 0 {
		return asking
	}
	return words
}

// titled reports whether a folded word stands in a clause's title, its headings or its document's title.
func (ix *Index) titled(word string) func(ord int) bool {
	known := make(map[string]bool) // titles come again and again
	has := func(title string) bool {
		if title == "" {
			return false
		}
		is, ok := known[title]
		if !ok {
			is = strings.Contains(gram.Fold(title), word)
			known[title] = is
		}
		return is
	}
	return func(ord int) bool {
		c := ix.clauses[ord]
		if has(c.Title) || has(c.Document.Title) {
			return true
		}
		for s := c.Section; s != nil; s = s.Parent {
			if has(s.Title) {
				return true
			}
		}
		return false
	}
}
