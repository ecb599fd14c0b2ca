package excerpt

import (
	"strings"

	"tiaowen/api/answer/match"
	"tiaowen/api/answer/prepared"
	"tiaowen/corpus"
)

// Loosely quotes the sentences of a clause that have the words, apart from particles: people
// recall 批评与自我批评 as 批评和自我批评. words has none; see [match.Loose].
func Loosely(t *prepared.Clause, words string) (out []Span) {
	whole, units := t.Loose()
	if !strings.Contains(whole, words) {
		return nil
	}
	for i, text := range units {
		if strings.Contains(text, words) {
			out = append(out, Span{Clause: t.Clause, Span: t.Units[i].Span})
		}
	}
	return out
}

// Holding quotes the sentences of a clause that have the bare words. If the words go on
// from one sentence to the next, it quotes the sentences that have them together; if not even
// these do, it quotes the clause.
func Holding(t *prepared.Clause, words string) []Span {
	var out []Span
	for _, u := range t.Units {
		if match.Says(u.Bare, words) {
			out = append(out, Span{Clause: t.Clause, Span: u.Span})
		}
	}
	if len(out) > 0 {
		return out
	}
	for i := range t.Units {
		text := ""
		for j := i; j < len(t.Units); j++ {
			if text += t.Units[j].Bare; strings.Contains(text, words) {
				// The shortest run that begins here; one that begins later may be shorter.
				if strings.Contains(text[len(t.Units[i].Bare):], words) {
					break
				}
				return []Span{{Clause: t.Clause, Span: corpus.Span{Start: t.Units[i].Start, End: t.Units[j].End}}}
			}
		}
	}
	return []Span{{Clause: t.Clause, Span: t.Clause.Body}}
}
