// Package front reads the front of a document: its title, what stands above the title (a letterhead, numbers, grades of
// secrecy), the history below it (when the text was passed, published and changed), and the date of its version.
//
// [Read] gives a [Front] and marks the lines. title.go says which lines are a title, history.go which are history.
package front

import (
	"cmp"
	_ "embed"
	"sort"

	"tiaowen/corpus/date"
	"tiaowen/corpus/letterhead"
	"tiaowen/corpus/line"
	"tiaowen/corpus/reader"
	"tiaowen/corpus/script"
	"tiaowen/corpus/wordlist"
)

// Front is what the front of a document says.
type Front struct {
	Title string
	Date  string // ISO date of the version, or ""
	Body  int    // the first line below the title and the history
}

// reading is the front of a document while it is read.
type reading struct {
	*line.List
	cover  int // lines [0, cover) are the notice that the document came under
	marked int // lines [0, marked) stand above what the format calls the body
}

// Read finds the title, the history and the date of a document, and gives the lines their roles. The first lines, cover of
// them, are the notice that the document came under. name is the name of the file; the format may give a title and a date.
//
// The title is the first line that is neither a label nor a sentence, with the lines that continue it. A letterhead,
// numbers, grades of secrecy and the office may stand above it, and dated lines, document numbers and lines in
// brackets below it. If the first such line names no document and a line below its number does, that line is the title.
func Read(name string, format *reader.Text, lines *line.List, cover int) Front {
	p := &reading{List: lines, cover: cover}
	p.marked = sort.Search(len(p.Lines), func(i int) bool { return p.Lines[i].Start >= format.Body })
	title, first, history, i := p.readFront()
	f := Front{Title: plainTitle(joinTitle(title, len(title) > 0 && p.Lines[first].Level > 0))}
	if n := p.titleAgain(i, f.Title); n > 0 {
		p.SetRole(i, i+n, line.Title)
		for i += n; i < len(p.Lines) && IsHistory(p.List, i); i++ {
			p.Lines[i].Role = line.History
			history = append(history, p.Words(i))
		}
	}
	f.Body = i
	f.Title = cmp.Or(f.Title, script.Plain(format.Title), fileTitle(name))
	f.Date = cmp.Or(format.Date, date.Version(history), p.coverDate())
	return f
}

// readFront reads the lines of the title, from line first on, the history, and where both end.
func (p *reading) readFront() (title []string, first int, history []string, end int) {
	i := p.cover
	for i < len(p.Lines)-1 && p.isLetterhead(i) {
		p.Lines[i].Role = line.History
		i++
	}
	title, first, i = p.readTitle(i)
	i, history = p.readHistory(i, history)
	next, from, behind := p.readTitle(i)
	if len(history) == 0 || p.marked > 0 || !p.isOffice(title, first) || len(next) == 0 || !letterhead.NamesDocument(joinTitle(next, false)) {
		p.SetRole(from, behind, line.Text)
		return title, first, history, i
	}
	p.SetRole(first, first+len(title), line.History) // the office
	end, history = p.readHistory(behind, history)
	return next, from, history, end
}

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

// words.txt describes each list.
var (
	lists         = wordlist.Read(wordsFile)
	events        = lists.List("events")
	englishEvents = lists.Set("englishEvents")
	officeEnds    = lists.Characters("officeEnds")
)
