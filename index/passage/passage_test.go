package passage

import (
	"iter"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/index/cutter"
	"tiaowen/index/field"
	"tiaowen/index/gram"
	"tiaowen/index/sampletest"
	"tiaowen/segmenter"
)

// cutterOf gives a cutter for documents, and their clauses.
func cutterOf(tb testing.TB, docs []*corpus.Document) (x *Cutter, clauses []*corpus.Clause) {
	tb.Helper()
	c, err := cutter.New("")
	if err != nil {
		tb.Fatal(err)
	}
	c.LearnTexts(field.SourcesOf(docs))
	for _, d := range docs {
		clauses = append(clauses, d.Clauses...)
	}
	return New(c.IsWord, func(clause *corpus.Clause) iter.Seq[corpus.Span] {
		return func(yield func(corpus.Span) bool) {
			_, places := c.Words(clause)
			_, at := clause.Clean()
			for start, end := range field.Places(places) {
				if !yield(corpus.Span{Start: at(start), End: at(end)}) {
					return
				}
			}
		}
	}), clauses
}

// wordsOf are the marks of all terms of a text.
func wordsOf(text string) *Marks {
	folded := gram.Fold(text)
	var terms []Term
	single := true
	gram.Each(folded, func(start, end int) {
		terms = append(terms, Term{folded[start:end], float64(1 + len(terms)%3)})
		single = single && utf8.RuneCountInString(folded[start:end]) < 2
	})
	return NewMarks(terms, single)
}

// plainWindow is what [Cutter.window] is held to: it weighs every piece anew.
func plainWindow(x *Cutter, c *corpus.Clause, marks []mark, max int) corpus.Span {
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
		best.End = x.goodEnd(c, best, marks)
	}
	return best
}

// TestWindow tries every clause with the words of others, in short passages.
func TestWindow(t *testing.T) {
	tried := 0
	for _, docs := range [][]*corpus.Document{{corpus.Measures()}, sampletest.Laws(t)} {
		x, clauses := cutterOf(t, docs)
		for i, c := range clauses {
			text := []rune(clauses[(i*7+3)%len(clauses)].Text() + c.Text())
			wanted := wordsOf(string(text[:min(len(text), 60)]))
			for _, max := range []int{20, 60, 160} {
				if utf8.RuneCountInString(c.Text()) <= max {
					continue
				}
				tried++
				marks := x.marks(c, wanted, nil)
				want := plainWindow(x, c, marks, max)
				if got := x.window(c, marks, max); got != want {
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
	_, clauses := cutterOf(t, []*corpus.Document{corpus.Measures()})
	texts := []string{"", "a", "〇党", "党〇 a党b", "𠀀党𠀀𠀁GDP3g", "ひらがな党の建設", "3号文2023年第3号", "—《党章》“亲”“清”…①", "四个\n意识四", "é党ß中"}
	for _, c := range clauses {
		texts = append(texts, c.Text())
	}
	found := 0
	for _, words := range append(texts[1:], "党", "gdp", "3", "a 党") {
		m := wordsOf(words)
		for _, text := range texts {
			folded := gram.Fold(text)
			var want, got []place
			gram.Each(folded, func(s, e int) {
				if w, ok := m.weight[folded[s:e]]; ok {
					want = append(want, place{s, e, w})
				}
			})
			m.each(folded, func(s, e int, w float64) { got = append(got, place{s, e, w}) })
			if !slices.Equal(got, want) {
				t.Errorf("%s in %s: %v, want %v", words, text, got, want)
			}
			found += len(want)
			if segmenter.Folded(text) {
				got = nil
				m.each(text, func(s, e int, w float64) { got = append(got, place{s, e, w}) })
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

// A passage is a piece of the clause, of at most so many code points, in parts of which
// those match that are looked for.
func TestPassage(t *testing.T) {
	d, err := corpus.Parse("x.txt", []byte("路灯条例\n\n第一条 路灯由市政部门维护。路灯损坏的，维护单位应当在二十四小时内修复；逾期未修复的，处三百元罚款。\n"))
	if err != nil {
		t.Fatal(err)
	}
	x, clauses := cutterOf(t, []*corpus.Document{d})
	for _, test := range []struct {
		words string
		max   int
		want  string
	}{
		{"逾期罚款", 0, "路灯由市政部门维护。路灯损坏的，维护单位应当在二十四小时内修复；[逾期]未修复的，处三百元[罚款]。"},
		{"逾期罚款", 20, "[逾期]未修复的，处三百元[罚款]。"},
		{"损坏", 15, "路灯由市政部门维护。路灯[损坏]的"},
		{"没有", 10, "路灯由市政部门维护。"},
	} {
		var got strings.Builder
		for _, p := range x.Passage(clauses[0], wordsOf(test.words), test.max) {
			if text := d.Text(p.Span); p.Match {
				got.WriteString("[" + text + "]")
			} else {
				got.WriteString(text)
			}
		}
		if got.String() != test.want {
			t.Errorf("%s, %d: %s, want %s", test.words, test.max, got.String(), test.want)
		}
	}
	if spans := x.Marked(clauses[0], wordsOf("路灯")); len(spans) != 2 {
		t.Errorf("%d places, want 2", len(spans))
	}
}

func TestPieces(t *testing.T) {
	for _, c := range corpus.Measures().Clauses {
		body, _ := c.Clean()
		list := Pieces(c)
		at := 0
		for i, text := range list {
			_, part, _ := strings.Cut(text, "\n")
			from := strings.Index(body, part)
			if from < 0 || from > at {
				t.Fatalf("%s: piece %d begins at %d, the one before ends at %d", c.Name(), i, from, at)
			}
			if n := len([]rune(part)); n > pieceRunes {
				t.Errorf("%s: piece %d has %d characters", c.Name(), i, n)
			}
			at = from + len(part)
		}
		if at != len(body) {
			t.Errorf("%s: %d of %d bytes are in pieces", c.Name(), at, len(body))
		}
	}
	endless := strings.Repeat("条", 100000)
	d, err := corpus.Parse("长.txt", []byte("规定\n第一条 "+endless+"\n第二条 短。\n"))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(Pieces(d.Clauses[0])); n < 600 || n > 1000 {
		t.Errorf("100,000 characters without a sentence are %d pieces", n)
	}
}
