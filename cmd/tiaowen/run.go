package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"tiaowen/api/plural"
)

// command runs one of the program's commands with the words after its name.
type command func(ctx context.Context, e *env, args []string) error

// commands are in the order of the usage text.
var commands = []struct {
	name string
	run  command
}{
	{"serve", serve},
	{"config", config},
	{"token", tokens},
	{"ask", ask},
	{"search", search},
	{"show", show},
	{"norms", norms},
	{"import", importFiles},
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
type env struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	zh             bool // speak Chinese, else English
	from           map[string]origin
}

// say chooses the wording of the user's language.
func (e *env) say(zh, en string, args ...any) string {
	if e.zh {
		en = zh
	}
	return plural.Format(en, args...)
}

// lang is the language as the service takes it.
func (e *env) lang() string {
	if e.zh {
		return "zh"
	}
	return "en"
}

// The exit statuses of the program.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitNothing = 3 // nothing found, or not answerable
)

// errNothing ends a command that found nothing and has said so.
var errNothing = errors.New("nothing found")

// errReported ends a command that has told what failed.
var errReported = errors.New("failed")

// usageError is a command line that cannot be meant, with a hint.
type usageError struct{ problem, hint string }

func (u *usageError) Error() string { return u.problem }

// exitStatus turns run's error into the number that scripts see.
func exitStatus(err error) int {
	var usage *usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errNothing):
		return exitNothing
	case errors.As(err, &usage):
		return exitUsage
	}
	return exitFailed
}

// run is the program. What goes wrong has been told on stderr when it returns.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	e := &env{stdin: stdin, stdout: stdout, stderr: stderr}
	lang, args := cutLang(args)
	e.zh = speaksChinese(lang)

	err := e.checkLang(lang)
	if err == nil {
		err = e.dispatch(ctx, args)
	}
	var usage *usageError
	switch {
	case err == nil, errors.Is(err, errNothing), errors.Is(err, errReported):
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "tiaowen: %s\n", usage.problem)
		if usage.hint != "" {
			fmt.Fprintf(stderr, "%s\n", usage.hint)
		}
	default:
		fmt.Fprintf(stderr, "tiaowen: %s\n", e.wording(err))
	}
	return err
}

// dispatch finds the command and runs it.
func (e *env) dispatch(ctx context.Context, args []string) error {
	if len(args) == 0 {
		fmt.Fprint(e.stderr, e.say(usageZH, usageEN))
		return &usageError{e.say("没有给出命令", "no command given"), e.say("例如：tiaowen ask 第20条禁止什么", "for example: tiaowen ask 第20条禁止什么")}
	}
	name := args[0]
	if slices.Contains([]string{"help", "-h", "-help", "--help"}, name) {
		fmt.Fprint(e.stdout, e.say(usageZH, usageEN))
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
			fmt.Fprint(e.stdout, e.say(usageZH, usageEN))
			return nil
		}
		return err
	}
	return e.unknownCommand(args, names)
}

// unknownCommand says that there is no such command, and what was probably meant: a command that
// is written nearly so, a question, or options before the command. names are those of the commands.
func (e *env) unknownCommand(args, names []string) error {
	name := args[0]
	hint := e.say("运行 tiaowen help 查看用法", "run tiaowen help for usage")
	if like := nearest(name, names); like != "" {
		hint = e.say("是不是想用：tiaowen %s", "did you mean: tiaowen %s", like)
	} else if strings.ContainsFunc(name, func(r rune) bool { return r >= 0x2E80 }) {
		hint = e.say("提问请用：tiaowen ask %s", "to ask a question: tiaowen ask %s", strings.Join(args, " "))
	} else if strings.HasPrefix(name, "-") {
		hint = e.say("命令在前，选项在后：tiaowen ask --json 第20条禁止什么", "the command comes first: tiaowen ask --json 第20条禁止什么")
	}
	return &usageError{e.say("没有这个命令：%q", "unknown command %q", name), hint}
}

// cutLang takes --lang out of the words, wherever it is before a "--".
func cutLang(args []string) (lang string, rest []string) {
	for i := 0; i < len(args); i++ {
		name, value, joined := strings.Cut(args[i], "=")
		switch {
		case args[i] == "--":
			return lang, append(rest, args[i:]...)
		case (name == "--lang" || name == "-lang") && joined:
			lang = value
		case (name == "--lang" || name == "-lang") && i+1 < len(args):
			i++
			lang = args[i]
		default:
			rest = append(rest, args[i])
		}
	}
	return lang, rest
}

// checkLang refuses a --lang of which there are no messages: zh, zh-CN, en, en_US.UTF-8 and the like have some.
func (e *env) checkLang(lang string) error {
	name, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(lang), "_", "-"), "-")
	if lang == "" || name == "zh" || name == "en" {
		return nil
	}
	return &usageError{e.say("--lang 没有这个值：%q", "--lang cannot be %q", lang), "--lang zh, --lang en"}
}

// speaksChinese follows --lang, then the environment as POSIX orders it.
func speaksChinese(lang string) bool {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if lang == "" {
			lang = os.Getenv(name)
		}
	}
	return strings.HasPrefix(strings.ToLower(lang), "zh")
}
