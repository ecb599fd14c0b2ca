//go:build !linux

package meaning

// lowerPriority does nothing: only Linux has priorities of threads.
func lowerPriority() {}

// release does nothing: other systems take the memory back when they need it.
func release([]byte) {}
