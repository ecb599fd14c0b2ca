package index

import (
	"slices"
	"strings"

	"tiaowen/corpus"
	"tiaowen/index/gram"
	"tiaowen/index/naming"
	"tiaowen/index/suggest"
)

// Titled finds the documents that a text may be the title of: those whose title or short
// name holds it, in Chinese or in pinyin, and those that it is a short name of (民诉法).
// If there are none, it finds those whose title has its characters in order.
func (ix *Index) Titled(text string) func(d *corpus.Document) bool {
	folded := strings.TrimSpace(gram.Fold(text))
	found := make(map[*corpus.Document]bool)
	latin := folded != "" && !strings.ContainsFunc(folded, func(r rune) bool { return r > 'z' })
	sound := suggest.Tight(folded)
	for _, d := range ix.Documents() {
		found[d] = holdsName(d, folded) || latin && suggest.Sounds(d.Title, sound)
	}
	q := &Query{Text: text}
	ix.readNames(q, folded)
	for _, law := range append(slices.Clip(q.Laws), q.Ambiguous...) {
		for _, d := range law.Documents {
			found[d] = true
		}
	}
	is := func(d *corpus.Document) bool { return found[d] }
	if !slices.ContainsFunc(ix.Documents(), is) {
		name := []rune(folded)
		for _, d := range ix.Documents() {
			found[d] = len(name) > 1 && naming.KeepsOrder(name, []rune(gram.Fold(d.Title)))
		}
	}
	return is
}

// holdsName reports whether the title of a document, or one of its short names, holds a folded text.
func holdsName(d *corpus.Document, folded string) bool {
	holds := func(name string) bool { return strings.Contains(gram.Fold(name), folded) }
	return holds(d.Title) || slices.ContainsFunc(d.Names, holds)
}
