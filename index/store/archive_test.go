package store

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"tiaowen/corpus/reader/readertest"
)

// An archive is read as the folder that it was made of.
func TestArchive(t *testing.T) {
	const law = "测试办法\n第一条 甲应当如实报告。\n第二条 不得隐瞒。\n"
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String("制度/停车办法.txt")
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "制度.zip")
	writeArchive(t, name, [][2]string{
		{"制度/", ""},
		{"制度/a.txt", law},
		{gbk, strings.Replace(law, "测试", "停车", 1)},
		{`制度\用印办法.txt`, strings.Replace(law, "测试", "用印", 1)},
		{"../../outside.txt", strings.Replace(law, "测试", "越界", 1)},
		{"制度/.hidden.txt", law},
		{"制度/inner.zip", "PK"},
		{"制度/picture.png", "x"},
		{"制度/empty.txt", ""},
		{"documents.json", `[{"file":"制度/a.txt","title":"测验办法","names":["测办"],"status":"已废止"}]`},
	})
	dir := filepath.Join(t.TempDir(), "data")
	for _, first := range []bool{true, false} {
		var got []string
		store, err := OpenWriter(dir, true, Options{})
		if err != nil {
			t.Fatal(err)
		}
		err = store.Import(context.Background(), []string{name}, ImportOptions{Report: func(r Report) {
			rest := strings.TrimPrefix(r.File, name)
			if strings.HasPrefix(rest, "/..") || filepath.Base(r.File) == "outside.txt" && rest != "/outside.txt" {
				t.Errorf("%s leads outside", r.File)
			}
			got = append(got, string(r.Status)+" "+rest+" "+r.Title)
		}})
		if cerr := store.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(got)
		status := "added"
		if !first {
			status = "unchanged"
		}
		want := []string{
			status + " /outside.txt 越界办法", status + " /制度/a.txt 测验办法", status + " /制度/停车办法.txt 停车办法", status + " /制度/用印办法.txt 用印办法",
			"failed /制度/empty.txt ", "skipped /documents.json ", "skipped /制度/.hidden.txt ", "skipped /制度/inner.zip ", "skipped /制度/picture.png ",
		}
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	entries, err := List(dir)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(entries, func(e Entry) bool { return e.Title == "测验办法" })
	if i < 0 || entries[i].Facts == nil || entries[i].Facts.Status != "已废止" || !slices.Equal(entries[i].Facts.Names, []string{"测办"}) {
		t.Errorf("what the list says is not kept: %+v", entries)
	}
}

// writeArchive writes a ZIP file of members, each a name and its words.
func writeArchive(t *testing.T, name string, members [][2]string) {
	t.Helper()
	if err := os.WriteFile(name, readertest.Archive(members...), 0o644); err != nil {
		t.Fatal(err)
	}
}
