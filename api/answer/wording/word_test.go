package wording

import (
	"strings"
	"testing"

	"tiaowen/api/answer/match"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/index"
)

// read gives the words of a question to a house rule.
func read(t *testing.T, text string) (*index.Index, []Word) {
	t.Helper()
	docs, err := corpus.ParseAll("宿舍.txt", []byte("宿舍管理办法\n第一条 床位费每月收取。迟到三十日的，取消住宿资格。\n第二条 舍友应当相互尊重，信仰宗教的，尊重其习惯。\n第三条 报销不满一万元的，由科室审批；一万元以上的，由主任审批。\n"))
	if err != nil {
		t.Fatal(err)
	}
	ix, err := index.New(docs, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	query, err := ix.ParseTyped(text)
	if err != nil {
		t.Fatal(err)
	}
	return ix, Of(ix, question.Read(ix, query, true))
}

// 一个月 in 一个月多少 says how the sum is counted and is no word of the subject;
// 30天 is one, in either writing.
func TestFigures(t *testing.T) {
	for text, want := range map[string]string{"床位费一个月多少钱": "", "迟到30天会怎样": "30天"} {
		got := ""
		_, all := read(t, text)
		for i := range all {
			w := &all[i]
			if !strings.ContainsAny(w.Said, "一0123456789") {
				continue
			}
			got += w.Said
			for _, written := range []string{"30天", "三十天", "三十日"} {
				if w.In("迟到"+written, nil) != 1 {
					t.Errorf("%s does not stand in %s", w.Said, written)
				}
			}
			if w.In("迟到三日", nil) != 0 {
				t.Errorf("%s stands in 三日", w.Said)
			}
		}
		if got != want {
			t.Errorf("%s: figures %q, want %q", text, got, want)
		}
	}
}

// A word that no clause has is found turned round or in the longer phrase that it
// abbreviates, and counts for less than the word itself.
func TestNearForms(t *testing.T) {
	ix, _ := read(t, "宿舍")
	for _, test := range []struct {
		word, text string
		want       float64
	}{
		{"互相", "舍友应当相互尊重", 0.9},
		{"信教", "信仰宗教的", 0.7},
		{"信教", "信任宗旨，教育", 0},
		{"信教", "信件", 0},
	} {
		near := nearForms(ix, test.word)
		if got := near(test.text); got != test.want {
			t.Errorf("%s in %s: %v, want %v", test.word, test.text, got, test.want)
		}
	}
	if nearForms(ix, "宗教信") != nil || nearForms(ix, "ab") != nil {
		t.Error("a word of three characters or of Latin letters has a near form")
	}
}

// A long word stands in part where most of its pairs stand; nothing stands where none does.
func TestInPart(t *testing.T) {
	ix, _ := read(t, "宿舍")
	w := Word{Said: "住宿资格"}
	w.Needle = match.NewNeedle(w.Said)
	w.Weight = 1
	w.weigh(ix)
	if got := w.In("取消住宿资格", nil); got != 1 {
		t.Errorf("whole: %v", got)
	}
	if got := w.In("住宿的资格", nil); got <= 0 || got >= 1 {
		t.Errorf("in part: %v, want between 0 and 1", got)
	}
	if got := w.In("报销审批", nil); got != 0 {
		t.Errorf("absent: %v", got)
	}
}

// Stop words are cut off both ends of a question's content, and a question of many words
// keeps those that tell most, in their order.
func TestWordsKept(t *testing.T) {
	_, all := read(t, "谁是审批的主任")
	for i := range all {
		if IsStop(all[i].Said) {
			t.Errorf("%s is a word of the subject", all[i].Said)
		}
	}
	if Weight(all) <= 0 {
		t.Error("the words weigh nothing")
	}
	var many []Word
	for i := range 3 * maxWords {
		many = append(many, Word{at: i, Weight: float64(i % 3)})
	}
	kept := heaviest(many)
	if len(kept) != maxWords {
		t.Fatalf("%d words are kept, want %d", len(kept), maxWords)
	}
	for i := range kept {
		if kept[i].Weight != 2 || i > 0 && kept[i].at <= kept[i-1].at {
			t.Errorf("word %d: weight %v at %d", i, kept[i].Weight, kept[i].at)
		}
	}
}
