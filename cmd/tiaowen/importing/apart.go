package importing

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"

	"tiaowen/api/admin"
	"tiaowen/cmd/tiaowen/priority"
	"tiaowen/cmd/tiaowen/source"
	"tiaowen/cmd/tiaowen/terminal"
	"tiaowen/index/store"
)

// message is a line that `tiaowen import --json --progress` prints beside its reports.
type message struct {
	Stage store.Stage `json:"stage,omitempty"`
	Done  int         `json:"done,omitempty"`
	Total int         `json:"total,omitempty"`

	Failed  string `json:"failed,omitempty"`  // why the whole import failed
	Chinese string `json:"chinese,omitempty"` // the same
	Locked  bool   `json:"locked,omitempty"`  // another process writes
	Dir     string `json:"dir,omitempty"`     // to this directory
}

// Apart imports in a separate process with a low priority: a file that
// crashes it, or needs much memory, does not affect the server.
func Apart(ctx context.Context, data string, paths []string, opts store.ImportOptions) error {
	args := []string{"--data", data, fmt.Sprintf("--strict=%v", opts.Strict), "--replace", opts.Replace, "--"}
	return apart(ctx, append(args, paths...), opts.Progress, opts.Report)
}

// PublishApart gives a function that brings a cluster to the state of the data directory, in
// a separate process as well.
func PublishApart(c *source.Cluster, data string) func(ctx context.Context, progress func(done, total int)) error {
	return func(ctx context.Context, progress func(done, total int)) error {
		args := append([]string{"--data", data}, c.Arguments()...)
		return apart(ctx, args, func(_ store.Stage, done, total int) { progress(done, total) }, func(store.Report) {})
	}
}

// apart runs `tiaowen import` with some arguments and passes on its output. The error is
// nil if only some files failed: their reports say why.
func apart(ctx context.Context, args []string, progress func(store.Stage, int, int), report func(store.Report)) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, program, append([]string{"import", "--json", "--progress"}, args...)...)
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
	failed := handOn(out, progress, report)
	ended := cmd.Wait()
	var status *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case failed != nil:
		return failed
	case errors.As(ended, &status) && status.ExitCode() == terminal.Failed:
		return nil
	case ended != nil:
		why := said.Bytes()
		return fmt.Errorf("the import ended unexpectedly (%w): %s", ended, bytes.TrimSpace(why[max(0, len(why)-1000):]))
	}
	return nil
}

// handOn reads the output of an import, one JSON value per line, to its end, and gives the reason of a failure.
func handOn(out io.Reader, progress func(store.Stage, int, int), report func(store.Report)) (failed error) {
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return failed
		}
		var m message
		var r store.Report
		switch {
		case json.Unmarshal(line, &m) == nil && m.failure() != nil:
			failed = m.failure()
		case m.Stage != "":
			progress(m.Stage, m.Done, m.Total)
		case json.Unmarshal(line, &r) == nil && r.Status != "":
			report(r)
		}
	}
}

// failure is the error that a message reports, or nil.
func (m message) failure() error {
	switch {
	case m.Locked:
		return &store.Error{Dir: m.Dir, Reason: store.Locked}
	case m.Failed != "":
		return &wordedError{m.Failed, m.Chinese}
	}
	return nil
}

// importFor is the other end of Apart: it prints reports, progress and the reason of a failure, one JSON value per line.
func importFor(ctx context.Context, t *terminal.Terminal, data string, paths []string, opts store.ImportOptions) error {
	priority.Lower()
	out := json.NewEncoder(t.Stdout)
	out.SetEscapeHTML(false)
	failed := false
	opts.Report = func(r store.Report) {
		failed = failed || r.Status == store.Failed || r.Status == store.Refused
		_ = out.Encode(r) // an error says that the server has ended
	}
	opts.Progress = func(stage store.Stage, done, total int) {
		_ = out.Encode(message{Stage: stage, Done: done, Total: total})
	}
	w, err := store.OpenWriter(data, true, store.Options{Log: t.Log()})
	if err == nil {
		defer w.Close()
		err = w.Import(ctx, paths, opts)
	}
	if err != nil {
		return failApart(t, data, err)
	}
	if failed {
		return terminal.ErrReported
	}
	return nil
}

// publishFor is the other end of PublishApart. It first encodes the sentences of a few new clauses,
// because a server on a cluster does not.
func publishFor(ctx context.Context, t *terminal.Terminal, to *source.Cluster, data string) error {
	priority.Lower()
	out := json.NewEncoder(t.Stdout)
	err := encodeFew(ctx, t, data)
	if err == nil {
		_, err = to.Publish(ctx, data, t.Log(), func(done, total int) {
			_ = out.Encode(message{Stage: admin.Publishing, Done: done, Total: total})
		})
	}
	if err != nil {
		return failApart(t, data, err)
	}
	return nil
}

// failApart prints why the whole import or publication failed.
func failApart(t *terminal.Terminal, data string, err error) error {
	m := message{Failed: err.Error(), Chinese: err.Error(), Locked: store.Is(err, store.Locked), Dir: data}
	var both interface{ Chinese() string }
	if errors.As(err, &both) {
		m.Chinese = both.Chinese()
	}
	out := json.NewEncoder(t.Stdout)
	out.SetEscapeHTML(false)
	_ = out.Encode(m)
	return terminal.ErrReported
}

// wordedError is an error in both languages.
type wordedError struct{ english, chinese string }

func (e *wordedError) Error() string   { return e.english }
func (e *wordedError) Chinese() string { return e.chinese }
