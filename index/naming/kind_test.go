package naming

import (
	"testing"

	"tiaowen/corpus"
)

func TestKindOf(t *testing.T) {
	for title, want := range map[string]string{
		"中华人民共和国民法典 总则": "法", "中华人民共和国劳动合同法": "法", "保障中小企业款项支付条例": "条例", "公司管理办法（试行）": "办法",
		"关于做好防汛工作的通知": "通知", "推进全面从严治党工作措施": "措施", "中国共产党章程": "章程", "我的一些想法": "", "劳动仲裁攻略": "",
	} {
		if got := KindOf(&corpus.Document{Title: title}); got != want {
			t.Errorf("%s is %q, want %q", title, got, want)
		}
	}
	if got := KindOf(&corpus.Document{Title: "某某条例", Facts: corpus.Facts{Kind: "地方性法规"}}); got != "地方性法规" {
		t.Errorf("what the list says is not taken: %q", got)
	}
}

func TestEnding(t *testing.T) {
	for text, want := range map[string]string{"节水办法": "办法", "书屋服务规范": "规范", "民诉法": "法", "做法": "", "养犬": "", "": ""} {
		if got := Ending(text); got != want {
			t.Errorf("%s: %q, not %q", text, got, want)
		}
	}
}
