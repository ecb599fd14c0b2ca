package api

import (
	"sync"

	"tiaowen/api/compare"
	"tiaowen/corpus"
	"tiaowen/corpus/status"
	"tiaowen/index"
)

// Standing says whether a document is in force, and what says so.
type Standing struct {
	Kind   string       `json:"kind"`             // not_yet, in_force, amended, repealed, unknown
	Date   string       `json:"date,omitempty"`   // ISO: from when on it is so
	Clause *ClauseRef   `json:"clause,omitempty"` // the clause that says so
	Next   *DocumentRef `json:"next,omitempty"`   // the newer version, or the text that took or may have taken its place
	Given  bool         `json:"given,omitempty"`  // a list of documents or the folder says so
	AsOf   string       `json:"as_of,omitempty"`  // ISO: of in_force, the date of the newest document; what came later is not known
}

// standing is what is known of a document beside its words.
type standing struct {
	version string // 2024年修正; "" where it is the only version
	status.Status
}

// standings are those of all documents.
func standings(ix *index.Index) func() map[*corpus.Document]standing {
	return sync.OnceValue(func() map[*corpus.Document]standing {
		out := make(map[*corpus.Document]standing)
		for _, d := range ix.Documents() {
			out[d] = standing{Status: ix.Status(d)}
		}
		for _, group := range ix.Versioned() {
			for i, label := range status.Labels(group) {
				s := out[group[i]]
				s.version = label
				out[group[i]] = s
			}
		}
		return out
	})
}

// ref names a document, its version where several are loaded, and whether it is
// in force where that is known.
func (st *state) ref(d *corpus.Document) DocumentRef {
	s := st.standings()[d]
	out := DocumentRef{ID: d.ID, Title: d.Title, Version: s.version}
	if s.Kind != status.Unknown && s.Kind != "" {
		is := s.Kind == status.InForce
		out.InForce = &is
	}
	return out
}

// clauseOf gives the public form of a clause: [ClauseOf] with the version.
func (st *state) clauseOf(c *corpus.Clause) *Clause {
	out := ClauseOf(c)
	out.Document = st.ref(c.Document)
	if out.Document.Version != "" {
		out.Cite = c.CiteVersion(out.Document.Version)
	}
	return out
}

// cite is how a clause is cited, with the version where several are loaded.
func (st *state) cite(c *corpus.Clause) string {
	return c.CiteVersion(st.standings()[c.Document].version)
}

// info is a row of the document list.
func (st *state) info(d *corpus.Document) DocumentInfo {
	out := documentInfo(d)
	ref := st.ref(d)
	out.Version, out.InForce = ref.Version, ref.InForce
	return out
}

// standing gives what is known of whether a document is in force.
func (st *state) standing(d *corpus.Document) Standing {
	s := st.standings()[d]
	out := Standing{Kind: string(s.Kind), Date: s.Date, Given: s.Given, AsOf: s.AsOf}
	if s.By != nil {
		ref := st.clauseRef(s.By)
		out.Clause = &ref
	}
	if s.Next != nil {
		ref := st.ref(s.Next)
		out.Next = &ref
	}
	return out
}

// clauseRef names a clause.
func (st *state) clauseRef(c *corpus.Clause) ClauseRef {
	return ClauseRef{ID: c.ID(), Document: st.ref(c.Document), Name: c.Name(), URL: ClauseURL(c)}
}

// ClausesOf gives the public forms of all clauses of a document, in order.
func (s *Service) ClausesOf(d *corpus.Document) ([]*Clause, error) {
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	out := make([]*Clause, len(d.Clauses))
	for i, c := range d.Clauses {
		out[i] = st.clauseOf(c)
	}
	return out, nil
}

// counterpart is the clause of a newer version that has the words of c; nil without.
func (st *state) counterpart(c *corpus.Clause, newer *corpus.Document) *corpus.Clause {
	known, ok := st.newer.Load(c.Document)
	if !ok {
		known, _ = st.newer.LoadOrStore(c.Document, compare.Counterparts(c.Document, newer))
	}
	return known.(map[*corpus.Clause]*corpus.Clause)[c]
}
