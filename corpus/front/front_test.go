package front_test

import (
	"fmt"
	"strings"
	"testing"

	"tiaowen/corpus/front"
	"tiaowen/corpus/label"
	"tiaowen/corpus/line"
	"tiaowen/corpus/reader"
)

// read reads the front of a text, and writes the lines above its body with a letter for their role.
func read(name, source string, cover int) (front.Front, string) {
	lines := &line.List{Source: source, Lines: line.Split(source)}
	for i := range lines.Lines {
		lines.Lines[i].Label = label.Read(lines.Words(i))
	}
	f := front.Read(name, &reader.Text{Source: source}, lines, cover)
	var roles strings.Builder
	for _, l := range lines.Lines[:f.Body] {
		roles.WriteByte(map[line.Role]byte{line.Title: 'T', line.History: 'h', line.Text: '.'}[l.Role])
	}
	return f, roles.String()
}

// TestRead reads titles, histories and dates as offices write them.
func TestRead(t *testing.T) {
	const body = "\n第一条 来访人员应当登记。\n第二条 车辆按序停放。\n"
	for _, tt := range []struct{ name, head, title, date, roles string }{
		{"a title", "门卫管理办法", "门卫管理办法", "", "T"},
		{"title marks and a colon", "《门卫管理办法》", "门卫管理办法", "", "T"},
		{"a line that is broken in an enumeration", "某某市关于节约用水、\n排水管理的办法", "某某市关于节约用水、排水管理的办法", "", "TT"},
		{"关于 is closed by 的规定", "某某市关于加强\n门卫工作的规定", "某某市关于加强门卫工作的规定", "", "TT"},
		{"a history", "门卫管理办法\n（2020年5月1日办公会议通过　2023年6月2日修订）", "门卫管理办法", "2023-06-02", "Th"},
		{"a history whose bracket spans lines", "门卫管理办法\n（2020年5月1日办公会议通过\n2023年6月2日第一次修订）", "门卫管理办法", "2023-06-02", "Thh"},
		{"a day of effect names no version", "门卫管理办法\n2020年5月1日通过\n2024年1月1日起施行", "门卫管理办法", "2020-05-01", "Thh"},
		{"a letterhead", "某某市人民政府文件\n某政发〔2024〕3号\n门卫管理办法", "门卫管理办法", "", "hhT"},
		{"the office above the number", "某某学校\n某校发〔2024〕3号\n门卫管理办法", "门卫管理办法", "", "hhT"},
		{"fields", "编号：12\n门卫管理办法\n版本：V2\n施行日期：2024年1月1日", "门卫管理办法", "2024-01-01", "hThh"},
		{"those who get it", "报：校长室\n送：各年级，各处室\n门卫管理办法", "门卫管理办法", "", "hhT"},
		{"a title that stands twice", "门卫管理办法\n2020年5月1日通过\n门卫管理办法", "门卫管理办法", "2020-05-01", "ThT"},
		{"a standard", "DB99\n某某省地方标准\nDB99/T 12—2023\n门卫服务规范\nSpecification for gate service\n2023-10-01 发布 2024-01-01 实施\n某某省市场监督管理局 发 布", "门卫服务规范", "", "hhhThhh"},
		{"English, on two lines", "HILLSIDE SCHOOL\nRULES FOR VISITORS\nAdopted by the Board on 4 March 2024", "HILLSIDE SCHOOL RULES FOR VISITORS", "", "TTh"},
		{"minutes", "某某学校\n校务会议纪要\n〔2024〕第3期\n某某学校办公室　　2024年3月8日", "某某学校校务会议纪要", "2024-03-08", "TThh"},
		{"a sentence is no title", "来访人员应当登记。", "门卫", "", ""},
	} {
		f, roles := read("门卫.txt", tt.head+body, 0)
		if f.Title != tt.title || f.Date != tt.date || roles != tt.roles {
			t.Errorf("%s: title %q, date %q, roles %s; want %q, %q, %s", tt.name, f.Title, f.Date, roles, tt.title, tt.date, tt.roles)
		}
	}
}

// The file and the cover give what the text does not say.
func TestOtherSources(t *testing.T) {
	for name, want := range map[string]string{"a/b/门卫办法(2024-01-01).txt": "门卫办法", "门卫（试行）.docx": "门卫（试行）", ".txt": "untitled"} {
		if f, _ := read(name, "一、登记。\n二、停车。\n", 0); f.Title != want {
			t.Errorf("%s gives the title %q, want %q", name, f.Title, want)
		}
	}
	f, _ := read("a.txt", "现公布《门卫办法》。\n2024年3月1日\n门卫办法\n第一条 登记。\n第二条 停车。\n", 2)
	if f.Title != "门卫办法" || f.Date != "2024-03-01" || f.Body != 3 {
		t.Errorf("below its cover: %+v", f)
	}
}

func ExampleRead() {
	source := "门卫管理办法\n（2024年5月1日校务会议通过）\n第一条　来访人员应当登记。\n"
	lines := &line.List{Source: source, Lines: line.Split(source)}
	f := front.Read("门卫.txt", &reader.Text{Source: source}, lines, 0)
	fmt.Println(f.Title, f.Date)
	fmt.Println(lines.Words(f.Body))
	// Output:
	// 门卫管理办法 2024-05-01
	// 第一条　来访人员应当登记。
}
