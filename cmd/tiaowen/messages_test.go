package main

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

var updateMessages = flag.Bool("update-messages", false, "write testdata/messages/messages.txt")

// wording is a message in both languages.
type wording struct{ zh, en string }

// TestMessages compares testdata/messages/messages.txt with the messages that the source files hold, so that one file shows
// them all. It also requires that say takes Chinese first and that both wordings of a format have the same verbs.
func TestMessages(t *testing.T) {
	const golden = "testdata/messages/messages.txt"
	var b strings.Builder
	total := 0
	for _, name := range sourceFiles(t) {
		messages, faults := messagesOf(t, filepath.Join("../..", name))
		for _, fault := range faults {
			t.Errorf("%s: %s", name, fault)
		}
		if len(messages) > 0 {
			fmt.Fprintf(&b, "# %s\n\n", name)
		}
		for _, m := range messages {
			fmt.Fprintf(&b, "%s\n%s\n\n", oneLine(m.zh), oneLine(m.en))
		}
		total += len(messages)
	}
	if total < 500 {
		t.Errorf("only %d messages were found: the test does not see them", total)
	}
	if *updateMessages {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("%s is not what the source files say: run go test ./cmd/tiaowen -run TestMessages -update-messages and read the diff", golden)
	}
}

// sourceFiles are the Go files that are not tests, relative to the root.
func sourceFiles(t *testing.T) (names []string) {
	err := fs.WalkDir(os.DirFS("../.."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := path.Base(name)
		if d.IsDir() && name != "." && (strings.HasPrefix(base, ".") || base == "testdata" || base == "node_modules" || base == "dist" || strings.HasSuffix(base, "test")) {
			return fs.SkipDir
		}
		if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && !strings.HasPrefix(base, "gen_") && base != "usage.go" {
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// messagesOf finds neighbours of which one is Chinese and one English: arguments of a call, elements of a composite
// literal.
func messagesOf(t *testing.T, file string) (messages []wording, faults []string) {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			found, swapped := pairs(n.Args)
			if swapped && strings.EqualFold(called(n), "say") {
				faults = append(faults, "say takes Chinese first: "+found[0].en)
			}
			messages = append(messages, found...)
		case *ast.CompositeLit:
			found, _ := pairs(n.Elts)
			messages = append(messages, found...)
		}
		return true
	})
	for _, m := range messages {
		if zh, en := verbs(m.zh), verbs(m.en); !slices.Equal(zh, en) {
			faults = append(faults, fmt.Sprintf("different verbs: %q and %q", m.zh, m.en))
		}
	}
	return messages, faults
}

// called is the name of the function that a call names.
func called(call *ast.CallExpr) string {
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		return fun.Name
	case *ast.SelectorExpr:
		return fun.Sel.Name
	}
	return ""
}

// pairs finds messages among expressions: Chinese before English or after it, or two of each as in {message, hint,
// messageZh, hintZh}. swapped reports that English stands first.
func pairs(list []ast.Expr) (out []wording, swapped bool) {
	var texts []string
	for _, e := range list {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		texts = append(texts, textOf(e))
	}
	if len(texts) == 4 && isEnglish(texts[0]) && isChinese(texts[2]) {
		out = append(out, wording{texts[2], texts[0]})
		if texts[1] != "" {
			out = append(out, wording{texts[3], texts[1]})
		}
		return out, false
	}
	for i := 0; i+1 < len(texts); i++ {
		switch a, b := texts[i], texts[i+1]; {
		case isChinese(a) && isEnglish(b):
			out = append(out, wording{a, b})
			i++
		case isEnglish(a) && isChinese(b) && i+2 < len(texts) && isEnglish(texts[i+2]): // a name or a hint is before
		case isEnglish(a) && isChinese(b):
			out = append(out, wording{b, a})
			swapped = true
			i++
		}
	}
	return out, swapped
}

// textOf is the text of a string literal or of a sum of them, "…" for its other parts; "" for other expressions.
func textOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if s, err := strconv.Unquote(e.Value); e.Kind == token.STRING && err == nil {
			return s
		}
	case *ast.BinaryExpr:
		x, y := textOf(e.X), textOf(e.Y)
		if e.Op != token.ADD || x == "" && y == "" {
			return ""
		}
		if x == "" {
			x = "…"
		}
		if y == "" {
			y = "…"
		}
		return x + y
	}
	return ""
}

func isChinese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// isEnglish reports whether a text has English words: of texts with both, those with more letters than Chinese
// characters.
func isEnglish(s string) bool {
	latin, han := 0, 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.IsLetter(r):
			latin++
		}
	}
	return latin > 1 && han == 0
}

var verb = regexp.MustCompile(`%(?:\[\d+\])?[-+# 0]*[\d.]*(?:\[\d+\])?[a-zA-Z]`)

// verbs are the formats of a message, in any order.
func verbs(s string) []string {
	var out []string
	for _, v := range verb.FindAllString(s, -1) {
		out = append(out, v[len(v)-1:])
	}
	slices.Sort(out)
	return out
}

// oneLine shows line ends as ⏎.
func oneLine(s string) string { return strings.ReplaceAll(strings.TrimSpace(s), "\n", "⏎") }
