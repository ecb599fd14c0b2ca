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
	Broken                          // damaged or cut off
	TooManyPages                    // more pages than Options.MaxPages
	TooSlow                         // took longer than Options.MaxTime
	TooDeep                         // nested too deep
	ReaderMissing                   // the PDF reader does not start on this machine
)

// Error is a refused file: what is wrong with it and what to do about it, in
// English by [Error.Error] and in Chinese by [Error.Chinese].
type Error struct {
	Name   string // of the file, as given
	Reason Reason
	Detail string // where or how much: "line 12, byte 0xFF"; may be ""
	Err    error  // the cause, for the log; may be nil
}

type wording struct{ message, hint, messageZh, hintZh string }

var wordings = map[Reason]wording{
	Empty:         {"there is no text in it", "check that this is the right file", "文件里没有文字", "请确认文件是否选对"},
	NotAFile:      {"is not a regular file", "name a file, or import the folder", "不是普通文件", "请指定文件，或导入整个文件夹"},
	TooLarge:      {"is too large", "split it, or raise the limit", "文件太大", "请拆分文件，或调高上限"},
	BadEncoding:   {"its characters are damaged", "save it again as UTF-8", "文字编码已损坏", "请重新另存为 UTF-8"},
	Binary:        {"is neither text nor a document", "give a .txt, .md, .html, .docx or .pdf file", "既不是文本也不是文档", "请提供 .txt、.md、.html、.docx 或 .pdf 文件"},
	Unsupported:   {"is of a format that is not read", "save it as .docx, .pdf or .txt", "不支持这种格式", "请另存为 .docx、.pdf 或 .txt"},
	OldWord:       {"is a Word document of the old format (.doc)", "open it in Word or WPS and save it as .docx", "是旧版 Word 文档（.doc）", "请用 Word 或 WPS 打开后另存为 .docx"},
	Encrypted:     {"is encrypted", "open it with its password and save it without one", "文件已加密", "请输入密码打开后另存为不加密的文件"},
	Scan:          {"is a scan: its pages are pictures without text", "run a text recognition (OCR) on it first", "是扫描件，页面只有图像没有文字", "请先做文字识别（OCR）"},
	Unreadable:    {"its fonts do not say which characters they draw", "run a text recognition (OCR) on it, or find the .docx", "字体没有字符对照表，取不出文字", "请先做文字识别（OCR），或换用 .docx"},
	Broken:        {"is damaged or cut off", "fetch it again, or open it and save it anew", "文件已损坏或不完整", "请重新下载，或打开后重新保存"},
	TooManyPages:  {"has too many pages", "split it, or raise the limit", "页数太多", "请拆分文件，或调高上限"},
	TooSlow:       {"took too long to read", "split it, or save it anew from its source", "读取超时", "请拆分文件，或从源文件重新导出"},
	TooDeep:       {"is nested too deep", "open it and save it anew", "嵌套太深", "请打开后重新保存"},
	ReaderMissing: {"the PDF reader does not start", "save the file as .docx or .txt", "PDF 读取器无法启动", "请另存为 .docx 或 .txt"},
}

// Message is what is wrong, without the file's name: one English clause.
func (e *Error) Message() string { return join(wordings[e.Reason].message, e.Detail, " (", ")") }

// Hint is what to do about it: one English clause.
func (e *Error) Hint() string { return wordings[e.Reason].hint }

// Error is the file's name, the message and the hint in one line.
func (e *Error) Error() string {
	return join(e.name(), e.Message(), ": ", "") + "; " + e.Hint()
}

// Chinese is Error in Chinese.
func (e *Error) Chinese() string {
	w := wordings[e.Reason]
	return join(e.name(), join(w.messageZh, e.Detail, "（", "）"), "：", "") + "；" + w.hintZh
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

func refuse(r Reason, detail string) *Error { return &Error{Reason: r, Detail: detail} }

func broken(err error) *Error { return &Error{Reason: Broken, Err: err} }

func tooLarge(size, limit int64) *Error {
	return refuse(TooLarge, fmt.Sprintf("%s, limit %s", megabytes(size), megabytes(limit)))
}

func megabytes(n int64) string {
	if n < 10<<20 {
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%d MB", n>>20)
}
