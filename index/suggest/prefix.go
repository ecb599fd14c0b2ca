package suggest

import (
	"container/heap"
	"slices"
	"sort"
	"strings"
)

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
	slices.SortFunc(order, func(a, b uint32) int { return strings.Compare(ending(text, p.at[a]), ending(text, p.at[b])) })
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

// ending is the text from a place to the end of its entry, cut where it is long
// enough to be compared.
func ending(text string, at uint32) string {
	k := text[at:min(len(text), int(at)+4*MaxText)]
	if i := strings.IndexByte(k, 0); i >= 0 {
		k = k[:i]
	}
	return k
}

// best appends to out the least entries whose places begin with prefix, until
// it holds n, each once.
func (p *prefixes) best(text, prefix string, n int, out []int) []int {
	lo := sort.Search(len(p.at), func(i int) bool { return ending(text, p.at[i]) >= prefix })
	hi := lo + sort.Search(len(p.at)-lo, func(i int) bool { return !strings.HasPrefix(ending(text, p.at[lo+i]), prefix) })
	open := openRanges{}
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

// openRanges is a heap, the range with the least entry on top.
type openRanges []part

func (r openRanges) Len() int           { return len(r) }
func (r openRanges) Less(i, j int) bool { return r[i].entry < r[j].entry }
func (r openRanges) Swap(i, j int)      { r[i], r[j] = r[j], r[i] }
func (r *openRanges) Push(x any)        { *r = append(*r, x.(part)) }
func (r *openRanges) Pop() any {
	last := (*r)[len(*r)-1]
	*r = (*r)[:len(*r)-1]
	return last
}
