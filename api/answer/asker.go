package answer

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/index"
)

// Asker answers questions from an index. It is safe for concurrent use.
type Asker struct {
	ix    *index.Index
	small bool     // few enough clauses to look at all of them
	texts sync.Map // *corpus.Clause → *clauseText, kept when small

	lately struct { // the texts used last, when not small; emptied when it is full
		sync.Mutex
		texts map[*corpus.Clause]*clauseText
	}

	termsOnce sync.Once
	termList  []string

	asWord sync.Map // word of the vocabulary → whether a small corpus has it as a word
}

// smallCorpus is the number of clauses up to which every clause is looked at;
// beyond it the index proposes candidates.
const smallCorpus = 400

// candidates is how many clauses the index proposes for a question.
const candidates = 16

// maxAnswers bounds how many answers a listing has.
const maxAnswers = 200

// New returns an Asker over ix.
func New(ix *index.Index) *Asker {
	n := 0
	for _, d := range ix.Documents() {
		n += len(d.Clauses)
	}
	return &Asker{ix: ix, small: n <= smallCorpus}
}

// question is a question on its way through the attempts.
type question struct {
	*Asker
	ctx      context.Context
	lang     Lang
	query    *index.Query
	w        *wording
	docs     []*corpus.Document // the documents meant; empty means all
	named    bool               // the documents were named, by parameter or in the question
	refs     []reference        // clause and section numbers
	content  string             // what is left, bare
	concepts []concept
	quantity quantity      // the figure asked for; its zero value when none is
	counts   bool          // a figure is asked for
	focused  *focus        // lazily: what is asked about the subject
	pool     []*clauseText // lazily: the clauses that may answer
	ranked   []scored      // lazily: the sentences of the pool, the best first
	isRanked bool
	hits     []index.Hit // lazily: what the index proposes; nil before and when it has nothing
}

// attempt is one way to answer. It returns nil when the question is not of its kind.
type attempt func(*question) *Result

// attempts are tried in order; the last one takes every question.
var attempts = []attempt{
	(*question).unknownLaw,
	(*question).sectionOf,
	(*question).count,
	(*question).clauses,
	(*question).section,
	(*question).verbatim,
	(*question).translated,
	(*question).enumerated,
	(*question).where,
	(*question).norms,
	(*question).purpose,
	(*question).define,
	(*question).fact,
}

// Ask answers a question within a document, or within all when document is nil.
// The error is not nil only when ctx ends.
//
// A question that holds a slip, or is written in pinyin, is asked again as it
// was probably meant: when it has no answer as typed, or when it is a few words
// that stand in the text as they were meant and not as they were typed.
func (a *Asker) Ask(ctx context.Context, text string, document *corpus.Document, lang Lang) (*Result, error) {
	query, err := a.ix.ParseTyped(text)
	if meant, ok := a.meantName(query, document); ok {
		r, err := a.ask(ctx, meant, document, lang)
		if err == nil && r.Answerable() {
			r.DidYouMean = meant
			r.Note = lang.say("read as “%s”; %s", "按“%s”理解；%s", meant, r.Note)
		}
		return r, err
	}
	r, err := a.askRead(ctx, query, err, document, lang)
	if err != nil || r.final || r.verbatim || r.Answerable() && r.asked {
		return r, err
	}
	if query == nil {
		return r, nil // nothing was read
	}
	meant, ok := a.ix.Correct(query)
	if !ok || a.tears(text, meant) {
		return r, nil
	}
	second, err := a.ask(ctx, meant, document, lang)
	if err != nil {
		return nil, err
	}
	if !second.Answerable() || r.Answerable() && !second.verbatim {
		return r, nil
	}
	second.DidYouMean = meant
	second.Note = lang.say("read as “%s”; %s", "按“%s”理解；%s", meant, second.Note)
	return second, nil
}

// tears reports whether a correction, character for character, breaks words to
// pieces, or takes away what is asked: 垃圾分类 was not meant as 垃积分类.
func (a *Asker) tears(text, meant string) bool {
	count := func(s string) (n int) {
		for _, t := range a.ix.Tokens(s) {
			if !t.Sub {
				n++
			}
		}
		return n
	}
	text, meant = index.Fold(text), index.Fold(meant)
	for _, asks := range []string{"几", "多", "谁", "哪", "吗", "么"} { // 扣几分 was not meant as 扣积分
		if strings.Count(meant, asks) < strings.Count(text, asks) {
			return true
		}
	}
	return utf8.RuneCountInString(text) == utf8.RuneCountInString(meant) && count(meant) > count(text)
}

// meantName gives the question with the name of its law as it was probably
// meant, where one character of the name before a clause number is wrong.
func (a *Asker) meantName(query *index.Query, document *corpus.Document) (string, bool) {
	if query == nil || document != nil || len(a.ix.Documents()) < 2 || len(query.Laws) > 0 || len(query.References) == 0 {
		return "", false
	}
	meant, start, end, ok := a.ix.MeantName(query.Folded, query.References[0].Start)
	if !ok {
		return "", false
	}
	return query.Folded[:start] + meant + query.Folded[end:], true
}

func (a *Asker) ask(ctx context.Context, text string, document *corpus.Document, lang Lang) (*Result, error) {
	query, err := a.ix.ParseTyped(text)
	return a.askRead(ctx, query, err, document, lang)
}

// askRead asks a question as [index.Index.ParseTyped] has read it.
func (a *Asker) askRead(ctx context.Context, query *index.Query, err error, document *corpus.Document, lang Lang) (*Result, error) {
	if errors.Is(err, index.ErrEmptyQuery) {
		return &Result{Intent: IntentFact, Reason: lang.say("the question holds no word to look for", "问题里没有可查的词")}, nil
	}
	if err != nil {
		return nil, err
	}
	q := &question{Asker: a, ctx: ctx, lang: lang, query: query}
	if document != nil {
		q.docs, q.named = []*corpus.Document{document}, true
		query.Document = document.ID
	}
	q.read()
	for _, try := range attempts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if r := try(q); r != nil {
			q.finish(r)
			r.asked = q.w.has(asking)
			return r, nil
		}
	}
	// Unreachable: the last attempt takes every question.
	return nil, errors.New("no attempt took the question")
}

// read takes the question apart.
func (q *question) read() {
	text := q.query.Folded
	cut := make([]bool, len(text))
	mark := func(start, end int) {
		for i := start; i < end; i++ {
			cut[i] = true
		}
	}
	for _, law := range q.query.Laws {
		end := law.End
		if !q.named {
			docs, year := q.versions(law)
			q.docs = append(q.docs, docs...)
			end += year
		}
		mark(law.Start, end)
	}
	q.named = len(q.docs) > 0
	if !q.named && len(q.ix.Documents()) == 1 {
		q.docs = q.ix.Documents()
	}
	q.refs = readReferences(text, q.query.References)
	for _, r := range q.query.References {
		mark(r.Start, r.End)
	}
	edges := make([]bool, len(text)+1)
	edges[0], edges[len(text)] = true, true
	for _, t := range q.ix.Tokens(text) {
		if !t.Sub {
			edges[t.Start], edges[t.End] = true, true
		}
	}
	q.protect(text, edges)
	q.w = readWording(text, cut, edges)
	q.concepts = concepts(q.ix, q.has, q.w, q.query.Expansions)
	q.notAcross()
	q.content = bare(q.w.contentText())
	q.quantity, q.counts = quantityAsked(q.w.text, q.w)
}

// notAcross makes a word for which the vocabulary has others stand only where the
// text has it as a word: 入党 is none in 纳入党建.
func (q *question) notAcross() {
	if !q.small {
		return
	}
	for i := range q.concepts {
		c := &q.concepts[i]
		if len(c.also) > 0 && c.word[0] >= utf8.RuneSelf && utf8.RuneCountInString(c.word) == 2 && !q.standsAsWord(c.word) {
			c.needle = nowhere
		}
	}
}

// nowhere is a needle that stands in no text.
var nowhere = newNeedle("\x00")

// standsAsWord reports whether some clause of a small corpus, as it is cut, has
// a word that the vocabulary knows.
func (a *Asker) standsAsWord(word string) bool {
	if known, ok := a.asWord.Load(word); ok {
		return known.(bool)
	}
	has := slices.ContainsFunc(a.ix.Documents(), func(d *corpus.Document) bool {
		return slices.ContainsFunc(d.Clauses, func(c *corpus.Clause) bool {
			text := index.Fold(c.Text())
			return strings.Contains(text, word) && slices.ContainsFunc(a.ix.Tokens(text), func(t index.Token) bool { return t.Text == word })
		})
	})
	a.asWord.Store(word, has)
	return has
}

// yearBehind is a year that says which version of a law is meant: 公司法2018年, 公司法(2018修正).
var yearBehind = regexp.MustCompile(`^[( ]*((?:19|20)\d\d)(?:年?(?:修正|修订|版)?)?\)?`)

// versions gives the versions of a law that are meant, the newest or those of
// the year behind the name, and the length of that year in bytes.
func (q *question) versions(law index.LawRef) (docs []*corpus.Document, year int) {
	if m := yearBehind.FindStringSubmatch(q.query.Folded[law.End:]); m != nil {
		for _, d := range law.Documents {
			if strings.HasPrefix(d.Date, m[1]) {
				docs = append(docs, d)
			}
		}
		if len(docs) > 0 {
			return docs, len(m[0])
		}
	}
	for _, d := range law.Documents {
		if q.ix.Current(d) {
			docs = append(docs, d)
		}
	}
	if len(docs) == 0 {
		docs = law.Documents
	}
	return docs, 0
}

// protect takes away the edges inside the terms of the text that a question
// names: “五个必须” asks for no duty.
func (q *question) protect(text string, edges []bool) {
	if !q.small {
		return
	}
	for _, term := range q.terms() {
		for at := 0; ; {
			i := strings.Index(text[at:], term)
			if i < 0 {
				break
			}
			at += i
			for j := at + 1; j < at+len(term); j++ {
				edges[j] = false
			}
			edges[at], edges[at+len(term)] = true, true
			at += len(term)
		}
	}
}

// terms are the shorthands that a small corpus puts between quotes.
func (a *Asker) terms() []string {
	a.termsOnce.Do(func() {
		for _, d := range a.ix.Documents() {
			for _, c := range d.Clauses {
				for _, term := range quotedTerms(c) {
					if shorthand.MatchString(term) {
						a.termList = append(a.termList, term)
					}
				}
			}
		}
	})
	return a.termList
}

// text prepares a clause for matching.
func (q *question) text(c *corpus.Clause) *clauseText {
	if !q.small {
		return q.recent(c)
	}
	if t, ok := q.texts.Load(c); ok {
		return t.(*clauseText)
	}
	t, _ := q.texts.LoadOrStore(c, newClauseText(c, true))
	return t.(*clauseText)
}

// maxLately is the number of texts kept of a large corpus, some 8 kB each.
const maxLately = 1024

// recent is text in a large corpus, where the same clauses answer what many ask.
func (a *Asker) recent(c *corpus.Clause) *clauseText {
	a.lately.Lock()
	t := a.lately.texts[c]
	a.lately.Unlock()
	if t != nil {
		return t
	}
	t = newClauseText(c, false)
	a.lately.Lock()
	defer a.lately.Unlock()
	if a.lately.texts == nil || len(a.lately.texts) >= maxLately {
		a.lately.texts = make(map[*corpus.Clause]*clauseText)
	}
	a.lately.texts[c] = t
	return t
}

// normUnits gives the norms of a clause.
func (q *question) normUnits(c *corpus.Clause) []unit {
	if !q.small {
		return normUnits(c)
	}
	return q.text(c).norms()
}

// scope gives the clauses that may answer: those the question refers to, else
// all of a small corpus, else what the index proposes.
func (q *question) scope() []*clauseText {
	if q.pool != nil {
		return q.pool
	}
	add := func(cs []*corpus.Clause) {
		for _, c := range cs {
			q.pool = append(q.pool, q.text(c))
		}
	}
	if named := q.referred(); len(named) > 0 {
		add(named)
		return q.pool
	}
	if q.wholeLaw() {
		for _, d := range q.docs {
			add(d.Clauses)
		}
		return q.pool
	}
	if q.small {
		for _, d := range q.ix.Documents() {
			add(d.Clauses)
		}
		return q.pool
	}
	for _, h := range q.proposed() {
		q.pool = append(q.pool, q.text(h.Clause))
	}
	return q.pool
}

// proposed asks the index for candidates among the documents meant.
func (q *question) proposed() []index.Hit {
	if q.hits != nil {
		return q.hits
	}
	query := *q.query
	if len(q.docs) > 0 {
		ids := make([]string, len(q.docs))
		for i, d := range q.docs {
			ids[i] = d.ID
		}
		query.Documents = ids
	}
	hits, _, err := q.ix.Search(q.ctx, &query, candidates)
	if err != nil {
		return nil // only a context that ended; ask reports it
	}
	q.hits = hits
	return hits
}

// has reports whether a word may stand in the clauses that may answer: a long
// word that other documents have and these have not is known by its parts.
func (q *question) has(word string) bool {
	if !q.ix.Has(word) {
		return false
	}
	if q.small || len(q.docs) == 0 || utf8.RuneCountInString(word) < longWord {
		return true
	}
	n := newNeedle(word)
	return slices.ContainsFunc(q.scope(), func(t *clauseText) bool { return n.in(t.body.text, t.body.sieve) })
}

// longWord is from how many code points on a word is often made of others.
const longWord = 4

// referred gives the clauses that the question's references name.
func (q *question) referred() []*corpus.Clause {
	var out []*corpus.Clause
	for _, d := range q.docs {
		for _, r := range q.refs {
			out = append(out, r.clauses(d)...)
		}
	}
	return out
}

// finish completes a result: numbers, neighbours of a refusal, order.
func (q *question) finish(r *Result) {
	for _, ref := range q.refs {
		r.Clauses = append(r.Clauses, ref.numbers()...)
	}
	r.Answers = completed(r.Answers)
	if len(r.Answers) > maxAnswers {
		r.Answers = r.Answers[:maxAnswers]
	}
	if !r.Answerable() && r.Related == nil {
		r.Related = q.nearest(3)
	}
	if !r.Answerable() && r.Reason == "" {
		r.Reason = q.lang.say("the document does not say", "文中没有规定")
	}
}

// nearest gives the clauses that come closest to a question without an answer.
func (q *question) nearest(n int) []*corpus.Clause {
	if cs := q.referred(); len(cs) > 0 {
		return cs[:min(n, len(cs))]
	}
	var out []*corpus.Clause
	for _, h := range q.proposed() {
		if len(out) == n {
			break
		}
		if !slices.Contains(out, h.Clause) {
			out = append(out, h.Clause)
		}
	}
	return out
}

// refuse makes a refusal.
func (q *question) refuse(intent Intent, note, reason string) *Result {
	return &Result{Intent: intent, Note: note, Reason: reason}
}

// bareTitle is how titles are compared.
func bareTitle(s string) string { return strings.ToLower(bare(index.Fold(s))) }
