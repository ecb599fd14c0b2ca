package layout

import (
	"fmt"
	"strings"
	"testing"
)

// typeset sets words at a place: runs as a file writes them, one after the other.
type typeset struct {
	page *Page
}

func newTypeset() *typeset { return &typeset{NewPage(1, Box{Right: 480, Top: 842})} }

// put sets words in characters of size points with room between them.
func (s *typeset) put(x, base, size, room float64, words string) {
	r := Run{Base: base, Size: size}
	for _, c := range words {
		w := size
		if c < 0x80 {
			w = size / 2
		}
		r.Runes, r.Left, r.Right = append(r.Runes, c), append(r.Left, x), append(r.Right, x+w)
		x += w + room
	}
	s.page.Add(r)
}

func composed(t *testing.T, sheets ...*typeset) (*Document, string) {
	t.Helper()
	var pages []*Page
	for _, s := range sheets {
		pages = append(pages, s.page)
	}
	d, err := Compose(pages)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, p := range d.Paragraphs {
		if p.Row {
			out.WriteByte('|')
		}
		out.WriteString(p.Text + "\n")
	}
	return d, out.String()
}

func want(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestLabelsSetOff: the number of a paragraph, set off by a tab, is not a cell.
func TestLabelsSetOff(t *testing.T) {
	for _, hang := range []float64{0, 36, 63, 72} {
		s := newTypeset()
		base := 700.0
		for i := range 6 {
			s.put(100, base, 10, 0, "第"+string([]rune("一二三四五六")[i])+"条")
			s.put(100+max(hang, 36), base, 10, 0, "一二三四五六七八九十一二三四五六七八九十一二三四五六七八"[:3*int((280-max(hang, 36))/10)])
			s.put(100+hang, base-20, 10, 0, "接着写完。")
			base -= 40
		}
		_, got := composed(t, s)
		if n := strings.Count(got, "\n"); n != 6 || strings.Contains(got, "|") {
			t.Errorf("hanging by %g: %d paragraphs\n%s", hang, n, got)
		}
	}
}

func TestLetterSpacing(t *testing.T) {
	for _, room := range []float64{0, 1, 2, 3.5, 6} {
		s := newTypeset()
		s.put(100, 700, 10, room, "第二条 严禁盖章。")
		s.put(100, 680, 10, room, "本规定自2024年施行。")
		s.put(100, 660, 10, room, "第十一条 应当配合。")
		_, got := composed(t, s)
		want(t, got, "第二条 严禁盖章。\n本规定自2024年施行。\n第十一条 应当配合。\n")
	}
}

// TestColumns: columns are read one after the other; a table without room for
// text stays a table.
func TestColumns(t *testing.T) {
	const full = "一二三四五六七八九十一二"
	s := newTypeset()
	s.put(200, 760, 16, 0, "某某办法")
	for side := range 2 {
		for i := range 12 {
			words := full
			if i%3 == 2 {
				words = fmt.Sprintf("第%d句。", 4*side+i/3)
			}
			s.put(100+150*float64(side), 700-20*float64(i), 10, 0, words)
		}
	}
	_, got := composed(t, s)
	var b strings.Builder
	b.WriteString("某某办法\n")
	for i := range 8 {
		fmt.Fprintf(&b, "%s%s第%d句。\n", full, full, i)
	}
	want(t, got, b.String())

	s = newTypeset()
	for i, r := range []string{"序号 项目 标准", "一 占道 五百元", "二 乱倒 一千元", "三 涂写 二百元", "四 噪声 三百元", "五 污水 八百元", "六 焚烧 九百元"} {
		for k, c := range strings.Fields(r) {
			s.put(100+100*float64(k), 700-20*float64(i), 10, 0, c)
		}
	}
	_, got = composed(t, s)
	if n := strings.Count(got, "|"); n != 7 {
		t.Errorf("%d rows in\n%s", n, got)
	}
}

// TestCells: a cell of several lines, written before the one beside it.
func TestCells(t *testing.T) {
	s := newTypeset()
	s.put(100, 720, 10, 0, "表中的标准如下：")
	s.put(100, 700, 10, 0, "违法行为")
	s.put(250, 700, 10, 0, "处罚")
	s.put(100, 680, 10, 0, "在公共场所")
	s.put(100, 665, 10, 0, "乱倒垃圾")
	s.put(250, 680, 10, 0, "处五百元")
	s.put(250, 665, 10, 0, "以下罚款")
	s.put(100, 640, 10, 0, "本表自公布之日起施行。")
	_, got := composed(t, s)
	want(t, got, "表中的标准如下：\n|违法行为\t处罚\n|在公共场所乱倒垃圾\t处五百元以下罚款\n本表自公布之日起施行。\n")
}

func TestLineNumbers(t *testing.T) {
	var sheets []*typeset
	for page := range 2 {
		s := newTypeset()
		for i := range 8 {
			s.put(100, 700-20*float64(i), 10, 0, fmt.Sprintf("第%d页第%d行的话。", page+1, i+1))
		}
		for i := range 8 {
			s.put(70, 700-20*float64(i), 8, 0, fmt.Sprint(8*page+i+1))
		}
		sheets = append(sheets, s)
	}
	d, got := composed(t, sheets...)
	if d.LineNumbers.Lines != 16 || !strings.HasPrefix(got, "第1页第1行的话。\n") {
		t.Errorf("%d line numbers dropped of\n%s", d.LineNumbers.Lines, got)
	}
	// Serial numbers of a list stand in it.
	s := newTypeset()
	s.put(100, 720, 10, 0, "序号")
	s.put(140, 720, 10, 0, "名称")
	for i := range 6 {
		s.put(100, 700-20*float64(i), 10, 0, fmt.Sprint(i+1))
		s.put(140, 700-20*float64(i), 10, 0, "某某单位")
	}
	if d, _ := composed(t, s); d.LineNumbers.Lines != 0 {
		t.Errorf("%d serial numbers dropped", d.LineNumbers.Lines)
	}
}

func TestNotes(t *testing.T) {
	s := newTypeset()
	s.put(100, 700, 10, 0, "印章应当登记")
	s.put(160, 704, 6, 0, "1")
	s.put(163, 700, 10, 0, "并且保存，面积不超过5m")
	s.put(276, 704, 6, 0, "2")
	s.put(279, 700, 10, 0, "。")
	s.put(100, 680, 10, 0, "印章不得外借。")
	s.put(100, 90, 7, 0, "1 登记簿由办公室印发，")
	s.put(100, 80, 7, 0, "各部门领取。")
	d, got := composed(t, s)
	want(t, got, "印章应当登记并且保存，面积不超过5m2。\n印章不得外借。\n")
	if d.Notes.Lines != 1 {
		t.Errorf("%d notes", d.Notes.Lines)
	}
}

// TestTurned: a page whose text is turned is read; a few turned words and what
// runs aslant are left out and named.
func TestTurned(t *testing.T) {
	for quarters := range 4 {
		p := NewPage(1, Box{Right: 480, Top: 842})
		for i := range 3 {
			words := []rune("第一行的话说完了。")
			r := Run{Runes: words, Base: 300 - 20*float64(i), Size: 10, Quarters: quarters}
			for k := range words {
				r.Left, r.Right = append(r.Left, 100+10*float64(k)), append(r.Right, 110+10*float64(k))
			}
			p.Add(r)
		}
		p.Add(Run{Runes: []rune("内部"), Left: []float64{10, 20}, Right: []float64{20, 30}, Base: 50, Size: 10, Slanted: true})
		d, err := Compose([]*Page{p})
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Paragraphs) != 3 || d.Paragraphs[0].Text != "第一行的话说完了。" || d.Slanted.Lines != 1 || d.Slanted.Words[0] != "内部" {
			t.Errorf("turned by %d quarters: %+v", quarters, d)
		}
	}
}

func TestPrintedByABrowser(t *testing.T) {
	s := newTypeset()
	s.put(30, 825, 8, 0, "2024/5/1 10:30")
	s.put(200, 825, 8, 0, "值班制度")
	s.put(100, 700, 10, 0, "第一条 值班人员应当坚守岗位。")
	s.put(30, 10, 8, 0, "https://www.example.cn/zhidu.html")
	s.put(440, 10, 8, 0, "1/1")
	d, got := composed(t, s)
	want(t, got, "第一条 值班人员应当坚守岗位。\n")
	if d.Furniture.Lines != 2 {
		t.Errorf("%+v", d.Furniture)
	}
}

// TestNumberedIsNoFurniture: lines that differ by their numbers alone stand at one
// place of each page, and are the text.
func TestNumberedIsNoFurniture(t *testing.T) {
	var sheets []*typeset
	for i := range 6 {
		s := newTypeset()
		s.put(100, 790, 10, 0, fmt.Sprintf("%d. 岗位职责", i+1))
		s.put(100, 740, 10, 0, fmt.Sprintf("负责第%d项工作。", i+1))
		s.put(230, 30, 8, 0, fmt.Sprintf("某某公司　第%d页", i+1))
		sheets = append(sheets, s)
	}
	d, got := composed(t, sheets...)
	if d.Furniture.Lines != 6 || strings.Count(got, "岗位职责") != 6 {
		t.Errorf("%+v\n%s", d.Furniture, got)
	}
}
