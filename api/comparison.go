package api

import (
	"tiaowen/api/compare"
	"tiaowen/corpus"
)

// CompareParams asks for two documents side by side.
type CompareParams struct {
	From    string // document id of the older one
	To      string // document id of the newer one
	Changes bool   // leave out what did not change
}

// Comparison is two documents side by side, in the order of the newer one.
type Comparison struct {
	From    DocumentInfo     `json:"from"`
	To      DocumentInfo     `json:"to"`
	Counts  ComparisonCounts `json:"counts"`
	Matches []ClauseMatch    `json:"matches"` // never null
}

// ComparisonCounts counts the matches of each kind, those left out included.
type ComparisonCounts struct {
	Unchanged  int `json:"unchanged"`
	Changed    int `json:"changed"`
	Renumbered int `json:"renumbered"` // same words, another number
	Moved      int `json:"moved"`      // same words, another place
	Inserted   int `json:"inserted"`
	Deleted    int `json:"deleted"`
	Split      int `json:"split"`
	Merged     int `json:"merged"`
}

// ClauseMatch says what became of a clause.
type ClauseMatch struct {
	Kind       string       `json:"kind"` // unchanged, changed, renumbered, moved, inserted, deleted, split, merged
	Note       string       `json:"note"` // the same in words
	Renumbered bool         `json:"renumbered,omitempty"`
	Moved      bool         `json:"moved,omitempty"`
	CitesOnly  bool         `json:"cites_only,omitempty"` // nothing changed but numbers of articles that it cites
	From       []ClauseSide `json:"from"`                 // empty where it was inserted; never null
	To         []ClauseSide `json:"to"`                   // empty where it was deleted; never null
}

// ClauseSide is a clause before or after, its words marked. The parts, joined,
// are the clause's text.
type ClauseSide struct {
	Clause *Clause       `json:"clause"`
	Parts  []ChangedPart `json:"parts"`
}

// ChangedPart is a piece of a clause's words.
type ChangedPart struct {
	Text    string `json:"text"`
	Changed bool   `json:"changed"` // the other side does not have these words here
}

// Compare sets two documents side by side. lang of the notes is zh, else English.
func (s *Service) Compare(p CompareParams, lang string) (*Comparison, error) {
	r, err := s.Compared(p)
	if err != nil {
		return nil, err
	}
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	out := comparisonOf(r, p.Changes, lang, st.clauseOf)
	out.From, out.To = st.info(r.From), st.info(r.To)
	return out, nil
}

// Compared is [Service.Compare] before it becomes JSON, for pages and files.
func (s *Service) Compared(p CompareParams) (*compare.Result, error) {
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	for _, end := range []struct{ name, id string }{{"from", p.From}, {"to", p.To}} {
		if end.id == "" {
			return nil, &ParamError{end.name, "there is no document id in it", []string{"GET /api/v1/documents lists the ids"}}
		}
	}
	from, err := st.document(p.From)
	if err != nil {
		return nil, err
	}
	to, err := st.document(p.To)
	if err != nil {
		return nil, err
	}
	return compare.Documents(from, to), nil
}

// ComparisonOf gives the public form of a comparison of documents that need not be loaded.
func ComparisonOf(r *compare.Result, onlyChanges bool, lang string) *Comparison {
	return comparisonOf(r, onlyChanges, lang, ClauseOf)
}

func comparisonOf(r *compare.Result, onlyChanges bool, lang string, public func(*corpus.Clause) *Clause) *Comparison {
	out := &Comparison{
		From: documentInfo(r.From), To: documentInfo(r.To), Matches: []ClauseMatch{},
		Counts: ComparisonCounts{
			Unchanged: r.Counts[compare.Unchanged], Changed: r.Counts[compare.Changed],
			Renumbered: r.Counts[compare.Renumbered], Moved: r.Counts[compare.Moved],
			Inserted: r.Counts[compare.Inserted], Deleted: r.Counts[compare.Deleted],
			Split: r.Counts[compare.Split], Merged: r.Counts[compare.Merged],
		},
	}
	for _, m := range r.Matches {
		if onlyChanges && m.Same() {
			continue
		}
		out.Matches = append(out.Matches, ClauseMatch{
			Kind: string(m.Kind), Note: m.Note(lang), Renumbered: m.Renumbered, Moved: m.Moved, CitesOnly: m.CitesOnly,
			From: sidesOf(m.From, public), To: sidesOf(m.To, public),
		})
	}
	return out
}

func sidesOf(sides []compare.Side, public func(*corpus.Clause) *Clause) []ClauseSide {
	out := []ClauseSide{}
	for _, s := range sides {
		side := ClauseSide{Clause: public(s.Clause), Parts: []ChangedPart{}}
		for _, p := range s.Parts {
			side.Parts = append(side.Parts, ChangedPart{s.Clause.Document.Text(p.Span), p.Changed})
		}
		out = append(out, side)
	}
	return out
}

// Versions are the versions of a document that are loaded, itself among them,
// newest first; none where it is the only one.
func (s *Service) Versions(id string) ([]DocumentInfo, error) {
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	d, err := st.document(id)
	if err != nil {
		return nil, err
	}
	return st.infos(st.ix.Versions(d)), nil
}

// Versioned are the documents of which several versions are loaded: of each text
// its versions, newest first.
func (s *Service) Versioned() ([][]DocumentInfo, error) {
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	out := [][]DocumentInfo{}
	for _, versions := range st.ix.Versioned() {
		out = append(out, st.infos(versions))
	}
	return out, nil
}

func (st *state) infos(docs []*corpus.Document) []DocumentInfo {
	out := make([]DocumentInfo, 0, len(docs))
	for _, d := range docs {
		out = append(out, st.info(d))
	}
	return out
}
