#!/bin/sh
# Fetches axe-core, which checks the pages for readers with disabilities. Only the tests use it.
# The version is pinned, and the package must have the hash that stands here.
set -eu
version=4.14.1
sha512=1477dafa598d8d065f273d6af302aa203c02e83131707b7fa648cd41bd3d6b734f8c22a0dab86ee6a6f64b8afbe804b214d36db85a2826965edfb3a0b9d546b5
cd "$(dirname "$0")/../.."
file=.cache/axe/axe-$version.min.js
[ -s "$file" ] && exit 0
command -v npm >/dev/null || { echo "fetch-axe: npm is missing; install Node.js" >&2; exit 1; }
mkdir -p .cache/axe
cd .cache/axe
npm pack --silent "axe-core@$version" >/dev/null
echo "$sha512  axe-core-$version.tgz" | sha512sum -c --status || { echo "fetch-axe: axe-core-$version.tgz is not the package that was meant" >&2; exit 1; }
tar -xzf "axe-core-$version.tgz" package/axe.min.js
mv package/axe.min.js "axe-$version.min.js"
rm -r package "axe-core-$version.tgz"
