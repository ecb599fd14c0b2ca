// Package damage finds what scanning and typing leave in a text: a quotation mark lost or misread, two stops
// where one belongs, a stray symbol. It reports [Repair]s and changes nothing.
//
// [ReadHabits] learns what a whole text does throughout; [Find] looks for slips in a part of it.
package damage

import (
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
	"tiaowen/corpus/span"
	"tiaowen/corpus/wordlist"
)

// Damage is what scanning and typing leave in a text: a quotation mark lost or
// turned into something that looks like one, two stops where one belongs, an
// ASCII stop among Chinese ones, a speck read as a symbol. It is found by what
// stands beside what, without a list of right words; what could be meant is
// left alone, and so is what a text does throughout (see Habits).

// What can be wrong, in English.
const (
	twoStops    = "two stops stand where one belongs"
	asciiStop   = "an ASCII stop stands between Chinese words"
	strayMark   = "a stray symbol stands beside a stop"
	strayInWord = "a stray symbol stands within a word"
	otherShape  = "the closing quotation mark has another shape"
	misread     = "the closing quotation mark and its stop were read as one character"
	neverClosed = "the quotation is never closed"
	radical     = "a radical stands for the character that looks like it"
)

var chineseReasons = map[string]string{
	twoStops:    "此处有两个标点，应为一个",
	asciiStop:   "中文之间用了英文标点",
	strayMark:   "标点旁有多余的符号",
	strayInWord: "词中有多余的符号",
	otherShape:  "后引号的字形不对",
	misread:     "后引号和标点被识别成一个字",
	neverClosed: "缺少后引号",
	radical:     "用了部首字符，应为形同的汉字",
}

// Chinese returns the Reason in Chinese.
func (r Repair) Chinese() string {
	if chinese, ok := chineseReasons[r.Reason]; ok {
		return chinese
	}
	return r.Reason
}

// Habits are the ways of a whole text that would be damage if they stood alone:
// the ASCII marks that it uses in place of Chinese ones.
type Habits [utf8.RuneSelf]bool

// ReadHabits learns the habits of a text. An ASCII mark is a habit if it occurs more than once, and more than a
// fifth as often as the Chinese one.
func ReadHabits(source string) *Habits {
	var h Habits
	for _, mark := range []byte(",;:?!") {
		n := strings.Count(source, string(rune(mark)))
		h[mark] = n > 1 && n*5 > strings.Count(source, wide(rune(mark)))
	}
	h['"'] = strings.Count(source, `"`) > strings.Count(source, "“")
	return &h
}

// Find reads the span s of source and returns its suspected slips in order, none overlapping.
func Find(source string, s span.Span, h *Habits) []Repair {
	w := walker{source: source, span: s, habits: h}
	prev := rune('\n')
	for at := s.Start; at < s.End; {
		r, n := rune(source[at]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(source[at:s.End])
		}
		w.at, w.size, w.prev = at, n, prev
		w.read(r)
		if !script.IsBlank(r) {
			w.fresh = false
			prev = r
		}
		at += n
	}
	w.end()
	slices.SortStableFunc(w.found, func(a, b Repair) int { return a.Start - b.Start })
	end := s.Start
	return slices.DeleteFunc(w.found, func(r Repair) bool {
		overlaps := r.Start < end
		end = max(end, r.End)
		return overlaps
	})
}

// read reads the character under the head.
func (w *walker) read(r rune) {
	switch {
	case r == '\n':
		w.fresh = true
	case r == '“' || r == '”' || r == '"' || looksLikeQuote(r):
		w.quote(r)
	case script.IsStop(r):
		w.stop(r)
	case isSpeck(r):
		w.speck(r)
	case r >= 0x2E80 && r <= 0x2FD5:
		if likely := norm.NFKC.String(string(r)); likely != string(r) {
			w.report(w.at, w.at+w.size, likely, radical)
		}
	}
}

// walker is a reading head in a text.
type walker struct {
	source   string
	span     span.Span
	habits   *Habits
	at, size int  // the character under the head
	prev     rune // the visible character before it
	fresh    bool // it is the first of its paragraph

	open  []int // places of the quotation marks “ that wait for their ”, outermost first
	found []Repair

	odd      bool // see oddMark
	oddUntil int  // where the paragraph ends for which odd holds
}

func (w *walker) report(start, end int, likely, reason string) {
	w.found = append(w.found, Repair{span.Span{Start: start, End: end}, likely, reason})
}

// next is the character after the head, '\n' at the end.
func (w *walker) next() rune {
	r, n := utf8.DecodeRuneInString(w.source[w.at+w.size : w.span.End])
	if n == 0 {
		return '\n'
	}
	return r
}

// stop reads a stop, Chinese or ASCII.
func (w *walker) stop(r rune) {
	next := w.next()
	switch {
	case script.IsStop(next) && pairIsSlip(r, next):
		if weaker(r, next) {
			w.report(w.at, w.at+w.size, "", twoStops)
		} else {
			w.report(w.at+w.size, w.at+w.size+utf8.RuneLen(next), "", twoStops)
		}
	case r < utf8.RuneSelf && script.IsStop(w.prev): // the second of a pair
	case r < utf8.RuneSelf && r != '.' && !w.habits[r] && chineseBefore(w.prev) && chineseAfter(next):
		w.report(w.at, w.at+1, wide(r), asciiStop)
	}
}

// pairIsSlip reports whether two stops in a row are more than one can mean.
func pairIsSlip(a, b rune) bool {
	emphatic := func(r rune) bool { return strings.ContainsRune("？！?!", r) }
	switch {
	case emphatic(a) && emphatic(b), a == '.' && b == '.':
		return false
	case a < utf8.RuneSelf && b < utf8.RuneSelf:
		return false // not Chinese text
	}
	return true
}

// weaker reports whether of two stops the first is to go: the ASCII one, else the one that divides less.
func weaker(a, b rune) bool {
	if (a < utf8.RuneSelf) != (b < utf8.RuneSelf) {
		return a < utf8.RuneSelf
	}
	return strings.IndexRune("、，：；。？！", a) < strings.IndexRune("、，：；。？！", b)
}

// speck reads a symbol that has no business within Chinese words.
func (w *walker) speck(r rune) {
	next := w.next()
	dot := r != '\''
	switch {
	case dot && (script.IsHan(w.prev) && script.IsStop(next) || script.IsStop(w.prev) && script.IsHan(next)): // 约翰·史密斯 has Han on both sides
		w.report(w.at, w.at+w.size, "", strayMark)
	case !dot && script.IsHan(w.prev) && script.IsHan(next) && w.oddMark():
		w.report(w.at, w.at+w.size, "", strayInWord)
	}
}

// oddMark reports whether the paragraph under the head holds an odd number of
// the mark ', so that one of them quotes nothing.
func (w *walker) oddMark() bool {
	if w.at >= w.oddUntil {
		start := w.span.Start + strings.LastIndexByte(w.source[w.span.Start:w.at], '\n') + 1
		w.oddUntil = w.span.End
		if i := strings.IndexByte(w.source[w.at:w.oddUntil], '\n'); i >= 0 {
			w.oddUntil = w.at + i
		}
		w.odd = strings.Count(w.source[start:w.oddUntil], "'")%2 == 1
	}
	return w.odd
}

// quote reads a quotation mark, or what may be one.
func (w *walker) quote(r rune) {
	n := len(w.open)
	switch {
	case r == '“' && n > 0 && w.fresh: // a quotation of several paragraphs opens each of them
	case r == '“':
		w.open = append(w.open, w.at)
	case n == 0:
	case r == '”':
		w.open = w.open[:n-1]
	case (r != '"' || !w.habits['"']) && script.Short(w.source[w.open[n-1]:w.at], 24):
		w.report(w.at, w.at+w.size, "”", otherShape)
		w.open = w.open[:n-1]
	}
}

// maxQuoted is the longest quoted name, in code points; what is longer is a
// quoted passage, of which one cannot tell where it ends.
const maxQuoted = 9

// end reads the end of the span: the quotations that are still open lost their end.
func (w *walker) end() {
	for _, open := range w.open {
		limit := w.span.End
		if i := strings.Index(w.source[open+len("“"):limit], "“"); i >= 0 {
			limit = open + len("“") + i
		}
		w.loseQuote(open, limit)
	}
}

// loseQuote reports where the quotation that begins at open most likely ended,
// before limit: behind the name it begins with, or else with the last sentence.
func (w *walker) loseQuote(open, limit int) {
	name, stop := 0, -1
	for at := open + len("“"); at < limit; {
		r, n := utf8.DecodeRuneInString(w.source[at:limit])
		if stop < 0 && name >= 2 && name <= maxQuoted && isMisread(r, w.source[at+n:]) {
			w.report(at, at+n, "”，", misread)
			return
		}
		if r == '\n' && stop >= 0 {
			break
		}
		if r == '。' || stop < 0 && script.IsStop(r) {
			stop = at
			if name > 0 && name <= maxQuoted {
				break
			}
		}
		name++
		at += n
	}
	if stop >= 0 {
		w.closeAt(stop, name <= maxQuoted)
	}
}

// closeAt reports that a quotation mark is missing at a stop: before it behind a name, behind it
// where whole sentences are quoted.
func (w *walker) closeAt(stop int, name bool) {
	_, n := utf8.DecodeRuneInString(w.source[stop:])
	likely := w.source[stop:stop+n] + "”"
	if name {
		likely = "”" + w.source[stop:stop+n]
	}
	w.report(stop, stop+n, likely, neverClosed)
}

// isMisread reports whether r, with rest behind it, is what scanners make of ”，.
func isMisread(r rune, rest string) bool {
	next := script.FirstRune(rest)
	return strings.ContainsRune(likeQuoteStop, r) && script.IsHan(next) && !isMeasure(next)
}

// likeQuoteStop are characters that scanners make of ”， printed together.
const likeQuoteStop = "七匕"

// wordsFile holds the word list of this package, with a comment.
//
//go:embed words.txt
var wordsFile string

// measures are characters that follow numbers; words.txt describes them.
var measures = wordlist.Read(wordsFile).Characters("measures")

// isMeasure reports whether r may follow a number, so that 七项 is read as seven items.
func isMeasure(r rune) bool {
	d, _ := numeral.HanDigit(r)
	return d >= 0 || strings.ContainsRune(measures, r)
}

// looksLikeQuote reports whether r is a mark that scanners make of ”.
func looksLikeQuote(r rune) bool {
	switch r {
	case '〃', '″', '＂', '〞', '〝':
		return true
	}
	return false
}

// isSpeck reports whether r is a symbol that dirt on paper is read as.
func isSpeck(r rune) bool {
	switch r {
	case '•', '·', '・', '˙', '\'', '`', '^':
		return true
	}
	return false
}

func chineseBefore(r rune) bool { return script.IsHan(r) || strings.ContainsRune("”’》）】", r) }
func chineseAfter(r rune) bool  { return script.IsHan(r) || strings.ContainsRune("“‘《（【", r) }

// wide is the Chinese form of an ASCII stop.
func wide(r rune) string { return string(r - '!' + '！') }

// Repair is a suspected slip of scanning or typing. The text shown stays as
// published; matching uses Likely in place of the span's words.
type Repair struct {
	span.Span
	Likely string // what was probably meant; "" where characters are too many
	Reason string // one English sentence; Chinese gives it in Chinese
}
