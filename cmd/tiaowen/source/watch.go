package source

import (
	"context"
	"log/slog"
	"runtime/debug"

	"tiaowen/api"
	"tiaowen/cmd/tiaowen/priority"
	"tiaowen/index"
	"tiaowen/index/store"
)

// Serve loads the documents into svc, calls ready, and takes over what changes until the context is done. The error is
// that of loading. It waits for a cluster that does not answer yet.
func (s *Source) Serve(ctx context.Context, svc *api.Service, ready func(), log *slog.Logger) error {
	if s.Cluster.Given() {
		if err := s.loadPatiently(ctx, svc, log); err != nil {
			return err
		}
		ready()
		go priority.Quietly(func() { s.warm(ctx, svc, s.Cluster.open, log) })
		priority.Quietly(func() { s.watchCluster(ctx, svc, log) })
		return nil
	}
	open, err := s.Load(ctx, svc, log)
	if err != nil {
		return err
	}
	ready()
	if open != nil {
		go priority.Quietly(func() { warm(svc, open.Index) })
		priority.Quietly(func() { s.watchData(ctx, svc, open, log) })
	}
	return nil
}

// Watch takes over what changes in the source until ctx is done; open is what Load gave. It returns at once for
// documents that cannot change.
func (s *Source) Watch(ctx context.Context, svc *api.Service, open *store.Snapshot, log *slog.Logger) {
	switch {
	case s.Cluster.Given():
		s.watchCluster(ctx, svc, log)
	case open != nil:
		s.watchData(ctx, svc, open, log)
	}
}

// watchData gives svc the new documents of a data directory until ctx is done. After an import,
// it reads ahead what the first requests need.
func (s *Source) watchData(ctx context.Context, svc *api.Service, open *store.Snapshot, log *slog.Logger) {
	opts, err := s.index()
	if err != nil {
		log.Error("cannot read the added vocabulary", "error", err) // they existed when the server started
	}
	stop := s.encode(ctx, open, log)
	defer func() { stop() }()
	store.Watch(ctx, s.Data, store.Options{Index: opts, Log: log}, open, func(now *store.Snapshot) {
		stop()
		s.meaning.use(now.Index, s.Data, log)
		now.Index.Warm() // while the old index answers
		svc.SwapWith(now.Index, now)
		svc.TakenIn(newest(now.Documents))
		go priority.Quietly(func() { warmService(svc) })
		stop = s.encode(ctx, now, log)
		documents, clauses, _ := svc.Size()
		log.Info("an import takes effect", "documents", documents, "clauses", clauses, "generation", now.Generation)
	})
}

// warm prepares what the first requests need, and then gives back the memory
// that the work took.
func warm(svc *api.Service, ix *index.Index) {
	ix.Warm()
	warmService(svc)
}

// warmService is warm for an index that is warm already.
func warmService(svc *api.Service) {
	svc.Warm()
	_, _ = svc.Examples() // an error says that the documents were replaced in the meantime
	debug.FreeOSMemory()
}
