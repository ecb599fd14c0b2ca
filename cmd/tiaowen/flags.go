package main

import (
	"errors"
	"flag"
	"io"
	"regexp"
	"strings"
)

// flags are the options of one command. An option that is not given takes its
// value from the environment: --allow-origin from TIAOWEN_ALLOW_ORIGIN.
func (e *env) flags(command string) *flag.FlagSet {
	fs := flag.NewFlagSet(command, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	return fs
}

// parse reads options that are before, between or after the words, and gives
// the words. What follows "--" is words.
func (e *env) parse(fs *flag.FlagSet, args []string) (words []string, err error) {
	for len(args) > 0 {
		if err := fs.Parse(args); err != nil {
			return nil, e.flagError(fs, err)
		}
		rest := fs.Args()
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
	return words, e.fill(fs)
}

// fill gives the options that are not on the command line their values from the
// environment, and then from the file of --config, and notes where each comes from.
func (e *env) fill(fs *flag.FlagSet) error {
	e.from = make(map[string]origin)
	fs.Visit(func(f *flag.Flag) { e.from[f.Name] = fromLine })
	if err := e.fromEnvironment(fs); err != nil {
		return err
	}
	if f := fs.Lookup("config"); f != nil && f.Value.String() != "" {
		return e.fromFile(fs, f.Value.String())
	}
	return nil
}

// flagError words what package flag says, and guesses what was meant.
func (e *env) flagError(fs *flag.FlagSet, err error) error {
	if errors.Is(err, flag.ErrHelp) {
		return err
	}
	u := &usageError{fs.Name() + ": " + err.Error(), e.say("运行 tiaowen help 查看用法", "run tiaowen help for usage")}
	if m := invalidValue.FindStringSubmatch(err.Error()); m != nil {
		u.problem = e.say("%s：--%s 的值不能是 %s", "%s: --%s cannot be %s", fs.Name(), m[2], m[1])
	}
	if name, ok := strings.CutPrefix(err.Error(), "flag needs an argument: -"); ok {
		u.problem = e.say("%s：--%s 后面要有值", "%s: --%s needs a value", fs.Name(), name)
	}
	if name, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: -"); ok {
		u.problem = e.say("%s 没有选项 --%s", "%s has no option --%s", fs.Name(), name)
		var names []string
		fs.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
		if like := nearest(name, names); like != "" {
			u.hint = e.say("是不是想用：--%s", "did you mean: --%s", like)
		}
	}
	return u
}

// invalidValue is what package flag says of a value that an option cannot have.
var invalidValue = regexp.MustCompile(`^invalid (?:boolean )?value (".*") for (?:flag )?-([a-z-]+): `)

// list is an option that may be given several times, or once with commas.
type list []string

func (l *list) String() string { return strings.Join(*l, ",") }

func (l *list) Set(s string) error {
	for _, one := range strings.Split(s, ",") {
		if one = strings.TrimSpace(one); one != "" {
			*l = append(*l, one)
		}
	}
	return nil
}

// nearest gives the name at most two edits away from word, "" when there is none.
func nearest(word string, names []string) string {
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
