package serving

import (
	"errors"
	"io"
	"strings"
	"testing"

	"tiaowen/cmd/tiaowen/terminal"
)

// Requests that compute get one place for each processor, those that wait for other machines more.
func TestInWork(t *testing.T) {
	for _, one := range []struct {
		args []string
		want int
	}{
		{nil, 2},
		{[]string{"--data", "data"}, 2},
		{[]string{"--opensearch", "http://127.0.0.1:9200"}, 8},
		{[]string{"--embed-url", "http://127.0.0.1:9000", "--embed-model", "m"}, 8},
		{[]string{"--opensearch", "http://127.0.0.1:9200", "--work", "3"}, 3},
	} {
		fs, o := Flags(new(terminal.Terminal), "serve")
		if _, err := fs.Parse(one.args); err != nil {
			t.Fatal(err)
		}
		if got := o.inWork(2); got != one.want {
			t.Errorf("%v: %d, want %d", one.args, got, one.want)
		}
	}
}

// What cannot be meant is refused before anything is opened, with a hint that can be typed.
func TestServeRefuses(t *testing.T) {
	for _, test := range []struct{ args, problem, hint string }{
		{"", "", ""},
		{"--base-url https://a.example --contact a@b.example --proxy 10.0.0.0/24 --user-header X-User", "", ""},
		{"--read token --data d", "", ""},
		{"--proxy ::1 --user-header X-User --read proxy --data d --admin-user wang", "", ""},
		{"extra", "serve takes no arguments", "--addr"},
		{"--addr :8080 --frame-ancestor https://*.example.cn", "", ""},
		{"--addr 8080", "--addr is not HOST:PORT", "--addr 127.0.0.1:8080"},
		{"--addr 0.0.0.0", "--addr is not HOST:PORT", "--addr 127.0.0.1:8080"},
		{"--addr 127.0.0.1:99999", "--addr is not HOST:PORT", "--addr 127.0.0.1:8080"},
		{"--frame-ancestor www.example.cn", "--frame-ancestor is not the address of a site", "--frame-ancestor https://"},
		{"--frame-ancestor https://a.example;script-src", "--frame-ancestor is not the address of a site", "--frame-ancestor https://"},
		{"--embed-url http://127.0.0.1:9000", "must be given together", "--embed-model"},
		{"--embed-model m", "must be given together", "--embed-url"},
		{"--embed-url localhost:9000 --embed-model m", "--embed-url is not a URL", "--embed-url http://"},
		{"--base-url a.example", "--base-url is not a URL", "--base-url https://"},
		{"--base-url ftp://a.example", "--base-url is not a URL", "--base-url https://"},
		{"--contact Wang<a@b.example>", "--contact is not an email address", "--contact editor@"},
		{"--proxy 10.0.0 --user-header X-User", "--proxy is not an address", "--proxy 10.0.0.5"},
		{"--proxy 10.0.0.1/64 --user-header X-User", "--proxy is not an address", "--proxy 10.0.0.5"},
		{"--read all", "--read cannot be", "open, token, proxy"},
		{"--read token", "needs a data directory", "--data DIR"},
		{"--user-header X-User", "needs --proxy", "--proxy"},
		{"--proxy 10.0.0.5 --rate 5", "", ""}, // for the addresses in X-Forwarded-For
		{"--proxy ::1 --user-header X-User --data d --sign-out-url /oauth2/sign_out?rd=/", "", ""},
		{"--proxy ::1 --user-header X-User --data d --sign-out-url https://login.example.cn/logout", "", ""},
		{"--proxy ::1 --user-header X-User --data d --sign-out-url javascript:alert(1)", "is not a URL or a path", "--sign-out-url /"},
		{"--proxy ::1 --user-header X-User --data d --sign-out-url //evil.example", "is not a URL or a path", "--sign-out-url /"},
		{"--data d --sign-out-url /out", "proxy users need", "--user-header"},
		{"--proxy ::1 --user-header X-User --admin-user wang", "needs a data directory", "--data DIR"},
		{"--read proxy --data d", "proxy users need", "--user-header"},
		{"--admin-user wang", "proxy users need", "--user-header"},
		{"--tls-cert c.pem", "must be given together", "--tls-key"},
		{"--tls-key k.pem", "must be given together", "--tls-cert"},
		{"--work -1", "cannot be negative", "--work 8"},
		{"--queue -1", "cannot be negative", "--work 8"},
		{"--rate -0.5", "cannot be negative", "--work 8"},
		{"--connections 0", "--connections must be at least 1", "--connections 2048"},
	} {
		tty := &terminal.Terminal{Stdout: io.Discard, Stderr: io.Discard}
		fs, o := Flags(tty, "serve")
		words, err := fs.Parse(strings.Fields(test.args))
		if err != nil {
			t.Fatalf("%s: %v", test.args, err)
		}
		err = o.Check(tty, words)
		var usage *terminal.UsageError
		switch {
		case test.problem == "" && err != nil:
			t.Errorf("%q is refused: %v", test.args, err)
		case test.problem == "":
		case !errors.As(err, &usage) || !strings.Contains(usage.Problem, test.problem) || !strings.Contains(usage.Hint, test.hint):
			t.Errorf("%q: %+v, want %q and the hint %q", test.args, err, test.problem, test.hint)
		}
	}
}
