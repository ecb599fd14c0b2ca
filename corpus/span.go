package corpus

import "tiaowen/corpus/span"

// Span is a half-open range of bytes [Start, End) in a Document's Source.
type Span = span.Span
