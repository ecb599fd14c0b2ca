package reading

import (
	"net/url"

	"tiaowen/api"
	"tiaowen/web/address"
	"tiaowen/web/messages"
)

// band says above a text that it is not in force.
type band struct {
	Line    string
	URL     string // where the text in force is
	Link    string // the text of that link
	Compare string // address of both side by side
	Because *api.ClauseRef
}

// bandOf words the standing of a document; nil if there is nothing to warn
// about. newest is the clause of the newest version that has the words of the one
// shown, nil for a whole document and for a clause that was deleted.
func bandOf(v messages.Voice, id string, s api.Standing, newest *api.ClauseRef) *band {
	b := &band{Because: s.Clause}
	switch s.Kind {
	case "amended":
		if s.Next == nil || s.Date == "" { // a list of documents or a folder says so, and no text
			b.Line = v.Say("band-amended-given")
			break
		}
		b.Line, b.Because = v.Say("band-amended", s.Date), nil
		b.URL, b.Link = "/d/"+url.PathEscape(s.Next.ID), v.Say("band-newest")
		if newest != nil {
			b.URL, b.Link = newest.URL, v.Say("band-same", newest.Name)
		}
		b.Compare = address.Compare(id, s.Next.ID)
	case "repealed":
		b.Line = sayDate(v, "band-repealed", s.Date)
	case "not_yet":
		b.Line = sayDate(v, "band-not-yet", s.Date)
	case "unknown":
		if s.Next == nil {
			return nil
		}
		b.Line = v.Say("band-doubtful")
		b.URL, b.Link = "/d/"+url.PathEscape(s.Next.ID), "《"+s.Next.Title+"》"
	default:
		return nil
	}
	return b
}

// sayDate says a message with its date, or its variant without a date if date is "".
func sayDate(v messages.Voice, key, date string) string {
	if date == "" {
		return v.Say(key + "-given")
	}
	return v.Say(key, date)
}

// versionRow is a version of the document shown.
type versionRow struct {
	Name, URL string
	Compare   string // address of the comparison with the shown version
	Current   bool
}

// versionRows lists the versions of a document, newest first.
func versionRows(id, date string, versions []api.DocumentInfo) (out []versionRow) {
	for _, d := range versions {
		row := versionRow{Name: d.Version, URL: d.URL, Current: d.ID == id}
		if d.Date != "" && d.Date != d.Version {
			row.Name += " · " + d.Date
		}
		if from, to := d.ID, id; !row.Current {
			if d.Date > date {
				from, to = to, from
			}
			row.Compare = address.Compare(from, to)
		}
		out = append(out, row)
	}
	return out
}

// linkRow is a clause that the one shown cites, or that cites it.
type linkRow struct{ Title, Name, URL string }

// citedRows are the clauses and documents that a clause cites, each once.
func citedRows(own string, list []api.CitationRow) (out []linkRow) {
	seen := map[string]bool{}
	add := func(r linkRow) {
		if !seen[r.URL] && r.URL != own {
			seen[r.URL] = true
			out = append(out, r)
		}
	}
	for _, c := range list {
		if c.Target == nil {
			continue
		}
		for _, to := range c.Target.Clauses {
			add(linkRow{versioned(to.Document), to.Name, to.URL})
		}
		if len(c.Target.Clauses) == 0 {
			add(linkRow{versioned(c.Target.Document), "", c.Target.URL})
		}
	}
	return out
}

// citingRows are the clauses that cite one.
func citingRows(list []api.ClauseRef) (out []linkRow) {
	for _, c := range list {
		out = append(out, linkRow{versioned(c.Document), c.Name, c.URL})
	}
	return out
}

// versioned is a title, with its version if several are loaded.
func versioned(d api.DocumentRef) string {
	if d.Version == "" {
		return d.Title
	}
	return d.Title + "（" + d.Version + "）"
}
