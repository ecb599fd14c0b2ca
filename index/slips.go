package index

import (
	"cmp"
	"hash/maphash"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/index/field"
	"tiaowen/index/gram"
	"tiaowen/index/suggest"
	"tiaowen/segmenter"

	"tiaowen/corpus/status"
)

// A slip is tried to be undone only where what was typed finds nothing: letters
// that are no word of the texts, and characters that stand together in no
// clause. What is put in their place is a word that does stand in some clause:
// of the same sound and partly the same characters, of one character of like
// shape, or of one character more or less. Sound alone never finds a word.

// known holds the words that occur in the texts, for the search by sound and by
// edit. It is made when the first slip is met.
type known struct {
	words    []string // in the order of their bytes
	reversed []uint32 // numbers of words, in the order of the reversed words
	sounds   []sound  // by hash: each word under its whole spellings and its initials
	seed     maphash.Seed
}

type sound struct {
	hash uint64
	word uint32
}

// maxSlip is the longest word, in code points, that is looked for.
const maxSlip = 12

func (ix *Index) newKnown() *known {
	k := &known{seed: maphash.MakeSeed()}
	take := func(w string) {
		if n := utf8.RuneCountInString(w); n >= 2 && n <= maxSlip && strings.IndexFunc(w, func(r rune) bool { return !gram.IsHan(r) }) < 0 {
			k.words = append(k.words, w)
		}
	}
	for w := range ix.occurring() {
		take(w)
		for i := range w { // 民主集中制, where the texts say 民主集中制原则
			for j := range w[i:] {
				if inner := w[i : i+j]; j > len("民") && ix.IsWord(inner) {
					take(inner)
				}
			}
			if i > 0 && ix.IsWord(w[i:]) {
				take(w[i:])
			}
		}
	}
	for _, d := range ix.docs {
		take(gram.Fold(status.Key(d.Title)))
		for _, s := range d.Sections {
			take(gram.Fold(s.Title))
		}
		for _, c := range d.Clauses {
			take(gram.Fold(c.Title))
			field.EachQuoted(c.Text(), func(term string) { take(gram.Fold(term)) })
		}
	}
	slices.Sort(k.words)
	k.words = slices.Clip(slices.Compact(k.words))
	k.reversed = make([]uint32, len(k.words))
	for i := range k.reversed {
		k.reversed[i] = uint32(i)
	}
	slices.SortFunc(k.reversed, func(a, b uint32) int { return compareReversed(k.words[a], k.words[b]) })
	for i, w := range k.words {
		var initials []string
		for _, spelling := range segmenter.Sounds(w, 4) {
			k.sounds = append(k.sounds, sound{k.hash(spelling), uint32(i)})
			short := make([]byte, 0, maxSlip)
			for _, syllable := range strings.Fields(spelling) {
				short = append(short, syllable[0])
			}
			if s := string(short); !slices.Contains(initials, s) && len(s) > 2 {
				initials = append(initials, s)
				k.sounds = append(k.sounds, sound{k.hash(s), uint32(i)})
			}
		}
	}
	slices.SortFunc(k.sounds, func(a, b sound) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.word, b.word))
	})
	k.sounds = slices.Clip(slices.Compact(k.sounds))
	return k
}

func (k *known) hash(s string) uint64 { return maphash.String(k.seed, s) }

// bySound yields the words under a spelling ("san hui yi ke") or under initials.
func (k *known) bySound(spelling string) iter.Seq[string] {
	return func(yield func(string) bool) {
		h := k.hash(spelling)
		i, _ := slices.BinarySearchFunc(k.sounds, h, func(s sound, h uint64) int { return cmp.Compare(s.hash, h) })
		for ; i < len(k.sounds) && k.sounds[i].hash == h; i++ {
			if !yield(k.words[k.sounds[i].word]) {
				return
			}
		}
	}
}

// heads gives where the words stand that begin with some characters.
func (k *known) heads(head string) stretch {
	from, _ := slices.BinarySearch(k.words, head)
	n, _ := slices.BinarySearchFunc(k.words[from:], head, func(w, head string) int {
		if strings.HasPrefix(w, head) {
			return -1
		}
		return 1
	})
	return stretch{from, from + n, true}
}

// tails gives where in reversed the words stand that end with some characters.
func (k *known) tails(tail string) stretch {
	from, _ := slices.BinarySearchFunc(k.reversed, tail, func(w uint32, tail string) int { return compareReversed(k.words[w], tail) })
	n, _ := slices.BinarySearchFunc(k.reversed[from:], tail, func(w uint32, tail string) int {
		if strings.HasSuffix(k.words[w], tail) {
			return -1
		}
		return 1
	})
	return stretch{from, from + n, true}
}

// stretch is a piece of a list; known is false before it was looked for.
type stretch struct {
	from, to int
	known    bool
}

// near yields the words that one edit or a few of the same sound may lead to
// from the n characters of a run from one on: those that begin with its first
// two characters or end with its last two, and for three or fewer those that
// begin with the first or end with the last.
func (k *known) near(r *run, from, n int) iter.Seq[string] {
	s := r.piece(from, n)
	edge := 2
	if n <= 3 {
		edge = 1
	}
	if r.heads[edge-1] == nil {
		r.heads[edge-1], r.tails[edge-1] = make([]stretch, len(r.at)), make([]stretch, len(r.at))
	}
	head, tail := r.piece(from, edge), r.piece(from+n-edge, edge)
	if at := &r.heads[edge-1][from]; !at.known {
		*at = k.heads(head)
	}
	if at := &r.tails[edge-1][from+n]; !at.known {
		*at = k.tails(tail)
	}
	return func(yield func(string) bool) {
		fits := func(w string) bool { d := len(w) - len(s); return -4 <= d && d <= 4 }
		at := r.heads[edge-1][from]
		for _, w := range k.words[at.from:at.to] {
			if fits(w) && !yield(w) {
				return
			}
		}
		at = r.tails[edge-1][from+n]
		for _, i := range k.reversed[at.from:at.to] {
			if w := k.words[i]; fits(w) && !strings.HasPrefix(w, head) && !yield(w) {
				return
			}
		}
	}
}

func compareReversed(a, b string) int {
	for len(a) > 0 && len(b) > 0 {
		x, n := utf8.DecodeLastRuneInString(a)
		y, m := utf8.DecodeLastRuneInString(b)
		if x != y {
			return cmp.Compare(x, y)
		}
		a, b = a[:len(a)-n], b[:len(b)-m]
	}
	return cmp.Compare(len(a), len(b))
}

// correct gives what was probably meant by a query, folded, or "" when nothing
// speaks for a slip.
func (ix *Index) correct(q *Query) string {
	if fixed, ok := ix.spelled(q.Text, q.Expansions); ok {
		return fixed
	}
	return ix.misspelled(q)
}

// Correct gives what was probably meant by a query, folded, when it holds slips
// or pinyin. [Index.Parse] looks for it by itself and says so in DidYouMean;
// [Index.ParseTyped] does not.
func (ix *Index) Correct(q *Query) (meant string, ok bool) {
	meant = ix.correct(q)
	return meant, meant != "" && meant != q.Folded
}

// spelled reads the letters in a query as pinyin.
func (ix *Index) spelled(raw string, expanded []Expansion) (string, bool) {
	start := strings.IndexFunc(raw, gram.IsLatin)
	if start < 0 || len(expanded) > 0 {
		return "", false
	}
	end := strings.LastIndexFunc(raw, gram.IsLatin)
	_, n := utf8.DecodeRuneInString(raw[end:])
	end += n
	latin := raw[start:end]
	for _, w := range strings.Fields(gram.Fold(latin)) {
		if ix.stands(w) { // GDP, PDF: a word of the texts
			return "", false
		}
	}
	ways, ok := segmenter.Syllables(latin)
	if !ok {
		return "", false
	}
	for _, way := range ways {
		if words, ok := ix.words(way); ok {
			return gram.Fold(raw[:start]) + words + gram.Fold(raw[end:]), true
		}
	}
	// Syllables takes each part by itself; initials are one word: m z j z z.
	joined := strings.Join(strings.Fields(gram.Fold(latin)), "")
	if len(joined) <= maxSlip {
		if w := ix.mostCommon(ix.known().bySound(joined)); w != "" {
			return gram.Fold(raw[:start]) + w + gram.Fold(raw[end:]), true
		}
	}
	return "", false
}

// words covers syllables with the fewest words of the texts.
func (ix *Index) words(syllables []string) (string, bool) {
	k := ix.known()
	n := len(syllables)
	type state struct {
		count int
		words string
	}
	best := make([]state, n+1)
	best[n] = state{0, ""}
	for i := n - 1; i >= 0; i-- {
		best[i].count = -1
		for j := min(n, i+maxSlip); j > i+1; j-- {
			if best[j].count < 0 || best[i].count >= 0 && best[i].count <= best[j].count+1 {
				continue
			}
			if w := ix.mostCommon(k.bySound(strings.Join(syllables[i:j], " "))); w != "" {
				sep := ""
				if j < n {
					sep = " "
				}
				best[i] = state{best[j].count + 1, w + sep + best[j].words}
			}
		}
	}
	return best[0].words, n > 0 && best[0].count > 0
}

// mostCommon chooses the word that most clauses hold, "" when none does.
func (ix *Index) mostCommon(words iter.Seq[string]) string {
	best, most := "", 0
	for w := range words {
		if n := ix.count(w); n > most {
			best, most = w, n
		}
	}
	return best
}

// shortQuery is how many characters a query has at most in which every kind of
// slip is looked for. In a sentence two strange neighbours are more often the
// end of one word and the beginning of the next: there, only a character of the
// same sound in a long word counts, when it fits neither of its neighbours.
const shortQuery = 8

// misspelled looks for words of the texts beside those of a query that stand in
// none. Numbers of clauses, names of documents and words of the vocabulary are
// right as they are.
func (ix *Index) misspelled(q *Query) string {
	folded := q.Folded
	length := utf8.RuneCountInString(folded)
	if length > suggest.MaxText {
		return ""
	}
	right := make([]bool, len(folded))
	keep := func(start, end int) {
		for i := start; i < end; i++ {
			right[i] = true
		}
	}
	for _, r := range q.References {
		keep(r.Start, r.End)
	}
	for _, l := range q.Laws {
		keep(l.Start, l.End)
	}
	for _, e := range q.Expansions {
		if !e.Loose {
			keep(e.Start, e.End)
		}
	}
	stopped := stopWords(folded)
	asks := false
	for i, asked := range questionWords(folded) {
		right[i] = right[i] || asked
		asks = asks || asked
	}
	breaks := ix.breaks(folded, asks)
	var b strings.Builder
	done := 0
	for start, end := range hanRuns(folded, right) {
		run := ix.newRun(folded[start:end], stopped[start:end], length > shortQuery)
		if !slices.Contains(run.strange, true) || run.sentence && !run.lonely(0, len(run.chars)) {
			continue
		}
		for i := 0; i < len(run.chars); i++ {
			word, n := ix.mend(run, i)
			if word == "" || breaks(start+run.at[i], run.piece(i, n), word) {
				continue
			}
			b.WriteString(folded[done : start+run.at[i]])
			b.WriteString(word)
			i += n - 1
			done = start + run.at[i+1]
		}
	}
	if done == 0 {
		return ""
	}
	b.WriteString(folded[done:])
	return b.String()
}

// breaks tells whether to put a word in the place of a piece of a text would
// break a word of the dictionary that is written right: 公司年 was not meant as 公四年.
// In a few words that ask nothing another word may stand for one (巡查, 巡察).
func (ix *Index) breaks(folded string, asks bool) func(at int, piece, word string) bool {
	tokens := ix.Tokens(folded)
	return func(at int, piece, word string) bool {
		if len(piece) != len(word) {
			return false
		}
		for i := 0; i < len(piece); {
			_, n := utf8.DecodeRuneInString(piece[i:])
			changed := piece[i:i+n] != word[i:i+n]
			i += n
			if !changed {
				continue
			}
			for _, t := range tokens {
				if t.Start >= at+i || t.End <= at+i-n || utf8.RuneCountInString(t.Text) < 2 || !ix.IsWord(t.Text) {
					continue
				}
				inside := t.Start >= at && t.End <= at+len(piece)
				if asks || !inside || ix.count(word[t.Start-at:t.End-at]) <= ix.few() {
					return true
				}
			}
		}
		return false
	}
}

// run is a row of Chinese characters in a query.
type run struct {
	text     string
	chars    []rune
	at       []int  // where each character begins, and the end
	stopped  []bool // by byte: part of a stop phrase
	strange  []bool // by character: it and the one before it stand together in no clause, or by chance
	sentence bool   // in a query longer than shortQuery

	// Where the words stand that begin at a character, and that end before one,
	// by one or two characters; looked for when they are needed, often again.
	heads, tails [2][]stretch
}

// piece gives n characters from one on.
func (r *run) piece(from, n int) string { return r.text[r.at[from]:r.at[from+n]] }

func (ix *Index) newRun(text string, stopped []bool, sentence bool) *run {
	r := &run{text: text, chars: []rune(text), stopped: stopped, sentence: sentence}
	before := 0
	for i := range text {
		r.at = append(r.at, i)
		_, n := utf8.DecodeRuneInString(text[i:])
		r.strange = append(r.strange, i > 0 && !(stopped[before] && stopped[i]) && ix.count(text[before:i+n]) <= ix.few())
		before = i
	}
	r.at = append(r.at, len(text))
	return r
}

// hanRuns yields where Chinese characters stand in a row that are not known to
// be right.
func hanRuns(folded string, right []bool) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		start := -1
		for i, r := range folded + "\n" {
			switch in := gram.IsHan(r) && !right[i]; {
			case in && start < 0:
				start = i
			case !in && start >= 0:
				if !yield(start, i) {
					return
				}
				start = -1
			}
		}
	}
}

// lonely reports whether one of the characters is strange to the neighbours on
// either side.
func (r *run) lonely(from, to int) bool {
	for i := from; i < to; i++ {
		if (i == 0 || r.strange[i]) && (i+1 == len(r.chars) || r.strange[i+1]) && len(r.chars) > 3 {
			return true
		}
	}
	return false
}

// mend looks for the longest piece of a run, from a character on, for which
// there is a nearest word. It returns the word and the length of the piece.
func (ix *Index) mend(r *run, from int) (word string, length int) {
	shortest := 2
	if r.sentence {
		shortest = 4
	}
	for n := shortest; n <= maxSlip && from+n <= len(r.chars); n++ {
		piece := r.piece(from, n)
		edges := r.stopped[r.at[from]] || r.stopped[r.at[from+n-1]]
		if edges && n < 4 {
			continue
		}
		if r.sentence && !r.lonely(from, from+n) {
			continue
		}
		if !slices.Contains(r.strange[from+1:from+n], true) && (r.sentence || n < 4 || ix.count(piece) > ix.few()) {
			continue
		}
		w, like := ix.nearest(r, from, n, r.sentence || edges)
		if w == "" || (r.sentence || like == oneChanged) && !r.fitsNowhere(from, []rune(w)) {
			continue
		}
		word, length = w, n
	}
	return word, length
}

// fitsNowhere reports whether every character of a run that differs from the
// word, from a character on, is strange to its neighbours on either side:
// 运输公司 is no slip for 运输工司, because 公司 is a word.
func (r *run) fitsNowhere(from int, word []rune) bool {
	for k, meant := range word {
		i := from + k
		if r.chars[i] == meant {
			continue
		}
		if i > 0 && !r.strange[i] || i+1 < len(r.chars) && !r.strange[i+1] {
			return false
		}
	}
	return true
}

// few is up to how many clauses may hold by chance what is no word.
func (ix *Index) few() int { return len(ix.clauses) / 10000 }

// nearest gives the word of the texts that n characters of a run, from one on,
// were probably meant to be, or "", and its likeness.
func (ix *Index) nearest(r *run, from, n int, soundOnly bool) (string, int) {
	s := r.piece(from, n)
	best, bestScore, bestCount := "", 0, ix.few()
	for w := range ix.known().near(r, from, n) {
		if soundOnly && len(w) != len(s) {
			continue // sameSound has as many characters
		}
		score := likeness(s, w)
		if score == 0 || score < bestScore || soundOnly && score < sameSound {
			continue
		}
		// 公示 is no slip for 公室, of which the texts know but a piece of 办公室.
		if utf8.RuneCountInString(w) == 2 && 10*ix.cutter.Freq(w) < ix.cutter.Freq(s) {
			continue
		}
		n := ix.count(w)
		if n <= ix.few() || n <= bestCount && score == bestScore {
			continue
		}
		best, bestScore, bestCount = w, score, n
	}
	return best, bestScore
}

// Likenesses, the nearest last.
const (
	otherWord  = iota
	oneChanged // one character of four or more is another
	oneMoved   // two neighbours changed places, a character doubled, missing or too many
	sameShape  // one character is another of like shape
	sameSound
)

// likeness tells how near a word is to what was typed. Half of the characters
// at least must be the same.
func likeness(typed, word string) int {
	a, b := []rune(typed), []rune(word)
	switch {
	case len(a) == len(b):
		differ, sound, shape := 0, true, true
		for i := range a {
			if a[i] == b[i] {
				continue
			}
			differ++
			sound = sound && segmenter.SameSound(a[i], b[i])
			shape = shape && strings.ContainsRune(segmenter.SameShape(a[i]), b[i])
		}
		switch {
		case differ == 0 || 2*differ > len(a):
			return otherWord
		case sound:
			return sameSound
		case differ == 1 && shape:
			return sameShape
		case differ == 2 && len(a) > 2 && swapped(a, b):
			return oneMoved
		case differ == 1 && len(a) >= 4:
			return oneChanged
		}
	case len(a) == len(b)+1: // a character too many: doubled, or any inside a long word
		i := firstDifference(a, b)
		if slices.Equal(a[i+1:], b[i:]) && (i > 0 && a[i] == a[i-1] || i > 0 && i < len(b) && len(b) >= 4) {
			return oneMoved
		}
	case len(a)+1 == len(b) && len(b) >= 4: // a character is missing
		i := firstDifference(b, a)
		if slices.Equal(b[i+1:], a[i:]) {
			return oneMoved
		}
	}
	return otherWord
}

func firstDifference(long, short []rune) int {
	i := 0
	for i < len(short) && long[i] == short[i] {
		i++
	}
	return i
}

// swapped reports whether two neighbours have changed places.
func swapped(a, b []rune) bool {
	i := firstDifference(a, b)
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i]
}
