package corpus

import (
	"sync"

	"tiaowen/corpus/measures"
)

// Measures is the text that the program carries inside, 推进全面从严治党工作措施,
// parsed once. Its ID is cyzd.
var Measures = sync.OnceValue(func() *Document {
	doc, err := Parse(measures.Name, measures.Source)
	if err != nil { // Unreachable: the embedded text is parsed by the tests.
		panic(err)
	}
	doc.ID = measures.ID
	return doc
})
