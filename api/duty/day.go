package duty

import (
	_ "embed"
	"regexp"
	"strconv"
	"strings"
	"time"

	"tiaowen/corpus"
	"tiaowen/corpus/numeral"
	"tiaowen/corpus/wordlist"
)

// Every says how often a day comes back.
type Every uint8

// How often a day comes back.
const (
	Once      Every = iota // in one year
	Yearly                 // on the same day of every year
	Quarterly              // every three months
	Monthly                // on the same day of every month
)

// Day is the last day of a deadline, as far as the calendar knows it.
type Day struct {
	Every Every
	Year  int16 // of Once
	Month uint8 // 1 to 12 of Once and Yearly; 1 to 3 of Quarterly; 0 of Monthly
	Day   uint8 // 1 to 31; a month that is shorter ends earlier
}

// In returns the days of a year on which the deadline falls, in order.
func (d Day) In(year int) []time.Time {
	var months []int
	switch d.Every {
	case Once:
		if int(d.Year) == year {
			months = []int{int(d.Month)}
		}
	case Yearly:
		months = []int{int(d.Month)}
	case Quarterly:
		for m := int(d.Month); m <= 12; m += 3 {
			months = append(months, m)
		}
	case Monthly:
		for m := 1; m <= 12; m++ {
			months = append(months, m)
		}
	}
	out := make([]time.Time, len(months))
	for i, m := range months {
		last := time.Date(year, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
		out[i] = time.Date(year, time.Month(m), min(int(d.Day), last), 0, 0, 0, 0, time.UTC)
	}
	return out
}

const digits = `[0-9０-９一二三四五六七八九十]{1,3}`

var (
	// 2027年6月30日, 次年三月底, 每年10月上旬
	dayOf = regexp.MustCompile(`(?:([0-9０-９〇○零一二三四五六七八九]{4})年的?|([每当本次翌上下同]一?(?:会计|财政|纳税|预算)?年度?)的?)?(` + digits + `)月份?的?(?:(` + digits + `)[日号]|(底|末|上旬|中旬|下旬))?`)
	// 每年年底, 2025年末, 次年第一季度, 当年上半年
	partOf = regexp.MustCompile(`(?:([0-9０-９〇○零一二三四五六七八九]{4})年|([每当本次翌上下同]一?(?:会计|财政|纳税|预算)?年度?))的?年?(?:(底|末|终)|第([一二三四1234])季度|([上下])半年)`)
	// 每月15日, 每月月底
	monthDay = regexp.MustCompile(`每个?月的?(?:(` + digits + `)日|月?(底|末))`)
	// 次月十五日, of what is done every month
	nextMonth = regexp.MustCompile(`[次下翌]个?月的?(` + digits + `)日`)
	// 年度终了后五个月内, 每季度末后十五日内, 会计年度结束之日起120日内
	afterEnd = regexp.MustCompile(`(年度?|季度?|月度?)(?:末|终了|结束)(?:之日起|以?后)?的?(` + digits + `|一百二十|九十)(个?月|日|天|个?工作日)`)
)

// ParseDay reads the day of a deadline. often is the frequency beside it; once is
// the year of a text that plans for one year, 0 for others, in which a month
// without a year comes back.
func ParseDay(deadline, often string, once int) (Day, bool) {
	if m := afterEnd.FindStringSubmatch(deadline); m != nil {
		return afterPeriod(m[1], m[2], m[3])
	}
	if m := monthDay.FindStringSubmatch(deadline); m != nil {
		return checked(Day{Every: Monthly, Day: lastDay(m[1], 31)})
	}
	if m := nextMonth.FindStringSubmatch(deadline); m != nil {
		if !strings.HasPrefix(often, "每月") && !strings.HasPrefix(often, "每个月") {
			return Day{}, false // counted from an event
		}
		return checked(Day{Every: Monthly, Day: lastDay(m[1], 31)})
	}
	if all := dayOf.FindAllStringSubmatch(deadline, -1); all != nil {
		return dayInMonth(all, strings.Contains(deadline, "前"), once)
	}
	if m := partOf.FindStringSubmatch(deadline); m != nil {
		return inYear(endOfPart(m[4], m[5]), m[1], m[2], once)
	}
	if strings.HasPrefix(deadline, "年底") || strings.HasPrefix(deadline, "年末") {
		return inYear(Day{Month: 12, Day: 31}, "", "", once)
	}
	return Day{}, false
}

// endOfPart is the last day of a quarter or of the first half of a year, else of the year.
func endOfPart(quarter, half string) Day {
	switch {
	case quarter != "":
		return Day{Month: uint8(3 * number(quarter)), Day: 31}
	case half == "上":
		return Day{Month: 6, Day: 31}
	}
	return Day{Month: 12, Day: 31}
}

// dayInMonth reads the last of the days that a deadline names (三月一日至六月三十日),
// as dayOf matched them. before says that the deadline is before it: 六月前.
func dayInMonth(all [][]string, before bool, once int) (Day, bool) {
	m := all[len(all)-1]
	year, words := m[1], m[2]
	if year+words == "" {
		year, words = all[0][1], all[0][2]
	}
	day, part := m[4], m[5]
	if day+part+year+words == "" && !before {
		return Day{}, false // 三月内 may be a span of time
	}
	d := Day{Month: uint8(number(m[3])), Day: 31}
	switch {
	case day != "":
		d.Day = uint8(number(day))
	case part == "上旬":
		d.Day = 10
	case part == "中旬":
		d.Day = 20
	case part == "" && before: // the end of the month before
		d.Month--
	}
	return inYear(d, year, words, once)
}

// inYear says in which years the day comes: in the one written, in every year
// where the words say so (每年, 次年), in the year that the text plans for, else in every year.
func inYear(d Day, year, words string, once int) (Day, bool) {
	switch {
	case year != "":
		d.Year = int16(number(year))
	case words != "" && !strings.HasPrefix(words, "当") && !strings.HasPrefix(words, "本"), once == 0:
		d.Every = Yearly
	default:
		d.Year = int16(once)
	}
	return checked(d)
}

// afterPeriod counts from the end of a year, a quarter or a month.
func afterPeriod(period, count, unit string) (Day, bool) {
	n := number(count)
	if n == 0 || strings.Contains(unit, "工作日") {
		return Day{}, false // which days are worked on is not in the text
	}
	months := strings.Contains(unit, "月")
	switch {
	case strings.HasPrefix(period, "年") && months:
		return checked(Day{Every: Yearly, Month: uint8(n), Day: 31})
	case strings.HasPrefix(period, "年"):
		end := time.Date(2001, 1, n, 0, 0, 0, 0, time.UTC) // a year of 365 days
		return checked(Day{Every: Yearly, Month: uint8(end.Month()), Day: uint8(end.Day())})
	case strings.HasPrefix(period, "季") && months:
		return checked(Day{Every: Quarterly, Month: uint8(n), Day: 31})
	case strings.HasPrefix(period, "季"):
		return checked(Day{Every: Quarterly, Month: 1, Day: uint8(min(n, 255))})
	case !months:
		return checked(Day{Every: Monthly, Day: uint8(min(n, 255))})
	}
	return Day{}, false
}

// checked refuses a day that no calendar has.
func checked(d Day) (Day, bool) {
	months := uint8(12)
	switch d.Every {
	case Quarterly:
		months = 3
	case Monthly:
		d.Month, months = 1, 12
	}
	ok := d.Month >= 1 && d.Month <= months && d.Day >= 1 && d.Day <= 31
	if d.Every == Monthly {
		d.Month = 0
	}
	return d, ok
}

func lastDay(s string, without uint8) uint8 {
	if s == "" {
		return without
	}
	return uint8(min(number(s), 255))
}

// number reads a whole numeral in digits of any width or in Chinese, a year too (一九八三); 0 for other words.
func number(s string) int {
	n, _, size := numeral.Read(s)
	if size < len(s) {
		return 0
	}
	return n
}

// wordsFile holds the word list of this package, with a comment.
//
//go:embed words.txt
var wordsFile string

// plans end the titles of texts that plan for a year.
var plans = wordlist.Read(wordsFile).List("plans")

// oneYear is the year that a text plans for, 0 for a text that holds on: a
// notice, a plan or a programme of a known date.
func oneYear(d *corpus.Document) int {
	if len(d.Date) < 4 {
		return 0
	}
	if plans.Ends(d.Title) == 0 {
		return 0
	}
	year, _ := strconv.Atoi(d.Date[:4])
	return year
}
