package answer

import (
	"context"
	"strings"
	"testing"

	"tiaowen/corpus"
	"tiaowen/index"
)

const (
	booksText = "ICS 03.080.01\nCCS A 12\nDB9901\n某某市地方标准\nDB9901/T 12—2023\n社区书屋服务规范\n2023-10-01 发布　2024-01-01 实施\n某某市市场监督管理局　发布\n\n" +
		"1 范围\n本文件规定了社区书屋的服务要求。\n2 开放\n书屋每周开放不少于四十小时。\n"
	waterText = "秘密★10年\n某某市人民政府办公室文件\n某政办发〔2024〕12号\n某某市人民政府办公室关于印发《某某市节约用水管理办法》的通知\n各县（区）人民政府：\n" +
		"现将《某某市节约用水管理办法》印发给你们，请认真执行。\n某某市人民政府办公室\n2024年3月15日\n\n某某市节约用水管理办法\n第一条 为了节约用水，制定本办法。\n" +
		"第二条 用水证由市水务局发放，自颁发之日起生效。\n第三条 本办法自2024年5月1日起施行。\n"
	clubText = "某某协会章程\n（2019年6月8日第三次会员代表大会通过　2022年10月9日修订）\n第一条 本会名称为某某协会。\n第二条 会员代表大会的决定自通过之日起生效。\n" +
		"第三条 本章程自会员代表大会通过之日起生效。\n"
)

// TestCover: what a cover says is quoted from it, with the clause that says it first; what it does not say is refused.
func TestCover(t *testing.T) {
	var docs []*corpus.Document
	for name, text := range map[string]string{"书屋.txt": booksText, "节水.txt": waterText, "协会.txt": clubText} {
		d, err := corpus.Parse(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	ix, err := index.New(docs, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	for question, want := range map[string]string{
		"书屋服务规范什么时候实施":                       "2024-01-01 实施",
		"社区书屋服务规范是哪天发布的":                     "2023-10-01 发布",
		"书屋服务规范的标准号是多少":                      "DB9901/T 12—2023",
		"书屋服务规范是谁发布的":                        "某某市市场监督管理局",
		"书屋服务规范是什么密级":                        "! 《社区书屋服务规范》没有写明密级",
		"节约用水管理办法从哪天开始执行":                    "本办法自2024年5月1日起施行。",
		"什么时候开始施行节约用水管理办法":                   "本办法自2024年5月1日起施行。",
		"节约用水管理办法的文号":                        "某政办发〔2024〕12号",
		"节约用水管理办法是哪个单位发的":                    "某某市人民政府办公室",
		"节约用水管理办法是什么时候印发的":                   "2024年3月15日",
		"节约用水管理办法的密级是什么":                     "秘密★10年",
		"who issued 节约用水管理办法?":               "某某市人民政府办公室",
		"when does 社区书屋服务规范 come into force": "2024-01-01 实施",
		"协会章程什么时候生效":                         "本章程自会员代表大会通过之日起生效。|（2019年6月8日第三次会员代表大会通过　2022年10月9日修订）",
		"用水规定是谁发的":                           "某某市人民政府办公室",
		"节水办法是谁发的":                           "某某市人民政府办公室",
		"协会章程的文号是多少":                         "! 《某某协会章程》没有写明文号",
		"文号是多少":                              "! 共载入3份文件，请写明要查哪一份文件",
		"这个办法什么时候施行":                         "! 共载入3份文件，请写明要查哪一份文件",
		"协会章程和节约用水管理办法什么时候生效":                "本章程自会员代表大会通过之日起生效。|（2019年6月8日第三次会员代表大会通过　2022年10月9日修订）|本办法自2024年5月1日起施行。",
		"用水证由谁发放":                            "用水证由市水务局发放，自颁发之日起生效。",
	} {
		r, err := New(ix).Ask(context.Background(), question, Options{Lang: Chinese, Words: true})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, a := range r.Answers {
			got = append(got, a.Clause.Document.Text(a.Span))
			if a.Outside == (a.Start >= a.Clause.Body.Start && a.End <= a.Clause.Body.End) {
				t.Errorf("%s: outside is %v", question, a.Outside)
			}
		}
		if !r.Answerable() {
			got = []string{"! " + r.Reason}
		}
		if s := strings.Join(got, "|"); strings.TrimRight(s, "。") != strings.TrimRight(want, "。") {
			t.Errorf("%s: %s; want %s", question, s, want)
		}
		if r.Answerable() && r.Grade != Stated {
			t.Errorf("%s is %s", question, r.Grade)
		}
	}
}

// TestCoverGiven: what only a list of documents says is no quotation.
func TestCoverGiven(t *testing.T) {
	d, err := corpus.Parse("协会.txt", []byte(clubText))
	if err != nil {
		t.Fatal(err)
	}
	d.Give(&corpus.Given{Number: "协发〔2022〕3号"})
	ix, err := index.New([]*corpus.Document{d}, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	r, err := New(ix).Ask(context.Background(), "文号是多少", Options{Lang: Chinese, Words: true})
	if want := "《某某协会章程》没有写明文号；文件清单注明的是“协发〔2022〕3号”"; err != nil || r.Answerable() || r.Reason != want {
		t.Errorf("%+v, %v", r, err)
	}
}
