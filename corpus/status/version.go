// Package status finds which version of a text a document is ([Versions], [Label]), and whether it is
// in force ([Of]), by what the documents say about it. [ReadMark] reads the words of lists and folders.
package status

import (
	"cmp"
	"slices"
	"strings"

	"tiaowen/corpus"
)

// Key is the same for all versions of a text: the title without the
// name of the state, blanks, and a date or status at the end.
func Key(title string) string {
	key := strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\u3000', '\u2002', '《', '》':
			return -1
		case '（':
			return '('
		case '）':
			return ')'
		}
		return r
	}, title)
	key = strings.TrimPrefix(key, "中华人民共和国")
	for strings.HasSuffix(key, ")") {
		open := strings.LastIndex(key, "(")
		if open <= 0 {
			break
		}
		note := key[open:]
		if !strings.ContainsAny(note, "0123456789") && !strings.Contains(note, "修") {
			break
		}
		key = key[:open]
	}
	return key
}

// Versions returns groups of positions in docs; each group is the versions of one text,
// oldest first. The same title is not enough: the books of 民法典 have the same title and no
// common clause number, and are one law in eight documents.
func Versions(docs []*corpus.Document) [][]int {
	byKey := make(map[string][]int)
	for i, d := range docs {
		key := Key(d.Title)
		byKey[key] = append(byKey[key], i)
	}
	var groups [][]int
	for _, same := range byKey {
		if len(same) < 2 {
			continue
		}
		slices.SortStableFunc(same, func(a, b int) int { return cmp.Compare(docs[a].Date, docs[b].Date) })
		for len(same) > 0 {
			newest := same[len(same)-1]
			group, rest := []int{}, []int{}
			for _, i := range same[:len(same)-1] {
				if overlap(docs[i], docs[newest]) {
					group = append(group, i)
				} else {
					rest = append(rest, i)
				}
			}
			if len(group) > 0 {
				groups = append(groups, append(group, newest))
			}
			same = rest
		}
	}
	slices.SortFunc(groups, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return groups
}

// overlap reports whether the longer of two documents has at least half of the clause keys of the shorter one.
func overlap(a, b *corpus.Document) bool {
	if len(a.Clauses) > len(b.Clauses) {
		a, b = b, a
	}
	keys := make(map[string]bool, len(b.Clauses))
	for _, c := range b.Clauses {
		keys[c.Key] = c.Kind == corpus.Article
	}
	n, shared := 0, 0
	for _, c := range a.Clauses {
		if c.Kind != corpus.Article {
			continue
		}
		n++
		if keys[c.Key] {
			shared++
		}
	}
	if n == 0 {
		return a.Source == b.Source
	}
	return 2*shared >= n
}
