// Package naming finds the documents that a text names ([Titles.Find]): by their
// titles, by short forms of these (民诉解释, 差旅费办法), and by the other names in
// names.txt. It also tells what kind of document a title names ([KindOf]).
package naming

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"

	"tiaowen/corpus"
	"tiaowen/corpus/wordlist"
	"tiaowen/index/gram"
	"tiaowen/index/reference"
	"tiaowen/segmenter"
	"tiaowen/segmenter/pinyin"
)

// Words cuts folded texts into words, and knows what is a word of the dictionary.
type Words interface {
	Tokens(folded string) []segmenter.Token
	IsWord(word string) bool
}

// Name is a place of a folded text where documents are named, in all their versions
// and books.
type Name struct {
	Documents  []*corpus.Document // newest version first
	Start, End int                // bytes of the text
}

// Missing is a place of a folded text that has the form of a document's name, but names none of the
// documents.
type Missing struct {
	Name       string // folded
	Start, End int    // bytes of the text
}

// Titles are the titles of some documents, by which texts name them. They are safe
// for concurrent use.
type Titles struct {
	docs  []*corpus.Document
	words Words
	full  fullTitles
	short func() shortTitles // made when a name may be a short one
}

// New reads the titles of documents.
func New(docs []*corpus.Document, words Words) *Titles {
	ts := &Titles{docs: docs, words: words, full: newFullTitles(docs)}
	ts.short = sync.OnceValue(ts.newShortTitles)
	return ts
}

// Warm prepares the short names. Without it the first short name waits for that.
func (ts *Titles) Warm() { ts.short() }

// Of returns the documents whose title, or a name that is as sure, has this [Key], the newest first.
func (ts *Titles) Of(key string) []*corpus.Document { return ts.full.byKey[key] }

// Found holds what a text names, in the order of the text.
type Found struct {
	Named     []Name
	Ambiguous []Name // names that may be those of any of some documents; Documents are all of them
	Missing   []Missing
}

// Find gives the documents that a folded text names; refs are the numbers of clauses in it.
func (ts *Titles) Find(folded string, refs []reference.Reference) (f Found) {
	exact := ts.full.find(folded)
	if !holdsKind(folded) && len(refs) == 0 && !strings.Contains(folded, "《") {
		f.Named = exact
		return f
	}
	r := ts.newNameReader(folded, refs, exact)
	one, several := r.shortNames()
	one, several, f.Missing = r.shownNames(one, several)
	// What a longer name holds was not meant: 劳动合同法 of 劳动合同法实施细则.
	f.Named = slices.DeleteFunc(exact, func(e Name) bool {
		return covers(e, one) || slices.ContainsFunc(f.Missing, func(n Missing) bool { return n.Start < e.End && e.Start < n.End })
	})
	f.Named = append(f.Named, one...)
	slices.SortStableFunc(f.Named, func(a, b Name) int { return cmp.Compare(a.Start, b.Start) })
	f.Ambiguous = several
	return f
}

// Sound returns the pinyin of a title without the name of the state, by which titles are put in alphabetical order. A
// character without a reading stands for itself.
func Sound(title string) string {
	var b strings.Builder
	for _, r := range strings.TrimPrefix(gram.Fold(title), State) {
		switch readings := pinyin.Readings(r); {
		case len(readings) > 0:
			b.WriteString(readings[0] + " ")
		case gram.IsWord(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

// words.txt describes each list.
var (
	lists       = wordlist.Read(wordsFile)
	common      = lists.Set("common")
	lawless     = lists.List("lawless")
	afterLaw    = lists.Words("afterLaw")
	besideLaw   = lists.Words("besideLaw")
	beforeNames = lists.List("beforeNames")
	leads       = lists.Set("leads")
)
