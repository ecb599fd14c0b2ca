package pdf

import (
	_ "embed"
	"fmt"

	"github.com/klauspost/compress/zstd"
)

//go:generate ./pdfium.sh

// packed is PDFium as WebAssembly, compressed with Zstandard: 1.9 MB for 4.6.
// It is the module of go-pdfium without the functions that nothing here calls;
// pdfium.sh makes it, NOTICE says what it consists of.
//
//go:embed pdfium.wasm.zst
var packed []byte

// moduleLimit bounds the unpacked module, in bytes.
const moduleLimit = 16 << 20

// module unpacks PDFium.
func module() ([]byte, error) {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(moduleLimit))
	if err != nil {
		return nil, err
	}
	defer d.Close()
	b, err := d.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("the embedded PDFium is damaged: %w", err)
	}
	return b, nil
}
