package reader

import (
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
	"golang.org/x/text/encoding/traditionalchinese"
)

// block is one line of a page.
type block struct {
	text  string
	links int   // characters of text inside links
	owner *node // innermost block element around it
	level int   // 1..6 for h1..h6 and Word's outline levels, else 0
	table *node // the table of data whose row it is, else nil

	length    int  // characters of text
	weight    int  // characters of running text outside links
	furniture bool // written like what stands around an article
}

func readHTML(text string) (*Text, *Error) {
	root, err := parseHTML(text)
	if err != nil {
		return nil, err
	}
	p := &page{t: &Text{Format: "html"}}
	p.head(root)
	p.layOut(root)
	p.weigh(root)
	p.write(article(root))
	return p.t, nil
}

// decodeHTML decodes a page. Pages lie about their encoding, so the bytes are
// asked first; only Big5 cannot be told from GBK and is taken at its word. A
// stray broken byte becomes U+FFFD, as in a browser, and is reported.
func decodeHTML(src []byte) (text, name string, err *Error) {
	if m := declaredCharset().FindSubmatch(src[:min(len(src), 4096)]); m != nil && strings.HasPrefix(strings.ToLower(string(m[1])), "big5") && !utf8.Valid(src) {
		text, err := strict(traditionalchinese.Big5, src, "big5")
		return text, "big5", err
	}
	text, name, err = decode(src)
	if err != nil && err.Reason == BadEncoding {
		if mostlyUTF8(src) {
			return strings.ToValidUTF8(string(src), "\uFFFD"), "utf-8", nil
		}
	}
	return text, name, err
}

var declaredCharset = pattern(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?([a-z0-9_-]+)`)

// looksLikeHTML reports whether text is a web page. The name decides for a
// fragment that begins with prose.
func looksLikeHTML(name, text string) bool {
	head := strings.ToLower(text[:min(len(text), 2048)])
	head = strings.TrimLeftFunc(head, unicode.IsSpace)
	for strings.HasPrefix(head, "<!--") || strings.HasPrefix(head, "<?xml") {
		_, after, ok := strings.Cut(head, ">")
		if !ok {
			return false
		}
		head = strings.TrimLeftFunc(after, unicode.IsSpace)
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<meta", "<title"} {
		if strings.HasPrefix(head, tag) {
			return true
		}
	}
	lower := strings.ToLower(name)
	switch filepath.Ext(lower) {
	case ".html", ".htm", ".shtml", ".xhtml", ".asp", ".aspx", ".jsp", ".php":
		return anyTag().MatchString(text[:min(len(text), 1<<16)])
	case ".md", ".markdown", ".txt", ".text":
		return false // may begin with a tag and be text
	}
	return fragmentStart().MatchString(head)
}

var fragmentStart = pattern(`^<(?:div|p|table|center|h[1-3]|article|section)[\s>]`)

var anyTag = pattern(`(?i)</(?:p|div|html|body|td|span|a|h[1-6])>|<br\s*/?>`)

type page struct {
	t         *Text
	titles    []string // candidates, best first
	unprinted string   // the title when none of them is on the page
	blocks    []block

	cur struct { // the line being laid out
		b     strings.Builder
		links int
	}
	notes int
}

// head reads the page's own statements about its title and date.
func (p *page) head(root *node) {
	meta := map[string]string{}
	var pageTitle string
	var h1 []string
	root.all(func(n *node) bool {
		switch n.tag {
		case atom.Meta:
			key := n.attr("name")
			if key == "" {
				key = n.attr("property")
			}
			key = strings.ToLower(key)
			if v := fold(n.attr("content")); v != "" && meta[key] == "" {
				meta[key] = v
			}
		case atom.Title:
			if pageTitle == "" {
				pageTitle = n.words(1000)
			}
			return false
		case atom.H1:
			if w := n.words(1000); w != "" {
				h1 = append(h1, w)
			}
			return false
		case atom.Script, atom.Style, atom.Svg:
			return false
		}
		return true
	})
	for _, key := range []string{"articletitle", "og:title", "dc.title"} {
		if meta[key] != "" {
			p.titles = append(p.titles, meta[key])
		}
	}
	for _, key := range []string{"pubdate", "publishdate", "article:published_time", "dc.date", "date"} {
		if d := dateIn(isoDate(), meta[key]); d != "" && p.t.Date == "" {
			p.t.Date = d
		}
	}
	if len(h1) == 1 {
		p.titles = append(p.titles, h1[0])
	}
	if len(p.titles) > 0 {
		p.unprinted = p.titles[0]
	}
	// 公司法_中国人大网, 首页 - 公司法: the whole, then its parts, longest first.
	if pageTitle != "" {
		p.titles = append(p.titles, pageTitle)
		parts := titleSeparator().Split(pageTitle, -1)
		for len(parts) > 0 {
			longest := 0
			for i, s := range parts {
				if len(s) > len(parts[longest]) {
					longest = i
				}
			}
			part := strings.TrimSpace(parts[longest])
			p.titles = append(p.titles, part)
			if p.unprinted == "" && officialName().MatchString(part) {
				p.unprinted = part
			}
			parts = append(parts[:longest], parts[longest+1:]...)
		}
	}
}

var titleSeparator = pattern(`\s*[_|｜»>]\s*|\s+[-–—]+\s+|-{2,}|——`)

// officialName matches what laws and measures call themselves: a page's title
// that is printed nowhere on it is believed when it is one.
var officialName = pattern(`(?:法|条例|办法|规定|规则|规程|规范|细则|章程|准则|决定|意见|通知|公告|批复|解释|方案|措施|制度|纲要|计划|标准)(?:[（(][^（()）]*[)）])?$`)

// layOut turns the tree into lines.
func (p *page) layOut(n *node) {
	for _, k := range n.kids {
		if k.name == "" {
			p.text(n, k.text)
			continue
		}
		if p.hidden(k) {
			continue
		}
		switch {
		case k.tag == atom.Br && headingLevel(n) > 0:
			p.text(n, "\n")
		case k.tag == atom.Br:
			p.flush(n)
		case k.tag == atom.Table && isData(k):
			p.flush(n)
			p.table(k)
		case blockTag[k.tag], tablePart[k.tag]:
			p.flush(n)
			if k.tag == atom.Li {
				p.cur.b.WriteString(listNumber(n, k))
			}
			p.layOut(k)
			p.flush(k)
		default:
			p.layOut(k)
		}
	}
}

// hidden reports whether a browser, or a reader of the page, would not see n
// as text.
func (p *page) hidden(n *node) bool {
	switch n.tag {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Canvas, atom.Iframe, atom.Object, atom.Embed,
		atom.Button, atom.Select, atom.Textarea, atom.Input, atom.Video, atom.Audio, atom.Map, atom.Head, atom.Title, atom.Meta,
		atom.Link, atom.Del, atom.S, atom.Strike, atom.Datalist, atom.Dialog, atom.Rt, atom.Rp:
		return true
	}
	if n.name == "xml" {
		return true
	}
	if n.has("hidden") {
		return true
	}
	style := n.attr("style")
	if strings.Contains(style, "footnote-list") || strings.Contains(style, "endnote-list") || strings.Contains(style, "comment-list") {
		p.notes++
		return true
	}
	return style != "" && hiddenStyle().MatchString(style)
}

var hiddenStyle = pattern(`(?i)display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*(?:header|footer)\b`)

// text adds to the line. White space folds to one blank; a line break of the
// file between two wide characters folds to nothing, since editors wrap Chinese
// anywhere (Word does so at 76 columns).
func (p *page) text(n *node, s string) {
	if s == "" {
		return
	}
	before := p.cur.b.Len()
	var last rune
	if before > 0 {
		last, _ = utf8.DecodeLastRuneInString(p.cur.b.String())
	}
	folded := foldAfter(last, s)
	p.cur.b.WriteString(folded)
	for a := n; a != nil; a = a.parent {
		if a.tag == atom.A {
			if a.attr("href") != "" {
				p.cur.links += utf8.RuneCountInString(strings.TrimSpace(folded))
			}
			break
		}
	}
}

// flush ends the line.
func (p *page) flush(owner *node) {
	raw := p.cur.b.String()
	links := p.cur.links
	p.cur.b.Reset()
	p.cur.links = 0
	text := strings.TrimFunc(raw, func(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' })
	if strings.IndexFunc(text, isVisible) < 0 {
		return
	}
	p.add(block{text: text, links: links, owner: owner, level: headingLevel(owner)})
}

// add judges a line by itself: sentences, labels and long lines have weight,
// menus have not.
func (p *page) add(b block) {
	b.length = utf8.RuneCountInString(b.text)
	b.furniture = b.table == nil && b.length <= 200 && (furnitureLine().MatchString(b.text) || furnitureWord(b.text))
	switch {
	case b.furniture, b.links*2 > b.length:
	case b.length < 15 && !strings.ContainsAny(b.text, "。；，：") && !ownLabel().MatchString(b.text):
	default:
		b.weight = b.length - b.links
	}
	p.blocks = append(p.blocks, b)
}

// headingLevel is the level of the heading that n is or stands in, else 0.
func headingLevel(n *node) int {
	for ; n != nil; n = n.parent {
		switch n.tag {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			return int(n.name[1] - '0')
		case atom.P:
			if m := outlineStyle().FindStringSubmatch(n.attr("style")); m != nil {
				return int(m[1][0] - '0')
			}
			if n.attr("class") == "MsoTitle" {
				return 1
			}
			return 0
		case atom.Td, atom.Div, atom.Body:
			return 0
		}
	}
	return 0
}

var outlineStyle = pattern(`mso-outline-level\s*:\s*([1-9])`)

// isData tells a table of data from one that lays out the page: it has rows of
// two and more short cells, and no table inside.
func isData(t *node) bool {
	if t.nested {
		return false
	}
	rows, long := 0, false
	t.all(func(n *node) bool {
		if n.tag == atom.Tr {
			cells := 0
			for _, c := range n.kids {
				if c.tag != atom.Td && c.tag != atom.Th {
					continue
				}
				w := c.words(8000)
				if w != "" {
					cells++
				}
				long = long || utf8.RuneCountInString(w) > 1500
			}
			if cells > 1 {
				rows++
			}
		}
		return true
	})
	return rows > 1 && !long
}

// table lays out a table of data: a line a row, cells separated by tabs.
func (p *page) table(t *node) {
	t.all(func(n *node) bool {
		if n.tag == atom.Caption {
			if w := n.words(1000); w != "" {
				p.add(block{text: w, owner: n})
			}
			return false
		}
		if n.tag != atom.Tr {
			return !p.hidden(n)
		}
		var row []string
		links, empty := 0, true
		for _, c := range n.kids {
			if c.tag != atom.Td && c.tag != atom.Th || p.hidden(c) {
				continue
			}
			q := &page{t: p.t}
			q.layOut(c)
			q.flush(c)
			var lines []string
			for _, b := range q.blocks {
				lines = append(lines, b.text)
				links += b.links
				empty = false
			}
			row = append(row, strings.Join(lines, " "))
		}
		if !empty {
			p.add(block{text: strings.Join(row, "\t"), links: links, owner: n, table: t})
		}
		return false
	})
}

// listNumber is the number that a browser prints before an item of a list, or
// "" where it prints none or the words already begin with one. It is called
// for the items in their order.
func listNumber(list, item *node) string {
	if list.tag != atom.Ol {
		return ""
	}
	if list.items == 0 {
		if s, err := strconv.Atoi(list.attr("start")); err == nil && s >= 0 && s < 1<<20 {
			list.items = s - 1
		}
	}
	list.items++
	if v, err := strconv.Atoi(item.attr("value")); err == nil && v >= 0 && v < 1<<20 {
		list.items = v
	}
	if strings.Contains(list.attr("style"), "none") || ownLabel().MatchString(item.words(64)) {
		return ""
	}
	format, end := "decimal", ". "
	switch list.attr("type") {
	case "a":
		format = "lowerLetter"
	case "A":
		format = "upperLetter"
	case "i":
		format = "lowerRoman"
	case "I":
		format = "upperRoman"
	}
	if strings.Contains(list.attr("style"), "cjk-ideographic") || strings.Contains(list.attr("style"), "chinese") {
		format, end = "chineseCountingThousand", "、"
	}
	return formatNumber(format, list.items) + end
}

var ownLabel = pattern(`^(?:[0-9０-９]+\s*[.．、)）]|[（(][一二三四五六七八九十0-9]+[)）]|[一二三四五六七八九十]+、|第[一二三四五六七八九十百千0-9]+[编章节条])`)

// squeeze drops white space, to compare titles.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// fold folds white space and trims.
func fold(s string) string {
	return strings.TrimFunc(foldAfter(0, s), unicode.IsSpace)
}

// foldAfter folds the white space of HTML in s, which follows the character
// last, to single blanks, or to nothing where a line breaks between two wide
// characters. U+3000 is a character of its own, a no-break space is a blank.
func foldAfter(last rune, s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space, hard, soft := false, false, false // white space; with a no-break space; a line break without one
	for _, r := range s {
		switch r {
		case ' ', '\t', '\f':
			space = true
			continue
		case '\u00a0':
			space, hard, soft = true, true, false
			continue
		case '\n', '\r':
			space, soft = true, !hard
			continue
		}
		if space && last != ' ' && !(soft && wide(last) && wide(r)) {
			b.WriteByte(' ')
		}
		space, soft, hard = false, false, false
		b.WriteRune(r)
		last = r
	}
	if space && last != ' ' && !(soft && wide(last)) {
		b.WriteByte(' ')
	}
	return b.String()
}

// wide reports whether r is a Chinese character or mark.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || r == '“' || r == '”' || r == '…' || r == '—' || r == '·'
}
