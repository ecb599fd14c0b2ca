#!/bin/sh
# Writes the law in all formats with LibreOffice (7.4 or later, package
# libreoffice-writer, with fonts-noto-cjk). law.fodt is the source: automatic
# numbers, a table, two columns, a footnote, a header and a footer, a tracked deletion.
# What LibreOffice prints, or writes as text or HTML, would show the deletion,
# and its HTML loses the form of the numbers: the PDF is made without the
# deletion, text and HTML from typed.fodt, the same law with typed numbers.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp law.fodt "$work/law.fodt"
for format in odt docx doc rtf; do soffice --headless --convert-to "$format" --outdir . "$work/law.fodt"; done
sed -e '/<text:tracked-changes>/d' -e 's/<text:change [^>]*>//' law.fodt >"$work/law.fodt"
soffice --headless --convert-to pdf --outdir . "$work/law.fodt"
cp typed.fodt "$work/law.fodt"
soffice --headless --convert-to "html:HTML (StarWriter)" --outdir . "$work/law.fodt"
soffice --headless --convert-to "txt:Text (encoded):UTF8" --outdir . "$work/law.fodt"
