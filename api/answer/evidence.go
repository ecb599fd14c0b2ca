package answer

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/answer/match"
	"tiaowen/api/answer/odds"
	"tiaowen/api/answer/prepared"
	"tiaowen/api/answer/reading"
	"tiaowen/api/answer/wording"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/corpus/citation"
)

// candidate is a sentence that may answer, with the evidence.
type candidate struct {
	*prepared.Unit
	of       *prepared.Clause
	cited    []*prepared.Clause // that it refers to, where that counts
	evidence odds.Evidence
	score    float64 // weights × evidence: the logarithm of its odds against a refusal
	covered  float64 // share of the question's words that stand in the sentence or near it
}

// judge collects the evidence for every sentence of some clauses.
func (q *asking) judge(clauses []*prepared.Clause) []candidate {
	total := wording.Weight(q.Words)
	if total == 0 {
		return nil
	}
	pairs, content := match.NewGrams(q.Pieces(), q.ix.Weight), match.NewStretch(q.About)
	first := q.searchShares()
	base := q.baseEvidence(total)
	var out []candidate
	for _, t := range clauses {
		words := wording.In(t.Clause.Document, q.Words)
		near := around(words, t)
		within := pairs.Within(t.Body.Bare, t.Body.Sieve)
		for k := range t.Units {
			u := &t.Units[k]
			if len(t.Units) > 1 && isQuestion(u) {
				continue // 问：…？ is answered by what follows
			}
			c := candidate{Unit: u, of: t, evidence: base}
			e := &c.evidence
			if q.Query.Foreign { // its words say nothing here
				looks(e, t, k)
				q.wanted(e, t, u)
				out = append(out, c)
				continue
			}
			c.cited = q.citedBy(t, u)
			countWords(e, words, near, c.cited, u, total)
			c.covered = 1 - e[odds.MissingKnown] - e[odds.MissingUnknown]
			if c.covered < faint && len(clauses) > fewClauses && first[t.Clause].rank < 1.0/fewClauses {
				continue // of clauses that are not among the best, sentences that hardly speak of it
			}
			e[odds.SharedPairs] = within.Shared(u.Bare, u.Sieve)
			e[odds.LongestRun] = content.Share(u.Bare)
			if h, ok := first[t.Clause]; ok {
				e[odds.SearchScore], e[odds.SearchFirst], e[odds.SearchRank] = h.share, h.lead, h.rank
			}
			e[odds.OnePart] = inOnePart(words, u, total)
			e[odds.AllThere] = truth(c.covered >= 0.95)
			e[odds.Named] = truth(q.named)
			looks(e, t, k)
			q.wanted(e, t, u)
			c.score = odds.Fitted().Weigh(odds.Words, e)
			out = append(out, c)
		}
	}
	return out
}

// isQuestion reports whether a sentence asks something itself.
func isQuestion(u *prepared.Unit) bool {
	source, end := u.Clause.Document.Source, u.End
	r, _ := utf8.DecodeRuneInString(source[end:])
	return r == '？' || r == '?' || strings.HasPrefix(u.Text, "问:") || strings.HasPrefix(u.Text, "q:")
}

// Every sentence of the first clauses is looked at closely, and of the others
// those that have some share of the question's words.
const (
	fewClauses = 8
	faint      = 0.2
)

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// baseEvidence is the evidence that depends on the question alone.
func (q *asking) baseEvidence(total float64) (e odds.Evidence) {
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

// place is how well a word stands in the parts of a clause around a sentence.
type place struct{ title, body, document float64 }

// around looks for each word in a clause once.
func around(words []wording.Word, t *prepared.Clause) []place {
	out := make([]place, len(words))
	for i := range words {
		w := &words[i]
		out[i] = place{title: max(w.In(t.Title, nil), w.In(t.Path, nil)), body: w.In(t.Body.Text, t.Body.Sieve), document: w.In(t.Under, nil)}
	}
	return out
}

// countWords fills in where the words of the question stand.
func countWords(e *odds.Evidence, words []wording.Word, near []place, cited []*prepared.Clause, u *prepared.Unit, total float64) {
	heaviest := heaviestOf(words)
	for i := range words {
		w, at := &words[i], near[i]
		share := w.Weight / total
		sentence, lead := 0.0, 0.0
		if at.body > 0 {
			sentence, lead = inUnit(w, u)
		}
		refers := 0.0
		for _, t := range cited {
			refers = max(refers, w.In(t.Body.Text, t.Body.Sieve))
		}
		held := 0.0
		for _, p := range [...]struct {
			row int
			in  float64
		}{{odds.InSentence, sentence}, {odds.InLead, lead}, {odds.InCited, refers}, {odds.InTitle, at.title}, {odds.InClause, at.body}, {odds.InDocument, at.document}} {
			if p.in > held {
				e[p.row] += share * (p.in - held)
				held = p.in
			}
		}
		if sentence > 0 && !w.Needle.In(u.Text, u.Sieve) {
			e[odds.ByVocabulary] += share * sentence
		}
		if w.Known {
			e[odds.MissingKnown] += share * (1 - held)
		} else {
			e[odds.MissingUnknown] += share * (1 - held)
		}
		if i == 0 {
			e[odds.FirstMissing] = 1 - held
		}
		if i == len(words)-1 {
			e[odds.LastMissing] = 1 - max(sentence, lead, refers)
		}
		if i == heaviest {
			e[odds.SubjectMissing] = 1 - held
			e[odds.SubjectElsewise] = truth(held > 0 && held < 1)
		}
	}
}

// heaviestOf is the index of the word with the largest weight, the first of several.
func heaviestOf(words []wording.Word) (heaviest int) {
	for i := range words {
		if words[i].Weight > words[heaviest].Weight {
			heaviest = i
		}
	}
	return heaviest
}

// inUnit tells how well a sentence has a word, with the row that says what its cells
// are, and how well the words that lead to it do.
func inUnit(w *wording.Word, u *prepared.Unit) (sentence, lead float64) {
	sentence = w.In(u.Text, u.Sieve)
	for _, name := range u.Names() {
		sentence = max(sentence, w.In(name.Text, name.Sieve))
	}
	if u.Lead != nil {
		lead = w.In(u.Lead.Text, u.Lead.Sieve)
	}
	return sentence, lead
}

// citedBy gives the clauses that a sentence refers to, where the question asks
// what follows and the sentence says so: 违反本办法第三条规定的，处…罚款 speaks of what
// 第三条 does.
func (q *asking) citedBy(t *prepared.Clause, u *prepared.Unit) (out []*prepared.Clause) {
	if !q.Has(question.Outcome) || !strings.Contains(u.Text, "条") || !reading.OutcomeWords.In(u.Said()) {
		return nil
	}
	for _, c := range citation.Of(t.Clause) {
		if !c.Self || c.Number == 0 || !u.Contains(c.Span) && (u.Lead == nil || !u.Lead.Contains(c.Span)) {
			continue
		}
		for _, other := range t.Clause.Document.Clauses {
			if other.Kind == corpus.Article && other != t.Clause && other.Number == c.Number && other.Sub == c.Sub {
				out = append(out, q.texts.Of(other))
			}
		}
	}
	return out
}

// inOnePart is the largest share of the question's words that one part of a
// sentence has.
func inOnePart(words []wording.Word, u *prepared.Unit, total float64) (best float64) {
	for part := range strings.FieldsFuncSeq(u.Text, func(r rune) bool { return strings.ContainsRune(",，;；:：。", r) }) {
		share := 0.0
		for i := range words {
			share += words[i].Weight * words[i].In(part, nil) / total
		}
		best = max(best, share)
	}
	return best
}

// looks fills in what a sentence looks like.
func looks(e *odds.Evidence, t *prepared.Clause, k int) {
	u := &t.Units[k]
	e[odds.TitleOnly] = truth(u.Start == t.Clause.Body.Start && t.Title != "" && len(t.Units) > 1 && u.Bare == t.Name)
	e[odds.OpeningOnly] = truth(reading.Opens(u.Text))
	e[odds.Length] = math.Log(float64(utf8.RuneCountInString(u.Bare)+1) / 40)
	e[odds.OpensList] = truth(u.Opens != nil)
	e[odds.InList] = truth(u.Lead != nil)
}

// wanted fills in whether a sentence has what the question asks for.
func (q *asking) wanted(e *odds.Evidence, t *prepared.Clause, u *prepared.Unit) {
	said := u.Said()
	if q.Figured {
		e[figureRow(max(q.Figure.StatedIn(u.Text), 0.9*q.Figure.StatedIn(said)))] = 1
	}
	e[odds.AmountBeyond] = truth(slices.ContainsFunc(q.Amounts, func(a question.Amount) bool { return reading.IsBeyond(said, a) }))
	for i := range kinds {
		if k := &kinds[i]; k.asked(q) {
			has := k.stands(q, u, said)
			e[k.stated], e[k.missing] = truth(has), truth(!has)
		}
	}
}

// figureRow is the row for how well a sentence states a figure; see
// [question.Figure.StatedIn].
func figureRow(stated float64) int {
	switch {
	case stated > 0.5:
		return odds.FigureStated
	case stated >= 0.4:
		return odds.FigureOther
	case stated > 0.1:
		return odds.FigureInWords
	case stated > 0:
		return odds.FigureOther
	}
	return odds.FigureMissing
}

// kinds are the kinds of things that a question asks for, but a figure: whether it
// asks for one, whether a sentence has it, and the rows of both cases. said is the
// sentence with what leads to it. Of two kinds that share rows the last one counts.
var kinds = [...]struct {
	stated, missing int
	asked           func(q *asking) bool
	stands          func(q *asking, u *prepared.Unit, said string) bool
}{
	{odds.WhoStated, odds.WhoMissing, wants(question.Who), reads(reading.ActorWords)},
	{odds.MeaningStated, odds.MeaningMissing, func(q *asking) bool { return q.Has(question.Define) || q.Has(question.Members) && len(q.Content) == 1 }, explains},
	{odds.ListStated, odds.ListMissing, wants(question.List | question.Members), func(_ *asking, u *prepared.Unit, _ string) bool { return u.Opens != nil || reading.Enumerates(u.Text) }},
	{odds.NounStated, odds.NounMissing, func(q *asking) bool { return len(reading.NounsAsked(q.Text)) > 0 }, func(q *asking, u *prepared.Unit, _ string) bool {
		return u.Opens != nil && match.ContainsAny(u.Text, reading.NounsAsked(q.Text)...)
	}},
	{odds.ForbidStated, odds.ForbidMissing, func(q *asking) bool { return q.Has(question.Forbid) && !q.Has(question.YesNo) }, reads(reading.ForbidWords)},
	{odds.NormStated, odds.NormMissing, func(q *asking) bool {
		return q.Has(question.Require|question.Permit|question.Encourage) && !q.Has(question.YesNo|question.Forbid)
	}, reads(reading.NormWords)},
	{odds.VerdictStated, odds.VerdictMissing, wants(question.YesNo), reads(reading.VerdictWords)},
	{odds.OutcomeStated, odds.OutcomeMissing, wants(question.Outcome), reads(reading.OutcomeWords)},
	{odds.ConditionStated, odds.ConditionMissing, wants(question.Condition), func(_ *asking, u *prepared.Unit, said string) bool {
		return u.Opens != nil || reading.ConditionWords.In(said)
	}},
	{odds.WayStated, odds.WayMissing, wants(question.How | question.Place), reads(reading.WayWords)},
	{odds.ScopeStated, odds.ScopeMissing, wants(question.Scope), reads(reading.ScopeWords)},
	{odds.WayStated, odds.WayMissing, wants(question.Why), reads(reading.ReasonWords)},
}

// wants makes the test whether a question asks for one of some kinds.
func wants(asked question.Kind) func(*asking) bool {
	return func(q *asking) bool { return q.Has(asked) }
}

// reads makes the test whether a sentence reads like a form.
func reads(f *reading.Form) func(*asking, *prepared.Unit, string) bool {
	return func(_ *asking, _ *prepared.Unit, said string) bool { return f.In(said) }
}

// explains reports whether a sentence says what the term of a question means.
func explains(q *asking, u *prepared.Unit, _ string) bool {
	term := q.About
	return term != "" && (reading.Defines(u.Text, term) || strings.Contains(u.Bare, term) && reading.SpelledOut(u.Text, term))
}

// hitShare is what the search thinks of a clause.
type hitShare struct{ share, lead, rank float64 }

// searchShares gives each clause that the index proposes its score against the
// best, and the best one its lead.
func (q *asking) searchShares() map[*corpus.Clause]hitShare {
	hits := q.proposed()
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
