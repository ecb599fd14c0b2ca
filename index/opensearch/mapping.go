package opensearch

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"tiaowen/index/store"
)

// mappingVersion increases when the fields of the indices or their content
// change. The format of a data directory is part of the version too: it changes
// with the parser and with the terms and weights of the index.
const mappingVersion = 2

func mapping() string { return fmt.Sprintf("%d.%d", mappingVersion, store.Format) }

// The kinds of indices of a generation; see the comment of the package.
const (
	current   = "current"
	older     = "older"
	documents = "documents"
)

var kinds = []string{current, older, documents}

// name gives the name of an index of a generation: tiaowen-000007-current.
func (c *Cluster) name(generation int, kind string) string {
	return fmt.Sprintf("%s-%06d-%s", c.opts.Prefix, generation, kind)
}

// alias gives the alias of an index of the active generation: tiaowen-current.
func (c *Cluster) alias(kind string) string { return c.opts.Prefix + "-" + kind }

// generationOf reads the generation from the name of an index; 0 if the name is not
// one of ours.
func (c *Cluster) generationOf(name string) int {
	rest, ok := strings.CutPrefix(name, c.opts.Prefix+"-")
	number, kind, cut := strings.Cut(rest, "-")
	n, err := strconv.Atoi(number)
	if !ok || !cut || err != nil || n < 1 || kind != current && kind != older && kind != documents {
		return 0
	}
	return n
}

// fullFrequency is the k1 of the similarity: a term of frequency f counts
// f/(f+fullFrequency). It is large so that a whole number f can express any weight
// with a small error.
const fullFrequency = 2560

// frequencyOf gives the frequency that counts as weight/256.
func frequencyOf(weight uint8) int {
	w := int(weight)
	return (fullFrequency*w + (256-w)/2) / (256 - w)
}

// longestTerm is the maximum length of a term in bytes; longer runs of letters
// and digits are not searched.
const longestTerm = 1000

// The fields of a clause:
//
//	bag       its terms, "民|37 民法|12 _民法典|9", with the numbers that frequencyOf gives
//	letters   the characters of its text, title, headings and document's title, separated by
//	          blanks, for phrases
//	ordinal   its position among all clauses
//	document  its document's id
//	in        the keys of the sections that contain it, see sectionKeys
//	top       the position of the outermost of these sections in its document
//	norms     the kinds of norms in it
//	kind      its document's kind; year is the year of the version
//	above     like letters, but without its text: titles and headings only
//	from      the date of its document's version; until is the date of the next version
//
// text, title, path and name are stored for people and other programs; they are not
// searched. The fields of a document are its id, title, date and the record that package
// codec writes; a part is a piece of what servers need beside the documents.
const clauseMapping = `{
  "dynamic": "strict",
  "_meta": {"tiaowen": %q},
  "_source": {"excludes": ["bag", "letters", "above"]},
  "properties": {
    "bag": {"type": "text", "analyzer": "counted", "search_analyzer": "blanks", "index_options": "freqs", "norms": false, "similarity": "folded"},
    "letters": {"type": "text", "analyzer": "blanks", "norms": false},
    "ordinal": {"type": "integer"},
    "document": {"type": "keyword"},
    "in": {"type": "keyword", "doc_values": false},
    "norms": {"type": "keyword"},
    "kind": {"type": "keyword"},
    "year": {"type": "keyword"},
    "top": {"type": "integer"},
    "above": {"type": "text", "analyzer": "blanks", "norms": false},
    "from": {"type": "keyword"},
    "until": {"type": "keyword"},
    "label": {"type": "keyword", "index": false, "doc_values": false},
    "title": {"type": "text", "index": false},
    "path": {"type": "text", "index": false},
    "name": {"type": "text", "index": false},
    "text": {"type": "text", "index": false}
  }
}`

const documentMapping = `{
  "dynamic": "strict",
  "_meta": {"tiaowen": %q},
  "properties": {
    "place": {"type": "integer"},
    "id": {"type": "keyword"},
    "title": {"type": "keyword", "ignore_above": 300},
    "date": {"type": "keyword"},
    "clauses": {"type": "integer"},
    "sum": {"type": "keyword"},
    "record": {"type": "binary"},
    "part": {"type": "keyword"}
  }
}`

const clauseAnalysis = `{
  "tokenizer": {"blanks": {"type": "whitespace", "max_token_length": 2000}},
  "filter": {"counted": {"type": "delimited_term_freq", "delimiter": "|"}},
  "analyzer": {
    "counted": {"type": "custom", "tokenizer": "blanks", "filter": ["counted"]},
    "blanks": {"type": "custom", "tokenizer": "blanks"}
  }
}`

// putTemplates writes the index templates, which give new indices their fields.
// An administrator may add templates of a higher priority, for the number of
// shards or their allocation.
func (c *Cluster) putTemplates(ctx context.Context) error {
	clauses := map[string]any{
		"index_patterns": []string{c.opts.Prefix + "-*-" + current, c.opts.Prefix + "-*-" + older},
		"priority":       100,
		"template": map[string]any{
			"settings": map[string]any{
				"similarity": map[string]any{"folded": map[string]any{"type": "BM25", "k1": fullFrequency, "b": 0}},
				"analysis":   json.RawMessage(clauseAnalysis),
			},
			"mappings": json.RawMessage(fmt.Sprintf(clauseMapping, mapping())),
		},
	}
	if err := c.call(ctx, c.write, http.MethodPut, "/_index_template/"+c.opts.Prefix+"-clauses", clauses, nil); err != nil {
		return err
	}
	docs := map[string]any{
		"index_patterns": []string{c.opts.Prefix + "-*-" + documents},
		"priority":       100,
		"template": map[string]any{
			"settings": map[string]any{"codec": "best_compression"},
			"mappings": json.RawMessage(fmt.Sprintf(documentMapping, mapping())),
		},
	}
	return c.call(ctx, c.write, http.MethodPut, "/_index_template/"+c.opts.Prefix+"-documents", docs, nil)
}

// written gives the mapping version of each of some indices; "" if an
// index was not made by our template.
func (c *Cluster) written(ctx context.Context, names ...string) (map[string]string, error) {
	var answer map[string]struct {
		Mappings struct {
			Meta map[string]any `json:"_meta"`
		} `json:"mappings"`
	}
	if err := c.call(ctx, c.ask, http.MethodGet, "/"+strings.Join(names, ",")+"/_mapping", nil, &answer); err != nil {
		return nil, err
	}
	out := make(map[string]string, len(answer))
	for name, m := range answer {
		out[name], _ = m.Mappings.Meta["tiaowen"].(string)
	}
	return out, nil
}

// checkMapping returns an error if indices were not written by this version of the
// program.
func (c *Cluster) checkMapping(ctx context.Context, generation int) error {
	var names []string
	for _, kind := range kinds {
		names = append(names, c.name(generation, kind))
	}
	versions, err := c.written(ctx, names...)
	if err != nil {
		return err
	}
	for _, name := range names {
		switch v := versions[name]; v {
		case mapping():
		case "":
			return &Error{Reason: NoTemplate, Detail: name}
		default:
			return &Error{Reason: OtherMapping, Detail: v + ", " + mapping()}
		}
	}
	return nil
}
