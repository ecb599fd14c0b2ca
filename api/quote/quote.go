// Package quote checks the quotations of a text against the documents: whether
// the words are the clause's own, whether they stand where the text says they
// do, and in which version.
//
// Three things are looked at: words in quotation marks, long runs of a clause's
// words without marks, and citations. Blanks, line ends, the width of characters
// and quotation marks make no difference; every other character is.
package quote

import (
	"tiaowen/corpus"
)

// Verdict says what is true of a quotation or a citation.
type Verdict string

// The verdicts.
const (
	Exact         Verdict = "exact"          // the clause's words
	Altered       Verdict = "altered"        // nearly the clause's words: see Finding.Said and True
	WrongNumber   Verdict = "wrong_number"   // words of another clause, or another paragraph, of the document
	WrongDocument Verdict = "wrong_document" // words of another document
	OtherVersion  Verdict = "other_version"  // words of another version of the document
	NoSuchClause  Verdict = "no_such_clause" // the document has no such clause
	NotFound      Verdict = "not_found"      // the words stand nowhere
	Cited         Verdict = "cited"          // a citation without words: there is such a clause
)

// Verdicts are all of them in the order of counts.
var Verdicts = []Verdict{Exact, Altered, WrongNumber, WrongDocument, OtherVersion, NoSuchClause, NotFound, Cited}

// Wrong reports whether the writer should look at it again.
func (v Verdict) Wrong() bool { return v != Exact && v != Cited }

// Kind says what was checked.
type Kind string

// The kinds of findings.
const (
	Quotation Kind = "quotation" // words in quotation marks
	Run       Kind = "run"       // words of a clause without marks
	Citation  Kind = "citation"  // a clause is named and none of its words follow
)

// Part is a piece of words; Changed says that the other side does not have it.
type Part struct {
	Text    string
	Changed bool
}

// Finding is one quotation or citation with its verdict. Spans of the checked
// text count bytes.
type Finding struct {
	Kind        Kind
	Verdict     Verdict
	corpus.Span              // the words checked, quotation marks not included; of a Citation its own words
	Source      *corpus.Span // the citation that says where the words come from; nil without one

	Title    string           // of the document as the text names it; "" without
	Cited    *corpus.Clause   // the clause that the text names; nil where there is none
	Document *corpus.Document // the document that the text names; nil where it is not loaded
	Clause   *corpus.Clause   // where the words stand, or nearly; nil where they stand nowhere
	Found    corpus.Span      // in the source of Clause's document
	Said     []Part           // of words that differ: as the text has them
	True     []Part           // … as the clause has them

	Slip       bool // the loaded text has a slip in these words; the checked text has them right
	Elided     bool // parts are left out, and marked so: ……
	Paragraph  bool // the clause is right and the paragraph (款) is not
	Superseded bool // the version that the text names, and quotes rightly, has a newer one
}
