package quiz

import (
	"iter"
	"strings"
	"unicode/utf8"

	"tiaowen/api/study/quiz/gap"
	"tiaowen/api/study/quiz/likeness"
	"tiaowen/api/study/quiz/wording"
	"tiaowen/corpus"
)

// excerpt is a piece of a sentence around one of its parts: the whole sentence
// when it has at most max code points, else the part and as much around it,
// what is in front of it first.
func (b *Book) excerpt(s sentence, part, max int) (at corpus.Span, ok bool) {
	count := func(at corpus.Span) int { return utf8.RuneCountInString(b.doc.Text(at)) }
	if count(s.Words) <= max && wording.Balanced(b.doc.Text(s.Words)) {
		return s.Words, true
	}
	if s.lead != "" {
		return s.Words, count(s.Words) <= 2*max
	}
	i, j := part, part
	span := func(i, j int) corpus.Span { return corpus.Span{Start: s.Parts[i].Start, End: s.Parts[j].End} }
	for grown := true; grown; {
		grown = false
		if i > 0 && count(span(i-1, j)) <= max {
			i, grown = i-1, true
		}
		if j+1 < len(s.Parts) && count(span(i, j+1)) <= max {
			j, grown = j+1, true
		}
	}
	at = span(i, j)
	return at, wording.Balanced(b.doc.Text(at)) && count(at) <= 2*max
}

// quote is an excerpt with words in place of a span: what leads to it in front,
// dots where it was cut, and a full stop.
func (b *Book) quote(s sentence, at, span corpus.Span, with string) string {
	source := b.doc.Source
	out := source[at.Start:span.Start] + with + source[span.End:at.End]
	if at.Start > s.Words.Start {
		out = "……" + out
	}
	out = s.lead + out
	if at.End == s.Words.End && strings.HasPrefix(source[at.End:], "：") {
		return out + "：……" // the list behind it is not quoted
	}
	if at.End < s.Words.End || !s.last {
		return out + "……"
	}
	return out + "。"
}

// gaps yields the targets that can be taken out of their sentences, each with a
// question that has a mark in its place. At most words of a sentence are taken
// for being mere words.
func (b *Book) gaps(p *page, kind Kind, mark string, words int) iter.Seq2[target, *Question] {
	return func(yield func(target, *Question) bool) {
		for _, s := range p.sentences {
			taken := 0
			for _, t := range s.targets {
				if t.kind == aWord {
					if taken++; taken > words {
						continue
					}
				}
				if q := b.gap(p, s, t, kind, mark); q != nil && !yield(t, q) {
					return
				}
			}
		}
	}
}

// gap is a question for one target; nil where too little of the sentence is left,
// or the words beside the gap give it away.
func (b *Book) gap(p *page, s sentence, t target, kind Kind, mark string) *Question {
	at, ok := b.excerpt(s, t.part, 70)
	if !ok || t.Len()*2 > at.Len() {
		return nil
	}
	f := b.frameOf(at, t.Span)
	if kind == Single && f.Echoes(f.Word) || kind == Blank && likeness.SharedRun(f.Word, f.Beside())*3 > utf8.RuneCountInString(f.Word)*2 {
		return nil
	}
	skill, hard := skillOf(t.kind, kind)
	return &Question{
		Kind: kind, Stem: place(p.clause) + "：" + b.quote(s, at, t.Span, mark),
		Explanation: b.evidence(p.clause, s.Words), Difficulty: hard, Skill: skill, Points: 2,
		from: p.clause, sentence: s.Span, frame: f,
	}
}

// skillOf says what must be known to fill a gap, and how hard that is. Filling
// in is harder than choosing.
func skillOf(t targetKind, kind Kind) (Skill, int) {
	harder := 0
	if kind == Blank {
		harder = 1
	}
	switch t {
	case aNumber:
		return Figure, 1 + harder
	case anActor:
		return Tell, 2
	}
	return Recall, 1 + harder
}

// blanks takes words out of sentences.
func (b *Book) blanks(p *page) []*Question {
	var out []*Question
	for t, q := range b.gaps(p, Blank, Gap, 12) {
		q.Answers = []string{b.doc.Text(t.Span)}
		out = append(out, q)
	}
	return out
}

func (b *Book) frameOf(at, taken corpus.Span) *gap.Frame {
	return &gap.Frame{Left: b.doc.Source[at.Start:taken.Start], Right: b.doc.Source[taken.End:at.End], Word: b.doc.Text(taken)}
}
