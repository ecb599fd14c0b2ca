package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"mime/multipart"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	if os.Getenv("TIAOWEN_AS_PROGRAM") != "" { // a process that another test started
		main()
		return
	}
	testscript.Main(m, map[string]func(){"tiaowen": main})
}

// Each file of testdata is a session at the command line.
func TestScripts(t *testing.T) {
	if files, err := filepath.Glob("testdata/*.txt"); err != nil || len(files) == 0 {
		t.Fatalf("testdata holds no scripts: %v", err)
	}
	testscript.Run(t, testscript.Params{
		Dir:   "testdata",
		Setup: func(env *testscript.Env) error { env.Setenv("LANG", "en_US.UTF-8"); return nil },
		Cmds:  map[string]func(*testscript.TestScript, bool, []string){"freeport": freeport, "fetch": fetch, "eventually": eventually, "exits": exits, "terminate": terminate, "request": request, "certificate": issueCertificate},
	})
}

// freeport NAME sets an environment variable to a port that nobody listens on.
func freeport(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: freeport NAME")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	_, port, err := net.SplitHostPort(l.Addr().String())
	ts.Check(err)
	ts.Check(l.Close())
	ts.Setenv(args[0], port)
}

// fetch URL FILE writes the body of an answer to a file; it waits for a server
// that is starting. With ! the status must not be 200.
func fetch(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: fetch URL FILE")
	}
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		res, err := http.Get(args[0])
		if err != nil || res.StatusCode == http.StatusServiceUnavailable {
			if time.Now().After(end) {
				ts.Fatalf("%s: %v", args[0], err)
			}
			continue
		}
		body, err := io.ReadAll(res.Body)
		ts.Check(err)
		ts.Check(res.Body.Close())
		ts.Check(os.WriteFile(ts.MkAbs(args[1]), body, 0o666))
		if (res.StatusCode == http.StatusOK) == neg {
			ts.Fatalf("%s: status %d: %s", args[0], res.StatusCode, body)
		}
		return
	}
}

// request METHOD STATUS URL TOKENFILE [FILE] sends a request with the token that a file
// holds, and with FILE as an upload; the answer becomes the file "answer".
func request(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 4 {
		ts.Fatalf("usage: request METHOD STATUS URL TOKENFILE [FILE]")
	}
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	if len(args) > 4 {
		f, err := w.CreateFormFile("file", args[4])
		ts.Check(err)
		_, err = io.WriteString(f, ts.ReadFile(args[4]))
		ts.Check(err)
	}
	ts.Check(w.Close())
	req, err := http.NewRequest(args[0], args[2], &body)
	ts.Check(err)
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.Header.Set("Authorization", "Bearer "+strings.TrimSpace(ts.ReadFile(args[3])))
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	res, err := client.Do(req)
	ts.Check(err)
	answer, err := io.ReadAll(res.Body)
	ts.Check(err)
	ts.Check(res.Body.Close())
	ts.Check(os.WriteFile(ts.MkAbs("answer"), answer, 0o666))
	if fmt.Sprint(res.StatusCode) != args[1] {
		ts.Fatalf("%s: status %d, want %s: %s", args[2], res.StatusCode, args[1], answer)
	}
}

// issueCertificate is the command certificate CERT KEY: it writes a new certificate and its key.
func issueCertificate(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: certificate CERT KEY")
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	ts.Check(err)
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	ts.Check(err)
	private, err := x509.MarshalPKCS8PrivateKey(key)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}), 0o600))
}

// eventually URL PATTERN asks a server again and again until its answer matches
// the expression; every answer must have the status 200.
func eventually(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: eventually URL PATTERN")
	}
	want := regexp.MustCompile(args[1])
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		res, err := http.Get(args[0])
		ts.Check(err)
		body, err := io.ReadAll(res.Body)
		ts.Check(err)
		ts.Check(res.Body.Close())
		switch {
		case res.StatusCode != http.StatusOK:
			ts.Fatalf("%s: status %d: %s", args[0], res.StatusCode, body)
		case want.Match(body):
			return
		case time.Now().After(end):
			ts.Fatalf("%s: still %s", args[0], body)
		}
	}
}

// terminate sends SIGTERM to every process in the background.
func terminate(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: terminate")
	}
	for _, cmd := range ts.BackgroundCmds() {
		ts.Check(cmd.Process.Signal(syscall.SIGTERM))
	}
}

// exits STATUS COMMAND ARG… runs the program in a separate process and
// compares its exit status.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND ARG…")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := 0
	if err != nil {
		code, ok := err.(interface{ ExitCode() int })
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = code.ExitCode()
	}
	if fmt.Sprint(got) != args[0] {
		ts.Fatalf("exit status %d, want %s", got, args[0])
	}
}
