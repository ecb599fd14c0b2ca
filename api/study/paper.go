package study

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"tiaowen/api/study/office"
)

// Paper gives the questions of a paper: 'A' as the kit has them, any other
// letter the same ones in other order, their options as well.
func (k *Kit) Paper(name rune) []*Question {
	out := make([]*Question, len(k.Questions))
	for i, q := range k.Questions {
		c := *q
		out[i] = &c
		if name == 'A' || len(c.Options) < 3 {
			continue
		}
		order := dice(fmt.Sprint(k.Seed), string(name), c.ID).Perm(len(c.Options)) // old place to new
		c.Options = make([]string, len(order))
		for from, to := range order {
			c.Options[to] = q.Options[from]
		}
		c.Right = make([]int, len(q.Right))
		for j, r := range q.Right {
			c.Right[j] = order[r]
		}
		if c.Kind != Match {
			slices.Sort(c.Right)
		}
	}
	if name != 'A' {
		arrange(out, k.Seed, name)
	}
	return out
}

// group is the questions of one kind, as a paper has them together.
type group struct {
	kind      Kind
	questions []*Question
	points    int // of all
}

func groups(qs []*Question) []group {
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

// heading is 一、单选题（共10题，20分）.
func (g group) heading(i int) string {
	return fmt.Sprintf("%s、%s题（共%d题，%d分）", chineseNumeral(i+1, ""), g.kind.Chinese(), len(g.questions), g.points)
}

// total is the points of all questions.
func total(qs []*Question) int {
	n := 0
	for _, q := range qs {
		n += q.Points
	}
	return n
}

// asked is a question as a paper shows it.
func (q *Question) asked(n int) []string {
	lines := []string{fmt.Sprintf("%d. %s", n, bare(q.Stem))}
	switch q.Kind {
	case Judge:
		lines[0] += "（　　）"
	case Single, Multiple:
		if !strings.Contains(q.Stem, Bracket) {
			lines[0] += "（　　）"
		}
	case Match:
		for i, l := range q.Left {
			lines = append(lines, fmt.Sprintf("（%d）%s", i+1, bare(l)))
		}
	}
	if q.Kind == Judge {
		return lines
	}
	for i, o := range q.Options {
		lines = append(lines, letter(i)+". "+bare(o))
	}
	return lines
}

func paperDOCX(name rune) func(io.Writer, *Kit, string) error {
	return func(w io.Writer, k *Kit, base string) error {
		if err := k.noQuestions("paper"); err != nil {
			return err
		}
		qs := k.Paper(name)
		d := office.Document{Title: bare(k.Title) + "试卷（" + string(name) + "卷）", Subject: sources(k), Date: date(k)}
		add := func(p ...office.Paragraph) { d.Paragraphs = append(d.Paragraphs, p...) }
		add(office.Text(office.Title, bare(k.Title)+"\n试卷（"+string(name)+"卷）"),
			office.Text(office.Under, fmt.Sprintf("满分%d分", total(qs))),
			office.Text(office.Flush, "单位：______________　姓名：__________　得分：________"))
		n := 0
		for i, g := range groups(qs) {
			add(office.Text(office.Level1, g.heading(i)))
			for _, q := range g.questions {
				n++
				lines := q.asked(n)
				for j, line := range lines {
					p := office.Text(office.Body, line)
					p.Next = j < len(lines)-1
					add(p)
				}
				if q.Kind == Short {
					for range min(8, len(q.Answers)+2) {
						add(office.Paragraph{Style: office.Line})
					}
				}
			}
		}
		return office.WriteDOCX(w, d)
	}
}

// sheetDOCX is the sheet for the answers of either paper, without questions.
func sheetDOCX(w io.Writer, k *Kit, base string) error {
	if err := k.noQuestions("sheet"); err != nil {
		return err
	}
	d := office.Document{Title: bare(k.Title) + "答题卡", Date: date(k)}
	add := func(p ...office.Paragraph) { d.Paragraphs = append(d.Paragraphs, p...) }
	add(office.Text(office.Title, bare(k.Title)+"\n答题卡"), office.Text(office.Flush, "单位：____________　姓名：________　卷别：A□ B□　得分：______"))
	n := 0
	for i, g := range groups(k.Questions) {
		add(office.Text(office.Level1, g.heading(i)))
		per := map[Kind]int{Single: 5, Multiple: 4, Judge: 5, Match: 2, Blank: 2, Short: 1}[g.kind]
		var row []string
		for j, q := range g.questions {
			n++
			room := "____"
			switch q.Kind {
			case Blank, Match:
				room = "__________"
			case Short:
				room = ""
			}
			row = append(row, fmt.Sprintf("%d.%s", n, room))
			if len(row) == per || j == len(g.questions)-1 {
				add(office.Text(office.Flush, strings.Join(row, "　")))
				row = nil
			}
			if q.Kind == Short {
				for range min(8, len(q.Answers)+2) {
					add(office.Paragraph{Style: office.Line})
				}
			}
		}
	}
	return office.WriteDOCX(w, d)
}

func keyDOCX(name rune) func(io.Writer, *Kit, string) error {
	return func(w io.Writer, k *Kit, base string) error {
		if err := k.noQuestions("key"); err != nil {
			return err
		}
		qs := k.Paper(name)
		d := office.Document{Title: bare(k.Title) + "答案与解析（" + string(name) + "卷）", Subject: sources(k), Date: date(k)}
		add := func(p ...office.Paragraph) { d.Paragraphs = append(d.Paragraphs, p...) }
		add(office.Text(office.Title, bare(k.Title)+"\n答案与解析（"+string(name)+"卷）"))
		n := 0
		for i, g := range groups(qs) {
			add(office.Text(office.Level1, g.heading(i)))
			if g.kind == Single || g.kind == Judge || g.kind == Multiple { // the letters at a glance, five by five
				var all []string
				for j, q := range g.questions {
					all = append(all, fmt.Sprintf("%d.%s", n+j+1, q.AnswerLine()))
				}
				for at := 0; at < len(all); at += 5 {
					add(office.Text(office.Flush, strings.Join(all[at:min(at+5, len(all))], "　")))
				}
			}
			for _, q := range g.questions {
				n++
				add(office.Paragraph{Style: office.Body, Next: true, Runs: []office.Run{{Text: fmt.Sprintf("%d. ", n)}, {Text: bare(q.AnswerLine()), Bold: true}}},
					office.Text(office.Note, bare(q.explanation(base))+fmt.Sprintf("　难度：%s　分值：%d　题号：%s", []string{"", "易", "中", "难"}[q.Difficulty], q.Points, q.ID)))
			}
		}
		return office.WriteDOCX(w, d)
	}
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
