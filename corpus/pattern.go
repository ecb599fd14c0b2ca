package corpus

import (
	"strings"
	"unicode/utf8"
)

// Labels that no list of styles knows, 步骤一：, 【1】, No. 3, show themselves by what they have in common: the same
// few characters in front of a number and behind it, and numbers that count from one.

// patternScheme numbers a text, in which no other label does, by the first such pattern.
func (p *outliner) patternScheme() {
	runs := map[string][]int{}
	var order []string
	labels := map[int]label{}
	for i := p.body; i < len(p.lines); i++ {
		l := p.lines[i]
		if l.label.unit != noUnit || l.table || l.role == isMarkup {
			continue
		}
		pattern, found := readPattern(p.words(i))
		if pattern == "" {
			continue
		}
		run := runs[pattern]
		if found.number != len(run)+1 {
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
		if len(run) < 3 && !(len(run) == 2 && len(p.lines)-p.body < 6) {
			continue
		}
		for _, i := range run {
			l := labels[i]
			l.unit = own
			p.lines[i].label = l
		}
		p.clause = own
		return
	}
}

// readPattern reads a number with at most four characters in front and a mark or a blank behind it, that begins words.
func readPattern(words string) (pattern string, l label) {
	at := 0
	for n := 0; at < len(words) && n <= 4; n++ {
		r, w := utf8.DecodeRuneInString(words[at:])
		v, _, size := readNumber(words[at:])
		if rv, rs := readRoman(words[at:]); v == 0 && rv > 0 && n == 1 {
			v, size = rv, rs
		}
		if v > 0 && v < 1000 {
			return closePattern(words, words[:at], v, at+size)
		}
		if isStop(r) && r != '.' || digit(r) >= 0 || r == '年' || r == '表' || r == '图' || r == '附' || r == '注' {
			return "", label{}
		}
		at += w
	}
	return "", label{}
}

// closePattern reads what sets the number off.
func closePattern(words, prefix string, v, at int) (string, label) {
	r, w := utf8.DecodeRuneInString(words[at:])
	switch {
	case w == 0:
		return "", label{}
	case r == '条' && prefix != "":
		at += w
		if r, w = utf8.DecodeRuneInString(words[at:]); isBlank(r) {
			w = 0
		}
	case r == '条' && endsWord(words[at+w:]):
		return "#条", label{number: v, size: at + w, free: true}
	case isBlank(r):
		w = 0
	case !strings.ContainsRune("，。、．.：:）)】]〕》>”—－-#", r):
		return "", label{}
	}
	if prefix == "" && w == 0 {
		return "", label{} // 1 元
	}
	l := label{number: v, size: at + w, free: true}
	if !strings.ContainsRune("）)】]〕》>”#", r) {
		l.tail = uint8(w)
	} else if next, n := utf8.DecodeRuneInString(words[l.size:]); n > 0 && strings.ContainsRune("，、：:", next) {
		l.size += n
		l.tail = uint8(n)
	}
	return prefix + "#" + string(r), l
}
