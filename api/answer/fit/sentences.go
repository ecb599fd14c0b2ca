package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
)

// asked is a question as index/train/cross.py reads it, a line of JSON.
type asked struct {
	Rows      []int32    `json:"rows"`     // of the Chinese encoder's table of pieces
	Answered  bool       `json:"answered"` // the documents answer it
	Sentences []sentence `json:"sentences"`
}

// sentence may answer; the likeliest are first.
type sentence struct {
	Rows  []int32 `json:"rows"`
	Right bool    `json:"right"`
}

// mostSentences is the most sentences of a question that are written beside those that answer.
const mostSentences = 24

// writeSentences writes the questions that the cross-encoder can read. Those asked a second time without their documents
// are left out: cross.py leaves out answers itself.
func writeSentences(path string, all []sample) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriter(f)
	lines := json.NewEncoder(w)
	for i := range all {
		s := &all[i]
		if s.foreign || !s.near || len(s.read) == 0 || s.weight < 1 {
			continue
		}
		out := asked{Answered: s.has}
		for n, p := range s.read {
			if n >= mostSentences && !s.right[n] {
				continue
			}
			question, rows := encoder().CrossRows(s.asked, p)
			out.Rows, out.Sentences = question, append(out.Sentences, sentence{rows, s.right[n]})
		}
		if err := lines.Encode(out); err != nil {
			return err
		}
	}
	return w.Flush()
}
