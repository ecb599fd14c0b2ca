package store

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// mount mounts for one test, or skips it where the system does not allow it.
func mount(t *testing.T, source, target, kind string, flags uintptr, options string) {
	t.Helper()
	if err := syscall.Mount(source, target, kind, flags, options); err != nil {
		t.Skipf("this system lets the test mount nothing: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(target, syscall.MNT_DETACH) })
}

// On a read-only file system the documents are served, and whoever would change them is told why not.
func TestReadOnlyFileSystem(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	importAll(t, dir, ImportOptions{}, law(t, t.TempDir(), "a.txt", "登记办法", "2024年1月2日", 5, "申请人"))
	before, want := tree(t, dir), state(t, dir)
	mount(t, dir, dir, "", syscall.MS_BIND, "")
	if err := syscall.Mount("", dir, "", syscall.MS_BIND|syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skipf("this system lets the test mount nothing read-only: %v", err)
	}
	if _, err := OpenWriter(dir, true, quiet); !Is(err, NotWritable) {
		t.Errorf("a read-only file system: %v", err)
	}
	if diff := cmp.Diff(want, state(t, dir)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}
