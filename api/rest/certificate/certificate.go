// Package certificate serves a certificate that is renewed while the server runs: it reloads
// the two files when they change.
package certificate

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// certificate is a pair of files that is read again when they change, so that a
// renewal takes effect without a restart. While what stands there cannot be
// used, half written or gone, the last good pair serves on.
type certificate struct {
	cert, key string // names of the files, PEM
	log       *slog.Logger

	mu     sync.Mutex
	pair   *tls.Certificate
	stamp  string    // of the files that were read last
	looked time.Time // when they were looked at last
	every  time.Duration
}

// Config reads a certificate with its chain and its key, both PEM files, and gives
// the configuration of a server that follows their changes within a second.
func Config(cert, key string, log *slog.Logger) (*tls.Config, error) {
	c := &certificate{cert: cert, key: key, log: log, every: time.Second}
	if err := c.load(); err != nil {
		return nil, err
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: c.get}, nil
}

func (c *certificate) load() error {
	c.looked = time.Now()
	stamp := c.state()
	if stamp == c.stamp && c.pair != nil {
		return nil
	}
	c.stamp = stamp // what cannot be used is told once
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		return err
	}
	c.pair = &pair
	return nil
}

// state changes when a file does.
func (c *certificate) state() string {
	out := ""
	for _, name := range []string{c.cert, c.key} {
		if info, err := os.Stat(name); err == nil {
			out += fmt.Sprintf("%d %d ", info.ModTime().UnixNano(), info.Size())
		}
	}
	return out
}

func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(c.looked) >= c.every {
		before := c.stamp
		switch err := c.load(); {
		case err != nil:
			c.log.Error("the certificate has changed and cannot be used; the one before serves on", "error", err)
		case c.stamp != before:
			c.log.Info("a new certificate takes effect", "valid_until", c.pair.Leaf.NotAfter)
		}
	}
	return c.pair, nil
}
