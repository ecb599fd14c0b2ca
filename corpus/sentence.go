package corpus

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentence is one sentence of a clause and the parts (分句) it is made of.
type Sentence struct {
	Span         // from the item label or the first word to the mark that ends it and the quotes closed after it
	Words Span   // the same without item label and without marks at either end
	Parts []Span // what ， ； and ： divide; each without marks at either end, never empty
}

// Sentences divides the clause's body into sentences and sentence parts, in
// the order of the text.
//
// A sentence ends with 。 ！ ？ or with its line. ， ； ： divide it into parts; a
// list joined by 、 stays whole. Marks between brackets, quotes or title marks
// do not divide, provided that the pair is closed before the sentence ends: a
// quote that is never closed protects nothing. Where [Clause.Repairs] says that
// a character was meant to be a mark, it is read as that mark.
func Sentences(c *Clause) []Sentence {
	return divide(c.Document.Source, c.Body, c.Repairs)
}

// CleanSpan narrows a span to its words: white space, dividing marks, and quotes
// and brackets whose partner lies outside are dropped from both ends.
func CleanSpan(d *Document, s Span) Span { return clean(d.Source, s) }

// divide is Sentences on a piece of a source.
func divide(src string, body Span, repairs []Repair) []Sentence {
	repairs = markRepairs(src, repairs)
	out := make([]Sentence, 0, 4)
	for at := body.Start; at < body.End; {
		line := Span{at, body.End}
		if i := strings.IndexByte(src[at:body.End], '\n'); i >= 0 {
			line.End = at + i
		}
		out = divideLine(src, line, repairs, out)
		at = line.End + 1
	}
	return out
}

// divideLine appends the sentences of one line.
func divideLine(src string, line Span, repairs []Repair, out []Sentence) []Sentence {
	for line.Start < line.End {
		s := Sentence{Span: Span{line.Start, line.Start}}
		words := line.Start + itemLabel(src[line.Start:line.End])
		from := words        // start of the part being read
		shut := 0            // marks before this offset stand inside a closed pair
		pos := words         // where we read
		var closed, last int // end of the sentence's mark; end of the last part
	read:
		for pos < line.End {
			r, next, mark := runeAt(src, pos, line.End, repairs)
			switch {
			case mark == markEnd:
				s.Parts = appendPart(src, s.Parts, Span{from, pos})
				closed = next
				for closed < line.End { // 。” and 。） and ！！ belong to the sentence
					q, n := utf8.DecodeRuneInString(src[closed:line.End])
					if !isCloser(q) && !isEnd(q) {
						break
					}
					closed += n
				}
				break read
			case pos < shut:
			case mark == markDivide:
				s.Parts = appendPart(src, s.Parts, Span{from, pos})
				from = next
			case closerOf(r) != 0:
				if end := closedAt(src, pos, line.End, repairs); end > shut {
					shut = end
				}
			}
			pos = next
		}
		last = pos
		if closed == 0 {
			s.Parts = appendPart(src, s.Parts, Span{from, last})
			closed = line.End
		}
		s.End = closed
		s.Words = clean(src, Span{words, s.End})
		s.Span = trimSpace(src, s.Span)
		if len(s.Parts) > 0 {
			out = append(out, s)
		}
		line.Start = closed
	}
	return out
}

func appendPart(src string, parts []Span, s Span) []Span {
	s = clean(src, s)
	if r := firstRune(src[s.Start:s.End]); r == '（' || r == '(' { // an item inside a line
		s = clean(src, Span{s.Start + itemLabel(src[s.Start:s.End]), s.End})
	}
	if s.Len() == 0 {
		return parts
	}
	return append(parts, s)
}

// What a character does to a sentence.
const (
	markNone   = iota
	markDivide // ， ； ：
	markEnd    // 。 ！ ？
)

// markRepairs selects the repairs that put a mark where the text has none, by
// offset. 酿成 for 酿造成 divides nothing, and a mark meant for a mark reads as it
// stands.
func markRepairs(src string, repairs []Repair) []Repair {
	var marks []Repair
	for _, f := range repairs {
		if _, mark := markIn(f.Likely); mark == markNone || f.Start < 0 || f.End > len(src) || f.Len() <= 0 {
			continue
		}
		if _, mark := markIn(src[f.Start:f.End]); mark == markNone {
			marks = append(marks, f)
		}
	}
	sort.Slice(marks, func(i, j int) bool { return marks[i].Start < marks[j].Start })
	return marks
}

// markIn returns the strongest mark among words.
func markIn(words string) (r rune, mark int) {
	for _, q := range words {
		switch {
		case isEnd(q):
			return q, markEnd
		case isDivider(q):
			r, mark = q, markDivide
		}
	}
	return r, mark
}

// runeAt reads the character at pos, a repaired one as it was meant. It
// returns the character, the offset behind it and what it does.
func runeAt(src string, pos, end int, repairs []Repair) (r rune, next, mark int) {
	if len(repairs) > 0 {
		i := sort.Search(len(repairs), func(i int) bool { return repairs[i].End > pos })
		if i < len(repairs) && repairs[i].Start <= pos && repairs[i].End <= end {
			r, mark = markIn(repairs[i].Likely)
			return r, repairs[i].End, mark
		}
	}
	r, n := utf8.DecodeRuneInString(src[pos:end])
	next = pos + n
	switch {
	case isEnd(r):
		mark = markEnd
	case isDivider(r):
		mark = markDivide
	case r == ',' || r == ':' || r == ';':
		// 1,000 and 12:30 and http: are no divisions
		if !alnum(lastRune(src[:pos])) || !alnum(firstRune(src[next:end])) && r != ':' {
			mark = markDivide
		}
	}
	return r, next, mark
}

func isEnd(r rune) bool {
	return r == '。' || r == '！' || r == '？' || r == '!' || r == '?' || r == '｡'
}

func isDivider(r rune) bool {
	return r == '，' || r == '；' || r == '：' || r == '﹐' || r == '､'
}

func alnum(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// maxPair is how many bytes a bracket or quote may hold to be taken for a pair,
// about 300 characters. It bounds the work on hostile text as well.
const maxPair = 900

// closedAt returns the offset behind the partner of the opening mark at pos, or
// 0 when it is not closed before the sentence ends. A quote opened again before
// it was closed counts as never closed (“四唯〃取人 followed by “三超两乱”); a scanned "
// or 〃 closes a “.
func closedAt(src string, pos, end int, repairs []Repair) int {
	open, n := utf8.DecodeRuneInString(src[pos:end])
	want, depth := closerOf(open), 1
	half := want
	switch want { // the other width closes as well: 〔2011) is common
	case '）':
		half = ')'
	case ')':
		half = '）'
	}
	if end > pos+maxPair {
		end = pos + maxPair
	}
	for at := pos + n; at < end; {
		r, next, mark := runeAt(src, at, end, repairs)
		switch {
		case mark == markEnd || r == '\n':
			return 0
		case r == want || r == half || open == '“' && (r == '"' || r == '〃'):
			if depth--; depth == 0 {
				return next
			}
		case r == open:
			if open == '“' || open == '‘' {
				return 0
			}
			depth++
		}
		at = next
	}
	return 0
}

// clean drops what is no word from both ends of a span.
func clean(src string, s Span) Span {
	for s.Start < s.End {
		r, n := utf8.DecodeRuneInString(src[s.Start:s.End])
		if !isLoose(r) && !isCloser(r) {
			break
		}
		if r == '"' && strings.IndexByte(src[s.Start+1:s.End], '"') >= 0 {
			break
		}
		s.Start += n
	}
	for s.Start < s.End {
		r, n := utf8.DecodeLastRuneInString(src[s.Start:s.End])
		if isCloser(r) {
			if opensBefore(src[s.Start:s.End-n], r) {
				break
			}
		} else if !isLoose(r) && closerOf(r) == 0 {
			break
		}
		s.End -= n
	}
	return s
}

// opensBefore reports whether words hold an opening mark for the closer that
// follows them.
func opensBefore(words string, closer rune) bool {
	depth := 0
	for low := max(0, len(words)-maxPair); len(words) > low; {
		r, n := utf8.DecodeLastRuneInString(words)
		words = words[:len(words)-n]
		switch {
		case pairs(r, closer):
			if depth == 0 {
				return true
			}
			depth--
		case r == closer:
			depth++
		}
	}
	return false
}

// pairs reports whether open and closer are partners, slips of width included.
func pairs(open, closer rune) bool {
	switch closer {
	case '"':
		return open == '“' || open == '"'
	case '〃':
		return open == '“'
	case '）', ')':
		return open == '（' || open == '('
	}
	return closerOf(open) == closer
}

func trimSpace(src string, s Span) Span {
	t := strings.TrimLeftFunc(src[s.Start:s.End], unicode.IsSpace)
	s.Start = s.End - len(t)
	s.End = s.Start + len(strings.TrimRightFunc(t, unicode.IsSpace))
	return s
}

// itemLabel returns the length in bytes of the label that opens a line, blanks
// in front included: （一） (一) （1） 1. 1、 ① 一、 or 0.
func itemLabel(line string) int {
	body := strings.TrimLeftFunc(line, isBlank)
	switch l := readLabel(body); l.unit {
	case hanParen, digitDot, digitParen, ring, hanComma:
		return len(line) - len(body) + l.size
	}
	return 0
}
