// Package term finds the terms of a document, such as 四个意识 and 三会一课, with their meanings and the places where
// they are used. Start with [Of].
package term

import (
	_ "embed"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/corpus/citation"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
	"tiaowen/corpus/sentences"
	"tiaowen/corpus/wordlist"
)

// Term is an expression that a document uses as a name, such as “四个意识” or 三会一课,
// or that a statute defines or abbreviates (本法所称毒品，是指…; 以下简称国库).
type Term struct {
	Name string // without quotation marks, as written at its first use
	Uses []Use  // every place where the name occurs, in the order of the text

	// The meaning. All are empty if the text does not explain the term.
	Source     *corpus.Clause // the clause that explains it
	Members    []corpus.Span  // “两个功能”（政治功能和服务功能）: 政治功能, 服务功能
	Definition corpus.Span    // the words after 是指 or 包括, or the words that 以下简称 abbreviates
}

// Use is a place where a term occurs.
type Use struct {
	Clause      *corpus.Clause // nil in a section's heading
	corpus.Span                // the name without quotation marks
}

// maxTerm is the maximum length of a term in quotation marks, in code points. Longer
// quotations are sentences.
const maxTerm = 16

// maxMeaning is the maximum length of a definition in bytes.
const maxMeaning = 6000

// Of finds the terms of the document, in the order of their first use.
//
// Terms are expressions in quotation marks (1 to 16 code points, without punctuation other than 、),
// numbered shorthand without quotation marks (八项规定, 三会一课) if the text is not a
// statute, and expressions that are defined. A term that begins with a numeral is also found
// where it is not quoted. Members are read from the brackets after the term,
// or from a list before it that has as many members as its numeral says.
// A term that is only mentioned has no members.
func Of(d *corpus.Document) []Term {
	r := termReader{d: d, at: make(map[string]int), seen: make(map[[2]int]bool)}
	if _, yes := citation.Amended(d.Title); yes {
		return nil // an amendment quotes words that are to be replaced
	}
	for _, c := range d.Clauses {
		r.clause(c)
	}
	for _, s := range d.Sections {
		r.heading(s)
	}
	r.plain()
	for i := range r.terms {
		uses := r.terms[i].Uses
		sort.SliceStable(uses, func(a, b int) bool { return uses[a].Start < uses[b].Start })
	}
	sort.SliceStable(r.terms, func(a, b int) bool { return first(r.terms[a]) < first(r.terms[b]) })
	return r.terms
}

// first is the offset at which a term occurs first.
func first(t Term) int {
	if len(t.Uses) > 0 {
		return t.Uses[0].Start
	}
	return t.Definition.Start
}

type termReader struct {
	d     *corpus.Document
	terms []Term
	at    map[string]int  // name → index in terms
	seen  map[[2]int]bool // term and offset of its uses
}

// use records a place where a term occurs and returns the term, which is valid until the next call.
func (r *termReader) use(c *corpus.Clause, s corpus.Span) *Term {
	name := r.d.Text(s)
	i, ok := r.at[name]
	if !ok {
		i = len(r.terms)
		r.at[name] = i
		r.terms = append(r.terms, Term{Name: name})
	}
	t := &r.terms[i]
	if k := [2]int{i, s.Start}; !r.seen[k] {
		r.seen[k] = true
		t.Uses = append(t.Uses, Use{c, s})
	}
	return t
}

// clause reads the quoted, defined and abbreviated terms of a clause.
func (r *termReader) clause(c *corpus.Clause) {
	src := r.d.Source
	for i := c.Body.Start; i < c.Body.End; {
		q, n := rune(src[i]), 1
		if q >= utf8.RuneSelf {
			q, n = utf8.DecodeRuneInString(src[i:c.Body.End])
		}
		switch q {
		case '“', '"', '「':
			name, next := quotedAt(src, i, c)
			if name.Len() > 0 {
				t := r.use(c, name)
				r.spellOut(t, c, corpus.Span{Start: i, End: next})
				i = next
				continue
			}
		case '（', '(':
			r.abbreviation(c, i)
		case '是', '指', '包':
			r.definition(c, i)
		}
		i += n
	}
}

// quotedAt returns the term in the quotation marks that open at i, and the offset
// after them. The term has length 0 if there is none. A repaired character can be the closing mark.
func quotedAt(src string, i int, c *corpus.Clause) (name corpus.Span, next int) {
	open, n := utf8.DecodeRuneInString(src[i:c.Body.End])
	for k, count := i+n, 0; k < c.Body.End && count <= maxTerm; count++ {
		q, m := utf8.DecodeRuneInString(src[k:c.Body.End])
		closes := q == script.CloserOf(open) || open == '“' && (q == '"' || q == '〃')
		if n := repairedQuote(c, k); n > 0 {
			closes, m = true, n
		}
		switch {
		case closes && count == 0, !closes && endsTerm(q):
			return corpus.Span{}, 0
		case closes:
			return corpus.Span{Start: i + n, End: k}, k + m
		}
		k += m
	}
	return corpus.Span{}, 0
}

// repairedQuote is the length of the words at k that stand for a lost closing mark, or 0.
func repairedQuote(c *corpus.Clause, k int) int {
	at := sort.Search(len(c.Repairs), func(i int) bool { return c.Repairs[i].Start >= k })
	if at == len(c.Repairs) || c.Repairs[at].Start != k || !strings.HasPrefix(c.Repairs[at].Likely, "”") {
		return 0
	}
	return c.Repairs[at].Len()
}

// endsTerm reports whether a term in quotation marks cannot contain a character.
func endsTerm(q rune) bool {
	return sentences.IsEnd(q) || sentences.IsDivider(q) || q == '\n' || script.CloserOf(q) != 0 && q != '（' && q != '('
}

// spellOut looks for the members of a term after its quotation marks and before them.
func (r *termReader) spellOut(t *Term, c *corpus.Clause, quotes corpus.Span) {
	if t.Members != nil {
		return
	}
	want, _, size := numeral.Read(t.Name)
	if size == 0 || want > 30 {
		want = 0
	}
	src := r.d.Source
	var members []corpus.Span
	switch behind := script.FirstRune(src[quotes.End:c.Body.End]); {
	case behind == '（' || behind == '(':
		members = r.membersBehind(c, quotes.End, want)
	case want > 1 && !strings.HasSuffix(src[:quotes.Start], "、"): // “两学一做” may itself be a member of a list
		members = r.membersBefore(c, quotes.Start, want)
	}
	if members != nil {
		t.Members, t.Source = members, c
	}
}

// membersBehind reads the members of a term from the brackets after it. There must be as many as its numeral says, or at
// least two if it has no numeral.
func (r *termReader) membersBehind(c *corpus.Clause, at, want int) []corpus.Span {
	src := r.d.Source
	end := sentences.ClosedAt(src, at, c.Body.End, nil)
	if end == 0 {
		return nil
	}
	_, n := utf8.DecodeRuneInString(src[at:])
	in := corpus.Span{Start: at + n, End: end - n}
	if in.Start >= in.End || abbreviates.Begins(src[in.Start:in.End]) > 0 {
		return nil
	}
	if m := listed(src, in, true); want > 0 && len(m) == want || want == 0 && len(m) > 1 {
		return m
	}
	return nil
}

// membersBefore reads the members of a term from the words before it: 统筹考核、述职评议、…、精神文明创建创新“五项机制”.
func (r *termReader) membersBefore(c *corpus.Clause, at, want int) []corpus.Span {
	src := r.d.Source
	in := corpus.Span{Start: r.partBefore(c, at), End: at}
	in.Start += norm.Prepositions.Begins(src[in.Start:in.End])
	m := listed(src, in, false)
	if len(m) != want || slices.ContainsFunc(m, func(s corpus.Span) bool { return utf8.RuneCountInString(src[s.Start:s.End]) < 2 }) {
		return nil // 搞两面派、做“两面人”
	}
	return m
}

// partBefore is the offset at which the sentence part that ends at end begins.
func (r *termReader) partBefore(c *corpus.Clause, end int) int {
	from := end
	for from > c.Body.Start && from > end-sentences.MaxPair {
		q, n := utf8.DecodeLastRuneInString(r.d.Source[c.Body.Start:from])
		if sentences.IsEnd(q) || sentences.IsDivider(q) || q == '\n' {
			break
		}
		from -= n
	}
	return from
}

// listed splits a list at 、, and before its last member at 和, 与 or 及.
func listed(src string, s corpus.Span, last bool) []corpus.Span {
	var out []corpus.Span
	from, shut := s.Start, 0
	for i := s.Start; i < s.End; {
		q, n := utf8.DecodeRuneInString(src[i:s.End])
		switch {
		case i < shut:
		case q == '、' || q == '，' || q == '；':
			out = sentences.AppendPart(src, out, corpus.Span{Start: from, End: i})
			from = i + n
		case script.CloserOf(q) != 0:
			shut = sentences.ClosedAt(src, i, s.End, nil)
		}
		i += n
	}
	tail := corpus.Span{Start: from, End: s.End}
	if last {
		for _, and := range []string{"以及", "和", "与", "及"} {
			if i := strings.Index(src[tail.Start:tail.End], and); i > 0 {
				out = sentences.AppendPart(src, out, corpus.Span{Start: tail.Start, End: tail.Start + i})
				tail.Start += i + len(and)
				break
			}
		}
	}
	return sentences.AppendPart(src, out, tail)
}

// abbreviation reads （以下简称国库） at i.
func (r *termReader) abbreviation(c *corpus.Clause, i int) {
	src := r.d.Source
	_, n := utf8.DecodeRuneInString(src[i:])
	k := abbreviates.Begins(src[i+n : c.Body.End])
	if k == 0 {
		return
	}
	end := sentences.ClosedAt(src, i, c.Body.End, nil)
	if end == 0 {
		return
	}
	_, m := utf8.DecodeLastRuneInString(src[:end])
	name := r.unquoted(sentences.Words(src, corpus.Span{Start: i + n + k, End: end - m}))
	if name.Len() == 0 || utf8.RuneCountInString(r.d.Text(name)) > 2*maxTerm {
		return
	}
	from := r.titleBefore(c, i)
	if from == i {
		from = r.partBefore(c, i)
	}
	from += defining.Begins(src[from:i])
	t := r.use(c, name)
	if meaning := sentences.Words(src, corpus.Span{Start: from, End: i}); t.Definition.Len() == 0 {
		t.Definition, t.Source = meaning, nil
		if meaning.Len() > 0 {
			t.Source = c
		}
	}
}

// unquoted is a name without the quotation marks or title marks around it.
func (r *termReader) unquoted(name corpus.Span) corpus.Span {
	words := r.d.Text(name)
	if !strings.HasPrefix(words, "“") && !strings.HasPrefix(words, "《") {
		return name
	}
	_, a := utf8.DecodeRuneInString(words)
	_, b := utf8.DecodeLastRuneInString(words)
	if a+b >= name.Len() {
		return name
	}
	return corpus.Span{Start: name.Start + a, End: name.End - b}
}

// titleBefore is the offset at which the title that ends at end begins, or end if no title ends there.
func (r *termReader) titleBefore(c *corpus.Clause, end int) int {
	before := r.d.Source[c.Body.Start:end]
	if !strings.HasSuffix(before, "》") {
		return end
	}
	if at := strings.LastIndex(before, "《"); at >= 0 {
		return c.Body.Start + at
	}
	return end
}

// definition reads 本法所称毒品，是指… and （三）去标识化，是指… with 是指, 指 or 包括 at i.
func (r *termReader) definition(c *corpus.Clause, i int) {
	src := r.d.Source
	k := defining.Begins(src[i:c.Body.End])
	if k == 0 || strings.HasSuffix(src[c.Body.Start:i], "是") || strings.HasSuffix(src[c.Body.Start:i], "系") {
		return
	}
	name := r.defined(c, i)
	words := r.d.Text(name)
	if name.Len() == 0 || strings.ContainsAny(words, "，：“”") || utf8.RuneCountInString(words) > 2*maxTerm {
		return
	}
	meaning := sentences.Words(src, corpus.Span{Start: i + k, End: meaningEnd(src, i, c.Body.End)})
	t := r.use(c, name)
	if t.Definition.Len() == 0 && meaning.Len() > 0 {
		t.Definition, t.Source = meaning, c
	}
}

// maxDefined is the maximum distance in bytes from the beginning of a line or sentence to its 是指.
const maxDefined = 400

// defined finds the term that 是指, 指 or 包括 at i defines, in the line or sentence before it. Only 所称X and the
// items of a glossary define terms.
func (r *termReader) defined(c *corpus.Clause, i int) corpus.Span {
	src := r.d.Source
	line := corpus.Span{Start: i, End: i}
	for line.Start > c.Body.Start {
		q, n := utf8.DecodeLastRuneInString(src[c.Body.Start:line.Start])
		if q == '\n' || q == '。' || q == '；' {
			break
		}
		if line.Start -= n; line.Len() > maxDefined {
			return corpus.Span{}
		}
	}
	label := sentences.ItemLabel(r.d.Text(line))
	line.Start += label
	name := sentences.Words(src, line)
	words := r.d.Text(name)
	if at := strings.LastIndex(words, "所称"); at >= 0 {
		name.Start += at + len("所称")
		words = r.d.Text(name)
	} else if !strings.HasPrefix(src[i:], "是指") || label == 0 && !strings.HasPrefix(words, "“") {
		return corpus.Span{}
	}
	name = sentences.Words(src, corpus.Span{Start: name.Start + len(words) - len(strings.TrimPrefix(words, "的")), End: name.End})
	if q := r.d.Text(name); strings.HasPrefix(q, "“") && strings.HasSuffix(q, "”") && strings.Count(q, "“") == 1 {
		name = corpus.Span{Start: name.Start + len("“"), End: name.End - len("”")}
	}
	return name
}

// meaningEnd is the end of the definition that begins at i: the end of the sentence or line, within [maxMeaning].
func meaningEnd(src string, i, limit int) int {
	end := min(limit, i+maxMeaning)
	for end > i && end < limit && !utf8.RuneStart(src[end]) {
		end--
	}
	for _, mark := range [...]string{"\n", "。"} {
		if at := strings.Index(src[i:end], mark); at >= 0 {
			end = i + at
		}
	}
	return end
}

// heading reads the quoted terms of a section's title.
func (r *termReader) heading(s *corpus.Section) {
	c := &corpus.Clause{Document: r.d, Body: s.Heading}
	for i := s.Heading.Start; i < s.Heading.End; i++ {
		if strings.HasPrefix(r.d.Source[i:], "“") {
			if name, _ := quotedAt(r.d.Source, i, c); name.Len() > 0 {
				if at, ok := r.at[r.d.Text(name)]; ok {
					r.terms[at].Uses = append(r.terms[at].Uses, Use{nil, name})
				}
			}
		}
	}
}

// plain finds numbered terms without quotation marks: those that are
// quoted elsewhere and, in a text that is not a statute, those such as 八项规定 and 三会一课.
func (r *termReader) plain() {
	for _, c := range r.d.Clauses {
		policy := !norm.IsStatute(c)
		text := r.d.Source[:c.Body.End]
		for i := c.Body.Start; i < c.Body.End; {
			q, n := utf8.DecodeRuneInString(text[i:])
			if v, _ := numeral.HanDigit(q); v < 1 {
				i += n
				continue
			}
			if end := r.numbered(text, i, policy); end > 0 {
				r.use(c, corpus.Span{Start: i, End: end})
				i = end
				continue
			}
			i += n
		}
	}
}

// numbered returns the end of the numbered term at i, 0 if there is none.
func (r *termReader) numbered(text string, i int, policy bool) int {
	if end := r.known(text, i); end > 0 {
		return end
	}
	if !policy || sayings.Begins(text[i:]) > 0 || i > 0 && goesOnNumber(script.LastRune(text[:i])) {
		return 0
	}
	_, n := utf8.DecodeRuneInString(text[i:])
	rest := text[i+n:]
	size := 0
	if m := classifiers.Begins(rest); m > 0 {
		if k := counted.Begins(rest[m:]); k > 0 {
			size = m + k
		}
	} else {
		size = twoCounts(script.FirstRune(text[i:]), rest)
	}
	if size == 0 {
		return 0
	}
	return i + n + size
}

// known returns the end of the longest term at i that is quoted elsewhere, 0 if there is none.
func (r *termReader) known(text string, i int) (end int) {
	for k, count := i, 0; count <= maxTerm; count++ {
		if count >= 3 {
			if _, known := r.at[text[i:k]]; known {
				end = k
			}
		}
		if k >= len(text) {
			break
		}
		_, n := utf8.DecodeRuneInString(text[k:])
		k += n
	}
	return end
}

// goesOnNumber reports whether a numeral after a character continues another number, or an ordinal such as 第三.
func goesOnNumber(before rune) bool {
	v, _ := numeral.HanDigit(before)
	return v >= 0 || before == '第' || before == '届' || numeral.Digit(before) >= 0
}

// twoCounts is the length of the words after the first numeral of a term such as 三会一课 (noun, another numeral, noun), or
// 0.
func twoCounts(first rune, rest string) int {
	a, an := utf8.DecodeRuneInString(rest)
	b, bn := utf8.DecodeRuneInString(rest[an:])
	c, cn := utf8.DecodeRuneInString(rest[an+bn:])
	v, _ := numeral.HanDigit(b)
	w, _ := numeral.HanDigit(first)
	if v < 1 || w == v || !isCounted(a) || !isCounted(c) {
		return 0
	}
	return an + bn + cn
}

// isCounted reports whether a character can be a noun as in 三会: it is neither a measure word nor a numeral.
func isCounted(r rune) bool {
	v, _ := numeral.HanDigit(r)
	return v < 0 && script.IsHan(r) && !measuresOf(r)
}

// measuresOf reports whether a character is a measure word of time, things or money: 三年二次.
func measuresOf(r rune) bool {
	return strings.ContainsRune(measureWords, r)
}

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

var lists = wordlist.Read(wordsFile)

// words.txt describes each list.
var (
	abbreviates  = lists.List("abbreviates")
	defining     = lists.List("defining")
	sayings      = lists.List("sayings")
	classifiers  = lists.List("classifiers")
	counted      = lists.List("counted")
	measureWords = lists.Characters("measureWords")
)
