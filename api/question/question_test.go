package question

import (
	"strings"
	"sync"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index"
)

var measures = sync.OnceValue(func() *index.Index {
	ix, err := index.New([]*corpus.Document{corpus.Measures()}, index.Options{})
	if err != nil {
		panic(err)
	}
	return ix
})

func ask(t *testing.T, text string) *Question {
	t.Helper()
	query, err := measures().ParseTyped(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return Read(measures(), query, true)
}

// The wording of a question says what kind of thing is wanted, in every way
// that the grammar can put together; the rest is what it is about.
func TestKinds(t *testing.T) {
	for _, c := range []struct {
		text    string
		want    Kind
		content string
	}{
		{"谁负责党费收缴", Who, "党费收缴"},
		{"找哪个科室盖章", Who, "盖章"},
		{"迟到了会怎么样", Outcome, "迟到"},
		{"罚多少", Outcome, ""},
		{"什么情况下可以免予问责", Condition, "免予问责"},
		{"请假要什么手续", List, "请假"},
		{"多久审一次账", When, "审一次账"},
		{"一年开几次会", Often, "一年开 会"},
		{"能不能带家属", YesNo, "带家属"},
		{"下雨了钱退不退", YesNo, "下雨 钱 退"},
		{"带狗罚不罚款", YesNo, "带狗 罚款"},
		{"房费含不含早餐", YesNo, "房费 含早餐"},
		{"出差餐费报销不报销", YesNo, "出差餐费 报销"},
		{"交没交党费怎么查", YesNo, "交党费"},
		{"差不多的情况", 0, "差不多 情况"},
		{"不三不四的人", 0, "不三不四 人"},
		{"啥叫裸官", Define, "裸官"},
		{"报名去哪里办", Place, "报名"},
		{"入党走哪些程序", How, "入党"},
		{"本办法适用于哪些人", Scope, ""},
		{"为什么要出台这个文件", Why, "出台"},
		{"第二部分有哪几条", Units, ""},
		{"党员档案", 0, "党员档案"},
		{"what happens if a member does not pay dues", Outcome, "member not pay dues"},
	} {
		q := ask(t, c.text)
		if c.want != 0 && !q.Has(c.want) || c.want == 0 && q.Has(Asking) {
			t.Errorf("%s: kinds %b, want %b in them", c.text, q.Kinds, c.want)
		}
		if got := q.ContentText(); got != c.content {
			t.Errorf("%s: content %q, want %q", c.text, got, c.content)
		}
	}
}

// “五个必须” asks for no duty.
func TestCountedModalIsATerm(t *testing.T) {
	if q := ask(t, "五个必须"); q.Has(Asking) || q.ContentText() != "五个必须" {
		t.Errorf("kinds %b, content %q", q.Kinds, q.ContentText())
	}
}

// A question for a figure is answered by a figure of its kind: each unit that
// people ask for, in digits and in characters, and not by another figure.
func TestFigures(t *testing.T) {
	for _, c := range []struct {
		question, text string
		want           float64
	}{
		{"报修电话是几号", "报修请拨打6120-3318", 1},
		{"报修电话是多少", "报修电话：0571-86120331，24小时有人接听", 1},
		{"投诉打什么电话", "投诉电话12345", 1},
		{"报修电话是多少", "可以拨打报修电话，24小时有人接听", 0},
		{"热线的号码是多少", "热线5月1日起开通，注册资本5000000元", 0},
		{"邮箱是多少", "寄到 xinfang@example.org", 1},
		{"多久要报告", "应当在2小时内报告", 1},
		{"多久要报告", "应当在二十四小时内报告", 1},
		{"多久要报告", "应当及时报告", 0.25},
		{"多久要报告", "处二百元罚款", 0.5},
		{"多久要报告", "应当报告", 0},
		{"几天之内申请", "应当在十个工作日内提出申请", 1},
		{"押金多少钱", "押金为每户两千元", 1},
		{"押金多少钱", "应当交纳押金", 0},
		{"迟到罚多少", "每次扣50元", 1},
		{"限速多少公里", "车速不得超过15公里", 1},
		{"限速多少公里", "车速不得超过十五公里", 1},
		{"噪声不得超过多少分贝", "噪声不得超过六十分贝", 1},
		{"栏杆不低于多少米", "栏杆高度不低于1.2米", 1},
		{"论文最少多少字", "不少于三千字", 1},
		{"多少人同意才行", "经三分之二以上业主同意", 1},
		{"提成百分之几", "按百分之三提取", 1},
		{"提成百分之几", "按3%提取", 1},
		{"几岁可以报名", "年满十八周岁的，可以报名", 1},
		{"一年开几次会", "每季度召开一次", 1},
		{"折扣最多多少", "50张以上的八折，由票务经理批准", 1},
		{"折扣最多多少", "会员九五折", 1},
		{"会员打几折", "会员享受半价", 1},
		{"最多给多大的折扣", "折扣由经理批准", 0},
		{"享受折扣要消费多少元", "会员九五折", 0.5},
		{"第几条规定了几次会", "第三条规定", 0},
		{"要建设几支队伍", "建设专门工作队伍、理论研究队伍", 1},
		{"要建设几支队伍", "建设理论队伍", 0},
		{"要建设几支队伍", "建设三支队伍", 1},
		{"要建设几支队伍", "在3年内建设理论队伍", 0.5},
		{"罚多少", "处货值金额三倍的罚款", 1},
		{"罚多少", "处罚款总额的百分之五", 1},
		{"什么时候截止", "于每年三月底截止", 1},
		{"多少人同意才行", "经半数以上业主同意", 1},
		{"多久公示一次", "定期公示", 1},
		{"期限多长", "长期有效", 0.25},
		{"期限多长", "第三条", 0},
	} {
		q := ask(t, c.question)
		if !q.Figured {
			t.Errorf("%s: no figure is read", c.question)
			continue
		}
		if got := q.Figure.StatedIn(index.Fold(c.text)); got != c.want {
			t.Errorf("%s: stated in %s to %v, want %v (%+v)", c.question, c.text, got, c.want, q.Figure)
		}
	}
	for _, text := range []string{"谁负责", "共几条", "党员档案"} {
		if q := ask(t, text); q.Figured {
			t.Errorf("%s: the figure %+v is read", text, q.Figure)
		}
	}
}

func TestReferences(t *testing.T) {
	if q := ask(t, "晚上六点还没人来接"); len(q.Refs) > 0 {
		t.Errorf("六点 is read as %+v", q.Refs)
	}
	for text, want := range map[string]string{
		"第20条禁止什么":                  "第20条",
		"第20点讲什么":                   "第20条",
		"第三十条第二款":                   "第30条第2款",
		"paragraph 2 of article 30": "第30条第2款",
	} {
		q := ask(t, text)
		if len(q.Refs) != 1 || q.Refs[0].Chinese() != want {
			t.Errorf("%s: %+v, want %s", text, q.Refs, want)
		}
	}
}

// The grammar file is read whole, and says what is wrong with another one.
func TestGrammar(t *testing.T) {
	all, err := readGrammar(grammarFile)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 3000 {
		t.Errorf("only %d phrases", len(all))
	}
	for i := 1; i < len(all); i++ {
		if len(all[i].text) > len(all[i-1].text) {
			t.Fatalf("%q comes before the longer %q", all[i-1].text, all[i].text)
		}
	}
	for _, bad := range []string{"who: {nobody}", "nothing: 谁", "who 谁", "a = b\nwho: {a"} {
		if _, err := readGrammar(bad); err == nil || !strings.ContainsAny(err.Error(), "12") {
			t.Errorf("%q: error %v names no line", bad, err)
		}
	}
}
