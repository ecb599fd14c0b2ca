package target

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode/utf8"

	"tiaowen/api/answer/locate"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/corpus/label"
	"tiaowen/corpus/wordlist"
)

// Address names a place by the labels that lead to it: 4.1.2 in standards and contracts, A3 in handbooks,
// 二、（一）2. in official documents.
type Address struct {
	Start, End int      // in the folded question, in bytes
	Number     string   // as written
	Labels     []string // from the outer to the inner one
}

// addressWritten matches an address in a folded text: a decimal number, one that begins with a letter, or two and more
// labels from the outer to the inner one.
var addressWritten = regexp.MustCompile(`\b[a-z][.-]?[0-9]{1,3}(?:\.[0-9]+){0,5}\b|[0-9]+(?:\.[0-9]+){1,5}|[一二三四五六七八九十]+、? ?(?:\([一二三四五六七八九十]+\)|\([0-9]+\)|[0-9]+[.、]?)+|\([一二三四五六七八九十]+\) ?(?:\([0-9]+\)|[0-9]+[.、]?)+`)

// addressLabel matches one label of an address.
var addressLabel = regexp.MustCompile(`[a-z][0-9.-]+|\([^()]*\)|[一二三四五六七八九十]+|[0-9.]+`)

// wordsFile holds the word list of this package, with a comment.
//
//go:embed words.txt
var wordsFile string

// coded are characters of things with codes; words.txt describes them.
var coded = wordlist.Read(wordsFile).Characters("coded")

// Addresses gives what may be addresses in the question, at most two.
func (t *Target) Addresses() (out []Address) {
	for _, at := range addressWritten.FindAllStringIndex(t.Text, 2) {
		if behind, _ := utf8.DecodeRuneInString(t.Text[at[1]:]); t.Text[at[0]] >= 'a' && strings.ContainsRune(coded, behind) && behind != utf8.RuneError {
			continue
		}
		a := Address{Start: at[0], End: t.withoutAmount(at[0], at[1])}
		a.Number = strings.TrimRight(t.Text[a.Start:a.End], ".、 ")
		a.Labels = addressLabel.FindAllString(a.Number, -1)
		for i := range a.Labels {
			a.Labels[i] = label.Code(strings.TrimRight(a.Labels[i], "."))
		}
		out = append(out, a)
	}
	return out
}

// withoutAmount gives the end of an address without an amount that follows it, such as 3个月
// in (一)3个月.
func (t *Target) withoutAmount(start, end int) int {
	if behind := t.Text[end:]; question.UnitAt(behind) != "" || strings.HasPrefix(behind, "个") {
		return start + len(strings.TrimRight(t.Text[start:end], "0123456789"))
	}
	return end
}

// Places gives what the first depth labels of an address name in some documents.
func (a *Address) Places(docs []*corpus.Document, depth int) (out []locate.Place) {
	for _, d := range docs {
		out = append(out, locate.Addressed(d, a.Labels[:depth])...)
	}
	return out
}

// Several reports whether places are in more than one document.
func Several(places []locate.Place) bool {
	for _, p := range places {
		if p.Clause.Document != places[0].Clause.Document {
			return true
		}
	}
	return false
}

// AsksOf reports whether the question asks something about the clauses at an address, as opposed
// to the clauses as they stand. first is the first place there. An item is short enough to be
// quoted as it stands, whatever else the question says.
func (t *Target) AsksOf(a *Address, first locate.Place) bool {
	if t.Has(question.Forbid | question.Require | question.Permit | question.YesNo) {
		return true
	}
	rest := t.ContentBeside(a)
	return !first.Item && rest != "" && rest != "条" && !inOrder(BareTitle(first.Clause.Document.Title), rest)
}

// ContentBeside gives the content of the question beside an address.
func (t *Target) ContentBeside(a *Address) string { return t.contentOutside(a.Start, a.End) }

// inOrder reports whether a text has the characters of another one in the same order: that is
// how people shorten a title (清雪通知 for 关于做好冬季清雪除冰工作的通知).
func inOrder(text, other string) bool {
	for _, r := range other {
		i := strings.IndexRune(text, r)
		if i < 0 {
			return false
		}
		text = text[i+utf8.RuneLen(r):]
	}
	return true
}
