package norm

import (
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/script"
	"tiaowen/corpus/wordlist"
)

// The words that norms are read by. A list is data: a word belongs here when it
// does its work in every Chinese statute or policy text, not in one.

// modal is a word that states a norm.
type modal struct {
	word string
	kind Kind
	form form
}

// form says under which conditions a modal word is one.
type form uint8

const (
	anywhere   form = iota // wherever it governs its part
	atHead                 // only where nothing but a subject and adverbs stands in front: 禁止, 鼓励
	fights                 // a soft prohibition: 反对, 防止; in statutes only 坚决反对 and 国家反对
	yao                    // 要: many words hold it
	ying                   // 应: many words hold it
	ke                     // 可: many words hold it
	oneOf                  // 必: 干部档案必审、信访举报必查
	flat                   // 一律
	atLeast                // 至少 with a number of times
	demands                // 要求 with the one who is asked
	tellsYou               // 有…的义务, 有…的权利
	policyOnly             // only where the text is no statute
)

var modals = byFirst([]modal{
	{"不得", Forbid, anywhere}, {"不准", Forbid, anywhere}, {"严禁", Forbid, anywhere},
	{"不许", Forbid, anywhere}, {"不允许", Forbid, anywhere}, {"不可以", Forbid, anywhere},
	{"决不允许", Forbid, anywhere}, {"绝不允许", Forbid, anywhere}, {"坚决不允许", Forbid, anywhere},
	{"决不能", Forbid, anywhere}, {"绝不能", Forbid, anywhere}, {"决不得", Forbid, anywhere}, {"绝不得", Forbid, anywhere},
	{"决不许", Forbid, anywhere}, {"绝不许", Forbid, anywhere}, {"切不可", Forbid, anywhere}, {"切忌", Forbid, atHead},
	{"不应当", Forbid, anywhere}, {"不应该", Forbid, anywhere}, {"不应", Forbid, ying}, {"不能作为", Forbid, anywhere}, {"不能单独作为", Forbid, anywhere},
	{"不能", Forbid, policyOnly}, {"不要", Forbid, policyOnly}, {"不可", Forbid, policyOnly},
	{"禁止", Forbid, atHead},

	{"反对", Forbid, fights}, {"制止", Forbid, fights}, {"防止", Forbid, fights}, {"克服", Forbid, fights},
	{"抵制", Forbid, fights}, {"摒弃", Forbid, fights}, {"杜绝", Forbid, fights}, {"防范", Forbid, fights},
	{"严防", Forbid, fights}, {"力戒", Forbid, fights}, {"谨防", Forbid, fights},

	{"必须", Require, anywhere}, {"应当", Require, anywhere}, {"应该", Require, anywhere}, {"务必", Require, anywhere},
	{"务须", Require, anywhere}, {"须", Require, anywhere}, {"需经", Require, anywhere}, {"有义务", Require, anywhere},
	{"应", Require, ying}, {"要", Require, yao}, {"必", Require, oneOf}, {"一律", Require, flat},
	{"至少", Require, atLeast}, {"要求", Require, demands}, {"有", Require, tellsYou}, {"负有", Require, tellsYou},

	{"可以", Permit, anywhere}, {"有权", Permit, anywhere}, {"方可", Permit, anywhere}, {"只准", Permit, anywhere}, {"可", Permit, ke},
	{"允许", Permit, atHead},

	{"鼓励", Encourage, atHead}, {"提倡", Encourage, atHead}, {"倡导", Encourage, atHead}, {"支持", Encourage, atHead},
})

// notModal are words that hold a modal and state no norm.
var notModal = byFirst([]modal{
	{word: "不得不"}, {word: "不得已"}, {word: "不准确"}, {word: "不准时"}, {word: "不准许"}, {word: "不许可"}, {word: "不能自"},
	{word: "不要求"}, {word: "不可抗"}, {word: "不可分"}, {word: "不可侵犯"}, {word: "不可撤销"}, {word: "不可或缺"}, {word: "不可逆"}, {word: "不应有"},
	{word: "禁止性"}, {word: "禁止令"}, {word: "禁止标"},
	{word: "必须的"}, {word: "应当知道"}, {word: "应当预见"}, {word: "应当事人"}, {word: "应当地"}, {word: "应当场"},
	{word: "须知"}, {word: "有权机关"}, {word: "有权必"}, {word: "有权部门"}, {word: "有权单位"}, {word: "有权利"}, {word: "有权益"}, {word: "有权属"}, {word: "有权力"}, {word: "有权限"},
	{word: "可以说"}, {word: "可以预见"}, {word: "支持率"}, {word: "支持度"}, {word: "支持力度"}, {word: "支持政策"}, {word: "支持措施"}, {word: "支持下"}, {word: "鼓励性"}, {word: "鼓励类"}, {word: "鼓励政策"},
	{word: "防止措施"}, {word: "防范措施"}, {word: "防范机制"}, {word: "允许误差"}, {word: "要求"}, {word: "倡导者"}, {word: "支持者"}, {word: "鼓励者"},
})

// byFirst sorts words by their first character, longer ones first.
func byFirst(words []modal) map[rune][]modal {
	m := make(map[rune][]modal)
	for _, w := range words {
		r := script.FirstRune(w.word)
		at := len(m[r])
		for at > 0 && len(m[r][at-1].word) < len(w.word) {
			at--
		}
		m[r] = append(m[r], modal{})
		copy(m[r][at+1:], m[r][at:])
		m[r][at] = w
	}
	return m
}

func match(m map[rune][]modal, s string) (modal, bool) {
	for _, w := range m[script.FirstRune(s)] {
		if strings.HasPrefix(s, w.word) {
			return w, true
		}
	}
	return modal{}, false
}

var (
	// manner are adverbs of resolve and degree. A part of a policy text that
	// begins with one tells what to do.
	manner = wordlist.New(`坚决 切实 严格 认真 有效 着力 积极 大力 深入 持续 不断 进一步 旗帜鲜明 毫不动摇 坚定不移 驰而不息 自觉 主动 全面
		始终 及时 重点 统筹 牢牢 牢固 扎实 加快 充分 稳步 有序 深刻 定期 广泛 坚定 从严 从快 严肃 综合 高度 更加 精准 科学 合理 依法 依规
		依纪 优先 着重 注重 紧紧 切实 大胆 努力 全力 广泛 普遍 逐步 逐级 层层 鼓励和`)

	// linking are words that stand between a subject and its modal or open a part.
	linking = wordlist.New(`都 均 也 还 又 既 则 即 就 便 一般 依法 同时 并 且 并且 而 但 但是 另 先 再 仍 仍然 只 只有 更 特别是 尤其是
		必要时 平时 各自 共同 分别 一并 一般 原则上 因此 所以 其中 此外 另外 确 确实 至少 不过 不仅 而且 以及 或者 和 、`)

	// Prepositions open a phrase that is no subject.
	Prepositions = wordlist.New(`让 使 对 对于 在 因 由 向 为 为了 按 按照 依 依照 依据 根据 自 从 经 未经 除 违反 以 将 把 通过 如 如果 若 当
		凡 凡是 属于 关于 与 同 给 遇 遇到 涉及 围绕 结合 针对 随着 凭 于 就 比照 参照 非经 未 无 必要时 需要 经过 利用 使用 每 一经 有下列 因为 由于 遵照 遵循 本着 立足 坚持以 符合 不符合`)

	// conditional open a part that says when a norm applies.
	conditional = wordlist.New(`未经 未 无 非经 除 如 如果 若 遇 遇到 必要时 对 凡 凡是 一经 涉及 属于 因 经 逾期 有下列 违反 发现 发生`)

	// reporting verbs make what follows the content of another's words.
	reporting = wordlist.New(`认为 认定 约定 确认 知道 明知 发现 是否 有无 可能 可能还 知道或者`)

	// pursuant words make 规定 a noun.
	pursuant = wordlist.New(`按照 依照 根据 依据 遵照`)

	// prohibits are prohibitions that 一律 strengthens.
	prohibits = wordlist.New(`不得 不准 禁止 不许`)

	// governing are words that make a modal behind them a part of their object:
	// 属于应当回避的人员, 对依法应当取得许可的项目.
	governing = wordlist.New(`对 对于 有 没有 属于 不属于 按照 依照 根据 以 将 把 为 是 因 履行 承担 缴纳 享有 具备 负责 符合 违反 下列 其他 以及
		和 或者 及 与 、 其 等 就 已经 从事 具有 规定 和其他 其他依法 对依法 凡 凡是 包括 收缴 存在 行使 使用 提供 超过 尚未 最终 就最终 相当于 被`)

	// actors are the nouns that can be bound. A noun phrase that ends with one is
	// an actor.
	actors = wordlist.New(`党中央 国务院 中央军委 党委 党组 党组织 党支部 支部 纪委 党的工作部门 常委会委员 党员 干部 领导干部 领导班子 班子 班子成员 成员 书记 同志 负责同志 负责人 一把手
		常委会 委员会 委员 全会 代表 代表大会 人大 政府 政协 机关 部门 机构 组织 团体 群团 单位 企业 事业单位 公司 集团 院 法院 检察院 法庭 合议庭 公安机关
		监委 监察委 法官 检察官 审判员 审判长 陪审员 书记员 人民警察 警察 律师 公证员 仲裁员 仲裁庭 仲裁委员会 鉴定人 证人 翻译人员 勘验人 代理人 辩护人 当事人 第三人 原告 被告 被告人 申请人 被申请人 上诉人
		人员 工作人员 公职人员 公务员 职工 员工 劳动者 用人单位 工会 雇主 经营者 生产者 销售者 消费者 使用者 所有者 管理者 投资者 处理者 提供者 运营者 组织者 承包方 发包方 承担者 参与者 权利人 义务人 纳税人 扣缴义务人
		债权人 债务人 保证人 担保人 抵押人 质权人 受托人 委托人 受益人 投保人 保险人 被保险人 承运人 托运人 收货人 出租人 承租人 出卖人 买受人 发包人 承包人 建设单位 施工单位 定作人 承揽人 保管人 寄存人 监护人 被监护人
		收养人 继承人 遗嘱人 管理人 清算组 清算人 股东 股东会 股东大会 董事 董事长 董事会 监事 监事会 经理 高级管理人员 合伙人 发起人 控股股东 会计师 审计师 评估师 医师 护士 医生 教师 学生 家长 父母 子女 夫妻 未成年人 老年人 妇女 残疾人 儿童
		公民 居民 村民 村民委员会 居民委员会 个人 他人 人 者 方 双方 各方 国家 军人 军队 部队 武装力量 武警 海关 银行 医院 学校 幼儿园 协会 商会 联合会 中心 交易所 运营商 媒体 新闻媒体 网站 平台 财政部 外交部 公安部 商务部 司法部 国防部 教育部 民政部 水利部 建设部 总署 审计署 总局 税务局 公安局 省、自治区、直辖市 自治区 直辖市 自治州 自治县 街道办事处 办事处 社区 近亲属 亲属 厂长 馆长 行长 所长 站长 队长 合作社 领导小组 工作组 专班 巡视组 巡察组
		行为人 对方 自然人 青年 患者 相对人 限制民事行为能力人 无民事行为能力人 完全民事行为能力人 法人 非法人组织 法定代表人 实际控制人 国有企业 基金会 宗教团体 寺观教堂 农场 林场 车站
		港口 船长 船员 机长 驾驶人 驾驶员 乘客 旅客 车辆 船舶 航空器 行人 用户 客户 业主 物业服务人 供应商 采购人 招标人 投标人 中标人 评标委员会 拍卖人 竞买人 买方 卖方 发行人 承销商 证券公司 基金管理人 基金托管人 持有人 会员 理事会 理事 会长 主任 主席 院长 校长 检察长 局长 部长 省长 市长 县长 乡长 镇长 总理 秘书长 审计长 行政长官 主要负责人 直接责任人 第一责任人 群众 人民 干警 少数人 社会 全社会 社会力量 社会各界`)

	// breakers end a noun phrase: prepositions, adverbs and the verbs that most
	// often follow a subject.
	breakers = wordlist.New(`对 向 在 将 把 依 按 根据 自 从 于 以 因 为 由 应 须 要 不 可 可以 都 均 也 还 既 又 及时 认真 切实 严格 经常 平时 必要时 必须 至少 每 年 月 日 有权 必 已 未 无 仍 则 即 就
		招用 开展 从事 进行 办理 申请 违反 收到 发现 接到 使用 委托 提供 参加 发生 存在 检查 调查 审理 受理 决定 认为 拒绝 做出 作出 负责 负 履行 承担 约定 订立 签订 设立 变更 终止 解除 取得 具有 具备 享有 行使 实施 执行 制定 采取 组织开展
		举行 召开 聘请 雇用 购买 出售 出租 转让 请求 要求 起诉 报告 通知 公告 登记 查处 会同 拟 需 是 名为 到 凭 据 遇 给 与其 与本 定期 随机 主动 自觉 带头 利用 通过 接受 收取 支付 缴纳 交纳 携带 驾驶 运输 进口 出口 建设 修建 开采 采伐 排放 处置 保管 持有 造成 丧失 死亡 患 怀孕 离岗 离职 分立 合并 破产 停业 歇业 超过 低于 高于 提出 提起 申报 依法 提请 提交 选举 推荐 讨论 审议 批准 审批 审查 审核 核准 宣告 宣布 公布 发布 颁发 颁布 发给 发放 送达 告知 追缴 督促 责令 保障 协助 配合 协调 完善 加强 建立 健全 支持 鼓励 引导 推动 促进 维护 会见 讯问 询问 传唤 拘留 移送 调取 查阅 复制 没收 扣押 查封 冻结 拍卖 变卖 追究 处罚 给予 免除 减轻 赔偿 补偿 前 后 时 期间`)

	// neutral words hold a breaker and break nothing.
	neutral = wordlist.New(`或者 科学技术 科技 科研 综合 合理 主要 重要 首要 特别是其 特别是 尤其是 其他 相对 对外 共同 同级 同一 本级 自主 自由 行为 作为 以上 以下 以及 所在 有关 具有法人资格的`)

	// naming heads make a noun of the verb in front of them: 检查机关, 执行人员.
	naming = wordlist.New(`机关 部门 机构 人员 单位 人 者 委员会 员 方`)

	// things are nouns that turn an actor in front of them into something else:
	// 公务员培训情况, 领导班子成员分工.
	things = wordlist.New(`选举 结余 福利费 经费 职务 编制 总数 名额 数量 比例 年龄 任期 工作 活动 情况 会议 分工 培训 教育 制度 计划 合同 章程 财产 费用 责任 义务 资格 资产 名称 场所 设施 报告 决定 意见 标志 证 证书 许可证 执照 账户 项目 收入
		行为 申请 登记 住所 资本 股份 股权 信息 数据 方案 记录 档案 规划 标准 目录 款 金 案 税 率 额 期限 时间 书 办法 规则 规定 权益 利益 关系 职责 权利 权力 待遇 工资 生活 监督 管理 建设 活动`)

	// openings are words that may stand between a modal and the one it names:
	// 禁止任何单位, 严禁未成年人.
	openings = wordlist.New(`任何 一切 各级 各 所有 全体 有关 其他 未成年 上级 下级 基层 广大 本 全区 全市 全省 非`)

	// policyVerbs are the verbs that head the imperatives of policy texts.
	policyVerbs = wordlist.New(`坚持 加强 落实 建立 健全 完善 推进 推动 强化 深化 提高 提升 增强 发挥 开展 执行 贯彻 履行 抓 做好 做到 把握 树立 牢记 坚定 坚守 维护 捍卫 巩固 拓展 扩大 优化 规范 严格 严肃 查处 整治 治理 纠正 整顿
		处置 处理 追究 问责 惩治 遏制 减少 压实 构建 打造 培育 践行 弘扬 传承 宣传 表彰 选树 注重 突出 聚焦 紧盯 紧扣 统筹 整合 运用 用好 利用 创新 探索 研究 制定 修订 总结 推广 实施 实行 组织 畅通 尊重 保障 保护 关心 关爱 帮助 引导 教育
		培训 监督 检查 督促 督查 考核 评价 评估 审计 调整 配备 选拔 培养 加大 加快 加速 促进 改进 改革 增加 降低 缩小 防控 化解 打击 严惩 严查 依规 依纪 依法 对待 接受 听取 公开 通报 曝光 建设 发展 繁荣 营造 管好 守住 守好 扛起 担起 配合 协调 参与 服务
		学习 领会 理解 掌握 把好 盯紧 盯住 夯实 筑牢 扎紧 织密 补齐 破解 破除 消除 清理 精简 取消 下放 简化 压缩 厉行 反思 排查 摸清 建好 办好 搞好 管住 列入 纳入 明确 细化 量化 激励 表扬 奖励 惩处 惩戒 吸收 引进 依托 汇聚 凝聚 团结 动员 号召 组建 设立
		设置 增设 成立 召开 举办 严把 严管 严控 严抓 管控 站稳 立足 给予 牵住 诫勉 约谈 函询 提醒`)

	// notLeft go on behind 不 where nothing is to be left: 不断提高, 不少于三人.
	notLeft = wordlist.New(`断 仅 但 论 管 是 同 足 符 少于 超过 低于 得已 忘 愧 负 懈 只 光 单 妨 失为 外乎 辱 畏`)

	// results open a part that tells what comes of the part before it.
	results = wordlist.New(`营造 使 让 以 形成 确保 实现 推动 促进 促使 为 从而 进而 达到 保证 带动 不断增强 不断提高`)

	// duties follow the subject of a duty told without a modal: 书记定期研究…
	duties = wordlist.New(`定期 随机 及时 按规定 按照 负 履行 承担 认真 自觉 带头 主动 严格 切实 依法 发现 在职责范围内 在党内监督中 坚决 全面`)

	// strengthens are adverbs that are cited with a modal verb: 坚决禁止.
	strengthens = wordlist.New(`坚决 旗帜鲜明 严格 明令 大力 积极 切实 自觉 坚定 着力 严厉 一律 全面`)

	// deeds follow a 不能 that forbids: 不能把…, 不能少于….
	deeds = wordlist.New(`把 将 以 用 搞 让 只 光 仅 因 少于 超过 低于 高于 挪 强迫 强令 代替 当 再 随意 擅自 允许 降低 放松 有丝毫 有任何 脱离 停留 简单 一 滥 借 承认`)

	// joins are verbs that 和 joins to 反对, 防止 or 倡导.
	joins = wordlist.New(`反对 制止 防止 克服 抵制 摒弃 杜绝 防范 纠正 查处 打击 整治 惩治 清除 遏制 消除 避免 减少 支持 弘扬 鼓励 引导 提倡 倡导 保护 推动 促进 扶持 奖励 帮助 推广 保障`)

	// places end a phrase of place or time.
	places = wordlist.New(`区 水域 河段 海域 地带 路段 渠 库区 场 时 后 前 内 中 上 下 间 里 外 期间 范围 区域 起 以内 以上 地区 场所`)

	// adverbs open words in front of a modal that are no subject.
	adverbs = wordlist.New(`必要 平时 经常 每 情况 情节 紧急 逾期 期满 届满 事后 事前 事先 最迟 最多 任期 特殊 原则 情况紧急 同时 此后 以后 在此 一经 期限 因此 不能 拒不`)

	// topics open a sentence that turns to something new, for everybody.
	topics = wordlist.New(`对 对于 在 关于`)

	// notSubject open a phrase that ends with an actor and is no subject.
	notSubject = wordlist.New(`属于 对 对于 由 因 在 当 自 按照 依照 根据 向 给 与 为 除 如果 经`)

	// verbs and nouns that begin like a preposition.
	verbs = wordlist.New(`从事 从业 依法 自然人 自治 自愿 对方 对外 在职 在校 经营 经济 经纪 经理 同级 同一 当事人 当地 就业`)

	// handles are verbs that 应对…… of a norm leads to: 应对其真实性负责.
	handles = wordlist.New(`进行 承担 予以 负责 给予 作出 采取 提供 加以 实行 作 予 审查 审核 核实 处理`)

	// canVerbs follow a 可 that permits.
	canVerbs = wordlist.New(`根据 在 依 由 按 予 分别 分期 向 与 对 将 就 并 参照 参加 采 视 申请 进 延 自行 自主 提 查 作为 转送 转交 转报 转让 不 从轻 从宽 处 同 设 通过 用于 用作 用以 使用 上诉 减 免 要求 直接 委托 继续 酌 适当 优先 单独 报 责令 暂 给予 聘 派 授权 凭 经 随时 另行 决定 任 成立 兼`)

	// caseNouns end a noun phrase that a modal may stand in.
	caseNouns = wordlist.New(`案件 事项 情形 项目 人员 行为 物品 货物 单位 费用 材料 文件 合同 税款 活动 产品 商品 车辆 船舶 工程 土地 罪犯 设备 资料 信息 证据 机构 内容 部分 措施 职业 建筑物 人 者`)

	// leadsOn open the predicate of a subject that is a part of its own.
	leadsOn = wordlist.New(`要 应当 不得 可以 必须 应 由 按照 依照 适用 以 自 经 未 除 也 在 有 依法 一律 均 不予 不再 不`)

	// caseWords announce items that state cases.
	caseWords = wordlist.New(`之一 情形 行为 情况 违法`)

	// ruleNouns announce items that may state norms.
	ruleNouns = wordlist.New(`规定 要求 义务 原则 职责 规则 办法 程序 步骤 方式 措施 制度 情形处理 情况处理 行为规范 纪律 任务 标准`)
)

// runes counts the characters of s.
func runes(s string) int { return utf8.RuneCountInString(s) }
