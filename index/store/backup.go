package store

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"tiaowen/index/store/disk"
)

// A backup is a tar of the directory as it was at one moment: FORMAT, the
// manifest as originals/N.json, the generation, the originals, and CURRENT at
// the end, so that a backup that was cut off is seen to be.

// Backup writes the current documents, their originals and their index to out
// as a tar. Servers may run and imports may happen meanwhile. The generation
// that is read is held, so that an import leaves it until the backup is done.
func Backup(ctx context.Context, dir string, out io.Writer) (documents int, err error) {
	l := layout(dir)
	p, m, held, err := l.holdCurrent(ctx)
	if err != nil {
		return 0, err
	}
	defer held.Close()
	to := &outgoing{Writer: out}
	t := tar.NewWriter(to)
	for _, f := range l.filesOf(p, m) {
		if err := context.Cause(ctx); err != nil {
			return 0, err
		}
		err := addFile(t, f)
		switch {
		case to.err != nil: // of a full disk the directory knows nothing
			return 0, to.err
		case err != nil:
			return 0, l.fail(Damaged, fmt.Errorf("%s: %w", f.path, err))
		}
	}
	body := p.String()
	if err := t.WriteHeader(&tar.Header{Name: "CURRENT", Mode: 0o644, Size: int64(len(body)), Format: tar.FormatPAX}); err != nil {
		return 0, err
	}
	if _, err := io.WriteString(t, body); err != nil {
		return 0, err
	}
	return len(m.Documents), t.Close()
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

// member is a file of a backup.
type member struct {
	name, path string
	sum        hashSum
}

// filesOf are the files of a backup of a generation, in their order, but for CURRENT.
func (l layout) filesOf(p pointer, m *manifest) []member {
	name, dir := number(p.generation), l.generation(p.generation)
	vouched := hashSum{crc: fmt.Sprintf("%08x", p.crc)}
	files := []member{
		{"FORMAT", l.path("FORMAT"), hashSum{}},
		{"originals/" + name + ".json", dir.manifest(), vouched},
		{"generations/" + name + "/manifest.json", dir.manifest(), vouched},
	}
	for _, f := range slices.Sorted(maps.Keys(m.Files)) {
		files = append(files, member{"generations/" + name + "/" + f, dir.path(f), hashSum{crc: fmt.Sprintf("%08x", m.Files[f].CRC)}})
	}
	seen := make(map[string]bool)
	for i := range m.Documents {
		e := &m.Documents[i]
		base := filepath.Base(l.original(e))
		if !seen[base] {
			seen[base] = true
			files = append(files, member{"originals/" + base, l.original(e), hashSum{sha: e.SHA256}})
		}
	}
	return files
}

// holdCurrent keeps the current generation from being removed until the file
// is closed.
func (l layout) holdCurrent(ctx context.Context) (pointer, *manifest, *os.File, error) {
	for {
		if err := context.Cause(ctx); err != nil {
			return pointer{}, nil, nil, err
		}
		p, err := l.currentPointer()
		if err != nil {
			return pointer{}, nil, nil, err
		}
		m, f, err := l.holdGeneration(p)
		// The lock counts only if the generation is still current.
		now, nerr := l.pointer()
		if err == nil && nerr == nil && now == p {
			return p, m, f, nil
		}
		if f != nil {
			f.Close()
		}
		if nerr != nil || now == p {
			return pointer{}, nil, nil, l.fail(Damaged, err)
		}
	}
}

// currentPointer is what CURRENT says, of a directory that is one of ours and has documents.
func (l layout) currentPointer() (pointer, error) {
	if _, err := l.format(); err != nil {
		return pointer{}, err
	}
	p, err := l.pointer()
	if err != nil {
		return pointer{}, l.empty(err)
	}
	return p, nil
}

// holdGeneration keeps a generation from being removed until the file is closed. On an error, the file may be nil.
func (l layout) holdGeneration(p pointer) (*manifest, *os.File, error) {
	m, err := l.readManifest(p)
	if err != nil {
		return nil, nil, err
	}
	f, err := os.Open(l.generation(p.generation).manifest())
	if err != nil {
		return nil, nil, err
	}
	free, err := disk.TryLock(f, true)
	if err == nil && !free {
		err = errors.New("the generation is being removed")
	}
	return m, f, err
}

// hashSum is what a file must be, in hexadecimal; the zero value says nothing.
type hashSum struct{ crc, sha string }

// addFile writes a file into a backup, unless it is not what was written.
func addFile(t *tar.Writer, m member) error {
	f, err := os.Open(m.path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if err := t.WriteHeader(&tar.Header{Name: m.name, Mode: 0o644, Size: info.Size(), ModTime: info.ModTime(), Format: tar.FormatPAX}); err != nil {
		return err
	}
	crc, sha := disk.NewCRC(), sha256.New()
	to := []io.Writer{t}
	if m.sum.crc != "" {
		to = append(to, crc)
	}
	if m.sum.sha != "" {
		to = append(to, sha)
	}
	if _, err := io.Copy(io.MultiWriter(to...), f); err != nil {
		return err
	}
	if !m.sum.is(crc, sha) {
		return errors.New("it is not what was written")
	}
	return nil
}

// is reports whether what was read has the sums that are said.
func (s hashSum) is(crc hash.Hash32, sha hash.Hash) bool {
	if s.crc != "" && s.crc != fmt.Sprintf("%08x", crc.Sum32()) {
		return false
	}
	return s.sha == "" || s.sha == hex.EncodeToString(sha.Sum(nil))
}

// Restore makes a directory of a backup. The directory must not be there, or be
// empty; it appears in one step when all of the backup has been read and found
// whole.
func Restore(ctx context.Context, dir string, in io.Reader) (documents int, err error) {
	l := layout(dir)
	if list, err := os.ReadDir(dir); err == nil && len(list) > 0 {
		return 0, l.fail(Occupied, nil)
	} else if info, serr := os.Stat(dir); serr == nil && !info.IsDir() {
		return 0, l.fail(IsFile, nil)
	}
	full, err := filepath.Abs(dir)
	if err != nil {
		return 0, err
	}
	m, err := restore(ctx, full, in)
	switch {
	case err == nil:
		return len(m.Documents), disk.Sync(filepath.Dir(full))
	case ctx.Err() != nil:
		return 0, err
	case errors.Is(err, errNotBackup), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, tar.ErrHeader):
		return 0, &Error{Dir: dir, Reason: NotBackup, Err: err}
	}
	if newer := new(Error); errors.As(err, &newer) && newer.Reason == Newer { // its directory is a temporary one
		return 0, &Error{Dir: dir, Reason: NewerBackup, Detail: newer.Detail, Err: newer.Err}
	}
	return 0, (&Writer{layout: l}).explain(err)
}

// restore unpacks a backup beside the directory, and moves it there when it is whole.
func restore(ctx context.Context, dir string, in io.Reader) (*manifest, error) {
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return nil, err
	}
	made, err := os.MkdirTemp(filepath.Dir(dir), disk.Temporary+"restore-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(made)
	if err := os.Chmod(made, 0o755); err != nil {
		return nil, err
	}
	m, err := layout(made).extract(ctx, in)
	if err != nil {
		return nil, err
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	return m, os.Rename(made, dir)
}

var errNotBackup = errors.New("not a backup")

func notBackup(format string, args ...any) error {
	return fmt.Errorf("%w: %s", errNotBackup, fmt.Sprintf(format, args...))
}

// extract unpacks a backup and checks it.
func (l layout) extract(ctx context.Context, in io.Reader) (*manifest, error) {
	root, err := os.OpenRoot(string(l))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	t := tar.NewReader(in)
	var paths []string
	complete := false
	for !complete {
		if err := context.Cause(ctx); err != nil {
			return nil, err
		}
		h, err := t.Next()
		if err == io.EOF {
			return nil, notBackup("it ends too early")
		}
		if err != nil {
			return nil, err
		}
		if !isMember(h) {
			return nil, notBackup("it holds %q", h.Name)
		}
		name := filepath.FromSlash(h.Name)
		if err := writeBelow(root, name, t); err != nil {
			return nil, err
		}
		paths = append(paths, l.path(name))
		complete = h.Name == "CURRENT"
	}
	m, err := l.check()
	if err != nil {
		return nil, err
	}
	return m, disk.SyncAll(paths)
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

// isMember reports whether Backup writes such a thing: no name that leads elsewhere, no link, no device.
func isMember(h *tar.Header) bool {
	return h.Typeflag == tar.TypeReg && filepath.IsLocal(h.Name) && !strings.Contains(h.Name, `\`) && ours(h.Name)
}

// ours reports whether a name can stand in a backup.
func ours(name string) bool {
	dir, rest, _ := strings.Cut(name, "/")
	switch dir {
	case "FORMAT", "CURRENT":
		return rest == ""
	case "originals":
		return rest != "" && !strings.Contains(rest, "/")
	case "generations":
		return strings.Count(rest, "/") <= 2
	}
	return false
}

// check holds a directory against its manifest, originals included.
func (l layout) check() (*manifest, error) {
	if _, err := l.format(); err != nil {
		return nil, err
	}
	p, err := l.pointer()
	if err != nil {
		return nil, notBackup("%v", err)
	}
	m, err := l.readManifest(p)
	if err != nil {
		return nil, notBackup("%v", err)
	}
	if err := disk.Check(string(l.generation(p.generation)), m.Files, runtime.GOMAXPROCS(0)); err != nil {
		return nil, notBackup("%v", err)
	}
	for i := range m.Documents {
		src, err := os.ReadFile(l.original(&m.Documents[i]))
		if err == nil && disk.Hash(src) != m.Documents[i].SHA256 {
			err = errors.New("it is not what was given")
		}
		if err != nil {
			return nil, notBackup("the original of %s: %v", m.Documents[i].ID, err)
		}
	}
	return m, nil
}
