package suggest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/gram"
)

// TestFindOracle compares with a look at every entry.
func TestFindOracle(t *testing.T) {
	c := New([]*corpus.Document{corpus.Measures()}, func(*corpus.Document) float64 { return 1 })
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
			if got := c.find(prefix, n); !slices.Equal(got, want[:min(n, len(want))]) {
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
	c := New([]*corpus.Document{d}, func(*corpus.Document) float64 { return 1 })
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
	c := New([]*corpus.Document{corpus.Measures()}, func(*corpus.Document) float64 { return 1 })
	for _, s := range c.Find("tuijinquanmian", 1) {
		fmt.Println(s.Kind, s.Text)
	}
	// Output: document 推进全面从严治党工作措施
}
