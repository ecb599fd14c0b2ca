package duties

import (
	"net/url"
	"testing"
	"time"
)

// The address of the register, read again, is the same register; what nobody can mean is left out.
func TestDutyQuery(t *testing.T) {
	now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for in, want := range map[string]string{
		"":                                     "/duties",
		"norm=forbid&actor=+a+&q=b":            "/duties?actor=a&norm=forbid&q=b",
		"norm=obey&time=soon":                  "/duties",
		"time=deadline&document=x&title=y":     "/duties?document=x&time=deadline&title=y",
		"year=2020":                            "/duties",
		"view=calendar&year=2020":              "/duties?view=calendar&year=2020",
		"view=calendar&year=1066":              "/duties?view=calendar&year=2026",
		"view=calendar&year=next&norm=require": "/duties?norm=require&view=calendar&year=2026",
		"view=table&lang=en&offset=200":        "/duties",
	} {
		q, err := url.ParseQuery(in)
		if err != nil {
			t.Fatal(err)
		}
		got := dutyQueryOf(q, now).url()
		if got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
		u, err := url.Parse(got)
		if err != nil {
			t.Fatal(err)
		}
		if again := dutyQueryOf(u.Query(), now).url(); again != got {
			t.Errorf("%q: %s, read again %s", in, got, again)
		}
	}
}
