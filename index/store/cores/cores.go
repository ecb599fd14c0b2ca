// Package cores processes many items at once, on all cores.
package cores

import (
	"runtime"
	"sync"
)

// Each calls do for every item, n at a time, and returns when all calls have returned. With n
// of 1 it calls do itself, with the priority of the caller's thread.
func Each[T any](n int, items []T, do func(T)) {
	if n == 1 {
		for _, item := range items {
			do(item)
		}
		return
	}
	var wait sync.WaitGroup
	queue := make(chan T)
	for range min(n, len(items)) {
		wait.Go(func() {
			for item := range queue {
				do(item)
			}
		})
	}
	for _, item := range items {
		queue <- item
	}
	close(queue)
	wait.Wait()
}

// InOrder calls work for every item, on all cores, and sends the results in the order of the
// items. A few results at most wait to be received, so that many items need little memory. When
// stop is closed it stops; until then all results must be received.
func InOrder[T, R any](items []T, stop <-chan struct{}, work func(*T) R) <-chan R {
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	queue := make(chan chan R, 2*runtime.GOMAXPROCS(0))
	out := make(chan R)
	go func() {
		defer close(queue)
		for i := range items {
			one := make(chan R, 1)
			select {
			case queue <- one:
			case <-stop:
				return
			}
			slots <- struct{}{}
			go func() {
				defer func() { <-slots }()
				one <- work(&items[i])
			}()
		}
	}()
	go func() {
		defer close(out)
		for one := range queue {
			select {
			case out <- <-one:
			case <-stop:
				return
			}
		}
	}()
	return out
}
