package reply

import (
	"encoding/json"
	"math"
	"strconv"
	"unicode/utf8"
)

// The two answers that clients wait for are written without reflection, which
// would take a fifth of a search. A test holds every field to encoding/json.

// AppendJSON appends the result to b as encoding/json encodes it with HTML
// unescaped.
func (r *SearchResult) AppendJSON(b []byte) []byte {
	b = text(b, `{"query":`, r.Query)
	b = number(b, `,"total":`, r.Total)
	b = list(b, `,"hits":`, r.Hits, Hit.append)
	b = given(b, `,"did_you_mean":`, r.DidYouMean)
	if len(r.Expanded) > 0 {
		b = list(b, `,"expanded":`, r.Expanded, plain)
	}
	if f := r.Facets; f != nil {
		b = list(b, `,"facets":{"documents":`, f.Documents, Facet.append)
		b = list(b, `,"kinds":`, f.Kinds, Facet.append)
		b = list(b, `,"years":`, f.Years, Facet.append)
		b = list(b, `,"sections":`, f.Sections, Facet.append)
		b = list(b, `,"norms":`, f.Norms, Facet.append)
		b = append(b, '}')
	}
	if len(r.Older) > 0 {
		b = list(b, `,"older":`, r.Older, Hit.append)
	}
	return append(b, '}')
}

// AppendJSON appends the answer to b as encoding/json encodes it with HTML
// unescaped.
func (a *Answer) AppendJSON(b []byte) []byte {
	b = text(b, `{"question":`, a.Question)
	b = text(b, `,"reading":{"intent":`, a.Reading.Intent)
	if a.Reading.Words {
		b = append(b, `,"words":true`...)
	}
	if len(a.Reading.Clauses) > 0 {
		b = list(b, `,"clauses":`, a.Reading.Clauses, func(n int, b []byte) []byte { return number(b, "", n) })
	}
	b = text(b, `,"note":`, a.Reading.Note)
	b = truth(b, `},"answerable":`, a.Answerable)
	b = given(b, `,"grade":`, a.Grade)
	b = list(b, `,"answers":`, a.Answers, AnswerSpan.append)
	b = list(b, `,"related":`, a.Related, RelatedClause.append)
	b = given(b, `,"reason":`, a.Reason)
	b = given(b, `,"did_you_mean":`, a.DidYouMean)
	if a.Probability != 0 {
		b = float(append(b, `,"probability":`...), a.Probability)
	}
	if len(a.Evidence) > 0 {
		b = list(b, `,"evidence":`, a.Evidence, Evidence.append)
	}
	return append(b, '}')
}

func (h Hit) append(b []byte) []byte {
	b = h.Clause.append(append(b, `{"clause":`...))
	b = float(append(b, `,"score":`...), h.Score)
	b = given(b, `,"date":`, h.Date)
	if h.Near {
		b = append(b, `,"near":true`...)
	}
	b = list(b, `,"parts":`, h.Parts, Part.append)
	if len(h.Why) > 0 {
		b = list(b, `,"why":`, h.Why, plain)
	}
	return append(b, '}')
}

func (f Facet) append(b []byte) []byte {
	b = text(b, `{"value":`, f.Value)
	b = text(b, `,"label":`, f.Label)
	b = number(b, `,"count":`, f.Count)
	return append(b, '}')
}

func (s AnswerSpan) append(b []byte) []byte {
	b = text(b, `{"text":`, s.Text)
	b = s.Clause.append(append(b, `,"clause":`...))
	b = number(b, `,"start":`, s.Start)
	b = number(b, `,"end":`, s.End)
	b = given(b, `,"norm":`, s.Norm)
	return append(b, '}')
}

func (r RelatedClause) append(b []byte) []byte {
	if r.Clause != nil {
		b = r.Clause.append(b)
		b = append(b[:len(b)-1], ',')
	} else {
		b = append(b, '{')
	}
	b = number(b, `"best":{"start":`, r.Best.Start)
	b = number(b, `,"end":`, r.Best.End)
	return append(b, "}}"...)
}

func (e Evidence) append(b []byte) []byte {
	b = text(b, `{"evidence":`, e.Evidence)
	b = float(append(b, `,"value":`...), e.Value)
	b = float(append(b, `,"weight":`...), e.Weight)
	return append(b, '}')
}

func (c *Clause) append(b []byte) []byte {
	if c == nil {
		return append(b, "null"...)
	}
	b = text(b, `{"id":`, c.ID)
	b = text(b, `,"document":{"id":`, c.Document.ID)
	b = text(b, `,"title":`, c.Document.Title)
	b = given(b, `,"version":`, c.Document.Version)
	if c.Document.InForce != nil {
		b = truth(b, `,"in_force":`, *c.Document.InForce)
	}
	if c.Number != nil {
		b = number(b, `},"number":`, *c.Number)
	} else {
		b = append(b, `},"number":null`...)
	}
	if c.Sub != 0 {
		b = number(b, `,"sub":`, c.Sub)
	}
	b = text(b, `,"label":`, c.Label)
	b = text(b, `,"title":`, c.Title)
	b = list(b, `,"path":`, c.Path, SectionRef.append)
	b = text(b, `,"name":`, c.Name)
	b = text(b, `,"cite":`, c.Cite)
	b = text(b, `,"text":`, c.Text)
	if len(c.Repairs) > 0 {
		b = list(b, `,"repairs":`, c.Repairs, Repair.append)
	}
	b = text(b, `,"url":`, c.URL)
	return append(b, '}')
}

func (s SectionRef) append(b []byte) []byte {
	if s.Number != 0 {
		b = number(b, `{"number":`, s.Number)
		b = text(b, `,"label":`, s.Label)
	} else {
		b = text(b, `{"label":`, s.Label)
	}
	b = text(b, `,"title":`, s.Title)
	b = text(b, `,"name":`, s.Name)
	return append(b, '}')
}

func (r Repair) append(b []byte) []byte {
	b = number(b, `{"start":`, r.Start)
	b = number(b, `,"end":`, r.End)
	b = text(b, `,"text":`, r.Text)
	b = text(b, `,"likely":`, r.Likely)
	return append(b, '}')
}

func (p Part) append(b []byte) []byte {
	b = text(b, `{"text":`, p.Text)
	b = truth(b, `,"match":`, p.Match)
	return append(b, '}')
}

// list appends a list behind what leads to it; a nil one is null.
func list[T any](b []byte, lead string, items []T, each func(T, []byte) []byte) []byte {
	b = append(b, lead...)
	if items == nil {
		return append(b, "null"...)
	}
	b = append(b, '[')
	for i, item := range items {
		if i > 0 {
			b = append(b, ',')
		}
		b = each(item, b)
	}
	return append(b, ']')
}

func number(b []byte, lead string, n int) []byte {
	return strconv.AppendInt(append(b, lead...), int64(n), 10)
}

func truth(b []byte, lead string, is bool) []byte {
	return strconv.AppendBool(append(b, lead...), is)
}

// given appends a text that is left out when it is empty.
func given(b []byte, lead, s string) []byte {
	if s == "" {
		return b
	}
	return text(b, lead, s)
}

// float appends scores as they mostly are; encoding/json knows the others.
func float(b []byte, f float64) []byte {
	if size := math.Abs(f); size >= 1e-6 && size < 1e21 {
		return strconv.AppendFloat(b, f, 'f', -1, 64)
	}
	out, err := json.Marshal(f)
	if err != nil {
		panic("a score is " + strconv.FormatFloat(f, 'g', -1, 64)) // Unreachable: scores are sums of finite weights.
	}
	return append(b, out...)
}

func plain(s string, b []byte) []byte { return text(b, "", s) }

// text appends a string. One that holds nothing to escape is copied.
func text(b []byte, lead, s string) []byte {
	b = append(b, lead...)
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c >= ' ' && c < utf8.RuneSelf && c != '"' && c != '\\':
			i++
		case c >= 0xE3 && c <= 0xE9 && i+2 < len(s) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80: // Chinese
			i += 3
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			if c < utf8.RuneSelf || r == utf8.RuneError || r == '\u2028' || r == '\u2029' {
				return escaped(b, s)
			}
			i += n
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

// escaped appends a string that holds something to escape, what is between
// in one piece.
func escaped(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	done := 0
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if r >= ' ' && r != '"' && r != '\\' && r != '\u2028' && r != '\u2029' && (r != utf8.RuneError || n > 1) {
			i += n
			continue
		}
		b = append(b, s[done:i]...)
		switch r {
		case '"', '\\':
			b = append(b, '\\', byte(r))
		case '\n':
			b = append(b, `\n`...)
		case '\r':
			b = append(b, `\r`...)
		case '\t':
			b = append(b, `\t`...)
		case '\b':
			b = append(b, `\b`...)
		case '\f':
			b = append(b, `\f`...)
		case utf8.RuneError: // broken bytes
			b = append(b, `\ufffd`...)
		default:
			b = append(b, '\\', 'u', hex[r>>12], hex[r>>8&15], hex[r>>4&15], hex[r&15])
		}
		i += n
		done = i
	}
	b = append(b, s[done:]...)
	return append(b, '"')
}
