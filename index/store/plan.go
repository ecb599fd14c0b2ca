package store

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"

	"tiaowen/corpus"
	"tiaowen/index/store/record"
	"tiaowen/index/store/sameness"
	"tiaowen/index/store/source"
)

// plan knows which document of a directory a file belongs to.
type plan struct {
	w       *Writer
	entries map[string]*Entry   // by id
	words   map[string]string   // fingerprint → id
	paths   map[string]string   // pathKey → id
	titles  map[string][]string // title and date → ids
	claimed map[string]bool     // ids that a file of this import has been found to be
	opened  map[string]bool     // the paths of this import
	replace string              // id of the document whose place the first one takes; "" where none was named
}

func newPlan(w *Writer, found []source.File) *plan {
	p := &plan{
		w: w, entries: make(map[string]*Entry), words: make(map[string]string), paths: make(map[string]string),
		titles: make(map[string][]string), claimed: make(map[string]bool), opened: make(map[string]bool),
	}
	for _, e := range w.now.Documents {
		p.note(e)
	}
	for _, f := range found {
		p.opened[f.Abs] = true
	}
	return p
}

// set notes a document of this import.
func (p *plan) set(e Entry) {
	if old := p.entries[e.ID]; old != nil {
		delete(p.words, old.Words)
		delete(p.paths, pathKey(old))
		key := titleKey(old)
		p.titles[key] = slices.DeleteFunc(p.titles[key], func(id string) bool { return id == e.ID })
	}
	p.note(e)
	p.claimed[e.ID] = true
}

func (p *plan) note(e Entry) {
	p.entries[e.ID] = &e
	p.words[e.Words] = e.ID
	p.paths[pathKey(&e)] = e.ID
	p.titles[titleKey(&e)] = append(p.titles[titleKey(&e)], e.ID)
}

// claim says that a file is the document; false when another file was before.
func (p *plan) claim(id string) bool {
	was := p.claimed[id]
	p.claimed[id] = true
	return !was
}

// pathKey is where a document was read: its file, and which of its documents.
func pathKey(e *Entry) string { return e.From + "\x00" + strconv.Itoa(e.Part) }

// files gives the documents by the files they were made of, where all of a file are there.
func (p *plan) files() map[string][]*Entry {
	known := make(map[string][]*Entry, len(p.entries))
	for _, e := range p.entries {
		key := fileKey(e.SHA256, e.Name, e.Given)
		known[key] = append(known[key], e)
	}
	for key, of := range known {
		slices.SortFunc(of, func(a, b *Entry) int { return a.Part - b.Part })
		if len(of) != max(of[0].Parts, 1) {
			delete(known, key)
		}
	}
	return known
}

// fileKey is the same for files that make the same documents: the name counts,
// for a title or a date may come from it, and what a list of documents says.
func fileKey(sha256, name string, given *corpus.Given) string {
	key := sha256 + "/" + name
	if !given.Empty() {
		said, _ := json.Marshal(given) // Unreachable: strings alone make no error
		key += "/" + string(said)
	}
	return key
}

// stale are the documents that a file held when it was imported before, and holds no more.
func (p *plan) stale(from string, parts int) (ids []string) {
	for {
		id, ok := p.paths[pathKey(&Entry{From: from, Part: parts})]
		if !ok {
			return ids
		}
		if !p.claimed[id] {
			ids = append(ids, id)
		}
		parts++
	}
}

// match finds the document that a file is a form of, and says what that means.
// e has no id yet.
func (p *plan) match(e *Entry, d *corpus.Document) (Status, *Entry) {
	if id, ok := p.words[e.Words]; ok {
		return p.sameWords(p.entries[id], e), p.entries[id]
	}
	if old := p.entries[p.replace]; old != nil && p.claim(old.ID) {
		return Replaced, old
	}
	if old := p.samePlace(e); old != nil {
		return Replaced, old
	}
	for _, id := range p.titles[titleKey(e)] {
		old := p.entries[id]
		if !p.claimed[id] && !p.opened[old.From] && p.similar(old, d) {
			return Replaced, old
		}
	}
	return Added, nil
}

// sameWords says what a file is that has the words of a document.
func (p *plan) sameWords(old, e *Entry) Status {
	switch {
	case !p.claim(old.ID), old.From != e.From && old.Name != e.Name:
		return Duplicate
	case old.SHA256 == e.SHA256 && old.Parts == e.Parts && reflect.DeepEqual(old.Given, e.Given):
		return Unchanged
	}
	return Replaced // other bytes for the same words
}

// samePlace is the document that was read from the same place before; nil for none, and for one with the
// same title and another date, which is another version.
func (p *plan) samePlace(e *Entry) *Entry {
	id, ok := p.paths[pathKey(e)]
	if !ok || p.claimed[id] {
		return nil
	}
	old := p.entries[id]
	if sameness.Letters(old.Title) == sameness.Letters(e.Title) && old.Date != e.Date {
		return nil
	}
	return old
}

// similar reports whether a document is another version of the old one, by their clauses.
func (p *plan) similar(old *Entry, d *corpus.Document) bool {
	docs, err := record.Open(p.w.generation(p.w.now.Generation).documents())
	if err != nil {
		return false
	}
	defer docs.Close()
	now := p.w.now.Entry(old.ID)
	if now == nil {
		return false
	}
	was, err := docs.Read(now.ID, now.Place)
	if err != nil {
		return false
	}
	return sameness.Overlap(was, d)
}

// newID is the id for a document that is not there yet: base, or base with the
// first free number from 2 on.
func (p *plan) newID(base string) string {
	id := base
	for n := 2; p.entries[id] != nil; n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	return id
}

func titleKey(e *Entry) string { return sameness.Title(e.Title, e.Date) }
