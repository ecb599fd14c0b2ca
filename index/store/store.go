// Package store keeps documents in a directory: the files as they were given,
// what was made of them, and an index. Whatever happens to the process that
// writes, the directory holds the documents from before or from after.
//
// A [Writer] imports and removes; there is one at a time. Any number of readers
// [Open] what is current, and [Watch] what becomes it; they take no lock.
//
//	FORMAT                   "tiaowen data 1": what this program writes; see Format
//	CURRENT                  "000012 1a2b3c4d": the current generation and the CRC-32C of its manifest
//	lock                     held by the writer; says who that is
//	originals/<sha256>.<ext> the files as given
//	originals/000012.json    a second copy of the manifest
//	generations/000012/
//	    manifest.json        the documents, and size and CRC-32C of every file below
//	    documents.bin        the documents as package corpus encodes them, one after the other
//	    index/               what package index wrote
//	vectors/                 the clauses' vectors; package vectors writes it
//	admin/                   what administrators keep, in no backup; package api/admin writes it
//
// A generation never changes once CURRENT names it. The next one shares unchanged
// files with it by hard links. A change takes effect at one moment, when CURRENT is
// replaced. The next writer removes files that the current manifest does not name.
//
// Originals and manifest are the truth. The program makes everything else from them
// again when it is damaged, or when another version of the program wrote it.
//
// Package source finds the files, package sameness tells which of them hold the same document,
// package manifest says what a generation holds, package record writes documents.bin, package
// archive the tar of a backup, package disk files that are whole after a crash, and package
// vectors keeps the vectors beside the generations.
package store

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"tiaowen/index"
	"tiaowen/index/store/disk"
)

// Format is the version of the directory and of all that is derived from the
// originals: it grows by one when the parser, the codec of documents, the
// dictionary or the fields of the index change what they make of a text.
const Format = 3

const formatWords = "tiaowen data "

// Options of a directory. The zero value is the default.
type Options struct {
	// Index is how the index is opened.
	Index index.Options
	// Log is told about damage and repairs. nil means slog.Default().
	Log *slog.Logger
}

func (o Options) log() *slog.Logger {
	if o.Log == nil {
		return slog.Default()
	}
	return o.Log
}

// layout names the places in a data directory.
type layout string

func (l layout) path(parts ...string) string {
	return filepath.Join(append([]string{string(l)}, parts...)...)
}

func (l layout) original(e *Entry) string     { return l.path("originals", e.SHA256+e.Ext) }
func (l layout) copyOf(n int) string          { return l.path("originals", number(n)+".json") }
func (l layout) generation(n int) layout      { return layout(l.path("generations", number(n))) }
func (l layout) current() string              { return l.path("CURRENT") }
func (l layout) manifest() string             { return l.path("manifest.json") }
func (l layout) documents() string            { return l.path("documents.bin") }
func (l layout) index() string                { return l.path("index") }
func number(n int) string                     { return fmt.Sprintf("%06d", n) }
func (l layout) fail(r Reason, e error) error { return &Error{Dir: string(l), Reason: r, Err: e} }

// format reads the version of a directory; 0 when it has none.
func (l layout) format() (int, error) {
	b, err := os.ReadFile(l.path("FORMAT"))
	if info, none := os.Stat(string(l)); err != nil && none == nil && !info.IsDir() {
		return 0, l.fail(IsFile, nil)
	}
	if errors.Is(err, os.ErrNotExist) {
		return 0, l.isEmpty()
	}
	if err != nil {
		return 0, l.fail(NotReadable, err)
	}
	word, ok := strings.CutPrefix(strings.TrimSpace(string(b)), formatWords)
	n, err := strconv.Atoi(word)
	if !ok || err != nil || n < 0 {
		return 0, l.fail(NotData, nil)
	}
	if n > Format {
		return n, &Error{Dir: string(l), Reason: Newer, Detail: fmt.Sprintf("%d > %d", n, Format)}
	}
	return n, nil
}

// isEmpty says Missing for a directory in which nothing was ever imported, and
// NotData for one that holds files that are not ours.
func (l layout) isEmpty() error {
	list, err := os.ReadDir(string(l))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return l.fail(NotReadable, err)
	}
	for _, f := range list {
		switch name := f.Name(); name {
		case "lock", "originals", "generations", "vectors", "admin", "lost+found":
		default:
			if !strings.HasPrefix(name, disk.Temporary) {
				return &Error{Dir: string(l), Reason: NotData, Detail: name}
			}
		}
	}
	return l.fail(Missing, nil)
}
