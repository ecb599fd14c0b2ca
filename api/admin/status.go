package admin

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tiaowen/index/store"
	"tiaowen/index/store/vectors"
)

// Status is what a data directory holds, how big and how old it is.
type Status struct {
	Directory string     `json:"directory"`
	Documents int        `json:"documents"`
	Clauses   int        `json:"clauses"` // numbered
	Bytes     int64      `json:"bytes"`   // on disk, originals, index and vectors together
	Changed   *time.Time `json:"changed"` // of the last document that was imported; null where there is none
	Encoded   int        `json:"encoded"` // texts searched by meaning too
	Texts     int        `json:"texts"`   // of so many; 0 where nothing was encoded yet
	Gaps      int        `json:"gaps"`    // in numberings
	Damage    int        `json:"damage"`  // suspected slips
	OpenJobs  int        `json:"open_jobs"`
	Failures  int64      `json:"import_failures"` // files that could not be imported since the server started
}

// Status looks at the directory.
func (o *Office) Status(ctx context.Context) (*Status, error) {
	entries, err := o.Documents()
	if err != nil {
		return nil, err
	}
	s := &Status{Directory: o.data, Documents: len(entries), Failures: o.ImportFailures()}
	for _, e := range entries {
		s.Clauses += e.Articles
		s.Gaps += e.Gaps
		s.Damage += e.Damage
		if s.Changed == nil || e.Added.After(*s.Changed) {
			added := e.Added
			s.Changed = &added
		}
	}
	v := vectors.Encoded(o.data)
	s.Encoded, s.Texts = v.Encoded, v.Clauses
	s.Bytes = sizeOf(o.data)
	err = o.db.QueryRowContext(ctx, "SELECT count(*) FROM jobs WHERE state IN ('waiting', 'running')").Scan(&s.OpenJobs)
	return s, err
}

// Documents lists what is in force, in the order of import; nothing where nothing was imported.
func (o *Office) Documents() ([]store.Entry, error) {
	entries, err := store.List(o.data)
	if store.Is(err, store.Missing) {
		return nil, nil
	}
	return entries, err
}

// Backup writes the documents, their originals and their index to out as a tar.
func (o *Office) Backup(ctx context.Context, out io.Writer) error {
	_, err := store.Backup(ctx, o.data, out)
	return err
}

// sizeOf adds up the files below a folder, those that two generations share once.
func sizeOf(dir string) (bytes int64) {
	seen := make(map[string][]os.FileInfo)
	_ = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // what cannot be read is not counted
		}
		info, err := d.Info()
		if err != nil {
			return nil
		}
		for _, other := range seen[d.Name()] {
			if os.SameFile(info, other) {
				return nil
			}
		}
		seen[d.Name()] = append(seen[d.Name()], info)
		bytes += info.Size()
		return nil
	})
	return bytes
}
