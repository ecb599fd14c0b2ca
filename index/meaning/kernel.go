package meaning

import "math"

// kernels are the inner loops. The portable ones are Go and the measure of
// all others.
type kernels struct {
	name string
	// quantise rounds one token's numbers to 8 bits, in blocks.
	quantise func(a *activations, token int, x []float32)
	// multiply adds to each token's numbers of y, one for each of rows rows, the
	// products of its activations and the tiles of these rows.
	multiply func(y []float32, tiles []byte, a *activations)
	rows     int // tileRows, or twice as many
	// weigh makes out the sum of rows of 32 numbers, each times its share; rows
	// are stride numbers apart.
	weigh func(out *[laneSize]float32, shares, rows []float32, stride int)
	// exponentials replaces numbers by exp(x-max), and gives their sum. Their count is a
	// multiple of 8.
	exponentials func(x []float32) float32
	// gelu replaces each x by x·Φ(x), to 1e-6. Their count is a multiple of 8.
	gelu func(x []float32)
	// normalise adds y to x and normalises each token of x; y may be nil.
	normalise func(x, y []float32, n normalisation, eps float32)
	// products gives the products of a vector with vectors of the same length that
	// begin stride bytes after each other. The length is a multiple of 16.
	products func(out []int32, v, vectors []int8, stride int)
}

func portable() kernels {
	return kernels{
		name: "portable", quantise: quantise, multiply: multiply, rows: tileRows, weigh: weigh,
		exponentials: exponentials, gelu: gelu, normalise: normaliseTokens, products: products,
	}
}

func quantise(a *activations, token int, x []float32) {
	for b := 0; len(x) > 0; b, x = b+1, x[blockSize:] {
		block := (*[blockSize]float32)(x)
		var most float32
		for _, v := range block {
			most = max(most, math.Float32frombits(math.Float32bits(v)&^(1<<31)))
		}
		at := b*a.tokens + token
		q := (*[blockSize]int8)(a.q[at*blockSize:])
		scale, inverse := most/127, float32(0)
		if most > 0 {
			inverse = 127 / most
		}
		sum := int32(0)
		for i, v := range block {
			// Adding 1.5·2²³ rounds to the nearest whole number, as processors do.
			n := int32(math.Float32bits(v*inverse+0x1.8p23)) - 0x4B400000
			q[i] = int8(n)
			sum += n
		}
		a.scale[at], a.sum[at] = scale, 8*sum
	}
}

// multiply works on four rows in one 64-bit number, 16 bits each: a nibble
// times an 8-bit number, sixteen times, stays within them.
func multiply(y []float32, tiles []byte, a *activations) {
	var lanes [2][blockSize]uint64 // of rows 0 to 3 and 4 to 7
	var scale [tileRows]float32
	for b := 0; len(tiles) > 0; b, tiles = b+1, tiles[tileBytes:] {
		for r := range scale {
			scale[r] = half(tiles[2*r:])
		}
		readTile(&lanes, (*[tileBytes - 2*tileRows]byte)(tiles[2*tileRows:]))
		for t := range a.tokens {
			at := b*a.tokens + t
			q := (*[blockSize]int8)(a.q[at*blockSize:])
			out := (*[tileRows]float32)(y[t*tileRows:])
			for half := range lanes {
				var first, second uint64
				w := &lanes[half]
				for i := range blockSize / 2 {
					first += w[i] * uint64(int64(q[i]))
					second += w[i+16] * uint64(int64(q[i+16]))
				}
				for r := 4 * half; r < 4*half+4; r++ {
					f, s := int16(first), int16(second)
					// What the lower numbers borrowed from the higher is given back.
					first, second = (first-uint64(int64(f)))>>16, (second-uint64(int64(s)))>>16
					out[r] += float32(int32(f)+int32(s)-a.sum[at]) * (scale[r] * a.scale[at])
				}
			}
		}
	}
}

// readTile gives each column's nibbles of four rows, 16 bits each.
func readTile(lanes *[2][blockSize]uint64, tile *[tileBytes - 2*tileRows]byte) {
	for half := range lanes {
		for column := range blockSize {
			group, c := column/8, column%4
			var word uint64
			for r := range 4 {
				n := tile[group*32+4*(4*half+r)+c]
				if column%8 >= 4 {
					n >>= 4
				}
				word |= uint64(n&15) << (16 * r)
			}
			lanes[half][column] = word
		}
	}
}

func weigh(out *[laneSize]float32, shares, rows []float32, stride int) {
	*out = [laneSize]float32{}
	for i, share := range shares {
		for e, v := range (*[laneSize]float32)(rows[i*stride:]) {
			out[e] += share * v
		}
	}
}

func exponentials(x []float32) (sum float32) {
	most := x[0]
	for _, v := range x {
		most = max(most, v)
	}
	for i, v := range x {
		e := exp(v - most)
		x[i] = e
		sum += e
	}
	return sum
}

// exp gives the exponential of x ≤ 0, to 2e-7 of it: a power of two times
// Taylor's series of what is left.
func exp(x float32) float32 {
	x = max(x, -87)
	n := x*math.Log2E + 0x1.8p23
	power := int32(math.Float32bits(n)) - 0x4B400000
	n -= 0x1.8p23
	r := x - n*0.693359375 // ln 2 in two parts, so that the first product is exact
	r += n * 2.12194440e-4
	p := float32(1.0 / 720)
	for _, c := range [...]float32{1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1, 1} {
		p = p*r + c
	}
	return math.Float32frombits(uint32(int32(math.Float32bits(p)) + power<<23))
}

// gelu takes the error function from Abramowitz and Stegun 7.1.26.
func gelu(x []float32) {
	for i, v := range x {
		a := math.Float32frombits(math.Float32bits(v) &^ (1 << 31))
		z := a * (1 / math.Sqrt2)
		t := 1 / (1 + 0.3275911*z)
		p := float32(1.061405429)
		for _, c := range [...]float32{-1.453152027, 1.421413741, -0.284496736, 0.254829592, 0} {
			p = p*t + c
		}
		// x·Φ(x) is this much below max(x, 0), on either side.
		x[i] = max(v, 0) - 0.5*a*p*exp(-z*z)
	}
}

func normaliseTokens(x, y []float32, n normalisation, eps float32) {
	width := len(n.scale)
	for len(x) > 0 {
		part := x[:width]
		x = x[width:]
		var sum float32
		if y != nil {
			for i, v := range y[:width] {
				part[i] += v
			}
			y = y[width:]
		}
		for _, v := range part {
			sum += v
		}
		mean := sum / float32(width)
		var square float32
		for _, v := range part {
			square += (v - mean) * (v - mean)
		}
		inverse := float32(1 / math.Sqrt(float64(square/float32(width)+eps)))
		offset := n.offset[:width]
		for i, scale := range n.scale {
			part[i] = (part[i]-mean)*inverse*scale + offset[i]
		}
	}
}

func products(out []int32, v, vectors []int8, stride int) {
	for i := range out {
		var sum int32
		row := vectors[i*stride:][:len(v)]
		for j, x := range v {
			sum += int32(x) * int32(row[j])
		}
		out[i] = sum
	}
}
