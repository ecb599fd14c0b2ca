// Package figure reads the quantities of provisions: periods, shares, sums and counts with
// their units. It tells which other figures could stand in the place of one, and how else
// one is written.
package figure

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tiaowen/api/study/quiz/dice"
	"tiaowen/corpus"
	"tiaowen/corpus/numeral"
)

// Pattern is a regular expression for a quantity with its unit: 三年, 15日, 百分之十, 三分之二.
const Pattern = `(?:[0-9]+|[一二三四五六七八九十百千两]+)(?:个月|个工作日|个交易日|周岁|小时|年|日|天|次|倍|万元|元|人|名)|百分之[一二三四五六七八九十百]+|[二三四五六七八九十]分之[一二三四五六七八九十]|[0-9]+(?:%|％)`

var number = regexp.MustCompile(Pattern)

// amount cuts a quantity into its value and its unit.
var amount = regexp.MustCompile(`^(?:[0-9]+|[一二三四五六七八九十百千两]+)`)

// idle are words that look like quantities and count nothing.
var idle = map[string]bool{"一日": true, "一天": true, "一名": true, "一人": true, "一元": true, "多次": true, "十人": false}

// ladders are the figures that laws use with a unit, ascending. A wrong option
// is one of them: nobody believes in 三分之七 or 二十九小时.
var ladders = map[string][]int{
	"日": {1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90, 120, 180}, "个月": {1, 2, 3, 6, 9, 12, 18, 24},
	"个工作日": {1, 2, 3, 5, 7, 10, 15, 20, 30}, "个交易日": {1, 2, 3, 5, 7, 10, 15, 20, 30},
	"年": {1, 2, 3, 5, 10, 15, 20, 30, 50, 70}, "小时": {2, 6, 8, 12, 24, 36, 48, 72}, "周岁": {6, 8, 10, 12, 14, 16, 18, 20, 22},
	"次": {1, 2, 3, 4, 5}, "倍": {1, 2, 3, 5, 10, 20}, "元": {100, 200, 500, 1000, 2000, 5000},
	"万元": {1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 500}, "人": {2, 3, 5, 7, 9, 11, 13, 15, 19, 20, 30, 50, 100, 200},
	"百分之": {1, 2, 3, 5, 10, 15, 20, 25, 30, 35, 40, 50, 60, 70, 80, 90},
}

// fractions are the shares that laws use, ascending.
var fractions = []string{"十分之一", "五分之一", "四分之一", "三分之一", "二分之一", "三分之二", "四分之三", "五分之四"}

var sameUnit = map[string]string{"天": "日", "名": "人"}

// ladderOf are the figures for a unit.
func ladderOf(unit string) []int {
	if same := sameUnit[unit]; same != "" {
		unit = same
	}
	return ladders[unit]
}

// quantity is a number read.
type quantity struct {
	value  int
	unit   string // 百分之 for a share of a hundred, 分之 for a fraction
	digits bool   // 15日, not 十五日
	text   string
}

// readQuantity reads 三年, 15日, 百分之十 and 三分之二. Its value is 0 where it is not a figure.
func readQuantity(text string) quantity {
	switch {
	case strings.HasPrefix(text, "百分之"):
		n, _ := valueOf(text[len("百分之"):])
		return quantity{n, "百分之", false, text}
	case strings.Contains(text, "分之"):
		return quantity{slices.Index(fractions, text) + 1, "分之", false, text}
	}
	value := amount.FindString(text)
	n, digits := valueOf(value)
	return quantity{n, text[len(value):], digits, text}
}

// IsPeriod reports whether a quantity is a time limit: 三日, 六个月.
func IsPeriod(text string) bool { return timed[readQuantity(text).unit] }

// timed are the units of time limits.
var timed = map[string]bool{"日": true, "年": true, "个月": true, "小时": true, "个工作日": true}

// Others are the figures that could be in a quantity's place, the nearest first, written as
// it is: those that laws use with its unit. Left and right are the words beside the place; a
// figure out of the bounds that they set is not among them. source is the text, which decides
// between 两 and 二.
func Others(text, left, right, source string) []string {
	q := readQuantity(text)
	return slices.DeleteFunc(nearQuantities(q, source), func(o string) bool { return !inRange(left, right, q, o) })
}

// nearQuantities are other figures that could be in a quantity's place, the
// nearest first, written as it is. Nil where laws do not use it. like decides
// between 两 and 二.
func nearQuantities(q quantity, source string) []string {
	var all []string
	at := -1
	if q.unit == "分之" {
		all, at = fractions, q.value-1
	} else {
		for i, n := range ladderOf(q.unit) {
			if n == q.value {
				at = i
			}
			all = append(all, writeQuantity(n, q, source))
		}
	}
	if at < 0 {
		return nil
	}
	type near struct {
		text string
		far  int
	}
	var list []near
	for i, text := range all {
		if far := max(i-at, at-i); far > 0 && far <= 4 {
			list = append(list, near{text, far})
		}
	}
	slices.SortStableFunc(list, func(a, b near) int {
		return cmp.Or(cmp.Compare((a.far+1)/2, (b.far+1)/2), cmp.Compare(dice.Hash(0, q.text, a.text), dice.Hash(0, q.text, b.text)))
	})
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = n.text
	}
	return out
}

// writeQuantity writes a value with the unit and in the digits of q.
func writeQuantity(n int, q quantity, source string) string {
	switch {
	case q.unit == "百分之":
		return q.unit + numeral.Han(n)
	case q.digits:
		return strconv.Itoa(n) + q.unit
	case n == 2:
		if strings.Contains(source, "二"+q.unit) || !strings.Contains(source, "两"+q.unit) && (q.unit == "日" || q.unit == "年") {
			return "二" + q.unit
		}
		return "两" + q.unit
	}
	return measured(n, q.unit) + q.unit
}

// valueOf reads a whole numeral in digits or Chinese; 0 when it is something
// else, such as the two numbers of 三五.
func valueOf(s string) (n int, digits bool) {
	n, size, over := numeral.ReadTyped(s)
	digits = s != "" && s[0] < utf8.RuneSelf
	if over || size < len(s) || !digits && utf8.RuneCountInString(s) > 1 && !strings.ContainsAny(s, "十百千") {
		return 0, false
	}
	return n, digits
}

// measured writes a number before its unit: 两年, 二日, 十五日.
func measured(n int, unit string) string {
	if n == 2 && unit != "日" && unit != "月" {
		return "两"
	}
	return numeral.Han(n)
}

// In finds the quantities of a text that count something: no dates,
// no ordinals.
func In(text string) []corpus.Span {
	var out []corpus.Span
	for _, m := range number.FindAllStringIndex(text, -1) {
		words, before, after := text[m[0]:m[1]], text[:m[0]], text[m[1]:]
		last, _ := utf8.DecodeLastRuneInString(before)
		next, _ := utf8.DecodeRuneInString(after)
		q := readQuantity(words)
		switch {
		case idle[words], strings.ContainsRune("第月几数之每·．.", last) && before != "" && !strings.HasSuffix(before, "每") || strings.ContainsRune("0123456789", last) && before != "",
			after != "" && strings.ContainsRune("代之性级月度民", next),
			q.unit == "年" && q.value > 100, q.value == 0,
			strings.HasPrefix(after, "以来"), strings.HasPrefix(words, "百千"):
			continue
		}
		out = append(out, corpus.Span{Start: m[0], End: m[1]})
	}
	return out
}

// inRange reports whether a figure can stand between words that have another one
// as a bound: 五万元以上（　　）以下 takes none below.
func inRange(left, right string, q quantity, other string) bool {
	o := readQuantity(other)
	if o.value == 0 {
		return false
	}
	if m := lowerBound.FindStringSubmatch(left); m != nil {
		if low := readQuantity(m[1]); low.unit == q.unit && o.value <= low.value {
			return false
		}
	}
	if m := upperBound.FindStringSubmatch(right); m != nil {
		if high := readQuantity(m[1]); high.unit == q.unit && o.value >= high.value {
			return false
		}
	}
	return true
}

var (
	lowerBound = regexp.MustCompile(`(` + Pattern + `)(?:以上|至|到)$`)
	upperBound = regexp.MustCompile(`^(?:以上|至|到)(` + Pattern + `)`)
)

// Accepted are the ways to write a blank's answer: 一次 is also 1次.
func Accepted(answer string) []string {
	out := []string{answer}
	if at := number.FindStringIndex(answer); at != nil && at[0] == 0 && at[1] == len(answer) && !strings.Contains(answer, "分之") {
		value := amount.FindString(answer)
		unit := answer[len(value):]
		switch n, digits := valueOf(value); {
		case n == 0 || n > 99:
		case digits:
			out = append(out, measured(n, unit)+unit)
		default:
			out = append(out, fmt.Sprint(n)+unit)
		}
	}
	return out
}

// Digits writes the quantities of a text in digits, so that 1次 is 一次.
func Digits(s string) string {
	return number.ReplaceAllStringFunc(s, func(w string) string {
		value := amount.FindString(w)
		if n, _ := valueOf(value); n > 0 {
			return fmt.Sprintf("%d\x00%s", n, w[len(value):])
		}
		return w
	})
}
