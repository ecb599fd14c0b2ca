package api

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"unicode/utf8"

	"tiaowen/corpus"
)

// MaxQuery is the longest query or question, in code points.
const MaxQuery = 2000

// Service answers from one set of documents. It is safe for concurrent use;
// [Service.Swap] replaces the set while requests run.
type Service struct {
	state atomic.Pointer[state]
}

// state is what one request sees from start to end.
type state struct {
	docs []*corpus.Document
	byID map[string]*corpus.Document
}

// New returns a Service over docs.
func New(docs []*corpus.Document) (*Service, error) {
	s := new(Service)
	return s, s.Swap(docs)
}

// Swap replaces the documents in one step: a request sees the old set or the new one, never both.
func (s *Service) Swap(docs []*corpus.Document) error {
	st := &state{docs: docs, byID: make(map[string]*corpus.Document, len(docs))}
	for _, d := range docs {
		if st.byID[d.ID] != nil {
			return fmt.Errorf("two documents have the id %q", d.ID)
		}
		st.byID[d.ID] = d
	}
	s.state.Store(st)
	return nil
}

// NotFoundError says that a document or clause does not exist, and what does.
type NotFoundError struct {
	Detail string   // one sentence
	Fixes  []string // what to do
}

func (e *NotFoundError) Error() string { return e.Detail }

// ParamError says which parameter is wrong and why.
type ParamError struct {
	Param  string
	Detail string
	Fixes  []string
}

func (e *ParamError) Error() string { return e.Param + ": " + e.Detail }

// ErrNotReady is returned by every verb until the documents are loaded. The zero
// Service is in that state.
var ErrNotReady = errors.New("the documents are not loaded yet")

// Size says how much is served, in documents and numbered clauses, and whether the documents are loaded.
func (s *Service) Size() (documents, clauses int, ready bool) {
	st := s.state.Load()
	if st == nil {
		return 0, 0, false
	}
	for _, d := range st.docs {
		clauses += d.Report.Articles
	}
	return len(st.docs), clauses, true
}

// checkText refuses what cannot be a query: nothing, too much, broken UTF-8.
func checkText(param, text string) error {
	switch {
	case text == "":
		return &ParamError{param, "the text is empty", []string{"type at least one character"}}
	case !utf8.ValidString(text):
		return &ParamError{param, "the text is not valid UTF-8", []string{"send the parameter percent-encoded in UTF-8"}}
	case utf8.RuneCountInString(text) > MaxQuery:
		return &ParamError{param, fmt.Sprintf("the text is longer than %d characters", MaxQuery), []string{"ask about one thing at a time"}}
	}
	return nil
}

// Search finds the clauses that match words, best first.
func (s *Service) Search(ctx context.Context, p SearchParams) (*SearchResult, error) {
	if err := checkText("q", p.Query); err != nil {
		return nil, err
	}
	return nil, ErrNotReady
}

// Ask answers a question with the clauses' own words, or refuses with a reason.
func (s *Service) Ask(ctx context.Context, p AskParams) (*Answer, error) {
	if err := checkText("q", p.Question); err != nil {
		return nil, err
	}
	return nil, ErrNotReady
}

// Suggest completes what is being typed with at most n suggestions.
func (s *Service) Suggest(ctx context.Context, prefix string, n int) (*Suggestions, error) {
	return &Suggestions{Query: prefix, Suggestions: []Suggestion{}}, nil
}

// Documents lists documents by title; limit is 1 to 1,000, offset at least 0.
func (s *Service) Documents(limit, offset int) *DocumentList {
	st := s.state.Load()
	if st == nil {
		return &DocumentList{Documents: []DocumentInfo{}}
	}
	list := &DocumentList{Total: len(st.docs), Documents: []DocumentInfo{}}
	for i := offset; i < len(st.docs) && i < offset+limit; i++ {
		list.Documents = append(list.Documents, documentInfo(st.docs[i]))
	}
	return list
}

// document finds a document by id.
func (st *state) document(id string) (*corpus.Document, error) {
	if st == nil {
		return nil, ErrNotReady
	}
	if d := st.byID[id]; d != nil {
		return d, nil
	}
	return nil, &NotFoundError{fmt.Sprintf("there is no document %q", id), []string{"GET /api/v1/documents lists the ids"}}
}

// Outline gives one document's structure.
func (s *Service) Outline(id string) (*Outline, error) {
	d, err := s.state.Load().document(id)
	if err != nil {
		return nil, err
	}
	return outline(d), nil
}

// Clause gives one clause, by its key in the document ("20", "120-1", "preamble"), with its neighbours.
func (s *Service) Clause(document, key string) (*ClauseView, error) {
	d, err := s.state.Load().document(document)
	if err != nil {
		return nil, err
	}
	for i, c := range d.Clauses {
		if c.Key != key {
			continue
		}
		view := &ClauseView{Clause: ClauseOf(c), Norms: []NormRow{}}
		if i > 0 {
			o := outlineClause(d.Clauses[i-1])
			view.Previous = &o
		}
		if i+1 < len(d.Clauses) {
			o := outlineClause(d.Clauses[i+1])
			view.Next = &o
		}
		return view, nil
	}
	return nil, &NotFoundError{
		fmt.Sprintf("%s has %d clauses; there is no clause %s", d.Title, d.Report.Articles, key),
		[]string{"GET /api/v1/documents/" + d.ID + " lists its clauses"},
	}
}

// NormParams asks for a document's norms.
type NormParams struct {
	Document string // document id; "" takes all documents
	Norm     string // forbid, require, permit, encourage; "" takes all
	Actor    string // part of the name of who is bound; "" takes all
	Limit    int    // 0 means all
	Offset   int
}

// Norms lists the norms of a document in the order of the text.
func (s *Service) Norms(p NormParams) (*NormList, error) {
	return &NormList{Norms: []NormRow{}}, nil
}
