// Package answer reads a question and answers it with the clauses' own words,
// or refuses with a reason.
//
// A question goes one way: its references (第20条, section six), the documents it
// names and the phrases that say what is wanted (禁止什么, 由谁, how often) are cut out;
// what is left is the content. The first of a short table of attempts that
// recognises the question answers it; the last one ranks sentences by how much
// of the content they cover. Every answer is a span of the published text.
package answer

import (
	"tiaowen/corpus"
)

// Intent is what a question was understood to want.
type Intent string

// The intents.
const (
	IntentClause    Intent = "clause"     // whole clauses, by number, range or place
	IntentSection   Intent = "section"    // the clauses of a section
	IntentSectionOf Intent = "section_of" // the section that a clause stands in
	IntentCount     Intent = "count"      // how many clauses a section or document has
	IntentForbid    Intent = "forbid"
	IntentRequire   Intent = "require"
	IntentPermit    Intent = "permit"
	IntentEncourage Intent = "encourage"
	IntentYesNo     Intent = "yes_no"
	IntentWhere     Intent = "where"   // which clauses say the words
	IntentDefine    Intent = "define"  // what a term means, what its members are
	IntentPurpose   Intent = "purpose" // why the document exists
	IntentWho       Intent = "who"
	IntentNumber    Intent = "number" // how many, how often, by when
	IntentFact      Intent = "fact"   // anything else
)

// Span is a verbatim answer.
type Span struct {
	Clause *corpus.Clause
	corpus.Span
	Norm    corpus.NormKind // 0 when the span states none
	Heading *corpus.Section // set when the span is a section's heading

	chosen bool // of a list, just the items that were asked for
}

// Result is an answer or a refusal.
type Result struct {
	Intent     Intent
	Clauses    []int // clause numbers named in the question
	Note       string
	Answers    []Span
	Related    []*corpus.Clause
	Reason     string
	DidYouMean string

	final    bool // a correction of the question could not change it
	asked    bool // the question is a question, not just words
	verbatim bool // the text has the words of the question
}

// Answerable reports whether the result answers.
func (r *Result) Answerable() bool { return len(r.Answers) > 0 }
