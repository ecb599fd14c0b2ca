// Package wording reads the words of a question's content: what each one weighs, by its
// rarity among the clauses; what a text may say instead of it, by the vocabulary, in parts or
// as a figure written in another way; and how well a text has it.
package wording

import (
	"cmp"
	_ "embed"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tiaowen/api/answer/match"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/corpus/wordlist"
	"tiaowen/index"
)

// Word is one word of a question's content, and what a text may say instead of it.
type Word struct {
	match.Needle
	Said   string                    // as typed, folded
	at     int                       // where it occurs first, a byte of the question
	Weight float64                   // by its rarity among the clauses
	also   []alternative             // other words for it, from the vocabulary
	Known  bool                      // some clause has it or another word for it
	pairs  []match.Needle            // the pairs of characters of a word of three and more
	near   func(text string) float64 // how well a text has a near form of a word that no clause has, 0 to 1; nil if it has none
}

// alternative is another word for a word of a question.
type alternative struct {
	match.Needle
	weight float64                     // how certain it is that a text means the same by it, 0 to 1
	in     func(*corpus.Document) bool // the documents in which it does; nil for all
}

// IsStop reports whether a word says nothing about the subject.
func IsStop(word string) bool { return stopWords[word] }

// Factors for the weights of words that tell less than a Chinese word that some clause has.
const (
	oneCharacter = 0.4 // a single character is part of too many words
	unknownWord  = 0.5 // no clause has it: it is another subject, or only another way to say something
	partsOfWord  = 0.8 // how well a text has a word if it has all its pairs, but not side by side
)

// Of gives the words of a question's content. A word that occurs twice counts once. Of cuts
// the stop words off the ends of each piece of q.Content, so that 第一责任人 is left of
// 谁是第一责任人.
func Of(ix *index.Index, q *question.Question) []Word {
	text := q.Text
	// An expansion of a corrected query has places in other words than these.
	expansions := slices.DeleteFunc(slices.Clone(q.Query.Expansions), func(e index.Expansion) bool { return e.End > len(text) || text[e.Start:e.End] != e.From })
	others := make([]alternative, len(expansions))
	for i, e := range expansions {
		// The vocabulary gives the likeliest word first.
		others[i] = alternative{Needle: match.NewNeedle(e.To), weight: e.Weight * (1 - 0.08*float64(min(e.Rank, 5)))}
		if e.Document != "" {
			others[i].in = e.In
		}
	}
	var content []question.Piece
	seen := make(map[string]bool)
	out, figures := figureWords(ix, q)
	for _, p := range q.Content {
		tokens := ix.Tokens(text[p.Start:p.End])
		if t, ok := trim(p, tokens); ok {
			content = append(content, t)
		}
		for _, t := range tokens {
			if seen[t.Text] || stopWords[t.Text] || slices.ContainsFunc(figures, func(f index.Figure) bool { return p.Start+t.Start < f.End && f.Start < p.Start+t.End }) {
				continue
			}
			seen[t.Text] = true
			w := Word{Needle: match.NewNeedle(t.Text), Said: t.Text, at: p.Start + t.Start, Weight: ix.Weight(t.Text), Known: ix.Has(t.Text)}
			for i, e := range expansions {
				if e.Start < p.Start+t.End && p.Start+t.Start < e.End && speaksOf(e, t.Text) {
					o := others[i]
					o.weight *= shareSaid(e, t.Text)
					w.also = append(w.also, o)
				}
			}
			w.weigh(ix)
			out = append(out, w)
		}
	}
	q.Content = content
	slices.SortStableFunc(out, func(a, b Word) int { return cmp.Compare(a.at, b.at) })
	return heaviest(out)
}

// figureWords gives the figures of the content as words, each with its unit, and their places.
// A statute says 十日 for 10天. A number without a unit is left out: it says little, and in
// 四个意识 it is part of a term.
func figureWords(ix *index.Index, q *question.Question) (out []Word, taken []index.Figure) {
	for _, f := range index.Figures(q.Text) {
		if f.Other == "" || !slices.ContainsFunc(q.Content, func(p question.Piece) bool { return p.Start <= f.Start && f.End <= p.End }) {
			continue
		}
		number, unit := q.Text[f.Start:f.End], question.UnitAt(q.Text[f.End:])
		if strings.HasSuffix(number, "%") || strings.HasPrefix(number, "百分之") {
			unit = ""
		} else if q.Figured && (number == "一" || number == "1") {
			continue // 一个月多少 asks for a rate, and a text need not say 一个月 to state it
		} else if unit == "" {
			continue
		}
		out = append(out, figureWord(ix, f, number, unit))
		f.End += len(unit)
		taken = append(taken, f)
	}
	return addAmounts(ix, q, out, taken)
}

// figureWord gives a figure and its unit as one word. A text has it if it has the number in
// Chinese or in Arabic numerals.
func figureWord(ix *index.Index, f index.Figure, number, unit string) Word {
	w := Word{Said: number + unit, at: f.Start, Known: true}
	w.Needle = match.NewNeedle(w.Said)
	units := []string{unit}
	for _, same := range sameUnits {
		if same[0] == unit {
			units = append(units, same[1])
		}
	}
	for _, u := range units {
		w.also = append(w.also, alternative{Needle: match.NewNeedle(f.Other + u), weight: 1}, alternative{Needle: match.NewNeedle(number + u), weight: 1})
	}
	w.Weight = ix.Weight(w.Said)
	for _, a := range w.also {
		w.Weight = min(w.Weight, ix.Weight(a.Text))
	}
	return w
}

// addAmounts adds the amounts of a question that no figure has as words. It makes every
// amount count where a text has the case in which the amount lies: 三万元 in 一万元以上.
func addAmounts(ix *index.Index, q *question.Question, out []Word, taken []index.Figure) ([]Word, []index.Figure) {
	for _, a := range q.Amounts {
		i := slices.IndexFunc(taken, func(f index.Figure) bool { return f.Start < a.End && a.Start < f.End })
		if i < 0 {
			if !slices.ContainsFunc(q.Content, func(p question.Piece) bool { return p.Start <= a.Start && a.Start < p.End }) {
				continue
			}
			said := q.Text[a.Start:a.End]
			i = len(out)
			out = append(out, Word{Needle: match.NewNeedle(said), Said: said, at: a.Start, Known: true, Weight: ix.Weight(said)})
			taken = append(taken, index.Figure{Start: a.Start, End: a.End})
		}
		out[i].near = func(text string) float64 { return holds(text, a) }
	}
	return out, taken
}

// holds tells how well a text speaks of an amount: 1 if it has the case in which the amount
// lies, less if it only sets a limit to such amounts, else 0.
func holds(text string, a question.Amount) (best float64) {
	for _, r := range question.Ranges(text) {
		switch {
		case r.Limit && r.Kind == a.Kind:
			best = max(best, withinLimit)
		case r.Holds(a):
			best = 1
		}
	}
	return best
}

// withinLimit is how well a limit for a kind of quantity speaks of one amount of it.
const withinLimit = 0.6

// weigh finds the weight of a word, and the forms by which a text may have it in part.
func (w *Word) weigh(ix *index.Index) {
	runes := utf8.RuneCountInString(w.Said)
	han := w.Said[0] >= utf8.RuneSelf
	if han && runes == 1 {
		w.Weight *= oneCharacter
	}
	if !han {
		w.Weight = min(w.Weight, commonest(ix, w.also))
	}
	if han && runes >= 3 {
		r := []rune(w.Said)
		for i := range len(r) - 1 {
			w.pairs = append(w.pairs, match.NewNeedle(string(r[i:i+2])))
		}
	}
	if len(w.also) > 0 {
		w.Known = true
	}
	if !w.Known {
		w.near = nearForms(ix, w.Said)
		w.Weight *= unknownWord
	}
}

// speaksOf reports whether a rule of the vocabulary has a word, and not only words on both
// sides of it: the rule 护照…保管 does not speak of 科室 in 护照放在哪个科室保管.
func speaksOf(e index.Expansion, word string) bool {
	if word[0] >= utf8.RuneSelf {
		return strings.ContainsAny(e.Said, word)
	}
	for stem := range strings.FieldsSeq(e.Said) { // the last letter may change: policy, policies
		if strings.HasPrefix(word, stem[:len(stem)-1]) {
			return true
		}
	}
	return false
}

// commonest gives the weight of the most common one of some Chinese words. The word of another
// language that they translate weighs no more: "officials" is rare, 干部 is in every clause.
func commonest(ix *index.Index, words []alternative) float64 {
	least := math.Inf(1)
	for i := range words {
		if w := &words[i]; w.weight > 0.5 {
			least = min(least, ix.Weight(w.Text))
		}
	}
	return least
}

// shareSaid gives the share of a word's characters that a rule of the vocabulary has: a rule
// for 公车 has half of 公车私用. Stop words do not count, so 宽容 has all of 宽容一点.
func shareSaid(e index.Expansion, word string) float64 {
	n, said := 0, 0
	for _, r := range word {
		if stopWords[string(r)] {
			continue
		}
		n++
		if r < utf8.RuneSelf || strings.ContainsRune(e.Said, r) {
			said++
		}
	}
	if n == 0 {
		return 1
	}
	return float64(said) / float64(n)
}

// maxWords is the largest number of words that are looked for. A page of text as a question
// has hundreds of words, and the rare ones tell what it is about.
const maxWords = 40

// heaviest keeps the maxWords heaviest words, in the order of the question.
func heaviest(all []Word) []Word {
	if len(all) <= maxWords {
		return all
	}
	slices.SortStableFunc(all, func(a, b Word) int { return cmp.Compare(b.Weight, a.Weight) })
	all = all[:maxWords]
	slices.SortFunc(all, func(a, b Word) int { return cmp.Compare(a.at, b.at) })
	return all
}

// trim cuts the stop words off both ends of a piece; ok is false if nothing is left.
func trim(p question.Piece, tokens []index.Token) (out question.Piece, ok bool) {
	for _, t := range tokens {
		if stopWords[t.Text] {
			continue
		}
		if !ok {
			out.Start, ok = p.Start+t.Start, true
		}
		out.End = p.Start + t.End
	}
	return out, ok
}

// nearForms returns how well a text has a near form of a word of two characters: the same
// characters the other way round (相互 for 互相), or a phrase of four characters that the word
// abbreviates (信仰宗教 for 信教). It returns nil for other words.
func nearForms(ix *index.Index, word string) func(text string) float64 {
	r := []rune(word)
	if len(r) != 2 || r[0] < 0x2E80 || r[1] < 0x2E80 {
		return nil
	}
	turned := string([]rune{r[1], r[0]})
	isWord := ix.IsWord(turned) // 费收 is no word, though 党费收缴 has it
	return func(text string) float64 {
		if isWord && strings.Contains(text, turned) {
			return 0.9
		}
		for rest := text; ; {
			i := strings.IndexRune(rest, r[0])
			if i < 0 {
				return 0
			}
			rest = rest[i+utf8.RuneLen(r[0]):]
			// 信(仰)(宗)教: two characters between, no mark
			n := 0
			for _, c := range rest {
				if c == r[1] && n == 2 {
					return 0.7
				}
				if n++; n > 2 || !unicode.IsLetter(c) {
					break
				}
			}
		}
	}
}

// In tells how well a text has the word, 0 to 1. s is the sieve of the text, or nil.
func (w *Word) In(text string, s match.Sieve) float64 {
	if w.Needle.In(text, s) && match.Says(text, w.Said) {
		return 1
	}
	best := 0.0
	for i := range w.also {
		if a := &w.also[i]; a.weight > best && a.Needle.In(text, s) {
			best = a.weight
		}
	}
	if best == 0 && len(w.pairs) > 0 {
		n := 0
		for i := range w.pairs {
			if w.pairs[i].In(text, s) {
				n++
			}
		}
		if share := float64(n) / float64(len(w.pairs)); share >= 0.5 {
			best = partsOfWord * share
		}
	}
	if w.near != nil && best == 0 {
		return w.near(text)
	}
	return best
}

// In gives words as they count in a document: without the other words that mean the same only in
// another document.
func In(d *corpus.Document, words []Word) []Word {
	foreign := func(a alternative) bool { return a.in != nil && !a.in(d) }
	if !slices.ContainsFunc(words, func(w Word) bool { return slices.ContainsFunc(w.also, foreign) }) {
		return words
	}
	out := slices.Clone(words)
	for i := range out {
		if slices.ContainsFunc(out[i].also, foreign) {
			out[i].also = slices.DeleteFunc(slices.Clone(out[i].also), foreign)
		}
	}
	return out
}

// Weight gives the sum of the weights of some words.
func Weight(all []Word) (total float64) {
	for i := range all {
		total += all[i].Weight
	}
	return total
}

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

// words.txt describes each list.
var (
	lists     = wordlist.Read(wordsFile)
	stopWords = lists.Set("stopWords")
	sameUnits = lists.Pairs("sameUnits")
)
