package index

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/index/gram"
	"tiaowen/index/naming"
	"tiaowen/segmenter"
)

// The vocabulary built in has three files: everyday Chinese and names, which no
// text owns; what laypeople say against what statutes say; and what belongs to
// the measures text alone.
var (
	//go:embed synonyms.txt
	everydaySynonyms string
	//go:embed synonyms_statutes.txt
	statutesSynonyms string
	//go:embed synonyms_measures.txt
	measuresSynonyms string
)

// Expansion is a word added to a query for words of it.
type Expansion struct {
	From       string  // the words of Query.Folded it stands for
	Start, End int     // their place, bytes of Query.Folded
	Said       string  // what of them the rule says: 护照 保管 of 护照放在哪个科室保管
	To         string  // folded
	Weight     float64 // above 0, at most 1: how sure it is that the texts mean the same
	Rank       int     // 0 for the word its rule names first, the likeliest
	Loose      bool    // the words are those of a rule in another order

	// Document is the title of the document whose own vocabulary the word is from
	// and inside which alone it counts; "" counts everywhere.
	Document string
	within   []*corpus.Document // all that have this title
}

// In reports whether the word counts in a document.
func (e Expansion) In(d *corpus.Document) bool {
	return e.Document == "" || slices.Contains(e.within, d)
}

// String gives the expansion as people read it: "裸官 ← 国外有家属".
func (e Expansion) String() string { return e.To + " ← " + e.From }

// vocabulary is what people say against what the texts say. It is read-only
// once built.
type vocabulary struct {
	rules map[string][]*rule     // by the first character of what is said, or its first Latin word's stem; longest first
	begin map[string][]*rule     // those of rules that fit a text that begins with two Chinese characters; by both, or by the first where only that matters
	loose map[string][]looseRule // by the first content character or stem
	texts map[string]*rule       // by their text
	alone map[rune]*rule         // of one Chinese character, met where it is a word of its own
	own   []ownVocabulary
}

// ownVocabulary is the part of a vocabulary that belongs to one document, by its
// title: it is used where that document is, and inside it only.
type ownVocabulary struct {
	key, title string
	*vocabulary
}

// rule is one said wording and what is written for it.
type rule struct {
	said    []string // the pieces between …; of a Latin rule one stem a word
	text    string   // the pieces, joined by blanks
	latin   bool
	size    int // code points said
	written []alternative
}

type alternative struct {
	text   string
	weight float64
}

// maxBetween is how many code points … stands for at most.
const maxBetween = 8

var builtin = sync.OnceValue(func() *vocabulary {
	v := newVocabulary(nil)
	for _, file := range []string{everydaySynonyms, statutesSynonyms, measuresSynonyms} {
		if err := v.read(strings.NewReader(file)); err != nil {
			panic("the vocabulary built in: " + err.Error()) // Unreachable: a test reads the files.
		}
	}
	v.index()
	return v
})

// readVocabulary reads a vocabulary file, whose format the head of synonyms.txt
// describes, and adds it to base, which may be nil. An error names the line.
func readVocabulary(r io.Reader, base *vocabulary) (*vocabulary, error) {
	v := newVocabulary(base)
	if err := v.read(r); err != nil {
		return nil, err
	}
	v.index()
	return v, nil
}

// newVocabulary gives a vocabulary with the rules of base, to which can be added.
func newVocabulary(base *vocabulary) *vocabulary {
	v := &vocabulary{rules: make(map[string][]*rule), loose: make(map[string][]looseRule), texts: make(map[string]*rule), alone: make(map[rune]*rule)}
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
		v.own = append(v.own, ownVocabulary{o.key, o.title, newVocabulary(o.vocabulary)})
	}
	return v
}

// read adds the rules of a file.
func (v *vocabulary) read(r io.Reader) error {
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
func (v *vocabulary) ofDocument(title string) *vocabulary {
	key := naming.Key(gram.Fold(title))
	if key == "" {
		return v
	}
	i := slices.IndexFunc(v.own, func(o ownVocabulary) bool { return o.key == key })
	if i < 0 {
		i = len(v.own)
		v.own = append(v.own, ownVocabulary{key, title, newVocabulary(nil)})
	}
	return v.own[i].vocabulary
}

// index sorts the rules and fills in begin.
func (v *vocabulary) index() {
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
func (v *vocabulary) fitting(text string, n int) []*rule {
	if list, ok := v.begin[text[:n+gram.Width(text[n:])]]; ok {
		return list
	}
	return v.begin[text[:n]]
}

func (v *vocabulary) addLine(line string) error {
	if left, right, ok := strings.Cut(line, "->"); ok {
		var written []alternative
		for _, w := range splitWords(right) {
			text, weight := w, 1.0
			if at := strings.LastIndexByte(w, '@'); at > 0 {
				f, err := strconv.ParseFloat(w[at+1:], 64)
				if err != nil || f <= 0 || f > 1 {
					return fmt.Errorf("the weight %q is no number above 0 and at most 1", w[at+1:])
				}
				text, weight = strings.TrimSpace(w[:at]), f
			}
			written = append(written, alternative{gram.Fold(text), weight})
		}
		said := splitWords(left)
		if len(said) == 0 || len(written) == 0 {
			return fmt.Errorf("words are missing beside the arrow")
		}
		for _, s := range said {
			v.add(foldSaid(s), written)
		}
		return nil
	}
	var names []string
	for n := range strings.SplitSeq(line, "=") {
		if n = gram.Fold(strings.TrimSpace(n)); n != "" {
			names = append(names, n)
		}
	}
	if len(names) < 2 {
		return fmt.Errorf("neither said -> written nor word = word")
	}
	for i, n := range names {
		var others []alternative
		for j, o := range names {
			if j != i {
				others = append(others, alternative{o, 1})
			}
		}
		v.add(n, others)
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

func (v *vocabulary) add(said string, written []alternative) {
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
func (v *vocabulary) widen(key string, have, r *rule) {
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

// expand finds what the vocabulary adds to a folded query: leftmost first, the
// longest at each place, nothing inside what has matched already.
func (v *vocabulary) expand(text string) []Expansion {
	var out []Expansion
	words := latinWords(text)
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		var rules []*rule
		if gram.IsHan(r) {
			rules = v.fitting(text[i:], n)
		} else if gram.IsWord(r) {
			for len(words) > 0 && words[0][0] < i {
				words = words[1:]
			}
			if len(words) == 0 || words[0][0] != i {
				i += n
				continue
			}
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
func (v *vocabulary) expandAlone(text string, tokens func(string) []segmenter.Token, covered []Expansion) []Expansion {
	if strings.IndexFunc(text, func(r rune) bool { return v.alone[r] != nil }) < 0 {
		return nil
	}
	var out []Expansion
	for _, t := range tokens(text) {
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
		k := 0
		for n, w := range words {
			switch {
			case stem(text[w[0]:w[1]]) == r.said[k]:
				if k++; k == len(r.said) {
					return w[1]
				}
			case n > 0 && k > 0 && small[text[w[0]:w[1]]]: // abuse of the power
			default:
				return 0
			}
		}
		return 0
	}
	at := i
	for k, piece := range r.said {
		if k == 0 {
			if !strings.HasPrefix(text[at:], piece) {
				return 0
			}
			at += len(piece)
			continue
		}
		j := strings.Index(text[at:], piece)
		if j < 0 || utf8.RuneCountInString(text[at:at+j]) > maxBetween {
			return 0
		}
		at += j + len(piece)
	}
	return at
}

var small = map[string]bool{"the": true, "a": true, "an": true, "of": true, "in": true, "for": true, "to": true, "and": true, "their": true}

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
	for _, r := range word {
		if r > unicode.MaxASCII {
			return word
		}
	}
	if word == "news" { // is no plural of new
		return word
	}
	cut := func(suffix, with string, keep int) bool {
		if s, ok := strings.CutSuffix(word, suffix); ok && len(s) >= keep {
			word = s + with
			return true
		}
		return false
	}
	_ = cut("ies", "y", 2) || cut("sses", "ss", 2) || !strings.HasSuffix(word, "ss") && !strings.HasSuffix(word, "us") && cut("s", "", 3)
	_ = cut("ing", "", 4) || cut("ed", "", 4)
	if len(word) > 4 {
		word = strings.TrimSuffix(word, "e")
	}
	return word
}
