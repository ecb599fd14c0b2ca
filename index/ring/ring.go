// Package ring is a cache of the last values, by their keys.
package ring

import "sync"

// Cache keeps the values of the last keys, as many as it was made for: a new key takes
// the place of the oldest. It is safe for concurrent use.
type Cache[K comparable, V any] struct {
	limit int

	mu   sync.Mutex
	of   map[K]V
	keys []K // in the order they came, from next on
	next int
}

// New gives a cache that keeps the values of limit keys, at least one.
func New[K comparable, V any](limit int) *Cache[K, V] {
	return &Cache[K, V]{limit: limit, of: make(map[K]V)}
}

// Get gives the value of a key; ok is false where none is kept.
func (c *Cache[K, V]) Get(key K) (value V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	value, ok = c.of[key]
	return value, ok
}

// Put keeps a value under a key that has none; the first one stays.
func (c *Cache[K, V]) Put(key K, value V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.of[key]; ok {
		return
	}
	if len(c.keys) < c.limit {
		c.keys = append(c.keys, key)
	} else {
		delete(c.of, c.keys[c.next])
		c.keys[c.next] = key
		c.next = (c.next + 1) % c.limit
	}
	c.of[key] = value
}

// Clear drops all values.
func (c *Cache[K, V]) Clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.of)
	c.keys, c.next = nil, 0
}
