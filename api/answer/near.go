package answer

import (
	"math"
	"os"
	"strconv"
	"strings"
	"sync"

	"tiaowen/corpus"
	"tiaowen/index/meaning"
)

var (
	model = sync.OnceValue(func() *meaning.Model {
		m, err := meaning.Open()
		if err != nil {
			panic(err)
		}
		return m
	})
	vcache sync.Map
)

func vec(text string) []float32 {
	if v, ok := vcache.Load(text); ok {
		return v.([]float32)
	}
	v := model().Passage(text)
	vcache.Store(text, v)
	return v
}

func qvec(text string) []float32 {
	if v, ok := vcache.Load("Q" + text); ok {
		return v.([]float32)
	}
	v := model().Query(text)
	vcache.Store("Q"+text, v)
	return v
}

func contextOf(c *corpus.Clause) string {
	var b strings.Builder
	b.WriteString(c.Document.Title)
	for _, s := range c.Path() {
		b.WriteString(" " + s.Title)
	}
	return b.String()
}

func cut(s string, n int) string {
	r := []rune(s)
	if len(r) > n {
		r = r[:n]
	}
	return string(r)
}

var nearSentences, noContext = func() (int, bool) {
	n := 12
	if v := os.Getenv("NEARN"); v != "" {
		n, _ = strconv.Atoi(v)
	}
	return n, os.Getenv("NOCTX") != ""
}()

// addNear fills in nearness.
func (q *asking) addNear(all []candidate) {
	if len(all) == 0 {
		return
	}
	qv := qvec(q.Query.Text)
	clauses := make(map[*corpus.Clause]float64)
	var sum, sq, best, second float64
	for i := range all {
		c := all[i].clause
		if _, ok := clauses[c]; !ok {
			n := float64(meaning.Near(qv, vec(cut(contextOf(c)+" "+c.Text(), 512))))
			clauses[c] = n
			sum += n
			sq += n * n
			if n > best {
				best, second = n, best
			} else if n > second {
				second = n
			}
		}
	}
	mean := sum / float64(len(clauses))
	dev := math.Sqrt(max(sq/float64(len(clauses))-mean*mean, 1e-6))
	for i := range all {
		e := &all[i].evidence
		n := clauses[all[i].clause]
		e[nearClause] = (n - mean) / dev / 2
		e[nearRaw] = (n - 0.84) * 10
		e[nearFirst] = 0
		if n == best {
			e[nearFirst] = (best - second) * 20
		}
		e[nearBelow] = (best - n) * 10
		all[i].score = weights().score(e)
	}
	bestFirst(all)
	top := min(nearSentences, len(all))
	bestS := 0.0
	near := make([]float64, len(all))
	for i := range all {
		if i < top {
			u := all[i].unit
			text := ""
			if u.lead != nil {
				text = u.lead.clause.Document.Text(u.lead.Span)
			}
			ctx := contextOf(u.clause) + " "
			if noContext {
				ctx = ""
			}
			s := float64(meaning.Near(qv, vec(cut(ctx+text+u.clause.Document.Text(u.Span), 512))))
			near[i] = s
			bestS = max(bestS, s)
		}
	}
	for i := range all {
		e := &all[i].evidence
		if i < top {
			e[sentenceNear] = (near[i] - 0.84) * 10
			e[sentenceBelow] = (bestS - near[i]) * 10
		} else {
			e[sentenceFar] = 1
		}
		all[i].score = weights().score(e)
	}
}
