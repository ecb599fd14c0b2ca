//go:build ignore

// Gen_lexicon writes dict/lexicon.txt.zst: the words of gse's simplified Chinese
// dictionary that can be tokens, with those of words.txt on top. It needs zstd.
package main

import (
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"tiaowen/segmenter"
)

func main() {
	log.SetFlags(0)
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-ego/gse").Output()
	check(err)
	dict, err := os.Open(filepath.Join(strings.TrimSpace(string(dir)), "data", "dict", "zh", "s_1.txt"))
	check(err)
	defer dict.Close()
	lexicon, err := segmenter.ReadGse(dict)
	check(err)
	words, err := os.Open("words.txt")
	check(err)
	defer words.Close()
	all, err := lexicon.With(words)
	check(err)
	pack := exec.Command("zstd", "-19", "--quiet", "--force", "-o", "dict/lexicon.txt.zst")
	pack.Stdin = strings.NewReader(all.String())
	check(pack.Run())
	log.Printf("dict/lexicon.txt.zst: %d words, %d of them from words.txt", all.Len(), all.Len()-lexicon.Len())
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
