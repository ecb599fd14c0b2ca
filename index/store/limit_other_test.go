//go:build !unix

package store

func limitFiles() {}
