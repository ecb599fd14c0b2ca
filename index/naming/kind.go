package naming

import (
	"slices"
	"strings"

	"tiaowen/corpus"
	"tiaowen/index/gram"
)

// kinds are the words that titles and their short names end in, the longer
// before those that they end in. A loose one is an ordinary word of questions
// as well, and ends a name only where something shows that it does.
var kinds = []struct {
	word  string
	loose bool
}{
	{"司法解释", false}, {"修正案", false}, {"议定书", false}, {"条例", false}, {"办法", false}, {"准则", false}, {"细则", false},
	{"章程", false}, {"公约", false}, {"民约", false}, {"守则", false}, {"手册", false}, {"规程", false}, {"纲要", false}, {"须知", false},
	{"预案", false}, {"通则", false}, {"规则", false}, {"规范", true}, {"指引", true}, {"指南", true}, {"规定", true}, {"制度", true},
	{"措施", true}, {"意见", true}, {"方案", true}, {"解释", true}, {"标准", true}, {"通知", true}, {"计划", true}, {"规划", true},
	{"合同", true}, {"协议", true}, {"协定", true}, {"决定", true}, {"批复", true}, {"安排", true}, {"公告", true}, {"答复", true},
	{"目录", true}, {"流程", true}, {"法", false},
}

const (
	lawKind      = "法"
	judicialKind = "司法解释" // a ruling of the highest court, whatever its title calls it
)

// kindOf is the word at the end of a name that says what it is, "" for none.
func kindOf(name string) (kind string, loose bool) {
	for _, k := range kinds {
		if strings.HasSuffix(name, k.word) {
			return k.word, k.loose
		}
	}
	return "", false
}

// Ending is the word with which a text ends as a title does, such as 条例 or 通知; "" where it does not.
func Ending(text string) string {
	kind, _ := kindOf(gram.Fold(text))
	if kind == lawKind && isLawless(text) {
		return ""
	}
	return kind
}

// common are words of titles that tell little: many titles have them, and
// people leave them out.
var common = map[string]bool{
	"管理": true, "实施": true, "施行": true, "工作": true, "特别": true, "暂行": true, "试行": true, "加强": true, "规范": true, "推进": true,
	"全面": true, "进一步": true, "中国": true, "国家": true, "保障": true, "监督": true, "促进": true, "以及": true, "民事": true, "责任": true, "使用": true, "处理": true, "业务": true, "操作": true, "个人": true, "做好": true, "开展": true, "印发": true,
}

// KindOf is the kind of a document: what a list of documents says, else the word that its
// title ends in, such as 条例 or 通知; "" where it ends in none.
func KindOf(d *corpus.Document) string {
	if d.Facts.Kind != "" {
		return d.Facts.Kind
	}
	title := gram.Fold(d.Title)
	title = strings.TrimSpace(title[:trimmed(title)])
	if book, _, ok := strings.Cut(title, " "); ok && strings.HasPrefix(title, State) {
		title = book // 民法典 总则
	}
	if strings.HasSuffix(title, "法典") || strings.HasSuffix(title, "宪法") {
		return lawKind
	}
	kind, _ := kindOf(title)
	if kind == lawKind && isLawless(title) {
		return ""
	}
	return kind
}

// isLawless reports whether a title ends in a word such as 办法 or 做法, which is not a law.
func isLawless(title string) bool {
	return slices.ContainsFunc(lawless, func(w string) bool { return strings.HasSuffix(title, w) })
}
