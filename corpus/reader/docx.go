package reader

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// A DOCX is a zip of XML parts (ISO/IEC 29500, Office Open XML). Three of them
// are read: the document, its styles, its numbering. What else the zip holds
// is not unpacked, whatever size it claims.

// readDOCX reads a zip archive that should be a Word document.
func (o Options) readDOCX(src []byte) (*Text, *Error) {
	// Each entry of the directory costs memory before one is looked at.
	if bytes.Count(src, []byte("PK\x01\x02")) > maxParts {
		return nil, refuse(TooLarge, fmt.Sprintf("more than %d parts", maxParts))
	}
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return nil, broken(err)
	}
	p := &parts{files: map[string]*zip.File{}, left: o.maxText()}
	for _, f := range z.File {
		p.files[strings.ToLower(strings.TrimPrefix(f.Name, "/"))] = f
	}
	name, refused := p.mainDocument()
	if refused != nil {
		return nil, refused
	}
	d := &document{styles: map[string]*style{}, t: &Text{Format: "docx"}}
	dir := path.Dir(name)
	if err := p.each(path.Join(dir, "styles.xml"), d.readStyles); err != nil {
		return nil, err
	}
	if err := p.each(path.Join(dir, "numbering.xml"), d.numbering.read); err != nil {
		return nil, err
	}
	if err := p.each(name, d.read); err != nil {
		return nil, err
	}
	d.finish()
	return d.t, nil
}

const maxParts = 20_000 // entries of the zip; a long document with 2,000 pictures has 2,100

// parts hands out the parts of the zip and keeps count of what they unpack to.
type parts struct {
	files map[string]*zip.File
	left  int64
}

// mainDocument finds the part that holds the text, or says what the zip is
// instead.
func (p *parts) mainDocument() (string, *Error) {
	name := "word/document.xml"
	if f := p.files["_rels/.rels"]; f != nil {
		err := p.each("_rels/.rels", func(x *xmlReader) error {
			return x.children(func(e xml.StartElement) error {
				if strings.HasSuffix(attr(e, "Type"), "/officeDocument") {
					name = strings.TrimPrefix(path.Clean("/"+attr(e, "Target")), "/")
				}
				return x.skip()
			})
		})
		if err != nil {
			return "", err
		}
	}
	name = strings.ToLower(name)
	if p.files[name] != nil && strings.HasPrefix(path.Base(name), "document") {
		return name, nil
	}
	for _, k := range []struct{ prefix, what string }{
		{"xl/", "Excel workbook"}, {"ppt/", "PowerPoint presentation"}, {"ofd.xml", "OFD"}, {"content.xml", "OpenDocument"},
		{"meta-inf/container.xml", "EPUB"}, {"index/document.iwa", "Pages"},
	} {
		for n := range p.files {
			if strings.HasPrefix(n, k.prefix) {
				return "", refuse(Unsupported, k.what)
			}
		}
	}
	for n := range p.files {
		if strings.HasPrefix(n, "word/") {
			return "", &Error{Reason: Broken, Err: errors.New("the zip holds no document part")}
		}
	}
	return "", refuse(Unsupported, "zip archive")
}

// each opens a part and lets f read its root element; a part that does not
// exist is not read.
func (p *parts) each(name string, f func(*xmlReader) error) *Error {
	file := p.files[strings.ToLower(name)]
	if file == nil {
		return nil
	}
	if file.Flags&1 != 0 {
		return refuse(Encrypted, "")
	}
	r, err := file.Open()
	if err != nil {
		return broken(err)
	}
	defer r.Close()
	in := &meter{r: r, left: &p.left}
	err = readXML(in, f)
	var e *Error
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errTooMuch):
		return refuse(TooLarge, "unpacked")
	case errors.As(err, &e):
		return e
	}
	return broken(fmt.Errorf("%s: %w", name, err))
}

var errTooMuch = errors.New("unpacks to more than the limit")

// meter reads until the allowance is used up. It also refuses a piece of XML
// without a "<" for longer than maxToken: the decoder keeps one tag with all
// its attributes, or one text, in memory.
type meter struct {
	r     io.Reader
	left  *int64
	token int // bytes since the last "<"
}

const maxToken = 4 << 20

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	if *m.left -= int64(n); *m.left < 0 {
		return 0, errTooMuch
	}
	if i := bytes.LastIndexByte(p[:n], '<'); i >= 0 {
		m.token = n - i
	} else {
		m.token += n
	}
	if m.token > maxToken {
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
	x := &xmlReader{dec: xml.NewDecoder(r)}
	x.dec.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("XML that is not UTF-8") }
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
		return refuse(TooDeep, "")
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
				return refuse(TooDeep, "")
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
