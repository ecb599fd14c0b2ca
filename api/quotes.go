package api

import (
	"context"
	"fmt"
	"unicode/utf8"

	"tiaowen/api/quote"
	"tiaowen/corpus"
)

// MaxQuoted is the longest text whose quotations are checked at once, in code points.
const MaxQuoted = 2_000_000

// QuoteReport is a text with a verdict on each of its quotations and citations.
type QuoteReport struct {
	Text     string         `json:"text"`   // that Start and End count in
	Counts   map[string]int `json:"counts"` // verdict → findings; every verdict is there
	Findings []QuoteFinding `json:"findings"`
}

// QuoteFinding is a quotation, a run of a clause's words without marks, or a
// citation alone, with its verdict.
type QuoteFinding struct {
	Kind     string        `json:"kind"`    // quotation, run, citation
	Verdict  string        `json:"verdict"` // exact, altered, wrong_number, wrong_document, other_version, no_such_clause, not_found, cited
	Note     string        `json:"note"`    // the same in words
	Text     string        `json:"text"`
	Start    int           `json:"start"`
	End      int           `json:"end"`
	Citation *Passage      `json:"citation,omitempty"` // of the text: where it says that the words come from
	Cited    *ClauseRef    `json:"cited,omitempty"`    // the clause that the citation names
	Clause   *Clause       `json:"clause"`             // where the words stand, or nearly; null where they stand nowhere
	Found    *Passage      `json:"found,omitempty"`    // the words of Clause
	Said     []ChangedPart `json:"said,omitempty"`     // where words differ: as the text has them
	True     []ChangedPart `json:"true,omitempty"`     // … and as the clause has them

	Slip       bool `json:"slip,omitempty"`       // the loaded text has a slip in these words; the quotation has them right
	Elided     bool `json:"elided,omitempty"`     // parts are left out, and marked so
	Paragraph  bool `json:"paragraph,omitempty"`  // the clause is right and the paragraph (款) is not
	Superseded bool `json:"superseded,omitempty"` // the version that the text names has a newer one
}

// Wrong reports whether the writer should look at it again.
func (f QuoteFinding) Wrong() bool { return quote.Verdict(f.Verdict).Wrong() }

// Quotes checks the quotations and citations of a text. lang of the notes is zh,
// else English.
func (s *Service) Quotes(ctx context.Context, text, lang string) (*QuoteReport, error) {
	list, err := s.checkQuotes(ctx, text)
	if err != nil {
		return nil, err
	}
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	out := &QuoteReport{Text: text, Counts: make(map[string]int), Findings: []QuoteFinding{}}
	for _, v := range quote.Verdicts {
		out.Counts[string(v)] = 0
	}
	at := quote.CodePoints(text, list)
	for _, f := range list {
		out.Counts[string(f.Verdict)]++
		out.Findings = append(out.Findings, st.quoteFinding(f, text, at, lang))
	}
	return out, nil
}

// AnnotateDOCX gives a Word document back with a comment at each of its
// quotations and citations, and nothing else changed.
func (s *Service) AnnotateDOCX(ctx context.Context, src []byte, lang string) ([]byte, error) {
	return quote.Annotate(src, func(text string) (out []quote.Comment, err error) {
		list, err := s.checkQuotes(ctx, text)
		for _, f := range list {
			out = append(out, quote.Comment{Span: f.Span, Text: commentOn(f, lang)})
		}
		return out, err
	})
}

// commentOn is what a comment says about a finding: the verdict, and the true
// words where they differ.
func commentOn(f quote.Finding, lang string) string {
	out := f.Verdict.Word(lang) + "：" + f.Note(lang)
	if lang != "zh" {
		out = f.Verdict.Word(lang) + ": " + f.Note(lang)
	}
	if f.Said == nil {
		return out
	}
	words := ""
	for _, p := range f.True {
		words += p.Text
	}
	if lang == "zh" {
		return out + "原文：" + words
	}
	return out + " The clause says: " + words
}

func (s *Service) checkQuotes(ctx context.Context, text string) ([]quote.Finding, error) {
	switch {
	case !utf8.ValidString(text):
		return nil, &ParamError{"text", "the text is not valid UTF-8", []string{"send it in UTF-8, or as a file"}}
	case utf8.RuneCountInString(text) > MaxQuoted:
		return nil, &ParamError{"text", fmt.Sprintf("the text is longer than %d characters", MaxQuoted), []string{"check it in parts"}}
	}
	st, release, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	return st.quotes().Check(ctx, text)
}

// titled gives the documents of a title as it is cited, also by the short names
// that the index knows. A name within a longer title is none.
func (st *state) titled(title string) []*corpus.Document {
	if found := st.byTitle().Find(title); found != nil {
		return found
	}
	if utf8.RuneCountInString(title) > MaxQuery {
		return nil
	}
	q, err := st.ix.Parse(title)
	if err != nil || len(q.Laws) != 1 || q.Laws[0].Start > 0 || q.Laws[0].End < len(q.Folded) {
		return nil
	}
	return q.Laws[0].Documents
}

func (st *state) quoteFinding(f quote.Finding, text string, at map[int]int, lang string) QuoteFinding {
	out := QuoteFinding{
		Kind: string(f.Kind), Verdict: string(f.Verdict), Note: f.Note(lang),
		Text: text[f.Start:f.End], Start: at[f.Start], End: at[f.End],
		Slip: f.Slip, Elided: f.Elided, Paragraph: f.Paragraph, Superseded: f.Superseded,
		Said: changedParts(f.Said), True: changedParts(f.True),
	}
	if f.Source != nil {
		out.Citation = &Passage{Text: text[f.Source.Start:f.Source.End], Start: at[f.Source.Start], End: at[f.Source.End]}
	}
	if f.Cited != nil {
		ref := st.clauseRef(f.Cited)
		out.Cited = &ref
	}
	if f.Clause != nil {
		out.Clause = st.clauseOf(f.Clause)
		words := passageOf(f.Clause, f.Found)
		out.Found = &words
	}
	return out
}

func changedParts(list []quote.Part) (out []ChangedPart) {
	for _, p := range list {
		out = append(out, ChangedPart{p.Text, p.Changed})
	}
	return out
}
