package reference

import (
	"math"
	"strings"

	"tiaowen/corpus/numeral"
)

// englishUnits are the words that name a unit in English.
var englishUnits = map[string]unit{
	"clause": {"条", Clause}, "clauses": {"条", Clause}, "cl": {"条", Clause}, "cls": {"条", Clause},
	"article": {"条", Clause}, "articles": {"条", Clause}, "art": {"条", Clause}, "arts": {"条", Clause},
	"measure": {"条", Clause}, "measures": {"条", Clause}, "provision": {"条", Clause}, "provisions": {"条", Clause},
	"rule": {"条", Clause}, "rules": {"条", Clause}, "no": {"条", Clause}, "nos": {"条", Clause},
	"section": {"", Section}, "sections": {"", Section}, "sec": {"", Section}, "secs": {"", Section}, "sect": {"", Section},
	"part": {"部分", Section}, "parts": {"部分", Section}, "pt": {"部分", Section},
	"chapter": {"章", Section}, "chapters": {"章", Section}, "ch": {"章", Section}, "chap": {"章", Section},
	"book": {"编", Section}, "books": {"编", Section},
	"paragraph": {"款", Paragraph}, "paragraphs": {"款", Paragraph}, "para": {"款", Paragraph}, "paras": {"款", Paragraph},
	"item": {"项", Item}, "items": {"项", Item}, "subparagraph": {"项", Item}, "subparagraphs": {"项", Item}, "point": {"项", Item}, "points": {"项", Item},
}

// english reads a number in English that a folded text begins with; one that is out of range is
// math.MaxInt.
func english(text string) (n, size int, ok bool) {
	n, size, over := numeral.ReadEnglish(text)
	if over {
		n = math.MaxInt
	}
	return n, size, size > 0
}

// english reads "clause 20", "arts. 3, 4 and 6-8", "section VI", "§ 20", "#20".
func (p *parser) english(at int) (r Reference, ok bool) {
	if p.inLatin(at) {
		return r, false
	}
	if _, next, ok := p.literal(at, "§§", "§", "#"); ok {
		next = p.blanks(next)
		n, size, ok := english(p.s[next:])
		if !ok {
			return r, false
		}
		return p.englishSeries(unit{"条", Clause}, n, next+size, false)
	}
	w := letters(p.s[at:])
	u, ok := englishUnits[w]
	if !ok {
		return r, false
	}
	next := at + len(w)
	if strings.HasPrefix(p.s[next:], ".") {
		next++
	} else if w == "no" || w == "nos" {
		return r, false
	}
	_, next, _ = p.literal(p.blanks(next), "number ", "no. ", "no.", "nr. ", "#")
	n, next, ok := p.englishNumber(next)
	if !ok {
		return r, false
	}
	return p.englishSeries(u, n, next, p.behind(at, "between"))
}

// inLatin reports whether a Latin letter stands right before a place.
func (p *parser) inLatin(at int) bool { return at > 0 && p.s[at-1] >= 'a' && p.s[at-1] <= 'z' }

// englishNumber also reads Chinese (section 六) and Roman numbers.
func (p *parser) englishNumber(at int) (n, end int, ok bool) {
	if n, size, ok := english(p.s[at:]); ok {
		return n, at + size, true
	}
	if n, size, ok := typed(p.s[at:]); ok {
		return n, at + size, true
	}
	w := letters(p.s[at:])
	n, ok = numeral.Roman(w)
	return n, at + len(w), ok && p.boundary(at+len(w))
}

// englishSeries reads what follows the first number of a unit; between tells that two numbers
// with "and" are a range.
func (p *parser) englishSeries(u unit, n, end int, between bool) (r Reference, ok bool) {
	w := row{numbers: []int{n}, end: end}
	for len(w.numbers) < most {
		m, next, isRange, ok := p.englishNext(u, w.end, between)
		if !ok {
			break
		}
		switch {
		case !isRange:
			w.and(m)
		case len(w.numbers) == 1, !w.ranged && m < math.MaxInt:
			w.through(m)
		default: // 3 to 5 to 8
			return r, false
		}
		w.end = next
	}
	r = Reference{Kind: u.kind, Unit: u.word, End: w.end}
	r.set(w.numbers, w.ranged)
	return r, true
}

// englishNext reads a separator and the number behind it, before which the unit may stand again.
func (p *parser) englishNext(u unit, at int, between bool) (n, end int, isRange, ok bool) {
	at = p.blanks(at)
	_, next, isRange := p.literal(at, "--", "-", "~", "to ", "through ", "thru ", "until ", "till ")
	if !isRange {
		var sep string
		if sep, next, ok = p.literal(at, ", and ", ", or ", ",", "and ", "or ", "&", "、"); !ok {
			return 0, at, false, false
		}
		isRange = between && sep == "and "
	}
	next = p.blanks(next)
	word := letters(p.s[next:])
	if v, ok := englishUnits[word]; ok && v == u {
		next = p.blanks(next + len(word))
	}
	n, end, ok = p.englishNumber(next)
	return n, end, isRange, ok && p.boundary(end)
}

// lastPhrases are the phrases that count from the end, a longer one before those that it ends
// or begins with.
var lastPhrases = []struct {
	words string
	n     int // 1 is the last
}{
	{"last but one ", 2}, {"last but two ", 3}, {"second to last ", 2}, {"second-to-last ", 2}, {"second last ", 2}, {"second-last ", 2},
	{"penultimate ", 2}, {"next to last ", 2}, {"third to last ", 3}, {"third last ", 3}, {"last ", 1}, {"final ", 1},
}

// ordinal reads "the twentieth clause", "the 6th section", "last clause", "the
// last but one clause", "the last three clauses", "first two clauses".
func (p *parser) ordinal(at int) (r Reference, ok bool) {
	if p.inLatin(at) || at > 0 && isDigit(p.s[at-1]) {
		return r, false
	}
	if r, ok := p.englishFromEnd(at); ok {
		return r, true
	}
	if _, next, ok := p.literal(at, "first "); ok {
		if n, u, end, ok := p.soMany(next); ok {
			return u.span(end, 1, n), true
		}
	}
	n, size, ok := english(p.s[at:])
	if !ok || !isOrdinal(p.s[at:at+size]) {
		return r, false // 3 clauses
	}
	u, end, ok := p.ordinalUnit(at + size)
	if !ok {
		return r, false
	}
	return u.reference(end, n), true
}

// isOrdinal reports whether a number in English is one of an order: 21st, twentieth.
func isOrdinal(number string) bool {
	for _, ending := range []string{"th", "st", "nd", "rd"} {
		if strings.HasSuffix(number, ending) {
			return true
		}
	}
	return false
}

// ordinalUnit reads the word for a unit behind an ordinal, which "no." is not.
func (p *parser) ordinalUnit(at int) (u unit, end int, ok bool) {
	at = p.blanks(at)
	w := letters(p.s[at:])
	u, ok = englishUnits[w]
	return u, at + len(w), ok && w != "no" && w != "nos"
}

// soMany reads "three clauses" behind first and last.
func (p *parser) soMany(at int) (n int, u unit, end int, ok bool) {
	at = p.blanks(at)
	n, size, ok := english(p.s[at:])
	if !ok || n < 1 || n == math.MaxInt {
		return 0, u, at, false
	}
	u, end, ok = p.ordinalUnit(at + size)
	return n, u, end, ok
}

// englishFromEnd reads what counts from the end: "last clause", "penultimate article", "last
// three clauses".
func (p *parser) englishFromEnd(at int) (r Reference, ok bool) {
	for _, f := range lastPhrases {
		if _, next, ok := p.literal(at, f.words); ok {
			if r, ok := p.lastOnes(f.n, next); ok {
				return r, true
			}
		}
	}
	return r, false
}

// lastOnes reads what stands behind a phrase that means the nth from the end: clause, and behind
// "last" also "clause but one" and "three clauses".
func (p *parser) lastOnes(nth, at int) (r Reference, ok bool) {
	if u, end, ok := p.ordinalUnit(at); ok {
		if words, behind, ok := p.literal(end, " but one", " but two"); ok && nth == 1 {
			end, nth = behind, 2
			if words == " but two" {
				nth = 3
			}
		}
		return u.fromEnd(end, nth, nth), true
	}
	if nth > 1 {
		return r, false
	}
	n, u, end, ok := p.soMany(at)
	if !ok {
		return r, false
	}
	return u.fromEnd(end, n, 1), true
}
