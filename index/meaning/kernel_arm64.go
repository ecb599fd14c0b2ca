package meaning

// pick chooses the kernels for this processor; "portable" asks for Go's. Every
// arm64 processor has what is used here; only the loops that matter most are
// written out.
func pick(want string) kernels {
	k := portable()
	if want == "portable" {
		return k
	}
	k.name = "neon"
	k.multiply = func(y []float32, tiles []byte, a *activations) {
		multiplyNEON(&y[0], &tiles[0], len(tiles)/tileBytes, &a.q[0], &a.scale[0], &a.sum[0], a.tokens)
	}
	k.weigh = func(out *[laneSize]float32, shares, rows []float32, stride int) {
		_ = rows[(len(shares)-1)*stride+laneSize-1]
		weighNEON(out, &shares[0], &rows[0], len(shares), stride)
	}
	k.products = func(out []int32, v, vectors []int8, stride int) {
		if len(out) == 0 {
			return
		}
		_ = vectors[(len(out)-1)*stride+len(v)-1]
		productsNEON(&out[0], &v[0], &vectors[0], len(out), len(v), stride)
	}
	return k
}

//go:noescape
func multiplyNEON(y *float32, tiles *byte, blocks int, q *int8, scale *float32, sum *int32, tokens int)

//go:noescape
func weighNEON(out *[laneSize]float32, shares, rows *float32, n, stride int)

//go:noescape
func productsNEON(out *int32, v, vectors *int8, n, width, stride int)
