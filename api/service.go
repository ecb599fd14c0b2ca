package api

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"tiaowen/api/answer"
	"tiaowen/api/answer/locate"
	"tiaowen/api/duty"
	"tiaowen/api/examples"
	"tiaowen/api/quote"
	"tiaowen/api/reply"
	"tiaowen/corpus"
	"tiaowen/corpus/citation"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/status"
	"tiaowen/index"
)

// DefaultLimit is how many hits a search gives when it is not told.
const DefaultLimit = 10

// MaxQuery is the longest query or question, in code points.
const MaxQuery = 2000

// Service answers from one index. It is safe for concurrent use; [Service.Swap]
// replaces the index while requests run. The zero Service is not ready yet:
// every verb returns [ErrNotReady].
type Service struct {
	current atomic.Pointer[state]
	taken   atomic.Int64                  // see TakenIn
	duties  atomic.Pointer[duty.Register] // that was read last; nil before
}

// TakenIn says when the newest of the documents was taken in. Decks of cards are
// newer than that, so that a later import brings cards up to date.
func (s *Service) TakenIn(t time.Time) { s.taken.Store(t.Unix()) }

// state is what one request sees from start to end.
type state struct {
	ix        *index.Index
	asker     *answer.Asker
	originals Originals // nil where the files are not kept

	// Of all documents, made when they are first asked for.
	byTitle   func() *citation.Library
	citations func() []resolvedCitation
	examples  func() []string
	quotes    func() *quote.Checker
	duties    func() *duty.Register
	standings func() map[*corpus.Document]standing
	newer     sync.Map // older version → what compare.Counterparts gives for it

	mu     sync.RWMutex // read-held by requests; the index is closed under the write lock
	closed bool
}

// New returns a Service over an index.
func New(ix *index.Index) *Service {
	s := new(Service)
	s.Swap(ix)
	return s
}

// Of returns a Service over documents, indexed in memory.
func Of(docs ...*corpus.Document) (*Service, error) {
	ix, err := index.New(docs, index.Options{})
	if err != nil {
		return nil, err
	}
	return New(ix), nil
}

// Swap replaces the index in one step: a request sees the old documents or the
// new ones, never both. What the first requests would wait for is made before,
// while the old index answers. The old index is closed once its last request is done.
func (s *Service) Swap(ix *index.Index) { s.SwapWith(ix, nil) }

// SwapWith is [Service.Swap] with the files that the documents were read from.
func (s *Service) SwapWith(ix *index.Index, originals Originals) {
	st := &state{ix: ix, asker: answer.New(ix), originals: originals}
	st.examples = sync.OnceValue(func() []string { return examples.Of(ix, st.asker) })
	st.byTitle = sync.OnceValue(func() *citation.Library { return citation.NewLibrary(ix.Documents()) })
	st.citations = sync.OnceValue(func() (all []resolvedCitation) {
		for _, d := range ix.Documents() {
			all = append(all, citationsOf(d, st.byTitle())...)
		}
		return all
	})
	st.quotes = sync.OnceValue(func() *quote.Checker { return quote.New(ix.Documents(), st.titled, ix.Versions) })
	st.duties = sync.OnceValue(func() *duty.Register { return s.readDuties(ix.Documents()) })
	st.standings = standings(ix)
	if s.current.Load() != nil {
		st.byTitle()
		st.standings()
	}
	old := s.current.Swap(st)
	if old == nil {
		return
	}
	go func() {
		old.mu.Lock()
		defer old.mu.Unlock()
		old.closed = true
		if err := old.ix.Close(); err != nil {
			slog.Error("close the index that was replaced", "error", err)
		}
	}()
}

// acquire gives the current index for one request; release must be called when
// the request is done with it.
func (s *Service) acquire() (st *state, release func(), err error) {
	for {
		st := s.current.Load()
		if st == nil {
			return nil, nil, ErrNotReady
		}
		st.mu.RLock()
		if !st.closed {
			return st, st.mu.RUnlock, nil
		}
		st.mu.RUnlock() // replaced between the two lines above: take the new one
	}
}

// NotFoundError says that a document or clause does not exist, and what does.
type NotFoundError struct {
	Detail string   // one sentence
	Fixes  []string // what to do
}

// Error gives the detail.
func (e *NotFoundError) Error() string { return e.Detail }

// ParamError says which parameter is wrong and why.
type ParamError struct {
	Param  string
	Detail string
	Fixes  []string
}

// Error gives the parameter and the detail.
func (e *ParamError) Error() string { return e.Param + ": " + e.Detail }

// ErrNotReady is returned by every verb until the documents are loaded. The zero
// Service is in that state.
var ErrNotReady = errors.New("the documents are not loaded yet")

// Size says how much is served, in documents and numbered clauses, and whether the documents are loaded.
func (s *Service) Size() (documents, clauses int, ready bool) {
	st, release, err := s.acquire()
	if err != nil {
		return 0, 0, false
	}
	defer release()
	for _, d := range st.ix.Documents() {
		clauses += d.Report.Articles
	}
	return len(st.ix.Documents()), clauses, true
}

// Ready says whether requests can be answered now: nil, [ErrNotReady], or what is
// wrong with a cluster that holds the clauses.
func (s *Service) Ready(ctx context.Context) error {
	st, release, err := s.acquire()
	if err != nil {
		return err
	}
	defer release()
	return st.ix.Check(ctx)
}

// Encoded says how many clauses and passages are searched by meaning too, and of how many.
func (s *Service) Encoded() (have, all int) {
	st, release, err := s.acquire()
	if err != nil {
		return 0, 0
	}
	defer release()
	return st.ix.Encoded()
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
	if p.Query == "" {
		p.Query = p.Exact
	}
	if err := p.checkTexts(); err != nil {
		return nil, err
	}
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	if p.Limit == 0 {
		p.Limit = DefaultLimit
	}
	if p.Document != "" {
		if _, err := st.document(p.Document); err != nil {
			return nil, err
		}
	}
	out := &SearchResult{Query: p.Query, Hits: []Hit{}}
	q, err := st.ix.Parse(p.Query)
	if errors.Is(err, index.ErrEmptyQuery) {
		return out, nil // nothing but punctuation: honestly nothing found
	}
	if err != nil {
		return nil, err
	}
	p.narrow(q)
	out.DidYouMean = q.DidYouMean
	hits, total, count, err := st.ix.SearchCount(ctx, q, p.Offset+p.Limit)
	if errors.Is(err, index.ErrFilter) {
		return nil, &ParamError{"filter", err.Error(), []string{"GET /api/v1/documents/{id} lists the sections"}}
	}
	if err != nil {
		return nil, err
	}
	out.Total = total
	if p.Count && count != nil {
		out.Facets = st.facets(count)
	}
	for _, e := range q.Expansions {
		out.Expanded = append(out.Expanded, e.String())
	}
	for _, h := range hits[min(p.Offset, len(hits)):] {
		out.Hits = append(out.Hits, st.hitOf(h, q))
	}
	if total == 0 {
		out.Older, err = st.older(ctx, q)
	}
	return out, err
}

// hitOf is a hit of a query as clients get it.
func (st *state) hitOf(h index.Hit, q *index.Query) Hit {
	return Hit{
		Clause: st.clauseOf(h.Clause), Score: h.Score, Date: h.Clause.Document.Date, Near: h.Near, Why: h.Why,
		Parts: partsOf(h.Clause, st.ix.Passage(h.Clause, q, 0)),
	}
}

// shownOlder is how many clauses of older versions a search shows that finds nothing else.
const shownOlder = 3

// older gives the best clauses of versions that newer ones replaced for a query that finds nothing; none for one
// that asks for such versions itself.
func (st *state) older(ctx context.Context, q *index.Query) ([]Hit, error) {
	if q.Versions || q.Date != "" || len(st.ix.Versioned()) == 0 {
		return nil, nil
	}
	old := *q
	old.Versions, old.Meaning, old.Count = true, false, false
	if within := st.narrowed(q); len(within) > 0 {
		old.Document, old.Documents = "", nil
		for _, d := range within {
			for _, v := range st.ix.Versions(d) {
				old.Documents = append(old.Documents, v.ID)
			}
		}
		if len(old.Documents) == 0 {
			return nil, nil
		}
	}
	hits, _, err := st.ix.Search(ctx, &old, shownOlder)
	if err != nil {
		return nil, err
	}
	var out []Hit
	for _, h := range hits {
		out = append(out, st.hitOf(h, &old))
	}
	return out, nil
}

// narrowed are the documents to which a query is narrowed.
func (st *state) narrowed(q *index.Query) (docs []*corpus.Document) {
	for _, id := range append([]string{q.Document}, q.Documents...) {
		if d := st.ix.Document(id); d != nil {
			docs = append(docs, d)
		}
	}
	return docs
}

// checkTexts refuses words that cannot be searched for.
func (p *SearchParams) checkTexts() error {
	if err := checkText("q", p.Query); err != nil {
		return err
	}
	for _, field := range [...]struct{ name, text string }{{"exact", p.Exact}, {"exclude", p.Exclude}} {
		if field.text == "" {
			continue
		}
		if err := checkText(field.name, field.text); err != nil {
			return err
		}
	}
	return nil
}

// narrow gives a query what the search asks for besides its words.
func (p *SearchParams) narrow(q *index.Query) {
	q.Document, q.Section, q.Norm, q.Date, q.Versions, q.Why = p.Document, p.Section, p.Norm, p.Date, p.Versions, p.Why
	q.Kind, q.Year, q.Exact, q.Exclude, q.All, q.Titles = p.Kind, p.Year, p.Exact, p.Exclude, p.All, p.Titles
	q.Newest, q.Count, q.Cut = p.Newest, p.Count, true
	q.Meaning = !p.Words && !p.Newest && !p.All && !p.Titles && p.Exact == ""
}

// Ask answers a question with the clauses' own words, or refuses with a reason.
func (s *Service) Ask(ctx context.Context, p AskParams) (*Answer, error) {
	if err := checkText("q", p.Question); err != nil {
		return nil, err
	}
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	var within *corpus.Document
	if p.Document != "" {
		if within, err = st.document(p.Document); err != nil {
			return nil, err
		}
	}
	if within == nil {
		if a := st.askStanding(p.Question, p.Lang); a != nil {
			return a, nil
		}
	}
	failed := st.ix.Watch()
	r, err := st.asker.Ask(ctx, p.Question, answer.Options{Document: within, Lang: answer.Lang(p.Lang), Why: p.Why, Words: p.Words})
	if err == nil {
		err = failed()
	}
	if err != nil {
		return nil, err
	}
	return st.answerOf(p.Question, r), nil
}

// Suggest completes what is being typed with at most n suggestions.
func (s *Service) Suggest(ctx context.Context, prefix string, n int) (*Suggestions, error) {
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	out := &Suggestions{Query: prefix, Suggestions: []Suggestion{}}
	for _, s := range st.ix.Suggest(prefix, n) {
		out.Suggestions = append(out.Suggestions, suggestionOf(s))
	}
	return out, nil
}

// Documents lists documents; limit is 1 to 1,000, offset at least 0.
func (s *Service) Documents(limit, offset int) (*DocumentList, error) {
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	docs := st.ix.Documents()
	list := &DocumentList{Total: len(docs), Documents: []DocumentInfo{}}
	for i := offset; i < len(docs) && i < offset+limit; i++ {
		list.Documents = append(list.Documents, st.info(docs[i]))
	}
	return list, nil
}

// document finds a document by id.
func (st *state) document(id string) (*corpus.Document, error) {
	if d := st.ix.Document(id); d != nil {
		return d, nil
	}
	return nil, &unknownDocument{NotFoundError{fmt.Sprintf("there is no document %q", id), []string{"GET /api/v1/documents lists the ids"}}, id}
}

// unknownDocument is the error of an id that no document has, in two languages.
type unknownDocument struct {
	missing NotFoundError
	id      string
}

func (e *unknownDocument) Error() string   { return e.missing.Detail }
func (e *unknownDocument) Chinese() string { return fmt.Sprintf("没有编号为 %q 的文件", e.id) }
func (e *unknownDocument) Unwrap() error   { return &e.missing }

// Document gives a document as parsed, for pages that draw its whole text.
func (s *Service) Document(id string) (*corpus.Document, error) {
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	return st.document(id)
}

// Outline gives one document's structure.
func (s *Service) Outline(id string) (*Outline, error) {
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	d, err := st.document(id)
	if err != nil {
		return nil, err
	}
	return st.outline(d), nil
}

// maxCiting is how many clauses that cite one are listed with it.
const maxCiting = 50

// Clause gives one clause, by its key in the document ("20", "120-1", "preamble")
// or its number as people write it (第二十条), with its neighbours.
func (s *Service) Clause(document, key string) (*ClauseView, error) {
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	d, err := st.document(document)
	if err != nil {
		return nil, err
	}
	c := st.ix.Clause(d.ID + "/" + key)
	if c == nil {
		c = st.named(d, key)
	}
	if c == nil {
		return nil, &NotFoundError{
			fmt.Sprintf("%s has %d clauses; there is no clause %s", d.Title, d.Report.Articles, key),
			[]string{"GET /api/v1/documents/" + d.ID + " lists its clauses"},
		}
	}
	return st.view(c), nil
}

// view is a clause with its norms, its neighbours and what cites it.
func (st *state) view(c *corpus.Clause) *ClauseView {
	d := c.Document
	view := &ClauseView{Clause: st.clauseOf(c), Norms: []NormRow{}, Standing: st.standing(d), CitedBy: []ClauseRef{}}
	if view.Standing.Kind == string(status.Amended) {
		view.Newest = st.newest(c)
	}
	citing := st.ix.Citations().By(c)
	for _, by := range citing[:min(len(citing), maxCiting)] {
		view.CitedBy = append(view.CitedBy, st.clauseRef(by))
	}
	for _, n := range norm.Of(c) {
		view.Norms = append(view.Norms, reply.NormOf(c, nil, n))
	}
	if c.Index > 0 {
		o := reply.OutlineClauseOf(d.Clauses[c.Index-1])
		view.Previous = &o
	}
	if c.Index+1 < len(d.Clauses) {
		o := reply.OutlineClauseOf(d.Clauses[c.Index+1])
		view.Next = &o
	}
	return view
}

// newest is the clause of the newer version that the words of an older one became,
// nil where there is none.
func (st *state) newest(c *corpus.Clause) *ClauseRef {
	next := st.ix.Status(c.Document).Next
	if next == nil {
		return nil
	}
	same := st.counterpart(c, next)
	if same == nil {
		return nil
	}
	ref := st.clauseRef(same)
	return &ref
}

// named reads a clause's number in the forms people write; nil when the words
// name no clause of d, or several.
func (st *state) named(d *corpus.Document, words string) *corpus.Clause {
	if utf8.RuneCountInString(words) > 40 {
		return nil
	}
	return locate.Named(d, words)
}
