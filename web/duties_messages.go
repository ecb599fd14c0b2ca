package web

import "maps"

// joined puts maps of messages together.
func joined(all ...map[string]message) map[string]message {
	out := make(map[string]message)
	for _, one := range all {
		maps.Copy(out, one)
	}
	return out
}

// dutyMessages are the words of the register of duties, of the page of study material, and of what is below a clause.
var dutyMessages = map[string]message{
	"duties":            {"职责清单", "Duties"},
	"duties-nav":        {"职责", "Duties"},
	"duties-what":       {"所有文件中谁应当做什么、不得做什么、可以做什么，多久一次，何时之前。", "Who must, must not and may do what in all documents, how often and by when."},
	"duties-of":         {"《%s》职责清单", "Duties in %s"},
	"duties-words":      {"内容含有", "Containing"},
	"duties-title":      {"文件名称", "Document title"},
	"duties-time":       {"时间", "Time"},
	"time-all":          {"不限", "Any"},
	"time-deadline":     {"有期限", "With a deadline"},
	"time-frequency":    {"有频次", "With a frequency"},
	"time-date":         {"有日期", "On a date"},
	"duties-list":       {"清单", "List"},
	"duties-calendar":   {"日历", "Calendar"},
	"duties-view":       {"查看方式", "View"},
	"duties-actors":     {"按主体看", "By person or body bound"},
	"duties-more":       {"主体更多时，请在上面的“主体”里输入名称的一部分。", "There are more. To narrow the list, type part of a name above."},
	"duties-names":      {"也按这些名称查：%s", "Also searched for: %s"},
	"duties-anyone":     {"未写明", "not stated"},
	"duties-full":       {"即%s", "that is, %s"},
	"duties-within":     {"只看", "Only"},
	"duties-everywhere": {"查看全部文件", "All documents"},
	"duties-all":        {"清除筛选", "Clear the filters"},
	"frequency":         {"频次", "How often"},
	"deadline":          {"期限", "By when"},
	"source":            {"出处", "Source"},
	"count-duties":      {"共 %d 项", "%d found"},
	"calendar-of":       {"%d 年职责日历", "Duties in %d"},
	"calendar-days":     {"%d 年写明日期的要求有 %d 项", "%[2]d {duty names|duties name} a date in %[1]d"},
	"calendar-none":     {"没有写明日期的要求。", "No duty names a date."},
	"calendar-often":    {"另有 %d 项写明多久一次，大多没有具体日期", "%d more {states|state} a frequency, mostly without a date"},
	"calendar-file":     {"下载日历（.ics）", "Calendar file (.ics)"},
	"calendar-year":     {"%d 年", "%d"},
	"calendar-month":    {"%d 月", "Month %d"},
	"way-paper":         {"试卷", "Paper"},
	"way-paper-what":    {"排好版的试题，答案另存一份", "Questions laid out for printing; the answer key is a separate file"},
	"way-xlsx":          {"题库", "Question bank"},
	"way-xlsx-what":     {"一题一行，可导入考试系统", "One question per row, for exam systems"},
	"way-handout":       {"讲义", "Handout"},
	"way-handout-what":  {"公文格式的原文，要求和禁止加粗，附二维码", "The clauses in official layout, duties in bold, with QR codes"},
	"study-others":      {"其他格式（%d 种）", "Other formats (%d)"},
	"study-set":         {"设置", "Settings"},
	"study-finer":       {"更多选项", "More options"},
	"study-which":       {"条文", "Clauses"},
	"study-more-like":   {"18-21，《民法典》第54条", "18-21, 《民法典》第54条"},

	"copy-answer":      {"复制回答", "Copy answer"},
	"copy-link":        {"复制链接", "Copy link"},
	"duties-here":      {"本条的要求、禁止和许可（%d 项）", "Duties of this clause (%d)"},
	"favourite":        {"收藏", "Favourite"},
	"favourites":       {"收藏的条文", "Favourites"},
	"recent":           {"最近检索", "Recent searches"},
	"mine-clear":       {"清除收藏和检索记录（只存在本机）", "Clear favourites and searches (stored only in this browser)"},
	"mine-cleared":     {"已清除", "Cleared"},
	"sizes":            {"字号：标准|字号：大|字号：特大", "Type: normal|Type: large|Type: very large"},
	"aloud":            {"朗读", "Read aloud"},
	"aloud-stop":       {"停止朗读", "Stop reading"},
	"qr":               {"二维码", "QR code"},
	"qr-what":          {"%s的网址", "Address of %s"},
	"report":           {"报告文字有误", "Report an error in this text"},
	"report-wrong":     {"哪里有误？选中原文中的字，会一并写入。", "What is wrong? Text that you select in the clause is included."},
	"report-mail":      {"写邮件", "Write an email"},
	"report-file":      {"存为文件", "Save as a file"},
	"report-nojs":      {"请把网址和有误之处告诉管理员。", "Please tell the administrator the address of this page and what is wrong."},
	"report-subject":   {"条文文字有误：%s", "An error in the text: %s"},
	"report-labels":    {"条文：|网址：|原文：|有误之处：", "Clause: |Address: |Words: |What is wrong: "},
	"report-file-name": {"文字有误.txt", "error-in-text.txt"},

	"calendar-years": {"年份", "Year"},
}
