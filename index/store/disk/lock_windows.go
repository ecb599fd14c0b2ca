package disk

import (
	"errors"
	"os"
	"time"

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

// patience is how long a rename waits for readers.
const patience = 2 * time.Second

// rename puts a file in the place of another one. Windows refuses that while somebody has the
// other one open, as a reader has for a moment, or an antivirus program: it is tried again.
func rename(from, to string) error {
	for end := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
		err := os.Rename(from, to)
		if !errors.Is(err, windows.ERROR_ACCESS_DENIED) && !errors.Is(err, windows.ERROR_SHARING_VIOLATION) || time.Now().After(end) {
			return err
		}
	}
}
