package reader

import (
	"encoding/xml"
	"path"
	"strings"
)

// A DOCX is a zip of XML parts (ISO/IEC 29500, Office Open XML): the document, its
// styles, its numbering, its notes, and what is embedded in it.

// readDOCX reads a Word document whose text is the part called name.
func (o Options) readDOCX(p *parts, name string) (*Text, *Error) {
	d := &document{styles: map[string]*style{}, t: &Text{Format: "docx"}, options: o, parts: p, chunks: map[string]string{}}
	dir := path.Dir(name)
	var notes, heads []string
	err := p.relations(path.Join(dir, "_rels", path.Base(name)+".rels"), func(id, kind, target string) {
		switch kind {
		case "aFChunk":
			d.chunks[id] = beside(name, target)
		case "footnotes", "endnotes":
			notes = append(notes, beside(name, target))
		case "header", "footer":
			heads = append(heads, beside(name, target))
		}
	})
	if err != nil {
		return nil, err
	}
	for _, part := range []struct {
		name string
		read func(*xmlReader) error
	}{{path.Join(dir, "styles.xml"), d.readStyles}, {path.Join(dir, "numbering.xml"), d.numbering.read}, {name, d.read}} {
		if err := p.each(part.name, part.read); err != nil {
			return nil, err
		}
	}
	// The report says how notes and headers begin; a broken one is not worth the document.
	for _, n := range notes {
		_ = p.each(n, d.readNotes)
	}
	if d.headers {
		for _, n := range heads {
			_ = p.each(n, d.readHead)
		}
	}
	d.finish()
	return d.t, nil
}

// beside is the part that another one names by its target.
func beside(part, target string) string {
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/")
	}
	return path.Join(path.Dir(part), target)
}

// readHead adds the words of a header or footer to the report.
func (d *document) readHead(x *xmlReader) error {
	words, err := x.words()
	if words != "" {
		d.heads.add(words)
	}
	return err
}

// readNotes adds the words of footnotes to the report.
func (d *document) readNotes(x *xmlReader) error {
	return x.children(func(e xml.StartElement) error {
		if kind := attr(e, "type"); kind != "" && kind != "normal" {
			return x.skip() // the lines between text and notes
		}
		words, err := x.words()
		if words != "" && len(d.left[notes].words) < 3 {
			d.left[notes].words = append(d.left[notes].words, firstWords(words))
		}
		return err
	})
}

// words is the text within the element just started, whatever it stands in.
func (x *xmlReader) words() (string, error) {
	var b strings.Builder
	for depth := 1; depth > 0; {
		tok, err := x.dec.Token()
		if err != nil {
			return b.String(), err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			depth++
			if tok.Name.Local == "t" || tok.Name.Local == "delText" {
				s, err := x.text()
				if err != nil {
					return b.String(), err
				}
				depth--
				if b.Len() < 400 {
					b.WriteString(s)
				}
			}
			if x.depth+depth > maxDepth {
				return b.String(), refuse(TooDeep, "", "")
			}
		case xml.EndElement:
			depth--
		}
	}
	return strings.TrimSpace(b.String()), nil
}
