// Package cover finds the words with which a document says what it is: its number, who issued it and when, from when it
// applies, how secret it is. They stand on its cover, in its letterhead, below its text, or in one of its last clauses. Start with [Find].
package cover

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/corpus/date"
	"tiaowen/corpus/sentences"
	"tiaowen/corpus/wordlist"
)

// Place is where a document says something of itself: words of a clause, or, where Clause is nil, words outside the clauses.
type Place struct {
	Clause *corpus.Clause
	corpus.Span
}

// Find gives the places where a document says a fact, the most direct one first. A clause that says from when the document
// applies comes before its cover. value is the fact as it was read at import or as a list of documents gives it; "" if it
// is unknown.
func Find(d *corpus.Document, fact question.Fact) (places []Place, value string) {
	f := &d.Facts
	switch fact {
	case question.DocumentNumber:
		return printed(d, f.Number), f.Number
	case question.Secrecy:
		return printed(d, f.Secrecy), f.Secrecy
	case question.Issuer:
		return issuers(d, f.Issuer), f.Issuer
	case question.Issued:
		return issued(d), f.Signed
	}
	return effective(d, f.Effective), f.Effective
}

//go:embed words.txt
var wordsFile string

var lists = wordlist.Read(wordsFile)

// lines are the lines outside the clauses and headings: of the cover, the letterhead, the title, the signature.
func lines(d *corpus.Document) (out []corpus.Span) {
	for _, l := range d.Leaves {
		switch l.Kind {
		case corpus.LeafTitle, corpus.LeafHistory, corpus.LeafMarkup:
			for at := l.Start; at < l.End; {
				end := l.End
				if i := strings.IndexByte(d.Source[at:l.End], '\n'); i >= 0 {
					end = at + i
				}
				if s := trimmed(d, at, end); s.Start < s.End {
					out = append(out, s)
				}
				at = end + 1
			}
		}
	}
	return out
}

// trimmed is a span without the blanks at its ends.
func trimmed(d *corpus.Document, start, end int) corpus.Span {
	text := d.Source[start:end]
	start += len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	return corpus.Span{Start: start, End: max(start, start+len(strings.TrimSpace(text)))}
}

// printed are the first words outside the clauses that are a value, whatever blanks stand within it.
func printed(d *corpus.Document, value string) []Place {
	if value == "" {
		return nil
	}
	for _, l := range lines(d) {
		if start, end := spaced(d.Text(l), value); end > 0 {
			return []Place{{Span: withLabel(d, l, l.Start+start, l.Start+end)}}
		}
	}
	return nil
}

// spaced finds a value in a text, whatever blanks stand within either; end is 0 where it is not there.
func spaced(text, value string) (start, end int) {
	value = strings.Join(strings.Fields(value), "")
	for start := range text {
		rest, left := text[start:], value
		for left != "" && rest != "" {
			r, size := utf8.DecodeRuneInString(rest)
			w, width := utf8.DecodeRuneInString(left)
			switch {
			case r == w:
				rest, left = rest[size:], left[width:]
			case left != value && unicode.IsSpace(r):
				rest = rest[size:]
			default:
				rest = ""
			}
		}
		if left == "" {
			return start, len(text) - len(rest)
		}
	}
	return 0, 0
}

// label is the name of a field: 密级： in front of its value.
var label = regexp.MustCompile(`(?:^|[\s\t])([^\s：:]{1,2}[ 　\t]{0,4}[^\s：:]{0,8}[：:]?[\s]*)$`)

// withLabel widens the value of a field by the name of the field, if the name stands in front of it in its line.
func withLabel(d *corpus.Document, l corpus.Span, start, end int) corpus.Span {
	before := d.Source[l.Start:start]
	if m := label.FindStringSubmatchIndex(before); m != nil && strings.ContainsAny(before[m[2]:], "：:\t") {
		start = l.Start + m[2]
	}
	return corpus.Span{Start: start, End: end}
}

// issuers are the first words that name each of the offices that issued a document.
func issuers(d *corpus.Document, value string) (out []Place) {
	for office := range strings.SplitSeq(value, "、") {
		out = append(out, printed(d, office)...)
	}
	if len(out) == 0 {
		return printed(d, value)
	}
	return out
}

// dated matches a date with the words around it that say what happened then.
var dated = sync.OnceValue(func() map[question.Fact]*regexp.Regexp {
	return map[question.Fact]*regexp.Regexp{
		question.Issued:    regexp.MustCompile(`^\s*` + lists.Alternation("issue")),
		question.Effective: regexp.MustCompile(`^\s*起?(?:正式|开始)?` + lists.Alternation("apply")),
	}
})

// onCover are the lines outside the clauses that state a date, those first that say what happened then.
func onCover(d *corpus.Document, fact question.Fact, iso string) (said, bare []Place) {
	for _, l := range lines(d) {
		text := d.Text(l)
		for at := range text {
			if within(text, at) {
				continue
			}
			got, rest := date.Read(text[at:])
			if got == "" || got != iso {
				continue
			}
			end := len(text) - len(rest)
			span := withLabel(d, l, l.Start+at, l.Start+end)
			switch m := dated()[fact].FindString(rest); {
			case m != "":
				said = append(said, Place{Span: corpus.Span{Start: l.Start + at, End: l.Start + end + len(m)}})
			case span.Start < l.Start+at, strings.TrimSpace(text[:at]+rest) == "":
				bare = append(bare, Place{Span: span})
			default:
				bare = append(bare, Place{Span: l})
			}
			break
		}
	}
	return said, bare
}

// within reports whether no date can begin at offset at of a text: a blank stands there, or the middle of a number, the 4 of 2024.
func within(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	r, _ := utf8.DecodeRuneInString(text[at:])
	return unicode.IsDigit(before) || unicode.IsSpace(r)
}

// issued is the place that says when a document was issued; without a date of its own, the line of its history that names
// its version.
func issued(d *corpus.Document) []Place {
	iso := d.Facts.Signed
	if iso == "" {
		return history(d)
	}
	said, bare := onCover(d, question.Issued, iso)
	if len(said) == 0 {
		said = bare
	}
	return said[:min(1, len(said))]
}

// history is the line of the history that has the date of the version, and says how the document came about.
func history(d *corpus.Document) []Place {
	for _, l := range lines(d) {
		if text := d.Text(l); d.Date != "" && cameAbout().MatchString(text) {
			for at := range text {
				if iso, _ := date.Read(text[at:]); iso == d.Date && !within(text, at) {
					return []Place{{Span: l}}
				}
			}
		}
	}
	return nil
}

// cameAbout matches the words of a history that say how a document came about.
var cameAbout = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(lists.Alternation("issue")) })

// applies matches what a sentence says before and behind the day from which its document applies. The first group is the document
// as the sentence calls it, the second one the day.
var applies = sync.OnceValue(func() [2]*regexp.Regexp {
	verb := `(?:起|后|之日|的?当日)*(?:正式|开始|试)*` + lists.Alternation("apply")
	day := `[^，,。；;：:自]{2,30}?`
	return [2]*regexp.Regexp{
		regexp.MustCompile(`(?:(?:本|此|该)[\p{Han}]{0,8}` + lists.Alternation("act") + `|》)(?:[（(][^）)]*[）)])?，?(?:自|于|从|由)` + day + verb +
			`|(?i)\bth(?:is|ese) [a-z]+(?: [a-z]+){0,3} (?:shall |will |is to |are to )?(?:(?:come|enter|go)(?:e?s)? into (?:force|effect)|takes? effect|becomes? effective|(?:be|is|are) effective|appl(?:y|ies) (?:from|as of))`),
		regexp.MustCompile(`(?:^|[，,；;。：:]\s*)(?:现予[^，]{0,6}，)?(?:自|于|从)(?:\d[^，,。；;：:自]{5,20}?|[一二〇○][^，,。；;：:自]{5,20}?|` + lists.Alternation("event") + `之日)` + verb),
	}
})

// lastClauses is the number of clauses at the end of a document that may say from when it applies without saying what.
const lastClauses = 5

// effective are the clause that says from when a document applies, and the place of that day on the cover.
func effective(d *corpus.Document, iso string) []Place {
	var out []Place
	if p, ok := sayingWhen(d, iso); ok {
		out = append(out, p)
	}
	if iso == "" {
		if len(out) > 0 && strings.Contains(d.Text(out[0].Span), "之日") { // 自公布之日起: which day was that?
			out = append(out, issued(d)...)
		}
		return out
	}
	said, bare := onCover(d, question.Effective, iso)
	if len(said) == 0 && len(out) == 0 {
		said = bare
	}
	return append(out, said[:min(1, len(said))]...)
}

// sayingWhen gives the sentence that says from when a document applies: in an article, else in its notice, else elsewhere.
func sayingWhen(d *corpus.Document, iso string) (Place, bool) {
	for _, kinds := range [...][]corpus.ClauseKind{{corpus.Article, corpus.Passage}, {corpus.Cover}, {corpus.Preamble, corpus.Attachment}} {
		for i := len(d.Clauses) - 1; i >= 0; i-- {
			c := d.Clauses[i]
			if !slices.Contains(kinds, c.Kind) {
				continue
			}
			last := c.Kind == corpus.Cover || i >= len(d.Clauses)-lastClauses
			for _, s := range sentences.Of(c) {
				if states(d.Text(s.Span), last, iso) {
					return Place{Clause: c, Span: s.Span}, true
				}
			}
		}
	}
	return Place{}, false
}

// states reports whether a sentence says from when its document applies: on the day iso, if that is known and the sentence has a date.
func states(sentence string, last bool, iso string) bool {
	m := applies()[0].FindString(sentence)
	if m == "" && last {
		m = applies()[1].FindString(sentence)
	}
	if m == "" {
		return false
	}
	for at := range sentence {
		if within(sentence, at) {
			continue
		}
		if got, _ := date.Read(sentence[at:]); got != "" && iso != "" {
			return got == iso || strings.Contains(sentence, "之日")
		}
	}
	return true
}
