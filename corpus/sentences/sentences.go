// Package sentences divides a clause into sentences and sentence parts (分句). Start with [Of]. Marks
// inside brackets and quotation marks do not divide, and a damaged mark is read as what was meant.
package sentences

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/corpus/damage"
	"tiaowen/corpus/label"
	"tiaowen/corpus/script"
)

// Sentence is one sentence of a clause and the parts (分句) it is made of.
type Sentence struct {
	corpus.Span               // from the item label or the first word to the mark that ends it and the quotes closed after it
	Words       corpus.Span   // the same without item label and without marks at either end
	Parts       []corpus.Span // what ， ； and ： divide; each without marks at either end, never empty
}

// Of divides the clause's body into sentences and sentence parts, in
// the order of the text.
//
// A sentence ends with 。 ！ ？ or with its line. ， ； ： divide it into parts; a
// list joined by 、 stays whole. Marks between brackets, quotes or title marks
// do not divide, provided that the pair is closed before the sentence ends: a
// quote that is never closed protects nothing. Where [Clause.Repairs] says that
// a character was meant to be a mark, it is read as that mark.
func Of(c *corpus.Clause) []Sentence {
	return divide(c.Document.Source, c.Body, c.Repairs)
}

// Clean narrows a span to its words: white space, dividing marks, and quotes
// and brackets whose partner lies outside are dropped from both ends.
func Clean(d *corpus.Document, s corpus.Span) corpus.Span { return Words(d.Source, s) }

// divide is Of on a piece of a source.
func divide(src string, body corpus.Span, repairs []damage.Repair) []Sentence {
	repairs = markRepairs(src, repairs)
	out := make([]Sentence, 0, 4)
	for at := body.Start; at < body.End; {
		line := corpus.Span{Start: at, End: body.End}
		if i := strings.IndexByte(src[at:body.End], '\n'); i >= 0 {
			line.End = at + i
		}
		out = divideLine(src, line, repairs, out)
		at = line.End + 1
	}
	return out
}

// divideLine appends the sentences of one line.
func divideLine(src string, line corpus.Span, repairs []damage.Repair, out []Sentence) []Sentence {
	for line.Start < line.End {
		s := Sentence{Span: corpus.Span{Start: line.Start, End: line.Start}}
		words := line.Start + ItemLabel(src[line.Start:line.End])
		from := words        // start of the part being read
		shut := 0            // marks before this offset stand inside a closed pair
		pos := words         // where we read
		var closed, last int // end of the sentence's mark; end of the last part
	read:
		for pos < line.End {
			r, next, mark := runeAt(src, pos, line.End, repairs)
			switch {
			case mark == markEnd:
				s.Parts = AppendPart(src, s.Parts, corpus.Span{Start: from, End: pos})
				closed = next
				for closed < line.End { // 。” and 。） and ！！ belong to the sentence
					q, n := utf8.DecodeRuneInString(src[closed:line.End])
					if !script.IsCloser(q) && !IsEnd(q) {
						break
					}
					closed += n
				}
				break read
			case pos < shut:
			case mark == markDivide:
				s.Parts = AppendPart(src, s.Parts, corpus.Span{Start: from, End: pos})
				from = next
			case script.CloserOf(r) != 0:
				if end := ClosedAt(src, pos, line.End, repairs); end > shut {
					shut = end
				}
			}
			pos = next
		}
		last = pos
		if closed == 0 {
			s.Parts = AppendPart(src, s.Parts, corpus.Span{Start: from, End: last})
			closed = line.End
		}
		s.End = closed
		s.Words = Words(src, corpus.Span{Start: words, End: s.End})
		s.Span = trimSpace(src, s.Span)
		if len(s.Parts) > 0 {
			out = append(out, s)
		}
		line.Start = closed
	}
	return out
}

// AppendPart appends the words of s to parts, marks and labels around them left out; nothing where no word is left.
func AppendPart(src string, parts []corpus.Span, s corpus.Span) []corpus.Span {
	s = Words(src, s)
	if r := script.FirstRune(src[s.Start:s.End]); r == '（' || r == '(' { // an item inside a line
		s = Words(src, corpus.Span{Start: s.Start + ItemLabel(src[s.Start:s.End]), End: s.End})
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
func markRepairs(src string, repairs []damage.Repair) []damage.Repair {
	var marks []damage.Repair
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
		case IsEnd(q):
			return q, markEnd
		case IsDivider(q):
			r, mark = q, markDivide
		}
	}
	return r, mark
}

// runeAt reads the character at pos, a repaired one as it was meant. It
// returns the character, the offset behind it and what it does.
func runeAt(src string, pos, end int, repairs []damage.Repair) (r rune, next, mark int) {
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
	case IsEnd(r):
		mark = markEnd
	case IsDivider(r):
		mark = markDivide
	case r == ',' || r == ':' || r == ';':
		// 1,000 and 12:30 and http: are not divisions
		if !alnum(script.LastRune(src[:pos])) || !alnum(script.FirstRune(src[next:end])) && r != ':' {
			mark = markDivide
		}
	}
	return r, next, mark
}

// IsEnd reports whether r ends a sentence.
func IsEnd(r rune) bool {
	return r == '。' || r == '！' || r == '？' || r == '!' || r == '?' || r == '｡'
}

// IsDivider reports whether r divides a sentence into its parts.
func IsDivider(r rune) bool {
	return r == '，' || r == '；' || r == '：' || r == '﹐' || r == '､'
}

func alnum(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// MaxPair is how many bytes a bracket or quote may hold to be taken for a pair,
// about 300 characters. It bounds the work on hostile text as well.
const MaxPair = 900

// ClosedAt returns the offset behind the partner of the opening mark at pos, or
// 0 when it is not closed before the sentence ends. A quote opened again before
// it was closed counts as never closed (“四唯〃取人 followed by “三超两乱”); a scanned "
// or 〃 closes a “.
func ClosedAt(src string, pos, end int, repairs []damage.Repair) int {
	open, n := utf8.DecodeRuneInString(src[pos:end])
	want, depth := script.CloserOf(open), 1
	half := want
	switch want { // the other width closes as well: 〔2011) is common
	case '）':
		half = ')'
	case ')':
		half = '）'
	}
	if end > pos+MaxPair {
		end = pos + MaxPair
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

// Words drops what is not a word from both ends of a span.
func Words(src string, s corpus.Span) corpus.Span {
	for s.Start < s.End {
		r, n := utf8.DecodeRuneInString(src[s.Start:s.End])
		if !script.IsLoose(r) && !script.IsCloser(r) {
			break
		}
		if r == '"' && strings.IndexByte(src[s.Start+1:s.End], '"') >= 0 {
			break
		}
		s.Start += n
	}
	for s.Start < s.End {
		r, n := utf8.DecodeLastRuneInString(src[s.Start:s.End])
		if script.IsCloser(r) {
			if opensBefore(src[s.Start:s.End-n], r) {
				break
			}
		} else if !script.IsLoose(r) && script.CloserOf(r) == 0 {
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
	for low := max(0, len(words)-MaxPair); len(words) > low; {
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
	return script.CloserOf(open) == closer
}

func trimSpace(src string, s corpus.Span) corpus.Span {
	t := strings.TrimLeftFunc(src[s.Start:s.End], unicode.IsSpace)
	s.Start = s.End - len(t)
	s.End = s.Start + len(strings.TrimRightFunc(t, unicode.IsSpace))
	return s
}

// ItemLabel returns the length in bytes of the label that opens a line, blanks
// in front included: （一） (一) （1） 1. 1、 ① 一、 or 0.
func ItemLabel(line string) int {
	body := strings.TrimLeftFunc(line, script.IsBlank)
	switch l := label.Read(body); l.Unit {
	case label.HanParen, label.DigitDot, label.DigitParen, label.Ring, label.HanComma:
		return len(line) - len(body) + l.Size
	}
	return 0
}
