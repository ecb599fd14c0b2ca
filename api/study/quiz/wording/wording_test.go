package wording

import (
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/index"
)

// A word that is a piece of a longer expression is not taken out of its sentence.
func TestWholeWord(t *testing.T) {
	for _, c := range []struct {
		part, word string
		want       bool
	}{
		{"应当保护的肖像权人", "肖像", false}, // 肖像权
		{"应当登记的船舶", "船舶", true},    // free on its left
		{"责任人不承担责任", "承担", false},  // a negation
		{"认真总结经验", "认真", false},    // how, and the beginning
		{"负责登记造册", "登记", false},    // half of 登记造册
		{"向渔民支付补偿金", "补偿金", false}, // three characters that do not stand free
		{"应当支付的补偿金", "补偿金", true},
		{"处三个月拘役", "个月", false},  // a figure
		{"应当确定的方式", "确定", false}, // says nothing that can be known
		{"由无效的合同", "无效", false},  // a negation itself
	} {
		at := strings.Index(c.part, c.word)
		if got := Whole(c.part, corpus.Span{Start: at, End: at + len(c.word)}, c.part, false); got != c.want {
			t.Errorf("%s of %s: %v", c.word, c.part, got)
		}
	}
}

// Quotes, brackets and title marks stand in pairs, one within another.
func TestBalanced(t *testing.T) {
	for text, want := range map[string]bool{
		"按照《条例（试行）》的“规定”": true,
		"按照《条例（试行》）":      false,
		"“引文":             false,
		"引文”":             false,
		"英文的\"引号\"":       false, // nobody knows which opens
		"":                true,
		"（一）第一项（含）":       true,
	} {
		if got := Balanced(text); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// Words that point at others say nothing by themselves.
func TestPointingAndReferring(t *testing.T) {
	for _, c := range []struct {
		text                string
		pointing, referring bool
	}{
		{"申请人应当在三日内提交材料", false, false},
		{"其应当在三日内提交材料", true, false},
		{"依照前款规定处理", true, false},
		{"依照第九条的规定处理", false, true},
		{"本法另有规定的除外", false, true},
		{"有下列情形之一", true, false},
		{"其他机关", true, false}, // 其 begins it
		{"参照执行", false, true},
	} {
		if p, r := Pointing(c.text), Referring(c.text); p != c.pointing || r != c.referring {
			t.Errorf("%s: points %v, refers %v", c.text, p, r)
		}
	}
}

// Names that nobody takes out stand anywhere in words; some count only as the whole.
func TestUntouchable(t *testing.T) {
	for text, want := range map[string]bool{"民族区域自治": true, "人民": true, "人民法院": false, "中央": true, "中央空调": false, "主管机关": false} {
		if Untouchable(text) != want {
			t.Errorf("%s: %v", text, !want)
		}
	}
	if !Sacred("依据宪法制定") || Sacred("依据条例制定") {
		t.Error("what is never altered")
	}
}

func TestFree(t *testing.T) {
	for _, c := range []struct {
		left, right string
		want        bool
	}{
		{"", "", true},
		{"通知", "", false},
		{"应当由", "负责", false},
		{"应当由", "应当", true},
		{"股份有限", "的", false},
		{"党组织、", "、个人", true},
	} {
		if got := Free(c.left, c.right); got != c.want {
			t.Errorf("%s…%s: %v", c.left, c.right, got)
		}
	}
}

func TestCountsFour(t *testing.T) {
	for term, want := range map[string]bool{"四个意识": true, "三会一课": true, "四风": false, "一把手": false, "意识形态": false, "": false} {
		if CountsFour(term) != want {
			t.Errorf("%s: %v", term, !want)
		}
	}
	if got := Nest("所称“渡口”"); got != "所称‘渡口’" {
		t.Error(got)
	}
}

// Of the words of a clause, names of three characters and rare ones are worth asking for.
func TestWorth(t *testing.T) {
	d, err := corpus.Parse("样本.txt", []byte("渡船办法\n第一条　驾驶员应当检查救生圈。\n第二条　驾驶员应当检查渡船。\n第三条　驾驶员应当检查渡船的航行灯。\n"))
	if err != nil {
		t.Fatal(err)
	}
	ix, err := index.New([]*corpus.Document{d}, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	worth := Worth(ix)
	c := d.Clauses[0]
	got := map[string]bool{}
	text := c.Document.Text(c.Body)
	for _, w := range worth(c, c.Body) {
		got[text[w.Start:w.End]] = true
	}
	if !got["救生圈"] || !got["驾驶员"] || got["应当"] {
		t.Errorf("%v", got)
	}
	at := strings.Index(text, "救生圈")
	part := corpus.Span{Start: c.Body.Start + at, End: c.Body.Start + at + len("救生圈")}
	if of := worth(c, part); len(of) != 1 || of[0] != (corpus.Span{End: len("救生圈")}) {
		t.Errorf("of a part: %v", of)
	}
}

// A role is named whole: it begins where its part begins, and not in the middle of something.
func TestActors(t *testing.T) {
	for _, c := range []struct {
		before, actor string
		want          bool
	}{
		{"。", "承租人", true},
		{"", "县级以上人民政府", true},
		{"前述", "承租人", false},  // a piece of a longer phrase
		{"，", "致使他人", false},  // begins in the middle
		{"，", "本人", false},    // too short
		{"，", "主管（监管", false}, // half of a bracket
	} {
		source := c.before + c.actor + "应当登记"
		at := corpus.Span{Start: len(c.before), End: len(c.before) + len(c.actor)}
		if got := WholeActor(source, norm.Norm{Actor: c.actor, ActorSpan: at}); got != c.want {
			t.Errorf("%s%s: %v", c.before, c.actor, got)
		}
	}
	for actor, want := range map[string]bool{"当事人": true, "任何单位": true, "申请者": true, "承租人": false, "驾驶员": false} {
		if General(actor) != want {
			t.Errorf("%s: %v", actor, !want)
		}
	}
	for text, want := range map[string]bool{"述股东": true, "组成人员": true, "股东会": false} {
		if Fragment(text) != want {
			t.Errorf("%s: %v", text, !want)
		}
	}
}
