package segmenter

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// gseDictionary is the file that dict/lexicon.txt.zst is made from.
func gseDictionary(t *testing.T) *Lexicon {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-ego/gse").Output()
	if err != nil {
		t.Fatalf("find gse's dictionary: %v", err)
	}
	f, err := os.Open(filepath.Join(strings.TrimSpace(string(dir)), "data", "dict", "zh", "s_1.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	l, err := ReadGse(f)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// words.txt holds words that gse's dictionary lacks or would cut, each once and
// under a heading, and the embedded dictionary is made of both.
func TestWords(t *testing.T) {
	file, err := os.ReadFile("words.txt")
	if err != nil {
		t.Fatal(err)
	}
	gse := gseDictionary(t)
	seen := make(map[string]bool)
	heading := false
	for i, line := range strings.Split(string(file), "\n") {
		heading = heading || strings.HasPrefix(line, "## ")
		word, _, _ := strings.Cut(line, "#")
		fields := strings.Fields(word)
		if len(fields) == 0 {
			continue
		}
		word, _ = Fold(fields[0])
		if seen[word] {
			t.Errorf("words.txt:%d: %s stands there twice", i+1, word)
		}
		seen[word] = true
		if !heading {
			t.Errorf("words.txt:%d: %s stands under no heading", i+1, word)
		}
		if joinTokens(gse.Segmenter(slices.Values([]string{word})).Tokens(word)) == word {
			t.Errorf("words.txt:%d: gse knows %s and keeps it whole", i+1, word)
		}
		if got := joinTokens(of(word).Tokens(word)); got != word {
			t.Errorf("words.txt:%d: %s is cut %s: run go generate ./segmenter, or give it a frequency", i+1, word, got)
		}
	}
	if len(seen) < 1000 {
		t.Errorf("words.txt holds %d words", len(seen))
	}
	made, err := gse.With(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	embedded, err := unpack()
	if err != nil {
		t.Fatal(err)
	}
	if made.String() != embedded {
		t.Error("dict/lexicon.txt.zst is not made of gse's dictionary and words.txt: run go generate ./segmenter")
	}
	t.Logf("%d words", len(seen))
}

func TestWordsInSentences(t *testing.T) {
	for text, want := range map[string]string{
		"落实全面从严治党主体责任，强化监督执纪问责。": "落实 全面从严治党主体责任 强化 监督执纪问责",
		"增强“四个意识”，做到“两个维护”":      "增强 四个意识 做到 两个维护",
		"持续治理裸官，运用监督执纪四种形态":      "持续 治理 裸官 运用 监督执纪四种形态",
		"党组书记是第一责任人，履行一岗双责":      "党组书记 是 第一责任人 履行 一岗双责",
		"建设忠诚干净担当干部队伍":           "建设 忠诚干净担当 干部队伍",
		"第三公司的事实劳动关系":            "第三 公司 的 事实劳动关系",
		"违反本法规定的，由公安机关责令改正":      "违反 本法 规定 的 由 公安机关 责令改正",
		"离婚冷静期内可以撤回离婚登记申请":       "离婚冷静期 内 可以 撤回 离婚登记 申请",
	} {
		if got := joinTokens(of(text).Tokens(text)); got != want {
			t.Errorf("%s is cut\n     %s\nwant %s", text, got, want)
		}
	}
}
