// Package office writes the two office formats that study material needs: a
// text document in the layout of Chinese official documents (GB/T 9704-2012),
// and a table of strings. Both are Open Packaging Conventions zips (ECMA-376).
// The same content gives the same bytes.
package office

import (
	"bytes"
	"encoding/xml"
	"strings"
	"unicode/utf8"
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// escape makes text fit for XML 1.0: what it cannot hold is dropped.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r == '\r':
			return r
		case r < 0x20, r == 0xFFFE, r == 0xFFFF, r == utf8.RuneError:
			return -1
		}
		return r
	}, s)
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // Unreachable: a bytes.Buffer takes every write.
	return b.String()
}

// relationship is a line of a .rels part.
type relationship struct{ id, kind, target string }

const officeRel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

func rels(list ...relationship) []byte {
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, r := range list {
		kind := r.kind
		if !strings.HasPrefix(kind, "http") {
			kind = officeRel + kind
		}
		b.WriteString(`<Relationship Id="` + r.id + `" Type="` + kind + `" Target="` + r.target + `"/>`)
	}
	b.WriteString(`</Relationships>`)
	return []byte(b.String())
}

// contentTypes says what each part is.
func contentTypes(overrides map[string]string, order []string) []byte {
	var b strings.Builder
	b.WriteString(xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>`)
	for _, name := range order {
		b.WriteString(`<Override PartName="` + name + `" ContentType="` + overrides[name] + `"/>`)
	}
	b.WriteString(`</Types>`)
	return []byte(b.String())
}
