#!/bin/sh
# Fetches axe-core, which checks the pages for readers with disabilities. Only the tests use it.
# The version is pinned, and the package must have the hash that stands here.
set -eu
version=4.14.1
sha512=FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==
cd "$(dirname "$0")/../.."
file=.cache/axe/axe-$version.min.js
[ -s "$file" ] && exit 0
command -v npm >/dev/null || { echo "fetch-axe: npm is missing; install Node.js" >&2; exit 1; }
mkdir -p .cache/axe
cd .cache/axe
npm pack --silent "axe-core@$version" >/dev/null
got=$(openssl dgst -sha512 -binary "axe-core-$version.tgz" | base64 | tr -d '\n')
[ "$got" = "$sha512" ] || { echo "fetch-axe: axe-core-$version.tgz has another hash: $got" >&2; exit 1; }
tar -xzf "axe-core-$version.tgz" package/axe.min.js
mv package/axe.min.js "axe-$version.min.js"
rm -r package "axe-core-$version.tgz"
