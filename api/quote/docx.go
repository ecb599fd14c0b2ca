package quote

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tiaowen/corpus"
)

// ErrNotDOCX says that a file is no Word document that can be annotated.
var ErrNotDOCX = errors.New("the file is not a Word document")

// Comment is a remark on words of a Word document. The span counts bytes of the
// text that [Annotate] hands out.
type Comment struct {
	corpus.Span
	Text string
}

// maxPart bounds an unpacked part of a document, in bytes.
const maxPart = 64 << 20

// Annotate returns a DOCX with comments added and nothing else changed. comments
// returns them for the text of its paragraphs, in order. Existing comments and
// tracked changes stay; deleted words are not part of the text. Annotate divides
// a run of words where a comment begins or ends within it.
func Annotate(src []byte, comments func(text string) ([]Comment, error)) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotDOCX, err)
	}
	p := &pack{z: z, changed: make(map[string][]byte)}
	if err := p.open(); err != nil {
		return nil, err
	}
	body := readBody(p.document)
	list, err := comments(body.text.String())
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(slices.Clone(list), func(c Comment) bool { first, _ := body.edges(c.Span); return first < 0 })
	first, err := p.nextID()
	if err != nil {
		return nil, err
	}
	p.changed[p.main] = body.annotate(list, first)
	if err := p.addComments(list, first, body.prefix); err != nil {
		return nil, err
	}
	return p.write()
}

// pack is a DOCX as a zip.
type pack struct {
	z        *zip.Reader
	main     string // name of the main part: word/document.xml
	document []byte
	comments string // name of the part with comments; "" where there is none
	rels     []byte // relationships of the main part; nil where there are none
	changed  map[string][]byte
}

type relationships struct {
	List []struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
	} `xml:"Relationship"`
}

// read unpacks a part; nil where there is none of that name.
func (p *pack) read(name string) ([]byte, error) {
	for _, f := range p.z.File {
		if f.Name != name {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNotDOCX, err)
		}
		defer r.Close()
		b, err := io.ReadAll(io.LimitReader(r, maxPart+1))
		if err != nil {
			return nil, fmt.Errorf("%w: %s cannot be unpacked: %w", ErrNotDOCX, name, err)
		}
		if len(b) > maxPart {
			return nil, fmt.Errorf("%w: %s has more than %d MB when it is unpacked", ErrNotDOCX, name, maxPart>>20)
		}
		return b, nil
	}
	return nil, nil
}

// open finds the main part and its comments.
func (p *pack) open() error {
	src, err := p.read("_rels/.rels")
	if err != nil {
		return err
	}
	top, err := readRelationships(src)
	if err != nil {
		return err
	}
	for _, r := range top.List {
		if strings.HasSuffix(r.Type, "/officeDocument") {
			p.main = strings.TrimPrefix(path.Clean("/"+r.Target), "/")
		}
	}
	if p.document, err = p.read(p.main); err != nil {
		return err
	}
	if p.document == nil {
		return fmt.Errorf("%w: it has no main part", ErrNotDOCX)
	}
	return p.openComments()
}

// openComments finds the comments of the main part, if it has any.
func (p *pack) openComments() (err error) {
	if p.rels, err = p.read(p.relsName()); err != nil || p.rels == nil {
		return err
	}
	own, err := readRelationships(p.rels)
	if err != nil {
		return err
	}
	for _, r := range own.List {
		if strings.HasSuffix(r.Type, "/relationships/comments") {
			p.comments = p.target(r.Target)
		}
	}
	return nil
}

func readRelationships(src []byte) (rels relationships, err error) {
	if err := xml.Unmarshal(src, &rels); err != nil {
		return rels, fmt.Errorf("%w: %w", ErrNotDOCX, err)
	}
	return rels, nil
}

// target is the name of the part that a relationship of the main part leads to.
func (p *pack) target(name string) string {
	if absolute, ok := strings.CutPrefix(name, "/"); ok {
		return absolute
	}
	return strings.TrimPrefix(path.Join("/", path.Dir(p.main), name), "/")
}

func (p *pack) relsName() string {
	return path.Join(path.Dir(p.main), "_rels", path.Base(p.main)+".rels")
}

// nextID is the first number that no comment has.
func (p *pack) nextID() (int, error) {
	if p.comments == "" {
		return 0, nil
	}
	src, err := p.read(p.comments)
	if err != nil {
		return 0, err
	}
	next := 0
	for d := xml.NewDecoder(bytes.NewReader(src)); ; {
		t, err := d.Token()
		if err == io.EOF {
			return next, nil
		}
		if err != nil {
			return 0, fmt.Errorf("%w: its comments: %w", ErrNotDOCX, err)
		}
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "comment" {
			next = max(next, commentID(e)+1)
		}
	}
}

// commentID is the number of a comment, -1 where it has none.
func commentID(e xml.StartElement) int {
	id := -1
	for _, a := range e.Attr {
		if n, err := strconv.Atoi(a.Value); err == nil && a.Name.Local == "id" {
			id = max(id, n)
		}
	}
	return id
}

const wordNamespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

// addComments adds the comments to their part, and makes the part where there is none.
func (p *pack) addComments(list []Comment, first int, prefix namespace) error {
	if len(list) == 0 {
		return nil
	}
	var b strings.Builder
	for i, c := range list {
		fmt.Fprintf(&b, `<w:comment xmlns:w="%s" w:id="%d" w:author="tiaowen 条文" w:initials="条文"><w:p><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p></w:comment>`,
			prefix.url, first+i, escapeXML(c.Text))
	}
	if p.comments != "" {
		src, err := p.read(p.comments)
		if err != nil {
			return err
		}
		at := bytes.LastIndex(src, []byte("</"))
		if at < 0 { // <w:comments/>
			if at = bytes.LastIndex(src, []byte("/>")); at < 0 {
				return fmt.Errorf("%w: its comments break off", ErrNotDOCX)
			}
			name := src[bytes.LastIndexByte(src[:at], '<')+1 : at]
			name, _, _ = bytes.Cut(name, []byte(" "))
			p.changed[p.comments] = slices.Concat(src[:at], []byte(">"+b.String()+"</"+string(name)+">"))
			return nil
		}
		p.changed[p.comments] = slices.Concat(src[:at], []byte(b.String()), src[at:])
		return nil
	}
	name := "comments.xml"
	for n := 1; p.has(path.Join(path.Dir(p.main), name)); n++ {
		name = fmt.Sprintf("comments%d.xml", n)
	}
	p.comments = path.Join(path.Dir(p.main), name)
	p.changed[p.comments] = []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<w:comments xmlns:w="` + prefix.url + `">` + b.String() + `</w:comments>`)
	return p.register(name)
}

func (p *pack) has(name string) bool {
	return slices.ContainsFunc(p.z.File, func(f *zip.File) bool { return strings.EqualFold(f.Name, name) })
}

// register tells the package of a new part with comments.
func (p *pack) register(name string) error {
	const kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
	rels := p.rels
	if rels == nil {
		rels = []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>`)
	}
	id := "rIdTiaowen"
	for n := 1; bytes.Contains(rels, []byte(`"`+id+`"`)); n++ {
		id = fmt.Sprintf("rIdTiaowen%d", n)
	}
	var err error
	if p.changed[p.relsName()], err = insertLast(rels, `<Relationship Id="`+id+`" Type="`+kind+`" Target="`+name+`"/>`); err != nil {
		return err
	}
	const types = "[Content_Types].xml"
	list, err := p.read(types)
	if err != nil {
		return err
	}
	p.changed[types], err = insertLast(list, `<Override PartName="/`+p.comments+`" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>`)
	return err
}

// insertLast puts an element behind the last one of the outermost.
func insertLast(src []byte, element string) ([]byte, error) {
	at := bytes.LastIndex(src, []byte("</"))
	if at < 0 {
		return nil, fmt.Errorf("%w: its list of parts breaks off", ErrNotDOCX)
	}
	return slices.Concat(src[:at], []byte(element), src[at:]), nil
}

// write makes the zip: parts that did not change keep their bytes.
func (p *pack) write() ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range p.z.File {
		data, ok := p.changed[f.Name]
		if !ok {
			if err := w.Copy(f); err != nil {
				return nil, err
			}
			continue
		}
		delete(p.changed, f.Name)
		if err := add(w, &zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: f.Modified}, data); err != nil {
			return nil, err
		}
	}
	for name, data := range p.changed {
		if err := add(w, &zip.FileHeader{Name: name, Method: zip.Deflate}, data); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}

func add(w *zip.Writer, h *zip.FileHeader, data []byte) error {
	f, err := w.CreateHeader(h)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return err
}

func escapeXML(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // Unreachable: a strings.Builder takes every write.
	return b.String()
}

// namespace is that of WordprocessingML in a document: its address, and the
// prefix that the document gives it, colon included.
type namespace struct{ prefix, url string }

// letter is a character of the text and where it is in the main part.
type letter struct{ in, from, to int } // in is a position in body.texts

// textElement is a <w:t> with the run around it.
type textElement struct {
	run, properties []byte // <w:r …> and <w:rPr>…</w:rPr> as written
	tag             []byte // <w:t …>
	tagEnd          int    // behind it
	runStart        int    // of <w:r
	runEnd          int    // behind </w:r>
	first, last     bool   // in its run
}

// body is the text of the main part.
type body struct {
	src     []byte
	prefix  namespace
	text    strings.Builder
	letters []letter
	at      []int // byte of text → position in letters; -1 for line ends and tabs
	texts   []*textElement
}

// hidden are elements whose words are not part of the running text.
var hidden = map[string]bool{"del": true, "moveFrom": true, "txbxContent": true, "Fallback": true, "instrText": true}

// walk reads the main part, element by element.
type walk struct {
	*body
	path  []string
	skip  int // depth of the outermost hidden element, 0 outside
	run   *textElement
	inRun []*textElement
	props int // where the properties of the run begin
}

// readBody reads the words of the paragraphs with their places.
func readBody(src []byte) *body {
	w := &walk{body: &body{src: src, prefix: namespace{"w:", wordNamespace}}}
	d := xml.NewDecoder(bytes.NewReader(src))
	for {
		from := int(d.InputOffset())
		t, err := d.RawToken()
		if err != nil {
			return w.body // what follows a fault stays as it is
		}
		to := int(d.InputOffset())
		switch e := t.(type) {
		case xml.StartElement:
			w.begin(e, from, to)
		case xml.EndElement:
			w.end(e.Name.Local, to)
		case xml.CharData:
			if w.skip == 0 && w.run != nil && len(w.inRun) > 0 && w.in("t") {
				w.words(from, to)
			}
		}
	}
}

// in reports whether the innermost open element is of that name.
func (w *walk) in(name string) bool { return len(w.path) > 0 && w.path[len(w.path)-1] == name }

func (w *walk) begin(e xml.StartElement, from, to int) {
	name := e.Name.Local
	ofRun := w.in("r")
	w.path = append(w.path, name)
	if len(w.path) == 1 {
		w.readNamespace(e)
	}
	if w.hides(name) {
		return
	}
	if gap, ok := unseen[name]; ok {
		if gap != 0 {
			w.gap(gap)
		}
		w.inRun = append(w.inRun, &textElement{})
		return
	}
	switch name {
	case "r":
		w.run, w.inRun = &textElement{run: w.src[from:to], runStart: from}, nil
	case "rPr":
		if ofRun {
			w.props = from
		}
	case "t":
		w.beginText(from, to)
	}
}

// unseen are elements of a run that are no text and divide the texts around them,
// with the blank that they stand for, 0 for none.
var unseen = map[string]byte{
	"tab": '\t', "br": '\n', "cr": '\n',
	"commentReference": 0, "drawing": 0, "pict": 0, "object": 0, "fldChar": 0,
	"footnoteReference": 0, "endnoteReference": 0, "sym": 0, "AlternateContent": 0,
}

// hides reports whether an element that begins is not shown, or is within one.
func (w *walk) hides(name string) bool {
	if w.skip == 0 && hidden[name] {
		w.skip = len(w.path)
	}
	return w.skip > 0
}

// beginText takes the tag of a text within a run; one without words is left out.
func (w *walk) beginText(from, to int) {
	if w.run == nil || w.src[to-2] == '/' {
		return
	}
	one := *w.run
	one.tag, one.tagEnd, one.first = w.src[from:to], to, len(w.inRun) == 0
	w.inRun, w.texts = append(w.inRun, &one), append(w.texts, &one)
}

func (w *walk) end(name string, to int) {
	shown := w.skip == 0
	if w.skip == len(w.path) {
		w.skip = 0
	}
	w.path = w.path[:max(len(w.path)-1, 0)]
	if !shown {
		return
	}
	switch name {
	case "rPr":
		if w.run != nil && w.run.properties == nil && len(w.inRun) == 0 && w.in("r") {
			w.run.properties = w.src[w.props:to]
		}
	case "r":
		w.endRun(to)
	case "p":
		w.gap('\n')
	}
}

// endRun tells the texts of a run where it ends.
func (w *walk) endRun(to int) {
	for i, one := range w.inRun {
		one.runEnd, one.last = to, i == len(w.inRun)-1
	}
	w.run, w.inRun = nil, nil
}

// readNamespace finds what the document calls WordprocessingML.
func (b *body) readNamespace(root xml.StartElement) {
	b.prefix.prefix = ""
	if root.Name.Space != "" {
		b.prefix.prefix = root.Name.Space + ":"
	}
	for _, a := range root.Attr {
		if a.Name.Space == "xmlns" && a.Name.Local == root.Name.Space || a.Name.Space == "" && a.Name.Local == "xmlns" && root.Name.Space == "" {
			b.prefix.url = a.Value
		}
	}
}

// gap adds a character that has no place of its own.
func (b *body) gap(c byte) {
	b.text.WriteByte(c)
	b.at = append(b.at, -1)
}

// words adds the characters of src[from:to], entities read.
func (b *body) words(from, to int) {
	for i := from; i < to; {
		r, n := utf8.DecodeRune(b.src[i:to])
		if r == '&' {
			if r, n = entity(b.src[i:to]); n == 0 {
				r, n = '&', 1
			}
		}
		if r == utf8.RuneError && n <= 1 || bytes.HasPrefix(b.src[i:], []byte("<![CDATA[")) {
			return // cannot be divided: left out
		}
		for range utf8.RuneLen(r) {
			b.at = append(b.at, len(b.letters))
		}
		b.text.WriteRune(r)
		b.letters = append(b.letters, letter{len(b.texts) - 1, i, i + n})
		i += n
	}
}

// entity reads &amp; &#x4E00; and the like.
func entity(s []byte) (rune, int) {
	end := bytes.IndexByte(s[:min(len(s), 12)], ';')
	if end < 2 {
		return 0, 0
	}
	name := string(s[1:end])
	if r, ok := map[string]rune{"amp": '&', "lt": '<', "gt": '>', "quot": '"', "apos": '\''}[name]; ok {
		return r, end + 1
	}
	if digits, ok := strings.CutPrefix(name, "#"); ok {
		base := 10
		if hex, ok := strings.CutPrefix(digits, "x"); ok {
			digits, base = hex, 16
		}
		if v, err := strconv.ParseInt(digits, base, 32); err == nil && utf8.ValidRune(rune(v)) {
			return rune(v), end + 1
		}
	}
	return 0, 0
}

// splice is words to be put into the main part.
type splice struct {
	at   int
	rank int // of several in one place: ends stand before beginnings
	text string
}

// annotate puts the marks of comments into the main part.
func (b *body) annotate(list []Comment, first int) []byte {
	m := marking{body: b, preserved: make(map[*textElement]bool)}
	w := b.prefix.prefix
	for i, c := range list {
		from, to := b.edges(c.Span)
		id := fmt.Sprintf(`%sid="%d"`, w, first+i)
		m.mark(b.letters[from], true, 2*i+1<<20, `<`+w+`commentRangeStart `+id+`/>`)
		m.mark(b.letters[to], false, 2*i, `<`+w+`commentRangeEnd `+id+`/><`+w+`r><`+w+`commentReference `+id+`/></`+w+`r>`)
	}
	slices.SortStableFunc(m.splices, func(x, y splice) int { return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.rank, y.rank)) })
	var out bytes.Buffer
	last := 0
	for _, s := range m.splices {
		out.Write(b.src[last:s.at])
		out.WriteString(s.text)
		last = s.at
	}
	out.Write(b.src[last:])
	return out.Bytes()
}

// marking collects what goes into the main part.
type marking struct {
	*body
	splices   []splice
	preserved map[*textElement]bool // texts whose blanks are kept
}

// mark puts a mark in front of the letter where a comment begins, or behind the one
// where it ends: at the edge of the run where the letter is there, else the run is
// divided in two.
func (m *marking) mark(l letter, begins bool, rank int, text string) {
	in := m.texts[l.in]
	at := l.to
	if begins {
		at = l.from
	}
	switch {
	case begins && in.first && at == in.tagEnd:
		m.splices = append(m.splices, splice{in.runStart, rank, text})
		return
	case !begins && in.last && bytes.HasPrefix(m.src[at:], []byte("</")):
		m.splices = append(m.splices, splice{in.runEnd, rank, text})
		return
	}
	m.preserve(in)
	w := m.prefix.prefix
	again := `</` + w + `t></` + w + `r>` + text + string(in.run) + string(in.properties) + `<` + w + `t xml:space="preserve">`
	m.splices = append(m.splices, splice{at, rank, again})
}

// preserve keeps the blanks at the ends of a text that is divided.
func (m *marking) preserve(in *textElement) {
	if m.preserved[in] {
		return
	}
	m.preserved[in] = true
	if !bytes.Contains(in.tag, []byte("xml:space")) {
		m.splices = append(m.splices, splice{in.tagEnd - 1, -1, ` xml:space="preserve"`})
	}
}

// edges are the first and the last letter of a span of the text, -1 where it has none.
func (b *body) edges(s corpus.Span) (first, last int) {
	first, last = -1, -1
	for i := s.Start; i < s.End && i < len(b.at); i++ {
		if b.at[i] >= 0 {
			if first < 0 {
				first = b.at[i]
			}
			last = b.at[i]
		}
	}
	return first, last
}
