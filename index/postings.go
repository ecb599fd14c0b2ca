package index

import (
	"iter"
	"slices"
	"strings"
	"sync"

	"tiaowen/index/field"
	"tiaowen/index/gram"
)

// postings is a term's clauses, all fields taken together, decoded from Bleve.
// It is kept small, three bytes a clause, since searches live on having the
// common ones in memory: ordinals are cut to 16 bits within blocks, weights to 8.
// Of a term that stands in very many clauses it is one byte for every clause.
type postings struct {
	low    []uint16 // ordinals within their blocks, ascending
	weight []uint8  // beside each: what the term is worth there, in units of weightUnit
	ends   []uint32 // low[ends[b-1]:ends[b]] belongs to block b
	most   uint8    // the largest weight
	dense  []uint8  // instead of all these: the weight of every clause, 0 where the term is not
	count  int      // of the clauses in dense
}

// blockBits is the number of bits of an ordinal within its block.
const blockBits = 16

// weightUnit is the step of a stored weight. A weight is a saturated frequency
// in (0, 1) times its document's authority, which stays below 2.
const weightUnit = 2.0 / (1<<8 - 1)

func (p *postings) len() int { return len(p.low) + p.count }
func (p *postings) bytes() int {
	return 160 + 2*cap(p.low) + cap(p.weight) + 4*cap(p.ends) + cap(p.dense)
}

// denser gives the postings with one byte for each of n clauses, when the term
// stands in so many of them that it is looked up far more often than gone through.
func (p *postings) denser(n int) *postings {
	if len(p.low) <= commonAbove(n) {
		return p
	}
	d := &postings{dense: make([]uint8, n), count: len(p.low), most: p.most}
	for ord, weight := range p.all() {
		d.dense[ord] = weight
	}
	return d
}

// commonAbove is the number of clauses, of n, above which a term is a common one.
func commonAbove(n int) int { return max(n/10, 100) }

// block gives the ordinals and the weights of a block.
func (p *postings) block(b int) (low []uint16, weight []uint8) {
	if b >= len(p.ends) {
		return nil, nil
	}
	from := uint32(0)
	if b > 0 {
		from = p.ends[b-1]
	}
	return p.low[from:p.ends[b]], p.weight[from:p.ends[b]]
}

// at returns the weight of a clause, 0 when the term is not in it.
func (p *postings) at(ord uint32) uint8 {
	if p.dense != nil {
		return p.dense[ord]
	}
	low, weight := p.block(int(ord >> blockBits))
	if i, ok := slices.BinarySearch(low, uint16(ord)); ok {
		return weight[i]
	}
	return 0
}

// all yields the clauses with their weights, ascending.
func (p *postings) all() iter.Seq2[uint32, uint8] {
	return func(yield func(uint32, uint8) bool) {
		for ord, weight := range p.dense {
			if weight > 0 && !yield(uint32(ord), weight) {
				return
			}
		}
		for b := range p.ends {
			low, weight := p.block(b)
			for i, o := range low {
				if !yield(uint32(b)<<blockBits|uint32(o), weight[i]) {
					return
				}
			}
		}
	}
}

// add appends a clause; ordinals must ascend.
func (p *postings) add(ord uint32, weight uint8) {
	for len(p.ends) <= int(ord>>blockBits) {
		p.ends = append(p.ends, uint32(len(p.low)))
	}
	p.low = append(p.low, uint16(ord))
	p.weight = append(p.weight, weight)
	p.ends[ord>>blockBits] = uint32(len(p.low))
	p.most = max(p.most, weight)
}

// postingsCache keeps decoded postings, at most a number of bytes of them. The
// lists used again soon stay: it is a clock with one bit a list.
type postingsCache struct {
	limit int

	mu    sync.Mutex
	lists map[string]*cached
	ring  []string
	hand  int
	size  int
}

type cached struct {
	*postings
	used bool
}

const (
	leastCacheBytes  = 32 << 20
	cacheClauseBytes = 640
)

// newPostingsCache makes a cache of at most limit bytes; 0 means as many as a
// number of clauses needs. Where it is too small, each search decodes anew.
func newPostingsCache(limit, clauses int) *postingsCache {
	if limit == 0 {
		limit = max(leastCacheBytes, clauses*cacheClauseBytes)
	}
	return &postingsCache{limit: limit, lists: make(map[string]*cached)}
}

func (c *postingsCache) get(term string) *postings {
	c.mu.Lock()
	defer c.mu.Unlock()
	if l := c.lists[term]; l != nil {
		l.used = true
		return l.postings
	}
	return nil
}

// put keeps a list; one that would take a quarter of the room is not kept.
func (c *postingsCache) put(term string, p *postings) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := p.bytes() + len(term)
	if c.lists[term] != nil || n > c.limit/4 {
		return
	}
	for c.size+n > c.limit {
		c.hand %= len(c.ring)
		old := c.lists[c.ring[c.hand]]
		if old.used {
			old.used = false
			c.hand++
			continue
		}
		c.size -= old.bytes() + len(c.ring[c.hand])
		delete(c.lists, c.ring[c.hand])
		c.ring[c.hand] = c.ring[len(c.ring)-1]
		c.ring = c.ring[:len(c.ring)-1]
	}
	c.lists[term] = &cached{postings: p}
	c.ring = append(c.ring, term)
	c.size += n
}

// postings returns a term's clauses, from the cache or from Bleve.
func (ix *Index) postings(term string) (*postings, error) {
	if p := ix.cache.get(term); p != nil {
		return p, nil
	}
	var p *postings
	var err error
	if grams := gram.Of(term); len(grams) > 1 {
		p, err = ix.intersect(grams)
	} else if word, ok := strings.CutPrefix(term, gram.WordMark); ok {
		p, err = ix.decode(word, field.Word)
	} else {
		p, err = ix.decode(term, field.Body, field.Title, field.Path, field.Name)
	}
	if err != nil {
		return nil, err
	}
	ix.cache.put(term, p)
	return p, nil
}

// decode reads a term's postings of some fields and joins them by clause:
// BM25F, the frequencies of the fields are weighted and added before they are
// saturated (Robertson, Zaragoza and Taylor 2004).
func (ix *Index) decode(term string, fields ...int) (*postings, error) {
	room, _ := ix.counts.Get().(*[]count)
	if room == nil {
		room = new([]count)
	}
	defer ix.counts.Put(room)
	counts := (*room)[:0]
	sorted := true
	err := ix.inverted.Each(term, fields, func(f int, ord uint32, freq int) {
		sorted = sorted && (len(counts) == 0 || counts[len(counts)-1].ord < ord)
		counts = append(counts, count{ord, ix.frequencyIn(f, ord, freq)})
	})
	if err != nil {
		return nil, err
	}
	*room = counts
	if !sorted {
		slices.SortFunc(counts, func(a, b count) int { return int(a.ord) - int(b.ord) })
	}
	n := 0
	for i, c := range counts {
		if i == 0 || c.ord != counts[i-1].ord {
			n++
		}
	}
	p := &postings{low: make([]uint16, 0, n), weight: make([]uint8, 0, n)}
	for i := 0; i < len(counts); {
		ord, tf := counts[i].ord, float32(0)
		for ; i < len(counts) && counts[i].ord == ord; i++ {
			tf += counts[i].freq
		}
		p.add(ord, ix.saturated(ord, tf))
	}
	return p.denser(len(ix.clauses)), nil
}

// intersect gives the clauses that hold all of several terms, each with the
// least of their weights.
func (ix *Index) intersect(terms []string) (*postings, error) {
	lists := make([]*postings, len(terms))
	for i, t := range terms {
		var err error
		if lists[i], err = ix.postings(t); err != nil {
			return nil, err
		}
		if lists[i].len() == 0 {
			return &postings{}, nil
		}
	}
	slices.SortFunc(lists, func(a, b *postings) int { return a.len() - b.len() })
	p := &postings{}
next:
	for ord, weight := range lists[0].all() {
		for _, l := range lists[1:] {
			w := l.at(ord)
			if w == 0 {
				continue next
			}
			weight = min(weight, w)
		}
		p.add(ord, weight)
	}
	return p, nil
}

// count is how often a term stands in a field of a clause, weighted.
type count struct {
	ord  uint32
	freq float32
}
