package web

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/web/messages"
	"tiaowen/web/page"
)

// The basket is a list of clauses from all documents that a reader collects, with notes. The browser stores it;
// the server draws the clauses that an address names, so that a basket can be shared as a link.

// maxNote is the length of a note in code points.
const maxNote = 2000

// basketItem is a clause of a basket.
type basketItem struct {
	Clause *api.Clause
	Note   string
}

// basketBody is the page of a basket.
type basketBody struct {
	Items   []basketItem
	Named   bool // the address names clauses
	Missing string
	Trouble string
	Address string // of this page, with its clauses and notes
	Study   string
	Print   string
	Files   []page.File
}

// basket draws the clauses that the address names: clauses=ID,ID,… and note, one for each in the same order.
func (s *site) basket(c echo.Context, v messages.Voice) (*page.Page, error) {
	q := c.QueryParams()
	ids := strings.FieldsFunc(strings.Join(q["clauses"], ","), func(r rune) bool { return r == ',' || r == ' ' })
	body := &basketBody{Named: len(ids) > 0}
	out := page.Part(c, &page.Page{Name: "basket", Title: v.Say("basket"), NoIndex: true, Body: body}, "list")
	if len(ids) > api.MaxChosen {
		body.Trouble = v.Say("basket-too-big", api.MaxChosen)
		ids = ids[:api.MaxChosen]
	}
	found, missing, err := s.Service.Clauses(ids)
	if err != nil {
		return nil, err
	}
	body.Missing = strings.Join(missing, "、")
	notes := make(map[string]string, len(ids))
	for i, note := range q["note"] {
		if i < len(ids) && notes[ids[i]] == "" && utf8.ValidString(note) {
			notes[ids[i]] = firstRunes(strings.TrimSpace(note), maxNote)
		}
	}
	for _, one := range found {
		body.Items = append(body.Items, basketItem{one, notes[one.ID]})
	}
	body.address(v)
	return out, nil
}

// address fills in the links of the basket.
func (b *basketBody) address(v messages.Voice) {
	if len(b.Items) == 0 {
		return
	}
	ids := make([]string, len(b.Items))
	var noted []string
	last := -1
	for i, item := range b.Items {
		ids[i] = item.Clause.ID
		noted = append(noted, item.Note)
		if item.Note != "" {
			last = i
		}
	}
	chosen := "clauses=" + url.QueryEscape(strings.Join(ids, ","))
	b.Study, b.Print = "/study?"+chosen, "/study/print?"+chosen
	for _, note := range noted[:last+1] {
		chosen += "&note=" + url.QueryEscape(note)
	}
	b.Address = "/basket?" + chosen
	for _, ending := range []string{"xlsx", "docx", "csv"} {
		b.Files = append(b.Files, page.File{Name: strings.ToUpper(ending), URL: "/api/v1/clauses." + ending + "?lang=" + v.Lang + "&" + chosen})
	}
}

// firstRunes cuts text after n code points.
func firstRunes(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:n])
}
