package citation

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"tiaowen/corpus"
	"tiaowen/corpus/corpustest"
	"tiaowen/corpus/measures"
)

// show writes a citation as its words and what they say.
func (c Citation) show() string {
	s := c.From.Document.Text(c.Span) + " ="
	if c.Self {
		s += " self"
	}
	if c.Title != "" {
		s += " " + c.Title
	}
	num := func(unit string, n, sub, to, toSub int) {
		if n == 0 {
			return
		}
		s += fmt.Sprintf(" %s%d", unit, n)
		if sub > 0 {
			s += fmt.Sprintf("-%d", sub)
		}
		if to > 0 {
			s += fmt.Sprintf("..%d", to)
		}
		if toSub > 0 {
			s += fmt.Sprintf("-%d", toSub)
		}
	}
	num(c.Unit, c.UnitN, 0, 0, 0)
	num("条", c.Number, c.Sub, c.To, c.ToSub)
	num("款", c.Para, 0, c.ParaTo, 0)
	num("项", c.Item, 0, c.ItemTo, 0)
	return s
}

func TestCitations(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"认真贯彻《党政领导干部选拔任用工作条例》，严格落实《党委（党组）讨论决定干部任免事项守则》。", []string{
			"《党政领导干部选拔任用工作条例》 = 党政领导干部选拔任用工作条例", "《党委（党组）讨论决定干部任免事项守则》 = 党委（党组）讨论决定干部任免事项守则"}},
		{"适用《关于执行〈中华人民共和国刑法〉若干问题的解释》第三条。", []string{
			"《关于执行〈中华人民共和国刑法〉若干问题的解释》第三条 = 关于执行〈中华人民共和国刑法〉若干问题的解释 条3"}},
		{"《关于修改《公司法》的决定》、《证券法》", []string{"《关于修改《公司法》的决定》 = 关于修改《公司法》的决定", "《证券法》 = 证券法"}},
		{"依照第十二条第二款的规定", []string{"第十二条第二款 = self 条12 款2"}},
		{"本法第三十条至第三十二条，本条例第八条第一款第（三）项", []string{
			"本法第三十条至第三十二条 = self 本法 条30..32", "本条例第八条第一款第（三）项 = self 本条例 条8 款1 项3"}},
		{"《刑法》第二百三十四条之一第（三）项", []string{"《刑法》第二百三十四条之一第（三）项 = 刑法 条234-1 项3"}},
		{"依照刑法第一百二十条之一至第一百二十条之三、第三百条和民事诉讼法第九条", []string{
			"刑法第一百二十条之一至第一百二十条之三 = 刑法 条120-1..120-3", "第三百条 = 刑法 条300", "民事诉讼法第九条 = 民事诉讼法 条9"}},
		{"本法第五条、第七条第二款和第九条第一项、第三项至第五项", []string{
			"本法第五条 = self 本法 条5", "第七条第二款 = self 本法 条7 款2", "第九条第一项 = self 本法 条9 项1", "第三项至第五项 = self 本法 条9 项3..5"}},
		{"本法第十条第一款、第三款", []string{"本法第十条第一款 = self 本法 条10 款1", "第三款 = self 本法 条10 款3"}},
		{"符合第八条第(一)、(三)项", []string{"第八条第(一) = self 条8 项1", "(三)项 = self 条8 项3"}},
		{"本法第三章第二节", []string{"本法第三章第二节 = self 本法 节2"}},
		{"违反海事诉讼特别程序法第一百一十四条和烟花爆竹安全管理条例第四条", []string{
			"海事诉讼特别程序法第一百一十四条 = 海事诉讼特别程序法 条114", "烟花爆竹安全管理条例第四条 = 烟花爆竹安全管理条例 条4"}},
		{"依据《中华人民共和国民法典》（以下简称民法典）第三条", []string{"《中华人民共和国民法典》（以下简称民法典）第三条 = 中华人民共和国民法典 条3"}},
		{"依照《海关法》办理，该法第三条另有规定", []string{"《海关法》 = 海关法", "该法第三条 = 海关法 条3"}},
		{"全面遵守党章党规，落实中央八项规定精神，以宪法为根本", []string{"党章 = 党章", "中央八项规定 = 中央八项规定", "宪法 = 宪法"}},
		{"公司法定代表人在劳动法律关系中违反本法规定，第三人、第一审、第三条件、第一项目", nil},
		{"刑法修正案（十一）第二条", []string{"刑法修正案（十一）第二条 = 刑法修正案（十一） 条2"}},
		{"不动产登记，适用土地管理法实施条例第三条。", []string{"土地管理法实施条例第三条 = 土地管理法实施条例 条3"}},
		{"依第 3 条、第12条办理", []string{"第 3 条 = self 条3", "第12条 = self 条12"}},
		{"《从来没有合上，第三条", []string{"第三条 = self 条3"}},
		{"《》《", nil},
	} {
		c := corpustest.Clause(tt.text)
		c.Number = 20
		var got []string
		for _, x := range Of(c) {
			got = append(got, x.show())
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s\n%s", tt.text, d)
		}
	}
}

// 前款 and 前条 are counted from where they stand.
func TestCitationsNear(t *testing.T) {
	d, err := corpus.Parse("某法.md", []byte("# 某法\n\n第一条 甲。\n\n第二条 乙。\n\n丙依照前款办理，依照前条和本条第一款办理。\n\n丁依照前两款第一项办理。\n\n第三条 戊依照第二条办理。\n"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range d.Clauses {
		for _, x := range Of(c) {
			got = append(got, x.show())
		}
	}
	want := []string{"前款 = self 条2 款1", "前条 = self 条1", "本条第一款 = self 条2 款1", "前两款第一项 = self 条2 款1..2 项1", "第二条 = self 条2"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// What a document that amends another calls 本法 is the other.
func TestCitationsOfAmendments(t *testing.T) {
	for _, tt := range []struct{ title, want string }{
		{"中华人民共和国刑法修正案（八）", "第三百八十五条 = 中华人民共和国刑法 条385; 本法第三条 = 中华人民共和国刑法 条3"},
		{"关于修改《关于〈公司法〉的规定》的决定", "第三百八十五条 = 关于〈公司法〉的规定 条385; 本法第三条 = 关于〈公司法〉的规定 条3"},
		{"关于修改《甲》等三件司法解释的决定", "第三百八十五条 = 条385; 本法第三条 = 条3"},
	} {
		c := corpustest.Clause("将第三百八十五条修改为：“第三百八十五条　依照本法第三条、前款办理。”")
		c.Document.Title = tt.title
		var got []string
		for _, x := range Of(c) {
			got = append(got, x.show())
		}
		if s := strings.Join(got, "; "); s != tt.want {
			t.Errorf("%s: %s, want %s", tt.title, s, tt.want)
		}
	}
}

// Every document that the measures text names, by hand.
func TestCitationsOfMeasures(t *testing.T) {
	d, err := corpus.Parse(measures.Name, measures.Source)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range d.Clauses {
		for _, x := range Of(c) {
			got = append(got, fmt.Sprintf("%d %s", c.Number, x.Title))
		}
	}
	want := strings.Split(`11 党章
12 关于县以上党和国家机关党员领导干部民主生活会的若干规定
12 党员领导干部民主生活会制度
12 基层组织生活会制度
15 中央八项规定
18 党章
19 党政领导干部选拔任用工作条例
19 党委（党组）讨论决定干部任免事项守则
26 党章
30 中国共产党廉洁自律准则
30 中国共产党纪律处分条例
34 党章
34 深化党的建设制度改革实施方案
36 党委（党组）全面从严治党主体责任清单
37 党章
38 中国共产党问责条例`, "\n")
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestResolve(t *testing.T) {
	parse := func(name, text string) *corpus.Document {
		d, err := corpus.Parse(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	old := parse("公司法(2018-10-26).md", "# 中华人民共和国公司法\n\n第一条 甲。\n\n第二条 乙。\n\n第九条 丙。\n")
	new := parse("公司法(2023-12-29).md", "# 中华人民共和国公司法\n\n第一条 甲。\n\n第二条 乙。\n\n第三条 丁。\n")
	general := parse("总则.md", "# 中华人民共和国民法典 总则\n\n第一条 甲。\n\n第二条 乙。\n")
	contracts := parse("合同编.md", "# 中华人民共和国民法典 合同编\n\n第四百六十三条 甲。\n\n第四百六十四条 乙。\n")
	rule := parse("规定.md", "# 最高人民法院关于适用《中华人民共和国公司法》若干问题的规定\n\n第一条 依照公司法第二条至第三条、《中华人民共和国公司法》第九条、民法典第四百六十四条、《关于适用〈公司法〉若干问题的规定》第二条、本规定第二条、保险法第一条、公司法第九十条和宪法。\n\n第二条 乙。\n")
	library := NewLibrary([]*corpus.Document{old, new, general, contracts, rule})
	var got []string
	for _, x := range Of(rule.Clauses[0]) {
		d, clauses := x.Resolve(library)
		s := rule.Text(x.Span) + " ->"
		if d != nil {
			s += " " + d.Title + " " + d.Date
		}
		for _, c := range clauses {
			s += " " + c.Key
		}
		got = append(got, s)
	}
	want := []string{
		"公司法第二条至第三条 -> 中华人民共和国公司法 2023-12-29 2 3",
		"《中华人民共和国公司法》第九条 -> 中华人民共和国公司法 2018-10-26 9",
		"民法典第四百六十四条 -> 中华人民共和国民法典 合同编  464",
		"《关于适用〈公司法〉若干问题的规定》第二条 -> 最高人民法院关于适用《中华人民共和国公司法》若干问题的规定  2",
		"本规定第二条 -> 最高人民法院关于适用《中华人民共和国公司法》若干问题的规定  2",
		"保险法第一条 ->",
		"公司法第九十条 -> 中华人民共和国公司法 2023-12-29",
		"宪法 ->",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// checkCitations holds what is true of the citations of any clause.
func checkCitations(t *testing.T, c *corpus.Clause) {
	t.Helper()
	valid := utf8.ValidString(c.Text())
	last := c.Body.Start
	for _, x := range Of(c) {
		if x.Start < last || x.End > c.Body.End || x.Len() <= 0 {
			t.Fatalf("%q: citation %v after %d", c.Text(), x.Span, last)
		}
		last = x.End
		if valid && !utf8.ValidString(c.Document.Text(x.Span)) {
			t.Fatalf("%q: citation %v cuts a character", c.Text(), x.Span)
		}
		if x.Title == "" && x.Number == 0 && x.UnitN == 0 && x.Para == 0 && !x.Self {
			t.Fatalf("%q: %v cites nothing", c.Text(), x)
		}
	}
}

func FuzzCitations(f *testing.F) {
	for _, s := range []string{"", "《", "《〈》〉", "第一条至第", "本法第一、二、条", "刑法修正案（", "前两款第（一）、", "第三条（以下", "该法第一条", "\xff第一条之\xe4", "本第九条"} {
		f.Add(s, 3)
	}
	f.Fuzz(func(t *testing.T, text string, number int) {
		c := corpustest.Clause(text)
		c.Number = number
		checkCitations(t, c)
	})
}
