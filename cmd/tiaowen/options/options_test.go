package options

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tiaowen/cmd/tiaowen/terminal"
)

// sample is a set with an option of each kind.
func sample() (s *Set, addr *string, origins *List, off *Off, n *int) {
	s = New(new(terminal.Terminal), "sample")
	origins, off = new(List), new(Off)
	s.Var(origins, "allow-origin", "")
	s.Var(off, "meaning", "")
	s.String("config", "", "")
	return s, s.String("addr", "default", ""), origins, off, s.Int("work", 0, "")
}

// Options may be anywhere among the words; what follows -- is words.
func TestParse(t *testing.T) {
	for args, want := range map[string]string{
		"":                                    "default|||on",
		"a --addr x b":                        "x|a b||on",
		"--addr=x -- --addr y":                "x|--addr y||on",
		"--allow-origin a,b --allow-origin c": "default||a,b,c|on",
		"--meaning off w":                     "default|w||off",
		"--work 3 第20条 --meaning=on -- -- -x": "default|第20条 -- -x||on",
	} {
		s, addr, origins, off, _ := sample()
		words, err := s.Parse(strings.Fields(args))
		if got := strings.Join([]string{*addr, strings.Join(words, " "), origins.String(), off.String()}, "|"); err != nil || got != want {
			t.Errorf("%q: %q, %v, want %q", args, got, err, want)
		}
	}
}

// The command line comes before the environment, that before the file, that before the program.
func TestOrigin(t *testing.T) {
	file := filepath.Join(t.TempDir(), "tiaowen.toml")
	if err := os.WriteFile(file, []byte("addr = \"file\"\nwork = 7\nallow-origin = [\"a\", \"b\"]\nmeaning = \"off\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TIAOWEN_WORK", "5")
	t.Setenv("TIAOWEN_ADDR", "environment")
	s, addr, origins, off, work := sample()
	if _, err := s.Parse([]string{"--addr", "line", "--config", file}); err != nil {
		t.Fatal(err)
	}
	if *addr != "line" || *work != 5 || origins.String() != "a,b" || !bool(*off) {
		t.Errorf("addr %s, work %d, origins %s, off %v", *addr, *work, origins, *off)
	}
	for option, want := range map[string]string{
		"addr": "command line", "work": "environment TIAOWEN_WORK", "meaning": "file " + file, "none": "default",
	} {
		if got := s.Origin(option).English; got != want {
			t.Errorf("%s comes from %s, want %s", option, got, want)
		}
	}
}

// What cannot be meant is refused with a hint.
func TestRefuses(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ args, file, variable, problem, hint string }{
		{"--adr x", "", "", "sample has no option --adr", "did you mean: --addr"},
		{"--completely-other", "", "", "sample has no option", "run tiaowen help"},
		{"--addr", "", "", "--addr needs a value", "run tiaowen help"},
		{"--work many", "", "", `--work cannot be "many"`, "run tiaowen help"},
		{"--meaning maybe", "", "", `--meaning cannot be "maybe"`, "run tiaowen help"},
		{"", "", "many", `environment variable TIAOWEN_WORK="many" is invalid`, ""},
		{"", "adr = \"x\"\n", "", "unknown option adr", "did you mean: addr"},
		{"", "config = \"x\"\n", "", "unknown option config", "tiaowen config"},
		{"", "addr = {}\n", "", "addr has an invalid value", "addr ="},
		{"", "work = \"many\"\n", "", "work = many is invalid", ""},
		{"", "addr\n", "", "configuration file", "one option per line"},
		{"--config not-there.toml", "", "", "cannot read the configuration file not-there.toml: ", "--config /etc/"},
	} {
		s, _, _, _, _ := sample()
		args := strings.Fields(c.args)
		if c.file != "" {
			name := filepath.Join(dir, "tiaowen.toml")
			if err := os.WriteFile(name, []byte(c.file), 0o644); err != nil {
				t.Fatal(err)
			}
			args = append(args, "--config", name)
		}
		t.Setenv("TIAOWEN_WORK", c.variable)
		_, err := s.Parse(args)
		var usage *terminal.UsageError
		if !errors.As(err, &usage) || !strings.Contains(usage.Problem, c.problem) || !strings.Contains(usage.Hint, c.hint) {
			t.Errorf("%q with %q: %+v, want %q and the hint %q", c.args, c.file, err, c.problem, c.hint)
		}
	}
}

func TestNearest(t *testing.T) {
	names := []string{"search", "serve", "show", "mcp"}
	for word, want := range map[string]string{"serach": "search", "serv": "serve", "shwo": "show", "xyz": "", "m": "mcp", "": "", "searching": ""} {
		if got := Nearest(word, names); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}
