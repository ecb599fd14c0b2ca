// Package messages contains the words of the pages, in Chinese and English, and gives them in the language of a
// request.
//
// [Of] reads the language of a request. A [Voice] gives a message by its key, chooses between two texts and adds a
// chosen language to links. Each other file of the package is a table of the words of some pages, with both languages side
// by side.
package messages

import (
	"maps"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/text/language"

	"tiaowen/api/plural"
)

// message is one text of the pages in its two languages.
type message struct{ zh, en string }

// tables are the messages of each group of pages, by the keys that templates and handlers use.
var tables = []map[string]message{
	siteMessages, searchMessages, libraryMessages, readingMessages, dutyMessages, studyMessages, quoteMessages, adminMessages,
}

// messages are those of all tables.
var messages = joined()

func joined() map[string]message {
	all := make(map[string]message)
	for _, one := range tables {
		maps.Copy(all, one)
	}
	return all
}

// Known reports whether there is a message with a key.
func Known(key string) bool {
	_, ok := messages[key]
	return ok
}

// Voice is the language of a page and how it was chosen. There are no cookies:
// a language chosen with ?lang= is carried along by every link of the page.
type Voice struct {
	Lang   string // "zh" or "en"
	Chosen bool   // by ?lang=, not by the browser's settings
}

// Voices are all that a page can have.
var Voices = []Voice{{"zh", false}, {"zh", true}, {"en", false}, {"en", true}}

var matcher = language.NewMatcher([]language.Tag{language.Chinese, language.English})

// Of reads ?lang=, then Accept-Language; without either it is Chinese.
func Of(r *http.Request) Voice {
	switch lang := r.URL.Query().Get("lang"); lang {
	case "zh", "en":
		return Voice{lang, true}
	}
	tags, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil || len(tags) == 0 {
		return Voice{"zh", false}
	}
	if _, i, confidence := matcher.Match(tags...); i == 1 || confidence == language.No {
		return Voice{"en", false}
	}
	return Voice{"zh", false}
}

// Say gives a message in the reader's language; args fill its verbs and choose its plurals. It gives "" for an
// unknown key.
func (v Voice) Say(key string, args ...any) string {
	m := messages[key]
	return plural.Format(v.Choose(m.zh, m.en), args...)
}

// Choose gives the text in the reader's language; the English one if there is no Chinese one.
func (v Voice) Choose(zh, en string) string {
	if v.Lang == "zh" && zh != "" {
		return zh
	}
	return en
}

// List gives the list in the reader's language; the English one if not all of it was put into Chinese.
func (v Voice) List(zh, en []string) []string {
	if v.Lang == "zh" && len(zh) == len(en) {
		return zh
	}
	return en
}

// Link carries the chosen language along.
func (v Voice) Link(to string) string {
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

// Switch is one entry of the language switch.
type Switch struct {
	Lang, Name, URL string
	Current         bool
}

// Switches lead to the same page in each language.
func Switches(u *url.URL, v Voice) []Switch {
	var out []Switch
	for _, l := range []Switch{{Lang: "zh", Name: "中文"}, {Lang: "en", Name: "English"}} {
		q := u.Query()
		q.Del("part")
		q.Set("lang", l.Lang)
		l.URL = "?" + q.Encode() // relative: a path such as //host would lead away
		l.Current = l.Lang == v.Lang
		out = append(out, l)
	}
	return out
}
