package quote

import (
	"cmp"
	"context"
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"tiaowen/api/compare"
	"tiaowen/api/overlap"
	"tiaowen/corpus"
	"tiaowen/corpus/citation"
	"tiaowen/corpus/wordlist"
)

// Checker checks texts against documents. It is safe for concurrent use.
type Checker struct {
	docs     []*corpus.Document
	lookup   func(title string) []*corpus.Document
	versions func(d *corpus.Document) []*corpus.Document
	locator  func() *locator // made when the first text is checked
}

// New makes a checker over documents. lookup returns the documents that are cited by a title. versions
// returns all versions of a document, the newest first, or nil if there is only one.
func New(docs []*corpus.Document, lookup func(string) []*corpus.Document, versions func(*corpus.Document) []*corpus.Document) *Checker {
	return &Checker{docs, lookup, versions, sync.OnceValue(func() *locator { return newLocator(docs) })}
}

// Lengths in characters, stops and blanks not counted.
const (
	leastSourced  = 4  // words in marks behind a citation; fewer are a name
	leastMarked   = 8  // words in marks without a citation
	leastUnknown  = 16 // words in marks without a citation that stand nowhere
	leastRun      = 20 // words without marks
	leastSure     = 14 // words that hardly stand in two clauses by chance
	leastNear     = 12 // words that are looked for although they differ
	maxCandidates = 24 // clauses looked at for one quotation
)

// The parts of a quotation that may differ from the words that it is taken for.
const (
	farSourced = 45 // percent, from the words of the clause that the text names
	farFound   = 25 // percent, from words found elsewhere
	farRun     = 12 // percent, without marks
)

// check is one text on its way.
type check struct {
	*Checker
	text    string
	quotes  []marked
	sources []source
	targets []target
	hays    map[*corpus.Clause]hay
	out     []Finding
}

// Check finds the quotations and citations of a text, in its order, with their
// verdicts. It ends early only when ctx is done.
func (c *Checker) Check(ctx context.Context, text string) ([]Finding, error) {
	k := &check{Checker: c, text: text, quotes: marks(text), sources: sources(text), hays: make(map[*corpus.Clause]hay)}
	k.resolve()
	quoted, err := k.quotations(ctx)
	if err != nil {
		return nil, err
	}
	for i := range k.sources {
		if i%64 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if !quoted[i] && !within(k.quotes, k.sources[i].span) {
			k.citation(i)
		}
	}
	if err := k.runs(ctx); err != nil {
		return nil, err
	}
	slices.SortStableFunc(k.out, func(a, b Finding) int { return cmp.Compare(a.Start, b.Start) })
	return k.out, nil
}

// quotations judges the words in marks, and says which sources they belong to. A
// speech in marks is checked as a text of its own.
func (k *check) quotations(ctx context.Context) (quoted map[int]bool, err error) {
	quoted = make(map[int]bool)
	for i, q := range k.quotes {
		if i%64 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if !k.speech(q) {
			k.quotation(q, quoted)
			continue
		}
		inner, err := k.Check(ctx, k.text[q.Start:q.End])
		if err != nil {
			return nil, err
		}
		for _, f := range inner {
			k.out = append(k.out, f.shift(q.Start))
		}
	}
	return quoted, nil
}

// target is what a citation names.
type target struct {
	docs    []*corpus.Document // current versions; several for the books of a code
	older   []*corpus.Document // other versions, newest first
	clauses []*corpus.Clause   // those cited, in docs
	past    bool               // the text names a version that is not the newest
}

// resolve finds what each citation names. What names no document (第三条) means the one named before.
func (k *check) resolve() {
	k.targets = make([]target, len(k.sources))
	var last target
	if len(k.docs) == 1 {
		last.docs = k.docs
	}
	for i, s := range k.sources {
		t := last
		if !s.Self && s.Title != "" {
			t = k.named(s.Title, s.year)
			last = t
		}
		t.clauses = nil
		for _, d := range t.docs {
			if t.clauses = articles(d, s.Citation); t.clauses != nil {
				break
			}
		}
		k.targets[i] = t
	}
}

// named finds the documents of a title: those of the year that the text gives, else the newest.
func (k *check) named(title, year string) (t target) {
	for _, d := range k.lookup(title) {
		versions := k.versions(d)
		newest := len(versions) == 0 || versions[0] == d
		switch {
		case year != "" && len(versions) > 0:
			if strings.HasPrefix(d.Date, year) {
				t.docs = append(t.docs, d)
				t.past = t.past || !newest
			} else {
				t.older = append(t.older, d)
			}
		case newest:
			t.docs = append(t.docs, d)
		default:
			t.older = append(t.older, d)
		}
	}
	if len(t.docs) == 0 && len(t.older) > 0 { // no version of that year
		t.docs, t.older = t.older[:1], t.older[1:]
	}
	return t
}

// articles are the clauses of d that a citation names.
func articles(d *corpus.Document, c citation.Citation) (out []*corpus.Clause) {
	if c.Number == 0 {
		return nil
	}
	to, toSub := c.To, c.ToSub
	if to == 0 {
		to, toSub = c.Number, c.Sub
	}
	for _, x := range d.Clauses {
		if x.Kind == corpus.Article && compareNumbers(x, c.Number, c.Sub) >= 0 && compareNumbers(x, to, toSub) <= 0 {
			out = append(out, x)
		}
	}
	return out
}

// compareNumbers compares the number of a clause with another: 第一百二十条之一 is
// behind 第一百二十条.
func compareNumbers(x *corpus.Clause, number, sub int) int {
	return cmp.Or(cmp.Compare(x.Number, number), cmp.Compare(x.Sub, sub))
}

// hay is a clause's words as they are compared: as published, and as they are
// without slips where there are any.
type hay struct {
	text, clean folded
	slips       bool
}

// maxHays bounds the clauses that are kept ready for one text.
const maxHays = 4000

func (k *check) hay(c *corpus.Clause) hay {
	h, ok := k.hays[c]
	if ok {
		return h
	}
	h.text = fold(c.Text(), c.Body.Start)
	if len(c.Repairs) > 0 {
		words, at := c.Clean()
		h.clean, h.slips = fold(words, 0), true
		for i := range h.clean.from {
			h.clean.from[i], h.clean.to[i] = at(h.clean.from[i]), at(h.clean.to[i])
		}
	}
	if len(k.hays) >= maxHays {
		clear(k.hays)
	}
	k.hays[c] = h
	return h
}

// needle is the words that are looked for.
type needle struct {
	corpus.Span
	pieces []folded // of what is between ……
	length int      // in characters
}

func newNeedle(text string, s corpus.Span) needle {
	n := needle{Span: s, pieces: fold(dropPageNumbers(text[s.Start:s.End]), s.Start).pieces()}
	for _, p := range n.pieces {
		n.length += len(p.runes)
	}
	return n
}

// dropPageNumbers blanks out lines of digits and dashes: a quotation may run over
// the end of a page. The length stays.
func dropPageNumbers(s string) string {
	if strings.Count(s, "\n") < 2 {
		return s
	}
	var b strings.Builder
	for line := range strings.Lines(s) {
		words := strings.Trim(line, " \t\r\n\u3000-—–－·")
		if words != "" && len(words) <= 4 && strings.Trim(words, "0123456789") == "" {
			line = strings.Repeat(" ", len(line))
		}
		b.WriteString(line)
	}
	return b.String()
}

// longest is the longest piece.
func (n needle) longest() []rune {
	best := n.pieces[0].runes
	for _, p := range n.pieces[1:] {
		if len(p.runes) > len(best) {
			best = p.runes
		}
	}
	return best
}

// exact reports whether a clause has the words, its slips made good where slip is true.
func (k *check) exact(c *corpus.Clause, n needle) (at corpus.Span, slip, ok bool) {
	h := k.hay(c)
	if at, ok = inOrder(h.text, n); ok {
		return at, false, true
	}
	if h.slips {
		at, ok = inOrder(h.clean, n)
	}
	return at, ok, ok
}

// inOrder finds the pieces one behind the other.
func inOrder(f folded, n needle) (at corpus.Span, ok bool) {
	next := 0
	for i, p := range n.pieces {
		k := f.index(p.runes, next)
		if k < 0 {
			return at, false
		}
		next = k + len(p.runes)
		s := f.span(k, next)
		if i == 0 {
			at = s
		}
		at.End = s.End
	}
	return at, true
}

// found is a place whose words are those looked for, or nearly.
type found struct {
	clause   *corpus.Clause
	at       corpus.Span
	slip     bool
	distance int
	pieces   []corpus.Span // where each piece of the needle stands
}

// among gives the first of the clauses that has the words exactly.
func (k *check) among(clauses []*corpus.Clause, n needle) (found, bool) {
	for _, c := range clauses {
		if at, slip, ok := k.exact(c, n); ok {
			return found{clause: c, at: at, slip: slip}, true
		}
	}
	return found{}, false
}

// inDocuments is [check.among] over all clauses of documents.
func (k *check) inDocuments(docs []*corpus.Document, n needle) (found, bool) {
	for _, d := range docs {
		if f, ok := k.among(d.Clauses, n); ok {
			return f, true
		}
	}
	return found{}, false
}

// near gives the clause whose words differ the least, at most by far percent.
func (k *check) near(clauses []*corpus.Clause, n needle, far int) (best found, ok bool) {
	limit := max(n.length*far/100, 1)
	for _, c := range clauses {
		h := k.hay(c)
		for _, f := range []folded{h.text, h.clean} {
			one, fits := n.nearIn(f, limit)
			if !fits || ok && one.distance >= best.distance {
				continue
			}
			one.clause, one.slip = c, h.slips && &f.runes[0] != &h.text.runes[0]
			best, ok = one, true
			limit = min(limit, one.distance)
		}
	}
	return best, ok
}

// nearIn finds the place in a clause's words that differs the least from the
// needle, its pieces together by at most limit.
func (n needle) nearIn(f folded, limit int) (one found, ok bool) {
	if len(f.runes) == 0 {
		return one, false
	}
	for _, p := range n.pieces {
		left := limit - one.distance
		start, end, d := f.nearest(p.runes, left)
		if d > left || end <= start {
			return one, false
		}
		one.distance += d
		one.pieces = append(one.pieces, f.span(start, end))
	}
	one.at = corpus.Span{Start: one.pieces[0].Start, End: one.pieces[len(one.pieces)-1].End}
	return one, true
}

// candidates are the clauses that may have the words, those of the current
// versions first.
func (k *check) candidates(n needle) (current, older []*corpus.Clause) {
	list, _ := k.locator().find(n.longest(), maxCandidates)
	for _, c := range list {
		if k.isCurrent(c.clause.Document) {
			current = append(current, c.clause)
		} else {
			older = append(older, c.clause)
		}
	}
	return current, older
}

func (k *check) isCurrent(d *corpus.Document) bool {
	versions := k.versions(d)
	return len(versions) == 0 || versions[0] == d
}

// speech reports whether words in marks are somebody's words about a clause and
// not a clause's: they name one, no citation leads to them, and no clause has them.
func (k *check) speech(q marked) bool {
	names := false
	for _, s := range k.sources {
		names = names || q.Span.Contains(s.span)
	}
	if !names {
		return false
	}
	if _, sourced := sourceOf(k.text, q, k.sources, k.quotes); sourced {
		return false
	}
	n := newNeedle(k.text, q.Span)
	if n.length == 0 {
		return false
	}
	current, older := k.candidates(n)
	_, near := k.near(append(current, older...), n, farFound)
	return !near
}

// shift moves a finding of a part of a text to where the part begins.
func (f Finding) shift(by int) Finding {
	f.Start, f.End = f.Start+by, f.End+by
	if f.Source != nil {
		f.Source = &corpus.Span{Start: f.Source.Start + by, End: f.Source.End + by}
	}
	return f
}

// quotation checks words in marks.
func (k *check) quotation(q marked, quoted map[int]bool) {
	n := newNeedle(k.text, q.Span)
	if n.length == 0 {
		return
	}
	f := Finding{Kind: Quotation, Span: q.Span, Elided: len(n.pieces) > 1}
	i, sourced := sourceOf(k.text, q, k.sources, k.quotes)
	if !sourced {
		if n.length >= leastMarked {
			k.unsourced(f, n)
		}
		return
	}
	if n.length < leastSourced {
		return
	}
	quoted[i] = true
	s, t := k.sources[i], k.targets[i]
	f.Source, f.Title = &s.span, s.Title
	if len(t.docs) == 0 && s.Title == "" { // 第三条 of nobody knows what
		k.unsourced(f, n)
		return
	}
	k.out = append(k.out, k.judge(f, n, s, t))
}

// judge says what is true of words that are said to come from somewhere.
func (k *check) judge(f Finding, n needle, s source, t target) Finding {
	if len(t.clauses) > 0 {
		f.Cited = t.clauses[0]
	}
	if len(t.docs) == 0 {
		return k.notLoaded(f, n)
	}
	f.Document = t.docs[0]
	if at, ok := k.among(t.clauses, n); ok {
		f.Superseded = t.past
		if s.Para > 0 && s.To == 0 && !inParagraphs(at, s.Citation) {
			f.Paragraph = true
			return f.as(WrongNumber, at)
		}
		return f.as(Exact, at)
	}
	if s.Number == 0 {
		if at, ok := k.inDocuments(t.docs, n); ok {
			f.Superseded = t.past
			return f.as(Exact, at)
		}
	}
	return k.judgeWrong(f, n, s, t)
}

// notLoaded judges words of a document that is not loaded: where they stand is
// told only of words that hardly stand in two clauses by chance.
func (k *check) notLoaded(f Finding, n needle) Finding {
	f.Verdict = NotFound
	if n.length < leastSure {
		return f
	}
	current, older := k.candidates(n)
	if at, ok := k.among(append(current, older...), n); ok {
		f.Clause, f.Found = at.clause, at.at
	}
	return f
}

// judgeWrong finds where words stand that do not stand where the text says.
func (k *check) judgeWrong(f Finding, n needle, s source, t target) Finding {
	old, inOld := k.inOlder(t.older, n, s.Number)
	if inOld && (old.clause.Number == s.Number || s.Number == 0) {
		return f.as(OtherVersion, old)
	}
	nearby, isNear := k.near(t.clauses, n, farSourced)
	slight := isNear && n.length < leastSure && 100*nearby.distance <= farFound*n.length
	if at, ok := k.inDocuments(t.docs, n); ok && !slight {
		return f.as(WrongNumber, at)
	}
	switch {
	case inOld:
		return f.as(OtherVersion, old)
	case isNear:
		return k.differ(f.as(Altered, nearby), n, nearby)
	}
	return k.judgeElsewhere(f, n, s, t)
}

// judgeElsewhere looks for words that are neither in the clauses named nor, as
// they are, in the document: changed in the document, as they are or changed anywhere.
func (k *check) judgeElsewhere(f Finding, n needle, s source, t target) Finding {
	all := slices.Concat(k.candidates(n))
	ofDocs := ofDocuments(all, t.docs)
	if s.Number == 0 {
		if at, ok := k.near(ofDocs, n, farSourced); ok {
			return k.differ(f.as(Altered, at), n, at)
		}
	}
	if n.length >= leastMarked {
		if at, ok := k.among(all, n); ok {
			return f.as(WrongDocument, at)
		}
	}
	if n.length >= leastNear {
		for _, where := range []struct {
			clauses []*corpus.Clause
			verdict Verdict
		}{{ofDocs, WrongNumber}, {ofDocuments(all, t.older), OtherVersion}, {all, WrongDocument}} {
			if at, ok := k.near(where.clauses, n, farFound); ok {
				return k.differ(f.as(where.verdict, at), n, at)
			}
		}
	}
	f.Verdict = NotFound
	if f.Cited == nil && s.Number > 0 {
		f.Verdict = NoSuchClause
	}
	return f
}

// ofDocuments are those of some clauses that documents have.
func ofDocuments(clauses []*corpus.Clause, docs []*corpus.Document) (out []*corpus.Clause) {
	for _, c := range clauses {
		if slices.Contains(docs, c.Document) {
			out = append(out, c)
		}
	}
	return out
}

// inOlder looks in older versions, in the clause of the same number first.
func (k *check) inOlder(docs []*corpus.Document, n needle, number int) (found, bool) {
	for _, d := range docs {
		for _, c := range d.Clauses {
			if c.Number == number && c.Kind == corpus.Article {
				if at, ok := k.among([]*corpus.Clause{c}, n); ok {
					return at, true
				}
			}
		}
	}
	return k.inDocuments(docs, n)
}

// inParagraphs reports whether words are in the paragraphs (款) cited.
func inParagraphs(at found, c citation.Citation) bool {
	last := max(c.Para, c.ParaTo)
	for _, p := range at.clause.Parts {
		if p.Kind == corpus.Paragraph && p.Number >= c.Para && p.Number <= last && at.at.Start >= p.Start && at.at.Start < p.End {
			return true
		}
	}
	return len(at.clause.Parts) < 2
}

// as gives the finding its verdict and the place of the words.
func (f Finding) as(v Verdict, at found) Finding {
	f.Verdict, f.Clause, f.Found, f.Slip = v, at.clause, at.at, at.slip
	return f
}

// unsourced judges words of which the text does not say where they come from.
func (k *check) unsourced(f Finding, n needle) {
	current, older := k.candidates(n)
	if at, ok := k.among(current, n); ok {
		k.out = append(k.out, f.as(Exact, at))
		return
	}
	if at, ok := k.among(older, n); ok {
		k.out = append(k.out, f.as(OtherVersion, at))
		return
	}
	if n.length >= leastNear {
		if at, ok := k.near(append(current, older...), n, farFound); ok {
			k.out = append(k.out, k.differ(f.as(Altered, at), n, at))
			return
		}
	}
	if n.length >= leastUnknown {
		f.Verdict = NotFound
		k.out = append(k.out, f)
	}
}

// differ marks the characters in which words and clause differ.
func (k *check) differ(f Finding, n needle, at found) Finding {
	f.Said, f.True = nil, nil
	for i, p := range n.pieces {
		if i > 0 {
			f.Said, f.True = append(f.Said, Part{Text: "……"}), append(f.True, Part{Text: "……"})
		}
		said := k.text[p.from[0]:p.to[len(p.to)-1]]
		place := at.pieces[i]
		saidParts, trueParts := sides(said, at.clause.Document.Text(place))
		// Words that differ at an end have nothing beside them: the clause's own go on to the next stop.
		first, last := len(saidParts) > 0 && saidParts[0].Changed, len(saidParts) > 0 && saidParts[len(saidParts)-1].Changed
		if wide := widen(at.clause, place, first, last); wide != place {
			place = wide
			saidParts, trueParts = sides(said, at.clause.Document.Text(place))
		}
		f.Found.Start, f.Found.End = min(f.Found.Start, place.Start), max(f.Found.End, place.End)
		f.Said, f.True = append(f.Said, saidParts...), append(f.True, trueParts...)
	}
	return f
}

// sides marks what differs between two wordings.
func sides(said, truly string) (a, b []Part) {
	tokensA, spansA := compare.Tokens(said)
	tokensB, spansB := compare.Tokens(truly)
	changedA, changedB := compare.Differ(tokensA, tokensB)
	return parts(said, spansA, changedA), parts(truly, spansB, changedB)
}

// maxWiden is how far words go on to a stop, in bytes.
const maxWiden = 300

// widen makes a span of a clause reach back to the stop before it, and on to the
// stop behind it.
func widen(c *corpus.Clause, s corpus.Span, back, on bool) corpus.Span {
	source := c.Document.Source
	for back && s.Start > c.Body.Start {
		r, n := utf8.DecodeLastRuneInString(source[c.Body.Start:s.Start])
		if strings.ContainsRune("，。；：\n", r) || s.Len() > maxWiden+n {
			break
		}
		s.Start -= n
	}
	for from := s.End; on && s.End < c.Body.End && s.End-from < maxWiden; {
		r, n := utf8.DecodeRuneInString(source[s.End:c.Body.End])
		if strings.ContainsRune("。；\n", r) {
			break
		}
		s.End += n
	}
	return s
}

// parts joins tokens to the pieces that changed and those that did not.
func parts(words string, spans []corpus.Span, changed []bool) (out []Part) {
	at := 0
	for i, s := range spans {
		piece := words[at:s.End]
		at = s.End
		if i == len(spans)-1 {
			piece += words[at:]
		}
		if n := len(out); n > 0 && out[n-1].Changed == changed[i] {
			out[n-1].Text += piece
			continue
		}
		out = append(out, Part{piece, changed[i]})
	}
	return out
}

// citation checks a citation that no words in marks belong to: words without
// marks may follow it.
func (k *check) citation(i int) {
	s, t := k.sources[i], k.targets[i]
	if s.Number == 0 || len(t.docs) == 0 && s.Title == "" {
		return // a title alone; 第三条 of nobody knows what
	}
	f := Finding{Kind: Citation, Span: s.span, Title: s.Title}
	if len(t.docs) > 0 {
		f.Document = t.docs[0]
	}
	if len(t.clauses) > 0 {
		f.Cited = t.clauses[0]
	}
	one, ok := k.following(f, i)
	if !ok {
		one = f.existing(s, t)
	}
	k.out = append(k.out, one)
}

// existing gives a citation its verdict by whether there is such a clause.
func (f Finding) existing(s source, t target) Finding {
	switch {
	case f.Cited != nil:
		f.Verdict, f.Clause, f.Superseded = Cited, f.Cited, t.past
		f.Found = f.Cited.Body
	case f.Document == nil:
		f.Verdict = NotFound
	default:
		f.Verdict = NoSuchClause
		for _, d := range t.older {
			if list := articles(d, s.Citation); list != nil {
				f.Verdict, f.Clause, f.Found = OtherVersion, list[0], list[0].Body
				break
			}
		}
	}
	return f
}

// following judges the words without marks that follow a citation, where they
// are or were meant to be a clause's: 第三条规定，公司是企业法人……
func (k *check) following(f Finding, i int) (Finding, bool) {
	s, t := k.sources[i], k.targets[i]
	at := k.sentenceBehind(i)
	if at.Len() <= 0 || len(t.docs) == 0 {
		return f, false
	}
	n := newNeedle(k.text, at)
	if n.length < leastNear {
		return f, false
	}
	source := s.span
	run := Finding{Kind: Run, Span: n.Span, Source: &source, Title: f.Title, Document: f.Document, Cited: f.Cited, Elided: len(n.pieces) > 1}
	if at, ok := k.among(t.clauses, n); ok {
		run.Superseded = t.past
		return run.as(Exact, at), true
	}
	if at, ok := k.near(t.clauses, n, farFound); ok {
		return k.differ(run.as(Altered, at), n, at), true
	}
	if one := k.judgeWrong(run, n, s, t); one.certain(n) {
		return one, true
	}
	whole := fold(k.text[at.Start:at.End], at.Start)
	for _, c := range t.clauses { // the clause's words, and then the speaker's
		if one, _, ok := k.sharedRun(run, whole, c, leastSure); ok {
			return one, true
		}
	}
	return f, false
}

// certain reports whether words without marks surely are the clause's that they
// were found in: as they are, or changed and long.
func (f Finding) certain(n needle) bool {
	return f.Clause != nil && f.Verdict != Altered && (f.Said == nil || n.length >= leastRun)
}

// sentenceBehind is the rest of the sentence behind a citation, without what leads
// to its words: up to a quotation, the next citation or the end of the line.
func (k *check) sentenceBehind(i int) corpus.Span {
	start := k.sources[i].span.End
	start += len(leadIn(k.text[start:]))
	limit := len(k.text)
	if i+1 < len(k.sources) {
		limit = k.sources[i+1].span.Start
	}
	end := start
	for j, r := range after(k.text, start, 1500) {
		if _, opens := closers[r]; opens || r == '\n' || start+j >= limit {
			break
		}
		end = start + j + utf8.RuneLen(r)
		if strings.ContainsRune("。！？", r) {
			break
		}
	}
	return corpus.Span{Start: start, End: end}
}

// sharedRun gives a finding the longest run of words that a clause has too, where
// it has at least so many characters. last is the end of the run in words.
func (k *check) sharedRun(f Finding, words folded, c *corpus.Clause, least int) (one Finding, last int, ok bool) {
	h := k.hay(c).text
	a, b, length := overlap.Longest(words.runes, h.runes)
	if length < least {
		return f, 0, false
	}
	f.Span = words.span(a, a+length)
	return f.as(Exact, found{clause: c, at: h.span(b, b+length)}), a + length, true
}

// wordsFile holds the word list of this package, with a comment.
//
//go:embed words.txt
var wordsFile string

// leads lead from a citation to its words.
var leads = wordlist.Read(wordsFile).List("leads")

// leadIn is what leads from a citation to its words: 的规定，, 明确规定：.
func leadIn(s string) string {
	at := 0
	for at < len(s) {
		n := leads.Begins(s[at:])
		if r, size := utf8.DecodeRuneInString(s[at:]); strings.ContainsRune("，,：: \u3000）)", r) {
			n = size
		}
		if n == 0 {
			break
		}
		at += n
	}
	return s[:at]
}

// runs finds long runs of a clause's words outside of marks.
func (k *check) runs(ctx context.Context) error {
	taken := k.occupied()
	from := 0
	last := -1 // position in out of the run before, when it may go on
	for n, i := 0, 0; i <= len(k.text); {
		r, size := runeOrEnd(k.text[i:])
		for len(taken) > 0 && taken[0].End <= from {
			taken = taken[1:]
		}
		if len(taken) > 0 && taken[0].Start <= i && i < taken[0].End {
			from = taken[0].End
			i = from
			continue
		}
		i += size
		if !strings.ContainsRune("。；！？\n", r) {
			continue
		}
		if n++; n%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		last = k.run(corpus.Span{Start: from, End: min(i, len(k.text))}, last)
		from = i
	}
	return nil
}

// runeOrEnd decodes the first character of a text; the end of a text is the end of a line.
func runeOrEnd(text string) (rune, int) {
	if text == "" {
		return '\n', 1
	}
	return utf8.DecodeRuneInString(text)
}

// occupied are the places of the text that have been judged or are in marks, in order.
func (k *check) occupied() []corpus.Span {
	taken := make([]corpus.Span, 0, len(k.out)+len(k.quotes))
	for _, f := range k.out {
		taken = append(taken, f.Span)
	}
	for _, q := range k.quotes {
		taken = append(taken, q.Span)
	}
	slices.SortFunc(taken, func(a, b corpus.Span) int { return cmp.Compare(a.Start, b.Start) })
	return taken
}

// run looks at one sentence and returns the position of its finding, or -1.
// A run goes on from the one before where both stand in one clause, one behind the other.
func (k *check) run(s corpus.Span, last int) int {
	if s.Len() < leastRun { // in bytes: too short in any script
		return -1
	}
	n := newNeedle(k.text, s)
	if len(n.pieces) != 1 {
		return -1
	}
	if last >= 0 && k.goesOn(&k.out[last], n) {
		return last
	}
	if n.length < leastRun {
		return -1
	}
	words := n.pieces[0]
	clauses, most := k.sharing(words)
	if len(clauses) == 0 {
		return -1
	}
	f := Finding{Kind: Run, Span: words.span(0, len(words.runes))}
	if at, ok := k.among(clauses, n); ok {
		k.out = append(k.out, k.dated(f.as(Exact, at)))
		return len(k.out) - 1
	}
	if most {
		if at, ok := k.near(clauses, n, farRun); ok {
			k.out = append(k.out, k.differ(f.as(Altered, at), n, at))
			return -1
		}
	}
	return k.partOfRun(f, words, clauses[:min(2, len(clauses))])
}

// sharing are the clauses that share the most with the words of a sentence, those of
// current versions first. most tells whether one of them has a third of the words.
func (k *check) sharing(words folded) (clauses []*corpus.Clause, most bool) {
	list, grams := k.locator().find(words.runes, 8)
	if len(list) == 0 || list[0].shared < 3 {
		return nil, false
	}
	for _, c := range list {
		clauses = append(clauses, c.clause)
	}
	slices.SortStableFunc(clauses, func(a, b *corpus.Clause) int {
		return cmp.Compare(btoi(!k.isCurrent(a.Document)), btoi(!k.isCurrent(b.Document)))
	})
	return clauses, 3*list[0].shared >= grams
}

// goesOn lengthens a run by the words of the next sentence, where they stand in the
// same clause close behind it.
func (k *check) goesOn(before *Finding, n needle) bool {
	at, ok := k.among([]*corpus.Clause{before.Clause}, n)
	if !ok || at.at.Start < before.Found.End || at.at.Start-before.Found.End >= 12 {
		return false
	}
	words := n.pieces[0]
	before.End = words.to[len(words.to)-1]
	before.Found.End = at.at.End
	return true
}

// partOfRun finds the part of a sentence that one of the clauses has; -1 where none
// has enough of it, or the sentence does not end with it.
func (k *check) partOfRun(f Finding, words folded, clauses []*corpus.Clause) int {
	for _, c := range clauses {
		one, last, ok := k.sharedRun(f, words, c, leastRun)
		if !ok {
			continue
		}
		k.out = append(k.out, k.dated(one))
		if last == len(words.runes) {
			return len(k.out) - 1
		}
		return -1
	}
	return -1
}

// dated says of words that are found whether only an older version has them.
func (k *check) dated(f Finding) Finding {
	if !k.isCurrent(f.Clause.Document) {
		f.Verdict = OtherVersion
	}
	return f
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
