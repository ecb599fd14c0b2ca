// Package memory gives PDFium its memory, and takes it back once nothing runs in it.
//
// It lies outside of Go's heap where the system can give room that only counts once it
// is used. Inside, every growth would copy the memory, and the copies of a file that
// needs all of it come to four times the limit.
//
// A file that takes too long is given up while PDFium runs in its memory. So a
// memory is given back only when every reading has ended that was under way
// when it was freed: one of them may be running in it.
package memory

import (
	"slices"
	"sync"

	"github.com/tetratelabs/wazero/experimental"
)

// Pages bounds the memory of one file in PDFium: 256 MiB in pages of WebAssembly, the
// bytes of the file included.
const Pages = 4096

// MaxBytes is the same bound in bytes.
const MaxBytes = Pages << 16

var memories struct {
	sync.Mutex
	grown   uint64   // bytes: the largest size that one grew to since asked last
	next    uint64   // the number of the next reading
	reading []uint64 // those that are under way, ascending
	freed   []*memory
}

type memory struct {
	room    []byte
	release func() // nil when room is in Go's heap
	until   uint64 // of a memory that is freed: readings before this one may run in it
}

// Allocate reserves room for a memory that grows to most bytes, if the system gives it.
func Allocate(_, most uint64) experimental.LinearMemory {
	m := &memory{}
	m.room, m.release = reserve(most)
	return m
}

// Reallocate gives the memory its new size; nil when there is no room.
func (m *memory) Reallocate(size uint64) []byte {
	memories.Lock()
	defer memories.Unlock()
	memories.grown = max(memories.grown, size)
	if m.release != nil {
		if size > uint64(len(m.room)) {
			return nil
		}
		return m.room[:size]
	}
	if size > uint64(cap(m.room)) {
		room := make([]byte, size, max(size, min(2*uint64(cap(m.room)), MaxBytes)))
		copy(room, m.room)
		m.room = room
	}
	m.room = m.room[:size]
	return m.room
}

// Free gives the memory back once nothing runs in it.
func (m *memory) Free() {
	memories.Lock()
	defer memories.Unlock()
	if m.release == nil || m.until > 0 {
		return
	}
	memories.next++
	m.until = memories.next
	memories.freed = append(memories.freed, m)
	giveBack()
}

// Begin begins a reading of a file; end ends it.
func Begin() (end func()) {
	memories.Lock()
	defer memories.Unlock()
	n := memories.next
	memories.next++
	memories.reading = append(memories.reading, n)
	return func() {
		memories.Lock()
		defer memories.Unlock()
		memories.reading = slices.DeleteFunc(memories.reading, func(r uint64) bool { return r == n })
		giveBack()
	}
}

// giveBack gives back the memories that nothing runs in. The lock is held.
func giveBack() {
	memories.freed = slices.DeleteFunc(memories.freed, func(m *memory) bool {
		if len(memories.reading) > 0 && memories.reading[0] < m.until {
			return false
		}
		m.release()
		return true
	})
}

// Largest is how many bytes a memory grew to, or was asked to, since the last call.
func Largest() uint64 {
	memories.Lock()
	defer memories.Unlock()
	n := memories.grown
	memories.grown = 0
	return n
}
