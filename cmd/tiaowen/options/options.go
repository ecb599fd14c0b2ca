// Package options reads the options of a command: from the command line, from the environment, and from a
// configuration file.
//
// [New] makes the [Set] of a command, which defines its options as with package flag. [Set.Parse] reads them and gives
// the words between them; [Set.Origin] says where the value of an option comes from.
package options

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"regexp"
	"strings"

	"tiaowen/cmd/tiaowen/terminal"
)

// Set are the options of one command. An option that is not given takes its value from the environment:
// --allow-origin from TIAOWEN_ALLOW_ORIGIN. After that comes the file of --config, if the command has that option.
type Set struct {
	*flag.FlagSet
	t    *terminal.Terminal
	from map[string]Origin // by the name of the option
}

// New makes an empty set for a command.
func New(t *terminal.Terminal, command string) *Set {
	fs := flag.NewFlagSet(command, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	return &Set{FlagSet: fs, t: t}
}

// Parse reads options that are before, between or after the words, and gives
// the words. What follows "--" is words.
func (s *Set) Parse(args []string) (words []string, err error) {
	for len(args) > 0 {
		if err := s.FlagSet.Parse(args); err != nil {
			return nil, s.explain(err)
		}
		rest := s.Args()
		if n := len(args) - len(rest); n > 0 && args[n-1] == "--" {
			words = append(words, rest...)
			break
		}
		if len(rest) == 0 {
			break
		}
		words = append(words, rest[0])
		args = rest[1:]
	}
	return words, s.fill()
}

// fill gives the options that are not on the command line their values from the
// environment, and then from the file of --config, and notes where each comes from.
func (s *Set) fill() error {
	s.from = make(map[string]Origin)
	s.Visit(func(f *flag.Flag) { s.from[f.Name] = Origin{"命令行", "command line"} })
	if err := s.fromEnvironment(); err != nil {
		return err
	}
	if f := s.Lookup("config"); f != nil && f.Value.String() != "" {
		return s.fromFile(f.Value.String())
	}
	return nil
}

// explain words what package flag says, and guesses what was meant.
func (s *Set) explain(err error) error {
	if errors.Is(err, flag.ErrHelp) {
		return err
	}
	u := &terminal.UsageError{Problem: s.Name() + ": " + err.Error(), Hint: s.t.Say("运行 tiaowen help 查看用法", "run tiaowen help for usage")}
	if m := invalidValue.FindStringSubmatch(err.Error()); m != nil {
		u.Problem = s.t.Say("%s：--%s 的值不能是 %s", "%s: --%s cannot be %s", s.Name(), m[2], m[1])
	}
	if name, ok := strings.CutPrefix(err.Error(), "flag needs an argument: -"); ok {
		u.Problem = s.t.Say("%s：--%s 后面要有值", "%s: --%s needs a value", s.Name(), name)
	}
	if name, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: -"); ok {
		u.Problem = s.t.Say("%s 没有选项 --%s", "%s has no option --%s", s.Name(), name)
		if like := Nearest(name, s.names()); like != "" {
			u.Hint = s.t.Say("是不是想用：--%s", "did you mean: --%s", like)
		}
	}
	return u
}

// invalidValue is what package flag says of a value that an option cannot have.
var invalidValue = regexp.MustCompile(`^invalid (?:boolean )?value (".*") for (?:flag )?-([a-z-]+): `)

// names are those of all options.
func (s *Set) names() (names []string) {
	s.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	return names
}

// List is an option that may be given several times, or once with commas.
type List []string

func (l *List) String() string { return strings.Join(*l, ",") }

// Set adds the values of a list with commas.
func (l *List) Set(s string) error {
	for _, one := range strings.Split(s, ",") {
		if one = strings.TrimSpace(one); one != "" {
			*l = append(*l, one)
		}
	}
	return nil
}

// Off is an option that takes on or off; it is true for off, and on unless it is given.
type Off bool

func (o *Off) String() string {
	if *o {
		return "off"
	}
	return "on"
}

// Set takes on or off.
func (o *Off) Set(s string) error {
	switch s {
	case "on", "off":
		*o = s == "off"
		return nil
	}
	return fmt.Errorf("%q is neither on nor off", s)
}

// Nearest gives the name at most two edits away from word, "" if there is none. A name must be longer than its
// distance.
func Nearest(word string, names []string) string {
	best, at := "", 3
	for _, name := range names {
		if d := edits(word, name); d < at && d < len(name) {
			best, at = name, d
		}
	}
	return best
}

// edits is the Levenshtein distance in bytes.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// Data is the directory that --data gives; a command that needs one is refused without it.
func Data(t *terminal.Terminal, command, data string) (string, error) {
	if data == "" {
		return "", terminal.Misuse(t.Say("%s 需要数据目录", "%s needs a data directory", command), "tiaowen "+command+" --data "+t.Say("目录", "DIR"))
	}
	return data, nil
}
