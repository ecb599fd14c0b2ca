package quote

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiaowen/corpus"
	"tiaowen/corpus/damage"
)

const oldParks = `江城市公园条例

2010年3月1日 江城市人民代表大会常务委员会通过

第一条 为了加强公园管理，制定本条例。

第二条 公园管理单位必须建立安全巡查制度，及时消除设施隐患。

第三条 公园收费项目由市价格主管部门核定，收支情况每年公布一次。

第四条 违反本条例规定，擅自摆摊设点的，处二百元以下罚款。
`

const newParks = `江城市公园条例

2010年3月1日 江城市人民代表大会常务委员会通过

2024年5月1日 江城市人民代表大会常务委员会修订

第一条 为了加强公园管理，改善人居环境，制定本条例。

第二条 公园管理单位应当建立安全巡查制度，每日巡查两次，及时消除设施隐患。

第三条 公园应当设置无障碍通道。

遇有暴雨、大风等天气的，公园管理单位应当及时关闭园区，引导游客疏散。

第四条 公园收费项目由市价格主管部门核定，收支情况每季度公布一次。

第五条 违反本条例规定，擅自摆摊设点的，处五百元以下罚款。
`

const signs = `江城市户外招牌管理办法

第一条 户外招牌应当牢固安全，与建筑物立面相协调。

第二条 设置户外招牌的，应当自设置之日起十五日内向所在地街道办事处备案。

第三条 户外招牌出现倾斜松 动的，设置人应当立即加固或者拆除；拒不改正的，处一千元以下罚款。
`

func parse(t testing.TB, name, src string) *corpus.Document {
	t.Helper()
	d, err := corpus.Parse(name, []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func town(t testing.TB) *Checker {
	return checkerOf([]*corpus.Document{parse(t, "a.txt", oldParks), parse(t, "b.txt", newParks), parse(t, "c.txt", signs), corpus.Measures()})
}

// show writes a finding on one line: its verdict, where its words stand, and the words that differ.
func show(text string, f Finding) string {
	out := fmt.Sprintf("%s %s %q", f.Kind, f.Verdict, text[f.Start:f.End])
	if f.Clause != nil {
		out += " " + f.Clause.Document.Date + " " + f.Clause.Name()
	}
	mark := func(list []Part) (s string) {
		for _, p := range list {
			if p.Changed {
				s += "[" + p.Text + "]"
			} else {
				s += p.Text
			}
		}
		return s
	}
	if f.Said != nil {
		out += " " + mark(f.Said) + " → " + mark(f.True)
	}
	for _, flag := range []struct {
		on   bool
		name string
	}{{f.Slip, "slip"}, {f.Elided, "elided"}, {f.Paragraph, "paragraph"}, {f.Superseded, "superseded"}} {
		if flag.on {
			out += " " + flag.name
		}
	}
	return strings.ReplaceAll(out, "  ", " ")
}

func TestCheck(t *testing.T) {
	c := town(t)
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"exact", "《江城市公园条例》第三条规定：“公园应当设置无障碍通道。”", []string{`quotation exact "公园应当设置无障碍通道。" 2024-05-01 第三条`}},
		{"exact, other forms", "“公园应当设置无障碍通道”（《江城市公园条例》第3条）。", []string{`quotation exact "公园应当设置无障碍通道" 2024-05-01 第三条`}},
		{"one word", "《江城市公园条例》第三条规定：“公园可以设置无障碍通道。”", []string{`quotation altered "公园可以设置无障碍通道。" 2024-05-01 第三条 公园[可以]设置无障碍通道 → 公园[应当]设置无障碍通道`}},
		{"number", "根据《江城市公园条例》第四条，“擅自摆摊设点的，处五百元以下罚款”。", []string{`quotation wrong_number "擅自摆摊设点的，处五百元以下罚款" 2024-05-01 第五条`}},
		{"paragraph", "《江城市公园条例》第三条第一款规定：“公园管理单位应当及时关闭园区，引导游客疏散。”", []string{`quotation wrong_number "公园管理单位应当及时关闭园区，引导游客疏散。" 2024-05-01 第三条 paragraph`}},
		{"old words", "《江城市公园条例》第二条规定：“公园管理单位必须建立安全巡查制度，及时消除设施隐患。”", []string{`quotation other_version "公园管理单位必须建立安全巡查制度，及时消除设施隐患。" 2010-03-01 第二条`}},
		{"old words, said so", "《江城市公园条例》（2010年）第二条规定：“公园管理单位必须建立安全巡查制度”", []string{`quotation exact "公园管理单位必须建立安全巡查制度" 2010-03-01 第二条 superseded`}},
		{"document", "《江城市公园条例》第二条规定：“户外招牌应当牢固安全，与建筑物立面相协调。”", []string{`quotation wrong_document "户外招牌应当牢固安全，与建筑物立面相协调。" 第一条`}},
		{"no such clause", "《江城市公园条例》第九十条规定：“门票收入归社区合唱团用于添置乐器。”", []string{`quotation no_such_clause "门票收入归社区合唱团用于添置乐器。"`}},
		{"invented", "《江城市公园条例》第二条规定：“门票收入归社区合唱团用于添置乐器。”", []string{`quotation not_found "门票收入归社区合唱团用于添置乐器。"`}},
		{"not loaded", "《江城市湿地条例》第二条规定：“湿地四周五十米内不得燃放烟花爆竹。”", []string{`quotation not_found "湿地四周五十米内不得燃放烟花爆竹。"`}},
		{"citations alone", "依据《江城市公园条例》第五条和《江城市公园条例》第五十条处理。", []string{`citation cited "《江城市公园条例》第五条" 2024-05-01 第五条`, `citation no_such_clause "《江城市公园条例》第五十条"`}},
		{"without marks behind a citation", "《江城市公园条例》第四条规定，公园收费项目由市价格主管部门核定，收支情况每季度公布一次。", []string{`run exact "公园收费项目由市价格主管部门核定，收支情况每季度公布一次。" 2024-05-01 第四条`}},
		{"without marks", "同志们好。设置户外招牌的，应当自设置之日起十五日内向所在地街道办事处备案。谢谢大家。", []string{`run exact "设置户外招牌的，应当自设置之日起十五日内向所在地街道办事处备案" 第二条`}},
		{"without a source", "有人说：“公园收费项目由市价格主管部门核定，收支情况每年公布一次。”", []string{`quotation other_version "公园收费项目由市价格主管部门核定，收支情况每年公布一次。" 2010-03-01 第三条`}},
		{"ellipsis", "《江城市公园条例》第三条规定：“遇有暴雨……的，公园管理单位应当……引导游客疏散。”", []string{`quotation exact "遇有暴雨……的，公园管理单位应当……引导游客疏散。" 2024-05-01 第三条 elided`}},
		{"page break", "《江城市公园条例》第三条规定：“遇有暴雨、大风等天气的，公园管\n\n— 12 —\n\n理单位应当及时关闭园区。”", []string{`quotation exact "遇有暴雨、大风等天气的，公园管\n\n— 12 —\n\n理单位应当及时关闭园区。" 2024-05-01 第三条`}},
		{"marks in marks", "他说：“《江城市公园条例》第三条说‘公园应当设置无障碍通道’，我们还没有做到。”", []string{`quotation exact "公园应当设置无障碍通道" 2024-05-01 第三条`}},
		{"this law", "《江城市公园条例》总则写明了目的。该条例第四条规定：“收支情况每季度公布一次。”", []string{`quotation exact "收支情况每季度公布一次。" 2024-05-01 第四条`}},
		{"two quotations", "《江城市公园条例》第二条要求“每日巡查两次”，并“及时消除设施隐患”。", []string{`quotation exact "每日巡查两次" 2024-05-01 第二条`, `quotation exact "及时消除设施隐患" 2024-05-01 第二条`}},
		{"terms", "增强“四个意识”、坚定“四个自信”、做到“两个维护”。", nil},
		{"nothing", "今天天气很好，我们去公园散步。", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			list, err := c.Check(t.Context(), test.text)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range list {
				got = append(got, show(test.text, f))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s\n(-want +got):\n%s", test.text, diff)
			}
		})
	}
}

// A slip of the loaded text is the text's, not the speaker's.
func TestSlip(t *testing.T) {
	d := corpus.Measures()
	var slip damage.Repair
	var in *corpus.Clause
	for _, c := range d.Clauses {
		for _, r := range c.Repairs {
			if c.Kind == corpus.Article && len([]rune(r.Likely)) > 0 && r.Likely != d.Text(r.Span) {
				slip, in = r, c
			}
		}
	}
	if in == nil {
		t.Fatal("the measures text has no slip to test with")
	}
	clean, at := in.Clean()
	runes := []rune(clean)
	var from int
	for i := range clean {
		if at(i) <= slip.Start {
			from = len([]rune(clean[:i]))
		}
	}
	words := strings.Trim(string(runes[max(0, from-12):min(len(runes), from+12)]), "，。、；")
	text := "《" + d.Title + "》" + in.Name() + "规定：“" + words + "”"
	list, err := town(t).Check(t.Context(), text)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 1 || list[0].Verdict != Exact || !list[0].Slip {
		t.Errorf("%s\n%+v", text, list)
	}
}

func FuzzCheck(f *testing.F) {
	c := town(f)
	f.Add("《江城市公园条例》第三条规定：“公园……通道。”")
	f.Add("“「『\"第三条”《》（2010）\x00\xff……“”")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "�")
		list, err := c.Check(t.Context(), text)
		if err != nil {
			t.Fatal(err)
		}
		last := 0
		for _, f := range list {
			if f.Start < last || f.End < f.Start || f.End > len(text) {
				t.Fatalf("span %v behind %d in %d bytes", f.Span, last, len(text))
			}
			last = f.Start
			if f.Clause != nil && !f.Clause.Body.Contains(f.Found) {
				t.Fatalf("found %v outside of %v", f.Found, f.Clause.Body)
			}
			if f.Clause == nil && (f.Verdict == Exact || f.Verdict == Altered) {
				t.Fatalf("%s stands nowhere", f.Verdict)
			}
		}
	})
}
