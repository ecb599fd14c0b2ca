//go:build !windows

package main

// runAsService is for Windows, whose service manager wants to be spoken to.
func runAsService() bool { return false }
