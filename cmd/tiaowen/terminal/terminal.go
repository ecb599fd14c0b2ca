// Package terminal speaks with the person at the command line: in Chinese or English, with errors that say what to do,
// and with nothing from a document that a terminal would obey.
//
// A [Terminal] has the streams and the language; [Terminal.Say] chooses the wording. A [UsageError] is a command line
// that cannot be meant. [Status] turns the error of a command into the exit status of the program.
package terminal

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"strings"

	"tiaowen/api/plural"
)

// Terminal is what a command reads from and writes to.
type Terminal struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Chinese        bool // speak Chinese, else English
}

// Say chooses the wording of the user's language; args fill its verbs and choose its plurals.
func (t *Terminal) Say(zh, en string, args ...any) string {
	if t.Chinese {
		en = zh
	}
	return plural.Format(en, args...)
}

// Lang is the language as the service takes it: zh or en.
func (t *Terminal) Lang() string {
	if t.Chinese {
		return "zh"
	}
	return "en"
}

// Log is where a command that is not a server reports damage and repairs.
func (t *Terminal) Log() *slog.Logger {
	return slog.New(slog.NewTextHandler(t.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

// The exit statuses of the program.
const (
	Done    = 0
	Failed  = 1
	Usage   = 2
	Nothing = 3 // nothing found, or not answerable
)

// ErrNothing ends a command that found nothing and has said so.
var ErrNothing = errors.New("nothing found")

// ErrReported ends a command that has already said what failed.
var ErrReported = errors.New("failed")

// UsageError is a command line that cannot be meant, with a hint.
type UsageError struct{ Problem, Hint string }

func (u *UsageError) Error() string { return u.Problem }

// Misuse refuses a command line: problem says what is wrong with it, hint what to type instead, "" for no hint.
func Misuse(problem, hint string) error { return &UsageError{problem, hint} }

// Status turns the error of a command into the number that scripts see.
func Status(err error) int {
	var usage *UsageError
	switch {
	case err == nil:
		return Done
	case errors.Is(err, ErrNothing):
		return Nothing
	case errors.As(err, &usage):
		return Usage
	}
	return Failed
}

// Tell prints the error of a command, if nobody has reported it yet.
func (t *Terminal) Tell(err error) {
	var usage *UsageError
	switch {
	case err == nil, errors.Is(err, ErrNothing), errors.Is(err, ErrReported):
	case errors.As(err, &usage):
		fmt.Fprintf(t.Stderr, "tiaowen: %s\n", usage.Problem)
		if usage.Hint != "" {
			fmt.Fprintf(t.Stderr, "%s\n", usage.Hint)
		}
	default:
		fmt.Fprintf(t.Stderr, "tiaowen: %s\n", t.Wording(err))
	}
}

// Wording is an error in the user's language, if the error has more than one.
func (t *Terminal) Wording(err error) string {
	for one := err; t.Chinese && one != nil; {
		if c, ok := one.(interface{ Chinese() string }); ok {
			return c.Chinese()
		}
		u, ok := one.(interface{ Unwrap() error })
		if !ok {
			break
		}
		one = u.Unwrap()
	}
	var file *fs.PathError
	switch {
	case !t.Chinese || !errors.As(err, &file):
	case errors.Is(file, fs.ErrNotExist):
		return file.Path + "：不存在；请检查文件名"
	case errors.Is(file, fs.ErrPermission):
		return file.Path + "：没有读取或写入的权限"
	}
	return err.Error()
}

// CutLang takes --lang out of the words, wherever it is before a "--".
func CutLang(args []string) (lang string, rest []string) {
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

// Speak chooses the language: that of --lang, or the one of the environment as POSIX orders it. It refuses a --lang
// without messages; zh, zh-CN, en, en_US.UTF-8 and the like have some.
func (t *Terminal) Speak(lang string) error {
	t.Chinese = speaksChinese(lang)
	name, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(lang), "_", "-"), "-")
	if lang == "" || name == "zh" || name == "en" {
		return nil
	}
	return &UsageError{t.Say("--lang 不能是 %q", "--lang cannot be %q", lang), "--lang zh, --lang en"}
}

func speaksChinese(lang string) bool {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if lang == "" {
			lang = os.Getenv(name)
		}
	}
	return strings.HasPrefix(strings.ToLower(lang), "zh")
}
