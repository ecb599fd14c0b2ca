package reader

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// markdown reads Markdown line by line and takes off what can only be markup.
//
// Statutes are not written as careful Markdown: "11．麦角新碱*" is not emphasis,
// 40*4=160 neither, "1." is the number of a clause and 《关于修改<…>的决定》 no
// tag. A Markdown parser for such text loses words and numbers, so this reader
// knows less on purpose: headings, tables, bold, links to an address, bullets,
// comments, rules, escapes and the names of HTML's own tags. A single * or _,
// a backtick and every number stay as written, lines stay lines.
func markdown(src string) *Text {
	m := &markdownReader{t: &Text{Format: "markdown"}, unclosed: map[string]bool{}}
	src = strings.ReplaceAll(src, "\r\n", "\n")
	src = strings.ReplaceAll(src, "\r", "\n")
	src = m.frontMatter(src)
	m.out.Grow(len(src))
	lines := strings.Split(src, "\n")
	for i := 0; i < len(lines); {
		i += m.block(lines[i:])
	}
	m.t.Source = m.out.String()
	m.t.omit(m.images, leftOut[pictures].one, leftOut[pictures].many, leftOut[pictures].zh, nil, false)
	return m.t
}

type markdownReader struct {
	t      *Text
	out    strings.Builder
	fence  string // the fence that closes the code block we are in
	images int

	// What a search to the end of the file did not find need not be searched
	// again: a file of a million openings would take hours.
	unclosed map[string]bool
}

// block reads one construct at the start of lines and returns how many lines
// it took, at least one.
func (m *markdownReader) block(lines []string) int {
	line := lines[0]
	trimmed := strings.TrimSpace(line)
	last := len(lines) == 1
	if m.fence != "" {
		m.code(line, trimmed, last)
		return 1
	}
	// Nearly every line is words.
	if !startsMarkup(trimmed) && !markedByNext(lines) {
		m.line(m.inline(line), last)
		return 1
	}
	if n := m.marked(lines, trimmed, last); n > 0 {
		return n
	}
	if level, words, ok := atxHeading(line); ok {
		m.heading(level, words, last)
		return 1
	}
	if n := m.byNext(lines, trimmed); n > 0 {
		return n
	}
	line = line[len(quoteMark().FindString(line)):]
	if b := bullet().FindStringSubmatch(line); b != nil {
		line = b[1]
	}
	m.line(m.inline(line), last)
	return 1
}

// markedByNext reports whether the line after the first may say what the first one is:
// setext headings and tables show there.
func markedByNext(lines []string) bool {
	return len(lines) > 1 && (strings.HasPrefix(strings.TrimLeft(lines[1], " "), "=") || strings.IndexByte(lines[1], '-') >= 0)
}

// code writes a line of a block of code, or ends the block.
func (m *markdownReader) code(line, trimmed string, last bool) {
	if closes(trimmed, m.fence) {
		m.fence, line = "", ""
	}
	m.line(line, last)
}

// marked reads what begins with a mark of its own: a fence, a comment, a rule. It
// returns how many lines it took, 0 for none.
func (m *markdownReader) marked(lines []string, trimmed string, last bool) int {
	words := ""
	switch {
	case strings.HasPrefix(trimmed, "```"), strings.HasPrefix(trimmed, "~~~"):
		// A fence that nothing closes is text.
		mark, language := trimmed[:3], strings.TrimLeft(trimmed, trimmed[:1])
		if mark == "```" && strings.Contains(language, "`") || !m.closed(lines[1:], mark) {
			return 0
		}
		m.fence = mark
		if strings.ContainsFunc(language, isHan) {
			words = strings.TrimSpace(language) // it names no language
		}
	case strings.HasPrefix(trimmed, "<!--"):
		return m.comment(lines)
	case contentsMark().MatchString(trimmed): // wikis put a list of the headings there
	case !rule().MatchString(trimmed):
		return 0
	}
	m.line(words, last)
	return 1
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// byNext reads what its second line tells: a table, or a heading that is underlined.
// It returns how many lines it took, 0 for none.
func (m *markdownReader) byNext(lines []string, trimmed string) int {
	if len(lines) < 2 {
		return 0
	}
	if strings.Contains(lines[0], "|") && delimiterRow().MatchString(lines[1]) {
		return m.table(lines)
	}
	if trimmed == "" {
		return 0
	}
	level := underline(trimmed, lines[1])
	if level == 0 {
		return 0
	}
	m.heading(level, trimmed, false)
	return 2
}

// startsMarkup reports whether a line begins with a character that begins
// anything but words.
func startsMarkup(trimmed string) bool {
	return trimmed != "" && strings.IndexByte("#>-*+_`~<|[", trimmed[0]) >= 0
}

// line writes a line; the last of a file has no line end of its own.
func (m *markdownReader) line(s string, last bool) {
	m.out.WriteString(s)
	if !last {
		m.out.WriteByte('\n')
	}
}

func (m *markdownReader) heading(level int, words string, last bool) {
	words = strings.ReplaceAll(m.inline(words), "\n", " ")
	start := m.out.Len()
	m.line(words, last)
	if words == "" {
		return
	}
	if level == 1 && m.t.Title == "" {
		m.t.Title = words
	}
	m.t.Headings = append(m.t.Headings, Heading{Span{start, start + len(words)}, level})
}

// infoEnd is the line with which the LawRefBook collection ends the title and
// the history of a law.
const infoEnd = "INFO END"

// comment leaves out a comment that starts the line. One that is never closed
// is text: nothing may vanish to the end of the file.
func (m *markdownReader) comment(lines []string) int {
	if m.unclosed["-->"] {
		return 0
	}
	for i, line := range lines {
		before, after, found := strings.Cut(line, "-->")
		if !found {
			continue
		}
		if i == 0 && strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(before), "<!--")) == infoEnd {
			m.t.Body = m.out.Len()
		}
		m.line(m.inline(strings.TrimLeft(after, " ")), i == len(lines)-1)
		return i + 1
	}
	m.unclosed["-->"] = true
	return 0
}

// table writes the rows from the header on, cells separated by tabs, and
// leaves out the delimiter row.
func (m *markdownReader) table(lines []string) int {
	start := m.out.Len()
	n := 0
	for i, line := range lines {
		if i == 1 {
			n++
			continue
		}
		if !strings.Contains(line, "|") || strings.HasPrefix(strings.TrimSpace(line), "<!--") {
			break
		}
		n++
		if i > 0 {
			m.out.WriteByte('\n')
		}
		for j, cell := range cells(line) {
			if j > 0 {
				m.out.WriteByte('\t')
			}
			m.out.WriteString(strings.ReplaceAll(m.inline(cell), "\n", " "))
		}
	}
	if m.out.Len() > start {
		m.t.Tables = append(m.t.Tables, Span{start, m.out.Len()})
	}
	if n < len(lines) {
		m.out.WriteByte('\n')
	}
	return n
}

// cells splits a row at the pipes that are not escaped.
func cells(row string) []string {
	row = strings.TrimSpace(row)
	row = strings.TrimPrefix(row, "|")
	if strings.HasSuffix(row, "|") && !strings.HasSuffix(row, `\|`) {
		row = row[:len(row)-1]
	}
	var out []string
	start := 0
	for i := 0; i < len(row); i++ {
		switch row[i] {
		case '\\':
			i++
		case '|':
			out = append(out, strings.TrimSpace(row[start:i]))
			start = i + 1
		}
	}
	return append(out, strings.TrimSpace(row[start:]))
}

var (
	rule         = pattern(`^(?:-[ \t]*){3,}$|^(?:\*[ \t]*){3,}$|^___$`)
	contentsMark = pattern(`^(?:\[\[_TOC_\]\]|(?i:\[TOC\]|\[\[TOC\]\]))$`)
	delimiterRow = pattern(`^\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?\s*)?$`)
	quoteMark    = pattern(`^ {0,3}(?:> ?)+`)
	bullet       = pattern(`^[ \t]*[-*+][ \t]+(\S.*)$`)
)

// closes reports whether a line is a fence and nothing else.
func closes(trimmed, fence string) bool {
	return strings.HasPrefix(trimmed, fence) && strings.Trim(trimmed, fence[:1]) == ""
}

// closed reports whether a line begins with the fence that ends a block.
func (m *markdownReader) closed(lines []string, fence string) bool {
	if m.unclosed[fence] {
		return false
	}
	for _, l := range lines {
		if closes(strings.TrimSpace(l), fence) {
			return true
		}
	}
	m.unclosed[fence] = true
	return false
}

// atxHeading reads "## 第一章 总则". A Chinese character may follow the marks
// without a blank, as many write; "#1" is text.
func atxHeading(line string) (level int, words string, ok bool) {
	s := strings.TrimLeft(line, " ")
	words = strings.TrimLeft(s, "#")
	level = len(s) - len(words)
	if len(line)-len(s) > 3 || level == 0 || level > 6 {
		return 0, "", false
	}
	if r, _ := utf8.DecodeRuneInString(words); words != "" && !unicode.IsSpace(r) && !unicode.Is(unicode.Han, r) {
		return 0, "", false
	}
	words = strings.TrimSpace(words)
	if t := strings.TrimRight(words, "#"); t == "" || t != words && strings.HasSuffix(t, " ") {
		words = strings.TrimRight(t, " ")
	}
	return level, words, true
}

// underline is the level of a heading that the next line underlines. A row of
// hyphens under a sentence is a rule that lacks its blank line.
func underline(words, next string) int {
	next = strings.TrimSpace(next)
	switch {
	case next == "":
		return 0
	case len(next) >= 3 && strings.Trim(next, "=") == "":
		return 1
	case len(next) >= 3 && strings.Trim(next, "-") == "" && utf8.RuneCountInString(words) <= 40 && !strings.ContainsAny(words, "。；，"):
		return 2
	}
	return 0
}

// frontMatter takes the title and the date from a block of YAML at the very
// start of a file, and leaves the block out.
func (m *markdownReader) frontMatter(src string) string {
	rest, ok := strings.CutPrefix(src, "---\n")
	if !ok {
		return src
	}
	block, body, ok := strings.Cut(rest, "\n---\n")
	if !ok || !strings.Contains(block, ":") || strings.Contains(block, "\n\n") {
		return src
	}
	for line := range strings.SplitSeq(block, "\n") {
		key, value, ok := strings.Cut(line, ":")
		if !ok && !continuesSetting(line) {
			return src // prose between two rules
		}
		value = strings.Trim(strings.TrimSpace(value), `"'`)
		switch strings.TrimSpace(key) {
		case "title", "标题":
			m.t.Title = value
		case "date", "日期":
			m.t.Date = dateIn(isoDate(), value)
		}
	}
	m.t.omit(1, "block of settings at the head of the file (front matter) was left out", "", "段文件开头的设置未收入", nil, false)
	return body
}

// continuesSetting reports whether a line without a key belongs to the setting above it.
func continuesSetting(line string) bool {
	trimmed := strings.TrimSpace(line)
	return trimmed == "" || strings.HasPrefix(trimmed, "- ") || strings.HasPrefix(line, " ")
}

// mark has the bytes that markup inside a line begins with. A picture's "!"
// comes before a "[".
var mark = [256]bool{'\\': true, '&': true, '*': true, '_': true, '[': true, '<': true}

func hasMark(s string) bool {
	for i := range len(s) {
		if mark[s[i]] {
			return true
		}
	}
	return false
}

// inline takes the markup off one line.
func (m *markdownReader) inline(s string) string {
	if !hasMark(s) {
		return s
	}
	l := &inlineReader{markdownReader: m, s: s}
	for i := 0; i < len(s); {
		n := 0
		switch s[i] {
		case '\\':
			n = l.escape(i)
		case '&':
			n = l.entity(i)
		case '*', '_':
			n = l.bold(i)
		case '!', '[':
			n = l.link(i)
		case '<':
			n = l.tag(i)
		}
		if n == 0 {
			l.out.WriteByte(s[i])
			n = 1
		}
		i += n
	}
	return l.out.String()
}

// inlineReader takes the markup off a line. Its methods read one kind of markup at s[i:]
// and return its length in bytes, 0 when there is none of their kind.
type inlineReader struct {
	*markdownReader
	s        string
	out      strings.Builder
	unclosed bool // no comment ends in the rest of the line
}

func (l *inlineReader) escape(i int) int {
	if i+1 == len(l.s) || strings.IndexByte("\\`*_{}[]()#+-.!|<>~", l.s[i+1]) < 0 {
		return 0
	}
	l.out.WriteByte(l.s[i+1])
	return 2
}

func (l *inlineReader) entity(i int) int {
	e := entity().FindString(l.s[i:])
	l.out.WriteString(strings.ReplaceAll(html.UnescapeString(e), "\r", "\n")) // as line ends of the file
	return len(e)
}

func (l *inlineReader) bold(i int) int {
	n, words := bold(l.s, i)
	if words == "" {
		l.out.WriteString(l.s[i : i+n])
	} else {
		l.out.WriteString(l.inline(words))
	}
	return n
}

// link reads a link, of which its words stay, or a picture.
func (l *inlineReader) link(i int) int {
	picture := 0
	if l.s[i] == '!' {
		picture = 1
	}
	m := link().FindStringSubmatch(l.s[i+picture:])
	if m == nil || !isAddress(m[2]) {
		return 0
	}
	if picture > 0 {
		l.images++
	} else {
		l.out.WriteString(l.inline(m[1]))
	}
	return picture + len(m[0])
}

// tag reads a comment or one of HTML's own tags.
func (l *inlineReader) tag(i int) int {
	rest := l.s[i:]
	if strings.HasPrefix(rest, "<!--") && !l.unclosed {
		if end := strings.Index(rest, "-->"); end > 0 {
			return end + 3
		}
		l.unclosed = true
	}
	t := tag().FindStringSubmatch(rest)
	if t == nil {
		return 0
	}
	if strings.EqualFold(t[1], "br") {
		l.out.WriteByte('\n')
	}
	return len(t[0])
}

var (
	entity = pattern(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)
	link   = pattern(`^\[([^\[\]]*)\]\(\s*(<[^<>]*>|[^\s()]+)(?:\s+["'][^"']*["'])?\s*\)`)
	tag    = pattern(`(?i)^</?(br|p|div|span|font|b|strong|i|em|u|s|del|ins|sup|sub|center|a|h[1-6]|table|thead|tbody|tr|td|th|ul|ol|li|hr|img|blockquote|small|big|mark)(?:\s[^<>]*)?/?>`)
)

// isAddress tells [附件](附件.docx) from [2011](试行).
func isAddress(s string) bool {
	if strings.HasPrefix(s, "<") {
		return true
	}
	return strings.ContainsAny(s, "/#.:") && !strings.HasSuffix(s, ".")
}

// bold reads **words** or __words__ at s[i:] and returns the length of the
// whole and the words; or the length of the run of marks and "" when it is not
// bold: marks that mask a name (张**、李**) or leave a blank to fill in
// (__月__日) are words.
func bold(s string, i int) (int, string) {
	c := s[i]
	n := 0
	for i+n < len(s) && s[i+n] == c {
		n++
	}
	if n != 2 && n != 3 {
		return n, ""
	}
	inner := s[i+n:]
	end := strings.Index(inner[:min(len(inner), maxBold)], s[i:i+n])
	if end <= 0 || end+n < len(inner) && inner[end+n] == c {
		return n, ""
	}
	if !embolden(c, s[:i], inner[:end], inner[end+n:]) {
		return n, ""
	}
	return n + end + n, inner[:end]
}

// embolden reports whether marks around words make them bold, by the characters on
// both sides of the marks.
func embolden(mark byte, before, words, after string) bool {
	left, _ := utf8.DecodeLastRuneInString(before)
	right, _ := utf8.DecodeRuneInString(after)
	first, _ := utf8.DecodeRuneInString(words)
	last, _ := utf8.DecodeLastRuneInString(words)
	if unicode.IsSpace(first) || unicode.IsSpace(last) {
		return false
	}
	if mark == '_' {
		return !wordRune(left) && !wordRune(right)
	}
	return !wordRune(left) || !unicode.IsPunct(first) || opens(first)
}

const maxBold = 10_000 // bytes between two marks of bold

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// opens reports whether a mark opens a quotation or a bracket.
func opens(r rune) bool { return unicode.In(r, unicode.Ps, unicode.Pi) || r == '"' || r == '\'' }
