package store

import (
	"strings"

	"tiaowen/corpus"
	"tiaowen/index/store/manifest"
	"tiaowen/index/store/source"
)

// Status is what became of a file.
type Status string

// The statuses of a file.
const (
	Added     Status = "added"     // a document that was not there
	Replaced  Status = "replaced"  // took the place of its older self, under the same id
	Unchanged Status = "unchanged" // is there already
	Duplicate Status = "duplicate" // its words are there already, from another file
	Skipped   Status = "skipped"   // in a folder, and no document
	Refused   Status = "refused"   // has gaps or doubts, and ImportOptions.Strict
	Removed   Status = "removed"   // its file was imported again, and holds it no more
	Failed    Status = "failed"    // cannot be read
)

// Report is what became of a file, or of one of the documents in it.
type Report struct {
	File   string `json:"file"` // as found
	Status Status `json:"status"`

	// Of the document; empty for a file without one.
	ID       string `json:"id,omitempty"`
	Title    string `json:"title,omitempty"`
	Date     string `json:"date,omitempty"`     // ISO
	Articles int    `json:"articles,omitempty"` // numbered clauses
	Clauses  int    `json:"clauses,omitempty"`  // those and the passages around them

	Gaps        []string `json:"gaps,omitempty"`         // in the numbering, a sentence each
	GapsChinese []string `json:"gaps_chinese,omitempty"` // the same in Chinese
	Damage      []Slip   `json:"damage,omitempty"`       // suspected slips of scanning or typing
	Left        []string `json:"left_out,omitempty"`     // what of the file is not in the document
	LeftChinese []string `json:"left_out_chinese,omitempty"`
	Doubts      []Doubt  `json:"doubts,omitempty"` // what may not be understood as it was meant

	Host  string `json:"host,omitempty"`  // title of what the document was attached to in its file
	Cover string `json:"cover,omitempty"` // title of the notice that it came under
	Facts *Facts `json:"facts,omitempty"` // what it says of itself

	// Why, and what to do; empty where nothing has to be said.
	Detail        string `json:"detail,omitempty"`
	DetailChinese string `json:"detail_chinese,omitempty"`
}

// Slip is suspected damage of a text.
type Slip struct {
	Clause string `json:"clause,omitempty"` // its key; "" outside of all
	Text   string `json:"text"`
	Likely string `json:"likely"` // what was probably meant; "" where characters are too many

	Reason        string `json:"reason"` // one sentence
	ReasonChinese string `json:"reason_chinese"`
}

// Doubt is something of a text that may not be understood as it was meant, or was left out of it.
type Doubt struct {
	Line    int    `json:"line,omitempty"` // of the text as read; 1 is the first, 0 where the whole text is meant
	Doubt   string `json:"doubt"`
	Chinese string `json:"chinese"`
}

// notRead is the report of a file that is not read.
func notRead(f *source.File) Report {
	r := Report{File: f.Path, Status: Skipped}
	if f.Why.Failed {
		r.Status = Failed
	}
	r.because(f.Why)
	return r
}

// because says why.
func (r *Report) because(why *source.Reason) {
	r.Detail, r.DetailChinese = why.Error(), why.Chinese()
}

// ReportOf is what an import would report of a document of a file.
func ReportOf(file string, d *corpus.Document) Report {
	r := Report{File: file}
	r.describe(d)
	return r
}

func (r *Report) describe(d *corpus.Document) {
	r.Title, r.Date = strings.Clone(d.Title), d.Date
	r.Articles, r.Clauses = d.Report.Articles, len(d.Clauses)
	r.Gaps, r.GapsChinese, r.Left = d.Report.Gaps, d.Report.GapsChinese, d.Report.Skipped
	r.LeftChinese = d.Report.SkippedChinese
	r.Host, r.Cover, r.Facts = strings.Clone(d.Host), strings.Clone(d.Cover), manifest.FactsOf(d)
	for _, one := range d.Report.Doubts {
		line := 0
		if one.Len() > 0 {
			line = 1 + strings.Count(d.Source[:one.Start], "\n")
		}
		r.Doubts = append(r.Doubts, Doubt{line, one.English, one.Chinese})
	}
	for _, repair := range d.Report.Damage {
		slip := Slip{Text: strings.Clone(d.Text(repair.Span)), Likely: repair.Likely, Reason: repair.Reason, ReasonChinese: repair.Chinese()}
		for _, c := range d.Clauses {
			if c.Body.Contains(repair.Span) {
				slip.Clause = strings.Clone(c.Key)
				break
			}
		}
		r.Damage = append(r.Damage, slip)
	}
}

func (r *Report) sameAs(e *Entry) {
	r.Detail, r.DetailChinese = "has the same words as "+e.From, "与 "+e.From+" 文字相同"
}
