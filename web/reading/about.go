package reading

import (
	"net/url"
	"strconv"
	"strings"

	"tiaowen/api"
	"tiaowen/web/address"
	"tiaowen/web/messages"
	"tiaowen/web/page"
)

// fact is one thing that is known of a document.
type fact struct {
	Name, Value string
	URL         string // of documents with the same value; "" for none
}

// about collects the facts about a document, and its files to download.
func (s *site) about(id string, outline *api.Outline, v messages.Voice) ([]fact, []page.File, error) {
	about, original, err := s.Service.About(id)
	if err != nil {
		return nil, nil, err
	}
	f := outline.Facts
	if f == nil {
		f = new(api.Facts)
	}
	status := f.Status
	if status == "" && about.Status != "" && about.Status != "unknown" {
		status = v.Say("status-" + about.Status)
	}
	clauses := ""
	if about.Clauses > 0 {
		clauses = strconv.Itoa(about.Clauses)
	}
	among := func(p api.LibraryParams) string { return v.Link(address.Library(p)) }
	var out []fact
	for _, one := range []fact{
		{"doc-kind", about.Kind, among(api.LibraryParams{Kind: about.Kind})},
		{"doc-issuer", about.Issuer, among(api.LibraryParams{Issuer: about.Issuer})},
		{"about-number", f.Number, ""},
		{"date", about.Date, ""},
		{"about-signed", f.Signed, ""},
		{"about-effective", f.Effective, ""},
		{"doc-status", status, ""},
		{"about-secrecy", f.Secrecy, ""},
		{"about-names", strings.Join(f.Names, "、"), ""},
		{"about-cover", f.Cover, ""},
		{"about-host", f.Host, ""},
		{"about-clauses", clauses, ""},
		{"doc-folder", about.Folder, among(api.LibraryParams{Folder: about.Folder})},
		{"about-file", original, ""},
	} {
		if one.Value != "" {
			one.Name = v.Say(one.Name)
			out = append(out, one)
		}
	}
	return out, takeAway(id, original != "", v), nil
}

// takeAway lists the files of a document to download.
func takeAway(id string, original bool, v messages.Voice) (files []page.File) {
	for _, format := range []string{"original", "docx", "md", "outline"} {
		if format != "original" || original {
			files = append(files, page.File{Name: v.Say("file-" + format), URL: "/api/v1/documents/" + url.PathEscape(id) + "/file?format=" + format})
		}
	}
	return files
}
