package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/api/answer/cover"
	"tiaowen/api/answer/match"
	"tiaowen/api/answer/target"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/index/naming"
)

// coverFact answers what the cover of a document says: its number, who issued it and when, from when it applies, how secret it is.
func (q *asking) coverFact() (*Result, error) {
	of, ok := question.ReadCover(q.Question.Question)
	if !ok {
		return nil, nil
	}
	docs := q.Docs
	if of.Title != "" {
		if docs = q.titled(docs, of.Title); len(docs) == 0 {
			return nil, nil
		}
	}
	note := q.lang.say("查%s", "asks for %s", q.lang.pick(factNames[of.Fact]))
	if len(docs) == 0 || len(docs) > 1 && !q.named {
		return q.whoseCover(docs, factIntents[of.Fact], note), nil
	}
	res := &Result{Intent: factIntents[of.Fact], Note: note, final: true}
	var reasons []string
	for _, d := range docs {
		places, value := cover.Find(d, of.Fact)
		for _, p := range places {
			if p.Clause == nil && len(d.Clauses) > 0 {
				res.Answers = append(res.Answers, Span{Clause: d.Clauses[0], Span: p.Span, Outside: true})
			} else if p.Clause != nil {
				res.Answers = append(res.Answers, Span{Clause: p.Clause, Span: p.Span})
			}
		}
		if len(places) == 0 {
			reasons = append(reasons, q.unstated(d, of.Fact, value))
		}
	}
	if missing := strings.Join(reasons, q.lang.say("；", "; ")); len(res.Answers) > 0 && missing != "" {
		res.Note += q.lang.say("；", "; ") + missing
	} else {
		res.Reason, res.Related = missing, related(firstClauses(docs))
	}
	if res.Answerable() {
		res.Reason, res.Related = "", nil
	}
	return res, nil
}

// titled gives those of the documents, of all that are current if there are none, whose titles end with some words. Words
// that end as a title does, in 办法 or 通知, name a document: if no title ends with them, they may be a short form of one, or say
// 规定 for 办法.
func (q *asking) titled(docs []*corpus.Document, words string) []*corpus.Document {
	all := docs
	if len(all) == 0 {
		all = slices.DeleteFunc(slices.Clone(q.ix.Documents()), func(d *corpus.Document) bool { return !q.ix.Current(d) })
	}
	of := func(is func(*corpus.Document) bool) (out []*corpus.Document) {
		for _, d := range all {
			if is(d) {
				out = append(out, d)
			}
		}
		return out
	}
	title := match.Loose(target.BareTitle(words))
	out := of(func(d *corpus.Document) bool {
		return strings.HasSuffix(match.Loose(target.BareTitle(withoutVersion(d.Title))), title)
	})
	if kind := naming.Ending(words); len(out) == 0 && kind != "" {
		if out = of(q.ix.Titled(words)); len(out) == 0 {
			if subject := strings.TrimSuffix(words, kind); utf8.RuneCountInString(subject) > 1 {
				out = of(q.ix.Titled(subject))
			}
		}
	}
	return out
}

// version is what stands in brackets at the end of a title: （试行）, （2018修正）.
var version = regexp.MustCompile(`^(.+)(?:（[^（）]*）|\([^()]*\))\s*$`)

// withoutVersion is a title without its version.
func withoutVersion(title string) string { return version.ReplaceAllString(title, "$1") }

// whoseCover asks of which document the fact is meant.
func (q *asking) whoseCover(docs []*corpus.Document, intent Intent, note string) *Result {
	reason := q.lang.say("共载入%d份文件，请写明要查哪一份文件", "%d documents are loaded; name the one you want", len(q.ix.Documents()))
	if len(docs) > 0 {
		reason = q.lang.say("可能是%s，请写明是哪一份", "this could be %s; name the one you want", titles(docs))
	}
	res := refuse(intent, note, reason)
	res.final, res.Related = true, related(firstClauses(docs[:min(len(docs), 5)]))
	if len(docs) == 0 {
		res.Related = []Related{}
	}
	return res
}

// unstated says that a document does not state a fact, and what a list of documents gives for it.
func (q *asking) unstated(d *corpus.Document, fact question.Fact, given string) string {
	name := q.lang.pick(factNames[fact])
	reason := q.lang.say("《%s》没有写明%s", "《%s》 does not state %s", d.Title, name)
	if given != "" {
		reason += q.lang.say("；文件清单注明的是“%s”", "; the list of documents gives “%s”", given)
	}
	return reason
}

// factNames are the facts as notes call them, in English and Chinese.
var factNames = map[question.Fact][2]string{
	question.DocumentNumber: {"the number of the document", "文号"},
	question.Issuer:         {"who issued the document", "发文机关"},
	question.Issued:         {"when the document was issued", "发布日期"},
	question.Effective:      {"the date of effect", "施行日期"},
	question.Secrecy:        {"the secrecy grade", "密级"},
}

// factIntents are the intents of questions for facts.
var factIntents = map[question.Fact]Intent{
	question.DocumentNumber: IntentFact,
	question.Issuer:         IntentWho,
	question.Issued:         IntentNumber,
	question.Effective:      IntentNumber,
	question.Secrecy:        IntentFact,
}
