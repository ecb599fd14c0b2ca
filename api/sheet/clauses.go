package sheet

import (
	"strconv"
	"strings"

	"tiaowen/api"
	"tiaowen/api/export"
)

// Hits is what a search finds, a row for each clause, the best first.
func Hits(found *api.SearchResult, lang, base string) *Table {
	say := speaker(lang)
	t := &Table{Name: say("检索结果", "hits"), Columns: []Column{
		{say("序号", "rank"), 6}, {say("文件", "document"), 28}, {say("日期", "date"), 12}, {say("条", "clause"), 10}, {say("条名", "title"), 20},
		{say("章节", "section"), 28}, {say("匹配之处", "passage"), 60}, {say("全文", "text"), 70}, {say("引用", "citation"), 40}, {say("网址", "url"), 40},
	}}
	for i, h := range found.Hits {
		var passage strings.Builder
		for _, p := range h.Parts {
			passage.WriteString(p.Text)
		}
		t.Rows = append(t.Rows, []string{
			strconv.Itoa(i + 1), titled(h.Clause.Document), h.Date, h.Clause.Name, h.Clause.Title, sectionPath(h.Clause.Path),
			passage.String(), h.Clause.Text, h.Clause.Cite, base + h.Clause.URL,
		})
	}
	return t
}

// Clauses are those that somebody chose, in their order, with their notes.
func Clauses(items []export.Item, lang, base string) *Table {
	say := speaker(lang)
	t := &Table{Name: say("条文汇编", "clauses"), Columns: []Column{
		{say("序号", "number"), 6}, {say("文件", "document"), 28}, {say("条", "clause"), 10}, {say("条名", "title"), 20}, {say("章节", "section"), 28},
		{say("全文", "text"), 70}, {say("备注", "note"), 40}, {say("引用", "citation"), 40}, {say("网址", "url"), 40},
	}}
	for i, item := range items {
		c := item.Clause
		t.Rows = append(t.Rows, []string{
			strconv.Itoa(i + 1), titled(c.Document), c.Name, c.Title, sectionPath(c.Path), c.Text, item.Note, c.Cite, base + c.URL,
		})
	}
	return t
}
