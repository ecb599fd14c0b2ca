// Package citation finds the references of a clause, such as 《…》第X条, 本法第三条 and 前款, and the documents and clauses
// that they refer to. [Of] reads a clause; [Citation.Resolve] looks a citation up in a [Library].
package citation

import (
	"sort"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/corpus/label"
	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
	"tiaowen/corpus/sentences"
)

// Citation is a reference in a clause to a document, or to a clause of this or
// another document. A range (本法第三十条至第三十二条) is one citation. Each member of a
// list (第五条、第七条和第九条) is a citation of its own.
type Citation struct {
	From        *corpus.Clause
	corpus.Span // the words of the reference; the first member of a list includes the title

	Title string // as printed without 《》 (刑法, 党章, 本法); "" if the document is not named
	Self  bool   // it refers to the document of From: 本法, 前款, 依照第十二条

	Unit   string // 编, 章 or 节 if a section is cited, else ""
	UnitN  int    // its number
	Number int    // of the article (条), 0 if none is cited
	Sub    int    // 1 for 第一百二十条之一
	To     int    // last article of a range 第三十条至第三十二条, else 0
	ToSub  int
	Para   int // 款, 0 if none is cited
	ParaTo int // last 款 of a range, else 0
	Item   int // 项, 0 if none is cited
	ItemTo int // last 项 of a range, else 0
}

// Of finds the documents and clauses that the clause refers to, in the
// order of the text.
//
// A document is named in 《》, perhaps with titles inside titles, or without: laws by
// their short names, the Party's constitution (党章), 中央八项规定, and any name that ends in 法, 条例, 办法 …
// before 第N条. 本法 without a number is not reported.
func Of(c *corpus.Clause) []Citation {
	r := citationReader{c: c, src: c.Document.Source}
	r.object, r.amends = Amended(c.Document.Title)
	r.read()
	return r.out
}

// Amended returns the name of the document that a document of this title
// amends: 刑法 for 刑法修正案（八）. yes says whether it amends any; the name is ""
// if it amends several. In such a document, 本法 and 第N条 refer to the amended one.
func Amended(title string) (name string, yes bool) {
	if name, _, cut := strings.Cut(title, "修正案"); cut {
		return strings.Trim(name, "《》 "), true
	}
	_, rest, cut := strings.Cut(title, "关于修改")
	if !cut {
		return "", strings.HasSuffix(title, "修改决定")
	}
	if first := strings.Index(rest, "《"); first >= 0 && !strings.Contains(rest, "》等") {
		if last := strings.LastIndex(rest, "》"); last > first {
			return rest[first+len("《") : last], true
		}
	}
	return "", true
}

type citationReader struct {
	c      *corpus.Clause
	src    string
	amends bool   // the document amends another
	object string // the title of the amended document
	out    []Citation
	other  string // the title of the last cited document other than this one
}

func (r *citationReader) read() {
	end := r.c.Body.End
	for i := r.c.Body.Start; i < end; {
		q, n := rune(r.src[i]), 1
		if q >= utf8.RuneSelf {
			q, n = utf8.DecodeRuneInString(r.src[i:end])
		}
		next := 0
		switch q {
		case '《':
			next = r.titled(i)
		case '本':
			next = r.own(i)
		case '第':
			next = r.unnamed(i)
		case '前', '上', '下':
			next = r.near(i)
		case '该', '同':
			next = r.same(i)
		default:
			if bareNames.First[q] != nil {
				next = r.bare(i)
			}
		}
		if next > i {
			i = next
		} else {
			i += n
		}
	}
}

// add appends a citation and returns the offset after it.
func (r *citationReader) add(c Citation) int {
	c.From = r.c
	r.out = append(r.out, c)
	if !c.Self && c.Title != "" {
		r.other = c.Title
	}
	return c.End
}

// titled reads 《…》 and the articles after it.
func (r *citationReader) titled(i int) int {
	end := min(r.c.Body.End, i+sentences.MaxPair)
	depth, stop := 0, 0
	for k := i; k < end && stop == 0; {
		q, n := utf8.DecodeRuneInString(r.src[k:end])
		switch q {
		case '《', '〈':
			depth++
		case '》', '〉':
			if depth--; depth == 0 {
				stop = k
			}
		case '\n', '。':
			return 0
		}
		k += n
	}
	if stop == 0 || stop == i+len("《") {
		return 0
	}
	c := Citation{Span: corpus.Span{Start: i, End: stop + len("》")}, Title: r.src[i+len("《") : stop]}
	return r.chain(c, skipNote(r.src[:r.c.Body.End], c.End), false)
}

// skipNote returns the offset after a note in brackets that follows a title,
// such as （以下简称民法典） or （2018年修正）. Without a note it returns at.
func skipNote(s string, at int) int {
	r, n := utf8.DecodeRuneInString(s[at:])
	if r != '（' && r != '(' {
		return at
	}
	for k := at + n; k < len(s) && k < at+120; {
		q, m := utf8.DecodeRuneInString(s[k:])
		k += m
		switch q {
		case '）', ')':
			if v := label.Read(s[at:k]); v.Unit != label.None {
				return at
			}
			return k
		case '《', '\n', '。':
			return at
		}
	}
	return at
}

// own reads 本法第三条, 本条第二款 and similar references.
func (r *citationReader) own(i int) int {
	rest := r.src[i+len("本") : r.c.Body.End]
	n := selfNames.Begins(rest)
	if n == 0 {
		return 0
	}
	at := i + len("本") + n
	c := Citation{Span: corpus.Span{Start: i, End: at}, Title: r.src[i:at], Self: true}
	if r.amends && c.Title != "本决定" {
		c.Title, c.Self = r.object, false
	}
	if rest[:n] == "条" {
		if r.amends {
			return 0
		}
		c.Title, c.Number, c.Sub = "", r.c.Number, r.c.Sub
	}
	return r.chain(c, at, true)
}

// same reads 该法第三条 and 同法第三条, which refer to the document cited before.
func (r *citationReader) same(i int) int {
	_, n := utf8.DecodeRuneInString(r.src[i:])
	rest := r.src[i+n : r.c.Body.End]
	m := selfNames.Begins(rest)
	if m == 0 || rest[:m] == "条" || r.other == "" {
		return 0
	}
	at := i + n + m
	return r.chain(Citation{Span: corpus.Span{Start: i, End: at}, Title: r.other}, at, true)
}

// near reads 前款, 前两款, 前条, 下条.
func (r *citationReader) near(i int) int {
	if r.amends {
		return 0
	}
	q, n := utf8.DecodeRuneInString(r.src[i:])
	at := i + n
	v := 1
	if q == '前' {
		if k, _, w := numeral.Read(r.src[at:r.c.Body.End]); w > 0 {
			v, at = k, at+w
		}
	}
	u, n := utf8.DecodeRuneInString(r.src[at:r.c.Body.End])
	at += n
	c := Citation{Span: corpus.Span{Start: i, End: at}, Self: true}
	if !r.points(&c, q == '下', u, v, r.src[at:r.c.Body.End]) {
		return 0
	}
	return r.chain(c, at, false)
}

// points fills in c for the v units u before the clause, or for the next unit; rest are the words after the unit. It
// reports whether the words are a reference.
func (r *citationReader) points(c *Citation, next bool, u rune, v int, rest string) bool {
	own := r.c.Number
	switch {
	case u == '款' && !next && v < 100:
		c.Number, c.Sub = own, r.c.Sub
		here := paragraphAt(r.c, c.Start)
		if c.Para = max(here-v, 0); c.Para > 0 && v > 1 {
			c.ParaTo = here - 1
		}
		return !strings.HasPrefix(rest, "项")
	case u == '条' && !next && v < 100 && own > v:
		c.Number = own - v
		if v > 1 {
			c.To = own - 1
		}
		return true
	case u == '条' && next && own > 0 && !strings.HasPrefix(rest, "件"):
		c.Number = own + 1
		return true
	}
	return false
}

// paragraphAt is the number of the paragraph (款) that contains the offset, 1 for the first.
func paragraphAt(c *corpus.Clause, at int) int {
	n := 0
	for _, p := range c.Parts {
		if p.Kind != corpus.Paragraph {
			continue
		}
		if p.Start > at {
			break
		}
		n++
	}
	return max(n, 1)
}

// unnamed reads 第十二条第二款 without a title right before it.
func (r *citationReader) unnamed(i int) int {
	f, ok := readRef(r.src[i:r.c.Body.End])
	if !ok || f.unit == '项' || f.unit == '目' {
		return 0
	}
	if script.StartsWith(lastChar(r.src[:i]), "“\"") {
		return i + f.size // the label of a new article in an amendment
	}
	c := Citation{Span: corpus.Span{Start: i, End: i}, Self: !r.amends, Title: r.object}
	switch f.unit {
	case '款':
		if r.amends {
			return i + f.size
		}
		if r.c.Number == 0 {
			return 0
		}
		c.Number, c.Sub = r.c.Number, r.c.Sub
	case '条', '章':
		if from := nameBefore(r.src[r.c.Body.Start:i]); from > 0 {
			c.Start, c.Title, c.Self = i-from, r.src[i-from:i], false
		}
	}
	return r.chain(c, i, true)
}

// lastChar is the last character of s.
func lastChar(s string) string {
	_, n := utf8.DecodeLastRuneInString(s)
	return s[len(s)-n:]
}

// bare reads a law's short name, 党章, 宪法.
func (r *citationReader) bare(i int) int {
	rest := r.src[i:r.c.Body.End]
	n := bareNames.Begins(rest)
	if n == 0 || notLaw.Begins(rest[n:]) > 0 || strings.HasPrefix(rest[n:], "规") && !strings.HasPrefix(rest[n:], "规定") {
		return 0
	}
	n += extends.Begins(rest[n:])
	if strings.HasSuffix(rest[:n], "修正案") {
		if l := label.Read(rest[n:]); l.Unit == label.HanParen {
			n += l.Size
		}
	}
	c := Citation{Span: corpus.Span{Start: i, End: i + n}, Title: rest[:n]}
	if state := "中华人民共和国"; strings.HasSuffix(r.src[r.c.Body.Start:i], state) {
		c.Start -= len(state)
		c.Title = r.src[c.Start:c.End]
	}
	return r.chain(c, skipNote(r.src[:r.c.Body.End], c.End), false)
}

// nameBefore returns the length of the document name at the end of text:
// 海事诉讼特别程序法 of 应当依照海事诉讼特别程序法. It returns 0 if there is none.
func nameBefore(text string) int {
	kind := docKinds.Ends(text)
	if kind == 0 {
		return 0
	}
	n := kind
	for n < len(text) && n < 120 {
		left := text[:len(text)-n]
		q, m := utf8.DecodeLastRuneInString(left)
		if !script.IsHan(q) || nameStops.Ends(left) > 0 {
			break
		}
		n += m
	}
	if n == kind || strings.HasPrefix(text[len(text)-n:], "本") {
		return 0
	}
	return n
}

// chain reads the articles, paragraphs and items from at on, appends the
// citations and returns the offset after them. must says that c is not a citation without them.
func (r *citationReader) chain(c Citation, at int, must bool) int {
	text := r.src[:r.c.Body.End]
	open := false // c is a citation that is not appended yet
	if !must {
		open = true
	}
	for first := true; ; first = false {
		k, to := at, false
		if !first {
			k = script.SkipBlank(text, k, len(text))
			if n := refLinks.Begins(text[k:]); n > 0 {
				to = refTo.Begins(text[k:]) > 0
				k += n
			}
		}
		linked := k > at
		f, ok := readRef(text[k:])
		if !ok {
			break
		}
		end := k + f.size
		switch {
		case to:
			if !r.rangeTo(&c, f) {
				if open {
					r.add(c)
				}
				return c.End
			}
			c.End = end
		case linked && open && c.within(f.unit) || linked && open && f.unit == '条':
			r.add(c)
			c = c.sibling(f.unit, k)
			c.set(f)
			c.End = end
		case linked:
			goto done
		default:
			if c.has(f.unit) { // 第三条第三条: two references
				goto done
			}
			c.set(f)
			c.End = end
		}
		open, at = true, end
		for _, v := range f.list { // 第一、三项
			c.End = k + strings.LastIndex(text[k:k+v.at], "、")
			r.add(c)
			c = c.sibling(f.unit, v.at+k)
			c.set(ref{unit: f.unit, number: v.number, sub: v.sub})
			c.End = end
		}
	}
done:
	if !open {
		return 0
	}
	return r.add(c)
}

// rangeTo makes f the end of a range. It returns false if c is not the beginning of one.
func (r *citationReader) rangeTo(c *Citation, f ref) bool {
	switch {
	case f.unit == '条' && c.Number > 0 && c.Para == 0:
		c.To, c.ToSub = f.number, f.sub
	case f.unit == '款' && c.Para > 0 && c.Item == 0:
		c.ParaTo = f.number
	case f.unit == '项' && c.Item > 0:
		c.ItemTo = f.number
	default:
		return false
	}
	return true
}

// within reports whether a list can continue with the unit: 第一款、第三款.
func (c *Citation) within(unit rune) bool {
	switch unit {
	case '款':
		return c.Para > 0
	case '项':
		return c.Item > 0
	case '章', '节', '编':
		return c.Unit == string(unit)
	}
	return false
}

// has reports whether the number of the unit is set.
func (c *Citation) has(unit rune) bool {
	switch unit {
	case '条':
		return c.Number > 0
	case '款':
		return c.Para > 0
	case '项':
		return c.Item > 0
	}
	return false
}

// sibling is the next member of a list, of the same unit as the member before.
func (c Citation) sibling(unit rune, start int) Citation {
	c.Start, c.ItemTo = start, 0
	c.Item = 0
	if unit == '项' {
		return c
	}
	c.Para, c.ParaTo = 0, 0
	if unit == '款' {
		return c
	}
	c.Number, c.Sub, c.To, c.ToSub = 0, 0, 0, 0
	if unit != '条' {
		c.Unit, c.UnitN = "", 0
	}
	return c
}

func (c *Citation) set(f ref) {
	switch f.unit {
	case '条':
		c.Number, c.Sub = f.number, f.sub
		c.Unit, c.UnitN = "", 0
	case '款':
		c.Para = f.number
	case '项':
		c.Item = f.number
	case '章', '节', '编':
		c.Unit, c.UnitN = string(f.unit), f.number
	}
}

// ref is a single 第N条, 第N款 or 第（N）项.
type ref struct {
	unit        rune // 条 款 项 目 编 章 节
	number, sub int
	size        int       // bytes
	list        []listRef // further numbers before the unit: 第一、三项
}

type listRef struct{ number, sub, at int }

// readRef reads the reference at the beginning of s: 第三条, 第 3 条, 第一百二十条之一,
// 第（三）项, （三）项 or 第一、三项.
func readRef(s string) (ref, bool) {
	n := 0
	r, w := utf8.DecodeRuneInString(s)
	bracketed := r == '（' || r == '('
	if r == '第' || r == '笫' {
		n = w
	} else if !bracketed {
		return ref{}, false
	}
	var f ref
	if n = f.readNumbers(s, n); n == 0 {
		return ref{}, false
	}
	if n = f.readUnit(s, n); n == 0 || bracketed && f.unit != '项' && f.unit != '目' {
		return ref{}, false
	}
	if f.unit == '条' && strings.HasPrefix(s[n:], "之") {
		if v, _, w := numeral.Read(s[n+len("之"):]); v > 0 && v < 100 {
			f.sub = v
			n += len("之") + w
		}
	}
	f.size = n
	return f, true
}

// maxRefs is the maximum number of numbers in a list before a unit.
const maxRefs = 20

// readNumbers reads the number at n and those that 、 joins to it. It returns the offset after them, 0 if there is none.
func (f *ref) readNumbers(s string, n int) int {
	for k := 0; ; k++ {
		n = script.SkipBlank(s, n, len(s))
		v, size := readRefNumber(s[n:])
		if size == 0 {
			return 0
		}
		if k == 0 {
			f.number = v
		} else {
			f.list = append(f.list, listRef{number: v, at: n})
		}
		n = script.SkipBlank(s, n+size, len(s))
		if !strings.HasPrefix(s[n:], "、") || k > maxRefs {
			return n
		}
		n += len("、")
	}
}

// readUnit reads the unit at n. It returns the offset after it, 0 if there is none.
func (f *ref) readUnit(s string, n int) int {
	u, w := utf8.DecodeRuneInString(s[n:])
	n += w
	if u == '分' && strings.HasPrefix(s[n:], "编") {
		u, n = '编', n+len("编")
	} else if !strings.ContainsRune("条款项目编章节", u) {
		return 0
	}
	if x, ok := notUnit[u]; ok && strings.ContainsRune(x, script.FirstRune(s[n:])) {
		return 0
	}
	f.unit = u
	return n
}

// readRefNumber reads 三, 12, （三) or (3).
func readRefNumber(s string) (v, size int) {
	if r := script.FirstRune(s); r == '（' || r == '(' {
		l := label.Read(s)
		if l.Unit != label.HanParen && l.Unit != label.DigitParen {
			return 0, 0
		}
		return l.Number, l.Size
	}
	v, _, size = numeral.Read(s)
	if v == 0 {
		return 0, 0
	}
	return v, size
}

// notUnit are the characters that form another word with a unit: 第三条件, 第一项目.
var notUnit = map[rune]string{'条': "件路例线腿", '款': "项式物额", '项': "目", '编': "制号辑", '章': "程", '节': "目课点能", '目': "标的录前"}

// Library finds documents by the titles under which they are cited.
type Library struct {
	byKey map[string][]*corpus.Document
}

// NewLibrary makes a library of documents. A document is found by its title,
// with or without 中华人民共和国, issuer and punctuation. A part of a code (中华人民共和国民法典 合同编) is
// also found by the name of the code.
func NewLibrary(documents []*corpus.Document) *Library {
	l := &Library{byKey: make(map[string][]*corpus.Document)}
	for _, d := range documents {
		for _, key := range titleKeys(d.Title) {
			l.byKey[key] = append(l.byKey[key], d)
		}
	}
	for _, list := range l.byKey {
		sort.SliceStable(list, func(i, j int) bool { return list[i].Date > list[j].Date })
	}
	return l
}

// Find returns the documents that are cited by a title, the newest first.
func (l *Library) Find(title string) []*corpus.Document {
	key := titleKey(title)
	if found := l.byKey[key]; found != nil {
		return found
	}
	return l.byKey[fullNames[key]]
}

// Resolve returns the cited document and its cited clauses, from
// Number to To. There are no clauses if the citation does not name an article. The document is nil
// if it is not in the library. Clauses that the document does not have are omitted. Of
// several versions, or parts of a code, Resolve takes the newest that has the article.
func (c Citation) Resolve(l *Library) (*corpus.Document, []*corpus.Clause) {
	documents := []*corpus.Document{c.From.Document}
	if !c.Self {
		documents = l.Find(c.Title)
	}
	for _, d := range documents {
		if c.Number == 0 {
			return d, nil
		}
		if found := articles(d, c); found != nil {
			return d, found
		}
	}
	if len(documents) > 0 {
		return documents[0], nil
	}
	return nil, nil
}

// articles returns the clauses from the one cited to the last of its range.
func articles(d *corpus.Document, c Citation) []*corpus.Clause {
	var out []*corpus.Clause
	last, lastSub := c.To, c.ToSub
	if last == 0 {
		last, lastSub = c.Number, c.Sub
	}
	for _, x := range d.Clauses {
		if x.Kind != corpus.Article {
			continue
		}
		after := x.Number > c.Number || x.Number == c.Number && x.Sub >= c.Sub
		before := x.Number < last || x.Number == last && x.Sub <= lastSub
		if after && before {
			out = append(out, x)
		}
	}
	return out
}

// titleKey is the form in which titles are compared: without 中华人民共和国, punctuation and blanks.
func titleKey(title string) string {
	title = strings.ReplaceAll(title, "中华人民共和国", "")
	return strings.Map(func(r rune) rune {
		if script.CloserOf(r) != 0 || script.IsCloser(r) || script.IsLoose(r) {
			return -1
		}
		return r
	}, title)
}

// titleKeys are the keys by which a document of this title is found.
func titleKeys(title string) []string {
	keys := []string{titleKey(title)}
	add := func(s string) {
		key := titleKey(s)
		for _, k := range keys {
			if k == key {
				return
			}
		}
		if key != "" {
			keys = append(keys, key)
		}
	}
	if name, _, cut := strings.Cut(title, " "); cut && strings.HasSuffix(name, "法典") {
		add(name)
	}
	short := issuers.After(strings.Join(strings.Fields(title), ""))
	if strings.HasPrefix(short, "关于") {
		add(short)
	}
	return keys
}
