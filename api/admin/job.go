package admin

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"tiaowen/index/store"
	"tiaowen/index/store/disk"
)

// State says how far a job is.
type State string

// The states of a job.
const (
	Waiting   State = "waiting"
	Running   State = "running"
	Done      State = "done"      // the reports say what became of each file
	Failed    State = "failed"    // as a whole; Detail says why
	Cancelled State = "cancelled" // what was reported until then stays
)

// The kinds of jobs.
const (
	Import = "import"
	Remove = "remove"
)

// Job is an import or a removal. It outlives the process that works on it: after
// a crash another one, or the same one restarted, goes on.
type Job struct {
	ID       int64      `json:"id"`
	Kind     string     `json:"kind"`
	Who      string     `json:"who"`
	Files    []string   `json:"files"`              // names of files, or ids of documents to remove
	Replaces string     `json:"replaces,omitempty"` // id of the document whose place the file takes
	Strict   bool       `json:"strict,omitempty"`
	State    State      `json:"state"`
	Created  time.Time  `json:"created"`
	Started  *time.Time `json:"started"`
	Ended    *time.Time `json:"ended"`

	// Of a running import: reading counts files, indexing and publishing clauses.
	Stage string `json:"stage,omitempty"`
	Done  int    `json:"done"`
	Total int    `json:"total"`

	// Why a job failed, and what to do; empty otherwise.
	Detail        string `json:"detail,omitempty"`
	DetailChinese string `json:"detail_chinese,omitempty"`

	Reports []store.Report `json:"reports,omitempty"` // of [Office.Job] alone
}

// Open reports whether the job has not ended.
func (j *Job) Open() bool { return j.State == Waiting || j.State == Running }

// Report is what became of a file.
type Report = store.Report

// Importer imports files into a data directory, as [store.Writer.Import] does.
type Importer func(ctx context.Context, data string, paths []string, opts store.ImportOptions) error

// importHere imports in this process.
func (o *Office) importHere(ctx context.Context, data string, paths []string, opts store.ImportOptions) error {
	w, err := store.OpenWriter(data, true, store.Options{Log: o.opts.Log})
	if err != nil {
		return err
	}
	defer w.Close()
	return w.Import(ctx, paths, opts)
}

// How a job is kept alive, and how many are kept.
const (
	beatEvery = time.Second
	deadAfter = 30 * time.Second // without a beat its process has died
	maxTries  = 3                // a file that ends the process three times is not tried again
	maxJobs   = 500              // those that ended longest ago are forgotten
	maxOpen   = 100              // that wait or run
)

// ErrTooMany says that as many jobs wait as may.
var ErrTooMany = errors.New("too many jobs are waiting")

// ErrEnded is the error of the cancellation of a job that has ended.
var ErrEnded = errors.New("the job has ended")

// Upload is a folder for the files of one job to be.
type Upload struct {
	office *Office
	dir    string
	names  []string
}

// NewUpload makes a folder. Either [Office.AddImport] takes it, or Discard removes it.
func (o *Office) NewUpload() (*Upload, error) {
	dir, err := os.MkdirTemp(o.path("uploads"), "new-")
	return &Upload{office: o, dir: dir}, o.explain(err)
}

// incoming is a file that is being received. Its errors are [store.Error] where the disk has no room.
type incoming struct {
	office *Office
	file   *os.File
}

func (i incoming) Write(b []byte) (int, error) {
	n, err := i.file.Write(b)
	return n, i.office.explain(err)
}

func (i incoming) Close() error { return i.office.explain(i.file.Close()) }

// Create makes the file of a name that a client gives, as far as it can be kept.
func (u *Upload) Create(name string) (io.WriteCloser, error) {
	name = strings.ToValidUTF8(filepath.Base(strings.ReplaceAll(name, `\`, "/")), "_")
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"|?*`, r) {
			return '_'
		}
		return r
	}, name)
	if name = strings.TrimLeft(name, "."); name == "" || name == "/" {
		name = "file"
	}
	for base := name; len(base) > 0 && len(name) > 200; {
		_, size := utf8.DecodeLastRuneInString(base)
		base = base[:len(base)-size]
		name = base + filepath.Ext(name)
	}
	f, err := os.OpenFile(filepath.Join(u.dir, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	for n := 2; errors.Is(err, fs.ErrExist) && n < 1000; n++ { // two files of one name: in a folder each
		dir := filepath.Join(u.dir, strconv.Itoa(n))
		if err = os.MkdirAll(dir, 0o700); err == nil {
			f, err = os.OpenFile(filepath.Join(dir, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		}
	}
	if err != nil {
		return nil, u.office.explain(err)
	}
	u.names = append(u.names, name)
	return incoming{u.office, f}, nil
}

// settle waits until the files are on the disk: what a job has been made of outlasts a power cut.
func (u *Upload) settle() error {
	names, err := disk.Regular(u.dir)
	if err != nil {
		return err
	}
	paths := []string{u.dir}
	for _, name := range names {
		paths = append(paths, filepath.Join(u.dir, filepath.FromSlash(name)))
		paths = append(paths, filepath.Dir(paths[len(paths)-1]))
	}
	return disk.SyncAll(slices.Compact(paths))
}

// Names lists the files.
func (u *Upload) Names() []string { return u.names }

// Discard removes the folder.
func (u *Upload) Discard() { _ = os.RemoveAll(u.dir) }

// AddImport makes a job of files that were uploaded. replaces is the id of the
// document whose place the only file takes, or "".
func (o *Office) AddImport(ctx context.Context, who string, u *Upload, replaces string, strict bool) (*Job, error) {
	if err := u.settle(); err != nil {
		return nil, o.explain(err)
	}
	job := int64(0)
	id, err := o.add(ctx, &Job{Kind: Import, Who: who, Files: u.names, Replaces: replaces, Strict: strict}, func(id int64) error {
		// A folder of that number is of a job that could not be kept.
		if err := os.RemoveAll(o.uploads(id)); err != nil {
			return err
		}
		job = id
		return errors.Join(os.Rename(u.dir, o.uploads(id)), disk.Sync(o.path("uploads")))
	})
	if err != nil {
		if job != 0 {
			_ = os.RemoveAll(o.uploads(job))
		}
		return nil, o.explain(err)
	}
	return o.Job(ctx, id)
}

// AddRemove makes a job that removes documents.
func (o *Office) AddRemove(ctx context.Context, who string, ids []string) (*Job, error) {
	entries, err := store.List(o.data)
	if err != nil {
		return nil, err
	}
	known := make(map[string]bool)
	for _, e := range entries {
		known[e.ID] = true
	}
	for _, id := range ids {
		if !known[id] {
			return nil, &store.Error{Dir: o.data, Reason: store.NoDocument, Detail: id}
		}
	}
	id, err := o.add(ctx, &Job{Kind: Remove, Who: who, Files: ids}, func(int64) error { return nil })
	if err != nil {
		return nil, o.explain(err)
	}
	return o.Job(ctx, id)
}

func (o *Office) uploads(id int64) string { return o.path("uploads", strconv.FormatInt(id, 10)) }

// add puts a job into the queue; place is what must have happened before it can begin.
func (o *Office) add(ctx context.Context, j *Job, place func(id int64) error) (id int64, err error) {
	files, err := json.Marshal(j.Files)
	if err != nil {
		return 0, err // Unreachable: strings.
	}
	tx, err := o.db.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	var open int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM jobs WHERE state IN ('waiting', 'running')").Scan(&open); err != nil {
		return 0, err
	}
	if open >= maxOpen {
		return 0, ErrTooMany
	}
	err = tx.QueryRowContext(ctx, "INSERT INTO jobs (kind, who, files, replaces, strict, state, created) VALUES (?, ?, ?, ?, ?, 'waiting', ?) RETURNING id",
		j.Kind, j.Who, string(files), j.Replaces, j.Strict, o.now().Unix()).Scan(&id)
	if err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM jobs WHERE state NOT IN ('waiting', 'running') AND id <= ? - ?", id, maxJobs)
	if err != nil {
		return 0, err
	}
	if err := place(id); err != nil {
		return 0, err
	}
	if err := tx.Commit(); err != nil {
		return 0, err
	}
	select {
	case o.wake <- struct{}{}:
	default:
	}
	return id, nil
}

const jobColumns = "id, kind, who, files, replaces, strict, state, created, started, ended, stage, done, total, detail, detail_chinese"

func scanJob(row interface{ Scan(...any) error }) (*Job, error) {
	var (
		j                       Job
		files                   string
		created, started, ended int64
	)
	err := row.Scan(&j.ID, &j.Kind, &j.Who, &files, &j.Replaces, &j.Strict, &j.State, &created, &started, &ended, &j.Stage, &j.Done, &j.Total, &j.Detail, &j.DetailChinese)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNotFound
	}
	if err == nil {
		err = json.Unmarshal([]byte(files), &j.Files)
	}
	j.Created, j.Started, j.Ended = *timeOf(max(created, 1)), timeOf(started), timeOf(ended)
	return &j, err
}

// Jobs lists the newest n jobs, without their reports.
func (o *Office) Jobs(ctx context.Context, n int) ([]*Job, error) {
	rows, err := o.db.QueryContext(ctx, "SELECT "+jobColumns+" FROM jobs ORDER BY id DESC LIMIT ?", n)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	list := []*Job{}
	for rows.Next() {
		j, err := scanJob(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, j)
	}
	return list, rows.Err()
}

// Job gives one job with the reports that exist. The error is [ErrNotFound] where there is none.
func (o *Office) Job(ctx context.Context, id int64) (*Job, error) {
	j, err := scanJob(o.db.QueryRowContext(ctx, "SELECT "+jobColumns+" FROM jobs WHERE id = ?", id))
	if err != nil {
		return nil, err
	}
	rows, err := o.db.QueryContext(ctx, "SELECT body FROM reports WHERE job = ? ORDER BY rowid", id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	j.Reports = []store.Report{}
	for rows.Next() {
		var (
			body string
			r    store.Report
		)
		if err := rows.Scan(&body); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(body), &r); err != nil {
			return nil, err
		}
		j.Reports = append(j.Reports, r)
	}
	return j, rows.Err()
}

// Cancel ends a job: at once where it waits, at its next step where it runs. The error is
// [ErrEnded] where it has ended, and [ErrNotFound] where there is none.
func (o *Office) Cancel(ctx context.Context, id int64) (*Job, error) {
	res, err := o.db.ExecContext(ctx, `UPDATE jobs SET cancel = 1, ended = iif(state = 'waiting', ?, ended),
		state = iif(state = 'waiting', 'cancelled', state) WHERE id = ? AND state IN ('waiting', 'running')`, o.now().Unix(), id)
	if err != nil {
		return nil, o.explain(err)
	}
	open, err := res.RowsAffected()
	if err != nil {
		return nil, err
	}
	j, err := o.Job(ctx, id)
	switch {
	case err != nil:
		return nil, err
	case open == 0:
		return j, ErrEnded
	case j.State == Cancelled:
		_ = os.RemoveAll(o.uploads(id))
	}
	return j, nil
}

// work takes one job after the other.
func (o *Office) work(ctx context.Context) {
	o.sweep()
	tick := time.NewTicker(2 * time.Second) // jobs that other processes have added, or left
	defer tick.Stop()
	for ctx.Err() == nil {
		j, err := o.next(ctx)
		if err == nil {
			o.do(ctx, j)
			continue
		}
		if errors.Is(err, ErrNotFound) {
			err = nil
		}
		if ctx.Err() == nil {
			o.trouble("no job can be begun", o.explain(err))
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		case <-o.wake:
		}
	}
}

// next takes the oldest job that waits, or whose process has died. A beat that lies in the
// future was written before the clock was set back: a living process writes one each second.
func (o *Office) next(ctx context.Context) (*Job, error) {
	now := o.now()
	return scanJob(o.db.QueryRowContext(ctx, `UPDATE jobs SET state = 'running', started = iif(started = 0, ?, started), beat = ?, tries = tries + 1
		WHERE id = (SELECT id FROM jobs WHERE state = 'waiting' OR state = 'running' AND (beat < ? OR beat > ?) ORDER BY id LIMIT 1)
		RETURNING `+jobColumns, now.Unix(), now.Unix(), now.Add(-deadAfter).Unix(), now.Add(deadAfter).Unix()))
}

// sweep removes uploads that never became a job.
func (o *Office) sweep() {
	list, _ := os.ReadDir(o.path("uploads"))
	for _, d := range list {
		if info, err := d.Info(); err == nil && strings.HasPrefix(d.Name(), "new-") && time.Since(info.ModTime()) > 24*time.Hour {
			_ = os.RemoveAll(o.path("uploads", d.Name()))
		}
	}
}

// running is a job that this process works on.
type running struct {
	o      *Office
	job    *Job
	cancel context.CancelFunc

	mu      sync.Mutex
	stage   string
	done    int
	total   int
	reports []store.Report // not written yet
	failed  int
	asked   bool // to cancel
}

// do works on a job until it has ended, or ctx is done: then another process goes on.
func (o *Office) do(ctx context.Context, j *Job) {
	work, cancel := context.WithCancel(ctx)
	defer cancel()
	r := &running{o: o, job: j, cancel: cancel}
	ended := make(chan struct{})
	var beating sync.WaitGroup
	beating.Go(func() {
		tick := time.NewTicker(beatEvery)
		defer tick.Stop()
		for {
			select {
			case <-ended:
				return
			case <-tick.C:
				r.beat()
			}
		}
	})
	err := r.run(work)
	close(ended)
	beating.Wait()
	if ctx.Err() != nil {
		// The server stops, the job does not: whoever comes next goes on at once.
		r.release()
		return
	}
	r.end(ctx, err)
}

// run does what the job asks for. A directory that another process writes to is waited for.
func (r *running) run(ctx context.Context) error {
	var tries int
	if err := r.o.db.QueryRowContext(ctx, "SELECT tries FROM jobs WHERE id = ?", r.job.ID).Scan(&tries); err != nil {
		return err
	}
	if tries > maxTries {
		return &wordedError{"this job stopped the program three times and is not retried; please report it", "该任务已三次使程序退出，不再尝试，请反馈"}
	}
	for {
		err := r.try(ctx)
		if !store.Is(err, store.Locked) {
			return err
		}
		r.show("locked", 0, 0)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(beatEvery):
		}
	}
}

// Publishing is the last stage of a job where readers are served by something else
// than the data directory.
const Publishing store.Stage = "publishing"

// try changes the data directory, and then what readers are served by.
func (r *running) try(ctx context.Context) error {
	if err := r.change(ctx); err != nil || r.o.opts.Publish == nil {
		return err
	}
	r.show(string(Publishing), 0, 0)
	err := r.o.opts.Publish(ctx, func(done, total int) { r.show(string(Publishing), done, total) })
	if err == nil || ctx.Err() != nil {
		return err
	}
	english, chinese := words(err)
	return &wordedError{
		"the data directory was updated, but the cluster was not: " + english + "; the next job retries, or run `tiaowen import --data DIR --opensearch URL`",
		"数据目录已更新，集群没有更新：" + chinese + "；下一项任务会重试，也可以运行 tiaowen import --data 目录 --opensearch 地址",
	}
}

// change imports or removes.
func (r *running) change(ctx context.Context) error {
	if r.job.Kind == Remove {
		w, err := store.OpenWriter(r.o.data, false, store.Options{Log: r.o.opts.Log})
		if err != nil {
			return err
		}
		defer w.Close()
		ids, err := r.present()
		if err != nil || len(ids) == 0 {
			return err
		}
		removed, err := w.Remove(ctx, ids...)
		for _, e := range removed {
			r.report(store.Report{File: e.Name, Status: store.Removed, ID: e.ID, Title: e.Title, Date: e.Date, Articles: e.Articles, Clauses: e.Clauses})
		}
		return err
	}
	return r.o.opts.Import(ctx, r.o.data, []string{r.o.uploads(r.job.ID)}, store.ImportOptions{
		Strict: r.job.Strict, Replace: r.job.Replaces, Report: r.report,
		Progress: func(stage store.Stage, done, total int) { r.show(string(stage), done, total) },
	})
}

// present are the documents to remove that are still there: a job that another process
// left may have removed some.
func (r *running) present() (ids []string, err error) {
	entries, err := store.List(r.o.data)
	for _, e := range entries {
		if slices.Contains(r.job.Files, e.ID) {
			ids = append(ids, e.ID)
		}
	}
	return ids, err
}

func (r *running) show(stage string, done, total int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stage, r.done, r.total = stage, done, total
}

// report keeps what became of a file. Where it lay meanwhile is nobody's business.
func (r *running) report(one store.Report) {
	if rest, ok := strings.CutPrefix(one.File, r.o.uploads(r.job.ID)); ok {
		one.File = strings.TrimLeft(filepath.ToSlash(rest), "/")
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.reports = append(r.reports, one)
	if one.Status == store.Failed || one.Status == store.Refused {
		r.failed++
	}
}

// beat writes how far the job is, and looks whether somebody cancels it.
func (r *running) beat() {
	r.o.trouble("a job's state cannot be written", r.o.explain(r.write()), "job", r.job.ID)
	var cancel bool
	if err := r.o.db.QueryRow("SELECT cancel FROM jobs WHERE id = ?", r.job.ID).Scan(&cancel); err == nil && cancel {
		r.mu.Lock()
		r.asked = true
		r.mu.Unlock()
		r.cancel()
	}
}

// write brings state and reports into the database.
func (r *running) write() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	tx, err := r.o.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, one := range r.reports {
		body, err := json.Marshal(one)
		if err != nil {
			return err // Unreachable: a report is plain data.
		}
		if _, err := tx.Exec("INSERT INTO reports (job, body) VALUES (?, ?)", r.job.ID, string(body)); err != nil {
			return err
		}
	}
	if _, err := tx.Exec("UPDATE jobs SET beat = ?, stage = ?, done = ?, total = ? WHERE id = ?", r.o.now().Unix(), r.stage, r.done, r.total, r.job.ID); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	r.reports = nil
	return nil
}

// release lets another process go on.
func (r *running) release() {
	if err := r.write(); err != nil {
		r.o.opts.Log.Error("a job's state cannot be written", "job", r.job.ID, "error", err)
	}
	_, _ = r.o.db.Exec("UPDATE jobs SET state = 'waiting', tries = tries - 1 WHERE id = ? AND state = 'running'", r.job.ID)
}

// end writes what became of the job, as soon as there is room for it.
func (r *running) end(ctx context.Context, err error) {
	state, english, chinese := Done, "", ""
	switch {
	case err == nil:
	case r.asked:
		state = Cancelled
	default:
		state = Failed
		english, chinese = words(err)
		r.failed++
	}
	r.o.failures.files.Add(int64(r.failed))
	for {
		dberr := r.write()
		if dberr == nil {
			_, dberr = r.o.db.Exec("UPDATE jobs SET state = ?, ended = ?, detail = ?, detail_chinese = ? WHERE id = ?", string(state), r.o.now().Unix(), english, chinese, r.job.ID)
		}
		dberr = r.o.explain(dberr)
		r.o.trouble("a job's end cannot be written", dberr, "job", r.job.ID)
		if dberr == nil {
			break
		}
		select {
		case <-ctx.Done():
			return // it is done again after the start: importing a file twice changes nothing
		case <-time.After(beatEvery):
		}
	}
	_ = os.RemoveAll(r.o.uploads(r.job.ID))
	r.o.opts.Log.Info("a job has ended", "job", r.job.ID, "kind", r.job.Kind, "state", state, "files_failed", r.failed)
	result := string(state)
	if english != "" {
		result += ": " + english
	}
	r.o.Note(Entry{Who: r.job.Who, Action: r.job.Kind + "-ended", What: fmt.Sprintf("job %d", r.job.ID), Result: result})
}

// failures counts files that could not be imported, since the start.
type failures struct{ files atomic.Int64 }

// ImportFailures is how many files could not be imported since the start, and jobs that failed.
func (o *Office) ImportFailures() int64 { return o.failures.files.Load() }

// words gives an error in English and Chinese.
func words(err error) (english, chinese string) {
	english, chinese = err.Error(), err.Error()
	var both interface{ Chinese() string }
	if errors.As(err, &both) {
		chinese = both.Chinese()
	}
	return english, chinese
}

// wordedError is an error in both languages.
type wordedError struct{ english, chinese string }

func (e *wordedError) Error() string   { return e.english }
func (e *wordedError) Chinese() string { return e.chinese }
