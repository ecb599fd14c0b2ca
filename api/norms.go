package api

import (
	"fmt"
	"strings"
	"time"

	"tiaowen/api/duty"
	"tiaowen/api/reply"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
)

// maxActors is how many actors the facets of norms list.
const maxActors = 50

// NormParams asks for norms.
type NormParams struct {
	Document string // document id; "" takes all documents
	Title    string // part of the documents' titles; "" takes all
	Norm     string // forbid, require, permit, encourage; "" takes all
	Actor    string // part of the name of who is bound, in short or in full, or of another name of the vocabulary; "" takes all
	Time     string // deadline, frequency or date (a deadline with a day of the calendar); "" takes all
	Words    string // words that the norm holds, divided by blanks; "" takes all
	Versions bool   // of all documents, the older versions and what is repealed too
	Facets   bool   // count what further filters would leave
	Limit    int    // 0 means all
	Offset   int
}

// Norms lists norms in the order of the text. Those of all documents are read
// when they are first asked for, some 40 µs a clause; a list takes some ms then.
func (s *Service) Norms(p NormParams) (*NormList, error) {
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	r, selected, err := st.selectNorms(p)
	if err != nil {
		return nil, err
	}
	total := len(selected.Norms)
	list := &NormList{Total: total, Norms: []NormRow{}}
	from := min(max(p.Offset, 0), total)
	to := total
	if p.Limit > 0 {
		to = min(total, from+p.Limit)
	}
	list.Names = st.ix.Vocabulary().Same(p.Actor)
	rows := normRows{st: st, register: r}
	for _, i := range selected.Norms[from:to] {
		list.Norms = append(list.Norms, rows.row(i))
	}
	if p.Facets {
		list.Facets = st.normFacets(selected)
	}
	return list, nil
}

// Warm reads what the first request for norms would wait for.
func (s *Service) Warm() {
	if st, release, err := s.acquire(); err == nil {
		defer release()
		st.duties()
	}
}

// readDuties reads the register of documents. What the register before has of them is not read again.
func (s *Service) readDuties(docs []*corpus.Document) *duty.Register {
	r := duty.Read(docs, s.duties.Load())
	s.duties.Store(r)
	return r
}

// selectNorms picks the norms that p asks for.
func (st *state) selectNorms(p NormParams) (*duty.Register, *duty.Selection, error) {
	f, err := st.filter(p)
	if err != nil {
		return nil, nil, err
	}
	if p.Document != "" {
		d, err := st.document(p.Document)
		if err != nil {
			return nil, nil, err
		}
		if !p.Facets { // its own norms are enough
			r := duty.Read([]*corpus.Document{d}, nil)
			return r, r.Select(f), nil
		}
		f.In = func(x *corpus.Document) bool { return x == d }
	} else {
		f.In = func(d *corpus.Document) bool {
			return strings.Contains(d.Title, p.Title) && (p.Versions || st.ix.Current(d))
		}
	}
	r := st.duties()
	return r, r.Select(f), nil
}

// filter is what p asks for of norms, of whatever document.
func (st *state) filter(p NormParams) (f duty.Filter, err error) {
	kind, ok := norm.ParseKind(p.Norm)
	if p.Norm != "" && !ok {
		return f, &ParamError{"norm", fmt.Sprintf("%q is not one of forbid, require, permit, encourage", p.Norm), []string{"leave the parameter out to list all norms"}}
	}
	when, ok := duty.ParseTime(p.Time)
	if p.Time != "" && !ok {
		return f, &ParamError{"time", fmt.Sprintf("%q is not one of deadline, frequency, date", p.Time), []string{"leave the parameter out to list all norms"}}
	}
	f = duty.Filter{Kind: kind, Time: when, Words: p.Words}
	if p.Actor != "" {
		f.Actor = append([]string{p.Actor}, st.ix.Vocabulary().Same(p.Actor)...)
	}
	return f, nil
}

// normRows makes rows one after the other; a clause is made once for the norms in it.
type normRows struct {
	st       *state
	register *duty.Register
	last     duty.Reading
	clause   *corpus.Clause
	public   *Clause
}

func (n *normRows) row(i int) NormRow {
	c := n.register.Clause(i)
	if c != n.clause {
		n.clause, n.public = c, n.st.clauseOf(c)
	}
	row := reply.NormOf(c, n.public, n.register.Norm(i, &n.last))
	row.Full = n.register.Name(i).Full
	if day, ok := n.register.Day(i); ok {
		row.Due = dueOf(day)
	}
	return row
}

// dueOf gives the public form of a day.
func dueOf(d duty.Day) *Due {
	every := map[duty.Every]string{duty.Yearly: "year", duty.Quarterly: "quarter", duty.Monthly: "month"}[d.Every]
	return &Due{Every: every, Year: int(d.Year), Month: int(d.Month), Day: int(d.Day)}
}

func (st *state) normFacets(s *duty.Selection) *NormFacets {
	plain := func(counts []duty.Count) []NormCount {
		out := make([]NormCount, len(counts))
		for i, c := range counts {
			out[i] = NormCount{c.Value, c.Value, c.N}
		}
		return out
	}
	out := &NormFacets{Norms: plain(s.Kinds), Times: plain(s.Times), Actors: plain(s.Actors[:min(len(s.Actors), maxActors)]), Documents: []NormCount{}}
	for _, c := range s.Documents {
		d := st.ix.Document(c.Value)
		out.Documents = append(out.Documents, NormCount{c.Value, titleOf(st.ref(d)), c.N})
	}
	return out
}

// titleOf is a document's title with its version where several are loaded.
func titleOf(d DocumentRef) string {
	if d.Version == "" {
		return d.Title
	}
	return d.Title + "（" + d.Version + "）"
}

// Calendar is a year of duties.
type Calendar struct {
	Year  int
	Total int           // norms that the filters leave
	Days  []CalendarDay // in order; only those on which something is due
}

// CalendarDay is a day on which duties must be done at the latest.
type CalendarDay struct {
	Date  time.Time // midnight, UTC
	Norms []NormRow
}

// Calendar lays out what must be done by a day of a year. p.Limit and p.Offset
// mean nothing to it.
func (s *Service) Calendar(p NormParams, year int) (*Calendar, error) {
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	r, selected, err := st.selectNorms(p)
	if err != nil {
		return nil, err
	}
	out := &Calendar{Year: year, Total: len(selected.Norms)}
	rows := normRows{st: st, register: r}
	for _, e := range r.Year(selected.Norms, year) {
		if n := len(out.Days); n == 0 || !out.Days[n-1].Date.Equal(e.Date) {
			out.Days = append(out.Days, CalendarDay{Date: e.Date})
		}
		day := &out.Days[len(out.Days)-1]
		day.Norms = append(day.Norms, rows.row(e.Norm))
	}
	return out, nil
}
