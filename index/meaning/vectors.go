package meaning

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"os"
	"path/filepath"
	"sync"
	"unsafe"

	"github.com/blevesearch/mmap-go"
)

// A file of vectors, all numbers little endian, grows at its end and never changes
// before it:
//
//	"tiaowen vectors1"                16 bytes
//	the model's name, filled with 0   40 bytes
//	numbers in a vector               uint32
//	CRC-32C of all before             uint32
//	for each vector:
//	  key of its text                 16 bytes
//	  scale                           float32
//	  CRC-32C of all else of it       uint32
//	  the numbers, in units of scale  int8 each, filled with 0 to a multiple of 16
//
// A record that was half written, or is damaged, counts as not there.
const (
	vectorsMagic = "tiaowen vectors1"
	vectorsName  = 40
	vectorsHead  = len(vectorsMagic) + vectorsName + 8
	recordHead   = len(Key{}) + 8
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// ErrVectors says that a file holds no vectors of the model asked for. The
// thing to do is to remove it and encode again.
var ErrVectors = errors.New("the file of vectors is damaged or of another model")

// Key names a text: the first bytes of its SHA-256.
type Key [16]byte

// KeyOf gives a text's key.
func KeyOf(text string) (k Key) {
	sum := sha256.Sum256([]byte(text))
	copy(k[:], sum[:])
	return k
}

// Vectors are the vectors of many texts in a file, 8 bits a number. They are
// mapped into memory, and safe for concurrent use until they are closed.
type Vectors struct {
	width   int // numbers of a vector
	stride  int // bytes of a record
	records []byte
	byKey   map[Key]int32
	mapped  mmap.MMap
	kernels kernels
}

// OpenVectors opens a file for reading: what it holds now. The error of a file
// of another model, or whose head is damaged, is [ErrVectors].
func OpenVectors(path, model string) (*Vectors, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() // the mapping stays
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() < int64(vectorsHead) || info.Size() > math.MaxInt32*512 {
		return nil, fmt.Errorf("%s: %w", filepath.Base(path), ErrVectors)
	}
	mapped, err := mmap.Map(f, mmap.RDONLY, 0)
	if err != nil {
		return nil, err
	}
	v, err := ReadVectors(mapped, model)
	if err != nil {
		mapped.Unmap()
		return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	v.mapped = mapped
	release(mapped) // the sums were read; a server that nobody asks needs none of it
	return v, nil
}

// ReadVectors reads what a file of vectors holds, which must not change.
func ReadVectors(file []byte, model string) (*Vectors, error) {
	width, err := readHead(file, model)
	if err != nil {
		return nil, err
	}
	v := &Vectors{width: width, stride: recordHead + filled(width), kernels: pick(os.Getenv("TIAOWEN_CPU"))}
	n := (len(file) - vectorsHead) / v.stride
	v.records = file[vectorsHead:][:n*v.stride]
	v.byKey = make(map[Key]int32, n)
	for i := range n {
		if record := v.records[i*v.stride:][:v.stride]; binary.LittleEndian.Uint32(record[len(Key{})+4:]) == recordSum(record) {
			v.byKey[Key(record)] = int32(i)
		}
	}
	return v, nil
}

// readHead gives the width of the vectors.
func readHead(file []byte, model string) (width int, err error) {
	if len(file) < vectorsHead || string(file[:len(vectorsMagic)]) != vectorsMagic {
		return 0, ErrVectors
	}
	head := file[:vectorsHead]
	name, _, _ := bytes.Cut(head[len(vectorsMagic):][:vectorsName], []byte{0})
	width = int(binary.LittleEndian.Uint32(head[vectorsHead-8:]))
	if binary.LittleEndian.Uint32(head[vectorsHead-4:]) != crc32.Checksum(head[:vectorsHead-4], castagnoli) || string(name) != model || width < 1 || width > maxWidth {
		return 0, ErrVectors
	}
	return width, nil
}

// maxWidth is the number of numbers that a vector has at most.
const maxWidth = 1 << 14

// filled is the number of bytes that a vector takes.
func filled(width int) int { return (width + 15) &^ 15 }

// recordSum is the sum of a record but for the place of the sum.
func recordSum(record []byte) uint32 {
	at := len(Key{}) + 4
	return crc32.Update(crc32.Checksum(record[:at], castagnoli), castagnoli, record[at+4:])
}

// Close ends the mapping.
func (v *Vectors) Close() error {
	if v.mapped == nil {
		return nil
	}
	return v.mapped.Unmap()
}

// Len is the number of places for vectors, those of damaged ones included.
func (v *Vectors) Len() int { return len(v.records) / v.stride }

// Width is the number of numbers in a vector.
func (v *Vectors) Width() int { return v.width }

// Find gives the place of a text's vector.
func (v *Vectors) Find(k Key) (place int32, ok bool) {
	place, ok = v.byKey[k]
	return place, ok
}

// Near gives how near each vector is to q, by its place, in near, which must have
// [Vectors.Len] numbers. What stands at the place of a damaged vector means nothing.
func (v *Vectors) Near(q []float32, near []float32) {
	scale, small := v.shrink(q)
	var wait sync.WaitGroup
	for first := 0; first < len(near); first += scanPart {
		part := near[first:min(first+scanPart, len(near))]
		if len(near) <= scanPart {
			v.near(scale, small, first, part)
			return
		}
		wait.Go(func() { v.near(scale, small, first, part) })
	}
	wait.Wait()
}

// scanPart is the number of vectors that one goroutine goes through.
const scanPart = 1 << 14

// near is Near for the vectors from a place on.
func (v *Vectors) near(scale float32, small []int8, from int, near []float32) {
	var products [256]int32
	for first := 0; first < len(near); first += len(products) {
		part := products[:min(len(products), len(near)-first)]
		records := v.records[(from+first)*v.stride:][:len(part)*v.stride]
		v.kernels.products(part, small, signed(records[recordHead:]), v.stride)
		for i, p := range part {
			near[first+i] = float32(p) * scale * recordScale(records[i*v.stride:])
		}
	}
}

// NearOne gives how near the vector at a place is to q.
func (v *Vectors) NearOne(q []float32, place int32) float32 {
	record := v.records[int(place)*v.stride:][:v.stride]
	var sum float32
	for i, n := range record[recordHead:][:min(v.width, len(q))] {
		sum += q[i] * float32(int8(n))
	}
	return sum * recordScale(record)
}

// At gives the vector at a place.
func (v *Vectors) At(place int32) []float32 {
	record := v.records[int(place)*v.stride:][:v.stride]
	out := make([]float32, v.width)
	scale := recordScale(record)
	for i := range out {
		out[i] = scale * float32(int8(record[recordHead+i]))
	}
	return out
}

// shrink brings a vector to 8 bits a number.
func (v *Vectors) shrink(q []float32) (scale float32, small []int8) {
	small = make([]int8, filled(v.width))
	return shrink(small, q[:min(len(q), v.width)]), small
}

// shrink writes the numbers of x to small in units that it gives.
func shrink(small []int8, x []float32) (scale float32) {
	var most float64
	for _, n := range x {
		most = max(most, math.Abs(float64(n)))
	}
	if most == 0 {
		return 0
	}
	for i, n := range x {
		small[i] = int8(math.RoundToEven(float64(n) / most * 127))
	}
	return float32(most / 127)
}

func recordScale(record []byte) float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(record[len(Key{}):]))
}

func signed(b []byte) []int8 {
	return unsafe.Slice((*int8)(unsafe.Pointer(unsafe.SliceData(b))), len(b))
}

// Appender adds vectors to a file. There must be one at a time.
type Appender struct {
	file   *os.File
	width  int
	record []byte
}

// Append opens a file of a model's vectors for adding to it, and makes it where there is
// none. What was half written at its end is cut off. width is the number of
// numbers in a vector. A file that holds no vectors of this model and width is [ErrVectors].
func Append(path, model string, width int) (*Appender, error) {
	if len(model) > vectorsName || width < 1 || width > maxWidth {
		return nil, fmt.Errorf("no vectors are kept for a model called %q with %d numbers a vector", model, width)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	a := &Appender{file: f, width: width, record: make([]byte, recordHead+filled(width))}
	if err := a.begin(model); err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	return a, nil
}

// begin writes the head, or checks the one there is.
func (a *Appender) begin(model string) error {
	info, err := a.file.Stat()
	if err != nil {
		return err
	}
	head := make([]byte, vectorsHead)
	if info.Size() < int64(vectorsHead) { // new, or killed while it was made
		copy(head, vectorsMagic)
		copy(head[len(vectorsMagic):], model)
		binary.LittleEndian.PutUint32(head[vectorsHead-8:], uint32(a.width))
		binary.LittleEndian.PutUint32(head[vectorsHead-4:], crc32.Checksum(head[:vectorsHead-4], castagnoli))
		if _, err := a.file.WriteAt(head, 0); err != nil {
			return err
		}
		info, err = a.file.Stat()
		if err != nil {
			return err
		}
	} else if _, err := a.file.ReadAt(head, 0); err != nil {
		return err
	}
	if width, err := readHead(head, model); err != nil || width != a.width {
		return ErrVectors
	}
	whole := (info.Size()-int64(vectorsHead))/int64(len(a.record))*int64(len(a.record)) + int64(vectorsHead)
	if whole < info.Size() {
		if err := a.file.Truncate(whole); err != nil {
			return err
		}
	}
	_, err = a.file.Seek(whole, 0)
	return err
}

// Add appends the vector of a text.
func (a *Appender) Add(k Key, vector []float32) error {
	if len(vector) != a.width {
		return fmt.Errorf("a vector of %d numbers, not %d", len(vector), a.width)
	}
	clear(a.record)
	copy(a.record, k[:])
	scale := shrink(signed(a.record[recordHead:]), vector)
	binary.LittleEndian.PutUint32(a.record[len(k):], math.Float32bits(scale))
	binary.LittleEndian.PutUint32(a.record[len(k)+4:], recordSum(a.record))
	_, err := a.file.Write(a.record)
	return err
}

// Close waits until what was added is on the disk, and closes the file.
func (a *Appender) Close() error { return errors.Join(a.file.Sync(), a.file.Close()) }

// Compact writes a file of a model's vectors again with those alone that keep
// takes, and puts it in the place of the old one, which those who have it open go on
// reading. Nobody may append to the file meanwhile.
func Compact(path, model string, keep func(Key) bool) (err error) {
	old, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	v, err := ReadVectors(old, model)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(path), err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.new")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	w := bufio.NewWriterSize(f, 1<<18)
	w.Write(old[:vectorsHead]) // an error stays until Flush
	for i := range v.Len() {
		record := v.records[i*v.stride:][:v.stride]
		if k := Key(record); keep(k) && v.byKey[k] == int32(i) && binary.LittleEndian.Uint32(record[len(k)+4:]) == recordSum(record) {
			w.Write(record)
		}
	}
	if err := errors.Join(w.Flush(), f.Chmod(0o644), f.Sync()); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
