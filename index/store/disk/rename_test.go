package disk

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A file is replaced while a reader has it open; on Windows, as soon as the reader closes it.
func TestReplaceWhatIsRead(t *testing.T) {
	name := filepath.Join(t.TempDir(), "CURRENT")
	if err := os.WriteFile(name, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(50*time.Millisecond, func() { f.Close() })
	if err := Replace(name, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(name); err != nil || string(got) != "new" {
		t.Errorf("the file says %q, %v", got, err)
	}
}
