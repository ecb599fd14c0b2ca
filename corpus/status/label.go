package status

import (
	"strings"

	"tiaowen/corpus"
)

// Label names a version as citations do after a title: 2024年修正,
// 2018年. It is "" if the document has no date.
func Label(d *corpus.Document) string {
	if len(d.Date) < len("2024") {
		return ""
	}
	year := d.Date[:4] + "年"
	for _, leaf := range d.Leaves {
		if leaf.Kind != corpus.LeafHistory {
			continue
		}
		line := strings.Join(strings.Fields(d.Text(leaf.Span)), "")
		if !strings.HasPrefix(strings.TrimLeft(line, "（("), year) {
			continue
		}
		for _, verb := range []string{"修正", "修订"} {
			if at := strings.LastIndex(line, verb); at >= 0 && strings.TrimRight(line[at+len(verb):], "）)。　") == "" {
				return year + verb
			}
		}
	}
	return year
}

// Labels names the versions of one text so that no two have the same name. Versions of the same
// name are named by their dates.
func Labels(versions []*corpus.Document) []string {
	out, seen := make([]string, len(versions)), make(map[string]int)
	for i, d := range versions {
		out[i] = Label(d)
		seen[out[i]]++
	}
	for i, d := range versions {
		if seen[out[i]] > 1 {
			out[i] = d.Date
		}
	}
	return out
}
