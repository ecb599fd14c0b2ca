package admin

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// logged gives what the lines of all files of the audit log say, in the order of the files.
func logged(t *testing.T, data string) (what []string) {
	t.Helper()
	l := auditLog{filepath.Join(data, "admin", "audit.log"), 1}
	numbers, err := l.numbers()
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(numbers)
	var files []string
	for i, n := range numbers {
		if n != i+1 {
			t.Errorf("the old files are %v", numbers)
		}
		files = append(files, l.old(n))
	}
	for _, file := range append(files, l.path) {
		entries, err := lastOf(file, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(entries)
		for _, e := range entries {
			what = append(what, e.What)
		}
	}
	return what
}

// Whatever the clock does, old files keep their order and none takes the place of another.
func TestAuditRotatesWhenTheClockJumps(t *testing.T) {
	data := t.TempDir()
	o := open(t, data, Options{})
	o.audit.size = 300
	start := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	jumps := []time.Time{start, start.AddDate(0, 0, 1), start.Add(-time.Hour), time.Unix(0, 0), start, time.Unix(0, 0), start.AddDate(10, 0, 0), start}
	var want []string
	for i := range 80 {
		now := jumps[i%len(jumps)] // stands still at each
		o.now = func() time.Time { return now }
		want = append(want, fmt.Sprint(i))
		if err := o.Record(Entry{Who: "li", Action: "import", What: want[i]}); err != nil {
			t.Fatal(err)
		}
	}
	if got := logged(t, data); !slices.Equal(got, want) {
		t.Errorf("the lines are %v", got)
	}
	files, _ := filepath.Glob(filepath.Join(data, "admin", "audit-*.log"))
	if len(files) < 10 {
		t.Errorf("the log was rotated into %v", files)
	}
	for n := range 81 {
		list, err := o.Audit(n)
		if err != nil || len(list) != n {
			t.Fatalf("the last %d: %d, %v", n, len(list), err)
		}
		for i, e := range list {
			if e.What != strconv.Itoa(79-i) {
				t.Errorf("the last %d: %d is %+v", n, i, e)
			}
		}
	}
}

// Several processes that write and rotate lose no line.
func TestAuditOfManyWriters(t *testing.T) {
	data := t.TempDir()
	var all sync.WaitGroup
	for w := range 4 {
		o := open(t, data, Options{})
		o.audit.size = 500
		all.Go(func() {
			for i := range 50 {
				if err := o.Record(Entry{Who: "li", Action: "import", What: fmt.Sprintf("%d/%02d", w, i)}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	got := logged(t, data)
	slices.Sort(got)
	if got = slices.Compact(got); len(got) != 200 {
		t.Errorf("%d lines of 200", len(got))
	}
}

// A line that was cut off does not take the next one with it, and files that are not ours are left alone.
func TestAuditCutOff(t *testing.T) {
	data := t.TempDir()
	o := open(t, data, Options{})
	if err := o.Record(Entry{Who: "li", Action: "import", What: "first"}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(data, "admin", "audit.log")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, cut := range []int{1, len(b) / 2, len(b) - 1} {
		if err := os.WriteFile(path, append(slices.Clone(b), b[:cut]...), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := o.Record(Entry{Who: "li", Action: "import", What: "next"}); err != nil {
			t.Fatal(err)
		}
		list, err := o.Audit(5)
		if err != nil || len(list) < 2 || list[0].What != "next" || list[len(list)-1].What != "first" {
			t.Errorf("cut off after %d bytes: %+v, %v", cut, list, err)
		}
	}
	for _, name := range []string{"audit-2026-03-01T12-00-00.000.log", "audit-7.log", "audit-x.log", "audit-0003.log.gz"} {
		if err := os.WriteFile(filepath.Join(data, "admin", name), []byte(strings.Repeat("x", 10)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if numbers, err := o.audit.numbers(); err != nil || len(numbers) != 0 {
		t.Errorf("other files are taken for the log's: %v, %v", numbers, err)
	}
}
