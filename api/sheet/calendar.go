package sheet

import (
	"fmt"
	"io"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"tiaowen/api"
)

// WriteICS writes the duties of a year as an iCalendar file (RFC 5545), a day
// each. A duty of every year, quarter or month is one event that comes back.
// Addresses begin with base. The same calendar gives the same bytes.
func WriteICS(w io.Writer, c *api.Calendar, name, base string) error {
	cal := ics.NewCalendar()
	cal.SetProductId("-//Tiaowen//Duties//ZH")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(name)
	stamp := time.Date(c.Year, 1, 1, 0, 0, 0, 0, time.UTC)
	seen := map[string]bool{}
	for _, day := range c.Days {
		for _, n := range day.Norms {
			id := fmt.Sprintf("%s-%d@tiaowen", n.Clause.ID, n.Start)
			if seen[id] { // comes back by its rule
				continue
			}
			seen[id] = true
			e := cal.AddEvent(id)
			e.SetDtStampTime(stamp)
			e.SetAllDayStartAt(day.Date)
			e.SetAllDayEndAt(day.Date.AddDate(0, 0, 1))
			if rule := rule(n.Due); rule != "" {
				e.AddRrule(rule)
			}
			e.SetSummary(summary(n))
			e.SetDescription(n.Deadline + "\n" + n.Clause.Cite)
			e.SetURL(base + n.Clause.URL)
			e.SetTimeTransparency(ics.TransparencyTransparent)
		}
	}
	return cal.SerializeTo(w, ics.WithNewLineWindows)
}

// summary is the duty on one line, with who is bound and its list.
func summary(n api.NormRow) string {
	out := n.Whole
	if n.Actor != "" && !strings.Contains(out, n.Actor) {
		out = n.Actor + "：" + out
	}
	if len(n.Items) > 0 {
		out += "：" + strings.Join(n.Items, "；")
	}
	return out
}

// rule says how the day comes back, as RFC 5545 does; "" of a day of one year.
func rule(d *api.Due) string {
	day := fmt.Sprintf("BYMONTHDAY=%d", d.Day)
	if d.Day == 31 { // the last of a shorter month
		day = "BYMONTHDAY=-1"
	}
	switch d.Every {
	case "year":
		return fmt.Sprintf("FREQ=YEARLY;BYMONTH=%d;%s", d.Month, day)
	case "quarter":
		return "FREQ=MONTHLY;INTERVAL=3;" + day
	case "month":
		return "FREQ=MONTHLY;" + day
	}
	return ""
}
