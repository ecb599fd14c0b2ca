package study

import (
	"encoding/json"
	"io"
	"strings"
	"unicode"

	"tiaowen/api/study/apkg"
	"tiaowen/api/study/quiz"
)

// Format is a file that a kit can be written as.
type Format struct {
	Name    string // in addresses and on the command line
	File    string // how the file's name ends: .docx
	Type    string // media type
	Chinese string // what it is for
	English string
	Reading bool // it needs no questions

	write func(w io.Writer, k *Kit, base string) error
}

// Formats are all formats, in the order in which a page shows them.
var Formats = []Format{
	{"handout", "-讲义.docx", docxType, "讲义（DOCX，公文格式）", "handout (DOCX, official layout)", true, handoutDOCX(false)},
	{"notes", "-讲义（留白）.docx", docxType, "讲义，留笔记空行（DOCX）", "handout with lines for notes (DOCX)", true, handoutDOCX(true)},
	{"markdown", "-讲义.md", "text/markdown; charset=utf-8", "讲义（Markdown）", "handout (Markdown)", true, writeMarkdown},
	{"lesson", "-教案.docx", docxType, "教案（DOCX）", "lesson plan (DOCX)", false, lessonDOCX},
	{"slides", "-幻灯片.pptx", pptxType, "幻灯片，一条一页（PPTX）", "slides, one clause each (PPTX)", true, writeSlides},
	{"opml", "-提纲.opml", "text/x-opml; charset=utf-8", "提纲，供思维导图（OPML）", "outline for mind maps (OPML)", true, writeOPML},
	{"cards", "-卡片.docx", docxType, "卡片，双面打印（DOCX）", "cards for double-sided printing (DOCX)", false, cardsDOCX},
	{"paper", "-A卷.docx", docxType, "试卷 A（DOCX）", "paper A (DOCX)", false, paperDOCX("A")},
	{"paper-b", "-B卷.docx", docxType, "试卷 B：同题异序（DOCX）", "paper B: the same questions in a different order (DOCX)", false, paperDOCX("B")},
	{"papers", "-试卷.zip", "application/zip", "多份试卷，每份另排次序，附答案（ZIP）", "several papers, each in a different order, with answer keys (ZIP)", false, writePapers},
	{"sheet", "-答题卡.docx", docxType, "答题卡（DOCX）", "answer sheet (DOCX)", false, sheetDOCX},
	{"key", "-A卷答案.docx", docxType, "试卷 A 的答案与解析（DOCX）", "answer key of paper A (DOCX)", false, keyDOCX("A")},
	{"key-b", "-B卷答案.docx", docxType, "试卷 B 的答案与解析（DOCX）", "answer key of paper B (DOCX)", false, keyDOCX("B")},
	{"apkg", ".apkg", "application/octet-stream", "Anki 记忆卡（apkg）", "Anki cards (apkg)", false, writeAPKG},
	{"anki", "-anki.txt", textType, "Anki 记忆卡（文本导入）", "Anki cards (text import)", false, writeAnki},
	{"xlsx", "-题库.xlsx", xlsxType, "题库表格（XLSX）", "question bank (XLSX)", false, writeXLSX},
	{"xlsx-kaoshibao", "-考试宝.xlsx", xlsxType, "题库表格（考试宝的列）", "question bank (columns of 考试宝)", false, writeKaoshibao},
	{"xlsx-motibang", "-磨题帮.xlsx", xlsxType, "题库表格（磨题帮的列）", "question bank (columns of 磨题帮)", false, writeMotibang},
	{"xlsx-plain", "-通用题库.xlsx", xlsxType, "题库表格（通用的列）", "question bank (plain columns)", false, writePlain},
	{"text", "-题库.txt", textType, "题库文本（【答案】）", "question bank as text", false, writeText},
	{"gift", "-gift.txt", textType, "Moodle GIFT", "Moodle GIFT", false, writeGIFT},
	{"aiken", "-aiken.txt", textType, "Moodle Aiken（单选、判断）", "Moodle Aiken (single choice, true or false)", false, writeAiken},
	{"h5p", ".h5p", "application/zip", "H5P 题组", "H5P question set", false, writeH5P},
	{"json", ".json", "application/json", "JSON", "JSON", false, writeJSON},
}

const (
	docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	pptxType = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	textType = "text/plain; charset=utf-8"
)

// FormatOf finds a format by its name.
func FormatOf(name string) (Format, bool) {
	for _, f := range Formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// UnfitError says that a kit has nothing that a format can hold.
type UnfitError struct{ Format, Detail string }

// Error gives the format and the detail.
func (e *UnfitError) Error() string { return e.Format + ": " + e.Detail }

// Write writes the kit. base is scheme and host of the place where clauses can
// be read (https://tiaowen.example.cn), put in front of their addresses; ""
// leaves links and QR codes out. *UnfitError says that the format cannot hold it.
func (f Format) Write(w io.Writer, k *Kit, base string) error {
	return f.write(w, k, strings.TrimSuffix(base, "/"))
}

// FileName names the kit's file.
func (f Format) FileName(k *Kit) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || unicode.IsControl(r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return '_'
		}
		return r
	}, k.Title)
	if short := []rune(name); len(short) > 40 {
		name = string(short[:40])
	}
	return name + f.File
}

// noQuestions refuses to write an empty file of questions.
func (k *Kit) noQuestions(format string) error {
	if len(k.Questions) > 0 {
		return nil
	}
	return &UnfitError{format, "the chosen clauses give no question of the kinds wanted: choose more clauses or kinds, or take the handout"}
}

func writeJSON(w io.Writer, k *Kit, base string) error {
	out := struct {
		Title     string           `json:"title"`
		Seed      uint64           `json:"seed"`
		Clauses   []string         `json:"clauses"`
		Made      int              `json:"made"`
		Modified  int64            `json:"modified"` // see Previous
		Questions []*quiz.Question `json:"questions"`
	}{k.Title, k.Seed, []string{}, k.Made, modified(k), k.Questions}
	if out.Questions == nil {
		out.Questions = []*quiz.Question{}
	}
	for _, c := range k.Clauses {
		out.Clauses = append(out.Clauses, c.ID())
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

// bare drops what no format needs and some choke on: control characters, and
// the invisible marks that turn the direction of a line round. Blanks and line
// ends become single blanks.
func bare(s string) string {
	s = strings.ToValidUTF8(s, "")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t', r == '\r', r == '\u2028', r == '\u2029', r == '\v', r == '\f', r == '\u0085':
			return ' '
		case unicode.Is(unicode.Bidi_Control, r), r == '\uFEFF', r == '\uFFFE', r == '\uFFFF', unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
	return s
}

// explanation is what every format shows behind an answer.
func explanation(q *quiz.Question, base string) string {
	if base == "" || q.URL == "" {
		return q.Explanation
	}
	return q.Explanation + " " + base + q.URL
}

// deck is the name of the cards' deck. A name with :: would be two decks.
func (k *Kit) deck() string { return "条文::" + strings.ReplaceAll(bare(k.Title), "::", "：") }

func writeAPKG(w io.Writer, k *Kit, base string) error {
	if err := k.noQuestions("apkg"); err != nil {
		return err
	}
	deck := apkg.Deck{Name: k.deck(), Modified: modified(k)}
	for _, q := range k.Questions {
		front, back := card(q, base)
		deck.Notes = append(deck.Notes, apkg.Note{ID: q.ID, Front: front, Back: back, Tags: tags(q)})
	}
	for _, q := range k.gone() {
		front, back := card(q, base)
		deck.Notes = append(deck.Notes, apkg.Note{ID: q.ID, Front: front, Back: back, Tags: append(tags(q), retired)})
	}
	return apkg.Write(w, deck)
}
