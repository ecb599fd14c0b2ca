package vocabulary

import (
	"fmt"
	"strings"
	"testing"

	"tiaowen/index/gram"
	"tiaowen/segmenter"
)

func TestVocabulary(t *testing.T) {
	v, err := Read(strings.NewReader(`
# a comment
房东 -> 出租人
二房东, sub-lessor -> 转租@0.5
老婆…做生意, 配偶…经商 -> 亲属经商
公积金 = 住房公积金
whistle blower, tip-offs -> 举报
policies -> 政策
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ query, want string }{
		{"房东不退押金", "房东:出租人"},
		{"二房东跑了", "二房东:转租@0.5"},
		{"領導的老婆能不能做生意", "老婆能不能做生意:亲属经商"},
		{"老婆一二三四五六七八九做生意", ""},
		{"公积金怎么提取", "公积金:住房公积金"},
		{"住房公积金", "住房公积金:公积金"},
		{"Whistle Blowers and a policy", "whistle blowers:举报 policy:政策"},
		{"tip-off", "tip-off:举报"},
		{"whistleblower", ""},
	} {
		var got []string
		for _, e := range v.expand(gram.Fold(test.query)) {
			s := e.From + ":" + e.To
			if e.Weight != 1 {
				s += fmt.Sprintf("@%g", e.Weight)
			}
			got = append(got, s)
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%s: %q, want %q", test.query, s, test.want)
		}
	}
}

func TestVocabularyErrors(t *testing.T) {
	for line, want := range map[string]string{
		"炒鱿鱼 解除劳动合同":    "either",
		"炒鱿鱼 -> ":       "both sides",
		"炒鱿鱼 -> 辞退@1.5": "above 0 and at most 1",
		"公积金 = ":        "either",
		"\xff -> 辞退":    "UTF-8",
	} {
		_, err := Read(strings.NewReader("\n"+line+"\n"), nil)
		if err == nil || !strings.Contains(err.Error(), "line 2") || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want line 2 and %q", line, err, want)
		}
	}
	for _, file := range []string{everydaySynonyms, statutesSynonyms, measuresSynonyms} {
		if _, err := Read(strings.NewReader(file), nil); err != nil {
			t.Error(err)
		}
	}
}

// A word that two vocabularies have leads to the words of both, those of the first before the others.
func TestVocabularyUnion(t *testing.T) {
	v, err := Read(strings.NewReader("押金 -> 保证金\n家属在国外 -> 裸官\n罚 -> 处罚"), nil)
	if err != nil {
		t.Fatal(err)
	}
	both, err := Read(strings.NewReader("押金 -> 定金, 保证金\n家属在国外 -> 移居国外\n罚 -> 罚款"), v)
	if err != nil {
		t.Fatal(err)
	}
	tokens := func(s string) (out []segmenter.Token) {
		for i, r := range s {
			out = append(out, segmenter.Token{Start: i, End: i + len(string(r)), Text: string(r)})
		}
		return out
	}
	for query, want := range map[string]string{"退押金": "[保证金 定金]", "国外有家属": "[移居国外 裸官]", "罚过": "[处罚 罚款]"} {
		var got []string
		for _, e := range both.Expand(query, tokens(query)) {
			got = append(got, e.To)
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%s: %v, want %s", query, got, want)
		}
	}
	if len(v.expand("退押金")) != 1 {
		t.Error("the vocabulary that was added to has changed")
	}
}

func TestVocabularyLoose(t *testing.T) {
	v, err := Read(strings.NewReader(`
家属在国外, 全家移民 -> 裸官
和老板打交道 -> 规范政商交往行为
audit frequency -> 审计
房东 -> 出租人
没人负责 -> 无人负责
换书记 -> 撤换
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ query, want string }{
		{"主要负责人是谁", ""}, // 没 is missing
		{"出了事负责的人没", "负责的人没:无人负责"},
		{"书记能不能换", "书记能不能换:撤换"},
		{"书记讲话以后大家都换座位", ""}, // one of three characters stands too far from the others
		{"国外有家属的官员怎么管", "国外有家属:裸官"},
		{"官员和老板该怎么打交道", "老板该怎么打交道:规范政商交往行为"},
		{"what is the frequency of an audit", "frequency of an audit:审计"},
		{"家属在国外", ""},     // met to the letter: not again
		{"东边的房子", ""},     // too little to be met loosely
		{"家里属于国家的外汇", ""}, // the characters, but hardly one beside its neighbour
		{"全部移动", ""},      // not all characters
	} {
		folded := gram.Fold(test.query)
		exact := v.expand(folded)
		var got []string
		for _, e := range v.expandLoose(folded, exact) {
			if !e.Loose || e.Weight != looseWeight {
				t.Errorf("%s: %+v", test.query, e)
			}
			got = append(got, e.From+":"+e.To)
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%s: %q, want %q", test.query, s, test.want)
		}
	}
}

// The names of a rule with = are each other's; what a rule with -> adds is no name.
func TestNamesOfOneThing(t *testing.T) {
	v, err := Read(strings.NewReader("甲部 = 甲局 = 甲办\n乙部 -> 甲部\n丙 -> 丁\n丁 -> 丙@0.5"), Builtin())
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]string{
		"甲部": "甲局 甲办", "甲办": "甲部 甲局", "乙部": "", "丙": "", "没有": "", "": "", "最高法": "最高院 最高人民法院",
	} {
		if got := strings.Join(v.Same(word), " "); got != want {
			t.Errorf("%s is also %q, want %q", word, got, want)
		}
	}
}
