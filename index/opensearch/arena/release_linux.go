package arena

import "golang.org/x/sys/unix"

// Release frees the memory of the placed values. The system reads what is used again
// from its cache of the file, or from the disk.
func (a *Arena) Release() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, m := range a.mapped {
		_ = unix.Madvise(m, unix.MADV_DONTNEED) // after an error, the system frees the memory when it needs some
	}
}
