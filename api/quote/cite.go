package quote

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/corpus/citation"
)

// source is a place where a text says where words come from.
type source struct {
	citation.Citation
	span corpus.Span
	year string // of the version: 《公司法》（2018年修正）
}

// sources finds the citations of a text that name a clause or stand before
// words of a document.
func sources(text string) []source {
	if !strings.ContainsAny(text, "《第法典例章") {
		return nil
	}
	d := &corpus.Document{Source: text}
	c := &corpus.Clause{Document: d, Kind: corpus.Preamble, Body: corpus.Span{Start: 0, End: len(text)}}
	d.Clauses = []*corpus.Clause{c}
	var out []source
	for _, cited := range citation.Of(c) {
		s := source{Citation: cited, span: cited.Span}
		words := text[cited.Start:cited.End]
		if m := versionYear().FindStringSubmatch(words + after(text, cited.End, 40)); m != nil {
			s.year = m[1]
		}
		if cited.Number == 0 && (cited.Self || !strings.HasPrefix(words, "《")) {
			continue // 本法, 宪法: no words come from there
		}
		out = append(out, s)
	}
	return out
}

// after is the text behind an offset, at most n bytes and whole characters.
func after(text string, at, n int) string {
	end := min(len(text), at+n)
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	return text[at:end]
}

// versionYear finds the year of a version in a citation: （2018年修正）, （2018）.
var versionYear = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^《[^》]*》[（(](\d{4})(?:[年)）-])`)
})

// marked is a passage in quotation marks; the span has the words between them.
type marked struct {
	corpus.Span
	open, close int // of the marks: [open, Start) and [End, close)
}

// marks finds the outermost passages in quotation marks. Marks in marks belong
// to the words. A passage that runs for more than maxQuote bytes, or is not
// closed, is none.
func marks(text string) (out []marked) {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		closer, ok := closers[r]
		if !ok {
			i += n
			continue
		}
		end, size := closing(text, i+n, r, closer)
		if end < 0 {
			i += n
			continue
		}
		out = append(out, marked{corpus.Span{Start: i + n, End: end}, i, end + size})
		i = end + size
	}
	return out
}

var closers = map[rune]rune{'“': '”', '「': '」', '『': '』', '"': '"', '＂': '＂', '〝': '〞', '‘': '’'}

// maxQuote is the longest quotation, in bytes.
const maxQuote = 12_000

// closing finds the mark that closes one opened before at.
func closing(text string, at int, opener, closer rune) (end, size int) {
	depth := 1
	for i, r := range after(text, at, maxQuote) {
		switch {
		case r == closer:
			if depth--; depth == 0 {
				return at + i, utf8.RuneLen(r)
			}
		case r == opener:
			depth++
		}
	}
	return -1, 0
}

// sourceOf finds the citation that says where a quotation comes from: before it
// in the sentence (《公司法》第三条规定：“…”), or behind it (“…”（《公司法》第三条）).
func sourceOf(text string, q marked, all []source, quotes []marked) (int, bool) {
	before, behind := neighbours(q, all, quotes)
	if behind >= 0 {
		between := text[q.close:all[behind].span.Start]
		if len(between) < 60 && behindMarks().MatchString(between) && !opensQuote(text, all[behind].span.End) {
			return behind, true
		}
	}
	if before >= 0 {
		between := text[all[before].span.End:q.open]
		if len(between) < maxBetween && !strings.ContainsAny(stripMarked(between), "。！？!?\n") {
			return before, true
		}
	}
	return 0, false
}

// neighbours are the citations next to a quotation, -1 for none. One within marks
// belongs to a quotation, not to the text.
func neighbours(q marked, all []source, quotes []marked) (before, behind int) {
	before = -1
	for i, s := range all {
		if within(quotes, s.span) {
			continue
		}
		if s.span.End <= q.open {
			before = i
		}
		if s.span.Start >= q.close {
			return before, i
		}
	}
	return before, -1
}

// maxBetween is how far a quotation is behind its citation, in bytes.
const maxBetween = 900

// behindMarks is what is between a quotation and the citation behind it.
var behindMarks = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[。，,；;]?\s*(?:[（(\[【]|——|—|-{1,2})\s*(?:见|参见|详见|引自|出自|摘自|选自|载于|依据|根据)?[：:]?\s*$|^[，,]?\s*(?:这是|这正是|这就是|此为|见|参见|引自|出自|摘自|是|系|即)\s*$`)
})

// opensQuote reports whether the words behind a citation lead to a separate quotation.
func opensQuote(text string, at int) bool {
	for _, r := range after(text, at, 45) {
		if _, ok := closers[r]; ok {
			return true
		}
		if strings.ContainsRune("。；！？\n）)", r) {
			return false
		}
	}
	return false
}

// stripMarked drops what is in quotation marks.
func stripMarked(s string) string {
	var b strings.Builder
	at := 0
	for _, q := range marks(s) {
		b.WriteString(s[at:q.open])
		at = q.close
	}
	b.WriteString(s[at:])
	return b.String()
}

func within(quotes []marked, s corpus.Span) bool {
	for _, q := range quotes {
		if q.Span.Contains(s) {
			return true
		}
		if q.open > s.End {
			break
		}
	}
	return false
}
