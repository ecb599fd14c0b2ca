package norm

import (
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
	"tiaowen/corpus/script"
)

// maxActor is the maximum length of a subject in bytes, about 60 characters.
const maxActor = 180

// subjectEnd returns the length of the subject at the beginning of t, 0 if there is none: 任何组织和个人 in
// 任何组织和个人都不得…. A subject is somebody who can be bound.
func subjectEnd(t string) int {
	skip := len(t) - len(linking.After(t))
	if n := Prepositions.Begins(t[skip:]); n > 0 && actors.Begins(t[skip:]) == 0 && verbs.Begins(t[skip:]) <= n {
		return 0
	}
	end := nounEnd(t[skip:])
	if end == 0 {
		return 0
	}
	return skip + end
}

// nounEnd returns the end of the longest noun phrase of actors at the
// beginning of s. It consists of heads (机关, 负责人 …) and the words that join or qualify them, up to the first word that
// begins a predicate.
func nounEnd(s string) int {
	end, gap := 0, 0 // gap counts the words and characters after the last head
	for i := 0; i < len(s) && i < maxActor; {
		if n := neutral.Begins(s[i:]); n > 0 {
			i += n
			gap++
			continue
		}
		if n := actors.Begins(s[i:]); n > 0 {
			i += n
			if strings.HasPrefix(s[i:], "门") { // 财政部 in 财政部门
				i += len("门")
			}
			if n > len("人") || single(s[i:]) {
				end, gap = i, 0
			}
			continue
		}
		q, n := utf8.DecodeRuneInString(s[i:])
		if q == '）' || q == ')' {
			if end == i {
				end = i + n
			}
			i += n
			continue
		}
		if n := breakers.Begins(s[i:]); n > 0 && namedBy(s[i:], n) && !beginsPredicate(s[i:], q) {
			i += n
			continue
		} else if n > 0 && (namesPeriod(s[i:]) || n == len("前") && hasRune(locatives, q) && namesPlace(s[i+n:])) {
			gap++
			i += n
			continue
		} else if n > 0 || beginsPredicate(s[i:], q) || manner.Begins(s[i:]) > 0 {
			break
		}
		if gap++; gap > 14 {
			break
		}
		i += n
	}
	return end
}

// namedBy reports whether the breaker of n bytes at the beginning of s is part of a name: 检查 of 检查机关.
func namedBy(s string, n int) bool { return n >= len("检查") && naming.Begins(s[n:]) > 0 }

// beginsPredicate reports whether s, whose first character is q, begins with a modal that is one without further
// conditions.
func beginsPredicate(s string, q rune) bool {
	if modals[q] == nil {
		return false
	}
	m, ok := match(modals, s)
	return ok && m.form != yao && m.form != oneOf && m.form != tellsYou
}

// single reports whether an actor of one character (人, 者, 方) may end before rest.
func single(rest string) bool {
	if rest == "" {
		return true
	}
	q := script.FirstRune(rest)
	return hasRune("、和及与或的（(，", q) || breakers.Begins(rest) > 0 || linking.Begins(rest) > 0 || manner.Begins(rest) > 0 || modals[q] != nil
}

// isThing reports whether the words between an actor and its modal turn it into a
// thing: 领导班子成员 + 分工.
func isThing(rest string) bool {
	if strings.HasPrefix(rest, "的") {
		return true
	}
	for i := range rest {
		if breakers.Begins(rest[i:]) > 0 || manner.Begins(rest[i:]) > 0 {
			rest = rest[:i]
			break
		}
	}
	rest = linking.Before(rest)
	return rest != "" && things.Ends(rest) > 0
}

// subjectBefore finds the actor of the modal in part k: before the modal in the same
// part, else in the parts that lead to it. named says that there is a subject; who is empty if it is
// a thing.
func (r *normReader) subjectBefore(st *sentenceState, k int, left string) (who corpus.Span, named bool) {
	p := st.Parts[k]
	base := linking.Before(manner.Before(linking.Before(left)))
	if base != "" {
		if start, end, named := subjectIn(base); named {
			if start == end {
				return corpus.Span{}, true
			}
			return corpus.Span{Start: p.Start + start, End: p.Start + end}, true
		}
	}
	if st.lead < 0 {
		return corpus.Span{}, false
	}
	for i := k - 1; i >= st.lead; i-- {
		if who := r.subjectAhead(st.Parts[i]); who.Len() > 0 {
			return who, true
		}
	}
	return corpus.Span{}, base == "" && k > st.lead && thingAhead(r.text(st.Parts[k-1]))
}

// subjectIn finds the subject in base, the words before a modal. It is empty if the subject is a thing; named is false
// if base has no subject.
func subjectIn(base string) (start, end int, named bool) {
	if end := subjectEnd(base); end > 0 {
		if isThing(base[end:]) {
			return 0, 0, true
		}
		return len(base) - len(linking.After(base)), end, true
	}
	if n := trailing(base); n > 0 {
		return len(base) - n, len(base), true
	}
	return 0, 0, Prepositions.Begins(base) == 0 && !adverbial(base)
}

// subjectAhead finds the subject in a part that leads to the one with the modal.
func (r *normReader) subjectAhead(part corpus.Span) corpus.Span {
	t := r.text(part)
	if end := subjectEnd(t); end > 0 && !isThing(t[end:]) {
		return corpus.Span{Start: part.Start + len(t) - len(linking.After(t)), End: part.Start + end}
	}
	if !strings.HasSuffix(t, "的") && trailing(t) == len(t) {
		return part
	}
	return corpus.Span{}
}

// thingAhead reports whether t, the part right before the one with the modal, is a thing that is its subject:
// 固定式平台的位置，应及时通知.
func thingAhead(t string) bool {
	return actors.Ends(t) == 0 && Prepositions.Begins(t) == 0 && !endsCase(t) && !strings.Contains(t, "时") && thingSubject(t)
}

// trailing returns the length of the actor at the end of base: all of
// 从事通用航空飞行活动的单位, 人民法院 of 在立案后人民法院.
func trailing(base string) int {
	if actors.Ends(base) == 0 || len(base) > maxActor {
		return 0
	}
	if strings.Contains(base, "的") && notSubject.Begins(base) == 0 {
		return len(base)
	}
	from := behindTime(base)
	for i := from; i < len(base); i++ {
		if (i == from || opensActor(base[i:])) && nounEnd(base[i:]) == len(base)-i {
			return len(base) - i
		}
	}
	return 0
}

// locatives end a phrase of time or place.
const locatives = "时后前内中上下"

// behindTime is the offset after a time or a place in base: 在立案后.
func behindTime(base string) (at int) {
	for i, r := range base {
		if behind := i + utf8.RuneLen(r); hasRune(locatives, r) && !namesPlace(base[behind:]) {
			at = behind
		}
	}
	return at
}

// namesPlace reports whether a locative in front of rest is part of the word that says which people are meant: 前台人员, 后勤服务人员,
// 中层干部. What qualifies a noun has an even number of characters; without the locative it is odd. Words such as 原 and 新,
// which qualify a noun alone, have no part in it.
func namesPlace(rest string) bool {
	n := 0
	for i, r := range rest {
		if n == 0 && hasRune(alone, r) || n > 5 {
			return false
		}
		if size := actors.Begins(rest[i:]); size > len("人") {
			return n%2 == 1
		}
		if !script.IsHan(r) {
			return false
		}
		n++
	}
	return false
}

// opensActor reports whether the name of an actor may begin s.
func opensActor(s string) bool { return actors.Begins(s) > 0 || openings.Begins(s) > 0 }

// thingSubject reports whether a part looks like a subject that a comma follows.
func thingSubject(t string) bool { return things.Ends(t) > 0 || caseNouns.Ends(t) > 0 }

// adverbial reports whether the words before a modal are an adverbial and not a subject.
func adverbial(base string) bool {
	return places.Ends(base) > 0 || adverbs.Begins(base) > 0 || manner.Begins(base) > 0 || linking.Begins(base) > 0
}

// agent finds an actor after the modal: 严禁党员…, 应当由院长签发, 支持新闻媒体….
// It applies to this norm only.
func (r *normReader) agent(n Norm, f found) corpus.Span {
	act, from := r.text(n.Act), n.Act.Start
	end := 0
	if by, ok := strings.CutPrefix(act, "由"); ok && f.kind == Require && f.actsBehind() {
		from += len("由")
		end = nounEnd(by)
	} else if f.namesAgent() {
		end = actorAtStart(act)
	}
	if end == 0 {
		return corpus.Span{}
	}
	return corpus.Span{Start: from, End: from + end}
}

// actsBehind reports whether the act follows the modal.
func (f *found) actsBehind() bool {
	switch f.form {
	case oneOf, flat, atLeast, tellsYou:
		return false
	}
	return true
}

// namesAgent reports whether the actor may follow the modal.
func (f *found) namesAgent() bool {
	switch {
	case !f.actsBehind():
		return false
	case f.form == demands, f.form == atHead, f.kind == Encourage:
		return true
	}
	return f.kind == Forbid && !f.soft && f.word != "不得"
}

// actorAtStart returns the length of the actor at the beginning of s, if a
// predicate follows it: 党员 in 党员搞封建迷信.
func actorAtStart(s string) int {
	skip := len(s) - len(openings.After(s))
	if n := actors.Begins(s[skip:]); n == 0 || n <= len("人") && skip == 0 {
		return 0
	}
	end := nounEnd(s)
	if end <= skip || end >= len(s) || hasRune("的、和与及或（", script.FirstRune(s[end:])) || isThing(s[end:]) && runes(s[end:]) <= 4 {
		return 0
	}
	return end
}
