package gate

import (
	"container/list"
	"crypto/tls"
	"net"
	"net/http"
	"sync"
)

// connections bounds how many a server keeps open. One too many closes the one
// that has been waiting longest for a request: ten thousand browsers that keep a
// connection in reserve cannot keep a new one out. Where all are at work, the
// new one is closed.
type connections struct {
	most int

	mu      sync.Mutex
	open    int
	waiting *list.List // of net.Conn without a request, the longest first
	place   map[net.Conn]*list.Element
}

func newConnections(most int) *connections {
	return &connections{most: most, waiting: list.New(), place: make(map[net.Conn]*list.Element)}
}

// Connections is the ConnState hook of a server that keeps most connections open. One too
// many closes the one that has been waiting longest for a request, or itself where all are at work.
func Connections(most int) func(net.Conn, http.ConnState) { return newConnections(most).observe }

// observe sees every change of a connection.
func (k *connections) observe(c net.Conn, s http.ConnState) {
	if victim := k.note(c, s); victim != nil {
		if t, ok := victim.(*tls.Conn); ok {
			victim = t.NetConn() // Close of a TLS connection would wait for a client that does not read
		}
		_ = victim.Close() // its own goroutine sees that
	}
}

// note counts, and gives the connection to close, if one must.
func (k *connections) note(c net.Conn, s http.ConnState) (victim net.Conn) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if e := k.place[c]; e != nil {
		k.waiting.Remove(e)
		delete(k.place, c)
	}
	switch s {
	case http.StateNew:
		k.open++
		if k.open > k.most {
			victim = c
			if e := k.waiting.Front(); e != nil {
				victim = e.Value.(net.Conn)
				k.waiting.Remove(e)
				delete(k.place, victim)
				k.place[c] = k.waiting.PushBack(c)
			}
			return victim
		}
		k.place[c] = k.waiting.PushBack(c)
	case http.StateIdle:
		k.place[c] = k.waiting.PushBack(c)
	case http.StateHijacked, http.StateClosed:
		k.open--
	}
	return nil
}

// count gives how many are open.
func (k *connections) count() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.open
}
