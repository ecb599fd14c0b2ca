// Command train writes what train.py learns from: questions, the clauses that
// answer them, and the vectors of all clauses.
//
//	go run ./index/train OUT 'DATA=index/train/questions/statutes*.jsonl' OFFICES=index/train/questions/offices.jsonl
//	python3 index/train/train.py OUT index/meaning/weights/e5-small.bin index/meaning/weights/question.bin   # needs the package jax
//	python3 index/train/train.py OUT index/meaning/weights/bge-small-zh.bin index/meaning/weights/question-zh.bin
//
// The cross-encoder learns from the sentences that api/answer/fit writes:
//
//	go run ./api/answer/fit -sentences FILE DATA=index/train/questions/statutes.jsonl OFFICES=index/train/questions/offices.jsonl
//	python3 index/train/cross.py FILE index/meaning/weights/bge-small-zh.bin index/meaning/weights/cross-zh.bin
//
// DATA is a data directory whose clauses have their vectors; the questions in
// index/train/questions/statutes.jsonl and statutes-2.jsonl are about the national laws, those in offices.jsonl about
// the texts in index/train/questions/documents, which OFFICES holds. The encoders have learned from all three files, the
// cross-encoder from offices.jsonl and some of the others. A line of QUESTIONS is
//
//	{"clause": "laodongfa-20181229/45", "q": "干满一年能不能休带薪假"}
//
// where clause is the id of the clause that answers, or it names documents, clauses and words as the questions of
// api/answer/fit do. Of a document with several versions the newest counts alone. Written are OUT/passages.f32, the vectors one after the other,
// and OUT/questions.jsonl: the rows of each question's tokens in either encoder, and which of the
// passages answer it.
package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"log"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tiaowen/corpus"
	"tiaowen/index"
	"tiaowen/index/meaning"
	"tiaowen/index/passage"
	"tiaowen/index/store"
	"tiaowen/index/store/vectors"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) < 3 {
		log.Fatal("usage: train OUT DATA=QUESTIONS.jsonl…")
	}
	if err := write(os.Args[1], os.Args[2:]); err != nil {
		log.Fatal(err)
	}
}

// pair is a question with the places of the passages that answer it.
type pair struct {
	General []int32 `json:"general"` // rows of the encoder of many languages
	Chinese []int32 `json:"chinese"` // rows of the Chinese one
	Places  []int   `json:"places"`
}

// write writes both files.
func write(out string, sets []string) error {
	model, err := meaning.Open()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	vectors, err := os.Create(filepath.Join(out, "passages.f32"))
	if err != nil {
		return err
	}
	defer vectors.Close()
	questions, err := os.Create(filepath.Join(out, "questions.jsonl"))
	if err != nil {
		return err
	}
	defer questions.Close()
	lines, passages := json.NewEncoder(questions), 0
	for _, set := range sets {
		data, files, ok := strings.Cut(set, "=")
		if !ok {
			return fmt.Errorf("%s: no DATA=QUESTIONS", set)
		}
		clauses, n, err := dump(vectors, passages, data, model)
		if err != nil {
			return err
		}
		passages += n
		asked, err := pairs(files, clauses, model)
		if err != nil {
			return err
		}
		for _, p := range asked {
			if err := lines.Encode(p); err != nil {
				return err
			}
		}
		log.Printf("%s: %d passages, %d questions", data, n, len(asked))
	}
	return nil
}

// placed is a clause with the places of its vectors.
type placed struct {
	*corpus.Clause
	places []int
}

// dump writes the vectors of a data directory's clauses and tells at which places they
// are, counted from first.
func dump(f *os.File, first int, data string, model *meaning.Model) (clauses []placed, n int, err error) {
	s, err := store.Open(context.Background(), data, store.Options{})
	if err != nil {
		return nil, 0, err
	}
	defer s.Index.Close()
	v := vectors.Open(data, model.ID(), slog.Default())
	if v == nil {
		return nil, 0, fmt.Errorf("%s: the clauses have no vectors; serve it until they have", data)
	}
	defer v.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	for _, d := range s.Index.Documents() {
		if versions := s.Index.Versions(d); len(versions) > 0 && versions[0] != d {
			continue
		}
		for _, c := range d.Clauses {
			p := placed{Clause: c}
			for _, text := range passage.Pieces(c) {
				at, ok := v.Find(meaning.KeyOf(text))
				if !ok {
					continue
				}
				if err := binary.Write(w, binary.LittleEndian, v.At(at)); err != nil {
					return nil, 0, err
				}
				p.places = append(p.places, first+n)
				n++
			}
			clauses = append(clauses, p)
		}
	}
	return clauses, n, w.Flush()
}

// known is a question with the clause that answers it, a line of a file.
type known struct {
	Q           string
	Clause      string
	Document    []string
	Clauses     []int
	MustContain []string `json:"must_contain"`
	MustAny     []string `json:"must_any"`
}

// isAnsweredBy reports whether a clause answers the question.
func (k *known) isAnsweredBy(c *corpus.Clause) bool {
	if k.Clause != "" {
		return c.ID() == k.Clause
	}
	words, text := append(k.MustContain, k.MustAny...), plain(c.Text())
	return slices.ContainsFunc(k.Document, func(d string) bool { return strings.Contains(plain(c.Document.Title), plain(d)) }) &&
		(len(k.Clauses) == 0 || slices.Contains(k.Clauses, c.Number)) &&
		slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, plain(w)) })
}

// plain is a text without blanks, folded.
func plain(text string) string { return strings.Join(strings.Fields(index.Fold(text)), "") }

// pairs reads the questions of files, a pattern. Those on clauses that are not
// there are left out.
func pairs(pattern string, clauses []placed, model *meaning.Model) ([]pair, error) {
	files, err := filepath.Glob(pattern)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", pattern, err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: there is no such file", pattern)
	}
	var out []pair
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(b)) {
			var k known
			if err := json.Unmarshal([]byte(line), &k); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			at := slices.IndexFunc(clauses, func(c placed) bool { return k.isAnsweredBy(c.Clause) })
			if at >= 0 && len(clauses[at].places) > 0 {
				general, chinese := model.QuestionRows(k.Q)
				out = append(out, pair{general, chinese, clauses[at].places})
			}
		}
	}
	return out, nil
}
