package quiz

import (
	"slices"
	"strings"
	"testing"

	"tiaowen/api/study/quiz/gap"
	"tiaowen/corpus"
)

// parse makes a document of a text.
func parse(t testing.TB, text string) *corpus.Document {
	t.Helper()
	d, err := corpus.Parse("样本.txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The checker finds what is planted.
func TestCheckerFindsDefects(t *testing.T) {
	d := parse(t, `工作规定
第一条　主管机关应当在三日内作出决定，并且通知申请人。
第二条　复核机关应当在五日内作出决定，并且通知申请人。
第三条　申请人可以查阅、复制、摘抄档案。
`)
	b := Read(d, nil, nil)
	first, third := d.Clauses[0], d.Clauses[2]
	frameOf := func(c *corpus.Clause, word string) *gap.Frame {
		left, right, ok := strings.Cut(c.Text(), word)
		if !ok {
			t.Fatalf("%q is not in %q", word, c.Text())
		}
		return &gap.Frame{Left: left, Right: right, Word: word}
	}
	good := Question{Kind: Single, Stem: "《工作规定》第一条：主管机关应当在（　　）内作出决定。", Options: []string{"三日", "七日", "九日"}, Right: []int{0}, from: first, frame: frameOf(first, "三日")}
	for _, test := range []struct {
		name   string
		change func(*Question)
		want   string // part of a reason; "" is not a fault
	}{
		{"good", func(q *Question) {}, ""},
		{"another clause has the words in the same place", func(q *Question) { q.Options[1] = "五日" }, "五日 fits as well"},
		{"the same number in digits", func(q *Question) { q.Options[1] = "3日" }, "mean the same"},
		{"one option within another", func(q *Question) { q.Options[1] = "三日以" }, "holds another"},
		{"the stem has the answer", func(q *Question) { q.Stem += "（三日内）" }, "stem says"},
		{"two right", func(q *Question) { q.Right = []int{0, 1} }, "one right option"},
		{"an empty option", func(q *Question) { q.Options[2] = " " }, "empty"},
		{"told by its length", func(q *Question) {
			q.Options = []string{"三日", "一个很长很长很长很长的选项", "另外有一个也是很长很长的"}
		}, "length"},
		{"the only one with marks", func(q *Question) {
			q.Options, q.frame = []string{"《档案法》", "保密法则", "行政法规"}, nil
		}, "marks"},
		{"the only one with words of the stem", func(q *Question) {
			q.Options, q.frame, q.Stem = []string{"决定公布", "行政法规", "其他事项"}, nil, "《工作规定》第一条：作出决定之后。"
		}, "words of the stem"},
		{"a wrong option stands in the clause", func(q *Question) {
			q.Options, q.frame, q.Stem = []string{"摘抄档案", "通知申请人", "查阅卷宗"}, nil, "《工作规定》第一条有下列哪一项？"
		}, "the clause says"},
		{"a blank that the stem fills", func(q *Question) {
			*q = Question{Kind: Blank, Stem: "第三条：查阅、" + Gap + "、复制", Answers: []string{"复制"}, from: third}
		}, "stem says"},
		{"a blank without a gap", func(q *Question) {
			*q = Question{Kind: Blank, Stem: "第三条：查阅、摘抄", Answers: []string{"复制"}, from: third}
		}, "gaps"},
		{"a false judgement that the text says", func(q *Question) {
			*q = Question{Kind: Judge, Options: []string{"正确", "错误"}, Right: []int{1}, Altered: "x", claim: "应当在五日内作出决定", from: first}
		}, "the text says it"},
		{"a true judgement that the clause does not say", func(q *Question) {
			*q = Question{Kind: Judge, Options: []string{"正确", "错误"}, Right: []int{0}, claim: "应当在五日内作出决定", from: first}
		}, "does not say"},
		{"a judgement that hides what was altered", func(q *Question) {
			*q = Question{Kind: Judge, Options: []string{"正确", "错误"}, Right: []int{1}, claim: "应当在九日内作出决定", from: first}
		}, "altered"},
		{"a match told by its words", func(q *Question) {
			*q = Question{Kind: Match, Left: []string{"档案查阅", "期限"}, Options: []string{"可以档案查阅等", "三日内"}, Right: []int{0, 1}, from: first}
		}, "words of its title"},
		{"a match that fits twice", func(q *Question) {
			*q = Question{Kind: Match, Left: []string{"档案", "期限的规定"}, Options: []string{"期限的规定如下", "三日内"}, Right: []int{0, 1}, from: first}
		}, "another title"},
		{"a short answer told by its question", func(q *Question) {
			*q = Question{Kind: Short, Stem: "为何要通知申请人？", Answers: []string{"通知申请人", "存档"}, from: first}
		}, "says a point"},
		{"a short answer that says one thing twice", func(q *Question) {
			*q = Question{Kind: Short, Stem: "？", Answers: []string{"存档", "存档"}, from: first}
		}, "twice"},
	} {
		q := good
		q.Options, q.Right = slices.Clone(good.Options), slices.Clone(good.Right)
		test.change(&q)
		q.Explanation = "原文：" + q.from.Text()
		faults := b.Faults(&q)
		if test.want == "" && len(faults) > 0 || test.want != "" && !strings.Contains(strings.Join(faults, "\n"), test.want) {
			t.Errorf("%s: faults %q, want %q", test.name, faults, test.want)
		}
	}
}
