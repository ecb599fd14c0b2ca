// Package evidence collects what speaks for a sentence as the answer to a question, or
// against it: where the words of the question stand, what the search thinks of the clause,
// what the sentence looks like, and whether it has the kind of thing that is asked for.
// Package odds names the rows and says what each one weighs. How near a sentence is to the
// question in meaning is not measured here: that needs the encoder.
package evidence

import (
	"iter"
	"math"
	"strings"
	"unicode/utf8"

	"tiaowen/api/answer/match"
	"tiaowen/api/answer/odds"
	"tiaowen/api/answer/prepared"
	"tiaowen/api/answer/reading"
	"tiaowen/api/answer/wording"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/index"
)

// Question is a question and what is known about it before a sentence is read.
type Question struct {
	*wording.Question
	Named  bool                      // its document is named, in the question or by a parameter
	Hits   []index.Hit               // what the search proposes, the best clause first
	Rarity func(word string) float64 // how much a word tells, by its rarity among the clauses
	Texts  *prepared.Cache           // gives the clauses that a sentence refers to
}

// Sentence is a sentence with its evidence.
type Sentence struct {
	*prepared.Unit
	Of       *prepared.Clause
	Cited    []*prepared.Clause // the clauses that it refers to, where their words count
	Evidence odds.Evidence
	Covered  float64 // share of the question's words that stand in the sentence or near it, 0 to 1
}

// A question in the words of the documents is answered from one of the first clauses, or
// by a sentence that has some of its words. The other sentences are not worth the time of
// a closer look.
const (
	fewClauses = 8   // all sentences of so many clauses get all their evidence
	faint      = 0.2 // beyond them, those that cover at least this share of the question
)

// Sentences gives the sentences of some clauses that may answer the question, each with
// its evidence, in the order of the clauses. A sentence is valid until the next one is
// asked for.
func (q *Question) Sentences(clauses []*prepared.Clause) iter.Seq[*Sentence] {
	return func(yield func(*Sentence) bool) {
		total := wording.Weight(q.Words)
		if total == 0 {
			return
		}
		k := &collector{Question: q, total: total, base: q.base(total), first: q.searchShares(), many: len(clauses) > fewClauses,
			pairs: match.NewGrams(q.Pieces(), q.Rarity), content: match.NewStretch(q.About)}
		for _, t := range clauses {
			if !k.sentencesOf(t, yield) {
				return
			}
		}
	}
}

// collector holds what is made of a question once for all sentences.
type collector struct {
	*Question
	total   float64 // weight of all words of the question
	base    odds.Evidence
	first   map[*corpus.Clause]hitShare
	many    bool // there are more than fewClauses
	pairs   match.Grams
	content *match.Stretch
}

// sentencesOf yields the sentences of one clause; it reports whether more are wanted.
func (k *collector) sentencesOf(t *prepared.Clause, yield func(*Sentence) bool) bool {
	words := wording.In(t.Clause.Document, k.Words)
	near := around(words, t)
	within := k.pairs.Within(t.Body.Bare, t.Body.Sieve)
	var s Sentence
	for i := range t.Units {
		u := &t.Units[i]
		if len(t.Units) > 1 && isQuestion(u) {
			continue // 问：…？ is answered by what follows
		}
		s = Sentence{Unit: u, Of: t, Evidence: k.base}
		e := &s.Evidence
		if !k.Query.Foreign { // the words of another language do not stand in the text
			s.Cited = k.citedBy(t, u)
			k.countWords(e, words, near, s.Cited, u)
			s.Covered = 1 - e[odds.MissingKnown] - e[odds.MissingUnknown]
			if k.many && s.Covered < faint && k.first[t.Clause].rank < 1.0/fewClauses {
				continue
			}
			e[odds.SharedPairs] = within.Shared(u.Bare, u.Sieve)
			e[odds.LongestRun] = k.content.Share(u.Bare)
			h := k.first[t.Clause]
			e[odds.SearchScore], e[odds.SearchFirst], e[odds.SearchRank] = h.share, h.lead, h.rank
			e[odds.OnePart] = k.inOnePart(words, u)
			e[odds.AllThere] = truth(s.Covered >= 0.95)
			e[odds.Named] = truth(k.Named)
		}
		looks(e, t, u)
		k.wanted(e, u)
		if !yield(&s) {
			return false
		}
	}
	return true
}

// isQuestion reports whether a sentence asks something itself.
func isQuestion(u *prepared.Unit) bool {
	source, end := u.Clause.Document.Source, u.End
	r, _ := utf8.DecodeRuneInString(source[end:])
	return r == '？' || r == '?' || strings.HasPrefix(u.Text, "问:") || strings.HasPrefix(u.Text, "q:")
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// base is the evidence that depends on the question alone. It is the same for all
// sentences and weighs against a refusal.
func (q *Question) base(total float64) (e odds.Evidence) {
	e[odds.SomeAnswer] = 1
	e[odds.FewWords] = truth(len(q.Words) == 1)
	e[odds.ManyWords] = math.Log(float64(len(q.Words)))
	for i := range q.Words {
		if !q.Words[i].Known {
			e[odds.AllUnknown] += q.Words[i].Weight / total
		}
	}
	e[odds.NoKind] = truth(!q.Has(question.Asking))
	return e
}

// looks fills in what a sentence looks like, whatever the question is: a title names a
// subject and says nothing about it, and a purpose clause answers few questions.
func looks(e *odds.Evidence, t *prepared.Clause, u *prepared.Unit) {
	e[odds.TitleOnly] = truth(u.Start == t.Clause.Body.Start && t.Title != "" && len(t.Units) > 1 && u.Bare == t.Name)
	e[odds.OpeningOnly] = truth(reading.Opens(u.Text))
	e[odds.Length] = math.Log(float64(utf8.RuneCountInString(u.Bare)+1) / 40)
	e[odds.OpensList] = truth(u.Opens != nil)
	e[odds.InList] = truth(u.Lead != nil)
}

// hitShare is what the search thinks of a clause, as numbers that do not depend on the
// size of its scores: the score against that of the best clause, by how much the best one
// leads the second, and the reciprocal of the rank.
type hitShare struct{ share, lead, rank float64 }

// searchShares gives what the search thinks of each clause that it proposes.
func (q *Question) searchShares() map[*corpus.Clause]hitShare {
	hits := q.Hits
	out := make(map[*corpus.Clause]hitShare, len(hits))
	for i, h := range hits {
		s := hitShare{share: h.Score / hits[0].Score, rank: 1 / float64(i+1)}
		if i == 0 {
			s.lead = 1
			if len(hits) > 1 {
				s.lead = 1 - hits[1].Score/h.Score
			}
		}
		out[h.Clause] = s
	}
	return out
}
