package answer

import (
	"sort"
	"strings"
)

// signal is one thing that the wording of a question says about what is wanted.
type signal uint32

const (
	sigFiller  signal = 1 << iota // says nothing: 请问, 的内容, please
	sigForbid                     // asks for prohibitions
	sigRequire                    // asks for duties
	sigPermit                     // asks for what is allowed
	sigEncour                     // asks for what is encouraged
	sigYesNo                      // wants a yes or a no: 可以吗, 能不能
	sigWho                        // 谁, 哪个部门
	sigCount                      // how many of something: 几个, 多少
	sigOften                      // how often: 几次, 多久一次
	sigWhen                       // 什么时候, 多长时间
	sigDefine                     // what is it, what are its members: 是什么, 指哪些
	sigMembers                    // which ones exactly: 哪三会, 哪几个
	sigWhere                      // which clause says it: 哪些条款, 哪一条规定
	sigUnits                      // which sections or clauses there are: 有哪些条款, 哪几条
	sigSection                    // in which section: 在哪个章节
	sigHeading                    // the words before are those of a heading: 那一章, 这部分
	sigCompare                    // 区别, 异同
	sigPurpose                    // 为什么, 目的
	sigOutcome                    // 后果, 怎么处理
	sigHow                        // 怎么, 如何
	sigWhole                      // the words themselves: 原文, 内容, 全文
	sigSelf                       // the document itself: 本文件, 全文
	sigSoft                       // asks for what is opposed or prevented, not forbidden outright
	sigList                       // all members of something: 哪些, 哪几种, 列举
	sigModal                      // the phrase is a modal of the texts and may be meant literally
)

// asking are the signals of a question; without any a text is a few key words.
const asking = sigForbid | sigRequire | sigPermit | sigEncour | sigYesNo | sigWho | sigCount | sigOften | sigWhen | sigHow | sigOutcome | sigMembers

// phrase is wording that carries signals. Cut phrases are no content.
type phrase struct {
	text string
	sig  signal
}

// phrases is the vocabulary of questions, Chinese (folded, divided by blanks) and
// English (lower case, divided by |). The longest phrase wins at each place.
var phrases = buildPhrases(statutePhrases, map[signal]string{
	sigFiller: `请问 请 帮我 查一下 查查 告诉我 我想知道 想问一下 想知道 想了解 了解一下 麻烦 一下 关于 对于 有关 呢 啊 呀 吧 嘛 哦 的话 具体 到底 究竟 所谓
		里面 里边 里头 中间 当中 其中 方面 上面 一共 总共 共有 一共有 总共有 的规定 的要求 相关规定 有关规定 有什么规定 有何规定 有哪些规定 怎么规定的 怎么规定 如何规定 是如何规定的 是怎么规定的 规定了什么 作了什么规定
		怎么说 怎么说的 是怎么说的 怎么写的 怎么讲的 讲的是什么 说的是什么 讲了什么 说了什么 写了什么 说什么 讲什么 说的啥 是啥 有啥 啥 什么样 什么 哪些 哪个 哪种 哪类 哪里 哪儿 咋 咋样 咋办 怎么办 干什么 做什么 干啥 做啥 干些什么 做些什么 什么样的 哪方面 哪些方面 么 了 的 地 得
		的行为 行为 情形 现象 做法 哪些行为 什么行为
		调出来 找出来 列出来 列一下 列出 念一下 念念 讲讲 说说 讲一下 说一下 看一下 看看 给我看 给我 发给我 发我 打开 翻到 显示 贴出来 读一下
		please|tell me|show me|about|regarding|concerning|the|a|an|of|in|on|for|to|with|and|or|is|are|was|were|be|been|do|does|did|say|says|said|it|its|this|that|there|any|by|at|as|from|what|which|when it comes to|according to|text|rule|rules|regulation on|give me|find|i|we|you|their|his|own|get|has|have|had|will|would|cover|covers|covered|contain|contains|deal with|deals with|summary|summary of|summarize|overview|overview of|explain|describe|talk about|talks about|state|states|stated|happen|happens|each|every|one|s`,
	sigForbid: `禁止性规定 禁止性条款 禁止什么 禁止哪些 禁止了什么 有哪些禁止 禁令 红线 不能做什么 不能干什么 不让干什么 不让做什么 不能怎么样 不许 不让 不能 不可以 不可 不应 不应当 不应该 不准 不得 严禁 禁止 坚决禁止 决不允许 绝不允许 不允许 决不能 绝不能 坚决反对 坚决反对和制止 反对 坚决防止 防止 坚决克服 克服 抵制 坚决抵制 禁区
		forbid|forbids|forbidden|prohibit|prohibits|prohibited|prohibition|prohibitions|ban|bans|banned|must not|may not|not allowed|not permitted|cannot|can not|shall not|oppose|opposes|illegal`,
	sigRequire: `有什么要求 有哪些要求 有何要求 提了什么要求 提出什么要求 提出了什么要求 提出哪些要求 是怎么要求的 怎么要求的 怎么要求 如何要求 要求是什么 要求怎么样 要求怎么做 要求 必须 应当 应该 该 务必 要做到什么 做什么样的 做什么样的人 成为什么样的 成为什么样的人 要做什么 做到什么 做什么 该做什么 要干什么 需要做什么 有什么义务 有哪些义务 义务 有什么职责 有哪些职责 职责是什么 要怎么样 需要 须 要
		require|requires|required|requirement|requirements|must|shall|should|have to|has to|obliged|obligation|obligations|duty|duties|ought to|need to`,
	sigPermit: `可以做什么 可以干什么 有什么权利 有哪些权利 有权 允许 可以
		may|allowed to|permit|permits|permitted|allow|allows|allowed|entitled|right to|rights`,
	sigEncour: `鼓励 提倡 倡导 大力倡导
		encourage|encourages|encouraged|promote|promotes|advocate|advocates`,
	sigYesNo: `可以吗 能吗 行吗 行不行 可不可以 能不能 允许吗 允不允许 准不准 许不许 是否可以 能否 可否 是否允许 是否 是不是 有没有 有无 会不会 要不要 该不该 应不应该 吗 合规吗 违规吗 违纪吗 算不算 算违纪 对不对 可以不
		can|could|is it allowed|is it permitted|are they allowed|is it ok|is it forbidden|whether`,
	sigWho: `谁来 由谁来 由谁 归谁 是谁 谁的 向谁 给谁 对谁 谁 哪个部门 哪些部门 什么部门 哪个科室 哪个处室 哪个单位 哪些单位 哪个机关 哪些机关 哪个机构 什么机构 哪个单位 何人 什么人 哪些人 哪一级
		who|whom|whose|which body|which department|which organ|which office`,
	sigCount: `百分之几 百分之多少 占百分之几 占多大比例 占多少比例 多大比例 多少比例 什么比例 占什么比例 占比多少 占比是多少 占几成 多大面积 多少面积 有多少 多少个 多少 多少钱 几个 几项 几支 几种 几类 几条 几大 几道 几句 几套 几样 几层 几方面 几人 几名 几
		how many|how much|number of`,
	sigOften: `多久一次 多长时间一次 几次 多少次 几年一次 一年几次 频率
		how often|how frequently|how many times`,
	sigWhen: `几月份 几月 几月几号 几月几日 哪个月 哪个月份 什么月份 什么日期 哪一天 几点 什么时候 何时 多长时间 有多长 是多长 多久 期限 几天 几年 几个月 多少天 多少年 哪一年 哪天 几号
		when|how long|deadline|time limit`,
	sigDefine: `什么样的干部算 什么样的人算 什么样算 什么才算 怎样才算 怎么才算 怎么算 什么情况算 哪种情况算 什么是 什么叫 何谓 何为 具体内容是什么 具体内容 具体指什么 具体是什么 是什么意思 什么意思 是什么 指什么 指的是什么 是指什么 指的是 是指 指 含义 定义 的概念 的内涵 叫什么 代表什么
		meaning of|what does it mean|mean|means|definition of|define|defined`,
	sigMembers: `是哪 是哪些 具体是哪些 具体有哪些 指哪些 包括什么 包括哪些 包含哪些 包括哪些内容 包含什么 包含 包括 有哪些内容 由哪些 分别是什么 分别是 分别指 有哪几 有哪些
		consist of|consists of|include|includes|list of|list|members of`,
	sigWhere: `哪些条款 哪条规定 哪一条规定 哪几条规定 哪一条 哪条 是哪条 是哪一条 在哪条 在哪一条 在哪里提到 在哪提到 哪里提到 哪里提到了 在哪里 在哪 哪些地方 哪个条款 哪一款 第几条 出现在哪 出现了 出现 提到了 提到 提及 引用了 引用 用了 涉及 载于 见于 写在哪 规定的 讲的 说的
		which clause|which clauses|which article|which articles|where|mention|mentions|mentioned|refer to|refers to|referred to|refer|refers|cite|cites|cited|quote|quotes|appear|appears`,
	sigUnits: `有哪几条 包括哪几条 哪几条 有哪些条款 都有哪些条款 哪些条 都有哪几条 有哪些条文 有几条 共几条 有多少条 共有几条 一共有几条 一共几条 多少条 有哪些措施 有什么措施 有啥措施 都有啥措施 都有哪些措施 都有什么措施 什么措施 哪些措施 几条措施 有哪些部分 有哪几部分 有几个部分 几个部分 几部分 多少部分 有几章 有几节 多少章
		how many clauses|how many articles|how many sections|how many parts|which measures|what measures|what clauses|clauses in|list the clauses|list clauses|sections|chapters`,
	sigSection: `在哪个章节 哪个章节 哪一章节 什么章节 在哪个部分 哪个部分 哪一部分 哪部分 什么部分 在哪一章 哪一章 哪章 在哪一节 哪一节 哪个板块 属于哪 在第几部分 第几部分 第几章
		which section|which chapter|which part|what section|what chapter|what part`,
	sigCompare: `有什么区别 有何区别 有什么不同 有何不同 的区别 区别 不同之处 对比 比较 异同 差别
		compare|difference between|difference|differ|versus|vs`,
	sigPurpose: `为什么要 为什么 为何 为啥 目的是什么 的目的 目的 依据是什么 制定依据 背景是什么 宗旨是什么
		why|purpose|aim of|goal of|reason`,
	sigOutcome: `承担什么后果 什么后果 有什么后果 有何后果 后果 会受到什么处分 受到什么处理 什么处分 怎么处理 如何处理 怎么处分 怎么处罚 如何处罚 会被处理 会被追责 追责吗 会怎么样 会怎样 怎么样 怎样处理
		consequence|consequences|penalty|penalties|punishment|punished|what happens if|what happens`,
	sigHow: `怎么管 怎么做 怎么抓 怎么 怎样 如何 咋 什么办法 什么方式 用什么方式 什么形式 什么途径
		how to|how`,
	sigWhole: `原文是什么 原文 全文是什么 的内容是什么 内容是什么 内容有哪些 主要内容 的内容 内容 完整内容 讲了些什么 说了些什么 写的什么 是什么内容 全文内容 条文
		full text|whole text|verbatim|content|contents|wording|read`,
	sigSelf: `本章 这个文件 本文件 这份文件 该文件 这个措施 本措施 这些措施 这份措施 整个文件 全文 本文 文件里 文中 措施里 措施中
		this document|the document|whole document|the text|entire document`,
})

// literal modals may be meant as the words that stand in the text; the filter
// then wants norms with just these words.
var modals = map[string]bool{}

func init() {
	for m := range strings.FieldsSeq(`不准 不得 严禁 坚决禁止 决不允许 绝不允许 不允许 决不能 绝不能 坚决反对和制止 坚决反对 坚决防止 防止 坚决克服 克服 坚决抵制 抵制 必须 应当 务必 鼓励 提倡 倡导 大力倡导`) {
		modals[m] = true
	}
}

func buildPhrases(sources ...map[signal]string) []phrase {
	bySig := map[string]signal{}
	add := func(text string, sig signal) {
		if text = strings.TrimSpace(text); text != "" {
			bySig[text] |= sig
		}
	}
	for _, src := range sources {
		for sig, list := range src {
			for line := range strings.Lines(list) {
				if strings.Contains(line, "|") {
					for p := range strings.SplitSeq(line, "|") {
						add(p, sig)
					}
					continue
				}
				for p := range strings.FieldsSeq(line) {
					add(p, sig)
				}
			}
		}
	}
	// 哪三个方面, 哪几项: which ones, and how many the asker expects.
	for n := range strings.SplitSeq("一二三四五六七八九十两几0123456789", "") {
		for m := range strings.SplitSeq("|个|项|种|类|支|大|方面|个方面|点|句|件|样|步|级|部|些", "|") {
			if n != "一" || m != "" {
				for before := range strings.SplitSeq("|从|有|是|指|包括|包含|分|分为|有没有", "|") {
					add(before+"哪"+n+m, sigMembers)
				}
			}
		}
	}
	for soft := range strings.FieldsSeq("坚决反对 坚决反对和制止 反对 坚决防止 防止 防范 避免 坚决克服 克服 抵制 坚决抵制 制止") {
		add(soft, sigForbid|sigSoft)
	}
	// 属于哪一部分, 在第几章, 归在哪一块.
	for at := range strings.SplitSeq("|在|属于|位于|归|归在|归到|归于|放在|写在|列在|编在|划在|落在", "|") {
		for which := range strings.SplitSeq("哪|哪个|哪一|哪一个|什么|第几|哪一大|哪个大", "|") {
			for unit := range strings.SplitSeq("章节|部分|章|节|板块|编|个部分|大部分|块|大块|篇章|单元", "|") {
				if len(which+unit) > len("哪块") {
					add(at+which+unit, sigSection)
				}
			}
		}
	}
	// 作风建设那一章: words of a heading stand before it.
	for which := range strings.SplitSeq("这|那|这一|那一|这个|那个|该", "|") {
		for unit := range strings.SplitSeq("部分|章|节|块|板块|章节|编|大块|篇章|单元", "|") {
			for tail := range strings.SplitSeq("|内容|里|里面|中", "|") {
				add(which+unit+tail, sigHeading)
			}
		}
	}
	out := make([]phrase, 0, len(bySig))
	for text, sig := range bySig {
		out = append(out, phrase{text, sig})
	}
	sort.Slice(out, func(i, j int) bool {
		if len(out[i].text) != len(out[j].text) {
			return len(out[i].text) > len(out[j].text)
		}
		return out[i].text < out[j].text
	})
	return out
}
