package api

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"tiaowen/api/library"
	"tiaowen/api/reply"
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

// The library of a service and what it consists of.
type (
	LibraryParams   = library.Params
	LibraryDocument = library.Document
	Library         = library.Page
	Letter          = library.Letter
)

// Library lists documents. A facet counts what the other choices leave, so that another of its values can be taken.
func (s *Service) Library(p LibraryParams) (*Library, error) {
	if !slices.Contains(library.Sorts, p.Sort) {
		return nil, &ParamError{"sort", fmt.Sprintf("%q is not a sort order", p.Sort), []string{"title, date or clauses"}}
	}
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	return library.List(st.inTitle(p.Title), p), nil
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

// listed gives a document as the library lists it.
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
		start, end := reply.CodePoints(c, span)
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
