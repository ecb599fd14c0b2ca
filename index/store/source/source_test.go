package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"tiaowen/corpus/reader"
	"tiaowen/corpus/reader/readertest"
)

// write makes a file with its folders and gives its path.
func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// member is a file of an archive: its name and its text.
type member = [2]string

// pack makes a ZIP file and gives its path.
func pack(t *testing.T, dir, name string, members ...member) string {
	t.Helper()
	return write(t, dir, name, string(readertest.Archive(members...)))
}

// found lists what Find gives, below dir: "read NAME", or why not.
func found(dir, except string, paths ...string) (lines []string) {
	for _, f := range Find(paths, except) {
		name := strings.TrimPrefix(filepath.ToSlash(f.Path), filepath.ToSlash(dir)+"/")
		switch {
		case f.Why == nil:
			lines = append(lines, "read "+name)
		case f.Why.Failed:
			lines = append(lines, "failed "+name+": "+f.Why.Error())
		default:
			lines = append(lines, "skipped "+name+": "+f.Why.Error())
		}
		if f.Why != nil && (f.Why.Error() == "" || f.Why.Chinese() == "") {
			lines = append(lines, "no words for "+name)
		}
	}
	return lines
}

func TestFind(t *testing.T) {
	root := t.TempDir()
	from, outside := filepath.Join(root, "from"), filepath.Join(root, "outside")
	write(t, from, "a.txt", "登记办法")
	write(t, from, ".git/x.txt", "登记办法")
	write(t, from, ".x.txt", "登记办法")
	write(t, from, "picture.jpg", "登记办法")
	write(t, from, "data/b.txt", "登记办法")
	secret := write(t, outside, "secret.txt", "秘密办法")
	for name, to := range map[string]string{"file.txt": secret, "folder": outside, "loop": from} {
		if err := os.Symlink(to, filepath.Join(from, name)); err != nil {
			t.Skip(err)
		}
	}
	if err := os.Mkdir(filepath.Join(root, "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	got := found(root, filepath.Join(from, "data"), from, filepath.Join(from, "..", "from", "a.txt"), filepath.Join(root, "none"), filepath.Join(root, "empty"))
	const link = "is a link; to import its target, name the target"
	want := []string{
		"skipped from/.git: is hidden; to import it, name it", "skipped from/.x.txt: is hidden; to import it, name it", "read from/a.txt",
		"skipped from/data: is the data directory", "skipped from/file.txt: " + link, "skipped from/folder: " + link, "skipped from/loop: " + link,
		"skipped from/picture.jpg: has a file type without text; to try it anyway, name the file",
		"failed none: does not exist; check the name", "failed empty: the folder contains no files",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// What is named is tried: a link is followed, a hidden file and an unknown type are read.
	for _, name := range []string{"file.txt", ".x.txt", "picture.jpg"} {
		if got := found(from, "", filepath.Join(from, name)); !slices.Equal(got, []string{"read " + name}) {
			t.Errorf("%q", got)
		}
	}
}

// Whether the text is in force stands in the name of a folder or file, but what a list says goes first.
func TestFindMarks(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "已废止/甲.txt", "x")
	write(t, dir, "乙（失效）.txt", "x")
	write(t, dir, "丙.txt", "x")
	write(t, dir, "已废止/丁.txt", "x")
	write(t, dir, "已废止/戊.txt", "x")
	write(t, dir, "documents.csv", "文件,标题,效力\n已废止/丁.txt,丁办法,现行有效\n已废止/戊.txt,戊办法,\n")
	got := make(map[string]string)
	for _, f := range Find([]string{dir}, "") {
		if f.Why == nil && f.Size != 1 {
			t.Errorf("%s has %d bytes", f.Path, f.Size)
		}
		if f.Given != nil {
			got[filepath.Base(f.Path)] = f.Given.Title + " " + f.Given.Status
		}
	}
	want := map[string]string{"甲.txt": " 已废止", "乙（失效）.txt": " 失效", "丁.txt": "丁办法 现行有效", "戊.txt": "戊办法 已废止"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestArchives(t *testing.T) {
	dir := t.TempDir()
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String("制度/停车办法.txt")
	if err != nil {
		t.Fatal(err)
	}
	name := pack(t, dir, "a.ZIP", member{"制度/", ""}, member{"制度/甲.txt", "第一条"}, member{gbk, "第二条"}, member{`制度\乙.txt`, "第三条"},
		member{"../../outside.txt", "第四条"}, member{"__MACOSX/甲.txt", "x"}, member{"制度/.x.txt", "x"}, member{"制度/b.zip", "PK"}, member{"p.png", "x"},
		member{"documents.json", `[{"file":"制度/甲.txt","title":"甲办法"},{"file":"none.txt"}]`})
	want := []string{
		"read a.ZIP/制度/甲.txt", "read a.ZIP/制度/停车办法.txt", "read a.ZIP/制度/乙.txt", "read a.ZIP/outside.txt",
		"skipped a.ZIP/__MACOSX/甲.txt: is hidden", "skipped a.ZIP/制度/.x.txt: is hidden",
		"skipped a.ZIP/制度/b.zip: is an archive inside an archive; to import it, unpack it first",
		"skipped a.ZIP/p.png: has a file type without text", "skipped a.ZIP/documents.json: is a list of documents: it says what 2 files are",
		"failed a.ZIP/documents.json: none.txt: is in the list but not among the imported files",
	}
	for _, path := range []string{name, dir} { // named, and in a folder
		if diff := cmp.Diff(want, found(dir, "", path)); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
	texts := []string{"第一条", "第二条", "第三条", "第四条"}
	for i, f := range Find([]string{name}, "")[:4] {
		b, err := f.Read()
		if err != nil || string(b) != texts[i] || f.Size != int64(len(texts[i])) {
			t.Errorf("%s of %d bytes: %q, %v", f.Path, f.Size, b, err)
		}
		if given := f.Given; (given != nil) != (i == 0) || given != nil && given.Title != "甲办法" {
			t.Errorf("%s is given %+v", f.Path, given)
		}
	}
}

func TestArchivesRefused(t *testing.T) {
	dir := t.TempDir()
	good := pack(t, dir, "good.zip", member{"甲.txt", strings.Repeat("第一条", 400)})
	b, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	locked := bytes.Clone(b) // the flag in the directory at the end of the archive
	locked[bytes.Index(locked, []byte("PK\x01\x02"))+8] |= 1
	many := make([]member, maxMembers+1)
	for i := range many {
		many[i][0] = fmt.Sprint(i)
	}
	for _, test := range []struct{ path, want string }{
		{write(t, dir, "half.zip", string(b[:len(b)/2])), "failed half.zip: is damaged or is not a ZIP file; create the archive again"},
		{write(t, dir, "empty.zip", ""), "failed empty.zip: is damaged or is not a ZIP file; create the archive again"},
		{pack(t, dir, "folders.zip", member{"a/", ""}), "failed folders.zip: the archive contains no files"},
		{pack(t, dir, "many.zip", many...), "failed many.zip: holds more than 50000 files; divide it"},
		{write(t, dir, "locked.zip", string(locked)), "failed locked.zip/甲.txt: is encrypted; unpack it with its password and import the files"},
		// A document with another name is read as one, not unpacked.
		{pack(t, dir, "word.zip", member{"word/document.xml", "<x/>"}), "read word.zip"},
	} {
		if got := found(dir, "", test.path); !slices.Equal(got, []string{test.want}) {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
	// The bytes of a member are damaged, and the archive changes after it was listed.
	broken := bytes.Clone(b)
	broken[bytes.Index(b, []byte("甲.txt"))+len("甲.txt")] ^= 0xff
	f := Find([]string{write(t, dir, "broken.zip", string(broken))}, "")[0]
	var member *memberError
	if _, err := f.Read(); !errors.As(err, &member) || member.Unwrap() == nil || Why(f.Path, err).Chinese() != "无法解压；请重新打包" {
		t.Errorf("a broken member: %v", err)
	}
	f = Find([]string{good}, "")[0]
	pack(t, dir, "good.zip")
	if _, err := f.Read(); err == nil || !strings.Contains(err.Error(), "has changed") {
		t.Errorf("a changed archive: %v", err)
	}
	if err := os.Remove(good); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Read(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an archive that is gone: %v", err)
	}
}

// The name of a member never leads out of the archive, and is UTF-8.
func FuzzMemberName(f *testing.F) {
	for _, name := range []string{"a.txt", "../../a", `..\..\a`, "/etc/passwd", `C:\a`, "a//b/../c", "\xcd\xa3\xb3\xb5.txt", "\xff\xfe", "", ".", "a/..", "\x00"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := memberName(&zip.File{FileHeader: zip.FileHeader{Name: name}})
		if strings.HasPrefix(got, "/") || strings.Contains(got, `\`) || strings.ToValidUTF8(got, "") != got {
			t.Errorf("%q becomes %q", name, got)
		}
		if slices.Contains(strings.Split(got, "/"), "..") {
			t.Errorf("%q becomes %q, which leads outside", name, got)
		}
	})
}

func TestRead(t *testing.T) {
	dir := t.TempDir()
	large := write(t, dir, "large.txt", "")
	if err := os.Truncate(large, maxFile+1); err != nil { // takes no room on the disk
		t.Fatal(err)
	}
	var refused *reader.Error
	if _, err := Find([]string{large}, "")[0].Read(); !errors.As(err, &refused) {
		t.Errorf("a file of %d bytes: %v", maxFile+1, err)
	}
	f := Find([]string{write(t, dir, "a.txt", "条")}, "")[0]
	if b, err := f.Read(); string(b) != "条" || err != nil || f.Size != 3 || !filepath.IsAbs(f.Abs) {
		t.Errorf("%q of %d bytes at %s, %v", b, f.Size, f.Abs, err)
	}
	if err := os.Remove(f.Path); err != nil {
		t.Fatal(err)
	}
	_, err := f.Read()
	if why := Why(f.Path, err); !why.Failed || why.Error() != "does not exist; check the name" || why.Chinese() != "不存在；请检查文件名" {
		t.Errorf("a file that is gone: %v", why)
	}
}

// The words say what happened without the name of the file, which stands before them.
func TestWhy(t *testing.T) {
	refused := reader.Options{MaxBytes: 1}
	_, err := refused.Read("甲.txt", []byte("第一条"))
	if err == nil {
		t.Fatal("a file that is too large is read")
	}
	for _, test := range []struct {
		err              error
		english, chinese string
	}{
		{&fs.PathError{Op: "open", Path: "x/甲.txt", Err: fs.ErrPermission}, "cannot be read; check its permissions", "没有读取权限；请检查权限"},
		{&fs.PathError{Op: "read", Path: "x/甲.txt", Err: errors.New("input/output error")}, "input/output error", "input/output error"},
		{errors.New("odd"), "odd", "odd"},
		{fmt.Errorf("again: %w", &Reason{true, "甲.txt: is odd", "甲.txt：很怪"}), "is odd", "很怪"},
	} {
		why := Why("x/甲.txt", test.err)
		if !why.Failed || why.Error() != test.english || why.Chinese() != test.chinese {
			t.Errorf("%v: %q %q", test.err, why.Error(), why.Chinese())
		}
	}
	if why := Why("x/甲.txt", err); strings.Contains(why.Error(), "甲.txt") || strings.Contains(why.Chinese(), "甲.txt") || why.Error() == why.Chinese() {
		t.Errorf("of the reader: %q %q", why.Error(), why.Chinese())
	}
}

func TestExt(t *testing.T) {
	for name, want := range map[string]string{
		"a.TXT": ".txt", "a.b.docx": ".docx", "a.7z": ".7z", "a": "", "a.": "", "a.文本": "", "a.b c": "", "a.t_t": "", "a.12345678": ".12345678", "a.123456789": "", ".txt": ".txt",
	} {
		if got := Ext(name); got != want {
			t.Errorf("Ext(%q) = %q, want %q", name, got, want)
		}
	}
}
