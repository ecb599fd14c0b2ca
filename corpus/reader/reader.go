// Package reader turns a file into plain words: text in any of the encodings
// that offices use, Markdown, saved web pages, Word documents (.docx and that of
// Word 97), OpenDocument, RTF, OFD and PDF.
//
// What a file is, its content decides and not its name; only between plain
// text and Markdown, which look alike, the name is asked. Every reader gives
// the words verbatim: nothing is corrected, reordered or normalised. What a
// reader leaves out (navigation, deleted revisions, page numbers) it says in
// [Text.Omissions]. What it cannot read it refuses with an [Error] that says
// what to do.
//
// Memory and time are bounded by [Options] and by the size of the file; a hostile
// file costs an error. What is not packed takes at most 32 MB and 100 times the
// file; a zip may unpack to 200 times its size or 4 MB, and a reader holds at most 32 MB
// and ten times what it unpacks. PDFium has 256 MB of its own for a file.
package reader

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Text is what every reader makes: the plain words of a file, a paragraph per
// line, with what the format knows about headings and tables. All offsets are
// bytes of Source.
type Text struct {
	Source   string    // UTF-8. For plain text exactly the decoded file, its BOM dropped; for Markdown line by line; for other formats one paragraph a line, lines ended by \n
	Format   string    // txt, markdown, html, docx, doc, odt, rtf, ofd or pdf
	Encoding string    // of a text file: utf-8, gb18030, utf-16le, utf-16be, …; "" for formats that say it themselves
	Title    string    // what the format calls the title (H1, title style, <title>), or ""
	Date     string    // ISO date (2023-12-29) when the file's name or the format gives one, or ""
	Headings []Heading // what the format marks as headings, ascending, not overlapping
	Tables   []Span    // whole tables: one row a line, cells separated by a tab; ascending
	Body     int       // where the body starts when the format marks it (<!-- INFO END -->), else 0
	Skipped  []string  // what was left out and why, one English sentence each: those of Omissions

	Omissions []Omission // what was left out, in both languages
}

// Span is a half-open range of bytes [Start, End) in Text.Source.
type Span struct{ Start, End int }

// Heading is a line that the format marks as a heading; its span is the words
// of the line without markup and without the line end.
type Heading struct {
	Span
	Level int // 1..9, 1 is outermost
}

// Options bounds what a file may cost. The zero value means the defaults.
type Options struct {
	MaxBytes    int64         // largest file; default 200 MiB; a PDF has 160 MiB at most
	MaxText     int64         // largest text of a file in bytes: of a plain text, a web page, an RTF, the unpacked words of a zip with their markup; default 64 MiB
	MaxPages    int           // most pages of a PDF or an OFD; default 5,000
	MaxTime     time.Duration // longest time for one PDF, waiting for the reader's start not counted; default 2 minutes
	CacheDir    string        // where the compiled PDF reader is kept; default: tiaowen in the user's cache directory, and none where there is none
	KeepRunning time.Duration // how long an idle PDF reader stays in memory for the next file; default 10 seconds

	embedded bool // the file is part of another one
}

func (o Options) maxBytes() int64 {
	if o.MaxBytes > 0 {
		return o.MaxBytes
	}
	return 200 << 20
}

func (o Options) maxText() int64 {
	if o.MaxText > 0 {
		return o.MaxText
	}
	return 64 << 20
}

// Read reads a file that is in memory, with the default Options. The name is
// used for messages, for a date in it (公司法(2023-12-29).md), and to tell
// Markdown from plain text. The error is an [*Error].
func Read(name string, src []byte) (*Text, error) { return Options{}.Read(name, src) }

// ReadFile reads a file with the default Options, see [Options.ReadFile].
func ReadFile(path string) (*Text, error) { return Options{}.ReadFile(path) }

// ReadFile reads a file and looks at its size before its bytes, so that one of
// 2 GB costs nothing. The error is an [*Error], or that of the file system.
func (o Options) ReadFile(path string) (*Text, error) {
	// Looked at before it is opened: opening a pipe waits for a writer.
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, refuse(NotAFile, "", "").named(path)
	}
	if info.Size() > o.maxBytes() {
		return nil, tooLarge(info.Size(), o.maxBytes()).named(path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	// The file may grow while it is read.
	src, err := io.ReadAll(io.LimitReader(f, o.maxBytes()+1))
	if err != nil {
		return nil, err
	}
	return o.Read(path, src)
}

// Read is like the function [Read] under other limits.
func (o Options) Read(name string, src []byte) (*Text, error) {
	t, err := o.read(name, src)
	if err != nil {
		return nil, err.named(name)
	}
	if strings.IndexFunc(t.Source, isVisible) < 0 {
		return nil, refuse(Empty, "", "").named(name)
	}
	if d := dateInName(name); d != "" {
		t.Date = d
	}
	for _, o := range t.Omissions {
		t.Skipped = append(t.Skipped, o.English)
	}
	return t, nil
}

func (o Options) read(name string, src []byte) (*Text, *Error) {
	if int64(len(src)) > o.maxBytes() {
		return nil, tooLarge(int64(len(src)), o.maxBytes())
	}
	switch kind := sniff(src); kind {
	case "":
		return o.readText(name, src)
	case "zip":
		return o.readZip(src)
	case "pdf":
		return o.readPDF(src)
	case "rtf":
		return o.readRTF(src)
	case "ole":
		return o.readOLE(src)
	default:
		return nil, unread(kind)
	}
}

// readText reads a text; which kind shows once it is decoded.
func (o Options) readText(name string, src []byte) (*Text, *Error) {
	if isMHTML(src) {
		page, err := pageOfMHTML(src, o.maxText())
		if err != nil {
			return nil, err
		}
		name, src = "page.html", page
	}
	if int64(len(src)) > o.maxText() {
		return nil, tooLarge(int64(len(src)), o.maxText())
	}
	text, encoding, err := decodeText(src)
	if err != nil {
		return nil, err
	}
	t, err := o.textOf(textFormat(name, text), text)
	if err != nil {
		return nil, err
	}
	t.Encoding = encoding
	return t, nil
}

// textOf reads a decoded text of a format.
func (o Options) textOf(format, text string) (*Text, *Error) {
	switch format {
	case "markdown":
		return markdown(text), nil
	case "html":
		return readHTML(text)
	case "xml":
		if flatODT().MatchString(text[:min(len(text), 4096)]) {
			return o.readFlatODT(text)
		}
		return nil, unread("XML")
	}
	return &Text{Source: text, Format: "txt"}, nil
}

var flatODT = pattern(`<office:document\s[^>]*opendocument`)

var (
	isoDate     = pattern(`(?:^|\D)((?:18|19|20)\d\d)[-._](\d{1,2})[-._](\d{1,2})(?:\D|$)`)
	chineseDate = pattern(`((?:18|19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日`)
	compactDate = pattern(`(?:^|\D)((?:18|19|20)\d\d)(\d\d)(\d\d)(?:\D|$)`)
)

// dateInName is the last date in a file's name, in any of the usual writings.
func dateInName(name string) string {
	name = filepath.Base(strings.ReplaceAll(name, `\`, "/"))
	for _, re := range []*regexp.Regexp{isoDate(), chineseDate(), compactDate()} {
		if d := dateIn(re, name); d != "" {
			return d
		}
	}
	return ""
}

// dateIn is the last possible date that re, with its groups year, month and
// day, finds in s.
func dateIn(re *regexp.Regexp, s string) string {
	date := ""
	for _, m := range re.FindAllStringSubmatch(s, -1) {
		y, mo, d := m[1], m[2], m[3]
		if len(mo) == 1 {
			mo = "0" + mo
		}
		if len(d) == 1 {
			d = "0" + d
		}
		iso := y + "-" + mo + "-" + d
		if _, err := time.Parse(time.DateOnly, iso); err == nil {
			date = iso
		}
	}
	return date
}

// isVisible is false for white space and for characters without a shape: byte
// order marks, zero-width blanks, controls.
func isVisible(r rune) bool { return !unicode.IsSpace(r) && !unicode.In(r, unicode.Cf, unicode.Cc) }

// count is "1 picture has" or "3 pictures have".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
