package index

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/index/gram"
	"tiaowen/segmenter"
)

// plainWindow is what [Index.window] is held to: it weighs every piece anew.
func plainWindow(ix *Index, c *corpus.Clause, marks []mark, max int) corpus.Span {
	source, body := c.Document.Source, c.Body
	best, bestWeight := corpus.Span{}, -1.0
	try := func(start int) {
		end := forward(source, start, body.End, max)
		seen := make(map[int]bool)
		weight := 0.0
		for _, m := range marks {
			switch {
			case m.Start < start || m.End > end:
			case seen[m.same]:
				weight += m.weight / 8
			default:
				seen[m.same] = true
				weight += m.weight
			}
		}
		if weight > bestWeight*1.001 {
			best, bestWeight = corpus.Span{Start: start, End: end}, weight
		}
	}
	try(body.Start)
	for i, r := range source[body.Start:body.End] {
		if strings.ContainsRune("。；！？\n", r) {
			next := body.Start + i + utf8.RuneLen(r)
			next += len(source[next:body.End]) - len(strings.TrimLeft(source[next:body.End], " \n\r\t　”’）"))
			if next < body.End {
				try(next)
			}
		}
	}
	for _, m := range marks {
		if m.Start >= best.Start && m.End <= best.End {
			continue
		}
		if i := strings.LastIndexAny(source[body.Start:m.Start], "，、：。；\n"); i >= 0 {
			_, n := utf8.DecodeRuneInString(source[body.Start+i:])
			try(body.Start + i + n)
		}
	}
	if best.End < body.End {
		best.End = ix.goodEnd(c, best, marks)
	}
	return best
}

// TestWindow tries every clause with the words of others, in short passages.
func TestWindow(t *testing.T) {
	tried := 0
	for _, ix := range []*Index{measures(t), sample(t)} {
		for i, c := range ix.clauses {
			text := []rune(ix.clauses[(i*7+3)%len(ix.clauses)].Text() + c.Text())
			q, err := ix.ParseTyped(string(text[:min(len(text), 60)]))
			if err != nil {
				continue
			}
			for _, max := range []int{20, 60, 160} {
				if utf8.RuneCountInString(c.Text()) <= max {
					continue
				}
				tried++
				marks := ix.marks(c, q, nil)
				want := plainWindow(ix, c, marks, max)
				if got := ix.window(c, marks, max); got != want {
					t.Fatalf("%s, %d: %s, want %s", c.ID(), max, c.Document.Text(got), c.Document.Text(want))
				}
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d passages were tried", tried)
	}
}

// TestEachMark holds the quick look for marks to all grams of a text.
func TestEachMark(t *testing.T) {
	type place struct {
		start, end int
		weight     float64
	}
	ix := measures(t)
	texts := []string{"", "a", "〇党", "党〇 a党b", "𠀀党𠀀𠀁GDP3g", "ひらがな党の建設", "3号文2023年第3号", "—《党章》“亲”“清”…①", "四个\n意识四", "é党ß中"}
	for _, c := range ix.clauses {
		texts = append(texts, c.Text())
	}
	found := 0
	for _, words := range append(texts[1:], "党", "gdp", "3", "a 党") {
		q, err := ix.ParseTyped(words)
		if err != nil {
			continue
		}
		for _, text := range texts {
			folded := gram.Fold(text)
			var want, got []place
			gram.Each(folded, func(s, e int) {
				if w, ok := q.marks.weight[folded[s:e]]; ok {
					want = append(want, place{s, e, w})
				}
			})
			q.marks.each(folded, func(s, e int, w float64) { got = append(got, place{s, e, w}) })
			if !slices.Equal(got, want) {
				t.Errorf("%s in %s: %v, want %v", words, text, got, want)
			}
			found += len(want)
			if segmenter.Folded(text) {
				got = nil
				q.marks.each(text, func(s, e int, w float64) { got = append(got, place{s, e, w}) })
				_, back := segmenter.Fold(text)
				for i := range want {
					want[i].start, want[i].end = back.Span(want[i].start, want[i].end)
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s in %s as it is: %v, want %v", words, text, got, want)
				}
			}
		}
	}
	if found < 1000 {
		t.Errorf("only %d grams were found", found)
	}
}
