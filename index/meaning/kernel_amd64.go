package meaning

import "golang.org/x/sys/cpu"

// pick chooses the kernels for this processor; "portable" asks for Go's, "avx2"
// for those without AVX-512.
func pick(want string) kernels {
	if want == "portable" || !cpu.X86.HasAVX2 || !cpu.X86.HasFMA {
		return portable()
	}
	k := kernels{
		name: "avx2",
		rows: tileRows,
		quantise: func(a *activations, token int, x []float32) {
			quantiseAVX2(&a.q[token*blockSize], &a.scale[token], &a.sum[token], &x[0], len(x)/blockSize, a.tokens)
		},
		multiply: func(y []float32, tiles []byte, a *activations) {
			multiplyAVX2(&y[0], &tiles[0], len(tiles)/tileBytes, &a.q[0], &a.scale[0], &a.sum[0], a.tokens)
		},
		weigh: func(out *[laneSize]float32, shares, rows []float32, stride int) {
			_ = rows[(len(shares)-1)*stride+laneSize-1]
			weighAVX2(out, &shares[0], &rows[0], len(shares), stride)
		},
		exponentials: func(x []float32) float32 { return exponentialsAVX2(&x[0], len(x)) },
		gelu:         func(x []float32) { geluAVX2(&x[0], len(x)) },
		normalise: func(x, y []float32, n normalisation, eps float32) {
			width := len(n.scale)
			for t := 0; t+width <= len(x); t += width {
				var add *float32
				if y != nil {
					add = &y[t : t+width][0]
				}
				normaliseAVX2(&x[t], add, &n.scale[0], &n.offset[0], width, eps)
			}
		},
		products: func(out []int32, v, vectors []int8, stride int) {
			if len(out) == 0 {
				return
			}
			_ = vectors[(len(out)-1)*stride+len(v)-1]
			productsAVX2(&out[0], &v[0], &vectors[0], len(out), len(v), stride)
		},
	}
	if want != "avx2" && cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VNNI {
		k.name, k.rows = "vnni", 2*tileRows
		k.multiply = func(y []float32, tiles []byte, a *activations) {
			multiplyVNNI(&y[0], &tiles[0], len(tiles)/tileBytes/2, &a.q[0], &a.scale[0], &a.sum[0], a.tokens)
		}
	}
	return k
}

// quantiseAVX2 is quantise for a token whose first block's results go to q,
// scale and sum, and those of the others tokens places further on each.
//
//go:noescape
func quantiseAVX2(q *int8, scale *float32, sum *int32, x *float32, blocks, tokens int)

//go:noescape
func multiplyAVX2(y *float32, tiles *byte, blocks int, q *int8, scale *float32, sum *int32, tokens int)

// multiplyVNNI is multiply for sixteen rows; blocks are those of eight of them.
//
//go:noescape
func multiplyVNNI(y *float32, tiles *byte, blocks int, q *int8, scale *float32, sum *int32, tokens int)

//go:noescape
func weighAVX2(out *[laneSize]float32, shares, rows *float32, n, stride int)

//go:noescape
func exponentialsAVX2(x *float32, n int) float32

//go:noescape
func geluAVX2(x *float32, n int)

// normaliseAVX2 is normaliseTokens for one token; y may be nil.
//
//go:noescape
func normaliseAVX2(x, y, scale, offset *float32, width int, eps float32)

//go:noescape
func productsAVX2(out *int32, v, vectors *int8, n, width, stride int)
