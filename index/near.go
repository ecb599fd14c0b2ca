package index

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"
	"sync/atomic"
	"unicode"

	"tiaowen/corpus"
	"tiaowen/index/engine"
	"tiaowen/index/facet"
	"tiaowen/index/gram"
	"tiaowen/index/meaning"
	"tiaowen/index/passage"
	"tiaowen/index/posting"
)

// A search by words finds what says the same in the same words; a search by
// meaning what is near in an encoder's space. Both give their best clauses, each
// of these gets both scores, and a clause's place is by the two together.

// joining holds the numbers of the join. They were chosen on questions by
// laypeople about statutes and on questions about the texts of offices.
type joining struct {
	among int     // clauses that each side proposes
	share float64 // of the vectors in the score
}

// near is what an index knows of meaning.
type near struct {
	open    atomic.Pointer[func()]
	mu      sync.RWMutex
	encoder meaning.Encoder
	vectors *meaning.Vectors
	places  []int32   // of the pieces' vectors; -1 for one that is missing
	have    int       // clauses whose vectors are all there
	spare   sync.Pool // of *nearness, half a megabyte each on a library of laws

	asked struct {
		sync.Mutex
		of   map[string]*meaning.Tokens // by text; of an encoder without tokens the vector alone
		ring []string
		next int
	}
}

// pieceKeys are the keys of all pieces; clause i has keys[first[i]:first[i+1]].
type pieceKeys struct {
	keys  []meaning.Key
	first []uint32
}

func (ix *Index) newPieceKeys() *pieceKeys {
	p := &pieceKeys{first: make([]uint32, 1, len(ix.clauses)+1)}
	for _, c := range ix.clauses {
		for _, text := range passage.Pieces(c) {
			p.keys = append(p.keys, meaning.KeyOf(text))
		}
		p.first = append(p.first, uint32(len(p.keys)))
	}
	return p
}

// UseMeaning gives the index a function that gives what [Index.SetMeaning] takes; it is
// called when a search first asks for meaning, once.
func (ix *Index) UseMeaning(open func() (meaning.Encoder, *meaning.Vectors)) {
	f := sync.OnceFunc(func() { ix.SetMeaning(open()) })
	ix.near.open.Store(&f)
}

// ready calls what UseMeaning was given.
func (n *near) ready() {
	if f := n.open.Load(); f != nil {
		(*f)()
	}
}

// SetMeaning gives the index an encoder for questions and the vectors of its
// clauses, as many as there are. The index closes the vectors when it is given others or
// closed itself. Both nil switch meaning off.
func (ix *Index) SetMeaning(e meaning.Encoder, v *meaning.Vectors) {
	var places []int32
	have := 0
	if v != nil {
		keys := ix.keys()
		places = make([]int32, len(keys.keys))
		for i, k := range keys.keys {
			places[i] = -1
			if place, ok := v.Find(k); ok {
				places[i] = place
			}
		}
		for i := range ix.clauses {
			if !slices.Contains(places[keys.first[i]:keys.first[i+1]], -1) {
				have++
			}
		}
	}
	n := &ix.near
	n.mu.Lock()
	if ix.closing.Load() && v != nil {
		n.mu.Unlock()
		_ = v.Close()
		return
	}
	old := n.vectors
	n.encoder, n.vectors, n.places, n.have = e, v, places, have
	n.mu.Unlock()
	if old != nil && old != v {
		_ = old.Close() // a mapping that cannot be given back costs memory, nothing else
	}
	ix.recent.forget()
}

// Missing gives the texts of the clauses that have no vector in v, which may be
// nil: those that a search finds first, then those of older versions of documents.
func (ix *Index) Missing(v *meaning.Vectors) (texts []string) {
	keys := ix.keys()
	seen := make(map[meaning.Key]bool)
	for _, older := range []bool{false, true} {
		for ord, c := range ix.clauses {
			if ix.Outdated().Has(ord) != older {
				continue
			}
			var of []string
			for i, k := range keys.keys[keys.first[ord]:keys.first[ord+1]] {
				if seen[k] {
					continue
				}
				seen[k] = true
				if v != nil {
					if _, ok := v.Find(k); ok {
						continue
					}
				}
				if of == nil {
					of = passage.Pieces(c)
				}
				texts = append(texts, of[i])
			}
		}
	}
	return texts
}

// Keys are those of the texts of all clauses, by which their vectors are found.
func (ix *Index) Keys() map[meaning.Key]bool {
	keys := ix.keys().keys
	all := make(map[meaning.Key]bool, len(keys))
	for _, k := range keys {
		all[k] = true
	}
	return all
}

// Encoded tells how many of the clauses have their vectors.
func (ix *Index) Encoded() (have, all int) {
	ix.near.mu.RLock()
	defer ix.near.mu.RUnlock()
	return ix.near.have, len(ix.clauses)
}

// questionVector gives the vector of a question.
func (n *near) questionVector(ctx context.Context, text string) ([]float32, error) {
	t, err := n.question(ctx, text)
	if err != nil {
		return nil, err
	}
	return t.Vector, nil
}

// question encodes a question, of the last ones none again.
func (n *near) question(ctx context.Context, text string) (*meaning.Tokens, error) {
	a := &n.asked
	a.Lock()
	v := a.of[text]
	a.Unlock()
	if v != nil {
		return v, nil
	}
	var err error
	if e, ok := n.encoder.(meaning.TokenEncoder); ok {
		v, err = e.EncodeQueryTokens(ctx, text)
	} else {
		v = new(meaning.Tokens)
		v.Vector, err = n.encoder.EncodeQuery(ctx, text)
	}
	if err != nil {
		return nil, err
	}
	a.Lock()
	defer a.Unlock()
	if a.of == nil {
		a.of = make(map[string]*meaning.Tokens)
	}
	if a.of[text] == nil {
		if len(a.ring) < maxAsked {
			a.ring = append(a.ring, text)
		} else {
			delete(a.of, a.ring[a.next])
			a.ring[a.next] = text
			a.next = (a.next + 1) % maxAsked
		}
		a.of[text] = v
	}
	return v, nil
}

// maxAsked is the number of questions whose vectors are kept.
const maxAsked = 64

// unknownNear stands for a clause whose vector is missing.
var unknownNear = float32(math.Inf(-1))

// nearness is how near all vectors, and all clauses, are to a question.
type nearness struct{ vectors, clauses []float32 }

// nearAll gives how near each clause is to a question: the nearest of its
// pieces. n.mu must be held. What it gives goes back to n.spare.
func (ix *Index) nearAll(q []float32) *nearness {
	n := &ix.near
	all, ok := n.spare.Get().(*nearness)
	if !ok {
		all = new(nearness)
	}
	all.vectors = slices.Grow(all.vectors[:0], n.vectors.Len())[:n.vectors.Len()]
	all.clauses = slices.Grow(all.clauses[:0], len(ix.clauses))[:len(ix.clauses)]
	n.vectors.Near(q, all.vectors)
	first := ix.keys().first
	for i := range all.clauses {
		nearest := unknownNear
		for _, place := range n.places[first[i]:first[i+1]] {
			if place >= 0 {
				nearest = max(nearest, all.vectors[place])
			}
		}
		all.clauses[i] = nearest
	}
	return all
}

// Near tells how near clauses are in meaning to a question: the product of
// their vectors. Only the order of products of one question says something. ok is
// false when there is no encoder, and a number is -∞ where a clause's vector is missing.
func (ix *Index) Near(ctx context.Context, question string, clauses []*corpus.Clause) (products []float32, ok bool) {
	n := &ix.near
	n.ready()
	n.mu.RLock()
	defer n.mu.RUnlock()
	if n.vectors == nil {
		return nil, false
	}
	q, err := n.questionVector(ctx, question)
	if err != nil || len(q) != n.vectors.Width() {
		return nil, false
	}
	first := ix.keys().first
	products = make([]float32, len(clauses))
	for i, c := range clauses {
		ord := ix.Ordinal(c)
		products[i] = unknownNear
		for _, place := range n.places[first[ord]:first[ord+1]] {
			if place >= 0 {
				products[i] = max(products[i], n.vectors.NearOne(q, place))
			}
		}
	}
	return products, true
}

// Nearness is how near a text is to a question.
type Nearness struct {
	Whole   float32 // the product of their vectors
	Chinese float32 // that of the vectors of the Chinese encoder; 0 of a question that is not Chinese
	Tokens  float32 // the mean of the question's tokens with the nearest of the text; see [meaning.Tokens.Near]
	Least   float32 // that of the token that is farthest from everything
	ByWord  bool    // Tokens and Least are measured: encoders elsewhere give whole texts alone
}

// NearTexts tells how near texts are in meaning to a question, as [Index.Near] does. They
// are encoded now: about 4 ms for a sentence of 30 characters on one core.
func (ix *Index) NearTexts(ctx context.Context, question string, texts []string) (all []Nearness, ok bool) {
	n := &ix.near
	n.ready()
	n.mu.RLock()
	defer n.mu.RUnlock()
	if n.encoder == nil {
		return nil, false
	}
	q, err := n.question(ctx, question)
	if err != nil {
		return nil, false
	}
	all = make([]Nearness, len(texts))
	if e, ok := n.encoder.(meaning.TokenEncoder); ok {
		passages, err := e.EncodePassageTokens(ctx, texts)
		if err != nil {
			return nil, false
		}
		for i, p := range passages {
			all[i] = Nearness{Whole: meaning.Near(q.Whole, p.Whole), Chinese: meaning.Near(q.Chinese, p.Chinese), ByWord: true}
			all[i].Tokens, all[i].Least = q.Near(p)
		}
		return all, true
	}
	vectors, err := n.encoder.EncodePassages(ctx, texts)
	if err != nil {
		return nil, false
	}
	for i, v := range vectors {
		all[i].Whole = meaning.Near(q.Vector, v)
	}
	return all, true
}

// joined is a clause with the scores of both sides.
type joined struct {
	posting.Scored
	words, near float64
	ofWords     float64 // what the words give of the score
}

// joins reports whether there is a search by meaning for a query to join.
func (ix *Index) joins(q *Query) bool {
	if !q.Foreign && !isSentence(q.Text) {
		return false
	}
	n := &ix.near
	n.ready()
	n.mu.RLock()
	defer n.mu.RUnlock()
	return n.vectors != nil && n.have > 0
}

// join ranks the best clauses by words again, with those that are near in
// meaning. It reports false where there is nothing to join.
func (ix *Index) join(ctx context.Context, q *Query, best []posting.Scored, terms []engine.Wanted, passes *facet.Passing) (list []joined, ok bool, err error) {
	n := &ix.near
	n.mu.RLock()
	defer n.mu.RUnlock()
	if n.vectors == nil || n.have == 0 { // gone since joins looked
		return nil, false, nil
	}
	v, err := n.questionVector(ctx, q.Meant())
	if ctx.Err() != nil {
		return nil, false, ctx.Err()
	}
	if err != nil || len(v) != n.vectors.Width() { // the encoder is away: words alone
		return nil, false, nil
	}
	near := ix.nearAll(v)
	defer n.spare.Put(near)
	all := near.clauses
	list = make([]joined, 0, len(best)+ix.rank.join.among)
	for _, r := range best {
		list = append(list, joined{Scored: r, words: float64(r.Score), near: float64(all[r.Ordinal])})
	}
	points, err := ix.points(terms)
	if err != nil {
		return nil, false, err
	}
	each := make([]float32, len(terms))
	for _, r := range ix.nearestOf(all, passes) {
		if slices.ContainsFunc(best, func(b posting.Scored) bool { return b.Ordinal == r.Ordinal }) {
			continue
		}
		list = append(list, joined{Scored: r, words: float64(points(r.Ordinal, each)), near: float64(r.Score)})
	}
	share := ix.rank.join.share
	if q.Foreign {
		share = 1
	}
	mix(list, share)
	return list, true, nil
}

// Meant is the query as an encoder reads it: a word that no clause has gives way to
// the one that the office's own vocabulary says for it. An encoder knows what people say in
// general, and cannot know what an office calls its things.
func (q *Query) Meant() string {
	text, end := "", 0
	for _, e := range q.replaced {
		if e.Start < end {
			continue
		}
		text += q.Folded[end:e.Start] + e.To
		end = e.End
	}
	if end == 0 {
		return q.Text
	}
	return text + q.Folded[end:]
}

// isSentence reports whether a query says enough to have a meaning of its own: six
// characters, three words of letters, or some of both. For less, such as a term or a
// name, the words are what is meant, and an encoder has something near to anything.
func isSentence(text string) bool {
	size, inWord := 0, false
	for _, r := range text {
		letter := unicode.IsLetter(r) && !gram.IsHan(r)
		switch {
		case gram.IsHan(r):
			size++
		case letter && !inWord:
			size += 2
		}
		inWord = letter
	}
	return size >= 6
}

// nearestOf gives the clauses nearest to a question.
func (ix *Index) nearestOf(all []float32, passes *facet.Passing) []posting.Scored {
	top := posting.NewBest(ix.rank.join.among)
	for ord, x := range all {
		if x > top.Floor() && passes.Clause(uint32(ord)) {
			top.Add(posting.Scored{Ordinal: uint32(ord), Score: x})
		}
	}
	return top.List()
}

// mix gives each clause one score: the two, in units of their spread over the
// list, weighted. A clause without a vector has its words alone.
func mix(list []joined, share float64) {
	words := spreadOf(list, func(j joined) float64 { return j.words })
	near := spreadOf(list, func(j joined) float64 { return j.near })
	for i := range list {
		j := &list[i]
		w := words.units(j.words)
		x := w
		if !math.IsInf(j.near, 0) {
			x = near.units(j.near)
		}
		// In the words' unit again.
		j.ofWords = (1-share)*w*words.deviation + words.mean
		j.Score = float32(j.ofWords + share*x*words.deviation)
	}
	slices.SortFunc(list, func(a, b joined) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Ordinal, b.Ordinal))
	})
}

// spread is the mean of some numbers and their standard deviation.
type spread struct{ mean, deviation float64 }

func (s spread) units(x float64) float64 { return (x - s.mean) / s.deviation }

// spreadOf leaves out what is missing. The deviation is never 0.
func spreadOf(list []joined, of func(joined) float64) (s spread) {
	var sum, square, n float64
	for _, j := range list {
		if x := of(j); !math.IsInf(x, 0) {
			sum += x
			square += x * x
			n++
		}
	}
	if n > 0 {
		s.mean = sum / n
		s.deviation = math.Sqrt(max(square/n-s.mean*s.mean, 0))
	}
	if s.deviation < 1e-9 {
		s.deviation = 1
	}
	return s
}
