package reference

import (
	"math"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/numeral"
	"tiaowen/segmenter"
)

// units are the words behind a number, longer ones before their beginnings,
// each with what may not follow it: 第一条件 and 第三条战线 are no clauses.
var units = []struct {
	word   string
	unit   unit
	unless string
}{
	{"部分", unit{"部分", Section}, ""},
	{"部份", unit{"部分", Section}, ""},
	{"大部分", unit{"部分", Section}, ""},
	{"个部分", unit{"部分", Section}, ""},
	{"分编", unit{"分编", Section}, "号"},
	{"点", unit{"条", Clause}, "半钟到至前后左以之整多开"},
	{"项措施", unit{"条", Clause}, ""},
	{"条措施", unit{"条", Clause}, ""},
	{"个措施", unit{"条", Clause}, ""},
	{"个条款", unit{"条", Clause}, ""},
	{"条", unit{"条", Clause}, "件例约形幅线道路战龙心命腿鱼狗船蛇河街裤消短信"},
	{"章", unit{"章", Section}, "程"},
	{"节", unit{"节", Section}, "点能约日目课假"},
	{"编", unit{"编", Section}, "号辑制写者排队"},
	{"篇", unit{"篇", Section}, "文报论章幅"},
	{"款", unit{"款", Paragraph}, "待式"},
	{"项", unit{"项", Item}, "目链"},
	{"目", unit{"目", Item}, "标的前录光"},
}

type unit struct {
	word string
	kind Kind
}

func (p *parser) unit(at int) (u unit, end int, ok bool) {
	at = p.blanks(at)
	for _, c := range units {
		if !strings.HasPrefix(p.s[at:], c.word) {
			continue
		}
		end = at + len(c.word)
		if next, _ := utf8.DecodeRuneInString(p.s[end:]); end < len(p.s) && strings.ContainsRune(c.unless, next) {
			return unit{}, at, false
		}
		return c.unit, end, true
	}
	return unit{}, at, false
}

// reference is the reference to some numbers of a unit that ends at a place.
func (u unit) reference(end int, numbers ...int) Reference {
	r := Reference{Kind: u.kind, Unit: u.word, End: end}
	r.set(numbers, false)
	return r
}

// span is the reference to a whole range of a unit that ends at a place.
func (u unit) span(end, from, to int) Reference {
	r := Reference{Kind: u.kind, Unit: u.word, End: end}
	r.set([]int{from, to}, true)
	return r
}

// fromEnd is the reference to what is counted from the end, 1 being the last.
func (u unit) fromEnd(end, from, to int) Reference {
	return Reference{Kind: u.kind, Unit: u.word, End: end, FromEnd: from, ToEnd: to, OutOfRange: from == math.MaxInt}
}

// typed reads a number as people type it; one that is out of range is math.MaxInt.
func typed(text string) (n, size int, ok bool) {
	n, size, over := numeral.ReadTyped(text)
	if over {
		n = math.MaxInt
	}
	return n, size, size > 0
}

// number reads a number, in brackets or not: 三, （三）.
func (p *parser) number(at int) (n, end int, ok bool) {
	at = p.blanks(at)
	open := strings.HasPrefix(p.s[at:], "(")
	if open {
		at = p.blanks(at + 1)
	}
	n, size, ok := typed(p.s[at:])
	if !ok {
		return 0, at, false
	}
	end = at + size
	if open {
		if end = p.blanks(end); !strings.HasPrefix(p.s[end:], ")") {
			return 0, at, false
		}
		end++
	}
	return n, end, true
}

// separators between numbers: those of a range, then those of a list.
var (
	ranges = []string{"--", "-", "~", "至", "到"}
	lists  = []string{"、", ",", "以及", "还有", "或者", "和", "与", "及", "跟", "或", "/"}
)

// most is how many numbers a list holds at most; what follows is left unread.
const most = 100

// series reads numbers with one unit: 二十条, 3、4条, 三至五条, 三条、四条. The first
// must stand at at, behind any 第.
func (p *parser) series(at int) (r Reference, ok bool) {
	n, end, ok := p.number(at)
	if !ok {
		return r, false
	}
	if sub, behind, ok := p.subBefore(end); ok { // 第120之一条
		r = unit{"条", Clause}.reference(behind, n)
		r.Sub = sub
		return r, true
	}
	row := row{numbers: []int{n}, end: end, sure: -1}
	p.unitOf(&row)
	if a, b, ok := neighbours(p.s[at:end]); ok {
		row.numbers = []int{a, b}
	}
	for row.sub == 0 && len(row.numbers) < most && p.goOn(&row) {
	}
	if row.sure < 0 {
		return r, false
	}
	r = Reference{Kind: row.unit.kind, Unit: row.unit.word, Sub: row.sub, End: row.sure}
	r.set(row.numbers, row.ranged)
	return r, true
}

// neighbours reads two digits in a row, the second one more than the first, as two
// numbers: 第三四条.
func neighbours(number string) (a, b int, ok bool) {
	first, size := utf8.DecodeRuneInString(number)
	if size == 1 || len(number) != 2*size || first == '〇' {
		return 0, 0, false
	}
	a, power := numeral.HanDigit(first)
	b, last := numeral.HanDigit(lastRune(number))
	return a, b, power == 1 && last == 1 && b == a+1 && a > 0
}

// row is a series as far as it has been read.
type row struct {
	numbers []int // of a range the first and the last
	ranged  bool
	sub     int  // 1 of 之一
	unit    unit // the last that was read
	hasUnit bool
	end     int // of what has been read
	sure    int // end of what surely belongs to it, -1 for nothing: a list goes on only as far as units do
}

// unitOf reads the unit behind a row, and 之一 behind a single clause.
func (p *parser) unitOf(w *row) {
	u, end, ok := p.unit(w.end)
	if ok {
		w.unit, w.hasUnit, w.end = u, true, end
		if u.word == "条" && len(w.numbers) == 1 && w.sub == 0 {
			w.sub, w.end = p.sub(end)
		}
	}
	if w.hasUnit {
		w.sure = w.end
	}
}

// goOn reads one more number of a row, with what stands before and behind it; false when the
// row ends.
func (p *parser) goOn(w *row) bool {
	sep, next, isRange, ok := p.separator(w.end)
	if !ok || isRange && w.ranged {
		return false
	}
	_, next, again := p.literal(p.blanks(next), "第", "弟")
	m, next, ok := p.number(next)
	if !ok {
		return false
	}
	if w.hasUnit && !p.sameUnit(w.unit, next, again || isRange) {
		return false
	}
	if isRange {
		w.to(m, sep[0] == '-' && !w.hasUnit)
	} else {
		w.and(m)
	}
	w.end = next
	p.unitOf(w)
	return true
}

// separator reads what stands between two numbers of a range or of a list.
func (p *parser) separator(at int) (sep string, end int, isRange, ok bool) {
	at = p.blanks(at)
	if sep, end, ok = p.literal(at, ranges...); ok {
		return sep, end, true, true
	}
	sep, end, ok = p.literal(at, lists...)
	return sep, end, false, ok
}

// sameUnit reports whether a number that ends at a place is of the unit of those before it:
// the unit stands behind it again, or nothing does. Without a unit it must be shown that the
// number goes on from the others: that of 第三条和五个 belongs to something else.
func (p *parser) sameUnit(u unit, at int, shown bool) bool {
	if v, _, ok := p.unit(at); ok {
		return v == u
	}
	return shown && p.boundary(at)
}

// to reads m as the end of a range; dash says that a dash stands before it and no unit was read.
func (w *row) to(m int, dash bool) {
	from := w.numbers[len(w.numbers)-1]
	switch {
	case max(m, from) == math.MaxInt, max(m, from)-min(m, from) > 10_000:
		w.numbers = append(w.numbers, m)
	case dash && m < 10 && m < from && len(w.numbers) == 1:
		// 第120-1条 is 第一百二十条之一.
		w.sub = m
	default:
		w.through(m)
	}
}

// through makes a range of the last number and m. A range in a list is written out: 第1、3-5条.
func (w *row) through(m int) {
	from := w.numbers[len(w.numbers)-1]
	if len(w.numbers) == 1 {
		w.numbers, w.ranged = []int{min(from, m), max(from, m)}, true
		return
	}
	for n := from + 1; n <= m && len(w.numbers) < most; n++ {
		w.numbers = append(w.numbers, n)
	}
}

// and reads m as the next number of a list.
func (w *row) and(m int) {
	if w.ranged { // 第3-5、8条
		w.numbers, w.ranged = span(w.numbers[0], w.numbers[1]), false
	}
	w.numbers = append(w.numbers, m)
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func span(from, to int) []int {
	var s []int
	for n := from; n <= to && len(s) < most; n++ {
		s = append(s, n)
	}
	return s
}

// subBefore reads 之一条 behind a number: the unit at the end.
func (p *parser) subBefore(at int) (n, end int, ok bool) {
	_, next, ok := p.literal(p.blanks(at), "之", "的之")
	if !ok {
		return 0, at, false
	}
	n, next, ok = p.number(next)
	u, end, unit := p.unit(next)
	return n, end, ok && unit && u.word == "条" && n > 0 && n < 100
}

// sub reads 之一 behind a clause.
func (p *parser) sub(at int) (n, end int) {
	_, next, ok := p.literal(p.blanks(at), "之", "的之", "-")
	if !ok {
		return 0, at
	}
	n, next, ok = p.number(next)
	if _, _, unit := p.unit(next); !ok || n < 1 || n > 99 || unit {
		return 0, at
	}
	if r, _ := utf8.DecodeRuneInString(p.s[next:]); strings.ContainsRune("个种类些", r) && next < len(p.s) {
		return 0, at
	}
	return n, next
}

// named reads 第二十条, with the slips 弟20条 and 第 20 条, and 第20 where the text
// breaks off behind it.
func (p *parser) named(at int) (r Reference, ok bool) {
	w, next, ok := p.literal(at, "第", "弟", "递", "di ", "di")
	if !ok {
		return r, false
	}
	next = p.blanks(next)
	if w[0] == 'd' { // di 20 tiao
		return p.pinyin(next)
	}
	if r, ok = p.series(next); ok {
		return r, w == "第" || r.Kind == Clause
	}
	if r, ok = p.spread(next); ok {
		return r, true
	}
	n, end, ok := p.number(next)
	if !ok || w != "第" || !p.boundary(end) || strings.HasSuffix(p.s[:end], ")") {
		return r, false
	}
	return alone(end, n), true
}

// alone is the reference to a clause by its number alone.
func alone(end, n int) Reference {
	r := unit{"", Clause}.reference(end, n)
	r.Form = Alone
	return r
}

// spread reads a number with blanks in it, and its unit: 第 二 十 条.
func (p *parser) spread(at int) (r Reference, ok bool) {
	var digits strings.Builder
	end := at
	for end < len(p.s) && digits.Len() < 64 {
		c, size := utf8.DecodeRuneInString(p.s[end:])
		if !numeral.IsTyped(c) {
			break
		}
		digits.WriteRune(c)
		end = p.blanks(end + size)
	}
	n, size, over := numeral.ReadTyped(digits.String())
	u, behind, ok := p.unit(end)
	if !ok || size == 0 || size != digits.Len() || over {
		return r, false
	}
	return u.reference(behind, n), true
}

// pinyinDigits and pinyinUnits are what numbers and units sound like, bai and qian before ba and qi.
var (
	pinyinDigits = []struct{ latin, han string }{{"ling", "零"}, {"liang", "两"}, {"liu", "六"}, {"yi", "一"}, {"er", "二"}, {"san", "三"}, {"si", "四"}, {"wu", "五"}, {"qian", "千"}, {"qi", "七"}, {"bai", "百"}, {"ba", "八"}, {"jiu", "九"}, {"shi", "十"}}
	pinyinUnits  = map[string]unit{"tiao": {"条", Clause}, "zhang": {"章", Section}, "jie": {"节", Section}, "bian": {"编", Section}, "bufen": {"部分", Section}, "kuan": {"款", Paragraph}, "xiang": {"项", Item}}
)

// pinyin reads 20 tiao or er shi tiao behind di.
func (p *parser) pinyin(at int) (r Reference, ok bool) {
	n, end, ok := p.pinyinNumber(at)
	if !ok {
		return r, false
	}
	w := letters(p.s[end:])
	u, ok := pinyinUnits[w]
	if !ok {
		return r, false
	}
	return u.reference(end+len(w), n), true
}

// pinyinNumber reads 20 or er shi, and the blanks behind it.
func (p *parser) pinyinNumber(at int) (n, end int, ok bool) {
	if n, size, ok := typed(p.s[at:]); ok {
		return n, p.blanks(at + size), p.s[at] < utf8.RuneSelf
	}
	var han strings.Builder
	for end = p.blanks(at); han.Len() < 60; {
		digit, next, ok := p.pinyinDigit(end)
		if !ok {
			break
		}
		han.WriteString(digit)
		end = p.blanks(next)
	}
	n, size, ok := typed(han.String())
	return n, end, ok && size == han.Len()
}

// pinyinDigit reads the sound of one character of a number and gives the character.
func (p *parser) pinyinDigit(at int) (han string, end int, ok bool) {
	for _, d := range pinyinDigits {
		if strings.HasPrefix(p.s[at:], d.latin) {
			return d.han, at + len(d.latin), true
		}
	}
	return "", at, false
}

// fromEnd reads what counts from the end: 倒数第二条, 最后一条, 末条, 最后三条, 后两章.
func (p *parser) fromEnd(at int) (r Reference, ok bool) {
	w, next, ok := p.literal(at, "倒数", "最后", "最末", "末尾", "末", "后")
	if !ok || p.behind(at, notFromEnd...) {
		return r, false
	}
	_, next, one := p.literal(p.blanks(next), "第", "的第")
	n, end, ok := p.number(next)
	if !ok {
		n, end = 1, next // 末条, 最后条
		ok = w != "后" && w != "倒数"
	}
	_, end, _ = p.literal(p.blanks(end), "个")
	u, end, known := p.unit(end)
	if !ok || !known || n < 1 || isLatter(w, n, one, u) {
		return r, false
	}
	return u.fromEnd(end, n, lastOf(w, n, one, u)), true
}

// isLatter reports whether the words only look like a count from the end: 后一部分 is the latter
// part, 末目 no item. w is what they begin with, and one tells that 第 stands before the number n.
func isLatter(w string, n int, one bool, u unit) bool {
	return u.word == "目" || w == "后" && n == 1 && u.word == "部分" && !one
}

// lastOf is the last of what counts from the end: the nth itself where one is meant (倒数第二条,
// 倒数二章), else the very last (最后三条).
func lastOf(w string, n int, one bool, u unit) int {
	if one || w == "倒数" && u.kind != Clause {
		return n
	}
	return 1
}

// leading reads 前三条, the first three, and 首条.
func (p *parser) leading(at int) (r Reference, ok bool) {
	w, next, ok := p.literal(at, "开头", "最前", "头", "前", "首")
	if !ok || p.behind(at, notLeading...) {
		return r, false
	}
	n, end, ok := p.number(next)
	if !ok {
		if w != "首" {
			return r, false
		}
		n, end = 1, next
	}
	u, end, ok := p.unit(end)
	if !ok || u.kind > Section || n < 1 {
		return r, false
	}
	return u.span(end, 1, n), true
}

// behind reports whether one of some words stands right before a place.
func (p *parser) behind(at int, words ...string) bool {
	before := strings.TrimRight(p.s[:at], " ")
	for _, w := range words {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return false
}

// bare reads 二十条 and 十一章, unless they count; and, behind a reference to
// a clause, its parts: 20条2款3项, 第二十条（三）.
func (p *parser) bare(at int) (r Reference, ok bool) {
	if p.inside(at) {
		return r, false
	}
	r, ok = p.series(at)
	switch {
	case !ok:
		return p.bracketed(at)
	case r.Kind > Section && p.behindClause(at):
		return r, true
	case p.s[at] == '(':
		r.Form = Named
		return r, r.Kind == Item
	case r.Kind > Section, r.From > 9999, p.counts(at, r):
		return r, false
	}
	r.Form = Bare
	return r, true
}

// inside reports whether a place is in the middle of a number or of a Latin word.
func (p *parser) inside(at int) bool {
	if at == 0 {
		return false
	}
	before := lastRune(p.s[:at])
	point := before == '.' && at > 1 && isDigit(p.s[at-2])
	return point || numeral.IsTyped(before) || before < utf8.RuneSelf && segmenter.IsWord(before)
}

// behindClause reports whether a reference to a clause, or to a part of one, ends at a place.
func (p *parser) behindClause(at int) bool {
	previous, ok := p.previous(at)
	return ok && previous.Kind != Section
}

// bracketed reads （三） behind a clause or a paragraph.
func (p *parser) bracketed(at int) (r Reference, ok bool) {
	previous, ok := p.previous(at)
	if !ok || previous.Kind == Section || previous.Kind == Item {
		return r, false
	}
	n, end, ok := p.number(at)
	if !ok || p.s[at] != '(' {
		return r, false
	}
	return unit{"项", Item}.reference(end, n), true
}

// counts reports whether a number and its unit tell how many there are: 38项措施, 六点 (a time),
// 共38条, 三条红线, and 一条 and 两章 within a sentence.
func (p *parser) counts(at int, r Reference) bool {
	first, _ := utf8.DecodeRuneInString(p.s[at:])
	if strings.ContainsRune("万亿百千零0", first) || p.behind(r.End, "措施", "条款", "点") {
		return true
	}
	if at == 0 && strings.Trim(p.s[r.End:], " .?!。") == "" {
		return false // the whole text
	}
	_, _, counted := p.literal(r.End, countsAfter...)
	return counted || r.Unit == "节" || r.Unit == "篇" || isFew(first, r) || p.behind(at, countsBefore...)
}

// isFew reports whether a reference is 一条 or 两条; first is its first character.
func isFew(first rune, r Reference) bool {
	return r.From == r.To && (first == '一' && r.From == 1 || first == '两')
}

// heading reads 六、 at the beginning of a text or a line, and （三） as a whole text.
func (p *parser) heading(at int) (r Reference, ok bool) {
	if before := strings.TrimRight(p.s[:at], " "); before != "" && !strings.HasSuffix(before, "\n") {
		return r, false
	}
	n, end, ok := p.number(at)
	if !ok || p.s[at] < utf8.RuneSelf {
		return r, false
	}
	behind := p.blanks(end)
	if !strings.HasPrefix(p.s[behind:], "、") {
		return r, false
	}
	behind += len("、")
	if _, _, more := p.number(behind); more {
		return r, false
	}
	return unit{"", Section}.reference(behind, n), true
}
