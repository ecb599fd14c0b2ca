package quiz

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/study/quiz/figure"
	"tiaowen/api/study/quiz/gap"
	"tiaowen/api/study/quiz/likeness"
	"tiaowen/api/study/quiz/listing"
	"tiaowen/api/study/quiz/outright"
	"tiaowen/api/study/quiz/role"
	"tiaowen/api/study/quiz/wording"
	"tiaowen/corpus"
	"tiaowen/corpus/damage"
	"tiaowen/corpus/norm"
	"tiaowen/corpus/sentences"
	"tiaowen/corpus/term"
	"tiaowen/corpus/wordlist"
)

// Book is a document read for questions: what can be asked for in each clause,
// and the words that can stand as wrong options. It is not safe for concurrent use.
type Book struct {
	cite    func(*corpus.Clause) string
	doc     *corpus.Document
	terms   []term.Term
	pages   map[*corpus.Clause]*page
	order   []*page                 // pages, in the order of the text
	pools   map[targetKind][]string // what can be asked for, in the order of the text, each once
	heads   map[string][]string     // words and members by their last one and last two characters; see headKey
	rows    map[string][]string     // members of parallel lists by what they share; see listing.Row
	roles   *role.Roles             // who is bound
	forbids []act                   // what is forbidden, where
	duties  []act                   // what is required
	items   []act                   // items of lists
	source  *gap.Source             // where words stand elsewhere in the document
	ids     map[string]bool         // given out
	words   func(*corpus.Clause, corpus.Span) []corpus.Span
	policy  bool // a party or government text that numbers 1. 2., no statute
}

// page is one clause, read.
type page struct {
	clause    *corpus.Clause
	norms     []norm.Norm
	sentences []sentence
	lists     []listing.List
}

// sentence is a sentence that can be quoted: no suspected damage, no
// placeholder, not the clause's title.
type sentence struct {
	sentences.Sentence
	lead    string // of an item: the words in front of the list, with dots for the items left out
	last    bool   // it ends what it belongs to: a full stop is behind it
	targets []target
	rows    []series
}

// series is a list within a sentence, and the part of the sentence that has it.
type series struct {
	part int
	listing.Row
}

// target is words of a sentence that can be asked for.
type target struct {
	kind targetKind
	corpus.Span
	part  int  // index of the sentence part
	evil  bool // it is in what is forbidden or fought
	whole bool // nothing of a longer word is beside it
	row   bool // it is a member of a list
}

// act is something forbidden or required, or an item, of a clause.
type act struct {
	clause *corpus.Clause
	actor  string
	text   string
	corpus.Span
	of string // of an item: what the list is of, 情形
}

// targetKind says what a target is.
type targetKind uint8

const (
	aTerm targetKind = iota
	aNumber
	anActor
	aTitle  // of a document cited
	aMember // of a list
	aWord
)

// Read reads all of a document, so that what is made for a clause does not
// depend on the clauses chosen with it. words cuts a text into words and gives
// those worth asking for; nil: only names, numbers, actors and lists are asked
// for. cite is how a clause is cited; nil: as the clause itself says.
func Read(d *corpus.Document, words func(*corpus.Clause, corpus.Span) []corpus.Span, cite func(*corpus.Clause) string) *Book {
	if cite == nil {
		cite = (*corpus.Clause).Cite
	}
	b := &Book{
		cite: cite, doc: d, terms: term.Of(d), words: words, policy: isPolicy(d),
		pages:  make(map[*corpus.Clause]*page),
		pools:  make(map[targetKind][]string),
		heads:  make(map[string][]string),
		rows:   make(map[string][]string),
		roles:  role.Of(d),
		source: gap.NewSource(d.Source),
		ids:    make(map[string]bool),
	}
	for _, c := range d.Clauses {
		if c.Kind != corpus.Article && c.Kind != corpus.Passage {
			continue
		}
		p := &page{clause: c, norms: norm.Of(c), lists: listing.Of(c)}
		b.pages[c] = p
		b.order = append(b.order, p)
		b.roles.Add(c, p.norms)
	}
	used := usesByClause(b.terms)
	seen := make(map[string]bool)
	for _, p := range b.order {
		b.readSentences(p, used[p.clause])
		b.pool(p, seen)
		b.collectActs(p)
	}
	return b
}

// isPolicy reports whether a document numbers its first article otherwise than 第一条.
func isPolicy(d *corpus.Document) bool {
	i := slices.IndexFunc(d.Clauses, func(c *corpus.Clause) bool { return c.Kind == corpus.Article })
	return i >= 0 && !strings.HasPrefix(d.Clauses[i].Label, "第")
}

// usesByClause gives the places of terms by the clauses that use them. A term of
// one character is left out.
func usesByClause(terms []term.Term) map[*corpus.Clause][]corpus.Span {
	used := make(map[*corpus.Clause][]corpus.Span)
	for _, t := range terms {
		if utf8.RuneCountInString(t.Name) < 2 {
			continue
		}
		for _, u := range t.Uses {
			if u.Clause != nil {
				used[u.Clause] = append(used[u.Clause], u.Span)
			}
		}
	}
	return used
}

// readSentences finds the sentences of a page that can be quoted.
func (b *Book) readSentences(p *page, terms []corpus.Span) {
	for _, s := range sentences.Of(p.clause) {
		if !b.quotable(p.clause, s) {
			continue
		}
		lead, last, ok := b.leadOf(p, s)
		if ok {
			out := b.readSentence(p.clause, p.norms, s, terms)
			out.lead, out.last = lead, last
			p.sentences = append(p.sentences, out)
		}
	}
}

// leadOf gives what is in front of a sentence that is an item, since an
// item says nothing alone. ok is false where it cannot be shown: in the items
// of items, and behind the first sentence of an item.
func (b *Book) leadOf(p *page, s sentences.Sentence) (lead string, last, ok bool) {
	for _, para := range p.clause.Parts {
		for _, it := range para.Parts {
			if !it.Span.Contains(s.Words) {
				continue
			}
			for _, l := range p.lists {
				for i, at := range l.Items {
					if at == s.Words && utf8.RuneCountInString(l.Intro) <= 60 {
						if i > 0 {
							return l.Intro + "……", i == len(l.Items)-1, true
						}
						return l.Intro, false, true
					}
				}
			}
			return "", false, false
		}
	}
	return "", true, true
}

// pool gathers the words of a page that can stand as wrong options elsewhere.
func (b *Book) pool(p *page, seen map[string]bool) {
	for _, s := range p.sentences {
		for _, row := range s.rows {
			for _, m := range row.Members {
				text := b.doc.Text(m)
				b.rows[row.Key(text)] = appendNew(b.rows[row.Key(text)], text)
			}
		}
		for _, t := range s.targets {
			text := b.doc.Text(t.Span)
			if key := string(rune(t.kind)) + text; !seen[key] {
				seen[key] = true
				b.poolTarget(t, text)
			}
		}
	}
}

// poolTarget offers a target as a wrong option of its kind, and beside words that
// end as it does.
func (b *Book) poolTarget(t target, text string) {
	if t.kind != aTerm || !t.evil {
		b.pools[t.kind] = append(b.pools[t.kind], text)
	}
	if t.kind == aMember || t.kind == aWord && t.whole {
		for n := 1; n <= 2; n++ {
			key := headKey(likeness.Tail(text, n), t.evil)
			b.heads[key] = append(b.heads[key], text)
		}
	}
}

func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// quotable keeps what nobody should learn out: damage, placeholders (XX区),
// titles, broken quotes, sentences that point elsewhere and say nothing alone.
func (b *Book) quotable(c *corpus.Clause, s sentences.Sentence) bool {
	text := b.doc.Text(s.Words)
	if text == "" || text == c.Title || strings.Contains(text, "XX") || strings.ContainsAny(text, "\n×") {
		return false
	}
	return !b.damaged(c, s.Span) && wording.Balanced(text)
}

// damaged reports whether damage is suspected within words.
func (b *Book) damaged(c *corpus.Clause, at corpus.Span) bool {
	return slices.ContainsFunc(c.Repairs, func(r damage.Repair) bool { return r.Start < at.End && at.Start < r.End })
}

// readSentence finds what can be asked for.
func (b *Book) readSentence(c *corpus.Clause, norms []norm.Norm, s sentences.Sentence, terms []corpus.Span) sentence {
	r := &targetReader{Book: b, norms: norms, out: sentence{Sentence: s}}
	for i := range s.Parts {
		r.names(i, terms)
		for _, at := range figure.In(b.doc.Text(s.Parts[i])) {
			r.add(aNumber, corpus.Span{Start: s.Parts[i].Start + at.Start, End: s.Parts[i].Start + at.End}, i)
		}
		r.actors(i)
		r.members(i)
		r.words(c, i)
	}
	return r.out
}

// targetReader collects the targets of one sentence, part by part.
type targetReader struct {
	*Book
	norms []norm.Norm // of the clause
	out   sentence
}

// add takes words of a part as a target, unless they overlap one taken before or
// cannot be taken out of their sentence.
func (r *targetReader) add(kind targetKind, at corpus.Span, part int) {
	p := r.out.Parts[part]
	if at.Len() <= 0 || !p.Contains(at) || r.taken(at) || !removable(r.doc.Text(at)) {
		return
	}
	left, right := r.doc.Source[p.Start:at.Start], r.doc.Source[at.End:p.End]
	r.out.targets = append(r.out.targets, target{
		kind: kind, Span: at, part: part,
		evil:  forbids(r.norms, at) || kind == aTerm && fought.Within(likeness.Tail(left, 8)+"|"+likeness.Head(right, 8)),
		whole: wording.Free(left, right),
		row:   inRow(kind, left, right),
	})
}

// inRow reports whether words are one of several by what stands around them.
func inRow(kind targetKind, left, right string) bool {
	return strings.HasSuffix(left, "、") || strings.HasPrefix(right, "、") || kind == aWord && strings.HasSuffix(left, "和")
}

// taken reports whether words overlap a target.
func (r *targetReader) taken(at corpus.Span) bool {
	return slices.ContainsFunc(r.out.targets, func(t target) bool { return t.Start < at.End && at.Start < t.End })
}

// removable reports whether words may be replaced by a gap or by other words: no
// half of a quotation, no clause number, no untouchable name.
func removable(text string) bool {
	return wording.Balanced(text) && !strings.HasPrefix(text, "第") && !wording.Untouchable(text)
}

// names adds the terms and the titles of documents in a part.
func (r *targetReader) names(part int, terms []corpus.Span) {
	p := r.out.Parts[part]
	for _, t := range terms {
		if p.Contains(t) {
			r.add(aTerm, t, part)
		}
	}
	for _, m := range cited.FindAllStringIndex(r.doc.Text(p), -1) {
		r.add(aTitle, corpus.Span{Start: p.Start + m[0] + len("《"), End: p.Start + m[1] - len("》")}, part)
	}
}

// actors adds who is bound, where the text names them in full.
func (r *targetReader) actors(part int) {
	for _, n := range r.norms {
		if !r.out.Parts[part].Contains(n.ActorSpan) || r.doc.Text(n.ActorSpan) != n.Actor {
			continue
		}
		if r.roles.Bound(n.Actor) > 0 || r.policy && wording.WholeActor(r.doc.Source, n) {
			r.add(anActor, n.ActorSpan, part)
		}
	}
}

// members adds the members of the lists within a part.
func (r *targetReader) members(part int) {
	p := r.out.Parts[part]
	for _, row := range listing.Rows(r.doc, p) {
		r.out.rows = append(r.out.rows, series{part, row})
		for _, m := range row.Members {
			r.add(aMember, m, part)
		}
	}
	for _, m := range listing.Inner(r.doc, p) {
		r.add(aMember, m, part)
	}
}

// words adds the other words of a part that are worth asking for.
func (r *targetReader) words(c *corpus.Clause, part int) {
	if r.Book.words == nil {
		return
	}
	p := r.out.Parts[part]
	for _, w := range r.Book.words(c, p) {
		if wording.Whole(r.doc.Text(p), w, r.doc.Source, r.policy) {
			r.add(aWord, corpus.Span{Start: p.Start + w.Start, End: p.Start + w.End}, part)
		}
	}
}

// forbids reports whether words are in what norms forbid or fight.
func forbids(norms []norm.Norm, at corpus.Span) bool {
	return slices.ContainsFunc(norms, func(n norm.Norm) bool { return n.Kind == norm.Forbid && n.Span.Contains(at) })
}

var cited = regexp.MustCompile(`《[^《》]{2,40}》`)

// collectActs gathers what the clause forbids, requires and lists.
func (b *Book) collectActs(p *page) {
	for _, n := range p.norms {
		b.collectNorm(p, n)
	}
	for _, l := range p.lists {
		for _, it := range l.Items {
			if b.itemOption(p.clause, it) {
				b.items = append(b.items, act{clause: p.clause, text: b.doc.Text(it), Span: it, of: l.Of})
			}
		}
	}
}

// longestOption is how long an option can be, in code points.
const longestOption = 45

// option reports whether words of a clause can be an option; it has at least so
// many code points.
func (b *Book) option(c *corpus.Clause, at corpus.Span, least int) bool {
	n := utf8.RuneCountInString(b.doc.Text(at))
	return n >= least && n <= longestOption && b.optional(c, at)
}

// itemOption reports whether an item of a list can be an option: a catch-all
// cannot, it would be right anywhere.
func (b *Book) itemOption(c *corpus.Clause, item corpus.Span) bool {
	return b.option(c, item, 3) && !strings.Contains(b.doc.Text(item), "其他")
}

// actOption reports whether the act of a norm can be an option: where it leads to
// a list, it says nothing without the list.
func (b *Book) actOption(c *corpus.Clause, n norm.Norm, least int) bool {
	return len(n.Items) == 0 && b.option(c, n.Act, least)
}

// collectNorm gathers what one norm forbids or requires, if it can be an option.
func (b *Book) collectNorm(p *page, n norm.Norm) {
	text := b.doc.Text(n.Act)
	if !b.actOption(p.clause, n, 4) || strings.HasSuffix(text, "下列") {
		return
	}
	a := act{clause: p.clause, actor: n.Actor, text: text, Span: n.Act}
	switch {
	case outright.Forbids(n) && !outright.Bounds(text) && outright.Always(p.clause, p.norms, n, b.policy):
		b.forbids = append(b.forbids, a)
	case outright.Requires(n) && n.Actor != "":
		b.duties = append(b.duties, a)
	}
}

// optional reports whether words can stand by themselves as an option.
func (b *Book) optional(c *corpus.Clause, at corpus.Span) bool {
	text := b.doc.Text(at)
	return !b.damaged(c, at) && wording.Balanced(text) && !strings.Contains(text, "XX") && !strings.ContainsAny(text, "：；。\n") && !wording.Pointing(text)
}

// headKey parts what is fought from what is wanted: nobody is to read that
// something good is forbidden.
func headKey(end string, evil bool) string {
	if evil {
		return end + "!"
	}
	return end
}

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

// words.txt describes each list.
var (
	lists      = wordlist.Read(wordsFile)
	fought     = lists.List("fought")
	everyone   = lists.List("everyone")
	halves     = lists.List("halves")
	announcing = lists.List("announcing")
	givenAway  = lists.List("givenAway")
	ordered    = lists.List("ordered")
)
