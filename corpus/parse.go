package corpus

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/reader"
)

// Parse reads a document: name is its file name (it tells txt from Markdown,
// and the title and date of a text that states none), src its bytes. The
// Document is complete and immutable; its ID is [DocumentID] of its title and date.
//
// A file that cannot be read gives a [reader.Error], a text without any
// structure a [NoClauseError].
func Parse(name string, src []byte) (*Document, error) {
	text, err := reader.Read(name, src)
	if err != nil {
		return nil, err
	}
	return Divide(name, text)
}

// Divide is the second half of [Parse], for a text that was read with limits of one's own.
func Divide(name string, text *reader.Text) (*Document, error) {
	p := &parser{
		name:   name,
		text:   text,
		source: text.Source,
		lines:  splitLines(text.Source),
		doc: &Document{Source: text.Source, Report: Report{
			Format: text.Format, Encoding: text.Encoding, Skipped: text.Skipped,
		}},
	}
	switch {
	case len(p.lines) == 0:
		return nil, &reader.Error{Name: name, Reason: reader.Empty}
	case len(p.lines) > maxLines:
		return nil, &reader.Error{Name: name, Reason: reader.TooLarge, Detail: fmt.Sprintf("more than %d lines", maxLines)}
	}
	// The order matters: each step relies on the ones above it.
	p.readLabels()
	p.front()
	p.scheme()
	p.contents()
	p.splitShared()
	p.roles()
	p.signatures()
	if !p.structured() {
		l := p.lines[min(p.body, len(p.lines)-1)]
		return nil, &NoClauseError{
			Name:  filepath.Base(name),
			Line:  1 + strings.Count(p.source[:l.start], "\n"),
			Words: abridge(p.source[l.start:l.end], 20),
		}
	}
	p.build()
	p.titles()
	p.keys()
	p.doc.ID = DocumentID(p.doc.Title, p.doc.Date)
	p.doc.findGaps()
	p.doc.findDamage()
	return p.doc, nil
}

// maxLines bounds the memory that a text can ask for; the longest law has 4,000 lines.
const maxLines = 500_000

// NoClauseError is a text that nothing divides into clauses.
type NoClauseError struct {
	Name  string // of the file, without its folder
	Line  int    // 1 is the first: where clauses were expected
	Words string // what stands there instead, abridged
}

// Error says in English what is wrong and what to do.
func (e *NoClauseError) Error() string {
	return fmt.Sprintf("%s: no clause found: line %d reads %q; number the clauses (第一条, 一、, （一） or 1. at the beginning of a line) or give them headings", e.Name, e.Line, e.Words)
}

// Chinese is Error in Chinese.
func (e *NoClauseError) Chinese() string {
	return fmt.Sprintf("%s：没有找到条文：第 %d 行是“%s”；请在行首给条文编号（第一条、一、（一）或 1.），或加上标题", e.Name, e.Line, e.Words)
}

// parser holds what is known while a text becomes a document.
type parser struct {
	name   string
	text   *reader.Text
	source string
	doc    *Document
	lines  []line
	body   int  // lines[body:] stand below the title and the history
	clause unit // the unit that is cited; noUnit in a text that numbers nothing

	next []int // see nextArticle
}

// words is the line i as written.
func (p *parser) words(i int) string { return p.source[p.lines[i].start:p.lines[i].end] }

// readLabels reads the label of every line and what the format says about it.
func (p *parser) readLabels() {
	headings, tables := p.text.Headings, p.text.Tables
	for i := range p.lines {
		l := &p.lines[i]
		for len(headings) > 0 && headings[0].End <= l.start {
			headings = headings[1:]
		}
		for len(tables) > 0 && tables[0].End <= l.start {
			tables = tables[1:]
		}
		if len(tables) > 0 && tables[0].Start <= l.start {
			l.table = true
			continue
		}
		if p.isRow(i) && (i > 0 && p.isRow(i-1) || i+1 < len(p.lines) && p.isRow(i+1)) {
			l.table = true
			continue
		}
		if len(headings) > 0 && headings[0].Start < l.end {
			l.level = headings[0].Level
		}
		l.label = readLabel(p.source[l.start:l.end])
	}
}

// isRow reports whether line i is a row of a table in plain text: cells with
// tabs between them. A tab behind a label is none.
func (p *parser) isRow(i int) bool {
	words := p.words(i)
	tab := strings.IndexByte(words, '\t')
	return tab > 0 && tab > readLabel(words).size && len(p.text.Tables) == 0
}

// structured reports whether the text can be divided, or may stand as a whole:
// a reply or decision in a few sentences is a document when its title and its
// date, or what the format marks in it, say so.
func (p *parser) structured() bool {
	for _, l := range p.lines[p.body:] {
		if l.role == isClause || l.role == isHeading {
			return true
		}
	}
	return p.body < len(p.lines) && p.body > 0 && namesDocument(p.doc.Title) && (p.doc.Date != "" || p.text.Body > 0 || len(p.text.Headings) > 0)
}

// endsSentence reports whether words end as text does and headings do not.
func endsSentence(words string) bool {
	for words != "" {
		r, n := utf8.DecodeLastRuneInString(words)
		switch r {
		case '。', '；', '，', '：', '！', '？', '、', ';', ',', ':', '!', '?':
			return true
		case '”', '’', '"', '）', ')', '〉', '》', ' ', '*':
			words = words[:len(words)-n]
		default:
			return false
		}
	}
	return false
}

// short reports whether words are at most n code points long.
func short(words string, n int) bool {
	return len(words) <= n || len(words) <= n*utf8.UTFMax && utf8.RuneCountInString(words) <= n
}

// abridge is s, or its first n code points and an ellipsis.
func abridge(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i] + "…"
		}
	}
	return s
}

// plain is a title on one line: typographic blanks between its characters
// (总　则) are left out, others become one.
func plain(title string) string {
	words := strings.FieldsFunc(title, isBlank)
	spaced := len(words) > 1
	for _, w := range words {
		if utf8.RuneCountInString(w) > 1 {
			spaced = false
		}
	}
	if spaced {
		return strings.Join(words, "")
	}
	if len(words) == 1 {
		return words[0]
	}
	return strings.Join(words, " ")
}

// fileTitle is the title that a file name gives: without folder, extension and date.
func fileTitle(name string) string {
	name = filepath.Base(filepath.ToSlash(name))
	name = strings.TrimSuffix(name, filepath.Ext(name))
	if i := strings.LastIndexAny(name, "(（"); i > 0 {
		if _, rest := readDate(strings.Trim(name[i:], "()（）")); rest == "" {
			name = strings.TrimSpace(name[:i])
		}
	}
	if name == "" {
		return "untitled"
	}
	return name
}
