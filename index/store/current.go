package store

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"tiaowen/index/store/manifest"
)

// Entry is a document of a directory.
type Entry = manifest.Entry

// Facts are what an official document says of itself.
type Facts = manifest.Facts

// pointer is what CURRENT holds.
type pointer struct {
	generation int
	crc        uint32
}

func (p pointer) String() string { return fmt.Sprintf("%s %08x\n", number(p.generation), p.crc) }

// errPointer says that CURRENT is not there or not readable as one.
var errPointer = errors.New("CURRENT names no generation")

func (l layout) pointer() (pointer, error) {
	b, err := os.ReadFile(l.current())
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return pointer{}, l.fail(NotReadable, err)
	}
	gen, crc, ok := strings.Cut(strings.TrimSpace(string(b)), " ")
	n, err1 := strconv.Atoi(gen)
	c, err2 := strconv.ParseUint(crc, 16, 32)
	if !ok || err1 != nil || err2 != nil || n < 1 {
		return pointer{}, errPointer
	}
	return pointer{n, uint32(c)}, nil
}

// readManifest reads the manifest that CURRENT vouches for, or its copy.
func (l layout) readManifest(p pointer) (*manifest.Manifest, error) {
	return manifest.Read(p.crc, l.generation(p.generation).manifest(), l.copyOf(p.generation))
}

// findManifest looks for the newest manifest of a directory whose CURRENT is lost.
func (l layout) findManifest() (*manifest.Manifest, pointer, error) {
	m, crc := manifest.Newest(l.path("originals"))
	if m == nil {
		return nil, pointer{}, errPointer
	}
	return m, pointer{m.Generation, crc}, nil
}

// Current is the number of the current generation.
func Current(dir string) (int, error) {
	p, err := layout(dir).pointer()
	return p.generation, err
}

// List gives the documents of a directory, in the order of their import.
func List(dir string) ([]Entry, error) {
	l := layout(dir)
	for tries := 0; ; tries++ {
		if _, err := l.format(); err != nil {
			return nil, err
		}
		p, err := l.pointer()
		if err != nil {
			return nil, l.empty(err)
		}
		m, err := l.readManifest(p)
		if err == nil {
			return m.Documents, nil
		}
		// It may have been replaced between the two lines.
		if now, perr := l.pointer(); perr != nil || now == p || tries == 10 {
			return nil, l.fail(Damaged, err)
		}
	}
}

// empty turns a missing pointer into Missing where nothing was ever committed.
func (l layout) empty(err error) error {
	if !errors.Is(err, errPointer) {
		return err
	}
	if _, _, lost := l.findManifest(); lost != nil {
		return l.fail(Missing, nil)
	}
	return l.fail(Damaged, err)
}
