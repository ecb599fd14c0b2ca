package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"tiaowen/api/rest"
	"tiaowen/index/meaning"
	"tiaowen/index/store"
	"tiaowen/index/store/vectors"
)

// importFiles makes documents of files, and tells what became of each.
func importFiles(ctx context.Context, e *env, args []string) error {
	fs := e.flags("import")
	data := fs.String("data", "", "")
	asJSON := fs.Bool("json", false, "")
	strict := fs.Bool("strict", false, "")
	replace := fs.String("replace", "", "")
	apart := fs.Bool("progress", false, "") // for a server that imports in a separate process
	var to clusterSource
	to.flags(fs)
	paths, err := e.parse(fs, args)
	if err != nil {
		return err
	}
	dir, err := e.dataOf("import", *data)
	if err != nil {
		return err
	}
	options := store.ImportOptions{Strict: *strict, Replace: *replace}
	switch {
	case len(paths) == 0 && to.given() && *apart:
		return e.publishFor(ctx, &to, dir)
	case len(paths) == 0 && to.given():
		return e.publish(ctx, &to, dir)
	case len(paths) == 0:
		return &usageError{e.say("没有给出要导入的文件", "no file given to import"), "tiaowen import --data " + dir + e.say(" 文件或目录", " FILE|DIR")}
	case *apart:
		return e.importFor(ctx, dir, paths, options)
	}
	count, clauses, err := e.importInto(ctx, dir, paths, options, *asJSON)
	if err != nil {
		return err
	}
	if clauses <= fewTexts { // each clause is a text at least
		if err := e.encodeFew(ctx, dir); err != nil {
			return err
		}
	}
	if to.given() {
		if err := e.publish(ctx, &to, dir); err != nil {
			return err
		}
	}
	if count[store.Failed]+count[store.Refused] > 0 {
		return errReported
	}
	return nil
}

// importInto imports files into a directory and prints what became of each: how many files had each result, and
// how many clauses are new.
func (e *env) importInto(ctx context.Context, dir string, paths []string, options store.ImportOptions, asJSON bool) (map[store.Status]int, int, error) {
	w, err := store.OpenWriter(dir, true, store.Options{Log: e.log()})
	if err != nil {
		return nil, 0, err
	}
	defer w.Close()
	defer boundMemory(paths)()
	began := time.Now()
	count := make(map[store.Status]int)
	added := 0 // clauses
	bar := e.progress()
	var failed error
	options.Progress = bar.show
	options.Report = func(r store.Report) {
		bar.clear()
		count[r.Status]++
		if r.Status == store.Added || r.Status == store.Replaced {
			added += r.Clauses
		}
		if asJSON {
			body, jerr := rest.JSON(r)
			if jerr == nil {
				_, jerr = e.stdout.Write(body)
			}
			if failed == nil {
				failed = jerr
			}
			return
		}
		e.printReport(r)
	}
	err = w.Import(ctx, paths, options)
	bar.clear()
	if err != nil {
		if ctx.Err() != nil {
			return nil, 0, fmt.Errorf("%s", e.say("导入中断；已报告的文件已保存，再次运行即可继续", "interrupted; the files reported so far are saved, run the command again to continue"))
		}
		return nil, 0, err
	}
	if failed != nil {
		return nil, 0, failed
	}
	fmt.Fprintf(e.stderr, "%s\n", e.summary(count, time.Since(began)))
	return count, added, w.Close()
}

// smallHeap is what an import of small files may hold before memory is collected more eagerly, in bytes.
const smallHeap = 280 << 20

// boundMemory has memory collected more eagerly when an import holds more than some times its largest
// file: a text, its outline and its terms take six times the text, and without a bound garbage doubles that.
// A limit and a percentage of the environment (GOMEMLIMIT, GOGC) stay. The result ends the bound.
func boundMemory(paths []string) (end func()) {
	was := debug.SetMemoryLimit(-1)
	if was != math.MaxInt64 {
		return func() {}
	}
	largest := int64(0)
	for _, path := range paths {
		_ = filepath.WalkDir(path, func(_ string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				if info, err := d.Info(); err == nil {
					largest = max(largest, info.Size())
				}
			}
			return nil // what cannot be read is reported when it is imported
		})
	}
	debug.SetMemoryLimit(max(smallHeap, 8*largest))
	if os.Getenv("GOGC") != "" {
		return func() { debug.SetMemoryLimit(was) }
	}
	percent := debug.SetGCPercent(importGarbage)
	return func() {
		debug.SetMemoryLimit(was)
		debug.SetGCPercent(percent)
	}
}

// importGarbage is how much garbage an import lets lie, in percent of what it holds: below the
// bound, collecting half as often takes a tenth off its time.
const importGarbage = 200

// fewTexts is up to how many texts an import makes the vectors of by itself, in
// some seconds; a server makes those of more, in the background.
const fewTexts = 400

// encodeFew makes the vectors of a few clauses, so that a question on the command
// line is answered by meaning too.
func (e *env) encodeFew(ctx context.Context, dir string) error {
	encoder, err := meaning.Open()
	if err != nil {
		return nil // only words are searched; a search says why
	}
	s, err := store.Open(ctx, dir, store.Options{Log: e.log()})
	if store.Is(err, store.Missing) || ctx.Err() != nil {
		return nil // nothing was imported, or it is enough
	}
	if err != nil {
		return err
	}
	defer s.Index.Close()
	if len(s.Index.Missing(vectors.Open(dir, encoder.ID(), e.log()))) <= fewTexts {
		err = vectors.EncodeOnce(ctx, dir, s.Generation, s.Index, encoder, e.log())
	}
	if err != nil && ctx.Err() == nil {
		if unwritable := store.Unwritable(dir, err); unwritable != nil {
			err = unwritable
		}
		fmt.Fprintln(e.stderr, e.say("文件已导入，但句向量还没有写入，暂时只按词语检索；由 tiaowen serve 或下一次导入补上：%s", "the documents are imported, but their sentence vectors are not written: words alone are searched until tiaowen serve or the next import writes them: %s", e.wording(err)))
	}
	return nil
}

// statuses are the words for what became of a file, in the order of the summary.
var statuses = []struct {
	status store.Status
	zh, en string
}{
	{store.Added, "新增", "added"},
	{store.Replaced, "替换", "replaced"},
	{store.Unchanged, "未变", "unchanged"},
	{store.Duplicate, "重复", "duplicate"},
	{store.Removed, "移除", "removed"},
	{store.Skipped, "跳过", "skipped"},
	{store.Refused, "拒绝", "refused"},
	{store.Failed, "失败", "failed"},
}

func (e *env) status(s store.Status) string {
	for _, one := range statuses {
		if one.status == s {
			return e.say(one.zh, one.en)
		}
	}
	return string(s)
}

// summary is one line: 1508 added, 4 duplicate (21.4 s).
func (e *env) summary(count map[store.Status]int, took time.Duration) string {
	var parts []string
	for _, one := range statuses {
		if n := count[one.status]; n > 0 {
			parts = append(parts, e.say("%s %d", "%[2]d %[1]s", e.status(one.status), n))
		}
	}
	return strings.Join(parts, e.say("，", ", ")) + e.say("（%.1f 秒）", " (%.1f s)", took.Seconds())
}

// printReport prints what became of a file: one line, and one below it for each
// thing that deserves a look.
func (e *env) printReport(r store.Report) {
	s := e.style()
	word := e.status(r.Status)
	if r.ID == "" && r.Title == "" {
		fmt.Fprintf(e.stdout, "%s  %s%s%s\n", s.mark(word), plain(r.File), e.say("：", ": "), plain(e.say(r.DetailChinese, r.Detail)))
		return
	}
	name := r.ID
	if name == "" {
		name = plain(r.File)
	}
	fmt.Fprintf(e.stdout, "%s  %s  %s  %s\n", word, s.bold(name), dated(r.Title, r.Date), e.size(r))
	if r.Detail != "" {
		e.printLine(plain(r.File), e.say(r.DetailChinese, r.Detail))
	}
	e.printFacts(r)
	e.printGaps(r, e.printLine)
	for _, one := range r.Doubts {
		e.printLine(e.say("存疑", "doubt"), e.doubt(one))
	}
	e.printDamage(r.Damage, e.printLine)
	e.printLeft(r, e.printLine)
}

// printLine prints a line below that of a document: what it is about, and what there is to say.
func (e *env) printLine(what, words string) {
	fmt.Fprintf(e.stdout, "    %s%s%s\n", what, e.say("：", ": "), plain(words))
}

// printFacts prints where a document stands and what it says of itself.
func (e *env) printFacts(r store.Report) {
	if r.Cover != "" {
		e.printLine(e.say("随文", "under"), r.Cover)
	}
	if r.Host != "" {
		e.printLine(e.say("附于", "attached to"), r.Host)
	}
	if facts := e.facts(r.Facts); facts != "" {
		e.printLine(e.say("公文", "facts"), facts)
	}
}

// printGaps prints the numbers that a document leaves out or repeats, in the user's language.
func (e *env) printGaps(r store.Report, line func(what, words string)) {
	gaps := r.Gaps
	if e.zh && len(r.GapsChinese) == len(gaps) {
		gaps = r.GapsChinese
	}
	for _, gap := range gaps {
		line(e.say("编号", "numbering"), gap)
	}
}

// printLeft prints what of a file is not in the document, in the user's language.
func (e *env) printLeft(r store.Report, line func(what, words string)) {
	left := r.Left
	if e.zh && len(r.LeftChinese) == len(left) {
		left = r.LeftChinese
	}
	for _, one := range left {
		line(e.say("未收入", "left out"), one)
	}
}

// size says how much a document holds: clauses, or else passages.
func (e *env) size(r store.Report) string {
	if r.Articles == 0 && r.Clauses > 0 {
		if r.Clauses == 1 {
			return e.say("1 段", "1 passage")
		}
		return e.say("%d 段", "%d passages", r.Clauses)
	}
	return e.say("%d 条", "%d clauses", r.Articles)
}

// doubt is a doubt with its line.
func (e *env) doubt(one store.Doubt) string {
	words := e.say(one.Chinese, one.Doubt)
	if one.Line > 0 {
		words = e.say("第 %d 行：", "line %d: ", one.Line) + words
	}
	return words
}

// facts are what an official document says of itself, on one line.
func (e *env) facts(f *store.Facts) string {
	if f == nil {
		return ""
	}
	var said []string
	for _, one := range []struct{ zh, en, value string }{
		{"文号", "number", f.Number}, {"发文机关", "issuer", f.Issuer}, {"成文日期", "signed", f.Signed}, {"施行日期", "in force from", f.Effective},
		{"密级", "secrecy", f.Secrecy}, {"种类", "kind", f.Kind}, {"效力", "status", f.Status}, {"简称", "names", strings.Join(f.Names, e.say("、", ", "))},
	} {
		if one.value != "" {
			said = append(said, e.say(one.zh, one.en)+" "+one.value)
		}
	}
	return strings.Join(said, e.say("，", ", "))
}

// printDamage prints suspected slips: each of them where they are few, else how many there are of each kind.
func (e *env) printDamage(damage []store.Slip, line func(what, words string)) {
	count := make(map[string]int)
	for _, slip := range damage {
		count[slip.Reason]++
	}
	printed := make(map[string]bool)
	for _, slip := range damage {
		reason := e.say(slip.ReasonChinese, slip.Reason)
		words := slip.Text
		if slip.Likely != "" {
			words += " → " + slip.Likely
		}
		if slip.Clause != "" {
			words = slip.Clause + "  " + words
		}
		switch n := count[slip.Reason]; {
		case n <= mostSlips:
			line(e.say("疑似文字错误", "damage"), words+e.say("（", " (")+reason+e.say("）", ")"))
		case !printed[slip.Reason]:
			printed[slip.Reason] = true
			line(e.say("疑似文字错误", "damage"), e.say("%s：%d 处，第一处 %s；用 --json 查看全部", "%s: %d times, first %s; --json lists them", reason, n, words))
		}
	}
}

// mostSlips is how many suspected slips of a kind are printed one by one.
const mostSlips = 5

// progress shows on the terminal, or in plain lines, how far an import is.
type progress struct {
	e     *env
	bar   *progressbar.ProgressBar
	stage store.Stage
	tty   bool
	last  time.Time
}

func (e *env) progress() *progress {
	f, ok := e.stderr.(*os.File)
	return &progress{e: e, last: time.Now(), tty: ok && term.IsTerminal(int(f.Fd()))}
}

func (p *progress) words(stage store.Stage) string {
	if stage == store.Reading {
		return p.e.say("读取文件", "reading files")
	}
	return p.e.say("编入索引（条）", "indexing clauses")
}

func (p *progress) show(stage store.Stage, done, total int) {
	if !p.tty {
		// A line now and then, for a log.
		if time.Since(p.last) > 5*time.Second {
			p.last = time.Now()
			fmt.Fprintf(p.e.stderr, "%s %d/%d\n", p.words(stage), done, total)
		}
		return
	}
	if p.bar == nil || p.stage != stage {
		p.clear()
		p.stage = stage
		p.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(io.Writer(p.e.stderr)),
			progressbar.OptionSetDescription(p.words(stage)),
			progressbar.OptionShowCount(),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(),
			progressbar.OptionFullWidth())
	}
	_ = p.bar.Set(done)
}

// clear takes the bar off the terminal.
func (p *progress) clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
		p.bar = nil
	}
}
