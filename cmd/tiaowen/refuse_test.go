package main

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"tiaowen/cmd/tiaowen/terminal"
)

// A word that is not a command is probably a slip, a question, or an option that stands too early.
func TestUnknownCommand(t *testing.T) {
	for args, hint := range map[string]string{
		"serach 党员": "did you mean: tiaowen search", "imprt": "did you mean: tiaowen import", "第20条禁止什么 吗": "to ask a question: tiaowen ask 第20条禁止什么 吗",
		"--json": "the command comes first", "completely-other": "run tiaowen help", "": "for example: tiaowen ask",
	} {
		e := &env{&terminal.Terminal{Stdout: io.Discard, Stderr: io.Discard}}
		err := e.dispatch(context.Background(), strings.Fields(args))
		var usage *terminal.UsageError
		if !errors.As(err, &usage) || !strings.Contains(usage.Hint, hint) {
			t.Errorf("%q: %+v, want the hint %q", args, err, hint)
		}
	}
}
