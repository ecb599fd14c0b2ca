package reader

import (
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"tiaowen/corpus/wordlist"
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
	if b.links*5 > b.length && !b.isSentence() || b.weight < 12 {
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

// wordsFile holds the words that web sites use, each list with a comment.
//
//go:embed words.txt
var wordsFile string

// words.txt describes each list.
var (
	lists       = wordlist.Read(wordsFile)
	letterheads = lists.List("letterheads")
)

var furnitureName = pattern(`(?i)(?:^|[\s_-])(?:nav\w*|menu\w*|crumbs?|bread\w*|side-?bar|sidebar\w*|aside|share\w*|social\w*|bdshare\w*|foot\w*|bottom\w*|copyright|related\w*|recommend\w*|relevant|comments?|login\w*|search\w*|pages?nav|pager|pagination|banner\w*|ads?|advert\w*|toolbar|tools?|print\w*|qr-?code\w*|ewm|erweima|xgwz|xgyd|xgjd|xgzc|xglj|friend\w*|links?|top-?bar|header\w*|head-?er|weizhi|position|location|dangqian|prevnext|prev|next|fontsize|font-size|float\w*|popup|modal|hot\w*|rank\w*|editor|zrbj|meta|toc|catalog|mulu)(?:$|[\s_\d-])`)

// furnitureLine matches lines that sites put around an article. They must be
// whole lines: 来源 may well begin a sentence.
var furnitureLine = pattern(`^(?:` +
	`(?:您?当前(?:的)?位置|您(?:现在)?(?:的|所在)?位置|所在位置)\s*[:：].{0,80}` +
	`|【?\s*(?:浏览|文章)?(?:字\s*[号体](?:大小)?)\s*[:：]?[^。]{0,80}` +
	`|(?:分享到?|分享至)\s*[:：]?.{0,40}` +
	`|(?:[【】\[\]（）()|｜\s]*` + lists.Alternation("buttons") + `)+[【】\[\]（）()|｜\s]*` +
	`|` + lists.Alternation("neighbours") + `\s*[:：]?.{0,80}` +
	`|(?:\d{4}[-/]\d{1,2}[-/]\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?|(?:时间|日期)\s*[:：]\s*\d{4}[-/年]\S{4,12})` +
	`|(?:\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?\s*)?(?:信息|文章)?` + lists.Alternation("articleFields") + `\s*[:：][^。]{0,90}` +
	`|(?:【?\s*相关` + lists.Alternation("related") + `\s*】?\s*[:：]?)` +
	`|` + lists.Alternation("siteFields") + `\s*[:：].{0,80}` +
	`|点击(?:上方|下方|顶部)?.{0,4}(?:蓝字|卡片|关注).{0,12}|[-—–·\s]*(?:END|End|完)[-—–·\s]*` +
	`|(?:首页|网站首页)(?:\s*[>»＞/-].{0,80})?` +
	`)$`)

// IsPageLine reports whether a line is one that web sites put around an article, and can hardly be a line of it: 【打印】【关闭】, 上一篇：….
func IsPageLine(line string) bool { return furnitureLine().MatchString(line) || furnitureWord(line) }

// furnitureWord reports whether a short line that is not a numbered one holds a
// word that sites use of themselves. (A clause may speak of 版权所有者.)
func furnitureWord(line string) bool {
	if ownLabel().MatchString(line) {
		return false
	}
	return siteWord().MatchString(line) && !strings.HasSuffix(line, "。") ||
		copyrightLine().MatchString(line) && utf8.RuneCountInString(line) <= 100
}

var (
	siteWord      = pattern(lists.Alternation("siteWords") + `|技术支持\s*[:：]`)
	copyrightLine = pattern(`(?i)版权所有(?:[^者人权]|$)|^copyright|[©®].{0,10}\d{4}|all rights reserved`)
)

// article is the innermost element that holds the article: down from the page
// while one child holds nearly all of the running text, and every sentence.
func article(root *node) *node {
	n := root
	for {
		best := n.heaviest()
		if best == nil || !best.holdsAll(n) {
			return n
		}
		n = best
	}
}

// heaviest is the child with the most running text, nil when there is none.
func (n *node) heaviest() *node {
	var best *node
	for _, k := range n.kids {
		if k.name != "" && !k.junk && (best == nil || k.weight > best.weight) {
			best = k
		}
	}
	return best
}

// holdsAll reports whether n, a child of outer, can be the whole of the article that
// outer holds.
func (n *node) holdsAll(outer *node) bool {
	if n.weight*10 < outer.weight*8 || n.weight == 0 || n.prose < outer.prose {
		return false
	}
	if !holds[n.tag] && n.name != "#root" && blockTag[n.tag] {
		return false
	}
	return n.tag != atom.Table || !isData(n)
}

// holds has the block elements that an article can be the whole of.
var holds = map[atom.Atom]bool{
	atom.Html: true, atom.Body: true, atom.Div: true, atom.Article: true, atom.Section: true, atom.Main: true, atom.Center: true,
	atom.Form: true, atom.Table: true, atom.Tbody: true, atom.Tr: true, atom.Td: true, atom.Blockquote: true, atom.Fieldset: true,
}

// write puts the lines of the article into the Text, from its title on.
func (p *page) write(article *node) {
	var lines []block
	var outside, links omitted
	first := -1
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.isOutside(article) || b.onlyLinks() {
			continue
		}
		if first < 0 {
			first = i
		}
		lines = append(lines, *b)
		b.taken = true
	}
	lines = p.belowSite(p.title(lines, first), &outside)
	for i := range p.blocks {
		switch b := &p.blocks[i]; {
		case b.taken:
		case b.isOutside(article):
			outside.add(b)
		default:
			links.add(b)
		}
	}
	p.belowTitle(lines)
	p.t.writeBlocks(lines)
	p.omit(outside, links)
}

// isOutside reports whether a line stands around the article.
func (b *block) isOutside(article *node) bool { return !b.within(article) || b.isFurniture() }

// writeBlocks writes the lines of a page into its Text.
func (t *Text) writeBlocks(lines []block) {
	var out strings.Builder
	for i, b := range lines {
		start := out.Len()
		out.WriteString(b.text)
		if b.level > 0 {
			t.Headings = append(t.Headings, Heading{Span{start, out.Len()}, b.level})
		}
		if b.table != nil {
			t.addRow(Span{start, out.Len()}, i > 0 && lines[i-1].table == b.table)
		}
		out.WriteByte('\n')
	}
	t.Source = out.String()
}

// omit says what of the page is not in the Text.
func (p *page) omit(outside, links omitted) {
	t := p.t
	t.omit(outside.length, "character of the page around the article (navigation, footer, buttons) was left out", "characters of the page around the article (navigation, footer, buttons) were left out", "字正文以外的网页内容（导航、页脚、按钮）未收入", outside.words, outside.prose)
	t.omit(links.length, "character in lines that are only links was left out", "characters in lines that are only links were left out", "字只是链接的行未收入", links.words, false)
	t.omit(p.concealed.n, "line of hidden text was left out", "lines of hidden text were left out", "行隐藏文字未收入", p.concealed.words, true)
	t.omit(p.running.n, "header or footer was left out", "headers and footers were left out", "处页眉页脚未收入", p.running.words, false)
	t.omit(p.edits.n, "link beside a heading was left out", "links beside headings were left out", "处标题旁的链接未收入", p.edits.words, false)
	t.omit(p.notes.n, "list of notes or comments was left out", "lists of notes or comments were left out", "处脚注或批注未收入", p.notes.words, true)
	if n := strings.Count(t.Source, "\uFFFD"); n > 0 {
		t.omit(n, "character is damaged in the file and stands as U+FFFD", "characters are damaged in the file and shown as U+FFFD", "个字符在文件中已损坏，以 U+FFFD 代替", nil, true)
	}
}

// omitted counts the characters of lines that are left out.
type omitted struct {
	length int
	words  []string
	prose  bool // a sentence is among them
}

func (o *omitted) add(b *block) {
	o.length += b.length
	if len(o.words) < 3 {
		o.words = append(o.words, firstWords(b.text))
	}
	o.prose = o.prose || b.isProse() > 0 && !b.isJunk()
}

// belowSite takes off what a site prints of itself above the title: its name,
// and the lines below the name that are not letterhead.
func (p *page) belowSite(lines []block, outside *omitted) []block {
	title := slices.IndexFunc(lines, func(b block) bool { return b.text == p.t.Title && b.level == 1 })
	if title <= 0 {
		return lines
	}
	site := slices.IndexFunc(lines[:title], func(b block) bool {
		return slices.ContainsFunc(p.names, func(name string) bool { return squeeze(name) == squeeze(b.text) })
	})
	if site < 0 {
		return lines
	}
	kept := slices.Clone(lines[:site])
	for _, b := range lines[site:title] {
		if letterheads.Ends(b.text) > 0 {
			kept = append(kept, b)
		} else {
			outside.add(&b)
		}
	}
	return append(kept, lines[title:]...)
}

// belowTitle moves headings down a level where one beside the title has its level.
func (p *page) belowTitle(lines []block) {
	title := slices.IndexFunc(lines, func(b block) bool { return b.level > 0 })
	if title < 0 || lines[title].level != 1 || lines[title].text != p.t.Title || !slices.ContainsFunc(lines[title+1:], func(b block) bool { return b.level == 1 }) {
		return
	}
	// 中华人民共和国民法典, 婚姻家庭编: a code's part that is published by itself.
	if b := lines[title+1]; b.level == 1 && partTitle().MatchString(b.text) {
		return
	}
	for i := title + 1; i < len(lines); i++ {
		if b := &lines[i]; b.level > 0 {
			b.level = min(b.level+1, 9)
		}
	}
}

var partTitle = pattern(`^[^第\s]{2,12}编$|^总则$`)

// isFurniture reports whether a line stands in an element marked as furniture
// or is written like it.
func (b *block) isFurniture() bool {
	return b.furniture || b.isJunk()
}

// onlyLinks reports whether a line is nothing but links; the names of
// attachments are, and stay.
func (b *block) onlyLinks() bool {
	between := strings.Count(b.text, " ") + strings.Count(b.text, "|") + strings.Count(b.text, "｜") + strings.Count(b.text, ">") // 首页 | 政务公开
	return b.level == 0 && b.table == nil && b.links > 0 && b.links*10 > (b.length-between)*8 && !strings.HasPrefix(b.text, "附件") && !b.isSentence()
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
		if from, to := titleIn(lines, candidate); to > from {
			return p.mergeTitle(lines, from, to)
		}
		if i := p.titleAbove(first, candidate); i >= 0 {
			return p.from(i, first, lines)
		}
	}
	return p.titleUnnamed(lines, first)
}

// titleUnnamed finds the title of an article where nothing that the page says of itself
// is printed. Word marks its titles; else a line above the article may be one.
func (p *page) titleUnnamed(lines []block, first int) []block {
	if lines[0].level == 1 && !ownLabel().MatchString(lines[0].text) {
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

// titleIn finds a title in the lines of the article, perhaps broken over some lines
// near its top: lines[from:to], empty when it is not there. The title is squeezed.
func titleIn(lines []block, title string) (from, to int) {
	for i := 0; i < len(lines) && i < 8; i++ {
		if b := &lines[i]; b.isProse() > 0 && b.level == 0 || dated().MatchString(b.text) {
			break // the article has begun
		}
		joined := ""
		for j := i; j < len(lines) && j < i+4; j++ {
			joined += lines[j].text
			if squeeze(joined) == title {
				return i, j + 1
			}
		}
	}
	return 0, 0
}

// mergeTitle makes one heading of lines[from:to]. A table above the title is the
// site's index card. What of it is short stays: it has the number of the document.
func (p *page) mergeTitle(lines []block, from, to int) []block {
	title := lines[from]
	for _, b := range lines[from+1 : to] {
		title.text += b.text
	}
	title.level = 1
	p.t.Title = title.text
	head := slices.DeleteFunc(slices.Clone(lines[:from]), func(b block) bool { return b.table != nil && b.length > 160 })
	return slices.Concat(head, []block{title}, lines[to:])
}

// titleAbove is the nearest block above the article that is the title, squeezed; -1 for
// none.
func (p *page) titleAbove(first int, title string) int {
	for i := first - 1; i >= 0; i-- {
		if b := &p.blocks[i]; squeeze(b.text) == title && b.table == nil && (b.level > 0 || b.links == 0 && !b.isJunk()) {
			return i
		}
	}
	return -1
}

// from puts the title, block i, and what stands between it and the article
// before the lines.
func (p *page) from(i, first int, lines []block) []block {
	p.blocks[i].taken = true
	title := p.blocks[i]
	title.level = 1
	p.t.Title = title.text
	head := []block{title}
	for k := range p.blocks[i+1 : first] {
		b := &p.blocks[i+1+k]
		if first-i <= 12 && b.table == nil && b.links == 0 && !b.isFurniture() {
			b.taken = true
			head = append(head, *b)
		}
	}
	return append(head, lines...)
}
