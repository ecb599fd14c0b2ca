// Package priority lets the program do work that nobody waits for without keeping others waiting: [Lower] for a whole
// process, [Quietly] for one function.
package priority

import (
	"os"
	"runtime"
	"strconv"

	"golang.org/x/sys/unix"
)

// Lower gives this process a tenth of the share of others. Linux keeps a
// priority for each thread; those to come take it from the ones there are.
func Lower() {
	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		return // it runs as others do
	}
	for _, t := range threads {
		if id, err := strconv.Atoi(t.Name()); err == nil {
			_ = unix.Setpriority(unix.PRIO_PROCESS, id, 10)
		}
	}
}

// Quietly runs f on a separate thread with a tenth of the share of others, so that what is made
// for later does not keep requests waiting. It is the whole of a goroutine: go Quietly(…).
func Quietly(f func()) {
	runtime.LockOSThread() // and never unlocks: the thread ends with its low priority
	_ = unix.Setpriority(unix.PRIO_PROCESS, 0, 10)
	f()
}
