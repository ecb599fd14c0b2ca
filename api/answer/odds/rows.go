package odds

import "math"

// Evidence is what speaks for a sentence as the answer to a question, or against
// it: one number for each row of [Weights], most of them 0 to 1.
type Evidence [NumEvidence]float64

// The rows of the table.
const (
	// The words of the question, each counted where it stands nearest. The
	// shares of these rows and of the two missing ones add up to 1.
	InSentence     = iota // in the sentence
	InLead                // in the words that lead to the list it stands in
	InCited               // in a clause that a sentence which punishes refers to (违反第三条规定的)
	InTitle               // in its clause's title or its headings
	InClause              // elsewhere in its clause
	InDocument            // in its document's title
	MissingKnown          // nowhere near, though other clauses have them
	MissingUnknown        // nowhere near, and no clause has them

	SubjectMissing  // how little of the word that tells most stands there
	SubjectElsewise // it stands there in other words only
	FirstMissing    // how little of the question's first word, mostly its topic, stands there
	LastMissing     // how little of its last word, mostly what is asked about the topic, stands in the sentence or its lead
	OnePart         // largest share of its words that stand together in one part of the sentence, between two commas
	AllThere        // everything stands in the sentence or near it
	ByVocabulary    // share of inSentence that only the vocabulary finds
	LongestRun      // longest stretch of the question that stands in the sentence
	SharedPairs     // pairs of neighbouring characters shared with the sentence, weighted by rarity

	SearchScore // of its clause, against the best clause's
	SearchFirst // its clause is the first hit: by how much it leads the second
	SearchRank  // 1 for the first hit, 1/2 for the second …
	Named       // the question names its document

	// Meaning: only with vectors of the clauses.
	ClauseNear  // how near its clause is to the question, against the other clauses
	ClauseBelow // how much nearer the nearest clause is
	Answers     // that the sentence answers the question, by the encoder that reads both together
	AnswersLess // how much more the best sentence does
	SentenceFar // it was not read: other sentences have better evidence

	TokensNear  // how near the tokens of the question are to those of the sentence
	TokensBelow // how much nearer those of the nearest sentence are
	TokenFar    // how far from everything in the sentence one of them is

	TitleOnly   // the sentence is its clause's title
	OpeningOnly // the sentence says why the document was made, or from when it holds
	Length      // logarithm of its length against 40 code points
	OpensList   // it leads to a list
	InList      // it is an item of a list

	// What the question asks for, and whether the sentence has it.
	FigureStated
	FigureOther
	FigureInWords // 及时, 立即
	FigureMissing
	AmountBeyond // the question names an amount, and the sentence speaks of other amounts: 不满1万元 of 三十万
	WhoStated
	WhoMissing
	MeaningStated
	MeaningMissing
	ListStated
	ListMissing
	NounStated // the list that it leads to is called what is asked for: 下列义务
	NounMissing
	ForbidStated
	ForbidMissing
	NormStated // of a duty, a permission, an encouragement
	NormMissing
	VerdictStated // of a yes-or-no question: a norm or an exception
	VerdictMissing
	OutcomeStated
	OutcomeMissing
	ConditionStated
	ConditionMissing
	WayStated
	WayMissing
	ScopeStated // whom or what the document applies to
	ScopeMissing

	// Of the question alone: they weigh against a refusal.
	SomeAnswer         // always 1
	FewWords           // the question has one word
	ManyWords          // logarithm of the number of its words
	AllUnknown         // share of its words that no clause has
	NoKind             // it asks for nothing in particular
	NumEvidence = iota // the number of rows
)

// OfMeaning are the rows of [Weights] that only nearness fills in.
var OfMeaning = []int{ClauseNear, ClauseBelow, Answers, AnswersLess, SentenceFar, TokensNear, TokensBelow, TokenFar}

// Probability converts the logarithm of odds to a probability.
func Probability(score float64) float64 { return 1 / (1 + math.Exp(-score)) }
