package api

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"tiaowen/corpus"
	"tiaowen/index/facet"
	"tiaowen/index/naming"
)

// Originals are the files that the documents were read from.
type Originals interface {
	// Original names the file of a document and the folder it lay in when it was imported.
	Original(id string) (name, folder string, ok bool)
	// OpenOriginal opens it.
	OpenOriginal(id string) (io.ReadCloser, error)
}

// LibraryParams chooses documents and their order. The zero value is all of them in the order of
// their import.
type LibraryParams struct {
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

// librarySorts are the values of LibraryParams.Sort.
var librarySorts = []string{"", "title", "date", "clauses"}

// LibraryDocument is a document with what it is.
type LibraryDocument struct {
	DocumentInfo
	Kind   string
	Issuer string
	Year   string
	Status string // as in Standing.Kind
	Folder string
	Letter string // A to Z: what its title's sound begins with; "#" for none of them
}

// Library is a page of documents and, over all that were chosen, what they have in common.
type Library struct {
	Total     int
	Documents []LibraryDocument
	Kinds     []Facet
	Issuers   []Facet
	Years     []Facet // newest first
	Statuses  []Facet
	Folders   []Facet
	Letters   []Letter // where Sort is title
}

// Letter is where a letter begins in a list.
type Letter struct {
	Letter string
	Offset int // of its first document
}

// Library lists documents. A facet counts what the other choices leave, so that another of its values can be taken.
func (s *Service) Library(p LibraryParams) (*Library, error) {
	if !slices.Contains(librarySorts, p.Sort) {
		return nil, &ParamError{"sort", fmt.Sprintf("%q is not a sort order", p.Sort), []string{"title, date or clauses"}}
	}
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	out := &Library{}
	out.filter(st.inTitle(p.Title), p)
	out.order(p.Sort)
	out.Total = len(out.Documents)
	from := min(max(p.Offset, 0), out.Total)
	to := out.Total
	if p.Limit > 0 {
		to = min(from+p.Limit, out.Total)
	}
	out.Documents = out.Documents[from:to]
	return out, nil
}

// inTitle lists the documents whose titles have the words; all where there are none.
func (st *state) inTitle(words string) (all []LibraryDocument) {
	titled := func(*corpus.Document) bool { return true }
	if strings.TrimSpace(words) != "" {
		titled = st.ix.Titled(words)
	}
	for _, d := range st.ix.Documents() {
		if titled(d) {
			all = append(all, st.listed(d))
		}
	}
	return all
}

// filter keeps the documents that p chooses and counts the facets.
func (l *Library) filter(all []LibraryDocument, p LibraryParams) {
	facets := []struct {
		want string
		of   func(d *LibraryDocument) string
		out  *[]Facet
	}{
		{p.Kind, func(d *LibraryDocument) string { return d.Kind }, &l.Kinds},
		{p.Issuer, func(d *LibraryDocument) string { return d.Issuer }, &l.Issuers},
		{p.Year, func(d *LibraryDocument) string { return d.Year }, &l.Years},
		{p.Status, func(d *LibraryDocument) string { return d.Status }, &l.Statuses},
		{p.Folder, func(d *LibraryDocument) string { return d.Folder }, &l.Folders},
	}
	counts := make([]map[string]int, len(facets))
	for i := range counts {
		counts[i] = make(map[string]int)
	}
	for i := range all {
		d := &all[i]
		var missed []int // facets whose choice it is not
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
	slices.SortFunc(l.Years, func(a, b Facet) int { return strings.Compare(b.Value, a.Value) })
}

// order sorts the documents and notes where letters begin.
func (l *Library) order(by string) {
	docs := l.Documents
	switch by {
	case "title":
		sounds := make(map[string]string, len(docs))
		for _, d := range docs {
			sounds[d.ID] = naming.Sound(d.Title)
		}
		slices.SortStableFunc(docs, func(a, b LibraryDocument) int {
			return cmp.Or(strings.Compare(a.Letter, b.Letter), strings.Compare(sounds[a.ID], sounds[b.ID]))
		})
		for i, d := range docs {
			if i == 0 || d.Letter != docs[i-1].Letter {
				l.Letters = append(l.Letters, Letter{d.Letter, i})
			}
		}
	case "date":
		slices.SortStableFunc(docs, func(a, b LibraryDocument) int { return strings.Compare(b.Date, a.Date) })
	case "clauses":
		slices.SortStableFunc(docs, func(a, b LibraryDocument) int { return cmp.Compare(b.Clauses, a.Clauses) })
	}
}

// most are the values that were counted, the most frequent first; "" is left out.
func most(counts map[string]int) []Facet {
	out := make([]Facet, 0, len(counts))
	for value, n := range counts {
		if value != "" {
			out = append(out, Facet{Value: value, Label: value, Count: n})
		}
	}
	slices.SortFunc(out, func(a, b Facet) int { return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value)) })
	return out
}

func (st *state) listed(d *corpus.Document) LibraryDocument {
	out := LibraryDocument{
		DocumentInfo: st.info(d), Kind: naming.KindOf(d), Issuer: strings.Join(strings.Fields(d.Facts.Issuer), "、"), Year: facet.YearOf(d),
		Status: string(st.standings()[d].Kind), Letter: "#",
	}
	if sound := naming.Sound(d.Title); sound != "" && sound[0] >= 'a' && sound[0] <= 'z' {
		out.Letter = strings.ToUpper(sound[:1])
	}
	if st.originals != nil {
		_, out.Folder, _ = st.originals.Original(d.ID)
	}
	return out
}

// Original opens the file that a document was read from, as it was given. The error is a [NotFoundError]
// where files are not kept, as with the text that the program carries.
func (s *Service) Original(id string) (name string, file io.ReadCloser, err error) {
	st, release, err := s.acquire()
	if err != nil {
		return "", nil, err
	}
	defer release()
	if _, err := st.document(id); err != nil {
		return "", nil, err
	}
	if st.originals == nil {
		return "", nil, &NotFoundError{"the file of this document is not kept here", []string{"ask for another format: docx, md, outline"}}
	}
	name, _, _ = st.originals.Original(id)
	file, err = st.originals.OpenOriginal(id)
	return name, file, err
}

// About gives a document with what it is, and the name of the file that it was read from; "" where files are not kept.
func (s *Service) About(id string) (about LibraryDocument, original string, err error) {
	st, release, err := s.acquire()
	if err != nil {
		return about, "", err
	}
	defer release()
	d, err := st.document(id)
	if err != nil {
		return about, "", err
	}
	if st.originals != nil {
		original, _, _ = st.originals.Original(id)
	}
	return st.listed(d), original, nil
}

// MaxChosen is how many clauses [Service.Clauses] gives at most.
const MaxChosen = 500

// Clauses gives clauses by their ids, in the order of the ids, each once; those that do not exist are
// named in missing.
func (s *Service) Clauses(ids []string) (found []*Clause, missing []string, err error) {
	if len(ids) > MaxChosen {
		return nil, nil, &ParamError{"clauses", fmt.Sprintf("%d clauses are chosen; the limit is %d", len(ids), MaxChosen), []string{"choose fewer"}}
	}
	st, release, err := s.acquire()
	if err != nil {
		return nil, nil, err
	}
	defer release()
	seen := make(map[string]bool, len(ids))
	for _, id := range ids {
		if seen[id] {
			continue
		}
		seen[id] = true
		if c := st.ix.Clause(id); c != nil {
			found = append(found, st.clauseOf(c))
		} else {
			missing = append(missing, id)
		}
	}
	return found, missing, nil
}

// Marked gives the places of a clause where the words of a query stand, in code points of its text.
func (s *Service) Marked(id, query string) ([]Range, error) {
	if checkText("q", query) != nil {
		return nil, nil
	}
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	c := st.ix.Clause(id)
	if c == nil {
		return nil, nil
	}
	q, err := st.ix.Parse(query)
	if err != nil {
		return nil, nil // nothing but punctuation marks nothing
	}
	var out []Range
	for _, span := range st.ix.Marked(c, q) {
		start, end := codePoints(c, span)
		out = append(out, Range{Start: start, End: end})
	}
	return out, nil
}

// Examples are at most four questions that the documents answer, made of their norms, actors, terms and
// headings. They are found when they are first asked for, which takes some tenths of a second.
func (s *Service) Examples() ([]string, error) {
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	return st.examples(), nil
}
