package pdf

import (
	"sync"

	"github.com/tetratelabs/wazero/experimental"
)

// The memory of PDFium lies outside of Go's heap where the system can give
// room that only counts once it is used. Inside, every growth would copy the
// memory, and the copies of a file that needs all of it come to four times the limit.

// memories is what is known of the memories of all instances.
var memories struct {
	sync.Mutex
	grown uint64 // the largest size that one grew to since asked last
}

type memory struct {
	room    []byte
	release func()
}

func allocate(_, most uint64) experimental.LinearMemory {
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
		return m.room[:size:len(m.room)]
	}
	if size > uint64(cap(m.room)) {
		room := make([]byte, size)
		copy(room, m.room)
		m.room = room
	}
	m.room = m.room[:size]
	return m.room
}

// Free gives the memory back.
func (m *memory) Free() {
	if m.release != nil {
		m.release()
	}
	m.room, m.release = nil, nil
}

// largest is how large a memory grew since the last call.
func largest() uint64 {
	memories.Lock()
	defer memories.Unlock()
	n := memories.grown
	memories.grown = 0
	return n
}
