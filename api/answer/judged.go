package answer

import (
	"context"

	"tiaowen/api/answer/odds"
	"tiaowen/corpus"
	"tiaowen/index/meaning"
)

// Judged is a sentence that may answer a question, with its evidence. List is the list that
// the sentence leads to; its length is 0 if there is none.
type Judged struct {
	Clause   *corpus.Clause
	Sentence corpus.Span
	List     corpus.Span
	Evidence odds.Evidence
	Asked    string          // the question as the encoders read it
	Read     meaning.Passage // the sentence as they do
}

// Judge gives the sentences that may answer a question with their evidence, so that weights
// can be fitted. ok is false for a question that is looked up or listed: no weight decides
// it. column is that of the weights: [odds.Words] if nearness in meaning was not measured.
func (a *Asker) Judge(ctx context.Context, text string, opt Options) (all []Judged, column int, ok bool, err error) {
	query, err := a.ix.ParseTyped(text)
	if err != nil {
		return nil, 0, false, err
	}
	q := a.read(ctx, query, opt)
	for _, try := range attempts[:len(attempts)-1] {
		if r, err := try(q); err != nil || r != nil {
			return nil, 0, false, err
		}
	}
	best, err := q.best()
	if err != nil {
		return nil, 0, false, err
	}
	for _, c := range best {
		j := Judged{Clause: c.Clause, Sentence: c.Span, Evidence: c.evidence, Asked: q.meant(), Read: c.passage()}
		if c.Opens != nil {
			j.List = c.Opens.Whole
		}
		all = append(all, j)
	}
	return all, q.column, true, nil
}
