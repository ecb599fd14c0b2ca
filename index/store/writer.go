package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"tiaowen/index/store/disk"
	"tiaowen/index/store/manifest"
)

// Writer changes a directory. It is for one goroutine.
type Writer struct {
	layout
	opts Options
	lock *os.File
	now  manifest.Manifest // the current manifest
	old  bool              // what is derived from the originals must be rebuilt
}

// OpenWriter takes the directory for writing; create makes it when it is not
// there. What a process that died left over is removed. The error is an
// [Error], for a directory that another process is writing to with the Reason
// Locked.
func OpenWriter(dir string, create bool, opts Options) (*Writer, error) {
	w := &Writer{layout: layout(dir), opts: opts}
	if err := w.begin(create); err != nil {
		w.Close()
		return nil, w.explain(err)
	}
	return w, nil
}

func (w *Writer) begin(create bool) error {
	format, err := w.format()
	if err != nil && (!Is(err, Missing) || !create) {
		return err
	}
	for _, dir := range []string{w.path(), w.path("originals"), w.path("generations")} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	if err := w.hold(); err != nil {
		return err
	}
	if format == 0 {
		if err := w.stamp(); err != nil {
			return err
		}
	}
	p, err := w.pointer()
	if errors.Is(err, errPointer) {
		m, lost, none := w.findManifest()
		if none != nil {
			w.clean()
			return nil // a new directory
		}
		w.opts.log().Warn("CURRENT was missing; it was rewritten", "dir", string(w.layout), "generation", m.Generation)
		p, err = lost, disk.Replace(w.current(), []byte(lost.String()))
	}
	if err != nil {
		return err
	}
	m, err := w.readManifest(p)
	if err != nil {
		return w.fail(Damaged, err)
	}
	w.now = *m
	w.old = m.Format != Format
	w.clean()
	return nil
}

// hold takes the lock and writes into it who holds it.
func (w *Writer) hold() error {
	f, err := os.OpenFile(w.path("lock"), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	ok, err := disk.TryLock(f, false)
	if err != nil || !ok {
		f.Close()
		if err != nil {
			return fmt.Errorf("lock: %w", err)
		}
		holder, _ := os.ReadFile(w.path("lock"))
		return &Error{Dir: string(w.layout), Reason: Locked, Detail: strings.TrimSpace(string(holder))}
	}
	w.lock = f
	who := fmt.Sprintf("process %d, since %s\n", os.Getpid(), time.Now().Format(time.DateTime))
	// Not knowing who it is would be no reason to stop.
	_ = f.Truncate(0)
	_, _ = f.WriteAt([]byte(who), 0)
	return nil
}

// stamp marks the directory as ours.
func (w *Writer) stamp() error {
	return disk.Replace(w.path("FORMAT"), fmt.Appendf(nil, "%s%d\n", formatWords, Format))
}

// Close lets others write.
func (w *Writer) Close() error {
	if w.lock == nil {
		return nil
	}
	f := w.lock
	w.lock = nil
	_ = f.Truncate(0)
	return f.Close()
}

// explain words the errors of the file system.
func (w *Writer) explain(err error) error {
	var ours *Error
	if err == nil || errors.As(err, &ours) {
		return err
	}
	if unwritable := Unwritable(string(w.layout), err); unwritable != nil {
		return unwritable
	}
	return fmt.Errorf("%s: %w", w.layout, err)
}

// next is the generation to be written, with its directory. Numbers are never
// used twice: a reader may still have an old one open.
func (w *Writer) next() (int, layout, error) {
	n := w.now.Generation + 1
	dir := w.generation(n)
	if err := os.RemoveAll(string(dir)); err != nil {
		return 0, "", err
	}
	return n, dir, os.MkdirAll(dir.index(), 0o755)
}

// commit makes a complete generation the current one.
func (w *Writer) commit(m manifest.Manifest, dir layout) error {
	m.Format, m.Written = Format, time.Now().UTC().Truncate(time.Second)
	names, err := disk.Regular(string(dir))
	if err != nil {
		return err
	}
	m.Files = make(map[string]disk.Sum, len(names))
	paths := []string{dir.index(), string(dir)}
	for _, name := range names {
		if m.Files[name], err = w.sum(name, dir); err != nil {
			return err
		}
		paths = append(paths, dir.path(name))
	}
	if err := disk.SyncAll(paths); err != nil {
		return err
	}
	b, err := json.Marshal(m)
	if err != nil {
		return err
	}
	b = append(b, '\n')
	if err := disk.Replace(dir.manifest(), b); err != nil {
		return err
	}
	if err := disk.Replace(w.copyOf(m.Generation), b); err != nil {
		return err
	}
	if err := errors.Join(disk.Sync(w.path("originals")), disk.Sync(w.path("generations"))); err != nil {
		return err
	}
	if err := disk.Replace(w.current(), []byte(pointer{m.Generation, disk.CRC(b)}.String())); err != nil {
		return err
	}
	w.now = m
	if w.old {
		w.old = false
		return w.stamp()
	}
	return nil
}

// sum is that of a file of a generation. One that is linked from the generation
// before has the sum it had.
func (w *Writer) sum(name string, dir layout) (disk.Sum, error) {
	if known, ok := w.now.Files[name]; ok {
		a, err1 := os.Stat(w.generation(w.now.Generation).path(name))
		b, err2 := os.Stat(dir.path(name))
		if err1 == nil && err2 == nil && os.SameFile(a, b) && b.Size() == known.Size {
			return known, nil
		}
	}
	return disk.SumOf(dir.path(name))
}

// clean removes what the current manifest does not name. Readers that opened
// an old generation keep what they have open; one that is just opening it sees
// that CURRENT has changed, and starts again. A backup holds the manifest of
// its generation until it is done.
//
// What cannot be removed stays for the next writer, and is no reason to call an import failed: on
// Windows a server has the files open, or an antivirus program has.
func (w *Writer) clean() {
	if err := w.removeOld(); err != nil {
		w.opts.log().Warn("files of an earlier import cannot be removed now; the next import tries again", "dir", string(w.layout), "error", err)
	}
}

func (w *Writer) removeOld() error {
	keep := map[string]bool{filepath.Base(w.copyOf(w.now.Generation)): true}
	w.keepOriginals(keep, &w.now)
	failed := w.cleanGenerations(keep)
	if errors.Is(failed, errUse) {
		return failed // which originals a backup still reads is not known
	}
	originals, err := os.ReadDir(w.path("originals"))
	if err != nil {
		return errors.Join(failed, err)
	}
	for _, o := range originals {
		if keep[o.Name()] {
			continue
		}
		if err := os.Remove(w.path("originals", o.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = errors.Join(failed, err)
		}
	}
	rest, _ := filepath.Glob(w.path(disk.Temporary + "*"))
	for _, name := range rest {
		os.Remove(name)
	}
	return failed
}

// errUse is the error of a generation of which it is not known whether a backup reads it.
var errUse = errors.New("whether a backup reads this generation cannot be found out")

// keepOriginals notes the names of the originals of a manifest.
func (w *Writer) keepOriginals(keep map[string]bool, m *manifest.Manifest) {
	for i := range m.Documents {
		keep[filepath.Base(w.original(&m.Documents[i]))] = true
	}
}

// cleanGenerations removes all generations but the current one and those that a backup is reading,
// whose originals it adds to keep. The error is errUse where these are not known.
func (w *Writer) cleanGenerations(keep map[string]bool) error {
	generations, err := os.ReadDir(w.path("generations"))
	if err != nil {
		return fmt.Errorf("%w: %w", errUse, err)
	}
	var failed error
	for _, g := range generations {
		n, err := strconv.Atoi(g.Name())
		if err != nil || n == w.now.Generation {
			continue
		}
		held, err := w.inUse(n)
		if err != nil {
			return fmt.Errorf("%w: %w", errUse, err)
		}
		if held != nil {
			w.keepOriginals(keep, held)
			continue
		}
		if err := os.RemoveAll(w.path("generations", g.Name())); err != nil && !errors.Is(err, fs.ErrPermission) {
			failed = errors.Join(failed, err)
		}
	}
	return failed
}

// inUse gives the manifest of a generation that a backup is reading, or nil.
func (w *Writer) inUse(n int) (*manifest.Manifest, error) {
	f, err := os.Open(w.generation(n).manifest())
	if err != nil {
		return nil, nil // incomplete: no backup reads it
	}
	defer f.Close()
	free, err := disk.TryLock(f, false)
	if err != nil || free {
		return nil, err
	}
	m := new(manifest.Manifest)
	return m, json.NewDecoder(f).Decode(m)
}

// Remove takes documents out, in one step. An id that is not there is an
// [Error] with the Reason NoDocument, and nothing is removed.
func (w *Writer) Remove(ctx context.Context, ids ...string) ([]Entry, error) {
	gone := make(map[string]bool)
	var removed []Entry
	for _, id := range ids {
		e := w.now.Entry(id)
		if e == nil {
			return nil, &Error{Dir: string(w.layout), Reason: NoDocument, Detail: id}
		}
		if !gone[id] {
			gone[id] = true
			removed = append(removed, *e)
		}
	}
	if len(removed) == 0 {
		return nil, nil
	}
	g, err := w.newGeneration()
	if err != nil {
		return nil, w.explain(err)
	}
	for i := range w.now.Documents {
		if e := w.now.Documents[i]; !gone[e.ID] {
			g.keep(e)
		}
	}
	if err := g.finish(ctx, nil); err != nil {
		return nil, w.explain(err)
	}
	return removed, nil
}
