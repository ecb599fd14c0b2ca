package question

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Wording is a folded question divided into what its phrases ask for and the rest, its
// content.
type Wording struct {
	Text    string   // the folded question
	Kinds   Kind     // all kinds that its phrases want
	Modals  []string // modals that may be meant literally, in order
	Content []Piece  // what is left when phrases, references and names of documents are cut
}

// Piece is a stretch of a folded question, bytes [Start, End).
type Piece struct{ Start, End int }

// Has reports whether any of the kinds is wanted.
func (w *Wording) Has(k Kind) bool { return w.Kinds&k != 0 }

// ContentText is the content, its pieces joined by blanks.
func (w *Wording) ContentText() string {
	parts := make([]string, len(w.Content))
	for i, p := range w.Content {
		parts[i] = w.Text[p.Start:p.End]
	}
	return strings.Join(parts, " ")
}

// read scans the folded question once, left to right. cut marks bytes that are
// spoken for already (references, names of documents); edges marks the byte
// offsets where a dictionary word begins or ends: a phrase of one or two
// characters counts only between such edges, so that 地 in 地方 is not read as a particle.
func read(text string, cut, edges []bool) *Wording {
	w := &Wording{Text: text}
	start := -1 // of the open piece of content
	flush := func(end int) {
		if start >= 0 {
			w.Content = append(w.Content, Piece{start, end})
			start = -1
		}
	}
	for i := 0; i < len(text); {
		if cut[i] {
			flush(i)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		p, ok := phraseAt(text, i, r, cut, edges)
		half := notA(text[i:])
		switch {
		case ok:
			flush(i)
			size = len(p.text)
			w.take(p, text[i+size:])
		case half > 0 && !slices.Contains(cut[i:i+half], true):
			flush(i)
			size = half
			w.Kinds |= YesNo
		case !isContent(r):
			flush(i)
		case start < 0:
			start = i
		}
		i += size
	}
	flush(len(text))
	return w
}

// notA gives the length in bytes of the first half of a verb that asks by its own denial, the
// negation included: 退不 of 退不退, 罚不 of 罚不罚款, 报销不 of 报销不报销. It is 0 where none begins.
func notA(text string) int {
	before, behind, ok := cutNegation(text)
	if !ok || before == "" || !strings.HasPrefix(behind, before) {
		return 0
	}
	return len(text) - len(behind)
}

// cutNegation divides a text at 不 or 没 behind its first one or two Chinese characters.
func cutNegation(text string) (before, behind string, ok bool) {
	for i, at := 0, 0; i < 3; i++ {
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case r == '不' || r == '没':
			return text[:at], text[at+size:], true
		case !unicode.Is(unicode.Han, r):
			return "", "", false
		}
		at += size
	}
	return "", "", false
}

// isContent reports whether a character belongs to what a question is about: a
// letter, a digit, or + (文艺+理论).
func isContent(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '+' }

// take adds what a phrase asks for; rest is the text behind it.
func (w *Wording) take(p phrase, rest string) {
	kind := p.kind
	if kind == YesNo && verdict[p.text] && !closes(rest) {
		kind = Filler // 看一个人行不行要看他的作为
	}
	w.Kinds |= kind
	if modals[p.text] {
		w.Modals = append(w.Modals, p.text)
	}
}

// closes reports whether a sentence, or a part of one, ends before rest.
func closes(rest string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, "的呢啊呀吧了"))
	return !unicode.IsLetter(r)
}

// phraseAt finds the longest phrase that begins at byte i of a folded question, whose
// character there is r.
func phraseAt(text string, i int, r rune, cut, edges []bool) (phrase, bool) {
	for _, p := range grammar()[r] {
		end := i + len(p.text)
		if !strings.HasPrefix(text[i:], p.text) || slices.Contains(cut[i:end], true) {
			continue
		}
		whole := edges[i] && edges[end] || utf8.RuneCountInString(p.text) > 2 || asks(text[i:], r)
		if r < utf8.RuneSelf {
			whole = latinEdge(text, i) && latinEdge(text, end)
		}
		if whole {
			return p, true
		}
	}
	return phrase{}, false
}

// asks reports whether a phrase that begins with r is one of a question wherever
// it stands: no word of the dictionary begins so, save 几乎 and 几何.
func asks(text string, r rune) bool {
	return strings.ContainsRune("哪谁啥咋", r) || r == '几' && !strings.HasPrefix(text, "几乎") && !strings.HasPrefix(text, "几何")
}

// latinEdge reports whether no Latin word runs across offset i.
func latinEdge(text string, i int) bool {
	isLatin := func(r rune) bool { return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i:])
	return !isLatin(before) || !isLatin(after)
}
