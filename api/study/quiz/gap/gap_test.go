package gap

import "testing"

// Another word fits where enough of what is around it is the same, on one side or on both together.
func TestFits(t *testing.T) {
	s := NewSource("主管机关应当在三日内作出决定。登记机关应当在五日内通知。收费不得超过九日标准。七日后生效。")
	f := &Frame{Left: "主管机关应当在", Right: "内作出决定", Word: "三日"}
	for word, want := range map[string]bool{"五日": true, "九日": false, "七日": false, "二日": false, "三日": true} {
		for range 2 { // the second time its places are known
			if got := s.Fits(word, f); got != want {
				t.Errorf("%s fits: %v", word, got)
			}
		}
	}
}

// Words that stand beside the gap are wrong at first sight.
func TestEchoes(t *testing.T) {
	f := &Frame{Left: "追究", Right: "和党组织责任", Word: "领导责任"}
	for words, want := range map[string]bool{"监督责任": true, "领导义务": false, "党组织": true, "责": false} {
		if got := f.Echoes(words); got != want {
			t.Errorf("%s echoes %q: %v", words, f.Beside(), got)
		}
	}
}

// A clause that has the words around a gap twice may have another word in it.
func TestTwice(t *testing.T) {
	f := &Frame{Left: "申请人应当在", Right: "日内提交", Word: "三"}
	for text, want := range map[string]bool{
		"申请人应当在三日内提交材料，代理人应当在五日内补正。":            false,
		"申请人应当在三日内提交材料，复议申请人应当在五日内提交证据。":        true,
		"申请人应当在三日内提交材料，复议申请人应当在登记机关办公时间到场陈述意见。": false,
	} {
		if got := f.Twice(text); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
	if (&Frame{Left: "应当", Right: "提交"}).Twice("应当提交，应当提交") {
		t.Error("a few characters stand everywhere")
	}
}
