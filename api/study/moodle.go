package study

import (
	"fmt"
	"io"
	"regexp"
	"strings"
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
		b.WriteString("::" + gift(q.ID) + "::[plain]")
		feedback := "####" + gift(q.explanation(base)) + "}\n\n"
		switch q.Kind {
		case Single, Multiple:
			b.WriteString(gift(q.Stem) + " {\n")
			for i, o := range q.Options {
				b.WriteString("\t" + q.weight(i) + gift(o) + "\n")
			}
			b.WriteString(feedback)
		case Judge:
			b.WriteString(gift(q.Stem) + " {" + []string{"TRUE", "FALSE"}[q.Right[0]] + feedback)
		case Blank:
			before, after, _ := strings.Cut(q.Stem, Gap)
			b.WriteString(gift(before) + " {")
			for _, a := range Accepted(q.Answers[0]) {
				b.WriteString("=%100%" + gift(a) + " ")
			}
			b.WriteString(strings.TrimSuffix(feedback, "\n\n") + gift(after) + "\n\n")
		case Match:
			b.WriteString(gift(q.Stem) + " {\n")
			for i, l := range q.Left {
				b.WriteString("\t=" + gift(l) + " -> " + gift(q.Options[q.Right[i]]) + "\n")
			}
			b.WriteString(feedback)
		case Short: // an essay: the points stand in the feedback
			b.WriteString(gift(q.Stem) + " {" + feedback)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// weight is what GIFT wants in front of an option. With several right ones there
// is no = at all; the shares are fractions that Moodle knows.
func (q *Question) weight(option int) string {
	right := false
	for _, r := range q.Right {
		right = right || r == option
	}
	if q.Kind == Single {
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
		if q.Kind != Single && q.Kind != Judge {
			continue
		}
		stem := strings.TrimSpace(bare(q.Stem))
		if aikenOption.MatchString(stem) || strings.HasPrefix(stem, "ANSWER:") {
			stem = "题：" + stem
		}
		b.WriteString(stem + "\n")
		for i, o := range q.Options {
			b.WriteString(letter(i) + ". " + strings.TrimSpace(bare(o)) + "\n")
		}
		fmt.Fprintf(&b, "ANSWER: %s\n\n", letter(q.Right[0]))
	}
	if b.Len() == 0 {
		return &UnfitError{"aiken", "it holds single choice and true-or-false questions alone, and there is none: choose these kinds"}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

var aikenOption = regexp.MustCompile(`^[A-Z][).][ \t]`)
