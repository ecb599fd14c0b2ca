package index

import (
	"context"
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"tiaowen/corpus/numeral"
	"tiaowen/index/gram"
	"tiaowen/index/reference"
)

// asks finds the wording of a question, which gains nothing by words side by side.
var asks = regexp.MustCompile(`[?吗呢]\s*$|什么|怎么|怎样|如何|哪|谁|多少|为何`)

// copied is a passage that stands in one clause alone, and the same with a figure
// in its other writing.
type copied struct {
	text, other string
	ord         uint32
}

// copiedPassages draws passages of 8 to 16 characters, a third of them each from
// clauses of up to 200, up to 400 and more characters where there are such. With
// figures each holds a number, and names no clause of another text.
func copiedPassages(ix *Index, n int, seed uint64, figures bool) (out []copied) {
	r := rand.New(rand.NewPCG(seed, 0))
	var texts []string
	var classes [3][]int
	for i, c := range ix.clauses {
		text, _ := c.Clean()
		texts = append(texts, gram.Fold(text))
		if size := utf8.RuneCountInString(text); size > 16 && !ix.Outdated().Has(i) {
			k := min(size/200, 2)
			classes[k] = append(classes[k], i)
		}
	}
	all := strings.Join(texts, "\x00")
	for tries := 0; len(out) < n && tries < 500*n; tries++ {
		class := classes[tries%3]
		if len(class) == 0 {
			continue
		}
		ord := class[r.IntN(len(class))]
		text, size := []rune(texts[ord]), 8+r.IntN(9)
		if len(text) <= size {
			continue
		}
		at := r.IntN(len(text) - size)
		c := copied{text: string(text[at : at+size]), ord: uint32(ord)}
		if strings.ContainsAny(c.text, "\n\"") || !gram.IsHan(text[at]) || !gram.IsHan(text[at+size-1]) || asks.MatchString(c.text) {
			continue
		}
		if figures && !c.rewrite() {
			continue
		}
		if strings.Count(all, c.text) == 1 {
			out = append(out, c)
		}
	}
	return out
}

// rewrite puts the first number of two and more characters in its other writing.
func (c *copied) rewrite() bool {
	if len(reference.All(c.text)) > 0 {
		return false
	}
	for _, f := range numeral.Figures(c.text) {
		if f.Other != "" && f.Start > 0 && f.End < len(c.text) && utf8.RuneCountInString(c.text[f.Start:f.End]) > 1 {
			c.other = c.text[:f.Start] + f.Other + c.text[f.End:]
			return true
		}
	}
	return false
}

// firsts counts the passages whose clause is found first.
func firsts(tb testing.TB, ix *Index, all []copied, text func(copied) string) (n int) {
	for _, c := range all {
		q, err := ix.ParseTyped(text(c))
		if err != nil {
			tb.Fatal(err)
		}
		hits, _, err := ix.Search(context.Background(), q, 1)
		if err != nil {
			tb.Fatal(err)
		}
		if len(hits) > 0 && hits[0].Clause == ix.clauses[c.ord] {
			n++
		} else if testing.Verbose() {
			tb.Logf("%s: not first is %s", text(c), ix.clauses[c.ord].ID())
		}
	}
	return n
}

// TestCopied: who types a passage finds the clause it stands in, however long that
// is, and a figure in either writing. TIAOWEN_LAWS names statutes to try more.
func TestCopied(t *testing.T) {
	ix := sample(t)
	passages, figures := 60, 30
	if os.Getenv("TIAOWEN_LAWS") != "" {
		var err error
		if ix, err = New(readLaws(t), Options{}); err != nil {
			t.Fatal(err)
		}
		defer ix.Close()
		passages, figures = 200, 100
	}
	all := copiedPassages(ix, passages, 1, false)
	typed := func(c copied) string { return c.text }
	if n := firsts(t, ix, all, typed); len(all) < passages || 100*n < 95*len(all) {
		t.Errorf("of %d passages %d are found first", len(all), n)
	} else {
		t.Logf("of %d passages %d are found first", len(all), n)
	}
	with := copiedPassages(ix, figures, 2, true)
	same, other := firsts(t, ix, with, typed), firsts(t, ix, with, func(c copied) string { return c.other })
	t.Logf("of %d passages with a figure %d are found first, %d in the other writing", len(with), same, other)
	if len(with) < figures || 100*same < 90*len(with) || 100*(same-other) > 2*len(with) {
		t.Errorf("of %d passages with a figure %d are found first, %d in the other writing", len(with), same, other)
	}
}
