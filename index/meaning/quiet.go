package meaning

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// Quiet gives an encoder that leaves room for others: a [Model] encodes passages on one
// processor less than Go uses, and, on Linux, on threads of a low priority. What is encoded elsewhere is encoded as before.
func Quiet(e Encoder) Encoder {
	if m, ok := e.(*Model); ok {
		return quiet{m}
	}
	return e
}

type quiet struct{ *Model }

// EncodePassages stops early when ctx is done.
func (q quiet) EncodePassages(ctx context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, len(texts))
	var next atomic.Int64
	var wait sync.WaitGroup
	for range max(1, min(runtime.GOMAXPROCS(0)-1, runtime.NumCPU()-1, len(texts))) { // a server's scheduler has more than there are
		wait.Go(func() {
			runtime.LockOSThread() // and never unlocks: the thread ends with its low priority
			lowerPriority()
			for i := int(next.Add(1)) - 1; i < len(texts) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				out[i] = q.Passage(texts[i])
			}
		})
	}
	wait.Wait()
	return out, ctx.Err()
}
