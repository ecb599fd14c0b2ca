package naming

import (
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/cutter"
	"tiaowen/index/field"
	"tiaowen/index/gram"
	"tiaowen/index/reference"
	"tiaowen/index/sampletest"
)

// titlesOf are the titles of documents, with the words that stand in them.
func titlesOf(tb testing.TB, docs []*corpus.Document) *Titles {
	tb.Helper()
	c, err := cutter.New("")
	if err != nil {
		tb.Fatal(err)
	}
	c.LearnTexts(field.SourcesOf(docs))
	return New(docs, c)
}

var someTitles = []string{
	"中华人民共和国刑法", "中华人民共和国劳动法", "中华人民共和国民事诉讼法", "中华人民共和国环境保护法", "中华人民共和国环境保护税法",
	"中华人民共和国保守国家秘密法", "中华人民共和国食品安全法", "中华人民共和国民法典 总则", "中华人民共和国农民专业合作社法", "信访工作条例", "信访条例",
	"中华人民共和国国家安全法", "中华人民共和国国家赔偿法", "中华人民共和国村民委员会组织法", "中华人民共和国全国人民代表大会和地方各级人民代表大会选举法",
}

// What a question calls a law, and the law.
func TestNames(t *testing.T) {
	ts := titlesOf(t, sampletest.Titled(t, someTitles...))
	for _, test := range []struct{ text, typed, title string }{
		{"劳动法规定试用期多长", "劳动法", "劳动法"},
		{"信访工作条例规定几天答复", "信访工作条例", "信访工作条例"},
		{"劳动法规有哪些", "", ""},
		{"劳动法律关系", "", ""},
		{"保密法第三条", "保密法", "保守国家秘密法"},
		{"按照食安法怎么罚", "食安法", "食品安全法"},
		{"民诉法第十条", "民诉法", "民事诉讼法"},
		{"环保法要求什么", "环保法", "环境保护法"},
		{"村委会组织法", "村委会组织法", "村民委员会组织法"},
		{"选举法规定多少人", "选举法", "全国人民代表大会和地方各级人民代表大会选举法"},
		{"农民合法权益受侵害", "", ""}, // in 农民专业合作社法 too
		{"国家法怎么规定", "", ""},   // two laws of one length
		{"国家法定节假日", "", ""},
		{"用什么办法", "", ""},
		{"article 20 of the civil code", "the civil code", "民法典 总则"},
		{"criminal law of the people's republic of china", "criminal law of the people's republic of china", "刑法"},
		{"state secrets lawyer", "", ""},
	} {
		folded := gram.Fold(test.text)
		found := ts.Find(folded, reference.All(folded)).Named
		if test.title == "" {
			if len(found) > 0 {
				t.Errorf("%s: names %s", test.text, found[0].Documents[0].Title)
			}
			continue
		}
		if len(found) != 1 {
			t.Errorf("%s: %d names, want %s", test.text, len(found), test.title)
			continue
		}
		if typed, got := folded[found[0].Start:found[0].End], strings.TrimPrefix(found[0].Documents[0].Title, State); typed != test.typed || got != test.title {
			t.Errorf("%s: %q names %s, want %q %s", test.text, typed, got, test.typed, test.title)
		}
	}
}

// The name of a law with one character wrong, before the number of a clause.
func TestMisspelled(t *testing.T) {
	ts := titlesOf(t, sampletest.Titled(t, someTitles...))
	for _, test := range []struct{ text, want string }{
		{"民法点第二条", "民法典第二条"},
		{"查刑发第十条", "查刑法第十条"},
		{"食品安全发的第3条", "食品安全法的第3条"},
		{"环境保户法 第一条", "环境保护法 第一条"},
		{"人工智能法第三条", ""},
		{"担保法第三条", ""},
		{"第三条", ""},
	} {
		got := ""
		if meant, start, stop, ok := ts.Misspelled(test.text, strings.Index(test.text, "第")); ok {
			got = test.text[:start] + meant + test.text[stop:]
		}
		if got != test.want {
			t.Errorf("%s: read as %q, want %q", test.text, got, test.want)
		}
	}
}

// Every line of the list of names names a law once.
func TestOtherNames(t *testing.T) {
	seen := make(map[string]string)
	for title, names := range otherNames() {
		for _, name := range names {
			if other, ok := seen[name]; ok {
				t.Errorf("%s is both %s and %s", name, other, title)
			}
			seen[name] = title
		}
	}
	if len(seen) < 300 {
		t.Errorf("%d names", len(seen))
	}
}
