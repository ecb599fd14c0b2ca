// Command tiaowen 条文 finds clauses: on pages, over HTTP and on the command line.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"tiaowen/cmd/tiaowen/terminal"
)

func main() {
	if runAsService() {
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(terminal.Status(err))
}
