package match

import (
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/corpus/sentences"
	"tiaowen/index"
)

// A sieve must never stop a word that is there, and stops most that are not.
func TestSieve(t *testing.T) {
	type unit struct {
		text string
		Sieve
	}
	var units []unit
	for _, c := range corpus.Measures().Clauses {
		for _, s := range sentences.Of(c) {
			text := index.Fold(c.Document.Text(s.Words))
			units = append(units, unit{text, NewSieve(text, Bare(text))})
		}
	}
	looked, passed, there := 0, 0, 0
	for i := range units {
		runes := []rune(units[i].text)
		for size := 1; size <= 5; size++ {
			for at := 0; at+size <= len(runes); at += 7 {
				n := NewNeedle(string(runes[at : at+size]))
				for j := i % 5; j < len(units); j += 5 {
					holds := strings.Contains(units[j].text, n.Text)
					if n.In(units[j].text, units[j].Sieve) != holds {
						t.Fatalf("%q in %q: the sieve says %v", n.Text, units[j].text, !holds)
					}
					looked++
					if pass := (&Needle{hashes: n.hashes}).In("", units[j].Sieve); pass {
						passed++
					}
					if holds {
						there++
					}
				}
			}
		}
	}
	if there == 0 || passed-there > looked/10 {
		t.Errorf("of %d words looked for %d are there and %d pass the sieve", looked, there, passed)
	}
	empty := NewNeedle("")
	if !empty.In("", NewSieve("")) || empty.In("党", NewSieve("党")) != strings.Contains("党", "") {
		t.Error("the empty word is everywhere")
	}
}
