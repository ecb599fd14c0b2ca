package quiz

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/study/quiz/likeness"
	"tiaowen/api/study/quiz/listing"
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
	// The same words around a gap, and something else in it, in the same clause.
	if q.frame != nil && b.ambiguousFrame(q) {
		out = append(out, "the clause has other words in the same place")
	}
	return out
}

// ambiguousFrame reports whether the clause has the words around a gap twice.
func (b *Book) ambiguousFrame(q *Question) bool {
	left, right := likeness.Tail(q.frame.left, 5), likeness.Head(q.frame.right, 3)
	if utf8.RuneCountInString(left) < 5 {
		return false
	}
	text := q.from.Text()
	found := 0
	for at := 0; ; {
		i := strings.Index(text[at:], left)
		if i < 0 {
			return found > 1
		}
		at += i + len(left)
		rest := likeness.Head(text[at:], utf8.RuneCountInString(q.frame.word)+8)
		if right == "" || strings.Contains(rest, right) {
			found++
		}
	}
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
	return append(out, tells(q)...)
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
		if b.fits(option, q.frame) {
			out = append(out, fmt.Sprintf("%s fits as well", option))
		}
	case q.about != notAmong && strings.Contains(q.from.Text(), option):
		out = append(out, fmt.Sprintf("the clause says %s, too", option))
	}
	return out
}

// tells are signs by which the right option can be told without knowing it.
func tells(q *Question) (out []string) {
	if len(q.Right) != 1 || q.Kind == Case {
		return nil
	}
	right := q.Options[q.Right[0]]
	wrong := slices.Delete(slices.Clone(q.Options), q.Right[0], q.Right[0]+1)
	if toldByLength(right, wrong) {
		out = append(out, "the right option is told by its length")
	}
	if hasMarks(right) && !slices.ContainsFunc(wrong, hasMarks) {
		out = append(out, "the right option is the only one with marks")
	}
	stem, shared := stemWords(q), 0
	for _, o := range wrong {
		shared = max(shared, likeness.SharedRun(o, stem))
	}
	if own := likeness.SharedRun(right, stem); own >= 2 && own > shared {
		out = append(out, "the right option alone has words of the stem")
	}
	return out
}

// toldByLength reports whether the right option is far longer than all wrong ones,
// or far shorter.
func toldByLength(right string, wrong []string) bool {
	longest, shortest := 0, 1<<30
	for _, o := range wrong {
		n := utf8.RuneCountInString(o)
		longest, shortest = max(longest, n), min(shortest, n)
	}
	n := utf8.RuneCountInString(right)
	return n > 2*longest+3 || 2*n+3 < shortest
}

// hasMarks reports whether an option opens a quotation, a title or a bracket.
func hasMarks(option string) bool { return strings.ContainsAny(option, "“《（") }

// stemWords is the quotation of a stem, without the name of the document.
func stemWords(q *Question) string {
	if q.frame != nil {
		return q.frame.left + "\n" + q.frame.right
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
		if q.about == allForbids && !hardForbid(n) || q.about == allDuties && (!hardRequire(n) || n.Actor != q.actor) {
			continue
		}
		spans = append(spans, n.Act)
		if q.Kind == Short {
			spans = append(spans, n.Items...)
		}
	}
	return spans
}
