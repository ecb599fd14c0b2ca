package contrary

import "testing"

// Two parties that act together are not exchanged, nor those of whom one is named twice.
func TestExchanged(t *testing.T) {
	for text, want := range map[string]string{
		"出租人应当按照约定将租赁物交付承租人":  "承租人应当按照约定将租赁物交付出租人",
		"出租人和承租人可以约定租赁期限":     "",
		"出租人、承租人可以约定租赁期限":     "",
		"出租人应当通知承租人，承租人应当配合":  "",
		"应当先催告债务人，再请求保证人承担责任": "应当先请求保证人承担责任，再催告债务人",
		"先检票，再检票":             "",
	} {
		got := ""
		if changes := Exchanges(text); len(changes) > 0 {
			got = changes[0].Claim
			if changes[0].Note == "" {
				t.Errorf("%s: it is not told what was changed", text)
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// An opposite replaces a word that stands once, without the other, in a place where
// both make sense.
func TestOpposites(t *testing.T) {
	for _, c := range []struct {
		text, old, other string
	}{
		{"处五万元以上的罚款", "以上", "以下"},
		{"以上人员应当登记", "", ""},        // no figure in front of it
		{"处一万元以上五万元以下罚款", "", ""},   // it has both
		{"该合同无效", "无效", "有效"},       // the effect
		{"采取无效措施", "", ""},          // no effect
		{"可以不承担责任", "", ""},         // 可以承担 is not an opposite
		{"承运人不承担责任", "不承担", "承担"},   // …
		{"承运人承担责任", "", ""},         // one way alone
		{"应当公开审理", "公开", "不公开"},     // …
		{"不公开审理", "", ""},           // it has the other
		{"每季度召开一次", "每季度", "每年"},    // …
		{"上级机关督促下级机关", "", ""},      // both
		{"上级机关负责督促检查", "上级", "下级"},  // …
		{"超过半数的，过半数通过", "", ""},     // twice
		{"本法所称从重处罚", "从重", "从轻"},    // …
		{"应当事先书面通知", "事先", "事后"},    // …
		{"依法单独处理", "", ""},          // nothing verbal in front
		{"应当单独登记", "单独", "共同"},      // …
		{"合同自成立时生效", "成立时", "终止时"},  // the first that fits
		{"届满前三十日内提出", "届满前", "届满后"}, // …
	} {
		old, other := "", ""
		for _, o := range opposites {
			if x, y, ok := o.in(c.text); ok {
				old, other = x, y
				break
			}
		}
		if old != c.old || other != c.other {
			t.Errorf("%s: %q for %q, want %q for %q", c.text, other, old, c.other, c.old)
		}
	}
}

// What holds for statutes alone is left out for other texts, and the note names both words.
func TestOppositesOfStatutes(t *testing.T) {
	for _, c := range []struct {
		text    string
		statute bool
		claim   string
		note    string
	}{
		{"承运人承担连带责任", true, "承运人承担按份责任", "“连带责任”被改成了“按份责任”"},
		{"承运人承担连带责任", false, "", ""},
		{"应当在事先报告", false, "应当在事后报告", "“事先”被改成了“事后”"},
		{"应当如实报告", true, "", ""},
	} {
		var got Change
		if changes := Opposites(c.text, c.statute); len(changes) > 0 {
			got = changes[0]
		}
		if got != (Change{c.claim, c.note}) {
			t.Errorf("%s: %+v", c.text, got)
		}
	}
}

// A modal is turned round where the other one makes a sentence of a law.
func TestModal(t *testing.T) {
	for _, c := range []struct{ modal, behind, want string }{
		{"应当", "书面通知申请人", "可以"},
		{"可以", "书面通知申请人", "应当"},
		{"应当", "承担赔偿责任", ""}, // nobody may leave it
		{"应当", "依法给予处分", ""},
		{"不得", "转让", ""},
	} {
		if got := Modal(c.modal, c.behind); got != c.want {
			t.Errorf("%s%s: %q, want %q", c.modal, c.behind, got, c.want)
		}
	}
}
