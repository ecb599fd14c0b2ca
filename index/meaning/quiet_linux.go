package meaning

import "golang.org/x/sys/unix"

// lowerPriority lets the calling thread run when nothing else wants to. If it
// fails, the thread runs as the others do.
func lowerPriority() { _ = unix.Setpriority(unix.PRIO_PROCESS, 0, 19) }
