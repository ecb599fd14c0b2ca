package admin

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"tiaowen/index/store"
	"tiaowen/index/store/disk/disktest"
)

// What is to be written while the disk is full is refused as a whole, what was counted waits in memory, and once
// there is room everything goes on.
func TestFullDisk(t *testing.T) {
	data := disktest.Small(t, 2048)
	o := open(t, data, Options{})
	secret, token := addToken(t, o, Admin, time.Time{})
	waiting, err := o.AddImport(t.Context(), "li", upload(t, o, map[string]string{"a.txt": text("登记办法", "申请人")}), "", false)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Record(Entry{Who: "li", Action: "import", What: strings.Repeat("x", 4000)}); err != nil { // the page of the log is full
		t.Fatal(err)
	}
	o.Count(Nothing, "加装电梯")
	free := disktest.Fill(t, data, 0)
	o.Count(Nothing, "加装电梯")
	u := &Upload{office: o, dir: o.path("uploads")}
	for name, do := range map[string]func() error{
		"a file": func() error {
			f, err := u.Create("b.txt")
			if err == nil {
				_, err = io.WriteString(f, strings.Repeat("条", 5000))
				f.Close()
			}
			return err
		},
		"the log": func() error {
			return o.Record(Entry{Who: "li", Action: "import", What: strings.Repeat("y", 5000)})
		},
		"a token":   func() error { _, _, err := o.AddToken(t.Context(), "li", Read, time.Time{}); return err },
		"the end":   func() error { _, err := o.Revoke(t.Context(), token.ID); return err },
		"the words": func() error { return o.SetWritten(t.Context(), "裸辞", "辞去公职") },
		"a cancel":  func() error { _, err := o.Cancel(t.Context(), waiting.ID); return err },
		"counts":    func() error { return o.flush(t.Context()) },
	} {
		if err := do(); !store.Is(err, store.DiskFull) {
			t.Errorf("%s: %v", name, err)
		}
	}
	stop := run(t, o)
	time.Sleep(100 * time.Millisecond) // the job is asked for and cannot be begun
	if j, err := o.Job(t.Context(), waiting.ID); err != nil || j.State != Waiting {
		t.Errorf("the job that waited: %+v, %v", j, err)
	}
	if _, ok := o.Check(secret); !ok {
		t.Error("the token is not recognised")
	}
	if list, err := o.Asked(t.Context(), 1, 10); err != nil || len(list.Nothing) != 0 {
		t.Errorf("what was asked: %+v, %v", list, err)
	}
	if err := o.Vocabulary(t.Context(), io.Discard); err != nil {
		t.Errorf("the vocabulary: %v", err)
	}
	free()
	if j := ended(t, o, waiting.ID); j.State != Done || len(j.Reports) != 1 || j.Reports[0].Status != store.Added {
		t.Errorf("the job that waited: %+v", j)
	}
	stop()
	if list, err := o.Asked(t.Context(), 1, 10); err != nil || len(list.Nothing) != 1 || list.Nothing[0].Count != 2 {
		t.Errorf("what was asked: %+v, %v", list, err)
	}
	if err := o.Record(Entry{Who: "li", Action: "import", What: "next"}); err != nil {
		t.Error(err)
	}
	if list, err := o.Audit(1); err != nil || len(list) != 1 || list[0].What != "next" {
		t.Errorf("the log: %+v, %v", list, err)
	}
}

// A job that ends while the disk is full keeps its result until it can be written.
func TestFullDiskAtTheEnd(t *testing.T) {
	data := disktest.Small(t, 2048)
	filled := make(chan func())
	o := open(t, data, Options{Import: func(_ context.Context, data string, paths []string, opts store.ImportOptions) error {
		opts.Report(store.Report{File: paths[0], Status: store.Added, ID: "one", Title: strings.Repeat("条", 3000)})
		filled <- disktest.Fill(t, data, 0)
		return &store.Error{Dir: data, Reason: store.DiskFull}
	}})
	job, err := o.AddImport(t.Context(), "li", upload(t, o, map[string]string{"a.txt": "x"}), "", false)
	if err != nil {
		t.Fatal(err)
	}
	run(t, o)
	free := <-filled
	time.Sleep(beatEvery + 100*time.Millisecond)
	if j, err := o.Job(t.Context(), job.ID); err != nil || j.State != Running {
		t.Errorf("while the disk is full: %+v, %v", j, err)
	}
	free()
	if j := ended(t, o, job.ID); j.State != Failed || len(j.Reports) != 1 || !strings.Contains(j.Detail, "the disk is full; nothing was changed") || !strings.Contains(j.DetailChinese, "磁盘已满") {
		t.Errorf("%+v", j)
	}
}

// On a read-only file system tokens are recognised and lists are shown. What would be written is refused, and is
// possible again when the file system is.
func TestReadOnly(t *testing.T) {
	data := t.TempDir()
	before := open(t, data, Options{})
	secret, token := addToken(t, before, Admin, time.Time{})
	if err := before.Record(Entry{Who: "li", Action: "import", What: "first"}); err != nil {
		t.Fatal(err)
	}
	if err := before.Close(); err != nil {
		t.Fatal(err)
	}
	again := disktest.ReadOnly(t, data)
	o := open(t, data, Options{})
	o.db.SetConnMaxLifetime(time.Nanosecond) // no minute of waiting
	if who, ok := o.Check(secret); !ok || who.Role != Admin || !o.Enabled() {
		t.Errorf("the token is not recognised: %+v", who)
	}
	o.Count(Nothing, "加装电梯")
	for name, do := range map[string]func() error{
		"an upload": func() error { _, err := o.NewUpload(); return err },
		"the log":   func() error { return o.Record(Entry{Who: "li", Action: "import"}) },
		"a token":   func() error { _, _, err := o.AddToken(t.Context(), "li", Read, time.Time{}); return err },
		"the end":   func() error { _, err := o.Revoke(t.Context(), token.ID); return err },
		"the words": func() error { return o.SetWritten(t.Context(), "裸辞", "辞去公职") },
		"counts":    func() error { return o.flush(t.Context()) },
	} {
		if err := do(); !store.Is(err, store.NotWritable) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if list, err := o.Audit(5); err != nil || len(list) != 1 || list[0].What != "first" {
		t.Errorf("the log: %+v, %v", list, err)
	}
	if _, err := o.Asked(t.Context(), 1, 10); err != nil {
		t.Error(err)
	}
	again()
	if list, err := o.Asked(t.Context(), 1, 10); err != nil || len(list.Nothing) != 1 {
		t.Errorf("what was asked: %+v, %v", list, err)
	}
	if err := o.Record(Entry{Who: "li", Action: "import", What: "next"}); err != nil {
		t.Error(err)
	}

	// Without an administration nothing is there to be opened.
	none := t.TempDir()
	disktest.ReadOnly(t, none)
	if _, err := Open(none, Options{}); !store.Is(err, store.NotWritable) {
		t.Errorf("a directory without administration: %v", err)
	}
}
