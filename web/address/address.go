// Package address makes and reads the addresses that pages of several kinds lead to: a search with its filters, the
// documents of a kind, two versions side by side.
//
// [Of] reads a [Question] from the parameters of a request; [Question.URL] gives its address.
package address

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"tiaowen/api"
)

// MaxOffset is the largest offset of a search, the service's own limit.
const MaxOffset = 10_000

// Norms are the kinds of norms in the order in which pages list them.
var Norms = []string{"forbid", "require", "permit", "encourage"}

// IsNorm reports whether a parameter names a kind of norm.
func IsNorm(norm string) bool { return slices.Contains(Norms, norm) }

// Question is what a visitor asks of the search page, the frame or the widget.
type Question struct {
	Query    string
	Document string
	Section  string
	Norm     string
	Date     string // ISO: the versions of that day; "" the newest
	Versions string // all: older versions too
	Kind     string // of the documents: 条例
	Year     string // of the documents
	Exact    string // a phrase that must occur
	Exclude  string // words that must not occur
	All      string // 1: every word must occur
	Titles   string // 1: search only titles and headings
	Sort     string // date, or "" for the best first
	Offset   int    // from 0 to MaxOffset
	Limit    int    // hits; 0 is what a page shows
	Lang     string // of the notes and reasons: zh or en
}

// Of reads the parameters of a search. It ignores what it does not know: a person may have cut a link short.
func Of(q url.Values) Question {
	offset, _ := strconv.Atoi(q.Get("offset"))
	if offset < 0 || offset > MaxOffset {
		offset = 0
	}
	norm := q.Get("norm")
	if !IsNorm(norm) {
		norm = ""
	}
	date := q.Get("date")
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		date = ""
	}
	versions := q.Get("versions")
	if versions != "all" {
		versions = ""
	}
	one := func(name string) string {
		if q.Get(name) == "" || q.Get(name) == "0" {
			return ""
		}
		return "1"
	}
	sort := q.Get("sort")
	if sort != "date" {
		sort = ""
	}
	return Question{
		Date: date, Versions: versions,
		Kind: q.Get("kind"), Year: q.Get("year"), Sort: sort, All: one("all"), Titles: one("titles"),
		Exact: strings.TrimSpace(q.Get("exact")), Exclude: strings.TrimSpace(q.Get("exclude")),
		Query:    strings.TrimSpace(q.Get("q")),
		Document: q.Get("document"),
		Section:  q.Get("section"),
		Norm:     norm,
		Offset:   offset,
	}
}

// Values are the parameters of the question without its offset.
func (q Question) Values() url.Values {
	return Values(map[string]string{
		"q": q.Query, "document": q.Document, "section": q.Section, "norm": q.Norm, "date": q.Date, "versions": q.Versions,
		"kind": q.Kind, "year": q.Year, "exact": q.Exact, "exclude": q.Exclude, "all": q.All, "titles": q.Titles, "sort": q.Sort,
	})
}

// URL gives the address of the question on the search page.
func (q Question) URL() string {
	v := q.Values()
	if q.Offset > 0 {
		v.Set("offset", strconv.Itoa(q.Offset))
	}
	return With("/", v)
}

// Follow is the address of a clause with the question that led to it: its page marks the words and leads back.
func (q Question) Follow(to string) string {
	_, query, _ := strings.Cut(q.URL(), "?")
	if query == "" {
		return to
	}
	sep := "?"
	if strings.Contains(to, "?") {
		sep = "&"
	}
	return to + sep + query
}

// Asked reports whether there is anything to search for.
func (q Question) Asked() bool { return q.Query != "" || q.Exact != "" }

// Narrowed reports whether a field of the form narrows the search.
func (q Question) Narrowed() bool { return q.Exact+q.Exclude+q.All+q.Titles != "" }

// Library is the address of a choice of documents.
func Library(p api.LibraryParams) string {
	return With("/d/", Values(map[string]string{
		"title": p.Title, "kind": p.Kind, "issuer": p.Issuer, "year": p.Year, "status": p.Status, "folder": p.Folder, "sort": p.Sort,
	}))
}

// Compare is the address of two versions side by side, given by their ids; only the changes are shown.
func Compare(from, to string) string {
	return With("/compare", url.Values{"from": {from}, "to": {to}, "changes": {"1"}})
}

// Values are the parameters that are not empty.
func Values(all map[string]string) url.Values {
	q := url.Values{}
	for name, value := range all {
		if value != "" {
			q.Set(name, value)
		}
	}
	return q
}

// With adds parameters to a path.
func With(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
