package listing

import (
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/corpus/sentences"
)

// parse makes a document of a text.
func parse(t testing.TB, text string) *corpus.Document {
	t.Helper()
	d, err := corpus.Parse("样本.txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// A list whose members are built alike is whole; others are left alone.
func TestParallelLists(t *testing.T) {
	for text, want := range map[string]string{
		"落实党员知情权、参与权、选举权、监督权。":      "知情权 参与权 选举权 监督权",
		"强化吸引力、感染力、渗透力等能力。":         "吸引力 感染力 渗透力",
		"查阅、复制、摘抄档案。":               "",
		"工作、生活、作风方面的苗头性、倾向性、突发性问题。": "",
	} {
		d := parse(t, "办法\n第一条　"+text+"\n第二条　申请人应当申请。\n")
		var got []string
		for _, s := range sentences.Of(d.Clauses[0]) {
			for _, p := range s.Parts {
				for _, row := range Rows(d, p) {
					for _, m := range row.Members {
						got = append(got, d.Text(m))
					}
				}
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// A list is whole, and says what it is a list of.
func TestOf(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       string // introduction, what it is of, items; "" for no list
	}{
		{"cases", "有下列情形之一的，可以收回车辆：\n（一）擅自转借的；\n（二）未按照用途使用的。\n",
			"有下列情形之一的，可以收回车辆：|下列情形之一|擅自转借的 未按照用途使用的"},
		{"behind a sentence", "车辆归还出借人。归还时应当检查以下事项：\n（一）里程；\n（二）车灯。\n",
			"归还时应当检查以下事项：|以下事项|里程 车灯"},
		{"meanings of words", "本办法下列用语的含义：\n（一）车辆，是指汽车；\n（二）用车，是指借用车辆。\n",
			"本办法下列用语的含义：||车辆，是指汽车 用车，是指借用车辆"},
		{"what hangs on the words before it", "但是，有下列情形的除外：\n（一）里程；\n（二）车灯。\n", ""},
		{"one item", "应当检查下列事项：\n（一）里程。\n", ""},
		{"no list", "应当检查里程和车灯。\n", ""},
	} {
		d := parse(t, "用车办法\n第一条　"+c.text+"第二条　本办法自公布之日起施行。\n")
		got := ""
		for _, l := range Of(d.Clauses[0]) {
			var items []string
			for _, it := range l.Items {
				items = append(items, d.Text(it))
			}
			got = l.Intro + "|" + l.Of + "|" + strings.Join(items, " ")
			if whole := d.Text(l.Whole); !strings.HasPrefix(whole, l.Intro) || !strings.Contains(whole, items[len(items)-1]) {
				t.Errorf("%s: all of it is %q", c.name, whole)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Members between two marks have certain ends; pronouns and members in one are left out.
func TestInner(t *testing.T) {
	for text, want := range map[string]string{
		"应当查阅、复制、摘抄、保存档案": "复制 摘抄",
		"查阅、复制": "",
		"不得泄露秘密、隐私、其他信息、数据等":            "隐私",
		"提交“申请书、证明、清单”":                 "",
		"工作、生活、作风方面的苗头性、倾向性问题":          "生活",
		"工作、生活、作风方面长久存在着的苗头性、倾向性、突发性问题": "生活 倾向性",
	} {
		d := parse(t, "办法\n第一条　"+text+"。\n第二条　本办法自公布之日起施行。\n")
		var got []string
		for _, s := range sentences.Of(d.Clauses[0]) {
			for _, p := range s.Parts {
				for _, m := range Inner(d, p) {
					got = append(got, d.Text(m))
				}
			}
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%s: %q, want %q", text, g, want)
		}
	}
}
