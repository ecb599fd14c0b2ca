// Package vocabulary relates the words that people use to the words of the texts: synonyms, and
// everyday words for legal terms. [Vocabulary.Expand] adds the words of the texts to a query. The vocabulary built in ([Builtin]) has three files, whose
// format the head of synonyms.txt describes; a user adds one of the same form ([Read]).
package vocabulary

import (
	_ "embed"
	"io"
	"iter"
	"slices"
	"strings"
	"sync"

	"tiaowen/corpus/wordlist"
	"tiaowen/index/gram"
)

// Everyday Chinese and names, which no text owns; what laypeople say against what
// statutes say; and what belongs to the measures text alone.
var (
	//go:embed synonyms.txt
	everydaySynonyms string
	//go:embed synonyms_statutes.txt
	statutesSynonyms string
	//go:embed synonyms_measures.txt
	measuresSynonyms string
	//go:embed words.txt
	wordsFile string
)

// words.txt describes each list.
var (
	lists     = wordlist.Read(wordsFile)
	particles = lists.Characters("particles")
	small     = lists.Set("small")
)

// Expansion is a word added to a query for words of it.
type Expansion struct {
	From       string  // the words of Query.Folded it stands for
	Start, End int     // their place, bytes of Query.Folded
	Said       string  // what of them the rule says: 护照 保管 of 护照放在哪个科室保管
	To         string  // folded
	Weight     float64 // above 0, at most 1: how sure it is that the texts mean the same
	Rank       int     // 0 for the word its rule names first, the likeliest
	Loose      bool    // the words are those of a rule in another order
}

// String gives the expansion as people read it: "裸官 ← 国外有家属".
func (e Expansion) String() string { return e.To + " ← " + e.From }

// Vocabulary relates what people say to what the texts say. It never changes after it is read.
type Vocabulary struct {
	rules map[string][]*rule     // by the first character of what is said, or its first Latin word's stem; longest first
	begin map[string][]*rule     // those of rules that fit a text that begins with two Chinese characters; by both, or by the first where only that matters
	loose map[string][]looseRule // by the first content character or stem
	texts map[string]*rule       // by their text
	alone map[rune]*rule         // of one Chinese character, met where it is a word of its own
	own   []Own
}

// Own is the part of a vocabulary that belongs to one document: it is used where that
// document is, and inside it only.
type Own struct {
	Key, Title string // of the document; Key is [naming.Key] of the title
	*Vocabulary
}

// rule is one said wording and what is written for it.
type rule struct {
	said    []string // the pieces between …; of a Latin rule one stem a word
	text    string   // the pieces, joined by blanks
	latin   bool
	size    int // code points said
	written []alternative
}

type alternative struct {
	text   string
	weight float64
}

// maxBetween is how many code points … stands for at most.
const maxBetween = 8

// Builtin is the built-in vocabulary. It is read at the first call, which takes as long as indexing a text.
var Builtin = sync.OnceValue(func() *Vocabulary {
	v := blank(nil)
	for _, file := range []string{everydaySynonyms, statutesSynonyms, measuresSynonyms} {
		if err := v.read(strings.NewReader(file)); err != nil {
			panic("the vocabulary built in: " + err.Error()) // Unreachable: a test reads the files.
		}
	}
	v.index()
	return v
})

// Read reads a vocabulary file and adds it to base, which may be nil. An error names the line.
func Read(r io.Reader, base *Vocabulary) (*Vocabulary, error) {
	v := blank(base)
	if err := v.read(r); err != nil {
		return nil, err
	}
	v.index()
	return v, nil
}

// Own are the parts that belong to documents.
func (v *Vocabulary) Own() []Own { return v.own }

// Has reports whether a rule is about these folded words.
func (v *Vocabulary) Has(said string) bool { return v.texts[said] != nil }

// Words yields all words of the rules, those of [Own] parts included, some of them more than once.
func (v *Vocabulary) Words() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, r := range v.texts {
			if !yield(r.text) {
				return
			}
			for _, a := range r.written {
				if !yield(a.text) {
					return
				}
			}
		}
		for _, o := range v.own {
			for w := range o.Words() {
				if !yield(w) {
					return
				}
			}
		}
	}
}

// Same are the other names of the thing that a word names, by the rules of the
// vocabulary that hold in every direction: 最高法 = 最高院 = 最高人民法院. Nil
// without any.
func (v *Vocabulary) Same(word string) (names []string) {
	same := func(of, name string) bool {
		r := v.texts[of]
		return r != nil && slices.ContainsFunc(r.written, func(a alternative) bool { return a.text == name && a.weight == 1 })
	}
	word = gram.Fold(word)
	if r := v.texts[word]; r != nil {
		for _, a := range r.written {
			if a.weight == 1 && same(a.text, word) {
				names = append(names, a.text)
			}
		}
	}
	return names
}
