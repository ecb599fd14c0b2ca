// Package codec writes parsed documents in a binary form and reads them back, in a fraction of the time of
// parsing. Start with [Append] and [Decode].
package codec

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"tiaowen/corpus"
	"tiaowen/corpus/damage"
)

// The binary form of a parsed document, for a data directory: reading it takes
// a fraction of the time of parsing. It is all varints and strings:
//
//	id title date source cover host facts names
//	leaves:   count, then kind and length of each (they tile the source)
//	sections: count, then unit number label title depth parent+1 heading first end
//	clauses:  count, then kind number sub label title section+1 body parts repairs key ordinal answer
//	report:   format encoding articles gaps damage skipped gaps and skipped in Chinese, doubts
//
// A string that stands in the source is written as its place there. Offsets
// are written as the distance from the offset before. The form has no version
// of its own: whoever stores it stores a version beside it.

// Append appends the binary form of the document to b.
func Append(b []byte, d *corpus.Document) ([]byte, error) {
	e := encoder{b: b}
	e.text(d.ID)
	e.text(d.Title)
	e.text(d.Date)
	e.text(d.Source)
	e.source = d.Source
	for _, s := range more(d) {
		e.text(*s)
	}
	e.texts(d.Names)

	e.int(len(d.Leaves))
	at := 0
	for _, l := range d.Leaves {
		if l.Start != at {
			return nil, fmt.Errorf("%s: the leaves do not tile the source at byte %d", d.ID, at)
		}
		e.int(int(l.Kind))
		e.int(l.Len())
		at = l.End
	}

	e.int(len(d.Sections))
	number := make(map[*corpus.Section]int, len(d.Sections))
	for i, s := range d.Sections {
		number[s] = i + 1
		e.word(s.Unit)
		e.int(s.Number)
		e.word(s.Label)
		e.word(s.Title)
		e.int(s.Depth)
		e.int(number[s.Parent])
		e.span(s.Heading)
		e.int(s.First)
		e.int(s.End)
	}

	e.int(len(d.Clauses))
	for _, c := range d.Clauses {
		e.int(int(c.Kind))
		e.int(c.Number)
		e.int(c.Sub)
		e.word(c.Label)
		e.word(c.Title)
		e.int(number[c.Section])
		e.span(c.Body)
		e.parts(c.Parts)
		e.repairs(c.Repairs)
		e.text(c.Key)
		e.int(len(c.Ordinal))
		for _, n := range c.Ordinal {
			e.int(n)
		}
		if e.int(c.Answer.Len()); c.Answer.Len() > 0 {
			e.span(c.Answer)
		}
	}

	e.text(d.Report.Format)
	e.text(d.Report.Encoding)
	e.int(d.Report.Articles)
	e.texts(d.Report.Gaps)
	e.repairs(d.Report.Damage)
	e.texts(d.Report.Skipped)
	e.texts(d.Report.GapsChinese)
	e.texts(d.Report.SkippedChinese)
	e.int(len(d.Report.Doubts))
	for _, one := range d.Report.Doubts {
		e.span(one.Span)
		e.text(one.English)
		e.text(one.Chinese)
	}
	return e.b, nil
}

// more are the texts that stand behind the source.
func more(d *corpus.Document) []*string {
	f := &d.Facts
	return []*string{&d.Cover, &d.Host, &f.Number, &f.Issuer, &f.Signed, &f.Effective, &f.Secrecy, &f.Kind, &f.Status}
}

type encoder struct {
	b      []byte
	source string
	at     int // the last offset written
}

func (e *encoder) int(n int) { e.b = binary.AppendVarint(e.b, int64(n)) }

func (e *encoder) text(s string) {
	e.int(len(s))
	e.b = append(e.b, s...)
}

func (e *encoder) texts(list []string) {
	e.int(len(list))
	for _, s := range list {
		e.text(s)
	}
}

// span writes a span as its distance from the last offset and its length.
func (e *encoder) span(s corpus.Span) {
	e.int(s.Start - e.at)
	e.int(s.Len())
	e.at = s.Start
}

// word writes a string that probably stands in the source a little further on:
// as 2×length and the distance, or as 2×length+1 and the bytes.
func (e *encoder) word(s string) {
	if s == "" {
		e.int(0)
		return
	}
	const far = 1 << 12
	from := max(0, e.at-far)
	to := min(len(e.source), e.at+far)
	if i := strings.Index(e.source[from:to], s); i >= 0 {
		e.int(2 * len(s))
		e.int(from + i - e.at)
		return
	}
	e.int(2*len(s) + 1)
	e.b = append(e.b, s...)
}

func (e *encoder) parts(parts []corpus.Part) {
	e.int(len(parts))
	for _, p := range parts {
		e.int(int(p.Kind))
		e.int(p.Number)
		e.span(p.Span)
		e.word(p.Label)
		e.parts(p.Parts)
	}
}

func (e *encoder) repairs(list []damage.Repair) {
	e.int(len(list))
	for _, r := range list {
		e.span(r.Span)
		e.text(r.Likely)
		e.text(r.Reason)
	}
}

// errCodec says that bytes are not a document. It is wrapped with nothing: where
// exactly they are wrong helps nobody, the original has to be parsed again.
var errCodec = errors.New("the stored document is damaged")

// Decode reads a document from the front of data, whose strings the
// document keeps, and returns what follows it.
func Decode(data string) (d *corpus.Document, rest string, err error) {
	defer func() {
		// Every read is checked; the checks panic so that the reading below
		// reads like the format.
		if r := recover(); r != nil {
			if r != errCodec {
				panic(r)
			}
			d, rest, err = nil, "", errCodec
		}
	}()
	r := decoder{data: data}
	d = &corpus.Document{ID: r.text(), Title: r.text(), Date: r.text(), Source: r.text()}
	r.source = d.Source
	for _, s := range more(d) {
		*s = r.text()
	}
	d.Names = r.texts()

	d.Leaves = make([]corpus.Leaf, r.count(2))
	at := 0
	for i := range d.Leaves {
		kind, n := r.int(), r.int()
		if n < 0 || n > len(d.Source)-at || kind < 0 || kind > int(corpus.LeafMarkup) {
			panic(errCodec)
		}
		d.Leaves[i] = corpus.Leaf{Kind: corpus.LeafKind(kind), Span: corpus.Span{Start: at, End: at + n}}
		at += n
	}

	sections := make([]corpus.Section, r.count(9))
	d.Sections = make([]*corpus.Section, len(sections))
	section := func(n, known int) *corpus.Section {
		if n < 0 || n > known {
			panic(errCodec)
		}
		if n == 0 {
			return nil
		}
		return &sections[n-1]
	}
	for i := range sections {
		s := &sections[i]
		d.Sections[i] = s
		s.Unit, s.Number, s.Label, s.Title, s.Depth = r.word(), r.int(), r.word(), r.word(), r.int()
		s.Parent = section(r.int(), i)
		s.Heading = r.span()
		s.First, s.End = r.int(), r.int()
	}

	clauses := make([]corpus.Clause, r.count(12))
	d.Clauses = make([]*corpus.Clause, len(clauses))
	for i := range clauses {
		d.Clauses[i] = &clauses[i]
		r.clause(&clauses[i], func(n int) *corpus.Section { return section(n, len(sections)) })
		clauses[i].Document, clauses[i].Index = d, i
	}
	for _, s := range d.Sections {
		if s.First < 0 || s.First > s.End || s.End > len(clauses) {
			panic(errCodec)
		}
	}

	d.Report = corpus.Report{Format: r.text(), Encoding: r.text(), Articles: r.int(), Gaps: r.texts(), Damage: r.repairs(), Skipped: r.texts(), GapsChinese: r.texts(), SkippedChinese: r.texts()}
	if n := r.count(4); n > 0 {
		d.Report.Doubts = make([]corpus.Doubt, n)
		for i := range d.Report.Doubts {
			d.Report.Doubts[i] = corpus.Doubt{Span: r.span(), English: r.text(), Chinese: r.text()}
		}
	}
	return d, r.data, nil
}

func (r *decoder) clause(c *corpus.Clause, section func(n int) *corpus.Section) {
	c.Kind, c.Number, c.Sub, c.Label, c.Title = corpus.ClauseKind(r.int()), r.int(), r.int(), r.word(), r.word()
	c.Section = section(r.int())
	c.Body = r.span()
	c.Parts = r.parts(0)
	c.Repairs = r.repairs()
	c.Key = r.text()
	if n := r.count(1); n > 0 {
		c.Ordinal = make([]int, n)
		for k := range c.Ordinal {
			c.Ordinal[k] = r.int()
		}
	}
	if r.int() > 0 {
		c.Answer = r.span()
	}
}

type decoder struct {
	data   string
	source string
	at     int
}

func (r *decoder) int() int {
	var u uint64
	for i := 0; i < len(r.data) && i < binary.MaxVarintLen64; i++ {
		b := r.data[i]
		u |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			r.data = r.data[i+1:]
			return int(int64(u>>1) ^ -int64(u&1))
		}
	}
	panic(errCodec)
}

// count reads how many things follow, each of at least least bytes.
func (r *decoder) count(least int) int {
	n := r.int()
	if n < 0 || n > len(r.data)/least {
		panic(errCodec)
	}
	return n
}

func (r *decoder) bytes(n int) string {
	if n < 0 || n > len(r.data) {
		panic(errCodec)
	}
	s := r.data[:n]
	r.data = r.data[n:]
	return s
}

func (r *decoder) text() string { return r.bytes(r.int()) }

func (r *decoder) texts() []string {
	n := r.count(1)
	if n == 0 {
		return nil
	}
	list := make([]string, n)
	for i := range list {
		list[i] = r.text()
	}
	return list
}

func (r *decoder) span() corpus.Span {
	start := r.at + r.int()
	n := r.int()
	if start < 0 || start > len(r.source) || n < 0 || n > len(r.source)-start {
		panic(errCodec)
	}
	r.at = start
	return corpus.Span{Start: start, End: start + n}
}

func (r *decoder) word() string {
	n := r.int()
	if n == 0 {
		return ""
	}
	if n%2 != 0 {
		return r.bytes(n / 2)
	}
	start := r.at + r.int()
	if n /= 2; n < 0 || start < 0 || start > len(r.source) || n > len(r.source)-start {
		panic(errCodec)
	}
	return r.source[start : start+n]
}

func (r *decoder) parts(depth int) []corpus.Part {
	n := r.count(5)
	if n == 0 {
		return nil
	}
	if depth > 8 {
		panic(errCodec)
	}
	parts := make([]corpus.Part, n)
	for i := range parts {
		p := &parts[i]
		p.Kind, p.Number = corpus.PartKind(r.int()), r.int()
		p.Span = r.span()
		p.Label = r.word()
		p.Parts = r.parts(depth + 1)
	}
	return parts
}

func (r *decoder) repairs() []damage.Repair {
	n := r.count(4)
	if n == 0 {
		return nil
	}
	list := make([]damage.Repair, n)
	for i := range list {
		list[i] = damage.Repair{Span: r.span(), Likely: r.text(), Reason: r.text()}
	}
	return list
}
