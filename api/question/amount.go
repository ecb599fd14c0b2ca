package question

import (
	"math"
	"regexp"
	"strings"
	"unicode/utf8"

	"tiaowen/index"
)

// Amount is a quantity that somebody names: 五千块, 12岁, 晚上六点.
type Amount struct {
	Start, End int     // bytes of the text, unit included
	Kind       string  // what is measured: "money", "age", "days" …
	Value      float64 // in the unit of its kind: yuan, years, days, metres, minutes since midnight …
}

// Range is a range of quantities that a text states: 3000元以上2万元以下, 不满16周岁, 18:00.
type Range struct {
	Kind     string
	Min, Max float64 // what lies in it, the ends included
	Limit    bool    // it is a limit to keep, not one of several cases: 不超过三天, 至少提前一日
}

// Holds reports whether an amount lies in the range.
func (r Range) Holds(a Amount) bool { return r.Kind == a.Kind && r.Min <= a.Value && a.Value <= r.Max }

// unit is how texts write a unit, and what one of it is in the unit of its kind.
type unit struct {
	written string
	kind    string
	size    float64
}

// units are tried in order: of two that begin alike the longer one comes first.
var units = []unit{
	{"元", "money", 1}, {"块", "money", 1}, {"角", "money", 0.1},
	{"周岁", "age", 1}, {"岁", "age", 1},
	{"分钟", "days", 1.0 / 1440}, {"个小时", "days", 1.0 / 24}, {"小时", "days", 1.0 / 24}, {"个钟头", "days", 1.0 / 24}, {"钟头", "days", 1.0 / 24},
	{"个工作日", "days", 1}, {"工作日", "days", 1}, {"天", "days", 1}, {"日", "days", 1}, {"个星期", "days", 7}, {"星期", "days", 7}, {"周", "days", 7},
	{"个月", "days", 30}, {"年", "days", 365},
	{"平方米", "area", 1}, {"平方公里", "area", 1e6}, {"亩", "area", 2000.0 / 3}, {"公顷", "area", 1e4},
	{"公里", "length", 1000}, {"千米", "length", 1000}, {"厘米", "length", 0.01}, {"毫米", "length", 0.001}, {"米", "length", 1},
	{"公斤", "weight", 1}, {"千克", "weight", 1}, {"克", "weight", 0.001}, {"吨", "weight", 1000}, {"斤", "weight", 0.5},
	{"℃", "degrees", 1}, {"°c", "degrees", 1}, {"摄氏度", "degrees", 1}, {"度", "degrees", 1},
	{"分贝", "decibels", 1}, {"人", "people", 1}, {"名", "people", 1}, {"位", "people", 1}, {"次", "times", 1}, {"分", "points", 1},
	{"折", "discount", 1}, {"%", "percent", 1},
}

// quantity is a number with its unit where it stands.
type quantity struct {
	Amount
	bare  bool    // no unit stands behind it
	count float64 // of the unit that is written
}

// Amounts finds the amounts of a folded text, except those of a single unit: 一次, 一个月.
func Amounts(text string) []Amount {
	var out []Amount
	for _, q := range quantities(text) {
		if q.bare && q.Value >= 1000 && !strings.HasPrefix(text[q.End:], "年") {
			// People leave the unit of money unsaid: 三十万的设备.
			if r, _ := utf8.DecodeLastRuneInString(text[:q.End]); strings.ContainsRune("万千百", r) {
				q.Kind, q.bare = "money", false
			}
		}
		if !q.bare && q.count != 1 { // 一次, 一个月 count nothing
			out = append(out, q.Amount)
		}
	}
	return out
}

// quantities finds the numbers of a folded text that measure something.
func quantities(text string) (out []quantity) {
	end := 0
	for _, f := range index.Figures(text) {
		if f.Start < end || strings.HasSuffix(text[:f.Start], "第") || strings.HasSuffix(text[:f.Start], ":") {
			continue
		}
		end = f.End
		q := quantity{Amount: Amount{Start: f.Start, End: f.End, Value: f.Value}}
		if minutes, size, ok := clock(text[:f.Start], text[f.End:], int(f.Value)); ok {
			q.Kind, q.Value, q.End = "clock", minutes, f.End+size
		} else if strings.HasPrefix(text[f.Start:f.End], "百分之") || strings.HasSuffix(text[:f.End], "%") {
			q.Kind = "percent"
		} else if q.measure(text[q.End:]); q.dated(text) {
			continue
		}
		end = q.End
		out = append(out, q)
	}
	return out
}

// dated reports whether a number of years or days is a date: 2026年, 1月31日.
func (q *quantity) dated(text string) bool {
	return q.Kind == "days" && (q.Value > 365*1000 || strings.HasSuffix(text[:q.Start], "月"))
}

// measure reads the unit behind a number.
func (q *quantity) measure(behind string) {
	if rest, ok := strings.CutPrefix(behind, "万"); ok {
		q.Value, q.End, behind = q.Value*10_000, q.End+len("万"), rest
	}
	q.bare = true
	for _, u := range units {
		if strings.HasPrefix(behind, u.written) {
			q.Kind, q.count, q.Value, q.End, q.bare = u.kind, q.Value, q.Value*u.size, q.End+len(u.written), false
			if u.kind == "discount" && q.Value >= 10 { // 九五折 is 9.5
				q.Value /= 10
			}
			return
		}
	}
}

// clock reads a time of the day around an hour: 18:00, 8时30分, 晚上六点半.
func clock(before, after string, hour int) (minutes float64, size int, ok bool) {
	if hour > 24 {
		return 0, 0, false
	}
	minute := 0
	switch {
	case minutesBehind.MatchString(after):
		minute, size = int(after[1]-'0')*10+int(after[2]-'0'), 3
	case strings.HasPrefix(after, "点半"):
		minute, size = 30, len("点半")
	case strings.HasPrefix(after, "点"):
		size = len("点")
	case strings.HasPrefix(after, "时") && !strings.HasPrefix(after, "时间"):
		size = len("时")
	default:
		return 0, 0, false
	}
	if hour < 12 && ends(before, late) {
		hour += 12
	}
	return float64(hour*60 + minute), size, true
}

// minutesBehind are the minutes behind an hour: 18:00.
var minutesBehind = regexp.MustCompile(`^:[0-9]{2}`)

// Ranges finds the ranges of quantities that a folded text states.
func Ranges(text string) []Range {
	var out []Range
	all := quantities(text)
	for i := 0; i < len(all); i++ {
		q := all[i]
		if q.bare { // 3至5日, 三千至五千元: the unit stands behind the second one
			if i+1 == len(all) || !joins(text[q.End:all[i+1].Start], until) || all[i+1].bare {
				continue
			}
			q.Kind = all[i+1].Kind
			if q.Value > 0 {
				q.Value *= sizeOf(all[i+1], text)
			}
		}
		r := q.alone(text)
		if i+1 < len(all) && r.joined(text, q, all[i+1]) {
			i++
		}
		out = append(out, r)
	}
	return out
}

// alone is the range that a quantity is by what stands before and behind it.
func (q quantity) alone(text string) Range {
	before, behind := text[:q.Start], text[q.End:]
	r := Range{Kind: q.Kind, Min: q.Value, Max: q.Value}
	switch {
	case ends(before, atMost):
		r.Min, r.Limit = 0, true
	case ends(before, atLeast):
		r.Max, r.Limit = math.Inf(1), true
	case ends(before, below):
		r.Min, r.Max = 0, math.Nextafter(q.Value, 0)
	case begins(behind, orLess):
		r.Min = 0
	case begins(behind, within): // 三日内
		r.Min, r.Limit = 0, true
	case ends(before, above):
		r.Min, r.Max = math.Nextafter(q.Value, math.Inf(1)), math.Inf(1)
	case begins(behind, orMore), ends(before, from):
		r.Max = math.Inf(1)
	}
	return r
}

// joined ends the range, that of q, with the next quantity where both are one:
// 3000元以上2万元以下, 满七周岁不满十六周岁, 8:00至12:00.
func (r *Range) joined(text string, q, next quantity) bool {
	between := text[q.End:next.Start]
	if !r.open(between) || next.Kind != q.Kind || next.bare || len(between) > len("(含)以上至不满") || strings.ContainsAny(between, ",，。;；、") {
		return false
	}
	switch {
	case ends(between, below):
		r.Max = math.Nextafter(next.Value, 0)
	case begins(text[next.End:], orLess), begins(text[next.End:], within), joins(between, until), ends(between, atMost), strings.HasSuffix(between, "至"):
		r.Max = next.Value
	default:
		return false
	}
	return true
}

// open reports whether a range may end with the quantity that stands behind
// between: it has no end yet, or is one value that a word joins to the next.
func (r *Range) open(between string) bool {
	return !r.Limit && (math.IsInf(r.Max, 1) || r.Max == r.Min && joins(between, until))
}

// sizeOf is what one of the unit of a quantity is in the unit of its kind.
func sizeOf(q quantity, text string) float64 {
	written := text[q.Start:q.End]
	size := 1.0
	for _, u := range units {
		if u.kind == q.Kind && strings.HasSuffix(written, u.written) {
			size = u.size
			break
		}
	}
	if strings.Contains(written, "万") && written[0] < utf8.RuneSelf { // 3至5万元
		size *= 10_000
	}
	return size
}

func joins(between string, words []string) bool {
	for _, w := range words {
		if strings.TrimSpace(between) == w {
			return true
		}
	}
	return false
}

func begins(text string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(text, w) {
			return w != "内" || !strings.HasPrefix(text, "内容")
		}
	}
	return false
}

func ends(text string, words []string) bool {
	for _, w := range words {
		if strings.HasSuffix(text, w) {
			return true
		}
	}
	return false
}
