// Package readertest writes one law in every format that package reader reads,
// so that tests can ask whether the same law comes back: plain text, Markdown,
// a saved government page, a Word document with automatic numbers, and a PDF
// set like an official one in a Chinese font that is not embedded.
package readertest

import (
	"regexp"
	"strings"
)

// Kind is what a paragraph is to a typesetter.
type Kind uint8

// The kinds of paragraphs.
const (
	Body     Kind = iota
	Title         // the first line
	Adopted       // （2019年3月29日…公布） under the title
	Heading       // 第一章, 第一节, 一、
	Numbered      // 第一条, 1.
	Item          // （一）
	Row           // a row of a table: cells separated by tabs
)

// Paragraph is one paragraph of a law.
type Paragraph struct {
	Kind  Kind
	Label string // "第一章", "第一条", "（一）", "一、", "1."; may be ""
	Text  string // without the label
}

// Law is a text to be written in some format.
type Law []Paragraph

var labels = []struct {
	kind Kind
	re   *regexp.Regexp
}{
	{Heading, regexp.MustCompile(`^(第[一二三四五六七八九十百]+[编章节])[\s\x{3000}]+`)},
	{Numbered, regexp.MustCompile(`^(第[一二三四五六七八九十百千零]+条(?:之[一二三四五六七八九十]+)?)[\s\x{3000}]+`)},
	{Item, regexp.MustCompile(`^(（[一二三四五六七八九十]+）)`)},
	{Heading, regexp.MustCompile(`^([一二三四五六七八九十]+、)`)},
	{Numbered, regexp.MustCompile(`^([0-9]+\.) ?`)},
}

// New takes a law apart that is written a paragraph a line, the title first.
func New(text string) Law {
	var law Law
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case len(law) == 0:
			law = append(law, Paragraph{Kind: Title, Text: line})
		case strings.Contains(line, "\t"):
			law = append(law, Paragraph{Kind: Row, Text: line})
		case len(law) == 1 && strings.HasPrefix(line, "（") && strings.HasSuffix(line, "）"):
			law = append(law, Paragraph{Kind: Adopted, Text: line})
		default:
			law = append(law, labelled(line))
		}
	}
	return law
}

// labelled takes the label off a line.
func labelled(line string) Paragraph {
	for _, l := range labels {
		m := l.re.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		p := Paragraph{l.kind, m[1], line[len(m[0]):]}
		// 一、 stands before headings and before sentences.
		if p.Kind == Heading && strings.ContainsAny(p.Text, "，。；：") {
			p.Kind = Body
		}
		return p
	}
	return Paragraph{Text: line}
}

// Line is the paragraph as printed.
func (p Paragraph) Line() string {
	if strings.HasPrefix(p.Label, "第") {
		return p.Label + "　" + p.Text
	}
	return p.Label + p.Text
}

// Text writes the law as plain text.
func (l Law) Text() string {
	var b strings.Builder
	for _, p := range l {
		b.WriteString(p.Line() + "\n")
	}
	return b.String()
}

// Markdown writes the law as the LawRefBook collection does.
func (l Law) Markdown() string {
	var b strings.Builder
	info := false
	for i, p := range l {
		if i > 0 && p.Kind != Adopted && !info {
			info = true
			b.WriteString("<!-- INFO END -->\n\n")
		}
		switch p.Kind {
		case Title:
			b.WriteString("# ")
		case Heading:
			b.WriteString("## ")
		}
		b.WriteString(p.Line() + "\n\n")
	}
	return b.String()
}

// HTML writes the law as a page of a government site.
func (l Law) HTML() string {
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>` + escape(l[0].Text) + `_XX市人民政府</title><script>var a = "<p>第一条 不是正文。</p>";</script></head><body>
<div class="header"><a href="/">首页</a><ul class="nav"><li><a href="/zwgk">政务公开</a></li><li><a href="/hdjl">互动交流</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a></div>
<div class="content"><h1>` + escape(l[0].Text) + `</h1>
<div class="info">发布时间：2019-04-02　来源：办公室　<span>字号：大 中 小</span></div>
<div id="zoom">
`)
	for _, p := range l[1:] {
		switch p.Kind {
		case Heading, Adopted:
			b.WriteString(`<p style="text-align:center"><strong>` + escape(p.Line()) + "</strong></p>\n")
		case Numbered:
			b.WriteString("<p>&nbsp;&nbsp;&nbsp;&nbsp;<strong>" + escape(p.Label) + "</strong>" + escape(strings.TrimPrefix(p.Line(), p.Label)) + "</p>\n")
		default:
			b.WriteString("<p>　　" + escape(p.Line()) + "</p>\n")
		}
	}
	b.WriteString(`</div>
<div class="related"><h3>相关链接</h3><ul><li><a href="/1">一图读懂有关规定</a></li></ul></div>
</div><div class="footer">主办：XX市人民政府办公室　ICP备00000000号</div></body></html>
`)
	return b.String()
}
