package study

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tiaowen/api/study/quiz"
)

// rowOf gives the cells of a row of a bank by name.
func rowOf(cells map[string]string) func(string) string {
	return func(name string) string { return cells[name] }
}

// A trainer writes the answer of a question as the bank of a school has it.
func TestAnswerOfARow(t *testing.T) {
	options := map[string]string{"选项A": "一日", "选项B": "三日", "选项C": "五日", "选项D": "七日"}
	for _, c := range []struct {
		kind, stem, answer string
		want               string // the answer line, or what the error says
		ok                 bool
	}{
		{"单选题", "几日内", "B", "B", true},
		{"单选题", "几日内", " b ", "B", true},
		{"单选题", "几日内", "BC", "does not fit", false},
		{"单选题", "几日内", "E", "does not exist", false},
		{"单选题", "几日内", "乙", "does not exist", false},
		{"多选题", "几日内", "D、B", "BD", true},
		{"多选题", "几日内", "B,D", "BD", true},
		{"多选题", "几日内", "BB", "twice", false},
		{"多选题", "几日内", "B", "does not fit", false},
		{"排序题", "先后", "CADB", "CADB", true},
		{"排序题", "先后", "，", "does not fit", false},
		{"判断题", "三日内", "√", "正确", true},
		{"判断题", "三日内", "错", "错误", true},
		{"判断题", "三日内", "B", "错误", true},
		{"判断题", "三日内", "是", "正确 or 错误", false},
		{"填空题", "在" + quiz.Gap + "内", "三日", "三日", true},
		{"填空题", "在三日内", "三日", "one gap", false},
		{"填空题", quiz.Gap + "和" + quiz.Gap, "三日", "one gap", false},
		{"简答题", "有哪些", "（1）甲；（2）乙；（3）丙", "（1）甲；（2）乙；（3）丙", true},
		{"简答题", "有哪些", "甲；乙", "甲；乙", true}, // one point: no numbers
		{"名词解释", "何谓", "", "答案 is empty", false},
		{"案例题", "某人", "A", "A", true},
	} {
		cells := map[string]string{"题型": c.kind, "题干": c.stem, "答案": strings.TrimSpace(c.answer)}
		for name, text := range options {
			cells[name] = text
		}
		kind, ok := quiz.KindNamed(c.kind)
		if !ok {
			t.Fatalf("%s is no kind", c.kind)
		}
		q, err := rowQuestion(kind, rowOf(cells))
		switch {
		case c.ok && err != nil:
			t.Errorf("%s %s: %v", c.kind, c.answer, err)
		case c.ok && q.AnswerLine() != c.want:
			t.Errorf("%s %s: %q, want %q", c.kind, c.answer, q.AnswerLine(), c.want)
		case !c.ok && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s %s: %v, want %q", c.kind, c.answer, err, c.want)
		}
	}
}

// What a trainer writes behind a question says what becomes of it.
func TestVerdictOfARow(t *testing.T) {
	for _, c := range []struct {
		verdict, id string
		want        string // what the edits then hold
	}{
		{"", "cyzd/1/judge/aa", "kept"}, {"保留", "cyzd/1/judge/aa", "kept"}, {"lock", "cyzd/1/judge/aa", "kept"},
		{"删", "cyzd/1/judge/aa", "dropped"}, {"替换", "cyzd/1/judge/aa", "dropped replaced"}, {"换", "", "replaced"},
		{"drop", "", ""}, {"", "", "own"}, {"不要", "cyzd/1/judge/aa", "处理"},
	} {
		e := &Edits{Reworded: make(map[string]*quiz.Question), Replaced: make(map[quiz.Kind]int)}
		err := e.row(rowOf(map[string]string{"题型": "判断题", "题干": "每月学习一次", "答案": "对", "题号": c.id, "处理": c.verdict}))
		var got []string
		for word, n := range map[string]int{"kept": len(e.Kept), "dropped": len(e.Without), "replaced": len(e.Replaced), "own": len(e.Own)} {
			if n > 0 {
				got = append(got, word)
			}
		}
		slices.Sort(got)
		if err != nil {
			got = []string{err.Error()}
		}
		if line := strings.Join(got, " "); line != c.want && (err == nil || !strings.Contains(line, c.want)) {
			t.Errorf("%q of %q: %s, want %s", c.verdict, c.id, line, c.want)
		}
	}
	e := &Edits{}
	if err := e.row(rowOf(map[string]string{"题型": "配对题", "题干": "连线", "答案": "1—A"})); err == nil || !strings.Contains(err.Error(), "several cells") {
		t.Errorf("a match of the trainer's own: %v", err)
	}
}

// A bank may lose columns that nobody needs, move others, and have empty rows.
func TestBankWithOtherColumns(t *testing.T) {
	x := excelize.NewFile()
	for i, row := range [][]any{
		{"答案", " 题干 ", "题型", "备注"},
		{},
		{"正确", "每月学习一次。", "判断题", "新的"},
		{"", "", "", ""},
		{"三日", "在" + quiz.Gap + "内答复。", "填空题"},
	} {
		if err := x.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		t.Fatal(err)
	}
	e, err := ReadBank(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if len(e.Own) != 2 || e.Own[0].AnswerLine() != "正确" || e.Own[1].AnswerLine() != "三日" || e.Own[0].ID == e.Own[1].ID {
		t.Errorf("own questions %+v", e.Own)
	}
	if err := x.SetCellStr("Sheet1", "A5", "三日"); err != nil {
		t.Fatal(err)
	}
	if err := x.SetCellStr("Sheet1", "B5", "没有空。"); err != nil {
		t.Fatal(err)
	}
	b.Reset()
	if err := x.Write(&b); err != nil {
		t.Fatal(err)
	}
	var wrong *BankError
	if _, err := ReadBank(bytes.NewReader(b.Bytes())); !errors.As(err, &wrong) || wrong.Row != 5 {
		t.Errorf("the fifth row of the sheet is wrong: %v", err)
	}
}

// The JSON of an older kit comes from a file that anybody may have changed.
func TestReadPrevious(t *testing.T) {
	good := `{"id":"a/1/single/1","kind":"single","stem":"几日","options":["一","三"],"right":[1]}`
	for _, c := range []struct{ json, want string }{
		{`{"questions":[` + good + `]}`, ""},
		{`{"questions":[]}`, ""},
		{`[]`, "not the JSON of a kit"},
		{`{"questions":[null]}`, "no id, kind or stem"},
		{`{"questions":[{"id":"a","kind":"single"}]}`, "no id, kind or stem"},
		{`{"questions":[{"kind":"single","stem":"x"}]}`, "no id, kind or stem"},
		{`{"questions":[{"id":"a","kind":"essay","stem":"x"}]}`, "no id, kind or stem"},
		{`{"questions":[` + strings.Replace(good, "[1]", "[2]", 1) + `]}`, "does not have"},
		{`{"questions":[` + strings.Replace(good, "[1]", "[-1]", 1) + `]}`, "does not have"},
		{`{"questions":[{"id":"a","kind":"judge","stem":"x","options":["正确","错误"],"right":[]}]}`, "incomplete"},
		{`{"questions":[{"id":"a","kind":"match","stem":"x","left":["甲","乙"],"options":["丙","丁"],"right":[0]}]}`, "incomplete"},
	} {
		_, err := ReadPrevious(strings.NewReader(c.json))
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", c.json, err, c.want)
		}
	}
}
