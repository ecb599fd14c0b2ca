package disk

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// TryLock tries to lock a file, for this process alone or shared with others. It reports false
// when another process holds the lock. Closing the file releases the lock.
func TryLock(f *os.File, shared bool) (bool, error) {
	flags := uint32(windows.LOCKFILE_FAIL_IMMEDIATELY)
	if !shared {
		flags |= windows.LOCKFILE_EXCLUSIVE_LOCK
	}
	// Far behind the content: a locked byte cannot be read by others.
	at := &windows.Overlapped{OffsetHigh: 1}
	err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, at)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}

// full are the errors of a disk on which nothing more can be written.
var full = []error{windows.ERROR_DISK_FULL, windows.ERROR_HANDLE_DISK_FULL}

// readOnly are the errors of a file system that may only be read.
var readOnly = []error{windows.ERROR_WRITE_PROTECT}
