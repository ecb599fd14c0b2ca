package meaning

import "context"

// One vector for a whole text says what it is about, and little of whether one
// word of a question is answered in it. The vectors of its tokens, each made with
// a view of all others, say more: 关门 of a question lies near 闭园 of a sentence. The
// likeness of two texts token by token is that of late interaction (Khattab and
// Zaharia, ColBERT, 2020), here with a model that was trained for whole texts.

// Tokens is a text encoded token by token.
type Tokens struct {
	tokens  [][]float32 // of each token, of length 1
	telling []float32   // how much each tells: the negative logarithm of its probability
}

// QuestionTokens encodes a question, without corrections, on the calling goroutine; it fails
// only when ctx is done.
func (m *Model) QuestionTokens(ctx context.Context, text string) (*Tokens, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return m.tokens(asks, text), nil
}

// PassageTokens encodes texts that may answer, on all processors that Go
// uses; it fails only when ctx is done.
func (m *Model) PassageTokens(ctx context.Context, texts []string) ([]*Tokens, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return onAllProcessors(texts, func(text string) *Tokens { return m.tokens(answers, text) }), nil
}

// tokens encodes a text with the words that tell the model what it is.
func (m *Model) tokens(kind, text string) *Tokens {
	rows := m.rowsOf(kind, text)
	s := m.pass(rows, nil)
	defer m.free.Put(s)
	return m.tokensOf(s, rows, kind)
}

// tokensOf takes the tokens of a text that has passed the layers. Those that tell
// the model what it is, and those of its beginning and end, are left out.
func (m *Model) tokensOf(s *scratch, rows []int32, kind string) *Tokens {
	out := new(Tokens)
	for t := 1 + len(m.words.tokens(kind, 0)); t < len(rows)-1; t++ {
		v := make([]float32, m.width)
		copy(v, s.x[t*m.width:])
		normal(v)
		telling := float32(unknownTells)
		if row := int(rows[t]); row < len(m.words.scores) {
			telling = -m.words.scores[row]
		}
		out.tokens, out.telling = append(out.tokens, v), append(out.telling, telling)
	}
	return out
}

// unknownTells is how much a token tells that the model does not know: as much
// as one of a probability of e^-10.
const unknownTells = 10

// Near tells how near the tokens of a question are to those of a passage: for
// each the product with the nearest one. mean is that of all, weighted by how much
// they tell, least that of the token that is farthest from everything. Both are 0
// where a text has no token.
func (q *Tokens) Near(passage *Tokens) (mean, least float32) {
	if len(q.tokens) == 0 || len(passage.tokens) == 0 {
		return 0, 0
	}
	var all float32
	least = 1
	for i, a := range q.tokens {
		nearest := float32(-1)
		for _, b := range passage.tokens {
			nearest = max(nearest, Near(a, b))
		}
		mean += q.telling[i] * nearest
		all += q.telling[i]
		least = min(least, nearest)
	}
	return mean / max(all, 1e-6), least
}
