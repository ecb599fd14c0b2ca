// Package arena keeps values in a file that is mapped into memory instead of on the
// heap: the system reads what is used and may drop the rest, and the garbage
// collector does not scan it.
//
// A placed value is never changed and never freed: code that holds a pointer or a
// string from it can go on using it. The file has no name; its space is freed when the
// process ends.
package arena

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"unsafe"

	"github.com/blevesearch/mmap-go"
)

// chunk is the minimum growth of the file in bytes, a multiple of the page size of all
// systems. It is a variable for tests.
var chunk = 4 << 20

// Arena is a file with values. It is safe for concurrent use.
type Arena struct {
	mu     sync.Mutex
	file   *os.File
	size   int64       // of the file
	mapped []mmap.MMap // pieces of the file, as it grew
	used   int         // bytes of the last piece
}

// New makes an arena in the system's folder for temporary files.
func New() (*Arena, error) {
	// Windows does not remove an open file: there, the next process removes the files of
	// ended processes. On other systems the file loses its name at once.
	left, _ := filepath.Glob(filepath.Join(os.TempDir(), "tiaowen-documents-*"))
	for _, name := range left {
		_ = os.Remove(name)
	}
	f, err := os.CreateTemp("", "tiaowen-documents-*")
	if err != nil {
		return nil, err
	}
	_ = os.Remove(f.Name())
	return &Arena{file: f}, nil
}

// Size is how many bytes the arena takes on disk.
func (a *Arena) Size() int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.size
}

// Place copies what v points to, and everything reachable from it, into the arena and gives the
// copy. A value that several pointers share is copied once. Neither the original nor the copy may be
// changed afterwards. Maps, channels, functions and interfaces can be placed only if they are nil.
// After an error, for example because the disk is full, v is unchanged.
func Place[T any](a *Arena, v *T) (*T, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	c := &copier{a: a, seen: make(map[place]unsafe.Pointer)}
	p, err := c.pointer(reflect.ValueOf(v))
	if err != nil {
		return nil, err
	}
	return (*T)(p), nil
}

// take gives n zero bytes at a multiple of align.
func (a *Arena) take(n, align uintptr) (unsafe.Pointer, error) {
	at := (a.used + int(align) - 1) / int(align) * int(align)
	if len(a.mapped) == 0 || at+int(n) > len(a.mapped[len(a.mapped)-1]) {
		if err := a.grow(int(n)); err != nil {
			return nil, err
		}
		at = 0
	}
	a.used = at + int(n)
	last := a.mapped[len(a.mapped)-1]
	if n == 0 {
		return unsafe.Pointer(unsafe.SliceData(last)), nil
	}
	return unsafe.Pointer(&last[at]), nil
}

// grow adds a piece with room for n bytes. It writes the piece before it maps it, so that a
// full disk is an error here; later it would end the process.
func (a *Arena) grow(n int) error {
	size := max(1, (n+chunk-1)/chunk) * chunk
	zeros := make([]byte, min(size, 1<<20))
	for at := 0; at < size; at += len(zeros) {
		if _, err := a.file.WriteAt(zeros[:min(len(zeros), size-at)], a.size+int64(at)); err != nil {
			return err
		}
	}
	m, err := mmap.MapRegion(a.file, size, mmap.RDWR, 0, a.size)
	if err != nil {
		return err
	}
	a.mapped, a.used, a.size = append(a.mapped, m), 0, a.size+int64(size)
	return nil
}

// place is the address and the type of a value: a struct has the same address as its first field.
type place struct {
	at unsafe.Pointer
	of reflect.Type
}

// copier copies one value and everything reachable from it.
type copier struct {
	a    *Arena
	seen map[place]unsafe.Pointer // where the copies are

	longest, copied string // the longest text so far, and its copy: most other texts are parts of it
}

var errKind = errors.New("a value of this kind cannot be placed")

// pointer copies the value of a pointer.
func (c *copier) pointer(v reflect.Value) (unsafe.Pointer, error) {
	of := v.Type().Elem()
	key := place{v.UnsafePointer(), of}
	if to, ok := c.seen[key]; ok {
		return to, nil
	}
	to, err := c.a.take(of.Size(), uintptr(of.Align()))
	if err != nil {
		return nil, err
	}
	c.seen[key] = to
	return to, c.value(reflect.NewAt(of, to).Elem(), v.Elem())
}

// value copies a value to its place.
func (c *copier) value(to, from reflect.Value) error {
	if flat(to.Type()) {
		to.Set(from)
		return nil
	}
	switch from.Kind() {
	case reflect.String:
		s, err := c.text(from.String())
		to.SetString(s)
		return err
	case reflect.Pointer:
		if from.IsNil() {
			return nil
		}
		p, err := c.pointer(from)
		if err == nil {
			to.Set(reflect.NewAt(from.Type().Elem(), p))
		}
		return err
	case reflect.Slice:
		return c.slice(to, from)
	case reflect.Array:
		for i := range from.Len() {
			if err := c.value(to.Index(i), from.Index(i)); err != nil {
				return err
			}
		}
		return nil
	case reflect.Struct:
		for i := range from.NumField() {
			if err := c.value(open(to.Field(i)), open(from.Field(i))); err != nil {
				return err
			}
		}
		return nil
	}
	if from.IsZero() {
		return nil
	}
	return fmt.Errorf("%w: %s", errKind, from.Type())
}

// open makes an unexported field accessible.
func open(field reflect.Value) reflect.Value {
	return reflect.NewAt(field.Type(), field.Addr().UnsafePointer()).Elem()
}

func (c *copier) slice(to, from reflect.Value) error {
	if from.IsNil() {
		return nil
	}
	of, n := from.Type().Elem(), from.Len()
	p, err := c.a.take(of.Size()*uintptr(n), uintptr(of.Align()))
	if err != nil {
		return err
	}
	list := reflect.SliceAt(of, p, n)
	if flat(of) {
		reflect.Copy(list, from)
	} else {
		for i := range n {
			if err := c.value(list.Index(i), from.Index(i)); err != nil {
				return err
			}
		}
	}
	to.Set(list.Convert(from.Type()))
	return nil
}

// text copies a text; for a part of the longest text it gives that part of its copy.
func (c *copier) text(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	begin, at := uintptr(unsafe.Pointer(unsafe.StringData(c.longest))), uintptr(unsafe.Pointer(unsafe.StringData(s)))
	if at >= begin && at+uintptr(len(s)) <= begin+uintptr(len(c.longest)) {
		return c.copied[at-begin:][:len(s)], nil
	}
	p, err := c.a.take(uintptr(len(s)), 1)
	if err != nil {
		return "", err
	}
	out := unsafe.Slice((*byte)(p), len(s))
	copy(out, s)
	text := unsafe.String(&out[0], len(out))
	if len(s) > len(c.longest) {
		c.longest, c.copied = s, text
	}
	return text, nil
}

// flats records which types have no pointers.
var flats sync.Map

// flat reports whether values of a type can be copied byte by byte.
func flat(t reflect.Type) bool {
	if known, ok := flats.Load(t); ok {
		return known.(bool)
	}
	is := false
	switch k := t.Kind(); {
	case k == reflect.Struct:
		is = true
		for i := range t.NumField() {
			is = is && flat(t.Field(i).Type)
		}
	case k == reflect.Array:
		is = flat(t.Elem())
	default:
		is = k >= reflect.Bool && k <= reflect.Complex128
	}
	flats.Store(t, is)
	return is
}
