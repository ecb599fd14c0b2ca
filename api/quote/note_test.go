package quote

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiaowen/corpus"
)

// Every verdict has a sentence in each language, and what is true besides the verdict follows it.
func TestNote(t *testing.T) {
	d := parse(t, "parks.txt", newParks)
	third, fourth := d.Clauses[0], d.Clauses[1]
	for _, c := range d.Clauses {
		switch c.Number {
		case 3:
			third = c
		case 4:
			fourth = c
		}
	}
	words := []Part{{Text: "应当"}}
	for _, test := range []struct {
		name   string
		f      Finding
		zh, en string
	}{
		{"exact", Finding{Verdict: Exact, Clause: third},
			"与《江城市公园条例》第三条一致。", "Matches 《江城市公园条例》第三条."},
		{"exact, of an older version", Finding{Verdict: Exact, Clause: third, Superseded: true},
			"与《江城市公园条例》第三条一致。所引的是旧版本，已有新版本。", "Matches 《江城市公园条例》第三条. The cited document has a newer version."},
		{"exact, where the loaded text is wrong", Finding{Verdict: Exact, Clause: third, Slip: true},
			"与《江城市公园条例》第三条一致。所载文本此处有误字，引文用字正确。", "Matches 《江城市公园条例》第三条. The loaded text has an error here; the quotation is correct."},
		{"altered: the words that differ need no second sentence", Finding{Verdict: Altered, Clause: third, Said: words},
			"与《江城市公园条例》第三条的文字不一致。", "The wording differs from 《江城市公园条例》第三条."},
		{"the paragraph is wrong", Finding{Verdict: WrongNumber, Clause: third, Cited: fourth, Paragraph: true},
			"文字在《江城市公园条例》第三条，但不在所引的款。", "The words are in 《江城市公园条例》第三条, but not in the paragraph cited."},
		{"the number is wrong", Finding{Verdict: WrongNumber, Clause: third, Cited: fourth},
			"文字出自《江城市公园条例》第三条，不是第四条。", "The words are from 《江城市公园条例》第三条, not from 第四条."},
		{"the number does not exist, the wording is wrong too", Finding{Verdict: WrongNumber, Clause: third, Said: words},
			"文字出自《江城市公园条例》第三条，所引的条号不存在。文字也不完全一致。", "The words are from 《江城市公园条例》第三条; the clause cited does not exist. The wording also differs."},
		{"the document is wrong", Finding{Verdict: WrongDocument, Clause: third, Document: corpus.Measures(), Title: "措施"},
			"文字出自《江城市公园条例》第三条，不在《推进全面从严治党工作措施》中。", "The words are from 《江城市公园条例》第三条, not from 《推进全面从严治党工作措施》."},
		{"another version", Finding{Verdict: OtherVersion, Kind: Quotation, Clause: third},
			"这是2024-05-01版本《江城市公园条例》第三条的文字。", "These words are from the version of 2024-05-01: 《江城市公园条例》第三条."},
		{"another version has the clause", Finding{Verdict: OtherVersion, Kind: Citation, Clause: third},
			"只有2024-05-01版本有此条：《江城市公园条例》第三条。", "Only the version of 2024-05-01 has this clause: 《江城市公园条例》第三条."},
		{"no such clause, words not found", Finding{Verdict: NoSuchClause, Kind: Quotation, Document: d},
			"《江城市公园条例》没有此条，文件中也没有找到这些文字。", "《江城市公园条例》 has no such clause, and the words were not found."},
		{"no such clause", Finding{Verdict: NoSuchClause, Kind: Citation, Document: d},
			"《江城市公园条例》没有此条。", "《江城市公园条例》 has no such clause."},
		{"not loaded", Finding{Verdict: NotFound, Title: "湿地条例"},
			"没有收录《湿地条例》，无法核对。", "《湿地条例》 is not loaded, so this cannot be checked."},
		{"not found", Finding{Verdict: NotFound},
			"收录的文件中没有这些文字。", "These words are not in the documents."},
		{"not in the document named, but elsewhere", Finding{Verdict: NotFound, Document: corpus.Measures(), Clause: third},
			"收录的文件中没有这些文字。同样的文字见《江城市公园条例》第三条。", "These words are not in the documents. The same words are in 《江城市公园条例》第三条."},
		{"cited", Finding{Verdict: Cited, Kind: Citation, Clause: third},
			"有此条：《江城市公园条例》第三条。", "The clause exists: 《江城市公园条例》第三条."},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff([]string{test.zh, test.en}, []string{test.f.Note("zh"), test.f.Note("en")}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// No verdict is without a name, and no two have the same.
func TestWords(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		seen := make(map[string]Verdict)
		for _, v := range Verdicts {
			word := v.Word(lang)
			if other, ok := seen[word]; word == "" || ok {
				t.Errorf("%s in %s is %q, as %q is", v, lang, word, other)
			}
			seen[word] = v
			if zh := strings.ContainsFunc(word, func(r rune) bool { return r > 0x2E80 }); zh != (lang == "zh") {
				t.Errorf("%s in %s is %q", v, lang, word)
			}
		}
	}
}

// What the check finds has a note that names the clause, for every verdict that it gives.
func TestNotesOfFindings(t *testing.T) {
	c := town(t)
	text := "《江城市公园条例》第三条规定：“公园可以设置无障碍通道。”《江城市公园条例》第四条规定“擅自摆摊设点的，处五百元以下罚款”。"
	list, err := c.Check(t.Context(), text)
	if err != nil || len(list) != 2 {
		t.Fatalf("%d findings: %v", len(list), err)
	}
	for i, want := range []string{"The wording differs from 《江城市公园条例》第三条.", "The words are from 《江城市公园条例》第五条, not from 第四条."} {
		if got := list[i].Note("en"); got != want {
			t.Errorf("the note is %q, want %q", got, want)
		}
	}
}

func ExampleChecker_Check() {
	d, err := corpus.Parse("公章办法.txt", []byte("公章办法\n\n第一条 公章由专人保管，不得外借。\n\n第二条 用印应当登记。\n"))
	if err != nil {
		panic(err)
	}
	checker := checkerOf([]*corpus.Document{d})
	text := "《公章办法》第一条规定：“公章由专人保管，可以外借。”"
	list, err := checker.Check(context.Background(), text)
	if err != nil {
		panic(err)
	}
	for _, f := range list {
		fmt.Println(f.Verdict, text[f.Start:f.End])
		fmt.Println(f.Note("en"))
	}
	// Output:
	// altered 公章由专人保管，可以外借。
	// The wording differs from 《公章办法》第一条.
}
