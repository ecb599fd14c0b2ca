package reader

import (
	"bytes"
	"path/filepath"
	"strings"
)

// sniff names the format of bytes that are no text, or "" for text.
func sniff(src []byte) string {
	head := src[:min(len(src), 1024)]
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return m.format
		}
	}
	// A PDF may have up to a kilobyte of something else in front.
	if bytes.Contains(head, []byte("%PDF-")) {
		return "pdf"
	}
	return ""
}

var magics = []struct{ magic, format string }{
	{"%PDF-", "pdf"},
	{"PK\x03\x04", "zip"},
	{"PK\x05\x06", "zip"},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "ole"},
	{`{\rtf`, "RTF"},
	{"\x89PNG\r\n", "PNG picture"},
	{"\xFF\xD8\xFF", "JPEG picture"},
	{"GIF8", "GIF picture"},
	{"II*\x00", "TIFF picture"},
	{"MM\x00*", "TIFF picture"},
	{"%!PS", "PostScript"},
	{"\x1F\x8B\x08", "gzip archive"},
	{"Rar!\x1A\x07", "RAR archive"},
	{"7z\xBC\xAF\x27\x1C", "7z archive"},
	{"\xFD7zXZ\x00", "xz archive"},
	{"BZh", "bzip2 archive"},
}

// decodeText decodes a text file of any kind. A web page may be a little broken.
func decodeText(src []byte) (text, encoding string, err *Error) {
	if htmlStart().Match(src[:min(len(src), 1024)]) {
		return decodeHTML(src)
	}
	return decode(src)
}

var htmlStart = pattern(`(?i)^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|meta|title|body)`)

// textFormat tells the formats that are text apart. Web pages show themselves;
// Markdown and plain text are told apart by the name, and by a heading on the
// first line where the name says nothing.
func textFormat(name, text string) string {
	if looksLikeHTML(name, text) {
		return "html"
	}
	if strings.HasPrefix(text, "<?xml") {
		return "xml"
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".md", ".markdown", ".mdown", ".mkd":
		return "markdown"
	case ".txt", ".text":
		return "txt"
	}
	first := strings.TrimLeft(text[:min(len(text), 4096)], " \t\r\n\u3000")
	if strings.HasPrefix(first, "# ") {
		return "markdown"
	}
	return "txt"
}
