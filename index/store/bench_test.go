package store

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/cjk"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"tiaowen/corpus"
	"tiaowen/index/store/manifest"
)

// laws lists the files below the folder that TIAOWEN_LAWS names.
func laws(b *testing.B) (dir string, files []string) {
	b.Helper()
	dir = os.Getenv("TIAOWEN_LAWS")
	if dir == "" {
		b.Skip("set TIAOWEN_LAWS to a folder of laws in Markdown to run this")
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) < 100 {
		b.Fatalf("%d files below %s: %v", len(files), dir, err)
	}
	return dir, files
}

// peak gives the largest resident memory of this process in MB since the last
// call; 0 where the system does not say.
func peak() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, line, _ := strings.Cut(string(status), "VmHWM:")
	kb, _ := strconv.Atoi(strings.Fields(line + " 0")[0])
	runtime.GC()
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0)
	return float64(kb) / 1024
}

// resident is the memory of this process in MB after a collection.
func resident() float64 {
	runtime.GC()
	debug.FreeOSMemory()
	status, _ := os.ReadFile("/proc/self/status")
	_, line, _ := strings.Cut(string(status), "VmRSS:")
	kb, _ := strconv.Atoi(strings.Fields(line + " 0")[0])
	return float64(kb) / 1024
}

// BenchmarkImportLaws measures what the laws cost from files to a served index,
// and beside it what plain Bleve needs for the same clauses, parsed before:
//
//	TIAOWEN_LAWS=dir go test ./index/store -run '^$' -bench ImportLaws -benchtime 1x
//
// The ratios are of processor time, which other work on the machine disturbs
// less than it does the time by the clock. TIAOWEN_COPIES=10 imports as many copies, under titles of their own, as well.
func BenchmarkImportLaws(b *testing.B) {
	dir, files := laws(b)
	var whole, plain, tenth time.Duration
	var clauses, few int
	run := func(b *testing.B, from []string) (cpuTook time.Duration, clauses int) {
		for b.Loop() {
			peak()
			cpu := cpuTime()
			data := filepath.Join(b.TempDir(), strconv.Itoa(b.N))
			began := time.Now()
			importAll(b, data, ImportOptions{}, from...)
			imported := time.Since(began)
			most := peak()
			opening := time.Now()
			s, err := Open(b.Context(), data, quiet)
			if err != nil {
				b.Fatal(err)
			}
			opened := time.Since(opening)
			cpuTook = cpuTime() - cpu
			b.ReportMetric((imported + opened).Seconds(), "wall-s")
			b.ReportMetric(cpuTook.Seconds(), "cpu-s")
			clauses = 0
			text := 0
			for _, d := range s.Index.Documents() {
				clauses += len(d.Clauses)
				text += len(d.Source)
			}
			b.ReportMetric(float64(clauses), "clauses")
			b.ReportMetric(opened.Seconds()*1000, "open-ms")
			b.ReportMetric(most, "peak-MB")
			b.ReportMetric(resident(), "idle-MB")
			index := int64(0)
			for name, sum := range s.manifest(b, data).Files {
				if strings.HasPrefix(name, "index/") {
					index += sum.Size
				}
			}
			b.ReportMetric(float64(index)/float64(text), "index/text")
			if err := s.Index.Close(); err != nil {
				b.Fatal(err)
			}
		}
		return cpuTook, clauses
	}
	b.Run("tiaowen", func(b *testing.B) { whole, clauses = run(b, []string{dir}) })
	b.Run("bleve-cjk", func(b *testing.B) {
		var docs []*corpus.Document
		for _, path := range files {
			src, err := os.ReadFile(path)
			if err != nil {
				b.Fatal(err)
			}
			d, err := corpus.Parse(path, src)
			if err != nil {
				b.Fatal(err)
			}
			docs = append(docs, d)
		}
		for b.Loop() {
			peak()
			cpu, began := cpuTime(), time.Now()
			indexPlain(b, filepath.Join(b.TempDir(), strconv.Itoa(b.N)), docs)
			plain = cpuTime() - cpu
			b.ReportMetric(time.Since(began).Seconds(), "wall-s")
			b.ReportMetric(plain.Seconds(), "cpu-s")
			b.ReportMetric(peak(), "peak-MB")
			b.ReportMetric(whole.Seconds()/plain.Seconds(), "tiaowen/bleve")
		}
	})
	b.Run("tenth", func(b *testing.B) {
		var some []string
		for i := 0; i < len(files); i += 10 {
			some = append(some, files[i])
		}
		tenth, few = run(b, some)
		// How much more a clause costs among ten times as many.
		b.ReportMetric(whole.Seconds()/float64(clauses)/(tenth.Seconds()/float64(few)), "cost-growth")
	})
	if n, _ := strconv.Atoi(os.Getenv("TIAOWEN_COPIES")); n > 0 {
		b.Run(fmt.Sprint(n, "-copies"), func(b *testing.B) {
			from := b.TempDir()
			copies(b, from, files, n)
			run(b, []string{from})
		})
	}
}

// manifest is that of an open directory.
func (s *Snapshot) manifest(b *testing.B, dir string) *manifest.Manifest {
	m, err := layout(dir).readManifest(s.pointer)
	if err != nil {
		b.Fatal(err)
	}
	return m
}

// indexPlain is what one writes with Bleve without further thought: its cjk
// analyzer, its default fields, batches of 1,000.
func indexPlain(b *testing.B, dir string, docs []*corpus.Document) {
	text := bleve.NewTextFieldMapping()
	text.Analyzer = cjk.AnalyzerName
	m := bleve.NewIndexMapping()
	m.DefaultMapping.AddFieldMappingsAt("text", text)
	ix, err := bleve.NewUsing(dir, m, scorch.Name, scorch.Name, nil)
	if err != nil {
		b.Fatal(err)
	}
	batch := ix.NewBatch()
	for _, d := range docs {
		for _, c := range d.Clauses {
			if err := batch.Index(c.ID(), map[string]any{"text": c.Text()}); err != nil {
				b.Fatal(err)
			}
			if batch.Size() == 1000 {
				if err := ix.Batch(batch); err != nil {
					b.Fatal(err)
				}
				batch.Reset()
			}
		}
	}
	if err := ix.Batch(batch); err != nil {
		b.Fatal(err)
	}
	if err := ix.Close(); err != nil {
		b.Fatal(err)
	}
}

// copies writes the files n times below dir, each time under other titles.
func copies(b *testing.B, dir string, files []string, n int) {
	for i := range n {
		mark := fmt.Sprintf("第%d套", i+1)
		for j, path := range files {
			src, err := os.ReadFile(path)
			if err != nil {
				b.Fatal(err)
			}
			src = bytes.Replace(src, []byte("# "), []byte("# "+mark), 1)
			to := filepath.Join(dir, strconv.Itoa(i), strconv.Itoa(j), mark+filepath.Base(path))
			if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
				b.Fatal(err)
			}
			if err := os.WriteFile(to, src, 0o644); err != nil {
				b.Fatal(err)
			}
		}
	}
}
