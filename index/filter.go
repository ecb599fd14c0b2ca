package index

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tiaowen/index/facet"
	"tiaowen/index/gram"
	"tiaowen/index/stopword"
)

// ErrFilter is what every error about a filter wraps.
var ErrFilter = errors.New("no such filter")

// check refuses what no filter can mean.
func (ix *Index) check(q *Query) error {
	if q.Norm != "" && !slices.Contains(facet.Norms, q.Norm) {
		return fmt.Errorf("%w: the norm %q is not one of %s", ErrFilter, q.Norm, strings.Join(facet.Norms, ", "))
	}
	if q.Document != "" && ix.Document(q.Document) == nil {
		return fmt.Errorf("%w: there is no document %q", ErrFilter, q.Document)
	}
	return nil
}

// narrowing fills in what a query narrows a search by.
func (ix *Index) narrowing(q *Query, f *facet.Filter) {
	f.Kind, f.Year = q.Kind, q.Year
	if phrase := strings.TrimSpace(gram.Fold(q.Exact)); phrase != "" {
		f.All = append(f.All, phrase)
	}
	f.None = strings.FieldsFunc(gram.Fold(q.Exclude), func(r rune) bool { return !gram.IsWord(r) })
	if !q.All && !q.Titles {
		return
	}
	text := []byte(q.Folded)
	for _, r := range q.References { // the number of a clause is not a word of it
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
