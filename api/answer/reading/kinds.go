package reading

import (
	"regexp"
	"strings"

	"tiaowen/api/question"
)

// The forms of sentences that have what a kind of question asks for.
var (
	// ActorWords is the form of sentences that name who acts or decides.
	ActorWords = newForm("由|负责|主管|审批|批准|报|向|机关|机构|党委|党组|单位|领导|人民政府|小组|局|处|科|室|部|会|院|厅|人员|书记|主任|经理|校长|法定代表人|代理人|所有人|股东|业主|职工|公民|教师|医师", `经[^，。]{1,16}(?:同意|批准|决定)|[^本法他个]人[^员民]`)
	// ForbidWords is the form of prohibitions.
	ForbidWords = newForm("不得|不准|严禁|禁止|不允许|不能|不许|不应|不可|杜绝|谢绝|决不|绝不|反对|防止|克服|不予|不再|制止", ``)
	// NormWords is the form of norms of any kind.
	NormWords = newForm("应|须|要|不得|可以|有权|享有|鼓励|提倡|支持|负责|履行|承担|坚持|加强|严格|落实|做到|保持|接受|遵守", ``)
	// VerdictWords is the form of sentences that answer a yes-or-no question: norms and exceptions.
	VerdictWords = newForm("不得|不准|严禁|禁止|不允许|不能|不许|可|有权|应当|须|无需|不需|不必|免|不予|适用|除外|不超过|一律|凭|没有|违法|无效|有效|反对", ``)
	// OutcomeWords is the form of sentences that state a consequence or a penalty.
	OutcomeWords = newForm("责令|给予|处分|吊销|没收|并处|追究|问责|处理|责任|查处|赔偿|扣|取消|解除|违约金|滞纳金|罚|终止|中止|不予|无效|开除|辞退|除名|通报|停|降|诫勉|警告|视为", `处[^。；]{0,40}(?:罚款|罚金|有期徒刑|拘役|管制|拘留|死刑|警告)|按[^，。]{1,10}(?:处理|计)`)
	// ConditionWords is the form of sentences that state a condition.
	ConditionWords = newForm("的，|的：|的:|的,|情形|条件|符合|具备|下列|如|凡|因|持|凭|时", `满[^足意]|经[^，。]{1,16}(?:同意|批准)`)
	// WayWords is the form of sentences that say how, where or in which order something is done.
	WayWords = newForm("应|须|由|经|按|依|报|向|提出|提交|申请|通过|采取|采用|程序|方式|先|后|填写|办理|持|凭|可以|要|实行|加强|建立|推进|落实|规范|完善", ``)
	// ScopeWords is the form of sentences that say to whom or what a document applies.
	ScopeWords = newForm("适用|是指|参照", `本[^，。]{1,6}所称|在[^，。]{1,20}(?:从事|开展|进行)`)
	// ReasonWords is the form of sentences that state a reason or a purpose.
	ReasonWords = newForm("为|因|目的|旨在|确保|防止|由于", ``)
)

// opening matches sentences that say why a document was made, who interprets it, or when it
// comes into force.
var opening = regexp.MustCompile(`^(?:为|为了)[^。]*制定|自[^。，]*起(?:施行|执行|实施)|由[^。，]*负责解释`)

// Enumerates reports whether a text lists three or more things.
func Enumerates(text string) bool {
	return strings.Count(text, "、") >= 2 || strings.Count(text, ",")+strings.Count(text, "，") >= 3
}

// IsBeyond reports whether a text makes cases by amounts of the same kind as a, and a is in
// none of them.
func IsBeyond(text string, a question.Amount) (beyond bool) {
	for _, r := range question.Ranges(text) {
		if r.Holds(a) {
			return false
		}
		beyond = beyond || r.Kind == a.Kind && !r.Limit && r.Min < r.Max
	}
	return beyond
}

// listNouns are what texts call the members of their lists. A question for 义务 asks for the
// list after 下列义务.
var listNouns = []string{"种类", "义务", "权利", "职责", "职权", "条件", "方式", "情形", "措施", "范围", "事项", "材料", "原则", "程序", "任务"}

// NounsAsked gives the words in a question that name the members of lists.
func NounsAsked(text string) (out []string) {
	for _, n := range listNouns {
		if strings.Contains(text, n) {
			out = append(out, n)
		}
	}
	return out
}

// Opens reports whether a folded sentence says why a document was made, who interprets it,
// or when it comes into force. Such a sentence has the words of the title and answers few questions.
func Opens(text string) bool { return opening.MatchString(text) }
