package index

// Warm makes what is otherwise made when it is first asked for: the vectors that [Index.UseMeaning]
// gives, with the keys of all clauses, the completions of [Index.Suggest] and the words that slips
// are compared with; and it reads the postings that most queries ask for into the cache. It may run beside
// searches and takes about two seconds for 65,000 clauses. It returns early
// when the index is closed.
func (ix *Index) Warm() {
	ix.background.Add(1)
	defer ix.background.Done()
	if ix.local != nil {
		ix.local.Warm(ix.closing.Load)
	}
	if !ix.closing.Load() {
		ix.OpenMeaning()
	}
	ix.citations.Warm(ix.closing.Load)
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
