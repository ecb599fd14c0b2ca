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
	var notes []string
	say := func(zh, en string, args ...any) {
		if lang == "zh" {
			en = zh
		}
		notes = append(notes, fmt.Sprintf(en, args...))
	}
	switch m.Kind {
	case Inserted:
		say("新增", "inserted")
	case Deleted:
		say("删除", "deleted")
	case Split:
		say("%s拆分为%s", "%s became %s", from, to)
	case Merged:
		say("%s合并为%s", "%s became %s", from, to)
	case Unchanged:
		say("未修改", "unchanged")
	case Changed:
		if m.CitesOnly {
			say("只改引用的条号", "only the numbers of cited clauses changed")
		} else {
			say("修改", "changed")
		}
	}
	if m.Renumbered && m.Kind != Split && m.Kind != Merged {
		say("%s改为%s", "%s is now %s", from, to)
	}
	if m.Moved {
		say("位置移动", "moved")
	}
	if lang == "zh" {
		return strings.Join(notes, "，")
	}
	return strings.Join(notes, "; ")
}

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
