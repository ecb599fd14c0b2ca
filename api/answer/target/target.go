// Package target finds what a question is about: which sections and clauses of a document it
// names, by number, by heading or by address, and whether it wants them as they stand.
//
// A [Target] is a question with the documents meant. Package locate knows what one reference
// names; this package joins the references of a question, which narrow each other.
package target

import (
	"strings"
	"unicode/utf8"

	"tiaowen/api/answer/locate"
	"tiaowen/api/answer/match"
	"tiaowen/api/answer/wording"
	"tiaowen/api/question"
	"tiaowen/corpus"
	"tiaowen/index"
)

// Target is a question with the documents that it is asked of.
type Target struct {
	*wording.Question
	Docs []*corpus.Document // the documents meant; empty for all
	Only []*corpus.Clause   // the clauses that an address names; nil if there is no address
}

// Sections gives the sections that the question names, by number or else by title.
func (t *Target) Sections() []*corpus.Section {
	if out := t.numbered(); len(out) > 0 || len(t.Docs) == 0 || t.About == "" {
		return out
	}
	return t.headed()
}

// headed gives the section whose heading is the content of the question. If the question
// says that it means a section, part of the heading is enough, but only one section may have it.
func (t *Target) headed() []*corpus.Section {
	part := t.Has(question.Heading|question.Units) && !t.Has(question.Section) && utf8.RuneCountInString(t.About) >= 4
	var partly []*corpus.Section
	for _, d := range t.Docs {
		for _, s := range d.Sections {
			title := match.Loose(BareTitle(s.Title))
			if title != "" && title == match.Loose(t.About) {
				return []*corpus.Section{s}
			}
			if part && strings.Contains(title, match.Loose(t.About)) {
				partly = append(partly, s)
			}
		}
	}
	if len(partly) == 1 {
		return partly
	}
	return nil
}

// numbered gives the sections that are named by number. A section named after another one is
// looked for inside it first: 第二编第五章 is one chapter.
func (t *Target) numbered() []*corpus.Section {
	var out []*corpus.Section
	for _, d := range t.Docs {
		var found []*corpus.Section
		for _, r := range t.Refs {
			if !r.IsSection() {
				continue
			}
			var inner, all []*corpus.Section
			for _, s := range locate.SectionsAtAnyDepth(r, d) {
				if locate.Below(s, found) {
					inner = append(inner, s)
				}
			}
			if len(inner) > 0 {
				found = inner
				continue
			}
			all = locate.Sections(r, d)
			found = append(found, all...)
		}
		out = append(out, found...)
	}
	return out
}

// Clauses gives the clauses that the question names. If it names sections too, it gives the
// clauses in them: numbers may start again in each chapter.
func (t *Target) Clauses() []*corpus.Clause {
	if t.Only != nil {
		return t.Only
	}
	var out, inside []*corpus.Clause
	sections := t.numbered()
	for _, d := range t.Docs {
		for _, r := range t.Refs {
			out = append(out, t.namedBy(r, d)...)
		}
	}
	for _, c := range out {
		if locate.Within(c, sections) {
			inside = append(inside, c)
		}
	}
	if len(inside) > 0 || len(sections) > 0 && len(out) > 0 {
		return inside // none if that section has no such clause
	}
	return out
}

// namedBy gives the clauses of a document that a reference names. If the question asks what
// has changed, it gives the clauses that amend the one named, if there are any.
func (t *Target) namedBy(r question.Reference, d *corpus.Document) []*corpus.Clause {
	if t.Has(question.Compare) && !r.IsSection() {
		if told := locate.Amending(r, locate.Articles(d)); len(told) > 0 {
			return told
		}
	}
	return locate.Clauses(r, d)
}

// Titled reports whether the content of the question is part of the title of a section. The
// question then asks for nothing else.
func (t *Target) Titled(sections []*corpus.Section) bool {
	for _, s := range sections {
		if strings.Contains(match.Loose(BareTitle(s.Title)), match.Loose(t.About)) {
			return true
		}
	}
	return false
}

// Below gives the clauses below the headings that the question asks for in their own words, as
// 主要职责是什么 does for 一、主要职责.
func (t *Target) Below() (out []*corpus.Clause) {
	for _, d := range t.Docs {
		for _, c := range d.Clauses {
			if t.asksFor(c.Title) || c.Section != nil && t.asksFor(c.Section.Title) {
				out = append(out, c)
			}
		}
	}
	return out
}

// asksFor reports whether a question consists of the words of a heading, phrases that ask, and
// perhaps the name of a document before them.
func (t *Target) asksFor(heading string) bool {
	heading = strings.TrimSpace(index.Fold(heading))
	at := strings.Index(t.Text, heading)
	if at < 0 || utf8.RuneCountInString(heading) < 2 {
		return false
	}
	from := 0
	for _, law := range t.Laws {
		if law.End <= at {
			from = max(from, law.End)
		}
	}
	before := strings.Trim(t.Text[from:at], "的》\" ")
	return before == "" && t.contentOutside(at, at+len(heading)) == ""
}

// contentOutside gives the content of the question outside of the bytes from start to end.
func (t *Target) contentOutside(start, end int) string {
	var b strings.Builder
	for _, p := range t.Content {
		for i, r := range t.Text[p.Start:p.End] {
			if i += p.Start; i < start || i >= end {
				b.WriteRune(r)
			}
		}
	}
	return match.Bare(b.String())
}

// maxHeaded is the largest number of documents whose headings are compared with a question.
// In a library a heading such as 如何申请？ may be from any of them.
const maxHeaded = 8

// Headings gives the sections whose headings are the question, word for word: handbooks ask
// 需要多长时间？ and give the answer below.
func (t *Target) Headings() (out []*corpus.Section) {
	if len(t.Docs) > maxHeaded || len(t.Refs) > 0 {
		return nil
	}
	words := match.Bare(t.Text)
	for _, d := range t.Docs {
		for _, s := range d.Sections {
			if asks(s.Title) && BareTitle(s.Title) == words {
				out = append(out, s)
			}
		}
	}
	return out
}

// asks reports whether a heading ends like a question.
func asks(title string) bool { return strings.HasSuffix(title, "？") || strings.HasSuffix(title, "?") }

// BareTitle gives a title in the form in which titles are compared.
func BareTitle(s string) string { return strings.ToLower(match.Bare(index.Fold(s))) }
