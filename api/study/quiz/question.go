// Package quiz makes questions from the clauses of a document, and checks them.
//
// Everything is made by rule from the text itself. A question quotes the
// clause, its wrong options are words of other clauses or figures that laws
// use, its explanation is the passage it was made from. A checker drops what
// more than one answer fits, what its own wording gives away, and keys that are
// not whole. The questions of a clause depend on its document alone, so an id
// names the same question whatever else was chosen.
//
// Where to change what: book.go reads a document; single.go, multiple.go, judge.go,
// blank.go, short.go, match.go and cases.go each make their kinds; options.go finds wrong
// options; check.go says what a bad question is. Package listing reads lists, figure knows
// quantities, role knows who is bound, outright which norms hold always, gap the place of words
// that were taken out; contrary makes true statements false ones, likeness tells what can be
// taken for one another, telltale what gives the right option away, wording what can be asked
// for at all.
package quiz

import (
	"fmt"
	"slices"
	"strings"

	"tiaowen/api/study/quiz/gap"
	"tiaowen/corpus"
)

// Kind is a type of question.
type Kind string

// The kinds of questions, in the order in which a paper has them.
const (
	Single   Kind = "single"   // 单选: one option is right
	Multiple Kind = "multiple" // 多选: at least two are
	Judge    Kind = "judge"    // 判断: a statement that the clause makes or does not make
	Blank    Kind = "blank"    // 填空: words taken out of a sentence
	Match    Kind = "match"    // 配对: names and contents
	Order    Kind = "order"    // 排序: steps in their order
	Define   Kind = "define"   // 名词解释: what the text says a term is
	Short    Kind = "short"    // 简答: the points that a clause makes
	Case     Kind = "case"     // 案例: an act, and the clause that it breaks
)

// Kinds are all kinds, in the order of a paper.
var Kinds = []Kind{Single, Multiple, Judge, Blank, Match, Order, Define, Short, Case}

var chineseKinds = map[Kind]string{
	Single: "单选", Multiple: "多选", Judge: "判断", Blank: "填空", Match: "配对",
	Order: "排序", Define: "名词解释", Short: "简答", Case: "案例",
}

// Chinese is the name of the kind in Chinese: 单选.
func (k Kind) Chinese() string { return chineseKinds[k] }

// Long is the name with 题, as it stands over the questions of a paper: 单选题.
func (k Kind) Long() string {
	if k == Define {
		return k.Chinese()
	}
	return k.Chinese() + "题"
}

// KindNamed gives the kind that a word names: 单选, 单选题 or single.
func KindNamed(word string) (k Kind, ok bool) {
	for _, k := range Kinds {
		if word == string(k) || strings.TrimSuffix(word, "题") == k.Chinese() {
			return k, true
		}
	}
	return "", false
}

// Choice reports whether a question of the kind is answered by letters.
func (k Kind) Choice() bool { return k == Single || k == Multiple || k == Case }

// The marks for words that were taken out of a sentence.
const (
	Gap     = "______" // of a Blank
	Bracket = "（　　）"   // of a Single or Multiple
)

// Question is one question with its answer and where both come from.
type Question struct {
	ID   string `json:"id"` // stable: cyzd/20/blank/3f2a19
	Kind Kind   `json:"kind"`
	Stem string `json:"stem"`

	Options []string `json:"options,omitempty"` // of choices and Judge; the right-hand column of Match; the steps of Order
	Left    []string `json:"left,omitempty"`    // the left-hand column of Match
	Right   []int    `json:"right,omitempty"`   // indexes of the right options, ascending; of Match, the option for each of Left; of Order, the options in their order
	Answers []string `json:"answers,omitempty"` // of Blank, the words of the gap; of Short and Define, the points

	Explanation string `json:"explanation"`       // 原文：, the clause's words, where they stand
	Altered     string `json:"altered,omitempty"` // of a false Judge: what is wrong
	Difficulty  int    `json:"difficulty"`        // 1 easy, 2, 3 hard; see Skill
	Skill       Skill  `json:"skill,omitempty"`   // what must be known to answer
	Points      int    `json:"points"`            // 1 and up
	Clause      string `json:"clause"`            // id: cyzd/20
	Cite        string `json:"cite"`              // 《…》第20条（六、…）
	URL         string `json:"url"`               // of the clause, without scheme and host

	from     *corpus.Clause
	sentence corpus.Span    // what it was made from: questions of one sentence help each other
	frame    *gap.Frame     // of a question that has words taken out
	claim    string         // of Judge: what is to be judged
	about    about          // what its key has to hold in full
	actor    string         // of duties: who is bound
	key      string         // what its id is made of; see keep
	led      bool           // of Judge: the words in front of a list stand before it
	other    *corpus.Clause // of Judge: the clause that does not say it
}

// Skill is what must be known to answer a question.
type Skill string

// The skills, from easy to hard.
const (
	Recall Skill = "recall" // a phrase of the text
	Figure Skill = "figure" // a number, a period, a share
	Tell   Skill = "tell"   // clauses told apart, or who is bound
	Whole  Skill = "whole"  // all that a clause lists or says
	Apply  Skill = "apply"  // a clause applied to an act
)

// about says what the key of a question has to hold, all of it.
type about uint8

const (
	anything   about = iota
	allItems         // of the clause's list
	allForbids       // what the clause forbids outright
	allDuties        // what it requires of the question's actor
	allText          // every sentence of the clause
	notAmong         // the option that the list does not have
)

// From returns the clause that the question is made from. It is nil for a question that was not
// made here.
func (q *Question) From() *corpus.Clause { return q.from }

// Sentence is the part of the document that the question is made from. Two
// questions whose sentences overlap answer each other.
func (q *Question) Sentence() corpus.Span { return q.sentence }

// False reports whether a Judge is a false statement.
func (q *Question) False() bool { return q.Kind == Judge && len(q.Right) == 1 && q.Right[0] == 1 }

// RightWords are the words of the answer.
func (q *Question) RightWords() []string {
	out := slices.Clone(q.Answers)
	for _, i := range q.Right {
		out = append(out, q.Options[i])
	}
	return out
}

// Reworded returns the question with the words of another, and with its own source. A
// match keeps its pairs.
func (q *Question) Reworded(words *Question) *Question {
	c := *q
	c.Points, c.Difficulty = words.Points, words.Difficulty
	if words.Explanation != "" {
		c.Explanation = words.Explanation
	}
	if q.Kind == Match {
		return &c
	}
	c.Stem, c.Options, c.Right, c.Answers = words.Stem, words.Options, words.Right, words.Answers
	return &c
}

// Letter names an option: 0 is A.
func Letter(i int) string { return string(rune('A' + i)) }

// AnswerLine is the answer on one line: B, ACD, 正确, words, points.
func (q *Question) AnswerLine() string {
	switch q.Kind {
	case Single, Multiple, Case, Order:
		var b strings.Builder
		for _, i := range q.Right {
			b.WriteString(Letter(i))
		}
		return b.String()
	case Judge:
		return q.Options[q.Right[0]]
	case Match:
		pairs := make([]string, len(q.Left))
		for i := range q.Left {
			pairs[i] = fmt.Sprintf("%d—%s", i+1, Letter(q.Right[i]))
		}
		return strings.Join(pairs, "，")
	case Short, Define:
		if len(q.Answers) == 1 {
			return q.Answers[0]
		}
		lines := make([]string, len(q.Answers))
		for i, a := range q.Answers {
			lines[i] = fmt.Sprintf("（%d）%s", i+1, a)
		}
		return strings.Join(lines, "；")
	}
	return strings.Join(q.Answers, "；")
}
