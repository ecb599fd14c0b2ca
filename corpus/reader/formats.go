package reader

import (
	"path/filepath"
	"slices"
	"strings"
)

// readable are the formats that are read, by the ends of their names. The first end of each is the one that people
// are told.
var readable = [][]string{
	{".txt", ".text"}, {".md", ".markdown"}, {".html", ".htm", ".xhtml"}, {".docx", ".docm"}, {".doc"}, {".wps"}, {".rtf"},
	{".odt", ".fodt"}, {".ofd"}, {".pdf"}, {".mht", ".mhtml"},
}

// Extensions are the ends of the names of files that are read, in lower case: .txt, .docx. One per format, the most
// common one.
func Extensions() []string {
	out := make([]string, len(readable))
	for i, f := range readable {
		out[i] = f[0]
	}
	return out
}

// IsReadable reports whether a file of this name may be of a format that is read: by its end, or without one.
// What is too long for the end of a name, or has other characters than Latin letters and digits (办法.第三稿), is none.
func IsReadable(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	if len(ext) < 2 || len(ext) > 9 || strings.ContainsFunc(ext[1:], func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }) {
		return true
	}
	return slices.ContainsFunc(readable, func(f []string) bool { return slices.Contains(f, ext) })
}

// Listed lists the formats for people: ".txt, .md or .pdf", and "、" and "或" in Chinese.
func Listed(lang string) string {
	all := Extensions()
	comma, or := ", ", " or "
	if lang == "zh" {
		comma, or = "、", " 或 "
	}
	last := len(all) - 1
	return strings.Join(all[:last], comma) + or + all[last]
}
