package nearness

import (
	"context"
	"sync"

	"tiaowen/index/meaning"
)

// reader reads questions and texts together: the built-in model, whichever encoder the
// vectors are of. It is nil if the model cannot be read.
var reader = sync.OnceValue(func() *meaning.Model {
	m, err := meaning.Open()
	if err != nil { // unreachable: a test opens the model of this build
		return nil
	}
	return m
})

// reads reports whether meaning is switched on and there is a model to read with.
func (s *Space) reads() bool {
	s.OpenMeaning()
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.encoder != nil && reader() != nil
}

// Answers gives for each passage the logarithm of the odds that it answers a question; see
// [meaning.Model.Answers]. It takes about 5 ms for a sentence on one core. ok is false when
// the question is not Chinese, and when meaning is switched off.
func (s *Space) Answers(ctx context.Context, question string, passages []meaning.Passage) (scores []float32, ok bool) {
	if !s.reads() {
		return nil, false
	}
	scores, ok, err := reader().Answers(ctx, question, passages)
	return scores, ok && err == nil
}

// Text tells how near a text is to a question, token by token; see [meaning.Tokens.Near].
type Text struct {
	Tokens float32 // the mean of the question's tokens with the nearest of the text
	Least  float32 // that of the token that is farthest from everything
}

// NearTexts tells how near texts are to a question. It encodes them, which takes about 4 ms
// for a sentence of 30 characters on one core. ok is false when meaning is switched off.
func (s *Space) NearTexts(ctx context.Context, question string, texts []string) (all []Text, ok bool) {
	if !s.reads() {
		return nil, false
	}
	q, err := reader().QuestionTokens(ctx, question)
	if err != nil {
		return nil, false
	}
	passages, err := reader().PassageTokens(ctx, texts)
	if err != nil {
		return nil, false
	}
	all = make([]Text, len(texts))
	for i, p := range passages {
		all[i].Tokens, all[i].Least = q.Near(p)
	}
	return all, true
}
