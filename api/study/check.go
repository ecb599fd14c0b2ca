package study

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Fault is what makes a question a bad one.
type Fault struct {
	Question *Question
	Reason   string // one English sentence
}

// Check looks at every question of the kit again: whether more than one answer
// fits, and whether the wording gives the answer away. Make drops what has a
// fault, so a kit that Make returned has none.
func (k *Kit) Check() []Fault {
	var out []Fault
	books := make(map[string]*book)
	for _, q := range k.Questions {
		d := q.from.Document
		if books[d.ID] == nil {
			books[d.ID] = readBook(d, nil)
		}
		for _, reason := range books[d.ID].faults(q) {
			out = append(out, Fault{q, reason})
		}
	}
	return out
}

// faults says what is wrong with a question.
func (b *book) faults(q *Question) []string {
	switch q.Kind {
	case Blank:
		return b.blankFaults(q)
	case Single, Multiple:
		return b.choiceFaults(q)
	case Judge:
		return b.judgeFaults(q)
	case Match:
		return matchFaults(q)
	case Short:
		return shortFaults(q)
	}
	return []string{"there is no such kind of question"}
}

func (b *book) blankFaults(q *Question) (out []string) {
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
func (b *book) ambiguousFrame(q *Question) bool {
	left, right := tail(q.frame.left, 5), head(q.frame.right, 3)
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
		rest := head(text[at:], utf8.RuneCountInString(q.frame.word)+8)
		if right == "" || strings.Contains(rest, right) {
			found++
		}
	}
}

func (b *book) choiceFaults(q *Question) (out []string) {
	switch n := len(q.Right); {
	case q.Kind == Single && n != 1:
		out = append(out, "a single choice has one right option")
	case q.Kind == Multiple && n < 2:
		out = append(out, "a multiple choice has several right options")
	}
	if len(q.Options) < 3 || len(q.Options) > 6 || len(q.Right) == len(q.Options) {
		out = append(out, "it has too few or too many options")
	}
	for i, o := range q.Options {
		for _, other := range q.Options[:i] {
			if reason := b.wrongFault(other, o); reason != "" {
				out = append(out, reason)
			}
		}
		if strings.TrimSpace(o) == "" {
			out = append(out, "an option is empty")
			continue
		}
		right := slices.Contains(q.Right, i)
		if strings.Contains(q.Stem, o) {
			out = append(out, "the stem says an option")
		}
		if !right && q.frame != nil && b.fits(o, q.frame) {
			out = append(out, fmt.Sprintf("%s fits as well", o))
		}
		if !right && q.frame == nil && strings.Contains(q.from.Text(), o) {
			out = append(out, fmt.Sprintf("the clause says %s, too", o))
		}
	}
	return append(out, tells(q)...)
}

// tells are signs by which the right option can be told without knowing it.
func tells(q *Question) (out []string) {
	if len(q.Right) != 1 {
		return nil
	}
	at := q.Right[0]
	right := q.Options[at]
	longest, shortest := 0, 1<<30
	marked, shared := 0, 0
	for i, o := range q.Options {
		if i == at {
			continue
		}
		n := utf8.RuneCountInString(o)
		longest, shortest = max(longest, n), min(shortest, n)
		if strings.ContainsAny(o, "“《（") {
			marked++
		}
		shared = max(shared, sharedRun(o, stemWords(q)))
	}
	n := utf8.RuneCountInString(right)
	if n > 2*longest+3 || 2*n+3 < shortest {
		out = append(out, "the right option is told by its length")
	}
	if marked == 0 && strings.ContainsAny(right, "“《（") {
		out = append(out, "the right option is the only one with marks")
	}
	if own := sharedRun(right, stemWords(q)); own >= 2 && own > shared {
		out = append(out, "the right option alone has words of the stem")
	}
	return out
}

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

// wrongFault says why two options cannot stand side by side.
func (b *book) wrongFault(one, other string) string {
	x, y := plain(one), plain(other)
	switch {
	case x == y:
		return "two options mean the same"
	case strings.Contains(x, y) || strings.Contains(y, x):
		return "one option holds another"
	case nearlySame(x, y):
		return "two options differ by next to nothing"
	}
	return ""
}

// plain brings numbers to digits and drops marks, so that 1次 is 一次.
func plain(s string) string {
	s = number.ReplaceAllStringFunc(s, func(w string) string {
		value := numeral.FindString(w)
		if n, _ := numeralValue(value); n > 0 {
			return fmt.Sprintf("%d\x00%s", n, w[len(value):])
		}
		return w
	})
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("、，。；：“”‘’（）《》 \u3000的和与及等", r) {
			return -1
		}
		return r
	}, s)
}

// nearlySame reports whether long options share nearly all their words.
func nearlySame(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) < 6 || len(y) < 6 {
		return false
	}
	return sharedRun(a, b)*10 >= 8*min(len(x), len(y))
}

// sharedRun is the length in code points of the longest run that two texts share.
func sharedRun(a, b string) int {
	x, y := []rune(a), []rune(b)
	best := 0
	row := make([]int, len(y)+1)
	for i := range x {
		diagonal := 0
		for j := range y {
			above := row[j+1]
			row[j+1] = 0
			if x[i] == y[j] {
				row[j+1] = diagonal + 1
				best = max(best, row[j+1])
			}
			diagonal = above
		}
	}
	return best
}

func (b *book) judgeFaults(q *Question) (out []string) {
	if len(q.Right) != 1 || len(q.Options) != 2 {
		return []string{"a judgement is right or wrong"}
	}
	published := strings.Contains(q.from.Text(), q.claim)
	switch {
	case q.claim == "":
		out = append(out, "there is nothing to judge")
	case q.Right[0] == 0 && !published:
		out = append(out, "it is called right, and the clause does not say it")
	case q.Right[0] == 1 && (published || strings.Contains(b.doc.Source, q.claim)):
		out = append(out, "it is called wrong, and the text says it")
	case q.Right[0] == 1 && q.Altered == "":
		out = append(out, "it does not say what was altered")
	}
	return out
}

func matchFaults(q *Question) (out []string) {
	if len(q.Left) < 2 || len(q.Left) != len(q.Options) || len(q.Right) != len(q.Left) {
		return []string{"a match has as many options as titles, and at least two"}
	}
	for i, title := range q.Left {
		own := q.Options[q.Right[i]]
		if sharedRun(title, own) >= 3 {
			out = append(out, "an option has words of its title")
		}
		for j, other := range q.Left {
			if i == j {
				continue
			}
			if title == other || q.Right[i] == q.Right[j] {
				out = append(out, "two titles or two options are the same")
			}
			if sharedRun(other, own) >= 3 {
				out = append(out, "an option fits another title")
			}
		}
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

// tail is the last n code points of s.
func tail(s string, n int) string {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:]
}

// head is the first n code points of s.
func head(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
