//go:build !linux

// Package priority lets the program do work that nobody waits for without keeping others waiting: [Lower] for a whole
// process, [Quietly] for one function.
package priority

// Lower does nothing: the process runs as others do.
func Lower() {}

// Quietly runs f as others run.
func Quietly(f func()) { f() }
