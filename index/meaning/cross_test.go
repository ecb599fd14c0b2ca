package meaning

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"
)

func TestCrossFile(t *testing.T) {
	of := model(t, portable()).chinese.weights
	x, err := readCross(embeddedCross, of)
	if err != nil {
		t.Fatal(err)
	}
	if x.first == 0 || x.first+len(x.layers) != len(of.layers) {
		t.Errorf("layers %d to %d of %d pass both texts", x.first, x.first+len(x.layers), len(of.layers))
	}
	sealed := func(rest string) string {
		sum := sha256.Sum256([]byte(rest))
		return crossMagic + string(sum[:]) + rest
	}
	rest := embeddedCross[len(crossMagic)+sha256.Size:]
	for name, file := range map[string]string{
		"empty":             "",
		"cut off":           embeddedCross[:len(embeddedCross)-1],
		"one bit":           embeddedCross[:5000] + string(embeddedCross[5000]^1) + embeddedCross[5001:],
		"another kind":      strings.Replace(embeddedCross, crossMagic, questionMagic, 1),
		"another model":     sealed(strings.Repeat("x", sha256.Size) + rest[sha256.Size:]),
		"layers in between": sealed(rest[:sha256.Size] + "\x01" + rest[sha256.Size+1:]),
		"too short":         sealed(rest[:len(rest)-1]),
		"too long":          sealed(rest + "x"),
	} {
		if _, err := readCross(file, of); err == nil {
			t.Errorf("%s: it is read", name)
		}
	}
}

// crossScores are pairs of questions and passages with the scores that cross.py computes, in
// 32-bit numbers throughout: score, question, text, heading.
//
//go:embed testdata/cross.tsv
var crossScores string

// TestCrossScores: the scores are those of the reference, but for what 8-bit activations
// change, by each set of instructions.
func TestCrossScores(t *testing.T) {
	for _, want := range []string{"", "avx2", "portable"} {
		m := model(t, pick(want))
		for line := range strings.Lines(crossScores) {
			fields := strings.Split(strings.TrimRight(line, "\n"), "\t")
			reference, err := strconv.ParseFloat(fields[0], 64)
			if err != nil {
				t.Fatal(err)
			}
			scores, ok, err := m.Answers(t.Context(), fields[1], []Passage{{fields[2], fields[3]}})
			if err != nil || !ok {
				t.Fatal(fields[1], ok, err)
			}
			if math.Abs(float64(scores[0])-reference) > 0.25 {
				t.Errorf("%s: %q %q scores %.3f, not %.3f", m.Kernels(), fields[1], fields[2], scores[0], reference)
			}
		}
	}
}

// What answers scores more than what only speaks of the same things.
func TestAnswers(t *testing.T) {
	m := model(t, pick(""))
	for _, c := range []struct{ question, right, wrong string }{
		{"借的书弄丢了怎么办", "遗失图书的，应当购买同一版本的图书偿还，或者按照定价的三倍赔偿。", "每次借书不得超过十册，借期三十日。"},
		{"几点关门", "本馆每日九时开馆，十七时三十分闭馆。", "闭馆期间由值班人员巡查门窗。"},
		{"谁来检查食堂", "食堂由后勤处每周检查一次。", "食堂应当保持整洁，餐具每餐消毒。"},
	} {
		scores, ok, err := m.Answers(t.Context(), c.question, []Passage{{Text: c.right}, {Text: c.wrong}})
		if err != nil || !ok || scores[0] <= scores[1] {
			t.Errorf("%s: %v %v %v", c.question, scores, ok, err)
		}
	}
}

func TestAnswersOfStrangeTexts(t *testing.T) {
	m := model(t, pick(""))
	long := strings.Repeat("条例", 50000)
	scores, ok, err := m.Answers(t.Context(), "问"+long, []Passage{{}, {Text: long, Heading: long}, {Text: "\xff\xfe", Heading: "ꙮ"}})
	if err != nil || !ok || len(scores) != 3 {
		t.Fatal(scores, ok, err)
	}
	for i, s := range scores {
		if math.IsNaN(float64(s)) || math.IsInf(float64(s), 0) {
			t.Errorf("passage %d scores %v", i, s)
		}
	}
	if scores, ok, err := m.Answers(t.Context(), "怎么办", nil); err != nil || !ok || len(scores) != 0 {
		t.Errorf("no passages: %v %v %v", scores, ok, err)
	}
	if _, ok, err := m.Answers(t.Context(), "What is forbidden?", []Passage{{Text: long}}); ok || err != nil {
		t.Errorf("an English question: %v %v", ok, err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := m.Answers(ended, "怎么办", []Passage{{Text: "照办"}}); !errors.Is(err, context.Canceled) {
		t.Errorf("a request that ended: %v", err)
	}
}

func FuzzCross(f *testing.F) {
	m, err := open(embeddedChinese, "", portable())
	if err != nil {
		f.Fatal(err)
	}
	rest := embeddedCross[len(crossMagic)+sha256.Size:]
	f.Add([]byte(rest[:200]))
	f.Add([]byte(rest[:sha256.Size+12]))
	f.Fuzz(func(t *testing.T, b []byte) {
		sum := sha256.Sum256(b)
		if x, err := readCross(crossMagic+string(sum[:])+string(b), m.weights); err == nil && len(x.other) != len(x.layers)*m.heads {
			t.Errorf("%d gains", len(x.other))
		}
	})
}
