package segmenter

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files")

// The measures text as it is cut: a change of the dictionary is a diff to read.
func TestMeasuresGolden(t *testing.T) {
	const golden = "testdata/measures.tokens"
	text := measures(t)
	s := of(text)
	var b strings.Builder
	for _, sentence := range sentences(text) {
		if words := joinTokens(s.Tokens(sentence)); words != "" {
			b.WriteString(words + "\n")
		}
	}
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	got, wanted := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
	if len(got) != len(wanted) {
		t.Fatalf("%d sentences, %d in %s", len(got), len(wanted), golden)
	}
	for i := range got {
		if got[i] != wanted[i] {
			t.Errorf("%s:%d (go test ./segmenter -update, when it is meant)\n got %s\nwant %s", golden, i+1, got[i], wanted[i])
		}
	}
}
