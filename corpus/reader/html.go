package reader

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
	"golang.org/x/text/encoding/traditionalchinese"
)

// A saved web page is mostly not its article: menus, paths, share buttons,
// related links, footers. The reader lays the page out as blocks (lines of
// text), weighs each by its running text outside links, and walks down from
// the page to the innermost element that still holds the article: as long as
// one child holds nearly all of the weight and its siblings hold no sentence.
// Inside that element it leaves out what is marked or written like furniture.
// The idea is that of text density (Kohlschütter et al., Boilerplate Detection
// using Shallow Text Features, WSDM 2010); the words of furniture are those
// that Chinese government sites use.

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

// weigh adds the running text of each line to the elements around it, and marks
// furniture: what is named like it and holds the lesser part of the page.
func (p *page) weigh(root *node) {
	for _, b := range p.blocks {
		w := b.weight
		for n := b.owner; n != nil; n = n.parent {
			n.weight += w
		}
	}
	total := root.weight
	root.all(func(n *node) bool {
		if isFurniture(n) && n.weight*10 < total*4 {
			n.junk = true
		}
		return true
	})
	root.all(func(n *node) bool { n.weight = 0; return true })
	root.weight = 0
	for _, b := range p.blocks {
		if b.isJunk() {
			continue
		}
		w, prose := b.weight, b.isProse()
		for n := b.owner; n != nil; n = n.parent {
			n.weight += w
			n.prose += prose
		}
	}
}

// isProse is 1 for a line that belongs to an article, whatever stands around
// it: a sentence, a numbered line, a heading of some length.
func (b *block) isProse() int {
	if b.links*5 > b.length || b.weight < 12 {
		return 0
	}
	if strings.HasSuffix(b.text, "。") || strings.HasSuffix(b.text, "；") || b.level > 0 || ownLabel().MatchString(b.text) || adopted().MatchString(b.text) {
		return 1
	}
	return 0
}

// dated matches the lines of a law's history.
var dated = pattern(`^\d{4}年\d{1,2}月`)

// adopted matches the line under a title that says when it was adopted.
var adopted = pattern(`^[（(][^（(]*\d{4}\s*年.*[)）]$`)

// isJunk reports whether a line stands in an element marked as furniture.
func (b *block) isJunk() bool {
	for n := b.owner; n != nil; n = n.parent {
		if n.junk {
			return true
		}
	}
	return false
}

// isFurniture reports whether an element is named like something around an
// article.
func isFurniture(n *node) bool {
	switch n.tag {
	case atom.Nav, atom.Footer, atom.Aside, atom.Header:
		return true
	case atom.Html, atom.Body, atom.Article, atom.Main:
		return false
	}
	switch n.attr("role") {
	case "navigation", "banner", "contentinfo", "complementary", "search":
		return true
	}
	names := n.attr("class") + " " + n.attr("id")
	return len(names) > 1 && furnitureName().MatchString(names)
}

var furnitureName = pattern(`(?i)(?:^|[\s_-])(?:nav\w*|menu\w*|crumbs?|bread\w*|side-?bar|sidebar\w*|aside|share\w*|social\w*|bdshare\w*|foot\w*|bottom\w*|copyright|related\w*|recommend\w*|relevant|comments?|login\w*|search\w*|pages?nav|pager|pagination|banner\w*|ads?|advert\w*|toolbar|tools?|print\w*|qr-?code\w*|ewm|erweima|xgwz|xgyd|xgjd|xgzc|xglj|friend\w*|links?|top-?bar|header\w*|head-?er|weizhi|position|location|dangqian|prevnext|prev|next|fontsize|font-size|float\w*|popup|modal|hot\w*|rank\w*|editor|zrbj)(?:$|[\s_\d-])`)

// furnitureLine matches lines that sites put around an article. They must be
// whole lines: 来源 may well begin a sentence.
var furnitureLine = pattern(`^(?:` +
	`(?:您?当前(?:的)?位置|您(?:现在)?(?:的|所在)?位置|所在位置)\s*[:：].{0,80}` +
	`|【?\s*(?:浏览|文章)?(?:字\s*[号体](?:大小)?)\s*[:：]?[^。]{0,80}` +
	`|(?:分享到?|分享至)\s*[:：]?.{0,40}` +
	`|(?:[【】\[\]（）()|｜\s]*(?:打印|关闭|收藏|复制链接|返回顶部|返回|顶部|纠错|我要纠错|加入收藏|朗读|语音播报|保存|大|中|小|繁体|简体|无障碍|本页|窗口|页面|此页|文章|正文|本文|转发|评论|点赞))+[【】\[\]（）()|｜\s]*` +
	`|(?:上一篇|下一篇|上一页|下一页|上一条|下一条)\s*[:：]?.{0,80}` +
	`|(?:\d{4}[-/]\d{1,2}[-/]\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?|(?:时间|日期)\s*[:：]\s*\d{4}[-/年]\S{4,12})` +
	`|(?:\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?\s*)?(?:信息|文章)?(?:来源|稿源|责任编辑|责编|编辑|浏览次数|浏览量|阅读次数|点击数?|访问量|发布时间|发布日期|更新时间|发布人|发布者|发布机构|作者)\s*[:：][^。]{0,90}` +
	`|(?:【?\s*相关(?:链接|文件|文档|新闻|解读|阅读|稿件|政策|报道)\s*】?\s*[:：]?)` +
	`|(?:主办单位|承办单位|主办|承办|维护单位|建议使用|网站声明)\s*[:：].{0,80}` +
	`|(?:首页|网站首页)(?:\s*[>»＞/-].{0,80})?` +
	`)$`)

// furnitureWord reports whether a short line that is no numbered one holds a
// word that sites use of themselves. (A clause may speak of 版权所有者.)
func furnitureWord(line string) bool {
	if ownLabel().MatchString(line) {
		return false
	}
	return siteWord().MatchString(line) && !strings.HasSuffix(line, "。") ||
		copyrightLine().MatchString(line) && utf8.RuneCountInString(line) <= 100
}

var (
	siteWord      = pattern(`扫一扫|扫描二维码|网站标识码|网站地图|技术支持\s*[:：]|ICP备|公网安备`)
	copyrightLine = pattern(`(?i)版权所有(?:[^者人权]|$)|^copyright|[©®].{0,10}\d{4}|all rights reserved`)
)

// article is the innermost element that holds the article: down from the page
// while one child holds nearly all of the running text, and every sentence.
func article(root *node) *node {
	n := root
	for {
		var best *node
		for _, k := range n.kids {
			if k.name != "" && !k.junk && (best == nil || k.weight > best.weight) {
				best = k
			}
		}
		if best == nil || best.weight*10 < n.weight*8 || best.weight == 0 {
			return n
		}
		if !holds[best.tag] && best.name != "#root" && blockTag[best.tag] {
			return n
		}
		if best.tag == atom.Table && isData(best) || best.prose < n.prose {
			return n
		}
		n = best
	}
}

// holds has the block elements that an article can be the whole of.
var holds = map[atom.Atom]bool{
	atom.Html: true, atom.Body: true, atom.Div: true, atom.Article: true, atom.Section: true, atom.Main: true, atom.Center: true,
	atom.Form: true, atom.Table: true, atom.Tbody: true, atom.Tr: true, atom.Td: true, atom.Blockquote: true, atom.Fieldset: true,
}

// write puts the lines of the article into the Text, from its title on.
func (p *page) write(article *node) {
	var lines []block
	outside, links := 0, 0
	first := -1
	for i, b := range p.blocks {
		switch {
		case !b.within(article) || b.isFurniture():
			outside += b.length
		case b.onlyLinks():
			links += b.length
		default:
			if first < 0 {
				first = i
			}
			lines = append(lines, b)
		}
	}
	lines = p.title(lines, first)
	var out strings.Builder
	for i, b := range lines {
		start := out.Len()
		out.WriteString(b.text)
		if b.level > 0 {
			p.t.Headings = append(p.t.Headings, Heading{Span{start, out.Len()}, b.level})
		}
		if b.table != nil {
			if i > 0 && lines[i-1].table == b.table {
				p.t.Tables[len(p.t.Tables)-1].End = out.Len()
			} else {
				p.t.Tables = append(p.t.Tables, Span{start, out.Len()})
			}
		}
		out.WriteByte('\n')
	}
	p.t.Source = out.String()
	skipped := func(n int, one, many string) {
		if n > 0 {
			p.t.Skipped = append(p.t.Skipped, count(n, one, many))
		}
	}
	skipped(outside, "character of the page around the article (navigation, footer, buttons) was left out.", "characters of the page around the article (navigation, footer, buttons) were left out.")
	skipped(links, "character in lines that are only links was left out.", "characters in lines that are only links were left out.")
	skipped(p.notes, "list of notes or comments was left out.", "lists of notes or comments were left out.")
	if n := strings.Count(p.t.Source, "\uFFFD"); n > 0 {
		skipped(n, "character is damaged in the file and stands as U+FFFD.", "characters are damaged in the file and stand as U+FFFD.")
	}
}

// isFurniture reports whether a line stands in an element marked as furniture
// or is written like it.
func (b *block) isFurniture() bool {
	return b.furniture || b.isJunk()
}

// onlyLinks reports whether a line is nothing but links; the names of
// attachments are, and stay.
func (b *block) onlyLinks() bool {
	return b.level == 0 && b.table == nil && b.links*10 > b.length*8 && !strings.HasPrefix(b.text, "附件")
}

func (b *block) within(n *node) bool {
	for a := b.owner; a != nil; a = a.parent {
		if a == n {
			return true
		}
	}
	return false
}

// title finds which candidate is printed on the page, and sees to it that the
// lines of the article, the first of which is block first, begin there.
func (p *page) title(lines []block, first int) []block {
	if first < 0 {
		return nil
	}
	for _, candidate := range p.titles {
		candidate = squeeze(candidate)
		if candidate == "" {
			continue
		}
		// In the article, perhaps broken over some lines near its top.
		for i := 0; i < len(lines) && i < 8; i++ {
			if b := &lines[i]; b.isProse() > 0 && b.level == 0 || dated().MatchString(b.text) {
				break // the article has begun
			}
			joined := ""
			for j := i; j < len(lines) && j < i+4; j++ {
				joined += lines[j].text
				if squeeze(joined) == candidate {
					p.t.Title = joined
					merged := lines[i]
					merged.text, merged.level = joined, 1
					// A table above the title is the site's index card.
					head := slices.DeleteFunc(slices.Clone(lines[:i]), func(b block) bool { return b.table != nil })
					return slices.Concat(head, []block{merged}, lines[j+1:])
				}
			}
		}
		// Above the article.
		for i := first - 1; i >= 0; i-- {
			if b := p.blocks[i]; squeeze(b.text) == candidate && b.table == nil && (b.level > 0 || b.links == 0 && !b.isJunk()) {
				return p.from(i, first, lines)
			}
		}
	}
	// Nothing that the page says of itself is printed. Word marks its titles;
	// else the line above the article may be one.
	if lines[0].level == 1 {
		p.t.Title = lines[0].text
		return lines
	}
	for i := first - 1; i >= 0 && i >= first-6; i-- {
		b := &p.blocks[i]
		if b.table == nil && b.links == 0 && !b.isFurniture() && b.length < 80 && officialName().MatchString(b.text) {
			return p.from(i, first, lines)
		}
	}
	p.t.Title = p.unprinted
	return lines
}

// from puts the title, block i, and what stands between it and the article
// before the lines.
func (p *page) from(i, first int, lines []block) []block {
	title := p.blocks[i]
	title.level = 1
	p.t.Title = title.text
	head := []block{title}
	for _, b := range p.blocks[i+1 : first] {
		if first-i <= 12 && b.table == nil && b.links == 0 && !b.isFurniture() {
			head = append(head, b)
		}
	}
	return append(head, lines...)
}

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
