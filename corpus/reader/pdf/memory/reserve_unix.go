//go:build unix

package memory

import "golang.org/x/sys/unix"

// reserve reserves room for n bytes and tells how to give it back; nil when the
// system refuses.
func reserve(n uint64) ([]byte, func()) {
	b, err := unix.Mmap(-1, 0, int(n), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return nil, nil
	}
	return b, func() { _ = unix.Munmap(b) }
}
