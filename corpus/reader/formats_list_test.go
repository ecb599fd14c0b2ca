package reader

import (
	"strings"
	"testing"
)

func TestIsReadable(t *testing.T) {
	for name, want := range map[string]bool{
		"a.txt": true, "a.DOCX": true, "a.mhtml": true, "a": true, "办法.第三稿": true, "a.averylongend": true,
		"a.xlsx": false, "a.png": false, "a.zip": false,
	} {
		if IsReadable(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}

// The hint of a file that is not a document lists what is read, and the list leaves no format out.
func TestListed(t *testing.T) {
	refused := Error{Name: "a", Reason: Binary}
	for _, ext := range Extensions() {
		if !strings.Contains(refused.Error(), ext) || !strings.Contains(refused.Chinese(), ext) || !IsReadable("a"+ext) {
			t.Errorf("%s is not in %q or %q", ext, refused.Error(), refused.Chinese())
		}
	}
}
