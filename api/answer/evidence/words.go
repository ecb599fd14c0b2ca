package evidence

import (
	"strings"

	"tiaowen/api/answer/odds"
	"tiaowen/api/answer/prepared"
	"tiaowen/api/answer/reading"
	"tiaowen/api/answer/wording"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/corpus/citation"
)

// place is how well the parts of a clause around a sentence have a word, 0 to 1.
type place struct{ title, body, document float64 }

// around looks for each word in the parts of a clause, once for all of its sentences.
func around(words []wording.Word, t *prepared.Clause) []place {
	out := make([]place, len(words))
	for i := range words {
		w := &words[i]
		out[i] = place{title: max(w.In(t.Title, nil), w.In(t.Path, nil)), body: w.In(t.Body.Text, t.Body.Sieve), document: w.In(t.Under, nil)}
	}
	return out
}

// countWords fills in where the words of the question stand. A word counts at the nearest
// place that has it; a farther place adds what it has better.
func (k *collector) countWords(e *odds.Evidence, words []wording.Word, near []place, cited []*prepared.Clause, u *prepared.Unit) {
	heaviest := heaviestOf(words)
	for i := range words {
		w, at := &words[i], near[i]
		share := w.Weight / k.total
		sentence, lead := 0.0, 0.0
		if at.body > 0 {
			sentence, lead = inUnit(w, u)
		}
		refers := 0.0
		for _, t := range cited {
			refers = max(refers, w.In(t.Body.Text, t.Body.Sieve))
		}
		held := 0.0
		for _, p := range [...]struct {
			row int
			in  float64
		}{{odds.InSentence, sentence}, {odds.InLead, lead}, {odds.InCited, refers}, {odds.InTitle, at.title}, {odds.InClause, at.body}, {odds.InDocument, at.document}} {
			if p.in > held {
				e[p.row] += share * (p.in - held)
				held = p.in
			}
		}
		if sentence > 0 && !w.Needle.In(u.Text, u.Sieve) {
			e[odds.ByVocabulary] += share * sentence
		}
		if w.Known {
			e[odds.MissingKnown] += share * (1 - held)
		} else {
			e[odds.MissingUnknown] += share * (1 - held)
		}
		if i == 0 {
			e[odds.FirstMissing] = 1 - held
		}
		if i == len(words)-1 {
			e[odds.LastMissing] = 1 - max(sentence, lead, refers)
		}
		if i == heaviest {
			e[odds.SubjectMissing] = 1 - held
			e[odds.SubjectElsewise] = truth(held > 0 && held < 1)
		}
	}
}

// heaviestOf gives the index of the word with the largest weight, the first of several.
// The rarest word is most often the subject.
func heaviestOf(words []wording.Word) (heaviest int) {
	for i := range words {
		if words[i].Weight > words[heaviest].Weight {
			heaviest = i
		}
	}
	return heaviest
}

// inUnit tells how well a sentence has a word and how well the words that lead to it do.
// The head of a table and merged cells count as words of the row: they say what its cells mean.
func inUnit(w *wording.Word, u *prepared.Unit) (sentence, lead float64) {
	sentence = w.In(u.Text, u.Sieve)
	for _, name := range u.Names() {
		sentence = max(sentence, w.In(name.Text, name.Sieve))
	}
	if u.Lead != nil {
		lead = w.In(u.Lead.Text, u.Lead.Sieve)
	}
	return sentence, lead
}

// citedBy gives the clauses of the same document that a sentence refers to, if the question
// asks for a consequence and the sentence states one. 违反本办法第三条规定的，处…罚款 does not
// repeat the words of 第三条, which the question uses.
func (q *Question) citedBy(t *prepared.Clause, u *prepared.Unit) (out []*prepared.Clause) {
	if !q.Has(question.Outcome) || !strings.Contains(u.Text, "条") || !reading.OutcomeWords.In(u.Said()) {
		return nil
	}
	for _, c := range citation.Of(t.Clause) {
		if !c.Self || c.Number == 0 || !u.Contains(c.Span) && (u.Lead == nil || !u.Lead.Contains(c.Span)) {
			continue
		}
		for _, other := range t.Clause.Document.Clauses {
			if other.Kind == corpus.Article && other != t.Clause && other.Number == c.Number && other.Sub == c.Sub {
				out = append(out, q.Texts.Of(other))
			}
		}
	}
	return out
}

// inOnePart is the largest share of the question's words that one part of a sentence has.
// Words that stand together are more likely to be about each other.
func (k *collector) inOnePart(words []wording.Word, u *prepared.Unit) (best float64) {
	for part := range strings.FieldsFuncSeq(u.Text, func(r rune) bool { return strings.ContainsRune(",，;；:：。", r) }) {
		share := 0.0
		for i := range words {
			share += words[i].Weight * words[i].In(part, nil) / k.total
		}
		best = max(best, share)
	}
	return best
}
