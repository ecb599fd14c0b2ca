//go:build !windows

package main

// runAsService does nothing: only Windows has a service manager that programs must answer.
func runAsService() bool { return false }
