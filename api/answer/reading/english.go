package reading

import (
	"regexp"

	"tiaowen/corpus"
	"tiaowen/corpus/norm"
)

// fullStop ends an English sentence in front of another one.
var fullStop = regexp.MustCompile(`[.;]\s+`)

// EnglishSentences divides a span of a document at its full stops and semicolons. A full stop right behind the span belongs to it.
func EnglishSentences(d *corpus.Document, s corpus.Span) (out []corpus.Span) {
	from := s.Start
	for _, m := range fullStop.FindAllStringIndex(d.Text(s), -1) {
		out = append(out, corpus.Span{Start: from, End: s.Start + m[0] + 1})
		from = s.Start + m[1]
	}
	if s.End < len(d.Source) && d.Source[s.End] == '.' {
		s.End++
	}
	return append(out, corpus.Span{Start: from, End: s.End})
}

// englishNorms tell the kind of norm that a folded English sentence states, the first that fits. No employee may is a prohibition, so
// that kind comes before the permission.
var englishNorms = []struct {
	kind  norm.Kind
	words *regexp.Regexp
}{
	{norm.Forbid, regexp.MustCompile(`\b(?:(?:shall|must|may|can|should) (?:not|never|under no circumstances)|cannot|(?:no|neither|nobody|none)\b[^.;]{0,80}?\b(?:may|shall|must|can)|nobody (?:may|shall)|(?:is|are|be) (?:\w+ )?(?:prohibited|forbidden|banned|not (?:allowed|permitted))|prohibit(?:s|ed)?|forbids?)\b`)},
	{norm.Require, regexp.MustCompile(`\b(?:shall|must|should|(?:is|are) (?:required|obliged) to|(?:has|have) to|ought to)\b`)},
	{norm.Permit, regexp.MustCompile(`\b(?:may|(?:is|are) (?:allowed|permitted|entitled) to|(?:has|have) the right to|can)\b`)},
	{norm.Encourage, regexp.MustCompile(`\b(?:encourages?|(?:is|are) encouraged|promotes?|supports?)\b`)},
}

// EnglishNorm gives the kind of norm that a folded English sentence states, 0 if it states none.
func EnglishNorm(text string) norm.Kind {
	for _, n := range englishNorms {
		if n.words.MatchString(text) {
			return n.kind
		}
	}
	return 0
}
