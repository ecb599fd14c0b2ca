// Package archive writes the files of a data directory into a backup, a tar, and reads them back.
//
// A [Writer] refuses a file that is not what its sum says. [Extract] takes what a stranger may have
// made: it writes nothing outside of the directory, and refuses links, devices and names that no
// backup has. The last file of a backup is CURRENT, so that one that was cut off is seen to be.
package archive

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"strings"

	"tiaowen/index/store/disk"
)

// last is the name of the last file of a backup.
const last = "CURRENT"

// File is a file of a backup. Its sums are in hexadecimal; "" is not checked.
type File struct {
	Name, Path  string // in the backup, with / between folders, and on the disk
	CRC, SHA256 string
}

// Writer writes a backup.
type Writer struct {
	tar *tar.Writer
	to  outgoing
}

// NewWriter returns a Writer to out.
func NewWriter(out io.Writer) *Writer {
	w := &Writer{to: outgoing{Writer: out}}
	w.tar = tar.NewWriter(&w.to)
	return w
}

// outgoing remembers why what was written to it was not taken.
type outgoing struct {
	io.Writer
	err error
}

func (o *outgoing) Write(b []byte) (int, error) {
	n, err := o.Writer.Write(b)
	if err != nil {
		o.err = err
	}
	return n, err
}

// Refusal is the first error of what is written to; nil while it takes everything.
func (w *Writer) Refusal() error { return w.to.err }

// Add writes a file into the backup. It returns an error if the file is not what its sums say, or
// cannot be read or written.
func (w *Writer) Add(file File) error {
	f, err := os.Open(file.Path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if err := w.tar.WriteHeader(&tar.Header{Name: file.Name, Mode: 0o644, Size: info.Size(), ModTime: info.ModTime(), Format: tar.FormatPAX}); err != nil {
		return err
	}
	crc, sha := disk.NewCRC(), sha256.New()
	to := []io.Writer{w.tar}
	if file.CRC != "" {
		to = append(to, crc)
	}
	if file.SHA256 != "" {
		to = append(to, sha)
	}
	if _, err := io.Copy(io.MultiWriter(to...), f); err != nil {
		return err
	}
	if !file.is(crc, sha) {
		return errors.New("it is not what was written")
	}
	return nil
}

// is reports whether what was read has the sums that are said.
func (f *File) is(crc hash.Hash32, sha hash.Hash) bool {
	if f.CRC != "" && f.CRC != Sum(crc.Sum32()) {
		return false
	}
	return f.SHA256 == "" || f.SHA256 == hex.EncodeToString(sha.Sum(nil))
}

// Sum writes a CRC-32C as [File] has it.
func Sum(crc uint32) string { return fmt.Sprintf("%08x", crc) }

// Finish writes CURRENT with these words and ends the backup.
func (w *Writer) Finish(current string) error {
	if err := w.tar.WriteHeader(&tar.Header{Name: last, Mode: 0o644, Size: int64(len(current)), Format: tar.FormatPAX}); err != nil {
		return err
	}
	if _, err := io.WriteString(w.tar, current); err != nil {
		return err
	}
	return w.tar.Close()
}

// ErrNotBackup says that what was read is not a whole backup.
var ErrNotBackup = errors.New("not a backup")

// NotBackup returns an error that wraps [ErrNotBackup] and says why.
func NotBackup(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrNotBackup, fmt.Sprintf(format, args...))
}

// IsNotBackup reports whether an error of [Extract] is the fault of what was read.
func IsNotBackup(err error) bool {
	return errors.Is(err, ErrNotBackup) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, tar.ErrHeader)
}

// Extract unpacks a backup into an empty directory, and gives the paths of its files. They may not
// be on the disk yet. On an error, some files may be there.
func Extract(ctx context.Context, dir string, in io.Reader) (paths []string, err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	t := tar.NewReader(in)
	for complete := false; !complete; {
		if err := context.Cause(ctx); err != nil {
			return nil, err
		}
		h, err := t.Next()
		if err == io.EOF {
			return nil, NotBackup("it ends too early")
		}
		if err != nil {
			return nil, err
		}
		if !isMember(h) {
			return nil, NotBackup("it holds %q", h.Name)
		}
		name := filepath.FromSlash(h.Name)
		if err := writeBelow(root, name, t); err != nil {
			return nil, err
		}
		paths = append(paths, filepath.Join(dir, name))
		complete = h.Name == last
	}
	return paths, nil
}

// writeBelow writes a new file below a directory.
func writeBelow(root *os.Root, name string, from io.Reader) error {
	if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, from)
	return errors.Join(err, f.Close())
}

// isMember reports whether a backup has such a thing: no name that leads elsewhere, no link, no device.
func isMember(h *tar.Header) bool {
	return h.Typeflag == tar.TypeReg && filepath.IsLocal(h.Name) && !strings.Contains(h.Name, `\`) && ours(h.Name)
}

// ours reports whether a name can stand in a backup.
func ours(name string) bool {
	dir, rest, _ := strings.Cut(name, "/")
	switch dir {
	case "FORMAT", last:
		return rest == ""
	case "originals":
		return rest != "" && !strings.Contains(rest, "/")
	case "generations":
		return strings.Count(rest, "/") <= 2
	}
	return false
}
