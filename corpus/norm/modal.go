package norm

import (
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
	"tiaowen/corpus/sentences"
)

// found is a modal that governs a part. Offsets are in the part.
type found struct {
	modal
	at, end int // the modal with the adverb that strengthens it: 坚决禁止
	from    int // where its words begin; for a second modal, at the conjunction before it
	soft    bool
}

// maxTried is the maximum number of modal words that are examined in a part. It is far more than
// a real text has, and bounds the work on hostile text.
const maxTried = 32

// modals finds the modals that govern part t. next is the part after it.
func (r *normReader) modals(t, next string) []found {
	var out []found
	shut, tried := 0, 0
	for i := 0; i < len(t) && tried < maxTried; {
		q, n := utf8.DecodeRuneInString(t[i:])
		if i >= shut && script.CloserOf(q) != 0 {
			shut = max(shut, sentences.ClosedAt(t, i, len(t), nil))
		}
		if i < shut || modals[q] == nil {
			i += n
			continue
		}
		m, skip := modalAt(t, i)
		if skip > 0 {
			i += skip
			continue
		}
		tried++
		f := found{modal: m, at: i, end: i + len(m.word), from: i}
		left, ok := f.behind(out, t[:i])
		if ok && r.governs(&f, t, left, t[f.end:], next) {
			out = append(out, f)
		}
		i = f.end
	}
	return out
}

// modalAt reads the modal word at offset i of a part. Where there is none, skip is the number of bytes to skip.
func modalAt(t string, i int) (m modal, skip int) {
	m, ok := match(modals, t[i:])
	if !ok || m.word == "方可" && inOtherWords(t[:i], t[i+len(m.word):]) {
		_, n := utf8.DecodeRuneInString(t[i:])
		return m, n
	}
	if w, held := match(notModal, t[i:]); held && len(w.word) > len(m.word) {
		return m, len(w.word)
	}
	return m, 0
}

// inOtherWords reports whether the characters 方可 belong to two words: 对方可以.
func inOtherWords(left, right string) bool {
	return strings.HasPrefix(right, "以") || hasRune(beforeFang, script.LastRune(left))
}

// behind returns the words before a modal that decide whether it governs. A part has one modal, or a
// second one after a conjunction: 应当报告并不得隐瞒. ok is false for any other modal.
func (f *found) behind(before []found, left string) (words string, ok bool) {
	if len(before) == 0 {
		return left, true
	}
	link := linking.Before(left)
	if f.form >= atHead || len(link) == len(left) || before[0].form >= atHead {
		return "", false
	}
	f.from = len(link)
	return "", true
}

// governs decides whether a modal is the predicate of its part, and
// extends it by the words that belong to it.
func (r *normReader) governs(f *found, t, left, right, next string) bool {
	switch f.form {
	case fights:
		return r.fightsHere(f, t, left, right)
	case tellsYou:
		return tells(f, left, right)
	case oneOf:
		return r.policy && mustEach(left, right)
	case demands:
		return r.policy && (opens(left) || left == "明确") && actorAtStart(right) > 0
	case atHead:
		return r.stands(f, t, left, right, next)
	}
	return r.isModal(f, left, right) && (r.forbidsWhatIsFought(f, t, right) || !embedded(f, left, right, next))
}

// stands decides on a modal that can also be a verb or a noun, and extends it by the words beside it.
func (r *normReader) stands(f *found, t, left, right, next string) bool {
	if f.kind == Permit && !r.policy && linking.Before(left) != "国家" {
		return false // in a statute, 允许 usually describes an offence
	}
	if !headOf(f, left, right, next) {
		return false
	}
	f.strengthen(t)
	if f.kind == Encourage {
		f.end += joined(right)
	}
	return true
}

// forbidsWhatIsFought reads 要坚决反对 as a soft Forbid: what is to be opposed is forbidden.
func (r *normReader) forbidsWhatIsFought(f *found, t, right string) bool {
	if f.kind != Require || !r.policy {
		return false
	}
	body := manner.After(right)
	n := fight(body)
	if n == 0 {
		return false
	}
	f.at, f.end = f.end, len(t)-len(body)+n
	f.kind, f.soft, f.form = Forbid, true, fights
	return true
}

// isModal distinguishes a modal from a longer word that contains its characters.
func (r *normReader) isModal(f *found, left, right string) bool {
	prev, after := script.LastRune(left), script.FirstRune(right)
	switch f.form {
	case policyOnly:
		return r.policy && (f.word != "不能" || deeds.Begins(right) > 0)
	case yao:
		return isYao(prev, after) && (r.policy || opensPredicate(left))
	case ying:
		return isYing(prev, after, right)
	case ke: // 许可, 不可, 可再生
		return !hasRune(beforeKe, prev) && canVerbs.Begins(right) > 0
	case flat: // 一律平等, 一律不得
		return right != "" && !hasRune("平的", after) && prohibits.Begins(right) == 0
	case atLeast:
		return countsTimes(right)
	}
	// 所有权 does not contain the modal 有权
	return f.word != "有权" || !hasRune(beforeYouquan, prev)
}

// opensPredicate reports whether a subject, an adverb or nothing precedes 要.
func opensPredicate(left string) bool {
	return hasRune("都也还既又均\uFFFD", script.LastRune(left)) || subjectEnd(left) == len(left)
}

// countsTimes reports whether a number of times follows 至少: 至少召开一次, not 至少三人.
func countsTimes(right string) bool {
	i := strings.Index(right, "次")
	return i > 0 && isCount(script.LastRune(right[:i])) && runes(right[:i]) <= 8
}

// isYao distinguishes 要 from the words that contain it, by the characters beside it: 需要, 重要, 要求, 要素.
func isYao(prev, after rune) bool {
	return after != utf8.RuneError && !hasRune(beforeYao, prev) && !hasRune(afterYao, after)
}

// isYing distinguishes 应 from the words that contain it: 相应, 应用, 应急. 应对…负责 has the modal, 应对突发事件 does not.
func isYing(prev, after rune, right string) bool {
	switch {
	case hasRune(beforeYing, prev), hasRune(afterYing, after):
		return false
	case after == '对' && (hasRune("、件灾和的及以", prev) || !handles.Within(right)):
		return false
	}
	return !strings.HasPrefix(right, "有的") && !strings.HasPrefix(right, "要求") && (after != '有' || runes(right) > 3)
}

// mustEach decides on 必 in 干部档案必审、巡视结果必用. With two characters before 必, as in 有案必查, it is a
// slogan.
func mustEach(left, right string) bool {
	verb, n := utf8.DecodeRuneInString(right)
	if left == "" || verb == utf8.RuneError || right[n:] != "" && !strings.HasPrefix(right[n:], "、") {
		return false
	}
	if i := strings.LastIndex(left, "、"); i >= 0 {
		left = left[i+len("、"):]
	}
	return runes(results.After(policyVerbs.After(manner.After(left)))) > 2
}

// strengthen extends a modal by the adverbs before it: 坚决禁止, 大力倡导.
func (f *found) strengthen(t string) {
	for {
		n := strengthens.Ends(t[:f.at])
		if n == 0 {
			return
		}
		f.at -= n
	}
}

// embedded reports whether the modal belongs to a noun phrase or to words of another text:
// 属于应当回避的人员, 法律规定可以, 依法应当取得许可的项目.
func embedded(f *found, left, right, next string) bool {
	if reporting.Ends(left) > 0 || strings.HasSuffix(left, "规定") && !pursuant.Within(left) {
		return true // 法律规定可以, but 按照规定应当
	}
	noun := nounAfter(right)
	return noun != "" && (f.describes(noun, left, right) || inNoun(strings.TrimSuffix(left, "但是"), right, noun, next))
}

// describes reports whether 有权 or 方可 only describes the noun after it: 有权处理的行政机关.
func (f *found) describes(noun, left, right string) bool {
	switch f.word {
	case "有权":
		i := strings.Index(right, "的")
		return runes(right[:i]) <= 6 && nounEnd(right[i+len("的"):]) > 0
	case "方可":
		return left != "" && (caseNouns.Ends(noun) > 0 || actors.Ends(noun) > 0)
	}
	return false
}

// inNoun reports whether the modal between left and right is part of a noun phrase that ends with noun.
func inNoun(left, right, noun, next string) bool {
	if q := strings.TrimSuffix(left, "所"); q != left && !hasRune(beforeSuo, script.LastRune(q)) {
		return true // 其所应当承担的责任, but 交易所应当提供
	}
	if contrasts := strings.HasSuffix(left, "但") || strings.HasSuffix(left, "而"); contrasts && next != "" && caseNouns.Ends(noun) > 0 {
		return true // 胜诉方预交但不应负担的诉讼费用，人民法院…
	}
	base := left
	for _, w := range grounds {
		base = strings.TrimSuffix(base, w)
	}
	if base == "" {
		return left != "" || isNoun(right, next)
	}
	return governing.Ends(base) > 0 || base != left && hasRune("的、", script.LastRune(base))
}

// isNoun reports whether the words after a modal turn the part into a noun phrase that is the subject of the next part:
// 应当登记的事项，由…办理; 禁止进口的货物，不得….
func isNoun(right, next string) bool {
	return next != "" && caseNouns.Ends(right) > 0 && runes(right) <= 16 && leadsOn.Begins(next) > 0
}

// nounAfter returns the words after the last 的 of a part, "" if there is none.
func nounAfter(right string) string {
	if i := strings.LastIndex(right, "的"); i >= 0 {
		return right[i+len("的"):]
	}
	return ""
}

// headOf reports whether only a subject, adverbs and a topic precede
// a modal that is also an ordinary verb or noun: 国家鼓励…, 禁止….
func headOf(f *found, left, right, next string) bool {
	if right == "" && f.kind != Forbid || strings.HasPrefix(right, "的") || strings.HasPrefix(right, "和的") {
		return false
	}
	base := linking.Before(strengthens.Before(left))
	if n := joins.Ends(base); n > 0 && f.kind == Encourage && len(base) < len(left) { // 引导和鼓励
		base = linking.Before(base[:len(base)-n])
	}
	bare := opens(base)
	return (bare || f.hasSubject(base)) && !f.inTopic(bare, right, next)
}

// hasSubject reports whether base, the words before a modal, is a subject or a place, perhaps followed by adverbs. Words
// that report what another text says do not count: 法律规定禁止….
func (f *found) hasSubject(base string) bool {
	end := subjectEnd(base)
	if end == 0 {
		// only a place may precede a Forbid: 在…区域内禁止…
		if f.kind != Forbid || places.Ends(base) == 0 {
			return false
		}
	} else if rest := linking.After(manner.After(linking.After(base[end:]))); rest != "" && !f.isTopic(rest) {
		return false // 国家对…给予财政支持
	}
	return reporting.Ends(base) == 0 && !strings.HasSuffix(base, "规定") && !strings.HasSuffix(base, "法规") && !strings.HasSuffix(base, "法律")
}

// isTopic reports whether the words between a subject and a modal state the topic or the place: 国家在…区域内禁止….
func (f *found) isTopic(rest string) bool {
	if places.Ends(rest) > 0 {
		return true
	}
	return f.kind != Encourage && Prepositions.Begins(rest) > 0
}

// inTopic reports whether a modal is part of a noun phrase that is the topic of the part: 禁止进口的货物，由….
// bare says that only adverbs precede the modal.
func (f *found) inTopic(bare bool, right, next string) bool {
	followed := next != "" && leadsOn.Begins(next) > 0
	if i := strings.Index(right, "的"); i >= 0 && runes(right[:i]) <= 4 && !strings.Contains(right[:i], "、") && f.kind == Forbid && (followed || !bare) {
		return true
	}
	return !bare && followed && caseNouns.Ends(nounAfter(right)) > 0 // 国家禁止进、出口的货物，不得…
}

// fightsHere decides on 反对, 防止 and similar verbs, and reads 坚决反对和制止 as one modal.
func (r *normReader) fightsHere(f *found, t, left, right string) bool {
	base := strengthens.Before(left)
	strong := len(base) < len(left)
	base = linking.Before(manner.Before(base))
	if base != "" && subjectEnd(base) != len(base) {
		return false
	}
	if !r.policy && !strong && base != "国家" && f.word != "严防" && f.word != "杜绝" || hasRune("的者\uFFFD", script.FirstRune(right)) {
		return false
	}
	f.soft = true
	f.strengthen(t)
	f.end += joined(right)
	return true
}

// fight returns the length of 反对, 防止 or a similar verb at the beginning of s, including joined verbs.
func fight(s string) int {
	m, ok := match(modals, s)
	if !ok || m.form != fights {
		return 0
	}
	return len(m.word) + joined(s[len(m.word):])
}

// joined returns the length of the verbs that 和, 与 or 、 joins to a modal verb: 和制止.
func joined(s string) int {
	for _, and := range []string{"和", "与", "、", "并", "或者"} {
		if strings.HasPrefix(s, and) {
			if n := joins.Begins(s[len(and):]); n > 0 {
				n += len(and)
				return n + joined(s[n:])
			}
		}
	}
	return 0
}

// tells decides on 有…的义务 and 有…的权利 and finds the kind.
func tells(f *found, left, right string) bool {
	if left == "" || subjectEnd(left) != len(linking.Before(left)) && !strings.HasSuffix(left, "都") {
		return false
	}
	for _, w := range []struct {
		end  string
		kind Kind
	}{{"的义务", Require}, {"的责任", Require}, {"的权利和义务", Require}, {"的权利", Permit}, {"的自由", Permit}} {
		if s := strings.TrimSuffix(right, w.end); s != right && s != "" && !strings.Contains(s, "的") {
			f.kind = w.kind
			return true
		}
	}
	return false
}

// opens reports whether left consists of adverbs and conjunctions only.
func opens(left string) bool { return linking.After(manner.After(linking.After(left))) == "" }

// isCount reports whether r is a digit or numeral that can count times: 1次, 两次.
func isCount(r rune) bool {
	d, _ := numeral.HanDigit(r)
	return d >= 0 || numeral.Digit(r) >= 0
}

func hasRune(set string, r rune) bool { return strings.ContainsRune(set, r) }
