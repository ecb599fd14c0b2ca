package term

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

// Every term of the measures text, by hand: name, the clauses that use it, its members.
func TestTermsOfMeasures(t *testing.T) {
	d, err := corpus.Parse(measures.Name, measures.Source)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(`四个意识 1 3
四个服从 3
五个必须 4
七个有之 4
两面人 4
四项基本原则 5
讲全、讲准、讲透 6
科学理论进基层 6
百姓宣讲直通车 6
万所基层党校万场理论宣讲 6
大学生宣讲团 6
文艺+理论 6
私人领地 10
三会一课 12
团结—批评—团结 13
尾巴主义 14
面子工程 14
形象工程 14
政绩工程 14
八项规定 15
四风 16 16
踢皮球 16
中梗阻 16
三严三实 17
两学一做 17
不忘初心、牢记使命 17
一把手 18 27 31 37
三个区分开来 18
四唯 20
三超两乱 20
带病提拔 20
廉政体检 20
八小时之外 21
裸官 21 21
两个功能 22: 政治功能|服务功能
两支队伍 22: 党员队伍|基层干部队伍
两个保障 22: 经费保障|阵地建设保障
五化 23
两个责任 23
五项机制 23: 统筹考核|述职评议|“两个责任”落实|党务干部队伍优化|精神文明创建创新
5+1 23
两新 23
三有三带 23
六步工作法 23
互联网+ 23
智慧党建 23
三单制 25
重点对象 27
权责一致 27
五不直接分管 27
回头看 28
四种形态 30
红红脸、出出汗 30
树木与森林 30
四查四促 31
一为主两报告 31
亲 33
清 33
一岗双责 36`, "\n")
	var got []string
	for _, x := range Of(d) {
		s := x.Name
		for _, u := range x.Uses {
			s += fmt.Sprintf(" %d", u.Clause.Number)
		}
		for i, m := range x.Members {
			s += []string{": ", "|"}[min(i, 1)] + d.Text(m)
		}
		got = append(got, s)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestTerms(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string // name = definition or members
	}{
		{"第一条 本法所称毒品，是指鸦片、海洛因。前款所称吸毒，包括注射。", []string{"毒品 = 鸦片、海洛因", "吸毒 = 注射"}},
		{"第一条 本法下列用语的含义：\n（一）去标识化，是指处理过程；\n（二）“车辆”是指机动车。", []string{"去标识化 = 处理过程", "车辆 = 机动车"}},
		{"第一条 收入应当上缴国家金库（以下简称国库）。依照《中华人民共和国婚姻法》（以下简称“婚姻法”）办理。", []string{"国库 = 收入应当上缴国家金库", "婚姻法 = 《中华人民共和国婚姻法》"}},
		{"第一条 不得有下列行为：\n（一）超越法定权限；\n（二）违反指定。", nil},
		{"第一条 本解释所称“以上”包括本数，“数额巨大”不在其列。", []string{"以上 = 本数，“数额巨大”不在其列", "数额巨大"}},
		{"1.甲。坚持“四风”（形式主义、官僚主义、享乐主义和奢靡之风）整治。“两个确立”（以下简称确立）。", []string{"四风 = 形式主义|官僚主义|享乐主义|奢靡之风", "两个确立", "确立 = “两个确立”"}},
		{"1.抓好“三件事”（甲和乙）。", []string{"三件事"}},
		{"1.落实三会一课，每三年二次，遵守八项规定，第一项规定，二十四项规定。", []string{"三会一课", "八项规定"}},
		{"1.他说：“这是一句很长的话，不是一个名字，也不该成为名字。”“", nil},
	} {
		d, err := corpus.Parse("t.txt", []byte("文件\n\n"+tt.text+"\n"+map[byte]string{'1': "2.乙。\n"}[tt.text[0]]))
		if err != nil {
			t.Fatal(err)
		}
		checkTerms(t, d)
		var got []string
		for _, x := range Of(d) {
			s := x.Name
			if x.Definition.Len() > 0 {
				s += " = " + d.Text(x.Definition)
			}
			for i, m := range x.Members {
				s += []string{" = ", "|"}[min(i, 1)] + d.Text(m)
			}
			got = append(got, s)
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s\n%s", tt.text, d)
		}
	}
}

// checkTerms holds what is true of the terms of any document.
func checkTerms(t *testing.T, d *corpus.Document) {
	t.Helper()
	valid := utf8.ValidString(d.Source)
	last := 0
	for _, x := range Of(d) {
		if x.Name == "" || len(x.Uses) == 0 {
			t.Fatalf("%q: term %+v has no name or no use", d.Source, x)
		}
		if x.Uses[0].Start < last {
			t.Fatalf("%.200q: term %q out of order", d.Source, x.Name)
		}
		last = x.Uses[0].Start
		for _, u := range x.Uses {
			if d.Text(u.Span) != x.Name || u.Clause != nil && !u.Clause.Body.Contains(u.Span) {
				t.Fatalf("%.200q: use %v of %q", d.Source, u.Span, x.Name)
			}
		}
		if (x.Source == nil) != (x.Members == nil && x.Definition.Len() == 0) {
			t.Fatalf("%.200q: term %q has a source, or members, alone", d.Source, x.Name)
		}
		for _, s := range append(x.Members[:len(x.Members):len(x.Members)], x.Definition) {
			if s.Len() < 0 || s.Len() > 0 && !x.Source.Body.Contains(s) || valid && !utf8.ValidString(d.Text(s)) {
				t.Fatalf("%.200q: %v of %q", d.Source, s, x.Name)
			}
		}
	}
}

func FuzzTerms(f *testing.F) {
	for _, s := range []string{"“", "“”", "“两个”（和）", "本法所称，是指。", "（以下简称）", "（以下简称《》）", "\"一\"", "三会一课两", "、“二”", "（一）“，是指x", "\xe4“\xe5”", "\"000\"( )"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { checkTerms(t, corpustest.Clause(text).Document) })
}
