package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tiaowen/cmd/tiaowen/options"
	"tiaowen/cmd/tiaowen/serving"
	"tiaowen/cmd/tiaowen/terminal"

	"github.com/google/go-cmp/cmp"
)

// skeleton is what two language versions of one text have in common: the levels
// of its headings, its code, its links, the first column of its tables.
func skeleton(t *testing.T, name string) (lines []string) {
	t.Helper()
	source, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	code := false
	for line := range strings.Lines(string(source)) {
		line = strings.TrimRight(line, "\n")
		switch {
		case strings.HasPrefix(line, "```"):
			code = !code
			lines = append(lines, line)
		case code:
			lines = append(lines, line)
		case strings.HasPrefix(line, "#"):
			lines = append(lines, strings.Repeat("#", len(line)-len(strings.TrimLeft(line, "#"))))
		case strings.HasPrefix(line, "- "), strings.HasPrefix(line, "| "):
			lines = append(lines, line[:1])
		}
		if !code {
			lines = append(lines, literals.FindAllString(line, -1)...)
		}
	}
	return lines
}

// literals are the pieces of a line that do not change with the language.
var literals = regexp.MustCompile("`[^`]+`" + `|\]\([^)]+\)`)

func TestReadmesAreEqual(t *testing.T) {
	for _, page := range []string{"README", "INSTALL"} {
		english, chinese := skeleton(t, "../../"+page+".md"), skeleton(t, "../../"+page+".zh-CN.md")
		if len(english) < 30 {
			t.Fatalf("%s.md has a skeleton of %d lines only", page, len(english))
		}
		// Each names the other in its second line, and other pages in its own language.
		names := func(lines []string) (out []string) {
			for _, line := range lines {
				out = append(out, strings.Replace(line, ".zh-CN.md)", ".md)", 1))
			}
			return out
		}
		if diff := cmp.Diff(names(english), names(chinese)); diff != "" {
			t.Errorf("%s differs (-English +Chinese):\n%s", page, diff)
		}
	}
}

// What the READMEs say of the program is so: every option of serve and every command they use exists.
func TestReadmeOptionsExist(t *testing.T) {
	source, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, option := range regexp.MustCompile("--[a-z][a-z-]+").FindAllString(string(source), -1) {
		if option == "--data-urlencode" {
			continue // of curl
		}
		if !strings.Contains(usageEN, option+" ") || !strings.Contains(usageZH, option+" ") {
			t.Errorf("the usage text does not know %s", option)
		}
	}
	for _, command := range regexp.MustCompile(`(?m)^(?:go run \./cmd/)?tiaowen ([a-z]+)`).FindAllStringSubmatch(string(source), -1) {
		known := false
		for _, c := range commands {
			known = known || c.name == command[1]
		}
		if !known {
			t.Errorf("there is no command %s", command[1])
		}
	}
}

// Every option of serve stands in the README, or, of a cluster, in DEPLOY.md.
func TestReadmeNamesOptions(t *testing.T) {
	var pages string
	for _, name := range []string{"README.md", "DEPLOY.md"} {
		source, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		pages += string(source)
	}
	fs, _ := serving.Flags(new(terminal.Terminal), "serve")
	fs.VisitAll(func(f *flag.Flag) {
		if !strings.Contains(pages, "`--"+f.Name+"`") {
			t.Errorf("--%s is in neither page", f.Name)
		}
		if variable := options.Variable(f.Name); !strings.Contains(pages, "`"+variable) {
			t.Errorf("%s is in neither page", variable)
		}
	})
}

// The files that a contributor is sent to are there.
func TestContributorsFindFiles(t *testing.T) {
	found := 0
	for _, name := range []string{"CONTRIBUTING.md", "ARCHITECTURE.md"} {
		source, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile("`((?:api|cmd|corpus|index|segmenter|web|packaging)(?:/[a-zA-Z0-9_.-]+)*)`").FindAllStringSubmatch(string(source), -1) {
			if regexp.MustCompile(`[A-Z]{4}`).MatchString(m[1]) {
				continue // NAME.go stands for any name
			}
			found++
			if _, err := os.Stat("../../" + m[1]); err != nil {
				t.Errorf("%s names %s", name, m[1])
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d files were looked for", found)
	}
}

// Every threat of SECURITY.md names tests, and they exist.
func TestThreatsHaveTests(t *testing.T) {
	page, err := os.ReadFile("../../SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	name := regexp.MustCompile("`([^`]+)`")
	threats := 0
	for line := range strings.Lines(string(page)) {
		cells := strings.Split(line, "|")
		if len(cells) != 5 || !strings.Contains(cells[3], "`") {
			continue
		}
		threats++
		dir, tests := "", 0
		for _, m := range name.FindAllStringSubmatch(cells[3], -1) {
			if !strings.HasPrefix(m[1], "Test") && !strings.HasPrefix(m[1], "Fuzz") {
				dir = m[1]
				continue
			}
			tests++
			if !declares(t, "../../"+dir, m[1]) {
				t.Errorf("%s has no %s", dir, m[1])
			}
		}
		if tests == 0 {
			t.Errorf("no test: %s", line)
		}
	}
	if threats < 15 {
		t.Errorf("only %d threats were read", threats)
	}
}

// declares reports whether a test file of the directory has the function.
func declares(t *testing.T, dir, function string) bool {
	t.Helper()
	files, err := filepath.Glob(dir + "/*_test.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("%s has no tests: %v", dir, err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(source), "\nfunc "+function+"(") {
			return true
		}
	}
	return false
}
