// Package answer answers a question that package question has read, with the
// clauses' own words, or refuses with a reason.
//
// A question that names clauses, sections or documents is looked up, and one that asks for
// a list gets it. Every other question is decided in one place: package evidence collects
// what speaks for each sentence of the best clauses, one table of weights (package odds)
// turns this into a probability, and the probability gives the grade. Every answer is a
// span of the published text.
package answer

import (
	"tiaowen/api/answer/excerpt"
	"tiaowen/corpus"
)

// Intent is what a question was understood to want.
type Intent string

// The intents.
const (
	IntentClause    Intent = "clause"     // whole clauses, by number, range or place
	IntentSection   Intent = "section"    // the clauses of a section
	IntentSectionOf Intent = "section_of" // the section that a clause stands in
	IntentCount     Intent = "count"      // how many clauses or sections there are, and which
	IntentForbid    Intent = "forbid"     // what is forbidden
	IntentRequire   Intent = "require"    // what is required
	IntentPermit    Intent = "permit"     // what is permitted
	IntentEncourage Intent = "encourage"  // what is encouraged
	IntentYesNo     Intent = "yes_no"     // whether something is so, or may be done
	IntentWhere     Intent = "where"      // which clauses say the words
	IntentDefine    Intent = "define"     // what a term means, what its members are
	IntentPurpose   Intent = "purpose"    // why the document exists
	IntentWho       Intent = "who"        // who does or decides something
	IntentNumber    Intent = "number"     // how many, how often, by when
	IntentFact      Intent = "fact"       // anything else
)

// Grade says how sure an answer is.
type Grade string

// The grades.
const (
	Stated Grade = "stated" // the text says it
	Likely Grade = "likely" // the text is about it, but does not say it in so many words
)

// Span is a verbatim answer.
type Span = excerpt.Span

// Related is a clause near to a question that has no answer.
type Related struct {
	Clause *corpus.Clause
	Best   corpus.Span // its sentence that is nearest to the question
}

// Reason is one piece of evidence for an answer: what was counted, how much of it there is,
// and what it adds to the logarithm of the odds.
type Reason struct {
	Evidence string
	Value    float64
	Weight   float64
}

// Result is an answer or a refusal.
type Result struct {
	Intent     Intent
	Clauses    []int // clause numbers named in the question
	Note       string
	Grade      Grade // of an answer
	Answers    []Span
	Related    []Related
	Reason     string
	DidYouMean string
	Words      bool // the question is a few words and asks nothing

	Evidence    []Reason // with [Options.Why]: of the best sentence, the weightiest first; nil if the answer was looked up
	Probability float64  // with Evidence: that the best sentence answers, 0 to 1

	probability float64
	final       bool // no correction of the question could change it
	asked       bool // it asks something, as opposed to a few words
	verbatim    bool // the text has the words of the question
}

// Answerable reports whether the result answers.
func (r *Result) Answerable() bool { return len(r.Answers) > 0 }
