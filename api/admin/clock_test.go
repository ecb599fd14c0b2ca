package admin

import (
	"fmt"
	"testing"
	"time"
)

// A token and a session end by the clock as it is now, however it was set before; and a
// session does not live longer because the clock is set back.
func TestClockJumpsSessions(t *testing.T) {
	o := open(t, t.TempDir(), Options{})
	start := time.Now()
	at := func(d time.Duration) { o.now = func() time.Time { return start.Add(d).Round(0) }; o.tokens.forget() }
	at(0)
	forever, _ := addToken(t, o, Admin, time.Time{})
	hour, hourly := addToken(t, o, Read, start.Add(time.Hour))
	long, _, _ := o.SignIn(forever)
	short, _, _ := o.SignIn(hour)
	for _, test := range []struct {
		jump               time.Duration
		token, long, short bool
	}{
		{0, true, true, true},
		{2 * time.Hour, false, true, false},
		{SessionTime, false, false, false},
		{-1000 * time.Hour, true, true, true},
		{30 * 365 * 24 * time.Hour, false, false, false},
	} {
		at(test.jump)
		_, token := o.Check(hour)
		_, longer := o.Session(long)
		_, shorter := o.Session(short)
		if token != test.token || longer != test.long || shorter != test.short {
			t.Errorf("%v: token %t, sessions %t and %t", test.jump, token, longer, shorter)
		}
		if got := o.InForce(hourly); got != test.token {
			t.Errorf("%v: the token is in force: %t", test.jump, got)
		}
		if _, ok := o.Check(forever); !ok || !o.Enabled() {
			t.Errorf("%v: the token without an end has ended", test.jump)
		}
	}
	at(-1000 * time.Hour)
	for _, s := range o.sessions.of {
		s.opened = s.opened.Add(-SessionTime) // so long by the clock that does not jump
	}
	if _, ok := o.Session(long); ok {
		t.Error("a session lives longer because the clock was set back")
	}
}

// The audit log is in the order of what was done, whatever the clock says.
func TestClockJumpsAudit(t *testing.T) {
	o := open(t, t.TempDir(), Options{})
	start := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for i, jump := range []time.Duration{0, 8760 * time.Hour, -8760 * time.Hour, time.Hour, -time.Hour} {
		o.now = func() time.Time { return start.Add(jump) }
		if err := o.Record(Entry{Who: "li", Action: "import", What: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	list, err := o.Audit(10)
	if err != nil || len(list) != 5 {
		t.Fatalf("%v, %v", list, err)
	}
	for i, e := range list {
		if e.What != fmt.Sprint(4-i) {
			t.Errorf("line %d: %+v", i, e)
		}
	}
}

// A clock that is set forward and back again removes no counts; days that have truly passed do.
func TestClockJumpsCounts(t *testing.T) {
	data := t.TempDir()
	o := open(t, data, Options{})
	count := func(want int) {
		t.Helper()
		var n int
		if err := o.flush(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := o.db.QueryRow("SELECT coalesce(sum(n), 0) FROM asked").Scan(&n); err != nil || n != want {
			t.Errorf("%d counts, not %d: %v", n, want, err)
		}
	}
	for i, days := range []int{0, 3650, 0, -30, 0} {
		o.now = func() time.Time { return time.Now().AddDate(0, 0, days) }
		o.Count(Nothing, "加装电梯")
		count(i + 1)
	}
	o.asked.swept = "" // as on a new day
	if _, err := o.db.Exec("INSERT INTO asked VALUES (?, 'nothing', '加装电梯', 7)", time.Now().AddDate(0, 0, -askedDays-2).Format(time.DateOnly)); err != nil {
		t.Fatal(err)
	}
	count(5)
}

// A job whose process died goes on although the clock was set back since its last beat.
func TestClockJumpsJobs(t *testing.T) {
	o := open(t, t.TempDir(), Options{})
	job, err := o.AddImport(t.Context(), "li", upload(t, o, map[string]string{"a.txt": text("登记办法", "申请人")}), "", false)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	for _, test := range []struct {
		jump time.Duration
		free bool
	}{
		{0, true},                 // waits
		{10 * time.Second, false}, // its process lives
		{-5 * time.Second, false}, // set back a little
		{-8760 * time.Hour, true},
		{8760 * time.Hour, true},
	} {
		o.now = func() time.Time { return start.Add(test.jump) }
		got, err := o.next(t.Context())
		if (err == nil) != test.free {
			t.Errorf("%v: taken is %t: %v", test.jump, err == nil, err)
		}
		if err == nil && (got.ID != job.ID || got.Started == nil || got.Started.Unix() != start.Unix()) {
			t.Errorf("%v: %+v", test.jump, got)
		}
	}
}
