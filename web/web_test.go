package web

import (
	"io/fs"
	"strings"
	"testing"

	"tiaowen/web/messages"
)

// Templates say only messages that exist.
func TestTemplateMessages(t *testing.T) {
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil || len(names) < 8 {
		t.Fatalf("templates: %v %v", names, err)
	}
	for _, name := range names {
		source, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range strings.Split(string(source), `{{t "`)[1:] {
			key, _, _ := strings.Cut(word, `"`)
			if !messages.Known(key) {
				t.Errorf("%s says %q, which is no message", name, key)
			}
		}
	}
}
