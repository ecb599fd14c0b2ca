package vocabulary

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tiaowen/index/gram"
	"tiaowen/index/naming"
)

// blank gives a vocabulary with the rules of base, to which can be added.
func blank(base *Vocabulary) *Vocabulary {
	v := &Vocabulary{rules: make(map[string][]*rule), loose: make(map[string][]looseRule), texts: make(map[string]*rule), alone: make(map[rune]*rule)}
	if base == nil {
		return v
	}
	for k, list := range base.rules {
		v.rules[k] = slices.Clone(list)
	}
	for k, list := range base.loose {
		v.loose[k] = slices.Clone(list)
	}
	maps.Copy(v.texts, base.texts)
	maps.Copy(v.alone, base.alone)
	for _, o := range base.own {
		v.own = append(v.own, Own{o.Key, o.Title, blank(o.Vocabulary)})
	}
	return v
}

// read adds the rules of a file.
func (v *Vocabulary) read(r io.Reader) error {
	into := v
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		if !utf8.ValidString(line) {
			return fmt.Errorf("line %d is not UTF-8", n)
		}
		if title, ok := titleLine(line); ok {
			into = v.ofDocument(title)
			continue
		}
		if err := into.addLine(strings.ReplaceAll(line, "→", "->")); err != nil {
			return fmt.Errorf("line %d: %w: %s", n, err, line)
		}
	}
	return lines.Err()
}

// titleLine reads a line 《title》, below which the rules of one document stand.
func titleLine(line string) (title string, ok bool) {
	title, ok = strings.CutPrefix(line, "《")
	if !ok || strings.ContainsAny(line, "=>→") {
		return "", false
	}
	return strings.CutSuffix(title, "》")
}

// ofDocument gives the part of a vocabulary that belongs to the document of a
// title; of 《》 that is the vocabulary itself.
func (v *Vocabulary) ofDocument(title string) *Vocabulary {
	key := naming.Key(gram.Fold(title))
	if key == "" {
		return v
	}
	i := slices.IndexFunc(v.own, func(o Own) bool { return o.Key == key })
	if i < 0 {
		i = len(v.own)
		v.own = append(v.own, Own{key, title, blank(nil)})
	}
	return v.own[i].Vocabulary
}

// index sorts the rules and fills in begin.
func (v *Vocabulary) index() {
	for _, list := range v.rules {
		slices.SortStableFunc(list, func(a, b *rule) int { return b.size - a.size })
	}
	for _, o := range v.own {
		o.index()
	}
	v.begin = make(map[string][]*rule)
	pair := func(r *rule) string {
		return r.said[0][:gram.Width(r.said[0])+gram.Width(r.said[0][gram.Width(r.said[0]):])]
	}
	for key, list := range v.rules {
		if !gram.IsHan(gram.First(key)) {
			continue
		}
		for _, r := range list {
			if _, done := v.begin[pair(r)]; done {
				continue
			}
			for _, other := range list {
				if p := pair(other); p == key || p == pair(r) {
					v.begin[pair(r)] = append(v.begin[pair(r)], other)
				}
			}
		}
	}
}

// fitting gives the rules that a text may begin with, whose first character is
// a Chinese one of n bytes; the longest first.
func (v *Vocabulary) fitting(text string, n int) []*rule {
	if list, ok := v.begin[text[:n+gram.Width(text[n:])]]; ok {
		return list
	}
	return v.begin[text[:n]]
}

// addLine adds the rules of a line.
func (v *Vocabulary) addLine(line string) error {
	if said, written, ok := strings.Cut(line, "->"); ok {
		return v.addArrow(said, written)
	}
	return v.addNames(line)
}

// addArrow adds the rules of a line said -> written.
func (v *Vocabulary) addArrow(left, right string) error {
	var written []alternative
	for _, w := range splitWords(right) {
		text, weight := w, 1.0
		if at := strings.LastIndexByte(w, '@'); at > 0 {
			f, err := strconv.ParseFloat(w[at+1:], 64)
			if err != nil || f <= 0 || f > 1 {
				return fmt.Errorf("the weight %q is not a number above 0 and at most 1", w[at+1:])
			}
			text, weight = strings.TrimSpace(w[:at]), f
		}
		written = append(written, alternative{gram.Fold(text), weight})
	}
	said := splitWords(left)
	if len(said) == 0 || len(written) == 0 {
		return errors.New("there must be words on both sides of the arrow")
	}
	for _, s := range said {
		v.add(foldSaid(s), written)
	}
	return nil
}

// addNames adds the rules of a line name = name.
func (v *Vocabulary) addNames(line string) error {
	var names []alternative
	for n := range strings.SplitSeq(line, "=") {
		if n = gram.Fold(strings.TrimSpace(n)); n != "" {
			names = append(names, alternative{n, 1})
		}
	}
	if len(names) < 2 {
		return errors.New("a rule is either said -> written or word = word")
	}
	for i, n := range names {
		v.add(n.text, slices.Delete(slices.Clone(names), i, i+1))
	}
	return nil
}

// foldSaid folds what stands around the … of a rule: folded itself it would be
// three points.
func foldSaid(s string) string {
	pieces := strings.Split(s, "…")
	for i, p := range pieces {
		pieces[i] = gram.Fold(strings.TrimSpace(p))
	}
	return strings.Join(pieces, "…")
}

func splitWords(list string) []string {
	var out []string
	for w := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == ',' || r == '，' }) {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

func (v *Vocabulary) add(said string, written []alternative) {
	r := &rule{size: utf8.RuneCountInString(said), written: written}
	r.latin = strings.IndexFunc(said, gram.IsHan) < 0
	key := ""
	if r.latin {
		for _, w := range latinWords(said) {
			r.said = append(r.said, stem(said[w[0]:w[1]]))
		}
		if len(r.said) == 0 {
			return
		}
		key = r.said[0]
	} else {
		r.said = strings.FieldsFunc(said, func(r rune) bool { return r == '…' })
		first, n := utf8.DecodeRuneInString(r.said[0])
		if key = r.said[0][:n]; !gram.IsHan(first) {
			key = firstRun(r.said[0])
		}
	}
	r.text = strings.Join(r.said, " ")
	if first := gram.First(r.text); r.size == 1 && gram.IsHan(first) {
		if have := v.alone[first]; have != nil {
			r.written = union(have.written, r.written)
		}
		v.alone[first] = r
		return
	}
	if have := v.texts[r.text]; have != nil {
		v.widen(key, have, r)
		return
	}
	v.texts[r.text] = r
	v.rules[key] = append(v.rules[key], r)
	v.addLoose(r)
}

// widen puts a rule that says the same as one before in its place, with the
// words of both.
func (v *Vocabulary) widen(key string, have, r *rule) {
	r.written = union(have.written, r.written)
	v.texts[r.text] = r
	v.rules[key][slices.Index(v.rules[key], have)] = r
	for _, list := range v.loose {
		for i := range list {
			if list[i].rule == have {
				list[i].rule = r
			}
		}
	}
}

// union gives the words of two rules, those of the first before the others.
func union(a, b []alternative) []alternative {
	a = slices.Clone(a)
	for _, w := range b {
		if !slices.ContainsFunc(a, func(h alternative) bool { return h.text == w.text }) {
			a = append(a, w)
		}
	}
	return a
}

// firstRun is the letters and digits other than Chinese that s begins with.
func firstRun(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return gram.IsHan(r) || !gram.IsWord(r) })
	if end < 0 {
		end = len(s)
	}
	return stem(s[:end])
}
