package study

import (
	"fmt"
	"io"
	"strings"

	"tiaowen/api/study/office"
)

// The question bank as a table, with the columns that Chinese examination
// systems have in common.
func writeXLSX(w io.Writer, k *Kit, base string) error {
	if err := k.noQuestions("xlsx"); err != nil {
		return err
	}
	sheet := office.Sheet{
		Name:   "题库",
		Header: []string{"序号", "题型", "题干", "选项A", "选项B", "选项C", "选项D", "选项E", "选项F", "答案", "解析", "难度", "分值", "出处", "题号", "网址"},
		Widths: []float64{6, 6, 60, 24, 24, 24, 24, 24, 24, 16, 60, 6, 6, 40, 28, 24},
	}
	for i, q := range k.Questions {
		row := make([]string, len(sheet.Header))
		row[0], row[1], row[2] = fmt.Sprint(i+1), q.Kind.Chinese(), bare(q.stemWithLeft())
		for j, o := range q.Options {
			if q.Kind != Judge {
				row[3+j] = bare(o)
			}
		}
		row[9], row[10] = bare(q.AnswerLine()), bare(q.Explanation)
		row[11], row[12] = []string{"", "易", "中", "难"}[q.Difficulty], fmt.Sprint(q.Points)
		row[13], row[14] = bare(q.Cite), q.ID
		if base != "" && q.URL != "" {
			row[15] = base + q.URL
		}
		sheet.Rows = append(sheet.Rows, row)
	}
	return office.WriteXLSX(w, sheet)
}

// stemWithLeft is the stem, and the titles to be matched behind it.
func (q *Question) stemWithLeft() string {
	out := q.Stem
	for i, l := range q.Left {
		out += fmt.Sprintf("（%d）%s", i+1, l)
	}
	return out
}

// The question bank as text, the form that quiz programs take: the answer
// behind 【答案】 tells the type. A question without it is a short answer.
func writeText(w io.Writer, k *Kit, base string) error {
	if err := k.noQuestions("text"); err != nil {
		return err
	}
	var b strings.Builder
	for i, q := range k.Questions {
		fmt.Fprintf(&b, "%d. %s\n", i+1, mark(q.stemWithLeft()))
		if q.Kind != Judge {
			for j, o := range q.Options {
				fmt.Fprintf(&b, "%s. %s\n", letter(j), mark(o))
			}
		}
		switch q.Kind {
		case Blank:
			b.WriteString("【答案】(" + mark(strings.NewReplacer("(", "（", ")", "）").Replace(q.Answers[0])) + ")\n")
		case Single, Multiple, Judge:
			b.WriteString("【答案】" + q.AnswerLine() + "\n")
		}
		solution := q.Explanation
		if q.Kind == Match || q.Kind == Short {
			solution = q.AnswerLine() + "。" + solution
		}
		fmt.Fprintf(&b, "【解析】%s\n【难度】%s\n【分值】%d\n【出处】%s\n\n", mark(solution), []string{"", "易", "中", "难"}[q.Difficulty], q.Points, mark(q.Cite))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// mark keeps a text on its line and from looking like one of the marks.
func mark(s string) string {
	return strings.NewReplacer("【答案】", "［答案］", "【解析】", "［解析］").Replace(bare(s))
}
