package index

import "tiaowen/index/gram"

// Warm makes what is otherwise made when it is first asked for: the completions
// of [Index.Suggest] and the words that slips are compared with; and it reads
// the postings that most queries ask for into the cache. It may run beside
// searches and takes about two seconds for 65,000 clauses. It returns early
// when the index is closed.
func (ix *Index) Warm() {
	ix.background.Add(1)
	defer ix.background.Done()
	if ix.inverted != nil {
		ix.warmPostings()
	}
	ix.warmCited()
	if !ix.closing.Load() {
		ix.titles.Warm()
	}
	if !ix.closing.Load() {
		ix.completer()
	}
	if !ix.closing.Load() {
		ix.speller.Warm()
	}
}

// warmPostings reads the terms that stand often in a sample of the clauses.
func (ix *Index) warmPostings() {
	seen := make(map[string]int)
	step := max(1, len(ix.clauses)/warmSample)
	for i := 0; i < len(ix.clauses) && !ix.closing.Load(); i += step {
		folded := gram.Fold(ix.clauses[i].Text())
		gram.Each(folded, func(start, end int) { seen[folded[start:end]]++ })
	}
	for term, n := range seen {
		if ix.closing.Load() {
			return
		}
		if n >= warmTimes {
			if _, err := ix.postings(term); err != nil {
				return // the next search tells
			}
		}
	}
}

// A term that stands warmTimes in a sample of clauses is common enough to be
// read before it is asked for.
const (
	warmSample = 1000
	warmTimes  = 4
)

func isHan(r rune) bool { return gram.IsHan(r) }
