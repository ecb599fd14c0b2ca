package reader

import (
	"encoding/base64"
	"errors"
	"flag"
	"mime/quotedprintable"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tiaowen/corpus/reader/readertest"
)

var update = flag.Bool("update", false, "write the golden files again")

// TestHTMLGolden holds the reader to saved pages of the kinds that offices
// keep: a government portal, a people's congress, an old intranet in nested
// tables, Word's own HTML.
func TestHTMLGolden(t *testing.T) {
	pages, _ := filepath.Glob("testdata/html/*.html")
	if len(pages) == 0 {
		t.Fatal("no page in testdata/html")
	}
	for _, page := range pages {
		t.Run(filepath.Base(page), func(t *testing.T) {
			got, err := ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			if got.Format != "html" {
				t.Errorf("format %s", got.Format)
			}
			compareGolden(t, strings.TrimSuffix(page, ".html")+".golden",
				"title: "+got.Title+"\ndate: "+got.Date+"\nencoding: "+got.Encoding+"\n\n"+shown(got))
			if len(got.Skipped) == 0 {
				t.Error("nothing is said of what was left out")
			}
		})
	}
}

func compareGolden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs.\ngot:\n%s\nwant:\n%s", path, got, want)
	}
}

func TestHTML(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"lines", "<html><p>第一条 甲。<p>第二条 乙。<br>丙。</html>", "第一条 甲。\n第二条 乙。\n丙。\n"},
		{"blanks", "<html><p>&nbsp;&nbsp;第一条&nbsp; 甲\n乙 丙\n  a\nb&nbsp;</p></html>", "第一条 甲乙 丙 a b\n"},
		{"a line over elements", "<html><p>第<b>一</b><i>条</i> <span> 甲</span>。</p></html>", "第一条 甲。\n"},
		{"numbered list", "<html><div><ol start=3><li>甲。<li>乙。<ol type=a><li>丙。</ol></ol></div></html>", "3. 甲。\n4. 乙。\na. 丙。\n"},
		{"list with its own numbers", "<html><ol><li>（一）甲。<li>第二条 乙。</ol></html>", "（一）甲。\n第二条 乙。\n"},
		{"table that lays out", "<html><table><tr><td>第一条 甲。</td></tr><tr><td>第二条 乙。</td></tr></table></html>", "第一条 甲。\n第二条 乙。\n"},
		{"not closed", "<html><body><div><p>第一条 甲。<div>第二条 乙。<table><tr><td>丙<td>丁<tr><td>戊<td>己", "第一条 甲。\n第二条 乙。\n| 丙\t丁\n| 戊\t己\n"},
		{"text alone", "<html>第一条 甲。", "第一条 甲。\n"},
		{"article in a header's name", "<html><div class=header><p>第一条 甲甲甲甲甲甲甲甲甲甲。</p><p>第二条 乙。</p></div></html>", "第一条 甲甲甲甲甲甲甲甲甲甲。\n第二条 乙。\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read("a.html", []byte(c.src))
			if err != nil {
				t.Fatal(err)
			}
			if m := shown(got); m != c.want {
				t.Errorf("got\n%q\nwant\n%q", m, c.want)
			}
		})
	}
}

// TestHTMLShape reads what other kinds of text look like, and what looks like
// a page without being named so.
func TestHTMLShape(t *testing.T) {
	for _, c := range []struct{ name, src, format string }{
		{"page.txt", "<!DOCTYPE html><p>第一条 甲。", "html"},
		{"page", "\n<!-- saved -->\n<html><p>第一条 甲。", "html"},
		{"fragment", "<div><p>第一条 甲。</p></div>", "html"},
		{"page.htm", "第一条 甲。<br>第二条 乙。", "html"},
		{"text.html", "第一条 甲。\n第二条 乙。", "txt"},
		{"text.txt", "<p> 是一个标签。", "txt"},
		{"text.md", "<h1 align=center>办法</h1>\n第一条", "markdown"},
		{"text", "# 办法\n第一条", "markdown"},
		{"text", "《关于修改<税法>的决定》", "txt"},
	} {
		got, err := Read(c.name, []byte(c.src))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if got.Format != c.format {
			t.Errorf("%s, %q: read as %s, want %s", c.name, c.src, got.Format, c.format)
		}
	}
}

// TestMHTML reads a page saved as a single file, in both encodings of mail.
func TestMHTML(t *testing.T) {
	page := readertest.New(lawText).HTML()
	var quoted strings.Builder
	q := quotedprintable.NewWriter(&quoted)
	q.Write([]byte(page))
	q.Close()
	for name, body := range map[string]string{
		"quoted-printable": quoted.String(),
		"base64":           base64.StdEncoding.EncodeToString([]byte(page)),
	} {
		src := "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\";\r\n\tboundary=\"----=_x\"\r\n\r\n" +
			"------=_x\r\nContent-Type: text/css\r\n\r\np{}\r\n------=_x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: " + name + "\r\n\r\n" + body + "\r\n------=_x--\r\n"
		got, err := Read("办法.mhtml", []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		if got.Format != "html" || lines(got.Source) != lines(lawText) {
			t.Errorf("%s: %s, %s", name, got.Format, got.Source)
		}
		if _, err := Read("办法.mhtml", []byte(src[:300])); err == nil {
			t.Errorf("%s: cut off and not refused", name)
		}
	}
}

func TestHTMLBrokenBytes(t *testing.T) {
	got, err := Read("a.html", []byte("<html><body><p>第一条 为了加强管理\xE4\xBA，制定本办法。</p></body></html>"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got.Source, "管理\uFFFD，") || !strings.Contains(strings.Join(got.Skipped, ""), "U+FFFD") {
		t.Errorf("got %+v", got)
	}
}

// TestHTMLBombs reads pages made to cost memory or time: formatting that a
// browser opens again in every paragraph, depth, tags, attributes.
func TestHTMLBombs(t *testing.T) {
	reopened := "<html><p>" + strings.Repeat("<b id=x><i><font color=a>", 200) + "</p>" + strings.Repeat("<p>第一条 甲。</p>", 20000)
	for _, c := range []struct {
		name, src string
		reason    Reason
	}{
		{"formatting opened again", reopened, 0},
		{"deep", "<html>" + strings.Repeat("<div>", 100000) + "第一条 甲。", 0},
		{"deep tables", "<html>" + strings.Repeat("<table><tr><td>", 50000) + "第一条 甲。", 0},
		{"long list", "<html><ol>" + strings.Repeat("<li>甲", 100000), 0},
		{"tags", "<html>" + strings.Repeat("<b>", 500000) + "第一条 甲。", TooLarge},
		{"never closed", "<html><p>第一条 甲。<script>" + strings.Repeat("x", 1000), 0},
		{"only menus", "<html><script>x</script><style>y</style>", Empty},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Read("a.html", []byte(c.src))
			var e *Error
			if c.reason == 0 && err == nil && strings.Contains(got.Source, "甲") {
				return
			}
			if !errors.As(err, &e) || e.Reason != c.reason {
				t.Errorf("got %v, want reason %d", err, c.reason)
			}
		})
	}
}
