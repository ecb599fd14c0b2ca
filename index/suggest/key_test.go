package suggest

import (
	"slices"
	"strings"
	"testing"

	"tiaowen/corpus"
)

// The texts under which an entry is found, and from which of their places on.
func TestKeysOf(t *testing.T) {
	starts := func(k entryKey) (out []string) {
		for _, at := range k.begins {
			out = append(out, k.text[at:])
		}
		slices.Sort(out)
		return out
	}
	for _, test := range []struct {
		text string
		want []string // what begins one of the keys
		not  []string
	}{
		{"路灯法", []string{"路灯法", "灯法", "法", "ludengfa", "dengfa", "fa", "ldf"}, []string{"df", "udengfa"}},
		{"中华人民共和国路灯法", []string{"中华人民共和国路灯法", "路灯法", "灯法", "ludengfa", "ldf"}, []string{"zhonghua", "zhrmghg", "人民共和国路灯法"}},
		{"中华人民共和国", []string{"中华人民共和国", "国", "zhonghuarenmingongheguo"}, nil},
		{"GDP核算", []string{"gdp核算", "核算", "hesuan", "hs"}, []string{"GDP核算"}},
		{"2024年计划", []string{"2024年计划", "年计划", "nianjihua", "njh"}, nil},
		{"ABC", []string{"abc", "bc"}, []string{"ABC"}},
	} {
		keys := keysOf(test.text)
		var all []string
		for i, key := range keys {
			all = append(all, starts(key)...)
			if slices.ContainsFunc(keys[:i], func(k entryKey) bool { return k.text == key.text }) {
				t.Errorf("%s is twice under %s", test.text, key.text)
			}
		}
		for _, want := range test.want {
			if !slices.Contains(all, want) {
				t.Errorf("%s is not found by %q, but by %q", test.text, want, all)
			}
		}
		for _, not := range test.not {
			if slices.Contains(all, not) {
				t.Errorf("%s is found by %q", test.text, not)
			}
		}
	}
}

// Of a character with several readings each is a key; only the first ones are found from within, because each
// of their syllables costs memory.
func TestReadings(t *testing.T) {
	whole, first := keysOfReading("chang jiang", true)
	if whole.text != "changjiang" || !slices.Equal(whole.begins, []int{0, 5}) || first.text != "cj" || !slices.Equal(first.begins, []int{0}) {
		t.Errorf("%+v, %+v", whole, first)
	}
	if whole, _ = keysOfReading("zhang jiang", false); !slices.Equal(whole.begins, []int{0}) {
		t.Errorf("%+v is found from within", whole)
	}
	var texts []string
	for _, k := range keysOf("长江") {
		texts = append(texts, k.text)
	}
	if !slices.Contains(texts, "changjiang") || !slices.Contains(texts, "zhangjiang") {
		t.Errorf("长江 is found by %q", texts)
	}
}

// Pinyin is that of a text from any character on, whole or initials, however its syllables are parted.
func TestSoundsOf(t *testing.T) {
	for _, test := range []struct {
		text, pinyin string
		want         bool
	}{
		{"路灯管理条例", "ludengguanli", true}, {"路灯管理条例", "guanli", true}, {"路灯管理条例", "ldgltl", true}, {"路灯管理条例", "ldg", true},
		{"路灯管理条例", "lu deng", false}, {"路灯管理条例", Tight("lu deng"), true}, {"路灯管理条例", Tight("lu'deng-guan"), true},
		{"路灯管理条例", "gltl", false}, {"路灯管理条例", "dengguang", false}, {"ABC", "abc", false}, {"", "a", false},
	} {
		if got := Sounds(test.text, test.pinyin); got != test.want {
			t.Errorf("%s is read %q: %v", test.text, test.pinyin, got)
		}
	}
}

// A heading that several documents have leads to none of them; a text that is several things is completed once.
func TestOneEntryAText(t *testing.T) {
	var docs []*corpus.Document
	for _, source := range []string{
		"江城市路灯条例\n\n第一章 总则\n\n第一条 本条例所称“夜间照明”是指路灯的照明。\n\n第二章 夜间照明\n\n第二条 路灯应当照明。\n",
		"江城市养犬条例\n\n第一章 总则\n\n第一条 遛犬应当牵绳。\n",
	} {
		d, err := corpus.Parse("x.txt", []byte(source))
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	c := New(docs, noWords, func(*corpus.Document) float64 { return 1 })
	seen := make(map[string]int)
	for _, e := range c.entries {
		if seen[e.Text]++; seen[e.Text] > 1 {
			t.Errorf("%s is there twice", e.Text)
		}
		if e.Text == "总则" && (e.Section != nil || e.Document != nil) {
			t.Error("总则, which two documents have, leads to one of them")
		}
		if e.Text == "夜间照明" && (e.Kind != "section" || e.Document != docs[0]) {
			t.Errorf("夜间照明 is a %s", e.Kind)
		}
	}
	if seen["总则"] == 0 || seen["夜间照明"] == 0 {
		t.Errorf("the entries are %v", seen)
	}
	// What is trusted more comes first.
	c = New(docs, noWords, func(d *corpus.Document) float64 {
		if strings.Contains(d.Title, "养犬") {
			return 3
		}
		return 1
	})
	if found := c.Find("江城", 2); len(found) != 2 || found[0].Document != docs[1] {
		t.Errorf("the trusted document is not first: %v", found)
	}
}
