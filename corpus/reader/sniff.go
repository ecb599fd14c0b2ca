package reader

import (
	"bytes"
	"path/filepath"
	"strings"
)

// sniff names the format of bytes that are not text, or "" for text.
func sniff(src []byte) string {
	head := src[:min(len(src), 1024)]
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return m.format
		}
	}
	if format := mediaFormat(head); format != "" {
		return format
	}
	// A PDF may have up to a kilobyte of something else in front.
	if bytes.Contains(head, []byte("%PDF-")) {
		return "pdf"
	}
	return ""
}

// mediaFormat names the format of pictures and films that is not told by their first
// bytes alone.
func mediaFormat(head []byte) string {
	switch {
	case len(head) > 26 && bytes.HasPrefix(head, []byte("BM")) && bytes.Equal(head[6:10], make([]byte, 4)):
		return "BMP"
	case len(head) > 12 && bytes.HasPrefix(head, []byte("RIFF")) && string(head[8:12]) == "WEBP":
		return "WEBP"
	case len(head) > 12 && string(head[4:8]) == "ftyp":
		return "audio/video"
	}
	return ""
}

var magics = []struct{ magic, format string }{
	{"%PDF-", "pdf"},
	{"PK\x03\x04", "zip"},
	{"PK\x05\x06", "zip"},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "ole"},
	{`{\rtf`, "rtf"},
	{"\x89PNG\r\n", "PNG"},
	{"\xFF\xD8\xFF", "JPEG"},
	{"GIF8", "GIF"},
	{"II*\x00", "TIFF"},
	{"MM\x00*", "TIFF"},
	{"%!PS", "PostScript"},
	{"\x1F\x8B\x08", "gzip"},
	{"Rar!\x1A\x07", "RAR"},
	{"7z\xBC\xAF\x27\x1C", "7z"},
	{"\xFD7zXZ\x00", "xz"},
	{"BZh", "bzip2"},
	{"CAJ\x00", "CAJ"},
	{"HN\x01\x00", "CAJ"},
	{"\x7FELF", "executable"},
	{"MZ\x90\x00", "executable"},
	{"ID3\x03", "audio/video"},
	{"ID3\x04", "audio/video"},
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
