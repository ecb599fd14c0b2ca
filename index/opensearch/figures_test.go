package opensearch

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tiaowen/index"
	"tiaowen/index/store"
)

// TestFigures compares the cluster of TIAOWEN_OPENSEARCH, to which the documents of
// the data directory TIAOWEN_DATA were published, with the index of that directory, on
// the questions of TIAOWEN_EVAL/statutes-dev.jsonl: the same first ten, the same
// share of questions with an article that answers, and what a search costs against
// a plain match of one field in the same run.
func TestFigures(t *testing.T) {
	url, data, eval := os.Getenv("TIAOWEN_OPENSEARCH"), os.Getenv("TIAOWEN_DATA"), os.Getenv("TIAOWEN_EVAL")
	if url == "" || data == "" || eval == "" {
		t.Skip("set TIAOWEN_OPENSEARCH, TIAOWEN_DATA and TIAOWEN_EVAL")
	}
	c, err := Dial(t.Context(), Options{URLs: strings.Split(url, ","), Prefix: os.Getenv("TIAOWEN_OPENSEARCH_PREFIX")})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	there, err := c.Open(t.Context(), index.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer there.Index.Close()
	here, err := store.Open(t.Context(), data, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer here.Index.Close()

	c.preparePlain(t, here.Index)
	questions := statuteQuestions(t, filepath.Join(eval, "statutes-dev.jsonl"))
	var same, first, totals int
	var found [2]int
	var took [3][]time.Duration
	for _, q := range questions {
		var ids [2][]string
		var total [2]int
		for i, ix := range []*index.Index{here.Index, there.Index} {
			began := time.Now()
			read, err := ix.Parse(q.Text)
			if err != nil {
				t.Fatal(err)
			}
			hits, n, err := ix.Search(t.Context(), read, 10)
			if err != nil {
				t.Fatal(err)
			}
			took[i] = append(took[i], time.Since(began))
			if i == 1 {
				took[2] = append(took[2], c.plainMatch(t, q.Text))
			}
			total[i] = n
			right := false
			for _, h := range hits {
				ids[i] = append(ids[i], h.Clause.ID())
				for _, g := range q.Gold {
					right = right || h.Clause.Label == g.Article && strings.Contains(strings.ReplaceAll(h.Clause.Document.Title, " ", ""), g.Law)
				}
			}
			if right {
				found[i]++
			}
		}
		switch {
		case slices.Equal(ids[0], ids[1]):
			same++
		default:
			t.Logf("%s\n  here  %s\n  there %s", q.Text, strings.Join(ids[0], " "), strings.Join(ids[1], " "))
		}
		if len(ids[0]) > 0 && len(ids[1]) > 0 && ids[0][0] == ids[1][0] {
			first++
		}
		if total[0] == total[1] {
			totals++
		}
	}
	n := float64(len(questions)) / 100
	t.Logf("%d questions: first ten the same %.1f %%, first %.1f %%, totals %.1f %%; with an answer among ten %.1f %% here, %.1f %% there",
		len(questions), float64(same)/n, float64(first)/n, float64(totals)/n, float64(found[0])/n, float64(found[1])/n)
	plain := median(took[2])
	t.Logf("median: here %v, there %v, a plain match %v: %.2f times that", median(took[0]), median(took[1]), plain, float64(median(took[1]))/float64(plain))
}

// statuteQuestion is a question with the articles that answer it.
type statuteQuestion struct {
	Text string `json:"q"`
	Gold []struct {
		Law     string `json:"law"`
		Article string `json:"article"`
	} `json:"gold"`
}

func statuteQuestions(t *testing.T, path string) (out []statuteQuestion) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var q statuteQuestion
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		out = append(out, q)
	}
	return out
}

// plainIndex holds the clauses' text for the analyzer cjk.
const plainIndex = "plain-match"

// preparePlain fills plainIndex, where that has not been done.
func (c *Cluster) preparePlain(t *testing.T, ix *index.Index) {
	ctx := t.Context()
	var found struct {
		Count int `json:"count"`
	}
	if err := c.call(ctx, c.ask, http.MethodGet, "/"+plainIndex+"/_count", nil, &found); err == nil && found.Count > 0 {
		return
	}
	_ = c.call(ctx, c.write, http.MethodDelete, "/"+plainIndex, nil, nil)
	err := c.call(ctx, c.write, http.MethodPut, "/"+plainIndex, json.RawMessage(`{"settings":{"number_of_shards":1,"number_of_replicas":0,"refresh_interval":"-1"},
		"mappings":{"properties":{"text":{"type":"text","analyzer":"cjk"}}}}`), nil)
	if err != nil {
		t.Fatal(err)
	}
	b := c.newBulk(ctx)
	for _, d := range ix.Documents() {
		for _, cl := range d.Clauses {
			if !ix.Current(d) {
				continue
			}
			if err := b.add(plainIndex, cl.ID(), map[string]string{"text": cl.Text()}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := b.close(); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/_refresh", "/_forcemerge?max_num_segments=1", "/_refresh"} {
		if err := c.call(ctx, c.write, http.MethodPost, "/"+plainIndex+path, nil, nil); err != nil {
			t.Fatal(err)
		}
	}
}

// plainMatch is how long a match of the clauses' text takes.
func (c *Cluster) plainMatch(t *testing.T, text string) time.Duration {
	body := fmt.Appendf(nil, `{"size":10,"_source":false,"query":{"match":{"text":%s}}}`, appendString(nil, text))
	began := time.Now()
	var a answer
	if err := c.call(t.Context(), c.ask, http.MethodPost, "/"+plainIndex+"/_search", body, &a); err != nil {
		t.Fatal(err)
	}
	return time.Since(began)
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}
