package force

import (
	"testing"

	"tiaowen/corpus"
	"tiaowen/corpus/status"
)

func TestAsked(t *testing.T) {
	for rest, want := range map[string]bool{
		"还有效吗": true, "是否现行有效？": true, "废止了没有": true, "请问目前仍然适用吗": true, "已经失效了吗！": true, "还能用吗": true,
		"": false, "吗": false, "规定了什么": false, "什么时候生效": false, "废止了哪些文件": false, "规定的有效措施": false, "有效期": false,
	} {
		if got := Asked(rest); got != want {
			t.Errorf("%q: %v", rest, got)
		}
	}
}

// parse reads one document.
func parse(t *testing.T, text string) *corpus.Document {
	t.Helper()
	d, err := corpus.Parse("x.txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWords(t *testing.T) {
	d := &corpus.Document{Title: "路灯条例", Facts: corpus.Facts{Status: "已废止"}}
	next := &corpus.Document{Title: "照明条例", Date: "2020-01-01"}
	for _, test := range []struct {
		name         string
		status       status.Status
		zh, en       string
		reason, said string // in Chinese, in English
	}{
		{"unknown", status.Status{Kind: status.Unknown}, "", "",
			"收录的文件没有写明《路灯条例》是否仍然有效", "the documents do not say whether 《路灯条例》 is still in force"},
		{"unknown, with a newer text", status.Status{Kind: status.Unknown, Next: next}, "", "",
			"收录的文件没有写明《路灯条例》是否仍然有效；另有较新的《照明条例》（2020-01-01）",
			"the documents do not say whether 《路灯条例》 is still in force; a newer text is 《照明条例》 (2020-01-01)"},
		{"in force without a date", status.Status{Kind: status.InForce}, "《路灯条例》施行；收录的文件中没有废止或替代它的规定", "《路灯条例》 applies; no loaded document repeals or replaces it", "", ""},
		{"in force", status.Status{Kind: status.InForce, Date: "2005-03-01", AsOf: "2022-05-06"}, "《路灯条例》自 2005-03-01 起施行；收录的文件（截至 2022-05-06）中没有废止或替代它的规定",
			"《路灯条例》 applies from 2005-03-01; no loaded document (up to 2022-05-06) repeals or replaces it", "", ""},
		{"not yet", status.Status{Kind: status.NotYet, Date: "2027-01-01"}, "《路灯条例》尚未生效，自 2027-01-01 起施行", "《路灯条例》 is not yet in force; it applies from 2027-01-01", "", ""},
		{"amended", status.Status{Kind: status.Amended, Date: "2022-05-06"}, "《路灯条例》这一版本已被新版本替代，自 2022-05-06 起", "this version of 《路灯条例》 was replaced from 2022-05-06", "", ""},
		{"repealed, as the list says", status.Status{Kind: status.Repealed, Given: true}, "《路灯条例》已废止（文件清单或文件夹注明“已废止”）", "《路灯条例》 is repealed (the list of documents or the folder says: 已废止)",
			"《路灯条例》已废止（文件清单或文件夹注明“已废止”）", "《路灯条例》 is repealed (the list of documents or the folder says: 已废止)"},
	} {
		zh, en := Words{test.status, d, "zh"}, Words{test.status, d, "en"}
		if zh.Note() != test.zh || en.Note() != test.en {
			t.Errorf("%s: %q, %q", test.name, zh.Note(), en.Note())
		}
		if test.reason != "" && (zh.Reason() != test.reason || en.Reason() != test.said) {
			t.Errorf("%s: the reason is %q, %q", test.name, zh.Reason(), en.Reason())
		}
	}
	if got := (Words{Document: d, Lang: "zh"}).Question(); got != "问《路灯条例》是否有效" {
		t.Errorf("the question is %q", got)
	}
}

// The sentence is the one that says it; the first one where none does.
func TestSentence(t *testing.T) {
	d := parse(t, "照明条例\n\n第一条 市有关部门负责管理。其他部门配合。\n\n第二条 城市照明有关事项由市政府规定。本条例自2020年3月1日起施行。《路灯条例》同时废止。\n")
	for _, test := range []struct {
		clause int
		kind   status.Kind
		want   string
	}{
		{0, status.InForce, "市有关部门负责管理。"},
		{1, status.InForce, "本条例自2020年3月1日起施行。"},
		{1, status.Repealed, "《路灯条例》同时废止。"},
	} {
		c := d.Clauses[test.clause]
		if got := d.Text(Sentence(c, test.kind)); got != test.want {
			t.Errorf("%s, %s: %q, want %q", c.Name(), test.kind, got, test.want)
		}
	}
}
