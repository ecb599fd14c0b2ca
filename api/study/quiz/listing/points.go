package listing

import (
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/corpus/sentences"
)

// longPoint is the length, in code points, from which a point is divided. Nobody learns more of them
// as one.
const longPoint = 80

// Points divides all of a clause except its title into points: its sentences, and long ones
// into pieces.
func Points(c *corpus.Clause) []corpus.Span {
	var out []corpus.Span
	for _, s := range sentences.Of(c) {
		if c.Document.Text(s.Words) == c.Title {
			continue
		}
		out = append(out, divide(c.Document, s.Words, s.Parts)...)
	}
	return out
}

// divide cuts a long sentence into pieces of about the same length at its punctuation marks.
func divide(d *corpus.Document, words corpus.Span, parts []corpus.Span) []corpus.Span {
	count := func(at corpus.Span) int { return utf8.RuneCountInString(d.Text(at)) }
	total := count(words)
	if total <= longPoint || len(parts) < 2 {
		return []corpus.Span{words}
	}
	pieces := (total + longPoint - 1) / longPoint
	goal := total / pieces
	var out []corpus.Span
	from := words.Start
	for i, p := range parts {
		at := corpus.Span{Start: from, End: p.End}
		if i == len(parts)-1 {
			at.End = words.End
		} else if count(at) < goal && count(corpus.Span{Start: from, End: parts[i+1].End}) <= longPoint {
			continue
		}
		out = append(out, at)
		if i+1 < len(parts) {
			from = parts[i+1].Start
		}
	}
	return out
}
