// Package sameness tells whether two files hold the same document: by their words, by title
// and date, or by the clauses that two versions share. Blanks, punctuation and the format
// of a file do not count.
package sameness

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"unicode"

	"tiaowen/corpus"
)

// Letters gives a text without blanks, punctuation and signs.
func Letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// Words gives a hash that is the same for documents with the same title, date and words,
// in 32 hexadecimal digits.
func Words(d *corpus.Document) string {
	h := sha256.New()
	write := func(s string) { _, _ = io.WriteString(h, Letters(s)+"\n") }
	write(d.Title)
	write(d.Date)
	for _, c := range d.Clauses {
		write(c.Label)
		write(c.Title)
		write(c.Text())
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Title gives a key that is the same for documents with the same title and date.
func Title(title, date string) string { return Letters(title) + "\x00" + date }

// Overlap reports whether two documents share half of the clause keys of the shorter one.
// Parts of one law, each in a file of its own, share title and date but no key.
func Overlap(a, b *corpus.Document) bool {
	keys := make(map[string]bool, len(a.Clauses))
	for _, c := range a.Clauses {
		keys[c.Key] = true
	}
	shared := 0
	for _, c := range b.Clauses {
		if keys[c.Key] {
			shared++
		}
	}
	return 2*shared >= min(len(a.Clauses), len(b.Clauses))
}
