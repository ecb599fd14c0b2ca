package meaning

import (
	"strings"
	"testing"
)

func TestWordPieces(t *testing.T) {
	v := &model(t, portable()).chinese.words
	for in, want := range map[string]string{
		"":                    "",
		" \t\n　":              "",
		"第20条禁止什么？":           "第|20|条|禁|止|什|么|？",
		"應當依法  處理":            "应|当|依|法|处|理",
		"ＡＢ１":                 "ab|##1",
		"（一）实施“三公”经费":         "（|一|）|实|施|?|三|公|?|经|费",
		"The party committee": "the|party|com|##mit|##tee",
		"PM2.5不超过35μg/m³":     "pm2|.|5|不|超|过|35|##μ|##g|/|m|##³",
		"ꙮꙮ条ꙮ":                "?|条|?",
		"zero\u200bwidth":     "zero|##wi|##dt|##h",
		"a\x00b\x01c":         "abc",
		"第⼀条":                 "第|一|条",
	} {
		if got := pieces(v, v.wordPieces(in, 100)); got != want {
			t.Errorf("%q is cut into %s, want %s", in, got, want)
		}
	}
	if n := len(v.wordPieces(strings.Repeat("条 ", 100), 7)); n != 7 {
		t.Errorf("%d pieces of at most 7", n)
	}
}

// The pieces of a text, put together again, are the text: nothing is lost, nothing is added.
func FuzzWordPieces(f *testing.F) {
	for _, s := range []string{"第二十条 领导干部不得违反规定经商办企业。", "ＡＢ１ 3.5%～10%", "a\x00\u200b\xff条", "Ⅳ①㈠", "e\u0301", "İstanbul ﬁ"} {
		f.Add(s)
	}
	m, err := Open()
	if err != nil {
		f.Fatal(err)
	}
	v := &m.chinese.words
	f.Fuzz(func(t *testing.T, text string) {
		rows := v.wordPieces(text, 1<<20)
		got := strings.ReplaceAll(strings.ReplaceAll(pieces(v, rows), "|"+behind, ""), "|", "")
		want := strings.ReplaceAll(strings.Join(strings.Fields(v.small(text)), ""), "|", "")
		if !strings.Contains(pieces(v, rows), "?") && strings.ReplaceAll(got, "#", "") != strings.ReplaceAll(want, "#", "") {
			t.Errorf("%q is cut into %q", want, got)
		}
		for _, row := range rows {
			if row < 0 || int(row) > len(v.scores)+rowUnknown {
				t.Fatalf("row %d", row)
			}
		}
	})
}
