package meaning

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"testing"
)

func TestPick(t *testing.T) {
	if k := pick("portable"); k.name != "portable" {
		t.Errorf("portable was asked for, %s chosen", k.name)
	}
}

func floats(r *rand.Rand, n int, scale float64) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(r.NormFloat64() * scale)
	}
	return out
}

// differ tells the largest difference, relative to the largest number.
func differ(a, b []float32) float64 {
	most, diff := 1e-9, 0.0
	for i := range a {
		most = max(most, math.Abs(float64(b[i])))
		if d := math.Abs(float64(a[i]) - float64(b[i])); !(d <= diff) {
			diff = d
		}
	}
	return diff / most
}

func newActivations(tokens, width int) *activations {
	return &activations{tokens: tokens, q: make([]int8, tokens*width), scale: make([]float32, tokens*width/blockSize), sum: make([]int32, tokens*width/blockSize)}
}

func FuzzKernels(f *testing.F) {
	f.Add(uint64(1), uint8(1), 1.0)
	f.Add(uint64(2), uint8(7), 1e-6)
	f.Add(uint64(3), uint8(33), 100.0)
	f.Add(uint64(4), uint8(64), 0.0)
	f.Fuzz(func(t *testing.T, seed uint64, size uint8, scale float64) {
		if !(math.Abs(scale) < 1e4) {
			return
		}
		r := rand.New(rand.NewPCG(seed, 0))
		tokens := int(size)%70 + 1
		for _, k := range ownKernels() {
			t.Run(k.name, func(t *testing.T) { testKernels(t, k, r, tokens, scale) })
		}
	})
}

func testKernels(t *testing.T, k kernels, r *rand.Rand, tokens int, scale float64) {
	const width = 96
	testProducts(t, k, r, tokens)
	testMatrix(t, k, r, tokens, width, scale)
	x := floats(r, padded(tokens), scale)
	other := append([]float32(nil), x...)
	sum, want := k.exponentials(x), exponentials(other)
	if d := differ(x, other); d > 1e-6 || math.Abs(float64(sum-want)) > 1e-5*float64(want) {
		t.Errorf("exponentials: differ by %g; sum %g, want %g", d, sum, want)
	}
	x = floats(r, 8*tokens, scale)
	other = append([]float32(nil), x...)
	k.gelu(x)
	gelu(other)
	if d := differ(x, other); d > 2e-6 {
		t.Errorf("gelu: differ by %g", d)
	}
	rows := floats(r, tokens*40+laneSize, scale)
	shares := floats(r, tokens, 1)
	var a, b [laneSize]float32
	k.weigh(&a, shares, rows, 40)
	weigh(&b, shares, rows, 40)
	if d := differ(a[:], b[:]); d > 1e-4 {
		t.Errorf("weigh: differ by %g", d)
	}
	n := normalisation{floats(r, width, 1), floats(r, width, 1)}
	for _, y := range [][]float32{nil, floats(r, tokens*width, scale)} {
		x = floats(r, tokens*width, scale)
		other = append([]float32(nil), x...)
		k.normalise(x, y, n, 1e-6)
		normaliseTokens(other, y, n, 1e-6)
		if d := differ(x, other); d > 1e-4 {
			t.Errorf("normalise: differ by %g", d)
		}
	}
}

func testProducts(t *testing.T, k kernels, r *rand.Rand, n int) {
	for _, width := range []int{16, 48, 384} {
		stride := width + 8*r.IntN(4)
		v, vectors := make([]int8, width), make([]int8, n*stride)
		for i := range v {
			v[i] = int8(r.IntN(255) - 127)
		}
		for i := range vectors {
			vectors[i] = int8(r.IntN(256) - 128)
		}
		got, want := make([]int32, n), make([]int32, n)
		k.products(got, v, vectors, stride)
		products(want, v, vectors, stride)
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("products of width %d: %d, want %d", width, got[i], want[i])
			}
		}
	}
}

func testMatrix(t *testing.T, k kernels, r *rand.Rand, tokens, width int, scale float64) {
	x := floats(r, tokens*width, scale)
	if len(x) > 40 {
		x[3], x[40] = 0, float32(30*scale) // one number far from the others
	}
	a, b := newActivations(tokens, width), newActivations(tokens, width)
	for i := range tokens {
		k.quantise(a, i, x[i*width:(i+1)*width])
		quantise(b, i, x[i*width:(i+1)*width])
	}
	for i := range b.q {
		if d := int(a.q[i]) - int(b.q[i]); d < -1 || d > 1 { // a tie may go either way
			t.Fatalf("quantise: number %d is %d, want %d", i, a.q[i], b.q[i])
		}
	}
	for i := range b.scale {
		if math.Abs(float64(a.scale[i]-b.scale[i])) > 1e-6*float64(b.scale[i]) {
			t.Fatalf("quantise: scale %g, want %g", a.scale[i], b.scale[i])
		}
	}
	// From here on both take the same activations.
	size := width / blockSize * tileBytes
	tiles := make([]byte, k.rows/tileRows*size)
	for i := range tiles {
		tiles[i] = byte(r.Uint32())
	}
	for block := 0; block < len(tiles); block += tileBytes {
		for row := range tileRows { // scales from 2⁻²⁴ to 8, of either sign
			binary.LittleEndian.PutUint16(tiles[block+2*row:], uint16(r.IntN(0x4800))|uint16(r.IntN(2))<<15)
		}
	}
	y := floats(r, tokens*k.rows, scale)
	want := make([]float32, len(y))
	for first := 0; first < k.rows; first += tileRows {
		part := make([]float32, tokens*tileRows)
		for token := range tokens {
			copy(part[token*tileRows:], y[token*k.rows+first:][:tileRows])
		}
		multiply(part, tiles[first/tileRows*size:][:size], b)
		for token := range tokens {
			copy(want[token*k.rows+first:], part[token*tileRows:][:tileRows])
		}
	}
	k.multiply(y, tiles, b)
	if d := differ(y, want); d > 1e-5 {
		t.Errorf("multiply: differ by %g", d)
	}
}

// The portable kernels against plain arithmetic in double precision.
func TestPortable(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		x := float32(-r.ExpFloat64() * 10)
		if got, want := float64(exp(x)), math.Exp(float64(max(x, -87))); math.Abs(got-want) > 3e-7*want {
			t.Fatalf("exp(%g) is %g, want %g", x, got, want)
		}
		v := []float32{float32(r.NormFloat64() * 3)}
		want := float64(v[0]) / 2 * (1 + math.Erf(float64(v[0])/math.Sqrt2))
		if gelu(v); math.Abs(float64(v[0])-want) > 1e-6 {
			t.Fatalf("gelu is %g, want %g", v[0], want)
		}
	}
	const tokens, width = 3, 64
	a := newActivations(tokens, width)
	x := floats(r, tokens*width, 2)
	for i := range tokens {
		quantise(a, i, x[i*width:(i+1)*width])
	}
	tiles := make([]byte, width/blockSize*tileBytes)
	for i := range tiles {
		tiles[i] = byte(r.Uint32())
	}
	for block := 0; block < len(tiles); block += tileBytes {
		for row := range tileRows {
			binary.LittleEndian.PutUint16(tiles[block+2*row:], 0x2C00) // 1/16
		}
	}
	y := make([]float32, tokens*tileRows)
	multiply(y, tiles, a)
	want := make([]float32, len(y))
	for token := range tokens {
		for row := range tileRows {
			var sum float64
			for i := range width {
				at := i/blockSize*tokens + token
				group, c := i%blockSize/8, i%4
				n := tiles[i/blockSize*tileBytes+2*tileRows+32*group+4*row+c]
				if i%8 >= 4 {
					n >>= 4
				}
				sum += (float64(n&15) - 8) / 16 * float64(a.q[at*blockSize+i%blockSize]) * float64(a.scale[at])
			}
			want[token*tileRows+row] = float32(sum)
		}
	}
	if d := differ(y, want); d > 1e-5 {
		t.Errorf("multiply: differ by %g", d)
	}
}
