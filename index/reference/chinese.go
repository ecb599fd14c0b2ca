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

// number reads a number, in brackets or not: 三, （三）.
func (p *parser) number(at int) (n, end int, ok bool) {
	at = p.blanks(at)
	open := strings.HasPrefix(p.s[at:], "(")
	if open {
		at = p.blanks(at + 1)
	}
	n, size, over := numeral.ReadTyped(p.s[at:])
	if size == 0 {
		return 0, at, false
	}
	if over {
		n = math.MaxInt
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

// series reads numbers with one unit: 二十条, 3、4条, 三至五条, 三条、四条. The first
// must stand at at, behind any 第. Unit is where the unit was found last.
func (p *parser) series(at int) (r Reference, ok bool) {
	n, end, ok := p.number(at)
	if !ok {
		return r, false
	}
	row := row{numbers: []int{n}}
	if sub, behind, ok := p.subBefore(end); ok { // 第120之一条
		r = Reference{Kind: Clause, Unit: "条", Sub: sub, End: behind}
		r.set(row.numbers, false)
		return r, true
	}
	// 第三四条 are two.
	if u, size := utf8.DecodeRuneInString(p.s[at:]); size > 1 && end == at+2*size && u != '〇' {
		a, power := numeral.HanDigit(u)
		b, last := numeral.HanDigit(lastRune(p.s[at:end]))
		if power == 1 && last == 1 && b == a+1 && a > 0 {
			row.numbers = []int{a, b}
		}
	}
	u, behind, have := p.unit(end)
	if have {
		end = behind
	}
	if have && u.word == "条" {
		row.sub, end = p.sub(end)
	}
	last := end // of what is certain; lists go on only as far as units do
	if !have {
		last = -1
	}
	for row.sub == 0 && len(row.numbers) < 100 {
		sep, next, isRange := p.literal(p.blanks(end), ranges...)
		if !isRange {
			var isList bool
			if sep, next, isList = p.literal(p.blanks(end), lists...); !isList {
				break
			}
		}
		next = p.blanks(next)
		_, next, again := p.literal(next, "第", "弟")
		m, next, ok := p.number(next)
		if !ok || isRange && row.ranged {
			break
		}
		v, behind, unit := p.unit(next)
		if unit && have && v != u {
			break
		}
		if have && !unit && !again && !isRange {
			// 第三条和五个: the number belongs to something else.
			break
		}
		if have && !unit && !p.boundary(next) {
			break
		}
		if isRange {
			row.to(m, sep[0] == '-' && !have)
		} else {
			row.and(m)
		}
		end = next
		if unit {
			u, have, end = v, true, behind
			if u.word == "条" && len(row.numbers) == 1 && row.sub == 0 {
				row.sub, end = p.sub(end)
			}
		}
		if have {
			last = end
		}
	}
	if last < 0 {
		return r, false
	}
	r = Reference{Kind: u.kind, Unit: u.word, Sub: row.sub, End: last}
	r.set(row.numbers, row.ranged)
	return r, true
}

// row are the numbers of a series as they are read.
type row struct {
	numbers []int // of a range the first and the last
	ranged  bool
	sub     int // 1 of 之一
}

// to reads m as the end of a range; dash says that a dash stands before it and no unit was read.
func (w *row) to(m int, dash bool) {
	from := w.numbers[len(w.numbers)-1]
	switch {
	case m == math.MaxInt || from == math.MaxInt || m-from > 10_000 || from-m > 10_000:
		w.numbers = append(w.numbers, m)
	case dash && m < 10 && m < from && len(w.numbers) == 1:
		// 第120-1条 is 第一百二十条之一.
		w.sub = m
	case len(w.numbers) == 1:
		w.numbers, w.ranged = []int{min(from, m), max(from, m)}, true
	default:
		// A range in a list is written out: 第1、3-5条.
		for n := from + 1; n <= m && len(w.numbers) < 100; n++ {
			w.numbers = append(w.numbers, n)
		}
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
	for n := from; n <= to && len(s) < 100; n++ {
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
		if w != "第" && r.Kind != Clause {
			return r, false
		}
		return r, true
	}
	if r, ok = p.spread(next); ok {
		return r, true
	}
	n, end, ok := p.number(next)
	if !ok || w != "第" || !p.boundary(end) || strings.HasSuffix(p.s[:end], ")") {
		return r, false
	}
	r = Reference{Kind: Clause, Form: Alone, End: end}
	r.set([]int{n}, false)
	return r, true
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
	r = Reference{Kind: u.kind, Unit: u.word, End: behind}
	r.set([]int{n}, false)
	return r, true
}

// pinyinDigits and pinyinUnits are what numbers and units sound like.
var (
	pinyinDigits = []struct{ latin, han string }{{"ling", "零"}, {"liang", "两"}, {"liu", "六"}, {"yi", "一"}, {"er", "二"}, {"san", "三"}, {"si", "四"}, {"wu", "五"}, {"qi", "七"}, {"ba", "八"}, {"jiu", "九"}, {"shi", "十"}, {"bai", "百"}, {"qian", "千"}}
	pinyinUnits  = map[string]unit{"tiao": {"条", Clause}, "zhang": {"章", Section}, "jie": {"节", Section}, "bian": {"编", Section}, "bufen": {"部分", Section}, "kuan": {"款", Paragraph}, "xiang": {"项", Item}}
)

// pinyin reads 20 tiao or er shi tiao behind di.
func (p *parser) pinyin(at int) (r Reference, ok bool) {
	n, size, over := numeral.ReadTyped(p.s[at:])
	if size > 0 && p.s[at] >= utf8.RuneSelf {
		return r, false
	}
	end := p.blanks(at + size)
	if size == 0 {
		var han strings.Builder
	digits:
		for han.Len() < 60 {
			for _, d := range pinyinDigits {
				if strings.HasPrefix(p.s[end:], d.latin) {
					han.WriteString(d.han)
					end = p.blanks(end + len(d.latin))
					continue digits
				}
			}
			break
		}
		if n, size, over = numeral.ReadTyped(han.String()); size == 0 || size != han.Len() {
			return r, false
		}
	}
	if over {
		n = math.MaxInt
	}
	w := letters(p.s[end:])
	u, ok := pinyinUnits[w]
	if !ok {
		return r, false
	}
	r = Reference{Kind: u.kind, Unit: u.word, End: end + len(w)}
	r.set([]int{n}, false)
	return r, true
}

// fromEnd reads what counts from the end: 倒数第二条, 最后一条, 末条, 最后三条, 后两章.
func (p *parser) fromEnd(at int) (r Reference, ok bool) {
	w, next, ok := p.literal(at, "倒数", "最后", "最末", "末尾", "末", "后")
	if !ok || p.behind(at, "之", "此", "然", "以", "今", "期", "年", "月") {
		return r, false
	}
	next = p.blanks(next)
	_, next, one := p.literal(next, "第", "的第")
	n, end, ok := p.number(next)
	if !ok {
		if w == "后" || w == "倒数" {
			return r, false
		}
		n, end = 1, next // 末条, 最后条
	}
	end = p.blanks(end)
	_, end, _ = p.literal(end, "个")
	u, end, ok := p.unit(end)
	if !ok || n < 1 || u.word == "目" || u.word == "部分" && !one && n == 1 && w == "后" {
		return r, false
	}
	r = Reference{Kind: u.kind, Unit: u.word, FromEnd: n, ToEnd: 1, End: end}
	if one || w == "倒数" && n > 1 && u.kind != Clause {
		r.ToEnd = n
	}
	r.OutOfRange = n == math.MaxInt
	return r, true
}

// leading reads 前三条, the first three, and 首条.
func (p *parser) leading(at int) (r Reference, ok bool) {
	w, next, ok := p.literal(at, "开头", "最前", "头", "前", "首")
	if !ok || p.behind(at, "之", "此", "以", "目", "当", "年", "日", "生", "从") {
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
	r = Reference{Kind: u.kind, Unit: u.word, End: end}
	r.set([]int{1, n}, true)
	return r, true
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

// Words around a number and 条 that make it a count. Those that follow and can
// also begin a question about the clause (规定, 要求) are not among them.
var (
	countsBefore = []string{"共", "有", "等", "各", "每", "哪", "这", "那", "几", "多", "余", "其他", "其余", "另外", "分为", "分成", "包括", "包含", "达", "超过", "至少", "不少于", "仅", "只", "约", "列出", "提出", "制定", "出台", "发布", "印发", "推出", "新增", "增加", "数", "近", "满", "上述", "以上", "以下", "下列", "坚持", "落实", "做到", "用", "划出", "总计", "合计", "新", "旧", "老"}
	countsAfter  = []string{"措施", "意见", "禁令", "建议", "办法", "经验", "底线", "红线", "纪律", "标准", "原则", "具体", "基本", "主要", "重要", "新规", "铁规", "军规", "硬", "路径", "举措", "政策", "以上", "以下", "左右", "多", "余"}
)

// bare reads 二十条 and 十一章, unless they count; and, behind a reference to
// a clause, its parts: 20条2款3项, 第二十条（三）.
func (p *parser) bare(at int) (r Reference, ok bool) {
	if at > 0 {
		if before := lastRune(p.s[:at]); numeral.IsTyped(before) || before == '.' && at > 1 && isDigit(p.s[at-2]) || before < utf8.RuneSelf && segmenter.IsWord(before) {
			return r, false
		}
	}
	previous, follows := p.previous(at)
	r, ok = p.series(at)
	if !ok {
		// （三） behind a clause or a paragraph.
		if n, end, ok := p.number(at); ok && follows && previous.Kind != Section && previous.Kind != Item && p.s[at] == '(' {
			r = Reference{Kind: Item, Unit: "项", End: end}
			r.set([]int{n}, false)
			return r, true
		}
		return r, false
	}
	if follows && (r.Kind == Paragraph || r.Kind == Item) && previous.Kind != Section {
		return r, true
	}
	if p.s[at] == '(' {
		r.Form = Named
		return r, r.Kind == Item
	}
	first, _ := utf8.DecodeRuneInString(p.s[at:])
	if r.Kind > Section || r.From > 9999 || first == '万' || first == '亿' || first == '百' || first == '千' || first == '零' || first == '0' {
		return r, false
	}
	if end := p.s[:r.End]; strings.HasSuffix(end, "措施") || strings.HasSuffix(end, "条款") {
		return r, false // 38项措施
	}
	if strings.HasSuffix(p.s[:r.End], "点") {
		return r, false // 六点 is a time; 第六点 is a clause
	}
	if whole := at == 0 && strings.Trim(p.s[r.End:], " .?!。") == ""; !whole {
		// 一条, 两章: in a sentence these count.
		if r.From == r.To && (first == '一' && r.From == 1 || first == '两') || r.Unit == "节" || r.Unit == "篇" {
			return r, false
		}
		if p.behind(at, countsBefore...) {
			return r, false
		}
		for _, w := range countsAfter {
			if strings.HasPrefix(p.s[r.End:], w) {
				return r, false
			}
		}
	}
	r.Form = Bare
	return r, true
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
	r = Reference{Kind: Section, End: behind}
	r.set([]int{n}, false)
	return r, true
}
