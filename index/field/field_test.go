package field_test

import (
	"slices"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/field"
	"tiaowen/segmenter"
)

func parse(t *testing.T, source string) *corpus.Document {
	t.Helper()
	d, err := corpus.Parse("x.txt", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const lamps = "江城市路灯条例\n\n第一章 总则\n\n第一条 【目的】为了规范路灯的维护，制定本条例。\n\n第二条 路灯损坏的，罚款三百元，在24小时内修复。\n"

func TestTexts(t *testing.T) {
	d := parse(t, lamps)
	got := field.Texts(d.Clauses[0])
	if !strings.Contains(got[field.Body], "路灯的维护") || got[field.Title] != d.Clauses[0].Title || got[field.Path] != "总则\n" || got[field.Name] != "江城市路灯条例" {
		t.Errorf("%q", got)
	}
	if len(field.Names) != field.Scored+1 || field.Names[field.Word] != "words" {
		t.Errorf("%d names for %d fields and the words", len(field.Names), field.Scored)
	}
}

// The words are those of the text, in order, a figure in the form that its writings
// share; and their places are where they stand.
func TestWords(t *testing.T) {
	d := parse(t, lamps)
	c := d.Clauses[1]
	s := segmenter.Default().Segmenter(field.SourcesOf([]*corpus.Document{d}))
	terms, places := field.Words(c, s)
	for _, want := range []string{"路灯", "损坏", "罚款", "300元", "24小", "小时", "修复"} {
		if !slices.Contains(terms, want) {
			t.Errorf("%q is missing in %q", want, terms)
		}
	}
	text, _ := c.Clean()
	var stand []string
	last := 0
	for start, end := range field.Places(places) {
		if start < last || end <= start || end > len(text) {
			t.Fatalf("a place [%d,%d) behind %d in %d bytes", start, end, last, len(text))
		}
		stand = append(stand, text[start:end])
		last = end
	}
	for tok := range s.Tokens(text) {
		if !slices.Contains(stand, text[tok.Start:tok.End]) {
			t.Errorf("%q has no place", text[tok.Start:tok.End])
		}
	}
	if at := slices.Index(stand, "路灯"); at < 0 || stand[at+1] != "损坏" {
		t.Errorf("%q", stand)
	}
}

// Whatever a stored value holds, its places end and never go back.
func FuzzPlaces(f *testing.F) {
	f.Add([]byte{6, 7, 3, 6})
	f.Add([]byte{0xff, 0xff, 0xff})
	f.Add([]byte{1})
	f.Fuzz(func(t *testing.T, value []byte) {
		n := 0
		for range field.Places(value) {
			if n++; n > len(value) {
				t.Fatalf("%d places in %d bytes", n, len(value))
			}
		}
	})
}

// The terms that places tell are those that were cut; where they cannot tell, they do not.
func TestKept(t *testing.T) {
	d := parse(t, "江城市养犬须知\n\n第一条 犬只每年登记１次，费用三百元，ＧＤＰ不计入。\n\n第二条 ㈠幼犬免费，㈡导盲犬免费。\n\n第三条 罚款5000元以上1.5万元以下。\n")
	s := segmenter.Default().Segmenter(field.SourcesOf([]*corpus.Document{d}))
	for _, c := range append(d.Clauses, corpus.Measures().Clauses...) {
		want, places := field.Words(c, s)
		got, ok := field.Kept(c, places)
		if tells := !strings.Contains(c.Text(), "㈠"); ok != tells {
			t.Errorf("%s: ok is %v, want %v", c.ID(), ok, tells)
		} else if ok && !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", c.ID(), got, want)
		}
	}
	short := parse(t, "江城市犬只办法\n\n第一条 登记。\n")
	_, places := field.Words(d.Clauses[0], s)
	if got, ok := field.Kept(short.Clauses[0], places); ok {
		t.Errorf("the places of another clause give %q", got)
	}
}
