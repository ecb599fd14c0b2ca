package admin

import (
	"bytes"
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
	"time"

	"tiaowen/corpus"
	"tiaowen/index"
	"tiaowen/index/store"
)

// open opens the office of a directory for one test.
func open(t testing.TB, data string, opts Options) *Office {
	t.Helper()
	opts.Log = slog.New(slog.DiscardHandler)
	o, err := Open(data, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	return o
}

// run lets an office work until the test is over, or stop is called.
func run(t testing.TB, o *Office) (stop func()) {
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		o.Run(ctx)
	}()
	stop = func() {
		cancel()
		<-done
	}
	t.Cleanup(stop)
	return stop
}

func addToken(t testing.TB, o *Office, role Role, expires time.Time) (string, *Token) {
	t.Helper()
	secret, token, err := o.AddToken(t.Context(), "王芳", role, expires)
	if err != nil {
		t.Fatal(err)
	}
	return secret, token
}

func TestTokens(t *testing.T) {
	data := t.TempDir()
	o, other := open(t, data, Options{}), open(t, data, Options{})
	if o.Enabled() {
		t.Error("administration is on without a token")
	}
	reader, _ := addToken(t, o, Read, time.Time{})
	if o.Enabled() {
		t.Error("a token to read turns administration on")
	}
	secret, token := addToken(t, o, Admin, time.Now().Add(time.Hour))
	expired, _ := addToken(t, o, Admin, time.Now().Add(-time.Second))
	if !o.Enabled() {
		t.Error("a token to administer does not turn administration on")
	}
	for _, test := range []struct {
		name, secret string
		role         Role // "" for nobody
	}{
		{"reader", reader, Read}, {"admin", secret, Admin}, {"admin with blanks around", " " + secret + "\n", Admin},
		{"expired", expired, ""}, {"empty", "", ""}, {"mark alone", tokenMark, ""}, {"id alone", tokenMark + token.ID + "_", ""},
		{"other secret", tokenMark + token.ID + "_" + strings.Repeat("A", 43), ""}, {"unknown id", tokenMark + "zzzzzzzz_" + strings.Repeat("A", 43), ""},
		{"one character more", secret + "A", ""}, {"one character less", secret[:len(secret)-1], ""},
	} {
		who, ok := o.Check(test.secret)
		if ok != (test.role != "") || ok && who.Role != test.role {
			t.Errorf("%s: %+v %v", test.name, who, ok)
		}
	}
	cookie, _, ok := o.SignIn(secret)
	if !ok {
		t.Fatal("a token opens no session")
	}
	who, ok := o.Session(cookie)
	if !ok || who.Role != Admin || !strings.HasPrefix(who.Name, "王芳") {
		t.Errorf("the session is of %+v", who)
	}
	if !o.CheckForm(who, o.Form(who)) || o.CheckForm(who, "") || o.CheckForm(&Identity{Session: "another"}, o.Form(who)) {
		t.Error("a form is not bound to its session")
	}

	// A token that another process revokes lets nobody in, nor does the session that it opened.
	if _, err := other.Revoke(t.Context(), token.ID); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		_, byToken := o.Check(secret)
		_, bySession := o.Session(cookie)
		if !byToken && !bySession && !o.Enabled() {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("a revoked token is let in: token %v, session %v", byToken, bySession)
		}
	}
	if _, err := o.Revoke(t.Context(), "nothere"); err != ErrNotFound {
		t.Errorf("a token that is not there: %v", err)
	}
}

// What is kept lets nobody in.
func TestSecretsAreNotKept(t *testing.T) {
	data := t.TempDir()
	o := open(t, data, Options{})
	secret, token := addToken(t, o, Admin, time.Time{})
	cookie, _, _ := o.SignIn(secret)
	if err := o.Record(Entry{Who: token.Name, Action: "sign-in"}); err != nil {
		t.Fatal(err)
	}
	key := strings.TrimPrefix(secret, tokenMark+token.ID+"_") // which may hold a _ itself
	raw, err := encoding.DecodeString(key)
	if err != nil {
		t.Fatal(err)
	}
	files := 0
	err = filepath.WalkDir(data, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		body, err := os.ReadFile(name)
		for _, secret := range [][]byte{[]byte(key), raw, []byte(cookie)} {
			if bytes.Contains(body, secret) {
				t.Errorf("%s holds a secret", name)
			}
		}
		if info, err := d.Info(); err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s can be read by others: %v", name, info.Mode())
		}
		return err
	})
	if err != nil || files < 2 {
		t.Errorf("%d files, %v", files, err)
	}
}

func TestSessionsAreBounded(t *testing.T) {
	s := sessions{of: make(map[[32]byte]*session)}
	for i := range maxSessions {
		s.of[[32]byte{byte(i), byte(i >> 8)}] = &session{opened: time.Now(), expires: time.Now().Add(time.Duration(i+1) * time.Hour)}
	}
	s.drop(time.Now())
	if len(s.of) != maxSessions-1 || s.of[[32]byte{}] != nil {
		t.Errorf("%d sessions are left; the one that ends first is %v", len(s.of), s.of[[32]byte{}])
	}
}

// text is a small document.
func text(title, word string) string {
	return fmt.Sprintf("%s\n\n（2024年1月1日发布）\n\n第一条 %s应当按时办理登记。\n第二条 %s不得隐瞒情况。\n第三条 本办法自发布之日起施行。\n", title, word, word)
}

// upload makes a folder of files.
func upload(t testing.TB, o *Office, files map[string]string) *Upload {
	t.Helper()
	u, err := o.NewUpload()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(mapsKeys(files)) {
		f, err := u.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, files[name]); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return u
}

func mapsKeys(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// ended waits for a job.
func ended(t testing.TB, o *Office, id int64) *Job {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		j, err := o.Job(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if !j.Open() {
			return j
		}
		if time.Now().After(end) {
			t.Fatalf("the job is still %s", j.State)
		}
	}
}

func TestJobs(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	o := open(t, data, Options{})
	run(t, o)
	add := func(u *Upload, replaces string) *Job {
		j, err := o.AddImport(t.Context(), "王芳", u, replaces, false)
		if err != nil {
			t.Fatal(err)
		}
		return ended(t, o, j.ID)
	}
	j := add(upload(t, o, map[string]string{"a.txt": text("测试办法", "单位"), "../../b.txt": text("测试规定", "个人"), "empty.txt": ""}), "")
	if j.State != Done || j.Detail != "" || len(j.Reports) != 3 || j.Started == nil || j.Ended == nil {
		t.Fatalf("the import: %+v", j)
	}
	for _, r := range j.Reports {
		if strings.Contains(r.File, data) || r.Status == store.Failed != (r.File == "empty.txt") || r.Status == store.Failed && r.Detail == "" {
			t.Errorf("report %+v", r)
		}
	}
	if o.ImportFailures() != 1 {
		t.Errorf("%d failures", o.ImportFailures())
	}
	entries, err := o.Documents()
	if err != nil || len(entries) != 2 {
		t.Fatalf("%d documents, %v", len(entries), err)
	}

	// A file takes the place of a document that is named.
	id := entries[0].ID
	j = add(upload(t, o, map[string]string{"c.txt": text("测试管理办法", "企业")}), id)
	if j.State != Done || len(j.Reports) != 1 || j.Reports[0].Status != store.Replaced || j.Reports[0].ID != id {
		t.Errorf("the replacement: %+v", j)
	}
	if j = add(upload(t, o, map[string]string{"c.txt": text("测试", "企业")}), "nothere"); j.State != Failed || j.DetailChinese == "" || j.DetailChinese == j.Detail {
		t.Errorf("a document that is not there is replaced: %+v", j)
	}

	j, err = o.AddRemove(t.Context(), "王芳", []string{id})
	if err != nil {
		t.Fatal(err)
	}
	if j = ended(t, o, j.ID); j.State != Done || len(j.Reports) != 1 || j.Reports[0].Status != store.Removed {
		t.Errorf("the removal: %+v", j)
	}
	if _, err := o.AddRemove(t.Context(), "王芳", []string{id}); !store.Is(err, store.NoDocument) {
		t.Errorf("a second removal: %v", err)
	}
	status, err := o.Status(t.Context())
	if err != nil || status.Documents != 1 || status.Clauses != 3 || status.Bytes < 1000 || status.Changed == nil || status.OpenJobs != 0 {
		t.Errorf("status %+v, %v", status, err)
	}
	if left, err := os.ReadDir(o.path("uploads")); err != nil || len(left) != 0 {
		t.Errorf("uploads that nobody needs: %v, %v", left, err)
	}
	list, err := o.Jobs(t.Context(), 10)
	if err != nil || len(list) != 4 || list[0].Kind != Remove || list[3].Kind != Import {
		t.Errorf("%d jobs, %v", len(list), err)
	}
	if _, err := o.Job(t.Context(), 99); err != ErrNotFound {
		t.Errorf("a job that is not there: %v", err)
	}
	log, err := o.Audit(10)
	if err != nil || len(log) != 4 || log[0].Action != "remove-ended" || log[0].Who != "王芳" {
		t.Errorf("audit log %+v, %v", log, err)
	}
	var backup bytes.Buffer
	if err := o.Backup(t.Context(), &backup); err != nil || backup.Len() < 1000 {
		t.Errorf("a backup of %d bytes, %v", backup.Len(), err)
	}
}

// Where readers are served by a cluster, a job has ended when the cluster has what the
// directory has; a removal that another process had begun goes on.
func TestPublish(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	var published []int
	fails := error(nil)
	o := open(t, data, Options{Publish: func(_ context.Context, progress func(done, total int)) error {
		entries, err := store.List(data)
		if err != nil {
			return err
		}
		progress(1, 2)
		published = append(published, len(entries))
		return fails
	}})
	run(t, o)
	add := func(name string) *Job {
		j, err := o.AddImport(t.Context(), "王芳", upload(t, o, map[string]string{name + ".txt": text(name, "单位")}), "", false)
		if err != nil {
			t.Fatal(err)
		}
		return ended(t, o, j.ID)
	}
	if j := add("测试办法"); j.State != Done || !slices.Equal(published, []int{1}) || j.Stage != string(Publishing) || j.Done != 1 {
		t.Errorf("%+v, published %v", j, published)
	}
	fails = &wordedError{"the cluster is red", "集群状态为红"}
	if j := add("测试规定"); j.State != Failed || !strings.Contains(j.Detail, "the cluster was not: the cluster is red") || !strings.Contains(j.DetailChinese, "集群状态为红") || len(j.Reports) != 1 {
		t.Errorf("%+v", j)
	}
	fails = nil
	entries, err := o.Documents()
	if err != nil {
		t.Fatal(err)
	}
	j, err := o.AddRemove(t.Context(), "王芳", []string{entries[0].ID})
	if err != nil {
		t.Fatal(err)
	}
	if j = ended(t, o, j.ID); j.State != Done || !slices.Equal(published, []int{1, 2, 1}) {
		t.Errorf("%+v, published %v", j, published)
	}
	if _, err := o.db.Exec("UPDATE jobs SET state = 'waiting', tries = 0 WHERE id = ?", j.ID); err != nil {
		t.Fatal(err)
	}
	if j = ended(t, o, j.ID); j.State != Done || !slices.Equal(published, []int{1, 2, 1, 1}) {
		t.Errorf("what is gone is removed again: %+v, published %v", j, published)
	}
}

// stuck is an importer that works until it is told to stop.
func stuck(begun chan<- int64) Importer {
	return func(ctx context.Context, _ string, paths []string, opts store.ImportOptions) error {
		opts.Progress(store.Reading, 1, 2)
		begun <- 1
		<-ctx.Done()
		return ctx.Err()
	}
}

func TestCancel(t *testing.T) {
	begun := make(chan int64, 10)
	o := open(t, filepath.Join(t.TempDir(), "data"), Options{Import: stuck(begun)})
	run(t, o)
	var jobs []*Job
	for range 2 {
		j, err := o.AddImport(t.Context(), "王芳", upload(t, o, map[string]string{"a.txt": "x"}), "", false)
		if err != nil {
			t.Fatal(err)
		}
		jobs = append(jobs, j)
	}
	<-begun
	// The one that waits ends at once, the one that runs when it sees it.
	if j, err := o.Cancel(t.Context(), jobs[1].ID); err != nil || j.State != Cancelled {
		t.Errorf("a waiting job: %+v, %v", j, err)
	}
	if _, err := o.Cancel(t.Context(), jobs[0].ID); err != nil {
		t.Error(err)
	}
	if j := ended(t, o, jobs[0].ID); j.State != Cancelled || j.Total != 2 {
		t.Errorf("a running job: %+v", j)
	}
	if j, err := o.Cancel(t.Context(), jobs[1].ID); err != ErrEnded || j.State != Cancelled {
		t.Errorf("a job that was cancelled before: %+v, %v", j, err)
	}
	if _, err := o.Cancel(t.Context(), 99); err != ErrNotFound {
		t.Errorf("a job that is not there: %v", err)
	}
}

// A job outlives its process: when that stops, or dies, another one goes on.
func TestJobOutlivesProcess(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	begun := make(chan int64, 10)
	first := open(t, data, Options{Import: stuck(begun)})
	stop := run(t, first)
	j, err := first.AddImport(t.Context(), "王芳", upload(t, first, map[string]string{"a.txt": text("测试办法", "单位")}), "", false)
	if err != nil {
		t.Fatal(err)
	}
	<-begun
	stop()
	second := open(t, data, Options{})
	if j, err := second.Job(t.Context(), j.ID); err != nil || j.State != Waiting {
		t.Fatalf("after the stop the job is %+v, %v", j, err)
	}
	// Dead: running, and no beat for a while.
	if _, err := second.db.Exec("UPDATE jobs SET state = 'running', beat = ?", time.Now().Add(-time.Hour).Unix()); err != nil {
		t.Fatal(err)
	}
	run(t, second)
	if j := ended(t, second, j.ID); j.State != Done || len(j.Reports) != 1 || j.Reports[0].Status != store.Added {
		t.Errorf("the job ends as %+v", j)
	}

	// What ends the program three times is not tried again.
	j, err = second.AddImport(t.Context(), "王芳", upload(t, second, map[string]string{"b.txt": text("其他办法", "单位")}), "", false)
	if err != nil {
		t.Fatal(err)
	}
	ended(t, second, j.ID)
	if _, err := second.db.Exec("UPDATE jobs SET state = 'waiting', tries = ?  WHERE id = ?", maxTries, j.ID); err != nil {
		t.Fatal(err)
	}
	if j := ended(t, second, j.ID); j.State != Failed || !strings.Contains(j.Detail, "three times") {
		t.Errorf("a job that ends the program: %+v", j)
	}
}

func TestTooManyJobs(t *testing.T) {
	o := open(t, filepath.Join(t.TempDir(), "data"), Options{}) // nobody works on them
	for range maxOpen {
		if _, err := o.AddImport(t.Context(), "王芳", upload(t, o, map[string]string{"a.txt": "x"}), "", false); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := o.AddImport(t.Context(), "王芳", upload(t, o, map[string]string{"a.txt": "x"}), "", false); err != ErrTooMany {
		t.Errorf("one more: %v", err)
	}
}

// Whatever a client calls its file, it lies in the folder of the upload.
func TestUploadNames(t *testing.T) {
	o := open(t, t.TempDir(), Options{})
	u, err := o.NewUpload()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.txt", "a.txt", "../a.txt", `C:\dir\a.txt`, "/etc/passwd", "..", ".", "", ".hidden", "a\x00b\n.txt", "中文.docx", strings.Repeat("长", 300) + ".txt", "\xff.txt"} {
		f, err := u.Create(name)
		if err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		if rel, err := filepath.Rel(u.dir, f.(incoming).file.Name()); err != nil || strings.HasPrefix(rel, "..") || strings.HasPrefix(filepath.Base(rel), ".") {
			t.Errorf("%q lies at %s", name, f.(incoming).file.Name())
		}
		_ = f.Close()
	}
	u.Discard()
	if _, err := os.Stat(u.dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder is still there: %v", err)
	}
}

func TestAsked(t *testing.T) {
	data := t.TempDir()
	o, other := open(t, data, Options{}), open(t, data, Options{})
	for range 3 {
		o.Count(Refused, "  密码 怎么重置 ")
	}
	other.Count(Refused, "密码 怎么重置")
	o.Count(Nothing, "裸辞")
	o.Count(Asked, "裸辞")
	for _, personal := range []string{"张三 110101199003071234", "138 1234 5678 是谁的", "zhang@example.cn", strings.Repeat("长", maxAskedLen+1), " ", ""} {
		o.Count(Refused, personal)
	}
	if err := other.flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	list, err := o.Asked(t.Context(), 30, 10)
	if err != nil {
		t.Fatal(err)
	}
	if len(list.Refused) != 1 || list.Refused[0].Count != 4 || list.Refused[0].Text != "密码 怎么重置" || len(list.Nothing) != 1 || len(list.Asked) != 1 {
		t.Errorf("asked: %+v", list)
	}
	if len(list.Days) != 1 || list.Days[0].Refused != 4 || list.Days[0].Asked != 1 || list.Days[0].Nothing != 1 {
		t.Errorf("days: %+v", list.Days)
	}

	// What is noted becomes a vocabulary that the program reads; what is not noted is there to go on from.
	for said, written := range map[string]string{"裸辞": "辞去公职", "密码 -> = 《怎么》重置": "重置 -> 口令", "x": ""} {
		if err := o.SetWritten(t.Context(), said, written); err != nil {
			t.Fatal(err)
		}
	}
	var b strings.Builder
	if err := o.Vocabulary(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "\n裸辞 -> 辞去公职\n") || !strings.Contains(b.String(), "\n# 4\n# 密码 怎么重置 ->\n") {
		t.Errorf("the vocabulary:\n%s", b.String())
	}
	if _, err := index.New([]*corpus.Document{corpus.Measures()}, index.Options{Synonyms: b.String()}); err != nil {
		t.Errorf("the vocabulary cannot be read: %v\n%s", err, b.String())
	}

	// Old counts go.
	if _, err := o.db.Exec("UPDATE asked SET day = '2020-01-01'"); err != nil {
		t.Fatal(err)
	}
	o.asked.swept = ""
	if list, err = o.Asked(t.Context(), 90, 10); err != nil || len(list.Refused) != 0 {
		t.Errorf("old counts stay: %+v, %v", list, err)
	}
}

// Of what is typed letter by letter the last counts, when it has stood for a while.
func TestCountTyped(t *testing.T) {
	o := open(t, t.TempDir(), Options{})
	for _, text := range []string{"裸", "裸辞", "档", "裸辞职", "档案", "裸辞"} {
		o.CountTyped([]string{Asked, Nothing}, text)
	}
	if list, err := o.Asked(t.Context(), 1, 10); err != nil || len(list.Nothing) != 0 {
		t.Errorf("words that are still typed: %+v, %v", list, err)
	}
	o.settle(time.Now())
	list, err := o.Asked(t.Context(), 1, 10)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, one := range list.Nothing {
		got = append(got, fmt.Sprint(one.Text, one.Count))
	}
	slices.Sort(got)
	if want := []string{"档案1", "裸辞1"}; !slices.Equal(got, want) {
		t.Errorf("counted %q, want %q", got, want)
	}
	for i := range 2 * maxTyping {
		o.CountTyped([]string{Asked}, fmt.Sprint("甲", i, "乙"))
	}
	if len(o.asked.typing) > maxTyping {
		t.Errorf("%d words wait", len(o.asked.typing))
	}
}

// The log grows by lines, in whatever process; the newest are listed first.
func TestAudit(t *testing.T) {
	data := t.TempDir()
	o, other := open(t, data, Options{}), open(t, data, Options{})
	if list, err := o.Audit(10); err != nil || len(list) != 0 {
		t.Errorf("an empty log: %v, %v", list, err)
	}
	for i := range 50 {
		if err := []*Office{o, other}[i%2].Record(Entry{Who: "王芳", Action: "import", What: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	list, err := o.Audit(3)
	if err != nil || len(list) != 3 || list[0].What != "49" || list[2].What != "47" || list[0].Result != "ok" {
		t.Errorf("audit log: %+v, %v", list, err)
	}
}

// A database that is none, or of a newer version, is told in one line that says what to do, in both languages;
// it stays as it is.
func TestDatabaseOfOthers(t *testing.T) {
	for _, test := range []struct{ statement, garbage, english, chinese string }{
		{garbage: strings.Repeat("this is no database ", 100), english: "move it away and create new tokens", chinese: "重新创建令牌"},
		{statement: "PRAGMA user_version = 99", english: "newer version of tiaowen (99 > 1); update the program", chinese: "请升级程序"},
	} {
		dir := t.TempDir()
		o, err := Open(dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.db.Exec(test.statement); err != nil {
			t.Fatal(err)
		}
		if err := o.Close(); err != nil {
			t.Fatal(err)
		}
		if test.garbage != "" {
			if err := os.WriteFile(Database(dir), []byte(test.garbage), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		before, _ := os.ReadFile(Database(dir))
		_, err = Open(dir, Options{})
		var both interface {
			error
			Chinese() string
		}
		if !errors.As(err, &both) {
			t.Errorf("%v has one language", err)
			continue
		}
		for said, want := range map[string]string{both.Error(): test.english, both.Chinese(): test.chinese} {
			if !strings.HasPrefix(said, Database(dir)) || !strings.Contains(said, want) || strings.Contains(said, "\n") {
				t.Errorf("%q, want %q in it", said, want)
			}
		}
		if after, _ := os.ReadFile(Database(dir)); !bytes.Equal(before, after) {
			t.Error("the file is changed")
		}
	}
}
