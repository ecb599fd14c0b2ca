package opensearch

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/klauspost/compress/zstd"

	"tiaowen/corpus"
	"tiaowen/corpus/codec"
	"tiaowen/corpus/norm"
	"tiaowen/index"
	"tiaowen/index/facet"
	"tiaowen/index/field"
	"tiaowen/index/gram"
	"tiaowen/index/naming"
	"tiaowen/index/opensearch/tables"
)

// PublishOptions of a publication. The zero value is the default.
type PublishOptions struct {
	// Vectors are the files of sentence vectors, by the name of the model.
	Vectors map[string]string
	// Shards is the number of primary shards. 0 means one per million clauses.
	Shards int
	// Progress is called with the number of clauses written so far.
	Progress func(done, total int)
	// Again writes the documents even if they are published already.
	Again bool
}

// clauseLine is a clause as it is written to the cluster.
type clauseLine struct {
	Bag      string   `json:"bag"`
	Letters  []string `json:"letters"`
	Ordinal  int      `json:"ordinal"`
	Document string   `json:"document"`
	In       []string `json:"in,omitempty"`
	Norms    []string `json:"norms,omitempty"`
	Kind     string   `json:"kind,omitempty"`
	Year     string   `json:"year,omitempty"`
	Top      *int     `json:"top,omitempty"`
	Above    []string `json:"above,omitempty"`
	From     string   `json:"from"`
	Until    string   `json:"until,omitempty"`
	Label    string   `json:"label,omitempty"`
	Title    string   `json:"title,omitempty"`
	Path     string   `json:"path,omitempty"`
	Name     string   `json:"name"`
	Text     string   `json:"text"`
}

// documentLine is a document, or a part of what servers need beside the documents.
type documentLine struct {
	Place   int    `json:"place"`
	ID      string `json:"id,omitempty"`
	Title   string `json:"title,omitempty"`
	Date    string `json:"date,omitempty"`
	Clauses int    `json:"clauses,omitempty"`
	Sum     string `json:"sum,omitempty"`
	Record  string `json:"record"`
	Part    string `json:"part,omitempty"`
}

// manifest describes a generation. It is stored as a part.
type manifest struct {
	Written   time.Time      `json:"written"`
	Sum       string         `json:"sum"` // of all documents and vectors
	Documents int            `json:"documents"`
	Clauses   int            `json:"clauses"`
	Parts     map[string]int `json:"parts"` // name → number of its pieces
}

// The parts. Those of vectors are named vectors/MODEL.
const (
	manifestPart = "manifest"
	wordsPart    = "words"
	countsPart   = "counts"
	placesPart   = "places"
	vectorsPart  = "vectors/"
)

// pieceBytes is the size of a piece of a part.
const pieceBytes = 2 << 20

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Publish writes the documents of an index to the cluster and activates them in
// one step. It returns the number of the active generation. The previous generation
// stays active until then, and can be read for a while after that. If the same
// documents are active already, Publish writes nothing. If the process dies, the previous
// generation stays active, and the next Publish removes what was written.
func (c *Cluster) Publish(ctx context.Context, ix *index.Index, opts PublishOptions) (generation int, err error) {
	p := &publishing{c: c, ix: ix, opts: opts}
	if err := p.prepare(ctx); err != nil {
		return 0, err
	}
	if p.same {
		return p.before, nil
	}
	if err := p.create(ctx); err != nil {
		return 0, err
	}
	err = p.fill(ctx)
	if err == nil {
		err = p.settle(ctx)
	}
	if err == nil {
		err = p.putIntoForce(ctx)
	}
	if err != nil {
		p.drop()
		return 0, err
	}
	p.clean(ctx)
	return p.generation, nil
}

// publishing is one publication.
type publishing struct {
	c    *Cluster
	ix   *index.Index
	opts PublishOptions

	before     int // the active generation; 0 if there is none
	generation int
	same       bool
	m          manifest
	records    [][]byte // compressed, of the documents
	sums       []string
	until      map[*corpus.Document]string
	counts     map[string]uint32
	places     []byte
}

// prepare reads what the cluster has, and compares it with the documents.
func (p *publishing) prepare(ctx context.Context) error {
	// A cluster is red for a moment while an index is created; wait for that.
	if err := p.c.call(ctx, p.c.write, http.MethodGet, "/_cluster/health?wait_for_status=yellow&timeout=10s", nil, nil); err != nil && !Is(err, Refused) {
		return err
	}
	if err := p.c.health(ctx, ""); err != nil {
		return err
	}
	if err := p.number(ctx); err != nil {
		return err
	}
	if err := p.pack(); err != nil {
		return err
	}
	p.same = p.before > 0 && !p.opts.Again && p.isActive(ctx)
	return nil
}

// isActive reports whether the active generation holds these documents, as this version
// of the program writes them.
func (p *publishing) isActive(ctx context.Context) bool {
	if p.c.checkMapping(ctx, p.before) != nil {
		return false
	}
	m, err := p.c.manifest(ctx, p.before)
	return err == nil && m.Sum == p.m.Sum && m.Documents == p.m.Documents && m.Clauses == p.m.Clauses
}

// number finds the active generation and a number for the next one that no index has.
func (p *publishing) number(ctx context.Context) (err error) {
	if p.before, err = p.c.inForce(ctx); err != nil && !Is(err, Nothing) {
		return err
	}
	var names map[string]json.RawMessage
	if err := p.c.call(ctx, p.c.ask, http.MethodGet, "/"+p.c.opts.Prefix+"-*/_alias?ignore_unavailable=true", nil, &names); err != nil {
		return err
	}
	p.generation = p.before + 1
	for name := range names {
		p.generation = max(p.generation, p.c.generationOf(name)+1)
	}
	return nil
}

// pack compresses the documents and computes the checksum of documents and vectors.
func (p *publishing) pack() error {
	pack, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault))
	if err != nil {
		return err
	}
	sum := crc32.New(castagnoli)
	for _, d := range p.ix.Documents() {
		record, err := codec.Append(nil, d)
		if err != nil {
			return err
		}
		one := fmt.Sprintf("%s %d %08x", d.ID, len(record), crc32.Checksum(record, castagnoli))
		fmt.Fprintln(sum, one)
		p.sums = append(p.sums, one)
		p.records = append(p.records, pack.EncodeAll(record, nil))
		p.m.Clauses += len(d.Clauses)
	}
	for _, model := range p.models() {
		info, err := os.Stat(p.opts.Vectors[model])
		if err != nil {
			return err
		}
		fmt.Fprintln(sum, model, info.Size())
	}
	p.m.Documents, p.m.Written = len(p.records), time.Now().UTC().Truncate(time.Second)
	p.m.Sum = hex.EncodeToString(sum.Sum(nil))
	return nil
}

func (p *publishing) models() []string {
	var models []string
	for m := range p.opts.Vectors {
		models = append(models, m)
	}
	slices.Sort(models)
	return models
}

// create makes the indices of the generation, with settings for fast writing.
func (p *publishing) create(ctx context.Context) error {
	if err := p.c.putTemplates(ctx); err != nil {
		return err
	}
	shards := p.opts.Shards
	if shards <= 0 {
		shards = 1 + p.m.Clauses/1_000_000
	}
	for _, kind := range kinds {
		settings := map[string]any{"number_of_shards": shards, "number_of_replicas": 0, "refresh_interval": "-1"}
		if kind != current {
			settings["number_of_shards"] = 1
		}
		if err := p.c.call(ctx, p.c.write, http.MethodPut, "/"+p.c.name(p.generation, kind), map[string]any{"settings": settings}, nil); err != nil {
			return err
		}
	}
	// A template of a higher priority may have replaced ours.
	return p.c.checkMapping(ctx, p.generation)
}

// fill writes everything.
func (p *publishing) fill(ctx context.Context) error {
	b := p.c.newBulk(ctx)
	err := p.writeClauses(b)
	if err == nil {
		err = p.writeDocuments(b)
	}
	if err == nil {
		err = p.writeParts(b)
	}
	if cerr := b.close(); err == nil || cerr != nil {
		err = cerr // writing failed first, and that stopped add
	}
	return err
}

func (p *publishing) writeClauses(b *bulk) error {
	p.until, p.counts = make(map[*corpus.Document]string), make(map[string]uint32)
	for _, group := range p.ix.Versioned() { // newest first
		next := group[0].Date
		for _, d := range group[1:] {
			p.until[d] = day(next)
			next = min(next, d.Date)
		}
	}
	ordinal := 0
	for _, d := range p.ix.Documents() {
		kind := current
		if !p.ix.Current(d) {
			kind = older
		}
		for _, cl := range d.Clauses {
			if err := b.add(p.c.name(p.generation, kind), cl.ID(), p.line(cl, ordinal)); err != nil {
				return err
			}
			p.places = tables.AppendPlaces(p.places, p.ix.Places(uint32(ordinal)))
			ordinal++
		}
		if p.opts.Progress != nil {
			p.opts.Progress(ordinal, p.m.Clauses)
		}
	}
	return nil
}

// day is a date for comparison; a document without a date comes before all others.
func day(date string) string {
	if date == "" {
		return "0000-00-00"
	}
	return date
}

// line makes the line of a clause and counts its terms.
func (p *publishing) line(cl *corpus.Clause, ordinal int) *clauseLine {
	d := cl.Document
	l := &clauseLine{
		Bag: p.bag(cl), Ordinal: ordinal, Document: d.ID, In: sectionKeys(cl), From: day(d.Date), Until: p.until[d],
		Label: cl.Label, Title: cl.Title, Name: d.Title, Text: cl.Text(),
		Kind: naming.KindOf(d), Year: facet.YearOf(d), Top: topOf(cl), Norms: normsOf(cl),
	}
	var path []string
	for _, s := range cl.Path() {
		path = append(path, s.Name())
	}
	l.Path = strings.Join(path, " / ")
	for i, text := range field.Texts(cl) {
		for line := range strings.Lines(text) {
			if l.Letters = append(l.Letters, letters(line)); i > 0 {
				l.Above = append(l.Above, letters(line))
			}
		}
	}
	return l
}

// bag gives the terms of a clause with their weights as frequencies, and counts them.
func (p *publishing) bag(cl *corpus.Clause) string {
	var bag []byte
	for term, weight := range p.ix.Weights().Bag(cl) {
		p.counts[term]++
		if len(term) <= longestTerm && !strings.ContainsFunc(term, unicode.IsSpace) && !strings.Contains(term, "|") {
			bag = fmt.Appendf(bag, "%s|%d ", term, frequencyOf(weight))
		}
	}
	return string(bag)
}

// topOf gives the position of the outermost section of a clause in its document; nil for a
// clause outside of all sections.
func topOf(cl *corpus.Clause) *int {
	s := cl.Section
	if s == nil {
		return nil
	}
	for s.Parent != nil {
		s = s.Parent
	}
	top := slices.Index(cl.Document.Sections, s)
	return &top
}

// normsOf gives the kinds of norms in a clause, each once.
func normsOf(cl *corpus.Clause) (kinds []string) {
	for _, n := range norm.Of(cl) {
		if kind := n.Kind.String(); !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// letters are the characters of a line in the form in which they are matched, separated
// by blanks. A blank of the line itself becomes ␣.
func letters(line string) string {
	var b strings.Builder
	for _, r := range strings.TrimRight(index.Fold(line), "\n") {
		if unicode.IsSpace(r) {
			r = '␣'
		}
		b.WriteRune(r)
		b.WriteByte(' ')
	}
	return b.String()
}

func (p *publishing) writeDocuments(b *bulk) error {
	for i, d := range p.ix.Documents() {
		err := b.add(p.c.name(p.generation, documents), d.ID, &documentLine{
			Place: i, ID: d.ID, Title: d.Title, Date: d.Date, Clauses: len(d.Clauses), Sum: p.sums[i],
			Record: base64.StdEncoding.EncodeToString(p.records[i]),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// writeParts writes the places of words, the counts, the vectors and, last, the
// manifest.
func (p *publishing) writeParts(b *bulk) error {
	words := strings.Join(slices.Collect(p.ix.Occurring()), "\n")
	if err := p.countWords(b.ctx); err != nil {
		return err
	}
	parts := map[string][]byte{wordsPart: []byte(words), countsPart: tables.NewCounts(p.counts).Append(nil), placesPart: p.places}
	for _, model := range p.models() {
		vectors, err := os.ReadFile(p.opts.Vectors[model])
		if err != nil {
			return err
		}
		parts[vectorsPart+model] = vectors
	}
	p.m.Parts = make(map[string]int)
	for name, content := range parts {
		for from := 0; from == 0 || from < len(content); from += pieceBytes {
			if err := p.piece(b, name, p.m.Parts[name], content[from:min(len(content), from+pieceBytes)]); err != nil {
				return err
			}
			p.m.Parts[name]++
		}
	}
	m, err := json.Marshal(p.m)
	if err != nil {
		return err
	}
	return p.piece(b, manifestPart, 0, m)
}

func (p *publishing) piece(b *bulk, name string, n int, content []byte) error {
	return b.add(p.c.name(p.generation, documents), pieceID(name, n), &documentLine{Place: n, Part: name, Record: base64.StdEncoding.EncodeToString(content)})
}

// pieceID is the id of a piece. Its colon sets it apart from the ids of documents.
func pieceID(name string, n int) string {
	return fmt.Sprintf("part:%s:%06d", strings.ReplaceAll(name, "/", ":"), n)
}

// countWords counts the longer words that queries ask for most.
func (p *publishing) countWords(ctx context.Context) error {
	var words []string
	for w := range p.ix.Asked() {
		if _, known := p.counts[w]; !known && len(gram.Of(w)) > 1 {
			p.counts[w] = 0
			words = append(words, w)
		}
	}
	for part := range slices.Chunk(words, 1000) {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		counts, err := p.ix.Counts(ctx, part)
		if err != nil {
			return err
		}
		for i, w := range part {
			p.counts[w] = uint32(counts[i])
		}
	}
	return nil
}

// settle makes the new indices searchable, merges each shard into one segment, and
// waits for the copies on other nodes, if there are any.
func (p *publishing) settle(ctx context.Context) error {
	for _, kind := range kinds {
		if err := p.settleIndex(ctx, p.c.name(p.generation, kind)); err != nil {
			return err
		}
	}
	if err := p.checkCount(ctx); err != nil {
		return err
	}
	return p.awaitCopies(ctx)
}

// settleIndex makes one index searchable, merges its shards and gives it the settings of
// an index that is only read.
func (p *publishing) settleIndex(ctx context.Context, name string) error {
	settings := map[string]any{"index": map[string]any{"auto_expand_replicas": "0-1", "refresh_interval": "1h"}}
	for _, step := range []struct {
		method, path string
		body         any
	}{
		{http.MethodPost, "/_refresh", nil},
		{http.MethodPost, "/_forcemerge?max_num_segments=1", nil},
		{http.MethodPut, "/_settings", settings},
		{http.MethodPost, "/_refresh", nil},
	} {
		if err := p.c.call(ctx, p.c.write, step.method, "/"+name+step.path, step.body, nil); err != nil {
			return err
		}
	}
	return nil
}

// checkCount returns an error if the cluster does not have all clauses.
func (p *publishing) checkCount(ctx context.Context) error {
	var count struct {
		Count int `json:"count"`
	}
	names := p.c.name(p.generation, current) + "," + p.c.name(p.generation, older)
	if err := p.c.call(ctx, p.c.ask, http.MethodGet, "/"+names+"/_count", nil, &count); err != nil {
		return err
	}
	if count.Count != p.m.Clauses {
		return &Error{Reason: Refused, Detail: fmt.Sprintf("%d clauses were written and %d are there", p.m.Clauses, count.Count)}
	}
	return nil
}

// awaitCopies waits a minute for the copies on other nodes. A generation can be searched
// without its copies; it only takes longer until the cluster can lose a node without
// losing data.
func (p *publishing) awaitCopies(ctx context.Context) error {
	var h struct {
		Status string `json:"status"`
	}
	path := fmt.Sprintf("/_cluster/health/%s-%06d-*?wait_for_status=green&timeout=60s", p.c.opts.Prefix, p.generation)
	if err := p.c.call(ctx, p.c.write, http.MethodGet, path, nil, &h); err != nil && !Is(err, Refused) {
		return err
	}
	if h.Status != "green" {
		p.c.opts.Log.Warn("the replicas of the import are not on a second node yet", "generation", p.generation, "status", h.Status)
	}
	return nil
}

// putIntoForce activates the generation: it moves all aliases in one step.
func (p *publishing) putIntoForce(ctx context.Context) error {
	var actions []map[string]any
	for _, kind := range kinds {
		if p.before > 0 {
			actions = append(actions, map[string]any{"remove": map[string]any{"index": p.c.name(p.before, kind), "alias": p.c.alias(kind), "must_exist": true}})
		}
		actions = append(actions, map[string]any{"add": map[string]any{"index": p.c.name(p.generation, kind), "alias": p.c.alias(kind)}})
	}
	// Another import has moved the aliases in the meantime.
	if now, err := p.c.inForce(ctx); err != nil && !Is(err, Nothing) {
		return err
	} else if now != p.before {
		return &Error{Reason: Overtaken}
	}
	return p.c.call(ctx, p.c.write, http.MethodPost, "/_aliases", map[string]any{"actions": actions}, nil)
}

// drop removes the new indices if they were not activated.
func (p *publishing) drop() {
	ctx, stop := context.WithTimeout(context.Background(), 10*time.Second)
	defer stop()
	if now, err := p.c.inForce(ctx); err != nil && !Is(err, Nothing) || now == p.generation {
		return // only the answer was lost; the aliases were changed
	}
	p.c.remove(ctx, p.generation)
}

// remove deletes the indices of a generation.
func (c *Cluster) remove(ctx context.Context, generation int) {
	for _, kind := range kinds {
		err := c.call(ctx, c.write, http.MethodDelete, "/"+c.name(generation, kind)+"?ignore_unavailable=true", nil, nil)
		if err != nil && ctx.Err() == nil {
			c.opts.Log.Warn("cannot remove an index that is no longer needed", "index", c.name(generation, kind), "error", err)
		}
	}
}

// readers is how long servers may take to switch to a new generation; shorter in
// tests.
var readers = 10 * time.Minute

// clean removes older generations: all but the active one and the one before it,
// unless they were active a short time ago. An incomplete generation was left by a
// process that died, or another process is writing it.
func (p *publishing) clean(ctx context.Context) {
	var names map[string]struct {
		Settings struct {
			Index struct {
				Created string `json:"creation_date"` // ms
			} `json:"index"`
		} `json:"settings"`
	}
	if err := p.c.call(ctx, p.c.ask, http.MethodGet, "/"+p.c.opts.Prefix+"-*/_settings/index.creation_date", nil, &names); err != nil {
		return // the next import removes them
	}
	gone := make(map[int]bool)
	for name, s := range names {
		n := p.c.generationOf(name)
		var ms int64
		_, err := fmt.Sscan(s.Settings.Index.Created, &ms)
		if n > 0 && n < p.generation && n != p.before && err == nil && time.Since(time.UnixMilli(ms)) > readers {
			gone[n] = true
		}
	}
	for n := range gone {
		p.c.remove(ctx, n)
	}
}
