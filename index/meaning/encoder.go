package meaning

import "math"

// The encoder is BERT's (Devlin et al. 2019): layers of attention over all tokens
// and of an inner width with GELU between, each added to what came in and
// normalised. The mean over the tokens is the text's vector, or that of the first
// token, as the model was trained.

// scratch is what one pass of the encoder works in.
type scratch struct {
	x, attended, outer []float32 // tokens × width
	mixed              []float32 // tokens × 3·width: query, key, value
	inner              []float32 // tokens × inner width
	keys               []float32 // numbers of a head × columns: the keys of one head, turned
	share              []float32 // columns: one token's attention to each
	tile               []float32 // tokens × rows of a kernel's turn
	in                 activations
}

// activations are numbers on their way into a matrix, in blocks of 32 that
// share a scale. Blocks of the same columns lie together, token after token.
type activations struct {
	tokens int
	q      []int8    // blocks × tokens × blockSize
	scale  []float32 // blocks × tokens
	sum    []int32   // blocks × tokens: eight times the sum of the block's q
}

// room gives a slice of n numbers, the old one if it is large enough.
func room[T any](old []T, n int) []T {
	if cap(old) < n {
		return make([]T, n)
	}
	return old[:n]
}

func (m *encoder) scratch(tokens int) *scratch {
	s, ok := m.free.Get().(*scratch)
	if !ok {
		s = &scratch{}
	}
	columns := padded(tokens)
	s.x, s.attended, s.outer = room(s.x, tokens*m.width), room(s.attended, tokens*m.width), room(s.outer, tokens*m.width)
	s.mixed, s.inner = room(s.mixed, tokens*3*m.width), room(s.inner, tokens*m.innerWidth)
	s.keys, s.share = room(s.keys, m.width/m.heads*columns), room(s.share, columns)
	s.tile = room(s.tile, tokens*m.kernels.rows)
	s.in.tokens = tokens
	s.in.q = room(s.in.q, tokens*m.innerWidth)
	s.in.scale = room(s.in.scale, tokens*m.innerWidth/blockSize)
	s.in.sum = room(s.in.sum, tokens*m.innerWidth/blockSize)
	return s
}

// outside is the score of a column that is no token.
const outside = -1e30

// padded rounds a number of columns up to what the kernels work in.
func padded(n int) int { return (n + 31) &^ 31 }

// forward gives the vector of a text's rows.
func (m *encoder) forward(rows []int32, c *corrections) []float32 {
	s := m.pass(rows, c)
	defer m.free.Put(s)
	return m.mean(s, len(rows))
}

// mean is the vector of a text whose tokens have passed the layers.
func (m *encoder) mean(s *scratch, tokens int) []float32 {
	out := make([]float32, m.width)
	if m.wordPiece {
		copy(out, s.x)
		normal(out)
		return out
	}
	for t := range tokens {
		for i, v := range s.x[t*m.width : (t+1)*m.width] {
			out[i] += v
		}
	}
	normal(out)
	return out
}

// pass takes the rows through all layers, with corrections where c has some. The
// vectors of the tokens are in x of what it gives, which the caller puts back.
func (m *encoder) pass(rows []int32, c *corrections) *scratch {
	s := m.enter(rows)
	m.through(s, 0, len(m.layers), c)
	return s
}

// enter fills x with what the first layer takes.
func (m *encoder) enter(rows []int32) *scratch {
	s := m.scratch(len(rows))
	for t, row := range rows {
		x := s.x[t*m.width : (t+1)*m.width]
		m.readRow(x, int(row))
		at := m.positions[2*t*m.width : 2*(t+1)*m.width]
		for i := range x {
			x[i] += half(at[2*i:])
		}
	}
	m.kernels.normalise(s.x, nil, m.begin, m.eps)
	return s
}

// through takes x through the layers [from, to).
func (m *encoder) through(s *scratch, from, to int, c *corrections) {
	for i := from; i < to; i++ {
		m.layer(s, i, c, nil)
	}
}

// layer takes x through one layer.
func (m *encoder) layer(s *scratch, i int, c *corrections, o *other) {
	l, k := &m.layers[i], c.of(i)
	m.into(s, s.mixed, s.x, &l.attention, &k.attention)
	m.attend(s, o)
	m.into(s, s.outer, s.attended, &l.output, &k.output)
	m.kernels.normalise(s.x, s.outer, l.afterAttention, m.eps)
	m.into(s, s.inner, s.x, &l.inner, &k.inner)
	m.kernels.gelu(s.inner)
	m.into(s, s.outer, s.inner, &l.outer, &k.outer)
	m.kernels.normalise(s.x, s.outer, l.afterOuter, m.eps)
}

// other tells that the tokens are those of two texts, from which token on those of the second are, and
// what the attention of a token to one of the other text gains, for each head.
type other struct {
	from int
	gain []float32
}

// readRow reads the vector of a piece.
func (m *encoder) readRow(x []float32, row int) {
	size := m.width / blockSize * blockBytes
	b := m.rows[row*size : (row+1)*size]
	for len(b) > 0 {
		scale := half(b)
		for j, n := range b[2:blockBytes] {
			x[j] = float32(int(n&15)-8) * scale
			x[j+16] = float32(int(n>>4)-8) * scale
		}
		b, x = b[blockBytes:], x[blockSize:]
	}
}

// into multiplies every token's numbers by a matrix, adds its offset and what a
// correction adds, if it has a rank.
func (m *encoder) into(s *scratch, y, x []float32, w *matrix, c *correction) {
	tokens, blocks, out := s.in.tokens, w.in/blockSize, len(w.offset)
	for t := range tokens {
		m.kernels.quantise(&s.in, t, x[t*w.in:(t+1)*w.in])
	}
	rows, size := m.kernels.rows, blocks*tileBytes
	for first := 0; first < out; first += rows {
		offset := w.offset[first:][:rows]
		for t := range tokens {
			copy(s.tile[t*rows:], offset)
		}
		m.kernels.multiply(s.tile, w.tiles[first/tileRows*size:][:rows/tileRows*size], &s.in)
		for t := range tokens {
			copy(y[t*out+first:], s.tile[t*rows:][:rows])
		}
	}
	if c.rank > 0 {
		m.correct(tokens, y, x, c)
	}
}

// add adds to a token's attention what that to the other text gains.
func (o *other) add(share []float32, token, head int) {
	if token < o.from {
		share = share[o.from:]
	} else {
		share = share[:o.from]
	}
	for i := range share {
		share[i] += o.gain[head]
	}
}

// attend mixes the tokens' values by how much each heeds the others.
func (m *encoder) attend(s *scratch, o *other) {
	tokens, row, head := s.in.tokens, 3*m.width, m.width/m.heads
	columns := padded(tokens)
	scale := float32(1 / math.Sqrt(float64(head)))
	for at := 0; at < m.width; at += head {
		for t := range tokens {
			for e, k := range s.mixed[t*row+m.width+at:][:head] {
				s.keys[e*columns+t] = k * scale
			}
		}
		values := s.mixed[2*m.width+at:]
		for t := range tokens {
			for c := 0; c < columns; c += laneSize {
				m.kernels.weigh((*[laneSize]float32)(s.share[c:]), s.mixed[t*row+at:][:head], s.keys[c:], columns)
			}
			for c := tokens; c < columns; c++ {
				s.share[c] = outside
			}
			if o != nil {
				o.add(s.share[:tokens], t, at/head)
			}
			sum := m.kernels.exponentials(s.share)
			for lane := 0; lane < head; lane += laneSize {
				out := (*[laneSize]float32)(s.attended[t*m.width+at+lane:])
				m.kernels.weigh(out, s.share[:tokens], values[lane:], row)
				for e := range out {
					out[e] /= sum
				}
			}
		}
	}
}
