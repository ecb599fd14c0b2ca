// Package corpus turns a text into a document: a tree of sections and clauses
// whose every part is a span of one source string, and says what the clauses
// say (norms, terms, citations).
//
// A [Document] is immutable once parsed and safe for concurrent use. All
// offsets inside this package count bytes of [Document.Source]; the api package
// turns them into code points for the outside.
package corpus

import "tiaowen/corpus/damage"

// Document is one text, read and divided.
type Document struct {
	ID     string // short, readable, URL-safe; unique in an index, stable over re-imports
	Title  string // as printed; never empty
	Date   string // ISO date of the version (2023-12-29), or "" when the text gives none
	Source string // the whole text in UTF-8; every Span points into it

	Cover string   // the title of the notice, order or announcement that the text came under; its words are the clause with the key "cover"
	Host  string   // the title of the document that the text was attached to, in the same file; "" when it stands alone
	Names []string // short names that a list of documents gives it
	Facts Facts    // what its letterhead, its history and its end say of it

	Leaves   []Leaf     // tile Source: joined in order they are Source
	Sections []*Section // every heading, in the order of the text
	Clauses  []*Clause  // every clause and every unnumbered passage, in the order of the text
	Report   Report     // what the parser noticed
}

// Text returns the words of a span as published.
func (d *Document) Text(s Span) string { return d.Source[s.Start:s.End] }

// LeafKind says what a Leaf is.
type LeafKind uint8

// The kinds of leaves.
const (
	LeafBlank   LeafKind = iota // white space and line ends between parts
	LeafTitle                   // the title of the document
	LeafHistory                 // dated history lines under the title
	LeafHeading                 // a section's heading line
	LeafLabel                   // the printed label of a clause: 20. or 第五十四条
	LeafText                    // a clause's or passage's own words
	LeafMarkup                  // source text that is not content (contents list, comment)
)

// Leaf is one piece of the source; all leaves of a Document, joined, are its Source.
type Leaf struct {
	Kind LeafKind
	Span
}

// Section is a heading of any level and what stands under it.
type Section struct {
	Unit    string   // 编 分编 部分 章 节, or "" for 一、 and for headings without a label
	Number  int      // value of the label, 0 when the heading has none
	Label   string   // as printed: "六、", "第一章", or ""
	Title   string   // the heading's words without the label
	Depth   int      // 0 is outermost
	Parent  *Section // nil for an outermost section
	Heading Span     // label and title
	First   int      // Document.Clauses[First:End] are the clauses below it, those of
	End     int      // sections inside it included
}

// ClauseKind tells the cited unit from the passages around it.
type ClauseKind uint8

// The kinds of clauses. Only Article has a number.
const (
	Article    ClauseKind = iota // a numbered clause: 20. or 第二十条
	Preamble                     // words before the first clause
	Attachment                   // what follows the last clause, or stands under a separate heading
	Passage                      // a passage of a text that does not number its clauses
	Cover                        // the notice, order or announcement that the text came under
)

// Clause is the unit that is cited, indexed and returned.
type Clause struct {
	Document *Document
	Index    int // position in Document.Clauses
	Kind     ClauseKind
	Number   int             // value of the label; 0 when Kind is not Article
	Sub      int             // 1 for 第一百二十条之一 and for 2.2A, else 0
	Label    string          // as printed: "20.", "第五十四条", "4.1.2"; "" when Kind is not Article
	Title    string          // 净化选人用人风气, or the words in 【】 after the label; "" when there is none
	Section  *Section        // innermost section, nil outside of all
	Body     Span            // the clause's words without the label, from the first to the last visible character
	Parts    []Part          // paragraphs (款) and items (项), in order; the tree is in Part.Parts
	Repairs  []damage.Repair // suspected damage inside Body
	Key      string          // unique and stable within the document: "20", "120-1", "4.1.2", "preamble", "20~2"

	// Ordinal holds the places of a label in the decimal way: 4, 1, 2 of 4.1.2, where
	// Number is the first of them. The A of A.1 is 10001, and Number 0. It is nil for other labels.
	Ordinal []int
	// Answer is what answers the question that the clause begins with: the words behind 答：.
	// Title is the question then. It is empty where the clause asks nothing.
	Answer Span
}

// Text is the clause as published, without its label.
func (c *Clause) Text() string { return c.Document.Text(c.Body) }

// ID is the document's id and the clause's key: cyzd/20.
func (c *Clause) ID() string { return c.Document.ID + "/" + c.Key }

// Path is the section context of the clause, outermost first.
func (c *Clause) Path() []*Section {
	var path []*Section
	for s := c.Section; s != nil; s = s.Parent {
		path = append(path, s)
	}
	for i, j := 0, len(path)-1; i < j; i, j = i+1, j-1 {
		path[i], path[j] = path[j], path[i]
	}
	return path
}

// PartKind tells a paragraph from an item.
type PartKind uint8

// The kinds of parts of a clause.
const (
	Paragraph PartKind = iota // 款
	Item                      // 项: （一）
	SubItem                   // 目: 1.
)

// Part is a paragraph or an item of a clause.
type Part struct {
	Kind   PartKind
	Number int    // 1 for the first paragraph; the value of the label for an item
	Label  string // "（三）"; "" for a paragraph
	Span          // label included
	Parts  []Part // items of a paragraph, sub-items of an item
}

// Report is what the parser noticed about a document.
type Report struct {
	Format   string          // txt, markdown, html, docx or pdf
	Encoding string          // of a text file: utf-8, gb18030, utf-16le, …
	Articles int             // clauses of kind Article
	Gaps     []string        // numbering gaps and repeats, and a text that breaks off, one sentence each
	Damage   []damage.Repair // all repairs of the document, and those outside clauses
	Skipped  []string        // what was left out and why, one sentence each

	GapsChinese    []string // Gaps in Chinese, in the same order
	SkippedChinese []string // Skipped in Chinese, in the same order
	Doubts         []Doubt  // what may not be understood as it was meant, in the order of the text
}

// Doubt is something of a text that may not be understood as it was meant, or
// was left out of it. English and Chinese are one sentence each, without a full stop.
type Doubt struct {
	Span             // the place; empty where the whole text is meant
	English, Chinese string
}
