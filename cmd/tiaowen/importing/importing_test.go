package importing

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tiaowen/cmd/tiaowen/source"
	"tiaowen/cmd/tiaowen/terminal"
	"tiaowen/index/store"
)

// An import of more clauses than it encodes itself says that they can be searched by words only, and who encodes them.
func TestImportSaysWhatIsNotEncoded(t *testing.T) {
	var text strings.Builder
	text.WriteString("示例办法\n\n")
	for n := range fewTexts + 1 {
		fmt.Fprintf(&text, "第%d条 第%d号窗口办理第%d项事项。\n", n+1, n+1, n+1)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "many.txt")
	if err := os.WriteFile(file, []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	term := &terminal.Terminal{Stdout: io.Discard, Stderr: &said}
	if err := importAndPublish(context.Background(), term, new(source.Cluster), filepath.Join(dir, "data"), []string{file}, store.ImportOptions{}, false); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(said.String(), "401 new clauses have no sentence vectors yet") {
		t.Errorf("it says %q", &said)
	}
}
