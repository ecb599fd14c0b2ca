// Package admin is for those who run a server: tokens and sessions, an audit log, jobs that
// import and remove documents, and counts of what readers asked and did not find.
//
// All of it lies below the data directory:
//
//	admin/state.db   tokens, jobs with their reports, counts; SQLite, shared by the servers and commands of the directory
//	admin/audit.log  who did what and when, one JSON object per line, append-only; at 10 MB it becomes audit-0001.log, audit-0002.log …
//	admin/uploads/   files that wait to be imported, one folder per job
//
// Package api/rest serves it over HTTP, package web on pages. The command `tiaowen token`
// creates the tokens; without a token, administration is off.
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

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"tiaowen/index/store"
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

	audit    auditLog
	troubles troubles
	tokens   tokens
	sessions sessions
	secret   [32]byte // signs forms
	asked    asked
	wake     chan struct{} // a job has been added
	failures failures
}

// Open opens what administers a data directory, and makes it when it is not there. Where it is there and cannot
// be written to, tokens are still recognised, and whatever would be written is a [store.Error].
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
		return nil, o.explain(err)
	}
	o.audit = auditLog{o.path("audit.log"), auditSize}
	o.troubles.of = make(map[string]string)
	o.sessions.of = make(map[[32]byte]*session)
	o.asked.count = make(map[asking]int)
	_, _ = rand.Read(o.secret[:]) // never fails
	if err := o.open(); err != nil {
		var known interface{ Chinese() string }
		if err = o.explain(err); errors.As(err, &known) {
			return nil, err
		}
		return nil, fmt.Errorf("%s: %w", Database(data), err)
	}
	return o, nil
}

// explain makes a [store.Error] of an error that says that the data directory has no room or cannot be written to.
func (o *Office) explain(err error) error {
	var db *sqlite.Error
	var ours *store.Error
	if err == nil || errors.As(err, &ours) {
		return err
	}
	cause := err
	if errors.As(err, &db) {
		switch db.Code() & 0xff { // the rest tells what SQLite was doing
		case sqlite3.SQLITE_FULL:
			return &store.Error{Dir: o.data, Reason: store.DiskFull, Err: err}
		case sqlite3.SQLITE_READONLY:
			return &store.Error{Dir: o.data, Reason: store.NotWritable, Err: err}
		case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
			return &damaged{Database(o.data), err}
		case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN:
			cause = errors.Join(err, o.probe()) // SQLite does not hand on what the system said
		}
	}
	if unwritable := store.Unwritable(o.data, cause); unwritable != nil {
		return unwritable
	}
	return err
}

// damaged is the error of a database that is none.
type damaged struct {
	path string
	err  error
}

func (e *damaged) Error() string {
	return fmt.Sprintf("%s: is damaged (%v); move it away and create new tokens: the documents do not depend on it", e.path, e.err)
}

// Chinese is Error in Chinese.
func (e *damaged) Chinese() string {
	return fmt.Sprintf("%s：已损坏（%v）；请把它移走，再重新创建令牌，文件不受影响", e.path, e.err)
}

func (e *damaged) Unwrap() error { return e.err }

// probe writes a page and removes it. The error is the one that SQLite had, if it lasts.
func (o *Office) probe() error {
	f, err := os.CreateTemp(o.path(), "probe-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(make([]byte, 4096))
	return errors.Join(err, f.Sync(), f.Close())
}

// troubles are the errors in the background that last.
type troubles struct {
	sync.Mutex
	of map[string]string
}

// trouble logs an error in the background when it begins, and not each time that it is met again; nil ends it.
func (o *Office) trouble(what string, err error, more ...any) {
	words := ""
	if err != nil {
		words = err.Error()
	}
	o.troubles.Lock()
	was := o.troubles.of[what]
	o.troubles.of[what] = words
	o.troubles.Unlock()
	if err != nil && was != words {
		o.opts.Log.Error(what, append(more, "error", err)...)
	}
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
	db.SetConnMaxLifetime(connLife)
	o.db = db
	if err := o.migrate(); err != nil {
		db.Close()
		return err
	}
	// Hashes of tokens and the words of questions are nobody else's business.
	if info, err := os.Stat(Database(o.data)); err == nil && info.Mode().Perm() == 0o600 {
		return nil // no need to write
	}
	return os.Chmod(Database(o.data), 0o600)
}

// connLife is how long a connection to the database lasts: one that was opened while nothing could be
// written stays read-only.
const connLife = time.Minute

func (o *Office) migrate() error {
	var version int
	if err := o.db.QueryRow("PRAGMA user_version").Scan(&version); err != nil || version == len(schema) {
		return err // where nothing is to be done, nothing need be writable
	}
	tx, err := o.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := tx.QueryRow("PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version > len(schema) {
		return &store.Error{Dir: Database(o.data), Reason: store.Newer, Detail: fmt.Sprintf("%d > %d", version, len(schema))}
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
	return errors.Join(o.flush(context.Background()), o.db.Close())
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
