package opensearch

import (
	"fmt"
	"strings"

	"tiaowen/corpus"
	"tiaowen/index"
	"tiaowen/index/reference"
)

// A section is found by keys: its number, its unit with its number, and its
// folded title, label and name. [facet.SectionNamed] finds the sections that a name
// means; keysNamed does the same for a filter of a cluster.

// sectionKeys are the keys of all sections that contain a clause.
func sectionKeys(c *corpus.Clause) []string {
	var keys []string
	for s := c.Section; s != nil; s = s.Parent {
		if s.Number > 0 {
			keys = append(keys, fmt.Sprintf("n:%d", s.Number), fmt.Sprintf("u:%s:%d", s.Unit, s.Number))
		}
		for _, words := range []string{s.Title, s.Label, s.Name()} {
			if words != "" {
				keys = append(keys, "t:"+index.Fold(words))
			}
		}
	}
	return keys
}

// keysNamed are the keys of the sections that the name want can mean.
func keysNamed(want string) []string {
	want = index.Fold(strings.TrimSpace(want))
	if n, ok := reference.Number(want); ok {
		return []string{fmt.Sprintf("n:%d", n)}
	}
	keys := []string{"t:" + want}
	refs := reference.All(want)
	if len(refs) != 1 || refs[0].Kind != reference.Section || refs[0].Start > 0 || refs[0].End < len(want) {
		return keys
	}
	ref := refs[0]
	for n := max(ref.From, 1); n <= min(ref.To, ref.From+maxSections); n++ {
		switch {
		case !ref.Has(n):
		case ref.Unit == "" || ref.Unit == "部分":
			keys = append(keys, fmt.Sprintf("n:%d", n))
		default:
			keys = append(keys, fmt.Sprintf("u:%s:%d", ref.Unit, n))
		}
	}
	return keys
}

// maxSections is how many sections one name can mean.
const maxSections = 200
