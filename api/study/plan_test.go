package study

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tiaowen/api/study/bundle/bundletest"
	"tiaowen/api/study/quiz"
	"tiaowen/api/study/selection"
	"tiaowen/corpus"
)

func itoa(n int) string { return strconv.Itoa(n) }

// A paper by plan has what was planned, 100 points, as many true as false
// statements, and no question that answers another.
func TestPaperByPlan(t *testing.T) {
	plan, err := selection.ParsePlan("单选15×2 多选2×5 判断20×1 填空20×1 简答2×10")
	if err != nil || plan.Total() != 100 {
		t.Fatalf("%d points, %v", plan.Total(), err)
	}
	for seed := range uint64(3) {
		kit := measures(t, Options{Plan: plan, Seed: seed})
		counts, falses, points := make(map[quiz.Kind]int), 0, 0
		sections := make(map[*corpus.Section]bool)
		for i, q := range kit.Questions {
			counts[q.Kind]++
			points += q.Points
			sections[q.From().Section] = true
			if q.False() {
				falses++
			}
			for _, o := range kit.Questions[:i] {
				a, b := q.Sentence(), o.Sentence()
				if q.From() == o.From() && a.Start < b.End && b.Start < a.End {
					t.Errorf("%s and %s answer each other", q.ID, o.ID)
				}
			}
		}
		if counts[quiz.Single] != 15 || counts[quiz.Multiple] != 2 || counts[quiz.Judge] != 20 || counts[quiz.Blank] != 20 || counts[quiz.Short] != 2 || points != 100 || falses != 10 {
			t.Errorf("seed %d: %v, %d points, %d false", seed, counts, points, falses)
		}
		if len(sections) < 9 {
			t.Errorf("seed %d: %d sections of 11", seed, len(sections))
		}
	}
	d := corpus.Measures()
	_, err = Make(context.Background(), []*corpus.Clause{d.Clause("20")}, Options{Plan: plan, Words: wordsOf(t, d)})
	var short *selection.ShortError
	if !errors.As(err, &short) || short.Have >= short.Want || short.Chinese() == "" {
		t.Errorf("one clause cannot give the paper: %v", err)
	}
}

// Papers for many people have the same questions, and keys that agree with them.
func TestPapersForMany(t *testing.T) {
	kit := measures(t, Options{Count: 20, Copies: 3, Seed: 4})
	files := bundletest.Parts(t, written(t, "papers", kit))
	for _, name := range []string{"试卷/试卷01.docx", "答案/答案01.docx", "试卷/试卷03.docx", "答案/答案03.docx", "答题卡.docx", "答案一览.xlsx"} {
		if len(files[name]) == 0 {
			t.Errorf("there is no %s", name)
		}
	}
	if len(files) != 8 {
		t.Errorf("%d files", len(files))
	}
	x, err := excelize.OpenReader(strings.NewReader(files["答案一览.xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := x.GetRows("答案")
	if err != nil || len(rows) != 4 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, name := range []string{"01", "02", "03"} {
		for j, q := range kit.Paper(name) {
			if rows[i+1][j+1] != bare(q.AnswerLine()) {
				t.Errorf("paper %s, question %d: %q, want %q", name, j+1, rows[i+1][j+1], q.AnswerLine())
			}
		}
	}
}

// A bank comes back as it went out, with what the trainer decided.
func TestBankComesBack(t *testing.T) {
	kit := measures(t, Options{Count: 40, Seed: 6})
	file := written(t, "xlsx", kit)
	same, err := ReadBank(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	again := measures(t, Options{Edits: same, Seed: 9})
	for i, q := range kit.Questions {
		j := slices.IndexFunc(again.Questions, func(o *quiz.Question) bool { return o.ID == q.ID })
		if j < 0 || again.Questions[j].AnswerLine() != q.AnswerLine() || again.Questions[j].Stem != bare(q.Stem) {
			t.Fatalf("question %d, %s, is not what it was", i, q.ID)
		}
	}
	x, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	set := func(cell, value string) {
		t.Helper()
		if err := x.SetCellStr("题库", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	first := kit.Questions[0]
	if first.Kind != quiz.Single {
		t.Fatalf("the first question is a %s", first.Kind)
	}
	set("C2", "换一种问法：谁？（　　）")
	set("Q3", "删除")
	set("Q4", "替换")
	set("B42", "判断题")
	set("C42", "本单位每月学习一次。")
	set("J42", "正确")
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		t.Fatal(err)
	}
	edits, err := ReadBank(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	made := measures(t, Options{Edits: edits, Seed: 9})
	by := make(map[string]*quiz.Question)
	own := 0
	for _, q := range made.Questions {
		by[q.ID] = q
		if q.From() == nil {
			own++
		}
	}
	// 40, one dropped, one replaced by another, one of the trainer's own.
	if len(made.Questions) != 40 || own != 1 || by[kit.Questions[1].ID] != nil || by[kit.Questions[2].ID] != nil {
		t.Errorf("%d questions, %d own", len(made.Questions), own)
	}
	if q := by[first.ID]; q == nil || q.Stem != "换一种问法：谁？（　　）" {
		t.Errorf("the first question reads %+v", q)
	}
	for _, f := range Formats {
		if err := f.Write(new(bytes.Buffer), made, "https://example.cn"); err != nil {
			t.Errorf("%s of a kit with the trainer's own: %v", f.Name, err)
		}
	}
	for _, bad := range []struct{ cell, value, want string }{
		{"B2", "作文题", "题型"}, {"J2", "Z", "option"}, {"Q2", "也许", "处理"}, {"C2", "", "题干"}, {"M2", "很多", "分值"}, {"C1", "问题", "题干"},
	} {
		x, err := excelize.OpenReader(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		if err := x.SetCellStr("题库", bad.cell, bad.value); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := x.Write(&b); err != nil {
			t.Fatal(err)
		}
		var wrong *BankError
		if _, err := ReadBank(bytes.NewReader(b.Bytes())); !errors.As(err, &wrong) || !strings.Contains(err.Error(), bad.want) {
			t.Errorf("%s = %q: %v", bad.cell, bad.value, err)
		}
	}
	if _, err := ReadBank(strings.NewReader("no table")); err == nil {
		t.Error("what is no spreadsheet is read")
	}
}

func TestOnlyAndWithout(t *testing.T) {
	kit := measures(t, Options{Count: 10, Seed: 1})
	ids := []string{kit.Questions[3].ID, kit.Questions[1].ID}
	only := measures(t, Options{Edits: &Edits{Only: ids}})
	if len(only.Questions) != 2 {
		t.Errorf("%d questions, want two", len(only.Questions))
	}
	for _, q := range measures(t, Options{Count: 10, Seed: 1, Edits: &Edits{Without: ids}}).Questions {
		if slices.Contains(ids, q.ID) {
			t.Errorf("%s is left in", q.ID)
		}
	}
	d := corpus.Measures()
	var missing *MissingError
	if _, err := Make(context.Background(), d.Clauses, Options{Edits: &Edits{Only: []string{"cyzd/1/blank/0"}}, Words: wordsOf(t, d)}); !errors.As(err, &missing) {
		t.Errorf("no such question: %v", err)
	}
}

// Anki's own library imports a deck, then that of the changed text: notes are
// brought up to date, not doubled, and what the text no longer gives has a
// tag. It runs where TIAOWEN_ANKI names a Python that has the package anki.
func TestAnkiImportsTwice(t *testing.T) {
	python := os.Getenv("TIAOWEN_ANKI")
	if python == "" {
		t.Skip("TIAOWEN_ANKI names no Python with the package anki")
	}
	const text = "管理办法\n第一条　管理机关应当在三日内答复申请人，并且说明理由。\n第二条　申请人应当在十日内提交材料。\n第三条　复核机关应当在七日内作出决定。\n"
	dir := t.TempDir()
	deck := func(name, text string, previous *Previous) *Kit {
		d := parse(t, text)
		kit, err := Make(context.Background(), d.Clauses, Options{Words: wordsOf(t, d), URL: address, Previous: previous})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), written(t, "apkg", kit), 0o600); err != nil {
			t.Fatal(err)
		}
		return kit
	}
	first := deck("one.apkg", text, nil)
	previous, err := ReadPrevious(bytes.NewReader(written(t, "json", first)))
	if err != nil {
		t.Fatal(err)
	}
	changedText := strings.Replace(strings.Replace(text, "三日", "五日", 1), "第三条　复核机关应当在七日内作出决定。\n", "", 1)
	second := deck("two.apkg", changedText, previous)
	out, err := exec.Command(python, "testdata/anki_twice.py", filepath.Join(dir, "col.anki2"), filepath.Join(dir, "one.apkg"), filepath.Join(dir, "two.apkg")).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	// The script prints: notes after the first, notes after the second, notes with 五日, notes with the tag.
	fields := strings.Fields(string(out))
	if len(fields) != 4 {
		t.Fatalf("%s", out)
	}
	t.Logf("after one %s, after two %s; 五日 in %s, retired %s; questions %d and %d", fields[0], fields[1], fields[2], fields[3], len(first.Questions), len(second.Questions))
	if fields[0] != itoa(len(first.Questions)) || fields[2] == "0" || fields[3] == "0" {
		t.Errorf("Anki has %s notes, then %s; %s say 五日, %s are retired", fields[0], fields[1], fields[2], fields[3])
	}
}

// A stranger's table and JSON are read or refused, and never break anything.
func FuzzReadBack(f *testing.F) {
	f.Add("单选题", "谁？", "甲", "乙", "A", "2", "")
	f.Add("填空题", "______为重", "", "", "民", "x", "删除")
	f.Add("排序题", "先后", "甲", "乙", "BA", "", "替换")
	f.Fuzz(func(t *testing.T, kind, stem, a, b, answer, points, word string) {
		cells := map[string]string{"题型": kind, "题干": stem, "选项A": a, "选项B": b, "答案": answer, "分值": points, "处理": word}
		e := &Edits{Reworded: map[string]*quiz.Question{}, Replaced: map[quiz.Kind]int{}}
		if e.row(func(name string) string { return cells[name] }) != nil {
			return
		}
		kit := &Kit{Title: "题", Questions: e.Own}
		for _, format := range Formats {
			if format.Name == "apkg" || format.Reading {
				continue
			}
			var unfit *UnfitError
			if err := format.Write(new(bytes.Buffer), kit, ""); err != nil && !errors.As(err, &unfit) {
				t.Errorf("%s: %v", format.Name, err)
			}
		}
		data, err := json.Marshal(map[string]any{"questions": e.Own})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ReadPrevious(bytes.NewReader(data)); err != nil {
			t.Errorf("%s: %v", data, err)
		}
	})
}
