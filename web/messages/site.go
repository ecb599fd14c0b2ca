package messages

// siteMessages are what several pages say: the head and foot of a page, lists, errors.
var siteMessages = map[string]message{
	"site":         {"条文", "Tiaowen"},
	"site-what":    {"条文检索", "clause search"},
	"skip":         {"跳到正文", "Skip to content"},
	"search":       {"检索", "Search"},
	"search-label": {"输入问题、词语或条号", "A question, words, or a clause number"},
	"search-here":  {"在本文件中检索", "Search this document"},
	"placeholder":  {"问一句，或输入词语、条号", "Question, words or clause number"},
	"documents":    {"文件", "Documents"},
	"sign-out":     {"退出", "Sign out"},
	"theme":        {"深色", "Dark"},
	"large":        {"字号", "Type size"},
	"print":        {"打印", "Print"},
	"keys":         {"按 / 或 Ctrl+K 检索，↑↓ 选择，Esc 返回", "Press / or Ctrl+K to search, ↑↓ to choose, Esc to go back"},
	"footer":       {"条文均为原文，未作改动；引用前请以正式文本为准。", "Clauses are shown as published. Check the official text before citing."},

	"previous":    {"上一页", "Previous"},
	"next":        {"下一页", "Next"},
	"pages":       {"翻页", "Pages"},
	"copied":      {"已复制", "Copied"},
	"copy-failed": {"未能复制", "Could not copy"},

	"passage":  {"正文", "Passage"},
	"document": {"文件", "Document"},
	"date":     {"日期", "Date"},
	"clause":   {"条文", "Clause"},
	"download": {"下载", "Download"},

	"error-admin-off": {
		"管理功能没有打开。先运行 tiaowen token add --data 目录 --role admin 姓名，再用同一个 --data 启动 tiaowen serve。",
		"Administration is off. Run tiaowen token add --data DIR --role admin NAME, then start tiaowen serve with the same --data.",
	},
	"error-403":   {"没有权限这样做，或页面已经过期，请重新打开页面再试。", "You do not have permission, or the page has expired. Reload the page and try again."},
	"error-400":   {"地址或参数有误。", "The address or a parameter is wrong."},
	"error-404":   {"没有这个页面。", "There is no such page."},
	"error-405":   {"不能这样访问这个页面。", "This page does not accept such requests."},
	"error-429":   {"请求太频繁，请稍后再试。", "Too many requests. Please wait a moment."},
	"error-500":   {"服务出错，请稍后再试。", "The server failed. Please try again shortly."},
	"error-503":   {"服务正在准备，请稍后再试。", "The server is starting. Please try again shortly."},
	"error-busy":  {"访问的人太多，请稍后再试。", "The server is busy. Please try again shortly."},
	"error-507":   {"数据目录所在磁盘已满，没有改动任何内容。请腾出空间后再试。", "The disk of the data directory is full; nothing was changed. Make room and try again."},
	"error-fixed": {"数据目录无法写入，没有改动任何内容。请检查权限，以及文件系统是否只读。", "The data directory cannot be written to; nothing was changed. Check its permissions, and whether its file system is read-only."},
	"error-hint":  {"回到检索", "Back to search"},
	"no-document": {"没有这个文件。", "There is no such document."},
	"no-clause":   {"《%s》共 %d 条，没有这一条。", "%s has %d {clause|clauses}, but not this one."},
}
