package index

import (
	"cmp"
	"container/heap"
	"math"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/index/gram"
	"tiaowen/index/naming"
	"tiaowen/segmenter"
)

// Suggestion completes what is being typed.
type Suggestion struct {
	Text string // what the box becomes
	Kind string // clause, section, term or document

	// Where it leads: one of the three, or none for a term and for a heading
	// that stands in several places.
	Clause   *corpus.Clause
	Section  *corpus.Section
	Document *corpus.Document // of a document, and of the section
}

// Suggest gives at most n completions of a text, the best first: clauses named
// by number, then titles and terms that begin with it, then those that hold it.
// The text may be Chinese or pinyin, whole or initials, of any part; pinyin of a word of the
// texts is completed to that word first. Its cost does not grow
// with the number of documents beyond a logarithm.
func (ix *Index) Suggest(prefix string, n int) []Suggestion {
	folded := strings.TrimSpace(gram.Fold(prefix))
	if folded == "" || n <= 0 || utf8.RuneCountInString(folded) > maxSuggest {
		return nil
	}
	var out []Suggestion
	seen := make(map[string]bool)
	add := func(s Suggestion) {
		if len(out) < n && !seen[s.Text] {
			seen[s.Text] = true
			out = append(out, s)
		}
	}
	for _, s := range ix.suggestNamed(prefix, n) {
		add(s)
	}
	c := ix.completer()
	if !strings.ContainsFunc(folded, func(r rune) bool { return r > 'z' }) { // pinyin is found without its gaps
		folded = strings.NewReplacer(" ", "", "'", "", "-", "").Replace(folded)
		if word, ok := ix.spelled(prefix, nil); ok && ix.cutter.Freq(word) > 0 && utf8.RuneCountInString(word) > 1 && ix.stands(word) {
			add(Suggestion{Text: word, Kind: "term"}) // 干部: a word of the texts, if of no title
		}
	}
	for _, id := range c.find(folded, n) {
		add(c.entries[id].Suggestion)
	}
	return out
}

// maxSuggest is the length in code points of the longest text that is completed.
const maxSuggest = 64

// suggestNamed gives the clauses that a text names by number.
func (ix *Index) suggestNamed(text string, n int) []Suggestion {
	q := &Query{Text: text}
	ix.readNames(q, gram.Fold(text))
	var out []Suggestion
	for _, ord := range ix.named(q) {
		if len(out) == n {
			break
		}
		c := ix.clauses[ord]
		if ix.outdated.has(int(ord)) || c.Kind != corpus.Article {
			continue
		}
		words := c.Name()
		if len(ix.docs) > 1 {
			words = strings.TrimPrefix(c.Document.Title, "中华人民共和国") + words
		}
		if c.Title != "" {
			words += " " + c.Title
		}
		out = append(out, Suggestion{Text: words, Kind: "clause", Clause: c})
	}
	return out
}

// completer finds titles and terms by their beginnings and by what is in them.
// Entries are sorted, the best first, so that the best of many is the one with
// the smallest number.
type completer struct {
	entries []completion
	text    string // the folded texts and readings of all entries, each ended by \x00
	starts  prefixes
	inside  prefixes
}

type completion struct {
	Suggestion
	weight float64
}

func (ix *Index) newCompleter() *completer {
	byText := make(map[string]int)
	c := &completer{}
	add := func(weight float64, s Suggestion) {
		if n := utf8.RuneCountInString(s.Text); n < 2 || n > maxSuggest {
			return
		}
		if i, ok := byText[s.Text]; ok {
			e := &c.entries[i]
			e.weight += weight / 8
			if e.Kind == s.Kind && e.Kind == "section" {
				e.Section, e.Document = nil, nil
			}
			return
		}
		byText[s.Text] = len(c.entries)
		c.entries = append(c.entries, completion{s, weight})
	}
	for i, d := range ix.docs {
		if ix.first[i] < ix.first[i+1] && ix.outdated.has(int(ix.first[i])) {
			continue
		}
		trust := 1 + max(float64(ix.authority[i]), -0.5)
		add(4*trust+math.Log1p(float64(len(d.Clauses))), Suggestion{Text: d.Title, Kind: "document", Document: d})
		for _, s := range d.Sections {
			if s.Title != "" {
				add(trust, Suggestion{Text: s.Title, Kind: "section", Section: s, Document: d})
			}
		}
		for _, cl := range d.Clauses {
			if cl.Title != "" {
				add(2*trust, Suggestion{Text: cl.Title, Kind: "clause", Clause: cl})
			}
			eachQuoted(cl.Text(), func(term string) { add(trust, Suggestion{Text: term, Kind: "term"}) })
		}
	}
	slices.SortStableFunc(c.entries, func(a, b completion) int { return cmp.Compare(b.weight, a.weight) })
	var text strings.Builder
	for id, e := range c.entries {
		for _, key := range completionKeys(e.Text) {
			for i, at := range key.begins {
				if i == 0 || at == 0 {
					c.starts.add(text.Len()+at, id)
				} else {
					c.inside.add(text.Len()+at, id)
				}
			}
			text.WriteString(key.text)
			text.WriteByte(0)
		}
	}
	c.text = text.String()
	c.starts.sort(c.text)
	c.inside.sort(c.text)
	return c
}

// completionKey is a text under which an entry is found, from each of some places on: the
// first is where the entry begins, the name of the state left out, the others lie inside.
type completionKey struct {
	text   string
	begins []int
}

// soundsWithin is how many readings of an entry are found from within: more of them cost
// memory, 20 bytes a syllable.
const soundsWithin = 2

// completionKeys are the texts under which an entry is found: its own, and the readings of
// its Chinese characters and their initials, whatever stands between them left out. The
// first readings are found from each of their syllables on.
func completionKeys(text string) []completionKey {
	folded := gram.Fold(text)
	own := completionKey{text: folded}
	start := 0
	if rest, ok := strings.CutPrefix(folded, naming.State); ok && strings.TrimSpace(rest) != "" {
		start = len(folded) - len(rest)
	}
	for i := range folded[start:] {
		own.begins = append(own.begins, start+i)
	}
	if start > 0 {
		own.begins = append(own.begins, 0)
	}
	keys := []completionKey{own}
	han := strings.Map(func(r rune) rune {
		if gram.IsHan(r) {
			return r
		}
		return -1
	}, folded[start:])
	for i, reading := range segmenter.Sounds(han, 4) {
		syllables := strings.Fields(reading)
		whole, first := completionKey{text: strings.Join(syllables, "")}, completionKey{begins: []int{0}}
		at := 0
		for k, s := range syllables {
			if k == 0 || i < soundsWithin {
				whole.begins = append(whole.begins, at)
			}
			first.text += s[:1]
			at += len(s)
		}
		for _, key := range []completionKey{whole, first} {
			if !slices.ContainsFunc(keys, func(k completionKey) bool { return k.text == key.text }) {
				keys = append(keys, key)
			}
		}
	}
	return keys
}

// eachQuoted yields the words of 2 to 12 characters between “ and ”.
func eachQuoted(text string, yield func(term string)) {
	for {
		_, after, ok := strings.Cut(text, "“")
		if !ok {
			return
		}
		term, rest, ok := strings.Cut(after, "”")
		if !ok {
			return
		}
		if n := utf8.RuneCountInString(term); n >= 2 && n <= 12 && !strings.ContainsFunc(term, func(r rune) bool { return !gram.IsWord(r) }) {
			yield(term)
			text = rest
			continue
		}
		text = after
	}
}

// find gives the numbers of at most n entries that begin with a folded text or
// hold it, those that begin with it first.
func (c *completer) find(folded string, n int) []int {
	out := c.starts.best(c.text, folded, n, nil)
	if len(out) < n {
		out = c.inside.best(c.text, folded, n, out)
	}
	return out
}

// prefixes is a sorted list of places in a text, each with an entry, over which
// a tree of minima lies: tree[i] is the least entry of tree[2i] and tree[2i+1],
// and the places themselves are its leaves.
type prefixes struct {
	at    []uint32
	entry []uint32
	tree  []uint32
}

func (p *prefixes) add(at, entry int) {
	p.at = append(p.at, uint32(at))
	p.entry = append(p.entry, uint32(entry))
}

func (p *prefixes) Len() int { return len(p.at) }

func (p *prefixes) sort(text string) {
	order := make([]uint32, len(p.at))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return strings.Compare(key(text, p.at[a]), key(text, p.at[b])) })
	at, entry := make([]uint32, len(order)), make([]uint32, len(order))
	for i, o := range order {
		at[i], entry[i] = p.at[o], p.entry[o]
	}
	n := len(order)
	tree := make([]uint32, 2*n)
	copy(tree[n:], entry)
	for i := n - 1; i > 0; i-- {
		tree[i] = min(tree[2*i], tree[2*i+1])
	}
	p.at, p.entry, p.tree = at, entry, tree
}

// key is the text from a place to the end of its entry, cut where it is long
// enough to be compared.
func key(text string, at uint32) string {
	k := text[at:min(len(text), int(at)+4*maxSuggest)]
	if i := strings.IndexByte(k, 0); i >= 0 {
		k = k[:i]
	}
	return k
}

// best appends to out the least entries whose places begin with prefix, until
// it holds n, each once.
func (p *prefixes) best(text, prefix string, n int, out []int) []int {
	lo := sort.Search(len(p.at), func(i int) bool { return key(text, p.at[i]) >= prefix })
	hi := lo + sort.Search(len(p.at)-lo, func(i int) bool { return !strings.HasPrefix(key(text, p.at[lo+i]), prefix) })
	open := ranges{}
	push := func(lo, hi int) {
		if lo < hi {
			heap.Push(&open, p.least(lo, hi))
		}
	}
	push(lo, hi)
	for len(out) < n && len(open) > 0 {
		r := heap.Pop(&open).(part)
		if !slices.Contains(out, int(r.entry)) {
			out = append(out, int(r.entry))
		}
		push(r.lo, r.place)
		push(r.place+1, r.hi)
	}
	return out
}

// part is a range of places with the least entry in it.
type part struct {
	lo, hi, place int
	entry         uint32
}

// least finds the least entry of a range.
func (p *prefixes) least(lo, hi int) part {
	n := len(p.at)
	node := 0
	for l, r := lo+n, hi+n; l < r; l, r = l/2, r/2 {
		if l&1 == 1 {
			if node == 0 || p.tree[l] < p.tree[node] {
				node = l
			}
			l++
		}
		if r&1 == 1 {
			r--
			if node == 0 || p.tree[r] < p.tree[node] {
				node = r
			}
		}
	}
	for node < n {
		if node *= 2; p.tree[node+1] < p.tree[node] {
			node++
		}
	}
	return part{lo, hi, node - n, p.tree[node]}
}

// ranges is a heap, the range with the least entry on top.
type ranges []part

func (r ranges) Len() int           { return len(r) }
func (r ranges) Less(i, j int) bool { return r[i].entry < r[j].entry }
func (r ranges) Swap(i, j int)      { r[i], r[j] = r[j], r[i] }
func (r *ranges) Push(x any)        { *r = append(*r, x.(part)) }
func (r *ranges) Pop() any {
	last := (*r)[len(*r)-1]
	*r = (*r)[:len(*r)-1]
	return last
}
