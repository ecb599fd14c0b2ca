package opensearch

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"tiaowen/index/engine"
	"tiaowen/index/facet"
	"tiaowen/index/gram"
	"tiaowen/index/opensearch/tables"
	"tiaowen/index/posting"
)

// Engine finds the clauses of one generation. It implements [engine.Engine].
type Engine struct {
	c          *Cluster
	generation int
	clauses    int
	counts     *tables.Counts

	mu    sync.Mutex
	asked map[string]int // counts of words that the table does not have
}

// maxAsked is how many counts are kept.
const maxAsked = 50_000

// Count implements [engine.Engine]. It asks the cluster only for words of several
// terms that are not in the table.
func (e *Engine) Count(ctx context.Context, words []string) ([]int, error) {
	out := make([]int, len(words))
	var unknown []string
	var at []int
	for i, w := range words {
		n, ok := e.known(w)
		if !ok {
			unknown, at = append(unknown, w), append(at, i)
		}
		out[i] = n
	}
	if len(unknown) == 0 {
		return out, nil
	}
	counts, err := e.askCounts(ctx, unknown)
	if err != nil {
		return nil, err
	}
	e.keepCounts(unknown, counts)
	for k, i := range at {
		out[i] = counts[k]
	}
	return out, nil
}

// askCounts asks the cluster in how many clauses words stand.
func (e *Engine) askCounts(ctx context.Context, words []string) ([]int, error) {
	ctx, stop := context.WithTimeout(ctx, e.c.opts.Budget)
	defer stop()
	var body []byte
	for _, w := range words {
		body = append(body, "{}\n"...)
		body = append(body, `{"size":0,"track_total_hits":true,"query":{"bool":{"filter":[`...)
		body = appendFilters(body, gram.Of(w))
		body = append(body, "]}}}\n"...)
	}
	var answer struct {
		Responses []struct {
			answer
			Status int     `json:"status"`
			Error  failure `json:"error"`
		} `json:"responses"`
	}
	if err := e.c.call(ctx, e.c.ask, http.MethodPost, "/"+e.all()+"/_msearch?filter_path=responses.hits.total.value,responses.status,responses.error,responses.timed_out,responses._shards.failed", body, &answer); err != nil {
		return nil, err
	}
	if len(answer.Responses) != len(words) {
		return nil, &Error{Reason: Refused, Detail: fmt.Sprintf("%d answers to %d questions", len(answer.Responses), len(words))}
	}
	counts := make([]int, len(words))
	for i := range answer.Responses {
		r := &answer.Responses[i]
		if r.Status >= 300 {
			return nil, r.Error.error(r.Status)
		}
		if err := r.whole(); err != nil {
			return nil, err
		}
		counts[i] = r.Hits.Total.Value
	}
	return counts, nil
}

// keepCounts keeps counts for the next questions.
func (e *Engine) keepCounts(words []string, counts []int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.asked) > maxAsked {
		clear(e.asked)
	}
	for i, w := range words {
		e.asked[w] = counts[i]
	}
}

// known gives the count of a word if it is known without asking the cluster.
func (e *Engine) known(word string) (n int, ok bool) {
	if n, ok = e.counts.Count(word); ok {
		return n, true
	}
	grams := gram.Of(word)
	if len(grams) == 1 {
		return 0, true // the table has all terms
	}
	for _, g := range grams {
		if n, _ := e.counts.Count(g); n == 0 {
			return 0, true
		}
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	n, ok = e.asked[word]
	return n, ok
}

// namesFor names the indices that hold the clauses that pass a filter.
func (e *Engine) namesFor(f *facet.Filter) string {
	if f.Documents != nil || f.Date != "" || f.Versions {
		return e.all()
	}
	return e.c.name(e.generation, current)
}

// all names the indices of all clauses.
func (e *Engine) all() string {
	return e.c.name(e.generation, current) + "," + e.c.name(e.generation, older)
}

// answer is the cluster's answer to a search.
type answer struct {
	TimedOut bool `json:"timed_out"`
	Shards   struct {
		Failed int `json:"failed"`
	} `json:"_shards"`
	Hits struct {
		Total struct {
			Value int `json:"value"`
		} `json:"total"`
		Hits []struct {
			Score  float32 `json:"_score"`
			Fields struct {
				Ordinal []uint32 `json:"ordinal"`
			} `json:"fields"`
		} `json:"hits"`
	} `json:"hits"`
	Aggregations struct {
		Documents, Norms, Sections struct {
			Buckets []struct {
				Key   any `json:"key"`
				Count int `json:"doc_count"`
			} `json:"buckets"`
		}
	} `json:"aggregations"`
}

// tally adds the counts of the cluster to the facets.
func (a *answer) tally(l *engine.Lookup) {
	for _, b := range a.Aggregations.Documents.Buckets {
		l.Tally.AddDocument(fmt.Sprint(b.Key), b.Count)
	}
	for _, b := range a.Aggregations.Norms.Buckets {
		l.Tally.AddNorm(fmt.Sprint(b.Key), b.Count)
	}
	for _, b := range a.Aggregations.Sections.Buckets {
		if place, ok := b.Key.(float64); ok && len(l.Filter.Documents) == 1 {
			l.Tally.AddSection(l.Filter.Documents[0], int(place), b.Count)
		}
	}
}

// whole returns an error if a part of an answer is missing.
func (a *answer) whole() error {
	if a.TimedOut || a.Shards.Failed > 0 {
		return &Error{Reason: Busy, Detail: fmt.Sprintf("%d shards did not answer", a.Shards.Failed)}
	}
	return nil
}

// best gives the clauses of an answer. It returns an error if one of them is none of the
// generation's clauses.
func (a *answer) best(clauses int) ([]posting.Scored, error) {
	best := make([]posting.Scored, 0, len(a.Hits.Hits))
	for _, h := range a.Hits.Hits {
		if len(h.Fields.Ordinal) != 1 || int(h.Fields.Ordinal[0]) >= clauses {
			return nil, &Error{Reason: Refused, Detail: "a clause without its place"}
		}
		best = append(best, posting.Scored{Ordinal: h.Fields.Ordinal[0], Score: h.Score})
	}
	return best, nil
}

// Check reports for /readyz whether the clauses can be searched.
func (e *Engine) Check(ctx context.Context) error {
	ctx, stop := context.WithTimeout(ctx, e.c.opts.Budget)
	defer stop()
	return e.c.health(ctx, fmt.Sprintf("%s-%06d-*", e.c.opts.Prefix, e.generation))
}

// window is for how many of the best clauses the cluster also scores the common
// terms.
const window = 150

// Top implements [engine.Engine].
func (e *Engine) Top(ctx context.Context, l *engine.Lookup) ([]posting.Scored, int, error) {
	if len(l.Rare) == 0 || l.N <= 0 {
		return nil, 0, nil
	}
	ctx, stop := context.WithTimeout(ctx, e.c.opts.Budget)
	defer stop()
	path := "/" + e.namesFor(&l.Filter) + "/_search?allow_partial_search_results=false&search_type=dfs_query_then_fetch&filter_path=timed_out,_shards.failed,hits.total.value,hits.hits._score,hits.hits.fields,aggregations"
	var a answer
	if err := e.c.call(ctx, e.c.ask, http.MethodPost, path, e.query(l), &a); err != nil {
		return nil, 0, err
	}
	if err := a.whole(); err != nil {
		return nil, 0, err
	}
	if l.Tally != nil {
		a.tally(l)
	}
	best, err := a.best(e.clauses)
	return best, a.Hits.Total.Value, err
}

// unit is the ratio of the cluster's score of a clause to ours: OpenSearch's BM25
// multiplies by k1 + 1.
const unit = (fullFrequency + 1) / 256.0

// mostTerms is the maximum number of terms of a query that are searched; a pasted page has more.
const mostTerms = 400

// query is the body of a search.
func (e *Engine) query(l *engine.Lookup) []byte {
	b := make([]byte, 0, 4096)
	b = append(b, `{"size":`...)
	b = strconv.AppendInt(b, int64(l.N), 10)
	b = append(b, `,"track_total_hits":true,"_source":false,"stored_fields":"_none_","docvalue_fields":["ordinal"],"query":{"bool":{"minimum_should_match":1,"should":[`...)
	b = e.appendTerms(b, l.Rare)
	b = append(b, ']')
	if filter := e.appendFilter(nil, &l.Filter); len(filter) > 0 {
		b = append(b, `,"filter":[`...)
		b = append(b, filter...)
		b = append(b, ']')
	}
	b = append(b, "}}"...)
	if len(l.Common) > 0 {
		b = append(b, `,"rescore":{"window_size":`...)
		b = strconv.AppendInt(b, int64(max(l.N, window)), 10)
		b = append(b, `,"query":{"rescore_query":{"bool":{"should":[`...)
		b = e.appendTerms(b, l.Common)
		b = append(b, "]}}}}"...)
	}
	if t := l.Tally; t != nil {
		b = append(b, `,"aggs":{"documents":{"terms":{"field":"document","size":65536}},"norms":{"terms":{"field":"norms"}}`...)
		if t.Sectioned() {
			b = append(b, `,"sections":{"terms":{"field":"top","size":10000}}`...)
		}
		b = append(b, '}')
	}
	return append(b, '}')
}

// appendTerms appends the terms; if there are too many, only the heaviest.
func (e *Engine) appendTerms(b []byte, terms []engine.Wanted) []byte {
	if len(terms) > mostTerms {
		terms = slices.Clone(terms)
		slices.SortStableFunc(terms, func(x, y engine.Wanted) int {
			return int(math.Float32bits(y.Weight)) - int(math.Float32bits(x.Weight))
		})
		terms = terms[:mostTerms]
	}
	for i, t := range terms {
		if i > 0 {
			b = append(b, ',')
		}
		b = e.appendTerm(b, t)
	}
	return b
}

func (e *Engine) appendTerm(b []byte, t engine.Wanted) []byte {
	if t.Text == "" {
		return e.appendWorth(b, t)
	}
	if t.Documents != nil {
		b = append(b, `{"bool":{"must":[`...)
		inner := t
		inner.Documents = nil
		b = e.appendTerm(b, inner)
		b = append(b, `],"filter":[`...)
		b = appendAny(b, "document", t.Documents)
		return append(b, "]}}"...)
	}
	grams := gram.Of(t.Text)
	if len(grams) == 1 {
		return e.appendScored(b, grams[0], t)
	}
	// The weight of a longer word is the least of its terms' weights, which is most
	// often that of the rarest term: this term scores, the others only have to occur.
	rarest, fewest := 0, math.MaxInt
	for i, g := range grams {
		if n, _ := e.counts.Count(g); n < fewest {
			rarest, fewest = i, n
		}
	}
	b = append(b, `{"bool":{"must":[`...)
	b = e.appendScored(b, grams[rarest], t)
	b = append(b, `],"filter":[`...)
	b = appendFilters(b, slices.Delete(slices.Clone(grams), rarest, rarest+1))
	return append(b, "]}}"...)
}

// appendScored appends a term that scores. It divides by the factor with which
// OpenSearch multiplies for the rarity of a term.
func (e *Engine) appendScored(b []byte, gram string, t engine.Wanted) []byte {
	n, _ := e.counts.Count(gram)
	rare := math.Log(1 + (float64(e.clauses)-float64(n)+0.5)/(float64(n)+0.5))
	b = append(b, `{"term":{"bag":{"value":`...)
	b = appendString(b, gram)
	b = append(b, `,"boost":`...)
	b = appendNumber(b, float64(t.Weight)/rare)
	return append(b, "}}}"...)
}

// appendWorth appends a term that names documents, with the scores of these documents.
func (e *Engine) appendWorth(b []byte, t engine.Wanted) []byte {
	byWorth := make(map[uint8][]string)
	var order []uint8
	for i, id := range t.Documents {
		if w := t.Worth[i]; byWorth[w] == nil {
			order = append(order, w)
		}
		byWorth[t.Worth[i]] = append(byWorth[t.Worth[i]], id)
	}
	for i, w := range order {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"constant_score":{"filter":`...)
		b = appendAny(b, "document", byWorth[w])
		b = append(b, `,"boost":`...)
		b = appendNumber(b, float64(t.Weight)*float64(w)*unit)
		b = append(b, "}}"...)
	}
	return b
}

func appendNumber(b []byte, x float64) []byte {
	return strconv.AppendFloat(b, max(x, 1e-6), 'g', 6, 64)
}

// appendFilters appends terms that must occur.
func appendFilters(b []byte, grams []string) []byte {
	for i, g := range grams {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"term":{"bag":`...)
		b = appendString(b, g)
		b = append(b, "}}"...)
	}
	return b
}

// appendAny appends a filter for any of some values of a field.
func appendAny(b []byte, field string, values []string) []byte {
	b = append(b, `{"terms":{"`...)
	b = append(b, field...)
	b = append(b, `":[`...)
	for i, v := range values {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, v)
	}
	return append(b, "]}}"...)
}

// appendFilter appends a filter.
func (e *Engine) appendFilter(b []byte, f *facet.Filter) []byte {
	next := func() {
		if len(b) > 0 {
			b = append(b, ',')
		}
	}
	switch {
	case f.Documents != nil:
		next()
		b = appendAny(b, "document", f.Documents)
	case f.Date != "":
		next()
		b = append(b, `{"range":{"from":{"lte":`...)
		b = appendString(b, f.Date)
		b = append(b, `}}},{"bool":{"must_not":[{"range":{"until":{"lte":`...)
		b = appendString(b, f.Date)
		b = append(b, `}}}]}}`...)
	}
	if f.Section != "" {
		next()
		b = appendAny(b, "in", keysNamed(f.Section))
	}
	for _, one := range []struct{ field, value string }{{"norms", f.Norm}, {"kind", f.Kind}, {"year", f.Year}} {
		if one.value != "" {
			next()
			b = appendAny(b, one.field, []string{one.value})
		}
	}
	for _, phrase := range slices.Concat(f.Phrases, f.All) {
		next()
		b = appendPhrase(b, "letters", phrase)
	}
	for _, word := range f.Titles {
		next()
		b = appendPhrase(b, "above", word)
	}
	for _, word := range f.None {
		next()
		b = append(b, `{"bool":{"must_not":[`...)
		b = appendPhrase(b, "letters", word)
		b = append(b, "]}}"...)
	}
	return b
}

// appendPhrase appends a filter for characters side by side.
func appendPhrase(b []byte, field, phrase string) []byte {
	b = append(b, `{"match_phrase":{"`...)
	b = append(b, field...)
	b = append(b, `":`...)
	b = appendString(b, strings.TrimSpace(letters(phrase)))
	return append(b, "}}"...)
}

// appendString appends a string as JSON. Nearly all are letters and digits.
func appendString(b []byte, s string) []byte {
	if !strings.ContainsFunc(s, func(r rune) bool {
		return r < '%' || r == '\\' || r == '<' || r == '>' || r == '&' || r >= utf8.RuneSelf && !unicode.IsLetter(r)
	}) {
		return append(append(append(b, '"'), s...), '"')
	}
	quoted, err := json.Marshal(s)
	if err != nil {
		return append(b, `""`...) // Unreachable: any string can be written.
	}
	return append(b, quoted...)
}
