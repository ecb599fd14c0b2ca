package rest

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/labstack/echo/v4"
	"golang.org/x/text/language"

	"tiaowen/api"
)

// query reads the parameters of one request and keeps the first thing that is
// wrong with them. Every read names a parameter; [query.done] refuses the rest.
type query struct {
	values url.Values
	known  []string
	err    error
}

// read parses the query string.
func read(c echo.Context) *query {
	values, err := url.ParseQuery(c.Request().URL.RawQuery)
	q := &query{values: values}
	if err != nil {
		q.refuse("query", "the query string is not well formed", "percent-encode every value in UTF-8, ; and % included")
	}
	return q
}

// refuse keeps the first error.
func (q *query) refuse(param, detail string, fixes ...string) {
	if q.err == nil {
		q.err = &api.ParamError{Param: param, Detail: detail, Fixes: fixes}
	}
}

// done gives the first error, and one for parameters that no read has named.
func (q *query) done() error {
	if q.err != nil {
		return q.err
	}
	for _, name := range slices.Sorted(maps.Keys(q.values)) {
		if slices.Contains(q.known, name) {
			continue
		}
		fix := "this route takes no parameters"
		if len(q.known) > 0 {
			fix = "this route takes " + strings.Join(q.known, ", ")
		}
		q.refuse(shorten(name), "there is no such parameter here", fix)
	}
	return q.err
}

// value gives a parameter as sent and whether it was sent.
func (q *query) value(name string) (string, bool) {
	q.known = append(q.known, name)
	sent := q.values[name]
	switch {
	case len(sent) == 0:
		return "", false
	case len(sent) > 1:
		q.refuse(name, fmt.Sprintf("it is given %d times", len(sent)), "give it once")
	case !utf8.ValidString(sent[0]):
		q.refuse(name, "it is not valid UTF-8", "percent-encode the text in UTF-8")
	case utf8.RuneCountInString(sent[0]) > api.MaxQuery:
		q.refuse(name, fmt.Sprintf("it is longer than %d characters", api.MaxQuery), "send less text; one question at a time")
	}
	return sent[0], true
}

// text reads words that must be there.
func (q *query) text(name string) string {
	s, _ := q.value(name)
	q.filled(name, s)
	return s
}

// filled refuses a parameter that holds no text.
func (q *query) filled(name, s string) {
	if strings.TrimSpace(s) == "" {
		q.refuse(name, "it contains no text", name+"=第20条禁止什么")
	}
}

// typed reads words that may still be missing.
func (q *query) typed(name string) string {
	s, _ := q.value(name)
	return s
}

// word reads an optional value that cannot be empty when it is given.
func (q *query) word(name string) string {
	s, given := q.value(name)
	if given && s == "" {
		q.refuse(name, "it is empty", "leave it out, or give it a value")
	}
	return s
}

// oneOf reads an optional value from a list.
func (q *query) oneOf(name string, list []string) string {
	s := q.word(name)
	if s != "" && !slices.Contains(list, s) {
		q.refuse(name, fmt.Sprintf("%q is not one of its values", shorten(s)), "one of "+strings.Join(list, ", "))
	}
	return s
}

// number reads a whole number from min to max; fallback when it is not given.
func (q *query) number(name string, fallback, min, max int) int {
	s, given := q.value(name)
	if !given {
		return fallback
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < min || n > max {
		q.refuse(name, fmt.Sprintf("%q is not a number from %d to %d", shorten(s), min, max), fmt.Sprintf("%s=%d", name, fallback))
	}
	return n
}

// flag reads 1 or true, 0 or false.
func (q *query) flag(name string) bool {
	switch s, given := q.value(name); {
	case !given, s == "0", s == "false":
		return false
	case s == "1", s == "true":
		return true
	default:
		q.refuse(name, fmt.Sprintf("%q is neither 1 nor 0", shorten(s)), name+"=1")
		return false
	}
}

// language reads lang, else what the client accepts, for the words around the
// clauses' own. English is what a program gets that says nothing.
func (q *query) language(c echo.Context) string {
	if lang := q.oneOf("lang", []string{"zh", "en"}); lang != "" {
		return lang
	}
	c.Response().Header().Add(echo.HeaderVary, "Accept-Language")
	accepted := c.Request().Header.Get("Accept-Language")
	if accepted == "" {
		return "en"
	}
	tags, _, err := language.ParseAcceptLanguage(accepted)
	if err != nil {
		return "en"
	}
	for _, tag := range tags {
		switch base, _ := tag.Base(); base.String() {
		case "zh":
			return "zh"
		case "en":
			return "en"
		}
	}
	return "en"
}

// date reads an ISO date.
func (q *query) date(name string) string {
	s := q.word(name)
	if s != "" {
		if _, err := time.Parse(time.DateOnly, s); err != nil {
			q.refuse(name, fmt.Sprintf("%q is not a date", shorten(s)), name+"=2023-12-29")
		}
	}
	return s
}

// step reads a part of the path.
func step(c echo.Context, name string) (string, error) {
	s := c.Param(name)
	if c.Request().URL.RawPath != "" { // Echo matches the path as sent when it holds unusual escapes
		plain, err := url.PathUnescape(s)
		if err != nil {
			return "", &api.ParamError{Param: name, Detail: "it is not well formed", Fixes: []string{"percent-encode it in UTF-8"}}
		}
		s = plain
	}
	if !utf8.ValidString(s) {
		return "", &api.ParamError{Param: name, Detail: "it is not valid UTF-8", Fixes: []string{"percent-encode it in UTF-8"}}
	}
	return s, nil
}

// shorten keeps an echo of strangers' input to 40 code points.
func shorten(s string) string { return shortenTo(s, 40) }

func shortenTo(s string, most int) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "…"
		}
		n++
	}
	return s
}
