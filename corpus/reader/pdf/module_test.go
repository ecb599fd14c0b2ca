package pdf

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// The embedded module is the one that pdfium.sh made of the go-pdfium version
// in go.mod: raising the version without running the script fails here.
func TestModuleIsOfTheVersionInUse(t *testing.T) {
	b, err := module()
	if err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile("pdfium.sum")
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(b)
	if !strings.Contains(string(sums), hex.EncodeToString(sum[:])+"  trimmed") {
		t.Error("pdfium.wasm.zst does not hold the module of pdfium.sum; run go generate here")
	}
	mod, err := os.ReadFile(filepath.Join("..", "..", "..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	version := regexp.MustCompile(`github\.com/klippa-app/(go-pdfium \S+)`).FindSubmatch(mod)
	if version == nil {
		t.Fatal("go.mod does not name go-pdfium")
	}
	if got, _, _ := strings.Cut(string(sums), "\n"); got != string(version[1]) {
		t.Errorf("pdfium.wasm.zst is made from %s, go.mod has %s; run go generate here", got, version[1])
	}
}

// The module exports what pdfium.exports lists, so that the list can be
// reviewed in place of the module.
func TestModuleExports(t *testing.T) {
	b, err := module()
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	r := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigInterpreter().
		WithCoreFeatures(api.CoreFeaturesV2|experimental.CoreFeaturesExceptionHandling))
	defer r.Close(ctx)
	compiled, err := r.CompileModule(ctx, b)
	if err != nil {
		t.Fatal(err)
	}
	got := []string{"memory"}
	for name := range compiled.ExportedFunctions() {
		got = append(got, name)
	}
	slices.Sort(got)
	list, err := os.ReadFile("pdfium.exports")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for line := range strings.Lines(string(list)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			want = append(want, line)
		}
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("exports\n%v\nwant\n%v", got, want)
	}
}
