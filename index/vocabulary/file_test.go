package vocabulary_test

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/corpus/measures"
)

// This file checks the built-in vocabulary as a text, by the rules its own head states. It reads the files with a few
// lines of its own, so that a mistake in the loader cannot hide a mistake in a file.

// asking are words that make a question of a wording.
var asking = regexp.MustCompile(`谁|什么|哪|怎|吗|呢|啥|几|多少|多久|多长|能不能|可不可以|要不要|有没有|是不是|会不会|是否|如何|为什么|凭什么|\b(?:how|what|who|when|which|where|why|can|does|do|is|are|may|must)\b`)

// overlong says what of a wording on the left makes it a sentence or a question; "" for nothing.
func overlong(w string) string {
	switch {
	case asking.MatchString(strings.ToLower(w)):
		return "is a question"
	case strings.IndexFunc(w, func(r rune) bool { return r > unicode.MaxASCII }) < 0:
		if len(strings.Fields(w)) > 4 {
			return "is longer than four words"
		}
	case utf8.RuneCountInString(strings.ReplaceAll(w, "…", "")) > 6:
		return "is longer than six characters"
	}
	return ""
}

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
		if line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "《") && strings.HasSuffix(line, "》") {
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
				case utf8.RuneCountInString(w) > 10:
					complain("written word %s is longer than ten characters", w)
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
				case utf8.RuneCountInString(w) < 2 && !unicode.Is(unicode.Han, []rune(w + " ")[0]):
					complain("said word %q is shorter than two characters", w)
				case overlong(w) != "":
					complain("said word %q %s", w, overlong(w))
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

func TestSynonymsFiles(t *testing.T) {
	for name, want := range map[string]struct {
		rules  int
		lookup string
	}{
		"synonyms.txt":          {600, "\n纪委 = 纪律检查委员会\n"},
		"synonyms_statutes.txt": {1000, "\n高利贷, "},
		"synonyms_measures.txt": {800, "\n《推进全面从严治党工作措施》\n"},
	} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		complaints, rules := lint(string(text))
		for _, c := range complaints {
			t.Error(name + " " + c)
		}
		if rules < want.rules {
			t.Errorf("%s has %d rules; is it cut off?", name, rules)
		}
		if !strings.Contains(string(text), want.lookup) {
			t.Errorf("%s does not hold %q", name, want.lookup)
		}
	}
}

// kindOfThing ends a run of more than six characters that is a term, not a piece of a sentence.
var kindOfThing = regexp.MustCompile(`(制度|机制|责任制|体系|工程|计划|干部|基地|条例|准则|章程|办法|法|权|机关|机构|部门|委员会|证|书|费|金|人|员|期限|标准|责任|义务|企业|单位|组织|活动|程序|措施|会议|职工|行为)$`)

// TestMeasuresVocabulary holds the words of the measures text's own vocabulary to the text: each stands in it, and a long
// run that a single clause has is a term.
func TestMeasuresVocabulary(t *testing.T) {
	text, err := os.ReadFile("synonyms_measures.txt")
	if err != nil {
		t.Fatal(err)
	}
	d, err := corpus.Parse(measures.Name, measures.Source)
	if err != nil {
		t.Fatal(err)
	}
	tight := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) || strings.ContainsRune("“”\"", r) {
				return -1
			}
			return r
		}, s)
	}
	var clauses []string
	for _, c := range d.Clauses {
		path := c.Title
		for s := c.Section; s != nil; s = s.Parent {
			path += "\n" + s.Title
		}
		clauses = append(clauses, tight(path+"\n"+c.Text()))
	}
	checked := 0
	for line := range strings.Lines(string(text)) {
		_, right, arrow := strings.Cut(line, "->")
		if !arrow || strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range words(right) {
			w, _, _ := strings.Cut(strings.TrimSpace(w), "@")
			n := 0
			for _, c := range clauses {
				if strings.Contains(c, tight(w)) {
					n++
				}
			}
			switch {
			case n == 0:
				t.Errorf("no clause holds %s", w)
			case n == 1 && utf8.RuneCountInString(w) > 6 && !kindOfThing.MatchString(w):
				t.Errorf("%s is a piece of one clause, no term", w)
			}
			checked++
		}
	}
	if checked < 1000 {
		t.Errorf("only %d words were checked", checked)
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
		{"什么样的人能当干部 -> 干部条件", "question"},
		{"who may be promoted -> 干部条件", "question"},
		{"领导干部家属在国外做生意 -> 亲属经商", "longer than six"},
		{"the wife of the county head -> 亲属经商", "longer than four"},
		{"炒鱿鱼 -> 用人单位可以解除劳动合同的", "longer than ten"},
		{"罚 -> 处罚", ""},
		{"《劳动合同法》\n罚 -> 处罚", ""},
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
