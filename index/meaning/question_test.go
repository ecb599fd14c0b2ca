package meaning

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// asked are the encoders with the files of their corrections.
func asked(m *Model) map[string]struct {
	of   *encoder
	file string
} {
	return map[string]struct {
		of   *encoder
		file string
	}{"general": {m.encoder, embeddedQuestion}, "chinese": {m.chinese, embeddedChineseQuestion}}
}

func TestCorrectionsFile(t *testing.T) {
	for which, e := range asked(model(t, pick(""))) {
		c, err := readCorrections(e.file, e.of.weights)
		if err != nil {
			t.Fatal(which, err)
		}
		if len(c.layers) == 0 || c.first+len(c.layers) != len(e.of.layers) {
			t.Errorf("%s: layers %d to %d of %d are corrected", which, c.first, c.first+len(c.layers), len(e.of.layers))
		}
		sealed := func(rest string) string {
			sum := sha256.Sum256([]byte(rest))
			return questionMagic + string(sum[:]) + rest
		}
		rest := e.file[len(questionMagic)+sha256.Size:]
		for name, file := range map[string]string{
			"empty":           "",
			"cut off":         e.file[:len(e.file)-1],
			"one bit":         e.file[:5000] + string(e.file[5000]^1) + e.file[5001:],
			"another version": strings.Replace(e.file, "question", "questio2", 1),
			"another model":   sealed(strings.Repeat("x", sha256.Size) + rest[sha256.Size:]),
			"no rank":         sealed(rest[:sha256.Size+8] + "\x00\x00\x00\x00" + rest[sha256.Size+12:]),
			"a huge layer":    sealed(rest[:sha256.Size] + "\xff\xff\xff\x7f" + rest[sha256.Size+4:]),
			"too short":       sealed(rest[:len(rest)-1]),
			"too long":        sealed(rest + "x"),
		} {
			if _, err := readCorrections(file, e.of.weights); err == nil {
				t.Errorf("%s, %s: it is read", which, name)
			}
		}
	}
}

func FuzzCorrections(f *testing.F) {
	m, err := open(embedded, "", portable())
	if err != nil {
		f.Fatal(err)
	}
	rest := embeddedQuestion[len(questionMagic)+sha256.Size:]
	f.Add([]byte(rest[:sha256.Size+12]))
	f.Add([]byte(rest[:100000]))
	f.Fuzz(func(t *testing.T, b []byte) {
		sum := sha256.Sum256(b)
		c, err := readCorrections(questionMagic+string(sum[:])+string(b), m.weights)
		if err == nil && (c.first+len(c.layers) > len(m.layers) || c.first < 0) {
			t.Errorf("layers %d to %d are corrected", c.first, c.first+len(c.layers))
		}
	})
}

// TestCorrect compares the kernels with the definition: y + up·(down·x).
func TestCorrect(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	numbers := func(n int) []float32 {
		x := make([]float32, n)
		for i := range x {
			x[i] = float32(rng.NormFloat64())
		}
		return x
	}
	everyKernel(t, func(t *testing.T, k kernels) {
		m := model(t, k)
		for _, size := range []struct{ tokens, in, out, rank int }{{1, 32, 32, 1}, {3, 384, 1152, 16}, {20, 1536, 384, 32}, {7, 384, 1536, 5}} {
			c := correction{rank: size.rank, up: numbers(size.rank * size.out), down: make([]float32, size.in*laneSize)}
			for i := range size.in {
				copy(c.down[i*laneSize:], numbers(size.rank))
			}
			x, y := numbers(size.tokens*size.in), numbers(size.tokens*size.out)
			want := make([]float64, len(y))
			for tk := range size.tokens {
				for o := range size.out {
					sum := float64(y[tk*size.out+o])
					for r := range size.rank {
						var inner float64
						for i := range size.in {
							inner += float64(x[tk*size.in+i]) * float64(c.down[i*laneSize+r])
						}
						sum += inner * float64(c.up[r*size.out+o])
					}
					want[tk*size.out+o] = sum
				}
			}
			m.correct(size.tokens, y, x, &c)
			for i, v := range y {
				if math.Abs(float64(v)-want[i]) > 1e-3*(1+math.Abs(want[i])) {
					t.Fatalf("%+v: number %d is %g, not %g", size, i, v, want[i])
				}
			}
		}
	})
}

// TestQuestionsAlone: clauses are encoded as they were before there were
// corrections, so that vectors made then stay valid; questions are not.
func TestQuestionsAlone(t *testing.T) {
	m := model(t, pick(""))
	const text = "用人单位拖欠工资的，劳动者可以向人民法院申请支付令。"
	for which, e := range asked(m) {
		if near := Near(e.of.encode(answers, text), e.of.forward(e.of.rowsOf(answers, text), nil)); near < 0.99999 {
			t.Errorf("%s: a clause is corrected: %.5f", which, near)
		}
		if near := Near(e.of.encode(asks, text), e.of.forward(e.of.rowsOf(asks, text), nil)); near > 0.999 {
			t.Errorf("%s: a question is not corrected: %.5f", which, near)
		}
		// All corrections 0 change nothing.
		none, err := readCorrections(e.file, e.of.weights)
		if err != nil {
			t.Fatal(err)
		}
		for i := range none.layers {
			l := &none.layers[i]
			for _, c := range []*correction{&l.attention, &l.output, &l.inner, &l.outer} {
				clear(c.up)
			}
		}
		if near := Near(e.of.forward(e.of.rowsOf(asks, text), none), e.of.forward(e.of.rowsOf(asks, text), nil)); near < 0.99999 {
			t.Errorf("%s: corrections of 0 change a vector: %.5f", which, near)
		}
		if n := binary.LittleEndian.Uint32([]byte(e.file[80:])); n != uint32(none.first) {
			t.Errorf("%s: the first layer is %d, not %d", which, n, none.first)
		}
	}
}
