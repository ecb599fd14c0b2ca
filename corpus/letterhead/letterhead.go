// Package letterhead recognises the lines around the text of an official document: letterheads, document
// numbers, grades of secrecy, fields such as 编号：12, the heads of attachments, lines for signatures,
// and the words that end the titles of official documents. Every function looks at the words of one line.
package letterhead

import (
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/date"
	"tiaowen/corpus/label"
	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
	"tiaowen/corpus/wordlist"
)

// AttachmentHead returns the size of the head of an attachment with which words begin: 附件, 附件一：, 附表2, 附：,
// Schedule 1. It is 0 if they begin with none.
func AttachmentHead(words string) int {
	if words != "" && words[0] < utf8.RuneSelf {
		return englishAttachment(words)
	}
	rest, ok := strings.CutPrefix(words, "附")
	if !ok || !script.Short(words, 60) || strings.ContainsAny(words, "。；，") {
		return 0
	}
	for _, kind := range []string{"件", "表", "录", "图"} {
		if after, ok := strings.CutPrefix(rest, kind); ok {
			at, blank := skipNumber(after)
			if n := headMark(after[at:]); n > 0 {
				return len(words) - len(after) + at + n
			}
			if at == len(after) || blank {
				return len(words) - len(after) + at
			}
			return 0
		}
	}
	at := script.SkipBlank(rest, 0, len(rest))
	if n := headMark(rest[at:]); n > 0 {
		return len(words) - len(rest) + at + n
	}
	return 0
}

// englishAttachment is the size of SCHEDULE, Annex A or Appendix 2: at the beginning of words. Behind it stands a mark
// or nothing: Annex A applies is a sentence.
func englishAttachment(words string) int {
	if !script.Short(words, 80) {
		return 0
	}
	name, rest, _ := strings.Cut(words, " ")
	bare := strings.TrimRight(name, ":.—–-")
	if !attachments[strings.ToLower(bare)] || bare[0] > 'Z' {
		return 0
	}
	if bare != name || rest == "" {
		return len(name)
	}
	number, _, _ := strings.Cut(rest, " ")
	mark := strings.TrimRight(number, ":.—–-")
	if end := len(name) + 1 + len(number); len(mark) > 0 && len(mark) < 4 && (mark != number || end == len(words)) {
		return end
	}
	return 0
}

// skipNumber is the place behind the number of an attachment and the blanks around it; blank says
// whether a blank stands before that place.
func skipNumber(s string) (at int, blank bool) {
	at = script.SkipBlank(s, 0, len(s))
	blank = at > 0
	if _, _, n := numeral.Read(s[at:]); n > 0 {
		end := at + n
		at = script.SkipBlank(s, end, len(s))
		blank = at > end
	}
	return at, blank
}

// headMark is the size of the mark behind the head of an attachment that s begins with, or 0.
func headMark(s string) int {
	if !script.StartsWith(s, "：:、.．") {
		return 0
	}
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// IsHeadingWord reports whether a line is a word that stands as a heading without a label: 总则.
func IsHeadingWord(words string) bool {
	if !script.Short(words, 8) {
		return false
	}
	return slices.Contains(headingWords, script.Plain(words))
}

// IsField reports whether words are a name and a value: 甲方：某某公司, 编号：12.
func IsField(words string) bool {
	i := strings.Index(words, "：")
	if i < 0 {
		i = strings.Index(words, ":")
	}
	return i > 0 && script.Short(words[:i], 14) && !strings.ContainsAny(words[:i], "，。；《")
}

// IsDocumentNumber reports whether words are a number such as 国发〔2019〕5号 or 第12号.
func IsDocumentNumber(words string) bool {
	if !strings.HasSuffix(words, "号") || !script.Short(words, 40) {
		return false
	}
	return strings.ContainsAny(words, "〔[［（(") || strings.HasPrefix(words, "第")
}

// IsOfficeHead reports whether words are the letterhead of one office or several: 某某市人民政府文件.
func IsOfficeHead(words string) bool {
	if !script.Short(words, 60) {
		return false
	}
	if strings.HasSuffix(words, "文件") {
		return script.Short(words, 40)
	}
	for _, field := range strings.FieldsFunc(words, script.IsBlank) {
		if strings.HasSuffix(field, "文件") && utf8.RuneCountInString(field) > 4 {
			return true
		}
	}
	return false
}

// IsOffice reports whether words are the name of an office, as it stands above a date.
func IsOffice(words string) bool {
	return script.Short(words, 40) && !script.EndsSentence(words) && label.Read(words).Unit == label.None && !strings.ContainsAny(words, "0123456789〔《")
}

// NamesOffice reports whether words can be nothing but the name of an office: 某某市教育局.
func NamesOffice(words string) bool { return IsOffice(words) && offices.Ends(words) > 0 }

// IsPerson reports whether a signature is that of a person with an office: 县长　王某某.
func IsPerson(signer string) bool {
	office, name, found := strings.Cut(signer, " ")
	return found && script.Short(name, 8) && heads.Ends(office) > 0
}

// IsDatedOffice reports whether words are an office with a date at the other end of the line, as minutes have them
// under their title: 某某局办公室　　2024年4月12日.
func IsDatedOffice(words string) bool {
	office, dated := script.CutLast(words)
	return dated != "" && date.IsAlone(dated) && IsOffice(office) && !strings.ContainsAny(office, "：:") && script.IsHan(script.FirstRune(office))
}

// IsSecrecy reports whether words are a grade of secrecy or urgency.
func IsSecrecy(words string) bool {
	bare := strings.Join(strings.FieldsFunc(words, script.IsBlank), "")
	if slices.Contains(secrecy, bare) {
		return true
	}
	for _, grade := range []string{"绝密", "机密", "秘密"} {
		if rest, ok := strings.CutPrefix(bare, grade); ok && script.Short(rest, 8) && strings.HasPrefix(rest, "★") {
			return true
		}
	}
	return false
}

// IsStandardNumber reports whether words are the number of a standard, GB/T 99901—2026,
// or another mark of its cover.
func IsStandardNumber(words string) bool {
	words = strings.TrimLeftFunc(strings.TrimPrefix(words, "代替"), script.IsBlank)
	return script.Short(words, 30) && (isStandardMark(words) || isNumberOfStandard(words))
}

// isStandardMark reports whether words are a class, ICS 03.080, the code of standards, DB31, or their kind.
func isStandardMark(words string) bool {
	if strings.HasPrefix(words, "ICS ") || strings.HasPrefix(words, "CCS ") {
		return true
	}
	if code, ok := strings.CutPrefix(words, "DB"); ok && strings.Trim(code, "0123456789 /T") == "" {
		return true // of a province: DB 31
	}
	if code, ok := strings.CutPrefix(words, "Q/"); ok && code != "" && strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == "" {
		return true // of an enterprise: Q/XZ
	}
	n := standards.Ends(words)
	whose := words[:len(words)-n]
	return n > 0 && (script.Short(words, 14) || script.Short(whose, 28) && publishers.Ends(whose) > 0)
}

// isNumberOfStandard reports whether words are capital letters and, behind them, digits with a dash.
func isNumberOfStandard(words string) bool {
	rest := strings.TrimLeft(words, "ABCDEFGHIJKLMNOPQRSTUVWXYZ/")
	if rest == "" || rest == words || words[0] == '/' {
		return false
	}
	hasDigit, dash := false, false
	for _, r := range rest {
		switch {
		case numeral.Digit(r) >= 0:
			hasDigit = true
		case strings.ContainsRune("-—–－", r):
			dash = true
		case !script.IsBlank(r) && !strings.ContainsRune("./／", r) && (r < 'A' || r > 'Z'):
			return false
		}
	}
	return hasDigit && dash
}

// IsContact reports whether a line says how to reach somebody: 联系电话：0556-7788 9900.
func IsContact(words string) bool {
	return IsField(words) && (strings.HasPrefix(words, "联系") || strings.ContainsAny(words[strings.IndexAny(words, "：:"):], "0123456789@") && !date.IsAlone(strings.TrimLeft(words[strings.IndexAny(words, "：:"):], "：: ")))
}

// IsTopField reports whether words are a field that forms and company rules have above or under their
// title: 编号：12, 版本：V2.0, 生效日期：2024年1月1日.
func IsTopField(words string) bool {
	if !IsField(words) || !script.Short(words, 60) || strings.HasSuffix(words, "：") || strings.HasSuffix(words, ":") {
		return false
	}
	return IsFieldName(words[:strings.IndexAny(words, "：:")])
}

// IsFieldName reports whether words are the name of a field of [IsTopField]. They may contain blanks: 文　号.
func IsFieldName(words string) bool {
	name := strings.TrimRight(strings.Join(strings.FieldsFunc(words, script.IsBlank), ""), "：:")
	if slices.Contains(topFields, name) || slices.Contains(topFields, strings.Join(strings.Fields(words), " ")) {
		return true
	}
	return script.Short(name, 8) && strings.HasSuffix(name, "编号") // 合同编号, 项目编号
}

// RowFields returns the fields of a table row that describes the document: 文号, a tab and 某政〔2026〕5号. A row may have two
// of them. It returns nil for other rows.
func RowFields(row string) (fields []string) {
	cells := strings.Split(row, "\t")
	if len(cells) < 2 || len(cells)%2 > 0 {
		return nil
	}
	for i := 0; i < len(cells); i += 2 {
		name := strings.Join(strings.FieldsFunc(cells[i], script.IsBlank), "")
		if !IsFieldName(name) {
			return nil
		}
		fields = append(fields, strings.TrimRight(name, "：:")+"："+cells[i+1])
	}
	return fields
}

// IsIssue reports whether words are the head of a gazette: 某某市人民政府公报 2024 年第3期.
func IsIssue(words string) bool {
	i := strings.LastIndex(words, "第")
	if i < 0 || !strings.HasSuffix(words, "期") || !script.Short(words, 40) {
		return false
	}
	_, _, n := numeral.Read(strings.TrimLeftFunc(words[i+len("第"):], script.IsBlank))
	if n > 0 && script.StartsWith(words, "〔[（(") && numeral.Digit(script.LastRune(strings.TrimRight(words[:i], "〕]）) 　"))) >= 0 {
		return true // 〔2024〕第6期 of minutes and reports
	}
	return n > 0 && (strings.Contains(words, "公报") || strings.Contains(words, "年"))
}

// IsFormLine reports whether words are a line to be filled in or signed: 甲方（盖章）：  乙方（盖章）：.
func IsFormLine(words string) bool {
	if !script.Short(words, 80) || strings.ContainsAny(words, "。；") {
		return false
	}
	if bare := strings.Join(strings.FieldsFunc(words, script.IsBlank), ""); bare != "" && strings.ReplaceAll(bare, "年月日", "") == "" {
		return true // the dates of one party or of both
	}
	for _, name := range formNames {
		if rest, ok := strings.CutPrefix(words, name); ok {
			return strings.ContainsAny(rest, "：:") || strings.Contains(rest, "章")
		}
	}
	return isSigner(words) || isAttendance(words) || IsSignatureLine(words)
}

// IsSignatureLine reports whether words leave room for signatures and say whose: 董事签名：, 全体股东（签字）：.
func IsSignatureLine(words string) bool {
	bare := strings.TrimRight(words, "：:_＿ 　")
	if bare == words || !script.Short(bare, 16) || strings.ContainsAny(bare, "，。；、") {
		return false
	}
	bare = strings.TrimRight(bare, "）)")
	return strings.HasSuffix(bare, "签名") || strings.HasSuffix(bare, "签字") || strings.HasSuffix(bare, "盖章")
}

// isAttendance reports whether words say who took part in a meeting: 出席：王建国、刘芳, 记录人：孙丽.
func isAttendance(words string) bool {
	i := strings.IndexAny(words, "：:")
	if i < 0 {
		return false
	}
	name := strings.Join(strings.FieldsFunc(words[:i], script.IsBlank), "")
	for _, who := range [...]string{"人员", "单位", "人"} {
		name = strings.TrimSuffix(name, who)
	}
	return slices.Contains(attendances, name)
}

// isSigner reports whether words leave room for a party to sign, or name the one that does: 承诺单位：某某公司（盖章）.
func isSigner(words string) bool {
	i := strings.IndexAny(words, "：:")
	if i <= 0 {
		return false
	}
	party, name := words[:i], strings.TrimLeft(words[i:], "：:")
	if at := strings.IndexAny(party, "（("); at > 0 { // 承诺单位（盖章）
		party = party[:at]
	}
	party = strings.TrimRightFunc(party, script.IsBlank)
	if !script.Short(party, 8) || !script.Short(name, 40) || strings.ContainsAny(name, "，、") || strings.HasPrefix(party, "联系") {
		return false
	}
	return slices.ContainsFunc(signers, func(s string) bool { return strings.HasSuffix(party, s) && party != s })
}

// IsNotice reports whether a line under the date says how the document is handed on.
func IsNotice(words string) bool {
	return IsDistribution(words) || notices.Begins(words) > 0 || strings.HasSuffix(words, "日印发") && script.Short(words, 60)
}

// IsDistribution reports whether a line names those who get the document, or a copy of it: 报：市委办公室, 抄送：各区县.
func IsDistribution(words string) bool {
	if !script.Short(words, 300) {
		return false
	}
	i := strings.IndexAny(words, "：:")
	return i > 0 && slices.Contains(distributions, strings.Join(strings.FieldsFunc(words[:i], script.IsBlank), ""))
}

// MaxTitle is the longest title of a document or a heading, in code points.
const MaxTitle = 120

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

// words.txt describes each list.
var (
	lists         = wordlist.Read(wordsFile)
	documentNames = lists.Words("documentNames")
	formNames     = lists.Words("formNames")
	signers       = lists.Words("signers")
	attendances   = lists.Words("attendances")
	distributions = lists.Words("distributions")
	headingWords  = lists.Words("headingWords")
	secrecy       = lists.Words("secrecy")
	standards     = lists.List("standards")
	publishers    = lists.List("publishers")
	notices       = lists.List("notices")
	attachments   = lists.Set("attachments")
	offices       = lists.List("offices")
	heads         = lists.List("heads")
	topFields     = lists.Words("topFields")
)

// NamesDocument reports whether a title says that it is an official document: 关于……的批复（试行）.
func NamesDocument(title string) bool {
	for strings.HasSuffix(title, "）") || strings.HasSuffix(title, ")") {
		i := strings.LastIndexAny(title, "（(")
		if i < 0 {
			break
		}
		title = strings.TrimRight(title[:i], " \u3000")
	}
	for _, name := range documentNames {
		if strings.HasSuffix(title, name) {
			return true
		}
	}
	return false
}

// NumberWithin returns the document number in a line of the history: 法发〔1996〕15号 of 1996年5月6日 法发〔1996〕15号. It is
// "" if the line has none.
func NumberWithin(words string) string {
	if !script.Short(words, 60) || !strings.HasSuffix(words, "号") || !strings.ContainsAny(words, "〔[［") {
		return ""
	}
	fields := strings.FieldsFunc(words, script.IsBlank)
	last := fields[len(fields)-1]
	if IsDocumentNumber(last) {
		return last
	}
	return ""
}
