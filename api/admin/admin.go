// Package admin is what those who run a server do with it: who may (tokens and
// sessions), what was done (an audit log), what is being done (jobs that import
// and remove documents), and what readers looked for and did not find.
//
// All of it lies below the data directory:
//
//	admin/state.db   tokens, jobs with their reports, counts; SQLite, shared by the servers and commands of the directory
//	admin/audit.log  who did what and when, a JSON object a line, only ever appended to; rotated at 10 MB
//	admin/uploads/   files that wait to be imported, a folder for each job
//
// Package api/rest puts it on HTTP, package web on pages, and the command
// `tiaowen token` makes the tokens without which it is off.
package admin

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"gopkg.in/natefinch/lumberjack.v2"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

// Options of an office. The zero value is the default.
type Options struct {
	// Import reads files into the data directory; nil does it in this process.
	Import Importer
	// Publish brings what serves readers to the state of the data directory, after
	// each job; nil where they read the directory itself. progress counts clauses.
	Publish func(ctx context.Context, progress func(done, total int)) error
	// Log is told what goes wrong in the background; nil discards.
	Log *slog.Logger
}

// Office administers one data directory. It is safe for concurrent use, and
// several processes may open one directory.
type Office struct {
	data string           // the data directory
	now  func() time.Time // the clock of the wall, which may jump
	// When the office was opened: by the wall, and by the clock that does not jump.
	openedWall, opened time.Time
	opts               Options
	db                 *sql.DB

	audit struct {
		sync.Mutex
		file *lumberjack.Logger
	}
	tokens   tokens
	sessions sessions
	secret   [32]byte // signs forms
	asked    asked
	wake     chan struct{} // a job has been added
	failures failures
}

// Open opens what administers a data directory, and makes it when it is not there.
func Open(data string, opts Options) (*Office, error) {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	o := &Office{data: data, opts: opts, wake: make(chan struct{}, 1)}
	o.now, o.openedWall, o.opened = time.Now, time.Now().Round(0), time.Now()
	if opts.Import == nil {
		o.opts.Import = o.importHere
	}
	if err := os.MkdirAll(o.path("uploads"), 0o700); err != nil {
		return nil, err
	}
	o.audit.file = &lumberjack.Logger{Filename: o.path("audit.log"), MaxSize: 10}
	o.sessions.of = make(map[[32]byte]*session)
	o.asked.count = make(map[asking]int)
	_, _ = rand.Read(o.secret[:]) // never fails
	if err := o.open(); err != nil {
		return nil, fmt.Errorf("%s: %w", Database(data), err)
	}
	return o, nil
}

// Database is where the state of a data directory's administration lies.
func Database(data string) string { return filepath.Join(data, "admin", "state.db") }

// path is a place below the administration's directory.
func (o *Office) path(names ...string) string {
	return filepath.Join(append([]string{o.data, "admin"}, names...)...)
}

// schema is the database at its newest version. A change appends a step.
var schema = []string{`
CREATE TABLE tokens (
	id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, sum BLOB NOT NULL,
	created INTEGER NOT NULL, expires INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE jobs (
	id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, who TEXT NOT NULL, files TEXT NOT NULL, replaces TEXT NOT NULL, strict INTEGER NOT NULL,
	state TEXT NOT NULL, created INTEGER NOT NULL, started INTEGER NOT NULL DEFAULT 0, ended INTEGER NOT NULL DEFAULT 0,
	stage TEXT NOT NULL DEFAULT '', done INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0,
	beat INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0, cancel INTEGER NOT NULL DEFAULT 0,
	detail TEXT NOT NULL DEFAULT '', detail_chinese TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE reports (job INTEGER NOT NULL REFERENCES jobs(id) ON DELETE CASCADE, body TEXT NOT NULL) STRICT;
CREATE INDEX reports_of ON reports(job);
CREATE TABLE asked (day TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (day, kind, text)) STRICT, WITHOUT ROWID;
CREATE TABLE vocabulary (said TEXT PRIMARY KEY, written TEXT NOT NULL) STRICT, WITHOUT ROWID;
`}

// open opens the database and brings it to the newest schema.
func (o *Office) open() error {
	name, err := filepath.Abs(Database(o.data))
	if err != nil {
		return err
	}
	if name = filepath.ToSlash(name); !strings.HasPrefix(name, "/") {
		name = "/" + name // C:/…
	}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: name}).String()+"?_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)&_txlock=immediate")
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(2)
	o.db = db
	if err := o.migrate(); err != nil {
		db.Close()
		return err
	}
	// Hashes of tokens and the words of questions are nobody else's business.
	return os.Chmod(Database(o.data), 0o600)
}

func (o *Office) migrate() error {
	tx, err := o.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var version int
	if err := tx.QueryRow("PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version > len(schema) {
		return errors.New("written by a later version of the program")
	}
	for _, step := range schema[version:] {
		if _, err := tx.Exec(step); err != nil {
			return err
		}
	}
	if version < len(schema) {
		if _, err := tx.Exec(fmt.Sprintf("PRAGMA user_version = %d", len(schema))); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// Close writes what is still in memory and closes the files.
func (o *Office) Close() error {
	o.settle(o.now())
	err := o.flush(context.Background())
	o.audit.Lock()
	defer o.audit.Unlock()
	return errors.Join(err, o.audit.file.Close(), o.db.Close())
}

// Run works on the jobs of the directory and keeps the counts until ctx is done.
func (o *Office) Run(ctx context.Context) {
	var all sync.WaitGroup
	all.Go(func() { o.work(ctx) })
	all.Go(func() { o.count(ctx) })
	all.Wait()
}

// jumped reports whether the clock of the wall has been set forward by more than a day
// since the office was opened: what is old by it may be new.
func (o *Office) jumped() bool {
	return o.now().Round(0).Sub(o.openedWall)-time.Since(o.opened) > 24*time.Hour
}

// seconds is a time as the database keeps it, 0 for none.
func seconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// timeOf is the time of a number in the database; nil for 0.
func timeOf(n int64) *time.Time {
	if n == 0 {
		return nil
	}
	t := time.Unix(n, 0).UTC()
	return &t
}
