package inverted

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
	bleve "github.com/blevesearch/bleve_index_api"

	"tiaowen/corpus"
	"tiaowen/segmenter"
)

// batchClauses is the size of a batch, of which several are under way. Measured on 66,000 clauses: 2,000
// take 40 MB more than 1,000, and a twentieth less time, since fewer segments are merged.
const batchClauses = 1500

// memoryBatch is the size of a batch in memory, where nothing merges the
// segments that the batches become.
const memoryBatch = 4000

// A Builder writes an index directory. Its methods may be called from several
// goroutines at a time.
type Builder struct {
	dir      string
	words    *segmenter.Segmenter
	inverted bleve.Index
	queue    *bleve.AnalysisQueue

	mu    sync.Mutex
	batch *batch

	full    chan *batch
	pending sync.WaitGroup // batches that are not in the index yet
	done    sync.WaitGroup
	once    sync.Once
	errs    chan error

	meanwhile chan error // tells how [Builder.MergeMeanwhile] ended; nil without it
}

// Create opens dir for writing, an empty directory or an index to change. words
// cuts the clauses that are added; it must know the words that occur in them. It
// fails when another process has the index open.
func Create(dir string, words *segmenter.Segmenter) (*Builder, error) {
	errs := make(chan error, 1)
	watchDisk(dir, errs)
	inv, queue, err := openScorch(dir, false)
	if err != nil {
		watchDisk(dir, nil)
		return nil, err
	}
	b := &Builder{
		dir:      dir,
		words:    words,
		inverted: inv, queue: queue,
		batch: newBatch(),
		full:  make(chan *batch),
		errs:  errs,
	}
	for range 2 {
		b.done.Go(func() {
			for batch := range b.full {
				if err := b.inverted.Batch(batch.Batch); err != nil {
					b.keep(err)
				}
				b.pending.Done()
			}
		})
	}
	return b, nil
}

// Add indexes the clauses of a document; a clause of the same id is replaced.
// Clauses that an older state of the document had and this one has not are the
// caller's to [Builder.Remove]. Batches run side by side: one id must not be
// both removed and added before Close.
func (b *Builder) Add(d *corpus.Document) error {
	all := newEntries(b.words)
	for _, c := range d.Clauses {
		b.do(func(batch *batch) { batch.add(all.entry(c)) })
	}
	return b.err()
}

// Remove takes the clauses of a document out of the index.
func (b *Builder) Remove(d *corpus.Document) error {
	for _, c := range d.Clauses {
		b.do(func(batch *batch) { batch.Delete(c.ID()) })
	}
	return b.err()
}

func (b *Builder) do(change func(*batch)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	change(b.batch)
	if len(b.batch.IndexOps) >= batchClauses {
		b.flush()
	}
}

// flush hands on what has been collected.
func (b *Builder) flush() {
	if len(b.batch.IndexOps) > 0 {
		b.pending.Add(1)
		b.full <- b.batch
		b.batch = newBatch()
	}
}

func (b *Builder) err() error {
	select {
	case err := <-b.errs:
		b.keep(err)
		return fmt.Errorf("indexing: %w", err)
	default:
		return nil
	}
}

// keep puts an error back for the next one who asks.
func (b *Builder) keep(err error) {
	select {
	case b.errs <- err:
	default: // there is another already
	}
}

// Close writes what is pending and waits until all is on disk. The directory
// is complete only if it returns nil.
func (b *Builder) Close() error {
	var err error
	b.once.Do(func() {
		b.flush()
		close(b.full)
		b.done.Wait()
		err = b.err()
		if err == nil {
			err = b.persist()
		}
		if cerr := b.inverted.Close(); err == nil {
			err = cerr
		}
		b.queue.Close()
		watchDisk(b.dir, nil)
	})
	return err
}

// Merge makes one segment of the index, where it has more than most, for it is to stay as
// it is: it is a fifth smaller than Bleve leaves it, and a term is looked up once. Nothing
// may be added meanwhile. After [Builder.MergeMeanwhile] it makes one of what was added since,
// which leaves two.
func (b *Builder) Merge(ctx context.Context, most int) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.flush()
	b.pending.Wait()
	options := oneSegment
	if b.meanwhile != nil {
		if err := <-b.meanwhile; err != nil {
			return err
		}
		most = max(most, 2)
	}
	if err := b.persist(); err != nil {
		return err
	}
	sizes, err := b.segments()
	if err != nil || len(sizes) <= most {
		return err
	}
	if b.meanwhile != nil {
		options.MaxSegmentSize = 2 * slices.Max(sizes) // leaves out segments of half that size and more
	}
	return b.merge(ctx, options)
}

// MergeMeanwhile begins to make one segment of what was added so far, while more is added: merging
// takes one core, and the others would wait for it at the end. It is called once at most.
func (b *Builder) MergeMeanwhile(ctx context.Context) {
	b.meanwhile = make(chan error, 1)
	go func() { b.meanwhile <- b.merge(ctx, oneSegment) }()
}

func (b *Builder) merge(ctx context.Context, options mergeplan.MergePlanOptions) error {
	// Bleve would try again for ever after an error of the disk.
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		select {
		case err := <-b.errs:
			b.keep(err)
			stop()
		case <-ctx.Done():
		}
	}()
	if err := b.inverted.(*scorch.Scorch).ForceMerge(ctx, &options); err != nil {
		return fmt.Errorf("merging the index: %w", err)
	}
	if err := b.err(); err != nil {
		return err
	}
	return ctx.Err()
}

// segments gives how many clauses each segment of the index has.
func (b *Builder) segments() ([]int64, error) {
	r, err := b.inverted.Reader()
	if err != nil {
		return nil, err
	}
	var sizes []int64
	for _, s := range r.(*scorch.IndexSnapshot).Segments() {
		sizes = append(sizes, s.LiveSize())
	}
	return sizes, r.Close()
}

// oneSegment merges all segments at once; Bleve's own options for it merge ten, and the results again.
var oneSegment = func() mergeplan.MergePlanOptions {
	o := mergeplan.SingleSegmentMergePlanOptions
	o.SegmentsPerMergeTask = 1 << 20
	return o
}()

// persist waits for everything written so far to reach the disk: batches are
// persisted in order, so an empty one at the end tells. An error of the disk
// ends the waiting; Bleve would try again for ever.
func (b *Builder) persist() error {
	saved := make(chan error, 1)
	batch := bleve.NewBatch()
	batch.SetInternal([]byte("complete"), []byte{1})
	batch.SetPersistedCallback(func(err error) { saved <- err })
	if err := b.inverted.Batch(batch); err != nil {
		return fmt.Errorf("indexing: %w", err)
	}
	var err error
	select {
	case err = <-saved:
	case err = <-b.errs:
	}
	if err != nil {
		return fmt.Errorf("writing the index: %w", err)
	}
	return nil
}

// Bleve writes to the disk in the background, and tells what goes wrong there
// to a function that is registered for all indexes by name.
const diskErrors = "tiaowen"

var builders struct {
	sync.Mutex
	register sync.Once
	errs     map[string]chan error // by directory
}

// watchDisk sends to errs the first error of writing to dir; nil ends that.
func watchDisk(dir string, errs chan error) {
	builders.register.Do(func() {
		builders.errs = make(map[string]chan error)
		scorch.RegistryAsyncErrorCallbacks[diskErrors] = func(err error, dir string) {
			builders.Lock()
			defer builders.Unlock()
			select {
			case builders.errs[dir] <- err:
			default: // one is enough; from a nil channel nothing comes
			}
		}
	})
	builders.Lock()
	defer builders.Unlock()
	if errs == nil {
		delete(builders.errs, dir)
		return
	}
	builders.errs[dir] = errs
}
