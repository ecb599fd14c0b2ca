// Package disk writes files so that they are whole after a crash or a power cut, and finds out
// whether they still are.
//
// [Replace] and [Sync] write; [SumOf] and [Check] compare files with what was written;
// [TryLock] keeps two processes apart; [IsFull] and [IsReadOnly] tell a full disk and a read-only one from other errors.
package disk

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"tiaowen/index/store/cores"
)

// Temporary is the beginning of the name of every file that is not complete yet.
const Temporary = ".tmp-"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// CRC is the CRC-32C (Castagnoli) of data.
func CRC(data []byte) uint32 { return crc32.Checksum(data, castagnoli) }

// NewCRC gives a hash that computes the CRC-32C of what is written to it.
func NewCRC() hash.Hash32 { return crc32.New(castagnoli) }

// Sum is the size and the checksum of a file or a part of one.
type Sum struct {
	Size int64  `json:"size"`   // bytes
	CRC  uint32 `json:"crc32c"` // see CRC
}

// SumOf reads a file and computes its sum.
func SumOf(path string) (Sum, error) {
	f, err := os.Open(path)
	if err != nil {
		return Sum{}, err
	}
	defer f.Close()
	h := NewCRC()
	n, err := io.CopyBuffer(struct{ io.Writer }{h}, struct{ io.Reader }{f}, make([]byte, 256<<10))
	return Sum{n, h.Sum32()}, err
}

// Hash is the SHA-256 of some content in hexadecimal.
func Hash(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// Check compares the files below dir with their sums, by their slash-separated names, workers
// at a time. The error names the files that are missing or have other bytes.
func Check(dir string, sums map[string]Sum, workers int) error {
	var mu sync.Mutex
	var errs []error
	var names []string
	for name, sum := range sums {
		// A short look first finds what was cut off or is not there.
		info, err := os.Stat(filepath.Join(dir, name))
		switch {
		case err != nil:
			return err
		case info.Size() != sum.Size:
			return fmt.Errorf("%s has %d bytes, not %d", name, info.Size(), sum.Size)
		}
		names = append(names, name)
	}
	cores.Each(workers, names, func(name string) {
		sum, err := SumOf(filepath.Join(dir, name))
		if err == nil && sum != sums[name] {
			err = fmt.Errorf("%s is not what was written", name)
		}
		if err != nil {
			mu.Lock()
			errs = append(errs, err)
			mu.Unlock()
		}
	})
	return errors.Join(errs...)
}

// Replace writes a file in one step: readers see the old file or the new one, even after a
// power cut.
func Replace(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), Temporary+"*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err == nil {
		err = rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
		return err
	}
	return Sync(filepath.Dir(path))
}

// Sync waits until a file, or the list of names of a directory, is on the disk.
func Sync(path string) error {
	flag := os.O_RDONLY
	if runtime.GOOS == "windows" { // which writes out only files, and only those that may be written to
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return nil
		}
		flag = os.O_RDWR
	}
	f, err := os.OpenFile(path, flag, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// SyncAll waits until many files are on the disk. It asks for several at a time, because the
// file system writes them together.
func SyncAll(paths []string) error {
	var mu sync.Mutex
	var first error
	cores.Each(16, paths, func(path string) {
		if err := Sync(path); err != nil {
			mu.Lock()
			first = errors.Join(first, err)
			mu.Unlock()
		}
	})
	return first
}

// LinkOrCopy makes dst a hard link to src, or a copy on file systems without hard links.
func LinkOrCopy(src, dst string) error {
	if os.Link(src, dst) == nil {
		return nil
	}
	return Copy(src, dst)
}

// Copy copies a file. It is an error when dst exists.
func Copy(src, dst string) error {
	in, err := os.Open(src)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(dst, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// Regular lists the regular files below dir by their slash-separated names.
func Regular(dir string) (names []string, err error) {
	err = fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			names = append(names, name)
		}
		return err
	})
	return names, err
}

// IsFull reports whether an error says that the disk is full, or a quota is used up. It also
// looks at the text of the error, because Bleve hands on only the text of some errors.
func IsFull(err error) bool { return isOneOf(err, full) }

// IsReadOnly reports whether an error says that the file system may only be read. It also looks at the text of
// the error, as [IsFull] does.
func IsReadOnly(err error) bool { return isOneOf(err, readOnly) }

func isOneOf(err error, causes []error) bool {
	for _, cause := range causes {
		if errors.Is(err, cause) || strings.Contains(err.Error(), cause.Error()) {
			return true
		}
	}
	return false
}
