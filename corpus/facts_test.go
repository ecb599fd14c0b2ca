package corpus

import "testing"

// What an official document says of itself: number, offices, dates, secrecy.
func TestFacts(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       Facts
	}{
		{"the cover of a standard has both dates on a line", `DB99
某某省地方标准
DB99/T 1234—2023
社区书屋服务规范
Service specification for community reading rooms
2023-10-01 发布    2024-01-01 实施
某某省市场监督管理局　发布
1 范围
1.1 本文件规定了社区书屋的服务要求。
1.2 本文件适用于社区书屋。
`, Facts{Number: "DB99/T 1234—2023", Issuer: "某某省市场监督管理局", Signed: "2023-10-01", Effective: "2024-01-01"}},
		{"or on two", `某某公司企业标准
Q/MM 12—2024
包装箱检验规范
2024年2月1日批准
2024年3月1日起实施
1 范围
1.1 本文件适用于包装箱。
1.2 本文件不适用于托盘。
`, Facts{Number: "Q/MM 12—2024", Signed: "2024-02-01", Effective: "2024-03-01"}},
		{"minutes", `某某局档案科
科务会议纪要
〔2024〕第3期
某某局办公室　　　　2024年3月8日

一、库房温度控制在14℃至24℃之间。
二、值班补助每天一百元。
出席：李四、王五
`, Facts{Issuer: "某某局办公室", Signed: "2024-03-08"}},
		{"several fields on a line", `叉车规程
文件编号：WI-12    版本：B/1    施行日期：2024年3月1日
一、司机持证上岗。
二、严禁货叉上站人。
`, Facts{Number: "WI-12", Effective: "2024-03-01"}},
		{"years of the Republic", `出勤管理辦法
第一條　員工應於九時前打卡。
第二條　本辦法自民國一百一十三年一月一日施行。
`, Facts{Effective: "2024-01-01"}},
		{"a notice", `机密★1年
某某市财政局文件
某财发〔2024〕3号
关于调整差旅标准的通知
各单位：
一、住宿费每天三百元。
二、本通知自2024年5月1日起执行。
某某市财政局
2024年4月2日
`, Facts{Number: "某财发〔2024〕3号", Issuer: "某某市财政局", Signed: "2024-04-02", Effective: "2024-05-01", Secrecy: "机密★1年"}},
		{"those who get a copy are not its office", `报：市委办公室
关于报送目录的通知
一、各单位报送目录。
二、三月底前报送。
送：各区县档案馆
`, Facts{}},
	} {
		d, err := Parse("文件.txt", []byte(tt.text))
		if err != nil {
			t.Fatal(err)
		}
		if d.Facts != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, d.Facts, tt.want)
		}
	}
}

// Each rule under a notice has its own number and office where they stand under its title; scanned dates are read.
func TestFactsOfEachRule(t *testing.T) {
	docs, err := ParseAll("x.txt", []byte("某某市人民政府文件\n某政发〔2025〕8号\n某某市人民政府关于印发《某某市停车管理办法》《某某市路灯管理办法》的通知\n各区人民政府：\n"+
		"现将两个办法印发给你们，请遵照执行。\n某某市人民政府\n2O25年6月l3日\n\n某某市停车管理办法\n（某政规〔2025〕3号）\n第一条 为了规范停车，制定本办法。\n第二条 本办法自2025年7月1日起施行。\n\n"+
		"某某市路灯管理办法\n（某政规〔2025〕4号　某某市城市管理局）\n第一条 为了管好路灯，制定本办法。\n第二条 本办法自2O25年8月l日起施行。\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Facts{
		{Number: "某政规〔2025〕3号", Issuer: "某某市人民政府", Signed: "2025-06-13", Effective: "2025-07-01"},
		{Number: "某政规〔2025〕4号", Issuer: "某某市城市管理局", Effective: "2025-08-01"},
	}
	if len(docs) != len(want) {
		t.Fatalf("%d documents", len(docs))
	}
	for i, d := range docs {
		if d.Facts != want[i] {
			t.Errorf("%s: %+v, want %+v", d.Title, d.Facts, want[i])
		}
	}
}

// A web page tells of its document in a table above the title or below it.
func TestFactsOfPages(t *testing.T) {
	const card = `<table><tr><td>索 引 号</td><td>11X-7</td><td>主题分类</td><td>公安</td></tr><tr><td>发文机关</td><td>某某市公安局</td><td>成文日期</td><td>2026年2月3日</td></tr><tr><td>文　　号</td><td>某公通〔2026〕2号</td><td>施行日期</td><td>2026年3月1日</td></tr></table>`
	const title, text = `<h1>关于加强电动自行车管理的通告</h1>`, `<p>为保障安全，通告如下：</p><p>一、驾驶电动自行车应当佩戴安全头盔。</p><p>二、禁止加装遮阳伞。</p>`
	want := Facts{Number: "某公通〔2026〕2号", Issuer: "某某市公安局", Signed: "2026-02-03", Effective: "2026-03-01"}
	for _, page := range []string{card + title + text, title + card + text} {
		d, err := Parse("通告.html", []byte("<html><head><title>关于加强电动自行车管理的通告</title></head><body><div>"+page+"</div></body></html>"))
		if err != nil {
			t.Fatal(err)
		}
		if d.Facts != want || d.Title != "关于加强电动自行车管理的通告" || d.Report.Articles != 2 {
			t.Errorf("%q, %d clauses, %+v; want %+v", d.Title, d.Report.Articles, d.Facts, want)
		}
	}
}
