package archive

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"tiaowen/index/store/disk"
)

// put writes a file and gives it as one of a backup, with its sums.
func put(t *testing.T, name, words string) File {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte(words), 0o600); err != nil {
		t.Fatal(err)
	}
	sha := sha256.Sum256([]byte(words))
	return File{Name: name, Path: path, CRC: Sum(disk.CRC([]byte(words))), SHA256: hex.EncodeToString(sha[:])}
}

func backup(t *testing.T, files ...File) []byte {
	t.Helper()
	var out bytes.Buffer
	w := NewWriter(&out)
	for _, f := range files {
		if err := w.Add(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Finish("000001 00000000\n"); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestRoundTrip(t *testing.T) {
	all := backup(t, put(t, "FORMAT", "one"), put(t, "originals/a.txt", "条文"), put(t, "generations/000001/index/x", ""))
	dir := t.TempDir()
	paths, err := Extract(t.Context(), dir, bytes.NewReader(all))
	if err != nil || len(paths) != 4 {
		t.Fatal(paths, err)
	}
	for name, want := range map[string]string{"FORMAT": "one", "originals/a.txt": "条文", "generations/000001/index/x": "", "CURRENT": "000001 00000000\n"} {
		if got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

// A file that changed since its sum was taken is not backed up, by either sum.
func TestChanged(t *testing.T) {
	for _, forget := range []func(*File){func(f *File) { f.CRC = "" }, func(f *File) { f.SHA256 = "" }} {
		f := put(t, "FORMAT", "one")
		forget(&f)
		if err := NewWriter(io.Discard).Add(f); err != nil {
			t.Error(err)
		}
		if err := os.WriteFile(f.Path, []byte("two"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := NewWriter(io.Discard).Add(f); err == nil {
			t.Error("a changed file is taken")
		}
	}
	if err := NewWriter(io.Discard).Add(File{Name: "FORMAT", Path: filepath.Join(t.TempDir(), "none")}); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

type full struct{ room int }

var errFull = errors.New("no room")

func (f *full) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

// Refusal tells a disk that is full from a file that cannot be read.
func TestRefusal(t *testing.T) {
	w := NewWriter(&full{600})
	err := w.Add(put(t, "FORMAT", "one"))
	for range 3 {
		err = errors.Join(err, w.Add(put(t, "originals/a", "more")))
	}
	if err == nil || !errors.Is(w.Refusal(), errFull) {
		t.Errorf("%v, refusal %v", err, w.Refusal())
	}
	w = NewWriter(io.Discard)
	if err := w.Add(File{Path: "/none/such"}); err == nil || w.Refusal() != nil {
		t.Errorf("%v, refusal %v", err, w.Refusal())
	}
}

// What is cut off at any byte, or holds what no backup holds, is refused; nothing is written outside.
func TestHostile(t *testing.T) {
	all := backup(t, put(t, "FORMAT", "one"), put(t, "originals/a.txt", "条文"))
	end := bytes.LastIndex(all, []byte("000001 00000000"))
	for n := 0; n < end; n += 97 {
		if _, err := Extract(t.Context(), t.TempDir(), bytes.NewReader(all[:n])); err == nil || !IsNotBackup(err) {
			t.Errorf("cut off at %d: %v", n, err)
		}
	}
	for _, h := range []tar.Header{
		{Name: "../outside"}, {Name: "/outside"}, {Name: "originals/../../outside"}, {Name: `originals\outside`},
		{Name: "originals/a/b"}, {Name: "generations/1/index/deep/er"}, {Name: "elsewhere"}, {Name: "CURRENT/x"},
		{Name: "originals/link", Typeflag: tar.TypeSymlink, Linkname: ".."}, {Name: "FORMAT", Typeflag: tar.TypeFifo},
	} {
		var out bytes.Buffer
		w := tar.NewWriter(&out)
		if h.Typeflag == 0 {
			h.Typeflag = tar.TypeReg
		}
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if _, err := Extract(t.Context(), dir, &out); !errors.Is(err, ErrNotBackup) {
			t.Errorf("%s: %v", h.Name, err)
		}
		if list, err := os.ReadDir(dir); err != nil || len(list) > 0 {
			t.Errorf("%s: %v %v", h.Name, list, err)
		}
	}
}

func TestExtractStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Extract(ctx, t.TempDir(), bytes.NewReader(backup(t))); !errors.Is(err, context.Canceled) || IsNotBackup(err) {
		t.Error(err)
	}
}
