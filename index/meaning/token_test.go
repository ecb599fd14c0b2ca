package meaning

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func pieces(v *vocabulary, rows []int32) string {
	var out []string
	for _, row := range rows {
		if int(row) == len(v.scores)+rowUnknown {
			out = append(out, "?")
		} else {
			out = append(out, string(v.bytes[v.ends[row]:v.ends[row+1]]))
		}
	}
	return strings.Join(out, "|")
}

func TestTokens(t *testing.T) {
	v := &model(t, portable()).words
	for in, want := range map[string]string{
		"":                    "",
		"  \t ":               "",
		"query: 第20条禁止什么":     "▁que|ry|:|▁第|20|条|禁止|什么",
		"应当 依法  处理 ":          "▁|应当|▁|依法|▁|处理",
		"ＡＢ１":                 "▁AB|1",
		"應當":                  "▁|应当",
		"ꙮꙮ条ꙮ":                "▁|?|条|?",
		"The party committee": "▁The|▁party|▁committee",
		"unforeseeableness":   "▁un|fore|see|able|ness",
		"zero\u200bwidth":     "▁zero|▁|width",
		"a\x00b":              "▁ab",
	} {
		if got := pieces(v, v.tokens(in, 0)); got != want {
			t.Errorf("%q is cut into %s, want %s", in, got, want)
		}
	}
	if n := len(v.tokens(strings.Repeat("条 ", 100), 7)); n != 7 {
		t.Errorf("%d tokens of at most 7", n)
	}
}

// likeliest is the plain way: every cut is tried by recursion, with a map.
func likeliest(v *vocabulary, known map[string]float32, text string) float32 {
	best := map[int]float32{len(text): 0}
	for i := len(text) - 1; i >= 0; i-- {
		if !utf8.RuneStart(text[i]) {
			continue
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		score := v.unlikely + best[i+size]
		for end := i + 1; end <= len(text) && end <= i+v.longest; end++ {
			if s, ok := known[text[i:end]]; ok {
				score = max(score, s+best[end])
			}
		}
		best[i] = score
	}
	return best[0]
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"", "第20条禁止什么", "ꙮ", "\xff\xfe", "a b  c", "應當ＡＢ", strings.Repeat("条", 300), "e\u0301\u0302", "▁▁"} {
		f.Add(s)
	}
	v := &model(f, portable()).words
	known := make(map[string]float32, len(v.scores))
	for i, s := range v.scores {
		known[string(v.bytes[v.ends[i]:v.ends[i+1]])] = s
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4096 {
			return
		}
		normal := normalise(text)
		if again := normalise(normal); again != normal && normal != "" {
			t.Errorf("normalised twice: %q, %q", normal, again)
		}
		// Without runs of unknown characters the pieces, joined, are the text.
		var joined strings.Builder
		var score float32
		unknown := false
		for _, row := range v.tokens(text, 0) {
			if int(row) == len(v.scores)+rowUnknown {
				unknown = true
				continue
			}
			joined.Write(v.bytes[v.ends[row]:v.ends[row+1]])
			score += v.scores[row]
		}
		if !unknown {
			if joined.String() != normal {
				t.Errorf("%q is cut into %q", normal, joined.String())
			}
			if best := likeliest(v, known, normal); score < best-1e-3*(1-best) {
				t.Errorf("%q: a cut of %g, the best is %g", normal, score, best)
			}
		}
	})
}
