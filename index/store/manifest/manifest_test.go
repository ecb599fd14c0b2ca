package manifest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/store/disk"
)

func write(t *testing.T, path string, m *Manifest) (crc uint32) {
	t.Helper()
	b, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return disk.CRC(b)
}

func spoil(t *testing.T, path string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(`{"generation":12}`), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A copy that is damaged or gone is passed over; without a whole one the first fault is told.
func TestRead(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a.json"), filepath.Join(dir, "b.json")
	m := &Manifest{Format: 3, Generation: 12, Documents: []Entry{{ID: "rules", Title: "阅览室管理办法", Given: &corpus.Given{Title: "办法"}}}, Files: map[string]disk.Sum{}}
	crc := write(t, a, m)
	write(t, b, m)
	for _, damage := range []func(){func() {}, func() { spoil(t, a) }, func() { os.Remove(a) }} {
		damage()
		if got, err := Read(crc, a, b); err != nil || !reflect.DeepEqual(got, m) {
			t.Errorf("%+v, %v", got, err)
		}
	}
	spoil(t, b)
	if _, err := Read(crc, a, b); !os.IsNotExist(err) {
		t.Errorf("%v, want that the first copy is gone", err)
	}
	if _, err := Read(crc, b); err == nil || err.Error() != "b.json is not what was written" {
		t.Error(err)
	}
}

// Newest takes the newest copy that is whole and named after its generation.
func TestNewest(t *testing.T) {
	dir := t.TempDir()
	if m, _ := Newest(dir); m != nil {
		t.Errorf("%+v in an empty folder", m)
	}
	crc := write(t, filepath.Join(dir, "000011.json"), &Manifest{Generation: 11})
	write(t, filepath.Join(dir, "000009.json"), &Manifest{Generation: 9})
	write(t, filepath.Join(dir, "000012.json"), &Manifest{Generation: 7})
	if err := os.WriteFile(filepath.Join(dir, "000013.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	spoil(t, filepath.Join(dir, "list.json"))
	if m, got := Newest(dir); m == nil || m.Generation != 11 || got != crc {
		t.Errorf("%+v, %08x", m, got)
	}
}

func TestEntry(t *testing.T) {
	d, err := corpus.Parse("办法.txt", []byte("阅览室管理办法\n（2024年3月1日公布）\n第一条 阅览室每日开放。\n第三条 读者不得喧哗。\n"))
	if err != nil {
		t.Fatal(err)
	}
	m := &Manifest{Documents: []Entry{{ID: "a"}, {ID: "b"}}}
	m.Entry("b").Describe(d)
	e := m.Documents[1]
	if e.Title != "阅览室管理办法" || e.Date != "2024-03-01" || e.Articles != 2 || e.Gaps != 1 || e.Words == "" {
		t.Errorf("%+v", e)
	}
	if m.Entry("c") != nil {
		t.Error("found a document that is not there")
	}
}
