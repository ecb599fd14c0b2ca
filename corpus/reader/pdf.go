package reader

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tiaowen/corpus/reader/layout"
	"tiaowen/corpus/reader/pdf"
)

func (o Options) pdf() pdf.Options {
	p := pdf.Options{MaxPages: o.MaxPages, MaxTime: o.MaxTime, KeepRunning: o.KeepRunning, CacheDir: o.CacheDir}
	if p.MaxPages <= 0 {
		p.MaxPages = 5000
	}
	if p.MaxTime <= 0 {
		p.MaxTime = 2 * time.Minute
	}
	if p.KeepRunning <= 0 {
		p.KeepRunning = 10 * time.Second
	}
	if p.CacheDir == "" {
		if dir, err := os.UserCacheDir(); err == nil {
			p.CacheDir = filepath.Join(dir, "tiaowen", "pdf")
		}
	}
	return p
}

var pdfReasons = []struct {
	err    error
	reason Reason
}{
	{pdf.ErrEncrypted, Encrypted}, {layout.ErrEmpty, Empty}, {layout.ErrScan, Scan}, {layout.ErrUnreadable, Unreadable},
	{pdf.ErrTooManyPages, TooManyPages}, {pdf.ErrTooLarge, TooLarge}, {layout.ErrTooMuchText, TooLarge}, {pdf.ErrTooMuch, Excessive}, {pdf.ErrTooSlow, TooSlow}, {pdf.ErrNotStarted, ReaderMissing}, {pdf.ErrDamaged, Broken},
}

func (o Options) readPDF(src []byte) (*Text, *Error) {
	d, err := pdf.Read(src, o.pdf())
	if err != nil {
		return nil, pdfError(err, int64(len(src)))
	}
	t := textOfPages(d)
	t.Format = "pdf"
	return t, nil
}

// pdfError says in words what an error of package pdf means.
func pdfError(err error, size int64) *Error {
	for _, r := range pdfReasons {
		if !errors.Is(err, r.err) {
			continue
		}
		e := &Error{Reason: r.reason, Err: err}
		detail := strings.TrimPrefix(err.Error(), r.err.Error()+": ")
		switch r.err {
		case pdf.ErrTooLarge:
			return tooLarge(size, pdf.MaxBytes)
		case pdf.ErrTooManyPages:
			e.Detail, e.DetailChinese = detail, strings.ReplaceAll(detail, ", limit ", "，上限 ")
		case layout.ErrTooMuchText:
			e.Detail = detail
			e.DetailChinese = strings.NewReplacer("more than ", "超过 ", " characters on a page", " 个字在一页上", " characters", " 个字").Replace(detail)
		}
		return e
	}
	return broken(err) // Unreachable: every error of package pdf wraps one of these.
}

func tooManyPages(limit int) *Error {
	return refuse(TooManyPages, fmt.Sprintf("limit %d", limit), fmt.Sprintf("上限 %d", limit))
}

// textOfPages makes the Text of the paragraphs of pages.
func textOfPages(d *layout.Document) *Text {
	t := &Text{}
	var out strings.Builder
	for i, p := range d.Paragraphs {
		start := out.Len()
		out.WriteString(p.Text)
		switch {
		case p.Title:
			if t.Title == "" {
				t.Title = p.Text
			}
			t.Headings = append(t.Headings, Heading{Span{start, out.Len()}, 1})
		case p.Row:
			t.addRow(Span{start, out.Len()}, i > 0 && d.Paragraphs[i-1].Row)
		}
		out.WriteByte('\n')
	}
	t.Source = out.String()
	for _, o := range []struct {
		dropped           layout.Dropped
		one, many, manyZh string
		doubtful          bool
	}{
		{d.Furniture, "line of headers, footers and page numbers was left out", "lines of headers, footers and page numbers were left out", "行页眉、页脚和页码未收入", false},
		{d.LineNumbers, "line number in the margin was left out", "line numbers in the margin were left out", "个页边行号未收入", false},
		{d.Contents, "line of a table of contents with page numbers was left out", "lines of a table of contents with page numbers were left out", "行带页码的目录未收入", false},
		{d.Notes, "footnote was left out", "footnotes were left out", "条脚注未收入", true},
		{d.Slanted, "line that runs aslant or lies over others (a watermark?) was left out", "slanted or overlapping lines (a watermark?) were left out", "行斜排或叠印的文字（水印？）未收入", true},
	} {
		t.omit(o.dropped.Lines, o.one, o.many, o.manyZh, o.dropped.Words, o.doubtful)
	}
	t.omitPictures(d.Pictures)
	return t
}

// omitPictures says which pages of a PDF could not be read.
func (t *Text) omitPictures(pages []int) {
	if n := len(pages); n > 0 {
		shown := strings.Trim(strings.ReplaceAll(fmt.Sprint(pages[:min(n, 10)]), " ", ", "), "[]")
		if n > 10 {
			shown += ", …"
		}
		t.Omissions = append(t.Omissions, Omission{
			English:  count(n, "page holds a picture without text and could not be read: ", "pages hold pictures without text and could not be read: ") + shown + ".",
			Chinese:  fmt.Sprintf("%d 页只有图像没有文字，无法读取：第 %s 页。", n, strings.ReplaceAll(shown, ", ", "、")),
			Doubtful: true,
		})
	}
}
