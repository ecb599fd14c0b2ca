package tidy

import (
	"strings"

	"tiaowen/corpus/reader"
	"tiaowen/corpus/script"
)

// A text that was copied from a web page has lines of the page at both ends: how often it was read,
// buttons, the articles before and after it.

// pageEnds drops them.
func (w *rewriter) pageEnds() {
	for i := 1; i < len(w.lines) && i < 6; i++ {
		if words := w.words(i); countsReaders(words) && reader.IsPageLine(words) {
			w.drop(i)
		}
	}
	from, found := len(w.lines), false
	for from > 1 && w.endsPage(from-1) {
		from--
		found = found || isButton(w.words(from))
	}
	if !found {
		return
	}
	for i := from; i < len(w.lines); i++ {
		w.drop(i)
	}
}

// endsPage reports whether line i can be one of a page below its article.
func (w *rewriter) endsPage(i int) bool {
	words := w.words(i)
	if reader.IsPageLine(words) || isDownload(words) {
		return true
	}
	return strings.HasPrefix(words, "附件") && strings.HasSuffix(words, "：") && script.Short(words, 8) && i+1 < len(w.lines) && isDownload(w.words(i+1))
}

// countsReaders reports whether a line under a title is one of a page: it says how often the page was read, or sets its letters.
func countsReaders(words string) bool {
	for _, mark := range [...]string{"浏览", "阅读", "点击", "访问量", "字体", "字号", "打印"} {
		if strings.Contains(words, mark) {
			return true
		}
	}
	return false
}

// isButton reports whether a line below an article can be nothing but one of a page.
func isButton(words string) bool {
	for _, mark := range [...]string{"上一篇", "下一篇", "上一条", "下一条", "打印", "关闭", "分享到", "返回顶部", "扫一扫"} {
		if strings.Contains(words, mark) {
			return true
		}
	}
	return false
}

// isDownload reports whether a line is the name of a file.
func isDownload(words string) bool {
	if !script.Short(words, 80) || strings.ContainsAny(words, "。；") {
		return false
	}
	lower := strings.ToLower(words)
	for _, ext := range [...]string{".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".zip", ".rar", ".ofd"} {
		if strings.HasSuffix(lower, ext) {
			return true
		}
	}
	return false
}
