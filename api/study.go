package api

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tiaowen/api/study"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/term"
	"tiaowen/index"
)

// StudyParams chooses clauses and asks for questions about them. What Clauses,
// Sections, Query and Term choose is put together; Norm keeps those that have
// such a norm. With none of these, all of the document is chosen.
type StudyParams struct {
	Document string   `json:"document"` // id; the scope of all below, and needed by bare numbers when there are several documents
	Clauses  []string `json:"clauses"`  // "20", "18-21", "cyzd/20", "第二十条"
	Sections []string `json:"sections"` // number, label or title, "cyzd/6"
	Query    string   `json:"query"`    // the clauses that a search finds, the best 20
	Norm     string   `json:"norm"`     // forbid, require, permit, encourage; "" takes all
	Term     string   `json:"term"`     // the clauses that use it: 四个意识

	Kinds []string `json:"kinds"` // single, multiple, judge, blank, match, short; none takes all
	Count int      `json:"count"` // most questions, 1 to study.MaxQuestions; 0 means DefaultCount
	Seed  uint64   `json:"seed"`  // picks and orders

	Reading bool `json:"-"` // only to be read: no questions are made
}

// DefaultCount is how many questions a kit has when it is not told.
const DefaultCount = 100

// studyHits is how many clauses a search puts into a kit.
const studyHits = 20

// Study makes a kit of questions and reading from the clauses chosen.
func (s *Service) Study(ctx context.Context, p StudyParams) (*study.Kit, error) {
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	clauses, err := st.choose(ctx, p)
	if err != nil {
		return nil, err
	}
	o := study.Options{Reading: p.Reading, Seed: p.Seed, Count: p.Count, Words: study.Words(st.ix), URL: ClauseURL, Cite: st.cite}
	if o.Count == 0 {
		o.Count = DefaultCount
	}
	if o.Count < 0 || o.Count > study.MaxQuestions {
		return nil, &ParamError{"count", fmt.Sprintf("%d is not a number from 1 to %d", o.Count, study.MaxQuestions), []string{"count=100"}}
	}
	for _, k := range p.Kinds {
		if !slices.Contains(study.Kinds, study.Kind(k)) {
			return nil, &ParamError{"kinds", fmt.Sprintf("%q is no kind of question", k), []string{"single, multiple, judge, blank, match, short"}}
		}
		o.Kinds = append(o.Kinds, study.Kind(k))
	}
	kit, err := study.Make(ctx, clauses, o)
	var many *study.TooManyError
	switch {
	case errors.Is(err, study.ErrNothing):
		return nil, &ParamError{"clauses", err.Error(), []string{"clauses=cyzd/18-21", "sections=cyzd/6", "q=党员档案"}}
	case errors.As(err, &many):
		return nil, &ParamError{"clauses", err.Error(), []string{"clauses=cyzd/18-21", "sections=cyzd/6"}}
	}
	return kit, err
}

// choose finds the clauses that p names, in the order of the texts.
func (st *state) choose(ctx context.Context, p StudyParams) ([]*corpus.Clause, error) {
	var within *corpus.Document
	docs := st.ix.Documents()
	if p.Document != "" {
		d, err := st.document(p.Document)
		if err != nil {
			return nil, err
		}
		within, docs = d, []*corpus.Document{d}
	} else if len(docs) == 1 {
		within = docs[0]
	}
	chosen := make(map[*corpus.Clause]bool)
	none := p.Query == "" && p.Term == "" && len(p.Sections) == 0 && len(p.Clauses) == 0
	for _, word := range p.Clauses {
		if err := st.chooseClauses(chosen, within, word); err != nil {
			return nil, err
		}
	}
	for _, word := range p.Sections {
		if err := st.chooseSection(chosen, within, word); err != nil {
			return nil, err
		}
	}
	if p.Query != "" {
		if err := st.chooseHits(ctx, chosen, within, p.Query); err != nil {
			return nil, err
		}
	}
	if p.Term != "" {
		found := false
		for _, d := range docs {
			for _, t := range term.Of(d) {
				if t.Name != p.Term {
					continue
				}
				for _, u := range t.Uses {
					if u.Clause != nil {
						chosen[u.Clause], found = true, true
					}
				}
			}
		}
		if !found {
			return nil, &NotFoundError{fmt.Sprintf("no clause uses the term %q", p.Term), []string{"the page of a document lists its terms"}}
		}
	}
	if p.Norm != "" {
		if _, ok := norm.ParseKind(p.Norm); !ok {
			return nil, &ParamError{"norm", fmt.Sprintf("%q is none of forbid, require, permit, encourage", p.Norm), []string{"leave it out to take all clauses"}}
		}
	}
	if none && (within != nil || p.Norm != "") {
		for _, d := range docs {
			for _, c := range d.Clauses {
				chosen[c] = true
			}
		}
	}
	kind, _ := norm.ParseKind(p.Norm)
	out := make([]*corpus.Clause, 0, len(chosen))
	for _, d := range docs {
		for _, c := range d.Clauses {
			if chosen[c] && (p.Norm == "" || slices.ContainsFunc(norm.Of(c), func(n norm.Norm) bool { return n.Kind == kind })) {
				out = append(out, c)
			}
		}
	}
	if len(out) == 0 && !none {
		return nil, &NotFoundError{"no clause is chosen by this", []string{"leave a condition out"}}
	}
	return out, nil
}

// scope parts "cyzd/20" into the document and what is named in it.
func (st *state) scope(param string, within *corpus.Document, word string) (*corpus.Document, string, error) {
	if id, rest, ok := strings.Cut(word, "/"); ok {
		if d := st.ix.Document(id); d != nil && (within == nil || d == within) {
			return d, rest, nil
		}
		return nil, "", &NotFoundError{fmt.Sprintf("there is no document %q here", id), []string{"GET /api/v1/documents lists the ids"}}
	}
	if within == nil {
		return nil, "", &ParamError{param, fmt.Sprintf("%q may stand in several documents", word), []string{param + "=cyzd/" + word, "document=cyzd"}}
	}
	return within, word, nil
}

// chooseClauses takes a key (20, preamble), a range of numbers (18-21), or a
// number as people write it.
func (st *state) chooseClauses(chosen map[*corpus.Clause]bool, within *corpus.Document, word string) error {
	if utf8.RuneCountInString(word) > MaxQuery {
		return &ParamError{"clauses", "a name is too long", []string{"clauses=cyzd/18-21"}}
	}
	d, key, err := st.scope("clauses", within, word)
	if err != nil {
		return err
	}
	if c := d.Clause(key); c != nil {
		chosen[c] = true
		return nil
	}
	if a, b, ok := strings.Cut(key, "-"); ok {
		from, err1 := strconv.Atoi(a)
		to, err2 := strconv.Atoi(b)
		if err1 == nil && err2 == nil && from <= to {
			found := false
			for _, c := range d.Clauses {
				if c.Kind == corpus.Article && c.Number >= from && c.Number <= to {
					chosen[c], found = true, true
				}
			}
			if found {
				return nil
			}
		}
	} else if c := st.named(d, key); c != nil {
		chosen[c] = true
		return nil
	}
	return &NotFoundError{fmt.Sprintf("%s has %d clauses; there is no clause %s", d.Title, d.Report.Articles, key), []string{"GET /api/v1/documents/" + d.ID + " lists its clauses"}}
}

// chooseSection takes all clauses of a section, those in its sections too.
func (st *state) chooseSection(chosen map[*corpus.Clause]bool, within *corpus.Document, word string) error {
	d, name, err := st.scope("sections", within, word)
	if err != nil {
		return err
	}
	named := index.SectionNamed(name)
	for _, s := range d.Sections {
		if named(s) {
			for _, c := range d.Clauses[s.First:s.End] {
				chosen[c] = true
			}
			return nil
		}
	}
	return &NotFoundError{fmt.Sprintf("%s has no section %q", d.Title, name), []string{"GET /api/v1/documents/" + d.ID + " lists its sections"}}
}

// chooseHits takes what a search finds.
func (st *state) chooseHits(ctx context.Context, chosen map[*corpus.Clause]bool, within *corpus.Document, words string) error {
	if err := checkText("q", words); err != nil {
		return err
	}
	q, err := st.ix.Parse(words)
	if errors.Is(err, index.ErrEmptyQuery) {
		return nil
	}
	if err != nil {
		return err
	}
	if within != nil {
		q.Document = within.ID
	}
	hits, _, err := st.ix.Search(ctx, q, studyHits)
	for _, h := range hits {
		chosen[h.Clause] = true
	}
	return err
}
