package index

import (
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/index/gram"
	"tiaowen/index/suggest"
)

// Suggest gives at most n completions of a text, the best first: clauses named
// by number, then titles, terms and words that begin with it, then titles and terms that
// hold it. The text may be Chinese or pinyin, whole or initials, of any part; pinyin of a
// word of the texts is completed to that word first. Its cost does not grow
// with the number of documents beyond a logarithm.
func (ix *Index) Suggest(prefix string, n int) []suggest.Suggestion {
	folded := strings.TrimSpace(gram.Fold(prefix))
	if folded == "" || n <= 0 || utf8.RuneCountInString(folded) > suggest.MaxText {
		return nil
	}
	var out []suggest.Suggestion
	seen := make(map[string]bool)
	add := func(s suggest.Suggestion) {
		if len(out) < n && !seen[s.Text] {
			seen[s.Text] = true
			out = append(out, s)
		}
	}
	for _, s := range ix.suggestNamed(prefix, n) {
		add(s)
	}
	c := ix.completer()
	if !strings.ContainsFunc(folded, func(r rune) bool { return r > 'z' }) { // pinyin is found without its gaps
		folded = suggest.Tight(folded)
		if word, ok := ix.wordOf(prefix); ok {
			add(suggest.Suggestion{Text: word, Kind: "term"}) // 干部: a word of the texts, if of no title
		}
	}
	for _, s := range c.Find(folded, n) {
		add(s)
	}
	return out
}

// wordOf gives the word of two and more characters whose pinyin a text is; ok is false unless a clause has it.
func (ix *Index) wordOf(text string) (word string, ok bool) {
	word, ok = ix.speller.Pinyin(text)
	if !ok || utf8.RuneCountInString(word) < 2 {
		return "", false
	}
	return word, ix.cutter.Freq(word) > 0 && ix.stands(word)
}

// suggestNamed gives the clauses that a text names by number.
func (ix *Index) suggestNamed(text string, n int) []suggest.Suggestion {
	q := &Query{Text: text}
	ix.readNames(q, gram.Fold(text))
	var out []suggest.Suggestion
	for _, ord := range ix.named(q) {
		if len(out) == n {
			break
		}
		c := ix.clauses[ord]
		if ix.Outdated().Has(int(ord)) || c.Kind != corpus.Article {
			continue
		}
		words := c.Name()
		if len(ix.Documents()) > 1 {
			words = strings.TrimPrefix(c.Document.Title, "中华人民共和国") + words
		}
		if c.Title != "" {
			words += " " + c.Title
		}
		out = append(out, suggest.Suggestion{Text: words, Kind: "clause", Clause: c})
	}
	return out
}

// newCompleter reads what can be completed from the newest versions of the documents.
func (ix *Index) newCompleter() *suggest.Completer {
	var docs []*corpus.Document
	for _, d := range ix.Documents() {
		if ix.Current(d) {
			docs = append(docs, d)
		}
	}
	words := suggest.Words{All: ix.Occurring(), Freq: ix.cutter.Freq}
	return suggest.New(docs, words, func(d *corpus.Document) float64 { return 1 + max(ix.Cited(d), -0.5) })
}
