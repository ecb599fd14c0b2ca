package norm

import (
	"regexp"
	"slices"
	"strings"

	"tiaowen/corpus"
	"tiaowen/corpus/script"
)

const (
	count = `[0-9０-９一二三四五六七八九十百两半]+`

	// A calendar date, or a less precise one: 每年1月31日, 2027年6月30日, 次年三月底, 当年第三季度, 年底.
	yearOf  = `(?:[0-9０-９〇○零一二三四五六七八九]{4}年|(?:每一?|当|本|次|翌|上一|下一?|同)(?:会计|财政|纳税|预算)?年度?)的?`
	monthOf = `(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})月份?的?`
	dayOf   = `(?:(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[日号]|月?(?:底|末|初)|[上中下]旬)`
	dateOf  = `(?:(?:` + yearOf + `)?` + monthOf + dayOf + `?|` + yearOf + `(?:年?(?:底|末|终)|第[一二三四1234]季度末?|[上下]半年|` + dayOf + `)|(?:每|当|本|次|翌|下|上)个?月的?` + dayOf + `|年(?:底|末)|月底|季度末)`

	// The event that a period is counted from: 自受理之日起, 收到申请后, 每季度末后, 举行日期的.
	since = `(?:(?:自[^治然行身，。；]|从[^事，。；])[^，。；]{0,39}?(?:之日|时)起的?|[在于][^，。；在于自]{1,30}?|每[^，。；在于自]{1,16}?(?:末|终了|结束)(?:之日起|以?后)的?|^[^，。；在于自从]{1,24}?(?:之日起|以?后)的?)`
)

var (
	// 每年至少听取1次, 任期内至少审计1次, 每季度, 至少每两年一次, 定期
	frequency = regexp.MustCompile(`(?:每(?:一|两|二|三|四|五|六|` + count + `)?个?(?:半年|年度|年|季度|季|月|周|日|天|届|学期|学年)(?:末|初)?|任期内|年度内|届内)?(?:应当|必须|要)?(?:至少|不少于|不得少于)[^，。；、]{0,12}?` + count + `次` +
		`|(?:至少)?每隔?(?:` + count + `)?个?(?:半年|年度|年|季度|季|月|周|日|天|学期|学年|小时)(?:末|初)?(?:[^，。；、]{0,8}?` + count + `次)?|定期|不定期`)
	// 每年1月31日前, 2027年6月30日前, 次年三月一日至六月三十日内; 自受理之日起15日内, 收到申请后三十日内,
	// 举行日期的五日前
	deadline = regexp.MustCompile(`(?:[在于])?(?:` + dateOf + `(?:起?至` + dateOf + `)?(?:以|之)?(?:前|内|止)|` +
		`(?:` + since + `)?(?:` + count + `|数)个?(?:工作日|日|天|周|月|年|小时|分钟)(?:以|之)?(?:内|前)|` +
		`(?:自[^治然行身，。；]|从[^事，。；])[^，。；]{0,39}?之日起)`)
)

// times finds the frequency and the deadline of a norm: in its own part, else in the parts that lead to
// it, else in the parts that it governs.
func (r *normReader) times(n *Norm) {
	for _, in := range []corpus.Span{n.Span, {Start: n.Reach.Start, End: n.Start}, {Start: n.End, End: n.Reach.End}} {
		if in.Len() <= 0 {
			continue
		}
		if n.Frequency.Len() == 0 {
			n.Frequency = r.frequencyIn(in)
		}
		if n.Deadline.Len() == 0 {
			n.Deadline = r.deadlineIn(in, n.Condition)
		}
	}
}

// Every frequency and every deadline has one of these words. The regular expressions are used only where one occurs.
var (
	frequencyWords = []string{"每", "至少", "定期", "不少于", "不得少于"}
	deadlineWords  = []string{"内", "前", "日起", "止"}
)

func hasOneOf(t string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(t, w) })
}

// frequencyIn finds the first frequency in a span.
func (r *normReader) frequencyIn(in corpus.Span) corpus.Span {
	t := r.text(in)
	if !hasOneOf(t, frequencyWords) {
		return corpus.Span{}
	}
	for at := 0; ; {
		m := frequency.FindStringIndex(t[at:])
		if m == nil || strings.HasPrefix(t[at+m[0]:], "每日") {
			return corpus.Span{}
		}
		if !namesPeriod(t[at+m[0]:]) {
			return corpus.Span{Start: in.Start + at + m[0], End: in.Start + at + m[1]}
		}
		at += m[1]
	}
}

// namesPeriod reports whether the 定期 that s begins with is no adverb: the 期 belongs to 期限, 期间, 期满 or 期内, as in 无固定期限.
func namesPeriod(s string) bool {
	rest, ok := strings.CutPrefix(s, "定期")
	return ok && rest != "" && hasRune(periods, script.FirstRune(rest))
}

// deadlineIn finds the first deadline in a span. A time that belongs to the condition or describes an object is not a
// deadline: 2019年8月19日之前发生的.
func (r *normReader) deadlineIn(in, condition corpus.Span) corpus.Span {
	t := r.text(in)
	if !hasOneOf(t, deadlineWords) {
		return corpus.Span{}
	}
	for at := 0; at < len(t); {
		from, to, ok := findDeadline(t[at:])
		if !ok {
			break
		}
		found := corpus.Span{Start: in.Start + at + from, End: in.Start + at + to}
		if !condition.Contains(found) && !strings.HasSuffix(r.src[in.Start:found.Start], "对") {
			return found
		}
		at += to
	}
	return corpus.Span{}
}

// findDeadline finds the first deadline in t, with its year and month
// and the event that it is counted from, and without the preposition before it.
func findDeadline(t string) (from, to int, ok bool) {
	at := 0
	for {
		m := deadline.FindStringIndex(t[at:])
		if m == nil {
			return 0, 0, false
		}
		from, to = at+m[0], at+m[1]
		if n := bound(t[from:to]); n > 0 {
			at = from + n
			continue
		}
		if strings.HasPrefix(t[from:], "在") || strings.HasPrefix(t[from:], "于") {
			from += len("在")
		}
		return from, to, true
	}
}

// bound returns the end of the last word of [bindings] in t that is the predicate, 0
// if there is none. 自知道或者应当知道之日起 has none: the words after 自 reach up to 起.
func bound(t string) int {
	counted := strings.HasPrefix(t, "自") || strings.HasPrefix(t, "从")
	for _, w := range bindings {
		i := strings.LastIndex(t, w)
		if i < 0 || strings.HasPrefix(t[i+len(w):], "知道") {
			continue
		}
		end := i + len(w)
		if !counted || hasRune("自从在于", script.FirstRune(t[end:])) {
			return end
		}
	}
	return 0
}
