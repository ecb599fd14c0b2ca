package opensearch

import (
	"testing"

	"tiaowen/index/facet"
)

// TestFrequency wants of each weight the frequency that gives it back.
func TestFrequency(t *testing.T) {
	for w := range 256 {
		f := float64(frequencyOf(uint8(w)))
		if got := 256 * f / (f + fullFrequency); got < float64(w)*0.988 || got > float64(w)*1.01 {
			t.Errorf("%d becomes %f", w, got)
		}
	}
}

// TestKeysNamed holds the keys of sections to what SectionNamed says.
func TestKeysNamed(t *testing.T) {
	for _, d := range texts(t) {
		for _, c := range d.Clauses {
			if c.Section == nil {
				continue
			}
			has := make(map[string]bool)
			for _, k := range sectionKeys(c) {
				has[k] = true
			}
			for _, want := range []string{"1", "三", "第二章", "第三部分", "六、", "总则", "第一至三章", "第2节", c.Section.Title, c.Section.Name(), "没有这一章"} {
				named, in := facet.SectionNamed(want), false
				for _, s := range c.Path() {
					in = in || named(s)
				}
				found := false
				for _, k := range keysNamed(want) {
					found = found || has[k]
				}
				if found != in {
					t.Errorf("%s in %s: %v by its keys, %v by SectionNamed", want, c.ID(), found, in)
				}
			}
		}
	}
}
