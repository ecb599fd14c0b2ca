package web

import (
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/text/language"

	"tiaowen/api/plural"
)

// voice is the language of a page and how it was chosen. There are no cookies:
// a language chosen with ?lang= is carried along by every link of the page.
type voice struct {
	Lang   string // "zh" or "en"
	Chosen bool   // by ?lang=, not by the browser's settings
}

var voices = []voice{{"zh", false}, {"zh", true}, {"en", false}, {"en", true}}

var matcher = language.NewMatcher([]language.Tag{language.Chinese, language.English})

// voiceOf reads ?lang=, then Accept-Language; without either it is Chinese.
func voiceOf(r *http.Request) voice {
	switch lang := r.URL.Query().Get("lang"); lang {
	case "zh", "en":
		return voice{lang, true}
	}
	tags, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil || len(tags) == 0 {
		return voice{"zh", false}
	}
	if _, i, confidence := matcher.Match(tags...); i == 1 || confidence == language.No {
		return voice{"en", false}
	}
	return voice{"zh", false}
}

// say gives a message in the reader's language; args fill its verbs and choose its plurals.
func (v voice) say(key string, args ...any) string {
	w := messages[key]
	text := w.zh
	if v.Lang == "en" {
		text = w.en
	}
	return plural.Format(text, args...)
}

// link carries the chosen language along.
func (v voice) link(to string) string {
	if !v.Chosen {
		return to
	}
	to, fragment, hashed := strings.Cut(to, "#")
	sep := "?"
	if strings.Contains(to, "?") {
		sep = "&"
	}
	to += sep + "lang=" + v.Lang
	if hashed {
		to += "#" + fragment
	}
	return to
}

// langSwitch is one entry of the language switch.
type langSwitch struct {
	Lang, Name, URL string
	Current         bool
}

// switches leads to the same page in each language.
func switches(u *url.URL, v voice) []langSwitch {
	var out []langSwitch
	for _, l := range []langSwitch{{Lang: "zh", Name: "中文"}, {Lang: "en", Name: "English"}} {
		q := u.Query()
		q.Del("part")
		q.Set("lang", l.Lang)
		l.URL = "?" + q.Encode() // relative: a path such as //host would lead away
		l.Current = l.Lang == v.Lang
		out = append(out, l)
	}
	return out
}
