package opensearch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// bulkBytes is the size of a request that writes; smaller in tests.
var bulkBytes = 4 << 20

// bulkWorkers is how many requests write at a time. More would not be faster,
// and would slow down the searches that the cluster answers meanwhile.
const bulkWorkers = 2

// bulkTime is how long a node may take to answer one request.
const bulkTime = 2 * time.Minute

// bulkPatience is how long an import waits for a cluster that is too busy to take a request.
const bulkPatience = 5 * time.Minute

// bulk writes documents. If the cluster refuses a request because its queues are
// full, bulk sends it again after a pause; until then, add blocks.
type bulk struct {
	c    *Cluster
	ctx  context.Context
	stop context.CancelCauseFunc
	full chan []line
	done sync.WaitGroup

	lines []line
	size  int
}

// line is a document: its destination and its content, each a line of JSON.
type line struct{ action, source []byte }

func (c *Cluster) newBulk(ctx context.Context) *bulk {
	ctx, stop := context.WithCancelCause(ctx)
	b := &bulk{c: c, ctx: ctx, stop: stop, full: make(chan []line)}
	for range bulkWorkers {
		b.done.Go(func() {
			for lines := range b.full {
				if ctx.Err() != nil {
					continue
				}
				if err := b.send(lines); err != nil {
					stop(err)
				}
			}
		})
	}
	return b
}

// add hands over a document that is to be written to an index under an id.
func (b *bulk) add(name, id string, doc any) error {
	action, err := json.Marshal(map[string]any{"index": map[string]string{"_index": name, "_id": id}})
	if err != nil {
		return err
	}
	source, err := json.Marshal(doc)
	if err != nil {
		return err
	}
	b.lines = append(b.lines, line{action, source})
	if b.size += len(action) + len(source) + 2; b.size < bulkBytes {
		return nil
	}
	return b.flush()
}

func (b *bulk) flush() error {
	if len(b.lines) > 0 {
		select {
		case b.full <- b.lines:
		case <-b.ctx.Done():
		}
	}
	b.lines, b.size = nil, 0
	if b.ctx.Err() != nil {
		return context.Cause(b.ctx)
	}
	return nil
}

// close writes the remaining documents and waits until all are written.
func (b *bulk) close() error {
	err := b.flush()
	close(b.full)
	b.done.Wait()
	if err == nil && b.ctx.Err() != nil {
		err = context.Cause(b.ctx)
	}
	b.stop(nil)
	return err
}

// send writes some documents. It repeats those that the cluster did not take.
func (b *bulk) send(lines []line) error {
	began := time.Now()
	for try := 1; ; try++ {
		left, err := b.once(lines)
		switch {
		case err == nil:
			return nil
		case tooLarge(err) && len(lines) > 1:
			half := len(lines) / 2
			if err := b.send(lines[:half]); err != nil {
				return err
			}
			return b.send(lines[half:])
		case len(left) == 0 || time.Since(began) > bulkPatience:
			return err
		}
		lines = left
		select {
		case <-time.After(5 * backoff(try)):
		case <-b.ctx.Done():
			return context.Cause(b.ctx)
		}
	}
}

// tooLarge reports whether a request was refused because of its size.
func tooLarge(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Reason == Refused && strings.HasPrefix(e.Detail, strconv.Itoa(http.StatusRequestEntityTooLarge))
}

// bulkAnswer is the answer of the cluster to documents that are to be written.
type bulkAnswer struct {
	Errors bool `json:"errors"`
	Items  []map[string]struct {
		Status int     `json:"status"`
		ID     string  `json:"_id"`
		Error  failure `json:"error"`
	} `json:"items"`
}

// once sends the documents. If the cluster was too busy to take some of them, it returns
// these with an error; if it refuses them, it returns only the error.
func (b *bulk) once(lines []line) (left []line, err error) {
	size := 0
	for _, l := range lines {
		size += len(l.action) + len(l.source) + 2
	}
	body := make([]byte, 0, size)
	for _, l := range lines {
		body = append(append(body, l.action...), '\n')
		body = append(append(body, l.source...), '\n')
	}
	ctx, stop := context.WithTimeout(b.ctx, bulkTime)
	defer stop()
	var answer bulkAnswer
	err = b.c.call(ctx, b.c.write, http.MethodPost, "/_bulk?filter_path=errors,items.*.status,items.*.error,items.*._id", body, &answer)
	switch {
	case Is(err, Busy, Unreachable) && b.ctx.Err() == nil:
		return lines, err
	case err != nil:
		return nil, err
	case !answer.Errors:
		return nil, nil
	}
	return answer.left(lines)
}

// left gives the documents that the cluster was too busy to take and its message, or the
// error by which it refuses one of them.
func (a *bulkAnswer) left(lines []line) (left []line, err error) {
	if len(a.Items) != len(lines) {
		return nil, &Error{Reason: Refused, Detail: fmt.Sprintf("%d answers to %d documents", len(a.Items), len(lines))}
	}
	for i, item := range a.Items {
		for _, one := range item {
			if one.Status < 300 {
				continue
			}
			said := one.Error.error(one.Status)
			if !Is(said, Busy, Unreachable, Red) {
				return nil, fmt.Errorf("%s: %w", one.ID, said)
			}
			left, err = append(left, lines[i]), said
		}
	}
	return left, err
}
