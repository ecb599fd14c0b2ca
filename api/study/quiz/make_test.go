package quiz

import (
	"slices"
	"strings"
	"testing"

	"tiaowen/corpus"
)

// ferry is a statute with what each kind of question is made from.
const ferry = `渡船管理条例
第一章　总则
第一条　为了加强渡船管理，保障乘客安全，制定本条例。
第二条　本条例所称渡口，是指供渡船停靠和乘客上下的场所。
第三条　经营人应当在开航前检查渡船，并且如实登记乘客的人数。
第二章　渡运
第四条　驾驶员不得擅自更改渡船的核定航线。
第五条　驾驶员不得在航行途中离开驾驶台。
第六条　经营人不得向未满十二周岁的儿童收取船费。
第七条　托运人应当先申报货物的种类，再办理装船手续。
第八条　承运人应当自货物损坏之日起三十日内赔偿托运人的损失。
第九条　因不可抗力造成延误的，承运人不承担责任。
第十条　经经营人同意，乘客可以携带自行车上船。
第三章　责任
第十一条　有下列情形之一的，暂扣驾驶员的证书：
（一）酒后驾驶渡船的；
（二）超过核定的人数载客的；
（三）夜间没有开启航行灯的。
第十二条　有下列情形之一的，吊销驾驶员的证书：
（一）酒后驾驶渡船的；
（二）超过核定的人数载客的；
（三）伪造渡运记录的。
第十三条　有下列情形之一的，处一万元以上五万元以下罚款：
（一）使用报废的船体的；
（二）拒绝接受年度检验的。
`

// sentenceOf finds the sentence of a book that has some words.
func (b *Book) sentenceWith(t *testing.T, words string) (*page, sentence) {
	t.Helper()
	for _, p := range b.order {
		for _, s := range p.sentences {
			if strings.Contains(b.doc.Text(s.Words), words) {
				return p, s
			}
		}
	}
	t.Fatalf("no sentence has %q", words)
	return nil, sentence{}
}

// A false statement changes one thing, which its note names; what the text says
// elsewhere, or what would be no sentence, is not among the changes.
func TestAlterations(t *testing.T) {
	b := Read(parse(t, ferry), nil, nil)
	for _, c := range []struct {
		words string
		want  []string // of the altered claims, in any order
		never string
	}{
		{"托运人应当先申报", []string{"先办理装船手续，再申报货物的种类"}, ""},
		{"三十日内赔偿", []string{"自货物损坏之日起二十日内", "托运人应当自货物损坏之日起三十日内赔偿承运人的损失"}, "三十日内赔偿托运人的损失。"},
		{"因不可抗力造成延误", []string{"承运人承担责任"}, "可以不承担"},
		{"酒后驾驶渡船", []string{"使用报废的船体的", "伪造渡运记录的"}, "夜间没有开启"},
	} {
		p, s := b.sentenceWith(t, c.words)
		var got []string
		for _, a := range b.alterations(p, s, s.Words) {
			got = append(got, a.claim)
			if a.note == "" || a.hard < 1 {
				t.Errorf("%s: the change to %q is not told: %+v", c.words, a.claim, a)
			}
			if strings.Contains(b.doc.Source, a.claim) && s.lead == "" {
				t.Errorf("%s: %q stands in the text", c.words, a.claim)
			}
		}
		all := strings.Join(got, "\n")
		for _, want := range c.want {
			if !strings.Contains(all, want) {
				t.Errorf("%s: %q, want %q", c.words, got, want)
			}
		}
		if c.never != "" && strings.Contains(all, c.never) {
			t.Errorf("%s: %q has %q", c.words, got, c.never)
		}
		if len(got) > mostAlterations {
			t.Errorf("%s: %d changes", c.words, len(got))
		}
	}
}

// What is asked to be judged says something by itself.
func TestStatement(t *testing.T) {
	long := strings.Repeat("坚持把纪律挺在前面，", 12)
	for _, c := range []struct {
		text, want string // "" where nothing can be judged
	}{
		{"第一条　申请人应当在三日内提交书面材料。", "申请人应当在三日内提交书面材料"},
		{"第一条　前款规定的期限为三十日。", ""},
		{"第一条　依照第九条的规定处理有关人员。", ""},
		{"第一条　申请人应当提交下列材料。", ""},
		{"第一条　应当审查。", ""}, // too short to say anything
		{"第一条　" + long + "抓早抓小。", ""},
		{"1. " + long + "抓早抓小。\n2. 支部负责。", strings.TrimSuffix(strings.Repeat("坚持把纪律挺在前面，", 9), "，")},
	} {
		b := Read(parse(t, "工作办法\n"+c.text+"\n"), nil, nil)
		got := ""
		for _, p := range b.order {
			for _, s := range p.sentences {
				if at, ok := b.statement(s); ok && got == "" {
					got = b.doc.Text(at)
				}
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

// Every kind of question is made where the text gives it, and asks what it should.
func TestKindsOfQuestions(t *testing.T) {
	_, qs := all(parse(t, ferry))
	for _, c := range []struct {
		kind    Kind
		stem    string
		answers []string // all right words
	}{
		{Short, "第十一条：“有下列情形之一的，暂扣驾驶员的证书”", []string{"酒后驾驶渡船的", "超过核定的人数载客的", "夜间没有开启航行灯的"}},
		{Short, "两条都列明的有哪几项", []string{"酒后驾驶渡船的", "超过核定的人数载客的"}},
		{Define, "所说的“渡口”指什么", []string{"供渡船停靠和乘客上下的场所"}},
		{Case, "某驾驶员“擅自更改渡船的核定航线”", []string{"违反了第四条"}},
		{Multiple, "第十二条：“有下列情形之一的，吊销驾驶员的证书”", []string{"酒后驾驶渡船的", "超过核定的人数载客的", "伪造渡运记录的"}},
	} {
		q := find(qs, c.kind, c.stem)
		if q == nil {
			t.Errorf("no %s has %q in its stem", c.kind, c.stem)
			continue
		}
		got, want := slices.Clone(q.RightWords()), slices.Clone(c.answers)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", q.Stem, got, want)
		}
	}
	for _, q := range qs {
		if q.Kind == Case && slices.Contains(q.Options, "违反了第六条") && strings.Contains(q.Stem, "儿童") {
			t.Errorf("it is told by its words: %s", q.Stem)
		}
	}
}

// What one clause forbids stands as a wrong option for another only where nobody can
// take it for right.
func TestKeysAreReadAgain(t *testing.T) {
	d := parse(t, ferry)
	b := Read(d, nil, nil)
	clause := func(n int) *corpus.Clause {
		for _, c := range d.Clauses {
			if c.Number == n {
				return c
			}
		}
		t.Fatalf("no clause %d", n)
		return nil
	}
	list := b.pages[clause(11)].lists[0]
	for _, c := range []struct {
		name string
		q    Question
		want string // part of a fault; "" for none
	}{
		{"a whole list", Question{Kind: Short, about: allItems, from: clause(11), sentence: list.Whole,
			Answers: []string{"酒后驾驶渡船的", "超过核定的人数载客的", "夜间没有开启航行灯的"}}, ""},
		{"an item in other words", Question{Kind: Short, about: allItems, from: clause(11), sentence: list.Whole,
			Answers: []string{"酒后驾驶渡船的", "超过核定的人数载客的", "夜间没有开灯的"}}, "leaves out an item: 夜间没有开启航行灯的"},
		{"a list without an item", Question{Kind: Short, about: allItems, from: clause(11), sentence: list.Whole,
			Answers: []string{"酒后驾驶渡船的", "超过核定的人数载客的"}}, "as many items"},
		{"a prohibition", Question{Kind: Short, about: allForbids, from: clause(4), Answers: []string{"不得擅自更改渡船的核定航线"}}, ""},
		{"half a prohibition", Question{Kind: Short, about: allForbids, from: clause(4), Answers: []string{"擅自更改"}}, "leaves out what it asks for"},
		{"the duties of another", Question{Kind: Short, about: allDuties, actor: "驾驶员", from: clause(3), Answers: []string{"x"}}, ""},
		{"a duty left out", Question{Kind: Short, about: allDuties, actor: "经营人", from: clause(3), Answers: []string{"登记乘客的人数"}}, "检查渡船"},
		{"all the text but its end", Question{Kind: Short, about: allText, from: clause(9), Answers: []string{"因不可抗力造成延误的"}}, "leaves out a part of the clause"},
		{"an item said not to be listed", Question{Kind: Single, about: notAmong, from: clause(11), Options: []string{"酒后驾驶渡船的"}, Right: []int{0}}, "said not to list"},
		{"an item of another list", Question{Kind: Single, about: notAmong, from: clause(11), Options: []string{"伪造渡运记录的"}, Right: []int{0}}, ""},
	} {
		got := strings.Join(b.keyFaults(&c.q), "\n")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q in it", c.name, got, c.want)
		}
	}
}

// A match whose pairs can be confused is not a question.
func TestMatchFaults(t *testing.T) {
	for _, c := range []struct {
		name string
		q    Question
		want int // faults
	}{
		{"two pairs", Question{Left: []string{"借用", "返还"}, Options: []string{"三日内", "当面清点"}, Right: []int{0, 1}}, 0},
		{"one title twice", Question{Left: []string{"借用", "借用"}, Options: []string{"三日内", "当面清点"}, Right: []int{0, 1}}, 2},
		{"one option for both", Question{Left: []string{"借用", "返还"}, Options: []string{"三日内", "当面清点"}, Right: []int{0, 0}}, 2},
		{"too few options", Question{Left: []string{"借用", "返还"}, Options: []string{"三日内"}, Right: []int{0, 0}}, 1},
		{"one pair", Question{Left: []string{"借用"}, Options: []string{"三日内"}, Right: []int{0}}, 1},
	} {
		if got := matchFaults(&c.q); len(got) != c.want {
			t.Errorf("%s: %q, want %d faults", c.name, got, c.want)
		}
	}
}
