package naming

import (
	"slices"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index/gram"
	"tiaowen/index/reference"
	"tiaowen/index/sampletest"
)

// houseTitles are titles of documents as offices, schools and courts have them.
var houseTitles = []string{
	"青禾重工有限公司差旅费报销管理办法", "青禾重工有限公司员工手册（2022年修订）", "青禾重工有限公司劳动防护用品管理规定", "青禾重工有限公司印章使用管理制度",
	"柳泉大学学生手册（节选）", "柳泉大学图书馆借阅规则", "柳泉大学研究生学位论文答辩实施细则（试行）", "柳泉市居住证管理实施细则", "柳泉市养犬管理条例",
	"枫林镇石桥村村规民约", "石桥社区居民公约", "第二人民医院探视陪护管理规定", "南山支行个人存款挂失业务操作规程", "第五幼儿园接送安全制度",
	"全民阅读推进工作措施", "校园食品安全应急预案", "中国工友互助会章程", "中国共产党章程（摘录）", "中国共产党巡视工作条例", "中国共产党党内监督条例",
	"中国共产党党员教育管理工作条例", "关于新形势下党内政治生活的若干准则", "中华人民共和国民事诉讼法", "中华人民共和国公司法", "中华人民共和国车船税法",
	"中华人民共和国车船税法实施条例", "最高人民法院关于适用《中华人民共和国民事诉讼法》的解释", "最高人民法院关于适用《中华人民共和国公司法》若干问题的规定（一）",
	"最高人民法院关于适用《中华人民共和国公司法》若干问题的规定（二）", "最高人民法院关于审理旅游纠纷案件适用法律若干问题的规定", "最高人民法院关于民事诉讼证据的若干规定",
	"最高人民法院关于行政诉讼证据若干问题的规定", "女职工劳动保护特别规定", "保障农民工工资支付条例", "职工带薪年休假条例", "工伤保险条例", "失业保险条例",
	"城市道路管理条例", "物业管理条例", "发票管理办法", "农村土地承包合同管理办法", "商品房屋租赁管理办法", "廉租住房保障办法",
}

// What people call documents by less than their titles, and what they do not.
func TestShortNames(t *testing.T) {
	ts := titlesOf(t, sampletest.Titled(t, houseTitles...))
	for _, test := range []struct{ text, names string }{
		// Issuers, common words and what stands in brackets go unsaid.
		{"差旅费办法第13条", "差旅费办法=青禾重工有限公司差旅费报销管理办法"},
		{"差旅费报销办法里住宿怎么报", "差旅费报销办法=青禾重工有限公司差旅费报销管理办法"},
		{"青禾差旅费办法第三条", "青禾差旅费办法=青禾重工有限公司差旅费报销管理办法"},
		{"按照员工手册能调休吗", "员工手册=青禾重工有限公司员工手册（2022年修订）"},
		{"劳动防护规定第二条", "劳动防护规定=青禾重工有限公司劳动防护用品管理规定"},
		{"《印章制度》第一条", "《印章制度》=青禾重工有限公司印章使用管理制度"},
		{"学生手册里几点熄灯", "学生手册=柳泉大学学生手册（节选）"},
		{"学生手册（节选）第一条", "学生手册=柳泉大学学生手册（节选）"},
		{"图书馆借阅规则第五条", "图书馆借阅规则=柳泉大学图书馆借阅规则"},
		{"借阅规则", "借阅规则=柳泉大学图书馆借阅规则"},
		{"学位论文答辩细则第四条", "学位论文答辩细则=柳泉大学研究生学位论文答辩实施细则（试行）"},
		{"居住证细则第二条讲啥", "居住证细则=柳泉市居住证管理实施细则"},
		{"养犬条例第九条", "养犬条例=柳泉市养犬管理条例"},
		{"村规民约第三条", "村规民约=枫林镇石桥村村规民约"},
		{"居民公约写了什么", "居民公约=石桥社区居民公约"},
		{"探视规定第三条", "探视规定=第二人民医院探视陪护管理规定"},
		{"挂失规程", "挂失规程=南山支行个人存款挂失业务操作规程"},
		{"接送制度第二条", "接送制度=第五幼儿园接送安全制度"},
		{"根据食品安全预案应该怎么上报", "食品安全预案=校园食品安全应急预案"},
		{"党章第一条", "党章=中国共产党章程（摘录）"},
		{"巡视条例第六条", "巡视条例=中国共产党巡视工作条例"},
		{"巡视工作条例第六条", "巡视工作条例=中国共产党巡视工作条例"},
		{"党内监督条例第四条", "党内监督条例=中国共产党党内监督条例"},
		{"党员教育条例", "党员教育条例=中国共产党党员教育管理工作条例"},
		{"政治生活准则怎么说", "政治生活准则=关于新形势下党内政治生活的若干准则"},
		// Words of a title by their first characters.
		{"民诉法第十条", "民诉法=民事诉讼法"},
		{"民诉解释第九条", "民诉解释=最高人民法院关于适用《中华人民共和国民事诉讼法》的解释"},
		{"年假条例第三条", "年假条例=职工带薪年休假条例"},
		// The word at the end must be the title's.
		{"车船税法第三条", "车船税法=车船税法"},
		{"车船税条例第三条", "车船税条例=车船税法实施条例"},
		{"民事诉讼法解释第五条", "民事诉讼法解释=最高人民法院关于适用《中华人民共和国民事诉讼法》的解释"},
		{"旅游司法解释第七条", "旅游司法解释=最高人民法院关于审理旅游纠纷案件适用法律若干问题的规定"},
		{"旅游纠纷解释第七条", "旅游纠纷解释=最高人民法院关于审理旅游纠纷案件适用法律若干问题的规定"},
		{"公司法解释二第三条", "公司法解释二=最高人民法院关于适用《中华人民共和国公司法》若干问题的规定（二）"},
		{"公司法解释一般怎么用", "公司法=公司法"},
		{"公司法司法解释（一）第三条", "公司法司法解释(一)=最高人民法院关于适用《中华人民共和国公司法》若干问题的规定（一）"},
		{"女职工规定第七条", "女职工规定=女职工劳动保护特别规定"},
		{"农民工工资条例", "农民工工资条例=保障农民工工资支付条例"},
		{"工伤条例第十四条", "工伤条例=工伤保险条例"},
		{"道路条例第二条", "道路条例=城市道路管理条例"},
		{"物业条例", "物业条例=物业管理条例"},
		{"发票办法第二十条", "发票办法=发票管理办法"},
		// No kind, but something shows that it is a name.
		{"女职工劳动保护第七条", "女职工劳动保护=女职工劳动保护特别规定"},
		{"全民阅读第二条", "全民阅读=全民阅读推进工作措施"},
		{"《带薪年休假》怎么说", "《带薪年休假》=职工带薪年休假条例"},
		// Ordinary words.
		{"签合同要带什么", ""},
		{"请假制度是谁定的", ""},
		{"有什么办法能解决", ""},
		{"公司规定加班不给钱", ""},
		{"公司规定第五条", ""},
		{"推进措施有哪些", ""},
		{"法院怎么执法", ""},
		{"用什么方法看手册", ""},
		{"员工怎么领劳动防护用品", ""},
		{"居住证怎么办", ""},
		{"条例第三条", ""},
		{"管理办法第三条", ""},
		{"司法解释第三条", ""},
		{"劳动防护用品有什么规定", ""},
		{"公司法规定注册资本多少", "公司法=公司法"},
		{"公司法规定第三条", "公司法=公司法"},
	} {
		folded := gram.Fold(test.text)
		f := ts.Find(folded, reference.All(folded))
		var names []string
		for _, l := range f.Named {
			names = append(names, folded[l.Start:l.End]+"="+strings.TrimPrefix(l.Documents[0].Title, State))
		}
		if got := strings.Join(names, " "); got != test.names {
			t.Errorf("%s: %q, want %q", test.text, got, test.names)
		}
		if len(f.Ambiguous) > 0 {
			t.Errorf("%s: %s may be %d documents", test.text, folded[f.Ambiguous[0].Start:f.Ambiguous[0].End], len(f.Ambiguous[0].Documents))
		}
	}
}

// A name that several documents go by, and one that none does.
func TestOpenNames(t *testing.T) {
	ts := titlesOf(t, sampletest.Titled(t, houseTitles...))
	for _, test := range []struct{ text, ambiguous, unloaded, nearest string }{
		{"保险条例第三条", "工伤保险条例 失业保险条例", "", ""},
		{"证据规定第十条", "最高人民法院关于民事诉讼证据的若干规定 最高人民法院关于行政诉讼证据若干问题的规定", "", ""},
		{"行政证据规定第十条", "", "", ""},
		{"公司法实施细则第三条", "", "公司法实施细则", "公司法"},
		{"请问带薪休假办法第二条", "", "带薪休假办法", "职工带薪年休假条例"},
		{"《农村土地流转合同管理办法》怎么规定的", "", "农村土地流转合同管理办法", "农村土地承包合同管理办法"},
		{"《车船税法（2011年修正）》第一条", "", "", ""},
		{"劳动合同第三条", "", "", ""},
		{"公司法规定第三条", "", "", ""},
		{"按规定第三条", "", "", ""},
	} {
		folded := gram.Fold(test.text)
		f := ts.Find(folded, reference.All(folded))
		var several []string
		for _, l := range f.Ambiguous {
			for _, d := range l.Documents {
				several = append(several, d.Title)
			}
		}
		slices.Sort(several)
		want := strings.Fields(test.ambiguous)
		slices.Sort(want)
		if !slices.Equal(several, want) {
			t.Errorf("%s: may be %v, want %v", test.text, several, want)
		}
		unloaded, nearest := "", ""
		for _, n := range f.Missing {
			unloaded += n.Name
			if n.Name != folded[n.Start:n.End] {
				t.Errorf("%s: %s stands elsewhere", test.text, n.Name)
			}
			if near := ts.Nearest(n.Name, 2, func(*corpus.Document) bool { return true }); len(near) > 0 {
				nearest = strings.TrimPrefix(near[0].Title, State)
			}
			for _, l := range f.Named {
				if l.Start < n.End && n.Start < l.End {
					t.Errorf("%s: %s is named inside of a name that is not loaded", test.text, l.Documents[0].Title)
				}
			}
		}
		if unloaded != test.unloaded || nearest != test.nearest {
			t.Errorf("%s: not loaded %q, nearest %q, want %q, %q", test.text, unloaded, nearest, test.unloaded, test.nearest)
		}
	}
}

// Most pieces of a title that end as it does name it, alone or with others, and lie where they were typed.
func TestShortNamesOfTitles(t *testing.T) {
	ts := titlesOf(t, sampletest.Titled(t, houseTitles...))
	right, tried := 0, 0
	for kind, list := range ts.short() {
		if kind == anyKind || kind == judicialKind {
			continue
		}
		for _, s := range list {
			for i, w := range s.words {
				name := string(w.runes) + kind
				if w.weight < 2 {
					continue
				}
				if w.weight < 3 {
					if i+1 == len(s.words) || s.words[i+1].weight < 2 {
						continue
					}
					name = string(w.runes) + string(s.words[i+1].runes) + kind
				}
				tried++
				folded := gram.Fold("请问" + name + "第三条是什么")
				f := ts.Find(folded, reference.All(folded))
				for _, l := range append(f.Named, f.Ambiguous...) {
					if strings.HasSuffix(folded[l.Start:l.End], name) && slices.Contains(l.Documents, s.docs[0]) {
						right++
						break
					}
				}
			}
		}
	}
	if tried < 15 || right*10 < tried*7 {
		t.Errorf("%d of %d pieces of titles name them", right, tried)
	}
}
