// Package bundletest opens zip files for tests: DOCX, XLSX, PPTX, H5P and archives of these.
package bundletest

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"
)

// Parts gives the parts of a zip file by their names. The test ends if the file cannot be
// read, and fails if it has two parts of the same name: programs disagree on which one counts.
func Parts(t testing.TB, file []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts := make(map[string]string, len(z.File))
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r) // and checks the sum
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := parts[f.Name]; twice {
			t.Errorf("%s is in the zip file twice", f.Name)
		}
		parts[f.Name] = string(data)
	}
	return parts
}
