package page

import (
	"net/url"
	"strconv"

	"tiaowen/api"
	"tiaowen/web/address"
	"tiaowen/web/messages"
)

// Rows is how many rows of a register or a list a page has.
const Rows = 200

// Choice is one entry of a filter.
type Choice struct {
	Value, Label string
	Current      bool
	URL          string
	Count        int // of what it leaves; 0 says nothing
}

// NormChoices are the kinds of norms to choose from, all of them first.
func NormChoices(current string, v messages.Voice) []Choice {
	out := []Choice{{Label: v.Say("norm-all"), Current: current == ""}}
	for _, kind := range address.Norms {
		out = append(out, Choice{Value: kind, Label: v.Say("norm-" + kind), Current: kind == current})
	}
	return out
}

// Group is one way to narrow what is listed: its values with their counts.
type Group struct {
	Name   string
	Shown  []Choice
	Folded []Choice // shown on request
}

// shownFacets is how many values of a facet are shown before the others are folded.
const shownFacets = 6

// GroupOf lists the values of a facet. A value that is chosen is listed alone and leads to the list without it. of gives
// the address of a value, or the one without any for "". ok is false if the group has nothing to choose.
func GroupOf(name string, list []api.Facet, chosen string, label func(api.Facet) string, of func(value string) string) (g Group, ok bool) {
	g = Group{Name: name}
	for _, f := range list {
		c := Choice{Value: f.Value, Label: label(f), Count: f.Count, URL: of(f.Value)}
		if f.Value == chosen {
			c.Current, c.URL = true, of("")
			g.Shown, g.Folded = []Choice{c}, nil
			return g, true
		}
		if len(g.Shown) < shownFacets {
			g.Shown = append(g.Shown, c)
		} else {
			g.Folded = append(g.Folded, c)
		}
	}
	if chosen != "" { // nothing is left, but the choice can be taken back
		g.Shown, g.Folded = []Choice{{Value: chosen, Label: label(api.Facet{Value: chosen, Label: chosen}), Current: true, URL: of("")}}, nil
	}
	return g, len(g.Shown) > 1 || chosen != ""
}

// Pager leads through a long table.
type Pager struct {
	From, To, Total int // counted from 1
	Previous, Next  string
}

// Paginate cuts [0, total) at offset and keeps the other parameters of the request in its links.
func Paginate(q url.Values, total int) (from, to int, p Pager) {
	from, _ = strconv.Atoi(q.Get("offset"))
	if from < 0 || from >= total {
		from = 0
	}
	to = min(from+Rows, total)
	at := func(offset int) string {
		w := url.Values{}
		for key := range q {
			if key != "offset" && key != "part" && q.Get(key) != "" {
				w.Set(key, q.Get(key))
			}
		}
		if offset > 0 {
			w.Set("offset", strconv.Itoa(offset))
		}
		return "?" + w.Encode()
	}
	p = Pager{From: min(from+1, total), To: to, Total: total}
	if from > 0 {
		p.Previous = at(max(0, from-Rows))
	}
	if to < total {
		p.Next = at(to)
	}
	return from, to, p
}

// File is a file to download.
type File struct{ Name, URL string }
