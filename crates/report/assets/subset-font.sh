#!/bin/sh
# Makes plot-font.ttf: DejaVu Sans 2.37 (Debian package fonts-dejavu-core) cut down to the letters
# that plots use. Needs pyftsubset (`pip install fonttools`). Run in this folder.
set -eu
source=${1:-/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf}
# Latin (basic, supplement, extended A), Greek letters, dashes and quotes, superscripts, arrows, relations.
pyftsubset "$source" --output-file=plot-font.ttf \
    --unicodes='U+0020-007E,U+00A0-017F,U+0391-03C9,U+2010-2015,U+2018-201D,U+2020-2022,U+2026,U+2030,U+2070-208E,U+2190-2193,U+2212,U+221E,U+2248,U+2260,U+2264,U+2265' \
    --layout-features='' --no-hinting --drop-tables+=GPOS,GSUB,GDEF,kern --notdef-outline --name-IDs='*'
