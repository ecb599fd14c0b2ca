package citation

import (
	_ "embed"
	"strings"

	"tiaowen/corpus/wordlist"
)

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

var lists = wordlist.Read(wordsFile)

// words.txt describes each list.
var (
	selfNames = lists.List("selfNames")
	refLinks  = lists.List("refLinks")
	refTo     = lists.List("refTo")
	docKinds  = lists.List("docKinds")
	nameStops = lists.List("nameStops")
	extends   = lists.List("extends")
	notLaw    = lists.List("notLaw")
	issuers   = lists.List("issuers")
	bareNames = lists.List("bareNames")
)

// fullNames maps other names of documents to their titles. Both are in the form of titleKey.
var fullNames = pairs(lists.Words("fullNames"))

// pairs reads 党章=中国共产党章程.
func pairs(words []string) map[string]string {
	m := make(map[string]string, len(words))
	for _, w := range words {
		short, full, _ := strings.Cut(w, "=")
		m[short] = full
	}
	return m
}
