package answer

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
	Of     [3][numEvidence]float64 // by [Words], [Meaning] and [Foreign]
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

var weights = sync.OnceValue(func() *Weights {
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

// ReadWeights reads lines of a name and its weights, one for each column; the name is one of evidenceNames. A row that is not named weighs
// nothing. Behind "stated", "likely", "subject" and "quoted" stands one number.
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
	i := slices.Index(evidenceNames[:], name)
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
	for i, name := range evidenceNames {
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

// weigh is what some evidence weighs in a column.
func (w *Weights) weigh(column int, e *evidence) float64 { return dot(&w.Of[column], e) }

func dot(w *[numEvidence]float64, e *evidence) (sum float64) {
	for i, v := range e {
		sum += w[i] * v
	}
	return sum
}

// evidenceNames are the rows as people read them, and their names in weights.txt.
var evidenceNames = [numEvidence]string{
	inSentence: "words in the sentence", inLead: "words in the lead of its list", inCited: "words in a clause it refers to", inTitle: "words in title and headings",
	inClause: "words elsewhere in the clause", inDocument: "words in the title of the document",
	missingKnown: "words missing that other clauses have", missingUnknown: "words missing that no clause has",
	subjectMissing: "heaviest word missing", subjectElsewise: "heaviest word in other words", firstMissing: "first word missing", lastMissing: "last word missing from the sentence",
	onePart: "words in one part of the sentence", allThere: "nothing missing", byVocabulary: "words found by the vocabulary",
	longestRun: "longest common stretch", sharedPairs: "pairs of characters shared",
	searchScore: "search score of the clause", searchFirst: "lead of the first hit", searchRank: "rank among the hits", named: "document named",
	clauseNear: "nearness of the clause", clauseBelow: "nearness of the clause: below the nearest", sentenceNear: "nearness of the sentence", sentenceBelow: "nearness of the sentence: below the nearest", sentenceFar: "nearness of the sentence: not measured",
	tokensNear: "nearness of the question's tokens", tokensBelow: "nearness of the question's tokens: below the nearest", tokenFar: "one token of the question far from all",
	titleOnly: "a title", openingOnly: "purpose or commencement", length: "length", opensList: "leads to a list", inList: "item of a list",
	figureStated: "figure asked for: stated", figureOther: "figure asked for: another one", figureInWords: "figure asked for: in words", figureMissing: "figure asked for: none",
	amountBeyond: "amount named: others are told apart",
	whoStated:    "person asked for: named", whoMissing: "person asked for: none named",
	meaningStated: "meaning asked for: defined", meaningMissing: "meaning asked for: no definition",
	listStated: "list asked for: a list", listMissing: "list asked for: none",
	nounStated: "noun of a list asked for: leads to it", nounMissing: "noun of a list asked for: elsewhere",
	forbidStated: "prohibition asked for: one", forbidMissing: "prohibition asked for: none",
	normStated: "norm asked for: one", normMissing: "norm asked for: none",
	verdictStated: "yes or no asked for: a verdict", verdictMissing: "yes or no asked for: none",
	outcomeStated: "consequence asked for: one", outcomeMissing: "consequence asked for: none",
	conditionStated: "condition asked for: one", conditionMissing: "condition asked for: none",
	wayStated: "way or reason asked for: one", wayMissing: "way or reason asked for: none", scopeStated: "scope asked for: stated", scopeMissing: "scope asked for: not stated",
	someAnswer: "any answer", fewWords: "question of one word", manyWords: "number of words", allUnknown: "share of words unknown", noKind: "asks nothing in particular",
}
