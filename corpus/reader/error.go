package reader

import (
	"fmt"
	"path/filepath"
	"strings"
)

// Reason says why a file was refused.
type Reason uint8

// The reasons for refusing a file.
const (
	Empty         Reason = iota + 1 // no word in it
	NotAFile                        // a directory, a device, a socket
	TooLarge                        // more bytes than Options.MaxBytes, packed or unpacked
	BadEncoding                     // text whose bytes are broken
	Binary                          // neither text nor a known format
	Unsupported                     // a known format that no reader reads
	OldWord                         // Word's format before 2007
	Encrypted                       // asks for a password
	Scan                            // a PDF of pictures without a text layer
	Unreadable                      // a PDF whose fonts do not say which characters they draw
	Broken                          // damaged or incomplete
	TooManyPages                    // more pages than Options.MaxPages
	TooSlow                         // took longer than Options.MaxTime
	TooDeep                         // nested too deep
	ReaderMissing                   // the PDF reader cannot start on this machine
	Excessive                       // made so that it needs far more memory than a document of its size should
)

// Error is a refused file: what is wrong with it and what to do about it, in
// English by [Error.Error] and in Chinese by [Error.Chinese].
type Error struct {
	Name          string // of the file, as given
	Reason        Reason
	Detail        string // where or how much: "line 12, byte 0xFF"; of an Unsupported file what it is: "PNG"; may be ""
	DetailChinese string // the same in Chinese; "" where Detail does for both
	Err           error  // the cause, for the log; may be nil
}

type wording struct{ message, hint, messageZh, hintZh string }

var wordings = map[Reason]wording{
	Empty:         {"it contains no text", "check that this is the right file", "文件里没有文字", "请确认文件是否选对"},
	NotAFile:      {"is not a regular file", "name a file, or import the folder", "不是普通文件", "请指定文件，或导入整个文件夹"},
	TooLarge:      {"is too large", "split it into several files", "文件太大", "请拆成几个文件"},
	BadEncoding:   {"its text encoding is damaged", "save it again as UTF-8", "文字编码已损坏", "请重新另存为 UTF-8"},
	Binary:        {"is neither text nor a document", "give a " + Listed("en") + " file", "既不是文本也不是文档", "请提供 " + Listed("zh") + " 文件"},
	Unsupported:   {"has a format that cannot be read", "save it as .docx, .pdf or .txt", "不支持这种格式", "请另存为 .docx、.pdf 或 .txt"},
	OldWord:       {"is a Word 95 or older document", "open it in Word or WPS and save it as .docx", "是 Word 95 或更早版本的文档", "请用 Word 或 WPS 打开后另存为 .docx"},
	Encrypted:     {"is encrypted", "open it with its password and save it without one", "文件已加密", "请输入密码打开后另存为不加密的文件"},
	Scan:          {"is a scan: its pages are pictures without text", "run OCR on it first", "是扫描件，页面只有图像没有文字", "请先做文字识别（OCR）"},
	Unreadable:    {"its fonts have no character map, so the text cannot be extracted", "run OCR on it, or find the .docx", "字体没有字符对照表，取不出文字", "请先做文字识别（OCR），或换用 .docx"},
	Broken:        {"is damaged or incomplete", "download it again, or open it and save it again", "文件已损坏或不完整", "请重新下载，或打开后重新保存"},
	TooManyPages:  {"has too many pages", "split it into several files", "页数太多", "请拆成几个文件"},
	TooSlow:       {"took too long to read", "split it into several files, or export it again from its source", "读取超时", "请拆成几个文件，或从源文件重新导出"},
	TooDeep:       {"is nested too deep", "open it and save it again", "嵌套太深", "请打开后重新保存"},
	Excessive:     {"needs far more memory than a document of its size should", "open it in the program that made it and save it again", "所需内存远超同样大小的文档", "请用原来的程序打开后重新保存"},
	ReaderMissing: {"the PDF reader cannot start", "save the file as .docx or .txt", "PDF 读取器无法启动", "请另存为 .docx 或 .txt"},
}

// unreadFormats are the words for files of formats that are not read, by their Detail.
var unreadFormats = map[string]wording{
	"XML":         {"is an XML file", "save the document as .docx, .html or .txt", "是 XML 文件", "请把文档另存为 .docx、.html 或 .txt"},
	"XLSX":        {"is an Excel workbook (.xlsx)", "save it as PDF, or copy the table into a .docx", "是 Excel 工作簿（.xlsx）", "请另存为 PDF，或把表格复制到 .docx 里"},
	"XLS":         {"is an Excel workbook (.xls)", "save it as PDF, or copy the table into a .docx", "是 Excel 工作簿（.xls）", "请另存为 PDF，或把表格复制到 .docx 里"},
	"PPTX":        {"is a PowerPoint presentation (.pptx)", "save it as PDF", "是 PowerPoint 演示文稿（.pptx）", "请另存为 PDF"},
	"PPT":         {"is a PowerPoint presentation (.ppt)", "save it as PDF", "是 PowerPoint 演示文稿（.ppt）", "请另存为 PDF"},
	"ODS":         {"is an OpenDocument spreadsheet or presentation", "save it as PDF", "是 OpenDocument 表格或演示文稿", "请另存为 PDF"},
	"EPUB":        {"is an e-book (EPUB)", "save it as .docx or .html", "是电子书（EPUB）", "请转成 .docx 或 .html"},
	"Pages":       {"is an Apple Pages document", "export it from Pages as Word or PDF", "是苹果 Pages 文档", "请在 Pages 中导出为 Word 或 PDF"},
	"OLE":         {"is an old Office file that contains no Word document", "open it and save it as .docx or PDF", "是旧版 Office 文件，里面没有 Word 文档", "请打开后另存为 .docx 或 PDF"},
	"PNG":         {"is a picture (PNG)", "run OCR on it and give the text", "是图片（PNG）", "请先做文字识别（OCR），再提供文字"},
	"JPEG":        {"is a picture (JPEG)", "run OCR on it and give the text", "是图片（JPEG）", "请先做文字识别（OCR），再提供文字"},
	"GIF":         {"is a picture (GIF)", "run OCR on it and give the text", "是图片（GIF）", "请先做文字识别（OCR），再提供文字"},
	"TIFF":        {"is a picture (TIFF)", "run OCR on it and give the text", "是图片（TIFF）", "请先做文字识别（OCR），再提供文字"},
	"BMP":         {"is a picture (BMP)", "run OCR on it and give the text", "是图片（BMP）", "请先做文字识别（OCR），再提供文字"},
	"WEBP":        {"is a picture (WebP)", "run OCR on it and give the text", "是图片（WebP）", "请先做文字识别（OCR），再提供文字"},
	"CAJ":         {"is a CAJ file", "open it in CAJViewer and print it to PDF", "是 CAJ 文件", "请用 CAJViewer 打开后打印成 PDF"},
	"PostScript":  {"is a PostScript file", "convert it to PDF", "是 PostScript 文件", "请转成 PDF"},
	"ZIP":         {"is a ZIP archive", "unpack it and give the documents in it", "是 ZIP 压缩包", "请解压后提供里面的文档"},
	"gzip":        {"is a gzip archive", "unpack it and give the documents in it", "是 gzip 压缩包", "请解压后提供里面的文档"},
	"RAR":         {"is a RAR archive", "unpack it and give the documents in it", "是 RAR 压缩包", "请解压后提供里面的文档"},
	"7z":          {"is a 7z archive", "unpack it and give the documents in it", "是 7z 压缩包", "请解压后提供里面的文档"},
	"xz":          {"is an xz archive", "unpack it and give the documents in it", "是 xz 压缩包", "请解压后提供里面的文档"},
	"bzip2":       {"is a bzip2 archive", "unpack it and give the documents in it", "是 bzip2 压缩包", "请解压后提供里面的文档"},
	"executable":  {"is a program", "check that this is the right file", "是程序文件", "请确认文件是否选对"},
	"audio/video": {"is an audio or video file", "check that this is the right file", "是音频或视频文件", "请确认文件是否选对"},
}

// words are the wording for an error, and the details that it leaves to say.
func (e *Error) words() (w wording, detail, detailZh string) {
	if f, ok := unreadFormats[e.Detail]; ok && e.Reason == Unsupported {
		return f, "", ""
	}
	detailZh = e.DetailChinese
	if detailZh == "" {
		detailZh = e.Detail
	}
	return wordings[e.Reason], e.Detail, detailZh
}

// Message is what is wrong, without the file's name: one English clause.
func (e *Error) Message() string {
	w, detail, _ := e.words()
	return join(w.message, detail, " (", ")")
}

// Hint is what to do about it: one English clause.
func (e *Error) Hint() string {
	w, _, _ := e.words()
	return w.hint
}

// Error is the file's name, the message and the hint in one line.
func (e *Error) Error() string {
	return join(e.name(), e.Message(), ": ", "") + "; " + e.Hint()
}

// Chinese is Error in Chinese.
func (e *Error) Chinese() string {
	w, _, detail := e.words()
	return join(e.name(), join(w.messageZh, detail, "（", "）"), "：", "") + "；" + w.hintZh
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

func (e *Error) name() string { return strings.ToValidUTF8(filepath.Base(e.Name), "?") }

func (e *Error) named(name string) *Error { e.Name = name; return e }

// join is a, open, b, close; or what there is of a and b.
func join(a, b, open, close string) string {
	if a == "" || a == "." {
		return b
	}
	if b == "" {
		return a
	}
	return a + open + b + close
}

func refuse(r Reason, detail, detailZh string) *Error {
	return &Error{Reason: r, Detail: detail, DetailChinese: detailZh}
}

// unread refuses a file of a format that is not read, by its name in unreadFormats.
func unread(format string) *Error { return refuse(Unsupported, format, "") }

func broken(err error) *Error { return &Error{Reason: Broken, Err: err} }

func tooLarge(size, limit int64) *Error {
	return refuse(TooLarge, fmt.Sprintf("%s, limit %s", megabytes(size), megabytes(limit)), fmt.Sprintf("%s，上限 %s", megabytes(size), megabytes(limit)))
}

// tooMany refuses a file that has more than limit of something.
func tooMany(limit int, what, whatZh string) *Error {
	return refuse(TooLarge, fmt.Sprintf("more than %d %s", limit, what), fmt.Sprintf("超过 %d %s", limit, whatZh))
}

func megabytes(n int64) string {
	if n < 10<<20 {
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%d MB", n>>20)
}
