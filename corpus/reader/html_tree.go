package reader

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// node is an element of a web page, or a piece of its text.
type node struct {
	tag     atom.Atom // 0 for text and for elements HTML does not know
	name    string    // of the element, "" for text
	text    string    // of a text node
	attrs   []attribute
	kids    []*node
	parent  *node
	weight  int  // characters of running text below it, links not counted
	prose   int  // lines below it that are sentences
	items   int  // of a list: the number of its last item
	counted bool // of a list: its first item was counted
	nested  bool // a table that holds a table
	junk    bool // stands around an article
}

type attribute struct{ key, value string }

// attr is the value of an attribute, or "".
func (n *node) attr(key string) string {
	for _, a := range n.attrs {
		if a.key == key {
			return a.value
		}
	}
	return ""
}

func (n *node) has(key string) bool {
	for _, a := range n.attrs {
		if a.key == key {
			return true
		}
	}
	return false
}

const (
	maxTags      = 400_000 // tags of a page; a statute of 1,260 articles saved from Word has 40,000
	maxTagsDepth = 400     // elements inside one another; deeper ones are put beside
)

// parseHTML builds the tree of a page from its tokens. It does not follow the
// whole HTML5 algorithm: that one opens lost formatting elements again in every
// paragraph, so that a page of 1 MB can grow to some gigabytes of nodes. Here a
// tag makes at most one node.
func parseHTML(src string) (*node, *Error) {
	z := html.NewTokenizer(strings.NewReader(src))
	root := &node{tag: atom.Body, name: "#root"}
	b := treeBuilder{root: root, top: root}
	for tags := 0; ; {
		switch token := z.Next(); token {
		case html.ErrorToken:
			return root, nil
		case html.TextToken:
			b.top.kids = append(b.top.kids, &node{text: string(z.Text()), parent: b.top})
		case html.StartTagToken, html.SelfClosingTagToken:
			if tags++; tags > maxTags {
				return nil, tooMany(maxTags, "tags", "个标签")
			}
			b.start(startOf(z), token == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			b.end(string(name))
		}
	}
}

// treeBuilder builds the tree of a page. top is the innermost open element, depth how
// many are open around it.
type treeBuilder struct {
	root, top *node
	depth     int
}

// startOf is the element of a start tag, with the attributes that are kept.
func startOf(z *html.Tokenizer) *node {
	name, more := z.TagName()
	n := &node{name: string(name), tag: atom.Lookup(name)}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		if keptAttribute[string(key)] && !n.has(string(key)) {
			n.attrs = append(n.attrs, attribute{string(key), string(value)})
		}
	}
	return n
}

// start opens an element.
func (b *treeBuilder) start(n *node, selfClosing bool) {
	for closedBy(b.top, n.tag) {
		b.top, b.depth = b.top.parent, b.depth-1
	}
	n.parent = b.top
	if n.tag == atom.Table {
		for a := b.top; a != nil && !a.nested; a = a.parent {
			a.nested = a.tag == atom.Table
		}
	}
	b.top.kids = append(b.top.kids, n)
	if void[n.tag] || selfClosing && strings.Contains(n.name, ":") {
		return
	}
	if b.depth < maxTagsDepth {
		b.top, b.depth = n, b.depth+1
	}
}

// end closes the nearest open element of that name; a table's cell is a wall that
// a stray </div> inside it does not break.
func (b *treeBuilder) end(name string) {
	ofTable := tablePart[atom.Lookup([]byte(name))]
	up := 1
	for n := b.top; n != b.root; n, up = n.parent, up+1 {
		if n.name == name {
			b.top, b.depth = n.parent, b.depth-up
			return
		}
		if (n.tag == atom.Td || n.tag == atom.Th) && !ofTable {
			return
		}
	}
}

var keptAttribute = map[string]bool{
	"class": true, "id": true, "style": true, "href": true, "hidden": true, "type": true, "start": true,
	"value": true, "name": true, "property": true, "content": true, "role": true, "aria-hidden": true,
	"title": true, "onclick": true, "aria-expanded": true, "aria-controls": true, "data-toggle": true, "reversed": true,
}

var void = map[atom.Atom]bool{
	atom.Br: true, atom.Hr: true, atom.Img: true, atom.Input: true, atom.Meta: true, atom.Link: true, atom.Area: true,
	atom.Base: true, atom.Col: true, atom.Embed: true, atom.Param: true, atom.Source: true, atom.Track: true, atom.Wbr: true,
}

var tablePart = map[atom.Atom]bool{
	atom.Table: true, atom.Tbody: true, atom.Thead: true, atom.Tfoot: true, atom.Tr: true, atom.Td: true, atom.Th: true,
}

// closedBy reports whether the start of an element ends the open one, as a <p>
// ends a <p> that was not closed.
func closedBy(open *node, start atom.Atom) bool {
	if open.tag == atom.P {
		return blockTag[start] || tablePart[start]
	}
	return slices.Contains(endedBy[open.tag], start)
}

// endedBy are the elements whose start ends an open one.
var endedBy = map[atom.Atom][]atom.Atom{
	atom.Li:     {atom.Li},
	atom.Dt:     {atom.Dt, atom.Dd},
	atom.Dd:     {atom.Dt, atom.Dd},
	atom.Td:     {atom.Td, atom.Th, atom.Tr, atom.Tbody},
	atom.Th:     {atom.Td, atom.Th, atom.Tr, atom.Tbody},
	atom.Tr:     {atom.Tr, atom.Tbody},
	atom.Option: {atom.Option, atom.Optgroup},
	atom.Head:   {atom.Body, atom.Div, atom.P, atom.Table},
}

// blockTag holds the elements that start a line of their own.
var blockTag = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Ul: true, atom.Ol: true, atom.Li: true, atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Article: true,
	atom.Section: true, atom.Main: true, atom.Header: true, atom.Footer: true, atom.Nav: true, atom.Aside: true,
	atom.Blockquote: true, atom.Pre: true, atom.Form: true, atom.Fieldset: true, atom.Figure: true, atom.Figcaption: true,
	atom.Address: true, atom.Center: true, atom.Table: true, atom.Hr: true, atom.Body: true, atom.Html: true, atom.Head: true,
	atom.Caption: true, atom.Details: true, atom.Summary: true,
}

// all calls f for every element below n, in the order of the page, until f
// says not to go deeper.
func (n *node) all(f func(*node) (deeper bool)) {
	for _, k := range n.kids {
		if k.name != "" && f(k) {
			k.all(f)
		}
	}
}

// words is the text below n, white space folded; only about its first limit
// bytes.
func (n *node) words(limit int) string {
	var b strings.Builder
	var walk func(*node)
	walk = func(n *node) {
		b.WriteString(n.text)
		for _, k := range n.kids {
			if b.Len() > limit {
				return
			}
			walk(k)
		}
	}
	walk(n)
	return fold(b.String())
}
