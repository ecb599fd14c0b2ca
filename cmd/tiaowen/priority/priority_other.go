//go:build !linux

// Package priority lets the program do work that nobody waits for without keeping others waiting: [Lower] for a whole
// process, [Quietly] for one function.
package priority

// Lower does nothing: the process keeps its priority.
func Lower() {}

// Quietly runs f with the usual priority.
func Quietly(f func()) { f() }
