package reading

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus/numeral"
)

// shorthand matches a term that counts what it stands for: 四个意识, 三会一课, 两个功能.
var shorthand = regexp.MustCompile(`^(?:[一二三四五六七八九十两0-9]+\p{Han}{1,2}){0,1}[一二三四五六七八九十两0-9]+\p{Han}{1,6}$|^[一二三四五六七八九十两]\p{Han}[一二三四五六七八九十两]\p{Han}{1,4}$`)

// IsShorthand reports whether a bare term counts what it stands for.
func IsShorthand(term string) bool { return shorthand.MatchString(term) }

// The lengths of a term that counts its members, in code points: 四个意识, 三个区分开来.
const leastShorthand, mostShorthand = 4, 8

// Shorthands yields the stretches of a bare text that may be a term which counts what it
// stands for, from left to right, at each place the longest first.
func Shorthands(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		rs := []rune(text)
		for i := range rs {
			for n := min(mostShorthand, len(rs)-i); n >= leastShorthand; n-- {
				if term := string(rs[i : i+n]); shorthand.MatchString(term) && !yield(term) {
					return
				}
			}
		}
	}
}

// unquoted removes quotation marks and blanks, which may stand around the term.
var unquoted = strings.NewReplacer("“", "", "”", "", `"`, "", " ", "")

// isKindOf are the words before a term at the end of a definition.
var isKindOf = regexp.MustCompile(`[^不][，,](?:是|属于|视为|为)$`)

// Defines reports whether a sentence is a definition as laws write it: 本法所称密码，
// 是指…; 拍卖是指…; …的，是自首.
func Defines(text, term string) bool {
	before, after, ok := strings.Cut(unquoted.Replace(text), term)
	if !ok {
		return false
	}
	return isKindOf.MatchString(before) && endsPart.MatchString(after) || meansBehind.MatchString(after) ||
		calledBefore.MatchString(before) && isBehind.MatchString(after)
}

// SpelledOut reports whether a sentence says what the bare term means: in brackets after it,
// after 是, 即 or 指, or by a list next to it with as many members as its numeral says.
func SpelledOut(text, term string) bool {
	before, after, ok := strings.Cut(unquoted.Replace(text), term)
	if !ok {
		return false
	}
	if explainedBehind.MatchString(after) {
		return true
	}
	// 统筹考核、述职评议、…“五项机制”
	list := before[strings.LastIndexAny(before, "，。；,;:")+1:]
	if n := counted(term); n > 1 && strings.Count(list, "、")+1 == n {
		return true
	}
	return comesAgain(after, term)
}

// explainedBehind matches how a text continues after a term that it explains.
var explainedBehind = regexp.MustCompile(`^(?:[(（:：]|是|即|指|包括|包含|为)`)

// comesAgain reports whether a text repeats all words between the numerals of a term, as it
// does to explain it: “一为主两报告”制度，…以上级纪委领导为主，…报告…. A single character (会, 课)
// may be repeated by chance.
func comesAgain(text, term string) bool {
	words := slices.DeleteFunc(numerals.Split(term, -1), func(w string) bool { return w == "" })
	if len(words) < 2 {
		return false
	}
	return !slices.ContainsFunc(words, func(w string) bool { return utf8.RuneCountInString(w) < 2 || !strings.Contains(text, w) })
}

var numerals = regexp.MustCompile(`[一二三四五六七八九十两0-9]+`)

// counted gives the number that a shorthand begins with; 0 if it begins with none.
func counted(term string) int {
	r, _ := utf8.DecodeRuneInString(term)
	d, power := numeral.HanDigit(r)
	return max(d, 0) * power
}

// The words around a term that a sentence defines.
var (
	endsPart     = regexp.MustCompile(`^(?:$|，|,)`)
	meansBehind  = regexp.MustCompile(`^\(?，?,?是指`)
	calledBefore = regexp.MustCompile(`所称的?$`)
	isBehind     = regexp.MustCompile(`^\(?，?,?(?:包括|是|指|为)`)
)
