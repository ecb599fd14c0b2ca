// Package reference finds what a question names by number: 第二十条第二款, 18到21, art. 31, 最后一条.
//
// [All] gives the references of a text, [Number] reads a whole text as one number. Clause numbers
// never come from the words of a text: the dictionary holds 第二十条 as one word and not 第20条.
package reference

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/numeral"
	"tiaowen/corpus/wordlist"
	"tiaowen/segmenter"
)

// Kind is what a Reference names.
type Kind uint8

// The kinds of references.
const (
	Clause    Kind = iota // 条, clause, article
	Section               // 部分, 编, 分编, 章, 节, or a heading 六、
	Paragraph             // 款 of a clause
	Item                  // 项 or 目 of a clause
)

// String is the English word for what is named: clause, section, paragraph, item.
func (k Kind) String() string {
	return [...]string{"clause", "section", "paragraph", "item"}[k]
}

// Form is how plainly a Reference is one.
type Form uint8

// The forms of references, the surest first.
const (
	Named Form = iota // 第二十条, clause 20, 最后一条: nothing else can be meant
	Bare              // 二十条: the clause, or so many clauses; counting phrases (共38条) are no references
	Alone             // 二十, 18-21: a number that is the whole text, or stands apart in it (民法典 五十四)
)

// Reference is a place of a text that names clauses, sections, or parts of
// clauses by their numbers.
type Reference struct {
	Kind Kind
	Form Form
	Unit string // as folded: 条 章 节 编 分编 篇 部分 款 项 目; "" for 六、, for "section" and for a number alone

	// From and To are the smallest and the largest number named, equal for
	// one; Numbers holds them one by one when they were listed (第3、4条), in
	// the order of the text, and is nil otherwise. All are 0 when the
	// reference counts from the end.
	From, To int
	Numbers  []int
	Sub      int // 1 for 第一百二十条之一 and 第120-1条, else 0

	// FromEnd and ToEnd count from the end, 1 is the last: 倒数第二条 is 2 and
	// 2, 最后三条 is 3 and 1. Both are 0 otherwise.
	FromEnd, ToEnd int

	OutOfRange bool // a number above 999,999,999: From or To is math.MaxInt
	Chained    bool // continues the reference before it: 第二款 in 第二十条第二款
	Start, End int  // bytes of the text given
}

// Has reports whether the reference names the number n.
func (r Reference) Has(n int) bool {
	if r.Numbers == nil {
		return r.FromEnd == 0 && r.From <= n && n <= r.To
	}
	for _, m := range r.Numbers {
		if m == n {
			return true
		}
	}
	return false
}

// Label is the reference in the words of a statute, for messages: 第二十条 is
// 第20条, clauses 3 and 4 are 第3、4条, and 第120-1条 is 第一百二十条之一.
func (r Reference) Label() string {
	unit := r.Unit
	if unit == "" {
		unit = [...]string{"条", "部分", "款", "项"}[r.Kind]
	}
	switch {
	case r.FromEnd > 0 && r.FromEnd == r.ToEnd:
		return "倒数第" + strconv.Itoa(r.FromEnd) + unit
	case r.FromEnd > 0:
		return "最后" + strconv.Itoa(r.FromEnd) + unit
	}
	if r.Sub > 0 && r.From != math.MaxInt {
		return "第" + numeral.Han(r.From) + unit + "之" + numeral.Han(r.Sub) // no text writes 第120条之1
	}
	return "第" + r.numbers() + unit
}

// numbers writes the numbers of a label; one that is out of range is a question mark.
func (r Reference) numbers() string {
	digits := func(n int) string {
		if n == math.MaxInt {
			return "?"
		}
		return strconv.Itoa(n)
	}
	switch {
	case r.Numbers != nil:
		var list []string
		for _, n := range r.Numbers {
			list = append(list, digits(n))
		}
		return strings.Join(list, "、")
	case r.From != r.To:
		return digits(r.From) + "–" + digits(r.To)
	}
	return digits(r.From)
}

// All finds what a text names by number: clauses, sections, paragraphs
// and items, in Chinese and English, in the order of the text. They do not
// overlap. It is made for queries and for citations in running text: ordinals
// that name something else (第一责任人, 第三人, 第一审), terms that begin with a
// number (三会一课, 八项规定) and phrases that count (共38条, 十条措施) are left out.
func All(text string) []Reference {
	folded, m := segmenter.Fold(text)
	p := &parser{s: folded}
	p.all()
	for i := range p.found {
		r := &p.found[i]
		r.Start, r.End = m.Span(r.Start, r.End)
	}
	return p.found
}

// Number reads a whole string as a number from 0 to 999,999,999, in any
// form people type: 20, ２０, 二十, 廿, 卅四, 贰拾贰, 二〇, 一百零八, 两百五, 1万2千,
// twenty, twenty-first, 108th. Blanks around it are ignored. ok is false when
// the string is not a number or is out of range.
func Number(s string) (n int, ok bool) {
	folded, _ := segmenter.Fold(strings.TrimSpace(s))
	if folded == "" {
		return 0, false
	}
	n, size, over := numeral.ReadTyped(folded)
	if size < len(folded) {
		n, size, over = numeral.ReadEnglish(folded)
	}
	return n, size == len(folded) && !over
}

// parser reads references from a folded text; its places are bytes of s.
type parser struct {
	s     string
	found []Reference
}

// A form of reference is tried at one place of the text: it gives the
// reference, with its End, or false. The order is that of the attempts.
var forms = []func(*parser, int) (Reference, bool){
	(*parser).heading,
	(*parser).fromEnd,
	(*parser).named,
	(*parser).leading,
	(*parser).bare,
	(*parser).english,
	(*parser).ordinal,
	(*parser).apart,
}

func (p *parser) all() {
	if r, ok := p.whole(); ok {
		p.found = append(p.found, r)
		return
	}
	for at := 0; at < len(p.s); {
		if p.s[at] == ' ' { // no form begins with a blank
			at++
			continue
		}
		next := at + p.step(at)
		if !begins(p.s[at:]) {
			at = next
			continue
		}
		for _, form := range forms {
			if r, ok := form(p, at); ok {
				r.Start, r.Chained = at, p.chains(r, at)
				if r.Chained && r.Kind > Section {
					p.splitList()
				}
				p.found = append(p.found, r)
				next = r.End
				break
			}
		}
		at = next
	}
}

// begins reports whether a reference may begin with the first character of a
// text: few characters can, and the forms need not be tried at the others.
func begins(text string) bool {
	if text[0] < utf8.RuneSelf {
		return true
	}
	r, _ := utf8.DecodeRuneInString(text)
	return numeral.IsTyped(r) || strings.ContainsRune("第弟递倒最末后开头前首§", r)
}

// step is the length of what a reference cannot begin inside of: a row of
// letters or of digits, else a character.
func (p *parser) step(at int) int {
	n := len(letters(p.s[at:]))
	if n > 0 {
		return n
	}
	for at+n < len(p.s) && isDigit(p.s[at+n]) {
		n++
	}
	if n > 0 {
		return n
	}
	_, n = utf8.DecodeRuneInString(p.s[at:])
	return n
}

// hanFirst is the first Chinese character, that of CJK extension A.
const hanFirst = 0x3400

// letters is the row of letters that a folded text begins with.
func letters(s string) string {
	i := 0
	for i < len(s) && s[i] >= 'a' && s[i] <= 'z' {
		i++
	}
	return s[:i]
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// chains reports whether a reference at a place goes on from the one before.
func (p *parser) chains(r Reference, at int) bool {
	before, ok := p.previous(at)
	if !ok {
		return false
	}
	if strings.Contains(p.s[before.End:at], ",") && r.Kind <= before.Kind {
		return false
	}
	if r.Kind == Section {
		return before.Kind == Section && before.Unit != r.Unit
	}
	return r.Kind > before.Kind || before.Kind == Section || r.Kind == Item && before.Unit == "项" && r.Unit == "目"
}

// splitList makes two references of 第三条和第五条 when a part follows: 第（二）项 is that of 第五条 alone.
func (p *parser) splitList() {
	list := &p.found[len(p.found)-1]
	if list.Kind != Clause || list.Numbers == nil {
		return
	}
	at := strings.LastIndex(p.s[list.Start:list.End], "第")
	if at <= 0 { // 第三、五条: the part is that of both
		return
	}
	n := len(list.Numbers) - 1
	last := *list
	last.set(list.Numbers[n:], false)
	last.Numbers, last.Start = nil, list.Start+at
	first := list.Numbers[:n]
	list.Numbers, list.End = nil, last.Start
	for _, sign := range lists {
		list.End = len(strings.TrimSuffix(p.s[:list.End], sign))
	}
	list.set(first, false)
	p.found = append(p.found, last)
}

// previous is the reference that ends at a place, a blank, a comma or 的 between them.
func (p *parser) previous(at int) (Reference, bool) {
	if len(p.found) == 0 {
		return Reference{}, false
	}
	r := p.found[len(p.found)-1]
	switch strings.Trim(p.s[r.End:at], " ") {
	case "", ",", "的", "中", "之", "中的":
		return r, true
	}
	return Reference{}, false
}

// blanks skips the blanks at a place; a line end is not a blank.
func (p *parser) blanks(at int) int {
	for at < len(p.s) && p.s[at] == ' ' {
		at++
	}
	return at
}

// literal reads one of some words at a place, the first that stands there.
func (p *parser) literal(at int, words ...string) (word string, end int, ok bool) {
	for _, w := range words {
		if strings.HasPrefix(p.s[at:], w) {
			return w, at + len(w), true
		}
	}
	return "", at, false
}

// set fills in the numbers of a reference.
func (r *Reference) set(numbers []int, ranged bool) {
	r.From, r.To = numbers[0], numbers[0]
	for _, n := range numbers {
		r.From, r.To = min(r.From, n), max(r.To, n)
		r.OutOfRange = r.OutOfRange || n == math.MaxInt
	}
	if len(numbers) > 1 && !ranged {
		r.Numbers = numbers
	}
}

// boundary reports whether nothing is written on at a place: the end, a blank
// or a sign.
func (p *parser) boundary(at int) bool {
	if at >= len(p.s) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(p.s[at:])
	return !segmenter.IsWord(r)
}

// whole reads a text that is a number, a list or a range and nothing else.
func (p *parser) whole() (r Reference, ok bool) {
	const signs = " \n.?!。,;:'\"()"
	start := len(p.s) - len(strings.TrimLeft(p.s, signs))
	end := len(strings.TrimRight(p.s, signs))
	if start >= end || !begins(p.s[start:]) {
		return r, false
	}
	text := p.s[start:end]
	if r, ok := p.wholeItem(text); ok {
		return r, true
	}
	if r, ok = wholeSeries(text); !ok {
		n, size, ok := english(text)
		if !ok || size < len(text) {
			return r, false
		}
		r = alone(end, n)
	}
	r.Start, r.End = start, end
	return r, true
}

// wholeSeries reads numbers without a unit, as if 条 stood behind them.
func wholeSeries(text string) (r Reference, ok bool) {
	p := &parser{s: text + "条"}
	r, ok = p.series(0)
	if !ok || r.End < len(p.s) || strings.Contains(text, "条") || r.Sub > 0 && !strings.Contains(text, "-") {
		return Reference{}, false
	}
	r.Form, r.Unit = Alone, ""
	return r, true
}

// wholeItem reads （三）, where number is the text without its brackets.
func (p *parser) wholeItem(number string) (r Reference, ok bool) {
	inner := strings.Trim(p.s, " \n")
	if inner[0] != '(' || inner[len(inner)-1] != ')' {
		return r, false
	}
	n, size, over := numeral.ReadTyped(number)
	if size < len(number) || over {
		return r, false
	}
	r = unit{"项", Item}.reference(strings.LastIndexByte(p.s, ')')+1, n)
	r.Start = strings.IndexByte(p.s, '(')
	return r, true
}

// apart reads a number that blanks or signs part from everything else: 民法典
// 五十四, 20 禁止什么. A single 一 is too common a word.
func (p *parser) apart(at int) (r Reference, ok bool) {
	if !p.parted(at) {
		return p.behindName(at)
	}
	if r, ok := p.inserted(at); ok { // 民法典 120-1
		return r, true
	}
	n, size, ok := typed(p.s[at:])
	if !ok || n == 0 || n == 1 && p.s[at] >= utf8.RuneSelf {
		return r, false
	}
	end := at + size
	if _, _, counts := p.unit(end); counts || end < len(p.s) && strings.IndexByte(" \n?\"", p.s[end]) < 0 {
		return r, false // 共 38 条
	}
	return alone(end, n), true
}

// parted reports whether a blank, a line end, a quotation mark or 》 stands before a place, or nothing.
func (p *parser) parted(at int) bool {
	return at == 0 || strings.IndexByte(" \n\"", p.s[at-1]) >= 0 || strings.HasSuffix(p.s[:at], "》")
}

// behindName reads digits right behind characters, at the end: 民法典54, 刑法120-1. A number in characters
// is read behind the words that end the names of texts: 民法典五百六十三.
func (p *parser) behindName(at int) (r Reference, ok bool) {
	if !p.nameBefore(at) {
		return r, false
	}
	if r, ok := p.inserted(at); ok {
		return r, true
	}
	n, size, ok := typed(p.s[at:])
	if !ok || n == math.MaxInt || n < 2 && !isDigit(p.s[at]) || !p.ends(at+size) {
		return r, false
	}
	return alone(at+size, n), true
}

// nameBefore reports whether a Chinese character that is not a numeral stands right before a place. Before a
// number in characters it must end a word of [named].
func (p *parser) nameBefore(at int) bool {
	before := lastRune(p.s[:at])
	if before < hanFirst || numeral.IsTyped(before) {
		return false
	}
	return isDigit(p.s[at]) || p.behind(at, named...)
}

// inserted reads 120-1 and 120之一 at the end: a clause that was inserted behind another.
func (p *parser) inserted(at int) (r Reference, ok bool) {
	n, size, ok := typed(p.s[at:])
	if !ok || n == math.MaxInt {
		return r, false
	}
	sign, next, ok := p.literal(at+size, "-", "之")
	if !ok {
		return r, false
	}
	highest := 99
	if sign == "-" { // 10-12 are three clauses; so many are not inserted
		highest = min(9, n-1)
	}
	sub, size, ok := typed(p.s[next:])
	if !ok || sub < 1 || sub > highest || !p.ends(next+size) {
		return r, false
	}
	r = alone(next+size, n)
	r.Sub = sub
	return r, true
}

// ends reports whether nothing but signs follows a place.
func (p *parser) ends(at int) bool { return strings.Trim(p.s[at:], " ?!。.") == "" }

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

// words.txt describes each list.
var (
	words        = wordlist.Read(wordsFile)
	named        = words.Words("named")
	countsBefore = words.Words("countsBefore")
	countsAfter  = words.Words("countsAfter")
	notFromEnd   = words.Words("notFromEnd")
	notLeading   = words.Words("notLeading")
)
