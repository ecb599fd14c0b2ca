package vocabulary

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tiaowen/index/gram"
	"tiaowen/segmenter"
)

// expand finds what the vocabulary adds to a folded query: leftmost first, the
// longest at each place, nothing inside what has matched already.
func (v *Vocabulary) expand(text string) []Expansion {
	var out []Expansion
	words := latinWords(text)
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		for len(words) > 0 && words[0][0] < i {
			words = words[1:]
		}
		var rules []*rule
		switch {
		case gram.IsHan(r):
			rules = v.fitting(text[i:], n)
		case len(words) > 0 && words[0][0] == i:
			rules = v.rules[stem(text[i:words[0][1]])]
		}
		end := 0
		for _, rule := range rules {
			if end = rule.match(text, i, words); end > 0 {
				for k, w := range rule.written {
					out = append(out, Expansion{From: text[i:end], Start: i, End: end, Said: rule.text, To: w.text, Weight: w.weight, Rank: k})
				}
				break
			}
		}
		i = max(end, i+n)
	}
	return out
}

// expandAlone finds the rules of one character, 罚 and 赔, where the text has it as
// a word of its own, outside of what other rules met.
func (v *Vocabulary) expandAlone(words []segmenter.Token, covered []Expansion) []Expansion {
	var out []Expansion
	for _, t := range words {
		r, n := utf8.DecodeRuneInString(t.Text)
		rule := v.alone[r]
		if n != len(t.Text) || rule == nil || within(covered, t.Start, t.End) {
			continue
		}
		for k, w := range rule.written {
			out = append(out, Expansion{From: t.Text, Start: t.Start, End: t.End, Said: rule.text, To: w.text, Weight: w.weight, Rank: k})
		}
	}
	return out
}

// match reports where the rule ends that begins at byte i, or 0.
func (r *rule) match(text string, i int, words [][2]int) int {
	if r.latin {
		return r.matchLatin(text, words)
	}
	if !strings.HasPrefix(text[i:], r.said[0]) {
		return 0
	}
	at := i + len(r.said[0])
	for _, piece := range r.said[1:] {
		j := strings.Index(text[at:], piece)
		if j < 0 || utf8.RuneCountInString(text[at:at+j]) > maxBetween {
			return 0
		}
		at += j + len(piece)
	}
	return at
}

// matchLatin reports where the last word of the rule ends, when it begins with the first of words; small words
// may stand between: abuse of the power. It is 0 when the words are others.
func (r *rule) matchLatin(text string, words [][2]int) int {
	k := 0
	for _, w := range words {
		switch word := text[w[0]:w[1]]; {
		case stem(word) == r.said[k]:
			if k++; k == len(r.said) {
				return w[1]
			}
		case k == 0 || !small[word]:
			return 0
		}
	}
	return 0
}

// latinWords finds the runs of letters and digits other than Chinese.
func latinWords(text string) [][2]int {
	var out [][2]int
	start := -1
	for i, r := range text {
		in := gram.IsWord(r) && !gram.IsHan(r)
		if in && start < 0 {
			start = i
		}
		if !in && start >= 0 {
			out = append(out, [2]int{start, i})
			start = -1
		}
	}
	if start >= 0 {
		out = append(out, [2]int{start, len(text)})
	}
	return out
}

// stem drops the commonest English endings, so that officials finds official
// and auditing finds audit. It is applied to both sides and need not be right,
// only the same.
func stem(word string) string {
	notASCII := func(r rune) bool { return r > unicode.MaxASCII }
	if word == "news" || strings.ContainsFunc(word, notASCII) { // news is no plural of new
		return word
	}
	cut := func(suffix, with string, keep int) bool {
		if s, ok := strings.CutSuffix(word, suffix); ok && len(s) >= keep {
			word = s + with
			return true
		}
		return false
	}
	singular := strings.HasSuffix(word, "ss") || strings.HasSuffix(word, "us")
	_ = cut("ies", "y", 2) || cut("sses", "ss", 2) || !singular && cut("s", "", 3)
	_ = cut("ing", "", 4) || cut("ed", "", 4)
	if len(word) > 4 {
		word = strings.TrimSuffix(word, "e")
	}
	return word
}
