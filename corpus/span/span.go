// Package span holds the range of bytes by which every part of a document points into its source.
// It stands apart so that packages below the tree can report places. Others say [tiaowen/corpus.Span].
package span

// Span is a half-open range of bytes [Start, End) in a Document's Source.
type Span struct{ Start, End int }

// Len is the length of the span in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }
