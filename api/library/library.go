// Package library arranges the documents of a library: it filters them by kind, issuer, year,
// status or folder, counts the documents that each other choice would give, sorts them, and cuts
// pages. Package api supplies the facts about the documents.
package library

import (
	"cmp"
	"slices"
	"strings"

	"tiaowen/api/reply"
	"tiaowen/index/naming"
)

// Params chooses documents and their order. The zero value chooses all of them, in the order of
// their import.
type Params struct {
	Title  string // part of a title or a short name, in Chinese or pinyin
	Kind   string // 条例
	Issuer string // 发文机关
	Year   string // of the version: 2023
	Status string // in_force, amended, repealed, not_yet or unknown
	Folder string // of the import
	Sort   string // title (by its sound), date (newest first), clauses (most first); "" is the order of the import
	Limit  int    // 0 means all
	Offset int
}

// Sorts are the values of [Params.Sort].
var Sorts = []string{"", "title", "date", "clauses"}

// Document is a document with what is known of it.
type Document struct {
	reply.DocumentInfo
	Kind   string
	Issuer string
	Year   string
	Status string // as in Standing.Kind
	Folder string
	Letter string // A to Z: what its title's sound begins with; "#" for none of them
}

// Page is a page of documents, with what all that were chosen have in common.
type Page struct {
	Total     int
	Documents []Document
	Kinds     []reply.Facet
	Issuers   []reply.Facet
	Years     []reply.Facet // newest first
	Statuses  []reply.Facet
	Folders   []reply.Facet
	Letters   []Letter // if the documents are sorted by title
}

// Letter is where the titles with a first letter begin in a list.
type Letter struct {
	Letter string
	Offset int // of its first document
}

// List gives the page that p chooses of all documents, which have the title that it names.
func List(all []Document, p Params) *Page {
	out := &Page{}
	out.filter(all, p)
	out.order(p.Sort)
	out.Total = len(out.Documents)
	from := min(max(p.Offset, 0), out.Total)
	to := out.Total
	if p.Limit > 0 {
		to = min(from+p.Limit, out.Total)
	}
	out.Documents = out.Documents[from:to]
	return out
}

// filter keeps the documents that p chooses and counts the facets. A facet counts what the other
// choices leave, so that people can take another of its values.
func (l *Page) filter(all []Document, p Params) {
	facets := []struct {
		want string
		of   func(d *Document) string
		out  *[]reply.Facet
	}{
		{p.Kind, func(d *Document) string { return d.Kind }, &l.Kinds},
		{p.Issuer, func(d *Document) string { return d.Issuer }, &l.Issuers},
		{p.Year, func(d *Document) string { return d.Year }, &l.Years},
		{p.Status, func(d *Document) string { return d.Status }, &l.Statuses},
		{p.Folder, func(d *Document) string { return d.Folder }, &l.Folders},
	}
	counts := make([]map[string]int, len(facets))
	for i := range counts {
		counts[i] = make(map[string]int)
	}
	for i := range all {
		d := &all[i]
		var missed []int // the facets of which it has another value than the one chosen
		for k, f := range facets {
			if f.want != "" && f.of(d) != f.want {
				missed = append(missed, k)
			}
		}
		switch len(missed) {
		case 0:
			l.Documents = append(l.Documents, *d)
			for k, f := range facets {
				counts[k][f.of(d)]++
			}
		case 1:
			counts[missed[0]][facets[missed[0]].of(d)]++
		}
	}
	for i, f := range facets {
		*f.out = most(counts[i])
	}
	slices.SortFunc(l.Years, func(a, b reply.Facet) int { return strings.Compare(b.Value, a.Value) })
}

// order sorts the documents and, by title, notes where letters begin.
func (l *Page) order(by string) {
	docs := l.Documents
	switch by {
	case "title":
		sounds := make(map[string]string, len(docs))
		for _, d := range docs {
			sounds[d.ID] = naming.Sound(d.Title)
		}
		slices.SortStableFunc(docs, func(a, b Document) int {
			return cmp.Or(strings.Compare(a.Letter, b.Letter), strings.Compare(sounds[a.ID], sounds[b.ID]))
		})
		for i, d := range docs {
			if i == 0 || d.Letter != docs[i-1].Letter {
				l.Letters = append(l.Letters, Letter{d.Letter, i})
			}
		}
	case "date":
		slices.SortStableFunc(docs, func(a, b Document) int { return strings.Compare(b.Date, a.Date) })
	case "clauses":
		slices.SortStableFunc(docs, func(a, b Document) int { return cmp.Compare(b.Clauses, a.Clauses) })
	}
}

// most gives the values that were counted, the most frequent first. It leaves out "".
func most(counts map[string]int) []reply.Facet {
	out := make([]reply.Facet, 0, len(counts))
	for value, n := range counts {
		if value != "" {
			out = append(out, reply.Facet{Value: value, Label: value, Count: n})
		}
	}
	slices.SortFunc(out, func(a, b reply.Facet) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value))
	})
	return out
}
