package study

import (
	"fmt"
	"io"
	"strings"

	"tiaowen/api/study/office"
	"tiaowen/api/study/quiz"
)

// bankColumns are the columns that Chinese examination systems have in common,
// and what is needed to take the file in again: see ReadBank.
var bankColumns = []string{"序号", "题型", "题干", "选项A", "选项B", "选项C", "选项D", "选项E", "选项F", "答案", "解析", "难度", "分值", "出处", "题号", "网址", "处理"}

// writeXLSX writes the question bank as a table.
func writeXLSX(w io.Writer, k *Kit, base string) error {
	if err := k.noQuestions("xlsx"); err != nil {
		return err
	}
	sheet := office.Sheet{
		Name: "题库", Header: bankColumns, Filter: true,
		Widths:  []float64{6, 10, 60, 24, 24, 24, 24, 24, 24, 16, 60, 6, 6, 40, 28, 24, 10},
		Numbers: map[int]bool{0: true, 12: true},
	}
	for i, q := range k.Questions {
		row := make([]string, len(sheet.Header))
		row[0], row[1], row[2] = fmt.Sprint(i+1), q.Kind.Long(), office.Cut(bare(stemWithLeft(q)))
		for j, o := range q.Options {
			if q.Kind != quiz.Judge && j < 6 {
				row[3+j] = office.Cut(bare(o))
			}
		}
		if len(q.Options) > 6 {
			row[2] = office.Cut(bare(stemWithLeft(q) + optionsInLine(q)))
		}
		row[9], row[10] = office.Cut(bare(q.AnswerLine())), office.Cut(bare(q.Explanation))
		row[11], row[12] = grade(q), fmt.Sprint(q.Points)
		row[13], row[14] = bare(q.Cite), q.ID
		if base != "" && q.URL != "" {
			row[15] = base + q.URL
		}
		sheet.Rows = append(sheet.Rows, row)
	}
	return office.WriteXLSX(w, sheet)
}

// optionsInLine are options that have no separate columns.
func optionsInLine(q *quiz.Question) string {
	var b strings.Builder
	for i, o := range q.Options {
		b.WriteString(" " + quiz.Letter(i) + ". " + o)
	}
	return b.String()
}

// stemWithLeft is the stem, and the titles to be matched behind it.
func stemWithLeft(q *quiz.Question) string {
	out := q.Stem
	for i, l := range q.Left {
		out += fmt.Sprintf("（%d）%s", i+1, l)
	}
	return out
}

// common is a question in the terms of the banks that know five kinds: matches,
// orders and definitions are short answers there, cases single choices.
type common struct {
	kind, stem, answer string
	options            []string
}

func commonOf(q *quiz.Question) common {
	c := common{kind: q.Kind.Long(), stem: bare(stemWithLeft(q)), answer: bare(q.AnswerLine())}
	switch q.Kind {
	case quiz.Case:
		c.kind, c.options = quiz.Single.Long(), q.Options
	case quiz.Judge:
		c.options, c.answer = []string{"正确", "错误"}, quiz.Letter(q.Right[0])
	case quiz.Single, quiz.Multiple:
		c.options = q.Options
	case quiz.Match, quiz.Order:
		c.kind, c.stem = quiz.Short.Long(), bare(stemWithLeft(q)+optionsInLine(q))
	case quiz.Define:
		c.kind = quiz.Short.Long()
	}
	return c
}

// chapterOf is the section of the clause a question is made from.
func chapterOf(q *quiz.Question) string {
	if q.From() == nil {
		return ""
	}
	if path := q.From().Path(); len(path) > 0 {
		return bare(path[len(path)-1].Name())
	}
	return ""
}

// writeKaoshibao writes the columns of 考试宝, names and blanks as its template has them.
func writeKaoshibao(w io.Writer, k *Kit, base string) error {
	if err := k.noQuestions("xlsx-kaoshibao"); err != nil {
		return err
	}
	sheet := office.Sheet{Name: "题库", Header: []string{"题干（必填）", "题型 （必填）"}, Widths: []float64{60, 12}}
	for i := range 8 {
		sheet.Header, sheet.Widths = append(sheet.Header, "选项 "+quiz.Letter(i)), append(sheet.Widths, 20)
	}
	sheet.Header = append(sheet.Header, "正确答案（必填）", "解析（勿删）", "章节", "难度")
	sheet.Widths = append(sheet.Widths, 20, 60, 24, 8)
	for _, q := range k.Questions {
		c := commonOf(q)
		row := make([]string, 14)
		row[0], row[1] = office.Cut(c.stem), c.kind
		for j, o := range c.options {
			row[2+j] = office.Cut(bare(o))
		}
		row[10], row[11], row[12], row[13] = office.Cut(c.answer), office.Cut(bare(q.Explanation)), chapterOf(q), grade(q)
		sheet.Rows = append(sheet.Rows, row)
	}
	return office.WriteXLSX(w, sheet)
}

// writeMotibang writes the columns of 磨题帮, whose header is in the fourth
// row; each right letter has a column.
func writeMotibang(w io.Writer, k *Kit, base string) error {
	if err := k.noQuestions("xlsx-motibang"); err != nil {
		return err
	}
	sheet := office.Sheet{
		Name: "题库", Header: []string{"题干", "题型"}, Widths: []float64{60, 12},
		Before: [][]string{{bare(k.Title)}, {"题型：单选题、多选题、判断题、填空题、简答题"}, {"答案：选择题填字母，一格一个"}},
	}
	for i := range 8 {
		sheet.Header, sheet.Widths = append(sheet.Header, fmt.Sprintf("选择项%d", i+1)), append(sheet.Widths, 20)
	}
	sheet.Header, sheet.Widths = append(sheet.Header, "解析"), append(sheet.Widths, 60)
	for i := range 8 {
		sheet.Header, sheet.Widths = append(sheet.Header, fmt.Sprintf("答案%d", i+1)), append(sheet.Widths, 12)
	}
	for _, q := range k.Questions {
		c := commonOf(q)
		row := make([]string, len(sheet.Header))
		row[0], row[1], row[10] = office.Cut(c.stem), c.kind, office.Cut(bare(q.Explanation))
		for j, o := range c.options {
			row[2+j] = office.Cut(bare(o))
		}
		row[11] = office.Cut(c.answer)
		if q.Kind == quiz.Multiple {
			for j, i := range q.Right {
				row[11+j] = quiz.Letter(i)
			}
		}
		sheet.Rows = append(sheet.Rows, row)
	}
	return office.WriteXLSX(w, sheet)
}

// writePlain writes a plain table: what a bank without a separate template takes.
func writePlain(w io.Writer, k *Kit, base string) error {
	if err := k.noQuestions("xlsx-plain"); err != nil {
		return err
	}
	sheet := office.Sheet{
		Name: "题库", Header: []string{"序号", "题型", "题干", "选项A", "选项B", "选项C", "选项D", "选项E", "选项F", "答案", "解析", "难度", "分值", "知识点"},
		Widths:  []float64{6, 10, 60, 24, 24, 24, 24, 24, 24, 16, 60, 6, 6, 24},
		Numbers: map[int]bool{0: true, 12: true},
	}
	for i, q := range k.Questions {
		c := commonOf(q)
		row := make([]string, len(sheet.Header))
		row[0], row[1], row[2] = fmt.Sprint(i+1), c.kind, office.Cut(c.stem)
		for j, o := range c.options {
			row[3+j] = office.Cut(bare(o))
		}
		row[9], row[10], row[11], row[12], row[13] = office.Cut(c.answer), office.Cut(bare(q.Explanation)), grade(q), fmt.Sprint(q.Points), chapterOf(q)
		sheet.Rows = append(sheet.Rows, row)
	}
	return office.WriteXLSX(w, sheet)
}

// The question bank as text, the form that quiz programs take: the answer
// behind 【答案】 tells the type. A question without it is a short answer.
func writeText(w io.Writer, k *Kit, base string) error {
	if err := k.noQuestions("text"); err != nil {
		return err
	}
	var b strings.Builder
	for i, q := range k.Questions {
		fmt.Fprintf(&b, "%d. %s\n", i+1, mark(stemWithLeft(q)))
		if q.Kind != quiz.Judge {
			for j, o := range q.Options {
				fmt.Fprintf(&b, "%s. %s\n", quiz.Letter(j), mark(o))
			}
		}
		solution := q.Explanation
		if answer := textAnswer(q); answer != "" {
			b.WriteString("【答案】" + answer + "\n")
		} else {
			solution = q.AnswerLine() + "。" + solution
		}
		fmt.Fprintf(&b, "【解析】%s\n【难度】%s\n【分值】%d\n【出处】%s\n\n", mark(solution), grade(q), q.Points, mark(q.Cite))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// textAnswer is what stands behind 【答案】; "" for the kinds that the form takes as
// short answers.
func textAnswer(q *quiz.Question) string {
	switch q.Kind {
	case quiz.Blank:
		return "(" + mark(strings.NewReplacer("(", "（", ")", "）").Replace(q.Answers[0])) + ")"
	case quiz.Single, quiz.Multiple, quiz.Judge, quiz.Case:
		return q.AnswerLine()
	}
	return ""
}

// mark keeps a text on its line and from looking like one of the marks.
func mark(s string) string {
	return strings.NewReplacer("【答案】", "［答案］", "【解析】", "［解析］").Replace(bare(s))
}
