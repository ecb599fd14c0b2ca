package study

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"github.com/yuin/goldmark"

	"tiaowen/api/study/apkg"
	"tiaowen/api/study/bundle/bundletest"
	"tiaowen/api/study/quiz"
	"tiaowen/corpus"
	"tiaowen/corpus/sentences"
)

// hostile is a text with everything that a format may choke on.
func hostile(t testing.TB) *Kit {
	t.Helper()
	d := parse(t, `奇文~规定=甲#
第一条　=SUM(A1:A9)主管机关应当在三日内作出{决定}，并且通知申请人：公告#3~4号；\n不得收费。
第二条　+1复核机关必须在五日内作出"决定"，可以查阅、=cmd、-2复制、@摘抄、抄录<b>档案</b>。
第三条　申请人😀应当在十日内提出`+"\u202e申请\u202c"+`，	说明“A->B”的理由、$CATEGORY、// 注释、证据、*星*、线索。
第四条　登记机关应当在七日内答复::全部::申请人，严禁弄虚作假、徇私舞弊、玩忽职守的行为。
第五条　监督机关应当在九日内检查ANSWER: B的处理情况，不得推诿扯皮、敷衍塞责、弄虚作假。
`)
	kit, err := Make(context.Background(), d.Clauses, Options{Words: wordsOf(t, d), URL: address})
	if err != nil {
		t.Fatal(err)
	}
	if len(kit.Questions) < 10 {
		t.Fatalf("the hostile text gives %d questions", len(kit.Questions))
	}
	return kit
}

// kits are what every format must hold.
func kits(t *testing.T) map[string]*Kit {
	k := hostile(t)
	own := &quiz.Question{ // the trainer's own, made of no clause
		ID: "own/single/1", Kind: quiz.Single, Stem: "=1+1 是多少？", Options: []string{"+2", "-2", "@3"}, Right: []int{0}, Explanation: "算术。", Points: 2, Difficulty: 1,
	}
	k.Questions = append([]*quiz.Question{own}, k.Questions...)
	return map[string]*Kit{"measures": measures(t, Options{Count: 300, Seed: 2}), "hostile": k}
}

func written(t *testing.T, name string, k *Kit) []byte {
	t.Helper()
	f, ok := FormatOf(name)
	if !ok {
		t.Fatalf("there is no format %s", name)
	}
	var b bytes.Buffer
	if err := f.Write(&b, k, "https://example.cn/"); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return b.Bytes()
}

// SQLite itself reads the package, finds it sound, and the schema, notes and
// cards are those that Anki expects.
func TestAPKGIsReadBySQLite(t *testing.T) {
	for name, kit := range kits(t) {
		z := bundletest.Parts(t, written(t, "apkg", kit))
		if z["media"] != "{}" {
			t.Errorf("%s: media is %q", name, z["media"])
		}
		file := filepath.Join(t.TempDir(), "collection.anki2")
		if err := os.WriteFile(file, []byte(z["collection.anki2"]), 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("sqlite", file)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		one := func(query string) (out string) {
			t.Helper()
			if err := db.QueryRow(query).Scan(&out); err != nil {
				t.Fatalf("%s: %v", query, err)
			}
			return out
		}
		if got := one("PRAGMA integrity_check"); got != "ok" {
			t.Errorf("%s: integrity: %s", name, got)
		}
		if got := one("SELECT ver FROM col"); got != "11" {
			t.Errorf("%s: schema %s", name, got)
		}
		if got := one("SELECT group_concat(name) FROM (SELECT name FROM sqlite_master WHERE type='table' ORDER BY name)"); got != "cards,col,graves,notes,revlog" {
			t.Errorf("%s: tables %s", name, got)
		}
		if got := one("SELECT count(*) FROM sqlite_master WHERE type='index'"); got != "7" {
			t.Errorf("%s: %s indexes", name, got)
		}
		n := fmt.Sprint(len(kit.Questions))
		if got := one("SELECT count(*) FROM notes"); got != n {
			t.Errorf("%s: %s notes, want %s", name, got, n)
		}
		if got := one("SELECT count(DISTINCT guid) FROM notes"); got != n {
			t.Errorf("%s: %s guids, want %s", name, got, n)
		}
		if got := one("SELECT count(*) FROM cards c JOIN notes n ON n.id = c.nid"); got != n {
			t.Errorf("%s: %s cards with a note, want %s", name, got, n)
		}
		// The deck of the cards and the note type of the notes are described.
		if got := one("SELECT count(*) FROM cards, col WHERE json_extract(col.decks, '$.\"'||cards.did||'\".id') = cards.did"); got != n {
			t.Errorf("%s: %s cards in a deck that is described, want %s", name, got, n)
		}
		if got := one("SELECT count(*) FROM notes, col WHERE json_extract(col.models, '$.\"'||notes.mid||'\".name') = '" + apkg.NoteType + "'"); got != n {
			t.Errorf("%s: %s notes of our type, want %s", name, got, n)
		}
		rows, err := db.Query("SELECT flds, sfld FROM notes")
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var fields, first string
			if err := rows.Scan(&fields, &first); err != nil {
				t.Fatal(err)
			}
			parts := strings.Split(fields, "\x1f")
			if len(parts) != len(apkg.Fields) || parts[0] != first || !slices.ContainsFunc(kit.Questions, func(q *quiz.Question) bool { return q.ID == first }) {
				t.Errorf("%s: fields %q", name, parts)
			}
			checkHTML(t, parts[1]+parts[2])
		}
	}
}

// A second kit of the same text has the same guids, so that Anki updates its notes.
func TestAPKGKeepsItsIds(t *testing.T) {
	guids := func(k *Kit) map[string]string {
		file := filepath.Join(t.TempDir(), "c")
		if err := os.WriteFile(file, []byte(bundletest.Parts(t, written(t, "apkg", k))["collection.anki2"]), 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("sqlite", file)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		out := make(map[string]string)
		rows, err := db.Query("SELECT sfld, guid || ' ' || id || ' ' || mid FROM notes")
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var id, guid string
			if err := rows.Scan(&id, &guid); err != nil {
				t.Fatal(err)
			}
			out[id] = guid
		}
		return out
	}
	a, b := guids(measures(t, Options{Seed: 1, Count: 500})), guids(measures(t, Options{Seed: 2, Count: 500}))
	both := 0
	for id, guid := range a {
		if b[id] == "" {
			continue
		}
		both++
		if b[id] != guid {
			t.Errorf("%s is %s in one file and %s in the other", id, guid, b[id])
		}
	}
	if both < 20 {
		t.Fatalf("only %d notes stand in both files", both)
	}
}

// checkHTML holds a field to the few tags that cards have.
func checkHTML(t *testing.T, field string) {
	t.Helper()
	rest := regexp.MustCompile(`<br>|</?b>|<a href="https://example\.cn/[^"<>]*">|</a>`).ReplaceAllString(field, "")
	if strings.ContainsAny(rest, "<>") {
		t.Errorf("markup of the text reaches the card: %q", field)
	}
}

func TestAnkiText(t *testing.T) {
	for name, kit := range kits(t) {
		lines := strings.SplitN(string(written(t, "anki", kit)), "\n", 7)
		heads := lines[:6]
		if heads[0] != "#separator:Tab" || heads[1] != "#html:true" || heads[5] != "#tags column:4" {
			t.Errorf("%s: headers %q", name, heads)
		}
		r := csv.NewReader(strings.NewReader(lines[6]))
		r.Comma, r.FieldsPerRecord = '\t', 4
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(rows) != len(kit.Questions) {
			t.Fatalf("%s: %d rows, want %d", name, len(rows), len(kit.Questions))
		}
		for i, row := range rows {
			q := kit.Questions[i]
			if row[0] != q.ID || !strings.Contains(html.UnescapeString(row[1]), bare(q.Stem)) || strings.Contains(row[1]+row[2], "\n") {
				t.Errorf("%s: row %q", name, row)
			}
			checkHTML(t, row[1]+row[2])
		}
	}
}

// giftQuestion is a question as the grammar below reads it.
type giftQuestion struct {
	name, text, feedback string
	right, wrong         []string
	truth                string
	pairs                map[string]string
}

// readGIFT is GIFT's grammar as Moodle documents it: blank lines part the
// questions, a backslash takes the meaning from ~ = # { } : and itself.
func readGIFT(t *testing.T, file string) (out []giftQuestion) {
	t.Helper()
	for _, block := range regexp.MustCompile(`\n\s*\n`).Split(strings.TrimSpace(file), -1) {
		if strings.HasPrefix(block, "$CATEGORY:") {
			continue
		}
		if note, rest, ok := strings.Cut(block, "\n"); ok && strings.HasPrefix(note, "// [id:") {
			block = rest
		}
		// Escaped signs become private characters, so that all others have their meaning.
		var b strings.Builder
		for i := 0; i < len(block); i++ {
			if block[i] == '\\' && i+1 < len(block) && strings.IndexByte(`~=#{}:\`, block[i+1]) >= 0 {
				i++
				b.WriteRune(rune(0xE000) + rune(block[i]))
				continue
			}
			b.WriteByte(block[i])
		}
		plain := func(s string) string {
			return strings.Map(func(r rune) rune {
				if r >= 0xE000 && r < 0xE080 {
					return r - 0xE000
				}
				return r
			}, strings.TrimSpace(s))
		}
		m := regexp.MustCompile(`(?s)^::([^:]+)::\[plain\]([^{}~=#]*)\{([^{}]*)\}([^{}~=#]*)$`).FindStringSubmatch(b.String())
		if m == nil {
			t.Fatalf("no question of GIFT: %q", block)
		}
		q := giftQuestion{name: plain(m[1]), text: plain(m[2]) + "|" + plain(m[4]), pairs: make(map[string]string)}
		answers, feedback, ok := strings.Cut(m[3], "####")
		if !ok || strings.ContainsAny(feedback, "~=#") {
			t.Fatalf("feedback of %q", block)
		}
		q.feedback = plain(feedback)
		switch a := strings.TrimSpace(answers); {
		case a == "TRUE", a == "FALSE":
			q.truth = a
		case a != "":
			for _, m := range regexp.MustCompile(`([~=])(?:%(-?[0-9.]+)%)?([^~=]*)`).FindAllStringSubmatch(a, -1) {
				share, _ := strconv.ParseFloat(m[2], 64)
				if left, right, ok := strings.Cut(m[3], "->"); ok {
					q.pairs[plain(left)] = plain(right)
				} else if m[1] == "=" || share > 0 {
					q.right = append(q.right, plain(m[3]))
				} else {
					q.wrong = append(q.wrong, plain(m[3]))
				}
			}
		}
		out = append(out, q)
	}
	return out
}

func TestGIFT(t *testing.T) {
	for name, kit := range kits(t) {
		read := readGIFT(t, string(written(t, "gift", kit)))
		if len(read) != len(kit.Questions) {
			t.Fatalf("%s: %d questions, want %d", name, len(read), len(kit.Questions))
		}
		clean := func(s string) string { return strings.TrimSpace(strings.ReplaceAll(bare(s), "->", "→")) }
		for i, q := range kit.Questions {
			g := read[i]
			before, after, _ := strings.Cut(q.Stem, quiz.Gap)
			if g.name != q.ID || g.text != clean(before)+"|"+clean(after) || !strings.Contains(g.feedback, clean(q.Explanation)) {
				t.Errorf("%s: %s came back as %+v", name, q.ID, g)
			}
			var right []string
			for _, w := range q.RightWords() {
				right = append(right, clean(w))
			}
			switch q.Kind {
			case quiz.Single, quiz.Multiple:
				if !slices.Equal(g.right, right) || len(g.right)+len(g.wrong) != len(q.Options) {
					t.Errorf("%s: %s: right %q, want %q", name, q.ID, g.right, right)
				}
			case quiz.Judge:
				if (g.truth == "TRUE") != (q.Right[0] == 0) {
					t.Errorf("%s: %s is %s", name, q.ID, g.truth)
				}
			case quiz.Blank:
				if g.right[0] != right[0] {
					t.Errorf("%s: %s: %q, want %q", name, q.ID, g.right, right)
				}
			case quiz.Match:
				for j, l := range q.Left {
					if g.pairs[clean(l)] != clean(q.Options[q.Right[j]]) {
						t.Errorf("%s: %s: pairs %q", name, q.ID, g.pairs)
					}
				}
			case quiz.Short, quiz.Define:
				if len(g.right)+len(g.wrong) > 0 {
					t.Errorf("%s: an essay has answers: %+v", name, g)
				}
			}
		}
	}
}

// Aiken read line by line as Moodle's importer does.
func TestAiken(t *testing.T) {
	for name, kit := range kits(t) {
		n, options, question := 0, 0, false
		for _, line := range strings.Split(string(written(t, "aiken", kit)), "\n") {
			line = strings.TrimSpace(line)
			switch {
			case line == "":
			case regexp.MustCompile(`^[A-Z][).][ \t]`).MatchString(line):
				if !question || line[0] != byte('A'+options) {
					t.Fatalf("%s: an option out of place: %q", name, line)
				}
				options++
			case strings.HasPrefix(line, "ANSWER:"):
				answer := strings.TrimSpace(line[len("ANSWER:"):])
				if !question || options < 2 || len(answer) != 1 || int(answer[0]-'A') >= options {
					t.Fatalf("%s: an answer out of place: %q behind %d options", name, line, options)
				}
				n, options, question = n+1, 0, false
			default:
				if question {
					t.Fatalf("%s: a question of two lines: %q", name, line)
				}
				question = true
			}
		}
		want := 0
		for _, q := range kit.Questions {
			if q.Kind == quiz.Single || q.Kind == quiz.Case || q.Kind == quiz.Judge {
				want++
			}
		}
		if n != want || n == 0 {
			t.Errorf("%s: %d questions, want %d", name, n, want)
		}
	}
	none := &Kit{Title: "x", Questions: []*quiz.Question{{Kind: quiz.Short}}}
	f, _ := FormatOf("aiken")
	var unfit *UnfitError
	if err := f.Write(io.Discard, none, ""); !errors.As(err, &unfit) {
		t.Errorf("nothing that Aiken can hold: %v", err)
	}
}

// Excelize reads the bank; no cell is a formula, and what looks like one is text.
func TestXLSX(t *testing.T) {
	for name, kit := range kits(t) {
		x, err := excelize.OpenReader(bytes.NewReader(written(t, "xlsx", kit)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		rows, err := x.GetRows("题库")
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != len(kit.Questions)+1 || rows[0][2] != "题干" || rows[0][9] != "答案" {
			t.Fatalf("%s: %d rows, header %q", name, len(rows), rows[0])
		}
		risky := 0
		for i, q := range kit.Questions {
			row := rows[i+1]
			if row[14] != q.ID || row[2] != bare(stemWithLeft(q)) || row[9] != bare(q.AnswerLine()) || row[1] != q.Kind.Long() {
				t.Errorf("%s: row %d is %q", name, i+2, row)
			}
			for j := range row {
				cell, _ := excelize.CoordinatesToCellName(j+1, i+2)
				if formula, _ := x.GetCellFormula("题库", cell); formula != "" {
					t.Errorf("%s: %s is the formula %q", name, cell, formula)
				}
				if row[j] != "" && strings.ContainsAny(row[j][:1], "=+-@") {
					risky++
					id, _ := x.GetCellStyle("题库", cell)
					if style, _ := x.GetStyle(id); style == nil || style.NumFmt != 49 {
						t.Errorf("%s: %s begins like a formula and is no text", name, cell)
					}
				}
			}
		}
		if name == "hostile" && risky == 0 {
			t.Error("no cell of the hostile text begins like a formula: the test sees nothing")
		}
	}
}

// The text bank, read as quiz programs do: the answer tells the type.
func TestTextBank(t *testing.T) {
	for name, kit := range kits(t) {
		blocks := strings.Split(strings.TrimSpace(string(written(t, "text", kit))), "\n\n")
		if len(blocks) != len(kit.Questions) {
			t.Fatalf("%s: %d questions, want %d", name, len(blocks), len(kit.Questions))
		}
		for i, block := range blocks {
			q := kit.Questions[i]
			_, answer, found := strings.Cut(block, "\n【答案】")
			answer, _, _ = strings.Cut(answer, "\n")
			want := map[quiz.Kind]string{quiz.Single: `^[A-F]$`, quiz.Multiple: `^[A-F]{2,6}$`, quiz.Judge: `^(正确|错误)$`, quiz.Blank: `^\(.+\)$`, quiz.Case: `^[A-F]$`}[q.Kind]
			if found != (want != "") || found && !regexp.MustCompile(want).MatchString(answer) {
				t.Errorf("%s: %s has the answer %q", name, q.Kind, answer)
			}
			if strings.Count(block, "【答案】") > 1 {
				t.Errorf("%s: two answers: %q", name, block)
			}
		}
	}
}

func TestH5P(t *testing.T) {
	for name, kit := range kits(t) {
		z := bundletest.Parts(t, written(t, "h5p", kit))
		var about struct {
			Title, MainLibrary, Language string
			PreloadedDependencies        []struct {
				MachineName                string
				MajorVersion, MinorVersion int
			}
			EmbedTypes []string
		}
		if err := json.Unmarshal([]byte(z["h5p.json"]), &about); err != nil {
			t.Fatal(err)
		}
		shipped := make(map[string]bool)
		for _, d := range about.PreloadedDependencies {
			shipped[fmt.Sprintf("%s %d.%d", d.MachineName, d.MajorVersion, d.MinorVersion)] = true
		}
		if about.Title == "" || about.MainLibrary != "H5P.QuestionSet" || about.Language == "" || len(about.EmbedTypes) == 0 || len(shipped) != 4 {
			t.Errorf("%s: h5p.json is %+v", name, about)
		}
		var content struct {
			Questions []struct {
				Library      string
				SubContentID string `json:"subContentId"`
				Params       struct {
					Question  string
					Correct   string
					Answers   []struct{ Correct bool }
					Questions []string
				}
			}
		}
		if err := json.Unmarshal([]byte(z["content/content.json"]), &content); err != nil {
			t.Fatal(err)
		}
		want := 0
		for _, q := range kit.Questions {
			if q.Kind.Choice() || q.Kind == quiz.Judge || q.Kind == quiz.Blank {
				want++
			}
		}
		if len(content.Questions) != want {
			t.Errorf("%s: %d questions, want %d", name, len(content.Questions), want)
		}
		ids := make(map[string]bool)
		for _, q := range content.Questions {
			if !shipped[q.Library] || ids[q.SubContentID] || !regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`).MatchString(q.SubContentID) {
				t.Errorf("%s: library %s, id %s", name, q.Library, q.SubContentID)
			}
			ids[q.SubContentID] = true
			if strings.HasPrefix(q.Library, "H5P.Blanks") && strings.Count(q.Params.Questions[0], "*") != 2 {
				t.Errorf("%s: not one gap: %q", name, q.Params.Questions)
			}
		}
	}
}

func TestJSONIsComplete(t *testing.T) {
	for name, kit := range kits(t) {
		var read struct {
			Clauses   []string
			Questions []quiz.Question
		}
		if err := json.Unmarshal(written(t, "json", kit), &read); err != nil {
			t.Fatal(err)
		}
		if len(read.Questions) != len(kit.Questions) || len(read.Clauses) != len(kit.Clauses) {
			t.Errorf("%s: %d questions of %d clauses", name, len(read.Questions), len(read.Clauses))
		}
		for i, q := range read.Questions {
			if q.ID != kit.Questions[i].ID || q.Stem != kit.Questions[i].Stem {
				t.Errorf("%s: %+v", name, q)
			}
		}
	}
}

var docxFormats = []string{"handout", "notes", "paper", "paper-b", "sheet", "key", "key-b", "lesson", "cards"}

// The documents are sound packages: every part is XML, declared, and what it
// refers to is there; and their words are complete.
func TestDOCXIsSound(t *testing.T) {
	for name, kit := range kits(t) {
		for _, format := range docxFormats {
			z := bundletest.Parts(t, written(t, format, kit))
			types := string(z["[Content_Types].xml"])
			for part, data := range z {
				if strings.HasSuffix(part, ".png") {
					continue
				}
				dec := xml.NewDecoder(strings.NewReader(data))
				for {
					if _, err := dec.Token(); err == io.EOF {
						break
					} else if err != nil {
						t.Fatalf("%s %s: %s: %v", name, format, part, err)
					}
				}
				if !strings.HasSuffix(part, ".rels") && part != "[Content_Types].xml" && !strings.Contains(types, `"/`+part+`"`) {
					t.Errorf("%s %s: %s is not declared", name, format, part)
				}
			}
			document := z["word/document.xml"]
			for _, id := range regexp.MustCompile(`r:(?:id|embed)="([^"]+)"`).FindAllStringSubmatch(document, -1) {
				m := regexp.MustCompile(`Id="` + id[1] + `" Type="[^"]+" Target="([^"]+)"`).FindStringSubmatch(z["word/_rels/document.xml.rels"])
				if m == nil || z["word/"+m[1]] == "" {
					t.Errorf("%s %s: %s leads nowhere", name, format, id[1])
				}
			}
			styles := z["word/styles.xml"]
			for _, s := range regexp.MustCompile(`w:pStyle w:val="([^"]+)"`).FindAllStringSubmatch(document, -1) {
				if !strings.Contains(styles, `w:styleId="`+s[1]+`"`) {
					t.Errorf("%s %s: there is no style %s", name, format, s[1])
				}
			}
			words := wordsOfDOCX(t, z["word/document.xml"])
			for _, want := range wantedWords(kit, format) {
				if !strings.Contains(words, squeeze(want)) {
					t.Errorf("%s %s lacks %q", name, format, want)
				}
			}
		}
	}
}

// The slide show is a sound package with a slide for each clause and more, and
// the outline has every clause and sentence.
func TestSlidesAndOutline(t *testing.T) {
	for name, kit := range kits(t) {
		z := bundletest.Parts(t, written(t, "slides", kit))
		types, slides, words := string(z["[Content_Types].xml"]), 0, ""
		for part, data := range z {
			if strings.HasSuffix(part, ".png") {
				continue
			}
			text := wordsOfXML(t, data)
			if strings.HasPrefix(part, "ppt/slides/slide") {
				slides++
				words += text
				for _, id := range regexp.MustCompile(`r:embed="([^"]+)"`).FindAllStringSubmatch(data, -1) {
					rels := z["ppt/slides/_rels/"+filepath.Base(part)+".rels"]
					m := regexp.MustCompile(`Id="` + id[1] + `" Type="[^"]+" Target="../([^"]+)"`).FindStringSubmatch(rels)
					if m == nil || z["ppt/"+m[1]] == "" {
						t.Errorf("%s: %s: %s leads nowhere", name, part, id[1])
					}
				}
			}
			if !strings.HasSuffix(part, ".rels") && part != "[Content_Types].xml" && !strings.Contains(types, `"/`+part+`"`) {
				t.Errorf("%s: %s is not declared", name, part)
			}
		}
		if slides < len(kit.Clauses)+1 {
			t.Errorf("%s: %d slides of %d clauses", name, slides, len(kit.Clauses))
		}
		outline := string(written(t, "opml", kit))
		var read struct {
			Version string `xml:"version,attr"`
			Nodes   []struct {
				Text string `xml:"text,attr"`
			} `xml:"body>outline"`
		}
		if err := xml.Unmarshal([]byte(outline), &read); err != nil || read.Version != "2.0" || len(read.Nodes) != 1 || read.Nodes[0].Text != bare(kit.Title) {
			t.Errorf("%s: the outline is %+v, %v", name, read, err)
		}
		attributes := squeeze(html.UnescapeString(outline))
		for _, c := range kit.Clauses {
			for _, s := range sentences.Of(c) {
				want := squeeze(bare(c.Document.Text(s.Words)))
				if !strings.Contains(squeeze(words), want) && c.Document.Text(s.Words) != c.Title {
					t.Errorf("%s: the slides lack %q", name, want)
				}
				if !strings.Contains(attributes, want) {
					t.Errorf("%s: the outline lacks %q", name, want)
				}
			}
		}
	}
}

// wordsOfXML is the text of a part, which must be XML.
func wordsOfXML(t *testing.T, data string) string {
	t.Helper()
	var b strings.Builder
	dec := xml.NewDecoder(strings.NewReader(data))
	for {
		token, err := dec.Token()
		if err == io.EOF {
			return b.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		if text, ok := token.(xml.CharData); ok {
			b.Write(text)
		}
	}
}

// wantedWords are what a document must hold.
func wantedWords(kit *Kit, format string) (out []string) {
	switch format {
	case "handout", "notes":
		for _, c := range kit.Clauses {
			out = append(out, bare(c.Text()), bare(c.Cite()))
		}
	case "paper", "paper-b":
		for _, q := range kit.Questions {
			out = append(out, bare(q.Stem))
			if q.Kind != quiz.Judge {
				for _, o := range q.Options {
					out = append(out, bare(o))
				}
			}
		}
	case "key":
		for _, q := range kit.Questions {
			out = append(out, bare(q.AnswerLine()), bare(q.Explanation), q.ID)
		}
	}
	return out
}

// wordsOfDOCX is the text of a document, without blanks.
func wordsOfDOCX(t *testing.T, document string) string {
	t.Helper()
	var out strings.Builder
	dec := xml.NewDecoder(strings.NewReader(document))
	inside := false
	for {
		token, err := dec.Token()
		if err == io.EOF {
			return squeeze(out.String())
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			inside = e.Name.Local == "t"
		case xml.EndElement:
			inside = false
		case xml.CharData:
			if inside {
				out.Write(e)
			}
		}
	}
}

// squeeze drops blanks, which readers handle each in their way.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// LibreOffice opens the documents and the table, and gives their words back.
func TestLibreOfficeOpensThem(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed (apt-get install --no-install-recommends libreoffice-writer libreoffice-calc)")
	}
	kit := hostile(t)
	dir := t.TempDir()
	convert := func(filter, extension string, names ...string) map[string]string {
		args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", filter, "--outdir", dir}
		for _, name := range names {
			file := filepath.Join(dir, name+map[bool]string{true: ".xlsx", false: ".docx"}[name == "xlsx"])
			if err := os.WriteFile(file, written(t, name, kit), 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, file)
		}
		if out, err := exec.CommandContext(t.Context(), soffice, args...).CombinedOutput(); err != nil {
			t.Fatalf("soffice: %v\n%s", err, out)
		}
		read := make(map[string]string)
		for _, name := range names {
			text, err := os.ReadFile(filepath.Join(dir, name+extension))
			if err != nil {
				t.Fatalf("%s was not opened: %v", name, err)
			}
			read[name] = squeeze(strings.TrimPrefix(string(text), "\uFEFF"))
		}
		return read
	}
	for name, text := range convert("txt:Text (encoded):UTF8", ".txt", docxFormats...) {
		for _, want := range wantedWords(kit, name) {
			if !strings.Contains(text, squeeze(want)) {
				t.Errorf("%s lacks %q", name, want)
			}
		}
	}
	if _, err := exec.LookPath("localc"); err != nil {
		t.Skip("LibreOffice has no spreadsheets here (apt-get install --no-install-recommends libreoffice-calc)")
	}
	table := convert("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", ".csv", "xlsx")["xlsx"]
	for _, q := range kit.Questions {
		if want := strings.ReplaceAll(squeeze(bare(stemWithLeft(q))), `"`, `""`); !strings.Contains(table, want) {
			t.Errorf("the table lacks %q", want)
		}
	}
}

// CommonMark read back has every word and no markup of the text's own.
func TestMarkdown(t *testing.T) {
	tag := regexp.MustCompile(`<[^>]*>`)
	for name, kit := range kits(t) {
		source := written(t, "markdown", kit)
		var b bytes.Buffer
		if err := goldmark.Convert(bytes.ReplaceAll(bytes.ReplaceAll(source, []byte("<strong>"), nil), []byte("</strong>"), nil), &b); err != nil {
			t.Fatal(err)
		}
		words := squeeze(html.UnescapeString(tag.ReplaceAllString(b.String(), "")))
		for _, c := range kit.Clauses {
			if !strings.Contains(words, squeeze(bare(c.Text()))) {
				t.Errorf("%s: the words of %s are not whole", name, c.Name())
			}
		}
	}
}

// A heading has its QR code, which is a picture; without a base there is none.
func TestHandoutLeadsBack(t *testing.T) {
	kit := measures(t, Options{Count: 1})
	h := kit.Handout("https://example.cn", address)
	if len(h.Chapters) != 12 || len(h.Terms) < 40 { // 11 sections and the preamble
		t.Errorf("%d chapters, %d terms", len(h.Chapters), len(h.Terms))
	}
	marks := 0
	for _, ch := range h.Chapters {
		for _, r := range ch.Clauses {
			if r.URL != "https://example.cn"+address(r.Clause) || !bytes.HasPrefix(r.QR, []byte("\x89PNG")) {
				t.Errorf("%s leads to %q, code of %d bytes", r.Heading, r.URL, len(r.QR))
			}
			var text strings.Builder
			for i, line := range r.Paragraphs {
				if i > 0 {
					text.WriteByte('\n')
				}
				for _, p := range line {
					text.WriteString(p.Text)
					if p.Key {
						marks++
					}
				}
			}
			if text.String() != r.Clause.Text() {
				t.Errorf("%s: the words are not those published", r.Heading)
			}
		}
	}
	if marks < 40 {
		t.Errorf("%d key passages are marked", marks)
	}
	if r := kit.Handout("", address).Chapters[0].Clauses[0]; r.URL != "" || r.QR != nil {
		t.Error("a handout without a base has links")
	}
}

// Strangers' text makes valid files, whatever it is.
func FuzzFormats(f *testing.F) {
	f.Add("第一条　=1+1应当在三日内~答复#，不得{拒绝}：甲、乙方、丙方、丁方。")
	f.Add("一、总则\n1.标题。“四个意识”\t应当、\u202e必须、\x00可以。\n2.另一条。<b>不准</b>抄袭、作弊、代考等行为。")
	f.Fuzz(func(t *testing.T, text string) {
		if utf8.RuneCountInString(text) > 2000 {
			t.Skip()
		}
		d, err := corpus.Parse("x.txt", []byte(text))
		if err != nil {
			t.Skip()
		}
		kit, err := Make(context.Background(), d.Clauses, Options{Count: 50, URL: address})
		if err != nil {
			t.Skip()
		}
		for _, format := range Formats {
			if format.Name == "apkg" {
				continue // SQLite takes strings as they are
			}
			var b bytes.Buffer
			err := format.Write(&b, kit, "https://example.cn")
			var unfit *UnfitError
			if err != nil && !errors.As(err, &unfit) {
				t.Fatalf("%s: %v", format.Name, err)
			}
			if err == nil && (strings.HasSuffix(format.File, ".docx") || strings.HasSuffix(format.File, ".pptx")) {
				for part, data := range bundletest.Parts(t, b.Bytes()) {
					if strings.HasSuffix(part, ".xml") && xml.Unmarshal([]byte(data), new(struct{})) != nil {
						t.Fatalf("%s: %s is no XML", format.Name, part)
					}
				}
			}
			if err == nil && format.Name == "gift" {
				if n := len(readGIFT(t, b.String())); n != len(kit.Questions) {
					t.Fatalf("gift: %d questions, want %d", n, len(kit.Questions))
				}
			}
		}
	})
}
