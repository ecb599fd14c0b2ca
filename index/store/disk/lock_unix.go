//go:build unix

package disk

import (
	"errors"
	"os"
	"syscall"
)

// TryLock tries to lock a file, for this process alone or shared with others. It reports false
// when another process holds the lock. Closing the file releases the lock.
func TryLock(f *os.File, shared bool) (bool, error) {
	how := syscall.LOCK_EX
	if shared {
		how = syscall.LOCK_SH
	}
	for {
		switch err := syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB); {
		case err == nil:
			return true, nil
		case errors.Is(err, syscall.EWOULDBLOCK):
			return false, nil
		case errors.Is(err, syscall.EINTR):
		default:
			return false, err
		}
	}
}

// full are the errors of a disk on which nothing more can be written: it is
// full, over quota, or the process may not write as large a file.
var full = []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG}

// readOnly are the errors of a file system that may only be read.
var readOnly = []error{syscall.EROFS}

// rename puts a file in the place of another one, which readers may have open.
func rename(from, to string) error { return os.Rename(from, to) }
