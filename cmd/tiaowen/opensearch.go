package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"tiaowen/api"
	"tiaowen/index"
	"tiaowen/index/meaning"
	"tiaowen/index/opensearch"
	"tiaowen/index/store"
	"tiaowen/index/store/vectors"
)

// clusterSource is a cluster that holds documents.
type clusterSource struct {
	urls   list
	prefix string
	serves bool // documents stay open for long

	cluster *opensearch.Cluster
	open    *opensearch.Snapshot
}

// flags gives a command the options --opensearch and --opensearch-prefix.
func (c *clusterSource) flags(fs *flag.FlagSet) {
	fs.Var(&c.urls, "opensearch", "")
	fs.StringVar(&c.prefix, "opensearch-prefix", "tiaowen", "")
}

func (c *clusterSource) given() bool { return len(c.urls) > 0 }

// dial connects to the cluster. What nobody else on the machine may read is in
// the environment alone, and not among the arguments.
func (c *clusterSource) dial(ctx context.Context, log *slog.Logger) (*opensearch.Cluster, error) {
	return opensearch.Dial(ctx, opensearch.Options{
		URLs: c.urls, Prefix: c.prefix, Log: log, Mapped: c.serves,
		User: os.Getenv("TIAOWEN_OPENSEARCH_USER"), Password: os.Getenv("TIAOWEN_OPENSEARCH_PASSWORD"),
		APIKey: os.Getenv("TIAOWEN_OPENSEARCH_API_KEY"), CAFile: os.Getenv("TIAOWEN_OPENSEARCH_CA"),
	})
}

// load fills svc with the documents of the cluster.
func (c *clusterSource) load(ctx context.Context, svc *api.Service, from *source, opts index.Options, log *slog.Logger) error {
	if err := c.connect(ctx, opts, log); err != nil {
		return err
	}
	if f := from.vectors(ctx, c.open, log); f != nil {
		c.open.Index.UseMeaning(f)
	}
	svc.Swap(c.open.Index)
	return nil
}

// connect opens what the cluster has.
func (c *clusterSource) connect(ctx context.Context, opts index.Options, log *slog.Logger) (err error) {
	if c.cluster, err = c.dial(ctx, log); err != nil {
		return err
	}
	if c.open, err = c.cluster.Open(ctx, opts, nil); err != nil {
		c.cluster.Close()
	}
	return err
}

// loadPatiently is load for a server: it waits for a cluster that does not answer yet, or
// holds no documents yet.
func (c *clusterSource) loadPatiently(ctx context.Context, svc *api.Service, from *source, log *slog.Logger) error {
	opts, err := from.index()
	if err != nil {
		return err
	}
	c.serves = true
	told := ""
	for {
		err := c.connect(ctx, opts, log)
		if err == nil {
			svc.Swap(c.open.Index)
			return nil
		}
		if !opensearch.Is(err, opensearch.Unreachable, opensearch.Red, opensearch.Busy, opensearch.Nothing) || ctx.Err() != nil {
			return err
		}
		if told != err.Error() {
			told = err.Error()
			log.Warn("waiting for the cluster", "because", err)
		}
		select {
		case <-time.After(2 * time.Second):
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// vectors gives a function that reads the vectors of a snapshot; nil where meaning
// is off. For 65,000 clauses they are 37 MB.
func (s *source) vectors(ctx context.Context, open *opensearch.Snapshot, log *slog.Logger) func() (meaning.Encoder, *meaning.Vectors) {
	if s.meaning.off {
		return nil
	}
	cluster := s.cluster.cluster
	return func() (meaning.Encoder, *meaning.Vectors) {
		e, err := s.meaning.encoder()
		if err != nil {
			log.Warn("words alone are searched", "because", err)
			return nil, nil
		}
		v, err := cluster.Vectors(ctx, open, e.ID())
		if err != nil {
			log.Warn("words alone are searched: the vectors cannot be read", "because", err)
		} else if v == nil {
			log.Warn("words alone are searched: the documents were published without vectors of this model", "model", e.ID())
		}
		return e, v
	}
}

// warm makes what the first requests to a server would wait for, and fetches the
// vectors; until they are there words alone are searched.
func (s *source) warm(ctx context.Context, svc *api.Service, open *opensearch.Snapshot, log *slog.Logger) {
	if f := s.vectors(ctx, open, log); f != nil {
		open.Index.SetMeaning(f())
	}
	warm(svc, open.Index)
}

// watch keeps svc up with the cluster until ctx is done.
func (c *clusterSource) watch(ctx context.Context, svc *api.Service, from *source, log *slog.Logger) {
	opts, err := from.index()
	if err != nil {
		log.Error("the files that are added to the vocabulary", "error", err) // they were there when it started
	}
	c.cluster.Watch(ctx, opts, c.open, func(s *opensearch.Snapshot) {
		svc.Swap(s.Index)
		go quietly(func() { from.warm(ctx, svc, s, log) })
		documents, clauses, _ := svc.Size()
		log.Info("an import takes effect", "documents", documents, "clauses", clauses, "generation", s.Generation)
	})
}

// publication is what a cluster has of a data directory.
type publication struct{ generation, documents, clauses int }

// publish brings the cluster to the state of a data directory.
func (c *clusterSource) publish(ctx context.Context, dir string, log *slog.Logger, progress func(done, total int)) (*publication, error) {
	cluster, err := c.dial(ctx, log)
	if err != nil {
		return nil, err
	}
	defer cluster.Close()
	s, err := store.Open(ctx, dir, store.Options{Log: log})
	if err != nil {
		return nil, err
	}
	defer s.Index.Close()
	generation, err := cluster.Publish(ctx, s.Index, opensearch.PublishOptions{Vectors: vectors.Files(dir), Progress: progress})
	if err != nil {
		return nil, err
	}
	p := &publication{generation: generation, documents: len(s.Documents)}
	for _, d := range s.Index.Documents() {
		p.clauses += d.Report.Articles
	}
	return p, nil
}

// publish brings the cluster to the state of a data directory and says so.
func (e *env) publish(ctx context.Context, c *clusterSource, dir string) error {
	began := time.Now()
	bar := e.progress()
	p, err := c.publish(ctx, dir, e.log(), func(done, total int) { bar.show(store.Indexing, done, total) })
	bar.clear()
	if err != nil {
		return fmt.Errorf("%s: %w", e.say("文件已导入 %s，但集群没有更新", "the documents are in %s, but the cluster was not updated", dir), err)
	}
	fmt.Fprintln(e.stderr, e.say("集群 %s：第 %d 代生效，%d 份文件，%d 条（%.1f 秒）", "cluster %s: generation %d is active, %d {document|documents}, %d {clause|clauses} (%.1f s)",
		strings.Join(c.urls, ", "), p.generation, p.documents, p.clauses, time.Since(began).Seconds()))
	return nil
}
