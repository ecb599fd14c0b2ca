package question

import "testing"

// A question for what the cover says is about a document as a whole.
func TestReadCover(t *testing.T) {
	for text, want := range map[string]OfCover{
		// When it applies.
		"推进全面从严治党工作措施什么时候实施": {Fact: Effective}, "这个办法从哪天开始执行？": {Fact: Effective}, "什么时候起施行": {Fact: Effective}, "请问本规定自何时起施行": {Fact: Effective},
		"书屋服务规范什么时候实施": {Effective, "书屋服务规范"}, "书屋服务规范到底是哪一天开始实施的呢": {Effective, "书屋服务规范"}, "施行日期是哪天": {Fact: Effective}, "节水办法的生效时间": {Effective, "节水办法"},
		"什么时候开始执行这个办法": {Fact: Effective}, "When does it come into force?": {Fact: Effective}, "when do these measures take effect": {Fact: Effective},
		"what is the effective date of the standard": {Fact: Effective},
		// When it was issued.
		"书屋服务规范什么时候发布的": {Issued, "书屋服务规范"}, "这份文件是哪年出台的": {Fact: Issued}, "发布日期": {Fact: Issued}, "成文日期是什么时候": {Fact: Issued}, "when was this notice published?": {Fact: Issued},
		// Its number.
		"文号是多少": {Fact: DocumentNumber}, "节水通知是几号文": {DocumentNumber, "节水通知"}, "这份文件的发文字号是什么": {Fact: DocumentNumber}, "书屋规范的标准号": {DocumentNumber, "书屋规范"},
		"what is the document number": {Fact: DocumentNumber},
		// Who issued it.
		"谁发的": {Fact: Issuer}, "这个文件是哪个部门发的？": {Fact: Issuer}, "节水办法由谁制定": {Issuer, "节水办法"}, "发文机关是谁": {Fact: Issuer}, "谁印发了这个通知": {Fact: Issuer}, "who issued it": {Fact: Issuer},
		"which department issued the measures": {Fact: Issuer},
		// How secret it is.
		"密级是什么": {Fact: Secrecy}, "这份文件是什么密级": {Fact: Secrecy}, "这个文件涉密吗": {Fact: Secrecy}, "is this document classified": {Fact: Secrecy},

		// Something else is asked about.
		"证书什么时候生效": {}, "处分决定从哪天起执行": {Effective, "处分决定"}, "许可证从哪天开始生效": {}, "保险合同从什么时候生效": {Effective, "保险合同"}, "新标准执行到什么时候": {}, "工资什么时候发": {},
		"补贴标准谁定": {}, "毕业证谁发的": {}, "准考证编号是多少": {}, "档案密级怎么定": {}, "谁可以查阅涉密文件": {}, "通知什么时候送达": {}, "处罚决定书由谁送达": {}, "谁负责解释": {},
		"罚款什么时候执行": {}, "什么时候可以施工": {}, "这个办法什么时候失效": {}, "该办法的有效期多久": {}, "谁发工资": {}, "结果什么时候公布": {}, "名单由谁公布": {}, "公示时间多长": {},
		"涉密文件由谁保管": {}, "什么时候执行死刑": {}, "判决从哪天起生效": {}, "第三条什么时候施行": {}, "本办法施行前的合同怎么办": {}, "发布虚假广告怎么处罚": {}, "who issued the certificate": {},
		"when does the certificate take effect": {}, "who issues the licence": {}, "谁有权制定地方性法规": {},
	} {
		got, ok := ReadCover(ask(t, text))
		if got != want || ok != (want.Fact != "") {
			t.Errorf("%s: %v, %v; want %v", text, got, ok, want)
		}
	}
}

func TestReadCoverFile(t *testing.T) {
	if _, err := readCover(coverFile); err != nil {
		t.Error(err)
	}
	for _, file := range []string{"nothing", "number: {unknown}", "number: ("} {
		if _, err := readCover(coverFile + "\n" + file); err == nil {
			t.Errorf("%q has no error", file)
		}
	}
	if _, err := readCover("number: 文号"); err == nil {
		t.Error("a file without patterns for the other facts has no error")
	}
}
