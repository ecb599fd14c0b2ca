package answer

import (
	"slices"

	"tiaowen/api/answer/odds"
	"tiaowen/api/answer/wording"
)

// formerly refuses a question that an older version of a document answers and the newest
// one does not: it says so and names the old clause. It returns nil if no older version
// states an answer. People often remember a rule that was repealed.
func (q *asking) formerly() (*Result, error) {
	older, err := q.amongOlder()
	if err != nil || older == nil {
		return nil, err
	}
	best, err := older.best()
	if err != nil || len(best) == 0 {
		return nil, err
	}
	best = bySum(best)
	if odds.Probability(best[0].score) < odds.Fitted().Stated || best[0].covered < wording.Most {
		return nil, nil
	}
	c := best[0].Clause
	cite := c.Cite()
	if c.Document.Date != "" {
		cite += q.lang.say("（%s）", " (%s)", c.Document.Date)
	}
	r := refuse(q.intent(), q.lang.say("查“%s”", "looks for “%s”", q.ContentText()), q.lang.say(
		"现行版本没有这样写，旧版本%s写过；旧条款列在下面",
		"only an older version says this: %s. The current version does not. The old clause is listed", cite))
	return r, q.relateTo(r, best[0])
}

// amongOlder gives the question with what a search finds in older versions alone; nil if it
// finds nothing there.
func (q *asking) amongOlder() (*asking, error) {
	query := *q.Query
	query.Versions, query.Meaning = true, false
	query.Documents = q.otherVersionIDs()
	if len(q.Docs) > 0 && query.Documents == nil || len(q.Docs) == 0 && len(q.ix.Versioned()) == 0 {
		return nil, nil
	}
	hits, _, err := q.ix.Search(q.ctx, &query, candidates)
	if err != nil {
		return nil, err
	}
	older := *q
	older.searched, older.isJudged, older.judged, older.hits = true, false, nil, nil
	for _, h := range hits {
		if versions := q.ix.Versions(h.Clause.Document); len(versions) > 0 && versions[0] != h.Clause.Document {
			older.hits = append(older.hits, h)
		}
	}
	if len(older.hits) == 0 {
		return nil, nil
	}
	return &older, nil
}

// otherVersionIDs gives the ids of all versions of the documents meant, except the versions
// meant.
func (q *asking) otherVersionIDs() (ids []string) {
	for _, d := range q.Docs {
		for _, v := range q.ix.Versions(d) {
			if !slices.Contains(q.Docs, v) {
				ids = append(ids, v.ID)
			}
		}
	}
	return ids
}

// relateTo lists the old clause and then the nearest clauses that are in force.
func (q *asking) relateTo(r *Result, old candidate) error {
	nearest, err := q.nearest(3)
	if err != nil {
		return err
	}
	r.Related = []Related{{old.Clause, old.Span}}
	for _, n := range nearest {
		if n.Clause != old.Clause && len(r.Related) < 3 {
			r.Related = append(r.Related, n)
		}
	}
	return nil
}
