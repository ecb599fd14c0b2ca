package meaning

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// unit gives a vector of length 1.
func unit(r *rand.Rand, width int) []float32 {
	v := floats(r, width, 1)
	normal(v)
	return v
}

// fill adds n vectors to a file and gives them with the keys "0", "1", …
func fill(t testing.TB, path string, r *rand.Rand, width, from, n int) [][]float32 {
	a, err := Append(path, "test", width)
	if err != nil {
		t.Fatal(err)
	}
	var all [][]float32
	for i := range n {
		all = append(all, unit(r, width))
		if err := a.Add(KeyOf(fmt.Sprint(from+i)), all[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestVectors(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, width := range []int{1, 16, 100, 384, 1024} {
		path := filepath.Join(t.TempDir(), "v")
		all := fill(t, path, r, width, 0, 300)
		all = append(all, fill(t, path, r, width, 300, 17)...)
		v, err := OpenVectors(path, "test")
		if err != nil {
			t.Fatal(err)
		}
		if v.Len() != len(all) || v.Width() != width {
			t.Fatalf("width %d: %d vectors of %d numbers", width, v.Len(), v.Width())
		}
		q := unit(r, width)
		near := make([]float32, v.Len())
		v.Near(q, near)
		for i, want := range all {
			place, ok := v.Find(KeyOf(fmt.Sprint(i)))
			if !ok {
				t.Fatalf("width %d: vector %d is lost", width, i)
			}
			exact := float64(Near(q, want))
			for _, got := range []float32{near[place], v.NearOne(q, place)} {
				if math.Abs(float64(got)-exact) > 0.02 {
					t.Fatalf("width %d, vector %d: near %.4f, want %.4f", width, i, got, exact)
				}
			}
		}
		if _, ok := v.Find(KeyOf("another text")); ok {
			t.Error("a text that was never added has a vector")
		}
		if err := v.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// A process may be killed at any byte, and a disk may change any.
func TestVectorsDamage(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	dir := t.TempDir()
	path := filepath.Join(dir, "v")
	fill(t, path, r, 48, 0, 5)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	record := recordHead + 48
	for cut := range len(whole) {
		if err := os.WriteFile(path, whole[:cut], 0o644); err != nil {
			t.Fatal(err)
		}
		left := max(0, cut-vectorsHead) / record
		if v, err := OpenVectors(path, "test"); err == nil {
			if v.Len() != left {
				t.Fatalf("cut at %d: %d vectors, want %d", cut, v.Len(), left)
			}
			v.Close()
		} else if cut >= vectorsHead {
			t.Fatalf("cut at %d: %v", cut, err)
		}
		fill(t, path, r, 48, 100, 1)
		v, err := OpenVectors(path, "test")
		if err != nil {
			t.Fatalf("cut at %d, then added to: %v", cut, err)
		}
		if _, ok := v.Find(KeyOf("100")); !ok || v.Len() != left+1 {
			t.Fatalf("cut at %d, then added to: %d vectors, want %d", cut, v.Len(), left+1)
		}
		v.Close()
	}
	for at := range whole {
		bad := append([]byte(nil), whole...)
		bad[at] ^= 0x10
		v, err := ReadVectors(bad, "test")
		if at < vectorsHead {
			if !errors.Is(err, ErrVectors) {
				t.Fatalf("byte %d of the head changed: %v", at, err)
			}
			continue
		}
		if err != nil || len(v.byKey) != 4 {
			t.Fatalf("byte %d changed: %d vectors, %v", at, len(v.byKey), err)
		}
	}
	if err := os.WriteFile(path, whole, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenVectors(path, "other"); !errors.Is(err, ErrVectors) {
		t.Errorf("another model: %v", err)
	}
	for _, c := range []struct {
		model string
		width int
	}{{"other", 48}, {"test", 32}} {
		if _, err := Append(path, c.model, c.width); !errors.Is(err, ErrVectors) {
			t.Errorf("%v: %v", c, err)
		}
	}
	if _, err := Append(path, "a name that is longer than there is room for it", 48); err == nil {
		t.Error("a long name: no error")
	}
	if err := os.WriteFile(path, []byte("<html>"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenVectors(path, "test"); !errors.Is(err, ErrVectors) {
		t.Errorf("another file: %v", err)
	}
}

func FuzzVectors(f *testing.F) {
	path := filepath.Join(f.TempDir(), "v")
	fill(f, path, rand.New(rand.NewPCG(5, 6)), 20, 0, 3)
	whole, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add(whole[:100])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, file []byte) {
		v, err := ReadVectors(file, "test")
		if err != nil {
			return
		}
		near := make([]float32, v.Len())
		v.Near(make([]float32, v.Width()), near)
		for _, place := range v.byKey {
			v.NearOne(make([]float32, v.Width()), place)
		}
	})
}

func BenchmarkScan(b *testing.B) {
	path := filepath.Join(b.TempDir(), "v")
	r := rand.New(rand.NewPCG(7, 8))
	fill(b, path, r, Width, 0, 65000)
	v, err := OpenVectors(path, "test")
	if err != nil {
		b.Fatal(err)
	}
	defer v.Close()
	q, near := unit(r, Width), make([]float32, v.Len())
	for b.Loop() {
		v.Near(q, near)
	}
}
