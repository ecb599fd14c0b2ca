package answer

import (
	_ "embed"
	"regexp"

	"tiaowen/corpus/wordlist"
)

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

// words.txt describes each list.
var (
	lists         = wordlist.Read(wordsFile)
	qualifiers    = lists.Set("qualifiers")
	circumstances = lists.List("circumstances")
	titlesAsked   = lists.List("titlesAsked")
	made          = lists.List("made")
	sectionWords  = lists.List("sectionWords")
	counted       = lists.List("counted")
	questionWords = lists.Words("questionWords")
)

// whichPlace matches words that ask for a place in the text.
var whichPlace = regexp.MustCompile(`哪(?:一|几|些|个)?(?:条|款|章|节|部分|里|儿|地方|项)|` + lists.Alternation("places"))
