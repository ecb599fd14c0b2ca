package memory

import "testing"

// TestMemoryIsGivenBackOnce: a memory is given back once, and not while a reading that was
// under way when it was freed may still run in it.
func TestMemoryIsGivenBackOnce(t *testing.T) {
	given := 0
	m := &memory{room: make([]byte, 1<<17), release: func() { given++ }}
	if b := m.Reallocate(1 << 16); len(b) != 1<<16 {
		t.Errorf("%d bytes", len(b))
	}
	if b := m.Reallocate(1 << 18); b != nil {
		t.Errorf("%d bytes beyond the room", len(b))
	}
	first, second := Begin(), Begin()
	m.Free()
	m.Free()
	second()
	if given != 0 {
		t.Error("given back while a reading is under way")
	}
	later := Begin() // began after it was freed
	first()
	if given != 1 {
		t.Errorf("given back %d times after the last reading", given)
	}
	later()
	if given != 1 {
		t.Errorf("given back %d times", given)
	}
	if Largest() < 1<<18 {
		t.Error("the size that was asked for is not known")
	}
	if n := Largest(); n != 0 {
		t.Errorf("asked again: %d", n)
	}
}

// TestMemoryWithoutRoom: where the system gives no room, the memory grows in the heap and
// keeps what it holds.
func TestMemoryWithoutRoom(t *testing.T) {
	m := &memory{}
	copy(m.Reallocate(1<<16), "abc")
	for _, size := range []uint64{1 << 17, 1 << 20, 3 << 19} {
		b := m.Reallocate(size)
		if uint64(len(b)) != size || string(b[:3]) != "abc" {
			t.Errorf("%d bytes, %q", len(b), b[:3])
		}
	}
	m.Free()
	Largest()
}

// TestAllocate: a memory gets as much room as it was allocated for, and no more.
func TestAllocate(t *testing.T) {
	const most = 1 << 20
	Largest()
	m := Allocate(0, most)
	defer m.Free()
	copy(m.Reallocate(1<<16), "abc")
	if b := m.Reallocate(most); len(b) != most || string(b[:3]) != "abc" {
		t.Errorf("%d bytes that begin with %q", len(b), b[:3])
	}
	if n := Largest(); n != most {
		t.Errorf("the largest is %d", n)
	}
}
