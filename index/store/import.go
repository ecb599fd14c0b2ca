package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"tiaowen/corpus"
	"tiaowen/corpus/codec"
	"tiaowen/index/store/cores"
	"tiaowen/index/store/disk"
	"tiaowen/index/store/source"
)

// ImportOptions of an import. The zero value is the default.
type ImportOptions struct {
	// Strict refuses files whose documents have gaps or repeats in their numbering, or give cause for doubt.
	Strict bool
	// Replace is the id of a document whose place the first document of the
	// files takes, whatever its title and date; "" finds by these what is replaced.
	Replace string
	// Report is told what became of each file, in the order of the files, as
	// soon as that is certain: a document that is reported as added is on the
	// disk. It is called from one goroutine.
	Report func(Report)
	// Progress is told how far a stage is: files read, or clauses indexed.
	Progress func(stage Stage, done, total int)
	// CommitBytes is how much of the files is read before what was made of them
	// takes effect. 0 means 64 MB.
	CommitBytes int64
	// CommitTime is how long files are read before that. 0 means one minute.
	CommitTime time.Duration
}

// Stage is a part of an import.
type Stage string

// The stages.
const (
	Reading  Stage = "reading"  // counts files
	Indexing Stage = "indexing" // counts clauses
)

// Import reads files, and the files below folders, and makes documents of them.
//
// A file that was imported before and has not changed changes nothing. A file
// that has changed replaces its document, which keeps its id: found by the path
// it was read from, or by title and date. The same title with another date is
// another version, and both stay. The same words in two files are one document.
//
// The error is about the directory, or says that ctx was done: what was
// reported until then stays. Files that cannot be read are in their reports.
func (w *Writer) Import(ctx context.Context, paths []string, opts ImportOptions) error {
	if opts.Report == nil {
		opts.Report = func(Report) {}
	}
	if opts.Progress == nil {
		opts.Progress = func(Stage, int, int) {}
	}
	if opts.CommitBytes <= 0 {
		opts.CommitBytes = 64 << 20
	}
	if opts.CommitTime <= 0 {
		opts.CommitTime = time.Minute
	}
	if opts.Replace != "" && w.now.Entry(opts.Replace) == nil {
		return &Error{Dir: string(w.layout), Reason: NoDocument, Detail: opts.Replace}
	}
	if err := w.mend(ctx); err != nil {
		return w.explain(err)
	}
	im := &importing{w: w, opts: opts, found: source.Find(paths, string(w.layout))}
	err := im.run(ctx)
	if err != nil && ctx.Err() == nil {
		err = w.explain(err)
	}
	return err
}

// mend rebuilds what is damaged or of an older version before an import changes it.
func (w *Writer) mend(ctx context.Context) error {
	if w.now.Generation == 0 {
		return nil
	}
	because := errors.New("older format")
	if !w.old {
		if because = disk.Check(string(w.generation(w.now.Generation)), w.now.Files, runtime.GOMAXPROCS(0)); because == nil {
			return nil
		}
	}
	w.opts.log().Warn("rebuilding the index from the originals", "dir", string(w.layout), "because", because)
	return w.rebuild(ctx)
}

// importing is one import under way.
type importing struct {
	w     *Writer
	opts  ImportOptions
	found []source.File

	gen     *generation // begun with the first document that changes something
	plan    *plan
	gone    map[string]bool // ids of documents that their files hold no more
	reports []Report        // of files whose generation is not current yet
	bytes   int64           // read for it
	began   time.Time
}

// outcome is what was made of a file.
type outcome struct {
	report Report   // of the file, where it is not a document
	known  []*Entry // the documents of the file are there already
	parts  []part   // its documents
	src    []byte
}

// part is a document of a file.
type part struct {
	report Report
	entry  Entry
	doc    *corpus.Document
	record []byte
}

func (im *importing) run(ctx context.Context) error {
	im.plan = newPlan(im.w, im.found)
	im.plan.replace = im.opts.Replace
	im.began = time.Now()
	known := im.plan.files()
	stop := make(chan struct{})
	defer close(stop)
	n := 0
	for o := range cores.InOrder(im.found, stop, func(f *source.File) outcome { return im.read(f, known) }) {
		err := context.Cause(ctx)
		if err == nil {
			err = im.take(&o)
		}
		if err != nil {
			if im.gen != nil {
				im.gen.abandon()
			}
			return err
		}
		n++
		im.opts.Progress(Reading, n, len(im.found))
		if im.bytes >= im.opts.CommitBytes || time.Since(im.began) > im.opts.CommitTime {
			if err := im.commit(ctx); err != nil {
				return err
			}
		}
	}
	return im.commit(ctx)
}

// read reads and parses a file. known are the files that are there already.
func (im *importing) read(f *source.File, known map[string][]*Entry) (o outcome) {
	if f.Why != nil {
		return outcome{report: notRead(f)}
	}
	o.report = Report{File: f.Path, Status: Failed}
	defer func() {
		// Strangers wrote the file: what it does to one document must not end the
		// import of the others.
		if r := recover(); r != nil {
			im.w.opts.log().Error("a file cannot be parsed", "file", f.Path, "panic", r)
			o.report.Detail = "cannot be parsed: this is a fault of the program; please report it"
			o.report.DetailChinese = "无法解析：这是程序的缺陷，请反馈"
		}
	}()
	src, err := f.Read()
	if err != nil {
		o.report.because(source.Why(f.Path, err))
		return o
	}
	name := strings.ToValidUTF8(filepath.Base(f.Path), "\uFFFD")
	sum := disk.Hash(src)
	if of := known[fileKey(sum, name, f.Given)]; of != nil {
		o.known = of
		return o
	}
	docs, err := parse(f.Path, src)
	if err != nil {
		o.report.because(source.Why(f.Path, err))
		return o
	}
	docs[0].Give(f.Given)
	for i, doc := range docs {
		p := part{report: Report{File: f.Path, Status: Failed}, doc: doc}
		p.report.describe(doc)
		p.entry = Entry{
			Name: name, From: f.Abs, Size: int64(len(src)), Added: time.Now().UTC().Truncate(time.Second), SHA256: sum, Ext: source.Ext(name),
			Part: i, Parts: len(docs), Given: f.Given,
		}
		p.entry.Describe(doc)
		if im.opts.Strict && len(doc.Report.Gaps)+len(doc.Report.Doubts) > 0 {
			o.parts = nil
			o.report = p.report
			o.report.Status = Refused
			o.report.Detail, o.report.DetailChinese = "its numbering has gaps or repeats, or it gives cause for doubt; without --strict it is imported", "编号有缺漏或重复，或有存疑之处；不用 --strict 即可导入"
			return o
		}
		if p.record, err = codec.Append(make([]byte, 0, len(doc.Source)+len(doc.Source)/4), doc); err != nil {
			o.parts = nil
			o.report.Detail, o.report.DetailChinese = err.Error(), err.Error()
			return o
		}
		o.parts = append(o.parts, p)
	}
	o.src = src
	return o
}

// parse makes the documents of a file, and holds them to what an index relies on.
func parse(name string, src []byte) ([]*corpus.Document, error) {
	docs, err := corpus.ParseAll(name, src)
	if err != nil {
		return nil, err
	}
	for _, d := range docs {
		keys := make(map[string]bool, len(d.Clauses))
		for _, c := range d.Clauses {
			if keys[c.Key] {
				return nil, fmt.Errorf("two of its clauses are called %s: this is a fault of the program; please report it", c.Key)
			}
			keys[c.Key] = true
		}
	}
	return docs, nil
}

// Read reads the documents of files, of folders and archives as [Writer.Import] does, and hands them to
// use, file by file; a file that cannot be read with the error. Nothing is kept.
// The error of Read says that ctx was done.
func Read(ctx context.Context, paths []string, use func(file string, docs []*corpus.Document, refusal error)) error {
	for _, f := range source.Find(paths, "") {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		if f.Why != nil {
			if f.Why.Failed {
				use(f.Path, nil, f.Why)
			}
			continue
		}
		src, err := f.Read()
		var docs []*corpus.Document
		if err == nil {
			docs, err = parse(f.Path, src)
		}
		if err != nil {
			use(f.Path, nil, source.Why(f.Path, err))
			continue
		}
		docs[0].Give(f.Given)
		use(f.Path, docs, nil)
	}
	return nil
}

// take decides what becomes of the documents of a file, and writes them.
func (im *importing) take(o *outcome) error {
	for _, e := range o.known {
		r := Report{File: o.report.File, Status: Unchanged, ID: e.ID, Title: e.Title, Date: e.Date, Articles: e.Articles, Clauses: e.Clauses, Host: e.Host, Cover: e.Cover, Facts: e.Facts}
		if !im.plan.claim(r.ID) {
			r.Status = Duplicate
			r.sameAs(e)
		}
		im.reports = append(im.reports, r)
	}
	if len(o.known) > 0 {
		return nil
	}
	if len(o.parts) == 0 {
		im.reports = append(im.reports, o.report)
		return nil
	}
	for i := range o.parts {
		if err := im.takePart(&o.parts[i], o.src); err != nil {
			return err
		}
	}
	return im.dropStale(&o.parts[0].entry)
}

func (im *importing) takePart(p *part, src []byte) error {
	r := &p.report
	var same *Entry
	r.Status, same = im.plan.match(&p.entry, p.doc)
	switch r.Status {
	case Unchanged, Duplicate:
		r.ID = same.ID
		if r.Status == Duplicate {
			r.sameAs(same)
		}
	default:
		if same != nil {
			p.entry.ID, p.entry.Added = same.ID, same.Added
		} else {
			p.entry.ID = im.plan.newID(p.doc.ID)
		}
		r.ID = p.entry.ID
		if err := im.write(p, src); err != nil {
			return err
		}
	}
	im.reports = append(im.reports, *r)
	return nil
}

// dropStale takes out the documents that the file held before, and holds no more.
func (im *importing) dropStale(e *Entry) error {
	for _, id := range im.plan.stale(e.From, e.Parts) {
		if im.gone == nil {
			im.gone = make(map[string]bool)
		}
		im.gone[id] = true
		if err := im.begin(); err != nil {
			return err
		}
		old := im.plan.entries[id]
		im.reports = append(im.reports, Report{File: old.From, Status: Removed, ID: id, Title: old.Title, Date: old.Date})
	}
	return nil
}

// begin makes sure that a generation is being written.
func (im *importing) begin() (err error) {
	if im.gen == nil {
		im.gen, err = im.w.newGeneration()
		im.bytes, im.began = 0, time.Now()
	}
	return err
}

func (im *importing) write(p *part, src []byte) error {
	if err := im.begin(); err != nil {
		return err
	}
	path := im.w.original(&p.entry)
	if info, err := os.Stat(path); err != nil || info.Size() != p.entry.Size {
		if err := os.WriteFile(path, src, 0o644); err != nil {
			return err
		}
		im.gen.originals = append(im.gen.originals, path)
	}
	im.bytes += p.entry.Size
	im.gen.mark(p.doc)
	im.plan.set(p.entry)
	return im.gen.put(p.entry, p.record)
}

// commit makes a generation of what was read since the last time, and
// reports it.
func (im *importing) commit(ctx context.Context) error {
	if g := im.gen; g != nil {
		im.gen = nil
		for i := range im.w.now.Documents {
			if e := im.w.now.Documents[i]; !g.fresh[e.ID] && !im.gone[e.ID] {
				g.keep(e)
			}
		}
		err := g.finish(ctx, func(done, total int) { im.opts.Progress(Indexing, done, total) })
		if err != nil {
			return err
		}
	}
	for _, r := range im.reports {
		im.opts.Report(r)
	}
	im.reports, im.bytes, im.began = nil, 0, time.Now()
	return nil
}
