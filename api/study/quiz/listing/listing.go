// Package listing reads the lists of a clause: the items below an introduction, and the
// members that a sentence names side by side.
package listing

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"tiaowen/api/study/quiz/likeness"
	"tiaowen/api/study/quiz/wording"
	"tiaowen/corpus"
	"tiaowen/corpus/sentences"
	"tiaowen/corpus/wordlist"
)

// List is a list of a clause: what is in front of it, and every item.
type List struct {
	Intro string        // …有下列情形之一的：
	Of    string        // what it is a list of: 情形
	Items []corpus.Span // all of them, without labels and end marks
	Whole corpus.Span   // from the introduction to the end of the last item
}

// listOf is what the items of a list are: 情形之一 of 有下列情形之一的.
var listOf = regexp.MustCompile(`(?:下列|以下|如下)[^，：]{0,4}?(` + lists.Alternation("listed") + `)(?:之一)?`)

// hanging marks introductions that say nothing without what is in front of them.
var hanging = regexp.MustCompile(`^` + lists.Alternation("hanging") + `|^有下列[^，]*的除外`)

// Of finds the lists of a clause whose items have no separate items.
func Of(c *corpus.Clause) []List {
	var out []List
	for _, para := range c.Parts {
		if len(para.Parts) < 2 || para.Kind != corpus.Paragraph {
			continue
		}
		from, intro := introOf(c.Document, para)
		l := List{Intro: intro, Whole: corpus.Span{Start: from}}
		if l.introduced() && l.readItems(c.Document, para.Parts) {
			l.Of = listOf.FindString(l.Intro)
			if l.Explains() {
				l.Of = ""
			}
			out = append(out, l)
		}
	}
	return out
}

// introOf is the sentence of a paragraph that leads to its items, and where it begins.
func introOf(d *corpus.Document, para corpus.Part) (from int, intro string) {
	from = para.Start
	end := para.Parts[0].Start
	if i := strings.LastIndex(strings.TrimRight(d.Source[from:end], " \n\u3000"), "。"); i >= 0 {
		from += i + len("。")
	}
	from = end - len(strings.TrimLeft(d.Source[from:end], " \n\t\u3000"))
	return from, strings.TrimSpace(d.Source[from:end])
}

// introduced reports whether the introduction of a list can be quoted by itself.
func (l *List) introduced() bool {
	n := utf8.RuneCountInString(l.Intro)
	return n >= 4 && n <= 90 && strings.HasSuffix(l.Intro, "：") && !strings.Contains(l.Intro, "\n") && !hanging.MatchString(l.Intro)
}

// Explains reports whether a list explains words: its items are not cases of one thing.
func (l *List) Explains() bool {
	return l.Handles() && !strings.Contains(l.Intro, "之一")
}

// Handles reports whether the introduction of a list speaks of meanings or of how something is
// handled.
func (l *List) Handles() bool { return meaning.MatchString(l.Intro) }

// meaning marks lists that explain words, or how something is handled.
var meaning = regexp.MustCompile(`含义|用语|处理`)

// Quoted is the introduction as a stem quotes it.
func (l *List) Quoted() string { return wording.Nest(strings.TrimSuffix(l.Intro, "：")) }

// readItems reads the items of a list; false where one is empty, has items itself
// or goes over lines.
func (l *List) readItems(d *corpus.Document, parts []corpus.Part) bool {
	for _, it := range parts {
		at := sentences.Clean(d, corpus.Span{Start: it.Start + len(it.Label), End: it.End})
		at.End = at.Start + len(strings.TrimRight(d.Text(at), "；;。，、 \n\u3000"))
		if len(it.Parts) > 0 || at.Len() <= 0 || strings.Contains(d.Text(at), "\n") {
			return false
		}
		l.Items = append(l.Items, at)
		l.Whole.End = it.End
	}
	l.Whole.End = l.Whole.Start + len(strings.TrimRight(d.Text(l.Whole), " \n\u3000"))
	return true
}

// Row is a list within a sentence whose members are built alike, all of it:
// 知情权、参与权、选举权、监督权.
type Row struct {
	Members []corpus.Span
	tail    string // the character that all end with, or ""
	head    string // else the one that all begin with
}

// Key parts the members of one pattern from others.
func (s Row) Key(member string) string {
	return s.head + "…" + s.tail + string(rune('0'+utf8.RuneCountInString(member)))
}

// Rows finds the whole parallel lists of a part: three members and more of
// one length that share their first or their last character. Others have no
// certain ends: the first may have its verb in front, the last what the list is of behind.
func Rows(d *corpus.Document, p corpus.Span) []Row {
	var out []Row
	for _, run := range joined(d, p) {
		if len(run) < 2 {
			continue
		}
		n := utf8.RuneCountInString(d.Source[run[0]+len("、") : run[1]])
		if n < 2 || n > 6 {
			continue
		}
		var s Row
		first := corpus.Span{Start: run[0] - len(likeness.Tail(d.Source[p.Start:run[0]], n)), End: run[0]}
		s.Members = append(s.Members, first)
		even := true
		for i := range run {
			from := run[i] + len("、")
			end := from + len(likeness.Head(d.Source[from:p.End], n))
			even = even && (i == len(run)-1 || end == run[i+1])
			s.Members = append(s.Members, corpus.Span{Start: from, End: end})
		}
		if even && s.parallel(d, p) {
			out = append(out, s)
		}
	}
	return out
}

// parallel reports whether members are built alike and the list ends where the
// last of them does.
func (s *Row) parallel(d *corpus.Document, p corpus.Span) bool {
	firstText := d.Text(s.Members[0])
	s.head, s.tail = likeness.Head(firstText, 1), likeness.Tail(firstText, 1)
	seen := make(map[string]bool)
	for _, m := range s.Members {
		text := d.Text(m)
		if seen[text] || strings.ContainsFunc(text, notHan) || strings.ContainsAny(text, "的和或及等其") {
			return false
		}
		seen[text] = true
		if likeness.Head(text, 1) != s.head {
			s.head = ""
		}
		if likeness.Tail(text, 1) != s.tail {
			s.tail = ""
		}
	}
	if s.tail != "" {
		s.head = ""
	}
	rest := d.Source[s.Members[len(s.Members)-1].End:p.End]
	return s.head+s.tail != "" && (rest == "" || strings.ContainsAny(likeness.Head(rest, 1), "等的"))
}

func notHan(r rune) bool { return !unicode.Is(unicode.Han, r) }

// joined gives the places of the marks 、 of a part, outside brackets and
// quotes, one run for each list.
func joined(d *corpus.Document, p corpus.Span) [][]int {
	var out [][]int
	depth, last := 0, -1
	source := d.Source
	for i := p.Start; i < p.End; {
		r, size := utf8.DecodeRuneInString(source[i:])
		switch r {
		case '“', '《', '（', '(', '‘':
			depth++
		case '”', '》', '）', ')', '’':
			depth--
		case '、':
			if depth == 0 {
				if last < 0 || utf8.RuneCountInString(source[last:i]) > 16 {
					out = append(out, nil)
				}
				out[len(out)-1] = append(out[len(out)-1], i)
				last = i
			}
		}
		i += size
	}
	return out
}

// Inner are the members between two marks, whose ends are certain.
func Inner(d *corpus.Document, p corpus.Span) []corpus.Span {
	var out []corpus.Span
	for _, run := range joined(d, p) {
		before := 0
		for i := 0; i+1 < len(run); i++ {
			m := corpus.Span{Start: run[i] + len("、"), End: run[i+1]}
			text := d.Text(m)
			n := utf8.RuneCountInString(text)
			// One that is far longer than the one before it belongs to two
			// lists: 工作、生活、作风方面的苗头性、倾向性问题.
			merged := before > 0 && n > 2*before+2
			if n >= 2 && n <= 12 && !merged && !awkward.MatchString(text) {
				out = append(out, m)
			}
			before = n
		}
	}
	return out
}

// awkward marks list members that are not separate things: two members in
// one, a clause, a pronoun.
var awkward = regexp.MustCompile(`应当|可以|不得|必须|依照|[一-龥][上下中][一-龥]{2}|^第|[“”《》（）：和与及或的]|^(?:其|该|并|不|有关|在|对)|[上下中]$`)

// wordsFile holds the word lists of this package, each with a comment.
//
//go:embed words.txt
var wordsFile string

// lists are those of words.txt, which describes each.
var lists = wordlist.Read(wordsFile)
