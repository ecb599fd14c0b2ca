package index

import (
	"encoding/binary"
	"hash/maphash"
	"math"
	"strconv"

	"tiaowen/index/facet"
	"tiaowen/index/posting"
	"tiaowen/index/ring"
)

// recent keeps the last queries as they were read, and their rankings: people
// turn pages, come back, and type the same few questions. The index never
// changes, so they stay true.
type recent struct {
	seed [2]maphash.Seed
	of   *ring.Cache[recentKey, found]
	read *ring.Cache[string, *Query] // by text
}

type recentKey [2]uint64

// found is the outcome of a search.
type found struct {
	first []uint32 // named by number, in the order of the text
	best  []posting.Scored
	cited map[uint32]byCitation // of best
	sides map[uint32]joined     // of best, when they were joined with those near in meaning
	total int
	count *facet.Tally    // where the query asks for it
	bare  map[uint32]bool // of best: those that hold no word of the query
}

const (
	maxRecent     = 1024 // queries kept
	maxRecentHits = 200  // of each; a longer list is not kept
	maxRecentText = 512  // bytes; a longer query is not kept
)

func newRecent() *recent {
	return &recent{
		seed: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()},
		of:   ring.New[recentKey, found](maxRecent),
		read: ring.New[string, *Query](maxRecent),
	}
}

// key is all of a query that a search depends on, hashed twice.
func (r *recent) key(q *Query, n int) recentKey {
	var buf []byte
	text := func(s string) {
		buf = binary.AppendUvarint(buf, uint64(len(s)))
		buf = append(buf, s...)
	}
	buf = binary.AppendUvarint(buf, uint64(n))
	if q.Meaning {
		text(q.Text)
	}
	text(q.Folded)
	text(q.Document)
	text(q.Section)
	text(q.Norm)
	text(q.Date)
	for _, s := range [...]string{q.Kind, q.Year, q.Exact, q.Exclude} {
		text(s)
	}
	for _, is := range [...]bool{q.Versions, q.All, q.Titles, q.Cut, q.Newest, q.Count} {
		text(strconv.FormatBool(is))
	}
	for _, list := range [][]string{q.Documents, q.Phrases} {
		buf = binary.AppendUvarint(buf, uint64(len(list)))
		for _, s := range list {
			text(s)
		}
	}
	for _, t := range q.Terms {
		text(t.Text)
		buf = binary.BigEndian.AppendUint64(buf, math.Float64bits(t.Weight))
		buf = binary.AppendUvarint(buf, uint64(len(t.within)))
		text(strconv.FormatBool(t.Word))
	}
	buf = binary.AppendUvarint(buf, uint64(len(q.References)))
	for _, x := range q.References {
		buf = binary.AppendUvarint(buf, uint64(x.Start))
	}
	for _, l := range q.Laws {
		buf = binary.AppendUvarint(buf, uint64(l.Start))
		for _, d := range l.Documents {
			text(d.ID)
		}
	}
	return recentKey{maphash.Bytes(r.seed[0], buf), maphash.Bytes(r.seed[1], buf)}
}

func (r *recent) get(key recentKey) (found, bool) { return r.of.Get(key) }

func (r *recent) put(key recentKey, f found) {
	if len(f.best)+len(f.first) <= maxRecentHits {
		r.of.Put(key, f)
	}
}

// forget drops the rankings.
func (r *recent) forget() { r.of.Clear() }

// query is the query that was read from a text, or nil. It must not be changed.
func (r *recent) query(text string) *Query {
	q, _ := r.read.Get(text)
	return q
}

// keep keeps a query, which must not be changed any more.
func (r *recent) keep(q *Query) {
	if len(q.Text) <= maxRecentText {
		r.read.Put(q.Text, q)
	}
}
