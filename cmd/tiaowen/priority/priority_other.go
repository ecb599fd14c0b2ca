//go:build !linux

// Package priority runs work that nobody waits for at a low priority, so that it does not delay requests: [Lower] for a
// whole process, [Quietly] for one function.
package priority

// Lower does nothing: the process keeps its priority.
func Lower() {}

// Quietly runs f with the usual priority.
func Quietly(f func()) { f() }
