package sheet

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"tiaowen/api"
	"tiaowen/api/study/office"
)

// A register's heads and the words of its own in it are Chinese for lang zh,
// else English. Addresses begin with base: "https://search.example.cn", or ""
// for addresses within the site.

// Norms is the register of duties and prohibitions.
func Norms(list *api.NormList, lang, base string) *Table {
	say := speaker(lang)
	t := &Table{Name: say("职责清单", "norms"), Columns: []Column{
		{say("文件", "document"), 28}, {say("条", "clause"), 10}, {say("章节", "section"), 28},
		{say("类别", "norm"), 10}, {say("语气较轻", "soft"), 8}, {say("主体", "actor"), 20}, {say("主体全称", "actor in full"), 20},
		{say("内容", "text"), 70}, {say("所列各项", "list"), 50}, {say("条件", "condition"), 30},
		{say("频次", "frequency"), 16}, {say("期限", "deadline"), 20}, {say("日期", "date"), 12}, {say("网址", "url"), 40},
	}}
	for _, n := range list.Norms {
		soft := ""
		if n.Soft {
			soft = say("是", "yes")
		}
		t.Rows = append(t.Rows, []string{
			titled(n.Clause.Document), n.Clause.Name, sectionPath(n.Clause.Path),
			NormName(n.Norm, lang), soft, n.Actor, n.Full, n.Whole, strings.Join(n.Items, "\n"), n.Condition,
			n.Frequency, n.Deadline, DueName(n.Due, lang), base + n.Clause.URL,
		})
	}
	return t
}

// DueName is the day of a deadline in words: 每年1月31日, 2027-06-30; "" for none.
func DueName(d *api.Due, lang string) string {
	if d == nil {
		return ""
	}
	say := speaker(lang)
	last := d.Day == 31 // the last of every month
	day := fmt.Sprintf(say("%d日", "%d"), d.Day)
	if last {
		day = say("最后一日", "the last day")
	}
	switch d.Every {
	case "year":
		if last {
			return fmt.Sprintf(say("每年%d月底", "every year, end of month %d"), d.Month)
		}
		return fmt.Sprintf(say("每年%d月%d日", "every year, %02d-%02d"), d.Month, d.Day)
	case "quarter":
		return fmt.Sprintf(say("每季度第%d个月", "month %d of every quarter, "), d.Month) + day
	case "month":
		return say("每月", "every month, ") + day
	}
	return time.Date(d.Year, time.Month(d.Month), min(d.Day, time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC).Day()), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// WriteNormsDOCX writes the register as a document to print: a table on A4 in
// landscape. title is above it, note below the title.
func WriteNormsDOCX(w io.Writer, list *api.NormList, lang, title, note string) error {
	say := speaker(lang)
	table := &office.Table{Head: []string{say("主体", "Who"), say("类别", "Kind"), say("内容", "What"), say("频次和期限", "How often, by when"), say("出处", "Source")}}
	table.Widths = []int{2200, 900, office.TableWidth - 2200 - 900 - 2600 - 2900, 2600, 2900}
	for _, n := range list.Norms {
		who := n.Actor
		if n.Full != "" {
			who += "\n" + say("（即", "(") + n.Full + say("）", ")")
		}
		what := append([]string{n.Whole}, n.Items...)
		when := slices.DeleteFunc([]string{n.Frequency, n.Deadline}, func(s string) bool { return s == "" })
		table.Rows = append(table.Rows, []office.Runs{
			{{Text: who}}, {{Text: NormName(n.Norm, lang)}}, {{Text: strings.Join(what, "\n")}},
			{{Text: strings.Join(when, "\n")}}, {{Text: n.Clause.Cite}},
		})
	}
	return office.WriteDOCX(w, office.Document{Title: title, Landscape: true, Paragraphs: []office.Paragraph{
		office.Text(office.Title, title), office.Text(office.Note, note), {Table: table},
	}})
}

// Terms is the list of terms, a row for each.
func Terms(list *api.TermList, lang, base string) *Table {
	say := speaker(lang)
	t := &Table{Name: say("术语", "terms"), Columns: []Column{
		{say("文件", "document"), 28}, {say("术语", "term"), 20}, {say("所指", "members"), 40}, {say("定义", "definition"), 60},
		{say("出处", "source"), 12}, {say("所在各条", "clauses"), 30}, {say("网址", "url"), 40},
	}}
	for _, r := range list.Terms {
		var members, clauses []string
		for _, m := range r.Members {
			members = append(members, m.Text)
		}
		meaning, source, url := "", "", ""
		for _, u := range r.Uses {
			if u.Clause == nil {
				continue
			}
			if url == "" {
				url = base + u.Clause.URL
			}
			if n := len(clauses); u.Clause.Name != "" && (n == 0 || clauses[n-1] != u.Clause.Name) {
				clauses = append(clauses, u.Clause.Name)
			}
		}
		if r.Definition != nil {
			meaning = r.Definition.Text
		}
		if r.Source != nil {
			source, url = r.Source.Name, base+r.Source.URL
		}
		t.Rows = append(t.Rows, []string{titled(r.Document), r.Name, strings.Join(members, "、"), meaning, source, strings.Join(clauses, "、"), url})
	}
	return t
}

// Citations is the list of what clauses refer to.
func Citations(list *api.CitationList, lang, base string) *Table {
	say := speaker(lang)
	t := &Table{Name: say("引用", "citations"), Columns: []Column{
		{say("文件", "document"), 28}, {say("条", "clause"), 10}, {say("引用原文", "text"), 40}, {say("被引文件", "cited"), 40},
		{say("已收录为", "loaded as"), 28}, {say("网址", "url"), 40}, {say("被引网址", "cited url"), 40},
	}}
	for _, c := range list.Citations {
		title, url := "", ""
		if c.Target != nil {
			title, url = titled(c.Target.Document), base+c.Target.URL
		}
		t.Rows = append(t.Rows, []string{titled(c.Clause.Document), c.Clause.Name, c.Text, c.Title, title, base + c.Clause.URL, url})
	}
	return t
}

// NormName is a kind of norm in the language: 禁止 for forbid.
func NormName(norm, lang string) string {
	if lang != "zh" {
		return norm
	}
	return map[string]string{"forbid": "禁止", "require": "要求", "permit": "允许", "encourage": "鼓励"}[norm]
}

func speaker(lang string) func(zh, en string) string {
	return func(zh, en string) string {
		if lang == "zh" {
			return zh
		}
		return en
	}
}

// sectionPath is the section context on one line, outermost first.
func sectionPath(path []api.SectionRef) string {
	names := make([]string, len(path))
	for i, s := range path {
		names[i] = s.Name
	}
	return strings.Join(names, " › ")
}

// titled is a document's title with its version where several are loaded.
func titled(d api.DocumentRef) string {
	if d.Version == "" {
		return d.Title
	}
	return d.Title + "（" + d.Version + "）"
}
