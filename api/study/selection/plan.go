package selection

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tiaowen/api/study/quiz"
)

// MaxQuestions is the largest number of questions of one kit, and of one part of a plan.
const MaxQuestions = 20_000

// Part is a part of a paper: so many questions of a kind, with so many points each.
type Part struct {
	Kind   quiz.Kind
	Count  int
	Points int // of each; 0: as the question has them
}

// Plan is a paper: its parts, in the order of the paper.
type Plan []Part

// PlanError says what is wrong with a plan.
type PlanError struct{ English, Chinese string }

// Error is the error in English.
func (e *PlanError) Error() string { return e.English }

var planPart = regexp.MustCompile(`^(\p{Han}+|[a-z]+)\s*([0-9]+)\s*[道题]?\s*(?:[×xX*]\s*([0-9]+)\s*分?)?$`)

// ParsePlan reads 单选20×2 多选10×3 判断20×1 简答1×10: for each part its kind, the number of
// questions and the points of each. Blanks, commas, semicolons, + and 、 separate the parts. A kind may be
// written 单选, 单选题 or single. *PlanError is its error.
func ParsePlan(text string) (Plan, error) {
	var out Plan
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,，、;；+\u3000\t\n", r) }) {
		part, err := parsePart(word)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out, func(p Part) bool { return p.Kind == part.Kind }) {
			return nil, &PlanError{fmt.Sprintf("%s occurs twice in the plan", part.Kind), part.Kind.Chinese() + "在方案里出现了两次"}
		}
		out = append(out, part)
	}
	if len(out) == 0 {
		return nil, &PlanError{"the plan is empty: write 单选20×2 多选10×3", "方案是空的：请写成 单选20×2 多选10×3"}
	}
	return out, nil
}

// parsePart reads one part of a plan: 单选20×2, 判断题 10道.
func parsePart(word string) (Part, error) {
	m := planPart.FindStringSubmatch(word)
	if m == nil {
		return Part{}, &PlanError{fmt.Sprintf("%q is not part of a plan: write 单选20×2 (kind, how many, × points)", word), "“" + word + "”看不懂：请写成 单选20×2（题型、题数、×每题分值）"}
	}
	kind, ok := quiz.KindNamed(m[1])
	n, err := strconv.Atoi(m[2])
	if !ok || err != nil || n < 1 || n > MaxQuestions {
		return Part{}, &PlanError{fmt.Sprintf("%q names no kind of question, or no number from 1 to %d", word, MaxQuestions), fmt.Sprintf("“%s”的题型或题数不对：题数是1到%d", word, MaxQuestions)}
	}
	part := Part{Kind: kind, Count: n}
	if m[3] == "" {
		return part, nil
	}
	if part.Points, err = strconv.Atoi(m[3]); err != nil || part.Points < 1 || part.Points > 100 {
		return Part{}, &PlanError{fmt.Sprintf("%q: the points of a question are 1 to 100", word), "“" + word + "”的分值不对：每题1到100分"}
	}
	return part, nil
}

// Total is the number of points of the whole paper.
func (p Plan) Total() int {
	n := 0
	for _, part := range p {
		n += part.Count * part.Points
	}
	return n
}

// ShortError says that the chosen clauses give too few questions of a kind for a plan.
type ShortError struct {
	Kind       quiz.Kind
	Want, Have int
}

// Error is the error in English.
func (e *ShortError) Error() string {
	return fmt.Sprintf("the plan wants %d of %s, and the chosen clauses give %d that do not answer each other: choose more clauses, or want fewer", e.Want, e.Kind, e.Have)
}

// Chinese is the error in Chinese.
func (e *ShortError) Chinese() string {
	return fmt.Sprintf("方案要%s%d道，所选条文能出的互不提示答案的只有%d道：请多选条文，或减少题数", e.Kind.Chinese(), e.Want, e.Have)
}
