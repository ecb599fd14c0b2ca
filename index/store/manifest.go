package store

import (
	"encoding/json"
	"errors"
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
	Number    string   `json:"number,omitempty"`    // 文号
	Issuer    string   `json:"issuer,omitempty"`    // 发文机关
	Signed    string   `json:"signed,omitempty"`    // 成文日期, ISO
	Effective string   `json:"effective,omitempty"` // 施行日期, ISO
	Secrecy   string   `json:"secrecy,omitempty"`   // 密级
	Kind      string   `json:"kind,omitempty"`      // 种类
	Status    string   `json:"status,omitempty"`    // 效力
	Names     []string `json:"names,omitempty"`     // short names
}

// factsOf gives the facts of a document, nil where there are none.
func factsOf(d *corpus.Document) *Facts {
	f := d.Facts
	if f == (corpus.Facts{}) && len(d.Names) == 0 {
		return nil
	}
	return &Facts{strings.Clone(f.Number), strings.Clone(f.Issuer), f.Signed, f.Effective, strings.Clone(f.Secrecy), f.Kind, f.Status, d.Names}
}

// manifest says what a generation is.
type manifest struct {
	Format     int                 `json:"format"`
	Generation int                 `json:"generation"`
	Written    time.Time           `json:"written"`
	Documents  []Entry             `json:"documents"`
	Files      map[string]disk.Sum `json:"files"` // by their names in the generation
}

func (m *manifest) entry(id string) *Entry {
	if i := slices.IndexFunc(m.Documents, func(e Entry) bool { return e.ID == id }); i >= 0 {
		return &m.Documents[i]
	}
	return nil
}

// pointer is what CURRENT holds.
type pointer struct {
	generation int
	crc        uint32
}

func (p pointer) String() string { return fmt.Sprintf("%s %08x\n", number(p.generation), p.crc) }

// errPointer says that CURRENT is not there or not readable as one.
var errPointer = errors.New("CURRENT names no generation")

func (l layout) pointer() (pointer, error) {
	b, err := os.ReadFile(l.current())
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return pointer{}, l.fail(NotReadable, err)
	}
	gen, crc, ok := strings.Cut(strings.TrimSpace(string(b)), " ")
	n, err1 := strconv.Atoi(gen)
	c, err2 := strconv.ParseUint(crc, 16, 32)
	if !ok || err1 != nil || err2 != nil || n < 1 {
		return pointer{}, errPointer
	}
	return pointer{n, uint32(c)}, nil
}

// readManifest reads the manifest that CURRENT vouches for, or its copy.
func (l layout) readManifest(p pointer) (*manifest, error) {
	var first error
	for _, path := range []string{l.generation(p.generation).manifest(), l.copyOf(p.generation)} {
		b, err := os.ReadFile(path)
		if err == nil && disk.CRC(b) != p.crc {
			err = fmt.Errorf("%s is not what was written", filepath.Base(path))
		}
		if err == nil {
			m := new(manifest)
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

// findManifest looks for the newest manifest of which both copies are whole,
// for a directory whose CURRENT is lost.
func (l layout) findManifest() (*manifest, pointer, error) {
	copies, _ := filepath.Glob(l.path("originals", "*.json"))
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
		m := new(manifest)
		if json.Unmarshal(b, m) == nil && m.Generation == n {
			return m, pointer{n, disk.CRC(b)}, nil
		}
	}
	return nil, pointer{}, errPointer
}

// Current is the number of the current generation.
func Current(dir string) (int, error) {
	p, err := layout(dir).pointer()
	return p.generation, err
}

// List gives the documents of a directory, in the order of their import.
func List(dir string) ([]Entry, error) {
	l := layout(dir)
	for tries := 0; ; tries++ {
		if _, err := l.format(); err != nil {
			return nil, err
		}
		p, err := l.pointer()
		if err != nil {
			return nil, l.empty(err)
		}
		m, err := l.readManifest(p)
		if err == nil {
			return m.Documents, nil
		}
		// It may have been replaced between the two lines.
		if now, perr := l.pointer(); perr != nil || now == p || tries == 10 {
			return nil, l.fail(Damaged, err)
		}
	}
}

// empty turns a missing pointer into Missing where nothing was ever committed.
func (l layout) empty(err error) error {
	if !errors.Is(err, errPointer) {
		return err
	}
	if _, _, lost := l.findManifest(); lost != nil {
		return l.fail(Missing, nil)
	}
	return l.fail(Damaged, err)
}
