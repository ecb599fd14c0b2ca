package reader

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"net/textproto"
	"strings"
)

// isMHTML reports whether src is a web page saved as a single file (.mht,
// .mhtml): a mail message whose first HTML part is the page (RFC 2557).
func isMHTML(src []byte) bool {
	head := bytes.ToLower(src[:min(len(src), 4096)])
	return bytes.Contains(head, []byte("mime-version:")) && bytes.Contains(head, []byte("multipart/related"))
}

// pageOfMHTML is the page itself, of at most limit bytes.
func pageOfMHTML(src []byte, limit int64) ([]byte, *Error) {
	in := bufio.NewReader(bytes.NewReader(src))
	header, err := textproto.NewReader(in).ReadMIMEHeader()
	if err != nil {
		return nil, broken(err)
	}
	_, params, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil || params["boundary"] == "" {
		return nil, broken(err)
	}
	parts := multipart.NewReader(in, params["boundary"])
	for range 10_000 { // a page has hundreds of pictures, not more
		part, err := parts.NextPart() // decodes quoted-printable
		if err != nil {
			return nil, broken(err)
		}
		if kind, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type")); kind != "text/html" {
			continue
		}
		var r io.Reader = part
		if strings.EqualFold(part.Header.Get("Content-Transfer-Encoding"), "base64") {
			r = base64.NewDecoder(base64.StdEncoding, r)
		}
		page, err := io.ReadAll(io.LimitReader(r, limit+1))
		if err != nil {
			return nil, broken(err)
		}
		return page, nil
	}
	return nil, tooMany(10_000, "parts", "个部分")
}
