package index_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// This file checks the built-in vocabulary as a text, by the rules its own head states. It reads the file with a few
// lines of its own, so that a mistake in the loader cannot hide a mistake in the file.

// tooGeneral are written words that stand in nearly every clause: a rule that adds one finds everything.
var tooGeneral = map[string]bool{
	"管理": true, "规定": true, "问题": true, "工作": true, "应当": true, "有关": true, "情况": true, "法律": true,
	"单位": true, "部门": true, "处理": true, "制度": true, "要求": true, "进行": true, "依法": true,
}

// lint returns one message for each line that breaks a rule of the format.
func lint(text string) (complaints []string, rules int) {
	said := map[string]int{} // the line where a word can set off a rule
	for i, line := range strings.Split(text, "\n") {
		n := i + 1
		complain := func(format string, a ...any) {
			complaints = append(complaints, fmt.Sprintf("line %d: ", n)+fmt.Sprintf(format, a...))
		}
		if !utf8.ValidString(line) {
			complain("not UTF-8")
			continue
		}
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		rules++
		left, right, arrow := strings.Cut(line, "->")
		names := strings.Split(line, "=")
		switch {
		case arrow && (len(names) > 1 || strings.Contains(right, "->")):
			complain("more than one of -> and = in %q", line)
		case arrow:
			written := map[string]bool{}
			for _, w := range words(right) {
				w, weight, weighted := strings.Cut(w, "@")
				if f, err := strconv.ParseFloat(weight, 64); weighted && (err != nil || !(f > 0 && f <= 1)) {
					complain("weight %q of %s is not above 0 and at most 1", weight, w)
				}
				switch {
				case utf8.RuneCountInString(w) < 2:
					complain("written word %q is shorter than two characters", w)
				case tooGeneral[w]:
					complain("written word %s stands in nearly every clause", w)
				case strings.Contains(w, "…"):
					complain("… stands on the left only: %q", w)
				case written[w]:
					complain("%s is written twice", w)
				}
				written[w] = true
			}
			for _, w := range words(left) {
				key := strings.ToLower(w)
				switch {
				case utf8.RuneCountInString(w) < 2:
					complain("said word %q is shorter than two characters", w)
				case strings.ContainsAny(w, "@、"):
					complain("said word %q holds a weight or 、", w)
				case strings.HasPrefix(w, "…") || strings.HasSuffix(w, "…"):
					complain("… stands between two words: %q", w)
				case said[key] != 0:
					complain("%s is said in line %d already", w, said[key])
				case written[w]:
					complain("%s leads to itself", w)
				}
				said[key] = n
			}
		case len(names) > 1:
			for _, w := range names {
				w = strings.TrimSpace(w)
				key := strings.ToLower(w)
				switch {
				case utf8.RuneCountInString(w) < 2:
					complain("name %q is shorter than two characters", w)
				case strings.ContainsAny(w, ",，@…"):
					complain("a row of names has neither commas, weights nor …: %q", w)
				case said[key] != 0:
					complain("%s is named in line %d already", w, said[key])
				}
				said[key] = n
			}
		default:
			complain("neither -> nor = in %q", line)
		}
		for _, r := range line {
			if unicode.IsControl(r) || r == '\u3000' || r == '\uFEFF' {
				complain("a stray character %U", r)
			}
		}
	}
	return complaints, rules
}

func words(list string) []string {
	w := strings.FieldsFunc(list+" ", func(r rune) bool { return r == ',' || r == '，' })
	for i := range w {
		w[i] = strings.TrimSpace(w[i])
	}
	return w
}

func TestSynonymsFile(t *testing.T) {
	text, err := os.ReadFile("synonyms.txt")
	if err != nil {
		t.Fatal(err)
	}
	complaints, rules := lint(string(text))
	for _, c := range complaints {
		t.Error("synonyms.txt " + c)
	}
	if rules < 300 {
		t.Errorf("synonyms.txt has %d rules; is it cut off?", rules)
	}
	for _, want := range []string{"\n纪委 = 纪律检查委员会\n", "->", "…", "@0."} {
		if !strings.Contains(string(text), want) {
			t.Errorf("synonyms.txt shows no example of %q", want)
		}
	}
}

// TestLint shows that every rule of the format is really looked at.
func TestLint(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"炒鱿鱼, fired -> 解除劳动合同, 辞退@0.5", ""},
		{"公积金 = 住房公积金", ""},
		{"老婆…做生意 -> 亲属经商", ""},
		{"# anything, = at -> all", ""},
		{"炒鱿鱼 解除劳动合同", "neither"},
		{"炒鱿鱼 -> 解除劳动合同 = 辞退", "more than one"},
		{"炒鱿鱼 -> 辞退@1.5", "weight"},
		{"炒鱿鱼 -> 辞退@", "weight"},
		{"炒鱿鱼 -> 辞退, 辞退", "twice"},
		{"炒鱿鱼 -> ", "shorter"},
		{" -> 辞退", "shorter"},
		{"炒鱿鱼 -> 规定", "every clause"},
		{"炒鱿鱼, 辞退 -> 辞退", "itself"},
		{"炒鱿鱼 -> 辞退\n炒鱿鱼 -> 解除", "said in line 1"},
		{"Fired -> 辞退\nfired -> 解除", "said in line 1"},
		{"…做生意 -> 亲属经商", "between two"},
		{"炒、鱿鱼 -> 辞退", "holds"},
		{"公积金 = 公积金", "named in line 1"},
		{"公积金 = 住房公积金\n公积金 -> 缴存", "said in line 1"},
		{"公积金, 房贷 = 住房公积金", "neither commas"},
		{"公积金 = ", "shorter"},
		{"公积金 = 住房\u3000公积金", "stray"},
		{"\xff = 住房公积金", "UTF-8"},
	} {
		got, _ := lint(c.line)
		switch all := strings.Join(got, "\n"); {
		case c.want == "" && len(got) > 0:
			t.Errorf("%q: unexpected: %s", c.line, all)
		case c.want != "" && !strings.Contains(all, c.want):
			t.Errorf("%q: got %q, want a complaint about %q", c.line, all, c.want)
		}
	}
}
