package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// law writes a text of n articles that say word, and gives its path.
func law(t testing.TB, dir, name, title, date string, n int, word string) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n（%s发布）\n\n", title, date)
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "第%d条 %s应当按照第%d项要求办理登记。\n", i, word, i)
	}
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

var quiet = Options{Log: slog.New(slog.NewTextHandler(io.Discard, nil))}

// importAll imports paths and gives the reports.
func importAll(t testing.TB, dir string, opts ImportOptions, paths ...string) []Report {
	t.Helper()
	w, err := OpenWriter(dir, true, quiet)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	var reports []Report
	opts.Report = func(r Report) { reports = append(reports, r) }
	if err := w.Import(t.Context(), paths, opts); err != nil {
		t.Fatal(err)
	}
	return reports
}

// statusOf lists reports as "status id".
func statusOf(reports []Report) (list []string) {
	for _, r := range reports {
		list = append(list, string(r.Status)+" "+r.ID)
	}
	return list
}

// state opens a directory and gives, by document, the first words of its first
// clause as the index finds them; it fails when a document cannot be found.
func state(t testing.TB, dir string) map[string]string {
	t.Helper()
	s, err := Open(t.Context(), dir, quiet)
	if Is(err, Missing) {
		return map[string]string{}
	}
	if err != nil {
		t.Fatal(err)
	}
	defer s.Index.Close()
	got := make(map[string]string)
	for i, d := range s.Index.Documents() {
		if s.Documents[i].ID != d.ID {
			t.Fatalf("document %d is %s in the manifest and %s in the index", i, s.Documents[i].ID, d.ID)
		}
		text := d.Clauses[0].Text()
		word, _, _ := strings.Cut(text, "应当")
		got[d.ID] = word
		if word == text {
			continue // the measures text
		}
		q, err := s.Index.Parse(word)
		if err != nil {
			t.Fatal(err)
		}
		q.Document = d.ID
		hits, _, err := s.Index.Search(t.Context(), q, 10)
		if err != nil {
			t.Fatal(err)
		}
		if len(hits) == 0 {
			t.Errorf("%s is not found by %s", d.ID, word)
		}
	}
	return got
}

func TestImport(t *testing.T) {
	dir, from := filepath.Join(t.TempDir(), "data"), t.TempDir()
	a := law(t, from, "a.txt", "登记办法", "2024年1月2日", 5, "申请人")
	b := law(t, from, "sub/b.txt", "备案办法", "2024年1月2日", 4, "备案人")

	steps := []struct {
		what    string
		change  func()
		paths   []string
		reports []string
		state   map[string]string
	}{
		{"new", func() {}, []string{from},
			[]string{"added dengjibanfa-20240102", "added beianbanfa-20240102"},
			map[string]string{"dengjibanfa-20240102": "申请人", "beianbanfa-20240102": "备案人"}},
		{"again", func() {}, []string{from, from},
			[]string{"unchanged dengjibanfa-20240102", "unchanged beianbanfa-20240102"}, nil},
		{"changed", func() { law(t, from, "a.txt", "登记办法", "2024年1月2日", 3, "登记人") }, []string{from},
			[]string{"replaced dengjibanfa-20240102", "unchanged beianbanfa-20240102"},
			map[string]string{"dengjibanfa-20240102": "登记人", "beianbanfa-20240102": "备案人"}},
		{"another title in the same file", func() { law(t, from, "a.txt", "登记规定", "2024年1月2日", 3, "登记人") }, []string{a},
			[]string{"replaced dengjibanfa-20240102"}, nil},
		{"and back", func() { law(t, from, "a.txt", "登记办法", "2024年1月2日", 3, "登记人") }, []string{a},
			[]string{"replaced dengjibanfa-20240102"}, nil},
		{"a later version in the same file", func() { law(t, from, "a.txt", "登记办法", "2025年1月2日", 3, "登记者") }, []string{a},
			[]string{"added dengjibanfa-20250102"},
			map[string]string{"dengjibanfa-20240102": "登记人", "dengjibanfa-20250102": "登记者", "beianbanfa-20240102": "备案人"}},
		{"moved and changed", func() {
			if err := os.Remove(b); err != nil {
				t.Fatal(err)
			}
			law(t, from, "moved.txt", "备案办法", "2024年1月2日", 5, "被备案人")
		}, []string{filepath.Join(from, "moved.txt")},
			[]string{"replaced beianbanfa-20240102"}, nil},
		{"the same words twice", func() { law(t, from, "z/copy.md", "备案办法", "2024年1月2日", 5, "被备案人") }, []string{from},
			[]string{"unchanged dengjibanfa-20250102", "unchanged beianbanfa-20240102", "duplicate beianbanfa-20240102"}, nil},
		{"another document under the same title and date", func() {
			law(t, from, "w.txt", "备案办法", "2024年1月2日", 1, "第三人")
			law(t, from, "z/copy.md", "备案办法", "2024年1月2日", 5, "第四人")
		}, []string{from},
			[]string{"unchanged dengjibanfa-20250102", "unchanged beianbanfa-20240102", "added beianbanfa-20240102-2", "added beianbanfa-20240102-3"}, nil},
	}
	for _, step := range steps {
		step.change()
		reports := importAll(t, dir, ImportOptions{}, step.paths...)
		if diff := cmp.Diff(step.reports, statusOf(reports)); diff != "" {
			t.Fatalf("%s: reports (-want +got):\n%s", step.what, diff)
		}
		if got := state(t, dir); step.state != nil {
			if diff := cmp.Diff(step.state, got); diff != "" {
				t.Fatalf("%s: documents (-want +got):\n%s", step.what, diff)
			}
		}
	}

	// What no manifest names is gone: one generation, its originals, one copy.
	entries, err := List(dir)
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(dir, "originals", "*"))
	if err != nil || len(names) != len(entries)+1 {
		t.Errorf("%d originals for %d documents and a copy of the manifest: %v", len(names), len(entries), err)
	}
	if names, _ := filepath.Glob(filepath.Join(dir, "generations", "*")); len(names) != 1 {
		t.Errorf("generations left over: %q", names)
	}

	w, err := OpenWriter(dir, false, quiet)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Remove(t.Context(), "nothere"); !Is(err, NoDocument) {
		t.Errorf("removing what is not there: %v", err)
	}
	for _, e := range entries {
		if _, err := w.Remove(t.Context(), e.ID); err != nil {
			t.Fatal(err)
		}
		if got := state(t, dir); got[e.ID] != "" {
			t.Errorf("%s is still there", e.ID)
		}
	}
	w.Close()
	if _, err := Open(t.Context(), dir, quiet); !Is(err, Missing) {
		t.Errorf("a directory without documents opens: %v", err)
	}
}

// Parts of one law, each in a file of its own, share its title and date.
func TestImportParts(t *testing.T) {
	dir, from := filepath.Join(t.TempDir(), "data"), t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(from, name), []byte("民法\n\n（2020年5月28日通过）\n\n"+text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("1.txt", "第一条 总则如此。\n第二条 继续如此。\n")
	write("2.txt", "第三条 物权如此。\n第四条 继续如此。\n")
	for range 2 {
		importAll(t, dir, ImportOptions{}, from)
		got := state(t, dir)
		if len(got) != 2 || got["minfa-20200528"] == "" || got["minfa-20200528-2"] == "" {
			t.Fatalf("documents: %v", got)
		}
		write("2.txt", "第三条 物权不同。\n第四条 继续如此。\n")
	}
}

func TestImportCommitsOften(t *testing.T) {
	dir, from := filepath.Join(t.TempDir(), "data"), t.TempDir()
	want := make(map[string]string)
	for i := range 12 {
		law(t, from, fmt.Sprintf("%02d.txt", i), fmt.Sprintf("办法第%d号", i), "2024年1月2日", 3, fmt.Sprintf("第%d人", i))
	}
	var done []string
	w, err := OpenWriter(dir, true, quiet)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	err = w.Import(t.Context(), []string{from}, ImportOptions{CommitBytes: 1, Report: func(r Report) {
		done = append(done, r.ID)
		entries, err := List(dir)
		if err != nil || !slices.ContainsFunc(entries, func(e Entry) bool { return e.ID == r.ID }) {
			t.Errorf("%s is reported before it is there: %v", r.ID, err)
		}
		want[r.ID] = fmt.Sprintf("第%d人", len(done)-1)
	}})
	if err != nil {
		t.Fatal(err)
	}
	if w.now.Generation != 12 {
		t.Errorf("%d generations, want 12", w.now.Generation)
	}
	if diff := cmp.Diff(want, state(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestStrict(t *testing.T) {
	dir, from := filepath.Join(t.TempDir(), "data"), t.TempDir()
	path := filepath.Join(from, "gap.txt")
	if err := os.WriteFile(path, []byte("缺号办法\n\n第一条 甲。\n第三条 乙。\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := importAll(t, dir, ImportOptions{Strict: true}, path)[0]; got.Status != Refused || len(got.Gaps) != 1 {
		t.Errorf("%+v", got)
	}
	if got := importAll(t, dir, ImportOptions{}, path)[0]; got.Status != Added || len(got.Gaps) != 1 {
		t.Errorf("%+v", got)
	}
}

// An import that is complete succeeds, whatever of an earlier one cannot be removed.
func TestImportLeavesWhatCannotBeRemoved(t *testing.T) {
	dir, texts := filepath.Join(t.TempDir(), "data"), t.TempDir()
	importAll(t, dir, ImportOptions{}, law(t, texts, "a.txt", "甲办法", "2024年1月1日", 3, "登记"))
	// A directory with a file in it is not removed as a file is; the other one is.
	if err := os.MkdirAll(filepath.Join(dir, "originals", "a", "held"), 0o755); err != nil {
		t.Fatal(err)
	}
	loose := filepath.Join(dir, "originals", "b.txt")
	if err := os.WriteFile(loose, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	w, err := OpenWriter(dir, false, Options{Log: slog.New(slog.NewTextHandler(&said, nil))})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := w.Import(t.Context(), []string{law(t, texts, "b.txt", "乙办法", "2024年1月1日", 3, "登记")}, ImportOptions{}); err != nil {
		t.Errorf("the import fails: %v", err)
	}
	if list, err := List(dir); err != nil || len(list) != 2 {
		t.Errorf("%d documents, %v", len(list), err)
	}
	if _, err := os.Stat(loose); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what can be removed is there: %v", err)
	}
	if !strings.Contains(said.String(), "cannot be removed now") || !strings.Contains(said.String(), filepath.Join("originals", "a")) {
		t.Errorf("the log says %q", said.String())
	}
}

func TestLocked(t *testing.T) {
	dir, from := filepath.Join(t.TempDir(), "data"), t.TempDir()
	importAll(t, dir, ImportOptions{}, law(t, from, "a.txt", "登记办法", "2024年1月2日", 5, "申请人"))
	w, err := OpenWriter(dir, false, quiet)
	if err != nil {
		t.Fatal(err)
	}
	_, err = OpenWriter(dir, false, quiet)
	if !Is(err, Locked) || !strings.Contains(err.Error(), fmt.Sprintf("process %d", os.Getpid())) {
		t.Errorf("a second writer is told: %v", err)
	}
	state(t, dir) // readers are not kept out
	w.Close()
	w, err = OpenWriter(dir, false, quiet)
	if err != nil {
		t.Fatal(err)
	}
	w.Close()
}

func TestOpenWriterRefuses(t *testing.T) {
	root := t.TempDir()
	other := filepath.Dir(law(t, root, "other/a.txt", "登记办法", "2024年1月2日", 5, "申请人"))
	for _, test := range []struct {
		name   string
		dir    string
		create bool
		reason Reason
	}{
		{"a folder of other things", other, true, NotData},
		{"a file", filepath.Join(other, "a.txt"), true, IsFile},
		{"nothing there", filepath.Join(root, "none"), false, Missing},
	} {
		if _, err := OpenWriter(test.dir, test.create, quiet); !Is(err, test.reason) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	if list, _ := os.ReadDir(other); len(list) != 1 {
		t.Errorf("the folder of other things was changed: %v", list)
	}
}

// Every message has two languages and says what to do.
func TestErrors(t *testing.T) {
	for r := Missing; r <= IsFile; r++ {
		e := &Error{Dir: "d", Reason: r, Detail: "x", Err: errors.New("y")}
		w := wordings[r]
		if w.message == "" || w.hint == "" || w.messageZh == "" || w.hintZh == "" {
			t.Errorf("reason %d has no wording", r)
		}
		for _, words := range []string{e.Error(), e.Chinese()} {
			if strings.Contains(words, "%") || !strings.HasPrefix(words, "d") || !strings.Contains(words, "x") {
				t.Errorf("%q", words)
			}
		}
	}
}

func TestBackup(t *testing.T) {
	root, from := t.TempDir(), t.TempDir()
	dir := filepath.Join(root, "data")
	importAll(t, dir, ImportOptions{},
		law(t, from, "a.txt", "登记办法", "2024年1月2日", 5, "申请人"),
		law(t, from, "b.txt", "备案办法", "2024年1月2日", 4, "备案人"))
	want := state(t, dir)
	path := filepath.Join(root, "b.tar")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := Backup(t.Context(), dir, f); err != nil || n != 2 {
		t.Fatalf("%d documents: %v", n, err)
	}
	f.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	again := filepath.Join(root, "again")
	if n, err := Restore(t.Context(), again, strings.NewReader(string(whole))); err != nil || n != 2 {
		t.Fatalf("%d documents: %v", n, err)
	}
	if diff := cmp.Diff(want, state(t, again)); diff != "" {
		t.Error(diff)
	}
	importAll(t, again, ImportOptions{}, law(t, from, "c.txt", "又一办法", "2024年1月2日", 4, "第三人"))
	if got := state(t, again); len(got) != 3 {
		t.Errorf("a restored directory takes no import: %v", got)
	}
	if _, err := Restore(t.Context(), again, strings.NewReader(string(whole))); !Is(err, Occupied) {
		t.Errorf("restoring over documents: %v", err)
	}
	// Cut off or changed anywhere, it is refused and leaves nothing.
	for _, n := range []int{0, 700, len(whole) / 2, len(whole) - 2048} {
		if _, err := Restore(t.Context(), filepath.Join(root, "bad"), strings.NewReader(string(whole[:n]))); !Is(err, NotBackup) {
			t.Errorf("cut off at %d of %d: %v", n, len(whole), err)
		}
	}
	changed := []byte(string(whole))
	i := strings.Index(string(whole), "申请人应当")
	changed[i] ^= 1
	if _, err := Restore(t.Context(), filepath.Join(root, "bad"), strings.NewReader(string(changed))); !Is(err, NotBackup) {
		t.Errorf("changed at %d: %v", i, err)
	}
	if list, _ := os.ReadDir(root); len(list) != 3 {
		t.Errorf("left over: %v", list)
	}
}

// Imports happen while a backup is read: it holds the documents of one moment.
func TestBackupDuringImports(t *testing.T) {
	root, from := t.TempDir(), t.TempDir()
	dir := filepath.Join(root, "data")
	a := law(t, from, "a.txt", "登记办法", "2024年1月2日", 50, "甲")
	b := law(t, from, "b.txt", "备案办法", "2024年1月2日", 50, "甲")
	importAll(t, dir, ImportOptions{}, a, b)
	in, out := io.Pipe()
	go func() {
		_, err := Backup(context.Background(), dir, out)
		out.CloseWithError(err)
	}()
	// The first bytes are read, then others import, then the rest is read.
	head := make([]byte, 512)
	if _, err := io.ReadFull(in, head); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"乙", "丙"} {
		law(t, from, "a.txt", "登记办法", "2024年1月2日", 50, word)
		law(t, from, "b.txt", "备案办法", "2024年1月2日", 50, word)
		importAll(t, dir, ImportOptions{}, a, b)
	}
	again := filepath.Join(root, "again")
	if _, err := Restore(t.Context(), again, io.MultiReader(strings.NewReader(string(head)), in)); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"dengjibanfa-20240102": "甲", "beianbanfa-20240102": "甲"}
	if diff := cmp.Diff(want, state(t, again)); diff != "" {
		t.Error(diff)
	}
}

// Files that cost too much, wait for ever or bear names that a terminal obeys
// are one report each, and the file beside them is imported.
func TestImportHostile(t *testing.T) {
	dir, from := filepath.Join(t.TempDir(), "data"), t.TempDir()
	law(t, from, "good.txt", "登记办法", "2024年1月2日", 5, "申请人")
	huge := filepath.Join(from, "huge.txt")
	if err := os.WriteFile(huge, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(huge, 2<<30); err != nil { // takes no room
		t.Skip(err)
	}
	zeros := filepath.Join(from, "zeros.txt")
	if err := os.WriteFile(zeros, make([]byte, 1<<20), 0o644); err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(from, "broken.docx")
	if err := os.WriteFile(broken, []byte("PK\x03\x04"), 0o644); err != nil {
		t.Fatal(err)
	}
	reports := importAll(t, dir, ImportOptions{}, from, filepath.Join(from, "..", filepath.Base(from), "good.txt"), os.DevNull)
	want := map[string]Status{"good.txt": Added, "huge.txt": Failed, "zeros.txt": Failed, "broken.docx": Failed, filepath.Base(os.DevNull): Failed}
	if len(reports) != len(want) {
		t.Errorf("%d reports for %d files", len(reports), len(want))
	}
	for _, r := range reports {
		name := filepath.Base(r.File)
		if r.Status != want[name] {
			t.Errorf("%s: %+v", name, r)
		}
		if r.Status == Failed && (r.Detail == "" || r.DetailChinese == "" || strings.Contains(r.Detail, "\n") || strings.HasPrefix(r.Detail, name)) {
			t.Errorf("%s says %q and %q", name, r.Detail, r.DetailChinese)
		}
	}
	if got := state(t, dir); len(got) != 1 {
		t.Errorf("documents: %v", got)
	}
}

// A document that is named gives its place and its id to another text, whatever that is called.
func TestReplace(t *testing.T) {
	dir, texts := filepath.Join(t.TempDir(), "data"), t.TempDir()
	old := importAll(t, dir, ImportOptions{}, law(t, texts, "a.txt", "测试办法", "2024年1月1日", 5, "单位"))
	other := importAll(t, dir, ImportOptions{}, law(t, texts, "b.txt", "其他办法", "2024年1月1日", 5, "个人"))
	got := statusOf(importAll(t, dir, ImportOptions{Replace: old[0].ID}, law(t, texts, "c.txt", "测试管理办法", "2025年3月1日", 7, "企业")))
	if want := []string{"replaced " + old[0].ID}; !slices.Equal(got, want) {
		t.Errorf("the new text: %q, want %q", got, want)
	}
	entries, err := List(dir)
	if err != nil || len(entries) != 2 {
		t.Fatalf("%d documents, %v", len(entries), err)
	}
	for _, e := range entries {
		if e.ID == old[0].ID && (e.Title != "测试管理办法" || e.Articles != 7) || e.ID == other[0].ID && e.Title != "其他办法" {
			t.Errorf("%s is %s with %d articles", e.ID, e.Title, e.Articles)
		}
	}
	w, err := OpenWriter(dir, false, quiet)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := w.Import(t.Context(), nil, ImportOptions{Replace: "nothere"}); !Is(err, NoDocument) {
		t.Errorf("a document that is not there: %v", err)
	}
}
