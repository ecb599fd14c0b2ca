// Package record keeps parsed documents in one file, one after the other, each in the
// binary form of package codec. A [Writer] writes the file, a [File] reads it. A [Place]
// says where a document stands in it and which bytes must be there, so that damage is
// seen when a document is read.
package record

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"tiaowen/corpus"
	"tiaowen/corpus/codec"
	"tiaowen/index/store/disk"
)

// maxSize is the largest record in bytes; only a damaged manifest names a larger one.
const maxSize = 1 << 31

// ErrDamaged says that the file does not hold what a [Place] says.
var ErrDamaged = errors.New("its record is damaged")

// Place is where a document stands in a file.
type Place struct {
	At     int64    `json:"at"`     // in bytes from the start of the file
	Record disk.Sum `json:"record"` // of the bytes there
}

// Writer writes a file of documents.
type Writer struct {
	file *os.File
	out  *bufio.Writer
	at   int64
}

// Create makes an empty file, or empties the one that is there.
func Create(path string) (*Writer, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return &Writer{file: f, out: bufio.NewWriterSize(f, 1<<20)}, nil
}

// Add writes a document in the form of package codec.
func (w *Writer) Add(doc []byte) (Place, error) {
	return w.AddKnown(doc, disk.Sum{Size: int64(len(doc)), CRC: disk.CRC(doc)})
}

// AddKnown is [Writer.Add] for a document whose sum is known.
func (w *Writer) AddKnown(doc []byte, sum disk.Sum) (Place, error) {
	p := Place{At: w.at, Record: sum}
	w.at += int64(len(doc))
	_, err := w.out.Write(doc)
	return p, err
}

// Flush hands everything that was added to the operating system.
func (w *Writer) Flush() error { return w.out.Flush() }

// Close closes the file without a [Writer.Flush].
func (w *Writer) Close() error { return w.file.Close() }

// File reads documents. It is safe for concurrent use.
type File struct{ file *os.File }

// Open opens a file that a [Writer] wrote.
func Open(path string) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &File{f}, nil
}

// Close closes the file.
func (f *File) Close() error { return f.file.Close() }

// Read gives the document at a place, with an id. Its strings stand in memory of its own,
// so that one document does not hold all others. The error is [ErrDamaged] when the
// bytes are not those that were written.
func (f *File) Read(id string, p Place) (*corpus.Document, error) {
	b, err := f.Bytes(p)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", id, err)
	}
	d, _, err := codec.Decode(string(b))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", id, err)
	}
	d.ID = id
	return d, nil
}

// Bytes gives a document as it was added. The error is [ErrDamaged] when the bytes are not
// those that were written.
func (f *File) Bytes(p Place) ([]byte, error) {
	if p.Record.Size < 0 || p.Record.Size > maxSize {
		return nil, ErrDamaged
	}
	b := make([]byte, p.Record.Size)
	_, err := f.file.ReadAt(b, p.At)
	if errors.Is(err, io.EOF) || err == nil && disk.CRC(b) != p.Record.CRC {
		return nil, ErrDamaged
	}
	return b, err
}
