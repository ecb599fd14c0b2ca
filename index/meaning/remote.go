package meaning

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

// Remote is an encoder behind the embeddings route that OpenAI's API has and
// many servers copy: POST {base}/v1/embeddings. It is safe for concurrent use.
type Remote struct {
	endpoint string
	model    string
	key      string
	id       string
	width    atomic.Int64 // of the first vector that came
	client   http.Client
}

// Limits of a Remote, the times shorter in tests.
var (
	remoteQueryTime   = 3 * time.Second // a person waits
	remotePassageTime = 2 * time.Minute
	remoteWait        = time.Second // before the second try; twice as long before the third
)

const (
	remoteTries = 3
	remoteText  = 8000      // bytes of a text that are sent
	remoteReply = 256 << 20 // bytes of an answer that are read
)

// NewRemote gives an encoder at an address (http://gpu:8000 or http://gpu:8000/v1), for a
// model by the name that the server knows. key is sent as a bearer token; "" sends none.
func NewRemote(address, model, key string) (*Remote, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("--embed-url %q is not an address: give http://host:port/v1", address)
	}
	if model == "" {
		return nil, errors.New("--embed-url needs the name of a model: --embed-model bge-m3")
	}
	path := strings.TrimSuffix(u.Path, "/")
	path = strings.TrimSuffix(path, "/embeddings")
	if !strings.HasSuffix(path, "/v1") {
		path += "/v1"
	}
	u.Path = path + "/embeddings"
	sum := sha256.Sum256([]byte(model))
	return &Remote{endpoint: u.String(), model: model, key: key, id: "remote-" + hex.EncodeToString(sum[:8])}, nil
}

// ID names the model, not the server: another one with the same model gives the
// same vectors.
func (r *Remote) ID() string { return r.id }

// prefix is what a model wants in front of a text: E5's were trained with a word
// that says what the text is, others take it as it is.
func (r *Remote) prefix(kind string) string {
	if strings.Contains(strings.ToLower(r.model), "e5") {
		return kind + ": "
	}
	return ""
}

// EncodeQuery gives the vector of a question, or an error after three seconds.
func (r *Remote) EncodeQuery(ctx context.Context, text string) ([]float32, error) {
	ctx, cancel := context.WithTimeout(ctx, remoteQueryTime)
	defer cancel()
	vectors, _, err := r.ask(ctx, []string{r.prefix("query") + text}, "query")
	if err != nil {
		return nil, err
	}
	return vectors[0], nil
}

// EncodePassages gives the vectors of texts. It tries again after errors that may pass.
func (r *Remote) EncodePassages(ctx context.Context, texts []string) ([][]float32, error) {
	if len(texts) == 0 {
		return nil, nil
	}
	sent := make([]string, len(texts))
	for i, text := range texts {
		sent[i] = r.prefix("passage") + text
	}
	wait := remoteWait
	for try := 1; ; try++ {
		one, cancel := context.WithTimeout(ctx, remotePassageTime)
		vectors, again, err := r.ask(one, sent, "passage")
		cancel()
		if err == nil || !again || try == remoteTries || ctx.Err() != nil {
			return vectors, err
		}
		select {
		case <-time.After(wait):
			wait *= 2
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// ask sends one request. again tells whether the error may pass.
func (r *Remote) ask(ctx context.Context, texts []string, kind string) (vectors [][]float32, again bool, err error) {
	for i, text := range texts {
		texts[i] = strings.ToValidUTF8(text[:min(len(text), remoteText)], "")
	}
	body, err := json.Marshal(struct {
		Model string   `json:"model"`
		Input []string `json:"input"`
		Kind  string   `json:"input_type"`
	}{r.model, texts, kind})
	if err != nil {
		return nil, false, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.endpoint, bytes.NewReader(body))
	if err != nil {
		return nil, false, err
	}
	req.Header.Set("Content-Type", "application/json")
	if r.key != "" {
		req.Header.Set("Authorization", "Bearer "+r.key)
	}
	resp, err := r.client.Do(req)
	if err != nil {
		return nil, true, fmt.Errorf("the encoder at %s does not answer: %w", r.endpoint, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<16)) // so that the connection can be used again
		again := resp.StatusCode >= 500 || resp.StatusCode == http.StatusTooManyRequests
		return nil, again, fmt.Errorf("the encoder at %s answers %s", r.endpoint, resp.Status)
	}
	vectors, err = r.read(io.LimitReader(resp.Body, remoteReply), len(texts))
	if err != nil {
		return nil, false, fmt.Errorf("the encoder at %s: %w", r.endpoint, err)
	}
	return vectors, false, nil
}

// read reads an answer and refuses what is no vector.
func (r *Remote) read(body io.Reader, n int) ([][]float32, error) {
	var answer struct {
		Data []struct {
			Index     int       `json:"index"`
			Embedding []float32 `json:"embedding"`
		} `json:"data"`
	}
	if err := json.NewDecoder(body).Decode(&answer); err != nil {
		return nil, fmt.Errorf("its answer is not a list of vectors: %w", err)
	}
	if len(answer.Data) != n {
		return nil, fmt.Errorf("%d vectors for %d texts", len(answer.Data), n)
	}
	out := make([][]float32, n)
	for _, d := range answer.Data {
		width := int64(len(d.Embedding))
		if width == 0 || width > maxWidth {
			return nil, fmt.Errorf("a vector of %d numbers", width)
		}
		if !r.width.CompareAndSwap(0, width) && r.width.Load() != width {
			return nil, fmt.Errorf("a vector of %d numbers, where others have %d", width, r.width.Load())
		}
		if d.Index < 0 || d.Index >= n || out[d.Index] != nil {
			return nil, fmt.Errorf("a vector for text %d of %d", d.Index, n)
		}
		var sum float64
		for _, x := range d.Embedding {
			sum += float64(x) * float64(x)
		}
		if !(sum > 0) || math.IsInf(sum, 0) {
			return nil, errors.New("a vector without direction")
		}
		normal(d.Embedding)
		out[d.Index] = d.Embedding
	}
	return out, nil
}
