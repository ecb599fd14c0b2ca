// Package odds holds the one table that decides: which evidence there is for a sentence
// as the answer to a question, what each piece weighs, and the arithmetic of odds that
// makes a probability of it. What the evidence of a sentence is, package answer counts.
package odds

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Weights is the one table that decides: what each piece of evidence adds to the
// logarithm of the odds that a sentence answers a question, against a refusal,
// and from which probability on an answer is shown.
//
// They are fitted by a conditional logit with an outside option (McFadden,
// Conditional logit analysis of qualitative choice behavior, 1974) on questions
// with known answers; the program in api/answer/fit does it.
type Weights struct {
	Of     [3][NumEvidence]float64 // by [Words], [Meaning] and [Foreign]
	Stated float64                 // from this probability on an answer is shown as stated
	Likely float64                 // from this one on as likely; below, the question is refused
	// Where less than this of the heaviest or of the first word stands in the
	// sentence or near it, an answer is at most likely.
	Subject float64
	// The sentences of the best clause are quoted, the likeliest first, until they have this share of its odds.
	Quoted float64
}

//go:embed weights.txt
var weightsFile string

// Fitted gives the weights of weights.txt, read once.
var Fitted = sync.OnceValue(func() *Weights {
	w, err := ReadWeights(weightsFile)
	if err != nil {
		panic("the weights of evidence: " + err.Error()) // Unreachable: a test reads the file.
	}
	return w
})

// The columns of [Weights].
const (
	Words   = 0 // by the words alone
	Meaning = 1 // with the nearness of clauses and sentences
	Foreign = 2 // by nearness alone: a question in another language than the clauses
)

// ReadWeights reads lines of a name and its weights, one for each column; the name is one
// of [Names]. A row that is not named weighs nothing. Behind "stated", "likely", "subject" and "quoted" stands one number.
func ReadWeights(file string) (*Weights, error) {
	w := new(Weights)
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		fields := numbersBehind.FindStringSubmatch(line)
		if fields == nil {
			return nil, fmt.Errorf("no number in %q", line)
		}
		var v []float64
		for n := range strings.FieldsSeq(fields[2]) {
			x, err := strconv.ParseFloat(n, 64)
			if err != nil {
				return nil, fmt.Errorf("%q: %w", line, err)
			}
			v = append(v, x)
		}
		if err := w.set(fields[1], v); err != nil {
			return nil, fmt.Errorf("%q: %w", line, err)
		}
	}
	return w, nil
}

// set takes the numbers of one row.
func (w *Weights) set(name string, v []float64) error {
	i := slices.Index(Names[:], name)
	bound := map[string]*float64{"stated": &w.Stated, "likely": &w.Likely, "subject": &w.Subject, "quoted": &w.Quoted}[name]
	wanted := 1
	if i >= 0 {
		wanted = len(w.Of)
	}
	switch {
	case len(v) != wanted:
		return fmt.Errorf("%d numbers, want %d", len(v), wanted)
	case i >= 0:
		for column := range w.Of {
			w.Of[column][i] = v[column]
		}
	case bound != nil:
		*bound = v[0]
	default:
		return fmt.Errorf("there is no evidence %q", name)
	}
	return nil
}

// numbersBehind are a name and the one or two numbers behind it.
var numbersBehind = regexp.MustCompile(`^(.*?)((?:\s+-?[0-9.]+)+)$`)

// String gives the weights in the form of weights.txt.
func (w *Weights) String() string {
	var b strings.Builder
	for i, name := range Names {
		fmt.Fprintf(&b, "%-54s %6.2f %6.2f %6.2f\n", name, w.Of[Words][i], w.Of[Meaning][i], w.Of[Foreign][i])
	}
	for _, row := range []struct {
		name  string
		value float64
	}{{"stated", w.Stated}, {"likely", w.Likely}, {"subject", w.Subject}, {"quoted", w.Quoted}} {
		fmt.Fprintf(&b, "\n%-54s %6.2f", row.name, row.value)
	}
	b.WriteByte('\n')
	return b.String()
}

// Weigh is what some evidence weighs in a column.
func (w *Weights) Weigh(column int, e *Evidence) float64 { return dot(&w.Of[column], e) }

func dot(w *[NumEvidence]float64, e *Evidence) (sum float64) {
	for i, v := range e {
		sum += w[i] * v
	}
	return sum
}

// Names are the rows as people read them, and their names in weights.txt.
var Names = [NumEvidence]string{
	InSentence: "words in the sentence", InLead: "words in the lead of its list", InCited: "words in a clause it refers to", InTitle: "words in title and headings",
	InClause: "words elsewhere in the clause", InDocument: "words in the title of the document",
	MissingKnown: "words missing that other clauses have", MissingUnknown: "words missing that no clause has",
	SubjectMissing: "heaviest word missing", SubjectElsewise: "heaviest word in other words", FirstMissing: "first word missing", LastMissing: "last word missing from the sentence",
	OnePart: "words in one part of the sentence", AllThere: "nothing missing", ByVocabulary: "words found by the vocabulary",
	LongestRun: "longest common stretch", SharedPairs: "pairs of characters shared",
	SearchScore: "search score of the clause", SearchFirst: "lead of the first hit", SearchRank: "rank among the hits", Named: "document named",
	ClauseNear: "nearness of the clause", ClauseBelow: "nearness of the clause: below the nearest", Answers: "read together: answers", AnswersLess: "read together: below the best", SentenceFar: "read together: not measured",
	TokensNear: "nearness of the question's tokens", TokensBelow: "nearness of the question's tokens: below the nearest", TokenFar: "one token of the question far from all",
	TitleOnly: "a title", OpeningOnly: "purpose or commencement", Length: "length", OpensList: "leads to a list", InList: "item of a list",
	FigureStated: "figure asked for: stated", FigureOther: "figure asked for: another one", FigureInWords: "figure asked for: in words", FigureMissing: "figure asked for: none",
	AmountBeyond: "amount named: others are told apart",
	WhoStated:    "person asked for: named", WhoMissing: "person asked for: none named",
	MeaningStated: "meaning asked for: defined", MeaningMissing: "meaning asked for: no definition",
	ListStated: "list asked for: a list", ListMissing: "list asked for: none",
	NounStated: "noun of a list asked for: leads to it", NounMissing: "noun of a list asked for: elsewhere",
	ForbidStated: "prohibition asked for: one", ForbidMissing: "prohibition asked for: none",
	NormStated: "norm asked for: one", NormMissing: "norm asked for: none",
	VerdictStated: "yes or no asked for: a verdict", VerdictMissing: "yes or no asked for: none",
	OutcomeStated: "consequence asked for: one", OutcomeMissing: "consequence asked for: none",
	ConditionStated: "condition asked for: one", ConditionMissing: "condition asked for: none",
	WayStated: "way or reason asked for: one", WayMissing: "way or reason asked for: none", ScopeStated: "scope asked for: stated", ScopeMissing: "scope asked for: not stated",
	SomeAnswer: "any answer", FewWords: "question of one word", ManyWords: "number of words", AllUnknown: "share of words unknown", NoKind: "asks nothing in particular",
}
