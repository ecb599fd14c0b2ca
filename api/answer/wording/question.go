package wording

import (
	"tiaowen/api/answer/match"
	"tiaowen/api/question"
	"tiaowen/index"
)

// Question is a question with the words of its content.
type Question struct {
	*question.Question
	About string // the content without anything but letters and digits
	Words []Word
}

// Read reads the words of a question. It cuts the stop words off the ends of q.Content.
func Read(ix *index.Index, q *question.Question) *Question {
	words := Of(ix, q)
	return &Question{Question: q, About: match.Bare(q.ContentText()), Words: words}
}

// Pieces gives the pieces of the content without anything but letters and digits.
func (q *Question) Pieces() (out []string) {
	for _, p := range q.Content {
		out = append(out, match.Bare(q.Text[p.Start:p.End]))
	}
	return out
}

// Most is the share of a question's words, by weight, from which a text is taken to be
// about what the question asks.
const Most = 0.6
