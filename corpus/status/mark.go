package status

import (
	"strings"
	"unicode"
)

// marks are the words that say whether a text is in force. People use them in lists of documents, as names of
// folders, and in brackets after the name of a file.
var marks = map[string]Kind{
	"现行有效": InForce, "有效": InForce, "现行": InForce, "继续有效": InForce, "生效": InForce, "已生效": InForce, "施行": InForce, "施行中": InForce,
	"in force": InForce, "effective": InForce, "current": InForce, "valid": InForce,
	"尚未生效": NotYet, "未生效": NotYet, "尚未施行": NotYet, "未施行": NotYet, "待生效": NotYet, "待施行": NotYet, "即将生效": NotYet,
	"not yet in force": NotYet, "not yet effective": NotYet, "not yet": NotYet, "pending": NotYet,
	"已修改": Amended, "已被修改": Amended, "已修订": Amended, "已被修订": Amended, "已修正": Amended, "旧版": Amended, "旧版本": Amended, "历史版本": Amended,
	"amended": Amended, "superseded": Amended,
	"已废止": Repealed, "废止": Repealed, "已失效": Repealed, "失效": Repealed, "已作废": Repealed, "作废": Repealed, "全文废止": Repealed, "全文失效": Repealed,
	"已停止执行": Repealed, "停止执行": Repealed, "已撤销": Repealed, "已被废止": Repealed, "已被替代": Repealed,
	"repealed": Repealed, "expired": Repealed, "revoked": Repealed, "abolished": Repealed, "withdrawn": Repealed,
	"不详": Unknown, "未知": Unknown, "unknown": Unknown,
}

// ofTexts are the words after a mark in the name of a folder: 已废止文件, 失效的法规.
var ofTexts = []string{"法律法规", "规章制度", "规范性文件", "文件", "法规", "法律", "规章", "制度", "文本"}

// ReadMark reads a mark: 已废止, （失效）, 02-现行有效, 已废止文件, in_force. ok is false if the words are not just a
// mark.
func ReadMark(words string) (kind Kind, ok bool) {
	key := strings.ToLower(strings.TrimFunc(strings.ReplaceAll(words, "_", " "), func(r rune) bool {
		return unicode.IsDigit(r) || unicode.IsPunct(r) || unicode.IsSpace(r) || unicode.IsSymbol(r)
	}))
	if kind, ok = marks[key]; ok {
		return kind, true
	}
	for _, end := range ofTexts {
		if short, found := strings.CutSuffix(key, end); found {
			kind, ok = marks[strings.TrimSuffix(short, "的")]
			return kind, ok
		}
	}
	return "", false
}

// MarkIn finds the mark in a path whose names are separated by /: the last bracket of the file name, else the nearest
// folder whose name is a mark. It returns "" if there is none.
func MarkIn(path string) string {
	parts := strings.Split(path, "/")
	name := parts[len(parts)-1]
	if dot := strings.LastIndexByte(name, '.'); dot > 0 {
		name = name[:dot]
	}
	name = strings.TrimSpace(name)
	for _, pair := range [...][2]string{{"（", "）"}, {"(", ")"}, {"【", "】"}, {"[", "]"}} {
		inner, closed := strings.CutSuffix(name, pair[1])
		open := strings.LastIndex(inner, pair[0])
		if !closed || open < 0 {
			continue
		}
		if mark := inner[open+len(pair[0]):]; isMark(mark) {
			return mark
		}
	}
	for i := len(parts) - 2; i >= 0; i-- {
		if isMark(parts[i]) {
			return parts[i]
		}
	}
	return ""
}

// isMark reports whether the words are a Chinese mark. English words do not count: folders named current or pending
// usually mean something else.
func isMark(words string) bool {
	kind, ok := ReadMark(words)
	return ok && kind != Unknown && strings.ContainsFunc(words, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}
