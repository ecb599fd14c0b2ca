package arena

import "golang.org/x/sys/unix"

// Release takes from the process the memory of what was placed: what is used again is
// read from the system's cache of the file, or from the disk.
func (a *Arena) Release() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, m := range a.mapped {
		_ = unix.Madvise(m, unix.MADV_DONTNEED) // the system takes it back when it needs it
	}
}
