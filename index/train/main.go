// Command train writes what train.py learns from: questions, the clauses that
// answer them, and the vectors of all clauses.
//
//	go run ./index/train OUT DATA=QUESTIONS.jsonl… DATA=…
//	python3 index/train/train.py OUT index/meaning/weights/e5-small.bin index/meaning/weights/question.bin   # needs the package jax
//	python3 index/train/train.py OUT index/meaning/weights/bge-small-zh.bin index/meaning/weights/question-zh.bin
//
// The cross-encoder learns from the sentences that api/answer/fit writes:
//
//	go run ./api/answer/fit -sentences FILE DATA=index/train/questions/statutes.jsonl OFFICES=index/train/questions/offices.jsonl
//	python3 index/train/cross.py FILE index/meaning/weights/bge-small-zh.bin index/meaning/weights/cross-zh.bin
//
// DATA is a data directory whose clauses have their vectors; the questions in
// index/train/questions/statutes.jsonl and statutes-2.jsonl are about the national laws; the encoders have learned from the
// first file alone, the cross-encoder from some of either. OFFICES holds the texts in index/train/questions/documents. A line of QUESTIONS is
//
//	{"clause": "laodongfa-20181229/45", "q": "干满一年能不能休带薪假"}
//
// where clause is the id of the clause that answers. Of a document with several versions the
// newest counts alone. Written are OUT/passages.f32, the vectors one after the other,
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
	"strings"

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
		places, n, err := dump(vectors, passages, data, model)
		if err != nil {
			return err
		}
		passages += n
		asked, err := pairs(files, places, model)
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

// dump writes the vectors of a data directory's clauses and tells, by the id of the
// clause, at which places they are, counted from first.
func dump(f *os.File, first int, data string, model *meaning.Model) (places map[string][]int, n int, err error) {
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
	places = make(map[string][]int)
	w := bufio.NewWriterSize(f, 1<<20)
	for _, d := range s.Index.Documents() {
		if versions := s.Index.Versions(d); len(versions) > 0 && versions[0] != d {
			continue
		}
		for _, c := range d.Clauses {
			for _, text := range passage.Pieces(c) {
				at, ok := v.Find(meaning.KeyOf(text))
				if !ok {
					continue
				}
				if err := binary.Write(w, binary.LittleEndian, v.At(at)); err != nil {
					return nil, 0, err
				}
				places[c.ID()] = append(places[c.ID()], first+n)
				n++
			}
		}
	}
	return places, n, w.Flush()
}

// pairs reads the questions of files, a pattern. Those on clauses that are not
// there are left out.
func pairs(pattern string, places map[string][]int, model *meaning.Model) ([]pair, error) {
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
			var k struct{ Clause, Q string }
			if err := json.Unmarshal([]byte(line), &k); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			if at := places[k.Clause]; len(at) > 0 {
				general, chinese := model.QuestionRows(k.Q)
				out = append(out, pair{general, chinese, at})
			}
		}
	}
	return out, nil
}
