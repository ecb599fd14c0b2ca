package nearness

import (
	"context"

	"tiaowen/index/meaning"
)

// Text tells how near a text is to a question.
type Text struct {
	Whole   float32 // the product of their vectors
	Chinese float32 // that of the vectors of the Chinese encoder; 0 of a question that is not Chinese
	Tokens  float32 // the mean of the question's tokens with the nearest of the text; see [meaning.Tokens.Near]
	Least   float32 // that of the token that is farthest from everything
	ByWord  bool    // Tokens and Least are measured: encoders elsewhere give whole texts alone
}

// NearTexts tells how near texts are to a question. It encodes them, which takes about 4 ms
// for a sentence of 30 characters on one core. ok is false when there is no encoder, or
// when it does not answer.
func (s *Space) NearTexts(ctx context.Context, question string, texts []string) (all []Text, ok bool) {
	s.OpenMeaning()
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.encoder == nil {
		return nil, false
	}
	q, err := s.question(ctx, question)
	if err != nil {
		return nil, false
	}
	all = make([]Text, len(texts))
	if e, ok := s.encoder.(meaning.TokenEncoder); ok {
		passages, err := e.EncodePassageTokens(ctx, texts)
		if err != nil {
			return nil, false
		}
		for i, p := range passages {
			all[i] = Text{Whole: meaning.Near(q.Whole, p.Whole), Chinese: meaning.Near(q.Chinese, p.Chinese), ByWord: true}
			all[i].Tokens, all[i].Least = q.Near(p)
		}
		return all, true
	}
	vectors, err := s.encoder.EncodePassages(ctx, texts)
	if err != nil {
		return nil, false
	}
	for i, v := range vectors {
		all[i].Whole = meaning.Near(q.Vector, v)
	}
	return all, true
}
