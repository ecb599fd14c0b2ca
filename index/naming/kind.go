package naming

import (
	"slices"
	"strings"

	"tiaowen/corpus"
	"tiaowen/index/gram"
)

// kind is a word that titles and their short names end in. A loose one is an ordinary word of questions
// as well, and ends a name only where something shows that it does.
type kind struct {
	word  string
	loose bool
}

// kinds are all kinds, the longer before those that they end in.
var kinds = func() (all []kind) {
	for _, word := range lists.Words("kinds") {
		all = append(all, kind{word, false})
	}
	for _, word := range lists.Words("looseKinds") {
		all = append(all, kind{word, true})
	}
	slices.SortStableFunc(all, func(a, b kind) int { return len(b.word) - len(a.word) })
	return all
}()

const (
	lawKind      = "法"
	judicialKind = "司法解释" // a ruling of the highest court, whatever its title calls it
)

// kindOf is the word at the end of a name that says what it is, "" for none.
func kindOf(name string) (kind string, loose bool) {
	for _, k := range kinds {
		if strings.HasSuffix(name, k.word) {
			return k.word, k.loose
		}
	}
	return "", false
}

// Ending returns the kind of document with which a text ends, such as 条例 or 通知. It is "" if the text does not end like a title.
func Ending(text string) string {
	kind, _ := kindOf(gram.Fold(text))
	if kind == lawKind && isLawless(text) {
		return ""
	}
	return kind
}

// KindOf returns the kind of a document: what a list of documents says, else the word that its
// title ends in, such as 条例 or 通知. It is "" if the title ends in none.
func KindOf(d *corpus.Document) string {
	if d.Facts.Kind != "" {
		return d.Facts.Kind
	}
	title := gram.Fold(d.Title)
	title = strings.TrimSpace(title[:trimmed(title)])
	if book, _, ok := strings.Cut(title, " "); ok && strings.HasPrefix(title, State) {
		title = book // 民法典 总则
	}
	if strings.HasSuffix(title, "法典") || strings.HasSuffix(title, "宪法") {
		return lawKind
	}
	kind, _ := kindOf(title)
	if kind == lawKind && isLawless(title) {
		return ""
	}
	return kind
}

// isLawless reports whether a title ends in a word such as 办法 or 做法, which is not a law.
func isLawless(title string) bool { return lawless.Ends(title) > 0 }
