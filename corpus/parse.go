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
// Of a file that holds several documents it is the first, see [ParseAll].
//
// A file that cannot be read gives a [reader.Error]. A text that nothing
// divides is one passage.
func Parse(name string, src []byte) (*Document, error) {
	docs, err := ParseAll(name, src)
	if err != nil {
		return nil, err
	}
	return docs[0], nil
}

// ParseAll reads every document of a file: a notice and what it hands on are
// each a document of their own, except that a notice, order or announcement
// without clauses is the cover of the text that it publishes. Their sources, joined,
// are the text of the file.
func ParseAll(name string, src []byte) ([]*Document, error) {
	text, err := reader.Read(name, src)
	if err != nil {
		return nil, err
	}
	return Divide(name, text)
}

// Divide is the second half of [ParseAll], for a text that was read with limits of one's own.
func Divide(name string, text *reader.Text) ([]*Document, error) {
	text, lines, left := tidy(text)
	p := newParser(name, text, lines)
	switch {
	case len(p.lines) == 0:
		return nil, &reader.Error{Name: name, Reason: reader.Empty}
	case len(p.lines) > maxLines:
		return nil, &reader.Error{Name: name, Reason: reader.TooLarge, Detail: fmt.Sprintf("more than %d lines", maxLines)}
	}
	p.readLabels()
	p.leads()
	p.front()
	var docs []*Document
	if pieces := p.pieces(); len(pieces) > 1 || pieces[0].cover > 0 {
		docs = dividePieces(name, text, pieces)
	} else {
		docs = []*Document{p.divide()}
	}
	if len(left) > 0 {
		english, chinese := leftOut(left)
		docs[0].Report.Doubts = append(docs[0].Report.Doubts, Doubt{English: english, Chinese: chinese})
	}
	return docs, nil
}

// newParser is a parser of a text, whose lines are found when they are not known.
func newParser(name string, text *reader.Text, lines []line) *parser {
	if lines == nil {
		lines = splitLines(text.Source)
	}
	p := &parser{
		name:   name,
		text:   text,
		source: text.Source,
		lines:  lines,
		doc:    &Document{Source: text.Source, Report: Report{Format: text.Format, Encoding: text.Encoding}},
	}
	r := &p.doc.Report
	for _, o := range text.Omissions {
		if o.Doubtful {
			r.Doubts = append(r.Doubts, Doubt{English: o.English, Chinese: o.Chinese})
			continue
		}
		r.Skipped = append(r.Skipped, o.English)
		r.SkippedChinese = append(r.SkippedChinese, o.Chinese)
	}
	return p
}

// divide makes the document of the lines, whose labels and whose title are read. The order
// matters: each step relies on the ones above it.
func (p *parser) divide() *Document {
	p.openLine()
	p.contents(true)
	p.scheme()
	p.contents(false)
	p.splitShared()
	p.roles()
	p.signatures()
	p.build()
	p.titles()
	p.keys()
	p.facts()
	p.doc.ID = DocumentID(p.doc.Title, p.doc.Date)
	p.doc.findGaps()
	p.doc.findDamage()
	p.doc.findDoubts()
	return p.doc
}

// maxLines bounds the memory that a text can ask for; the longest law has 4,000 lines.
const maxLines = 500_000

// parser holds what is known while a text becomes a document.
type parser struct {
	name   string
	text   *reader.Text
	source string
	doc    *Document
	lines  []line
	cover  int  // lines[:cover] are the notice or announcement that the text came under
	body   int  // lines[body:] stand below the title and the history
	clause unit // the unit that is cited; noUnit in a text that numbers nothing

	next      []int   // see nextArticle
	quotes    []int16 // see quoteGoesOn
	tightness int8    // see tight
}

// words is the line i as written.
func (p *parser) words(i int) string { return p.source[p.lines[i].start:p.lines[i].end] }

// readLabels reads the label of every line and what the format says about it.
func (p *parser) readLabels() {
	headings, tables := p.text.Headings, p.text.Tables
	asked, clauses := reader.Span{}, false // whether the table asked about lays out clauses
	for i := range p.lines {
		l := &p.lines[i]
		for len(headings) > 0 && headings[0].End <= l.start {
			headings = headings[1:]
		}
		for len(tables) > 0 && tables[0].End <= l.start {
			tables = tables[1:]
		}
		if len(tables) > 0 && tables[0].Start <= l.start {
			if tables[0] != asked {
				asked = tables[0]
				clauses = p.holdsClauses(i, asked.End)
			}
			if l.table = !clauses; l.table {
				continue
			}
		}
		if p.isRow(i) && (i > 0 && p.isRow(i-1) || i+1 < len(p.lines) && p.isRow(i+1)) {
			l.table = true
			continue
		}
		if len(headings) > 0 && headings[0].Start < l.end {
			l.level = headings[0].Level
		}
		l.label = readLabel(p.source[l.start:l.end])
		if u := l.label.unit; (u == hanParen || u == digitParen) && strings.HasPrefix(p.source[l.start+l.label.size:l.end], "、") { // （一）、
			l.label.size += len("、")
			l.label.tail = uint8(len("、"))
		}
	}
	p.joinInserted()
}

// joinInserted joins 第二条 with the 之一 on the line below it.
func (p *parser) joinInserted() {
	kept := p.lines[:0]
	for i := 0; i < len(p.lines); i++ {
		l := p.lines[i]
		if l.label.unit == article && l.label.sub == 0 && l.start+l.label.size == l.end && i+1 < len(p.lines) {
			below := p.words(i + 1)
			if rest, ok := strings.CutPrefix(below, "之"); ok && !p.lines[i+1].table {
				if v, _, n := readNumber(rest); v > 0 && v < 100 && (endsWord(rest[n:]) || strings.HasPrefix(rest[n:], "【")) {
					l.label.sub = v
					l.label.size = p.lines[i+1].start + len("之") + n - l.start
					l.end = p.lines[i+1].end
					i++
				}
			}
		}
		kept = append(kept, l)
	}
	p.lines = kept
}

// holdsClauses reports whether the table from line i to end lays out clauses, one a
// row: 第一条 in the first cell, its words in the second.
func (p *parser) holdsClauses(i, end int) bool {
	rows, due, last := 0, 0, 0
	for ; i < len(p.lines) && p.lines[i].start < end; i++ {
		rows++
		if l := readLabel(p.words(i)); l.unit == article && l.free && (l.number == last+1 || last == 0) {
			due++
			last = l.number
		}
	}
	return due > 1 && due*2 > rows
}

// isRow reports whether line i is a row of a table in plain text: cells with
// tabs between them. A tab behind a label is none.
func (p *parser) isRow(i int) bool {
	words := p.words(i)
	tab := strings.IndexByte(words, '\t')
	return tab > 0 && tab > readLabel(words).size && len(p.text.Tables) == 0
}

// endsSentence reports whether words end as text does and headings do not.
func endsSentence(words string) bool {
	for words != "" {
		r, n := utf8.DecodeLastRuneInString(words)
		switch r {
		case '。', '；', '，', '：', '！', '？', '、', ';', ',', ':', '!', '?':
			return true
		case '.': // of an English sentence
			before, _ := utf8.DecodeLastRuneInString(words[:len(words)-n])
			return before >= 'a' && before <= 'z' || before == ')'
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
