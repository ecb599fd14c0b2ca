package vocabulary

import (
	"strings"
	"testing"

	"tiaowen/index/gram"
)

// FuzzVocabulary: a user's file is read or refused, and what it adds is valid.
func FuzzVocabulary(f *testing.F) {
	f.Add("炒鱿鱼 -> 解除劳动合同@0.5\n公积金 = 住房公积金\n老婆…做生意 -> 亲属经商", "老婆做生意被炒鱿鱼")
	f.Add("… -> 某", "…")
	f.Add("a…b -> 某, 另\n= =\n->", "a  b")
	f.Fuzz(func(t *testing.T, file, query string) {
		v, err := Read(strings.NewReader(file), nil)
		if err != nil || len(query) > 500 {
			return
		}
		folded := gram.Fold(strings.ToValidUTF8(query, " "))
		for _, e := range v.expand(folded) {
			if e.Start < 0 || e.End > len(folded) || e.Start > e.End || !(e.Weight > 0 && e.Weight <= 1) {
				t.Fatalf("%+v", e)
			}
		}
	})
}
