package answer

import (
	_ "embed"
	"fmt"
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
	Of     [numEvidence]float64
	Stated float64 // from this probability on an answer is shown as stated
	Likely float64 // from this one on as likely; below, the question is refused
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

// ReadWeights reads lines of a name and a number; the name is one of
// evidenceNames, "stated" or "likely". A row that is not named weighs nothing.
func ReadWeights(file string) (*Weights, error) {
	w := new(Weights)
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		at := strings.LastIndexByte(line, ' ')
		if at < 0 {
			return nil, fmt.Errorf("no number in %q", line)
		}
		name := strings.TrimSpace(line[:at])
		v, err := strconv.ParseFloat(line[at+1:], 64)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", line, err)
		}
		switch i := slices.Index(evidenceNames[:], name); {
		case name == "stated":
			w.Stated = v
		case name == "likely":
			w.Likely = v
		case i < 0:
			return nil, fmt.Errorf("there is no evidence %q", name)
		default:
			w.Of[i] = v
		}
	}
	return w, nil
}

// String gives the weights in the form of weights.txt.
func (w *Weights) String() string {
	var b strings.Builder
	for i, name := range evidenceNames {
		fmt.Fprintf(&b, "%-42s %.2f\n", name, w.Of[i])
	}
	fmt.Fprintf(&b, "\n%-42s %.2f\n%-42s %.2f\n", "stated", w.Stated, "likely", w.Likely)
	return b.String()
}

// score is what some evidence weighs.
func (w *Weights) score(e *evidence) (score float64) {
	for i, v := range e {
		score += w.Of[i] * v
	}
	return score
}

// evidenceNames are the rows as people read them, and their names in weights.txt.
var evidenceNames = [numEvidence]string{
	inSentence: "words in the sentence", inLead: "words in the lead of its list", inTitle: "words in title and headings",
	inClause: "words elsewhere in the clause", inDocument: "words in the title of the document",
	missingKnown: "words missing that other clauses have", missingUnknown: "words missing that no clause has",
	subjectMissing: "heaviest word missing", subjectElsewise: "heaviest word in other words", firstMissing: "first word missing", lastMissing: "last word missing from the sentence",
	onePart: "words in one part of the sentence", allThere: "nothing missing", byVocabulary: "words found by the vocabulary",
	longestRun: "longest common stretch", sharedPairs: "pairs of characters shared",
	searchScore: "search score of the clause", searchFirst: "lead of the first hit", searchRank: "rank among the hits", named: "document named",
	nearClause: "clause near", nearRaw: "clause near raw", nearFirst: "clause nearest", nearBelow: "clause below", sentenceNear: "sentence near", sentenceBelow: "sentence below", sentenceFar: "sentence far",
	titleOnly: "a title", openingOnly: "purpose or commencement", length: "length", opensList: "leads to a list", inList: "item of a list",
	figureStated: "figure asked for: stated", figureOther: "figure asked for: another one", figureInWords: "figure asked for: in words", figureMissing: "figure asked for: none",
	whoStated: "person asked for: named", whoMissing: "person asked for: none named",
	meaningStated: "meaning asked for: defined", meaningMissing: "meaning asked for: no definition",
	listStated: "list asked for: a list", listMissing: "list asked for: none",
	forbidStated: "prohibition asked for: one", forbidMissing: "prohibition asked for: none",
	normStated: "norm asked for: one", normMissing: "norm asked for: none",
	verdictStated: "yes or no asked for: a verdict", verdictMissing: "yes or no asked for: none",
	outcomeStated: "consequence asked for: one", outcomeMissing: "consequence asked for: none",
	conditionStated: "condition asked for: one", conditionMissing: "condition asked for: none",
	wayStated: "way or reason asked for: one", wayMissing: "way or reason asked for: none", scopeStated: "scope asked for: stated", scopeMissing: "scope asked for: not stated",
	someAnswer: "any answer", fewWords: "question of one word", manyWords: "number of words", allUnknown: "share of words unknown", noKind: "asks nothing in particular",
}
