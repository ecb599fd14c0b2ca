package tidy

import (
	_ "embed"
	"strings"

	"tiaowen/corpus/reader"
	"tiaowen/corpus/script"
	"tiaowen/corpus/wordlist"
)

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

var lists = wordlist.Read(wordsFile)

// words.txt describes each list.
var (
	readings = lists.List("readings")
	buttons  = lists.List("buttons")
	endings  = lists.List("endings")
)

// pageEnds drops the lines of a web page at both ends of a text that was copied from it: how often it was read,
// buttons, the articles before and after it.
func (w *rewriter) pageEnds() {
	for i := 1; i < len(w.lines) && i < 6; i++ {
		if words := w.words(i); readings.Within(words) && reader.IsPageLine(words) {
			w.drop(i)
		}
	}
	from, found := len(w.lines), false
	for from > 1 && w.endsPage(from-1) {
		from--
		found = found || buttons.Within(w.words(from))
	}
	if !found {
		return
	}
	for i := from; i < len(w.lines); i++ {
		w.drop(i)
	}
}

// endsPage reports whether line i can be one of a page below its article.
func (w *rewriter) endsPage(i int) bool {
	words := w.words(i)
	if reader.IsPageLine(words) || isDownload(words) {
		return true
	}
	return strings.HasPrefix(words, "附件") && strings.HasSuffix(words, "：") && script.Short(words, 8) && i+1 < len(w.lines) && isDownload(w.words(i+1))
}

// isDownload reports whether a line is the name of a file.
func isDownload(words string) bool {
	return script.Short(words, 80) && !strings.ContainsAny(words, "。；") && endings.Ends(strings.ToLower(words)) > 0
}
