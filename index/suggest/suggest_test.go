package suggest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/gram"
)

var noWords = Words{All: slices.Values([]string(nil))}

// TestFindOracle compares with a look at every entry.
func TestFindOracle(t *testing.T) {
	c := New([]*corpus.Document{corpus.Measures()}, noWords, func(*corpus.Document) float64 { return 1 })
	for _, prefix := range []string{"全", "党", "加强", "坚", "一", "工作"} {
		var starts, holds []int
		for id, e := range c.entries {
			switch i := strings.Index(gram.Fold(e.Text), prefix); {
			case i == 0:
				starts = append(starts, id)
			case i > 0:
				holds = append(holds, id)
			}
		}
		want := append(starts, holds...)
		for _, n := range []int{1, 3, 10, 1000} {
			var got []int
			for _, s := range c.Find(prefix, n) {
				got = append(got, slices.IndexFunc(c.entries, func(e completion) bool { return e.Text == s.Text }))
			}
			if !slices.Equal(got, want[:min(n, len(want))]) {
				t.Errorf("%s, %d: %v, want %v", prefix, n, got, want)
			}
		}
	}
}

// What is completed, and by which part of it.
func TestFind(t *testing.T) {
	d, err := corpus.Parse("x.txt", []byte("中华人民共和国路灯法\n\n第一章 夜间照明\n\n第一条 本法所称“长明灯”是指昼夜不灭的路灯。\n"))
	if err != nil {
		t.Fatal(err)
	}
	c := New([]*corpus.Document{d}, noWords, func(*corpus.Document) float64 { return 1 })
	for typed, want := range map[string]string{
		"路灯": "document", "中华人民": "document", "ludengfa": "document", "ldf": "document", "灯法": "document",
		"照明": "section", "zhaoming": "section", "长明": "term", "昼夜": "", "udengfa": "", "": "document",
	} {
		got := ""
		if found := c.Find(typed, 1); len(found) > 0 {
			got = found[0].Kind
		}
		if got != want {
			t.Errorf("%q is completed to a %q, want a %q", typed, got, want)
		}
	}
	if n := len(c.Find("灯", 2)); n != 2 {
		t.Errorf("%d completions, want 2", n)
	}
}

func TestSounds(t *testing.T) {
	for pinyin, want := range map[string]bool{"ludengfa": true, "dengfa": true, "ldf": true, "udengfa": false, "zhonghua": false} {
		if got := Sounds("中华人民共和国路灯法", pinyin); got != want {
			t.Errorf("%s: %t", pinyin, got)
		}
	}
}

func ExampleCompleter_Find() {
	c := New([]*corpus.Document{corpus.Measures()}, noWords, func(*corpus.Document) float64 { return 1 })
	for _, s := range c.Find("tuijinquanmian", 1) {
		fmt.Println(s.Kind, s.Text)
	}
	// Output: document 推进全面从严治党工作措施
}

// Words that begin with what is typed come behind the titles that do, those that people
// use most first; a word that was typed in full is none.
func TestFindWords(t *testing.T) {
	freq := map[string]int{"路灯": 9, "路口": 5, "路由": 7, "道路": 3, "3000元": 8, "路灯法": 1}
	d, err := corpus.Parse("x.txt", []byte("路灯法\n\n第一条 路灯属于道路设施。\n"))
	if err != nil {
		t.Fatal(err)
	}
	words := Words{All: maps.Keys(freq), Freq: func(w string) int { return freq[w] }}
	c := New([]*corpus.Document{d}, words, func(*corpus.Document) float64 { return 1 })
	for typed, want := range map[string]string{"路": "路灯法 路灯 路由 路口", "路灯": "路灯法", "道": "道路", "灯": "路灯法", "3000": "", "路口": ""} {
		var got []string
		for _, s := range c.Find(typed, 9) {
			got = append(got, s.Text)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s is completed to %q, want %q", typed, got, want)
		}
	}
	if got := c.Find("路", 2); len(got) != 2 || got[1].Text != "路灯" || got[1].Kind != "term" {
		t.Errorf("%v", got)
	}
}
