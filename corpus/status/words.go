package status

import (
	_ "embed"

	"tiaowen/corpus/wordlist"
)

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

var (
	lists       = wordlist.Read(wordsFile)
	thisText    = lists.Words("thisText")
	repealing   = lists.Words("repealing")
	repealSigns = lists.Words("repealSigns")
	kinds       = lists.Words("kinds")
	markedTexts = lists.Words("markedTexts")
	events      = lists.List("events")
	bases       = lists.List("bases")
)
