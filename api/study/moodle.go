package study

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"tiaowen/api/study/quiz"
	"tiaowen/api/study/quiz/figure"
	"tiaowen/corpus/numeral"
)

// Moodle's GIFT, after question/format/gift/format.php. A blank line stands
// between questions; the explanation is the general feedback.
func writeGIFT(w io.Writer, k *Kit, base string) error {
	if err := k.noQuestions("gift"); err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("$CATEGORY: 条文/" + strings.ReplaceAll(bare(k.Title), "/", "／") + "\n\n")
	for _, q := range k.Questions {
		fmt.Fprintf(&b, "// [id:%s]", giftTag(q.ID))
		for _, tag := range tags(q) {
			fmt.Fprintf(&b, " [tag:%s]", giftTag(tag))
		}
		b.WriteString("\n::" + gift(q.ID) + "::[plain]")
		feedback := "####" + giftPoints(q) + gift(explanation(q, base)) + "}"
		if q.Kind == quiz.Blank { // the gap stands within the stem
			before, after, _ := strings.Cut(q.Stem, quiz.Gap)
			b.WriteString(gift(before) + " {" + giftAnswers(q) + feedback + gift(after))
		} else {
			b.WriteString(gift(q.Stem) + " {" + giftAnswers(q) + feedback)
		}
		b.WriteString("\n\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// giftAnswers are the answers of a question in its braces, up to the feedback.
func giftAnswers(q *quiz.Question) string {
	var b strings.Builder
	switch q.Kind {
	case quiz.Single, quiz.Multiple, quiz.Case:
		b.WriteByte('\n')
		for i, o := range q.Options {
			b.WriteString("\t" + weight(q, i) + gift(o) + "\n")
		}
	case quiz.Judge:
		return []string{"TRUE", "FALSE"}[q.Right[0]]
	case quiz.Blank:
		for _, a := range figure.Accepted(q.Answers[0]) {
			b.WriteString("=%100%" + gift(a) + " ")
		}
	case quiz.Match:
		b.WriteByte('\n')
		for i, l := range q.Left {
			b.WriteString("\t=" + gift(l) + " -> " + gift(q.Options[q.Right[i]]) + "\n")
		}
	case quiz.Order: // Moodle orders by its own plugin alone: each place is matched with its step
		b.WriteByte('\n')
		for n, i := range q.Right {
			fmt.Fprintf(&b, "\t=第%s -> %s\n", numeral.Han(n+1), gift(q.Options[i]))
		}
	}
	return b.String()
}

// giftPoints are the points of an essay, which stand in its feedback.
func giftPoints(q *quiz.Question) string {
	if q.Kind != quiz.Short && q.Kind != quiz.Define {
		return ""
	}
	return gift(q.AnswerLine() + "。")
}

// weight is what GIFT wants in front of an option. With several right ones there
// is no = at all; the shares are fractions that Moodle knows.
func weight(q *quiz.Question, option int) string {
	right := false
	for _, r := range q.Right {
		right = right || r == option
	}
	if q.Kind != quiz.Multiple {
		if right {
			return "="
		}
		return "~"
	}
	shares := [...]string{1: "100", "50", "33.33333", "25", "20", "16.66667"}
	if right {
		return "~%" + shares[len(q.Right)] + "%"
	}
	return "~%-" + shares[len(q.Options)-len(q.Right)] + "%"
}

// giftTag is an id or a tag of a comment: no bracket ends it early.
func giftTag(s string) string { return strings.NewReplacer("]", "］", "[", "［").Replace(bare(s)) }

// gift escapes what GIFT gives a meaning. An arrow would part a pair of a match.
func gift(s string) string {
	return giftMarks.Replace(strings.ReplaceAll(bare(s), "->", "→"))
}

var giftMarks = strings.NewReplacer(`\`, `\\`, `~`, `\~`, `=`, `\=`, `#`, `\#`, `{`, `\{`, `}`, `\}`, `:`, `\:`)

// Aiken, after question/format/aiken/format.php: the question on one line, then
// its options, then ANSWER. It knows single choice alone.
func writeAiken(w io.Writer, k *Kit, base string) error {
	var b strings.Builder
	for _, q := range k.Questions {
		if q.Kind != quiz.Single && q.Kind != quiz.Judge && q.Kind != quiz.Case {
			continue
		}
		stem := strings.TrimSpace(bare(q.Stem))
		if aikenOption.MatchString(stem) || strings.HasPrefix(stem, "ANSWER:") {
			stem = "题：" + stem
		}
		b.WriteString(stem + "\n")
		for i, o := range q.Options {
			b.WriteString(quiz.Letter(i) + ". " + strings.TrimSpace(bare(o)) + "\n")
		}
		fmt.Fprintf(&b, "ANSWER: %s\n\n", quiz.Letter(q.Right[0]))
	}
	if b.Len() == 0 {
		return &UnfitError{"aiken", "it holds single choice and true-or-false questions alone, and there is none: choose these kinds"}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

var aikenOption = regexp.MustCompile(`^[A-Z][).][ \t]`)
