//go:build !unix

package store

import "time"

func limitFiles() {}

func cpuTime() time.Duration { return 0 }
