package source

import (
	"context"
	"flag"
	"log/slog"
	"os"
	"time"

	"tiaowen/api"
	"tiaowen/cmd/tiaowen/options"
	"tiaowen/cmd/tiaowen/priority"
	"tiaowen/index"
	"tiaowen/index/meaning"
	"tiaowen/index/opensearch"
	"tiaowen/index/store"
	"tiaowen/index/store/vectors"
)

// Cluster is an OpenSearch cluster that holds documents.
type Cluster struct {
	urls   options.List
	prefix string
	serves bool // documents stay open for long

	cluster *opensearch.Cluster
	open    *opensearch.Snapshot
}

// Flags gives a command the options --opensearch and --opensearch-prefix.
func (c *Cluster) Flags(fs *flag.FlagSet) {
	fs.Var(&c.urls, "opensearch", "")
	fs.StringVar(&c.prefix, "opensearch-prefix", "tiaowen", "")
}

// Given reports whether the command line names a cluster.
func (c *Cluster) Given() bool { return len(c.urls) > 0 }

// dial connects to the cluster. Secrets come only from the environment: everyone on the
// machine can read the arguments.
func (c *Cluster) dial(ctx context.Context, log *slog.Logger) (*opensearch.Cluster, error) {
	return opensearch.Dial(ctx, opensearch.Options{
		URLs: c.urls, Prefix: c.prefix, Log: log, Mapped: c.serves,
		User: os.Getenv("TIAOWEN_OPENSEARCH_USER"), Password: os.Getenv("TIAOWEN_OPENSEARCH_PASSWORD"),
		APIKey: os.Getenv("TIAOWEN_OPENSEARCH_API_KEY"), CAFile: os.Getenv("TIAOWEN_OPENSEARCH_CA"),
	})
}

// URLs are the addresses of its nodes, separated by commas.
func (c *Cluster) URLs() string { return c.urls.String() }

// Arguments are the options that name this cluster to another process.
func (c *Cluster) Arguments() []string {
	return []string{"--opensearch", c.URLs(), "--opensearch-prefix", c.prefix}
}

// loadCluster fills svc with the documents of the cluster.
func (s *Source) loadCluster(ctx context.Context, svc *api.Service, opts index.Options, log *slog.Logger) error {
	if err := s.Cluster.connect(ctx, opts, log); err != nil {
		return err
	}
	if f := s.vectors(ctx, s.Cluster.open, log); f != nil {
		s.Cluster.open.Index.UseMeaning(f)
	}
	svc.Swap(s.Cluster.open.Index)
	return nil
}

// connect opens the documents of the cluster.
func (c *Cluster) connect(ctx context.Context, opts index.Options, log *slog.Logger) (err error) {
	if c.cluster, err = c.dial(ctx, log); err != nil {
		return err
	}
	if c.open, err = c.cluster.Open(ctx, opts, nil); err != nil {
		c.cluster.Close()
	}
	return err
}

// loadPatiently is loadCluster for a server: it waits for a cluster that does not answer yet, or
// holds no documents yet.
func (s *Source) loadPatiently(ctx context.Context, svc *api.Service, log *slog.Logger) error {
	c := &s.Cluster
	opts, err := s.index()
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

// vectors gives a function that reads the vectors of a snapshot; nil if meaning
// is off. For 65,000 clauses they are 37 MB.
func (s *Source) vectors(ctx context.Context, open *opensearch.Snapshot, log *slog.Logger) func() (meaning.Encoder, *meaning.Vectors) {
	if s.meaning.off {
		return nil
	}
	cluster := s.Cluster.cluster
	return func() (meaning.Encoder, *meaning.Vectors) {
		e, err := s.meaning.encoder()
		if err != nil {
			log.Warn("searches use words only", "because", err)
			return nil, nil
		}
		v, err := cluster.Vectors(ctx, open, e.ID())
		if err != nil {
			log.Warn("searches use words only: the vectors cannot be read", "because", err)
		} else if v == nil {
			log.Warn("searches use words only: the documents were published without vectors of this model", "model", e.ID())
		}
		return e, v
	}
}

// warm prepares what the first requests to a server need, and fetches the
// vectors; until then only words are searched.
func (s *Source) warm(ctx context.Context, svc *api.Service, open *opensearch.Snapshot, log *slog.Logger) {
	if f := s.vectors(ctx, open, log); f != nil {
		open.Index.SetMeaning(f())
	}
	warm(svc, open.Index)
}

// watchCluster gives svc the new documents of the cluster until ctx is done.
func (s *Source) watchCluster(ctx context.Context, svc *api.Service, log *slog.Logger) {
	opts, err := s.index()
	if err != nil {
		log.Error("cannot read the added vocabulary", "error", err) // they existed when the server started
	}
	s.Cluster.cluster.Watch(ctx, opts, s.Cluster.open, func(now *opensearch.Snapshot) {
		svc.Swap(now.Index)
		go priority.Quietly(func() { s.warm(ctx, svc, now, log) })
		documents, clauses, _ := svc.Size()
		log.Info("an import takes effect", "documents", documents, "clauses", clauses, "generation", now.Generation)
	})
}

// Publication is what a cluster has of a data directory: Clauses are those that have a number.
type Publication struct{ Generation, Documents, Clauses int }

// Publish brings the cluster to the state of a data directory.
func (c *Cluster) Publish(ctx context.Context, dir string, log *slog.Logger, progress func(done, total int)) (*Publication, error) {
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
	p := &Publication{Generation: generation, Documents: len(s.Documents)}
	for _, d := range s.Index.Documents() {
		p.Clauses += d.Report.Articles
	}
	return p, nil
}
