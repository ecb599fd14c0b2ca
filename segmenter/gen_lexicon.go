//go:build ignore

// Gen_lexicon writes dict/lexicon.bin: the words of gse's simplified Chinese
// dictionary that can be tokens, with those of words.txt on top.
package main

import (
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"

	"tiaowen/segmenter"
)

func main() {
	log.SetFlags(0)
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-ego/gse").Output()
	check(err)
	dict, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "data", "dict", "zh", "s_1.txt"))
	check(err)
	skipped := 0
	lexicon, err := segmenter.New(func(yield func(string, int) bool) {
		for line := range strings.Lines(string(dict)) {
			fields := strings.Fields(line)
			if len(fields) < 2 {
				continue
			}
			freq, err := strconv.Atoi(fields[1])
			check(err)
			// As gse loads it: a word seen once is none, and a single character
			// weighs little, or it would win against the words it stands in.
			if utf8.RuneCountInString(fields[0]) < 2 {
				freq = 2
			}
			if freq < 2 {
				continue
			}
			if strings.ContainsAny(fields[0], "+#&.") {
				skipped++
				continue
			}
			if !yield(fields[0], freq) {
				return
			}
		}
	})
	check(err)
	words, err := os.Open("words.txt")
	check(err)
	defer words.Close()
	all, err := lexicon.With(words)
	check(err)
	data, err := all.MarshalBinary()
	check(err)
	z, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	check(err)
	packed := z.EncodeAll(data, nil)
	check(os.WriteFile("dict/lexicon.bin", packed, 0o644))
	log.Printf("dict/lexicon.bin: %d words, %d of words.txt, %d skipped, %d bytes, unpacked %d", all.Len(), all.Len()-lexicon.Len(), skipped, len(packed), len(data))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
