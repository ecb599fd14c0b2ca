// Package importing imports files into a data directory: for a person at the command line, who sees how far it is and
// what became of each file, and for a server, which lets another process do it.
//
// [Run] is the command. [Apart] and [PublishApart] are what a server calls; the other process is `tiaowen import
// --json --progress`.
package importing

import (
	"context"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"tiaowen/api/rest"
	"tiaowen/cmd/tiaowen/options"
	"tiaowen/cmd/tiaowen/report"
	"tiaowen/cmd/tiaowen/source"
	"tiaowen/cmd/tiaowen/terminal"
	"tiaowen/index/meaning"
	"tiaowen/index/store"
	"tiaowen/index/store/vectors"
)

// Run is the command import: it makes documents of files and reports what became of each.
func Run(ctx context.Context, t *terminal.Terminal, args []string) error {
	fs := options.New(t, "import")
	data := fs.String("data", "", "")
	asJSON := fs.Bool("json", false, "")
	strict := fs.Bool("strict", false, "")
	replace := fs.String("replace", "", "")
	apart := fs.Bool("progress", false, "") // for a server that imports in a separate process
	var to source.Cluster
	to.Flags(fs.FlagSet)
	paths, err := fs.Parse(args)
	if err != nil {
		return err
	}
	dir, err := options.Data(t, "import", *data)
	if err != nil {
		return err
	}
	options := store.ImportOptions{Strict: *strict, Replace: *replace}
	switch {
	case len(paths) == 0 && to.Given() && *apart:
		return publishFor(ctx, t, &to, dir)
	case len(paths) == 0 && to.Given():
		return Publish(ctx, t, &to, dir)
	case len(paths) == 0:
		return terminal.Misuse(t.Say("没有给出要导入的文件", "no file given to import"), "tiaowen import --data "+dir+t.Say(" 文件或目录", " FILE|DIR"))
	case *apart:
		return importFor(ctx, t, dir, paths, options)
	}
	return importAndPublish(ctx, t, &to, dir, paths, options, *asJSON)
}

// importAndPublish imports files, makes the vectors of a few new clauses, and publishes to a cluster if one is given.
func importAndPublish(ctx context.Context, t *terminal.Terminal, to *source.Cluster, dir string, paths []string, options store.ImportOptions, asJSON bool) error {
	count, clauses, err := importInto(ctx, t, dir, paths, options, asJSON)
	if err != nil {
		return err
	}
	if clauses <= fewTexts { // each clause is a text at least
		if err := encodeFew(ctx, t, dir); err != nil {
			return err
		}
	} else {
		fmt.Fprintln(t.Stderr, t.Say("新增%d条还没有句向量，由 tiaowen serve 在后台计算；算完之前只按词语检索", "%d new clauses have no sentence vectors yet: tiaowen serve computes them in the background, and searches use words only until then", clauses))
	}
	if to.Given() {
		if err := Publish(ctx, t, to, dir); err != nil {
			return err
		}
	}
	if count[store.Failed]+count[store.Refused] > 0 {
		return terminal.ErrReported
	}
	return nil
}

// importInto imports files into a directory and prints what became of each: how many files had each result, and
// how many clauses are new.
func importInto(ctx context.Context, t *terminal.Terminal, dir string, paths []string, options store.ImportOptions, asJSON bool) (map[store.Status]int, int, error) {
	w, err := store.OpenWriter(dir, true, store.Options{Log: t.Log()})
	if err != nil {
		return nil, 0, err
	}
	defer w.Close()
	defer boundMemory(paths)()
	began := time.Now()
	count := make(map[store.Status]int)
	added := 0 // clauses
	bar := newProgress(t)
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
				_, jerr = t.Stdout.Write(body)
			}
			if failed == nil {
				failed = jerr
			}
			return
		}
		report.Print(t, r)
	}
	err = w.Import(ctx, paths, options)
	bar.clear()
	if err != nil {
		if ctx.Err() != nil {
			return nil, 0, fmt.Errorf("%s", t.Say("导入中断；已报告的文件已保存，再次运行即可继续", "interrupted; the files reported so far are saved. Run the command again to continue"))
		}
		return nil, 0, err
	}
	if failed != nil {
		return nil, 0, failed
	}
	fmt.Fprintf(t.Stderr, "%s\n", report.Summary(t, count, time.Since(began)))
	return count, added, w.Close()
}

// smallHeap is the heap of an import of small files, in bytes, above which garbage is collected more often.
const smallHeap = 280 << 20

// boundMemory makes the runtime collect garbage more often when an import needs more than eight times its
// largest file: a text, its outline and its terms take six times the text, and without a limit garbage doubles
// that. GOMEMLIMIT and GOGC of the environment stay in force. end removes the limit.
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

// importGarbage is GOGC during an import: below the limit, half as many collections make an import a
// tenth faster.
const importGarbage = 200

// fewTexts is the largest number of texts for which an import makes the vectors itself,
// in some seconds; a server makes the vectors of more texts in the background.
const fewTexts = 400

// encodeFew makes the vectors of a few clauses, so that a question on the command
// line is answered by meaning too.
func encodeFew(ctx context.Context, t *terminal.Terminal, dir string) error {
	encoder, err := meaning.Open()
	if err != nil {
		return nil // only words are searched; a search says why
	}
	s, err := store.Open(ctx, dir, store.Options{Log: t.Log()})
	if store.Is(err, store.Missing) || ctx.Err() != nil {
		return nil // nothing was imported, or the user interrupted
	}
	if err != nil {
		return err
	}
	defer s.Index.Close()
	if len(s.Index.Missing(vectors.Open(dir, encoder.ID(), t.Log()))) <= fewTexts {
		err = vectors.EncodeOnce(ctx, dir, s.Generation, s.Index, encoder, t.Log())
	}
	if err != nil && ctx.Err() == nil {
		if unwritable := store.Unwritable(dir, err); unwritable != nil {
			err = unwritable
		}
		fmt.Fprintln(t.Stderr, t.Say("文件已导入，但句向量还没有写入，暂时只按词语检索；由 tiaowen serve 或下一次导入补上：%s", "the documents were imported, but their sentence vectors were not written; searches use words only until tiaowen serve or the next import writes the vectors: %s", t.Wording(err)))
	}
	return nil
}

// Publish brings the cluster to the state of a data directory and says so.
func Publish(ctx context.Context, t *terminal.Terminal, c *source.Cluster, dir string) error {
	began := time.Now()
	bar := newProgress(t)
	p, err := c.Publish(ctx, dir, t.Log(), func(done, total int) { bar.show(store.Indexing, done, total) })
	bar.clear()
	if err != nil {
		return fmt.Errorf("%s: %w", t.Say("文件已导入 %s，但集群没有更新", "the documents are in %s, but the cluster was not updated", dir), err)
	}
	fmt.Fprintln(t.Stderr, t.Say("集群 %s：第 %d 代生效，%d 份文件，%d 条（%.1f 秒）", "cluster %s: generation %d is active, %d {document|documents}, %d {clause|clauses} (%.1f s)",
		strings.ReplaceAll(c.URLs(), ",", ", "), p.Generation, p.Documents, p.Clauses, time.Since(began).Seconds()))
	return nil
}
