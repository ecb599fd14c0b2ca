// Package api is the service in plain Go. [Service.Search] and [Service.Ask] are its two
// verbs; the other methods look up documents, clauses, norms and terms. Package rest serves it
// over HTTP.
//
// The types here are the JSON that portals, scripts and the widget read. Every
// Start and End counts Unicode code points of the text beside it, End excluded.
package api

import (
	"tiaowen/api/reply"
	"tiaowen/corpus"
)

// The types of search results and answers, and what they are made of.
type (
	DocumentRef    = reply.DocumentRef
	DocumentInfo   = reply.DocumentInfo
	NormRow        = reply.NormRow
	OutlineClause  = reply.OutlineClause
	OutlineSection = reply.OutlineSection
	Due            = reply.Due
	SectionRef     = reply.SectionRef
	Repair         = reply.Repair
	Clause         = reply.Clause
	Part           = reply.Part
	Hit            = reply.Hit
	SearchResult   = reply.SearchResult
	Facets         = reply.Facets
	Facet          = reply.Facet
	Reading        = reply.Reading
	AnswerSpan     = reply.AnswerSpan
	Answer         = reply.Answer
	RelatedClause  = reply.RelatedClause
	Range          = reply.Range
	Evidence       = reply.Evidence
)

// SearchParams asks for clauses that match words.
type SearchParams struct {
	Query    string // 1 to 2,000 code points
	Document string // document id; "" searches all
	Section  string // number or title of a section; "" searches all
	Norm     string // forbid, require, permit, encourage; "" takes all
	Date     string // ISO date: the versions in force then; "" the newest
	Versions bool   // all versions, those that newer ones replaced included
	Kind     string // kind of the document, as Facets names it; "" takes all
	Year     string // of the document, 2023; "" takes all
	Exact    string // a phrase that must be in the clause, its headings or its titles; may stand for Query
	Exclude  string // words set off by blanks, none of which may stand there
	All      bool   // every word of the query must stand there
	Titles   bool   // every word must be in the clause's title, its headings or the document's title
	Newest   bool   // the 500 best in the order of their documents' dates, newest first
	Count    bool   // fill Facets
	Limit    int    // 1 to 100; 0 means 10
	Offset   int    // 0 to 10,000
	Why      bool   // explain the scores
	Words    bool   // rank by words alone, not by meaning
}

// AskParams asks a question.
type AskParams struct {
	Question string // 1 to 2,000 code points
	Document string // document id; "" asks all
	Lang     string // of notes and reasons: zh, or en (the default)
	Why      bool   // print the evidence for the answer
	Words    bool   // decide by words alone, not by meaning
}

// Suggestion is a completion while typing.
type Suggestion struct {
	Text string `json:"text"` // what the box becomes
	Kind string `json:"kind"` // clause, section, term, document
	URL  string `json:"url,omitempty"`
}

// Suggestions is the answer of the suggest route.
type Suggestions struct {
	Query       string       `json:"query"`
	Suggestions []Suggestion `json:"suggestions"`
}

// DocumentList is a page of documents.
type DocumentList struct {
	Total     int            `json:"total"`
	Documents []DocumentInfo `json:"documents"`
}

// Outline is one document's structure and what the parser noticed about it.
type Outline struct {
	DocumentInfo
	Sections []OutlineSection `json:"sections"`
	Passages []OutlineClause  `json:"passages,omitempty"` // clauses outside all sections
	Standing Standing         `json:"standing"`           // in force or not, and what says so
	Versions []DocumentInfo   `json:"versions,omitempty"` // newest first, itself among them; absent where it is the only one
	Facts    *Facts           `json:"facts,omitempty"`
	Report   OutlineReport    `json:"report"`
}

// Facts are what an official document says of itself outside its clauses; what it does not say is left out.
type Facts struct {
	corpus.Facts
	Names []string `json:"names,omitempty"` // short names
	Cover string   `json:"cover,omitempty"` // title of the notice, order or announcement that it came under
	Host  string   `json:"host,omitempty"`  // title of the document that it was attached to in its file
}

// OutlineReport is the parser's report.
type OutlineReport struct {
	Format  string   `json:"format"`
	Gaps    []string `json:"gaps"`
	Damage  int      `json:"damage"` // suspected slips
	Skipped []string `json:"skipped"`
	Doubts  []string `json:"doubts,omitempty"` // what may not be understood as it was meant
}

// ClauseView is one clause with its neighbours.
type ClauseView struct {
	Clause   *Clause        `json:"clause"`
	Previous *OutlineClause `json:"previous"` // null for the first
	Next     *OutlineClause `json:"next"`     // null for the last
	Norms    []NormRow      `json:"norms"`
	Standing Standing       `json:"standing"`         // of its document
	Newest   *ClauseRef     `json:"newest,omitempty"` // where its words stand in the newest version, of a clause of an older one
	CitedBy  []ClauseRef    `json:"cited_by"`         // the first 50 clauses of current versions that cite it; never null
}

// NormList is the register of norms.
type NormList struct {
	Total  int         `json:"total"`
	Norms  []NormRow   `json:"norms"`
	Facets *NormFacets `json:"facets,omitempty"` // when they are asked for
	Names  []string    `json:"names,omitempty"`  // other names of the actor asked for, looked for as well: 最高法 = 最高人民法院
}

// NormFacets says how many norms each filter would leave if its value were
// another, the other filters as they are. The most come first among actors, at
// most 50; the other lists keep their own order.
type NormFacets struct {
	Norms     []NormCount `json:"norms"`
	Times     []NormCount `json:"times"` // deadline, frequency, date
	Actors    []NormCount `json:"actors"`
	Documents []NormCount `json:"documents"`
}

// NormCount is a value of a filter and how many norms it would leave.
type NormCount struct {
	Value string `json:"value"`
	Label string `json:"label"` // the title of a document, else the value
	Count int    `json:"count"`
}

// ClauseRef names a clause and leads to it.
type ClauseRef struct {
	ID       string      `json:"id"`
	Document DocumentRef `json:"document"`
	Name     string      `json:"name"` // as it is called in its document: "第20条", "前言"; "" without a number
	URL      string      `json:"url"`
}

// Passage is words of a clause, verbatim, and where they are in it.
type Passage struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// TermRow is an expression that a document uses as a name: 四个意识, 三会一课.
type TermRow struct {
	Name     string      `json:"name"`
	Document DocumentRef `json:"document"`

	// Where the text spells the term out; all are absent where it does not.
	Source     *ClauseRef `json:"source,omitempty"`
	Members    []Passage  `json:"members,omitempty"`    // in Source: 政治功能, 服务功能
	Definition *Passage   `json:"definition,omitempty"` // in Source: the words behind 是指

	Uses []TermUse `json:"uses"` // every place where it stands, in the order of the text; never null
}

// TermUse is a place where a term stands: in a clause, or in a section's heading.
type TermUse struct {
	Clause  *ClauseRef `json:"clause"`            // null in a heading
	Heading string     `json:"heading,omitempty"` // as printed; Start and End count in it
	Start   int        `json:"start"`
	End     int        `json:"end"`
}

// TermList is a page of terms.
type TermList struct {
	Total int       `json:"total"`
	Terms []TermRow `json:"terms"`
}

// CitationRow is a reference in a clause to a document or a clause.
type CitationRow struct {
	Text   string    `json:"text"` // the words that refer
	Start  int       `json:"start"`
	End    int       `json:"end"`
	Clause ClauseRef `json:"clause"` // that they stand in

	Title string `json:"title,omitempty"` // of the document cited, as printed without 《》
	Self  bool   `json:"self,omitempty"`  // the document that the clause belongs to: 本法, 前款

	Unit        string `json:"unit,omitempty"` // 编, 章 or 节 where a section is cited
	UnitNumber  int    `json:"unit_number,omitempty"`
	Number      int    `json:"number,omitempty"` // 条
	Sub         int    `json:"sub,omitempty"`    // 1 for 第一百二十条之一
	To          int    `json:"to,omitempty"`     // last 条 of a range
	ToSub       int    `json:"to_sub,omitempty"`
	Paragraph   int    `json:"paragraph,omitempty"`    // 款
	ParagraphTo int    `json:"paragraph_to,omitempty"` // last 款 of a range
	Item        int    `json:"item,omitempty"`         // 项
	ItemTo      int    `json:"item_to,omitempty"`      // last 项 of a range

	Target *CitationTarget `json:"target"` // null where the document is not loaded
}

// CitationTarget is what a citation leads to.
type CitationTarget struct {
	Document DocumentRef `json:"document"`
	Clauses  []ClauseRef `json:"clauses"` // those cited, at most the first 20 of a range; never null
	URL      string      `json:"url"`     // of the first of them, else of the document
}

// CitationList is a page of citations.
type CitationList struct {
	Total     int           `json:"total"`
	Citations []CitationRow `json:"citations"`
}
