package store

import (
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Original names the file that a document was read from, and the folder it lay in, below the
// folder that all files have in common: "" where it lay there itself. ok is false for a document that the
// snapshot does not hold.
func (s *Snapshot) Original(id string) (name, folder string, ok bool) {
	i, ok := s.place[id]
	if !ok {
		return "", "", false
	}
	folder = strings.TrimPrefix(strings.TrimPrefix(folderOf(s.Documents[i].From), s.root), "/")
	return s.Documents[i].Name, folder, true
}

// OpenOriginal opens the file that a document was read from, as it was given.
func (s *Snapshot) OpenOriginal(id string) (io.ReadCloser, error) {
	i, ok := s.place[id]
	if !ok {
		return nil, fmt.Errorf("%s: %w", id, os.ErrNotExist)
	}
	return os.Open(s.dir.original(&s.Documents[i]))
}

// folderOf is the folder of a file, with / between folders.
func folderOf(from string) string {
	return path.Dir(strings.ReplaceAll(filepath.ToSlash(from), `\`, "/"))
}

// readPlaces notes where each document stands, and the folder that all their files have in common.
func (s *Snapshot) readPlaces() {
	s.place = make(map[string]int, len(s.Documents))
	for i, e := range s.Documents {
		s.place[e.ID] = i
		folder := folderOf(e.From)
		if i == 0 {
			s.root = folder
		}
		for s.root != folder && !strings.HasPrefix(folder, s.root+"/") && s.root != "." && s.root != "/" {
			s.root = path.Dir(s.root)
		}
	}
	if s.root == "." {
		s.root = ""
	}
}
