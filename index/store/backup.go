package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"tiaowen/index/store/archive"
	"tiaowen/index/store/disk"
	"tiaowen/index/store/manifest"
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
	w := archive.NewWriter(out)
	for _, f := range l.filesOf(p, m) {
		if err := context.Cause(ctx); err != nil {
			return 0, err
		}
		err := w.Add(f)
		switch {
		case w.Refusal() != nil: // of a full disk the directory knows nothing
			return 0, w.Refusal()
		case err != nil:
			return 0, l.fail(Damaged, fmt.Errorf("%s: %w", f.Path, err))
		}
	}
	if err := w.Finish(p.String()); err != nil {
		return 0, err
	}
	return len(m.Documents), nil
}

// filesOf are the files of a backup of a generation, in their order, but for CURRENT.
func (l layout) filesOf(p pointer, m *manifest.Manifest) []archive.File {
	name, dir := number(p.generation), l.generation(p.generation)
	vouched := archive.Sum(p.crc)
	files := []archive.File{
		{Name: "FORMAT", Path: l.path("FORMAT")},
		{Name: "originals/" + name + ".json", Path: dir.manifest(), CRC: vouched},
		{Name: "generations/" + name + "/manifest.json", Path: dir.manifest(), CRC: vouched},
	}
	for _, f := range slices.Sorted(maps.Keys(m.Files)) {
		files = append(files, archive.File{Name: "generations/" + name + "/" + f, Path: dir.path(f), CRC: archive.Sum(m.Files[f].CRC)})
	}
	seen := make(map[string]bool)
	for i := range m.Documents {
		e := &m.Documents[i]
		base := filepath.Base(l.original(e))
		if !seen[base] {
			seen[base] = true
			files = append(files, archive.File{Name: "originals/" + base, Path: l.original(e), SHA256: e.SHA256})
		}
	}
	return files
}

// holdCurrent keeps the current generation from being removed until the file
// is closed.
func (l layout) holdCurrent(ctx context.Context) (pointer, *manifest.Manifest, *os.File, error) {
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
func (l layout) holdGeneration(p pointer) (*manifest.Manifest, *os.File, error) {
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
	case archive.IsNotBackup(err):
		return 0, &Error{Dir: dir, Reason: NotBackup, Err: err}
	}
	if newer := new(Error); errors.As(err, &newer) && newer.Reason == Newer { // its directory is a temporary one
		return 0, &Error{Dir: dir, Reason: NewerBackup, Detail: newer.Detail, Err: newer.Err}
	}
	return 0, (&Writer{layout: l}).explain(err)
}

// restore unpacks a backup beside the directory, and moves it there when it is whole.
func restore(ctx context.Context, dir string, in io.Reader) (*manifest.Manifest, error) {
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

// extract unpacks a backup and checks it.
func (l layout) extract(ctx context.Context, in io.Reader) (*manifest.Manifest, error) {
	paths, err := archive.Extract(ctx, string(l), in)
	if err != nil {
		return nil, err
	}
	m, err := l.check()
	if err != nil {
		return nil, err
	}
	return m, disk.SyncAll(paths)
}

// check holds a directory against its manifest, originals included.
func (l layout) check() (*manifest.Manifest, error) {
	if _, err := l.format(); err != nil {
		return nil, err
	}
	p, err := l.pointer()
	if err != nil {
		return nil, archive.NotBackup("%v", err)
	}
	m, err := l.readManifest(p)
	if err != nil {
		return nil, archive.NotBackup("%v", err)
	}
	if err := disk.Check(string(l.generation(p.generation)), m.Files, runtime.GOMAXPROCS(0)); err != nil {
		return nil, archive.NotBackup("%v", err)
	}
	for i := range m.Documents {
		src, err := os.ReadFile(l.original(&m.Documents[i]))
		if err == nil && disk.Hash(src) != m.Documents[i].SHA256 {
			err = errors.New("it is not what was given")
		}
		if err != nil {
			return nil, archive.NotBackup("the original of %s: %v", m.Documents[i].ID, err)
		}
	}
	return m, nil
}
