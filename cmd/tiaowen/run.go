package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"tiaowen/cmd/tiaowen/importing"
	"tiaowen/cmd/tiaowen/options"
	"tiaowen/cmd/tiaowen/serving"
	"tiaowen/cmd/tiaowen/terminal"
)

// command runs one of the program's commands with the arguments after its name.
type command func(ctx context.Context, e *env, args []string) error

// commands are in the order of the usage text.
var commands = []struct {
	name string
	run  command
}{
	{"serve", func(ctx context.Context, e *env, args []string) error {
		return serving.Run(ctx, e.Terminal, args, versionName())
	}},
	{"config", config},
	{"token", tokens},
	{"ask", ask},
	{"search", search},
	{"show", show},
	{"norms", norms},
	{"import", func(ctx context.Context, e *env, args []string) error { return importing.Run(ctx, e.Terminal, args) }},
	{"check", check},
	{"list", listDocuments},
	{"remove", removeDocuments},
	{"backup", backup},
	{"restore", restore},
	{"eval", evaluate},
	{"study", studyKit},
	{"quotes", quotes},
	{"compare", compareTexts},
	{"mcp", serveMCP},
	{"version", version},
}

// env is what a command speaks to.
type env struct{ *terminal.Terminal }

// run is the program. When it returns, it has reported on stderr what went wrong.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	e := &env{&terminal.Terminal{Stdin: stdin, Stdout: stdout, Stderr: stderr}}
	lang, args := terminal.CutLang(args)
	err := e.Speak(lang)
	if err == nil {
		err = e.dispatch(ctx, args)
	}
	e.Tell(err)
	return err
}

// dispatch finds the command and runs it.
func (e *env) dispatch(ctx context.Context, args []string) error {
	if len(args) == 0 {
		fmt.Fprint(e.Stderr, e.Say(usageZH, usageEN))
		return terminal.Misuse(e.Say("没有给出命令", "no command given"), e.Say("例如：tiaowen ask 第20条禁止什么", "for example: tiaowen ask 第20条禁止什么"))
	}
	name := args[0]
	if slices.Contains([]string{"help", "-h", "-help", "--help"}, name) {
		fmt.Fprint(e.Stdout, e.Say(usageZH, usageEN))
		return nil
	}
	if name == "--version" || name == "-version" {
		name = "version"
	}
	names := make([]string, 0, len(commands))
	for _, c := range commands {
		if c.name != name {
			names = append(names, c.name)
			continue
		}
		err := c.run(ctx, e, args[1:])
		if errors.Is(err, flag.ErrHelp) {
			fmt.Fprint(e.Stdout, e.Say(usageZH, usageEN))
			return nil
		}
		return err
	}
	return e.unknownCommand(args, names)
}

// unknownCommand says that there is no such command, and what was probably meant: a command with a
// similar name, a question, or options before the command. names are the names of the commands.
func (e *env) unknownCommand(args, names []string) error {
	name := args[0]
	hint := e.Say("运行 tiaowen help 查看用法", "run tiaowen help for usage")
	if like := options.Nearest(name, names); like != "" {
		hint = e.Say("是不是想用：tiaowen %s", "did you mean: tiaowen %s", like)
	} else if strings.ContainsFunc(name, func(r rune) bool { return r >= 0x2E80 }) {
		hint = e.Say("提问请用：tiaowen ask %s", "to ask a question: tiaowen ask %s", strings.Join(args, " "))
	} else if strings.HasPrefix(name, "-") {
		hint = e.Say("命令在前，选项在后：tiaowen ask --json 第20条禁止什么", "the command comes first: tiaowen ask --json 第20条禁止什么")
	}
	return terminal.Misuse(e.Say("没有这个命令：%q", "unknown command %q", name), hint)
}
