package store

import (
	"path/filepath"
	"testing"
)

// The name of a folder says whether what lies in it is in force; a file that is moved there changes its status.
func TestFolderMarks(t *testing.T) {
	dir, from := filepath.Join(t.TempDir(), "data"), t.TempDir()
	law(t, from, "现行有效/甲.txt", "登记办法", "2024年1月2日", 3, "申请人")
	law(t, from, "已废止/乙.txt", "备案办法", "2020年1月2日", 3, "备案人")
	law(t, from, "丙.txt", "公示办法", "2021年1月2日", 3, "公示人")
	importAll(t, dir, ImportOptions{}, from)
	want := map[string]string{"登记办法": "现行有效", "备案办法": "已废止", "公示办法": ""}
	entries, err := List(dir)
	if err != nil || len(entries) != len(want) {
		t.Fatalf("%d entries, %v", len(entries), err)
	}
	for _, e := range entries {
		got := ""
		if e.Facts != nil {
			got = e.Facts.Status
		}
		if got != want[e.Title] {
			t.Errorf("%s is %q, want %q", e.Title, got, want[e.Title])
		}
	}
	s, err := Open(t.Context(), dir, quiet)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Index.Close()
	kinds := map[string]string{"登记办法": "in_force", "备案办法": "repealed", "公示办法": "in_force"}
	for _, d := range s.Index.Documents() {
		if got := string(s.Index.Status(d).Kind); got != kinds[d.Title] {
			t.Errorf("%s is %s, want %s", d.Title, got, kinds[d.Title])
		}
	}
}
