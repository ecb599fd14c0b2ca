package study

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"tiaowen/api/study/quiz"
	"tiaowen/api/study/quiz/dice"
)

// Edits are what a trainer decided about the questions of a kit. The zero value
// decides nothing.
type Edits struct {
	Only    []string // ids: the kit has these alone
	Without []string // ids: it has none of these

	// What a bank that was read back says; see ReadBank.
	Kept     []string                  // ids that stay in the kit
	Reworded map[string]*quiz.Question // by id: in the trainer's words
	Replaced map[quiz.Kind]int         // how many others are wanted
	Own      []*quiz.Question          // the trainer's own
}

// MissingError says that an id names no question of the clauses chosen.
type MissingError struct{ ID string }

// Error says which id is wrong and where ids are found.
func (e *MissingError) Error() string {
	return fmt.Sprintf("the chosen clauses give no question %q: ids stand in the bank (题号), in the key and in the JSON of a kit", e.ID)
}

// whole reports whether the edits say what the whole kit is.
func (e *Edits) whole() bool { return len(e.Kept)+len(e.Own)+len(e.Replaced) > 0 }

// apply parts the questions into those that stay whatever else is chosen, and
// those to choose from. *MissingError says that there is no such question.
func (e *Edits) apply(all []*quiz.Question) (kept, rest []*quiz.Question, err error) {
	byID := make(map[string]*quiz.Question, len(all))
	for _, q := range all {
		if r := e.Reworded[q.ID]; r != nil {
			q = q.Reworded(r)
		}
		byID[q.ID] = q
	}
	if i := slices.IndexFunc(e.Only, func(id string) bool { return byID[id] == nil }); i >= 0 {
		return nil, nil, &MissingError{e.Only[i]}
	}
	dropped := func(q *quiz.Question) bool { return slices.Contains(e.Without, q.ID) }
	stays := make(map[string]bool)
	for _, id := range slices.Concat(e.Only, e.Kept) {
		if q := byID[id]; q != nil && !stays[id] {
			stays[id] = true
			kept = append(kept, q)
		}
	}
	kept = append(kept, e.Own...)
	for _, q := range all {
		if !stays[q.ID] && !dropped(q) {
			rest = append(rest, byID[q.ID])
		}
	}
	return slices.DeleteFunc(kept, dropped), rest, nil
}

// BankError says what of a bank cannot be read. Row counts from 1.
type BankError struct {
	Row    int
	Detail string
}

// Error gives the detail, after the number of the row if there is one.
func (e *BankError) Error() string {
	if e.Row == 0 {
		return e.Detail
	}
	return fmt.Sprintf("row %d: %s", e.Row, e.Detail)
}

// ReadBank reads a question bank that was written as xlsx and worked on: rows
// that are in it stay in the kit, in the words they have now; 处理 may say 删除
// (drop it) or 替换 (another of its kind in its place); a row without 题号 is the
// trainer's own question. *BankError says what cannot be read.
func ReadBank(r io.Reader) (*Edits, error) {
	f, err := excelize.OpenReader(r)
	if err != nil {
		return nil, &BankError{0, "this is no XLSX file: save the bank as .xlsx"}
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil || len(rows) == 0 {
		return nil, &BankError{0, "the first sheet is empty"}
	}
	at, err := columnsOf(rows[0])
	if err != nil {
		return nil, err
	}
	e := &Edits{Reworded: make(map[string]*quiz.Question), Replaced: make(map[quiz.Kind]int)}
	for i, row := range rows[1:] {
		if strings.Join(row, "") == "" {
			continue
		}
		cell := func(name string) string {
			if j, ok := at[name]; ok && j < len(row) {
				return strings.TrimSpace(row[j])
			}
			return ""
		}
		if err := e.row(cell); err != nil {
			return nil, &BankError{i + 2, err.Error()}
		}
	}
	return e, nil
}

// columnsOf gives the places of the columns of a bank by their names.
func columnsOf(head []string) (map[string]int, error) {
	at := make(map[string]int)
	for i, name := range head {
		at[strings.TrimSpace(name)] = i
	}
	for _, need := range []string{"题型", "题干", "答案"} {
		if _, ok := at[need]; !ok {
			return nil, &BankError{1, "there is no column " + need + ": keep the first row as it was written"}
		}
	}
	return at, nil
}

// row takes one row in.
func (e *Edits) row(cell func(string) string) error {
	kind, ok := quiz.KindNamed(cell("题型"))
	if !ok {
		return fmt.Errorf("题型 is %q; it is one of 单选题, 多选题, 判断题, 填空题, 配对题, 排序题, 名词解释, 简答题, 案例题", cell("题型"))
	}
	id := cell("题号")
	verdict, ok := verdicts[cell("处理")]
	if !ok {
		return fmt.Errorf("处理 is %q; leave it empty or write 保留, 删除 or 替换", cell("处理"))
	}
	if verdict != keepRow {
		if id != "" {
			e.Without = append(e.Without, id)
		}
		if verdict == replaceRow {
			e.Replaced[kind]++
		}
		return nil
	}
	q, err := rowQuestion(kind, cell)
	if err != nil {
		return err
	}
	if id != "" {
		q.ID = id
		e.Kept = append(e.Kept, id)
		e.Reworded[id] = q
		return nil
	}
	if kind == quiz.Match {
		return fmt.Errorf("a new 配对题 cannot be merged, because its pairs are in several cells")
	}
	q.ID = "own/" + string(kind) + "/" + fmt.Sprintf("%016x", dice.Hash(0, q.Stem, q.AnswerLine()))[:8]
	e.Own = append(e.Own, q)
	return nil
}

// rowVerdict is what a trainer wants done with a row.
type rowVerdict uint8

const (
	keepRow rowVerdict = iota
	dropRow
	replaceRow
)

// verdicts are the words of the column 处理.
var verdicts = map[string]rowVerdict{
	"": keepRow, "保留": keepRow, "锁定": keepRow, "keep": keepRow, "lock": keepRow,
	"删除": dropRow, "删": dropRow, "drop": dropRow,
	"替换": replaceRow, "换": replaceRow, "replace": replaceRow,
}

// rowQuestion makes a question of a row.
func rowQuestion(kind quiz.Kind, cell func(string) string) (*quiz.Question, error) {
	q := &quiz.Question{Kind: kind, Stem: cell("题干"), Explanation: cell("解析"), Cite: cell("出处"), Points: 2, Difficulty: 2}
	if q.Stem == "" {
		return nil, fmt.Errorf("题干 is empty")
	}
	if s := cell("分值"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > 100 {
			return nil, fmt.Errorf("分值 is %q; it is a number from 1 to 100", s)
		}
		q.Points = n
	}
	if d := slices.Index([]string{"", "易", "中", "难"}, cell("难度")); d > 0 {
		q.Difficulty = d
	}
	for i := range 6 {
		if o := cell("选项" + quiz.Letter(i)); o != "" {
			q.Options = append(q.Options, o)
		}
	}
	return q, answer(q, cell("答案"))
}

// answer reads the answer of a row.
func answer(q *quiz.Question, text string) error {
	if text == "" {
		return fmt.Errorf("答案 is empty")
	}
	switch {
	case q.Kind == quiz.Judge:
		q.Options = []string{"正确", "错误"}
		i := slices.Index([]string{"正确", "错误", "对", "错", "A", "B", "√", "×"}, text)
		if i < 0 {
			return fmt.Errorf("答案 of a 判断题 is 正确 or 错误, not %q", text)
		}
		q.Right = []int{i % 2}
	case q.Kind.Choice() || q.Kind == quiz.Order:
		return letters(q, text)
	case q.Kind == quiz.Blank:
		if strings.Count(q.Stem, quiz.Gap) != 1 {
			return fmt.Errorf("the 题干 of a 填空题 has one gap: %s", quiz.Gap)
		}
		q.Answers = []string{text}
	case q.Kind == quiz.Match:
		return nil // as it was: its pairs stand in several cells
	default:
		q.Answers = points(text)
	}
	return nil
}

// letters reads the answer of a choice or an order: B, ACD, B、D.
func letters(q *quiz.Question, text string) error {
	for _, r := range strings.ToUpper(text) {
		if strings.ContainsRune(" ,，、", r) {
			continue
		}
		i := int(r - 'A')
		if i < 0 || i >= len(q.Options) || slices.Contains(q.Right, i) {
			return fmt.Errorf("答案 %q names an option that does not exist, or the same option twice", text)
		}
		q.Right = append(q.Right, i)
	}
	if least, most := rightOptions(q.Kind); len(q.Right) < least || len(q.Right) > most {
		return fmt.Errorf("答案 %q does not fit a %s", text, q.Kind.Long())
	}
	if q.Kind != quiz.Order {
		slices.Sort(q.Right)
	}
	return nil
}

// rightOptions is how many options of a kind can be right.
func rightOptions(kind quiz.Kind) (least, most int) {
	switch kind {
	case quiz.Multiple:
		return 2, math.MaxInt
	case quiz.Order:
		return 1, math.MaxInt
	}
	return 1, 1
}

// points parts （1）…；（2）….
func points(text string) []string {
	var out []string
	rest := text
	for n := 1; ; n++ {
		mark := fmt.Sprintf("（%d）", n)
		if !strings.HasPrefix(rest, mark) {
			break
		}
		rest = rest[len(mark):]
		end := strings.Index(rest, fmt.Sprintf("；（%d）", n+1))
		if end < 0 {
			return append(out, rest)
		}
		out = append(out, rest[:end])
		rest = rest[end+len("；"):]
	}
	return []string{text}
}

// Previous is a kit as it was handed out before: what a deck of cards needs to
// bring old cards up to date.
type Previous struct {
	Modified  int64            `json:"modified"`
	Questions []*quiz.Question `json:"questions"`
}

// ReadPrevious reads the JSON of a kit.
func ReadPrevious(r io.Reader) (*Previous, error) {
	p := new(Previous)
	if err := json.NewDecoder(r).Decode(p); err != nil {
		return nil, fmt.Errorf("it is not the JSON of a kit (--format json): %w", err)
	}
	for _, q := range p.Questions {
		if err := checkPrevious(q); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// checkPrevious refuses a question that cannot be asked or answered.
func checkPrevious(q *quiz.Question) error {
	if q == nil || q.ID == "" || q.Stem == "" || !slices.Contains(quiz.Kinds, q.Kind) {
		return fmt.Errorf("a question has no id, kind or stem")
	}
	if slices.ContainsFunc(q.Right, func(i int) bool { return i < 0 || i >= len(q.Options) }) {
		return fmt.Errorf("question %s names an option that it does not have", q.ID)
	}
	want := len(q.Right)
	switch q.Kind {
	case quiz.Judge:
		want = 1
	case quiz.Match:
		want = len(q.Left)
	}
	if len(q.Right) != want {
		return fmt.Errorf("the answer of question %s is incomplete", q.ID)
	}
	return nil
}
