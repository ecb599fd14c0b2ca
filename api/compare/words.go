package compare

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"

	"tiaowen/api/overlap"
	"tiaowen/corpus"
)

// token is what changes as one: a character, a number, a word in Latin letters,
// or the number of an article (第二百零五条). Blanks belong to the token before them.
type token struct {
	corpus.Span
	side int
	text string
}

// maxTokens is how many characters of both sides together are compared one by
// one; longer texts are compared sentence by sentence.
const maxTokens = 20_000

// mark divides the words of both sides into those they share and those that
// changed. It reports whether numbers of articles are all that changed.
func mark(from, to []*Side) (citesOnly bool) {
	if len(from) == 1 {
		to = inOrderOf(from[0], to)
	} else if len(to) == 1 {
		from = inOrderOf(to[0], from)
	}
	a, b := tokens(from, nextToken), tokens(to, nextToken)
	if len(a)+len(b) > maxTokens {
		a, b = tokens(from, nextSentence), tokens(to, nextSentence)
	}
	changedA, changedB := Differ(texts(a), texts(b))
	draw(from, a, changedA)
	draw(to, b, changedB)
	return onlyNumbers(a, changedA) && onlyNumbers(b, changedB) || slices.Equal(withoutNumbers(a), withoutNumbers(b))
}

// withoutNumbers are the tokens, with one sign for the number of any article: 第三条、第四条 and 第五条、第六条
// differ by numbers alone, though the 、 between them may be marked with them.
func withoutNumbers(list []token) []string {
	out := make([]string, len(list))
	for i, t := range list {
		if out[i] = t.text; articleNumber(t.text) == len(t.text) {
			out[i] = "第条"
		}
	}
	return out
}

// inOrderOf puts the clauses that one was split into, or was merged from, in the
// order in which their words are in it.
func inOrderOf(whole *Side, parts []*Side) []*Side {
	if len(parts) == 1 {
		return parts
	}
	words := []rune(squeeze(whole.Clause.Text()))
	at := make(map[*Side]int)
	for _, p := range parts {
		at[p], _, _ = overlap.Longest(words, []rune(squeeze(p.Clause.Text())))
	}
	parts = slices.Clone(parts)
	slices.SortStableFunc(parts, func(x, y *Side) int { return cmp.Compare(at[x], at[y]) })
	return parts
}

func texts(list []token) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = t.text
	}
	return out
}

// Differ compares two lists of tokens and marks those that the other side does
// not have in this place. Short runs that both have between longer changes are
// marked too: people read whole phrases.
func Differ(a, b []string) (changedA, changedB []bool) {
	ids := make(map[string]rune)
	encode := func(list []string) []rune {
		out := make([]rune, len(list))
		for i, t := range list {
			id, ok := ids[t]
			if !ok {
				id = rune(len(ids) + 1)
				if id >= 0xD800 {
					id += 0x800 // surrogates are not characters
				}
				ids[t] = id
			}
			out[i] = id
		}
		return out
	}
	d := diffmatchpatch.New()
	d.DiffTimeout = 0 // a result that depends on the clock cannot be checked
	diffs := d.DiffCleanupSemantic(d.DiffMainRunes(encode(a), encode(b), false))
	changedA, changedB = make([]bool, len(a)), make([]bool, len(b))
	i, j := 0, 0
	for _, x := range diffs {
		n := utf8.RuneCountInString(x.Text)
		switch x.Type {
		case diffmatchpatch.DiffEqual:
			i, j = i+n, j+n
		case diffmatchpatch.DiffDelete:
			for end := i + n; i < end; i++ {
				changedA[i] = true
			}
		case diffmatchpatch.DiffInsert:
			for end := j + n; j < end; j++ {
				changedB[j] = true
			}
		}
	}
	return changedA, changedB
}

// Tokens divides words into what changes as one, without blanks; each token is a
// span of the words in bytes.
func Tokens(words string) (texts []string, spans []corpus.Span) {
	for at := 0; at < len(words); {
		n, seen := nextToken(words[at:])
		if seen > 0 {
			texts = append(texts, words[at:at+seen])
			spans = append(spans, corpus.Span{Start: at, End: at + seen})
		}
		at += n
	}
	return texts, spans
}

// tokens divides the texts of a side. Blanks before the first token of a clause
// cannot occur: a body begins with a visible character.
func tokens(sides []*Side, next func(string) (size, visible int)) (out []token) {
	for k, s := range sides {
		text, at := s.Clause.Text(), 0
		for at < len(text) {
			n, seen := next(text[at:])
			span := corpus.Span{Start: s.Clause.Body.Start + at, End: s.Clause.Body.Start + at + n}
			if seen == 0 && len(out) > 0 && out[len(out)-1].side == k {
				out[len(out)-1].End = span.End
			} else {
				out = append(out, token{span, k, squeeze(text[at : at+n])})
			}
			at += n
		}
	}
	return out
}

// nextToken is the length in bytes of the token that s begins with; visible is
// that length, or 0 for a blank.
func nextToken(s string) (size, seen int) {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case !visible(r):
		return n, 0
	case r == '第':
		if w := articleNumber(s); w > 0 {
			return w, w
		}
	case wordRune(r):
		for n < len(s) {
			q, w := utf8.DecodeRuneInString(s[n:])
			if !wordRune(q) {
				break
			}
			n += w
		}
	}
	return n, n
}

// articleNumber is the length of 第二百零五条 at the beginning of s, or 0.
func articleNumber(s string) int {
	n := len("第")
	for k := 0; k < 12 && n < len(s); k++ {
		r, w := utf8.DecodeRuneInString(s[n:])
		if r == '条' && k > 0 {
			return n + w
		}
		if !strings.ContainsRune("零〇一二三四五六七八九十百千0123456789 ", r) {
			return 0
		}
		n += w
	}
	return 0
}

func wordRune(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.')
}

// nextSentence is the length of the sentence that s begins with.
func nextSentence(s string) (size, seen int) {
	for i, r := range s {
		if strings.ContainsRune("。；！？\n", r) {
			n := i + utf8.RuneLen(r)
			return n, n
		}
	}
	return len(s), len(s)
}

// draw makes the parts of each side from the tokens that changed.
func draw(sides []*Side, list []token, changed []bool) {
	for k := range sides {
		sides[k].Parts = []Part{}
	}
	for i, t := range list {
		parts := &sides[t.side].Parts
		if n := len(*parts); n > 0 && (*parts)[n-1].Changed == changed[i] {
			(*parts)[n-1].End = t.End
			continue
		}
		*parts = append(*parts, Part{t.Span, changed[i]})
	}
}

// onlyNumbers reports whether every token that changed is the number of an article.
func onlyNumbers(list []token, changed []bool) bool {
	some := false
	for i, t := range list {
		if changed[i] {
			some = true
			if articleNumber(t.text) != len(t.text) {
				return false
			}
		}
	}
	return some || len(list) > 0
}
