// Package manifest says what a generation of a data directory holds: its documents, each with the
// file it was read from and what it says of itself, and the sums of its files.
//
// A manifest is JSON. There are two copies of each, and whoever reads one knows its sum, so that
// a damaged copy is seen and the other one is taken.
package manifest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"tiaowen/corpus"
	"tiaowen/index/store/disk"
	"tiaowen/index/store/record"
	"tiaowen/index/store/sameness"
)

// Entry is a document of a directory.
type Entry struct {
	ID       string    `json:"id"`
	Title    string    `json:"title"`
	Date     string    `json:"date"`     // ISO, "" when the text gives none
	Articles int       `json:"articles"` // numbered clauses
	Clauses  int       `json:"clauses"`  // those and the passages around them
	Gaps     int       `json:"gaps"`     // in the numbering
	Damage   int       `json:"damage"`   // suspected slips
	Name     string    `json:"name"`     // of the file, without its folder
	From     string    `json:"from"`     // where it was read, an absolute path
	Size     int64     `json:"size"`     // of the file, in bytes
	Added    time.Time `json:"added"`

	Part  int           `json:"part,omitempty"`  // which document of its file, from 0
	Parts int           `json:"parts,omitempty"` // how many documents its file holds
	Host  string        `json:"host,omitempty"`  // title of what it was attached to in its file
	Cover string        `json:"cover,omitempty"` // title of the notice that it came under
	Facts *Facts        `json:"facts,omitempty"` // what it says of itself
	Given *corpus.Given `json:"given,omitempty"` // what a list of documents says of it

	SHA256 string `json:"sha256"` // of the file
	Ext    string `json:"ext"`    // of the original kept, with its dot
	Words  string `json:"words"`  // hash of title, date and clauses, blanks and signs left out

	record.Place // in documents.bin
}

// Facts are what an official document says of itself; what it does not say is left out.
type Facts struct {
	corpus.Facts
	Names []string `json:"names,omitempty"` // short names
}

// FactsOf gives the facts of a document, nil where there are none.
func FactsOf(d *corpus.Document) *Facts {
	f := d.Facts
	if f == (corpus.Facts{}) && len(d.Names) == 0 {
		return nil
	}
	f.Number, f.Issuer, f.Secrecy = strings.Clone(f.Number), strings.Clone(f.Issuer), strings.Clone(f.Secrecy) // they are cut from the whole text
	return &Facts{f, d.Names}
}

// Manifest says what a generation is.
type Manifest struct {
	Format     int                 `json:"format"`
	Generation int                 `json:"generation"`
	Written    time.Time           `json:"written"`
	Documents  []Entry             `json:"documents"`
	Files      map[string]disk.Sum `json:"files"` // by their names in the generation
}

// Entry gives the document with an id; nil if there is none.
func (m *Manifest) Entry(id string) *Entry {
	if i := slices.IndexFunc(m.Documents, func(e Entry) bool { return e.ID == id }); i >= 0 {
		return &m.Documents[i]
	}
	return nil
}

// Describe fills in what the parser found. It copies what may be a part of the text, since the
// entry lives longer than the text does.
func (e *Entry) Describe(d *corpus.Document) {
	e.Title, e.Date = strings.Clone(d.Title), d.Date
	e.Articles, e.Clauses = d.Report.Articles, len(d.Clauses)
	e.Gaps, e.Damage = len(d.Report.Gaps), len(d.Report.Damage)
	e.Words = sameness.Words(d)
	e.Host, e.Cover, e.Facts = strings.Clone(d.Host), strings.Clone(d.Cover), FactsOf(d)
}

// Read reads the first of some copies whose CRC-32C is crc. Its error says what is wrong with the
// first copy.
func Read(crc uint32, copies ...string) (*Manifest, error) {
	var first error
	for _, path := range copies {
		b, err := os.ReadFile(path)
		if err == nil && disk.CRC(b) != crc {
			err = fmt.Errorf("%s is not what was written", filepath.Base(path))
		}
		if err == nil {
			m := new(Manifest)
			if err = json.Unmarshal(b, m); err == nil {
				return m, nil
			}
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

// Newest gives the manifest of the newest generation among the copies of a folder, with its CRC-32C.
// A copy is named after its generation, as 000012.json is. It is nil if no copy can be read.
func Newest(folder string) (m *Manifest, crc uint32) {
	copies, _ := filepath.Glob(filepath.Join(folder, "*.json"))
	slices.Sort(copies)
	slices.Reverse(copies)
	for _, path := range copies {
		n, err := strconv.Atoi(strings.TrimSuffix(filepath.Base(path), ".json"))
		if err != nil {
			continue
		}
		b, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		m := new(Manifest)
		if json.Unmarshal(b, m) == nil && m.Generation == n {
			return m, disk.CRC(b)
		}
	}
	return nil, 0
}
