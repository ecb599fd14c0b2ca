package source

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"tiaowen/corpus"
)

func TestParseListRefuses(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"documents.csv", "title\nx\n", "no column for the file"},
		{"documents.csv", "", "is empty"},
		{"documents.csv", "file,date\na.txt,soon\n", `entry 1 (a.txt): "soon" is not a date`},
		{"documents.json", "{", "not a list of JSON objects"},
		{"documents.json", `[{"title":"x"}]`, "entry 1 names no file"},
		{"documents.json", `[{"file":"a","colour":"red"}]`, `does not know the name "colour"`},
	} {
		if _, err := parseList(tt.name, []byte(tt.src)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s %q: error %v, want one that says %q", tt.name, tt.src, err, tt.want)
		}
	}
}

// Both formats, both languages of the names, spreadsheets of Chinese Windows, and paths as either system writes them.
func TestParseList(t *testing.T) {
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String("文件,标题\n./制度\\甲.txt,\"甲，乙办法\"\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, src string
		want      map[string]*corpus.Given
	}{
		{"documents.csv", gbk, map[string]*corpus.Given{"制度/甲.txt": {Title: "甲，乙办法"}}},
		{"documents.csv", "\xEF\xBB\xBFFile, Title ,Short Names\na/../b.txt, x , 甲;乙、丙| ；丁\n,,\n", map[string]*corpus.Given{
			"b.txt": {Title: "x", Names: []string{"甲", "乙", "丙", "丁"}}}},
		{"documents.csv", "文件,发文机关,种类,文号,效力,版本日期,施行日期,成文日期,密级\na,局,办法,甲发〔2024〕1号,现行有效,2024年5月1日,2024-06-01,2024.4.30,内部\n", map[string]*corpus.Given{
			"a": {Issuer: "局", Kind: "办法", Number: "甲发〔2024〕1号", Status: "现行有效", Date: "2024-05-01", Effective: "2024-06-01", Signed: "2024-04-30", Secrecy: "内部"}}},
		{"documents.csv", "file,title\na.txt\nb.txt,x,and more\n", map[string]*corpus.Given{"a.txt": {}, "b.txt": {Title: "x"}}}, // rows of other lengths
		{"DOCUMENTS.JSON", `[{"FILE":"a","names":["甲","乙"],"title":null,"number":7},{"file":"b","names":"丙、丁"}]`, map[string]*corpus.Given{
			"a": {Names: []string{"甲", "乙"}, Number: "7"}, "b": {Names: []string{"丙", "丁"}}}},
		{"documents.json", `[]`, map[string]*corpus.Given{}},
	} {
		got, err := parseList(tt.name, []byte(tt.src))
		if diff := cmp.Diff(tt.want, got); err != nil || diff != "" {
			t.Errorf("%s %q: %v %s", tt.name, tt.src, err, diff)
		}
	}
}

// Every date column is checked, and the entry is named.
func TestParseListDates(t *testing.T) {
	for _, column := range []string{"date", "施行日期", "signed"} {
		_, err := parseList("documents.csv", []byte("file,"+column+"\na,2024-01-02\nb,2024-13-40\n"))
		if err == nil || !strings.HasPrefix(err.Error(), `entry 2 (b): "2024-13-40" is not a date`) {
			t.Errorf("%s: %v", column, err)
		}
	}
}

// The files of a list are named from its own folder, wherever the import starts.
func TestListFolders(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a/甲.txt", "x")
	write(t, dir, "a/b/乙.txt", "x")
	write(t, dir, "丙.txt", "x")
	list := write(t, dir, "a/documents.csv", "file,title\n甲.txt,一\nb/乙.txt,二\n丙.txt,三\n")
	titles := func(paths ...string) (titles []string) {
		for _, f := range Find(paths, "") {
			if f.Given != nil {
				titles = append(titles, f.Given.Title)
			} else if f.Why != nil && f.Why.Failed {
				titles = append(titles, "not found "+filepath.Base(f.Path))
			}
		}
		slices.Sort(titles)
		return titles
	}
	for _, test := range []struct{ paths, want []string }{
		{[]string{dir}, []string{"not found documents.csv: 丙.txt", "一", "二"}},
		{[]string{list, filepath.Join(dir, "a", "甲.txt")}, []string{"not found documents.csv: 丙.txt", "not found 乙.txt", "一"}},
	} {
		if diff := cmp.Diff(test.want, titles(test.paths...)); diff != "" {
			t.Error(diff)
		}
	}
	// From the folder itself, by relative names.
	t.Chdir(filepath.Join(dir, "a"))
	if got, want := titles("documents.csv", "甲.txt", "b"), []string{"not found documents.csv: 丙.txt", "一", "二"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	// A damaged list fails, and the files are read without it.
	write(t, dir, "a/documents.csv", "nonsense\n")
	got := found(dir, "", dir)
	want := []string{"read a/b/乙.txt", `failed a/documents.csv: does not know the column "nonsense"; it knows file, title, names, issuer, kind, number, status, date, effective, signed and secrecy`,
		"read a/甲.txt", "read 丙.txt"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// No list makes the reader panic, and no row without a file's name is kept.
func FuzzParseList(f *testing.F) {
	for _, src := range []string{"file,title\na,b\n", "文件\n\"\"\n", `[{"file":"a","names":[1,null,{}]}]`, `[null]`, "{}", "file\n\"", "\xEF\xBB\xBF", "\xff", "file,date\n.,2024年\n"} {
		f.Add("documents.csv", []byte(src))
		f.Add("documents.json", []byte(src))
	}
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		rows, err := parseList(name, src)
		if err != nil {
			if Why(name, err).Chinese() == "" {
				t.Errorf("%v has no Chinese", err)
			}
			return
		}
		for file, given := range rows {
			if given == nil || file == "" || strings.Contains(file, "\\") {
				t.Errorf("%q: %+v", file, given)
			}
		}
	})
}
