package api

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tiaowen/api/study"
	"tiaowen/api/study/quiz"
	"tiaowen/api/study/quiz/wording"
	"tiaowen/api/study/selection"
	"tiaowen/corpus"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/term"
	"tiaowen/index"
	"tiaowen/index/facet"
)

// StudyParams chooses clauses and asks for questions about them. What Clauses,
// Sections, Query and Term choose is put together; Norm keeps those that have
// such a norm. With none of these, all of the document is chosen.
type StudyParams struct {
	Document string   `json:"document"` // id, or the title of a code whose books are documents of their own (民法典); the scope of all below
	Clauses  []string `json:"clauses"`  // "20", "18-21", "18～21", "cyzd/20", "第二十条至第二十三条"; several in one, parted by commas
	Sections []string `json:"sections"` // number, label or title, "cyzd/6"
	Query    string   `json:"query"`    // the clauses that a search finds, the best 20
	Norm     string   `json:"norm"`     // forbid, require, permit, encourage; "" takes all
	Term     string   `json:"term"`     // the clauses that use it: 四个意识

	Kinds   []string `json:"kinds"`   // of quiz.Kinds; none takes all
	Count   int      `json:"count"`   // most questions, 1 to study.MaxQuestions; 0 means DefaultCount
	Plan    string   `json:"plan"`    // a paper by plan, in place of kinds and count: 单选20×2 多选10×3
	Seed    uint64   `json:"seed"`    // picks and orders
	Copies  int      `json:"copies"`  // how many papers the format "papers" has, 2 to MaxCopies; 0 means 2
	Only    []string `json:"only"`    // ids of questions: the kit has these alone
	Without []string `json:"without"` // ids of questions that it does not have

	Bank     *study.Edits    `json:"-"` // a bank that was read back
	Previous *study.Previous `json:"-"` // the kit that was handed out before
	Changed  time.Time       `json:"-"` // when the texts were taken in
	Reading  bool            `json:"-"` // only to be read: no questions are made
}

// DefaultCount is how many questions a kit has when it is not told.
const DefaultCount = 100

// MaxCopies is how many papers one ZIP holds.
const MaxCopies = 200

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
	o, err := p.options()
	if err != nil {
		return nil, err
	}
	o.Words, o.URL, o.Cite = wording.Worth(st.ix), ClauseURL, st.cite
	if n := s.taken.Load(); o.Changed.IsZero() && n > 0 {
		o.Changed = time.Unix(n, 0)
	}
	kit, err := study.Make(ctx, clauses, *o)
	if err != nil {
		return nil, studyError(err)
	}
	return kit, nil
}

// options are what p asks for besides clauses. The error is a *ParamError.
func (p *StudyParams) options() (*study.Options, error) {
	o := &study.Options{Reading: p.Reading, Seed: p.Seed, Count: p.Count, Copies: p.Copies, Previous: p.Previous, Changed: p.Changed}
	if o.Count == 0 {
		o.Count = DefaultCount
	}
	if o.Count < 0 || o.Count > study.MaxQuestions {
		return nil, &ParamError{"count", fmt.Sprintf("%d is not a number from 1 to %d", o.Count, study.MaxQuestions), []string{"count=100"}}
	}
	var err error
	if o.Kinds, err = p.kinds(); err != nil {
		return nil, err
	}
	if p.Plan != "" {
		if o.Plan, err = selection.ParsePlan(p.Plan); err != nil {
			return nil, &ParamError{"plan", err.Error(), []string{"plan=单选20×2 多选10×3 判断20×1 简答1×10"}}
		}
	}
	if p.Copies < 0 || p.Copies > MaxCopies {
		return nil, &ParamError{"copies", fmt.Sprintf("%d is not a number from 2 to %d", p.Copies, MaxCopies), []string{"copies=30"}}
	}
	edits := study.Edits{}
	if p.Bank != nil {
		edits = *p.Bank
	}
	edits.Only, edits.Without = p.Only, append(slices.Clip(edits.Without), p.Without...)
	o.Edits = &edits
	return o, nil
}

// kinds are the kinds of questions that p names.
func (p *StudyParams) kinds() ([]quiz.Kind, error) {
	var out []quiz.Kind
	for _, k := range p.Kinds {
		if !slices.Contains(quiz.Kinds, quiz.Kind(k)) {
			return nil, &ParamError{"kinds", fmt.Sprintf("%q is not a kind of question", k), []string{kindNames()}}
		}
		out = append(out, quiz.Kind(k))
	}
	return out, nil
}

// studyError says which parameter is the cause of an error of a kit.
func studyError(err error) error {
	var many *study.TooManyError
	var short *selection.ShortError
	var missing *study.MissingError
	switch {
	case errors.As(err, &short):
		return &ParamError{"plan", err.Error(), []string{"choose more clauses", "want fewer questions of this kind"}}
	case errors.As(err, &missing):
		return &ParamError{"only", err.Error(), []string{"leave it out"}}
	case errors.Is(err, study.ErrNothing):
		return &ParamError{"clauses", err.Error(), []string{"clauses=cyzd/18-21", "sections=cyzd/6", "q=党员档案"}}
	case errors.As(err, &many):
		return &ParamError{"clauses", err.Error(), []string{"clauses=cyzd/18-21", "sections=cyzd/6"}}
	}
	return err
}

// choose finds the clauses that p names, in the order of the texts.
func (st *state) choose(ctx context.Context, p StudyParams) ([]*corpus.Clause, error) {
	within, code, docs, err := st.chooseFrom(p.Document)
	if err != nil {
		return nil, err
	}
	chosen := make(map[*corpus.Clause]bool)
	if err := st.chooseNamed(chosen, within, code, p); err != nil {
		return nil, err
	}
	if p.Query != "" {
		if err := st.chooseHits(ctx, chosen, within, p.Query); err != nil {
			return nil, err
		}
	}
	if p.Term != "" {
		if err := chooseTerm(chosen, docs, p.Term); err != nil {
			return nil, err
		}
	}
	if _, ok := norm.ParseKind(p.Norm); p.Norm != "" && !ok {
		return nil, &ParamError{"norm", fmt.Sprintf("%q is not one of forbid, require, permit, encourage", p.Norm), []string{"leave it out to take all clauses"}}
	}
	all := p.none() && (within != nil || code != nil || p.Norm != "")
	out := withNorm(docs, p.Norm, func(c *corpus.Clause) bool { return all || chosen[c] })
	if len(out) == 0 && !p.none() {
		return nil, &NotFoundError{"no clause is chosen by this", []string{"leave a condition out"}}
	}
	return out, nil
}

// none reports whether nothing but the document and the norm chooses clauses.
func (p *StudyParams) none() bool {
	return p.Query == "" && p.Term == "" && len(p.Sections) == 0 && len(p.Clauses) == 0
}

// chooseNamed chooses the clauses and sections that p names by number or title.
func (st *state) chooseNamed(chosen map[*corpus.Clause]bool, within *corpus.Document, code []*corpus.Document, p StudyParams) error {
	for _, words := range p.Clauses {
		for _, word := range strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune(",，、;； \u3000\n\t", r) }) {
			if err := inAny(within, code, func(d *corpus.Document) error { return st.chooseClauses(chosen, d, word) }); err != nil {
				return err
			}
		}
	}
	for _, word := range p.Sections {
		if err := inAny(within, code, func(d *corpus.Document) error { return st.chooseSection(chosen, d, word) }); err != nil {
			return err
		}
	}
	return nil
}

// chooseFrom finds where clauses are looked for: docs are the documents; within is the only
// one, nil where there are several; code are the books of a code that is named as a whole.
func (st *state) chooseFrom(name string) (within *corpus.Document, code, docs []*corpus.Document, err error) {
	docs = st.ix.Documents()
	if name == "" {
		if len(docs) == 1 {
			within = docs[0]
		}
		return within, nil, docs, nil
	}
	d, err := st.document(name)
	if err == nil {
		return d, nil, []*corpus.Document{d}, nil
	}
	if code = codeNamed(docs, name); code != nil {
		return nil, code, code, nil
	}
	return nil, nil, nil, err
}

// chooseTerm chooses the clauses that use a term.
func chooseTerm(chosen map[*corpus.Clause]bool, docs []*corpus.Document, name string) error {
	found := false
	for _, d := range docs {
		for _, t := range term.Of(d) {
			if t.Name != name {
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
		return &NotFoundError{fmt.Sprintf("no clause uses the term %q", name), []string{"the page of a document lists its terms"}}
	}
	return nil
}

// withNorm gives the clauses that are chosen, in the order of the texts; with a kind of norm
// those alone that have such a norm.
func withNorm(docs []*corpus.Document, name string, chosen func(*corpus.Clause) bool) []*corpus.Clause {
	kind, _ := norm.ParseKind(name)
	out := []*corpus.Clause{}
	for _, d := range docs {
		for _, c := range d.Clauses {
			if chosen(c) && (name == "" || slices.ContainsFunc(norm.Of(c), func(n norm.Norm) bool { return n.Kind == kind })) {
				out = append(out, c)
			}
		}
	}
	return out
}

// codeNamed gives the documents that are the books of a code, in its order:
// 中华人民共和国民法典 总则 and the others for 民法典. Nil when no title begins so.
func codeNamed(docs []*corpus.Document, name string) []*corpus.Document {
	var out []*corpus.Document
	for _, d := range docs {
		code, _, ok := strings.Cut(d.Title, " ")
		if ok && (code == name || strings.TrimPrefix(code, "中华人民共和国") == name) {
			out = append(out, d)
		}
	}
	number := func(d *corpus.Document) int {
		for _, c := range d.Clauses {
			if c.Kind == corpus.Article {
				return c.Number
			}
		}
		return 0
	}
	slices.SortStableFunc(out, func(a, b *corpus.Document) int { return cmp.Compare(number(a), number(b)) })
	return out
}

// inAny looks in one document, or in each book of a code until one has it.
func inAny(within *corpus.Document, code []*corpus.Document, look func(*corpus.Document) error) error {
	if len(code) == 0 {
		return look(within)
	}
	var err error
	for _, d := range code {
		if err = look(d); err == nil {
			return nil
		}
	}
	return err
}

// kindNames are the kinds of questions, for an error.
func kindNames() string {
	names := make([]string, len(quiz.Kinds))
	for i, k := range quiz.Kinds {
		names[i] = string(k)
	}
	return strings.Join(names, ", ")
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
		return nil, "", &ParamError{param, fmt.Sprintf("%q may occur in several documents", word), []string{param + "=cyzd/" + word, "document=cyzd"}}
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
	if found := st.clausesNamed(d, key); len(found) > 0 {
		for _, c := range found {
			chosen[c] = true
		}
		return nil
	}
	return &NotFoundError{fmt.Sprintf("%s has %d clauses; there is no clause %s", d.Title, d.Report.Articles, key), []string{"GET /api/v1/documents/" + d.ID + " lists its clauses"}}
}

// clausesNamed are the clauses that a key, a range of numbers or a number names.
func (st *state) clausesNamed(d *corpus.Document, key string) (out []*corpus.Clause) {
	if c := d.Clause(key); c != nil {
		return []*corpus.Clause{c}
	}
	m := clauseRange.FindStringSubmatch(key)
	if m == nil {
		if c := st.named(d, key); c != nil {
			out = append(out, c)
		}
		return out
	}
	from, to := st.numberIn(d, m[1]), st.numberIn(d, m[2])
	for _, c := range d.Clauses {
		if c.Kind == corpus.Article && from > 0 && c.Number >= from && c.Number <= to {
			out = append(out, c)
		}
	}
	return out
}

// clauseRange is a range of clauses as people write it: 18-21, 18—21, 18~21,
// 第18条至第21条.
var clauseRange = regexp.MustCompile(`^(.+?)\s*(?:-+|—+|–|－|~|～|至|到)\s*(.+)$`)

// numberIn reads the number of a clause: 18, 18条, 第十八条; 0 when it is none.
func (st *state) numberIn(d *corpus.Document, word string) int {
	if n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(word, "第"), "条")); err == nil {
		return n
	}
	if !strings.HasSuffix(word, "条") {
		word += "条"
	}
	if !strings.HasPrefix(word, "第") {
		word = "第" + word
	}
	if c := st.named(d, word); c != nil {
		return c.Number
	}
	return 0
}

// chooseSection takes all clauses of a section, those in its sections too.
func (st *state) chooseSection(chosen map[*corpus.Clause]bool, within *corpus.Document, word string) error {
	d, name, err := st.scope("sections", within, word)
	if err != nil {
		return err
	}
	named := facet.SectionNamed(name)
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
