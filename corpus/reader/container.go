package reader

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"golang.org/x/net/html/charset"
	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// DOCX, ODT and OFD are zip archives of XML parts. Only the parts that hold
// text and its styles are unpacked, whatever size the others claim.

const (
	maxParts = 20_000 // entries of the zip; a long document with 2,000 pictures has 2,100

	// A part of a real document unpacks to 10 to 60 times its packed size.
	// Beyond maxRatio times the file and freeText bytes it is made to cost memory.
	maxRatio = 200
	freeText = 4 << 20
)

// parts hands out the parts of a zip and keeps count of what they unpack to.
type parts struct {
	files map[string]*zip.File // by name in lower case
	left  int64                // bytes that may still be unpacked
	limit int64
	bomb  bool // the limit is that of the file's size
}

func (o Options) openZip(src []byte) (*parts, *Error) {
	// Each entry of the directory costs memory before one is looked at.
	if bytes.Count(src, []byte("PK\x01\x02")) > maxParts {
		return nil, tooMany(maxParts, "parts", "个部件")
	}
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return nil, broken(err)
	}
	limit := o.maxText()
	p := &parts{files: map[string]*zip.File{}}
	if most := max(freeText, maxRatio*int64(len(src))); most < limit {
		limit, p.bomb = most, true
	}
	p.left, p.limit = limit, limit
	for _, f := range z.File {
		p.files[strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))] = f
	}
	return p, nil
}

// spend takes n bytes of text that the reader makes itself off the allowance.
func (p *parts) spend(n int) error {
	if p.left -= int64(n); p.left < 0 {
		return errTooMuch
	}
	return nil
}

func (p *parts) has(name string) bool { return p.files[strings.ToLower(name)] != nil }

// readZip reads a zip archive that should be a document.
func (o Options) readZip(src []byte) (*Text, *Error) {
	p, err := o.openZip(src)
	if err != nil {
		return nil, err
	}
	name, err := p.mainDocument()
	switch {
	case err != nil:
		return nil, err
	case name != "":
		return o.readDOCX(p, name)
	case p.has("ofd.xml"):
		return o.readOFD(p)
	case p.has("content.xml"):
		return o.readODT(p)
	}
	for _, k := range []struct{ prefix, format string }{{"xl/", "XLSX"}, {"ppt/", "PPTX"}, {"meta-inf/container.xml", "EPUB"}, {"index/document.iwa", "Pages"}} {
		if p.hasPrefix(k.prefix) {
			return nil, unread(k.format)
		}
	}
	if p.hasPrefix("word/") {
		return nil, broken(errors.New("the zip holds no document part"))
	}
	return nil, unread("ZIP")
}

// hasPrefix reports whether the name of a part begins so.
func (p *parts) hasPrefix(prefix string) bool {
	for name := range p.files {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// mainDocument finds the part that holds the text of a Word document, "" when
// there is none.
func (p *parts) mainDocument() (string, *Error) {
	name := "word/document.xml"
	err := p.relations("_rels/.rels", func(_, kind, target string) {
		if kind == "officeDocument" {
			name = strings.TrimPrefix(path.Clean("/"+target), "/")
		}
	})
	if err != nil {
		return "", err
	}
	name = strings.ToLower(name)
	if p.has(name) && strings.HasPrefix(path.Base(name), "document") {
		return name, nil
	}
	return "", nil
}

// relations calls f for the relations of a part: their id, the last word of
// their type, and their target.
func (p *parts) relations(name string, f func(id, kind, target string)) *Error {
	return p.each(name, func(x *xmlReader) error {
		return x.children(func(e xml.StartElement) error {
			f(attr(e, "Id"), path.Base(attr(e, "Type")), attr(e, "Target"))
			return x.skip()
		})
	})
}

// bytes unpacks a part.
func (p *parts) bytes(name string) ([]byte, *Error) {
	var out []byte
	err := p.open(name, func(r io.Reader) (err error) {
		out, err = io.ReadAll(r)
		return err
	})
	return out, err
}

// open lets f read a part as it is unpacked.
func (p *parts) open(name string, f func(io.Reader) error) *Error {
	file := p.files[strings.ToLower(name)]
	if file == nil {
		return nil
	}
	if file.Flags&1 != 0 {
		return refuse(Encrypted, "", "")
	}
	r, err := file.Open()
	if err != nil {
		return broken(err)
	}
	defer r.Close()
	m := &meter{r: r, left: &p.left}
	err = f(m)
	if m.over { // XML that is cut off there may fail in another way first
		err = errTooMuch
	}
	return p.failed(name, err)
}

// failed says what an error while reading a part means.
func (p *parts) failed(name string, err error) *Error {
	var e *Error
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errTooMuch):
		size := megabytes(p.limit)
		if p.bomb {
			return refuse(Excessive, "it unpacks to more than "+size, "解开后超过 "+size)
		}
		return refuse(TooLarge, "it unpacks to more than "+size, "解开后超过 "+size)
	case errors.As(err, &e):
		return e
	}
	return broken(fmt.Errorf("%s: %w", name, err))
}

// each opens a part and lets f read its root element; a part that does not
// exist is not read.
func (p *parts) each(name string, f func(*xmlReader) error) *Error {
	return p.open(name, func(r io.Reader) error { return readXML(r, f) })
}

var errTooMuch = errors.New("unpacks to more than the limit")

// meter reads until the allowance is used up. It also refuses a piece of XML
// without a "<" for longer than maxToken: the decoder keeps one tag with all
// its attributes, or one text, in memory.
type meter struct {
	r     io.Reader
	left  *int64
	token int  // bytes since the last "<"
	over  bool // it was refused
}

const maxToken = 4 << 20

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	if *m.left -= int64(n); *m.left < 0 {
		m.over = true
		return 0, errTooMuch
	}
	if i := bytes.LastIndexByte(p[:n], '<'); i >= 0 {
		m.token = n - i
	} else {
		m.token += n
	}
	if m.token > maxToken {
		m.over = true
		return 0, errTooMuch
	}
	return n, err
}

// xmlReader walks XML by the calls of its user: children names each child
// element, and for each the user reads on with children, text or skip.
type xmlReader struct {
	dec   *xml.Decoder
	depth int
}

const maxDepth = 200 // elements inside one another; Word itself stays below 60

// readXML lets f read the root element. The decoder knows no entities but the
// five of XML, so that a bomb of entities is a syntax error.
func readXML(r io.Reader, f func(*xmlReader) error) error {
	in := bufio.NewReader(r)
	// XML may be UTF-16 too. Then the declaration names an encoding that is
	// undone already.
	decoded := false
	if head, _ := in.Peek(4); len(head) == 4 {
		for _, u := range []struct {
			mark string
			end  utf16.Endianness
		}{{"\xFF\xFE", utf16.LittleEndian}, {"\xFE\xFF", utf16.BigEndian}, {"<\x00?\x00", utf16.LittleEndian}, {"\x00<\x00?", utf16.BigEndian}} {
			if strings.HasPrefix(string(head), u.mark) {
				in = bufio.NewReader(transform.NewReader(in, utf16.UTF16(u.end, utf16.UseBOM).NewDecoder()))
				decoded = true
				break
			}
		}
	}
	x := &xmlReader{dec: xml.NewDecoder(in)}
	x.dec.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if decoded || strings.HasPrefix(strings.ToLower(label), "utf-16") {
			return in, nil
		}
		return charset.NewReaderLabel(label, in)
	}
	for {
		tok, err := x.dec.Token()
		if err != nil {
			if err == io.EOF {
				return io.ErrUnexpectedEOF
			}
			return err
		}
		if _, ok := tok.(xml.StartElement); ok {
			return f(x)
		}
	}
}

// children calls f for each child of the element just started. f must read the
// child to its end.
func (x *xmlReader) children(f func(xml.StartElement) error) error {
	if x.depth++; x.depth > maxDepth {
		return refuse(TooDeep, "", "")
	}
	defer func() { x.depth-- }()
	for {
		tok, err := x.dec.Token()
		if err != nil {
			if err == io.EOF {
				return io.ErrUnexpectedEOF
			}
			return err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if err := f(tok); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// skip reads over the element just started.
func (x *xmlReader) skip() error {
	for depth := 1; depth > 0; {
		tok, err := x.dec.Token()
		if err != nil {
			if err == io.EOF {
				return io.ErrUnexpectedEOF
			}
			return err
		}
		switch tok.(type) {
		case xml.StartElement:
			// The decoder remembers every open element.
			if depth++; x.depth+depth > maxDepth {
				return refuse(TooDeep, "", "")
			}
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

// text is the character data of the element just started.
func (x *xmlReader) text() (string, error) {
	var b strings.Builder
	for {
		tok, err := x.dec.Token()
		if err != nil {
			return "", err
		}
		switch tok := tok.(type) {
		case xml.CharData:
			b.Write(tok)
		case xml.StartElement:
			if err := x.skip(); err != nil {
				return "", err
			}
		case xml.EndElement:
			return b.String(), nil
		}
	}
}

// attr is the value of an attribute by its local name, or "".
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// on reports whether a switch such as <w:vanish/> is on.
func on(e xml.StartElement) bool {
	switch attr(e, "val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}
