package importing

import (
	"fmt"
	"strings"
	"testing"

	"tiaowen/index/store"
)

// A server takes what an import in another process prints: reports and progress as they come, the reason of a
// failure, and nothing of a line that is none of these.
func TestHandOn(t *testing.T) {
	for _, test := range []struct {
		name, printed, want string
		failed              string
	}{
		{"nothing", "", "", ""},
		{"reports and progress", `{"stage":"reading","done":1,"total":2}
{"file":"a.docx","status":"added","id":"a","title":"A"}
{"stage":"indexing","done":1,"total":1}
{"file":"b.docx","status":"failed","detail":"is damaged"}
`, "reading 1/2, a.docx added, indexing 1/1, b.docx failed, ", ""},
		{"a failure behind a report", `{"file":"a.docx","status":"added"}
{"failed":"the disk is full","chinese":"磁盘已满"}
`, "a.docx added, ", "the disk is full"},
		{"a directory that another process writes", `{"locked":true,"dir":"d"}
`, "", "d"},
		{"words that are no JSON", "panic: out of memory\n\n{\n[]\n{\"file\":\"a\"}\n", "", ""},
		{"a line that was cut off", `{"file":"a.docx","status":"added"}
{"file":"b.docx","status":"add`, "a.docx added, ", ""},
	} {
		var got strings.Builder
		err := handOn(strings.NewReader(test.printed),
			func(stage store.Stage, done, total int) { fmt.Fprintf(&got, "%s %d/%d, ", stage, done, total) },
			func(r store.Report) { fmt.Fprintf(&got, "%s %s, ", r.File, r.Status) })
		if got.String() != test.want {
			t.Errorf("%s: %s, want %s", test.name, got.String(), test.want)
		}
		if (err != nil) != (test.failed != "") || err != nil && !strings.Contains(err.Error(), test.failed) {
			t.Errorf("%s: failed with %v, want %q", test.name, err, test.failed)
		}
	}
	err := handOn(strings.NewReader(`{"locked":true,"dir":"d"}`+"\n"), nil, nil)
	if !store.Is(err, store.Locked) {
		t.Errorf("a directory that another process writes: %v", err)
	}
}
