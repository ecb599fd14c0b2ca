package meaning

import (
	"context"
	"slices"
)

// One vector for a whole text says what it is about, and little of whether one
// word of a question is answered in it. The vectors of its tokens, each made with
// a view of all others, say more: 关门 of a question lies near 闭园 of a sentence. The
// likeness of two texts token by token is that of late interaction (Khattab and
// Zaharia, ColBERT, 2020), here with a model that was trained for whole texts.

// Tokens is a text encoded token by token.
type Tokens struct {
	Vector  []float32   // of the whole text; of a question, by which clauses are found
	Whole   []float32   // of the whole text by the encoder of many languages without the corrections of questions, by which sentences are weighed
	Chinese []float32   // the same by the Chinese encoder; nil of a question that is not Chinese
	tokens  [][]float32 // of each token, of length 1
	telling []float32   // how much each tells: the negative logarithm of its probability
}

// TokenEncoder is an encoder that also gives the vectors of a text's tokens.
type TokenEncoder interface {
	Encoder
	// EncodeQueryTokens encodes a question.
	EncodeQueryTokens(ctx context.Context, text string) (*Tokens, error)
	// EncodePassageTokens encodes texts that may answer.
	EncodePassageTokens(ctx context.Context, texts []string) ([]*Tokens, error)
}

// EncodeQueryTokens encodes a question on the calling goroutine; it fails only
// when ctx is done. Its tokens pass no corrections, only its Vector does.
func (m *Model) EncodeQueryTokens(ctx context.Context, text string) (*Tokens, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var out *Tokens
	plain, corrected := m.asked(text, func(s *scratch, rows []int32) { out = m.tokensOf(s, rows, asks) })
	var plainChinese, correctedChinese []float32
	if isChinese(text) {
		plainChinese, correctedChinese = m.chinese.asked(text, func(*scratch, []int32) {})
	}
	out.Whole, out.Chinese, out.Vector = plain, plainChinese, ofQuestion(corrected, correctedChinese)
	return out, nil
}

// asked gives the vectors of a question without the corrections and with them; the layers below these are passed once.
// each sees what has passed without.
func (m *encoder) asked(text string, each func(*scratch, []int32)) (plain, corrected []float32) {
	c, rows := m.asking(), m.rowsOf(asks, text)
	s := m.enter(rows)
	defer m.free.Put(s)
	m.through(s, 0, c.first, nil)
	below := slices.Clone(s.x)
	m.through(s, c.first, len(m.layers), nil)
	each(s, rows)
	plain = m.mean(s, len(rows))
	copy(s.x, below)
	m.through(s, c.first, len(m.layers), c)
	return plain, m.mean(s, len(rows))
}

// EncodePassageTokens encodes texts that may answer, on all processors that Go
// uses; it fails only when ctx is done.
func (m *Model) EncodePassageTokens(ctx context.Context, texts []string) ([]*Tokens, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return onAllProcessors(texts, func(text string) *Tokens {
		rows := m.rowsOf(answers, text)
		s := m.pass(rows, nil)
		defer m.free.Put(s)
		out := m.tokensOf(s, rows, answers)
		out.Whole, out.Chinese = m.mean(s, len(rows)), m.chinese.encode(answers, text)
		out.Vector = ofPassage(out.Whole, out.Chinese)
		return out
	}), nil
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
