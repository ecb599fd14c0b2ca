package compare

import (
	"fmt"
	"strings"

	"tiaowen/corpus"
)

// Word is what a kind is called in a language: zh, else English.
func (k Kind) Word(lang string) string {
	if lang != "zh" {
		return string(k)
	}
	return map[Kind]string{
		Unchanged: "未修改", Renumbered: "条号变动", Moved: "位置移动", Changed: "修改",
		Split: "拆分", Merged: "合并", Inserted: "新增", Deleted: "删除",
	}[k]
}

// Note says in one line what became of the clauses of a row. lang is zh, else
// English.
func (m Match) Note(lang string) string {
	from, to := sideNames(m.From), sideNames(m.To)
	said := kindNotes[m.Kind]
	if m.CitesOnly && m.Kind == Changed {
		said = note{"只改引用的条号", "only the numbers of cited clauses changed"}
	}
	notes := []note{said}
	if m.Renumbered && !m.joins() {
		notes = append(notes, note{"%s改为%s", "%s is now %s"})
	}
	if m.Moved {
		notes = append(notes, note{"位置移动", "moved"})
	}
	var words []string
	for _, n := range notes {
		text := n.in(lang)
		if strings.Contains(text, "%s") {
			text = fmt.Sprintf(text, from, to)
		}
		if text != "" {
			words = append(words, text)
		}
	}
	if lang == "zh" {
		return strings.Join(words, "，")
	}
	return strings.Join(words, "; ")
}

// note is a remark in both languages.
type note struct{ zh, en string }

func (n note) in(lang string) string {
	if lang == "zh" {
		return n.zh
	}
	return n.en
}

// kindNotes say what each kind is; Renumbered and Moved are told by their places.
var kindNotes = map[Kind]note{
	Inserted:  {"新增", "inserted"},
	Deleted:   {"删除", "deleted"},
	Split:     {"%s拆分为%s", "%s became %s"},
	Merged:    {"%s合并为%s", "%s became %s"},
	Unchanged: {"未修改", "unchanged"},
	Changed:   {"修改", "changed"},
}

// joins reports whether a clause became several, or several one.
func (m Match) joins() bool { return m.Kind == Split || m.Kind == Merged }

func sideNames(sides []Side) string {
	names := make([]string, len(sides))
	for i, s := range sides {
		names[i] = clauseName(s.Clause)
	}
	return strings.Join(names, "、")
}

// clauseName is how a clause is called; one without a number by its first words.
func clauseName(c *corpus.Clause) string {
	if name := c.Name(); name != "" {
		return name
	}
	words := []rune(c.Text())
	if len(words) > 8 {
		return "“" + string(words[:8]) + "……”"
	}
	return "“" + string(words) + "”"
}

// Same reports whether the row is not a change: same words, number and place.
func (m Match) Same() bool { return m.Kind == Unchanged }
