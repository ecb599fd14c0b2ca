//go:build !unix

package memory

// reserve gives no room beforehand: the memory grows in Go's heap.
func reserve(uint64) ([]byte, func()) { return nil, nil }
