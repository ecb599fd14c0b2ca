package index

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/index/gram"
)

// People shorten the names of documents: 差旅费办法 for 华远科技有限公司差旅费管理办法,
// 民诉解释 for 最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释. A short name keeps the
// word that says what the document is, and before it some of the title's words,
// whole or by their first characters, in their order. Which titles it may stand
// for is read off the documents that are loaded; how much of a title's own words
// it keeps decides among them.

// kinds are the words that titles and their short names end in, the longer
// before those that they end in. A loose one is an ordinary word of questions
// as well, and ends a name only where something shows that it does.
var kinds = []struct {
	word  string
	loose bool
}{
	{"司法解释", false}, {"修正案", false}, {"议定书", false}, {"条例", false}, {"办法", false}, {"准则", false}, {"细则", false},
	{"章程", false}, {"公约", false}, {"民约", false}, {"守则", false}, {"手册", false}, {"规程", false}, {"纲要", false}, {"须知", false},
	{"预案", false}, {"通则", false}, {"规则", false}, {"规范", true}, {"指引", true}, {"指南", true}, {"规定", true}, {"制度", true},
	{"措施", true}, {"意见", true}, {"方案", true}, {"解释", true}, {"标准", true}, {"通知", true}, {"计划", true}, {"规划", true},
	{"合同", true}, {"协议", true}, {"协定", true}, {"决定", true}, {"批复", true}, {"安排", true}, {"公告", true}, {"答复", true},
	{"目录", true}, {"流程", true}, {"法", false},
}

const (
	lawKind      = "法"
	judicialKind = "司法解释" // a ruling of the highest court, whatever its title calls it
)

// kindOf is the word at the end of a name that says what it is, "" for none.
func kindOf(name string) (kind string, loose bool) {
	for _, k := range kinds {
		if strings.HasSuffix(name, k.word) {
			return k.word, k.loose
		}
	}
	return "", false
}

// common are words of titles that tell little: many titles have them, and
// people leave them out.
var common = map[string]bool{
	"管理": true, "实施": true, "施行": true, "工作": true, "特别": true, "暂行": true, "试行": true, "加强": true, "规范": true, "推进": true,
	"全面": true, "进一步": true, "中国": true, "国家": true, "保障": true, "监督": true, "促进": true, "以及": true, "民事": true, "责任": true, "使用": true, "处理": true, "业务": true, "操作": true, "个人": true, "做好": true, "开展": true, "印发": true,
}

// commonWeight is what a character of a common word counts against one of another.
const commonWeight = 0.25

// formula are the words that hold a title together. They count nothing, and part
// the words beside them.
var formula = regexp.MustCompile(`关于|审理|办理|适用法律|具体应用法律|应用法律|适用|若干问题|有关问题|问题|若干|相关|纠纷案件|(?:民事|刑事|行政)?案件|纠纷|[的和与及对]`)

// titleWord is a word of a title, without the kind at its end.
type titleWord struct {
	runes  []rune
	weight float64 // 0 of the issuer's name and of formula
}

// shortTitle is a title as short names are held against it.
type shortTitle struct {
	key      string // of the title without what stands in brackets at its end, and without body
	body     string // which of the nation's bodies it begins with
	words    []titleWord
	runes    []rune  // of all words
	bits     uint64  // of runes
	total    float64 // of the words' weights
	head     int     // the first word that is neither common nor the issuer's
	judicial bool
	docs     []*corpus.Document // all versions and numbered parts, newest first
}

// shortTitles are all titles that can be shortened, by their kinds, and under anyKind.
type shortTitles map[string][]*shortTitle

const anyKind = "*"

// Whose rule a document is stands at the beginning of its title: one of the
// nation's bodies, an organisation, a place.
var (
	bodies = regexp.MustCompile(`^(?:中华人民共和国|中国共产党|中国共产主义青年团|中共.{1,8}?委员会|(?:最高人民(?:法院|检察院)[、 ]*)+|国务院(?:办公厅)?|全国人民代表大会(?:常务委员会)?)(?:关于|印发)?`)
	houses = regexp.MustCompile(`^.{2,12}?(?:有限责任公司|股份有限公司|有限公司|集团|大学|支行|分行|协会|工会|学院|中学|小学|学校|幼儿园|医院|银行|图书馆|博物馆|法院|检察院|研究院|研究所|党校|社区|街道(?:办事处)?|小区|自治区|人民政府(?:办公[厅室])?|委员会(?:办公室)?|卫生院|服务中心|管理[处局]|公司)(?:关于|印发)?`)
	places = regexp.MustCompile(`^.{2,6}?(?:省|市|县|区|乡|镇|村|厂)`)
)

// atEnd is what stands in brackets at the end of a folded title: (节选), (试行), (一).
var atEnd = regexp.MustCompile(`\s*\([^()]*\)$`)

// issuersOf gives the lengths of what may be the issuer's name that a folded
// title begins with, the likeliest first. 0 is none.
func (ix *Index) issuersOf(title, kind string) []int {
	end := 0
	for {
		m := bodies.FindString(title[end:])
		if m == "" {
			break
		}
		end += len(m)
	}
	if end > 0 || kind == lawKind {
		return []int{end}
	}
	if m := houses.FindString(title); m != "" && !strings.Contains(m, "关于适用") {
		return []int{len(m), 0}
	}
	for { // 枫林镇石桥村
		m := places.FindString(title[end:])
		if m == "" || ix.IsWord(m) && (utf8.RuneCountInString(m) < 3 || !strings.ContainsAny(m, "省市县")) {
			break
		}
		end += len(m)
	}
	return []int{end, 0}
}

// newShortTitles reads the titles of the documents.
func (ix *Index) newShortTitles() shortTitles {
	all := make(shortTitles)
	byKey := make(map[string]*shortTitle)
	for _, d := range ix.docs {
		title := gram.Fold(d.Title)
		if book, _, ok := strings.Cut(strings.TrimSpace(strings.TrimPrefix(title, stateName)), " "); ok && strings.HasSuffix(book, "法典") {
			continue // the books of a code are known by its name
		}
		title = title[:trimmed(title)]
		body := bodies.FindString(title)
		key := titleKey(strings.TrimPrefix(title[len(body):], "关于"))
		if utf8.RuneCountInString(key) < 3 {
			key = titleKey(title)
		}
		if t := byKey[key]; t != nil && t.body != body && t.body != "" && body != "" {
			key = titleKey(title) // two bodies have ruled on one thing
		}
		if t := byKey[key]; t != nil {
			t.docs = append(t.docs, d)
			continue
		}
		t, kind := ix.newShortTitle(title)
		if t == nil {
			continue
		}
		t.key, t.body, t.docs = key, body, []*corpus.Document{d}
		byKey[key] = t
		all[kind], all[anyKind] = append(all[kind], t), append(all[anyKind], t)
		if t.judicial && kind != "决定" {
			all[judicialKind] = append(all[judicialKind], t)
			if kind != "解释" { // people call all of them so
				all["解释"] = append(all["解释"], t)
			}
		}
	}
	for _, t := range byKey {
		slices.SortStableFunc(t.docs, func(a, b *corpus.Document) int { return strings.Compare(b.Date, a.Date) })
	}
	return all
}

// newShortTitle takes a folded title apart; nil when it has no word besides its kind.
func (ix *Index) newShortTitle(title string) (t *shortTitle, kind string) {
	kind, _ = kindOf(titleKey(title))
	for _, issuer := range ix.issuersOf(title, kind) {
		t = &shortTitle{judicial: strings.HasPrefix(title, "最高人民"), head: -1}
		t.addWords(ix.titleWords(title[:issuer]), true)
		own := strings.TrimSuffix(strings.ReplaceAll(title[issuer:], stateName, ""), kind)
		at := 0
		for _, m := range append(formula.FindAllStringIndex(own, -1), []int{len(own), len(own)}) {
			t.addWords(ix.titleWords(own[at:m[0]]), false)
			t.addWords([]string{own[m[0]:m[1]]}, true)
			at = m[1]
		}
		if t.head >= 0 {
			break // what is left tells something: it was the issuer
		}
	}
	if len(t.words) == 0 {
		return nil, ""
	}
	if t.total == 0 { // nothing but the issuer: 中国共产党章程
		for i := range t.words {
			t.words[i].weight = float64(len(t.words[i].runes))
			t.total += t.words[i].weight
		}
	}
	t.head = max(t.head, 0)
	return t, kind
}

// addWords adds words of a title. Those of its issuer and of formula are empty.
func (t *shortTitle) addWords(words []string, empty bool) {
	for _, w := range words {
		word := titleWord{runes: []rune(w)}
		if len(word.runes) == 0 {
			continue
		}
		if !empty {
			word.weight = float64(len(word.runes))
			if common[w] || w == "年" || w[0] >= '0' && w[0] <= '9' {
				word.weight *= commonWeight
			} else if t.head < 0 {
				t.head = len(t.words)
			}
		}
		t.words = append(t.words, word)
		t.total += word.weight
		t.runes = append(t.runes, word.runes...)
		for _, r := range word.runes {
			t.bits |= bit(string(r))
		}
	}
}

// titleWords cuts a piece of a title to its words, the small ones: 民事 and 诉讼.
func (ix *Index) titleWords(text string) (out []string) {
	for _, t := range ix.Tokens(text) {
		if gram.IsWord(gram.First(t.Text)) {
			out = append(out, ix.smallWords(t.Text)...)
		}
	}
	return out
}

// smallWords cuts a word of four and more characters to shorter ones of at least
// two, where the dictionary has all of them.
func (ix *Index) smallWords(word string) []string {
	r := []rune(word)
	for i := 2; i <= len(r)-2; i++ {
		if !ix.IsWord(string(r[:i])) {
			continue
		}
		rest := ix.smallWords(string(r[i:]))
		if len(rest) > 1 || ix.IsWord(rest[0]) {
			return append([]string{string(r[:i])}, rest...)
		}
	}
	return []string{word}
}

// fit is how a short name keeps a title.
type fit struct {
	*shortTitle
	share   float64 // of the title's own words that the name keeps, at most 1
	whole   bool    // no word is kept by some of its characters only
	singles int     // words kept by one character
	first   bool    // the first word that tells is kept
}

// held gives the best way in which the words of a title, in their order, hold
// the characters of a name; ok is false when they do not.
func (t *shortTitle) held(name []rune) (best fit, ok bool) {
	type state struct {
		share   float64
		singles int
		parts   int
		first   bool
		ok      bool
	}
	// at[j] is the best way to have the first j characters held by the words so far.
	at := make([]state, len(name)+1)
	at[0].ok = true
	for i, w := range t.words {
		for j := len(name) - 1; j >= 0; j-- {
			if !at[j].ok {
				continue
			}
			for n := min(len(w.runes), len(name)-j); n > 0; n-- {
				credit := pieceOf(name[j:j+n], w.runes)
				if credit == 0 {
					continue
				}
				next := at[j]
				next.share += credit * w.weight
				next.first = next.first || i == t.head
				if n < len(w.runes) && (w.weight > 0 || n == 1) {
					next.parts++
					if n == 1 {
						next.singles++
					}
				}
				if have := at[j+n]; !have.ok || next.parts < have.parts || next.parts == have.parts && next.share > have.share {
					at[j+n] = next
				}
			}
		}
	}
	end := at[len(name)]
	return fit{t, end.share / t.total, end.parts == 0, end.singles, end.first}, end.ok
}

// pieceOf tells how well some characters stand for a word: 1 for all of it, less
// for those that it begins with and others in their order (民诉 of 民事诉讼), still
// less for those that it ends in; 0 when they do not.
func pieceOf(piece, word []rune) float64 {
	switch {
	case slices.Equal(piece, word):
		return 1
	case piece[0] == word[0] && keepsOrder(piece, word):
		if len(piece) == 1 && len(word) > 3 {
			return 0.5
		}
		return 0.9
	case len(word) > len(piece) && slices.Equal(piece, word[len(word)-len(piece):]):
		return 0.4
	}
	return 0
}

// What a short name must keep of a title's own words: one of whole words less
// than one of characters.
const (
	wholeShare  = 0.3
	stemsShare  = 0.35 // of two and more characters of each word: 年假 of 年休假
	piecesShare = 0.55
	looseShare  = 0.6  // where nothing but the words shows that a document is meant
	shareMargin = 0.15 // by which the best must keep more than any other
)

// maxShort bounds a short name without its kind, in code points, and maxSeveral
// the titles of which a name may be one: what fits more is no name.
const (
	maxShort   = 24
	maxSeveral = 12
)

// accepts reports whether a name of n characters besides its kind may stand for
// a title. shown tells that something beside the name shows that it is one.
func (f fit) accepts(n int, kind string, loose, shown bool) bool {
	switch {
	case n < 2:
		return false
	case loose && !f.whole && kind != "解释": // the 公司 of 公司规定 is not that of 公司法…的规定
		return false
	case loose && !shown:
		return f.whole && n >= 3 && f.share >= looseShare
	case f.whole:
		return f.share >= wholeShare
	case f.singles > 0 && !f.first:
		return false
	case f.singles == 0:
		return f.share >= stemsShare
	}
	return f.share >= piecesShare
}

// nameReader looks for short names in one text.
type nameReader struct {
	ix     *Index
	folded string
	refs   []Reference
	exact  []LawRef // the names in full
	runes  []rune   // the letters and digits
	from   []int    // their places, bytes of folded
	to     []int
	edges  []bool // of folded: where words begin and end; made when it is first asked for
}

// readNames fills in the documents that a query names.
func (ix *Index) readNames(q *Query) {
	exact := ix.names.find(q.Folded)
	if !holdsKind(q.Folded) && len(q.References) == 0 && !strings.Contains(q.Folded, "《") {
		q.Laws = exact
		return
	}
	r := ix.newNameReader(q.Folded, q.References, exact)
	one, several := r.shortNames()
	for _, place := range r.shownPlaces() {
		if covers(place, one) || covers(place, several) {
			continue
		}
		name, titles := r.headAt(place)
		switch {
		case titles == 1:
			one = append(one, name)
		case titles > 1:
			several = append(several, name)
		case r.unloaded(place):
			q.Unloaded = append(q.Unloaded, NameRef{q.Folded[place.Start:place.End], place.Start, place.End})
		}
	}
	// What a longer name holds was not meant: 劳动合同法 of 劳动合同法实施细则.
	q.Laws = slices.DeleteFunc(exact, func(e LawRef) bool {
		return covers(e, one) || slices.ContainsFunc(q.Unloaded, func(n NameRef) bool { return n.Start < e.End && e.Start < n.End })
	})
	q.Laws = append(q.Laws, one...)
	slices.SortStableFunc(q.Laws, func(a, b LawRef) int { return cmp.Compare(a.Start, b.Start) })
	q.Ambiguous = several
}

// covers reports whether one of some names overlaps a place.
func covers(place LawRef, names []LawRef) bool {
	return slices.ContainsFunc(names, func(n LawRef) bool { return n.Start < place.End && place.Start < n.End })
}

// newNameReader prepares a text for the search for short names.
func (ix *Index) newNameReader(folded string, refs []Reference, exact []LawRef) *nameReader {
	r := &nameReader{ix: ix, folded: folded, refs: refs, exact: exact}
	for i, c := range folded {
		if gram.IsWord(c) {
			r.runes, r.from, r.to = append(r.runes, c), append(r.from, i), append(r.to, i+utf8.RuneLen(c))
		}
	}
	return r
}

// shortNames finds the short names in a text: one are those that stand for one
// title, several those that stand for any of some.
func (r *nameReader) shortNames() (one, several []LawRef) {
	before := len(r.folded) // names do not overlap; the last is found first
	for end := len(r.runes); end > 2; end-- {
		if r.to[end-1] > before {
			continue
		}
		name, titles := r.kindAt(end)
		switch {
		case titles == 0:
			continue
		case titles == 1:
			one = append(one, name)
		default:
			several = append(several, name)
		}
		before = name.Start
	}
	slices.Reverse(one)
	slices.Reverse(several)
	return one, several
}

// kindAt reads the longest name that ends before the character end with one of
// the kinds, and tells of how many titles it may be the name.
func (r *nameReader) kindAt(end int) (name LawRef, titles int) {
	last := string(r.runes[max(0, end-4):end])
	for _, k := range kinds { // 公司法解释 ends in 司法解释, too
		if !strings.HasSuffix(last, k.word) || k.word == lawKind && inWord([]byte(string(r.runes[end:min(len(r.runes), end+2)]))) {
			continue
		}
		name, titles = r.nameAt(end, k.word, k.loose)
		if titles > 0 || k.word == judicialKind && r.edge(r.from[end-4]) {
			return name, titles
		}
	}
	return name, 0
}

// holdsKind reports whether one of the kinds stands in a text.
func holdsKind(text string) bool {
	for _, k := range kinds {
		if strings.Contains(text, k.word) {
			return true
		}
	}
	return false
}

// candidate is a title that holds the characters of a name, from the place at on.
type candidate struct {
	*shortTitle
	at int
}

// candidates gives, for each length of a name that ends before the character
// stop, the titles that hold its characters in their order.
func (r *nameReader) candidates(stop int, titles []*shortTitle) [][]candidate {
	var out [][]candidate
	for start := stop - 1; start >= 0 && stop-start <= maxShort; start-- {
		if start+1 < len(r.from) && strings.Trim(r.folded[r.to[start]:r.from[start+1]], `《》〈〉<>“”"`) != "" {
			break // a blank or a mark parts it from what follows
		}
		c := r.runes[start]
		var next []candidate
		if len(out) == 0 {
			b := bit(string(c))
			for _, t := range titles {
				if t.bits&b != 0 {
					if i := lastIndex(t.runes, c); i >= 0 {
						next = append(next, candidate{t, i})
					}
				}
			}
		} else {
			for _, t := range out[len(out)-1] {
				if i := lastIndex(t.runes[:t.at], c); i >= 0 {
					next = append(next, candidate{t.shortTitle, i})
				}
			}
		}
		if len(next) == 0 {
			break
		}
		out = append(out, next)
	}
	return out
}

func lastIndex(list []rune, r rune) int {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i] == r {
			return i
		}
	}
	return -1
}

// nameAt reads the longest name that ends, with its kind, before the character
// end, and tells of how many titles it may be the name; 0 when there is none.
func (r *nameReader) nameAt(end int, kind string, loose bool) (name LawRef, titles int) {
	stop := end - utf8.RuneCountInString(kind)
	lists := r.candidates(stop, r.ix.shortTitles()[kind])
	for n := len(lists); n > 1; n-- {
		start := stop - n
		name = LawRef{Start: r.from[start], End: r.to[end-1]}
		left, right := r.shown(name)
		if r.taken(name, right && (kind != "规定" || left)) {
			continue
		}
		typed := string(r.runes[start:end])
		var fits []fit
		for _, c := range lists[n-1] {
			if f, ok := c.held(r.runes[start:stop]); ok && f.accepts(n, kind, loose, left || right) && !(kind == lawKind && endsLawless(typed, c.key)) {
				fits = append(fits, f)
			}
		}
		if len(fits) == 0 || !r.edge(name.Start) || !r.edge(name.End) {
			continue
		}
		return r.among(name, fits)
	}
	return name, 0
}

// taken reports whether a name in full stands in the way of a short one, because
// it is part of it (劳动法规定 is what 劳动法 says) or the other way round. shown tells
// that the longer one is meant all the same: 民事诉讼法解释第五条.
func (r *nameReader) taken(name LawRef, shown bool) bool {
	for _, e := range r.exact {
		switch {
		case e.End <= name.Start || name.End <= e.Start:
		case name.Start <= e.Start && e.End < name.End && shown:
		default:
			return true
		}
	}
	return false
}

// edge reports whether a word begins or ends at a byte of the text.
func (r *nameReader) edge(at int) bool {
	if r.edges == nil {
		r.edges = make([]bool, len(r.folded)+1)
		r.edges[0], r.edges[len(r.folded)] = true, true
		for _, t := range r.ix.Tokens(r.folded) {
			r.edges[t.Start], r.edges[t.End] = true, true
		}
	}
	return r.edges[at]
}

// shown reports what beside a name shows that it is one: 《 or 按 on its left; 》,
// 里 or the number of a clause on its right, or nothing on either side.
func (r *nameReader) shown(name LawRef) (left, right bool) {
	before, after := strings.TrimRight(r.folded[:name.Start], " "), r.folded[name.End:]
	for _, mark := range []string{"《", "〈", "按", "按照", "根据", "依据", "依照", "遵照", "参照", "查", "查一下", "看", "看看"} {
		left = left || strings.HasSuffix(before, mark)
	}
	if strings.HasPrefix(after, "》") || strings.HasPrefix(after, "〉") {
		return left, true
	}
	after = atStart.ReplaceAllString(after, "")
	at := len(r.folded) - len(after)
	right = slices.ContainsFunc(r.refs, func(ref Reference) bool { return ref.Start == at })
	for _, mark := range []string{"里", "中", "内"} {
		right = right || strings.HasPrefix(after, mark) && r.edge(at+len(mark))
	}
	return left, right || before == "" && strings.TrimLeft(after, " ?") == ""
}

// atStart is what may part a name from the number of a clause: (试行)的, and the 三 of 解释三.
var atStart = regexp.MustCompile(`^(?:\([^()]*\)|[一二三四五六七八九])?[ 的]*`)

// number is what tells the parts of an interpretation apart: 解释三, 解释(三).
var number = regexp.MustCompile(`^\(?([一二三四五六七八九十]+)\)?`)

// numbered narrows documents to those of the number behind their name, where
// some have it at the end of their titles. The 一 of 一般 is none.
func (r *nameReader) numbered(end int, docs []*corpus.Document) (int, []*corpus.Document) {
	m := number.FindStringSubmatch(r.folded[end:])
	if m == nil || !r.edge(end+len(m[0])) {
		return end, docs
	}
	var of []*corpus.Document
	for _, d := range docs {
		if strings.Contains(gram.Fold(d.Title), "("+m[1]+")") {
			of = append(of, d)
		}
	}
	if len(of) == 0 {
		return end, docs
	}
	return end + len(m[0]), of
}

// quoted widens a name by the marks and the state's name around it.
func quoted(folded string, start, end int) (int, int) {
	if strings.HasSuffix(folded[:start], stateName) {
		start -= len(stateName)
	}
	if strings.HasSuffix(folded[:start], "《") {
		start -= len("《")
	}
	for _, mark := range []string{"》", "〉"} {
		if strings.HasPrefix(folded[end:], mark) {
			end += len(mark)
		}
	}
	return start, end
}

// A name without its kind is known where something shows that it is one: between
// 《 and 》, and right before the number of a clause.

// headShare is what of a title's own words a name without its kind must keep.
const headShare = 0.6

// leads are words that come before a name and are none of it.
var leads = map[string]bool{
	"请问": true, "请": true, "查": true, "查查": true, "一下": true, "看": true, "看看": true, "按": true, "按照": true, "根据": true, "依据": true,
	"依照": true, "参照": true, "违反": true, "的": true, "在": true, "和": true, "与": true, "跟": true, "把": true, "给": true, "我": true,
	"你": true, "我们": true, "你们": true, "咱们": true, "本": true, "关于": true, "想": true, "要": true, "问": true, "是": true, "了": true, "这个": true, "那个": true, "什么": true, "哪": true, "找": true,
	"说": true, "说说": true, "讲": true, "讲讲": true, "告诉": true, "解读": true, "背": true, "发": true, "帮": true, "对照": true, "引用": true,
}

// shownPlaces gives the places where something shows that a name stands, inside
// of 《》 and before the numbers of clauses.
func (r *nameReader) shownPlaces() (out []LawRef) {
	for at := 0; ; {
		open := strings.Index(r.folded[at:], "《")
		if open < 0 {
			break
		}
		start := at + open + len("《")
		n := strings.Index(r.folded[start:], "》")
		if n < 0 {
			break
		}
		end := start + trimmed(r.folded[start:start+n])
		if at = start + n; end > start {
			out = append(out, LawRef{Start: start, End: end})
		}
	}
	for _, ref := range r.refs {
		if ref.Chained {
			continue
		}
		before := r.folded[:ref.Start]
		before = before[:trimmed(strings.TrimRight(before, " 的"))]
		if strings.HasSuffix(before, "》") || strings.HasSuffix(before, "〉") {
			continue
		}
		start := len(before)
		for start > 0 {
			c, n := utf8.DecodeLastRuneInString(before[:start])
			if !gram.IsHan(c) {
				break
			}
			start -= n
		}
		run := start // of Chinese characters, which the leads are cut off
		for _, t := range r.ix.Tokens(before[run:]) {
			if leads[t.Text] {
				start = run + t.End
			}
		}
		if start < len(before) && !covers(LawRef{Start: start, End: len(before)}, out) {
			out = append(out, LawRef{Start: start, End: len(before)})
		}
	}
	return out
}

// headAt reads the longest name without its kind that ends where a place does,
// and tells of how many titles it may be the name; 0 when there is none.
func (r *nameReader) headAt(place LawRef) (name LawRef, titles int) {
	if slices.ContainsFunc(r.exact, func(e LawRef) bool { return e.Start < place.End && place.Start < e.End }) {
		return name, 0
	}
	stop, _ := slices.BinarySearch(r.to, place.End)
	if stop++; stop > len(r.to) || r.to[stop-1] != place.End {
		return name, 0
	}
	if kind, loose := kindOf(r.folded[place.Start:place.End]); kind != "" && !loose {
		return name, 0 // has been looked for
	}
	lists := r.candidates(stop, r.ix.shortTitles()[anyKind])
	for n := len(lists); n > 1; n-- {
		name = LawRef{Start: r.from[stop-n], End: place.End}
		if name.Start < place.Start || !r.edge(name.Start) {
			continue
		}
		var fits []fit
		for _, c := range lists[n-1] {
			f, ok := c.held(r.runes[stop-n : stop])
			if ok && f.whole && f.share >= headShare {
				fits = append(fits, f)
			}
		}
		if len(fits) == 0 {
			continue
		}
		return r.among(name, fits)
	}
	return name, 0
}

// unloaded reports whether a place surely holds the name of a document, by its kind.
func (r *nameReader) unloaded(place LawRef) bool {
	text := r.folded[place.Start:place.End]
	kind, loose := kindOf(text)
	quoted := strings.HasSuffix(r.folded[:place.Start], "《")
	size := utf8.RuneCountInString(text) - utf8.RuneCountInString(kind)
	switch {
	case kind == "", size < 2, endsLawless(text, ""):
		return false
	case loose && !quoted && (size < 3 || kind == "合同" || kind == "协议"): // one's own
		return false
	}
	for _, e := range r.exact {
		switch {
		case e.Start >= place.End || e.End <= place.Start:
		case e.Start <= place.Start && e.End >= place.End, titleKey(text) == titleKey(r.folded[e.Start:e.End]):
			return false // all of it
		case e.Start > place.Start && !quoted, e.End >= place.End:
			return false
		case !quoted && !derived.MatchString(r.folded[e.End:place.End]):
			return false // 劳动法规定第三条
		}
	}
	return true
}

// derived is what makes of a law's name that of another document.
var derived = regexp.MustCompile(`^的?(?:实施|施行|适用)?(?:细则|条例|办法|(?:司法)?解释|若干规定)$`)

// among says what a name stands for, of the titles that it fits, the best first.
func (r *nameReader) among(n LawRef, fits []fit) (LawRef, int) {
	slices.SortStableFunc(fits, func(f, g fit) int {
		return cmp.Or(cmp.Compare(g.share, f.share), cmp.Compare(f.key, g.key))
	})
	best := fits[0].share
	fits = slices.DeleteFunc(fits, func(f fit) bool { return f.share <= best-shareMargin })
	if len(fits) > maxSeveral {
		return n, 0
	}
	for _, f := range fits {
		n.Documents = append(n.Documents, f.docs...)
	}
	if end, docs := r.numbered(n.End, n.Documents); end > n.End {
		n.End, n.Documents = end, docs
		fits = slices.DeleteFunc(fits, func(f fit) bool {
			return !slices.ContainsFunc(docs, func(d *corpus.Document) bool { return slices.Contains(f.docs, d) })
		})
	}
	n.Start, n.End = quoted(r.folded, n.Start, n.End)
	return n, len(fits)
}

// NearestTitles gives the documents whose titles are most like a name, the most
// like first, at most n and none that has no two characters in a row of it: what
// to offer where no document has the name. Of versions it gives the newest. How
// alike two are is Dice's coefficient of their pairs of characters.
func (ix *Index) NearestTitles(name string, n int) []*corpus.Document {
	grams := func(s string) map[string]int {
		r := []rune(titleKey(s))
		m := make(map[string]int)
		for i := range len(r) - 1 {
			if pair := string(r[i : i+2]); !common[pair] {
				m[pair]++
			}
		}
		return m
	}
	kind, _ := kindOf(titleKey(gram.Fold(name)))
	asked := grams(strings.TrimSuffix(titleKey(gram.Fold(name)), kind))
	if len(asked) == 0 {
		asked = grams(gram.Fold(name))
	}
	type near struct {
		doc   *corpus.Document
		alike float64
	}
	var found []near
	for _, d := range ix.docs {
		if !ix.Current(d) {
			continue
		}
		title := titleKey(gram.Fold(d.Title)[:trimmed(gram.Fold(d.Title))])
		have := grams(title)
		both := 0
		for g, k := range asked {
			both += min(k, have[g])
		}
		if both == 0 {
			continue
		}
		alike := 2 * float64(both) / float64(len(asked)+len(have))
		if strings.HasSuffix(title, kind) {
			alike *= 1.5
		}
		found = append(found, near{d, alike})
	}
	slices.SortStableFunc(found, func(a, b near) int { return cmp.Compare(b.alike, a.alike) })
	var out []*corpus.Document
	for _, f := range found[:min(n, len(found))] {
		out = append(out, f.doc)
	}
	return out
}
