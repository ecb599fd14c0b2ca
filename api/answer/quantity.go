package answer

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// quantity is a figure that a question asks for.
type quantity struct {
	unit  string // 次, 年, 平方米, or the thing counted: 队伍, 从严; "" for any number
	list  bool   // a list of the things counted answers too
	each  string // the thing of which a list is asked for: 关 of 哪几关; "" for none
	often bool   // any frequency answers: 定期 too
	many  int    // how many of it are expected; 0 when unsaid

	words  []string       // what the texts may write for the unit
	figure *regexp.Regexp // a number of the unit; nil when any number will do
}

// asksNumber finds 几 or 多少 and what follows it.
var asksNumber = regexp.MustCompile(`(?:至少|最多|不少于|不超过)?(几|多少)(个工作日|工作日|个月|个|项|支|种|类|条|道|句|套|名|位|方面|大|次|年|天|日|月|小时|元|岁|平方米|%|倍)?(?:方面的|的)?["“]?(\p{Han}{0,4})`)

// quantityAsked reads which figure a question asks for; ok is false when it asks for none.
func quantityAsked(text string, w *wording) (q quantity, ok bool) {
	latin := strings.ContainsFunc(text, func(r rune) bool { return r >= 'a' && r <= 'z' })
	for i := range measured {
		m := &measured[i]
		if (latin || strings.ContainsAny(text, m.hint)) && m.asked.MatchString(text) {
			return quantity{unit: m.unit, words: m.words, figure: m.figure}, true
		}
	}
	q, ok = readQuantity(text, w)
	if m := asksList.FindStringSubmatch(text); m != nil {
		q.each, q.many = m[3], counted(m[1]+m[2])
	}
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

// asksList finds what is asked to be listed: 哪几关, 哪两种主义, 变成哪几“化”, 五个必.
var asksList = regexp.MustCompile(`(?:哪(几|[一二两三四五六七八九十]+|[0-9]+)(?:个|项|种|类|大|样)?|([二两三四五六七八九十])[个大])["“]?(方面|\p{Han}{1,4})`)

// lists reports whether a text lists the things asked for: 政治关、品行关、作风关.
func (a quantity) lists(text string) bool {
	n := 0
	if a.each != "" {
		n = strings.Count(text, a.each)
	}
	return n >= 2 && (a.many == 0 || a.many == n)
}

// measured are questions for a figure that say by themselves what kind it is:
// no sentence answers them that has no such figure.
var measured = []struct {
	unit   string
	hint   string // one of these characters, or a letter, is in every question for it
	asked  *regexp.Regexp
	words  []string
	figure *regexp.Regexp
}{
	{"%", "比占百", regexp.MustCompile(`百分之[几多]|百分比是|多[大少]的?比例|什么比例|比例(?:是|为)?多|占比|占几成|what (?:percentage|percent|proportion|share)`),
		[]string{"%", "分之", "成", "倍"}, regexp.MustCompile(`[0-9.]+%|分之[0-9零一二三四五六七八九十]|` + number + `[成倍]`)},
	{"岁", "岁年大", regexp.MustCompile(`(?:多少|几)周?岁|多大(?:年龄|年纪|岁数)|年龄(?:上限|下限|限制|要求|标准|是多)|how old|age limit|(?:minimum|maximum|retirement|what) age|age of retirement`),
		[]string{"岁"}, regexp.MustCompile(number + `周?岁`)},
	{"分", "分", regexp.MustCompile(`[扣加记得](?:几|多少)分|多少分`),
		[]string{"分"}, regexp.MustCompile(number + `分`)},
	{"月日", "时几哪月日", regexp.MustCompile(`(?:什么时候|何时|几时)(?:开始|起|生效|施行|实施|召开|开会|举行|截止|结束|报名|发放|发布|公布|出台|印发|成立|放假|上班|下班)|几月|哪个月|哪月|什么月份|几号|哪一?天|哪年|哪一年|什么日期|几点|when (?:was|is|were|are|does|do|did|will) [a-z ]*(?:published|issued|adopted|enacted|effective|start|begin|open|close|take effect|come into force)|what (?:date|day|month|year)|which (?:date|day|month|year)`),
		[]string{"年", "月", "日", "时"}, regexp.MustCompile(number + `(?:年|个?月|日|时|周)|每[季月周日]|[上下]半年|年[初底末]`)},
	{"号码", "电热号手邮网", regexp.MustCompile(`(?:电话|热线|号码|手机号?|邮箱|网址)(?:号码?)?(?:是|为|有)?(?:多少|什么|哪|几)|(?:phone|telephone|hotline) number|(?:email|web) address`),
		[]string{""}, regexp.MustCompile(`[0-9]{3,}|[@.][a-z]`)},
	{"平方米", "积平", regexp.MustCompile(`多[大少]面积|面积(?:是|为|有|最)?多|多少平方?米?|多少个平方|面积(?:标准|要求)`),
		[]string{"平方米", "亩", "公顷"}, regexp.MustCompile(number + `(?:平方米|亩|公顷)`)},
	{"元", "钱元工标限", regexp.MustCompile(`多少钱|多少元|几块钱|几元|多少工资|工资(?:是|为|有)?多少|(?:工资|薪酬|补贴|补助|津贴|奖金|费用?|车补|餐补|慰问金)的?(?:限额)?标准|限额|what does it cost|how much money|(?:maximum|minimum) (?:value|amount)|(?:salary|allowance|wage|pension|bonus) of|what is the (?:salary|allowance|wage|pension|bonus|fee)`),
		[]string{"元", "倍", "%", "分之"}, regexp.MustCompile(number + `(?:余|多)?(?:[万亿百千]*元|倍)|[0-9.]+%|分之`)},
}

// howOften is 多久 with what is done before 一次: 多久审一次账.
var howOften = regexp.MustCompile(`(?:多久|多长时间|隔多久)\p{Han}{0,6}?一[次回轮遍]`)

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
		if strings.Contains(text, "的多少") {
			return quantity{}, true // 按工资的多少缴费: a share, and what is done with it
		}
		switch unit {
		case "名", "位": // 多少名董事: the measure word says that people are counted
			return quantity{unit: unit}, true
		case "个", "项", "支", "种", "类", "道", "句", "套", "方面", "大", "":
			// 几支队伍 is answered by a list of them too; 多少个常委 only by a number.
			list := m[1] == "几" && thing != ""
			return quantity{unit: thing, list: list}, true
		case "条":
			return quantity{}, false
		}
		return quantity{unit: unit}, true
	}
	if w.has(sigOften) || howOften.MatchString(text) {
		return quantity{unit: "次", often: strings.Contains(text, "多久")}, true
	}
	if containsAny(text, "多久", "多长", "how long") {
		return quantity{unit: "多久"}, true
	}
	if strings.Contains(text, "how many") || strings.Contains(text, "how much") {
		return quantity{list: true}, true
	}
	return quantity{}, false
}

var number = `(?:[0-9]+|[一二三四五六七八九十百千万两零〇半]+|XX)`

// quotedTerm is a term between quotes, whose figure is part of its name: "八小时之外".
var quotedTerm = regexp.MustCompile(`"[^"]{1,10}"`)

// answeredBy reports whether a folded text holds the figure.
func (a quantity) answeredBy(text string) bool {
	if a.unit == "" {
		return hasNumber(text)
	}
	if a.unit == "次" && (every.MatchString(text) || a.often && containsAny(text, "定期", "经常")) {
		return true
	}
	if containsAny(text, a.words...) && a.figure.MatchString(quotedTerm.ReplaceAllString(text, "")) {
		return true
	}
	if !a.list {
		return false
	}
	// Things counted in a list: 专门工作队伍、理论研究队伍、后备人才队伍.
	n := strings.Count(text, a.unit)
	if utf8.RuneCountInString(a.unit) == 1 {
		return n >= 3 // 关: twice by chance
	}
	return a.unit == "" || n >= 2 || inRow(text, a.unit)
}

// inRow reports whether a word stands in a part of a text that lists or counts:
// 加快建设甲、乙、丙队伍.
func inRow(text, word string) bool {
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune("，。；,;", r) }) {
		if strings.Contains(part, word) && (strings.Contains(part, "、") || hasNumber(part)) {
			return true
		}
	}
	return false
}
