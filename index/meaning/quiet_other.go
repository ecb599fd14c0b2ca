//go:build !linux

package meaning

// lowerPriority does nothing: only Linux has priorities of threads.
func lowerPriority() {}
