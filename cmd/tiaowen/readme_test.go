package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

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
	english, chinese := skeleton(t, "../../README.md"), skeleton(t, "../../README.zh-CN.md")
	if len(english) < 30 {
		t.Fatalf("README.md has a skeleton of %d lines only", len(english))
	}
	// Each names the other in its second line.
	swap := func(lines []string) []string {
		out := append([]string(nil), lines...)
		for i, line := range out {
			if line == "](README.zh-CN.md)" {
				out[i] = "](README.md)"
			}
		}
		return out
	}
	if diff := cmp.Diff(swap(english), swap(chinese)); diff != "" {
		t.Errorf("the READMEs differ (-English +Chinese):\n%s", diff)
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
