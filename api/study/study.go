// Package study makes study material from clauses: questions with their
// answers, papers, handouts, and the files that Anki, Moodle, H5P, spreadsheets
// and word processors read.
//
// Everything is made by rule from the text itself. A question quotes the
// clause, its wrong options are words of other clauses, its explanation is the
// sentence it was made from, and a checker drops what more than one answer fits
// or what its own wording gives away. The questions of a clause depend on its
// document alone, never on what else was chosen or on the seed: the seed picks
// and orders, so that an id names the same question in every kit.
package study

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"

	"tiaowen/corpus"
)

// Kind is a type of question.
type Kind string

// The kinds of questions, in the order in which a paper has them.
const (
	Single   Kind = "single"   // 单选: one option is right
	Multiple Kind = "multiple" // 多选: at least two are
	Judge    Kind = "judge"    // 判断: a quotation as published or altered
	Blank    Kind = "blank"    // 填空: words taken out of a sentence
	Match    Kind = "match"    // 配对: clause titles and words of the clauses
	Short    Kind = "short"    // 简答: the points that a clause makes
)

// Kinds are all kinds, in the order of a paper.
var Kinds = []Kind{Single, Multiple, Judge, Blank, Match, Short}

var chineseKinds = map[Kind]string{
	Single: "单选", Multiple: "多选", Judge: "判断", Blank: "填空", Match: "配对", Short: "简答",
}

// Chinese is the name of the kind in Chinese: 单选.
func (k Kind) Chinese() string { return chineseKinds[k] }

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

	Options []string `json:"options,omitempty"` // of Single, Multiple and Judge; the right-hand column of Match
	Left    []string `json:"left,omitempty"`    // the left-hand column of Match
	Right   []int    `json:"right,omitempty"`   // indexes of the right options, ascending; of Match, the option for each of Left
	Answers []string `json:"answers,omitempty"` // of Blank, the words of the gap; of Short, the points

	Explanation string `json:"explanation"`       // the clause's words
	Altered     string `json:"altered,omitempty"` // of a false Judge: what was changed
	Difficulty  int    `json:"difficulty"`        // 1 easy, 2, 3 hard
	Points      int    `json:"points"`            // 1 to 10
	Clause      string `json:"clause"`            // id: cyzd/20
	Cite        string `json:"cite"`              // 《…》第20条（六、…）
	URL         string `json:"url"`               // of the clause, without scheme and host

	from     *corpus.Clause
	sentence corpus.Span // what it was made from: questions of one sentence help each other
	frame    *frame      // of a question that has words taken out
	claim    string      // of Judge: what is to be judged
}

// Options say what to make. The zero value makes all that the text gives.
type Options struct {
	Seed  uint64 // picks and orders
	Kinds []Kind // none means all
	Count int    // most questions; 0 means MaxQuestions

	Reading bool // make no questions: the kit is a handout

	// Words cuts a text into words and gives the byte ranges of those worth
	// asking for. nil: only names, numbers, actors and lists are asked for.
	Words func(text string) []corpus.Span
	// URL is the address of a clause without scheme and host. nil: none.
	URL func(*corpus.Clause) string
	// Cite is how a clause is cited. nil: as the clause itself says.
	Cite func(*corpus.Clause) string
}

// Limits of one kit.
const (
	MaxClauses   = 2000
	MaxQuestions = 20_000
)

// ErrNothing says that no clause was chosen.
var ErrNothing = errors.New("no clause is chosen: choose clauses, a section, words, a norm or a term")

// TooManyError says that more was chosen than a kit holds.
type TooManyError struct{ Clauses int }

func (e *TooManyError) Error() string {
	return fmt.Sprintf("%d clauses are chosen, a kit takes at most %d: choose sections or single clauses", e.Clauses, MaxClauses)
}

// Kit is what was chosen and the questions made from it.
type Kit struct {
	Title     string
	Seed      uint64
	Clauses   []*corpus.Clause // in the order of the texts
	Questions []*Question      // kinds in the order of Kinds, within a kind as the seed has them
	Made      int              // how many questions the text gave before Count cut them

	address func(*corpus.Clause) string // Options.URL
	cite    func(*corpus.Clause) string // Options.Cite
}

// Make makes a kit from clauses, which may be of several documents.
// ErrNothing, *TooManyError and that of ctx are its errors. A text that gives no question
// is no error: the kit has none then.
func Make(ctx context.Context, clauses []*corpus.Clause, o Options) (*Kit, error) {
	switch {
	case len(clauses) == 0:
		return nil, ErrNothing
	case len(clauses) > MaxClauses:
		return nil, &TooManyError{len(clauses)}
	}
	if o.Cite == nil {
		o.Cite = (*corpus.Clause).Cite
	}
	kit := &Kit{Title: title(clauses), Seed: o.Seed, Clauses: clauses, address: o.URL, cite: o.Cite}
	if o.Reading {
		return kit, nil
	}
	var all []*Question
	for _, own := range byDocument(clauses) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		b := readBook(own[0].Document, o.Words)
		b.cite = o.Cite
		all = append(all, b.questions(own)...)
	}
	if len(o.Kinds) > 0 {
		all = slices.DeleteFunc(all, func(q *Question) bool { return !slices.Contains(o.Kinds, q.Kind) })
	}
	for _, q := range all {
		q.Clause, q.Cite = q.from.ID(), o.Cite(q.from)
		if o.URL != nil {
			q.URL = o.URL(q.from)
		}
	}
	kit.Made = len(all)
	if o.Count <= 0 || o.Count > MaxQuestions {
		o.Count = MaxQuestions
	}
	kit.Questions = pick(all, o.Count, o.Seed)
	return kit, nil
}

// title names a kit after its document, or the first of them.
func title(clauses []*corpus.Clause) string {
	first := clauses[0].Document
	for _, c := range clauses {
		if c.Document != first {
			return first.Title + "等文件"
		}
	}
	return first.Title
}

// byDocument parts clauses by their documents, in the order of their first.
func byDocument(clauses []*corpus.Clause) [][]*corpus.Clause {
	var out [][]*corpus.Clause
	at := make(map[*corpus.Document]int)
	for _, c := range clauses {
		i, ok := at[c.Document]
		if !ok {
			i = len(out)
			at[c.Document] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], c)
	}
	return out
}

// pick chooses n questions: one of every clause before a second of any, kinds
// and sentences in turn, so that a small paper covers what was chosen and no
// question tells the answer of another as long as there are others.
func pick(all []*Question, n int, seed uint64) []*Question {
	type ranked struct {
		q     *Question
		round int    // grows with what its kind and its sentence gave before it, then its place among those of its clause
		tie   uint64 // by the seed
	}
	byClause := make(map[*corpus.Clause][]ranked)
	var order []*corpus.Clause
	for _, q := range all {
		if byClause[q.from] == nil {
			order = append(order, q.from)
		}
		byClause[q.from] = append(byClause[q.from], ranked{q: q, tie: hash(seed, q.ID)})
	}
	list := make([]ranked, 0, len(all))
	for _, c := range order {
		own := byClause[c]
		slices.SortFunc(own, func(a, b ranked) int { return cmp.Compare(a.tie, b.tie) })
		kinds, sentences := make(map[Kind]int), make(map[corpus.Span]int)
		for i := range own {
			k, s := kinds[own[i].q.Kind], sentences[own[i].q.sentence]
			own[i].round = k + 2*s
			if own[i].q.Kind == Short {
				own[i].round += 2 // takes as long as five others
			}
			kinds[own[i].q.Kind]++
			sentences[own[i].q.sentence]++
		}
		slices.SortStableFunc(own, func(a, b ranked) int { return cmp.Compare(a.round, b.round) })
		for i := range own {
			own[i].round = i
		}
		list = append(list, own...)
	}
	slices.SortStableFunc(list, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.round, b.round), cmp.Compare(a.tie, b.tie))
	})
	list = list[:min(n, len(list))]
	out := make([]*Question, len(list))
	for i, r := range list {
		out[i] = r.q
	}
	arrange(out, seed, 'A')
	return out
}

// arrange orders questions by kind, within a kind by the seed and the paper.
func arrange(qs []*Question, seed uint64, paper rune) {
	rank := make(map[Kind]int)
	for i, k := range Kinds {
		rank[k] = i
	}
	slices.SortStableFunc(qs, func(a, b *Question) int {
		return cmp.Or(
			cmp.Compare(rank[a.Kind], rank[b.Kind]),
			cmp.Compare(hash(seed, string(paper), a.ID), hash(seed, string(paper), b.ID)),
			cmp.Compare(a.ID, b.ID),
		)
	})
}

// hash is FNV-1a over a number and strings, finished as in SplitMix64, for
// whose low bits FNV is too regular.
func hash(seed uint64, words ...string) uint64 {
	h := fnv.New64a()
	for i := range 8 {
		h.Write([]byte{byte(seed >> (8 * i))})
	}
	for _, w := range words {
		h.Write([]byte(w))
		h.Write([]byte{0})
	}
	x := h.Sum64()
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// dice are the choices that a question makes, the same whenever it is made.
func dice(words ...string) *rand.Rand {
	return rand.New(rand.NewPCG(hash(0, words...), 0))
}
