package index

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/corpus/numeral"
	"tiaowen/index/gram"
	"tiaowen/index/naming"
	"tiaowen/index/passage"
	"tiaowen/index/spelling"
	"tiaowen/index/stopword"
)

// Query is what a person typed, read. Nothing of it is ever handed to Bleve's
// query language.
type Query struct {
	Text string // as typed

	Document  string   // only this document's clauses; "" searches all
	Documents []string // only these documents' clauses; empty searches all
	Section   string   // only the section of this number or title
	Norm      string   // only clauses that forbid, require, permit or encourage
	Date      string   // ISO date: the versions of that day; "" the newest
	Versions  bool     // all versions, those that newer ones replaced included

	Kind    string // only documents of this kind, as [naming.KindOf] says it: 条例
	Year    string // only documents of this year: 2023
	Exact   string // must stand in the clause, its headings or its titles, character for character
	Exclude string // words set off by blanks, none of which may stand there
	All     bool   // every word typed must stand there
	Titles  bool   // every word typed must stand in the clause's title, its headings or the document's title

	Why     bool // explain the scores in Hit.Why
	Meaning bool // join what is near in meaning, where the index has vectors
	Cut     bool // leave out what holds no word of the query, but for the few clauses nearest in meaning
	Newest  bool // the best clauses in the order of their documents' dates, newest first
	Count   bool // count what is found, see [Index.Tally]

	Terms      []Term      // what is looked for
	Phrases    []string    // folded; each must stand in the clause, character for character
	DidYouMean string      // what was probably meant, when the words as typed find little; searched as well
	Expansions []Expansion // words added to what was typed

	// Foreign tells that the query is in a language that the clauses are not in: it is
	// searched by its meaning alone, where that is asked for.
	Foreign bool

	Folded     string           // Text as it is matched; the offsets below count its bytes
	References []Reference      // clause and section numbers named
	Laws       []naming.Name    // documents named
	Ambiguous  []naming.Name    // names that may be those of any of some documents; Documents are all of them
	Unloaded   []naming.Missing // names of documents, by their form, that no document has; see [naming.Titles.Nearest]

	replaced []Expansion // in the order of the text: words that no clause has, and what stands for them
	words    []Token     // of Folded

	marks *passage.Marks // the terms worth showing
	own   []ownMarks     // where more are worth showing
}

// Term is something looked for, with what it counts.
type Term struct {
	Text   string
	Weight float64 // 1 for a word as typed
	Origin string  // "query", or the words it was added for

	Word   bool               // looked for among the words that gse cut, not among characters and pairs
	within []*corpus.Document // the documents it is looked for in; nil means all
}

// Hit is a clause found.
type Hit struct {
	Clause *corpus.Clause
	Score  float64
	Near   bool     // it holds no word of the query, and is near to it in meaning; see Query.Cut
	Why    []string // what made the score, when Query.Why asks
}

// ErrEmptyQuery says that a query has no words to search for.
var ErrEmptyQuery = errors.New("the query has no words to search for")

// ParseTyped is [Index.Parse] without a look for slips, which costs some
// milliseconds the first time: DidYouMean stays empty.
func (ix *Index) ParseTyped(text string) (*Query, error) {
	failed := ix.Watch()
	q, err := ix.parse(text)
	if err == nil {
		err = failed()
	}
	return q, err
}

// Parse reads a query. The filters of the Query are the caller's to set.
func (ix *Index) Parse(text string) (*Query, error) {
	if q := ix.recent.query(text); q != nil {
		return q.clone(), nil
	}
	failed := ix.Watch()
	q, err := ix.read(text)
	if err == nil {
		err = failed()
	}
	if err != nil {
		return nil, err
	}
	ix.recent.keep(q)
	return q.clone(), nil
}

// clone is a copy to which can be added.
func (q *Query) clone() *Query {
	c := *q
	c.Terms = slices.Clip(slices.Clone(q.Terms))
	c.Phrases = slices.Clip(q.Phrases)
	c.Expansions = slices.Clip(q.Expansions)
	c.References = slices.Clip(q.References)
	c.Laws = slices.Clip(q.Laws)
	c.Ambiguous, c.Unloaded = slices.Clip(q.Ambiguous), slices.Clip(q.Unloaded)
	return &c
}

// read reads a query and what was probably meant by it.
func (ix *Index) read(text string) (*Query, error) {
	q, err := ix.parse(text)
	if err != nil {
		return nil, err
	}
	// What was probably meant is looked for besides what was typed.
	if meant := ix.correct(q); meant != "" && meant != q.Folded {
		if m, err := ix.parse(meant); err == nil {
			q.DidYouMean = meant
			for _, t := range m.Terms {
				if !slices.ContainsFunc(q.Terms, func(have Term) bool { return have.Text == t.Text && have.Word == t.Word }) {
					q.Terms = append(q.Terms, t)
				}
			}
			q.mark()
			q.Expansions = append(q.Expansions, m.Expansions...)
			if len(q.References) == 0 && len(q.Laws) == 0 {
				q.Laws = m.Laws
			}
		}
	}
	return q, nil
}

// parse reads a query as it stands.
func (ix *Index) parse(text string) (*Query, error) {
	q := &Query{Text: text}
	folded := gram.Fold(strings.ToValidUTF8(text, " "))
	q.words = ix.Tokens(folded)
	ix.readNames(q, folded)
	ix.readVocabulary(q)
	stopped := stopword.Marks(folded)
	figures := numeral.Figures(folded)
	seen := ix.addGrams(q, stopped, figures)
	if len(q.Terms) == 0 { // nothing but a digit
		gram.Each(folded, func(start, end int) {
			q.Terms = append(q.Terms, Term{Text: folded[start:end], Weight: 1, Origin: "query"})
		})
	}
	if len(q.Terms) == 0 {
		return nil, ErrEmptyQuery
	}
	q.addClosedUp(seen)
	for _, w := range q.words {
		if utf8.RuneCountInString(w.Text) > 1 {
			weight := ix.rank.words
			if slices.Contains(stopped[w.Start:w.End], true) {
				weight *= ix.rank.stop
			}
			q.Terms = append(q.Terms, Term{Text: w.Text, Weight: weight, Origin: "query", Word: true})
		}
	}
	for _, f := range figures {
		q.addFigure(folded, f, seen)
		q.Terms = append(q.Terms, Term{Text: gram.Figure(folded, f), Weight: ix.rank.figure, Origin: "query", Word: true})
	}
	q.Phrases = phrases(folded)
	ix.addExpansionTerms(q)
	q.Foreign = len(q.Expansions) == 0 && ix.isForeign(folded)
	q.mark()
	return q, nil
}

// addGrams adds the characters and pairs of a query. seen are their places in q.Terms.
func (ix *Index) addGrams(q *Query, stopped []bool, figures []numeral.Figure) (seen map[string]int) {
	seen = make(map[string]int)
	gram.Each(q.Folded, func(start, end int) {
		term := q.Folded[start:end]
		size := utf8.RuneCountInString(term)
		if size == 1 && slices.ContainsFunc(figures, func(f numeral.Figure) bool { return f.Start <= start && end <= f.End }) {
			return // a digit of a number tells nothing alone
		}
		w := 1.0
		if size == 1 && gram.BeginsHan(term) {
			w = ix.rank.single
		}
		if slices.Contains(stopped[start:end], true) {
			w *= ix.rank.stop
		}
		if i, ok := seen[term]; ok {
			q.Terms[i].Weight += w
			return
		}
		seen[term] = len(q.Terms)
		q.Terms = append(q.Terms, Term{Text: term, Weight: w, Origin: "query"})
	})
	return seen
}

// addClosedUp adds the pairs of characters that blanks parted: those of 从 严 治 党 may
// be neighbours in the texts.
func (q *Query) addClosedUp(seen map[string]int) {
	tight := closeUp(q.Folded)
	if tight == q.Folded {
		return
	}
	gram.Each(tight, func(start, end int) {
		if term := tight[start:end]; utf8.RuneCountInString(term) == 2 && seen[term] == 0 && term != q.Terms[0].Text {
			seen[term] = len(q.Terms)
			q.Terms = append(q.Terms, Term{Text: term, Weight: 0.5, Origin: "query"})
		}
	})
}

// addExpansionTerms adds the words of the vocabulary, and notes for which words of
// the query, that no clause has, they stand.
func (ix *Index) addExpansionTerms(q *Query) {
	for _, e := range q.Expansions {
		w := e.Weight * ix.rank.expansion * float64(utf8.RuneCountInString(e.To))
		if e.Loose {
			w *= ix.rank.loose
		}
		if !ix.stands(e.From) {
			w *= ix.rank.absent
			if ix.ofOffice(e) {
				q.replaced = append(q.replaced, e)
			}
		}
		q.Terms = append(q.Terms, Term{Text: e.To, Weight: w, Origin: e.From, within: e.within})
	}
	slices.SortFunc(q.replaced, func(a, b Expansion) int { return a.Start - b.Start })
}

// addFigure adds the terms of a figure in all its writings, with the characters
// beside it: 十日 and 10 for 10日. What is found does not depend on which was typed.
func (q *Query) addFigure(folded string, f numeral.Figure, seen map[string]int) {
	_, before := utf8.DecodeLastRuneInString(folded[:f.Start])
	_, after := utf8.DecodeRuneInString(folded[f.End:])
	for _, w := range f.Writings {
		text := folded[f.Start-before:f.Start] + w + folded[f.End:f.End+after]
		gram.Each(text, func(start, end int) {
			term := text[start:end]
			if end <= before || start >= before+len(w) || utf8.RuneCountInString(term) < 2 {
				return
			}
			if _, ok := seen[term]; !ok {
				seen[term] = len(q.Terms)
				q.Terms = append(q.Terms, Term{Text: term, Weight: 1, Origin: folded[f.Start:f.End]})
			}
		})
	}
}

// closeUp drops the blanks between Chinese characters of a folded text.
func closeUp(folded string) string {
	var b strings.Builder
	for i, r := range folded {
		if r == ' ' {
			before, _ := utf8.DecodeLastRuneInString(folded[:i])
			after, _ := utf8.DecodeRuneInString(strings.TrimLeft(folded[i:], " "))
			if (gram.IsHan(before) || before == ' ') && gram.IsHan(after) {
				continue
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// stands reports whether the characters of a word stand together in some clause.
func (ix *Index) stands(word string) bool {
	return ix.count(word) > 0
}

// correct gives what was probably meant by a query, folded, or "" when nothing
// speaks for a slip. Numbers of clauses, names of documents and words of the
// vocabulary are right as they are.
func (ix *Index) correct(q *Query) string {
	s := spelling.Query{Text: q.Text, Folded: q.Folded, Plain: len(q.Expansions) > 0}
	for _, r := range q.References {
		s.Right = append(s.Right, spelling.Place{Start: r.Start, End: r.End})
	}
	for _, l := range q.Laws {
		s.Right = append(s.Right, spelling.Place{Start: l.Start, End: l.End})
	}
	for _, e := range q.Expansions {
		if !e.Loose {
			s.Right = append(s.Right, spelling.Place{Start: e.Start, End: e.End})
		}
	}
	return ix.speller.Correct(s)
}

// Correct gives what was probably meant by a query, folded, when it holds slips
// or pinyin. [Index.Parse] looks for it and says so in DidYouMean;
// [Index.ParseTyped] does not.
func (ix *Index) Correct(q *Query) (meant string, ok bool) {
	meant = ix.correct(q)
	return meant, meant != "" && meant != q.Folded
}
