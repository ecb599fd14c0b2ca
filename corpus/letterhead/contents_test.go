package letterhead

import "testing"

// An entry of a table of contents and the heading that it names read the same.
func TestEntry(t *testing.T) {
	for words, want := range map[string]string{
		"第一章　总则………1": "第一章总则", "前 言 ..... II": "前言", "3 术语和定义 ··· 12": "3术语和定义", "第一章 总则 （12）": "第一章总则", "第一章 总则": "第一章总则", "": "",
	} {
		if got := Entry(words); got != want {
			t.Errorf("Entry(%q) = %q, want %q", words, got, want)
		}
	}
	check(t, "HasLeader", HasLeader, []string{"总则………1", "前言 ..... II"}, []string{"总则", "总则 1", "待定……", ""})
}
