package naming

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/index/gram"
	"tiaowen/index/reference"
)

// nameReader looks for short names in one text.
type nameReader struct {
	titles *Titles
	folded string
	refs   []reference.Reference
	exact  []Name // the names in full
	runes  []rune // the letters and digits
	from   []int  // their places, bytes of folded
	to     []int
	edges  []bool // of folded: where words begin and end; made when it is first asked for
}

// covers reports whether one of some names overlaps a place.
func covers(place Name, names []Name) bool {
	return slices.ContainsFunc(names, func(n Name) bool { return n.Start < place.End && place.Start < n.End })
}

// newNameReader prepares a text for the search for short names.
func (ts *Titles) newNameReader(folded string, refs []reference.Reference, exact []Name) *nameReader {
	r := &nameReader{titles: ts, folded: folded, refs: refs, exact: exact}
	for i, c := range folded {
		if gram.IsWord(c) {
			r.runes, r.from, r.to = append(r.runes, c), append(r.from, i), append(r.to, i+utf8.RuneLen(c))
		}
	}
	return r
}

// shortNames finds the short names in a text: one are those that stand for one
// title, several those that stand for any of some.
func (r *nameReader) shortNames() (one, several []Name) {
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

// shownNames adds the names that stand where something shows that one does, and gives those of
// documents that are not there.
func (r *nameReader) shownNames(one, several []Name) (named, ambiguous []Name, missing []Missing) {
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
		case r.missing(place):
			missing = append(missing, Missing{r.folded[place.Start:place.End], place.Start, place.End})
		}
	}
	return one, several, missing
}

// kindAt reads the longest name that ends before the character end with one of
// the kinds, and tells of how many titles it may be the name.
func (r *nameReader) kindAt(end int) (name Name, titles int) {
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
		var next []candidate
		if len(out) == 0 {
			next = holding(titles, r.runes[start])
		} else {
			next = narrowed(out[len(out)-1], r.runes[start])
		}
		if len(next) == 0 {
			break
		}
		out = append(out, next)
	}
	return out
}

// holding gives the titles that hold a character, where they hold it last.
func holding(titles []*shortTitle, c rune) (out []candidate) {
	b := gram.Bit(string(c))
	for _, t := range titles {
		if t.bits&b == 0 {
			continue
		}
		if i := lastIndex(t.runes, c); i >= 0 {
			out = append(out, candidate{t, i})
		}
	}
	return out
}

// narrowed gives the candidates that hold a character before what they have held so far.
func narrowed(list []candidate, c rune) (out []candidate) {
	for _, t := range list {
		if i := lastIndex(t.runes[:t.at], c); i >= 0 {
			out = append(out, candidate{t.shortTitle, i})
		}
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
func (r *nameReader) nameAt(end int, kind string, loose bool) (name Name, titles int) {
	stop := end - utf8.RuneCountInString(kind)
	lists := r.candidates(stop, r.titles.short()[kind])
	for n := len(lists); n > 1; n-- {
		start := stop - n
		name = Name{Start: r.from[start], End: r.to[end-1]}
		left, right := r.shown(name)
		if r.taken(name, right && (kind != "规定" || left)) {
			continue
		}
		typed := string(r.runes[start:end])
		fits := fitting(lists[n-1], r.runes[start:stop], func(f fit) bool {
			return f.accepts(n, kind, loose, left || right) && (kind != lawKind || !endsLawless(typed, f.key))
		})
		if len(fits) > 0 && r.isWhole(name) {
			return r.among(name, fits)
		}
	}
	return name, 0
}

// isWhole reports whether words begin and end where a name does.
func (r *nameReader) isWhole(name Name) bool { return r.edge(name.Start) && r.edge(name.End) }

// taken reports whether a name in full stands in the way of a short one, because
// it is part of it (劳动法规定 is what 劳动法 says) or the other way round. shown tells
// that the longer one is meant all the same: 民事诉讼法解释第五条.
func (r *nameReader) taken(name Name, shown bool) bool {
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
		for _, t := range r.titles.words.Tokens(r.folded) {
			r.edges[t.Start], r.edges[t.End] = true, true
		}
	}
	return r.edges[at]
}

// shown reports what beside a name shows that it is one: 《 or 按 on its left; 》,
// 里 or the number of a clause on its right, or nothing on either side.
func (r *nameReader) shown(name Name) (left, right bool) {
	before, after := strings.TrimRight(r.folded[:name.Start], " "), r.folded[name.End:]
	left = beforeNames.Ends(before) > 0
	if strings.HasPrefix(after, "》") || strings.HasPrefix(after, "〉") {
		return left, true
	}
	after = atStart.ReplaceAllString(after, "")
	at := len(r.folded) - len(after)
	right = slices.ContainsFunc(r.refs, func(ref reference.Reference) bool { return ref.Start == at })
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
// some have it at the end of their titles. The 一 of 一般 is not a number.
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

// A name without its kind is known where something shows that it is one: between
// 《 and 》, and right before the number of a clause.

// headShare is what of a title's own words a name without its kind must keep.
const headShare = 0.6

// shownPlaces gives the places where something shows that a name stands, inside
// of 《》 and before the numbers of clauses.
func (r *nameReader) shownPlaces() (out []Name) {
	out = quotedTitles(r.folded)
	for _, ref := range r.refs {
		if ref.Chained {
			continue
		}
		if place, ok := r.placeBefore(ref.Start); ok && !covers(place, out) {
			out = append(out, place)
		}
	}
	return out
}

// quotedTitles gives the places inside of 《》, without what stands in brackets at their ends.
func quotedTitles(folded string) (out []Name) {
	for at := 0; ; {
		open := strings.Index(folded[at:], "《")
		if open < 0 {
			return out
		}
		start := at + open + len("《")
		n := strings.Index(folded[start:], "》")
		if n < 0 {
			return out
		}
		end := start + trimmed(folded[start:start+n])
		if at = start + n; end > start {
			out = append(out, Name{Start: start, End: end})
		}
	}
}

// placeBefore gives the row of Chinese characters right before the number of a clause, without the
// words that come before a name; ok is false for none, and for a title in 《》.
func (r *nameReader) placeBefore(ref int) (place Name, ok bool) {
	before := r.folded[:ref]
	before = before[:trimmed(strings.TrimRight(before, " 的"))]
	if strings.HasSuffix(before, "》") || strings.HasSuffix(before, "〉") {
		return place, false
	}
	run := len(strings.TrimRightFunc(before, gram.IsHan))
	start := run
	for _, t := range r.titles.words.Tokens(before[run:]) {
		if leads[t.Text] {
			start = run + t.End
		}
	}
	return Name{Start: start, End: len(before)}, start < len(before)
}

// headAt reads the longest name without its kind that ends where a place does,
// and tells of how many titles it may be the name; 0 when there is none.
func (r *nameReader) headAt(place Name) (name Name, titles int) {
	if covers(place, r.exact) {
		return name, 0
	}
	last, found := slices.BinarySearch(r.to, place.End)
	if !found {
		return name, 0
	}
	stop := last + 1
	if kind, loose := kindOf(r.folded[place.Start:place.End]); kind != "" && !loose {
		return name, 0 // has been looked for
	}
	lists := r.candidates(stop, r.titles.short()[anyKind])
	for n := len(lists); n > 1; n-- {
		name = Name{Start: r.from[stop-n], End: place.End}
		if name.Start < place.Start || !r.edge(name.Start) {
			continue
		}
		fits := fitting(lists[n-1], r.runes[stop-n:stop], func(f fit) bool { return f.whole && f.share >= headShare })
		if len(fits) > 0 {
			return r.among(name, fits)
		}
	}
	return name, 0
}

// fitting gives how the titles keep a name, those that may be meant.
func fitting(titles []candidate, name []rune, may func(fit) bool) (fits []fit) {
	for _, c := range titles {
		if f, ok := c.held(name); ok && may(f) {
			fits = append(fits, f)
		}
	}
	return fits
}

// missing reports whether a place surely holds the name of a document, by its kind.
func (r *nameReader) missing(place Name) bool {
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
	return !slices.ContainsFunc(r.exact, func(e Name) bool { return r.explains(e, place, quoted) })
}

// explains reports whether a name in full is what a place holds, so that no other document is
// meant: 劳动法规定第三条 names 劳动法.
func (r *nameReader) explains(e, place Name, quoted bool) bool {
	switch {
	case e.Start >= place.End || e.End <= place.Start:
		return false
	case e.Start <= place.Start && e.End >= place.End, Key(r.folded[place.Start:place.End]) == Key(r.folded[e.Start:e.End]):
		return true // all of it
	case e.Start > place.Start && !quoted, e.End >= place.End:
		return true
	}
	return !quoted && !derived.MatchString(r.folded[e.End:place.End])
}

// derived is what makes of a law's name that of another document.
var derived = regexp.MustCompile(`^的?(?:实施|施行|适用)?(?:细则|条例|办法|(?:司法)?解释|若干规定)$`)

// among says what a name stands for, of the titles that it fits, the best first.
func (r *nameReader) among(n Name, fits []fit) (Name, int) {
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
	n.Start, n.End = widen(r.folded, n.Start, n.End, "》", "〉")
	return n, len(fits)
}
