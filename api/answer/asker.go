package answer

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/answer/excerpt"
	"tiaowen/api/answer/prepared"
	"tiaowen/api/answer/target"
	"tiaowen/api/answer/wording"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/corpus/sentences"
	"tiaowen/index"
)

// Asker answers questions from an index. It is safe for concurrent use.
type Asker struct {
	ix    *index.Index
	texts prepared.Cache
}

// candidates is the number of clauses that the index proposes for a question. More of them
// cost time and hardly ever bring the answer.
const candidates = 20

// maxAnswers is the largest number of answers in a listing: a code has thousands of norms.
const maxAnswers = 200

// New returns an Asker over ix.
func New(ix *index.Index) *Asker { return &Asker{ix: ix} }

// asking is the state of one question while the attempts are tried. What several attempts
// need and costs time is found once, when the first one needs it.
type asking struct {
	*Asker
	target.Target
	ctx     context.Context
	lang    Lang
	named   bool // the documents were named, by parameter or in the question
	why     bool
	byWords bool

	hits     []index.Hit // what the index proposes, once searched
	searched bool
	judged   []candidate // the sentences that may answer, the best first, once isJudged
	isJudged bool
	column   int // of the weights: [odds.Words], or another one if nearness was measured
}

// attempt is one way to answer. It returns nil when the question is not of its kind.
type attempt func(*asking) (*Result, error)

// attempts are tried in order. The first ones look up what a question names or list what it
// asks to list. The last one takes every question and decides by the evidence.
var attempts = []attempt{
	(*asking).unknownDocument,
	(*asking).address,
	(*asking).coverFact,
	(*asking).sectionOf,
	(*asking).count,
	(*asking).clauses,
	(*asking).section,
	(*asking).cited,
	(*asking).heading,
	(*asking).literal,
	(*asking).where,
	(*asking).norms,
	(*asking).purpose,
	(*asking).scopeOf,
	(*asking).shorthand,
	(*asking).factOfNamed,
	(*asking).decide,
}

// Options say how a question is asked. The zero value asks all documents in English.
type Options struct {
	Document *corpus.Document // nil asks all
	Lang     Lang             // of notes and reasons
	Why      bool             // fill in [Result.Evidence]
	Words    bool             // decide by the words alone, not by meaning
}

// Ask answers a question.
//
// A question with a typing slip, or in pinyin, is asked again as it was probably meant if it
// has no answer as typed, or if the answer as meant is better. Ask returns an error if ctx
// ends or the index cannot be read.
func (a *Asker) Ask(ctx context.Context, text string, opt Options) (*Result, error) {
	query, err := a.ix.ParseTyped(text)
	if meant, ok := a.meantName(query, opt.Document); ok {
		r, err := a.ask(ctx, meant, opt)
		if err == nil && r.Answerable() {
			r.meant(meant, opt.Lang)
		}
		return r, err
	}
	r, err := a.askRead(ctx, query, err, opt)
	if err != nil || query == nil || r.settled() {
		return r, err
	}
	meant, ok := a.ix.Correct(query)
	if !ok || a.tears(text, meant) {
		return r, nil
	}
	second, err := a.ask(ctx, meant, opt)
	if err != nil {
		return nil, err
	}
	if !second.betters(r) {
		return r, nil
	}
	second.meant(meant, opt.Lang)
	return second, nil
}

// settled reports whether no correction of the question could have a better answer.
func (r *Result) settled() bool {
	return r.final || r.verbatim || r.Grade == Stated && r.asked
}

// betters reports whether the answer to a corrected question is better than that to the
// question as typed.
func (r *Result) betters(typed *Result) bool {
	if !r.Answerable() {
		return false
	}
	return !typed.Answerable() || r.verbatim || r.probability > typed.probability
}

// meant notes in which words the question was read, so that people see the correction.
func (r *Result) meant(words string, lang Lang) {
	r.DidYouMean = words
	r.Note = lang.say("按“%s”理解；%s", "read as “%s”; %s", words, r.Note)
}

// tears reports whether a correction spoils a question: it breaks a word into pieces, as
// 垃积分类 does for 垃圾分类, or removes a word that asks, as 扣积分 does for 扣几分.
func (a *Asker) tears(text, meant string) bool {
	count := func(s string) int { return len(a.ix.Tokens(s)) }
	text, meant = index.Fold(text), index.Fold(meant)
	for _, asks := range questionWords {
		if strings.Count(meant, asks) < strings.Count(text, asks) {
			return true
		}
	}
	return utf8.RuneCountInString(text) == utf8.RuneCountInString(meant) && count(meant) > count(text)
}

// meantName corrects the name of a law that stands before a clause number and has one wrong
// character; ok is false if there is none.
func (a *Asker) meantName(query *index.Query, document *corpus.Document) (string, bool) {
	if query == nil || document != nil || len(a.ix.Documents()) < 2 || len(query.Laws) > 0 || len(query.References) == 0 {
		return "", false
	}
	meant, start, end, ok := a.ix.Titles().Misspelled(query.Folded, query.References[0].Start)
	if !ok {
		return "", false
	}
	return query.Folded[:start] + meant + query.Folded[end:], true
}

func (a *Asker) ask(ctx context.Context, text string, opt Options) (*Result, error) {
	query, err := a.ix.ParseTyped(text)
	return a.askRead(ctx, query, err, opt)
}

// askRead asks a question as [index.Index.ParseTyped] has read it.
func (a *Asker) askRead(ctx context.Context, query *index.Query, err error, opt Options) (*Result, error) {
	if errors.Is(err, index.ErrEmptyQuery) {
		return &Result{Intent: IntentFact, Reason: opt.Lang.say("问题里没有可查的词", "the question contains no words to search for")}, nil
	}
	if err != nil {
		return nil, err
	}
	q := a.read(ctx, query, opt)
	for _, try := range attempts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		r, err := try(q)
		if err != nil {
			return nil, err
		}
		if r != nil {
			if !r.Answerable() && !r.final {
				r = cmp.Or(q.below(), r)
			}
			return r, q.finish(r)
		}
	}
	// Unreachable: the last attempt takes every question.
	return nil, errors.New("no attempt took the question")
}

// read takes the question apart and settles which documents are meant.
func (a *Asker) read(ctx context.Context, query *index.Query, opt Options) *asking {
	q := &asking{Asker: a, ctx: ctx, lang: opt.Lang, why: opt.Why, byWords: opt.Words}
	if opt.Document != nil {
		q.Docs, q.named = []*corpus.Document{opt.Document}, true
		query.Document = opt.Document.ID
	}
	read := question.Read(a.ix, query, opt.Document == nil)
	if opt.Document == nil {
		q.Docs, q.named = read.Docs, len(read.Docs) > 0
	}
	switch {
	case q.named:
	case len(a.ix.Documents()) == 1:
		q.Docs = a.ix.Documents()
	case len(query.Ambiguous) > 0 && len(read.ClauseRefs()) == 0:
		q.Docs = query.Ambiguous[0].Documents
	}
	if len(q.Docs) > 0 { // other documents may use these words for other things
		query.Expansions = slices.DeleteFunc(query.Expansions, func(e index.Expansion) bool { return !slices.ContainsFunc(q.Docs, e.In) })
	}
	q.Question = wording.Read(a.ix, read)
	return q
}

// scope gives the clauses that may answer: those that the question names by number, else
// what the index proposes.
func (q *asking) scope() []*prepared.Clause {
	if named := q.Clauses(); len(named) > 0 {
		return q.texts.All(named)
	}
	var out []*corpus.Clause
	for _, h := range q.proposed() {
		out = append(out, h.Clause)
	}
	return q.texts.All(out)
}

// search asks the index, once, for candidates in the documents meant.
func (q *asking) search() error {
	if q.searched {
		return nil
	}
	q.searched = true
	query := *q.Query
	query.Meaning = !q.byWords
	for _, d := range q.Docs {
		query.Documents = append(query.Documents, d.ID)
	}
	hits, _, err := q.ix.Search(q.ctx, &query, candidates)
	q.hits = hits
	return err
}

// proposed gives the clauses that the search found; none before [asking.search].
func (q *asking) proposed() []index.Hit { return q.hits }

// withoutQuestions quotes of whole clauses that begin with a question only what answers it, the words
// behind 答：. The question says nothing new to somebody who asks it.
func withoutQuestions(answers []Span) {
	for i := range answers {
		if a := &answers[i]; a.Span == a.Clause.Body && a.Clause.Answer.End > a.Clause.Answer.Start {
			a.Span = a.Clause.Answer
		}
	}
}

// finish completes a result: the clause numbers of the question; for a refusal the nearest
// clauses and a reason.
func (q *asking) finish(r *Result) error {
	for _, ref := range q.Refs {
		r.Clauses = append(r.Clauses, ref.ClauseNumbers()...)
	}
	r.asked = q.Has(question.Asking)
	r.Words = !r.asked && len(q.Refs) == 0 && !q.Has(question.Whole|question.Where|question.Units|question.Section|question.Heading|question.Compare)
	r.Answers = excerpt.Completed(r.Answers)
	if len(q.Refs) == 0 {
		withoutQuestions(r.Answers)
	}
	if len(r.Answers) > maxAnswers {
		r.Answers = r.Answers[:maxAnswers]
	}
	if r.Answerable() {
		if r.Grade == "" {
			r.Grade = Stated
		}
		return nil
	}
	if r.Related == nil {
		if err := q.search(); err != nil {
			return err
		}
		var err error
		if r.Related, err = q.nearest(3); err != nil {
			return err
		}
	}
	if r.Reason == "" {
		r.Reason = q.lang.say("没有找到可以直接引用的句子", "no sentence answers this directly")
	}
	return nil
}

// nearest gives at most n clauses that come closest to a question without an answer, each
// with its best sentence: people find there what they may have meant.
func (q *asking) nearest(n int) ([]Related, error) {
	best, err := q.best()
	if err != nil {
		return nil, err
	}
	var out []Related
	add := func(c *corpus.Clause, best corpus.Span) {
		if len(out) < n && !slices.ContainsFunc(out, func(r Related) bool { return r.Clause == c }) {
			out = append(out, Related{c, best})
		}
	}
	for _, c := range best {
		add(c.Clause, c.Span)
	}
	for _, c := range q.Clauses() {
		add(c, firstSentence(c))
	}
	for _, h := range q.proposed() {
		add(h.Clause, firstSentence(h.Clause))
	}
	return out, nil
}

// firstSentence gives the first sentence of a clause, or all of a clause without sentences.
func firstSentence(c *corpus.Clause) corpus.Span {
	if all := sentences.Of(c); len(all) > 0 {
		return all[0].Span
	}
	return c.Body
}

// refuse returns a refusal.
func refuse(intent Intent, note, reason string) *Result {
	return &Result{Intent: intent, Note: note, Reason: reason}
}

// related lists the clauses that a refusal shows, each with its first sentence.
func related(cs []*corpus.Clause) []Related {
	out := make([]Related, 0, len(cs))
	for _, c := range cs {
		out = append(out, Related{c, firstSentence(c)})
	}
	return out
}
