package answer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wording is a folded question taken apart: what its phrases ask for and what
// is left, the content.
type wording struct {
	text    string   // folded question
	sig     signal   // union of all signals found
	modals  []string // modals that may be meant literally, in order
	content []piece  // what is left when question phrases and references are cut
}

// piece is a stretch of content, bytes [start,end) of the folded question.
type piece struct {
	start, end int
}

// has reports whether any of the signals was found.
func (w *wording) has(s signal) bool { return w.sig&s != 0 }

// contentText is the content, its pieces joined by blanks.
func (w *wording) contentText() string {
	parts := make([]string, len(w.content))
	for i, p := range w.content {
		parts[i] = w.text[p.start:p.end]
	}
	return strings.Join(parts, " ")
}

// phraseIndex finds the phrases that begin with a rune, longest first.
var phraseIndex = func() map[rune][]phrase {
	m := make(map[rune][]phrase)
	for _, p := range phrases {
		r, _ := utf8.DecodeRuneInString(p.text)
		m[r] = append(m[r], p)
	}
	return m
}()

// readWording scans the folded question once, left to right. cut marks bytes
// that are spoken for already (references, names of documents); edges marks the
// byte offsets where a dictionary word begins or ends: a phrase of one or two
// characters counts only between such edges, so that 地 in 地方 is no particle.
func readWording(text string, cut []bool, edges []bool) *wording {
	w := &wording{text: text}
	start := -1 // of the open piece of content
	flush := func(end int) {
		if start >= 0 {
			w.content = append(w.content, piece{start, end})
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
		if p, ok := phraseAt(text, i, r, cut, edges); ok {
			flush(i)
			if p.sig == sigYesNo && verdict[p.text] && !closes(text[i+len(p.text):]) {
				p.sig = sigFiller // 看一个人行不行，要看他的作为
			}
			w.sig |= p.sig
			if modals[p.text] {
				w.modals = append(w.modals, p.text)
			}
			i += len(p.text)
			continue
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '+' {
			if start < 0 {
				start = i
			}
		} else {
			flush(i)
		}
		i += size
	}
	flush(len(text))
	return w
}

// verdict are the phrases that ask for a yes or a no only where they close a
// sentence or a part of one.
var verdict = map[string]bool{"行不行": true, "对不对": true, "可以不": true, "行吗": true, "能吗": true}

// closes reports whether a sentence, or a part of one, ends before rest.
func closes(rest string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, "的呢啊呀吧了"))
	return !unicode.IsLetter(r)
}

func phraseAt(text string, i int, r rune, cut, edges []bool) (phrase, bool) {
	for _, p := range phraseIndex[r] {
		end := i + len(p.text)
		if end > len(text) || text[i:end] != p.text || anyCut(cut[i:end]) {
			continue
		}
		if r < 0x80 {
			if !latinEdge(text, i) || !latinEdge(text, end) {
				continue
			}
			return p, true
		}
		if utf8.RuneCountInString(p.text) <= 2 && (!edges[i] || !edges[end]) && !asks(text[i:], r) {
			continue
		}
		return p, true
	}
	return phrase{}, false
}

// asks reports whether a phrase that begins with r is one of a question wherever
// it stands: no word of the dictionary begins so, save 几乎 and 几何.
func asks(text string, r rune) bool {
	return strings.ContainsRune("哪谁啥咋", r) || r == '几' && !strings.HasPrefix(text, "几乎") && !strings.HasPrefix(text, "几何")
}

func anyCut(b []bool) bool {
	for _, c := range b {
		if c {
			return true
		}
	}
	return false
}

// latinEdge reports whether no Latin word runs across offset i.
func latinEdge(text string, i int) bool {
	isLatin := func(r rune) bool { return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i:])
	return !isLatin(before) || !isLatin(after)
}
