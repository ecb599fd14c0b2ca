package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

// temporary begins the name of every file that is not complete yet.
const temporary = ".tmp-"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Sum is what a file must be.
type Sum struct {
	Size int64  `json:"size"`   // bytes
	CRC  uint32 `json:"crc32c"` // Castagnoli
}

// sumFile reads a file for its sum.
func sumFile(path string) (Sum, error) {
	f, err := os.Open(path)
	if err != nil {
		return Sum{}, err
	}
	defer f.Close()
	h := crc32.New(castagnoli)
	n, err := io.CopyBuffer(struct{ io.Writer }{h}, struct{ io.Reader }{f}, make([]byte, 256<<10))
	return Sum{n, h.Sum32()}, err
}

// checkFiles compares the files below dir with their sums, all cores at once.
func checkFiles(dir layout, sums map[string]Sum) error {
	var mu sync.Mutex
	var errs []error
	var names []string
	for name, sum := range sums {
		// A short look first finds what was cut off or is not there.
		info, err := os.Stat(dir.path(name))
		switch {
		case err != nil:
			return err
		case info.Size() != sum.Size:
			return fmt.Errorf("%s has %d bytes, not %d", name, info.Size(), sum.Size)
		}
		names = append(names, name)
	}
	each(runtime.GOMAXPROCS(0), names, func(name string) {
		sum, err := sumFile(dir.path(name))
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

// each calls do for every item, n at a time.
func each[T any](n int, items []T, do func(T)) {
	var wait sync.WaitGroup
	queue := make(chan T)
	for range min(n, len(items)) {
		wait.Go(func() {
			for item := range queue {
				do(item)
			}
		})
	}
	for _, item := range items {
		queue <- item
	}
	close(queue)
	wait.Wait()
}

// replaceFile writes a file in one step: readers see the old one or the new
// one, also after a power cut.
func replaceFile(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), temporary+"*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
		return err
	}
	return syncDir(filepath.Dir(path))
}

// syncFile waits until a file is on the disk, or the names in a directory.
func syncFile(path string) error {
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

// syncAll waits for many files. The file system is asked for several at a time,
// for it writes them in one go.
func syncAll(paths []string) error {
	var mu sync.Mutex
	var first error
	each(16, paths, func(path string) {
		if err := syncFile(path); err != nil {
			mu.Lock()
			first = errors.Join(first, err)
			mu.Unlock()
		}
	})
	return first
}

// syncDir waits until the names in a directory are on the disk.
func syncDir(dir string) error { return syncFile(dir) }

// linkOrCopy makes dst the same file as src, or a copy on file systems without
// hard links.
func linkOrCopy(src, dst string) error {
	if os.Link(src, dst) == nil {
		return nil
	}
	return copyFile(src, dst)
}

func copyFile(src, dst string) error {
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

// regular lists the regular files below dir by their slash-separated names.
func regular(dir string) (names []string, err error) {
	err = fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			names = append(names, name)
		}
		return err
	})
	return names, err
}

// hashOf is the name of some content.
func hashOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// extension is the lower-case extension of a file name, with its dot; "" for
// one that is no plain word.
func extension(name string) string {
	ext := strings.ToLower(filepath.Ext(name))
	if len(ext) < 2 || len(ext) > 9 {
		return ""
	}
	for _, r := range ext[1:] {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			return ""
		}
	}
	return ext
}

// noRoom reports whether an error says that nothing more can be written. Bleve
// hands on no more than the words of some errors.
func noRoom(err error) bool {
	for _, f := range full {
		if errors.Is(err, f) || strings.Contains(err.Error(), f.Error()) {
			return true
		}
	}
	return false
}
