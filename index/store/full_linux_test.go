package store

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiaowen/index/store/disk/disktest"
)

// An import that does not fit on the disk leaves what was there, and says so in one line.
func TestFullFileSystem(t *testing.T) {
	room := disktest.Small(t, 1024)
	dir, from, more := filepath.Join(room, "data"), t.TempDir(), t.TempDir()
	importAll(t, dir, ImportOptions{}, law(t, from, "a.txt", "登记办法", "2024年1月2日", 5, "申请人"))
	before, want := tree(t, dir), state(t, dir)
	law(t, more, "large.txt", "大办法", "2024年1月2日", 8000, "第三人")
	out, err := importer(t, dir, more).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "the disk is full; nothing was changed") || strings.Count(string(out), "\n") != 1 {
		t.Errorf("%v: it says %s", err, out)
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, state(t, dir)); diff != "" {
		t.Error(diff)
	}
}
