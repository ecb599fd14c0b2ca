package letterhead

import "testing"

// check holds a question about lines to those that it is true of and those that it is not.
func check(t *testing.T, name string, is func(string) bool, yes, no []string) {
	t.Helper()
	for _, words := range yes {
		if !is(words) {
			t.Errorf("%s(%q) is false", name, words)
		}
	}
	for _, words := range no {
		if is(words) {
			t.Errorf("%s(%q) is true", name, words)
		}
	}
}

func TestLines(t *testing.T) {
	check(t, "IsHeadingWord", IsHeadingWord, []string{"总则", "总　则", "附 则", "序言"}, []string{"总则如下", "第一章总则", "原则"})
	check(t, "IsContents", IsContents, []string{"目录", "目　录", "目次"}, []string{"目录如下", "名录", ""})
	check(t, "IsField", IsField, []string{"甲方：某某公司", "编号:12", "生效日期："}, []string{"", "：甲", "本办法所称的值班人员是指下列人员：甲", "甲，乙：丙", "甲乙"})
	check(t, "IsDocumentNumber", IsDocumentNumber, []string{"国发〔2019〕5号", "江政办发[2024]12号", "（2024）第3号", "第12号"}, []string{"共十二号", "国发〔2019〕5", "大楼12号"})
	check(t, "IsOfficeHead", IsOfficeHead, []string{"某某市人民政府文件", "某某局　某某市卫生局文件", "某某市人民政府文件　某政发"}, []string{"某某市人民政府", "文件　清单", "关于文件的规定"})
	check(t, "IsOffice", IsOffice, []string{"某某市人民政府", "办公室"}, []string{"某某市人民政府。", "第一条 办公室", "办公室12", "《规定》"})
	check(t, "IsSecrecy", IsSecrecy, []string{"机密", "绝 密", "秘密★1年", "机密★长期", "特急", "内部资料"}, []string{"", "保密", "秘密1年", "机密★到本项工作全部完成时为止", "公开招标"})
	check(t, "IsStandardNumber", IsStandardNumber,
		[]string{"GB/T 99901—2026", "DB31/T 1-2020", "Q/ABC 12-2024", "ICS 03.080", "CCS A 00", "中华人民共和国国家标准", "团体标准", "企业标准", "某某市精密机械制造有限公司企业标准", "Q/XZ", "代替 Q/XZ 0003S—2022", "DB99", "DB 31/T"},
		[]string{"DBA", "GB/T 99901", "GB", "/T 1-2", "99901—2026", "GB 甲1-2", "按照本地区的有关规定执行国家标准", "国家标准化", "gb 1-2"})
	check(t, "IsTopField", IsTopField, []string{"编号：12", "版本: V2.0", "生效日期　：2024年1月1日", "合同编号：JC-2", "Version: 2"}, []string{"编号：", "编号12", "甲方：某某公司", "编号员：张三"})
	check(t, "IsIssue", IsIssue, []string{"某某市人民政府公报 2024 年第3期", "公报第十二期", "〔2024〕第6期", "（2024）第12期"}, []string{"", "公报第期", "公报第3号", "刊物第3期", "某期"})
	check(t, "IsFormLine", IsFormLine, []string{"甲方（盖章）：  乙方（盖章）：", "　年　月　日", "年 月 日", "签订地点：某市", "单位（公章）：", "负责人签章", "承诺单位：某某公司（盖章）", "监护人（签字）：", "供货方：", "出席：王五、李四", "记录人：孙丽"},
		[]string{"", "联系人：张三", "下列人员：", "适用单位：机关、团体", "人：", "甲方应当付款。", "甲方应当付款", "2024年5月1日", "某某公司："})
	check(t, "IsFieldName", IsFieldName, []string{"文　号", "文号：", "成文日期", "合同编号"}, []string{"", "项目", "日期", "备注"})
	check(t, "IsSignatureLine", IsSignatureLine, []string{"董事签名：", "全体股东（签字）：", "承诺人签名：____"}, []string{"签名", "由本人签名", "员工应当签名，并：", "电话："})
	check(t, "IsNotice", IsNotice, []string{"（此件公开发布）", "抄送：各局", "某某办公室2024年5月1日印发", "（联系人：张三）"}, []string{"此件公开发布", "印发"})
	check(t, "IsDistribution", IsDistribution, []string{"报：市委办公室", "抄 送：各区县，市级各部门", "分送:各科室"}, []string{"", "报市委办公室", "汇报：一月一次", "：报"})
	check(t, "IsDatedOffice", IsDatedOffice, []string{"某某局办公室　　2024年4月12日"}, []string{"2024年4月12日", "联系人：张三 2024年4月12日", "某某局办公室2024年4月12日", "Office 4 March 2024"})
	check(t, "NamesDocument", NamesDocument, []string{"用印管理办法", "用印管理办法（试行）", "关于用印的批复（试行）（2024年修订）"}, []string{"某某市人民政府", "（办法）", "办法如下"})
}

func TestAttachmentHead(t *testing.T) {
	for _, tt := range []struct{ words, head string }{
		{"附件", "附件"}, {"附件一：名单", "附件一："}, {"附件 2 名单", "附件 2 "}, {"附表2", "附表2"}, {"附录A", ""}, {"附图 厂区", "附图 "}, {"附件2名单", ""}, {"附件2 名单", "附件2 "}, {"附件 2名单", ""},
		{"附：名单", "附："}, {"附 名单", ""}, {"附", ""}, {"附 ：名单", "附 ："}, {"附件名单", ""}, {"附件，见下", ""}, {"附件一：见下。", ""}, {"件一：", ""}, {"附则", ""}, {"附件 . 名单", "附件 ."},
		{"SCHEDULE", "SCHEDULE"}, {"Schedule 1", "Schedule 1"}, {"Annex A: Fees", "Annex A:"}, {"Appendix — Fees", ""}, {"Annex A applies to members.", ""}, {"Schedules", ""}, {"schedule", ""}, {"Exhibit: Fees", "Exhibit:"},
	} {
		if n := AttachmentHead(tt.words); n < 0 || n > len(tt.words) || tt.words[:n] != tt.head {
			t.Errorf("AttachmentHead(%q) = %d, want %q", tt.words, n, tt.head)
		}
	}
}

func TestNumberWithin(t *testing.T) {
	for words, want := range map[string]string{
		"1996年5月6日 法发〔1996〕15号": "法发〔1996〕15号", "法发〔1996〕15号": "法发〔1996〕15号", "1996年5月6日　第15号": "", "〔1996〕 15号": "", "法发〔1996〕15": "", "": "",
	} {
		if got := NumberWithin(words); got != want {
			t.Errorf("NumberWithin(%q) = %q, want %q", words, got, want)
		}
	}
}

func TestRowFields(t *testing.T) {
	got := RowFields("文　号\t某政〔2026〕5号\t成文日期：\t2026年1月2日")
	if len(got) != 2 || got[0] != "文号：某政〔2026〕5号" || got[1] != "成文日期：2026年1月2日" {
		t.Errorf("%q", got)
	}
	for _, row := range []string{"序号\t名称", "文号\t某政〔2026〕5号\t成文日期", "文号"} {
		if got := RowFields(row); got != nil {
			t.Errorf("%q has fields %q", row, got)
		}
	}
}
