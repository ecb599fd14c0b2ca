package answer

import (
	"strings"
	"testing"

	"tiaowen/corpus"
)

// A sieve must never stop a word that is there, and stops most that are not.
func TestSieve(t *testing.T) {
	var units []unit
	for _, c := range corpus.Measures().Clauses {
		_, sentences := divided(c)
		units = append(units, sentences...)
	}
	looked, passed, there := 0, 0, 0
	for i := range units {
		runes := []rune(units[i].text)
		for size := 1; size <= 5; size++ {
			for at := 0; at+size <= len(runes); at += 7 {
				n := newNeedle(string(runes[at : at+size]))
				for j := i % 5; j < len(units); j += 5 {
					holds := strings.Contains(units[j].text, n.text)
					if n.in(units[j].text, units[j].sieve) != holds {
						t.Fatalf("%q in %q: the sieve says %v", n.text, units[j].text, !holds)
					}
					looked++
					if pass := (&needle{hashes: n.hashes}).in("", units[j].sieve); pass {
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
	empty := newNeedle("")
	if !empty.in("", newSieve("")) || empty.in("党", newSieve("党")) != strings.Contains("党", "") {
		t.Error("the empty word is everywhere")
	}
}
