package store

import (
	"io"
	"os"
	"path/filepath"
	"testing"
)

// The file that was imported comes back byte for byte, with the folder it lay in.
func TestOriginal(t *testing.T) {
	from, dir := t.TempDir(), t.TempDir()
	want := map[string]string{} // name → folder
	var paths []string
	for name, folder := range map[string]string{"甲.txt": "", "乙.txt": "人事", "丙.txt": "人事/考核"} {
		paths = append(paths, law(t, from, filepath.Join(folder, name), "关于"+name[:3]+"的规定", "2023年1月2日", 2, name[:3]+"单位"))
		want[name] = folder
	}
	importAll(t, dir, ImportOptions{}, paths...)
	s, err := Open(t.Context(), dir, quiet)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Index.Close()
	for _, d := range s.Index.Documents() {
		name, folder, ok := s.Original(d.ID)
		if !ok || want[name] != folder {
			t.Errorf("%s was read from %q in %q, %v", d.ID, name, folder, ok)
		}
		f, err := s.OpenOriginal(d.ID)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(f)
		_ = f.Close()
		given, _ := os.ReadFile(filepath.Join(from, folder, name))
		if err != nil || string(got) != string(given) || len(got) == 0 {
			t.Errorf("%s: %q, given %q (%v)", name, got, given, err)
		}
	}
	if _, _, ok := s.Original("none"); ok {
		t.Error("a document that is not there has a file")
	}
	if _, err := s.OpenOriginal("none"); err == nil {
		t.Error("a document that is not there has a file")
	}
}
