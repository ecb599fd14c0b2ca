package status

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/corpus/numeral"
)

// Kind says whether a document is in force.
type Kind string

// The kinds of statuses.
const (
	Unknown  Kind = "unknown" // the texts do not say
	NotYet   Kind = "not_yet" // it applies from a later day
	InForce  Kind = "in_force"
	Amended  Kind = "amended" // a newer version of it applies
	Repealed Kind = "repealed"
)

// Status says whether a document is in force, and what the statement rests on.
type Status struct {
	Kind Kind
	Date string           // ISO: the day from which the status applies; "" if unknown
	By   *corpus.Clause   // the clause that states it, or nil
	Next *corpus.Document // the newer version, or the text that replaced or may have replaced it, or nil

	Given bool   // a list of documents or the name of a folder states it
	AsOf  string // ISO: the date of the newest document, if the text is in force according to the documents; later changes are unknown
}

// Low reports whether a text should rank below texts in force: it was repealed,
// a newer version applies, or a newer text may have replaced it.
func (s Status) Low() bool {
	return s.Kind == Amended || s.Kind == Repealed || s.Kind == Unknown && s.Next != nil
}

// Of returns the status of each document on a day (ISO), in the order of docs. It uses the documents
// only. A text is never called in force if another document repeals it, is a newer version
// of it, or seems to have replaced it.
func Of(docs []*corpus.Document, today string) []Status {
	s := &survey{docs: docs, today: today, out: make([]Status, len(docs)), known: newSubjects(docs)}
	for i, d := range docs {
		s.out[i] = byItself(d, today)
	}
	s.gone = s.known.repeals(today)
	s.repealed()
	s.amended()
	s.succeeded()
	s.outdated()
	newest := ""
	for _, d := range docs {
		if d.Date <= today {
			newest = max(newest, d.Date)
		}
	}
	for i, d := range docs {
		if s.out[i].Kind == InForce {
			s.out[i].AsOf = newest
		}
		s.out[i] = given(d, s.out[i], today)
	}
	return s.out
}

// survey is the state of [Of] while it works. The steps run in the order in which Of calls them; each
// uses the results of the steps before it.
type survey struct {
	docs  []*corpus.Document
	today string
	out   []Status // by the document
	known *subjects
	gone  map[string][]Status // the repeals of a text, by the key of its title
}

// repealed finds the texts that a newer text repeals by name. The first repeal counts.
func (s *survey) repealed() {
	for i, d := range s.docs {
		for _, r := range s.gone[Key(d.Title)] {
			if by := r.By.Document; by != d && d.Date < by.Date && (s.out[i].Kind != Repealed || r.Date < s.out[i].Date) {
				s.out[i] = r
			}
		}
	}
}

// amended finds the texts that have a newer version which applies.
func (s *survey) amended() {
	for _, group := range Versions(s.docs) {
		newest := s.docs[group[len(group)-1]]
		for k, i := range group[:len(group)-1] {
			for _, j := range group[k+1:] {
				if from := applies(s.docs[j]); from <= s.today && s.docs[j].Date > s.docs[i].Date {
					s.out[i] = Status{Kind: Amended, Date: from, By: effectClause(s.docs[j]), Next: newest}
					break
				}
			}
		}
	}
}

// succeeded finds the texts that another text may have replaced.
func (s *survey) succeeded() {
	for i := range s.docs {
		if s.out[i].Kind != InForce {
			continue
		}
		if next := s.known.successor(i); next != nil {
			s.out[i] = Status{Kind: Unknown, Next: next}
		}
	}
}

// outdated finds the texts that are based on a repealed text, and old texts that no newer text refers to.
func (s *survey) outdated() {
	cited := s.known.lastCited()
	for i, d := range s.docs {
		if s.out[i].Kind != InForce {
			continue
		}
		s.out[i] = s.onRepealed(d, s.out[i])
		if s.out[i].Kind == InForce && !isLaw(d.Title) && max(d.Date, s.out[i].Date, cited[Key(d.Title)]) < yearsBefore(s.today, yearsKept(d.Title)) {
			s.out[i] = Status{Kind: Unknown}
		}
	}
}

// onRepealed is the status of document d, which is has unless d explains or implements a repealed text.
func (s *survey) onRepealed(d *corpus.Document, has Status) Status {
	for _, law := range basis(d.Title) {
		for _, r := range s.gone[Key(law)] {
			if d.Date < r.By.Document.Date && (len(s.known.byKey[Key(law)]) == 0 || !s.known.living(law, s.out)) {
				has = Status{Kind: Unknown, Date: r.Date, By: r.By, Next: r.Next}
			}
		}
	}
	return has
}

// yearsKept is the number of years for which a regulation counts as in force although no newer text refers to it.
func yearsKept(title string) int {
	if strings.Contains(title, "试点") {
		return trial
	}
	return stale
}

// given is the status of a document according to a list of documents or the name of a folder; s is its status according to
// the texts. If both agree, the clause and the newer text of s are kept.
func given(d *corpus.Document, s Status, today string) Status {
	kind, ok := ReadMark(d.Facts.Status)
	if kind == NotYet && d.Facts.Effective != "" && d.Facts.Effective <= today {
		kind = InForce // the list was written before that day
	}
	switch {
	case !ok:
		return s
	case kind == s.Kind:
		s.Given, s.AsOf = true, ""
		return s
	case kind == InForce || kind == NotYet:
		if from := applies(d); from != "" {
			return Status{Kind: kind, Date: from, By: effectClause(d), Given: true}
		}
		return Status{Kind: kind, Given: true}
	}
	return Status{Kind: kind, Next: s.Next, Given: true}
}

// stale is the number of years for which a regulation counts as in force although no newer text refers to
// it. It does not apply to laws: these are kept up to date and repealed explicitly.
const stale = 25

// trial is the same for rules of a pilot scheme (试点).
const trial = 5

func isLaw(title string) bool {
	key := Key(title)
	return strings.HasSuffix(key, "法") && !strings.HasSuffix(key, "办法") || strings.HasSuffix(key, "法典") || strings.Contains(key, "宪法") || strings.Contains(key, "刑法修正案")
}

// yearsBefore is the ISO date a number of years before another.
func yearsBefore(date string, years int) string {
	y, err := strconv.Atoi(date[:4])
	if err != nil {
		return date
	}
	return strconv.Itoa(y-years) + date[4:]
}

// basis returns the titles of the texts that a text of this title explains or implements: the titles in
// its title, and the law that it is the 实施细则 of.
func basis(title string) []string {
	out := titled(title)
	key := Key(title)
	for _, k := range []string{"实施条例", "实施细则", "实施办法"} {
		if law, ok := strings.CutSuffix(key, k); ok && law != "" {
			out = append(out, law)
		}
	}
	return out
}

// living reports whether a document of this title is loaded and not repealed.
func (s *subjects) living(title string, all []Status) bool {
	return slices.ContainsFunc(s.byKey[Key(title)], func(i int) bool { return all[i].Kind != Repealed })
}

// lastCited returns, by the key of a title, the date of the newest other document that cites it.
func (s *subjects) lastCited() map[string]string {
	out := make(map[string]string)
	for _, d := range s.docs {
		own := Key(d.Title)
		for rest := d.Source; ; {
			_, after, ok := strings.Cut(rest, "《")
			if !ok {
				break
			}
			rest = after
			end := strings.Index(after[:min(len(after), 240)], "》")
			if end < 0 {
				continue
			}
			if key := Key(after[:end]); key != own && s.byKey[key] != nil && d.Date > out[key] {
				out[key] = d.Date
			}
		}
	}
	return out
}

// byItself is the status of a text according to its own words about the day from which it applies.
func byItself(d *corpus.Document, today string) Status {
	from := applies(d)
	switch {
	case from == "":
		return Status{Kind: Unknown}
	case from > today:
		return Status{Kind: NotYet, Date: from, By: effectClause(d)}
	}
	return Status{Kind: InForce, Date: from, By: effectClause(d)}
}

// applies is the day from which this version applies: the day of its effect
// clause, or the date of the version if that is later.
func applies(d *corpus.Document) string {
	from := cmp.Or(effective(d), d.Facts.Effective)
	if from == "" && effectClause(d) == nil && !dated(d) {
		return ""
	}
	return max(from, d.Date)
}

// dated reports whether a line below the title says that the text was adopted,
// published or put into force.
func dated(d *corpus.Document) bool {
	for _, leaf := range d.Leaves {
		if leaf.Kind != corpus.LeafHistory {
			continue
		}
		if events.Within(d.Text(leaf.Span)) {
			return true
		}
	}
	return false
}

var effect = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`自\s*(?:(\d{4}|[〇○零一二三四五六七八九]{4})\s*年\s*([\d一二三四五六七八九十]{1,3})\s*月\s*([\d一二三四五六七八九十]{1,3})\s*日|(?:公布|发布|颁布|印发|通过|签发)之日)\s*起?\s*(?:正式)?(?:施行|实施|生效|执行)`)
})

// effectClause is the clause that names the day from which the text applies, or nil.
func effectClause(d *corpus.Document) *corpus.Clause {
	for _, c := range slices.Backward(d.Clauses) {
		if text := c.Text(); strings.Contains(text, "自") && ownEffect(text) != nil {
			return c
		}
	}
	return nil
}

// ownEffect finds the words by which a text names its own day of effect. Words about another
// text (《…》自…起施行) do not count.
func ownEffect(text string) []string {
	for _, m := range effect().FindAllStringSubmatchIndex(text, -1) {
		before := []rune(text[:m[0]])
		near := string(before[max(0, len(before)-14):])
		own := len(strings.TrimSpace(near)) == 0
		for _, word := range thisText {
			own = own || strings.Contains(near, word)
		}
		if !own || strings.HasSuffix(strings.TrimSpace(near), "》") {
			continue
		}
		groups := make([]string, 4)
		for g := range groups {
			if m[2*g] >= 0 {
				groups[g] = text[m[2*g]:m[2*g+1]]
			}
		}
		return groups
	}
	return nil
}

// effective is the day that the effect clause names, in ISO form. It is "" if the clause
// names no day or the day of publication.
func effective(d *corpus.Document) string {
	c := effectClause(d)
	if c == nil {
		return ""
	}
	m := ownEffect(c.Text())
	if m[1] == "" {
		return ""
	}
	return iso(m[1], m[2], m[3])
}

// iso returns 2005-05-01 for 2005, 五 and 1.
func iso(year, month, day string) string {
	y, _, _ := numeral.Read(year)
	m, _, _ := numeral.Read(month)
	d, _, _ := numeral.Read(day)
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}

// subjects finds documents by their subject.
type subjects struct {
	docs  []*corpus.Document
	byKey map[string][]int
	cores []string // the titles without the words for the kind of text, see core
	pairs []map[[2]rune]int
}

func newSubjects(docs []*corpus.Document) *subjects {
	s := &subjects{docs: docs, byKey: make(map[string][]int), cores: make([]string, len(docs)), pairs: make([]map[[2]rune]int, len(docs))}
	for i, d := range docs {
		key := Key(d.Title)
		s.byKey[key] = append(s.byKey[key], i)
		if short, ok := strings.CutPrefix(key, "最高人民法院"); ok {
			s.byKey[short] = append(s.byKey[short], i)
		}
		s.cores[i] = core(key)
	}
	return s
}

// repeals returns, by the key of a title, the repeals that take effect by today. The repealed texts need not be loaded.
func (s *subjects) repeals(today string) map[string][]Status {
	out := make(map[string][]Status)
	add := func(title string, by *corpus.Clause) {
		key := Key(strings.NewReplacer("〈", "", "〉", "").Replace(title))
		from := cmp.Or(effective(by.Document), by.Document.Date)
		if from <= today && key != Key(by.Document.Title) { // a text of the same title is an older version
			out[key] = append(out[key], Status{Kind: Repealed, Date: from, By: by, Next: by.Document})
		}
	}
	for _, d := range s.docs {
		if by := first(d); by != nil && repealsByTitle(d.Title) {
			for _, title := range titled(d.Title) {
				add(title, by)
			}
		}
		for _, c := range d.Clauses {
			for _, title := range repealedBy(c) {
				add(title, c)
			}
		}
	}
	return out
}

// repealedBy returns the titles that a clause repeals.
func repealedBy(c *corpus.Clause) (titles []string) {
	text := c.Text()
	if !slices.ContainsFunc(repealSigns, func(w string) bool { return strings.Contains(text, w) }) {
		return nil
	}
	for _, sentence := range strings.FieldsFunc(text, func(r rune) bool { return r == '。' || r == '\n' || r == '；' }) {
		titles = append(titles, repealedIn(sentence)...)
	}
	return titles
}

// Amends reports whether a document of this title only amends others:
// 关于修改《…》的决定.
func Amends(title string) bool {
	return strings.Contains(title, "关于修改") && strings.HasSuffix(title, "决定")
}

func first(d *corpus.Document) *corpus.Clause {
	if len(d.Clauses) == 0 {
		return nil
	}
	return d.Clauses[0]
}

func repealsByTitle(title string) bool {
	return strings.Contains(title, "关于废止") && !strings.Contains(title, "修改")
}

// repealedIn returns the titles that a sentence repeals: the titles before the words of [repealing].
// A title does not count if only some of its articles are repealed, or if it is only a
// basis of the repeal (依照《…》).
func repealedIn(sentence string) (out []string) {
	before, found := beforeRepeal(sentence)
	if !found || strings.Contains(before, "抵触") || strings.Contains(before, "不一致") || strings.Contains(before, "修改、") {
		return nil
	}
	for at := 0; ; {
		open := strings.Index(before[at:], "《")
		if open < 0 {
			return out
		}
		open += at
		closing := closer(before, open)
		if closing < 0 {
			return out
		}
		lead := strings.TrimRight(before[:open], " ")
		at = closing
		if bases.Ends(lead) == 0 && !partOf().MatchString(before[closing+len("》"):]) {
			out = append(out, before[open+len("《"):closing])
		}
	}
}

// beforeRepeal returns the words of a sentence before the first word of [repealing], if it has one.
func beforeRepeal(sentence string) (before string, found bool) {
	end := len(sentence)
	for _, w := range repealing {
		if i := strings.LastIndex(sentence, w); i >= 0 {
			end, found = min(end, i), true
		}
	}
	return sentence[:end], found
}

// partOf matches the words after a title if only a part of the text is repealed.
var partOf = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:（[^）]*）)?\s*(?:中|的?第[\d一二三四五六七八九十百]+[条款章节项]|有关|关于)`)
})

// closer is the offset of the 》 that closes the 《 at open, which may contain other titles; -1 if there is none.
func closer(s string, open int) int {
	depth := 0
	for i, r := range s[open:] {
		switch r {
		case '《':
			depth++
		case '》':
			if depth--; depth == 0 {
				return open + i
			}
		}
	}
	return -1
}

// titled returns the titles in 《》 or 〈〉 that a title contains.
func titled(title string) (out []string) {
	for rest := title; ; {
		open := strings.IndexAny(rest, "《〈")
		if open < 0 {
			return out
		}
		rest = rest[open+len("《"):]
		end := strings.IndexAny(rest, "》〉")
		if end < 0 {
			return out
		}
		out = append(out, rest[:end])
		rest = rest[end:]
	}
}

// core is a key without the words for the kind of text; "" if it does not end with such words.
func core(key string) string {
	for _, k := range kinds {
		if c, ok := strings.CutSuffix(key, k); ok {
			return c
		}
	}
	return ""
}

// successor is a newer text on the same subject that may have replaced
// docs[i], or nil. Both share the core of the title and much of the wording, and neither
// cites the other.
func (s *subjects) successor(i int) *corpus.Document {
	d, c := s.docs[i], s.cores[i]
	if utf8.RuneCountInString(c) < 2 {
		return nil
	}
	kind := strings.TrimPrefix(Key(d.Title), c)
	var best *corpus.Document
	likest := leastAlike
	for j, e := range s.docs {
		if j == i || s.cores[j] != c || e.Date <= d.Date {
			continue
		}
		other := strings.TrimPrefix(Key(e.Title), c)
		if strings.Contains(kind, "实施") != strings.Contains(other, "实施") || rank(other) < rank(kind) {
			continue
		}
		if strings.Contains(d.Source, "《"+e.Title+"》") || strings.Contains(e.Source, "《"+d.Title+"》") {
			continue // both apply
		}
		if alike := s.alike(i, j); alike > likest {
			best, likest = e, alike
		}
	}
	return best
}

// leastAlike is the share of its wording that a text must have in common with its successor.
const leastAlike = 0.25

// rank orders the kinds of texts: a regulation does not replace a law.
func rank(kind string) int {
	switch {
	case strings.HasSuffix(kind, "法") && !strings.HasSuffix(kind, "办法"):
		return 2
	case strings.HasSuffix(kind, "条例"):
		return 1
	}
	return 0
}

// alike is the share of the character pairs of docs[i] that docs[j] also has.
func (s *subjects) alike(i, j int) float64 {
	a, b := s.pairsOf(i), s.pairsOf(j)
	shared, total := 0, 0
	for p, n := range a {
		total += n
		shared += min(n, b[p])
	}
	return float64(shared) / float64(cmp.Or(total, 1))
}

func (s *subjects) pairsOf(i int) map[[2]rune]int {
	if s.pairs[i] == nil {
		s.pairs[i] = make(map[[2]rune]int)
		last := rune(0)
		for _, r := range s.docs[i].Source {
			if r >= 0x4E00 && r <= 0x9FFF {
				s.pairs[i][[2]rune{last, r}]++
				last = r
			} else {
				last = 0
			}
		}
	}
	return s.pairs[i]
}
