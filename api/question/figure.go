package question

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/numeral"
)

// Figure is the kind of figure that a question asks for.
type Figure struct {
	Family string // the family of units: "time", "money" …; "" when none is asked for or any will do
	Unit   string // a unit that no family has, or the thing counted: 队伍 of 几支队伍; "" for none
	Listed int    // how many of Unit are expected to be listed: 3 of 哪三个方面; 0 when unsaid
	List   bool   // a list of the things counted answers too: 几支队伍
}

// family is a kind of quantity: how people ask for it, and the units in which
// texts state it.
type family struct {
	name  string
	asked *regexp.Regexp
	units []string
	bare  []string // words that state it without a number: 每月, 半数
}

// contactFamily is the family of telephone numbers, and of addresses of mail and sites. They have no unit.
const contactFamily = "contact"

// families are tried in order.
var families = []family{
	{name: contactFamily, asked: regexp.MustCompile(`(?:电话|手机|热线|传真|座机|专线|客服)(?:号码|号|的)?(?:是|为|打)?(?:几号|多少|几|哪个)|号码(?:是|为)?(?:多少|几)|(?:打|拨)(?:几号|多少|什么|哪个)(?:电话|号|热线)|(?:邮箱|网址)(?:地址)?(?:是|为)?多少|(?:phone|telephone|fax|hotline) number|what number`)},
	newFamily("discount", regexp.MustCompile(`[几多]少?折|折扣(?:最[多高低大少]|上限|下限|力度|幅度|率|一般|是|为|有|能|可以|打|到|给)*(?:[几多]少?)|(?:多少|多大|几)的?折扣`)),
	newFamily("percent", regexp.MustCompile(`百分之[几多]|百分比|比例|占比|几成|几分之几|percentage|percent|proportion|share of`)),
	newFamily("age", regexp.MustCompile(`[几多]少?周?岁|多大(?:年龄|年纪|岁数|的)|年龄|how old|age limit|(?:minimum|maximum|retirement) age`)),
	newFamily("often", regexp.MustCompile(`[几多]少?[次回遍趟]|多(?:久|长时间)\p{Han}{0,6}一[次回轮遍]|[一每]\p{Han}{0,2}[几多]少?[次回遍趟]|频率|频次|隔多久|how often|how frequently|how many times`)),
	newFamily("money", regexp.MustCompile(`[几多]少?(?:钱|元|块|万|美元|欧元)|多少(?:费|罚款|工资|补贴|补助|押金|租金|奖金|津贴|违约金)|(?:罚|罚款|收费|交|缴|收|付|赔|补|补贴|奖励|押金|租金|报销?|扣|花|费|标准|金额|限额)(?:是|为|给|有|能|可以)*多少|(?:工资|薪酬|补贴|补助|津贴|奖金|费用?|慰问金)的?(?:限额)?标准|限额|多少工资|how much|fine for|what does it cost|(?:salary|allowance|wage|pension|bonus|fee)`)),
	newFamily("clock", regexp.MustCompile(`几点|几时|几号|几月|哪一?天|哪年|哪一年|哪个月|什么日期|(?:什么时候|何时|啥时候|什么时间)(?:开始|起|生效|施行|实施|截止|结束|开门|关门|上班|下班|开放|熄灯)|what (?:date|day|time)|come into (?:force|effect)`)),
	newFamily("time", regexp.MustCompile(`多久|多长|多少时间|期限|时限|时效|[几多]少?个?(?:年|月|周|星期|天|日|小时|钟头|分钟|工作日|季度|学期|学年)|how long|deadline|time limit|how many (?:days|months|years|weeks|hours)`)),
	newFamily("people", regexp.MustCompile(`[几多]少?(?:名|位|人|个人)|how many (?:people|persons|members)`)),
	newFamily("points", regexp.MustCompile(`[几多]少?分(?:[^之钟]|$)`)),
	newFamily("size", regexp.MustCompile(`多大面积|面积|多高|多宽|多远|多深|多厚|多粗|多重|多快|多大|[几多]少?个?(?:平方米|平方|米|公里|千米|厘米|毫米|里|公斤|千克|克|吨|升|度|亩|分贝|页|字|公顷|伏|瓦)`)),
}

// newFamily returns the family with this name, which is asked for in words that an expression matches.
func newFamily(name string, asked *regexp.Regexp) family {
	return family{name, asked, lists.Words(name + "Units"), lists[name+"Words"]}
}

// asksCount finds 几 or 多少 with the thing counted.
var asksCount = regexp.MustCompile(`(几|多少)(个|项|支|种|类|条|道|句|套|张|份|本|间|层|辆|台|门|方面|大|届|级)?(?:方面的|的)?["“]?(\p{Han}{0,4})`)

// asksListed finds what is asked to be listed: 哪几关, 哪三个方面, 变成哪几“化”.
var asksListed = regexp.MustCompile(`(?:哪(几|[一二两三四五六七八九十]+|[0-9]+)(?:个|项|种|类|大|样)?|([二两三四五六七八九十])[个大])["“]?(方面|\p{Han}{1,4})`)

// readFigure reads which figure a folded question asks for; ok is false when it does not
// ask for a figure.
func readFigure(w *Wording) (f Figure, ok bool) {
	if m := asksListed.FindStringSubmatch(w.Text); m != nil && w.Has(Members|List|Number) {
		f.Listed, _, _ = numeral.Read(m[1] + m[2])
		f.Unit = thing(m[3])
	}
	if f.Family = familyAsked(w); f.Family != "" {
		return f, true
	}
	if !w.Has(Number | Often) {
		return f, false
	}
	if m := asksCount.FindStringSubmatch(w.Text); m != nil {
		if m[2] == "条" {
			return Figure{}, false // 共几条: asked of the document, not of its words
		}
		f.Unit = thing(m[3])
		f.List = m[1] == "几" && f.Unit != ""
	}
	return f, true
}

// thing is the name of the thing counted, without particles at its end.
func thing(words string) string { return strings.TrimRight(words, "呢吗的了") }

// familyAsked is the name of the family of units that a question asks for, "" for
// none. Without a word for a number, 罚多少 asks for a sum, 住房公积金缴存比例 for a share and 打什么电话 for a telephone number.
func familyAsked(w *Wording) string {
	asks := w.Has(Number | Often | When)
	for _, f := range families {
		wanted := asks || f.name == "percent" || f.name == contactFamily || f.name == "money" && w.Has(Outcome)
		if wanted && f.asked.MatchString(w.Text) {
			return f.name
		}
	}
	return ""
}

// StatedIn returns how well a folded text states the figure: 1 if it has one of
// the unit asked for, 0.5 if it has another figure, 0.25 if it has none but
// answers in words (及时), and 0 otherwise.
func (f Figure) StatedIn(text string) float64 {
	own := f.family()
	if f.Family == contactFamily {
		if hasContact(text) {
			return 1
		}
		return 0
	}
	unit, other := f.counted(text, own)
	inWords := own != nil && containsAny(text, own.bare)
	switch {
	case unit, inWords && own.countsInWords(), f.unbound() && other:
		return 1
	case f.listed(text):
		return 1
	case f.Family == "money" && containsAny(text, []string{"倍", "%", "分之"}):
		return 1
	case other:
		return 0.5
	case inWords:
		return 0.25
	}
	return 0
}

// listed reports whether a text lists the things counted, as many as are asked for
// or, where 几 asks, several.
func (f Figure) listed(text string) bool {
	return f.Lists(text) || f.List && f.Unit != "" && strings.Count(text, f.Unit) >= 2
}

// unbound reports whether a number of any unit answers.
func (f Figure) unbound() bool { return f.Family == "" && f.Unit == "" }

// countsInWords reports whether the words of a family are as good as a number:
// 半数 is, 及时 is a time and no figure.
func (f *family) countsInWords() bool { return f.name != "time" && f.name != "clock" }

// family gives the family of units asked for, nil for none.
func (f Figure) family() *family {
	for i := range families {
		if families[i].name == f.Family {
			return &families[i]
		}
	}
	return nil
}

// counted reports whether a text has a number with the unit asked for, one of own
// where that is a family, and whether it has another number that measures something.
func (f Figure) counted(text string, own *family) (unit, other bool) {
	for number, tail := range numbers(text) {
		tail = strings.TrimLeft(tail, " 多余几个以")
		switch {
		case own != nil && hasUnit(tail, own.units), own == nil && f.Unit != "" && strings.HasPrefix(strings.TrimLeft(tail, "项支种类条道句套大方面"), f.Unit):
			unit = true
		case number[0] < utf8.RuneSelf, measured(tail):
			other = true
		}
	}
	return unit, other
}

// numbers yields the numbers of a text, each with the text behind it. Those behind 第
// count nothing and are left out.
func numbers(text string) iter.Seq2[string, string] {
	return func(yield func(number, behind string) bool) {
		before := rune(0)
		for rest := text; rest != ""; {
			r, size := utf8.DecodeRuneInString(rest)
			if !isNumeral(r) {
				before, rest = r, rest[size:]
				continue
			}
			end := strings.IndexFunc(rest, func(r rune) bool { return !isNumeral(r) && r != '.' && r != ',' })
			if end < 0 {
				end = len(rest)
			}
			number := rest[:end]
			rest = rest[end:]
			if before != '第' && !yield(number, rest) {
				return
			}
			before = 0
		}
	}
}

// Lists reports whether a text lists the things asked for: 政治关、品行关、作风关.
func (f Figure) Lists(text string) bool {
	if f.Unit == "" {
		return false
	}
	n := strings.Count(text, f.Unit)
	return n >= 2 && (f.Listed == 0 || n == f.Listed)
}

// isNumeral reports whether a character is one of a number.
func isNumeral(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= '0' && r <= '9'
	}
	return strings.ContainsRune("〇零一二三四五六七八九十百千万亿两半", r)
}

// contact matches a telephone number, by its form or by the word before it, and an address of mail or of a site.
var contact = regexp.MustCompile(`(?:^|[^0-9.])((?:0[0-9]{2,3}-?)?[0-9]{3,4}-[0-9]{4}|(?:0[0-9]{2,3}-)?[0-9]{7,11})([^0-9]|$)|(?:电话|热线|专线|号码|手机|传真|拨打?|phone|call|fax)[^0-9，。；,;]{0,8}[0-9][0-9-]{2,}|[a-z0-9]@[a-z0-9]|[a-z0-9]\.(?:com|cn|org|net|gov)`)

// hasContact reports whether a folded text has a telephone number or an address of mail or of a site.
func hasContact(text string) bool {
	for _, m := range contact.FindAllStringSubmatchIndex(text, -1) {
		if m[2] < 0 || !measured(text[m[3]:]) { // 5000000元 is an amount
			return true
		}
	}
	return false
}

func hasUnit(text string, units []string) bool {
	return slices.ContainsFunc(units, func(u string) bool { return strings.HasPrefix(text, u) })
}

// UnitAt returns the unit of measure that a text begins with, "" if there is none.
func UnitAt(text string) (unit string) {
	for i := range families {
		for _, u := range families[i].units {
			if len(u) > len(unit) && strings.HasPrefix(text, u) && u != "个" && u != "人" && u != "名" && u != "位" {
				unit = u
			}
		}
	}
	return unit
}

// measured reports whether a text begins with a unit of some family.
func measured(text string) bool {
	return slices.ContainsFunc(families, func(f family) bool { return hasUnit(text, f.units) }) || hasUnit(text, counters)
}

func containsAny(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}
