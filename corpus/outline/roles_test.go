package outline_test

import (
	"strings"
	"testing"

	"tiaowen/corpus/line"
	"tiaowen/corpus/outline"
	"tiaowen/corpus/reader"
)

// marks are the roles as the cases below write them, in front of each line.
var marks = map[line.Role]string{
	line.Text: "  ", line.Title: "T ", line.History: "h ", line.Markup: "- ", line.Heading: "# ", line.HeadingRest: "#+",
	line.Clause: "c ", line.Attachment: "a ", line.Cover: "C ", line.Form: "f ",
}

// Each case is a text whose lines have their roles in front.
var roleCases = []struct{ name, text string }{
	{"a quoted article of an amendment is text", `
T 关于修改养犬办法的决定
c 一、将第三条修改为：
  “第三条 养犬应当登记。
  “第四条 禁止遗弃犬只。”
c 二、本决定自公布之日起施行。`},
	{"a quotation that is never closed ends at the article that is due", `
T 考勤办法
c 第一条 本办法所称“旷工是指未经批准缺勤。
c 第二条 员工不得旷工。
# 第二章 处理
c 第三条 旷工的扣发工资。`},
	{"a reference whose line was broken is text", `
T 罚款办法
c 第一条 罚款由财务收取。
c 第二条 逾期不缴的，依照
  第一条的规定处理，并按照
  第二条、第三条加收。
c 第三条 本办法自发布之日起施行。`},
	{"articles without a blank behind their label", `
T 门卫办法
c 第一条来访人员应当登记。
c 第二条车辆按序停放，违反
  第一条的规定的不得入内。
c 第三条夜间锁门。`},
	{"an excerpt jumps, with a chapter above that is not due", `
T 条例摘编
# 第二章 责任
c 第七条 发包给有资质的单位
# 第六章 监督
c 第四十三条 实行监督管理制度
c 第九十条 违者处罚`},
	{"an article that was put in, with its number on a line of its own", `
T 治安办法
c 第一条 禁止斗殴。
c 第一条
  之一 禁止赌博。
c 第二条 自发布之日起施行。`},
	{"points with a gap", `
T 工作要点
c 一、加强学习。
c 三、改进作风。
c 四、完善制度。
c 五、加强督查。`},
	{"headings without labels above numbers that restart", `
T 一日常规
# 到校
c 1. 按时到校。
c 2. 佩戴校牌。
# 放学
c 1. 排队离校。
c 2. 不得逗留。`},
	{"the names of laws above articles that are excerpted", `
T 常用法条
# 劳动法
c 第三条 劳动者享有平等就业的权利。
c 第二十五条 可以解除合同。
# 工会法
c 第二条 工会是群众组织。`},
	{"headings of a text that numbers nothing", `
T 入职须知
# 报到
  新员工应当在八时报到。
# 着装
  员工应当穿工装。
# 用餐
  午餐由食堂供应。`},
	{"questions of a text that numbers nothing", `
T 医保问答
c 断缴了怎么办？
  可以补缴。
c 异地能用吗？
  备案后可以使用。`},
	{"questions below headings", `
T 办事问答
# 一、社保
c 问：怎么参保？
  答：到窗口办理。
c 问：怎么退保？
  答：书面申请。
# 二、医保
c 问：怎么备案？
  答：网上办理。`},
	{"a contents list with dots, and roman numbers of pages", `
T 服务规范
- 目 次
- 前言 ………… II
- 1 范围 ………… 1
- 2 要求 ………… 3
# 前    言
  本文件由协会提出。
# 1 范围
  本文件适用于窗口。
# 2 要求
c 2.1 应佩戴工牌。
c 2.2 不应离岗。`},
	{"decimals: headings above, quantities and dates are text", `
T 仓库规范
# 1 总则
c 1.1 库房高度不低于
  3.5 米，面积不限。
c 1.2 每日巡检。
# 2 入库
c 2.1 应当验收。
c 2.1.1 抽检比例不低于5%。`},
	{"an annex of a standard", `
T 服务规范
# 1 要求
c 1.1 应登记。
c 1.2 应回访。
# 附录A
#+（资料性）
#+回访表
c A.1 回访内容见表。`},
	{"a letterhead, a number, a title over two lines, a signature", `
h 某某市财政局文件
h 某财〔2024〕3号
T 关于进一步规范差旅费报销、
T 会议费管理等事项的通知
  各单位：
c 一、差旅费据实报销。
c 二、会议费不得超标。
h 某某市财政局
h 2024年3月5日`},
	{"the office above the number, then the title", `
h 某某检察院
h 某检发〔2024〕4号
T 档案工作规则
c 第一条 档案集中管理。
c 第二条 不得擅自复制。`},
	{"the lines for seals above an annex and at the end", `
T 采购合同
c 第一条 甲方向乙方采购电脑。
c 第二条 货到付款。
f 甲方（盖章）：      乙方（盖章）：
f 年  月  日          年  月  日
a 附件：清单
  电脑十台`},
	{"rows with tabs are one table, and a tab behind a label is none", `
T 收费办法
c 第一条	收费公开。
c 第二条	标准如下：
  项目	单价
  复印	两角
c 第三条	不得另收。`},
	{"a table that lays out articles", `
T 印章办法
  条款	内容	部门
c 第一条	印章由专人保管。	办公室
c 第二条	印章不得外借。	办公室`},
	{"a comparison with the headings of its chapters", `
T 章程修订对照表
  修订前	修订后
# 第一章 总则	第一章 总则
c 第二条 资本五百万元。	第二条 资本八百万元。
# 第二章 股东	第二章 股东会
c 第九条 股东大会。	第八条 股东会。
c 新增	第九条 不得担保。`},
	{"English: sections that are articles", `
T Travel Rules
c Section 1 Staff travel by rail.
c Section 2 First class is forbidden.
c Section 3 Claims are filed within ten days.`},
	{"two languages: the articles that come first number the text", `
T Staff Rules
c Article 1 Staff wear badges.
  第一条 员工佩戴工牌。
c Article 2 Smoking is forbidden.
  第二条 禁止吸烟。`},
	{"labels of a pattern of their own", `
T 灭火器使用方法
c 步骤一：提起灭火器。
c 步骤二：拔下保险销。
c 步骤三：对准火源按压。`},
}

// TestRoles says of every line of the cases what it is.
func TestRoles(t *testing.T) {
	for _, tc := range roleCases {
		t.Run(tc.name, func(t *testing.T) {
			want := strings.Split(strings.TrimPrefix(tc.text, "\n"), "\n")
			source := ""
			for _, l := range want {
				source += l[2:] + "\n"
			}
			o := outline.Read("a.txt", &reader.Text{Source: source}, line.Split(source))
			o.Divide()
			// A line of the outline may hold several of the source, so that roles are told by where lines begin.
			roles := map[int]line.Role{}
			for _, l := range o.Lines {
				roles[l.Start] = l.Role
			}
			at := 0
			for _, l := range want {
				role, begins := roles[at]
				if got := marks[role]; got != l[:2] && (begins || l[:2] != "  ") {
					t.Errorf("%q, want %q: %s", got, l[:2], l[2:])
				}
				at += len(l[2:]) + len("\n")
			}
		})
	}
}

// TestInlineClauses cuts texts that stand on one line, and leaves the numbers of sentences alone.
func TestInlineClauses(t *testing.T) {
	for _, tc := range []struct{ source, title, clauses string }{
		{"宿舍办法 第一条 禁止吸烟。第二条 依照第一条处罚。第三条 按时熄灯。", "宿舍办法", "第一条 禁止吸烟。|第二条 依照第一条处罚。|第三条 按时熄灯。"},
		{"安全须知：一、关闭电源。二、锁好门窗。", "安全须知", "一、关闭电源。|二、锁好门窗。"},
		{"会议室规定 1.提前预约。2.禁止吸烟，违者罚款2.5元。3.关闭设备。", "会议室规定", "1.提前预约。|2.禁止吸烟，违者罚款2.5元。|3.关闭设备。"},
	} {
		o := outline.Read("a.txt", &reader.Text{Source: tc.source}, line.Split(tc.source))
		o.Divide()
		var clauses []string
		for i, l := range o.Lines {
			if l.Role == line.Clause {
				clauses = append(clauses, o.Words(i))
			}
		}
		if got := strings.Join(clauses, "|"); got != tc.clauses || o.Title != tc.title {
			t.Errorf("%q: %q, want %q: %q", o.Title, got, tc.title, tc.clauses)
		}
	}
}
