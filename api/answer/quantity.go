package answer

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// quantity is a figure that a question asks for.
type quantity struct {
	unit string // 次, 年, 平方米, or the thing counted: 队伍, 从严; "" for any number
	list bool   // a list of the things counted answers too

	words  []string       // what the texts may write for the unit
	figure *regexp.Regexp // a number of the unit; nil when any number will do
}

// asksNumber finds 几 or 多少 and what follows it.
var asksNumber = regexp.MustCompile(`(?:至少|最多|不少于|不超过)?(几|多少)(个工作日|工作日|个月|个|项|支|种|类|条|名|位|方面|大|次|年|天|日|月|小时|元|岁|平方米|%|倍)?(\p{Han}{0,4})`)

// quantityAsked reads which figure a question asks for; ok is false when it asks for none.
func quantityAsked(text string, w *wording) (q quantity, ok bool) {
	q, ok = readQuantity(text, w)
	if q.unit != "" {
		q.words = []string{q.unit}
		if same, ok := sameUnits[q.unit]; ok {
			q.words = same
		}
		quoted := make([]string, len(q.words))
		for i, w := range q.words {
			quoted[i] = regexp.QuoteMeta(w)
		}
		q.figure = regexp.MustCompile(number + `(?:个|多|余|以上|以内)?(?:` + strings.Join(quoted, "|") + `)`)
	}
	return q, ok
}

// every is a frequency without a number of times.
var every = regexp.MustCompile(`每(?:半?年|季度?|半?月|周|日|天|届)`)

// sameUnits are what texts write for a unit that people say.
var sameUnits = map[string][]string{
	"名":  {"名", "位", "人"},
	"位":  {"名", "位", "人"},
	"天":  {"天", "日", "工作日"},
	"日":  {"日", "天", "工作日"},
	"个月": {"个月", "月", "年"},
	"月":  {"个月", "月"},
	"岁":  {"周岁", "岁"},
	"元":  {"元", "倍", "%"},
	"钱":  {"元", "倍", "%"},
	"多久": {"年", "个月", "月", "日", "天", "小时", "周"},
}

func readQuantity(text string, w *wording) (quantity, bool) {
	if m := asksNumber.FindStringSubmatch(text); m != nil && w.has(sigCount|sigOften|sigWhen) {
		unit, thing := m[2], strings.TrimRight(m[3], "呢吗的了")
		switch unit {
		case "名", "位": // 多少名董事: the measure word says that people are counted
			return quantity{unit: unit}, true
		case "个", "项", "支", "种", "类", "方面", "大", "":
			// 几支队伍 is answered by a list of them too; 多少个常委 only by a number.
			list := m[1] == "几" && utf8.RuneCountInString(thing) > 1
			return quantity{unit: thing, list: list}, true
		case "条":
			return quantity{}, false
		}
		return quantity{unit: unit}, true
	}
	if w.has(sigOften) {
		return quantity{unit: "次"}, true
	}
	if containsAny(text, "多久", "多长时间", "how long") {
		return quantity{unit: "多久"}, true
	}
	if strings.Contains(text, "how many") || strings.Contains(text, "how much") {
		return quantity{list: true}, true
	}
	return quantity{}, false
}

var number = `(?:[0-9]+|[一二三四五六七八九十百千万两零〇半]+|XX)`

// answeredBy reports whether a folded text holds the figure.
func (a quantity) answeredBy(text string) bool {
	if a.unit == "" {
		return hasNumber(text)
	}
	if a.unit == "次" && every.MatchString(text) {
		return true
	}
	if containsAny(text, a.words...) && a.figure.MatchString(text) {
		return true
	}
	if !a.list {
		return false
	}
	// Things counted in a list: 专门工作队伍、理论研究队伍、后备人才队伍.
	return a.unit == "" || strings.Count(text, a.unit) >= 2 || strings.Contains(text, a.unit) && (strings.Contains(text, "、") || hasNumber(text))
}
