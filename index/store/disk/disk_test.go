package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// write makes a file with its folders and gives its path.
func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func text(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// The sum is the CRC-32C that RFC 3720 gives for its example, whichever way it is computed.
func TestCRC(t *testing.T) {
	data := make([]byte, 32) // of zeros: B.4 of the RFC
	const want = 0x8a9136aa
	if got := CRC(data); got != want {
		t.Errorf("CRC of 32 zeros is %08x, want %08x", got, uint32(want))
	}
	h := NewCRC()
	h.Write(data[:5])
	h.Write(data[5:])
	if h.Sum32() != want {
		t.Errorf("in two parts it is %08x", h.Sum32())
	}
	sum, err := SumOf(write(t, t.TempDir(), "zeros", string(data)))
	if err != nil || sum != (Sum{Size: 32, CRC: want}) {
		t.Errorf("of a file it is %+v, %v", sum, err)
	}
	if _, err := SumOf(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is missing: %v", err)
	}
}

// The hash is the one that FIPS 180 gives for abc.
func TestHash(t *testing.T) {
	if got := Hash([]byte("abc")); got != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Error(got)
	}
}

// Whatever happens to a file after it was written is found, and the file is named.
func TestCheck(t *testing.T) {
	dir := t.TempDir()
	sums := make(map[string]Sum)
	for i := range 40 {
		name := fmt.Sprintf("a/%d.bin", i)
		var err error
		if sums[name], err = SumOf(write(t, dir, name, strings.Repeat("条", i))); err != nil {
			t.Fatal(err)
		}
	}
	if err := Check(dir, sums, 2); err != nil {
		t.Fatalf("nothing has changed: %v", err)
	}
	for _, test := range []struct {
		name   string
		change func(path string) error
		want   string
	}{
		{"a byte", func(path string) error { return os.WriteFile(path, []byte("条条杀"), 0o644) }, "a/3.bin is not what was written"},
		{"cut off", func(path string) error { return os.Truncate(path, 5) }, "a/3.bin has 5 bytes, not 9"},
		{"gone", os.Remove, "3.bin"},
	} {
		path := filepath.Join(dir, "a", "3.bin")
		if err := test.change(path); err != nil {
			t.Fatal(err)
		}
		if err := Check(dir, sums, 2); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
		write(t, dir, "a/3.bin", "条条条")
	}
	// Every damaged file is named.
	write(t, dir, "a/7.bin", strings.Repeat("x", 21))
	write(t, dir, "a/9.bin", strings.Repeat("x", 27))
	err := Check(dir, sums, 2)
	if err == nil || !strings.Contains(err.Error(), "a/7.bin") || !strings.Contains(err.Error(), "a/9.bin") {
		t.Errorf("two are damaged: %v", err)
	}
	if err := Check(dir, nil, 2); err != nil {
		t.Errorf("no file: %v", err)
	}
}

func TestReplace(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "CURRENT")
	for _, words := range []string{"first", "", "and a longer one"} {
		if err := Replace(path, []byte(words)); err != nil {
			t.Fatal(err)
		}
		if got := text(t, path); got != words {
			t.Errorf("%q was written, %q is there", words, got)
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if os.PathSeparator == '/' && info.Mode().Perm() != 0o644 {
		t.Errorf("others cannot read it: %v", info.Mode())
	}
	// What cannot be replaced leaves the old file, and no temporary one.
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, dir, "folder/inside", "x")
	if err := Replace(filepath.Join(dir, "folder"), []byte("x")); err == nil {
		t.Error("a file took the place of a folder")
	}
	if err := Replace(filepath.Join(dir, "none", "x"), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that is missing: %v", err)
	}
	names, err := Regular(dir)
	if want := []string{"CURRENT", "folder/inside"}; err != nil || !slices.Equal(names, want) {
		t.Errorf("there are %q, %v, want %q", names, err, want)
	}
}

// Links are not listed: a generation holds files only.
func TestRegular(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "b/c/d.txt", "")
	file := write(t, dir, "a.txt", "")
	if err := os.Mkdir(filepath.Join(dir, "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(file, filepath.Join(dir, "link")); err != nil {
		t.Skip(err)
	}
	names, err := Regular(dir)
	if want := []string{"a.txt", "b/c/d.txt"}; err != nil || !slices.Equal(names, want) {
		t.Errorf("there are %q, %v, want %q", names, err, want)
	}
	if _, err := Regular(filepath.Join(dir, "none")); err == nil {
		t.Error("a folder that is missing has no error")
	}
}

func TestSync(t *testing.T) {
	dir := t.TempDir()
	a, b := write(t, dir, "a", "x"), write(t, dir, "b", "y")
	if err := SyncAll([]string{a, b, dir}); err != nil {
		t.Error(err)
	}
	none, lost := filepath.Join(dir, "none"), filepath.Join(dir, "lost")
	err := SyncAll([]string{a, none, b, lost})
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "none") || !strings.Contains(err.Error(), "lost") {
		t.Errorf("two are missing: %v", err)
	}
}

func TestCopy(t *testing.T) {
	dir := t.TempDir()
	src := write(t, dir, "src", "第一条")
	for name, do := range map[string]func(src, dst string) error{"copy": Copy, "link": LinkOrCopy} {
		dst := filepath.Join(dir, name)
		if err := do(src, dst); err != nil || text(t, dst) != "第一条" {
			t.Errorf("%s: %v", name, err)
		}
		before, err := os.Stat(dst)
		if err != nil {
			t.Fatal(err)
		}
		if err := do(write(t, dir, "other", "第二条"), dst); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s: a file is overwritten: %v", name, err)
		}
		if text(t, dst) != "第一条" {
			t.Errorf("%s: what was there is lost", name)
		}
		after, _ := os.Stat(dst)
		if !os.SameFile(before, after) {
			t.Errorf("%s: another file stands there", name)
		}
	}
	// The copy has bytes of its own.
	write(t, dir, "src", "第三条")
	if got := text(t, filepath.Join(dir, "copy")); got != "第一条" {
		t.Errorf("the copy changed to %q", got)
	}
}

// Bleve hands on the words of an error without the error itself.
func TestIsFull(t *testing.T) {
	for name, test := range map[string]struct {
		is, other func(error) bool
		causes    []error
	}{"full": {IsFull, IsReadOnly, full}, "read-only": {IsReadOnly, IsFull, readOnly}} {
		if len(test.causes) == 0 {
			t.Fatalf("%s: no error is known", name)
		}
		for _, cause := range test.causes {
			for _, err := range []error{cause, &fs.PathError{Op: "write", Path: "x", Err: cause}, errors.New("flush: " + cause.Error())} {
				if !test.is(err) || test.other(err) {
					t.Errorf("%s: %v is taken for something else", name, err)
				}
			}
		}
		for _, err := range []error{fs.ErrPermission, fs.ErrNotExist, errors.New("broken")} {
			if test.is(err) {
				t.Errorf("%s: %v is something else", name, err)
			}
		}
	}
}

// A lock keeps out others until its file is closed; readers share one.
func TestTryLock(t *testing.T) {
	path := write(t, t.TempDir(), "lock", "")
	open := func() *os.File {
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		return f
	}
	try := func(f *os.File, shared, want bool, why string) {
		t.Helper()
		if ok, err := TryLock(f, shared); err != nil || ok != want {
			t.Errorf("%s: %t, %v", why, ok, err)
		}
	}
	a, b, c := open(), open(), open()
	try(a, true, true, "the first reader")
	try(b, true, true, "the second reader")
	try(c, false, false, "a writer beside two readers")
	a.Close()
	try(c, false, false, "a writer beside one reader")
	b.Close()
	try(c, false, true, "a writer alone")
	try(open(), true, false, "a reader beside a writer")
	try(open(), false, false, "a second writer")
	c.Close()
	try(open(), false, true, "a writer when all are gone")
	closed := open()
	closed.Close()
	if _, err := TryLock(closed, false); err == nil {
		t.Error("a closed file is locked")
	}
}
