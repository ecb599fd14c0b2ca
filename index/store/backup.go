package store

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
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

// Backup writes the documents in force, their originals and their index to out
// as a tar. Servers may run and imports may happen meanwhile. The generation
// that is read is held, so that an import leaves it until the backup is done.
func Backup(ctx context.Context, dir string, out io.Writer) (documents int, err error) {
	l := layout(dir)
	p, m, held, err := l.holdCurrent(ctx)
	if err != nil {
		return 0, err
	}
	defer held.Close()
	t := tar.NewWriter(out)
	name := number(p.generation)
	add := func(name, path string, sum hashSum) error {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		if err := addFile(t, name, path, sum); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return nil
	}
	if err := add("FORMAT", l.path("FORMAT"), hashSum{}); err != nil {
		return 0, err
	}
	manifest := l.generation(p.generation).manifest()
	vouched := hashSum{crc: fmt.Sprintf("%08x", p.crc)}
	for _, to := range []string{"originals/" + name + ".json", "generations/" + name + "/manifest.json"} {
		if err := add(to, manifest, vouched); err != nil {
			return 0, l.fail(Damaged, err)
		}
	}
	files := make([]string, 0, len(m.Files))
	for f := range m.Files {
		files = append(files, f)
	}
	slices.Sort(files)
	for _, f := range files {
		sum := hashSum{crc: fmt.Sprintf("%08x", m.Files[f].CRC)}
		if err := add("generations/"+name+"/"+f, l.generation(p.generation).path(f), sum); err != nil {
			return 0, l.fail(Damaged, err)
		}
	}
	seen := make(map[string]bool)
	for i := range m.Documents {
		e := &m.Documents[i]
		base := filepath.Base(l.original(e))
		if seen[base] {
			continue
		}
		seen[base] = true
		if err := add("originals/"+base, l.original(e), hashSum{sha: e.SHA256}); err != nil {
			return 0, l.fail(Damaged, err)
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

// holdCurrent keeps the generation in force from being removed until the file
// is closed.
func (l layout) holdCurrent(ctx context.Context) (pointer, *manifest, *os.File, error) {
	for {
		if err := context.Cause(ctx); err != nil {
			return pointer{}, nil, nil, err
		}
		if _, err := l.format(); err != nil {
			return pointer{}, nil, nil, err
		}
		p, err := l.pointer()
		if err != nil {
			return pointer{}, nil, nil, l.empty(err)
		}
		m, err := l.readManifest(p)
		var f *os.File
		if err == nil {
			if f, err = os.Open(l.generation(p.generation).manifest()); err == nil {
				var free bool
				if free, err = disk.TryLock(f, true); err == nil && !free {
					err = errors.New("the generation is being removed")
				}
			}
		}
		// Held is held only if it is in force still.
		now, nerr := l.pointer()
		if err == nil && nerr == nil && now == p {
			return p, m, f, nil
		}
		if f != nil {
			f.Close()
		}
		if nerr == nil && now != p {
			continue
		}
		return pointer{}, nil, nil, l.fail(Damaged, err)
	}
}

// hashSum is what a file must be, in hexadecimal; the zero value says nothing.
type hashSum struct{ crc, sha string }

func addFile(t *tar.Writer, name, path string, sum hashSum) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if err := t.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: info.Size(), ModTime: info.ModTime(), Format: tar.FormatPAX}); err != nil {
		return err
	}
	crc, sha := disk.NewCRC(), sha256.New()
	to := []io.Writer{t}
	if sum.crc != "" {
		to = append(to, crc)
	}
	if sum.sha != "" {
		to = append(to, sha)
	}
	if _, err := io.Copy(io.MultiWriter(to...), f); err != nil {
		return err
	}
	if sum.crc != "" && fmt.Sprintf("%08x", crc.Sum32()) != sum.crc || sum.sha != "" && hex.EncodeToString(sha.Sum(nil)) != sum.sha {
		return errors.New("it is not what was written")
	}
	return nil
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
		// A name that leads elsewhere, a link, a device: not what Backup writes.
		if h.Typeflag != tar.TypeReg || !filepath.IsLocal(h.Name) || strings.Contains(h.Name, `\`) || !ours(h.Name) {
			return nil, notBackup("it holds %q", h.Name)
		}
		name := filepath.FromSlash(h.Name)
		if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return nil, err
		}
		f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return nil, err
		}
		_, err = io.Copy(f, t)
		if err = errors.Join(err, f.Close()); err != nil {
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
