package messages

// quoteMessages are the words of the pages that check quotations and compare versions.
var quoteMessages = map[string]message{
	"quotes":         {"引文核对", "Check quotations"},
	"quotes-text":    {"粘贴讲稿、报告或文章", "Paste a speech, a report or an article"},
	"quotes-hint":    {"《公司法》第三条规定：“……”", "《公司法》第三条规定：“……”"},
	"quotes-file":    {"或选择文件（txt、docx、pdf、html）", "Or choose a file (txt, docx, pdf, html)"},
	"quotes-give":    {"结果", "Result"},
	"quotes-show":    {"在网页上看", "Show on this page"},
	"quotes-docx":    {"原 DOCX 加批注", "DOCX with comments"},
	"quotes-report":  {"报告（DOCX）", "Report (DOCX)"},
	"quotes-check":   {"核对", "Check"},
	"quotes-result":  {"核对结果", "Findings"},
	"quotes-no-docx": {"只有 DOCX 文件才能加批注；其他文件请选“报告”。", "Comments can be added only to a DOCX file. For other files, choose the report."},
	"quotes-no-text": {"没有可核对的文字，或文字太长。", "There is no text to check, or the text is too long."},

	"compare":      {"修订对照", "Before and after"},
	"compare-of":   {"%s：修订对照", "%s: before and after"},
	"compare-all":  {"显示全部条文", "Show all clauses"},
	"compare-only": {"只看改动", "Only the changes"},
	"compare-same": {"没有改动", "Nothing changed"},
	"compare-none": {"还没有文件收录了多个版本。", "No document has more than one version yet."},
	"before":       {"修订前", "Before"},
	"after":        {"修订后", "After"},
	"note":         {"说明", "Note"},
}
