package prepared

import (
	"sync"

	"tiaowen/corpus"
)

// Cache keeps the clauses that were prepared lately, about 8 kB each: questions that
// follow each other often need the same ones. Its zero value is empty. It is safe for
// concurrent use.
type Cache struct {
	mu sync.Mutex
	of map[*corpus.Clause]*Clause
}

// maxKept is the number of clauses from which a cache starts again, empty.
const maxKept = 1024

// Of gives a clause prepared.
func (k *Cache) Of(c *corpus.Clause) *Clause {
	k.mu.Lock()
	t := k.of[c]
	k.mu.Unlock()
	if t != nil {
		return t
	}
	t = Of(c)
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.of == nil || len(k.of) >= maxKept {
		k.of = make(map[*corpus.Clause]*Clause)
	}
	k.of[c] = t
	return t
}

// All gives several clauses prepared, in the same order.
func (k *Cache) All(cs []*corpus.Clause) []*Clause {
	out := make([]*Clause, len(cs))
	for i, c := range cs {
		out[i] = k.Of(c)
	}
	return out
}
