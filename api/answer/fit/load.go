package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"log/slog"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"

	"tiaowen/api/answer"
	"tiaowen/api/answer/odds"
	"tiaowen/corpus"
	"tiaowen/index"
	"tiaowen/index/meaning"
	"tiaowen/index/store"
	"tiaowen/index/store/vectors"
)

// known is a question with its answer, a line of a file.
type known struct {
	Q           string   `json:"q"`
	Corpus      string   `json:"corpus"`
	Answerable  bool     `json:"answerable"`
	Document    []string `json:"document"`
	Clauses     []int    `json:"clauses"`
	MustContain []string `json:"must_contain"`
	MustAny     []string `json:"must_any"`
	Clause      string   `json:"clause"`
}

// fewDocuments is up to how many documents each question is asked without its
// documents too.
const fewDocuments = 20

// load asks the questions of a file.
func load(ctx context.Context, data, file string) ([]sample, error) {
	var corpusName string
	data, corpusName, _ = strings.Cut(data, "/corpus=")
	questions, err := read(file, corpusName)
	if err != nil {
		return nil, err
	}
	ix, vectors, err := open(ctx, data)
	if err != nil {
		return nil, err
	}
	defer ix.Close()
	out, err := ask(ctx, ix, questions, file)
	if err != nil || len(ix.Documents()) < 2 || len(ix.Documents()) > fewDocuments {
		return out, err
	}
	for _, same := range byDocuments(questions) {
		more, err := askWithout(ctx, ix.Documents(), vectors, same, file+" without")
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// byDocuments groups the questions that the same documents answer, in the order of
// the file: the weights do not depend on chance.
func byDocuments(questions []known) (groups [][]known) {
	at := make(map[string]int)
	for _, k := range questions {
		if !k.Answerable {
			continue
		}
		key := strings.Join(k.Document, "\n")
		if _, ok := at[key]; !ok {
			at[key] = len(groups)
			groups = append(groups, nil)
		}
		groups[at[key]] = append(groups[at[key]], k)
	}
	return groups
}

// askWithout asks questions without the documents that answer them, which are the
// same for all; each counts half. None are asked where no document is left.
func askWithout(ctx context.Context, docs []*corpus.Document, vectors func() *meaning.Vectors, questions []known, set string) ([]sample, error) {
	rest := slices.DeleteFunc(slices.Clone(docs), func(d *corpus.Document) bool { return names(questions[0].Document, d) })
	if len(rest) == 0 {
		return nil, nil
	}
	for i := range questions {
		questions[i].Answerable = false
	}
	less, err := index.New(rest, index.Options{})
	if err != nil {
		return nil, err
	}
	defer less.Close()
	less.SetMeaning(encoder(), vectors())
	out, err := ask(ctx, less, questions, set)
	for i := range out {
		out[i].weight = 0.5
	}
	return out, err
}

// encoder is the one built in.
var encoder = sync.OnceValue(func() *meaning.Model {
	m, err := meaning.Open()
	if err != nil {
		panic(err)
	}
	return m
})

// fewClauses is up to how many clauses the vectors that are missing are made
// first; a server makes those of a large corpus.
const fewClauses = 5000

// open opens the documents, with the vectors of their clauses.
func open(ctx context.Context, data string) (*index.Index, func() *meaning.Vectors, error) {
	if data == "measures" {
		ix, err := index.New([]*corpus.Document{corpus.Measures()}, index.Options{})
		if err != nil {
			return nil, nil, err
		}
		vectors := func() *meaning.Vectors { return index.Shipped(encoder().ID()) }
		ix.SetMeaning(encoder(), vectors())
		return ix, vectors, nil
	}
	s, err := store.Open(ctx, data, store.Options{})
	if err != nil {
		return nil, nil, err
	}
	held := func() *meaning.Vectors { return vectors.Open(data, encoder().ID(), slog.Default()) }
	clauses := 0
	for _, d := range s.Index.Documents() {
		clauses += len(d.Clauses)
	}
	if clauses <= fewClauses {
		vectors.Encode(ctx, data, s.Generation, s.Index, encoder(), nil)
	} else {
		s.Index.SetMeaning(encoder(), held())
	}
	return s.Index, held, nil
}

func read(file, corpusName string) ([]known, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []known
	if strings.HasSuffix(file, ".txt") {
		return readTable(f)
	}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var k known
		if err := json.Unmarshal(lines.Bytes(), &k); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		k.Answerable = k.Answerable || k.Clause != ""
		if corpusName == "" || k.Corpus == corpusName {
			out = append(out, k)
		}
	}
	return out, lines.Err()
}

// readTable reads lines of a question, the clauses that answer it ("-" for none,
// "*" for any), words that the answer holds and words that it lacks, divided by
// " | ": the form of the questions in api/answer/testdata.
func readTable(f io.Reader) ([]known, error) {
	var out []known
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		fields := append(strings.Split(line, " | "), "", "")
		k := known{Q: fields[0], Answerable: strings.TrimSpace(fields[1]) != "-"}
		for n := range strings.FieldsSeq(fields[1]) {
			if v, err := strconv.Atoi(n); err == nil {
				k.Clauses = append(k.Clauses, v)
			}
		}
		for w := range strings.SplitSeq(fields[2], ";") {
			if w = strings.TrimSpace(w); w != "" {
				k.MustAny = append(k.MustAny, w)
			}
		}
		out = append(out, k)
	}
	return out, lines.Err()
}

// ask collects the evidence for questions.
func ask(ctx context.Context, ix *index.Index, questions []known, set string) ([]sample, error) {
	asker := answer.New(ix)
	var out []sample
	for _, k := range questions {
		judged, column, ok, err := asker.Judge(ctx, k.Q, answer.Options{})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", k.Q, err)
		}
		if !ok {
			continue
		}
		s := sample{q: k.Q, set: set, group: group(k.Q), has: k.Answerable, near: column != odds.Words, foreign: column == odds.Foreign, weight: 1}
		for _, j := range judged {
			s.cands = append(s.cands, j.Evidence)
			s.right = append(s.right, k.Answerable && k.answeredBy(j))
			s.asked, s.read = j.Asked, append(s.read, j.Read)
			s.texts = append(s.texts, j.Clause.Cite()+" "+j.Clause.Document.Text(j.Sentence))
		}
		if !slices.Contains(s.right, true) && k.Answerable {
			s.weight = 0.5 // its clause was not found: better refused
		}
		out = append(out, s)
	}
	return out, nil
}

// group divides the questions for cross-validation.
func group(q string) int {
	h := fnv.New32a()
	h.Write([]byte(q))
	return int(h.Sum32() & 0xFFFF)
}

// answeredBy reports whether a sentence answers.
func (k known) answeredBy(j answer.Judged) bool {
	if k.Clause != "" {
		return j.Clause.ID() == k.Clause
	}
	if len(k.Document) > 0 && !names(k.Document, j.Clause.Document) {
		return false
	}
	if len(k.Clauses) > 0 && (j.Clause.Kind != corpus.Article || !slices.Contains(k.Clauses, j.Clause.Number)) {
		return false
	}
	quoted := plain(j.Clause.Document.Text(j.Sentence) + j.Clause.Document.Text(j.List))
	words := slices.Concat(k.MustContain, k.MustAny)
	return len(words) == 0 || slices.ContainsFunc(words, func(w string) bool {
		w = plain(w)
		if strings.Contains(quoted, w) {
			return true
		}
		// What must be quoted may run over a sentence's end.
		return len(quoted) > 12 && strings.Contains(w, quoted)
	})
}

// names reports whether one of some titles, or parts of titles, is a document's.
func names(titles []string, d *corpus.Document) bool {
	return slices.ContainsFunc(titles, func(t string) bool { return strings.Contains(plain(d.Title), plain(t)) })
}

// plain is a text as it is compared: folded, without quotes and blanks.
func plain(s string) string {
	return strings.NewReplacer("“", "", "”", "", `"`, "", " ", "", "\n", "", "　", "").Replace(index.Fold(s))
}
