// Package priority runs work that nobody waits for at a low priority, so that it does not delay requests: [Lower] for a
// whole process, [Quietly] for one function.
package priority

import (
	"os"
	"runtime"
	"strconv"

	"golang.org/x/sys/unix"
)

// Lower gives this process a tenth of the share of others. Linux has a
// priority for each thread; new threads inherit it.
func Lower() {
	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		return // the priority stays as it is
	}
	for _, t := range threads {
		if id, err := strconv.Atoi(t.Name()); err == nil {
			_ = unix.Setpriority(unix.PRIO_PROCESS, id, 10)
		}
	}
}

// Quietly runs f on a separate thread with a tenth of the share of others, so that work for
// later does not keep requests waiting. It is the whole of a goroutine: go Quietly(…).
func Quietly(f func()) {
	runtime.LockOSThread() // and never unlocks: the thread ends with its low priority
	_ = unix.Setpriority(unix.PRIO_PROCESS, 0, 10)
	f()
}
