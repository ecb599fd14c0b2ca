package bundle

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"testing"
)

// A bundle holds its parts in their order, and is the same bytes every time.
func TestWrite(t *testing.T) {
	parts := []File{{"b/试卷.docx", []byte("words")}, {"a.txt", bytes.Repeat([]byte("again "), 1000)}, {"empty", nil}}
	var first, second bytes.Buffer
	for _, w := range []*bytes.Buffer{&first, &second} {
		if err := Write(w, parts...); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same parts give other bytes")
	}
	z, err := zip.NewReader(bytes.NewReader(first.Bytes()), int64(first.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if len(z.File) != len(parts) {
		t.Fatalf("the archive has %d parts, want %d", len(z.File), len(parts))
	}
	for i, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name != parts[i].Name || !bytes.Equal(data, parts[i].Data) {
			t.Errorf("part %d is %s with %d bytes, want %s with %d", i, f.Name, len(data), parts[i].Name, len(parts[i].Data))
		}
		if f.ModifiedDate != 0 || f.ModifiedTime != 0 {
			t.Errorf("%s carries a time", f.Name)
		}
		if f.NonUTF8 {
			t.Errorf("%s is not marked as UTF-8", f.Name)
		}
	}
	if first.Len() > 2000 {
		t.Errorf("the parts are not compressed: %d bytes", first.Len())
	}
}

// full takes n bytes and then no more, as a full disk does.
type full struct{ n int }

var errFull = errors.New("no space left")

func (f *full) Write(p []byte) (int, error) {
	if f.n -= len(p); f.n < 0 {
		return 0, errFull
	}
	return len(p), nil
}

// An archive that could not be written to its end is an error wherever it broke off.
func TestWriteFails(t *testing.T) {
	parts := []File{{"a", bytes.Repeat([]byte{1, 7, 3}, 40)}, {"b", []byte("words")}}
	var whole bytes.Buffer
	if err := Write(&whole, parts...); err != nil {
		t.Fatal(err)
	}
	for n := range whole.Len() {
		if err := Write(&full{n}, parts...); !errors.Is(err, errFull) {
			t.Fatalf("after %d of %d bytes: %v", n, whole.Len(), err)
		}
	}
	if err := Write(&full{whole.Len()}, parts...); err != nil {
		t.Errorf("all bytes were taken: %v", err)
	}
}
