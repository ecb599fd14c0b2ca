package rest

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"tiaowen/api"
	"tiaowen/api/export"
	"tiaowen/api/sheet"
)

// fileHits is how many hits a file of search results holds when it is not told, and at most.
const fileHits, maxFileHits = 200, 1000

// searchFile gives the hits of a search as a file.
func (r routes) searchFile(ending string) echo.HandlerFunc {
	return func(c echo.Context) error {
		q := read(c)
		p := searchParams(q)
		p.Limit = q.number("limit", fileHits, 1, maxFileHits)
		lang := q.language(c)
		if err := q.done(); err != nil {
			return err
		}
		found, err := r.svc.Search(c.Request().Context(), p)
		if err != nil {
			return err
		}
		if ending != ".docx" {
			return r.table(c, ending, "", sheet.Hits(found, lang, r.base(c)))
		}
		var items []export.Item
		for _, h := range found.Hits {
			items = append(items, export.Item{Clause: h.Clause})
		}
		title := "检索结果：" + found.Query
		if lang != "zh" {
			title = "Clauses found: " + found.Query
		}
		return r.items(c, title, items)
	}
}

// The notes of chosen clauses: how long each may be, in code points.
const maxNote = 2000

// clausesFile gives clauses that were chosen by their ids as a file, in the order of the ids, each with a note.
func (r routes) clausesFile(ending string) echo.HandlerFunc {
	return func(c echo.Context) error {
		q := read(c)
		items, err := r.chosen(q)
		lang := q.language(c)
		if q.done() != nil {
			return q.done()
		}
		if err != nil {
			return err
		}
		if ending != ".docx" {
			return r.table(c, ending, "", sheet.Clauses(items, lang, r.base(c)))
		}
		title := "条文汇编"
		if lang != "zh" {
			title = "Chosen clauses"
		}
		return r.items(c, title, items)
	}
}

// chosen reads clauses=ID,ID,… and note, one for each of them in the same order.
func (r routes) chosen(q *query) ([]export.Item, error) {
	ids := q.chosenIDs()
	if len(ids) == 0 {
		return nil, nil
	}
	found, missing, err := r.svc.Clauses(ids)
	if err != nil {
		return nil, err
	}
	if len(missing) > 0 {
		return nil, &api.NotFoundError{Detail: fmt.Sprintf("there is no clause %s", shorten(missing[0])), Fixes: []string{"GET /api/v1/documents/{id} lists the clauses of a document"}}
	}
	items := make([]export.Item, len(found))
	notes := make(map[string]string)
	for i, note := range q.values["note"] {
		if i < len(ids) && notes[ids[i]] == "" {
			notes[ids[i]] = note
		}
	}
	for i, one := range found {
		items[i] = export.Item{Clause: one, Note: notes[one.ID]}
	}
	return items, nil
}

// chosenIDs reads the ids of the clauses chosen and checks their notes; nil where they
// are refused.
func (q *query) chosenIDs() []string {
	q.known = append(q.known, "clauses", "note")
	if n := len(q.values["clauses"]); n != 1 {
		q.refuse("clauses", fmt.Sprintf("it is given %d times", n), "clauses=cyzd/20,cyzd/24")
		return nil
	}
	for _, note := range q.values["note"] {
		if !utf8.ValidString(note) || utf8.RuneCountInString(note) > maxNote {
			q.refuse("note", fmt.Sprintf("it is not valid UTF-8, or is longer than %d characters", maxNote), "send shorter notes")
		}
	}
	ids := strings.FieldsFunc(q.values["clauses"][0], func(r rune) bool { return r == ',' || r == ' ' })
	if len(ids) == 0 {
		q.refuse("clauses", "it contains no clause id", "clauses=cyzd/20,cyzd/24")
	}
	return ids
}

// table sends a table in the format of an ending.
func (r routes) table(c echo.Context, ending, document string, t *sheet.Table) error {
	for _, f := range fileKinds {
		if f.ending == ending {
			return r.download(c, f, document, t)
		}
	}
	return echo.ErrNotFound // Unreachable: the routes are made of these endings.
}

// items sends clauses as a Word document.
func (r routes) items(c echo.Context, title string, items []export.Item) error {
	var b bytes.Buffer
	if err := export.WriteItems(&b, title, r.base(c), items); err != nil {
		return err
	}
	return attach(c, fileName(title)+".docx", DOCXType, b.Bytes())
}

// fileName keeps from words what a file's name can hold, at most 60 code points.
func fileName(words string) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`\/:*?"<>|`, r) {
			return ' '
		}
		return r
	}, words)
	if runes := []rune(name); len(runes) > 60 {
		name = string(runes[:60])
	}
	return strings.TrimSpace(name)
}

// attach sends a file to be saved.
func attach(c echo.Context, name, mediaType string, body []byte) error {
	c.Response().Header().Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	return sendAs(c, mediaType, body)
}

// documentFile gives a document as a file: as it was imported, for Word, as Markdown, or its outline.
func (r routes) documentFile(c echo.Context) error {
	id, err := step(c, "id")
	if err != nil {
		return err
	}
	q := read(c)
	format := q.oneOf("format", []string{"docx", "md", "outline", "original"})
	if err := q.done(); err != nil {
		return err
	}
	d, err := r.svc.Document(id)
	if err != nil {
		return err
	}
	switch format {
	case "original":
		name, file, err := r.svc.Original(id)
		if err != nil {
			return err
		}
		defer file.Close()
		body, err := io.ReadAll(file)
		if err != nil {
			return err
		}
		// Whatever it is, it is saved and never drawn: a stranger's HTML must not become a page of this site.
		return attach(c, name, "application/octet-stream", body)
	case "md":
		return attach(c, fileName(d.Title)+".md", "text/markdown; charset=utf-8", []byte(export.Markdown(d)))
	case "outline":
		return attach(c, fileName(d.Title)+"-目录.md", "text/markdown; charset=utf-8", []byte(export.Outline(d)))
	}
	var b bytes.Buffer
	if err := export.WriteDOCX(&b, d); err != nil {
		return err
	}
	return attach(c, fileName(d.Title)+".docx", DOCXType, b.Bytes())
}
