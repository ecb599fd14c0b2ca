package store

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A backup is a stranger's file: a name in it that leads out of the directory,
// a link or a device makes it no backup, and nothing of it stays, inside or outside.
func TestRestoreHostile(t *testing.T) {
	root, from := t.TempDir(), t.TempDir()
	dir := filepath.Join(root, "data")
	importAll(t, dir, ImportOptions{}, law(t, from, "a.txt", "登记办法", "2024年1月2日", 5, "申请人"))
	var good bytes.Buffer
	if _, err := Backup(t.Context(), dir, &good); err != nil {
		t.Fatal(err)
	}
	for _, h := range []tar.Header{
		{Name: "../outside"},
		{Name: "originals/../../outside"},
		{Name: filepath.Join(root, "outside")},
		{Name: `originals\..\..\outside`},
		{Name: "elsewhere"},
		{Name: "originals/link", Typeflag: tar.TypeSymlink, Linkname: ".."},
		{Name: "originals/hard", Typeflag: tar.TypeLink, Linkname: "../data/CURRENT"},
		{Name: "originals/pipe", Typeflag: tar.TypeFifo},
		{Name: "originals", Typeflag: tar.TypeSymlink, Linkname: root},
	} {
		bad := hostileBackup(t, good.Bytes(), h)
		if _, err := Restore(t.Context(), filepath.Join(root, "restored"), bytes.NewReader(bad)); !Is(err, NotBackup) {
			t.Errorf("%s (%c): %v", h.Name, h.Typeflag, err)
		}
	}
	list, err := os.ReadDir(root)
	if err != nil || len(list) != 1 {
		t.Errorf("left over: %v %v", list, err)
	}
}

// A backup of a newer version is told for what it is, by the name that was given, and nothing of it stays.
func TestRestoreNewer(t *testing.T) {
	root, from := t.TempDir(), t.TempDir()
	dir := filepath.Join(root, "data")
	importAll(t, dir, ImportOptions{}, law(t, from, "a.txt", "登记办法", "2024年1月2日", 5, "申请人"))
	var ours, newer bytes.Buffer
	if _, err := Backup(t.Context(), dir, &ours); err != nil {
		t.Fatal(err)
	}
	in, out := tar.NewReader(&ours), tar.NewWriter(&newer)
	for {
		h, err := in.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if h.Name == "FORMAT" {
			body = fmt.Appendf(nil, "%s%d\n", formatWords, Format+1)
			h.Size = int64(len(body))
		}
		if err := out.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := out.Write(body); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	restored := filepath.Join(root, "restored")
	_, err := Restore(t.Context(), restored, &newer)
	if want := restored + ": the backup was written by a newer version of tiaowen"; !Is(err, NewerBackup) || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
	list, err := os.ReadDir(root)
	if err != nil || len(list) != 1 {
		t.Errorf("left over: %v %v", list, err)
	}
}

// An index that another user has written, and this one may not read, is not damaged: it is not rebuilt.
func TestOpenForbidden(t *testing.T) {
	if os.Getuid() <= 0 {
		t.Skip("root, and any user of Windows, may read every file")
	}
	dir, from := filepath.Join(t.TempDir(), "data"), t.TempDir()
	importAll(t, dir, ImportOptions{}, law(t, from, "a.txt", "登记办法", "2024年1月2日", 5, "申请人"))
	files, err := filepath.Glob(filepath.Join(dir, "generations", "*", "index", "*.zap"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		if err := os.Chmod(f, 0); err != nil {
			t.Fatal(err)
		}
	}
	before, _ := Current(dir)
	_, err = Open(t.Context(), dir, Options{})
	if after, _ := Current(dir); !Is(err, NotReadable) || strings.Contains(err.Error(), "\n") || after != before {
		t.Errorf("generation %d became %d: %v", before, after, err)
	}
}

// hostileBackup is a good backup with one entry more, at its beginning.
func hostileBackup(t *testing.T, good []byte, entry tar.Header) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	if entry.Typeflag == 0 {
		entry.Typeflag, entry.Size = tar.TypeReg, 5
	}
	entry.Mode = 0o644
	if err := w.WriteHeader(&entry); err != nil {
		t.Fatal(err)
	}
	if entry.Size > 0 {
		if _, err := w.Write([]byte("bytes")); err != nil {
			t.Fatal(err)
		}
	}
	for r := tar.NewReader(bytes.NewReader(good)); ; {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(w, r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// limited takes so many bytes and then says that the disk is full.
type limited struct{ left int }

var errFull = errors.New("no space left on device")

func (l *limited) Write(b []byte) (int, error) {
	if len(b) > l.left {
		return l.left, errFull
	}
	l.left -= len(b)
	return len(b), nil
}

// Why a backup stops is told as it is: a full disk and a job that is cancelled are no damage of the directory, a
// changed original is.
func TestBackupStops(t *testing.T) {
	root, from := t.TempDir(), t.TempDir()
	dir := filepath.Join(root, "data")
	importAll(t, dir, ImportOptions{}, law(t, from, "a.txt", "登记办法", "2024年1月2日", 5, "申请人"))
	var whole bytes.Buffer
	if _, err := Backup(t.Context(), dir, &whole); err != nil {
		t.Fatal(err)
	}
	for _, room := range []int{0, 100, 1000, whole.Len() / 2, whole.Len() - 1} {
		if _, err := Backup(t.Context(), dir, &limited{room}); !errors.Is(err, errFull) || Is(err, Damaged) {
			t.Errorf("with room for %d of %d bytes: %v", room, whole.Len(), err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Backup(ctx, dir, io.Discard); !errors.Is(err, context.Canceled) || Is(err, Damaged) {
		t.Errorf("cancelled: %v", err)
	}
	originals, err := filepath.Glob(filepath.Join(dir, "originals", "*.txt"))
	if err != nil || len(originals) != 1 {
		t.Fatalf("the originals are %q: %v", originals, err)
	}
	if err := os.WriteFile(originals[0], []byte("第一条 别的。\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Backup(t.Context(), dir, io.Discard); !Is(err, Damaged) {
		t.Errorf("with a changed original: %v", err)
	}
}
