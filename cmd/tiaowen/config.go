package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/BurntSushi/toml"

	"tiaowen/api/rest"
)

// origin says where the value of an option comes from: the command line, a
// variable of the environment, a file, or the program.
type origin struct{ zh, en string }

var (
	fromLine    = origin{"命令行", "command line"}
	fromProgram = origin{"默认", "default"}
)

// fromFile fills the options that neither the command line nor the environment
// gives from a file in TOML, whose keys are the names of options.
func (e *env) fromFile(fs *flag.FlagSet, name string) error {
	var values map[string]any
	if _, err := toml.DecodeFile(name, &values); err != nil {
		return &usageError{e.say("配置文件 %s：%v", "configuration file %s: %v", name, err), e.say("每行一个：选项 = 值，例如 addr = \"0.0.0.0:8080\"", "one option a line, as in addr = \"0.0.0.0:8080\"")}
	}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		value := values[key]
		if f := fs.Lookup(key); f == nil || key == "config" {
			return e.unknownKey(fs, name, key)
		}
		if _, given := e.from[key]; given {
			continue
		}
		list, ok := value.([]any)
		if !ok {
			list = []any{value}
		}
		for _, one := range list {
			switch one.(type) {
			case string, int64, float64, bool:
			default:
				return &usageError{e.say("配置文件 %s：%s 的值无效", "configuration file %s: %s has an invalid value", name, key), key + ` = "…"`}
			}
			if err := fs.Set(key, fmt.Sprint(one)); err != nil {
				return &usageError{e.say("配置文件 %s：%s = %v 无效", "configuration file %s: %s = %v is invalid", name, key, one), ""}
			}
		}
		e.from[key] = origin{"文件 " + name, "file " + name}
	}
	return nil
}

// unknownKey refuses a key that is not an option: a typing slip would otherwise leave a server open that was meant to be closed.
func (e *env) unknownKey(fs *flag.FlagSet, file, key string) error {
	u := &usageError{problem: e.say("配置文件 %s：没有选项 %s", "configuration file %s: unknown option %s", file, key)}
	var names []string
	fs.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	if like := nearest(key, names); like != "" {
		u.hint = e.say("是不是想用：%s", "did you mean: %s", like)
	} else {
		u.hint = e.say("tiaowen config 列出全部选项", "tiaowen config lists the options")
	}
	return u
}

// config prints the options of serve as they are in force, and where each comes from.
func config(_ context.Context, e *env, args []string) error {
	fs, o := e.serveFlags("config")
	asJSON := fs.Bool("json", false, "")
	words, err := e.parse(fs, args)
	if err != nil {
		return err
	}
	if len(words) > 0 {
		return &usageError{e.say("config 不需要词语：%q", "config takes no arguments: %q", words), "tiaowen config --config tiaowen.toml"}
	}
	if err := o.check(e, nil); err != nil {
		return err
	}
	t := tabwriter.NewWriter(e.stdout, 0, 1, 2, ' ', 0)
	fs.VisitAll(func(f *flag.Flag) {
		from, set := e.from[f.Name]
		if !set {
			from = fromProgram
		}
		switch {
		case f.Name == "json":
		case *asJSON:
			err = cmp.Or(err, e.optionJSON(f, from))
		default:
			fmt.Fprintf(t, "%s\t%s\t%s\n", f.Name, plain(cmp.Or(f.Value.String(), "-")), plain(e.say(from.zh, from.en)))
		}
	})
	if err != nil {
		return err
	}
	return t.Flush()
}

// optionJSON prints an option and where its value comes from as JSON.
func (e *env) optionJSON(f *flag.Flag, from origin) error {
	body, err := rest.JSON(struct {
		Option string `json:"option"`
		Value  string `json:"value"`
		From   string `json:"from"`
	}{f.Name, f.Value.String(), from.en})
	if err != nil {
		return err
	}
	_, err = e.stdout.Write(body)
	return err
}

// variable is the name by which the environment gives an option.
func variable(option string) string {
	return "TIAOWEN_" + strings.ToUpper(strings.ReplaceAll(option, "-", "_"))
}

// fromEnvironment fills the options that were not given on the command line.
func (e *env) fromEnvironment(fs *flag.FlagSet) error {
	var failed error
	fs.VisitAll(func(f *flag.Flag) {
		name := variable(f.Name)
		value := os.Getenv(name)
		if _, given := e.from[f.Name]; given || value == "" || failed != nil {
			return
		}
		if err := fs.Set(f.Name, value); err != nil {
			failed = &usageError{e.say("环境变量 %s=%q 无效", "environment variable %s=%q is invalid", name, value), ""}
		}
		e.from[f.Name] = origin{"环境变量 " + name, "environment " + name}
	})
	return failed
}
