package store

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiaowen/index/store/disk/disktest"
)

// On a read-only file system the documents are served, and whoever would change them is told why not.
func TestReadOnlyFileSystem(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	importAll(t, dir, ImportOptions{}, law(t, t.TempDir(), "a.txt", "登记办法", "2024年1月2日", 5, "申请人"))
	before, want := tree(t, dir), state(t, dir)
	disktest.ReadOnly(t, dir)
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
