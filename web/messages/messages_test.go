package messages

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func TestVoice(t *testing.T) {
	for _, c := range []struct {
		target, accept string
		want           Voice
	}{
		{"/", "", Voice{"zh", false}},
		{"/", "zh-CN,zh;q=0.9,en;q=0.8", Voice{"zh", false}},
		{"/", "zh-TW", Voice{"zh", false}},
		{"/", "en-GB,en;q=0.9", Voice{"en", false}},
		{"/", "de-AT,en;q=0.5,zh;q=0.3", Voice{"en", false}},
		{"/", "fr", Voice{"en", false}},
		{"/", "*;q=x,,;;", Voice{"zh", false}},
		{"/?lang=en", "zh", Voice{"en", true}},
		{"/?lang=zh", "en", Voice{"zh", true}},
		{"/?lang=xx", "en", Voice{"en", false}},
	} {
		r := httptest.NewRequest(http.MethodGet, c.target, nil)
		r.Header.Set("Accept-Language", c.accept)
		if got := Of(r); got != c.want {
			t.Errorf("%s with %q speaks %v, want %v", c.target, c.accept, got, c.want)
		}
	}
}

func TestLink(t *testing.T) {
	chosen := Voice{"en", true}
	for in, want := range map[string]string{
		"/":                 "/?lang=en",
		"/?q=a":             "/?q=a&lang=en",
		"/d/x#c3":           "/d/x?lang=en#c3",
		"/d/x?quote=1-2#c3": "/d/x?quote=1-2&lang=en#c3",
	} {
		if got := chosen.Link(in); got != want {
			t.Errorf("link(%q) = %q, want %q", in, got, want)
		}
		if got := (Voice{"en", false}).Link(in); got != in {
			t.Errorf("link(%q) = %q where nobody chose", in, got)
		}
	}
}

// Every message is there once, in both languages.
func TestMessages(t *testing.T) {
	total := 0
	for _, one := range tables {
		total += len(one)
	}
	if total != len(messages) || total < 300 {
		t.Errorf("%d messages in the tables, %d keys", total, len(messages))
	}
	for key, m := range messages {
		if (m.zh == "") != (m.en == "") {
			t.Errorf("%s is said in one language", key)
		}
		if strings.Count(m.zh, "%") != strings.Count(m.en, "%") {
			t.Errorf("%s takes different arguments: %q, %q", key, m.zh, m.en)
		}
	}
}

// A text that exists in one language is given in that language.
func TestChoose(t *testing.T) {
	zh, en := Voice{Lang: "zh"}, Voice{Lang: "en"}
	for _, c := range []struct {
		v            Voice
		zh, en, want string
	}{
		{zh, "条", "clause", "条"}, {en, "条", "clause", "clause"}, {zh, "", "clause", "clause"}, {en, "条", "", ""},
	} {
		if got := c.v.Choose(c.zh, c.en); got != c.want {
			t.Errorf("%s of %q and %q: %q, want %q", c.v.Lang, c.zh, c.en, got, c.want)
		}
	}
	if got := zh.List([]string{"一"}, []string{"one", "two"}); len(got) != 2 {
		t.Errorf("a list that is not whole in Chinese: %q", got)
	}
	if zh.Say("no such message") != "" || zh.Say("count-documents", 3) != "共 3 个文件" || en.Say("count-documents", 1) != "1 document" {
		t.Errorf("said: %q, %q, %q", zh.Say("no such message"), zh.Say("count-documents", 3), en.Say("count-documents", 1))
	}
}

// The language switch keeps the address and leaves out the part that a script fetches.
func TestSwitches(t *testing.T) {
	u, err := url.Parse("/d/x?q=a&part=list&lang=zh")
	if err != nil {
		t.Fatal(err)
	}
	got := Switches(u, Voice{"en", true})
	if len(got) != 2 || got[0].URL != "?lang=zh&q=a" || got[1].URL != "?lang=en&q=a" || got[0].Current || !got[1].Current {
		t.Errorf("%+v", got)
	}
}
