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

// english reads "clause 20", "arts. 3, 4 and 6-8", "section VI", "§ 20", "#20".
func (p *parser) english(at int) (r Reference, ok bool) {
	if at > 0 && (p.s[at-1] >= 'a' && p.s[at-1] <= 'z') {
		return r, false
	}
	if _, next, ok := p.literal(at, "§§", "§", "#"); ok {
		n, size, over := numeral.ReadEnglish(p.s[p.blanks(next):])
		if size == 0 {
			return r, false
		}
		return p.englishSeries(unit{"条", Clause}, n, over, p.blanks(next)+size, false)
	}
	w := letters(p.s[at:])
	u, ok := englishUnits[w]
	if !ok {
		return r, false
	}
	next := at + len(w)
	if next < len(p.s) && p.s[next] == '.' {
		next++
	} else if w == "no" || w == "nos" {
		return r, false
	}
	next = p.blanks(next)
	_, next, _ = p.literal(next, "number ", "no. ", "no.", "nr. ", "#")
	n, size, over := p.englishNumber(next)
	if size == 0 {
		return r, false
	}
	between := strings.HasSuffix(strings.TrimRight(p.s[:at], " "), "between")
	return p.englishSeries(u, n, over, next+size, between)
}

// englishNumber also reads Roman numbers.
func (p *parser) englishNumber(at int) (n, size int, over bool) {
	if n, size, over = numeral.ReadEnglish(p.s[at:]); size > 0 {
		return n, size, over
	}
	if n, size, over = numeral.ReadTyped(p.s[at:]); size > 0 { // section 六
		return n, size, over
	}
	w := letters(p.s[at:])
	if n, ok := numeral.Roman(w); ok && p.boundary(at+len(w)) {
		return n, len(w), false
	}
	return 0, 0, false
}

func (p *parser) englishSeries(u unit, n int, over bool, end int, between bool) (r Reference, ok bool) {
	if over {
		n = math.MaxInt
	}
	numbers, ranged := []int{n}, false
	for len(numbers) < 100 {
		at := p.blanks(end)
		_, next, isRange := p.literal(at, "--", "-", "~", "to ", "through ", "thru ", "until ", "till ")
		if !isRange {
			var sep string
			var isList bool
			if sep, next, isList = p.literal(at, ", and ", ", or ", ",", "and ", "or ", "&", "、"); !isList {
				break
			}
			isRange = between && sep == "and "
		}
		next = p.blanks(next)
		if v, ok := englishUnits[letters(p.s[next:])]; ok && v == u {
			next = p.blanks(next + len(letters(p.s[next:])))
		}
		m, size, over := p.englishNumber(next)
		if size == 0 || !p.boundary(next+size) {
			break
		}
		if over {
			m = math.MaxInt
		}
		from := numbers[len(numbers)-1]
		switch {
		case isRange && len(numbers) == 1:
			numbers, ranged = []int{min(from, m), max(from, m)}, true
		case isRange && !ranged && m < math.MaxInt:
			for n := from + 1; n <= m && len(numbers) < 100; n++ {
				numbers = append(numbers, n)
			}
		case isRange:
			return r, false
		default:
			if ranged {
				numbers, ranged = span(numbers[0], numbers[1]), false
			}
			numbers = append(numbers, m)
		}
		end = next + size
	}
	r = Reference{Kind: u.kind, Unit: u.word, End: end}
	r.set(numbers, ranged)
	return r, true
}

// ordinal reads "the twentieth clause", "the 6th section", "last clause", "the
// last but one clause", "the last three clauses", "first two clauses".
func (p *parser) ordinal(at int) (r Reference, ok bool) {
	if at > 0 && (p.s[at-1] >= 'a' && p.s[at-1] <= 'z' || isDigit(p.s[at-1])) {
		return r, false
	}
	named := func(end int) (u unit, behind int, ok bool) {
		end = p.blanks(end)
		w := letters(p.s[end:])
		u, ok = englishUnits[w]
		return u, end + len(w), ok && w != "no" && w != "nos"
	}
	type phrase struct {
		words string
		end   int
	}
	for _, f := range []phrase{{"last but one ", 2}, {"last but two ", 3}, {"second to last ", 2}, {"second-to-last ", 2}, {"second last ", 2}, {"second-last ", 2}, {"penultimate ", 2}, {"next to last ", 2}, {"third to last ", 3}, {"third last ", 3}, {"last ", 1}, {"final ", 1}} {
		_, next, ok := p.literal(at, f.words)
		if !ok {
			continue
		}
		if u, end, ok := named(next); ok {
			// last clause but one
			if f.end == 1 {
				for i, words := range []string{" but one", " but two"} {
					if _, behind, ok := p.literal(end, words); ok {
						return Reference{Kind: u.kind, Unit: u.word, FromEnd: i + 2, ToEnd: i + 2, End: behind}, true
					}
				}
			}
			return Reference{Kind: u.kind, Unit: u.word, FromEnd: f.end, ToEnd: f.end, End: end}, true
		}
		if n, size, over := numeral.ReadEnglish(p.s[p.blanks(next):]); f.end == 1 && size > 0 && n > 0 && !over {
			if u, end, ok := named(p.blanks(next) + size); ok {
				return Reference{Kind: u.kind, Unit: u.word, FromEnd: n, ToEnd: 1, End: end}, true
			}
		}
	}
	if _, next, ok := p.literal(at, "first "); ok {
		if n, size, over := numeral.ReadEnglish(p.s[p.blanks(next):]); size > 0 && n > 0 && !over {
			if u, end, ok := named(p.blanks(next) + size); ok {
				r = Reference{Kind: u.kind, Unit: u.word, End: end}
				r.set([]int{1, n}, true)
				return r, true
			}
		}
	}
	n, size, over := numeral.ReadEnglish(p.s[at:])
	if size == 0 {
		return r, false
	}
	switch s := p.s[at : at+size]; {
	case strings.HasSuffix(s, "th"), strings.HasSuffix(s, "st"), strings.HasSuffix(s, "nd"), strings.HasSuffix(s, "rd"):
	default:
		return r, false // 3 clauses
	}
	u, end, ok := named(at + size)
	if !ok {
		return r, false
	}
	if over {
		n = math.MaxInt
	}
	r = Reference{Kind: u.kind, Unit: u.word, End: end}
	r.set([]int{n}, false)
	return r, true
}
