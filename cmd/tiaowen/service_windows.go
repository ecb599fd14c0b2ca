package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tiaowen/cmd/tiaowen/terminal"

	"golang.org/x/sys/windows/svc"
)

// runAsService runs the program's command line under the service manager and
// reports whether that has started it. A service has no console: what it
// prints goes to tiaowen.log below %ProgramData%\tiaowen.
func runAsService() bool {
	if is, err := svc.IsWindowsService(); err != nil || !is {
		return false
	}
	_ = svc.Run("tiaowen", service{}) // An error means that the manager has ended; nobody can be told.
	return true
}

// service is the program as the service manager sees it.
type service struct{}

// Execute starts the program, tells the manager that it runs, and stops it when
// the manager says so. The program's exit status is the service's.
func (service) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (specific bool, code uint32) {
	status <- svc.Status{State: svc.StartPending}
	log := serviceLog()
	defer log.Close()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, os.Args[1:], strings.NewReader(""), log, log) }()
	status <- svc.Status{State: svc.Running, Accepts: svc.AcceptStop | svc.AcceptShutdown}
	for {
		select {
		case err := <-ended:
			status <- svc.Status{State: svc.StopPending}
			return err != nil, uint32(terminal.Status(err))
		case r := <-requests:
			switch r.Cmd {
			case svc.Interrogate:
				status <- r.CurrentStatus
			case svc.Stop, svc.Shutdown:
				status <- svc.Status{State: svc.StopPending}
				stop()
			}
		}
	}
}

// serviceLogSize is the largest size of the log file in bytes: a larger one is renamed to
// tiaowen.log.1 when the service starts.
const serviceLogSize = 20 << 20

// serviceLog opens the log file to append to it. If that fails, the log is lost.
func serviceLog() io.WriteCloser {
	base := os.Getenv("ProgramData")
	if base == "" {
		base = os.TempDir()
	}
	dir := filepath.Join(base, "tiaowen")
	name := filepath.Join(dir, "tiaowen.log")
	_ = os.MkdirAll(dir, 0o755)
	if info, err := os.Stat(name); err == nil && info.Size() > serviceLogSize {
		_ = os.Rename(name, name+".1")
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return discard{}
	}
	fmt.Fprintln(f, time.Now().Format(time.RFC3339), "the service starts")
	return f
}

// discard is a log that keeps nothing.
type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }
func (discard) Close() error                { return nil }
