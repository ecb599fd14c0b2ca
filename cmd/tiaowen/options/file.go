package options

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"tiaowen/cmd/tiaowen/terminal"
)

// Origin says in both languages where the value of an option comes from: the command line, a
// variable of the environment, a file, or the program.
type Origin struct{ Chinese, English string }

// Origin says where the value of an option comes from, after Parse.
func (s *Set) Origin(option string) Origin {
	if from, set := s.from[option]; set {
		return from
	}
	return Origin{"默认", "default"}
}

// fromFile fills the options that neither the command line nor the environment
// gives from a file in TOML, whose keys are the names of options.
func (s *Set) fromFile(name string) error {
	var values map[string]any
	if _, err := toml.DecodeFile(name, &values); err != nil {
		if file := new(fs.PathError); errors.As(err, &file) {
			return terminal.Misuse(s.t.Say("无法读取配置文件 %s：%v", "cannot read the configuration file %s: %v", name, file.Err), "--config /etc/tiaowen/tiaowen.toml")
		}
		return &terminal.UsageError{Problem: s.t.Say("配置文件 %s：%v", "configuration file %s: %v", name, err), Hint: s.t.Say("每行一个：选项 = 值，例如 addr = \"0.0.0.0:8080\"", "one option per line, as in addr = \"0.0.0.0:8080\"")}
	}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if f := s.Lookup(key); f == nil || key == "config" {
			return s.unknownKey(name, key)
		}
		if _, given := s.from[key]; given {
			continue
		}
		if err := s.fromKey(name, key, values[key]); err != nil {
			return err
		}
	}
	return nil
}

// fromKey sets an option to the value, or the list of values, that a file gives it.
func (s *Set) fromKey(file, key string, value any) error {
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	for _, one := range list {
		switch one.(type) {
		case string, int64, float64, bool:
		default:
			return &terminal.UsageError{Problem: s.t.Say("配置文件 %s：%s 的值无效", "configuration file %s: %s has an invalid value", file, key), Hint: key + ` = "…"`}
		}
		if err := s.Set(key, fmt.Sprint(one)); err != nil {
			return &terminal.UsageError{Problem: s.t.Say("配置文件 %s：%s = %v 无效", "configuration file %s: %s = %v is invalid", file, key, one)}
		}
	}
	s.from[key] = Origin{"文件 " + file, "file " + file}
	return nil
}

// unknownKey refuses a key that is not an option: a typing slip would otherwise leave a server open that was meant to be closed.
func (s *Set) unknownKey(file, key string) error {
	u := &terminal.UsageError{Problem: s.t.Say("配置文件 %s：没有选项 %s", "configuration file %s: unknown option %s", file, key)}
	if like := Nearest(key, s.names()); like != "" && like != key {
		u.Hint = s.t.Say("是不是想用：%s", "did you mean: %s", like)
	} else {
		u.Hint = s.t.Say("tiaowen config 列出全部选项", "tiaowen config lists the options")
	}
	return u
}

// Variable is the name by which the environment gives an option.
func Variable(option string) string {
	return "TIAOWEN_" + strings.ToUpper(strings.ReplaceAll(option, "-", "_"))
}

// fromEnvironment fills the options that were not given on the command line.
func (s *Set) fromEnvironment() error {
	var failed error
	s.VisitAll(func(f *flag.Flag) {
		name := Variable(f.Name)
		value := os.Getenv(name)
		if _, given := s.from[f.Name]; given || value == "" || failed != nil {
			return
		}
		if err := s.Set(f.Name, value); err != nil {
			failed = &terminal.UsageError{Problem: s.t.Say("环境变量 %s=%q 无效", "environment variable %s=%q is invalid", name, value)}
		}
		s.from[f.Name] = Origin{"环境变量 " + name, "environment " + name}
	})
	return failed
}
