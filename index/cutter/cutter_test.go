package cutter_test

import (
	"slices"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/cutter"
	"tiaowen/index/field"
)

func documents(t *testing.T) []*corpus.Document {
	t.Helper()
	d, err := corpus.Parse("x.txt", []byte("江城市路灯条例\n\n第一章 夜间照明\n\n第一条 路灯损坏的，维护单位应当在二十四小时内修复。\n"))
	if err != nil {
		t.Fatal(err)
	}
	return []*corpus.Document{d}
}

func tokens(c *cutter.Cutter, text string) string {
	var out []string
	for _, t := range c.Tokens(text) {
		out = append(out, t.Text)
	}
	return strings.Join(out, " ")
}

// A question is cut by the words of the documents, of their headings, of the user,
// and what is left over by the dictionary.
func TestTokens(t *testing.T) {
	docs := documents(t)
	c, err := cutter.New("维护单位 100\n橡皮鸭")
	if err != nil {
		t.Fatal(err)
	}
	c.Learn(slices.Values([]string{"路灯", "损坏", "修复"}), docs)
	for text, want := range map[string]string{
		"路灯损坏":   "路灯 损坏",
		"夜间照明":   "夜间 照明",
		"维护单位":   "维护单位",
		"垃圾修复":   "垃圾 修复",
		"橡皮鸭损坏":  "橡皮鸭 损坏",
		"路灯 路灯":  "路灯 路灯",
		"gdp路灯":  "gdp 路灯",
		"":       "",
		"路灯2024": "路灯 2024",
	} {
		if got := tokens(c, text); got != want {
			t.Errorf("%s is cut to %q, want %q", text, got, want)
		}
	}
	if !c.IsWord("橡皮鸭") || c.IsWord("鸭皮橡") || c.Freq("路灯") == 0 {
		t.Error("the dictionary lacks words, or has others")
	}
}

// What learned from the texts cuts clauses as the field of words has them.
func TestLearnTexts(t *testing.T) {
	docs := documents(t)
	c, err := cutter.New("")
	if err != nil {
		t.Fatal(err)
	}
	s := c.LearnTexts(field.SourcesOf(docs))
	got, places := c.Words(docs[0].Clauses[0])
	want, same := field.Words(docs[0].Clauses[0], s)
	if !slices.Equal(got, want) || !slices.Equal(places, same) || !slices.Contains(got, "路灯") {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestBadWords(t *testing.T) {
	if _, err := cutter.New("路灯 很多"); err == nil || !strings.Contains(err.Error(), "words") {
		t.Errorf("%v", err)
	}
}
