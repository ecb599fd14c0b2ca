// Package reply is what a search and a question give, as clients read it, and how it becomes
// JSON without reflection. Every Start and End counts Unicode code points of the text beside
// it, End excluded.
package reply

// DocumentRef names a document.
type DocumentRef struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Version string `json:"version,omitempty"`  // 2024年修正; absent where no other version is loaded
	InForce *bool  `json:"in_force,omitempty"` // absent where the documents do not say
}

// DocumentInfo is a row of the document list.
type DocumentInfo struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Date    string `json:"date"`
	Version string `json:"version,omitempty"`  // as in DocumentRef
	InForce *bool  `json:"in_force,omitempty"` // as in DocumentRef
	Clauses int    `json:"clauses"`
	URL     string `json:"url"`
}

// SectionRef is one step of a clause's section context.
type SectionRef struct {
	Number int    `json:"number,omitempty"` // value of the label; absent when the heading has none
	Label  string `json:"label"`            // as printed: "六、", "第一章"
	Title  string `json:"title"`
	Name   string `json:"name"` // label and title on one line: "第一章 总则"
}

// Repair is a suspected slip of the published text, undone for matching only.
type Repair struct {
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Text   string `json:"text"`
	Likely string `json:"likely"`
}

// Clause is a clause, or a passage outside the clauses (Number is null then).
type Clause struct {
	ID       string       `json:"id"`
	Document DocumentRef  `json:"document"`
	Number   *int         `json:"number"`
	Sub      int          `json:"sub,omitempty"`
	Label    string       `json:"label"`
	Title    string       `json:"title"`
	Path     []SectionRef `json:"path"` // outermost first; never null
	Name     string       `json:"name"` // as it is called in its document: "第20条", "前言"; "" without a number
	Cite     string       `json:"cite"` // as it is cited: 《…》第20条（六、…）
	Text     string       `json:"text"` // as published, without the label
	Repairs  []Repair     `json:"repairs,omitempty"`
	URL      string       `json:"url"`
}

// Part is a piece of a passage. The parts of a hit, joined, are a passage of the clause's text.
type Part struct {
	Text  string `json:"text"`
	Match bool   `json:"match"` // the query's words
}

// Hit is a clause found.
type Hit struct {
	Clause *Clause  `json:"clause"`
	Score  float64  `json:"score"`
	Date   string   `json:"date,omitempty"` // of its document, ISO
	Near   bool     `json:"near,omitempty"` // it holds no word of the query, and is near to it in meaning
	Parts  []Part   `json:"parts"`
	Why    []string `json:"why,omitempty"` // with why=1: what made the score, one sentence each
}

// SearchResult is the answer to SearchParams.
type SearchResult struct {
	Query      string   `json:"query"`
	Total      int      `json:"total"`
	Hits       []Hit    `json:"hits"`
	DidYouMean string   `json:"did_you_mean,omitempty"`
	Expanded   []string `json:"expanded,omitempty"` // words added to the query, "裸官 ← 国外有家属"
	Facets     *Facets  `json:"facets,omitempty"`   // where SearchParams.Count asks for them
	Older      []Hit    `json:"older,omitempty"`    // at most 3 of older versions, where no version that holds today is found
}

// Facets count the clauses that a search finds by what they have in common.
type Facets struct {
	Documents []Facet `json:"documents"` // the 20 with the most
	Kinds     []Facet `json:"kinds"`     // of documents: 条例, 通知; the most first
	Years     []Facet `json:"years"`     // of documents, newest first
	Sections  []Facet `json:"sections"`  // outermost, of the one document that is searched, in the order of the text
	Norms     []Facet `json:"norms"`     // forbid, require, permit, encourage
}

// Facet is a value to narrow a search by, and how many clauses it would leave.
type Facet struct {
	Value string `json:"value"` // of the parameter
	Label string `json:"label"` // as people read it
	Count int    `json:"count"`
}

// Reading is how a question was understood.
type Reading struct {
	Intent  string `json:"intent"`            // clause, section, forbid, require, permit, encourage, fact, …
	Words   bool   `json:"words,omitempty"`   // a few words that ask nothing
	Clauses []int  `json:"clauses,omitempty"` // clause numbers named in the question
	Note    string `json:"note"`
}

// AnswerSpan is a verbatim answer: Text is exactly Clause.Text[Start:End].
type AnswerSpan struct {
	Text   string  `json:"text"`
	Clause *Clause `json:"clause"`
	Start  int     `json:"start"`
	End    int     `json:"end"`
	Norm   string  `json:"norm,omitempty"`
}

// Answer is the answer to AskParams. A refusal has Answerable false, no Answers
// and a Reason; it is a result, not an error.
type Answer struct {
	Question   string          `json:"question"`
	Reading    Reading         `json:"reading"`
	Answerable bool            `json:"answerable"`
	Grade      string          `json:"grade,omitempty"` // of an answer: stated, or likely where the text does not say so directly
	Answers    []AnswerSpan    `json:"answers"`         // never null
	Related    []RelatedClause `json:"related"`         // never null
	Reason     string          `json:"reason,omitempty"`
	DidYouMean string          `json:"did_you_mean,omitempty"`

	Probability float64    `json:"probability,omitempty"` // with why=1: 0 to 1, by the evidence
	Evidence    []Evidence `json:"evidence,omitempty"`    // with why=1: for the best sentence, the weightiest first
}

// RelatedClause is a clause near to a question that has no answer.
type RelatedClause struct {
	*Clause
	Best Range `json:"best"` // its sentence nearest to the question
}

// Range is a place in a clause's text, in code points, End excluded.
type Range struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Evidence is one piece of evidence that a sentence answers a question: how much
// of it there is, and what it adds to the logarithm of the odds.
type Evidence struct {
	Evidence string  `json:"evidence"`
	Value    float64 `json:"value"`
	Weight   float64 `json:"weight"`
}
