package layout

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// sheet sets lines on a page as a typesetter would: 10 points a character, 28
// characters a line between 100 and 380, 20 points from line to line. Blanks
// before a line move it to the right by a character each; |n sets it n points
// high.
func sheet(lines ...string) page {
	p := page{width: 480, height: 842, objects: 1}
	for i, s := range lines {
		size := 10.0
		if at := strings.LastIndex(s, "|"); at >= 0 {
			fmt.Sscan(s[at+1:], &size)
			s = s[:at]
		}
		words := strings.TrimLeft(s, " ")
		if words == "" {
			continue
		}
		left := 100 + 10*float64(len(s)-len(words))
		width := 0.0
		for _, r := range words {
			if r < 0x80 {
				width += size / 2
			} else {
				width += size
			}
		}
		p.lines = append(p.lines, textLine{text: words, left: left, right: left + width, base: 700 - 20*float64(i), size: size})
		p.chars += len([]rune(words))
	}
	return p
}

// full is the beginning of a paragraph that fills its first line.
const (
	full = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八" // 28 characters
	rest = "一二三四五六七八九十一二三四五六七八九十一二三四五六"   // 26, after an indent
)

func TestParagraphs(t *testing.T) {
	for _, c := range []struct {
		name  string
		pages []page
		want  []string
	}{
		{"indented", []page{sheet("  "+rest, full, "甲。", "  第二条　乙。", "  丙。")},
			[]string{rest + full + "甲。", "第二条　乙。", "丙。"}},
		{"over the page", []page{sheet("  甲。", "  "+rest), sheet("接着。", "  "+rest, "乙。")},
			[]string{"甲。", rest + "接着。", rest + "乙。"}},
		{"a reference at the line's beginning", []page{sheet("  "+rest, "第三条规定的情形。", "  乙。")},
			[]string{rest + "第三条规定的情形。", "乙。"}},
		{"not indented", []page{sheet(full, "甲。", "第二条　乙。", full, full, "丙。", "丁。")},
			[]string{full + "甲。", "第二条　乙。", full + full + "丙。", "丁。"}},
		{"an article after a full line", []page{sheet(full, "第二条　乙。", full, "丙。")},
			[]string{full, "第二条　乙。", full + "丙。"}},
		{"a line that ends early before a number", []page{sheet("  "+rest, "一二三四五六七八九十一二三四五六七八九十一二三四", "1000000元的。", "  "+rest, full, "乙。")},
			[]string{rest + "一二三四五六七八九十一二三四五六七八九十一二三四1000000元的。", rest + full + "乙。"}},
		{"centred headings", []page{sheet("  "+rest, "甲。", "            第一章　总则", "          另一个标题啊", "  "+rest, "乙。")},
			[]string{rest + "甲。", "第一章　总则", "另一个标题啊", rest + "乙。"}},
		{"title over two lines", []page{sheet("       某某市餐厨垃圾|16", "        管理办法|16", "  "+rest, full, "甲。", "  "+rest, "乙。")},
			[]string{"#某某市餐厨垃圾管理办法", rest + full + "甲。", rest + "乙。"}},
		{"letterhead", []page{sheet("     某某市文件|30", "       某某办法|16", "  "+rest, full, "甲。", "  "+rest, full, "乙。")},
			[]string{"某某市文件", "#某某办法", rest + full + "甲。", rest + full + "乙。"}},
		{"adopted, over two lines", []page{sheet("         （2019年3月29日公布", "          2020年5月1日修订）", "  "+rest, full, "甲。", "  "+rest, "乙。")},
			[]string{"（2019年3月29日公布2020年5月1日修订）", rest + full + "甲。", rest + "乙。"}},
		{"a chapter over two centred lines", []page{sheet("  "+rest, "甲。", "第二节　一二三四五六七八九十一二三四五六七八九十一二三", "             四五", "  "+rest, full, "乙。")},
			[]string{rest + "甲。", "第二节　一二三四五六七八九十一二三四五六七八九十一二三四五", rest + full + "乙。"}},
		{"a title in brackets over two lines", []page{sheet("  "+rest, "甲。", "     修改《某某法院", "     若干规定》", "  "+rest, full, "乙。")},
			[]string{rest + "甲。", "修改《某某法院若干规定》", rest + full + "乙。"}},
		{"hanging item", []page{sheet("  1. 二三四五六七八九十一二三四五六七八九十一二三四五", "    接着。", "  2. 乙。", "  "+rest, full, "丙。")},
			[]string{"1. 二三四五六七八九十一二三四五六七八九十一二三四五接着。", "2. 乙。", rest + full + "丙。"}},
		{"room between paragraphs", []page{sheet(full, "", "", full, "甲。", full, "乙。", full, "丙。")},
			[]string{full, full + "甲。", full + "乙。", full + "丙。"}},
		{"Latin words", []page{sheet("  "+rest[:len(rest)-12]+"internal", "control。", "  "+rest, full, "乙。")},
			[]string{rest[:len(rest)-12] + "internal control。", rest + full + "乙。"}},
		{"a short text shows no margin", []page{sheet("  甲一二三四。", "  一二三四五六七八九十一二。", "  某某委员会", "  2022年5月10日")},
			[]string{"甲一二三四。", "一二三四五六七八九十一二。", "某某委员会", "2022年5月10日"}},
		{"rows of a table", []page{sheet("  "+rest, "甲。", "条文\t罪名", "第一百条\t某罪", "  "+rest, "乙。")},
			[]string{rest + "甲。", "|条文\t罪名", "|第一百条\t某罪", rest + "乙。"}},
		{"contents with leaders", []page{sheet("第一章 总则..............1", "第二章 附则……………… 12", "  "+rest, full, "甲。", "  "+rest, "乙。")},
			[]string{rest + full + "甲。", rest + "乙。"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &Document{}
			if err := d.compose(c.pages); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range d.Paragraphs {
				s := p.Text
				if p.Title {
					s = "#" + s
				}
				if p.Row {
					s = "|" + s
				}
				got = append(got, s)
			}
			if g, w := strings.Join(got, "\n"), strings.Join(c.want, "\n"); g != w {
				t.Errorf("got\n%s\nwant\n%s", g, w)
			}
		})
	}
}

func TestFurniture(t *testing.T) {
	at := func(p page, base, size float64, text string) page {
		l := textLine{text: text, left: 200, right: 200 + size*float64(len([]rune(text))), base: base, size: size}
		if base > 400 {
			p.lines = append([]textLine{l}, p.lines...)
		} else {
			p.lines = append(p.lines, l)
		}
		return p
	}
	body := func() page { return sheet("", "", "", "  "+rest, full, "甲。", "  "+rest, "乙。") }
	for _, c := range []struct {
		name    string
		pages   []page
		dropped int
	}{
		{"page numbers", []page{at(body(), 40, 10, "— 1 —"), at(body(), 40, 10, "-2-"), at(body(), 40, 10, "第 3 页 共 4 页"), at(body(), 40, 10, "4/4"), at(body(), 40, 10, "第五页"), at(body(), 40, 10, "Page 6 of 7")}, 6},
		{"one page, one number", []page{at(body(), 40, 10, "1")}, 1},
		{"running heads", []page{at(body(), 800, 9, "某某市办法"), at(body(), 802, 9, "某某市办法"), at(body(), 800, 9, "某某市办法")}, 3},
		{"heads with the page's number", []page{at(body(), 800, 9, "某某公报 2019年第3期 17"), at(body(), 800, 9, "某某公报 2019年第3期 18")}, 2},
		{"odd and even heads", []page{at(body(), 800, 9, "甲甲甲"), at(body(), 800, 9, "乙乙乙"), at(body(), 800, 9, "甲甲甲"), at(body(), 800, 9, "乙乙乙")}, 4},
		{"a number in the text", []page{sheet("  "+rest, full, "12", "  "+rest, "乙。"), body()}, 0},
		{"the same words, at other heights", []page{at(body(), 800, 9, "甲"), at(body(), 790, 9, "乙"), at(body(), 780, 9, "丙")}, 0},
		{"a title and the same words later", []page{at(body(), 725, 16, "某某市办法"), at(body(), 725, 10, "某某市办法")}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &Document{}
			d.dropFurniture(c.pages)
			if got := d.Furniture.Lines; got != c.dropped {
				t.Errorf("dropped %d, want %d: %+v", got, c.dropped, c.pages)
			}
		})
	}
}

func TestComposeRefuses(t *testing.T) {
	picture := page{height: 842, objects: 1}
	stamped := sheet("CamScanner")
	unknown := sheet("  "+rest, full)
	unknown.unknown = unknown.chars / 2
	for _, c := range []struct {
		name  string
		pages []page
		err   error
	}{
		{"no page", nil, ErrEmpty},
		{"blank", []page{{height: 842}}, ErrEmpty},
		{"scan", []page{picture, picture}, ErrScan},
		{"scan with stamps", []page{stamped, picture, picture, picture}, ErrScan},
		{"unknown characters", []page{unknown}, ErrUnreadable},
	} {
		if err := (&Document{}).compose(c.pages); !errors.Is(err, c.err) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.err)
		}
	}
	picture.number = 2
	d := &Document{}
	err := d.compose([]page{sheet("  "+rest, full, "甲。"), picture})
	if err != nil || len(d.Pictures) != 1 || d.Pictures[0] != 2 {
		t.Errorf("a picture among text: %+v, %v", d, err)
	}
}
