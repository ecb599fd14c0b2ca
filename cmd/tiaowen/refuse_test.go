package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"tiaowen/index/store"
)

// What cannot be meant is refused before anything is opened, with a hint that can be typed.
func TestServeRefuses(t *testing.T) {
	for _, test := range []struct{ args, problem, hint string }{
		{"", "", ""},
		{"--base-url https://a.example --contact a@b.example --proxy 10.0.0.0/24 --user-header X-User", "", ""},
		{"--read token --data d", "", ""},
		{"--proxy ::1 --user-header X-User --read proxy --data d --admin-user wang", "", ""},
		{"extra", "serve takes no arguments", "--addr"},
		{"--base-url a.example", "--base-url is not a URL", "--base-url https://"},
		{"--base-url ftp://a.example", "--base-url is not a URL", "--base-url https://"},
		{"--contact Wang<a@b.example>", "--contact is not an email address", "--contact editor@"},
		{"--proxy 10.0.0 --user-header X-User", "--proxy is not an address", "--proxy 10.0.0.5"},
		{"--proxy 10.0.0.1/64 --user-header X-User", "--proxy is not an address", "--proxy 10.0.0.5"},
		{"--read all", "--read cannot be", "open, token, proxy"},
		{"--read token", "needs a data directory", "--data DIR"},
		{"--user-header X-User", "must be given together", "--proxy"},
		{"--proxy 10.0.0.5", "must be given together", "--user-header"},
		{"--read proxy --data d", "proxy users need", "--user-header"},
		{"--admin-user wang", "proxy users need", "--user-header"},
		{"--tls-cert c.pem", "must be given together", "--tls-key"},
		{"--tls-key k.pem", "must be given together", "--tls-cert"},
		{"--work -1", "cannot be negative", "--work 8"},
		{"--queue -1", "cannot be negative", "--work 8"},
		{"--rate -0.5", "cannot be negative", "--work 8"},
		{"--connections 0", "--connections must be at least 1", "--connections 2048"},
	} {
		e := &env{stdout: io.Discard, stderr: io.Discard}
		fs, o := e.serveFlags("serve")
		words, err := e.parse(fs, strings.Fields(test.args))
		if err != nil {
			t.Fatalf("%s: %v", test.args, err)
		}
		err = o.check(e, words)
		var usage *usageError
		switch {
		case test.problem == "" && err != nil:
			t.Errorf("%q is refused: %v", test.args, err)
		case test.problem == "":
		case !errors.As(err, &usage) || !strings.Contains(usage.problem, test.problem) || !strings.Contains(usage.hint, test.hint):
			t.Errorf("%q: %+v, want %q and the hint %q", test.args, err, test.problem, test.hint)
		}
	}
}

// A word that is no command is probably a slip, a question, or an option that stands too early.
func TestUnknownCommand(t *testing.T) {
	for args, hint := range map[string]string{
		"serach 党员": "did you mean: tiaowen search", "imprt": "did you mean: tiaowen import", "第20条禁止什么 吗": "to ask a question: tiaowen ask 第20条禁止什么 吗",
		"--json": "the command comes first", "completely-other": "run tiaowen help", "": "for example: tiaowen ask",
	} {
		e := &env{stdout: io.Discard, stderr: io.Discard}
		err := e.dispatch(context.Background(), strings.Fields(args))
		var usage *usageError
		if !errors.As(err, &usage) || !strings.Contains(usage.hint, hint) {
			t.Errorf("%q: %+v, want the hint %q", args, err, hint)
		}
	}
}

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
