package meaning

import "golang.org/x/sys/unix"

// lowerPriority gives the calling thread a tenth of the share of others: enough to
// get on where a machine is never idle. If it fails, the thread runs as the others do.
func lowerPriority() { _ = unix.Setpriority(unix.PRIO_PROCESS, 0, 10) }

// release gives the memory of a mapped file back until it is read again. If it fails, the memory stays taken.
func release(mapped []byte) { _ = unix.Madvise(mapped, unix.MADV_DONTNEED) }
