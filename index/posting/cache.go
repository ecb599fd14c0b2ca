package posting

import "sync"

// Cache keeps lists, at most a number of bytes of them. The
// lists used again soon stay: it is a clock with one bit a list.
type Cache struct {
	limit int

	mu    sync.Mutex
	lists map[string]*cached
	ring  []string
	hand  int
	size  int
}

type cached struct {
	*List
	used bool
}

const (
	leastCacheBytes  = 32 << 20
	cacheClauseBytes = 640
)

// NewCache makes a cache of at most limit bytes; 0 means as many as a
// number of clauses needs. Where it is too small, each search decodes again.
func NewCache(limit, clauses int) *Cache {
	if limit == 0 {
		limit = max(leastCacheBytes, clauses*cacheClauseBytes)
	}
	return &Cache{limit: limit, lists: make(map[string]*cached)}
}

// Size is how many bytes are kept.
func (c *Cache) Size() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.size
}

// Get gives the list of a term, nil when it is not kept.
func (c *Cache) Get(term string) *List {
	c.mu.Lock()
	defer c.mu.Unlock()
	if l := c.lists[term]; l != nil {
		l.used = true
		return l.List
	}
	return nil
}

// Put keeps a list; one that would take a quarter of the room is not kept.
func (c *Cache) Put(term string, p *List) {
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
	c.lists[term] = &cached{List: p}
	c.ring = append(c.ring, term)
	c.size += n
}
