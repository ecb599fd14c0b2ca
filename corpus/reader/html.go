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

// block is one line of a page.
type block struct {
	text  string
	links int   // characters of text inside links
	owner *node // innermost block element around it
	level int   // 1..6 for h1..h6 and Word's outline levels, else 0
	table *node // the table of data whose row it is, else nil

	concealed *node // the hidden element that it stands in
	taken     bool  // it is in the text
	hidden    bool  // a browser does not show it before a script does
	length    int   // characters of text
	weight    int   // characters of running text outside links
	furniture bool  // written like what stands around an article
}

func readHTML(text string) (*Text, *Error) {
	root, err := parseHTML(text)
	if err != nil {
		return nil, err
	}
	p := &page{t: &Text{Format: "html"}, sheet: sheet{}, cur: &pageLine{}}
	p.head(root)
	p.layOut(root)
	p.flush(root)
	if len(p.blocks) >= maxPageLines {
		return nil, tooMany(maxPageLines, "lines", "行")
	}
	p.reveal()
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

// maxPageLines bounds the lines of a page: some 200 bytes are held for each.
const maxPageLines = 500_000

// pageLine is a line of a page being laid out.
type pageLine struct {
	b     strings.Builder
	links int
	label string // the number of the list's item that begins on it
}

type page struct {
	t         *Text
	titles    []string // candidates, best first
	unprinted string   // the title when none of them is on the page
	names     []string // the parts of the page's title: of the text, of the site
	sheet     sheet
	blocks    []block

	cur    *pageLine // the line being laid out
	hiding bool      // inside an element that is not shown
	lines  bool      // inside an element that keeps the line breaks of the source

	notes, running, concealed, edits sample // what is left out
}

// head reads the page's own statements about its title and date.
func (p *page) head(root *node) {
	says := pageHead{meta: map[string]string{}}
	says.read(root, p.sheet)
	for _, key := range []string{"articletitle", "og:title", "dc.title"} {
		if says.meta[key] != "" {
			p.titles = append(p.titles, says.meta[key])
		}
	}
	p.t.Date = says.date()
	p.names = titleParts(says.title)
	if len(says.h1) == 1 && !ownLabel().MatchString(says.h1[0]) {
		p.titles = append(p.titles, p.besideSite(says.h1[0])...)
		p.titles = append(p.titles, says.h1[0])
	}
	if len(p.titles) > 0 {
		p.unprinted = p.titles[0]
	}
	if says.title == "" {
		return
	}
	// 公司法_中国人大网, 首页 - 公司法: the whole, then its parts, longest first.
	parts := slices.Clone(p.names)
	slices.SortStableFunc(parts, func(a, b string) int { return len(b) - len(a) })
	p.titles = append(append(p.titles, says.title), parts...)
	if i := slices.IndexFunc(parts, officialName().MatchString); i >= 0 && p.unprinted == "" {
		p.unprinted = parts[i]
	}
}

// pageHead is what a page says of itself.
type pageHead struct {
	meta  map[string]string // by name in lower case
	title string
	h1    []string
}

// read collects what stands in the elements below root; the rules of style sheets
// go into the sheet.
func (h *pageHead) read(root *node, s sheet) {
	root.all(func(n *node) bool {
		switch n.tag {
		case atom.Meta:
			h.addMeta(n)
			return true
		case atom.Title:
			if h.title == "" {
				h.title = n.words(1000)
			}
		case atom.H1:
			if w := n.words(1000); w != "" {
				h.h1 = append(h.h1, w)
			}
		case atom.Style:
			for _, k := range n.kids {
				s.read(k.text)
			}
		case atom.Script, atom.Svg:
		default:
			return true
		}
		return false
	})
}

// date is the ISO date that the page gives itself, or "".
func (h *pageHead) date() string {
	for _, key := range []string{"pubdate", "publishdate", "article:published_time", "dc.date", "date"} {
		if d := dateIn(isoDate(), h.meta[key]); d != "" {
			return d
		}
	}
	return ""
}

// addMeta takes a meta element; of several of one name the first counts.
func (h *pageHead) addMeta(n *node) {
	key := n.attr("name")
	if key == "" {
		key = n.attr("property")
	}
	key = strings.ToLower(key)
	if v := fold(n.attr("content")); v != "" && h.meta[key] == "" {
		h.meta[key] = v
	}
}

// besideSite are the parts of the page's title beside its heading, where the
// heading may be the name of the site: a site may print its own name as the heading
// of each page (公司法 - 某某网).
func (p *page) besideSite(heading string) []string {
	at := slices.IndexFunc(p.names, func(s string) bool { return squeeze(s) == squeeze(heading) })
	if at < 0 {
		return nil
	}
	var names []string
	for k, name := range p.names {
		if k != at && (k < at || officialName().MatchString(name) || !officialName().MatchString(heading)) {
			names = append(names, name)
		}
	}
	return names
}

// titleParts are the parts of a page's title.
func titleParts(title string) []string {
	var parts []string
	for _, part := range titleSeparator().Split(title, -1) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	// 病历管理规定-某某医院: a hyphen without blanks parts two Chinese names.
	if i := strings.LastIndexAny(title, "-－"); len(parts) == 1 && i > 0 {
		_, n := utf8.DecodeRuneInString(title[i:])
		before, _ := utf8.DecodeLastRuneInString(title[:i])
		after, _ := utf8.DecodeRuneInString(title[i+n:])
		if (unicode.Is(unicode.Han, before) || strings.ContainsRune("）》)", before)) && unicode.Is(unicode.Han, after) {
			parts = []string{title[:i], title[i+n:]}
		}
	}
	return parts
}

var titleSeparator = pattern(`\s*[_|｜»>]\s*|\s+[-–—]+\s+|-{2,}|——`)

// officialName matches what laws and measures call themselves: a page's title
// that is printed nowhere on it is believed when it is one.
var officialName = pattern(lists.Alternation("officialNames") + `(?:[（(][^（()）]*[)）])?$`)

// layOut turns the tree into lines.
func (p *page) layOut(n *node) {
	var before *node // the element before
	for _, k := range n.kids {
		if len(p.blocks) >= maxPageLines {
			return
		}
		if k.name == "" {
			p.text(n, k.text)
			continue
		}
		above := before
		before = k
		if p.leaveOut(k) {
			continue
		}
		l := p.sheet.of(k)
		if !p.hiding && isHidden(k, l) && !unfolds(above, k) {
			p.conceal(n, k, isBlock(k))
			continue
		}
		lines := p.lines
		if keeps, said := l.keepsLines(k); said {
			p.lines = keeps
		}
		p.element(n, k)
		p.lines = lines
	}
}

// isBlock reports whether an element stands on lines of its own.
func isBlock(n *node) bool { return blockTag[n.tag] || tablePart[n.tag] }

// element lays out k, a child of n.
func (p *page) element(n, k *node) {
	switch {
	case k.tag == atom.Br && headingLevel(n) > 0:
		p.text(n, "\n")
	case k.tag == atom.Br:
		p.flush(n)
	case k.tag == atom.Table && isData(k):
		p.flush(n)
		p.table(k)
	case k.tag == atom.Li:
		p.flush(n)
		p.cur.label = p.listNumber(n, k)
		p.layOut(k)
		p.flush(k)
		p.cur.label = ""
	case isBlock(k):
		p.flush(n)
		p.layOut(k)
		p.flush(k)
	default:
		p.layOut(k)
	}
}

// leaveOut reports whether n is not text of the page whatever its style: programs,
// fields to fill in, notes, the headers and footers that Word and LibreOffice
// write into a page.
func (p *page) leaveOut(n *node) bool {
	if wordless[n.tag] || n.name == "xml" || isNoteMark(n) {
		return true
	}
	var into *sample
	switch {
	case isNotes(n):
		into = &p.notes
	case isRunningHead(n):
		into = &p.running
	case editLink().MatchString(n.attr("class")):
		into = &p.edits
	default:
		return false
	}
	into.add(n.words(200))
	return true
}

// wordless are the elements without words of the page.
var wordless = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Svg: true, atom.Canvas: true, atom.Iframe: true,
	atom.Object: true, atom.Embed: true, atom.Button: true, atom.Select: true, atom.Textarea: true, atom.Input: true, atom.Video: true,
	atom.Audio: true, atom.Map: true, atom.Head: true, atom.Title: true, atom.Meta: true, atom.Link: true, atom.Del: true, atom.S: true,
	atom.Strike: true, atom.Datalist: true, atom.Dialog: true, atom.Rt: true, atom.Rp: true,
}

// isNotes reports whether an element holds the notes or comments of a page that Word
// or LibreOffice wrote.
func isNotes(n *node) bool {
	style := n.attr("style")
	return strings.Contains(style, "footnote-list") || strings.Contains(style, "endnote-list") || strings.Contains(style, "comment-list") ||
		n.tag == atom.Div && strings.HasPrefix(n.attr("id"), "sdfootnote")
}

// isNoteMark reports whether an element is LibreOffice's mark of a footnote.
func isNoteMark(n *node) bool {
	const class = "sdfootnoteanc"
	return n.tag == atom.A && n.attr("class") == class || n.tag == atom.Sup && len(n.kids) == 1 && n.kids[0].attr("class") == class
}

// isRunningHead reports whether an element is a header or footer of printed pages.
func isRunningHead(n *node) bool {
	if title := n.attr("title"); n.tag == atom.Div && (title == "header" || title == "footer") {
		return true
	}
	style := n.attr("style")
	return style != "" && runningHead().MatchString(style)
}

var (
	runningHead = pattern(`(?i)mso-element\s*:\s*(?:header|footer)\b`)
	editLink    = pattern(`(?:^|\s)(?:mw-editsection|mw-editsection-like|headerlink|anchorjs-link|header-anchor)(?:\s|$)`)
)

// isHidden reports whether a browser does not show n as the file comes.
func isHidden(n *node, l look) bool {
	return n.has("hidden") || l.display == "none" || l.visibility == "hidden" || l.visibility == "collapse"
}

// unfolds reports whether n, which is hidden, shows when one clicks on the element
// before it: a heading, or what is named like a button for it.
func unfolds(before, n *node) bool {
	if !blockTag[n.tag] {
		return false
	}
	if foldName().MatchString(n.attr("class") + " " + n.attr("id")) {
		return true
	}
	if before == nil {
		return false
	}
	switch before.tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dt, atom.Summary, atom.Button:
		return true
	}
	return before.has("onclick") || before.has("aria-expanded") || before.has("aria-controls") || before.has("data-toggle") || foldName().MatchString(before.attr("class"))
}

var foldName = pattern(`(?i)(?:^|[\s_-])(?:acc|accordion\w*|collaps\w*|fold\w*|expand\w*|toggle\w*|unfold\w*|tab-?pane|panel)(?:$|[\s_\d-])`)

// conceal lays out a hidden element: its lines are marked.
func (p *page) conceal(n, k *node, block bool) {
	if block {
		p.flush(n)
	}
	line := p.cur
	p.cur, p.hiding = &pageLine{}, true
	from := len(p.blocks)
	p.layOut(k)
	p.flush(k)
	p.cur, p.hiding = line, false
	if block {
		for i := from; i < len(p.blocks); i++ {
			p.blocks[i].concealed = k
		}
	}
}

// reveal decides about hidden lines. A page whose running text is mostly hidden
// is one that its script shows, as the articles of official accounts come from
// the server. Else a browser does not show them, and neither does the reader.
func (p *page) reveal() {
	if p.isMostlyHidden() {
		for i := range p.blocks {
			p.blocks[i].hidden = false
		}
		return
	}
	// One of several parts of a kind is unfolded, the others are not: they are text too.
	kinds := p.shownKinds()
	for i := range p.blocks {
		if b := &p.blocks[i]; b.hidden && b.concealed != nil && kinds[b.concealed.name+" "+b.concealed.attr("class")] {
			b.hidden = false
		}
	}
	p.blocks = slices.DeleteFunc(p.blocks, func(b block) bool {
		if b.hidden && !b.furniture {
			p.concealed.add(b.text)
		}
		return b.hidden
	})
}

// isMostlyHidden reports whether most of the running text is hidden or, on a page
// without running text, most of the characters.
func (p *page) isMostlyHidden() bool {
	shown, hidden, shownLength, hiddenLength := 0, 0, 0, 0
	for i := range p.blocks {
		if b := &p.blocks[i]; b.hidden {
			hidden += b.weight
			hiddenLength += b.length
		} else {
			shown += b.weight
			shownLength += b.length
		}
	}
	return hidden > 2*shown || hidden == 0 && shown == 0 && hiddenLength > 2*shownLength
}

// shownKinds are the kinds of elements, by name and class, around the running text
// that is shown.
func (p *page) shownKinds() map[string]bool {
	kinds := map[string]bool{}
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.hidden || b.weight < 12 {
			continue
		}
		for n, up := b.owner, 0; n != nil && up < 6; n, up = n.parent, up+1 {
			if class := n.attr("class"); class != "" {
				kinds[n.name+" "+class] = true
			}
		}
	}
	return kinds
}

// text adds to the line. White space folds to one blank; a line break of the
// source between two wide characters folds to nothing, since editors wrap
// Chinese anywhere (Word does so at 76 columns), save behind a label: there it
// was a blank before the line was wrapped.
func (p *page) text(n *node, s string) {
	if s == "" {
		return
	}
	if p.lines && !p.hiding {
		first, rest, more := strings.Cut(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
		p.words(n, first)
		for more {
			p.flush(n)
			first, rest, more = strings.Cut(rest, "\n")
			p.words(n, first)
		}
		return
	}
	p.words(n, s)
}

func (p *page) words(n *node, s string) {
	if s == "" {
		return
	}
	before := p.cur.b.Len()
	var last rune
	if before > 0 {
		last, _ = utf8.DecodeLastRuneInString(p.cur.b.String())
	}
	folded := foldAfter(last, s)
	if before < 64 {
		folded = p.spaceLabel(s, folded)
	}
	if p.cur.label != "" && strings.IndexFunc(folded, isVisible) >= 0 {
		p.cur.b.WriteString(p.cur.label)
		p.cur.label = ""
		folded = strings.TrimLeftFunc(folded, unicode.IsSpace)
	}
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

// spaceLabel puts back the blank behind a label that the source breaks off
// after it. s is what follows the line so far; folded is s with its white space
// folded.
func (p *page) spaceLabel(s, folded string) string {
	line := strings.TrimLeftFunc(p.cur.b.String(), unicode.IsSpace)
	at := strings.TrimLeftFunc(line+folded, unicode.IsSpace)
	m := lineLabel().FindString(at)
	if m == "" || len(m) < len(line) || len(m) >= len(at) {
		return folded
	}
	// The rest of the label stands at the beginning of s; is a line break next?
	rest := m[len(line):]
	after, ok := cutSpaced(s, rest)
	if !ok {
		return folded
	}
	if tail := strings.TrimLeft(after, " \t\f"); !strings.HasPrefix(tail, "\n") && !strings.HasPrefix(tail, "\r") {
		return folded
	}
	cut := strings.Index(folded, rest)
	if cut < 0 {
		return folded
	}
	cut += len(rest)
	return folded[:cut] + " " + strings.TrimLeft(folded[cut:], " ")
}

// cutSpaced is what follows the characters of prefix at the beginning of s, where
// white space may stand before each; ok is false when s begins otherwise.
func cutSpaced(s, prefix string) (after string, ok bool) {
	for _, r := range prefix {
		for s != "" {
			c, n := utf8.DecodeRuneInString(s)
			if c != r && !unicode.IsSpace(c) {
				return "", false
			}
			s = s[n:]
			if c == r {
				break
			}
		}
	}
	return s, true
}

// lineLabel matches a label that a blank sets off from its words.
var lineLabel = pattern(`^第[一二三四五六七八九十百千零〇○两\d]{1,12}(?:编|分编|部分|篇|章|节|条(?:之[一二三四五六七八九十]{1,3})?)`)

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
	b := block{text: text, links: links, owner: owner, level: headingLevel(owner), hidden: p.hiding}
	if b.level > 0 && (links > 0 || !strings.HasSuffix(b.text, "#")) {
		if m := editWords().FindString(b.text); m != "" && len(m) < len(b.text) {
			p.edits.add(m)
			b.text = strings.TrimSpace(strings.TrimSuffix(b.text, m))
		}
	}
	p.add(b)
}

// editWords matches the links that wikis and generators put behind a heading.
var editWords = pattern(`\s*(?:[\[【〔]\s*` + lists.Alternation("edits") + `(?:\s*[|｜]\s*[^\]】〕]{1,12})?\s*[\]】〕]|¶|\s[#§])$`)

// add judges a line by itself: sentences, labels and long lines have weight,
// menus have not.
func (p *page) add(b block) {
	b.length = utf8.RuneCountInString(b.text)
	b.furniture = b.table == nil && b.length <= 200 && (furnitureLine().MatchString(b.text) || furnitureWord(b.text))
	switch {
	case b.furniture, b.links*2 > b.length && !b.isSentence():
	case b.length < 15 && !strings.ContainsAny(b.text, "。；，：") && !ownLabel().MatchString(b.text):
	default:
		b.weight = b.length - b.links
		if b.isSentence() {
			b.weight = b.length
		}
	}
	p.blocks = append(p.blocks, b)
}

// isSentence reports whether a line is a numbered sentence: text of the page,
// though it be a link to its explanation.
func (b *block) isSentence() bool {
	return ownLabel().MatchString(b.text) && strings.HasSuffix(strings.TrimRight(b.text, "”’）)"), "。") && b.length > 7
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
			cells, longest := rowSize(n)
			long = long || longest > 1500
			if cells > 1 {
				rows++
			}
		}
		return true
	})
	return rows > 1 && !long
}

// rowSize is the number of a row's cells that hold words, and the length of the
// longest in code points.
func rowSize(row *node) (cells, longest int) {
	for _, c := range row.kids {
		if !isCell(c) {
			continue
		}
		w := c.words(8000)
		if w != "" {
			cells++
		}
		longest = max(longest, utf8.RuneCountInString(w))
	}
	return cells, longest
}

func isCell(n *node) bool { return n.tag == atom.Td || n.tag == atom.Th }

// table lays out a table of data: a line a row, cells separated by tabs.
func (p *page) table(t *node) {
	t.all(func(n *node) bool {
		switch n.tag {
		case atom.Caption:
			if w := n.words(1000); w != "" {
				p.add(block{text: w, owner: n})
			}
			return false
		case atom.Tr:
			p.row(t, n)
			return false
		}
		return !p.leaveOut(n)
	})
}

// row lays out a row of a table of data.
func (p *page) row(t, n *node) {
	if p.concealCell(n) {
		return
	}
	var row []string
	links, empty := 0, true
	for _, c := range n.kids {
		if !isCell(c) || p.leaveOut(c) || p.concealCell(c) {
			continue
		}
		q := &page{t: p.t, sheet: p.sheet, cur: &pageLine{}, hiding: p.hiding}
		q.layOut(c)
		q.flush(c)
		q.reveal()
		var lines []string
		for _, b := range q.blocks {
			lines = append(lines, b.text)
			links += b.links
			empty = false
		}
		row = append(row, strings.Join(lines, " "))
	}
	if !empty {
		p.add(block{text: strings.Join(row, "\t"), links: links, owner: n, table: t, hidden: p.hiding})
	}
}

// concealCell reports whether a row or a cell is hidden; its words are counted then.
func (p *page) concealCell(n *node) bool {
	if p.hiding || !isHidden(n, p.sheet.of(n)) {
		return false
	}
	p.concealed.add(n.words(200))
	return true
}

// listNumber is the number that a browser prints before an item of a list, or
// "" where it prints none or the words already begin with one. It is called
// for the items in their order.
func (p *page) listNumber(list, item *node) string {
	if list.tag != atom.Ol {
		return ""
	}
	list.countItem(item)
	kind := p.sheet.of(list).list
	if own := p.sheet.of(item).list; own != "" {
		kind = own
	}
	if kind == "none" || ownLabel().MatchString(item.words(64)) {
		return ""
	}
	f, ok := listFormats[kind]
	if !ok {
		kind = listTypes[list.attr("type")]
		if kind == "" {
			kind = "decimal"
		}
		f = listFormats[kind]
	}
	return formatNumber(f.format, list.items) + f.end
}

// listTypes are the kinds of numbers by the attribute type of a list.
var listTypes = map[string]string{"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}

// countItem counts an item of a list in: items is then its number.
func (n *node) countItem(item *node) {
	step := 1
	if n.has("reversed") {
		step = -1
	}
	if !n.counted {
		n.counted = true
		n.items = n.firstItem() - step
	}
	n.items += step
	if v, ok := listValue(item.attr("value")); ok {
		n.items = v
	}
}

// firstItem is the number of a list's first item. A reversed list counts down to 1.
func (n *node) firstItem() int {
	if s, ok := listValue(n.attr("start")); ok {
		return s
	}
	if !n.has("reversed") {
		return 1
	}
	items := 0
	for _, k := range n.kids {
		if k.tag == atom.Li {
			items++
		}
	}
	return items
}

// listValue reads the number of an item.
func listValue(s string) (int, bool) {
	v, err := strconv.Atoi(s)
	return v, err == nil && v >= 0 && v < 1<<20
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
// characters. U+3000 is a separate character, a no-break space is a blank.
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
		if space && staysBlank(last, r, soft) {
			b.WriteByte(' ')
		}
		space, soft, hard = false, false, false
		b.WriteRune(r)
		last = r
	}
	if space && staysBlank(last, last, soft) {
		b.WriteByte(' ')
	}
	return b.String()
}

// staysBlank reports whether white space between two characters is a blank; soft says
// that a line of the source breaks there.
func staysBlank(before, after rune, soft bool) bool {
	return before != ' ' && !(soft && wide(before) && wide(after))
}

// wide reports whether r is a Chinese character or mark.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || r == '“' || r == '”' || r == '…' || r == '—' || r == '·'
}
