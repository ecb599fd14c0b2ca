package tidy

import (
	"fmt"
	"strings"
	"testing"

	"tiaowen/corpus/line"
	"tiaowen/corpus/reader"
)

func TestIsPageMark(t *testing.T) {
	for _, words := range []string{
		"— 1 —", "-12-", "·3·", "－ 4 －", "——999——", "第 12 页", "第十二页", "第12页 共30页", "第1页，共9页", "第 1 页/共 9 页", "第1页（共9页）",
		"共 30 页 第 2 页", "— 第3页 —", "Page 3", "PAGE 3 of 10", "page 3/10", "page3",
	} {
		if !isPageMark(words) {
			t.Errorf("%q is a page number", words)
		}
	}
	for _, words := range []string{
		"", "—", "1", "12", "1.", "-1", "1-", "— 10000 —", "第12条", "第页", "第一页是目录", "第1页，共页", "共30页", "共 30 人", "pages", "page of 10", "page 3 of ten",
		"Page 3 of this long document of ours", "2024-05-01", "1-2",
	} {
		if isPageMark(words) {
			t.Errorf("%q is no page number", words)
		}
	}
}

// tidied gives what is left of a text, and how many lines are left out.
func tidied(source string) (string, int) {
	got, _, left := Text(&reader.Text{Source: source, Format: "txt"})
	return got.Source, len(left)
}

func TestText(t *testing.T) {
	for _, tt := range []struct {
		name, source, want string
		left               int
	}{
		{"nothing to do", "第一条　值班。\n第二条　登记。\n", "第一条　值班。\n第二条　登记。\n", 0},
		{"page numbers", "甲。\n— 1 —\n乙。\n— 2 —\n", "甲。\n乙。\n", 2},
		{"bare numbers that count on", "甲。\n乙。\n丙。\n丁。\n7\n甲。\n乙。\n丙。\n丁。\n8\n甲。\n乙。\n丙。\n丁。\n9\n",
			"甲。\n乙。\n丙。\n丁。\n甲。\n乙。\n丙。\n丁。\n甲。\n乙。\n丙。\n丁。\n", 3},
		{"bare numbers with a gap", "甲。\n乙。\n丙。\n7\n甲。\n乙。\n丙。\n9\n甲。\n乙。\n丙。\n10\n", "甲。\n乙。\n丙。\n7\n甲。\n乙。\n丙。\n9\n甲。\n乙。\n丙。\n10\n", 0},
		{"bare numbers too close", "甲。\n1\n乙。\n2\n丙。\n3\n", "甲。\n1\n乙。\n2\n丙。\n3\n", 0},
		{"two bare numbers", "甲。\n乙。\n丙。\n丁。\n7\n甲。\n乙。\n丙。\n丁。\n8\n", "甲。\n乙。\n丙。\n丁。\n7\n甲。\n乙。\n丙。\n丁。\n8\n", 0},
		{"what stands beside two of seven page numbers stays", "注意\n甲。\n— 1 —\n注意\n乙。\n— 2 —\n丙。\n— 3 —\n丁。\n— 4 —\n戊。\n— 5 —\n己。\n— 6 —\n注意\n庚。\n— 7 —\n",
			"注意\n甲。\n注意\n乙。\n丙。\n丁。\n戊。\n己。\n注意\n庚。\n", 7},
		{"rules", "甲。\n━━━━━━\n乙。\n★★\n", "甲。\n乙。\n★★\n", 1},
		{"running heads", "某某局文件\n值班规定\n甲。\n— 1 —\n某某局文件\n乙。\n— 2 —\n某某局文件\n丙。\n— 3 —\n", "值班规定\n甲。\n乙。\n丙。\n", 6},
		{"a head with the number of an issue", "甲。\n— 1 —\n公报第3期\n乙。\n— 2 —\n公报第4期\n丙。\n", "甲。\n乙。\n丙。\n", 4},
		{"a clause below every page number stays", "甲。\n— 1 —\n（一）值班\n乙。\n— 2 —\n（一）值班\n丙。\n— 3 —\n", "甲。\n（一）值班\n乙。\n（一）值班\n丙。\n", 3},
		{"sentences below page numbers stay", "甲。\n— 1 —\n同上。\n乙。\n— 2 —\n同上。\n丙。\n", "甲。\n同上。\n乙。\n同上。\n丙。\n", 2},
		{"CR, form feeds and separators", "甲。\r乙。\f丙。\u2028丁。\r\n戊。\v", "甲。\n乙。\n丙。\n丁。\r\n戊。\n", 0},
	} {
		got, left := tidied(tt.source)
		if got != tt.want || left != tt.left {
			t.Errorf("%s: %d lines are left out, and there stays %q, want %d, %q", tt.name, left, got, tt.left, tt.want)
		}
	}
}

// A head with the number of its page names the text where nothing else does.
func TestNumberedHeads(t *testing.T) {
	source := "值班章程   第1页\n甲。\n值班章程   第2页\n乙。\n值班章程   第3页\n"
	for title, want := range map[string]string{"": "值班章程", "已有标题": "已有标题"} {
		got, _, left := Text(&reader.Text{Source: source, Title: title})
		if got.Source != "甲。\n乙。\n" || got.Title != want || len(left) != 3 {
			t.Errorf("%q: %q, %q", got.Title, got.Source, left)
		}
	}
	if got, left := tidied("值班章程   第1页\n甲。\n乙。\n"); left != 0 {
		t.Errorf("one such line stays: %q", got)
	}
}

// wrapped breaks paragraphs at the width of a page.
func wrapped(paragraphs []string, width int) string {
	var b strings.Builder
	for _, p := range paragraphs {
		for r := []rune(p); len(r) > 0; {
			n := min(width, len(r))
			b.WriteString(string(r[:n]) + "\n")
			r = r[n:]
		}
	}
	return b.String()
}

var paragraphs = []string{
	"第一条　来访人员应当登记，出示有效的身份证件，经门卫核实以后方可进入办公区域，离开时应当交还来访证件，并在登记表上写明离开的时间。",
	"第二条　车辆应当按照指定的位置停放，不得占用消防通道，不得妨碍他人通行；违反规定的，值班人员应当通知车主，并且记入当天的值班日志。",
	"（一）值班人员应当按时到岗，交接班时应当当面清点物品，核对登记表上的各项内容，发现不符的应当立即报告，并在值班日志中写明有关的情况。",
}

// Paragraphs that were broken at any usual width are whole again, and those that were not are left alone.
func TestUnwrap(t *testing.T) {
	want := strings.Join(paragraphs, "\n") + "\n"
	for _, width := range []int{20, 26, 31, 38, 44} {
		if got, _ := tidied(wrapped(paragraphs, width)); got != want {
			t.Errorf("at %d characters:\n%s", width, got)
		}
	}
	if got, _ := tidied(want); got != want {
		t.Errorf("whole paragraphs become\n%s", got)
	}
	// A page number within a paragraph does not divide it.
	lines := strings.SplitAfter(wrapped(paragraphs, 26), "\n")
	got, left := tidied(strings.Join(lines[:4], "") + "— 1 —\n" + strings.Join(lines[4:], ""))
	if got != want || left != 1 {
		t.Errorf("around a page number:\n%s", got)
	}
	// Latin words get their blank back.
	english := "Visitors must sign the book and show a valid card to the guard,\nwho lets them in after a call,\nand takes the card back when they leave the house, with a note,\nwhich the officer on duty keeps for at least one year, in the\narchive.\n"
	if got, _ := tidied(english); !strings.Contains(got, "leave the house, with a note, which the officer on duty keeps for at least one year, in the archive.") {
		t.Errorf("English: %q", got)
	}
}

// What begins something of its own is not joined to the line above it.
func TestUnwrapLeaves(t *testing.T) {
	broken := wrapped(paragraphs, 26)
	const above = "本条规定的值班人员包括下列的人员，具体的名单由办公室另行通知"
	for _, below := range []string{"（三）其他人员", "第三条　值班", "4.1 值班", "1 范围", "2024年5月1日", "（2024年5月1日）", "附件1：名单", "目录", "答：可以", "【注】值班", "|甲|乙|", "\t甲", "　　甲"} {
		got, _ := tidied(broken + above + "\n" + below + "\n")
		if !strings.HasSuffix(got, above+"\n"+below+"\n") {
			t.Errorf("%q is joined: %q", below, got[max(0, len(got)-60):])
		}
	}
	if got, _ := tidied(broken + "目录\n— 1 —\n值班的人员\n"); !strings.HasSuffix(got, "目录\n值班的人员\n") {
		t.Errorf("the contents are joined: %q", got[max(0, len(got)-60):])
	}
	list := broken + strings.Repeat("张三\n李四\n", 10) // most lines that end without a stop are short
	if got, _ := tidied(list); got != list {
		t.Errorf("a list becomes %q", got)
	}
	if got, _ := tidied(broken + above + "\n值班室\n"); !strings.HasSuffix(got, above+"值班室\n") {
		t.Errorf("the rest of a sentence is not joined: %q", got[max(0, len(got)-60):])
	}
}

// What the format says of places in the text moves with the words.
func TestTextMoves(t *testing.T) {
	source := "总则\n— 1 —\n甲。\n— 2 —\n分则\n格1\n乙。\n— 3 —\n"
	at := func(s, word string) reader.Span {
		i := strings.Index(s, word)
		return reader.Span{Start: i, End: i + len(word)}
	}
	text := &reader.Text{
		Source: source, Body: strings.Index(source, "甲"),
		Headings: []reader.Heading{{Span: at(source, "总则"), Level: 1}, {Span: at(source, "— 2 —"), Level: 1}, {Span: at(source, "分则"), Level: 2}},
		Tables:   []reader.Span{at(source, "格1")},
	}
	got, lines, left := Text(text)
	if got.Source != "总则\n甲。\n分则\n格1\n乙。\n" || lines != nil || len(left) != 3 {
		t.Fatalf("%q, %v, %q", got.Source, lines, left)
	}
	want := fmt.Sprint([]reader.Heading{{Span: at(got.Source, "总则"), Level: 1}, {Span: at(got.Source, "分则"), Level: 2}}, []reader.Span{at(got.Source, "格1")}, strings.Index(got.Source, "甲"))
	if have := fmt.Sprint(got.Headings, got.Tables, got.Body); have != want {
		t.Errorf("moved to %s, want %s", have, want)
	}
	if text.Source != source || text.Body != strings.Index(source, "甲") {
		t.Error("the text that was given has changed")
	}
}

// The reader of PDF knows its pages; nothing is left out twice.
func TestTextOfPDF(t *testing.T) {
	source := "甲。\n— 1 —\n乙。\n"
	got, lines, left := Text(&reader.Text{Source: source, Format: "pdf"})
	if got.Source != source || len(left) > 0 || len(lines) != len(line.Split(source)) {
		t.Errorf("%q, %d lines, %q", got.Source, len(lines), left)
	}
}

func TestLeftOut(t *testing.T) {
	english, chinese := LeftOut([]string{"— 1 —"})
	if english != "a line of page furniture was left out: “— 1 —”" || chinese != "略去页眉、页码或分隔线 1 行：“— 1 —”" {
		t.Errorf("%q, %q", english, chinese)
	}
	english, chinese = LeftOut([]string{strings.Repeat("长", 30), "b", "c"})
	head := strings.Repeat("长", 20) + "…"
	if english != "3 lines of page furniture were left out: “"+head+"”, “b”, …" || chinese != "略去页眉、页码或分隔线 3 行：“"+head+"”“b”等" {
		t.Errorf("%q, %q", english, chinese)
	}
}

// Tidying makes no words: what stays and what is left out are the words of the source, in order.
func FuzzText(f *testing.F) {
	f.Add("甲。\n— 1 —\n乙。\n— 2 —\n")
	f.Add(wrapped(paragraphs, 26))
	f.Add("某某局\n— 1 —\n某某局\n— 2 —\n\r\f\u2028 第1页\n")
	f.Add("\xff\n1\n\n\n\n2\n\n\n\n3\n")
	f.Add("a b\nc, d\n")
	f.Fuzz(func(t *testing.T, source string) {
		source = strings.ToValidUTF8(source, "\uFFFD") // as the readers give it
		got, _, left := Text(&reader.Text{Source: source, Format: "txt", Body: len(source) / 2})
		if got.Body < 0 || got.Body > len(got.Source) {
			t.Fatalf("the body begins at %d of %d", got.Body, len(got.Source))
		}
		bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
		have, rest := bare(got.Source), bare(source)
		for _, l := range left {
			if !strings.Contains(rest, bare(l)) {
				t.Fatalf("%q was left out of %q", l, source)
			}
		}
		if len(left) == 0 && len(have) > len(rest) {
			t.Fatalf("%q became %q", source, got.Source)
		}
		for _, r := range have { // in order
			i := strings.IndexRune(rest, r)
			if i < 0 {
				t.Fatalf("%q became %q", source, got.Source)
			}
			rest = rest[i:]
		}
	})
}
