package terminal

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestStatus(t *testing.T) {
	for _, c := range []struct {
		err  error
		want int
	}{
		{nil, Done}, {errors.New("x"), Failed}, {ErrReported, Failed}, {ErrNothing, Nothing}, {fmt.Errorf("a: %w", ErrNothing), Nothing},
		{Misuse("p", "h"), Usage}, {fmt.Errorf("a: %w", Misuse("p", "h")), Usage},
	} {
		if got := Status(c.err); got != c.want {
			t.Errorf("%v: %d, want %d", c.err, got, c.want)
		}
	}
}

// An error is printed once: what a command has said itself is not said again.
func TestTell(t *testing.T) {
	missing := &fs.PathError{Op: "open", Path: "a.docx", Err: os.ErrNotExist}
	for _, c := range []struct {
		err     error
		chinese bool
		want    string
	}{
		{nil, false, ""}, {ErrNothing, false, ""}, {ErrReported, false, ""},
		{Misuse("problem", "hint"), false, "tiaowen: problem\nhint\n"},
		{Misuse("problem", ""), false, "tiaowen: problem\n"},
		{errors.New("disk"), true, "tiaowen: disk\n"},
		{missing, false, "tiaowen: " + missing.Error() + "\n"},
		{fmt.Errorf("read: %w", missing), true, "tiaowen: a.docx：不存在；请检查文件名\n"},
		{&fs.PathError{Op: "open", Path: "a.docx", Err: os.ErrPermission}, true, "tiaowen: a.docx：没有读取或写入的权限\n"},
		{fmt.Errorf("read: %w", both{}), true, "tiaowen: 磁盘已满\n"},
		{both{}, false, "tiaowen: the disk is full\n"},
	} {
		var out bytes.Buffer
		(&Terminal{Stderr: &out, Chinese: c.chinese}).Tell(c.err)
		if out.String() != c.want {
			t.Errorf("%v: %q, want %q", c.err, out.String(), c.want)
		}
	}
}

// both is an error in both languages.
type both struct{}

func (both) Error() string   { return "the disk is full" }
func (both) Chinese() string { return "磁盘已满" }

func TestCutLang(t *testing.T) {
	for args, want := range map[string]string{
		"":                      "|",
		"ask --lang zh a":       "zh|ask a",
		"--lang=en ask a":       "en|ask a",
		"ask -lang en -- a":     "en|ask -- a",
		"ask -- --lang en":      "|ask -- --lang en",
		"ask --language zh":     "|ask --language zh",
		"ask a --lang":          "|ask a --lang",
		"ask --lang zh --lang=": "|ask",
	} {
		lang, rest := CutLang(strings.Fields(args))
		if got := lang + "|" + strings.Join(rest, " "); got != want {
			t.Errorf("%q: %q, want %q", args, got, want)
		}
	}
}

// --lang comes before the environment, whose first variable that is set counts.
func TestSpeak(t *testing.T) {
	for _, c := range []struct {
		lang, all, messages, other string
		chinese, refused           bool
	}{
		{"zh", "en_US", "", "", true, false},
		{"zh_CN.UTF-8", "", "", "", true, false},
		{"en", "zh_CN", "", "", false, false},
		{"fr", "", "", "", false, true},
		{"zhx", "", "", "", true, true},
		{"", "C", "zh_CN", "zh_CN", false, false},
		{"", "", "zh_CN.UTF-8", "en_US", true, false},
		{"", "", "", "zh_CN", true, false},
		{"", "", "", "", false, false},
	} {
		t.Setenv("LC_ALL", c.all)
		t.Setenv("LC_MESSAGES", c.messages)
		t.Setenv("LANG", c.other)
		var one Terminal
		err := one.Speak(c.lang)
		if one.Chinese != c.chinese || (err != nil) != c.refused {
			t.Errorf("%+v: Chinese %v, %v", c, one.Chinese, err)
		}
	}
}

func TestWords(t *testing.T) {
	const evil = "党\x1b[31m员\r\n二\t"
	if got := Visible(evil); got != "党[31m员\n二\t" {
		t.Errorf("visible: %q", got)
	}
	if got := Plain(evil); got != "党\uFFFD[31m员  二 " {
		t.Errorf("plain: %q", got)
	}
	if got := Dated("路灯\n条例", "2024-01-01"); got != "路灯 条例 (2024-01-01)" {
		t.Errorf("dated: %q", got)
	}
	if got := strings.Split(Indent("  一\n\n 二 \n"), "\n"); !slices.Equal(got, []string{"    一", "    二"}) {
		t.Errorf("indented: %q", got)
	}
	if got := (Style{On: true}).Bold(""); got != "" {
		t.Errorf("nothing, in bold: %q", got)
	}
}
