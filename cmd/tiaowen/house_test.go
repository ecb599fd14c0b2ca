package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rooms says which rooms of the house each room may import. Packages below a
// room belong to it. The test reads the files themselves: what it sees cannot
// be stale.
var rooms = map[string][]string{
	"corpus":    {},
	"segmenter": {},
	"index":     {"segmenter", "corpus"},
	"api":       {"index", "corpus"},
	"web":       {"api", "corpus"},
	"cmd":       {"corpus", "segmenter", "index", "api", "web"},
}

// layers are the packages of room index. Each imports only those of the layers above
// its own; packages below one belong to it, and tests may use more.
var layers = [][]string{
	{"index/gram", "index/stopword", "index/posting", "index/reference", "index/ring", "index/meaning"},
	{"index/field", "index/naming", "index/passage"},
	{"index/cutter", "index/vocabulary", "index/suggest", "index/inverted", "index/collection", "index/sampletest"},
	{"index/spelling", "index/citing", "index/facet", "index/nearness"},
	{"index/engine"},
	{"index/weight"},
	{"index/local"},
	{"index/beside"},
	{"index"},
	{"index/store", "index/enginetest"},
	{"index/opensearch", "index/train"},
}

// layerOf gives the layer of a package of room index and the package it belongs to, by
// its path; -1 for one that is in no layer.
func layerOf(pkg string) (layer int, name string) {
	parts := strings.Split(pkg, "/")
	name = strings.Join(parts[:min(len(parts), 2)], "/")
	return slices.IndexFunc(layers, func(l []string) bool { return slices.Contains(l, name) }), name
}

// layerFault says what is wrong with an import inside room index; "" for nothing.
func layerFault(name, imported string) string {
	from, own := layerOf(path.Dir(name))
	to, other := layerOf(imported)
	switch {
	case from < 0:
		return name + ": " + own + " is in no layer"
	case to < 0:
		return name + ": " + other + " is in no layer"
	case own != other && to >= from:
		return name + ": " + own + " may not import " + imported + ", which is in no layer above"
	}
	return ""
}

// drawers are names that say nothing about what is inside.
var drawers = []string{"util", "utils", "common", "model", "models", "types", "service", "services", "helper", "helpers", "misc"}

func TestHouse(t *testing.T) {
	root := os.DirFS("../..")
	files := 0
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := path.Base(name)
		if d.IsDir() {
			switch {
			case name == ".":
				return nil
			case strings.HasPrefix(base, "."), base == "testdata", base == "node_modules", base == "dist":
				return fs.SkipDir
			case slices.Contains(drawers, base):
				t.Errorf("%s: a package's name says what is in it", name)
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		files++
		source, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		checkImports(t, name, source)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Errorf("only %d Go files were read: the test does not see the house", files)
	}
}

// checkImports holds one file to the table.
func checkImports(t *testing.T, name string, source []byte) {
	t.Helper()
	for _, complaint := range importFaults(name, source) {
		t.Error(complaint)
	}
}

// importFaults lists what one file imports against the rule.
func importFaults(name string, source []byte) (faults []string) {
	file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ImportsOnly)
	if err != nil {
		return []string{err.Error()}
	}
	room, _, _ := strings.Cut(name, "/")
	may, known := rooms[room]
	if !known {
		return []string{name + ": the house has no room " + room}
	}
	if slices.Contains(drawers, file.Name.Name) {
		faults = append(faults, name+": package "+file.Name.Name+" says nothing about what is in it")
	}
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return append(faults, name+": "+err.Error())
		}
		ours, found := strings.CutPrefix(imported, "tiaowen/")
		other, _, _ := strings.Cut(ours, "/")
		switch {
		case imported == "C":
			faults = append(faults, name+": no cgo")
		case (imported == "html/template" || imported == "text/template") && !strings.HasSuffix(name, "_test.go"):
			// They call methods by name: the linker would keep all exported ones, 6.4 MB of them.
			faults = append(faults, name+": web/page/templates.go says which package draws instead of "+imported)
		case found && other != room && !slices.Contains(may, other):
			faults = append(faults, name+": "+room+" may not import "+imported)
		case found && other == "index" && room == "index" && !strings.HasSuffix(name, "_test.go"):
			if fault := layerFault(name, ours); fault != "" {
				faults = append(faults, fault)
			}
		}
	}
	return faults
}

// The rule itself refuses what it should.
func TestHouseRefuses(t *testing.T) {
	for _, test := range []struct {
		name, source string
		faults       int
	}{
		{"corpus/a.go", `package corpus; import "strings"`, 0},
		{"web/a.go", `package web; import "html/template"`, 1},
		{"web/a_test.go", `package web; import "html/template"`, 0},
		{"corpus/reader/a.go", `package reader; import "tiaowen/corpus"`, 0},
		{"corpus/a.go", `package corpus; import "tiaowen/segmenter"`, 1},
		{"corpus/label/a.go", `package label; import "tiaowen/corpus/numeral"`, 0},
		{"segmenter/a.go", `package segmenter; import "tiaowen/corpus/numeral"`, 1},
		{"segmenter/a_test.go", `package segmenter; import "tiaowen/corpus"`, 1},
		{"index/a.go", `package index; import ("tiaowen/corpus"; "tiaowen/segmenter"; "tiaowen/api/answer")`, 1},
		{"api/rest/a.go", `package rest; import ("tiaowen/api"; "tiaowen/index"; "tiaowen/segmenter")`, 1},
		{"web/a.go", `package web; import ("tiaowen/api/rest"; "tiaowen/index")`, 1},
		{"cmd/tiaowen/a.go", `package main; import ("tiaowen/web"; "tiaowen/segmenter")`, 0},
		{"pkg/a.go", `package pkg`, 1},
		{"api/a.go", `package utils`, 1},
		{"index/a.go", `package index; import "C"`, 1},
		{"index/a.go", `package index; import ("tiaowen/index/local"; "tiaowen/index/gram")`, 0},
		{"index/gram/a.go", `package gram; import "tiaowen/index/field"`, 1},
		{"index/naming/a.go", `package naming; import "tiaowen/index/field"`, 1},
		{"index/local/a.go", `package local; import "tiaowen/index"`, 1},
		{"index/local/a_test.go", `package local; import "tiaowen/index"`, 0},
		{"index/opensearch/arena/a.go", `package arena; import ("tiaowen/index/opensearch"; "tiaowen/index/store")`, 0},
		{"index/other/a.go", `package other; import "tiaowen/index/gram"`, 1},
		{"index/gram/a.go", `package gram; import "tiaowen/index/other"`, 1},
	} {
		if faults := importFaults(test.name, []byte(test.source)); len(faults) != test.faults {
			t.Errorf("%s with %s: %d faults %q, want %d", test.name, test.source, len(faults), faults, test.faults)
		}
	}
}
