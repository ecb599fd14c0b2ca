package evidence

import (
	"slices"
	"strings"

	"tiaowen/api/answer/match"
	"tiaowen/api/answer/odds"
	"tiaowen/api/answer/prepared"
	"tiaowen/api/answer/reading"
	"tiaowen/api/question"
)

// wanted fills in whether a sentence has what the question asks for. A figure in the words
// that lead to the sentence counts a little less than one in the sentence itself.
func (q *Question) wanted(e *odds.Evidence, u *prepared.Unit) {
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

// figureRow gives the row for how well a sentence states a figure, which
// [question.Figure.StatedIn] tells.
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

// kinds are the kinds of things that a question may ask for, except figures: whether it
// asks for one, whether a sentence has it, and the rows for both cases. said is the
// sentence with the words that lead to it. Two kinds may share their rows: the later one
// of those asked for fills them in.
var kinds = [...]struct {
	stated, missing int
	asked           func(q *Question) bool
	stands          func(q *Question, u *prepared.Unit, said string) bool
}{
	{odds.WhoStated, odds.WhoMissing, wants(question.Who), reads(reading.ActorWords)},
	{odds.MeaningStated, odds.MeaningMissing, func(q *Question) bool {
		return q.Has(question.Define) || q.Has(question.Members) && len(q.Content) == 1
	}, explains},
	{odds.ListStated, odds.ListMissing, wants(question.List | question.Members), func(_ *Question, u *prepared.Unit, _ string) bool {
		return u.Opens != nil || reading.Enumerates(u.Text)
	}},
	{odds.NounStated, odds.NounMissing, func(q *Question) bool { return len(reading.NounsAsked(q.Text)) > 0 }, func(q *Question, u *prepared.Unit, _ string) bool {
		return u.Opens != nil && match.ContainsAny(u.Text, reading.NounsAsked(q.Text)...)
	}},
	{odds.ForbidStated, odds.ForbidMissing, func(q *Question) bool { return q.Has(question.Forbid) && !q.Has(question.YesNo) }, reads(reading.ForbidWords)},
	{odds.NormStated, odds.NormMissing, func(q *Question) bool {
		return q.Has(question.Require|question.Permit|question.Encourage) && !q.Has(question.YesNo|question.Forbid)
	}, reads(reading.NormWords)},
	{odds.VerdictStated, odds.VerdictMissing, wants(question.YesNo), reads(reading.VerdictWords)},
	{odds.OutcomeStated, odds.OutcomeMissing, wants(question.Outcome), reads(reading.OutcomeWords)},
	{odds.ConditionStated, odds.ConditionMissing, wants(question.Condition), func(_ *Question, u *prepared.Unit, said string) bool {
		return u.Opens != nil || reading.ConditionWords.In(said)
	}},
	{odds.WayStated, odds.WayMissing, wants(question.How | question.Place), reads(reading.WayWords)},
	{odds.ScopeStated, odds.ScopeMissing, wants(question.Scope), reads(reading.ScopeWords)},
	{odds.WayStated, odds.WayMissing, wants(question.Why), reads(reading.ReasonWords)},
}

// wants returns a test whether a question asks for one of some kinds.
func wants(asked question.Kind) func(*Question) bool {
	return func(q *Question) bool { return q.Has(asked) }
}

// reads returns a test whether a sentence, with the words that lead to it, has a form.
func reads(f *reading.Form) func(*Question, *prepared.Unit, string) bool {
	return func(_ *Question, _ *prepared.Unit, said string) bool { return f.In(said) }
}

// explains reports whether a sentence defines the term that a question is about, or lists
// its members.
func explains(q *Question, u *prepared.Unit, _ string) bool {
	term := q.About
	return term != "" && (reading.Defines(u.Text, term) || strings.Contains(u.Bare, term) && reading.SpelledOut(u.Text, term))
}
