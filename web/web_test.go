package web

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tiaowen/api"
)

func TestVoice(t *testing.T) {
	for _, c := range []struct {
		target, accept string
		want           voice
	}{
		{"/", "", voice{"zh", false}},
		{"/", "zh-CN,zh;q=0.9,en;q=0.8", voice{"zh", false}},
		{"/", "zh-TW", voice{"zh", false}},
		{"/", "en-GB,en;q=0.9", voice{"en", false}},
		{"/", "de-AT,en;q=0.5,zh;q=0.3", voice{"en", false}},
		{"/", "fr", voice{"en", false}},
		{"/", "*;q=x,,;;", voice{"zh", false}},
		{"/?lang=en", "zh", voice{"en", true}},
		{"/?lang=zh", "en", voice{"zh", true}},
		{"/?lang=xx", "en", voice{"en", false}},
	} {
		r := httptest.NewRequest(http.MethodGet, c.target, nil)
		r.Header.Set("Accept-Language", c.accept)
		if got := voiceOf(r); got != c.want {
			t.Errorf("%s with %q speaks %v, want %v", c.target, c.accept, got, c.want)
		}
	}
}

func TestLink(t *testing.T) {
	chosen := voice{"en", true}
	for in, want := range map[string]string{
		"/":                 "/?lang=en",
		"/?q=a":             "/?q=a&lang=en",
		"/d/x#c3":           "/d/x?lang=en#c3",
		"/d/x?quote=1-2#c3": "/d/x?quote=1-2&lang=en#c3",
	} {
		if got := chosen.link(in); got != want {
			t.Errorf("link(%q) = %q, want %q", in, got, want)
		}
		if got := (voice{"en", false}).link(in); got != in {
			t.Errorf("link(%q) = %q where nobody chose", in, got)
		}
	}
}

func TestQuoted(t *testing.T) {
	for in, want := range map[string][2]int{
		"": {}, "3": {}, "3-": {}, "-3": {}, "a-b": {}, "5-5": {}, "9-3": {}, "-1-3": {},
		"0-3": {0, 3}, "135-156": {135, 156}, "99999999999999999999-3": {},
	} {
		if from, to := quoted(in); [2]int{from, to} != want {
			t.Errorf("quoted(%q) = %d, %d, want %v", in, from, to, want)
		}
	}
}

// Whatever overlaps, the runs joined are the text.
func TestRuns(t *testing.T) {
	c := &api.Clause{Text: "标题。甲应当乙，不得丙•丁。", Title: "标题", Repairs: []api.Repair{{Start: 11, End: 12, Text: "•"}}}
	norms := []api.NormRow{{Norm: "require", Start: 3, End: 7, Actor: "甲"}, {Norm: "forbid", Start: 8, End: 13, Soft: true}}
	citations := []api.CitationRow{{Start: 9, End: 10, Target: &api.CitationTarget{URL: "/d/x"}}}
	known := notes{norms, citations}
	want := []run{
		{Text: "标", Title: true, Found: true, Spot: 1}, {Text: "题", Title: true}, {Text: "。"},
		{Text: "甲", Norm: "require", Actor: "甲"}, {Text: "应当", Norm: "require", Actor: "甲", Quoted: true},
		{Text: "乙", Norm: "require", Actor: "甲", Quoted: true, Found: true, Spot: 2},
		{Text: "，", Quoted: true}, {Text: "不", Norm: "forbid", Soft: true, Quoted: true}, {Text: "得", Norm: "forbid", Soft: true, Link: "/d/x"}, {Text: "丙", Norm: "forbid", Soft: true},
		{Text: "•", Norm: "forbid", Soft: true, Repair: true}, {Text: "丁", Norm: "forbid", Soft: true}, {Text: "。"},
	}
	if diff := cmp.Diff(want, runs(c.Text, 0, known, c, []api.Range{{Start: 0, End: 1}, {Start: 6, End: 7}}, 4, 9)); diff != "" {
		t.Error(diff)
	}
	for from := -3; from < 20; from++ {
		for to := from; to < 20; to++ {
			var joined strings.Builder
			for _, r := range runs(c.Text, 0, known, c, []api.Range{{Start: 2, End: 5}, {Start: 9, End: 13}}, from, to) {
				joined.WriteString(r.Text)
			}
			if joined.String() != c.Text {
				t.Fatalf("quoting %d-%d loses words: %q", from, to, joined.String())
			}
		}
	}
}

// Every message is said in both languages, and templates say no other.
func TestMessages(t *testing.T) {
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil || len(names) < 8 {
		t.Fatalf("templates: %v %v", names, err)
	}
	var all strings.Builder
	for _, name := range names {
		source, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(source)
	}
	for key, m := range messages {
		if (m.zh == "") != (m.en == "") {
			t.Errorf("%s is said in one language", key)
		}
		if strings.Count(m.zh, "%") != strings.Count(m.en, "%") {
			t.Errorf("%s takes different arguments: %q, %q", key, m.zh, m.en)
		}
	}
	for _, word := range strings.Split(all.String(), `{{t "`)[1:] {
		key, _, _ := strings.Cut(word, `"`)
		if _, ok := messages[key]; !ok {
			t.Errorf("a template says %q, which is no message", key)
		}
	}
}

func TestTakesGzip(t *testing.T) {
	for accepted, want := range map[string]bool{"": false, "gzip": true, "deflate, gzip;q=0.5, br": true, "br": false, "gzip;q=0": false, "gzip; q=0.0": false, "xgzip": false} {
		if got := takesGzip(accepted); got != want {
			t.Errorf("%q: %v", accepted, got)
		}
	}
}
