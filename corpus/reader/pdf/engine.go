// Package pdf reads the text layer of PDF files as paragraphs.
//
// The work of a PDF library is done by PDFium, compiled to WebAssembly and run
// in this process without cgo. It knows the predefined Chinese encodings
// (GBK-EUC-H and the like) of fonts that are not in the file, which official
// documents use and simpler libraries turn into rubbish. Nothing of it starts
// before the first PDF is read: then the module is compiled (some seconds, a
// tenth of one when a compiled copy is in the cache directory).
//
// PDFium gives characters with their places on pages. Package layout makes paragraphs of them,
// without PDFium.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"tiaowen/corpus/reader/layout"
	"tiaowen/corpus/reader/pdf/font"
	"tiaowen/corpus/reader/pdf/memory"
)

// The reasons for refusing a file. Errors of [Read] wrap one of them, or one of
// package layout.
var (
	ErrEncrypted    = errors.New("encrypted")
	ErrDamaged      = errors.New("damaged or incomplete")
	ErrTooManyPages = errors.New("too many pages")
	ErrTooLarge     = errors.New("too large")
	ErrTooMuch      = errors.New("takes too much memory")
	ErrTooSlow      = errors.New("took too long")
	ErrNotStarted   = errors.New("PDFium cannot start")
)

// Options bounds the reading of a file. All fields must be set.
type Options struct {
	MaxPages    int           // most pages
	MaxTime     time.Duration // longest time, counted from when PDFium runs
	KeepRunning time.Duration // how long PDFium stays in memory after the last file
	CacheDir    string        // where its compiled form is kept; "" is nowhere
}

// MaxBytes is the largest file: PDFium keeps it in its memory and needs room
// beside it.
const MaxBytes = 160 << 20

// engine is PDFium, running or not. There is one for the process: starting it
// costs seconds and it takes some 60 MB of memory.
var engine struct {
	sync.Mutex
	pool  pdfium.Pool
	users int
	stop  *time.Timer
}

// start starts PDFium if it does not run, and counts its users.
func start(cacheDir string) (pdfium.Pool, error) {
	engine.Lock()
	defer engine.Unlock()
	if engine.stop != nil {
		engine.stop.Stop()
		engine.stop = nil
	}
	if engine.pool == nil {
		pool, err := startCached(cacheDir)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNotStarted, err)
		}
		engine.pool = pool
	}
	engine.users++
	return engine.pool, nil
}

// release counts a user out; the last one leaves PDFium running for a while.
func release(keep time.Duration) {
	engine.Lock()
	defer engine.Unlock()
	if engine.users--; engine.users > 0 {
		return
	}
	engine.stop = time.AfterFunc(keep, func() {
		engine.Lock()
		defer engine.Unlock()
		if engine.users == 0 && engine.pool != nil {
			engine.pool.Close()
			engine.pool = nil
		}
	})
}

// startCached starts PDFium with the compiled copy in the directory; without
// it when the directory cannot be used or holds a damaged copy.
func startCached(dir string) (pdfium.Pool, error) {
	if dir != "" && os.MkdirAll(dir, 0o755) == nil {
		if cache, err := wazero.NewCompilationCacheWithDir(filepath.Clean(dir)); err == nil {
			if pool, err := startPool(cache); err == nil {
				return pool, nil
			}
		}
	}
	return startPool(nil)
}

func startPool(cache wazero.CompilationCache) (pool pdfium.Pool, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(memory.Pages).
		WithCloseOnContextDone(true) // so that a file can be given up
	if cache != nil {
		config = config.WithCompilationCache(cache)
	}
	workers := runtime.GOMAXPROCS(0)
	module, err := module()
	if err != nil {
		return nil, err
	}
	return webassembly.InitWithWASM(webassembly.Config{
		WASM:          module,
		Context:       experimental.WithMemoryAllocator(experimental.WithCompilationWorkers(context.Background(), workers), experimental.MemoryAllocatorFunc(memory.Allocate)),
		MaxTotal:      workers,
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig().WithFSMount(font.Files(), "/"), // no file of the machine is open to it
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
}

// Read reads a PDF.
func Read(src []byte, o Options) (*layout.Document, error) {
	if len(src) > MaxBytes {
		return nil, fmt.Errorf("%w: %d bytes", ErrTooLarge, len(src))
	}
	// PDFium mends a file that is cut off, by leaving out what is missing.
	if tail := bytes.TrimRight(src, "\x00"); !bytes.Contains(tail[max(0, len(tail)-4096):], []byte("%%EOF")) {
		return nil, fmt.Errorf("%w: its end is missing", ErrDamaged)
	}
	pool, err := start(o.CacheDir)
	if err != nil {
		return nil, err
	}
	defer release(o.KeepRunning)
	defer memory.Begin()()
	instance, err := pool.GetInstance(10 * time.Minute) // others may be reading
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotStarted, err)
	}
	defer instance.Close()
	var late atomic.Bool
	timer := time.AfterFunc(o.MaxTime, func() {
		late.Store(true)
		instance.Kill()
	})
	defer timer.Stop()
	memory.Largest()
	began := time.Now()
	doc, err := read(instance, src, o)
	if time.Since(began) > o.MaxTime { // on a busy machine the timer may be late itself
		late.Store(true)
	}
	if err := outcome(err, late.Load()); err != nil {
		return nil, err
	}
	return doc, nil
}

// outcome is what an error of a reading means; late says that it took too long. A
// reading that was done before the kill took hold is late all the same.
func outcome(err error, late bool) error {
	switch {
	case late && err != nil:
		return fmt.Errorf("%w: %w", ErrTooSlow, err)
	case late:
		return ErrTooSlow
	case errors.Is(err, ErrDamaged) && memory.Largest() > memory.MaxBytes/2:
		return fmt.Errorf("%w: %w", ErrTooMuch, err)
	}
	return err
}

func read(instance pdfium.Pdfium, src []byte, o Options) (*layout.Document, error) {
	opened, err := instance.OpenDocument(&requests.OpenDocument{File: &src})
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return nil, fmt.Errorf("%w: %w", ErrEncrypted, err)
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	n, err := instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if n.PageCount > o.MaxPages {
		return nil, fmt.Errorf("%w: %d, limit %d", ErrTooManyPages, n.PageCount, o.MaxPages)
	}
	var pages []*layout.Page
	chars := 0
	for i := range n.PageCount {
		p, err := readPage(instance, opened.Document, i)
		switch {
		case errors.Is(err, layout.ErrTooMuchText):
			return nil, err
		case err != nil:
			return nil, fmt.Errorf("%w: page %d: %w", ErrDamaged, i+1, err)
		}
		if chars += p.Characters(); chars > layout.MaxCharacters {
			return nil, fmt.Errorf("%w: more than %d characters", layout.ErrTooMuchText, layout.MaxCharacters)
		}
		pages = append(pages, p)
	}
	return layout.Compose(pages)
}
