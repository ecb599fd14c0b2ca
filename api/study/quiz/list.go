package quiz

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"tiaowen/api/study/quiz/likeness"
	"tiaowen/corpus"
	"tiaowen/corpus/sentences"
)

// list is a list of a clause: what is in front of it, and every item.
type list struct {
	intro string        // …有下列情形之一的：
	of    string        // what it is a list of: 情形
	items []corpus.Span // all of them, without labels and end marks
	whole corpus.Span   // from the introduction to the end of the last item
	plain bool          // each item can be an option
}

// listOf is what the items of a list are: 情形之一 of 有下列情形之一的.
var listOf = regexp.MustCompile(`(?:下列|以下|如下)[^，：]{0,4}?(情形|事项|行为|条件|措施|内容|财产|权利|义务|职责|职权|费用|材料|方式|机构|权限)(?:之一)?`)

// hanging marks introductions that say nothing without what is in front of them.
var hanging = regexp.MustCompile(`^(?:但是|但|其|该|此|前款|前项|并|或者|上述)|^有下列[^，]*的除外`)

// meaning marks lists that explain words.
var meaning = oneOf("含义", "用语", "处理")

// readLists finds the lists of a clause whose items have no separate items.
func (b *Book) readLists(c *corpus.Clause) []list {
	var out []list
	for _, para := range c.Parts {
		if len(para.Parts) < 2 || para.Kind != corpus.Paragraph {
			continue
		}
		from, intro := b.introOf(para)
		l := list{intro: intro, plain: true, whole: corpus.Span{Start: from}}
		if l.introduced() && b.readItems(&l, c, para.Parts) {
			l.of = listOf.FindString(l.intro)
			if l.explains() {
				l.of = ""
			}
			out = append(out, l)
		}
	}
	return out
}

// introOf is the sentence of a paragraph that leads to its items, and where it begins.
func (b *Book) introOf(para corpus.Part) (from int, intro string) {
	from = para.Start
	end := para.Parts[0].Start
	if i := strings.LastIndex(strings.TrimRight(b.doc.Source[from:end], " \n\u3000"), "。"); i >= 0 {
		from += i + len("。")
	}
	from = end - len(strings.TrimLeft(b.doc.Source[from:end], " \n\t\u3000"))
	return from, strings.TrimSpace(b.doc.Source[from:end])
}

// introduced reports whether the introduction of a list can be quoted by itself.
func (l *list) introduced() bool {
	n := utf8.RuneCountInString(l.intro)
	return n >= 4 && n <= 90 && strings.HasSuffix(l.intro, "：") && !strings.Contains(l.intro, "\n") && !hanging.MatchString(l.intro)
}

// explains reports whether a list explains words: its items are no cases of one thing.
func (l *list) explains() bool {
	return meaning.MatchString(l.intro) && !strings.Contains(l.intro, "之一")
}

// quoted is the introduction as a stem quotes it.
func (l *list) quoted() string { return nest(strings.TrimSuffix(l.intro, "：")) }

// readItems reads the items of a list; false where one is empty, has items itself
// or goes over lines.
func (b *Book) readItems(l *list, c *corpus.Clause, parts []corpus.Part) bool {
	for _, it := range parts {
		at := sentences.Clean(c.Document, corpus.Span{Start: it.Start + len(it.Label), End: it.End})
		at.End = at.Start + len(strings.TrimRight(b.doc.Text(at), "；;。，、 \n\u3000"))
		if len(it.Parts) > 0 || at.Len() <= 0 || strings.Contains(b.doc.Text(at), "\n") {
			return false
		}
		l.plain = l.plain && b.optional(c, at)
		l.items = append(l.items, at)
		l.whole.End = it.End
	}
	l.whole.End = l.whole.Start + len(strings.TrimRight(b.doc.Text(l.whole), " \n\u3000"))
	return true
}

// leadOf gives what is in front of a sentence that is an item, since an
// item says nothing alone. ok is false where it cannot be shown: in the items
// of items, and behind the first sentence of an item.
func (b *Book) leadOf(p *page, s sentences.Sentence) (lead string, last, ok bool) {
	for _, para := range p.clause.Parts {
		for _, it := range para.Parts {
			if !it.Span.Contains(s.Words) {
				continue
			}
			for _, l := range p.lists {
				for i, at := range l.items {
					if at == s.Words && utf8.RuneCountInString(l.intro) <= 60 {
						if i > 0 {
							return l.intro + "……", i == len(l.items)-1, true
						}
						return l.intro, false, true
					}
				}
			}
			return "", false, false
		}
	}
	return "", true, true
}

// series is a list within a sentence whose members are built alike, all of it:
// 知情权、参与权、选举权、监督权.
type series struct {
	part    int
	members []corpus.Span
	tail    string // the character that all end with, or ""
	head    string // else the one that all begin with
}

// key parts the members of one pattern from others.
func (s series) key(member string) string {
	return s.head + "…" + s.tail + string(rune('0'+utf8.RuneCountInString(member)))
}

// readSeries finds the whole parallel lists of a part: three members and more of
// one length that share their first or their last character. Others have no
// certain ends: the first may have its verb in front, the last what the list is of behind.
func (b *Book) readSeries(p corpus.Span, part int) []series {
	var out []series
	for _, run := range b.joined(p) {
		if len(run) < 2 {
			continue
		}
		n := utf8.RuneCountInString(b.doc.Source[run[0]+len("、") : run[1]])
		if n < 2 || n > 6 {
			continue
		}
		s := series{part: part}
		first := corpus.Span{Start: run[0] - len(likeness.Tail(b.doc.Source[p.Start:run[0]], n)), End: run[0]}
		s.members = append(s.members, first)
		even := true
		for i := range run {
			from := run[i] + len("、")
			end := from + len(likeness.Head(b.doc.Source[from:p.End], n))
			even = even && (i == len(run)-1 || end == run[i+1])
			s.members = append(s.members, corpus.Span{Start: from, End: end})
		}
		if even && b.parallel(&s, p) {
			out = append(out, s)
		}
	}
	return out
}

// parallel reports whether members are built alike and the list ends where the
// last of them does.
func (b *Book) parallel(s *series, p corpus.Span) bool {
	firstText := b.doc.Text(s.members[0])
	s.head, s.tail = likeness.Head(firstText, 1), likeness.Tail(firstText, 1)
	seen := make(map[string]bool)
	for _, m := range s.members {
		text := b.doc.Text(m)
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
	rest := b.doc.Source[s.members[len(s.members)-1].End:p.End]
	return s.head+s.tail != "" && (rest == "" || strings.ContainsAny(likeness.Head(rest, 1), "等的"))
}

func notHan(r rune) bool { return !unicode.Is(unicode.Han, r) }

// joined gives the places of the marks 、 of a part, outside brackets and
// quotes, one run for each list.
func (b *Book) joined(p corpus.Span) [][]int {
	var out [][]int
	depth, last := 0, -1
	source := b.doc.Source
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

// innerMembers are the members between two marks, whose ends are certain.
func (b *Book) innerMembers(p corpus.Span) []corpus.Span {
	var out []corpus.Span
	for _, run := range b.joined(p) {
		before := 0
		for i := 0; i+1 < len(run); i++ {
			m := corpus.Span{Start: run[i] + len("、"), End: run[i+1]}
			text := b.doc.Text(m)
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
