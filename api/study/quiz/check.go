package quiz

import (
	"fmt"
	"slices"
	"strings"

	"tiaowen/api/study/quiz/likeness"
	"tiaowen/api/study/quiz/listing"
	"tiaowen/api/study/quiz/outright"
	"tiaowen/api/study/quiz/telltale"
	"tiaowen/api/study/quiz/wording"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/sentences"
)

// Fault is what makes a question a bad one.
type Fault struct {
	Question *Question
	Reason   string // one English sentence
}

// Faults says what is wrong with a question of the book: whether more than one
// answer fits, whether the wording gives the answer away, whether the key is
// whole and its quotation verbatim.
func (b *Book) Faults(q *Question) []string {
	var out []string
	switch q.Kind {
	case Blank:
		out = b.blankFaults(q)
	case Single, Multiple, Case:
		out = b.choiceFaults(q)
	case Judge:
		out = b.judgeFaults(q)
	case Match:
		return matchFaults(q)
	case Order:
		out = orderFaults(q)
	case Short, Define:
		out = shortFaults(q)
	default:
		return []string{"there is no such kind of question"}
	}
	out = append(out, quotationFaults(q)...)
	return append(out, b.keyFaults(q)...)
}

func (b *Book) blankFaults(q *Question) (out []string) {
	if strings.Count(q.Stem, Gap) != len(q.Answers) {
		out = append(out, "it has not as many gaps as answers")
	}
	for _, a := range q.Answers {
		if a == "" {
			out = append(out, "a gap stands for nothing")
		} else if strings.Contains(q.Stem, a) {
			out = append(out, "the stem says the answer")
		}
	}
	if q.frame != nil && q.frame.Twice(q.from.Text()) {
		out = append(out, "the clause has other words in the same place")
	}
	return out
}

func (b *Book) choiceFaults(q *Question) (out []string) {
	least := 3
	if q.Kind == Multiple {
		least = leastOptions
		if len(q.Right) < 2 {
			out = append(out, "a multiple choice has several right options")
		}
	} else if len(q.Right) != 1 {
		out = append(out, "a single choice has one right option")
	}
	if n := len(q.Options); n < least || n > mostOptions || n == len(q.Right) {
		out = append(out, "it has too few or too many options")
	}
	for i, o := range q.Options {
		for _, other := range q.Options[:i] {
			if reason := likeness.Conflict(other, o); reason != "" {
				out = append(out, reason)
			}
		}
		out = append(out, b.optionFaults(q, o, slices.Contains(q.Right, i))...)
	}
	if len(q.Right) != 1 || q.Kind == Case {
		return out
	}
	wrong := slices.Delete(slices.Clone(q.Options), q.Right[0], q.Right[0]+1)
	return append(out, telltale.Signs(stemWords(q), q.Options[q.Right[0]], wrong)...)
}

// optionFaults says what is wrong with one option by itself.
func (b *Book) optionFaults(q *Question, option string, right bool) (out []string) {
	if strings.TrimSpace(option) == "" {
		return []string{"an option is empty"}
	}
	if strings.Contains(q.Stem, option) {
		out = append(out, "the stem says an option")
	}
	switch {
	case right:
	case q.frame != nil:
		if b.source.Fits(option, q.frame) {
			out = append(out, fmt.Sprintf("%s fits as well", option))
		}
	case q.about != notAmong && strings.Contains(q.from.Text(), option):
		out = append(out, fmt.Sprintf("the clause says %s, too", option))
	}
	return out
}

// stemWords is the quotation of a stem, without the name of the document.
func stemWords(q *Question) string {
	if q.frame != nil {
		return q.frame.Left + "\n" + q.frame.Right
	}
	if _, words, ok := strings.Cut(q.Stem, "》"); ok {
		return words
	}
	return q.Stem
}

func (b *Book) judgeFaults(q *Question) []string {
	if len(q.Right) != 1 || len(q.Options) != 2 {
		return []string{"a judgement is right or wrong"}
	}
	if q.claim == "" {
		return []string{"there is nothing to judge"}
	}
	published := strings.Contains(q.from.Text(), q.claim)
	said := published || !q.led && strings.Contains(b.doc.Source, q.claim)
	if q.other != nil { // the words of one clause under the name of another
		said, published = strings.Contains(q.other.Text(), q.claim), true
	}
	if q.False() {
		return falseFaults(q, said)
	}
	if !published {
		return []string{"it is called right, and the clause does not say it"}
	}
	return nil
}

// falseFaults says what is wrong with a judgement that is to be called wrong;
// said tells whether the text says the same.
func falseFaults(q *Question, said bool) []string {
	switch {
	case said:
		return []string{"it is called wrong, and the text says it"}
	case q.Altered == "":
		return []string{"it does not say what was altered"}
	case wording.Sacred(q.claim):
		return []string{"it alters what nobody may read altered"}
	}
	return nil
}

func matchFaults(q *Question) (out []string) {
	if len(q.Left) < 2 || len(q.Left) != len(q.Options) || len(q.Right) != len(q.Left) {
		return []string{"a match has as many options as titles, and at least two"}
	}
	for i, title := range q.Left {
		if likeness.SharedRun(title, q.Options[q.Right[i]]) >= 3 {
			out = append(out, "an option has words of its title")
		}
		for j := range q.Left {
			if i != j {
				out = append(out, confusable(q, i, j)...)
			}
		}
	}
	return out
}

// confusable says why the option of one title of a match can be taken for that of another.
func confusable(q *Question, i, j int) (out []string) {
	if q.Left[i] == q.Left[j] || q.Right[i] == q.Right[j] {
		out = append(out, "two titles or two options are the same")
	}
	if likeness.SharedRun(q.Left[j], q.Options[q.Right[i]]) >= 3 {
		out = append(out, "an option fits another title")
	}
	return out
}

func shortFaults(q *Question) (out []string) {
	if len(q.Answers) == 0 {
		out = append(out, "it has no answer")
	}
	for i, a := range q.Answers {
		if strings.Contains(q.Stem, a) {
			out = append(out, "the stem says a point of the answer")
		}
		if a == "" || slices.Contains(q.Answers[:i], a) {
			out = append(out, "a point is empty or told twice")
		}
	}
	return out
}

func orderFaults(q *Question) []string {
	seen := make(map[int]bool)
	for _, i := range q.Right {
		if i < 0 || i >= len(q.Options) || seen[i] {
			return []string{"its steps have no order"}
		}
		seen[i] = true
	}
	if len(q.Right) < 3 || len(q.Right) != len(q.Options) {
		return []string{"its steps have no order"}
	}
	return nil
}

// quotationFaults looks whether what is behind 原文： is in the clause, piece
// by piece where dots show that something was left out.
func quotationFaults(q *Question) []string {
	_, quoted, ok := strings.Cut(q.Explanation, "原文：")
	if !ok {
		return []string{"it does not quote the text"}
	}
	if i := strings.LastIndex(quoted, "（《"); i > 0 {
		quoted = quoted[:i]
	}
	text := q.from.Text()
	for _, piece := range strings.Split(quoted, "……") {
		if !strings.Contains(text, piece) {
			return []string{"what it quotes is not in the clause"}
		}
	}
	return nil
}

// keyFaults reads the clause again, and looks whether the key holds all of what
// the question asks for.
func (b *Book) keyFaults(q *Question) []string {
	switch q.about {
	case allItems:
		return b.itemFaults(q)
	case allForbids, allDuties:
		return b.leftOut(q, "what it asks for", askedNorms(q))
	case allText:
		var spans []corpus.Span
		for _, s := range sentences.Of(q.from) {
			if b.doc.Text(s.Words) != q.from.Title {
				spans = append(spans, s.Parts...)
			}
		}
		return b.leftOut(q, "a part of the clause", spans)
	case notAmong:
		for _, o := range q.RightWords() {
			if strings.Contains(q.from.Text(), o) {
				return []string{"the clause lists what it is said not to list"}
			}
		}
	}
	return nil
}

// leftOut reports the first of some spans whose words the key does not hold.
func (b *Book) leftOut(q *Question, what string, spans []corpus.Span) []string {
	key := strings.Join(q.RightWords(), "\n")
	for _, s := range spans {
		if !strings.Contains(key, b.doc.Text(s)) {
			return []string{"the key leaves out " + what + ": " + b.doc.Text(s)}
		}
	}
	return nil
}

// itemFaults compares the key with the items of the list that is asked for.
func (b *Book) itemFaults(q *Question) []string {
	var items []corpus.Span
	for _, l := range listing.Of(q.from) {
		if l.Whole == q.sentence {
			items = l.Items
		}
	}
	if len(items) != len(q.RightWords()) {
		return []string{"the key has not as many items as the list"}
	}
	return b.leftOut(q, "an item", items)
}

// askedNorms are the acts that a question for all prohibitions or all duties of
// an actor asks for; of a short answer, their items too.
func askedNorms(q *Question) (spans []corpus.Span) {
	for _, n := range norm.Of(q.from) {
		if q.about == allForbids && !outright.Forbids(n) || q.about == allDuties && (!outright.Requires(n) || n.Actor != q.actor) {
			continue
		}
		spans = append(spans, n.Act)
		if q.Kind == Short {
			spans = append(spans, n.Items...)
		}
	}
	return spans
}
