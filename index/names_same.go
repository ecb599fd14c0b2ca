package index

import (
	"slices"

	"tiaowen/index/gram"
)

// Names are the other names of the thing that a word names, by the rules of the
// vocabulary that hold in every direction: 最高法 = 最高院 = 最高人民法院. Nil
// without any.
func (ix *Index) Names(word string) (names []string) {
	texts := ix.vocabulary().texts
	same := func(of, name string) bool {
		r := texts[of]
		return r != nil && slices.ContainsFunc(r.written, func(a alternative) bool { return a.text == name && a.weight == 1 })
	}
	word = gram.Fold(word)
	if r := texts[word]; r != nil {
		for _, a := range r.written {
			if a.weight == 1 && same(a.text, word) {
				names = append(names, a.text)
			}
		}
	}
	return names
}
