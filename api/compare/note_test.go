package compare

import (
	"testing"

	"tiaowen/corpus"
)

// A row says what became of its clauses, in each language.
func TestNote(t *testing.T) {
	d, err := corpus.Parse("a.txt", []byte("公章办法\n\n为了规范用印，制定以下办法。\n\n第一条 公章由专人保管。\n\n第二条 不得外借。\n\n第三条 用印应当登记。\n"))
	if err != nil {
		t.Fatal(err)
	}
	sides := func(numbers ...int) (out []Side) {
		for _, n := range numbers {
			for _, c := range d.Clauses {
				if c.Number == n {
					out = append(out, Side{Clause: c})
				}
			}
		}
		if len(out) != len(numbers) {
			t.Fatalf("%d of the clauses %v", len(out), numbers)
		}
		return out
	}
	for _, test := range []struct {
		m      Match
		zh, en string
	}{
		{Match{Kind: Inserted, To: sides(1)}, "新增", "inserted"},
		{Match{Kind: Deleted, From: sides(1)}, "删除", "deleted"},
		{Match{Kind: Unchanged, From: sides(1), To: sides(1)}, "未修改", "unchanged"},
		{Match{Kind: Changed, From: sides(1), To: sides(1)}, "修改", "changed"},
		{Match{Kind: Changed, CitesOnly: true, From: sides(1), To: sides(1)}, "只改引用的条号", "only the numbers of cited clauses changed"},
		{Match{Kind: Changed, Renumbered: true, From: sides(1), To: sides(2)}, "修改，第一条改为第二条", "changed; 第一条 is now 第二条"},
		{Match{Kind: Renumbered, Renumbered: true, From: sides(2), To: sides(3)}, "第二条改为第三条", "第二条 is now 第三条"},
		{Match{Kind: Moved, Moved: true, From: sides(2), To: sides(2)}, "位置移动", "moved"},
		{Match{Kind: Changed, Renumbered: true, Moved: true, From: sides(3), To: sides(1)}, "修改，第三条改为第一条，位置移动", "changed; 第三条 is now 第一条; moved"},
		{Match{Kind: Split, Renumbered: true, From: sides(1), To: sides(1, 2)}, "第一条拆分为第一条、第二条", "第一条 became 第一条、第二条"},
		{Match{Kind: Merged, Renumbered: true, From: sides(2, 3), To: sides(2)}, "第二条、第三条合并为第二条", "第二条、第三条 became 第二条"},
	} {
		if got := test.m.Note("zh"); got != test.zh {
			t.Errorf("%s: %q, want %q", test.m.Kind, got, test.zh)
		}
		if got := test.m.Note("en"); got != test.en {
			t.Errorf("%s: %q, want %q", test.m.Kind, got, test.en)
		}
		if test.m.Same() != (test.m.Kind == Unchanged) {
			t.Errorf("%s is the same: %v", test.m.Kind, test.m.Same())
		}
	}
}

// Every kind has a name in Chinese, and no two have the same.
func TestKindWords(t *testing.T) {
	seen := make(map[string]bool)
	for _, k := range Kinds {
		word := k.Word("zh")
		if word == "" || seen[word] {
			t.Errorf("%s is called %q", k, word)
		}
		seen[word] = true
		if k.Word("en") != string(k) {
			t.Errorf("%s is called %q in English", k, k.Word("en"))
		}
	}
}
