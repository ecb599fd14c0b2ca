package source

import (
	"context"
	"flag"
	"log/slog"
	"os"

	"tiaowen/cmd/tiaowen/options"
	"tiaowen/cmd/tiaowen/priority"
	"tiaowen/index"
	"tiaowen/index/meaning"
	"tiaowen/index/store"
	"tiaowen/index/store/vectors"
)

// meaningSource says whether meaning is searched, and by which encoder.
type meaningSource struct {
	off   options.Off
	url   string // of an OpenAI-compatible server; "" is the built-in encoder
	model string // that the server is asked for
}

// flags gives a command the options --meaning, --embed-url and --embed-model.
func (m *meaningSource) flags(fs *flag.FlagSet) {
	fs.Var(&m.off, "meaning", "")
	fs.StringVar(&m.url, "embed-url", "", "")
	fs.StringVar(&m.model, "embed-model", "", "")
}

// encoder opens the encoder; nil if meaning is off. The key of a server comes only from
// the environment: everyone on the machine can read the arguments.
func (m *meaningSource) encoder() (meaning.Encoder, error) {
	switch {
	case bool(m.off):
		return nil, nil
	case m.url != "":
		return meaning.NewRemote(m.url, m.model, os.Getenv("TIAOWEN_EMBED_KEY"))
	}
	return meaning.Open()
}

// use lets an index search by meaning, with the vectors that exist. It opens nothing
// before a search needs it.
func (m *meaningSource) use(ix *index.Index, data string, log *slog.Logger) {
	if m.off {
		return
	}
	if m.url != "" && data == "" {
		log.Warn("searches use words only: vectors of another encoder need a data directory, --data")
		return
	}
	ix.UseMeaning(func() (meaning.Encoder, *meaning.Vectors) {
		e, err := m.encoder()
		if err != nil {
			log.Warn("searches use words only", "because", err)
			return nil, nil
		}
		if data == "" {
			return e, index.Shipped(e.ID())
		}
		return e, vectors.Open(data, e.ID(), log)
	})
}

// encode makes the missing vectors in the background. stop ends the work and returns
// when it has ended.
func (s *Source) encode(ctx context.Context, open *store.Snapshot, log *slog.Logger) (stop func()) {
	e, err := s.meaning.encoder()
	if err != nil {
		log.Warn("searches use words only", "because", err)
	}
	if e == nil || err != nil || len(open.Index.Documents()) == 0 {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go priority.Quietly(func() {
		defer close(ended)
		vectors.Encode(ctx, s.Data, open.Generation, open.Index, e, log)
	})
	return func() {
		cancel()
		<-ended
	}
}
