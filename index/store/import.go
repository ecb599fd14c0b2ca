package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"tiaowen/corpus"
	"tiaowen/corpus/codec"
	"tiaowen/corpus/reader"
	"tiaowen/corpus/status"
	"tiaowen/index/store/disk"
)

// Status is what became of a file.
type Status string

// The statuses of a file.
const (
	Added     Status = "added"     // a document that was not there
	Replaced  Status = "replaced"  // took the place of its older self, under the same id
	Unchanged Status = "unchanged" // is there already
	Duplicate Status = "duplicate" // its words are there already, from another file
	Skipped   Status = "skipped"   // in a folder, and no document
	Refused   Status = "refused"   // has gaps or doubts, and ImportOptions.Strict
	Removed   Status = "removed"   // its file was imported again, and holds it no more
	Failed    Status = "failed"    // cannot be read
)

// Report is what became of a file, or of one of the documents in it.
type Report struct {
	File   string `json:"file"` // as found
	Status Status `json:"status"`

	// Of the document; empty for a file that is none.
	ID       string `json:"id,omitempty"`
	Title    string `json:"title,omitempty"`
	Date     string `json:"date,omitempty"`     // ISO
	Articles int    `json:"articles,omitempty"` // numbered clauses
	Clauses  int    `json:"clauses,omitempty"`  // those and the passages around them

	Gaps        []string `json:"gaps,omitempty"`         // in the numbering, a sentence each
	GapsChinese []string `json:"gaps_chinese,omitempty"` // the same in Chinese
	Damage      []Slip   `json:"damage,omitempty"`       // suspected slips of scanning or typing
	Left        []string `json:"left_out,omitempty"`     // what of the file is not in the document
	LeftChinese []string `json:"left_out_chinese,omitempty"`
	Doubts      []Doubt  `json:"doubts,omitempty"` // what may not be understood as it was meant

	Host  string `json:"host,omitempty"`  // title of what the document was attached to in its file
	Cover string `json:"cover,omitempty"` // title of the notice that it came under
	Facts *Facts `json:"facts,omitempty"` // what it says of itself

	// Why, and what to do; empty where nothing has to be said.
	Detail        string `json:"detail,omitempty"`
	DetailChinese string `json:"detail_chinese,omitempty"`
}

// Slip is suspected damage of a text.
type Slip struct {
	Clause string `json:"clause,omitempty"` // its key; "" outside of all
	Text   string `json:"text"`
	Likely string `json:"likely"` // what was probably meant; "" where characters are too many

	Reason        string `json:"reason"` // one sentence
	ReasonChinese string `json:"reason_chinese"`
}

// Doubt is something of a text that may not be understood as it was meant, or was left out of it.
type Doubt struct {
	Line    int    `json:"line,omitempty"` // of the text as read; 1 is the first, 0 where the whole text is meant
	Doubt   string `json:"doubt"`
	Chinese string `json:"chinese"`
}

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
	if opts.Replace != "" && w.now.entry(opts.Replace) == nil {
		return &Error{Dir: string(w.layout), Reason: NoDocument, Detail: opts.Replace}
	}
	if err := w.mend(ctx); err != nil {
		return w.explain(err)
	}
	im := &importing{w: w, opts: opts, found: find(paths, string(w.layout))}
	err := im.run(ctx)
	if err != nil && ctx.Err() == nil {
		err = w.explain(err)
	}
	return err
}

// mend makes anew what is damaged or of an older version, before it is changed.
func (w *Writer) mend(ctx context.Context) error {
	if w.now.Generation == 0 {
		return nil
	}
	because := errors.New("older format")
	if !w.old {
		if because = disk.Check(string(w.generation(w.now.Generation)), w.now.Files); because == nil {
			return nil
		}
	}
	w.opts.log().Warn("the index is rebuilt from the originals", "dir", string(w.layout), "because", because)
	return w.rebuild(ctx)
}

// source is a file that was found.
type source struct {
	path   string // as given, or below the folder as given
	abs    string
	size   int64
	report *Report // why it is not read; nil if it is

	archive string        // the ZIP file that holds it, else ""
	entry   int           // its place there
	given   *corpus.Given // what a list of documents says of it
}

// find lists the files that paths name, each once; inside folders those whose names say that they can be read. Links inside folders are not
// followed: what they lead to inside the folder is found anyway, what lies
// outside was not asked for. except is the data directory itself.
func find(paths []string, except string) (found []source) {
	seen := make(map[string]bool)
	add := func(s source) {
		if abs, err := filepath.Abs(s.path); err == nil {
			s.abs = strings.ToValidUTF8(abs, "\uFFFD")
		}
		if !seen[s.abs] {
			seen[s.abs] = true
			found = append(found, s)
		}
	}
	no := func(path string, status Status, english, chinese string) {
		add(source{path: path, report: &Report{File: path, Status: status, Detail: english, DetailChinese: chinese}})
	}
	own, _ := os.Stat(except)
	var lists lists
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			english, chinese := wordsOf(path, err)
			no(path, Failed, english, chinese)
			continue
		}
		if !info.IsDir() {
			if strings.EqualFold(filepath.Ext(path), ".zip") && !isDocumentArchive(path) {
				unpack(path, add, no)
				continue
			}
			if isList(path) {
				lists.found(path, no)
				continue
			}
			add(source{path: path, size: info.Size()})
			continue
		}
		if walk(path, own, &lists, add, no) == 0 {
			no(path, Failed, "there is no file in this folder", "文件夹里没有文件")
		}
	}
	lists.apply(found, no)
	for i := range found {
		found[i].mark()
	}
	return found
}

// mark takes from the folders, or from the end of the name, whether the text is in force (已废止/…, …（失效）.docx),
// where no list says it.
func (s *source) mark() {
	mark := status.MarkIn(filepath.ToSlash(s.path))
	if mark == "" || s.report != nil || s.given != nil && s.given.Status != "" {
		return
	}
	var given corpus.Given
	if s.given != nil {
		given = *s.given
	}
	given.Status = mark
	s.given = &given
}

// walk lists the files below a folder, and says how many there are. own is the data directory.
func walk(path string, own os.FileInfo, lists *lists, add func(source), no func(path string, status Status, english, chinese string)) (files int) {
	_ = filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			files++
		}
		switch hidden := name != path && strings.HasPrefix(d.Name(), "."); {
		case err != nil:
			english, chinese := wordsOf(name, err)
			no(name, Failed, english, chinese)
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
			info, err := d.Info()
			if err == nil && own != nil && os.SameFile(info, own) {
				no(name, Skipped, "is the data directory", "是数据目录本身")
				return fs.SkipDir
			}
			if hidden {
				no(name, Skipped, "is hidden; name it to import it", "是隐藏目录；如需导入请直接指定")
				return fs.SkipDir
			}
		case hidden:
			no(name, Skipped, "is hidden; name it to import it", "是隐藏文件；如需导入请直接指定")
		case d.Type()&fs.ModeSymlink != 0:
			no(name, Skipped, "is a link; name what it leads to, to import it", "是链接；如需导入请指定它指向的文件")
		case !d.Type().IsRegular():
			no(name, Skipped, "is not a regular file", "不是普通文件")
		case isList(name):
			lists.found(name, no)
		case strings.EqualFold(filepath.Ext(name), ".zip"):
			unpack(name, add, no)
		case !reader.IsReadable(name):
			no(name, Skipped, "is of a type that holds no text; name it to try it", "这种类型的文件没有正文；如需尝试请直接指定")
		default:
			s := source{path: name}
			if info, err := d.Info(); err == nil {
				s.size = info.Size()
			}
			add(s)
		}
		return nil
	})
	return files
}

// wordsOf words an error about the file at path for people, in English and
// Chinese, without its name.
func wordsOf(path string, err error) (english, chinese string) {
	var both interface {
		error
		Chinese() string
	}
	var place *fs.PathError
	switch {
	case errors.As(err, &both):
		name := strings.ToValidUTF8(filepath.Base(path), "?")
		return strings.TrimPrefix(both.Error(), name+": "), strings.TrimPrefix(both.Chinese(), name+"：")
	case errors.Is(err, fs.ErrNotExist):
		return "is not there; check the name", "不存在；请检查文件名"
	case errors.Is(err, fs.ErrPermission):
		return "may not be read; check its permissions", "没有读取权限；请检查权限"
	case errors.As(err, &place):
		err = place.Err
	}
	return err.Error(), err.Error()
}

// importing is one import under way.
type importing struct {
	w     *Writer
	opts  ImportOptions
	found []source

	gen     *generation // begun with the first document that changes something
	plan    *plan
	gone    map[string]bool // ids of documents that their files hold no more
	reports []Report        // of files whose generation is not in force yet
	bytes   int64           // read for it
	began   time.Time
}

// outcome is what was made of a file.
type outcome struct {
	report Report   // of the file, where it is no document
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
	for o := range inOrder(im.found, stop, func(s *source) outcome { return im.read(s, known) }) {
		err := done(ctx)
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

// inOrder works on items on all cores and yields what comes out in the order of
// the items. It stops when stop is closed.
func inOrder[T, R any](items []T, stop <-chan struct{}, work func(*T) R) <-chan R {
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	queue := make(chan chan R, 2*runtime.GOMAXPROCS(0))
	out := make(chan R)
	go func() {
		defer close(queue)
		for i := range items {
			one := make(chan R, 1)
			select {
			case queue <- one:
			case <-stop:
				return
			}
			slots <- struct{}{}
			go func() {
				defer func() { <-slots }()
				one <- work(&items[i])
			}()
		}
	}()
	go func() {
		defer close(out)
		for one := range queue {
			select {
			case out <- <-one:
			case <-stop:
				return
			}
		}
	}()
	return out
}

// read reads and parses a file. known are the files that are there already.
func (im *importing) read(s *source, known map[string][]*Entry) (o outcome) {
	if s.report != nil {
		return outcome{report: *s.report}
	}
	o.report = Report{File: s.path, Status: Failed}
	defer func() {
		// Strangers wrote the file: what it does to one document must not end the
		// import of the others.
		if r := recover(); r != nil {
			im.w.opts.log().Error("a file cannot be parsed", "file", s.path, "panic", r)
			o.report.Detail = "cannot be parsed: this is a fault of the program; please report it"
			o.report.DetailChinese = "无法解析：这是程序的缺陷，请反馈"
		}
	}()
	src, err := s.read()
	if err != nil {
		o.report.Detail, o.report.DetailChinese = wordsOf(s.path, err)
		return o
	}
	name := strings.ToValidUTF8(filepath.Base(s.path), "\uFFFD")
	sum := hashOf(src)
	if of := known[fileKey(sum, name, s.given)]; of != nil {
		o.known = of
		return o
	}
	docs, err := parse(s.path, src)
	if err != nil {
		o.report.Detail, o.report.DetailChinese = wordsOf(s.path, err)
		return o
	}
	docs[0].Give(s.given)
	for i, doc := range docs {
		p := part{report: Report{File: s.path, Status: Failed}, doc: doc}
		p.report.describe(doc)
		p.entry = Entry{
			Name: name, From: s.abs, Size: int64(len(src)), Added: time.Now().UTC().Truncate(time.Second), SHA256: sum, Ext: extension(name),
			Part: i, Parts: len(docs), Given: s.given,
		}
		p.entry.describe(doc)
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

// read gives the bytes of a file, also of one in an archive.
func (s *source) read() ([]byte, error) {
	if s.archive != "" {
		return readArchived(s)
	}
	return readFile(s.path)
}

// readFile reads a file that is not too large.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path) // before it is opened: opening a pipe would wait
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxFile {
		_, err := reader.Options{MaxBytes: maxFile}.ReadFile(path)
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	// It may grow while it is read.
	return io.ReadAll(io.LimitReader(f, maxFile+1))
}

// maxFile is the size of the largest file that is read, in bytes.
const maxFile = 200 << 20

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

// describe fills in what the parser found. It copies what may be a part of the text, since the
// entry lives longer than the text does.
func (e *Entry) describe(d *corpus.Document) {
	e.Title, e.Date = strings.Clone(d.Title), d.Date
	e.Articles, e.Clauses = d.Report.Articles, len(d.Clauses)
	e.Gaps, e.Damage = len(d.Report.Gaps), len(d.Report.Damage)
	e.Words = fingerprint(d)
	e.Host, e.Cover, e.Facts = strings.Clone(d.Host), strings.Clone(d.Cover), factsOf(d)
}

// ReportOf is what an import would report of a document of a file.
func ReportOf(file string, d *corpus.Document) Report {
	r := Report{File: file}
	r.describe(d)
	return r
}

// Read reads the documents of files, of folders and archives as [Writer.Import] does, and hands them to
// use, file by file; a file that cannot be read with the error. Nothing is kept.
// The error of Read says that ctx was done.
func Read(ctx context.Context, paths []string, use func(file string, docs []*corpus.Document, refusal error)) error {
	for _, s := range find(paths, "") {
		if err := done(ctx); err != nil {
			return err
		}
		if s.report != nil {
			if s.report.Status == Failed {
				use(s.path, nil, &wordedError{s.report.Detail, s.report.DetailChinese})
			}
			continue
		}
		src, err := s.read()
		var docs []*corpus.Document
		if err == nil {
			docs, err = parse(s.path, src)
		}
		if err != nil {
			english, chinese := wordsOf(s.path, err)
			use(s.path, nil, &wordedError{english, chinese})
			continue
		}
		docs[0].Give(s.given)
		use(s.path, docs, nil)
	}
	return nil
}

// wordedError says in both languages why a file cannot be read.
type wordedError struct{ english, chinese string }

func (e *wordedError) Error() string   { return e.english }
func (e *wordedError) Chinese() string { return e.chinese }

func (r *Report) describe(d *corpus.Document) {
	r.Title, r.Date = strings.Clone(d.Title), d.Date
	r.Articles, r.Clauses = d.Report.Articles, len(d.Clauses)
	r.Gaps, r.GapsChinese, r.Left = d.Report.Gaps, d.Report.GapsChinese, d.Report.Skipped
	r.LeftChinese = d.Report.SkippedChinese
	r.Host, r.Cover, r.Facts = strings.Clone(d.Host), strings.Clone(d.Cover), factsOf(d)
	for _, one := range d.Report.Doubts {
		line := 0
		if one.Len() > 0 {
			line = 1 + strings.Count(d.Source[:one.Start], "\n")
		}
		r.Doubts = append(r.Doubts, Doubt{line, one.English, one.Chinese})
	}
	for _, repair := range d.Report.Damage {
		slip := Slip{Text: strings.Clone(d.Text(repair.Span)), Likely: repair.Likely, Reason: repair.Reason, ReasonChinese: repair.Chinese()}
		for _, c := range d.Clauses {
			if c.Body.Contains(repair.Span) {
				slip.Clause = strings.Clone(c.Key)
				break
			}
		}
		r.Damage = append(r.Damage, slip)
	}
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

func (r *Report) sameAs(e *Entry) {
	r.Detail, r.DetailChinese = "has the same words as "+e.From, "与 "+e.From+" 文字相同"
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

// commit makes what was read since the last time the state in force, and
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
