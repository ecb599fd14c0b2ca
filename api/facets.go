package api

import "tiaowen/index/facet"

// shownDocuments is how many documents a facet names.
const shownDocuments = 20

// facets gives the public form of what a search counted.
func (st *state) facets(t *facet.Tally) *Facets {
	out := &Facets{Documents: []Facet{}, Kinds: []Facet{}, Years: []Facet{}, Sections: []Facet{}, Norms: []Facet{}}
	for i, c := range t.Documents() {
		if i == shownDocuments {
			break
		}
		ref := st.ref(c.Of)
		label := ref.Title
		if ref.Version != "" {
			label += "（" + ref.Version + "）"
		}
		out.Documents = append(out.Documents, Facet{Value: ref.ID, Label: label, Count: c.N})
	}
	for _, c := range t.Sections() {
		value := c.Of.Title
		if value == "" {
			value = c.Of.Label
		}
		out.Sections = append(out.Sections, Facet{Value: value, Label: c.Of.Name(), Count: c.N})
	}
	for _, one := range []struct {
		to   *[]Facet
		list []facet.Counted[string]
	}{{&out.Kinds, t.Kinds()}, {&out.Years, t.Years()}, {&out.Norms, t.Norms()}} {
		for _, c := range one.list {
			*one.to = append(*one.to, Facet{Value: c.Of, Label: c.Of, Count: c.N})
		}
	}
	return out
}
