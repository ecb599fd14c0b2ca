package segmenter

import "iter"

// Words yields every word of the lexicon with its frequency, in the order of
// its bytes.
func (l *Lexicon) Words() iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for e := range l.all() {
			if !yield(e.text, int(e.freq)) {
				return
			}
		}
	}
}
