package corpus

import (
	"fmt"
	"strings"

	"tiaowen/corpus/line"
	"tiaowen/corpus/outline"
	"tiaowen/corpus/pieces"
	"tiaowen/corpus/reader"
	"tiaowen/corpus/slug"
	"tiaowen/corpus/tidy"
)

// Parse reads a document: name is its file name (it tells txt from Markdown,
// and the title and date of a text that states none), src its bytes. The
// Document is complete and immutable; its ID is [slug.ID] of its title and date.
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
	text, lines, left := tidy.Text(text)
	if lines == nil {
		lines = line.Split(text.Source)
	}
	switch {
	case len(lines) == 0:
		return nil, &reader.Error{Name: name, Reason: reader.Empty}
	case len(lines) > line.Max:
		return nil, &reader.Error{Name: name, Reason: reader.TooLarge, Detail: fmt.Sprintf("more than %d lines", line.Max)}
	}
	o := outline.Read(name, text, lines)
	var docs []*Document
	if found := pieces.Find(name, &o.List, o.Front); len(found) > 1 || found[0].Cover > 0 {
		docs = dividePieces(name, text, found)
	} else {
		docs = []*Document{documentOf(o, text, "")}
	}
	if len(left) > 0 {
		english, chinese := tidy.LeftOut(left)
		docs[0].Report.Doubts = append(docs[0].Report.Doubts, Doubt{English: english, Chinese: chinese})
	}
	return docs, nil
}

// documentOf makes the document of an outline whose front is read; host is the title of
// the document that it is attached to, or "". The order matters: each step relies on the ones
// above it.
func documentOf(o *outline.Outline, text *reader.Text, host string) *Document {
	p := &parser{Outline: o, doc: newDocument(text)}
	o.Divide()
	p.doc.Title, p.doc.Date, p.doc.Cover, p.doc.Host = o.Title, o.Date, o.CoverTitle, host
	p.build()
	p.titles()
	p.keys()
	p.facts()
	p.doc.ID = slug.ID(p.doc.Title, p.doc.Date)
	p.doc.findGaps()
	p.doc.findDamage()
	p.doc.findDoubts()
	return p.doc
}

// newDocument is an empty document of a text, with what its reader says of it.
func newDocument(text *reader.Text) *Document {
	d := &Document{Source: text.Source, Report: Report{Format: text.Format, Encoding: text.Encoding}}
	r := &d.Report
	for _, o := range text.Omissions {
		if o.Doubtful {
			r.Doubts = append(r.Doubts, Doubt{English: o.English, Chinese: o.Chinese})
			continue
		}
		r.Skipped = append(r.Skipped, o.English)
		r.SkippedChinese = append(r.SkippedChinese, o.Chinese)
	}
	return d
}

// parser makes the document of an outline.
type parser struct {
	*outline.Outline
	doc    *Document
	person string // who signed, with an office: 县长 王某某
}

// dividePieces makes a document of each piece.
func dividePieces(name string, text *reader.Text, found []pieces.Piece) []*Document {
	lines := line.Split(text.Source)
	docs := make([]*Document, 0, len(found))
	at := 0
	for k, c := range found {
		end := len(text.Source)
		if c.End < len(lines) {
			end = lines[c.End].Start
			if nl := strings.LastIndexByte(text.Source[:end], '\n'); nl >= at {
				end = nl + 1
			}
		}
		part := pieceOf(text, at, end, k == 0 && c.Cover == 0)
		host := ""
		if k > 0 {
			host = docs[0].Title
		}
		d := documentOf(outline.ReadPiece(name, part, c.Cover), part, host)
		if k > 0 {
			if d.Date == "" { // what is attached is as old as what it is attached to
				d.Date = docs[0].Date
				d.ID = slug.ID(d.Title, d.Date)
			}
		}
		docs = append(docs, d)
		at = end
	}
	return docs
}

// pieceOf is the part [start, end) of a text.
func pieceOf(text *reader.Text, start, end int, first bool) *reader.Text {
	t := *text
	t.Source = text.Source[start:end]
	t.Headings, t.Tables = nil, nil
	if start > 0 {
		t.Omissions = nil // the first document of the file tells what was left out
	}
	for _, h := range text.Headings {
		if h.Start >= start && h.End <= end {
			h.Start, h.End = h.Start-start, h.End-start
			t.Headings = append(t.Headings, h)
		}
	}
	for _, s := range text.Tables {
		if s.Start >= start && s.End <= end {
			t.Tables = append(t.Tables, reader.Span{Start: s.Start - start, End: s.End - start})
		}
	}
	if t.Body = max(0, text.Body-start); t.Body > len(t.Source) {
		t.Body = 0
	}
	if !first {
		t.Title = ""
	}
	return &t
}
