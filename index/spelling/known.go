package spelling

import (
	"cmp"
	"hash/maphash"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/status"
	"tiaowen/index/field"
	"tiaowen/index/gram"
	"tiaowen/segmenter/pinyin"
)

// vocabulary holds the words that occur in the texts, for the search by sound and by
// edit. It is made when the first slip is met.
type vocabulary struct {
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

// read reads the words of the texts.
func (sp *Speller) read() *vocabulary {
	k := &vocabulary{seed: maphash.MakeSeed()}
	sp.eachWord(func(w string) {
		if n := utf8.RuneCountInString(w); n >= 2 && n <= maxSlip && strings.IndexFunc(w, func(r rune) bool { return !gram.IsHan(r) }) < 0 {
			k.words = append(k.words, w)
		}
	})
	slices.Sort(k.words)
	k.words = slices.Clip(slices.Compact(k.words))
	k.reversed = make([]uint32, len(k.words))
	for i := range k.reversed {
		k.reversed[i] = uint32(i)
	}
	slices.SortFunc(k.reversed, func(a, b uint32) int { return compareReversed(k.words[a], k.words[b]) })
	for i, w := range k.words {
		k.addSounds(w, uint32(i))
	}
	slices.SortFunc(k.sounds, func(a, b sound) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.word, b.word))
	})
	k.sounds = slices.Clip(slices.Compact(k.sounds))
	return k
}

// eachWord yields what words of the texts may be: those that gse cuts, the words in
// these, titles and terms in quotation marks.
func (sp *Speller) eachWord(take func(w string)) {
	for w := range sp.occurring {
		take(w)
		sp.eachInner(w, take)
	}
	for _, d := range sp.docs {
		take(gram.Fold(status.Key(d.Title)))
		for _, s := range d.Sections {
			take(gram.Fold(s.Title))
		}
		for _, c := range d.Clauses {
			take(gram.Fold(c.Title))
			field.EachQuoted(c.Text(), func(term string) { take(gram.Fold(term)) })
		}
	}
}

// eachInner yields the words of the dictionary in a word: 民主集中制, where the texts say 民主集中制原则.
func (sp *Speller) eachInner(w string, take func(w string)) {
	for i := range w {
		for j := range w[i:] {
			if inner := w[i : i+j]; j > len("民") && sp.words.IsWord(inner) {
				take(inner)
			}
		}
		if i > 0 && sp.words.IsWord(w[i:]) {
			take(w[i:])
		}
	}
}

// addSounds files a word under its spellings and their initials.
func (k *vocabulary) addSounds(word string, at uint32) {
	var initials []string
	for _, spelling := range pinyin.Sounds(word, 4) {
		k.sounds = append(k.sounds, sound{k.hash(spelling), at})
		short := make([]byte, 0, maxSlip)
		for _, syllable := range strings.Fields(spelling) {
			short = append(short, syllable[0])
		}
		if s := string(short); !slices.Contains(initials, s) && len(s) > 2 {
			initials = append(initials, s)
			k.sounds = append(k.sounds, sound{k.hash(s), at})
		}
	}
}

func (k *vocabulary) hash(s string) uint64 { return maphash.String(k.seed, s) }

// bySound yields the words under a spelling ("san hui yi ke") or under initials.
func (k *vocabulary) bySound(spelling string) iter.Seq[string] {
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
func (k *vocabulary) heads(head string) stretch {
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
func (k *vocabulary) tails(tail string) stretch {
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
func (k *vocabulary) near(r *run, from, n int) iter.Seq[string] {
	s := r.piece(from, n)
	edge := 2
	if n <= 3 {
		edge = 1
	}
	head, tail := r.piece(from, edge), r.piece(from+n-edge, edge)
	heads := looked(&r.heads[edge-1], len(r.at), from, k.heads, head)
	tails := looked(&r.tails[edge-1], len(r.at), from+n, k.tails, tail)
	return func(yield func(string) bool) {
		fits := func(w string) bool { d := len(w) - len(s); return -4 <= d && d <= 4 }
		for _, w := range k.words[heads.from:heads.to] {
			if fits(w) && !yield(w) {
				return
			}
		}
		for _, i := range k.reversed[tails.from:tails.to] {
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

// looked gives what find says of some characters, which is kept in a list of a run, made at its
// first use, under the place of the characters.
func looked(list *[]stretch, size, at int, find func(string) stretch, characters string) stretch {
	if *list == nil {
		*list = make([]stretch, size)
	}
	kept := &(*list)[at]
	if !kept.known {
		*kept = find(characters)
	}
	return *kept
}
