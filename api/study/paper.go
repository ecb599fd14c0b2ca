package study

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/study/bundle"
	"tiaowen/api/study/office"
	"tiaowen/api/study/quiz"
	"tiaowen/api/study/quiz/dice"
	"tiaowen/api/study/selection"
	"tiaowen/corpus/numeral"
)

// Paper gives the questions of a paper: "A" as the kit has them, any other
// letter the same ones in other order, their options as well.
func (k *Kit) Paper(name string) []*quiz.Question {
	out := make([]*quiz.Question, len(k.Questions))
	for i, q := range k.Questions {
		c := *q
		out[i] = &c
		if name == "A" || len(c.Options) < 3 {
			continue
		}
		order := dice.Of(fmt.Sprint(k.Seed), name, c.ID).Perm(len(c.Options)) // old place to new
		c.Options = make([]string, len(order))
		for from, to := range order {
			c.Options[to] = q.Options[from]
		}
		c.Right = make([]int, len(q.Right))
		for j, r := range q.Right {
			c.Right[j] = order[r]
		}
		if c.Kind != quiz.Match && c.Kind != quiz.Order {
			slices.Sort(c.Right)
		}
	}
	if name != "A" {
		selection.Arrange(out, k.Seed, name)
	}
	return out
}

// group is the questions of one kind, as a paper has them together.
type group struct {
	kind      quiz.Kind
	questions []*quiz.Question
	points    int // of all
}

func groups(qs []*quiz.Question) []group {
	var out []group
	for _, q := range qs {
		if len(out) == 0 || out[len(out)-1].kind != q.Kind {
			out = append(out, group{kind: q.Kind})
		}
		g := &out[len(out)-1]
		g.questions = append(g.questions, q)
		g.points += q.Points
	}
	return out
}

// heading is 一、单选题（共10题，每题2分，共20分）.
func (g group) heading(i int) string {
	each := ""
	if n := g.questions[0].Points; g.points == n*len(g.questions) {
		each = fmt.Sprintf("每题%d分，", n)
	}
	return fmt.Sprintf("%s、%s（共%d题，%s共%d分）", numeral.Han(i+1), g.kind.Long(), len(g.questions), each, g.points)
}

// total is the points of all questions.
func total(qs []*quiz.Question) int {
	n := 0
	for _, q := range qs {
		n += q.Points
	}
	return n
}

// minutes is how long a paper takes: what trainers reckon for each kind, in
// steps of five.
func minutes(qs []*quiz.Question) int {
	seconds := 0
	for _, q := range qs {
		seconds += map[quiz.Kind]int{quiz.Single: 60, quiz.Multiple: 100, quiz.Judge: 40, quiz.Blank: 60, quiz.Match: 150, quiz.Order: 150, quiz.Define: 180, quiz.Short: 420, quiz.Case: 150}[q.Kind]
	}
	return max(10, (seconds+299)/300*5)
}

// stem is the stem as a paper shows it, with the brackets for the answer.
func stem(q *quiz.Question) string {
	if q.Kind == quiz.Judge || q.Kind == quiz.Order || q.Kind.Choice() && !strings.Contains(q.Stem, quiz.Bracket) {
		return bare(q.Stem) + "（　　）"
	}
	return bare(q.Stem)
}

// asked is a question as a paper shows it: its lines, those of the options with
// stops in them where several stand on one.
func asked(q *quiz.Question, n int) (lines, options []string) {
	lines = []string{fmt.Sprintf("%d. %s", n, stem(q))}
	for i, l := range q.Left {
		lines = append(lines, fmt.Sprintf("（%d）%s", i+1, bare(l)))
	}
	if q.Kind == quiz.Judge {
		return lines, nil
	}
	longest := 0
	for i, o := range q.Options {
		options = append(options, quiz.Letter(i)+". "+bare(o))
		longest = max(longest, utf8.RuneCountInString(o))
	}
	per := 1
	switch {
	case longest <= 6:
		per = 4
	case longest <= 15:
		per = 2
	}
	var rows []string
	for at := 0; at < len(options); at += per {
		gap := "\t"
		if per == 2 { // the second is at the stop in the middle
			gap = "\t"
			if utf8.RuneCountInString(options[at]) < 8 {
				gap = "\t\t"
			}
		}
		rows = append(rows, strings.Join(options[at:min(at+per, len(options))], gap))
	}
	return lines, rows
}

// writingLines is how many lines an answer in writing is given.
func writingLines(q *quiz.Question) int {
	switch q.Kind {
	case quiz.Short:
		return min(8, len(q.Answers)+2)
	case quiz.Define:
		return 3
	}
	return 0
}

func paperDOCX(name string) func(io.Writer, *Kit, string) error {
	return func(w io.Writer, k *Kit, base string) error {
		if err := k.noQuestions("paper"); err != nil {
			return err
		}
		qs := k.Paper(name)
		d := office.Document{Title: bare(k.Title) + "试卷（" + name + "卷）", Subject: sources(k), Date: date(k)}
		add := func(p ...office.Paragraph) { d.Paragraphs = append(d.Paragraphs, p...) }
		add(office.Text(office.Exam, "单位：________________　姓名：____________　考号：____________　得分：________"),
			office.Text(office.Seal, "密　　　　封　　　　线　　　　内　　　　不　　　　要　　　　答　　　　题"),
			office.Text(office.Title, bare(k.Title)+"\n试卷（"+name+"卷）"),
			office.Text(office.Exam, fmt.Sprintf("考试时间：%d分钟　　满分：%d分", minutes(qs), total(qs))))
		n := 0
		for i, g := range groups(qs) {
			head := office.Text(office.Exam, g.heading(i))
			head.Runs[0].Bold, head.Next = true, true
			add(head)
			for _, q := range g.questions {
				n++
				lines, options := asked(q, n)
				for j, line := range append(slices.Clone(lines), options...) {
					p := office.Text(office.Exam, line)
					if j >= len(lines) {
						p.Style = office.Choice
					}
					p.Next = j < len(lines)+len(options)-1
					add(p)
				}
				for range writingLines(q) {
					add(office.Paragraph{Style: office.Line})
				}
			}
		}
		return office.WriteDOCX(w, d)
	}
}

// sheetDOCX is the sheet for the answers of any of the papers, without
// questions: a table for each kind, so that no number parts from its room.
func sheetDOCX(w io.Writer, k *Kit, base string) error {
	if err := k.noQuestions("sheet"); err != nil {
		return err
	}
	d := office.Document{Title: bare(k.Title) + "答题卡", Date: date(k)}
	add := func(p ...office.Paragraph) { d.Paragraphs = append(d.Paragraphs, p...) }
	add(office.Text(office.Title, bare(k.Title)+"\n答题卡"),
		office.Text(office.Exam, "单位：______________　姓名：__________　卷别：______　得分：________"))
	n := 0
	for i, g := range groups(k.Questions) {
		add(office.Text(office.Level1, g.heading(i)))
		per := map[quiz.Kind]int{quiz.Single: 10, quiz.Judge: 10, quiz.Multiple: 5, quiz.Case: 10, quiz.Match: 2, quiz.Order: 4, quiz.Blank: 2}[g.kind]
		if per == 0 {
			for _, q := range g.questions {
				n++
				add(office.Text(office.Exam, fmt.Sprintf("%d.", n)))
				for range writingLines(q) {
					add(office.Paragraph{Style: office.Line})
				}
			}
			continue
		}
		for at := 0; at < len(g.questions); at += per {
			t := &office.Table{}
			room := make([]office.Runs, per)
			for j := range per {
				t.Widths = append(t.Widths, bodyWidth/per)
				head := ""
				if at+j < len(g.questions) {
					n++
					head = fmt.Sprint(n)
				}
				t.Head = append(t.Head, head)
				room[j] = office.Runs{{Text: "　\n"}}
			}
			t.Rows = [][]office.Runs{room}
			add(office.Paragraph{Table: t}, office.Text(office.Cell, ""))
		}
	}
	return office.WriteDOCX(w, d)
}

// bodyWidth is the width between the margins of a page, in twips: 156 mm.
const bodyWidth = 8844

func keyDOCX(name string) func(io.Writer, *Kit, string) error {
	return func(w io.Writer, k *Kit, base string) error {
		if err := k.noQuestions("key"); err != nil {
			return err
		}
		qs := k.Paper(name)
		d := office.Document{Title: bare(k.Title) + "答案与解析（" + name + "卷）", Subject: sources(k), Date: date(k)}
		add := func(p ...office.Paragraph) { d.Paragraphs = append(d.Paragraphs, p...) }
		add(office.Text(office.Title, bare(k.Title)+"\n答案与解析（"+name+"卷）"))
		n := 0
		for i, g := range groups(qs) {
			add(office.Text(office.Level1, g.heading(i)))
			if g.kind.Choice() || g.kind == quiz.Judge { // the letters at a glance, five by five
				var all []string
				for j, q := range g.questions {
					all = append(all, fmt.Sprintf("%d.%s", n+j+1, q.AnswerLine()))
				}
				for at := 0; at < len(all); at += 5 {
					add(office.Text(office.Exam, strings.Join(all[at:min(at+5, len(all))], "　")))
				}
			}
			for _, q := range g.questions {
				n++
				add(office.Paragraph{Style: office.Exam, Next: true, Runs: []office.Run{{Text: fmt.Sprintf("%d. ", n)}, {Text: bare(q.AnswerLine()), Bold: true}}},
					office.Text(office.Cell, bare(explanation(q, base))+fmt.Sprintf("　难度：%s　分值：%d　题号：%s", grade(q), q.Points, q.ID)))
			}
		}
		return office.WriteDOCX(w, d)
	}
}

// grade is the difficulty in Chinese.
func grade(q *quiz.Question) string {
	return []string{"", "易", "中", "难"}[min(max(q.Difficulty, 1), 3)]
}

// writePapers writes as many papers as the kit has copies, the same questions
// in another order each, with the key of each, the answer sheet and a table of
// all keys, in one ZIP.
func writePapers(w io.Writer, k *Kit, base string) error {
	if err := k.noQuestions("papers"); err != nil {
		return err
	}
	n := max(k.Copies, 2)
	var files []bundle.File
	add := func(name string, write func(io.Writer, *Kit, string) error) error {
		var b bytes.Buffer
		err := write(&b, k, base)
		files = append(files, bundle.File{Name: name, Data: b.Bytes()})
		return err
	}
	keys := office.Sheet{Name: "答案", Header: []string{"卷号"}, Widths: []float64{8}, Numbers: map[int]bool{}}
	for i := range k.Questions {
		keys.Header, keys.Widths = append(keys.Header, fmt.Sprint(i+1)), append(keys.Widths, 12)
	}
	for i := 1; i <= n; i++ {
		name := fmt.Sprintf("%02d", i)
		if err := add("试卷/试卷"+name+".docx", paperDOCX(name)); err != nil {
			return err
		}
		if err := add("答案/答案"+name+".docx", keyDOCX(name)); err != nil {
			return err
		}
		row := []string{name}
		for _, q := range k.Paper(name) {
			row = append(row, office.Cut(bare(q.AnswerLine())))
		}
		keys.Rows = append(keys.Rows, row)
	}
	if err := add("答题卡.docx", sheetDOCX); err != nil {
		return err
	}
	err := add("答案一览.xlsx", func(w io.Writer, _ *Kit, _ string) error { return office.WriteXLSX(w, keys) })
	if err != nil {
		return err
	}
	return bundle.Write(w, files...)
}

// sources names the documents of the kit with their dates.
func sources(k *Kit) string {
	var out []string
	for _, own := range byDocument(k.Clauses) {
		d := own[0].Document
		line := "《" + bare(d.Title) + "》"
		if d.Date != "" {
			line += "（" + d.Date + "）"
		}
		out = append(out, line)
	}
	return strings.Join(out, "、")
}

// date is that of the newest document, or "".
func date(k *Kit) string {
	newest := ""
	for _, c := range k.Clauses {
		newest = max(newest, c.Document.Date)
	}
	return newest
}
