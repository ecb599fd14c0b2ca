//go:build !linux

package main

// lowerPriority does nothing: the process runs as others do.
func lowerPriority() {}

// quietly runs f as others run.
func quietly(f func()) { f() }
