package reading

import (
	"slices"
	"strings"
	"testing"

	"tiaowen/api/question"
)

// A definition says what a term is; a sentence that only uses the term says nothing of it.
func TestDefines(t *testing.T) {
	for _, test := range []struct {
		text, term       string
		defines, spelled bool
	}{
		{"本法所称密码，是指采用特定变换的方法对信息进行加密保护的技术。", "密码", true, false},
		{"拍卖是指以公开竞价的形式转让财产。", "拍卖", true, true},
		{"犯罪以后自动投案，如实供述自己的罪行的，是自首", "自首", true, false},
		{"密码分为核心密码、普通密码和商用密码。", "密码", false, false},
		{"增强“四个意识”（政治意识、大局意识、核心意识、看齐意识）。", "四个意识", false, true},
		{"坚持统筹考核、述职评议、约谈提醒、通报曝光、督导检查“五项机制”。", "五项机制", false, true},
		{"坚持统筹考核、述职评议“五项机制”。", "五项机制", false, false},
		{"落实“一岗双责”。", "一岗双责", false, false},
		{"增强“四个意识”。", "三会一课", false, false},
	} {
		if got := Defines(test.text, test.term); got != test.defines {
			t.Errorf("%s defines %s: %v", test.text, test.term, got)
		}
		if got := SpelledOut(test.text, test.term); got != test.spelled {
			t.Errorf("%s spells out %s: %v", test.text, test.term, got)
		}
	}
	for term, want := range map[string]bool{"四个意识": true, "三会一课": true, "两个功能": true, "一岗双责": true, "领导干部": false, "意识": false, "四": false} {
		if IsShorthand(term) != want {
			t.Errorf("%s counts what it stands for: %v", term, !want)
		}
	}
}

// A list of actors names each of them, and a short name keeps the order of the long one.
func TestActors(t *testing.T) {
	if got := Actors("董事、监事和高级管理人员"); !slices.Equal(got, []string{"董事", "监事", "高级管理人员"}) {
		t.Errorf("%q", got)
	}
	for short, want := range map[string]bool{"电商平台经营者": true, "电子商务平台经营者": false, "电商": false, "商电平台经营者": false, "电信平台经营者": false} {
		if Abbreviates(short, "电子商务平台经营者") != want {
			t.Errorf("%s abbreviates: %v", short, !want)
		}
	}
}

// Where a text tells cases apart by amounts, one that lies in none of them is beyond it.
func TestBeyond(t *testing.T) {
	const text = "不满1万元的,由科室审批;1万元以上不满10万元的,由主任审批。"
	for amount, want := range map[string]bool{"5000元": false, "30万元": true} {
		a := question.Amounts(amount)
		if len(a) != 1 {
			t.Fatalf("%s: %d amounts", amount, len(a))
		}
		if IsBeyond(text, a[0]) != want {
			t.Errorf("%s is beyond: %v", amount, !want)
		}
	}
}

// What kinds of sentences are told by beside the forms.
func TestKinds(t *testing.T) {
	for text, want := range map[string]bool{"为加强管理,制定本办法。": true, "本办法自2025年1月1日起施行。": true, "本办法由财务处负责解释。": true, "自收到之日起十日内答复。": false} {
		if Opens(text) != want {
			t.Errorf("%s is an opening: %v", text, !want)
		}
	}
	if !Enumerates("甲、乙、丙") || Enumerates("甲、乙") {
		t.Error("three members are a list, two are none")
	}
	if got := strings.Join(NounsAsked("有哪些义务和权利"), " "); got != "义务 权利" {
		t.Errorf("nouns asked for: %s", got)
	}
}
