// Package nearness tells how near clauses and texts are to a question in meaning. It
// knows which vectors belong to which clause, which clauses have none yet, and the
// vectors of the last questions.
//
// A [Space] is made for a collection. [Space.SetMeaning] gives it an encoder and vectors,
// at any time. [Space.NearAll] then compares a question with all clauses, [Space.Near]
// with some of them, [Space.NearTexts] with any texts, and [Space.Answers] tells whether
// texts answer it.
package nearness

import (
	"context"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"tiaowen/corpus"
	"tiaowen/index/collection"
	"tiaowen/index/meaning"
	"tiaowen/index/ring"
)

// maxAsked is the number of questions whose vectors are kept.
const maxAsked = 64

// unknown stands for a clause whose vector is missing.
var unknown = float32(math.Inf(-1))

// Space is the clauses of a collection as an encoder places them. It is safe for
// concurrent use.
type Space struct {
	of      *collection.Collection
	pieces  func() *pieces // made when vectors are first given
	changed func()

	open  atomic.Pointer[func()]
	spare sync.Pool // of *Products, half a megabyte each on a library of laws

	mu      sync.RWMutex
	closed  bool
	encoder meaning.Encoder
	asked   *ring.Cache[string, []float32] // what the encoder made of the last questions, by text
	vectors *meaning.Vectors
	places  []int32 // of the pieces' vectors; -1 for one that is missing
	have    int     // clauses whose vectors are all there
}

// New makes a space for the clauses of a collection. It knows no vectors yet. It calls
// changed after each [Space.SetMeaning].
func New(c *collection.Collection, changed func()) *Space {
	s := &Space{of: c, changed: changed, asked: ring.New[string, []float32](maxAsked)}
	s.pieces = sync.OnceValue(func() *pieces { return piecesOf(c.Clauses()) })
	return s
}

// UseMeaning takes a function that gives what [Space.SetMeaning] takes. The function runs
// once, when meaning is first asked for.
func (s *Space) UseMeaning(open func() (meaning.Encoder, *meaning.Vectors)) {
	f := sync.OnceFunc(func() { s.SetMeaning(open()) })
	s.open.Store(&f)
}

// OpenMeaning calls the function of [Space.UseMeaning], if there is one.
func (s *Space) OpenMeaning() {
	if f := s.open.Load(); f != nil {
		(*f)()
	}
}

// SetMeaning takes an encoder for questions and the vectors of the clauses, as many as
// there are. The space closes the vectors when it gets others or is closed. Both nil
// switch meaning off.
func (s *Space) SetMeaning(e meaning.Encoder, v *meaning.Vectors) {
	var places []int32
	have := 0
	if v != nil {
		places, have = s.pieces().find(v)
	}
	s.mu.Lock()
	if s.closed && v != nil {
		s.mu.Unlock()
		_ = v.Close()
		return
	}
	old := s.vectors
	if idOf(e) != idOf(s.encoder) { // vectors of different models do not compare
		s.asked = ring.New[string, []float32](maxAsked)
	}
	s.encoder, s.vectors, s.places, s.have = e, v, places, have
	s.mu.Unlock()
	if old != nil && old != v {
		_ = old.Close() // a mapping that cannot be given back costs memory, nothing else
	}
	s.changed()
}

// idOf names the model of an encoder; "" for none.
func idOf(e meaning.Encoder) string {
	if e == nil {
		return ""
	}
	return e.ID()
}

// CloseMeaning closes the vectors, and those that [Space.SetMeaning] gets later.
func (s *Space) CloseMeaning() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.SetMeaning(nil, nil)
}

// HasMeaning reports whether any clause has its vectors. It calls [Space.OpenMeaning].
func (s *Space) HasMeaning() bool {
	s.OpenMeaning()
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.hasVectors()
}

// hasVectors is HasMeaning where s.mu is held.
func (s *Space) hasVectors() bool { return s.vectors != nil && s.have > 0 }

// Encoded tells how many of the clauses have their vectors.
func (s *Space) Encoded() (have, all int) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.have, len(s.of.Clauses())
}

// question gives the vector of a question; it encodes it unless it is one of the last. ok is
// false when the encoder cannot be reached, or when it encodes in another width than that of
// the vectors. s.mu must be held.
func (s *Space) question(ctx context.Context, text string) (v []float32, ok bool) {
	v, ok = s.asked.Get(text)
	if !ok {
		var err error
		if v, err = s.encoder.EncodeQuery(ctx, text); err != nil {
			return nil, false
		}
		s.asked.Put(text, v)
	}
	return v, len(v) == s.vectors.Width()
}

// Products tell how near all clauses are to a question. [Products.Free] gives their memory
// back.
type Products struct {
	Clauses []float32 // by ordinal; -∞ where the vector of a clause is missing

	vectors []float32 // of all vectors
	of      *Space
}

// Free gives the memory back for other questions. The products must not be read after it.
func (p *Products) Free() { p.of.spare.Put(p) }

// NearAll tells how near all clauses are to a question: the product of its vector with that
// of the nearest piece. ok is false when there are no vectors, or when the encoder does
// not answer. The error is that of ctx.
func (s *Space) NearAll(ctx context.Context, question string) (near *Products, ok bool, err error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if !s.hasVectors() {
		return nil, false, nil
	}
	q, ok := s.question(ctx, question)
	if ctx.Err() != nil {
		return nil, false, ctx.Err()
	}
	if !ok {
		return nil, false, nil
	}
	return s.multiply(q), true, nil
}

// multiply gives the products of a question's vector with all clauses. s.mu must be held.
func (s *Space) multiply(q []float32) *Products {
	all, ok := s.spare.Get().(*Products)
	if !ok {
		all = &Products{of: s}
	}
	clauses := len(s.of.Clauses())
	all.vectors = slices.Grow(all.vectors[:0], s.vectors.Len())[:s.vectors.Len()]
	all.Clauses = slices.Grow(all.Clauses[:0], clauses)[:clauses]
	s.vectors.Near(q, all.vectors)
	first := s.pieces().first
	for i := range all.Clauses {
		nearest := unknown
		for _, place := range s.places[first[i]:first[i+1]] {
			if place >= 0 {
				nearest = max(nearest, all.vectors[place])
			}
		}
		all.Clauses[i] = nearest
	}
	return all
}

// Near tells how near some clauses are to a question: the product of its vector with that of
// the nearest piece of each, and -∞ where the vector of a clause is missing. Products of
// one question can be compared with one another, those of two questions cannot. ok is
// false when there are no vectors, or when the encoder does not answer.
func (s *Space) Near(ctx context.Context, question string, clauses []*corpus.Clause) (products []float32, ok bool) {
	s.OpenMeaning()
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.vectors == nil {
		return nil, false
	}
	q, ok := s.question(ctx, question)
	if !ok {
		return nil, false
	}
	first := s.pieces().first
	products = make([]float32, len(clauses))
	for i, c := range clauses {
		ord := s.of.Ordinal(c)
		products[i] = unknown
		for _, place := range s.places[first[ord]:first[ord+1]] {
			if place >= 0 {
				products[i] = max(products[i], s.vectors.NearOne(q, place))
			}
		}
	}
	return products, true
}
