package question

import (
	"fmt"
	"strings"
	"testing"

	"tiaowen/index"
)

// A reference is said as people say it, in both languages.
func TestReferenceInWords(t *testing.T) {
	for _, c := range []struct{ text, zh, en string }{
		{"第二十条", "第20条", "clause 20"},
		{"第二十条之一", "第二十条之一", "clause 20-1"},
		{"第三条第二款第一项", "第3条第2款第1项", "clause 3, paragraph 2, item 1"},
		{"第18到21条", "第18–21条", "clauses 18 to 21"},
		{"第3、4、9条", "第3、4、9条", "clauses 3, 4, 9"},
		{"最后一条", "倒数第1条", "the last clause"},
		{"倒数第二条", "倒数第2条", "clause 2 from the end"},
		{"最后三条", "最后3条", "the last 3 clauses"},
		{"第三章", "第3章", "section 3"},
		{"paragraph 2 of article 5", "第5条第2款", "clause 5, paragraph 2"},
	} {
		refs := References(index.Fold(c.text))
		if len(refs) != 1 {
			t.Errorf("%s: %d references", c.text, len(refs))
			continue
		}
		if refs[0].Chinese() != c.zh || refs[0].English() != c.en {
			t.Errorf("%s: %q and %q, want %q and %q", c.text, refs[0].Chinese(), refs[0].English(), c.zh, c.en)
		}
	}
}

// Two clauses with parts of their own stay two; the parts go to the one they follow.
func TestReferencesInARow(t *testing.T) {
	for text, want := range map[string]string{
		"第三条第二款和第五条":                          "第3条第2款 | 第5条",
		"第五条第二款、第三款":                          "第5条第2、3款",
		"paragraph 1 of article 3 and item 2": "第3条第1款 | 第2项",
		"第二章第五条":                              "第2章 | 第5条",
	} {
		var got []string
		for _, r := range References(index.Fold(text)) {
			got = append(got, r.Chinese())
		}
		if line := strings.Join(got, " | "); line != want {
			t.Errorf("%s: %q, want %q", text, line, want)
		}
	}
}

// The numbers of a range are told one by one, as far as somebody may read them.
func TestClauseNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"第3条": "[3]", "第3、7条": "[3 7]", "第3至6条": "[3 4 5 6]", "第三章": "[]", "最后一条": "[]",
	} {
		refs := References(index.Fold(text))
		if got := fmt.Sprint(refs[0].ClauseNumbers()); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	if n := len(References("第1至900条")[0].ClauseNumbers()); n != 100 {
		t.Errorf("%d numbers of a long range", n)
	}
}

// Times of the day are read where a day has them, and dates are not amounts.
func TestClock(t *testing.T) {
	for _, c := range []struct {
		text    string
		minutes float64 // -1 for none
	}{
		{"8:30", 510}, {"8时30分", 480}, {"下午3点", 900}, {"下午三点半", 930}, {"晚上十二点", 720}, {"中午12点", 720}, {"23:59", 1439},
		{"25点", -1}, {"三点意见", 180}, {"8时间", -1}, {"8:3", -1}, {"2026年3月1日", -1}, {"第8点", -1},
	} {
		got := -1.0
		for _, q := range quantities(index.Fold(c.text)) {
			if q.Kind == "clock" {
				got = q.Value
				break
			}
		}
		if got != c.minutes {
			t.Errorf("%s: %v minutes, want %v", c.text, got, c.minutes)
		}
	}
}

// A range ends where the next number belongs to something else.
func TestRangesDoNotJoin(t *testing.T) {
	for text, want := range map[string]string{
		"满七周岁不满十六周岁":    "age 7–16",
		"满七周岁，不满十六周岁":   "age 7–+Inf age 0–16", // two limits
		"3天至5天":         "days 3–5",
		"3天至5个月":        "days 3–150",
		"3天至5人":         "days 3–3 people 5–5",
		"不超过3天至5天":      "days 0–3 days 5–5", // the limit is whole
		"百分之三以上百分之五以下":  "percent 3–5",
		"第三条至第五条":       "",
		"5万元以上":         "money 50000–+Inf",
		"不少于3人":         "people 3–+Inf",
		"3人以内的内容":       "people 0–3",
		"三日内容":          "days 3–3", // 内容 is no 内
		"逾期超过十五日不足三十日的": "days 15–30",
		"3至5万元":         "money 30000–50000",
		"八时至十二时":        "clock 480–720",
		"二至三年":          "days 730–1095",
		"一名以上三名以下":      "people 1–3",
	} {
		var got []string
		for _, r := range Ranges(index.Fold(text)) {
			got = append(got, fmt.Sprintf("%s %.6g–%.6g", r.Kind, r.Min, r.Max))
		}
		if line := strings.Join(got, " "); line != want {
			t.Errorf("%s: %q, want %q", text, line, want)
		}
	}
}

// 哪三关 is answered by three of them side by side, 哪几关 by several.
func TestLists(t *testing.T) {
	for _, c := range []struct {
		question, text string
		want           bool
	}{
		{"过哪三关", "政治关、品行关、作风关", true},
		{"过哪三关", "政治关、品行关", false},
		{"过哪几关", "政治关、品行关", true},
		{"过哪几关", "政治关", false},
		{"谁负责", "政治关、品行关", false},
	} {
		if got := ask(t, c.question).Figure.Lists(c.text); got != c.want {
			t.Errorf("%s: %s: %v", c.question, c.text, got)
		}
	}
}

// The longest unit is read; a word that counts people or anything is none.
func TestUnitAt(t *testing.T) {
	for text, want := range map[string]string{
		"个工作日内": "个工作日", "平方公里": "平方公里", "年": "年", "个": "", "人以上": "", "名代表": "", "kmh": "km", "": "", "条": "",
	} {
		if got := UnitAt(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// What stands behind the name of a document begins with a word of its own: 里加 is none.
func TestInsideName(t *testing.T) {
	for text, content := range map[string]string{
		"全面从严治党工作措施里加班费怎么算": "加班费", "全面从严治党工作措施里面加班费怎么算": "加班费", "全面从严治党工作措施 加班费怎么算": "加班费",
	} {
		if q := ask(t, text); len(q.Laws) != 1 || q.ContentText() != content {
			t.Errorf("%s: %d names, content %q, want %q", text, len(q.Laws), q.ContentText(), content)
		}
	}
	for rest, want := range map[string]string{"里加班费怎么算": "加班费怎么算", "》里面加班费": "加班费", "加班费": "加班费", "": ""} {
		if got := Inside(rest); got != want {
			t.Errorf("%s: %q, want %q", rest, got, want)
		}
	}
}

// A short phrase counts between the edges of words alone, a question word anywhere.
func TestPhrasesBetweenWords(t *testing.T) {
	for _, c := range []struct {
		text    string
		has     Kind
		content string
	}{
		{"地方政府的职责", 0, "地方政府 职责"},
		{"由谁负责审批", Who, "负责审批"},
		{"看一个人行不行要看他的作为", 0, "看一个人 看他 作为"},
		{"这样报销行不行", YesNo, "这样报销"},
		{"几乎没有限制", 0, "几乎没有限制"},
		{"whoever applies", 0, "whoever applies"}, // who is not a word here
	} {
		q := ask(t, c.text)
		if c.has != 0 && !q.Has(c.has) || c.has == 0 && q.Has(Who|YesNo) {
			t.Errorf("%s: kinds %b, want %b", c.text, q.Kinds, c.has)
		}
		if got := q.ContentText(); got != c.content {
			t.Errorf("%s: content %q, want %q", c.text, got, c.content)
		}
	}
}
