package odds

import (
	"math"
	"testing"
)

// The weights are read whole, and a bad table says what is wrong with it.
func TestWeights(t *testing.T) {
	w, err := ReadWeights(weightsFile)
	if err != nil {
		t.Fatal(err)
	}
	if w.Stated <= w.Likely || w.Likely <= 0 || w.Subject <= 0 {
		t.Errorf("stated %v, likely %v, subject %v", w.Stated, w.Likely, w.Subject)
	}
	again, err := ReadWeights(w.String())
	if err != nil || *again != *w {
		t.Errorf("the weights do not read back as written: %v", err)
	}
	for i, name := range Names {
		if name == "" {
			t.Errorf("evidence %d has no name", i)
		}
	}
	for _, bad := range []string{"no such evidence 1 2", "words in the sentence", "stated x"} {
		if _, err := ReadWeights(bad); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

// Only the columns with meaning weigh nearness, and that of foreign questions weighs no words.
func TestColumns(t *testing.T) {
	w := Fitted()
	for _, row := range OfMeaning {
		if w.Of[Words][row] != 0 {
			t.Errorf("%s weighs %v without vectors", Names[row], w.Of[Words][row])
		}
	}
	var e Evidence
	e[InSentence], e[MissingKnown] = 1, 1
	if got := w.Weigh(Foreign, &e); got != 0 {
		t.Errorf("words weigh %v for a question in another language", got)
	}
	if got, want := w.Weigh(Words, &e), w.Of[Words][InSentence]+w.Of[Words][MissingKnown]; math.Abs(got-want) > 1e-12 {
		t.Errorf("two pieces weigh %v, want the sum %v", got, want)
	}
}

// Even odds are one half, and a probability grows with the score to the ends of its range.
func TestProbability(t *testing.T) {
	if Probability(0) != 0.5 || math.Abs(Probability(math.Log(3))-0.75) > 1e-12 {
		t.Errorf("odds 1 and 3: %v, %v", Probability(0), Probability(math.Log(3)))
	}
	if Probability(-800) != 0 || Probability(800) != 1 {
		t.Errorf("odds beyond all bounds: %v, %v", Probability(-800), Probability(800))
	}
}
