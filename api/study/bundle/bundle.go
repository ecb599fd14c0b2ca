// Package bundle writes zip files. The same parts always give the same bytes.
package bundle

import (
	"archive/zip"
	"io"
)

// File is one part of a bundle.
type File struct {
	Name string
	Data []byte
}

// Write writes parts as a zip whose entries carry no time.
func Write(w io.Writer, parts ...File) error {
	z := zip.NewWriter(w)
	for _, p := range parts {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.Name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		if _, err := f.Write(p.Data); err != nil {
			return err
		}
	}
	return z.Close()
}
