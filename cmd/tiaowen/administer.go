package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	"tiaowen/index/store"
)

// dataThere refuses a directory that is not there, or holds other things: it
// must not get a folder of ours.
func dataThere(dir string) error {
	_, err := store.List(dir)
	if store.Is(err, store.NotData, store.IsFile, store.Newer) {
		return err
	}
	if _, serr := os.Stat(dir); serr != nil {
		return err
	}
	return nil // what is damaged may be mended
}

// message is a line that `tiaowen import --json --progress` prints beside its reports.
type message struct {
	Stage store.Stage `json:"stage,omitempty"`
	Done  int         `json:"done,omitempty"`
	Total int         `json:"total,omitempty"`

	Failed  string `json:"failed,omitempty"`  // why the import failed as a whole
	Chinese string `json:"chinese,omitempty"` // the same
	Locked  bool   `json:"locked,omitempty"`  // another process writes
}

// importApart imports in a process of its own, with a low priority: a file that
// brings it down, or takes much memory, does not trouble the server.
func importApart(ctx context.Context, data string, paths []string, opts store.ImportOptions) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	args := []string{"import", "--json", "--progress", "--data", data, fmt.Sprintf("--strict=%v", opts.Strict), "--replace", opts.Replace, "--"}
	cmd := exec.CommandContext(ctx, program, append(args, paths...)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) } // it keeps what it has reported
	cmd.WaitDelay = 30 * time.Second
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	var failed *wordedError
	lines := bufio.NewReader(out)
	for {
		line, rerr := lines.ReadBytes('\n')
		if rerr != nil {
			break
		}
		var m message
		if json.Unmarshal(line, &m) == nil {
			switch {
			case m.Locked:
				err = &store.Error{Dir: data, Reason: store.Locked}
			case m.Failed != "":
				failed = &wordedError{m.Failed, m.Chinese}
			case m.Stage != "":
				opts.Progress(m.Stage, m.Done, m.Total)
				continue
			}
		}
		var r store.Report
		if json.Unmarshal(line, &r) == nil && r.Status != "" {
			opts.Report(r)
		}
	}
	ended := cmd.Wait()
	var status *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return err
	case failed != nil:
		return failed
	case errors.As(ended, &status) && status.ExitCode() == exitFailed: // some files failed; their reports say why
		return nil
	case ended != nil:
		why := said.Bytes()
		return fmt.Errorf("the import ended unexpectedly (%w): %s", ended, bytes.TrimSpace(why[max(0, len(why)-1000):]))
	}
	return nil
}

// importFor is the other end of importApart: it prints reports, progress and why it failed, a JSON value a line.
func (e *env) importFor(ctx context.Context, data string, paths []string, opts store.ImportOptions) error {
	lowerPriority()
	out := json.NewEncoder(e.stdout)
	out.SetEscapeHTML(false)
	failed := false
	opts.Report = func(r store.Report) {
		failed = failed || r.Status == store.Failed || r.Status == store.Refused
		_ = out.Encode(r) // a server that has gone is told nothing
	}
	opts.Progress = func(stage store.Stage, done, total int) {
		_ = out.Encode(message{Stage: stage, Done: done, Total: total})
	}
	w, err := store.OpenWriter(data, true, store.Options{Log: e.log()})
	if err == nil {
		defer w.Close()
		err = w.Import(ctx, paths, opts)
	}
	if err != nil {
		m := message{Failed: err.Error(), Chinese: err.Error(), Locked: store.Is(err, store.Locked)}
		var both interface{ Chinese() string }
		if errors.As(err, &both) {
			m.Chinese = both.Chinese()
		}
		_ = out.Encode(m)
		return errReported
	}
	if failed {
		return errReported
	}
	return nil
}

// wordedError is an error in both languages.
type wordedError struct{ english, chinese string }

func (e *wordedError) Error() string   { return e.english }
func (e *wordedError) Chinese() string { return e.chinese }
