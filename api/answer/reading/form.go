// Package reading tells from the words of a sentence what it states: whether it names who
// acts, forbids, punishes or sets a condition, whether it says what a term means, and whom
// it names. It knows nothing of documents and clauses.
package reading

import (
	_ "embed"
	"regexp"

	"tiaowen/corpus/wordlist"
)

// Form is a form that sentences can have. A sentence has the form if it contains one of the words or matches the
// pattern. The words nearly always decide, and take a tenth of the time of a regular expression.
type Form struct {
	words   *wordlist.List
	pattern *regexp.Regexp // nil for none
}

// newForm returns the form of the words of a list and of a pattern, nil for none.
func newForm(list string, pattern *regexp.Regexp) *Form {
	return &Form{lists.List(list), pattern}
}

// In reports whether a folded text has the form.
func (f *Form) In(text string) bool {
	return f.words.Within(text) || f.pattern != nil && f.pattern.MatchString(text)
}

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

// words.txt describes each list.
var (
	lists     = wordlist.Read(wordsFile)
	listNouns = lists.Words("listNouns")
)
