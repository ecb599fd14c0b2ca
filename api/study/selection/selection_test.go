package selection

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tiaowen/api/study/quiz"
)

// A plan is read in the ways that people write one, and refused with words in both languages.
func TestParsePlan(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"单选20×2 多选10×3 判断20×1 简答1×10", "single 20 2, multiple 10 3, judge 20 1, short 1 10"},
		{"单选题5道x2分、blank 3", "!"},
		{"单选题5x2，blank3", "single 5 2, blank 3 0"},
		{"", "!"}, {"单选", "!"}, {"单选0", "!"}, {"论文1", "!"}, {"单选1 单选2", "!"}, {"单选1×1000", "!"},
	} {
		plan, err := ParsePlan(test.text)
		var bad *PlanError
		if test.want == "!" {
			if !errors.As(err, &bad) || bad.Chinese == "" {
				t.Errorf("%q: %v, %v", test.text, plan, err)
			}
			continue
		}
		var got []string
		for _, p := range plan {
			got = append(got, strings.TrimSpace(string(p.Kind)+" "+strconv.Itoa(p.Count)+" "+strconv.Itoa(p.Points)))
		}
		if err != nil || strings.Join(got, ", ") != test.want {
			t.Errorf("%q: %q, %v", test.text, got, err)
		}
	}
}

// easy makes questions of given difficulties that no clause answers for another.
func easy(difficulties ...int) (out []*quiz.Question) {
	for i, d := range difficulties {
		out = append(out, &quiz.Question{ID: fmt.Sprint(i), Kind: quiz.Single, Difficulty: d})
	}
	return out
}

// A paper mixes easy and hard as far as the first questions of the list allow.
func TestMixOfDifficulties(t *testing.T) {
	c := newChooser()
	list := easy(1, 1, 1, 2, 2, 3, 1, 2, 3, 2, 1, 1)
	if n := c.fill(list, 5); n != 5 {
		t.Fatalf("%d questions", n)
	}
	if c.hard[1] != 2 || c.hard[2] != 2 || c.hard[3] != 1 {
		t.Errorf("%d easy, %d middling and %d hard of five, want 2, 2 and 1", c.hard[1], c.hard[2], c.hard[3])
	}
	if n := c.fill(list, 50); n != len(list)-5 {
		t.Errorf("%d of the other %d", n, len(list)-5)
	}
	seen := make(map[string]bool)
	for _, q := range c.out {
		if seen[q.ID] {
			t.Errorf("question %s is taken twice", q.ID)
		}
		seen[q.ID] = true
	}
	if far := newChooser().next(easy(1, 1, 1, 1, 1, 1, 3)); far.ID != "0" {
		t.Errorf("question %s comes first: the mix looks too far ahead", far.ID)
	}
	if got := newChooser().next(easy(0, 9)); got == nil || difficulty(got) != 1 {
		t.Errorf("a difficulty that no bank has: %+v", got)
	}
}

// As many judgements are true as are false, as long as there are any.
func TestJudgementsAreBalanced(t *testing.T) {
	var list []*quiz.Question
	for i, right := range []int{0, 0, 0, 1, 0, 1} {
		list = append(list, &quiz.Question{ID: fmt.Sprint(i), Kind: quiz.Judge, Options: []string{"正确", "错误"}, Right: []int{right}})
	}
	c := newChooser()
	c.fill(list, 10)
	if c.trues > c.falses+1 || c.falses != 2 {
		t.Errorf("%d true and %d false", c.trues, c.falses)
	}
}

// several makes n questions of each kind.
func several(n int, kinds ...quiz.Kind) (out []*quiz.Question) {
	for _, k := range kinds {
		for i := range n {
			out = append(out, &quiz.Question{ID: fmt.Sprint(k, i), Kind: k, Difficulty: 1 + i%3, Points: 1, Options: []string{"正确", "错误"}, Right: []int{i % 2}})
		}
	}
	return out
}

// named joins the ids of questions.
func named(qs []*quiz.Question) string {
	var ids []string
	for _, q := range qs {
		ids = append(ids, q.ID)
	}
	return strings.Join(ids, " ")
}

// So many questions are chosen as are wanted, the kept ones among them, the same by the same seed.
func TestPick(t *testing.T) {
	all := several(12, quiz.Judge, quiz.Single, quiz.Blank)
	kept, rest := all[:2], all[2:]
	got := Pick(kept, rest, 15, 7)
	if len(got) != 15 || !slices.Contains(got, kept[0]) || !slices.Contains(got, kept[1]) {
		t.Errorf("of 15 questions: %s", named(got))
	}
	if again := Pick(kept, rest, 15, 7); named(again) != named(got) {
		t.Errorf("the same seed chooses %s, then %s", named(got), named(again))
	}
	if other := Pick(kept, rest, 15, 8); named(other) == named(got) {
		t.Error("every seed chooses the same")
	}
	if every := Pick(kept, rest, 0, 7); len(every) != len(all) {
		t.Errorf("%d questions of %d, want all", len(every), len(all))
	}
	if !slices.IsSortedFunc(got, func(a, b *quiz.Question) int {
		return slices.Index(quiz.Kinds, a.Kind) - slices.Index(quiz.Kinds, b.Kind)
	}) {
		t.Errorf("the kinds are mixed: %s", named(got))
	}
}

// Of each kind as many are replaced as were sent back.
func TestReplace(t *testing.T) {
	all := several(6, quiz.Judge, quiz.Single, quiz.Blank)
	got := Replace(all[:1], all[1:], map[quiz.Kind]int{quiz.Single: 2, quiz.Blank: 1}, 3)
	count := make(map[quiz.Kind]int)
	for _, q := range got {
		count[q.Kind]++
	}
	if len(got) != 4 || count[quiz.Judge] != 1 || count[quiz.Single] != 2 || count[quiz.Blank] != 1 {
		t.Errorf("%s", named(got))
	}
}

// A plan gives its numbers and points, without a change of the questions themselves, and says what the
// text does not have.
func TestByPlan(t *testing.T) {
	all := several(5, quiz.Judge, quiz.Single)
	plan := Plan{{quiz.Single, 3, 4}, {quiz.Judge, 2, 0}}
	got, err := ByPlan(nil, all, plan, 1)
	if err != nil || len(got) != 5 {
		t.Fatalf("%s, %v", named(got), err)
	}
	for _, q := range got {
		if want := map[quiz.Kind]int{quiz.Single: 4, quiz.Judge: 1}[q.Kind]; q.Points != want {
			t.Errorf("%s has %d points, want %d", q.ID, q.Points, want)
		}
	}
	for _, q := range all {
		if q.Points != 1 {
			t.Errorf("the plan has changed %s itself", q.ID)
		}
	}
	var short *ShortError
	if _, err := ByPlan(nil, all, Plan{{quiz.Single, 6, 1}}, 1); !errors.As(err, &short) || short.Want != 6 || short.Have != 5 || short.Chinese() == "" {
		t.Errorf("six of five: %v", err)
	}
	if plan.Total() != 12 {
		t.Errorf("%d points in all", plan.Total())
	}
}
