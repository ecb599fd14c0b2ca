#!/usr/bin/env bash
# Writes pdfium.wasm.zst and pdfium.sum: the PDFium of the go-pdfium version in go.mod, without what this program never calls.
# wasm-metadce (Binaryen, Apache-2.0) follows the calls from the functions in pdfium.exports and drops the rest; it changes no
# code that stays. Needs Node.js with npm and zstd.
set -euo pipefail
cd "$(dirname "$0")"
binaryen=132.0.0

module=$(go list -m -f '{{.Dir}}' github.com/klippa-app/go-pdfium)
version=$(go list -m -f '{{.Version}}' github.com/klippa-app/go-pdfium)
original=$module/internal/pdfium_wasm/pdfium.wasm
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

node -e '
const names = require("fs").readFileSync("pdfium.exports", "utf8").split("\n").filter(n => n && !n.startsWith("#"));
console.log(JSON.stringify([{name: "outside", root: true, reaches: names.map(n => "export " + n)},
	...names.map(n => ({name: "export " + n, export: n}))]));' >"$work/graph.json"
npx --yes --package "binaryen@$binaryen" wasm-metadce "$original" --all-features --disable-compact-imports --graph-file "$work/graph.json" -o "$work/pdfium.wasm" >/dev/null
zstd -q -f --ultra -22 "$work/pdfium.wasm" -o pdfium.wasm.zst
printf 'go-pdfium %s\n%s  original\n%s  trimmed\n' "$version" "$(sha256sum <"$original" | cut -d' ' -f1)" "$(sha256sum <"$work/pdfium.wasm" | cut -d' ' -f1)" >pdfium.sum
ls -l "$original" "$work/pdfium.wasm" pdfium.wasm.zst
