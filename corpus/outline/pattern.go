package outline

import (
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/label"
	"tiaowen/corpus/line"
	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
)

// Labels that no list of styles knows, 步骤一：, 【1】, No. 3, show themselves by what they have in common: the same
// few characters in front of a number and behind it, and numbers that count from one.

// patternScheme numbers a text, in which no other label does, by the first such pattern.
func (p *Outline) patternScheme() {
	runs := map[string][]int{}
	var order []string
	labels := map[int]label.Label{}
	for i := p.Body; i < len(p.Lines); i++ {
		l := p.Lines[i]
		if l.Label.Unit != label.None || l.Table || l.Role == line.Markup {
			continue
		}
		pattern, found := readPattern(p.Words(i))
		if pattern == "" {
			continue
		}
		run := runs[pattern]
		if found.Number != len(run)+1 {
			continue
		}
		if len(run) == 0 {
			order = append(order, pattern)
		}
		runs[pattern] = append(run, i)
		labels[i] = found
	}
	for _, pattern := range order {
		run := runs[pattern]
		if len(run) < 3 && !(len(run) == 2 && len(p.Lines)-p.Body < 6) {
			continue
		}
		for _, i := range run {
			l := labels[i]
			l.Unit = label.Own
			p.Lines[i].Label = l
		}
		p.Clause = label.Own
		return
	}
}

// readPattern reads a number with at most four characters in front and a mark or a blank behind it, that begins words.
func readPattern(words string) (pattern string, l label.Label) {
	at := 0
	for n := 0; at < len(words) && n <= 4; n++ {
		r, w := utf8.DecodeRuneInString(words[at:])
		v, _, size := numeral.Read(words[at:])
		if rv, rs := label.ReadRoman(words[at:]); v == 0 && rv > 0 && n == 1 {
			v, size = rv, rs
		}
		if v > 0 && v < 1000 {
			return closePattern(words, words[:at], v, at+size)
		}
		if script.IsStop(r) && r != '.' || numeral.Digit(r) >= 0 || r == '年' || r == '表' || r == '图' || r == '附' || r == '注' {
			return "", label.Label{}
		}
		at += w
	}
	return "", label.Label{}
}

// closePattern reads what sets the number off.
func closePattern(words, prefix string, v, at int) (string, label.Label) {
	r, w := utf8.DecodeRuneInString(words[at:])
	switch {
	case w == 0:
		return "", label.Label{}
	case r == '条' && prefix != "":
		at += w
		if r, w = utf8.DecodeRuneInString(words[at:]); script.IsBlank(r) {
			w = 0
		}
	case r == '条' && script.EndsWord(words[at+w:]):
		return "#条", label.Label{Number: v, Size: at + w, Free: true}
	case script.IsBlank(r):
		w = 0
	case !strings.ContainsRune("，。、．.：:）)】]〕》>”—－-#", r):
		return "", label.Label{}
	}
	if prefix == "" && w == 0 {
		return "", label.Label{} // 1 元
	}
	l := label.Label{Number: v, Size: at + w, Free: true}
	if !strings.ContainsRune("）)】]〕》>”#", r) {
		l.Tail = uint8(w)
	} else if next, n := utf8.DecodeRuneInString(words[l.Size:]); n > 0 && strings.ContainsRune("，、：:", next) {
		l.Size += n
		l.Tail = uint8(n)
	}
	return prefix + "#" + string(r), l
}
