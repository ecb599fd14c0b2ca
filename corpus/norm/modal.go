package norm

import (
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/numeral"
	"tiaowen/corpus/script"
	"tiaowen/corpus/sentences"
)

// found is a modal that governs a part, with its offsets in the part.
type found struct {
	modal
	at, end int // the modal with the adverb that strengthens it: 坚决禁止
	from    int // where its words begin: the conjunction in front of a second modal
	soft    bool
}

// maxTried is how many modal words of a part are looked at, far more than a part
// of a real text has; it bounds the work on hostile text.
const maxTried = 32

// modals finds the modals that govern a part t. next is the part behind it.
func (r *normReader) modals(t, next string) []found {
	var out []found
	shut, tried := 0, 0
	for i := 0; i < len(t) && tried < maxTried; {
		q, n := rune(t[i]), 1
		if q >= utf8.RuneSelf {
			q, n = utf8.DecodeRuneInString(t[i:])
		}
		if i >= shut && script.CloserOf(q) != 0 {
			if end := sentences.ClosedAt(t, i, len(t), nil); end > 0 {
				shut = end
			}
		}
		if i < shut || modals[q] == nil {
			i += n
			continue
		}
		m, ok := match(modals, t[i:])
		if !ok {
			i += n
			continue
		}
		if m.word == "方可" && (strings.HasPrefix(t[i+len(m.word):], "以") || hasRune("对双各一三甲乙买卖另", script.LastRune(t[:i]))) {
			i += n // 对方可以
			continue
		}
		if w, held := match(notModal, t[i:]); held && len(w.word) > len(m.word) {
			i += len(w.word)
			continue
		}
		tried++
		f := found{modal: m, at: i, end: i + len(m.word), from: i}
		left := t[:i]
		if len(out) > 0 {
			// a part has one modal, or a second one after a conjunction: 应当报告并不得隐瞒
			link := linking.Before(left)
			if m.form >= atHead || len(link) == len(left) || out[0].form >= atHead {
				i = f.end
				continue
			}
			f.from = len(link)
			left = ""
		}
		if r.governs(&f, t, left, t[f.end:], next) {
			out = append(out, f)
		}
		i = f.end
	}
	return out
}

// governs decides whether a modal found is the predicate of its part, and
// widens it by the words that belong to it.
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
		if f.kind == Permit && !r.policy && linking.Before(left) != "国家" {
			return false // who allows what another forbids commits an offence
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
	if !r.isModal(f, left, right) {
		return false
	}
	if f.kind == Require && r.policy { // 要坚决反对: what is fought is forbidden, softly
		body := manner.After(right)
		if n := fight(body); n > 0 {
			f.at, f.end = f.end, len(t)-len(body)+n
			f.kind, f.soft, f.form = Forbid, true, fights
			return true
		}
	}
	return !embedded(f, left, right, next)
}

// isModal tells a modal from a longer word that holds its characters.
func (r *normReader) isModal(f *found, left, right string) bool {
	prev, after := script.LastRune(left), script.FirstRune(right)
	switch f.form {
	case policyOnly:
		return r.policy && (f.word != "不能" || deeds.Begins(right) > 0)
	case yao: // 需要, 重要, 要求, 要素
		if right == "" || hasRune("需重主首只将想若纲摘简机扼紧概提索密险硬切次显必购", prev) || hasRune("求素点件害领么旨案义职务官员道挟约塞诀闻", after) {
			return false
		}
		return r.policy || hasRune("都也还既又均\uFFFD", prev) || subjectEnd(left) == len(left)
	case ying: // 相应, 应用, 应急; 应对…负责 is one, 应对突发事件 is none
		if hasRune("相适供对反响效感照答算逃", prev) || hasRune("用急付收税纳得届聘征诉邀激变力缴计知选否邀运", after) {
			return false
		}
		if after == '对' && (hasRune("、件灾和的及以", prev) || !handles.Within(right)) {
			return false
		}
		return !strings.HasPrefix(right, "有的") && !strings.HasPrefix(right, "要求") && (after != '有' || runes(right) > 3)
	case ke: // 许可, 不可, 可再生
		return !hasRune("许认不宁适", prev) && canVerbs.Begins(right) > 0
	case flat: // 一律平等, 一律不得
		return right != "" && !hasRune("平的", after) && prohibits.Begins(right) == 0
	case atLeast: // 至少召开一次, not 至少三人
		i := strings.Index(right, "次")
		return i > 0 && isCount(script.LastRune(right[:i])) && runes(right[:i]) <= 8
	}
	// 所有权 holds no 有权
	return f.word != "有权" || !hasRune("所占享持国共拥具私专公", prev)
}

// mustEach decides on 必 in 干部档案必审、巡视结果必用. 有案必查, with two
// characters in front, is a slogan.
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

// strengthen takes the adverbs in front of a modal into it: 坚决禁止, 大力倡导.
func (f *found) strengthen(t string) {
	for {
		n := strengthens.Ends(t[:f.at])
		if n == 0 {
			return
		}
		f.at -= n
	}
}

// embedded reports whether the modal belongs to a noun or to another's words:
// 属于应当回避的人员, 法律规定可以, 依法应当取得许可的项目.
func embedded(f *found, left, right, next string) bool {
	if reporting.Ends(left) > 0 {
		return true
	}
	if strings.HasSuffix(left, "规定") && !pursuant.Within(left) {
		return true // 法律规定可以, but 按照规定应当
	}
	noun := nounAfter(right)
	if noun == "" {
		return false
	}
	if i := strings.Index(right, "的"); f.word == "有权" && runes(right[:i]) <= 6 && nounEnd(right[i+len("的"):]) > 0 {
		return true // 有权处理的行政机关
	}
	if f.word == "方可" && left != "" && (caseNouns.Ends(noun) > 0 || actors.Ends(noun) > 0) {
		return true
	}
	left = strings.TrimSuffix(left, "但是")
	base := left
	if q := strings.TrimSuffix(base, "所"); q != base && !hasRune("场理易守留容务究出住处诊厕", script.LastRune(q)) {
		return true // 其所应当承担的责任, but 交易所应当提供
	}
	if next != "" && (strings.HasSuffix(base, "但") || strings.HasSuffix(base, "而")) && caseNouns.Ends(noun) > 0 {
		return true // 胜诉方预交但不应负担的诉讼费用，人民法院…
	}
	for _, w := range []string{"依法", "按照规定", "依照规定", "法律、行政法规规定", "法律规定", "规定", "已经"} {
		base = strings.TrimSuffix(base, w)
	}
	if base != "" && governing.Ends(base) > 0 {
		return true
	}
	if base != left && (base == "" || hasRune("的、", script.LastRune(base))) {
		return true
	}
	// 应当登记的事项，由…办理; 禁止进口的货物，不得…
	if base == "" && next != "" && caseNouns.Ends(right) > 0 && runes(right) <= 16 && leadsOn.Begins(next) > 0 {
		return true
	}
	return false
}

// nounAfter returns what stands behind the last 的 of a part, "" without one.
func nounAfter(right string) string {
	if i := strings.LastIndex(right, "的"); i >= 0 {
		return right[i+len("的"):]
	}
	return ""
}

// headOf reports whether nothing but a subject, adverbs and a topic stands
// before a modal that is also an ordinary verb or noun: 国家鼓励…, 禁止….
func headOf(f *found, left, right, next string) bool {
	if right == "" && f.kind != Forbid || strings.HasPrefix(right, "的") || strings.HasPrefix(right, "和的") {
		return false
	}
	base := linking.Before(strengthens.Before(left))
	if n := joins.Ends(base); n > 0 && f.kind == Encourage && len(base) < len(left) { // 引导和鼓励
		base = linking.Before(base[:len(base)-n])
	}
	bare := opens(base)
	if !bare {
		end := subjectEnd(base)
		if end == 0 {
			// 对…，国家鼓励 is another part; 在…区域内禁止… a place
			if !(f.kind == Forbid && places.Ends(base) > 0) {
				return false
			}
		} else if rest := linking.After(manner.After(linking.After(base[end:]))); rest != "" &&
			(Prepositions.Begins(rest) == 0 && places.Ends(rest) == 0 || f.kind == Encourage && places.Ends(rest) == 0) {
			return false // 国家对…给予财政支持
		}
		if reporting.Ends(base) > 0 || strings.HasSuffix(base, "规定") || strings.HasSuffix(base, "法规") || strings.HasSuffix(base, "法律") {
			return false
		}
	}
	// 禁止进口的货物，由…: a noun. 国家禁止进口的货物 likewise.
	if i := strings.Index(right, "的"); i >= 0 && runes(right[:i]) <= 4 && !strings.Contains(right[:i], "、") && f.kind == Forbid {
		if next != "" && leadsOn.Begins(next) > 0 || !bare {
			return false
		}
	}
	if !bare && next != "" && leadsOn.Begins(next) > 0 && caseNouns.Ends(nounAfter(right)) > 0 {
		return false // 国家禁止进、出口的货物，不得…
	}
	return true
}

// fightsHere decides on 反对, 防止 and their like and takes 坚决反对和制止 for one modal.
func (r *normReader) fightsHere(f *found, t, left, right string) bool {
	base := strengthens.Before(left)
	strong := len(base) < len(left)
	base = linking.Before(manner.Before(base))
	if end := subjectEnd(base); base != "" && end != len(base) {
		return false
	}
	if !r.policy && !(strong || base == "国家" || f.word == "严防" || f.word == "杜绝") {
		return false
	}
	if right == "" || strings.HasPrefix(right, "的") || strings.HasPrefix(right, "者") {
		return false
	}
	f.soft = true
	f.strengthen(t)
	f.end += joined(right)
	return true
}

// fight returns the length of the 反对 or 防止 that s begins with, joined verbs included.
func fight(s string) int {
	m, ok := match(modals, s)
	if !ok || m.form != fights {
		return 0
	}
	return len(m.word) + joined(s[len(m.word):])
}

// joined returns the length of what 和, 与 or 、 joins to a modal verb: 和制止.
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

// opens reports whether only adverbs and conjunctions stand in front.
func opens(left string) bool { return linking.After(manner.After(linking.After(left))) == "" }

// isCount reports the digits that count times: 1次, 两次.
func isCount(r rune) bool {
	d, _ := numeral.HanDigit(r)
	return d >= 0 || numeral.Digit(r) >= 0
}

func hasRune(set string, r rune) bool { return strings.ContainsRune(set, r) }
